"""Detection of lost updates: the journal compared with a record, for values saved from here that are gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.package import Resource, parse_time
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, section_fields, section_of
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.translation import tr

from ..workspace import Workspace

# the field of a LostUpdate that is a resource as a whole: added by us and not there, or deleted and there; no field of
# a
# schema is named like that
WHOLE = ""
_CAME_THROUGH = ("done", "verified", "lost")
_ENTRIES = 5000  # of one record that are compared, the latest first


@dataclass(frozen=True)
class LostUpdate:
    """A value that was accepted by the server and is not there any more.

    Attributes:
        entry: the journal's number of the save.
        saved_at: when it was saved; seconds since the epoch.
        noticed: when it was first found gone; seconds since the epoch. It was overwritten between the two.
        target: ``""`` the package, else a resource's id.
        field: the schema's field; ORDER for the order of resources, WHOLE for a whole resource, FILE for its file.
        label: what people read for it.
        saved: what was saved.
        before: what stood there before it.
        found: what stands there now.
        put_back: whether what is found is what stood there before, as when someone saved an old form.
    """

    entry: int
    saved_at: float
    user: str
    package_id: str
    target: str
    field: str
    label: str
    saved: Any
    before: Any
    found: Any
    put_back: bool
    noticed: float = 0.0

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells it from others in the store."""
        return self.entry, self.target, self.field


class LostUpdateCheck(NamedTuple):
    """What is not there any more, and the entries that were not verified yet (*done*) and that are there whole."""

    missing: list[LostUpdate]
    confirmed: list[int]


def compare(workspace: Workspace, package: Mapping[str, Any]) -> LostUpdateCheck:
    """Compare the journal with a record; of each field only our latest save counts.

    Args:
        package: as ``package_show`` gave it.
    """
    missing: list[LostUpdate] = []
    confirmed: list[int] = []
    seen: set[tuple[str, str]] = set()
    changed: set[str] = set()  # resources that a later entry found there
    for entry in workspace.store.journal.entries(package_id=str(package["id"]), limit=_ENTRIES):
        if entry.outcome not in _CAME_THROUGH:
            continue
        after = _after(workspace, entry)
        listed = _fields_of(entry, after)
        whole = bool(listed) and all(field != FILE for _, field in listed)  # of a file's bytes the record says nothing
        for target, field in listed:
            # a whole resource speaks for all of its fields; a link and a file take each other's place
            key = (target, FILE if field == "url" and target != PACKAGE else field)
            outdated = field == WHOLE and after[target] is None and target in changed  # it came back, and we took it
            if key in seen or (target, WHOLE) in seen or outdated:
                whole = False
                continue
            seen.add(key)
            if not _is_kept(workspace, entry, after, target, field, package):
                whole = False
                missing.append(
                    lost_update_of(workspace, entry, target, field, _found(workspace, package, target, field))
                )
        changed |= {target for target, _ in listed}
        if whole and entry.outcome == "done":
            confirmed.append(entry.id)
    # of a resource that is gone as a whole its fields need not be told one by one
    lost = {g.target for g in missing if g.field == WHOLE and g.saved is not None}
    return LostUpdateCheck([g for g in missing if g.field == WHOLE or g.target not in lost], confirmed)


def _after(workspace: Workspace, entry: JournalEntry) -> Mapping[str, Any]:
    """Return what an entry set, by target. A creation journals what was sent, and with it what the server made of
    that."""
    if entry.action != "package_create":
        return entry.after
    sent = dict(entry.after.get(PACKAGE) or {})
    found: dict[str, Any] = {str(r["id"]): dict(r) for r in sent.pop("resources", None) or () if r.get("id")}
    found[PACKAGE] = sent
    for target, values in found.items():
        known = {f.name for f in section_fields(workspace.schema(), target, {"url": None} if target else {})}
        listed = {n: v for n, v in values.items() if n in known}
        found[target] = {**listed, **entry.stored.get(target, {})}
    return found


def _fields_of(entry: JournalEntry, after: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Target and field of everything that an entry set; fields first, then resources as a whole."""
    found: list[tuple[str, str]] = []
    for target, values in after.items():
        if isinstance(values, Mapping):
            # the server says where an uploaded file lies
            found += [(target, name) for name in values if not (name == "url" and FILE in values)]
    for target, values in after.items():
        if target != PACKAGE and (values is None or target not in entry.before):
            found.append((target, WHOLE))
    return found


def _is_kept(
    workspace: Workspace,
    entry: JournalEntry,
    after: Mapping[str, Any],
    target: str,
    field: str,
    package: Mapping[str, Any],
) -> bool:
    there, values = section_of(package, target), after[target]
    if field == WHOLE:
        return (there is None) == (values is None)
    if there is None:
        return field != FILE and target not in entry.before
    if field == ORDER:
        listed = [str(r["id"]) for r in package.get("resources") or ()]
        return [i for i in listed if i in values[ORDER]] == [i for i in values[ORDER] if i in listed]
    if field == FILE:
        return _file_is_kept(entry, target, there)
    known, found = _field(workspace, target, field), _found(workspace, package, target, field)
    if known.kind is FieldKind.STATE:
        before = (entry.before.get(target) or {}).get(field)
        return same(found, values[field], known) or not same(found, before, known)
    return same(found, values[field], known)


def _file_is_kept(entry: JournalEntry, target: str, there: Mapping[str, Any]) -> bool:
    """Return whether the file is the one that we stored. Where it was not seen afterwards, any file will do."""
    stored = entry.stored.get(target)
    if stored is None:
        return Resource(there).uploaded
    ours, now = Content.of(stored), Content.of(there)
    if ours.same(now):
        return True
    when, then = parse_time(now.modified), parse_time(ours.modified)
    # an old form put the record's own words back; bytes are never stored at an earlier time
    return now.stored and now.name == ours.name and bool(when and then and when < then)


def _found(workspace: Workspace, package: Mapping[str, Any], target: str, field: str) -> Any:
    there = section_of(package, target)
    if field == WHOLE or there is None:
        return dict(there) if there else None
    if field == ORDER:
        return [str(r["id"]) for r in package.get("resources") or ()]
    if field == FILE:
        return str(Content.of(there))
    return read_value(there, _field(workspace, target, field))


def lost_update_of(
    workspace: Workspace, entry: JournalEntry, target: str, field: str, found: Any, noticed: float = 0.0
) -> LostUpdate:
    """Return one field of an entry that is gone, in words and values."""
    after, before = _after(workspace, entry).get(target), entry.before.get(target)
    whole = field == WHOLE
    saved = after if whole else (after or {}).get(field)
    earlier = before if whole else (before or {}).get(field)
    if whole or field in (ORDER, FILE):
        put_back = whole or earlier == found
    else:
        put_back = same(earlier, found, _field(workspace, target, field))
    label = _label(workspace, entry, target, field)
    if field == FILE and found is None:
        label = f"{label} {saved}, deleted with its resource"
    return LostUpdate(
        entry.id,
        entry.at,
        entry.user,
        entry.package_id,
        target,
        field,
        label,
        saved,
        earlier,
        found,
        put_back,
        noticed,
    )


def _label(workspace: Workspace, entry: JournalEntry, target: str, field: str) -> str:
    if field == ORDER:
        return tr("Order of the resources")
    name = ""
    if target != PACKAGE:
        for side in (_after(workspace, entry).get(target), entry.before.get(target)):
            name = name or str((side or {}).get("name") or "")
        if not name and (seen := workspace.store.cache.records.get(entry.package_id)):
            name = str((section_of(seen.value, target) or {}).get("name") or "")
    if field == WHOLE:
        return tr("Resource “{name}”", name=name) if name else tr("Resource")
    label = tr("File") if field == FILE else _field(workspace, target, field).label
    return tr("{field} of “{resource}”", field=label, resource=name) if name else label


def _field(workspace: Workspace, target: str, name: str) -> Field:
    listed = section_fields(workspace.schema(), target, {name: None})
    return next((f for f in listed if f.name == name), Field(name, name, FieldKind.TEXT))
