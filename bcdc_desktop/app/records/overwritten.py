"""Overwritten changes (lost updates): saved from here, gone from the server, noted, and restored as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from bcdc_desktop.domain.content import FACTS, Content
from bcdc_desktop.domain.package import Resource, parse_time
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    RecordChanges,
    editable_values,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.drafts import StoredDraft
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.store.overwritten import ReportState
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .attachments import sent_file

# the field of a LostUpdate that is a resource as a whole: added by us and not there, or deleted and there
WHOLE = ""
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
        deleted: whether its resource is gone from the record, and it with that.
        restorable: whether it can be saved again: neither its resource nor, of a file, the source is missing.
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
    deleted: bool = False
    restorable: bool = True

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells it from others in the store."""
        return self.entry, self.target, self.field


class LostUpdateCheck(NamedTuple):
    """What is not there any more, and the entries that were not verified yet (*done*) and that are there whole."""

    missing: list[LostUpdate]
    confirmed: list[int]


def check_record(workspace: Workspace, package: Mapping[str, Any]) -> list[LostUpdate]:
    """Compare the journal with a record as it was just read. What was overwritten is noted in
    ``workspace.store.overwritten`` (once), and in the journal as *lost*; what came back is noted too, and a save that
    could not be verified when it was sent as *verified*.

    Only our latest save of each field counts. A state that someone moved on from is no loss: only one that was put
    back to what it was. Makes no request.

    Args:
        package: as ``package_show`` gave it.

    Returns:
        What is gone and was not noted before.
    """
    missing, confirmed = compare(workspace, package)
    package_id, keys = str(package["id"]), {g.key for g in missing}
    noted = {(r.entry, r.target, r.field): r for r in workspace.store.overwritten.reports(package_id, state=None)}
    fresh = [g for g in missing if g.key not in noted or noted[g.key].state == "back"]
    back = [key for key, report in noted.items() if report.state == "open" and key not in keys]
    for entry in confirmed:
        workspace.store.journal.outcome(entry, "verified", tr("Verified later."))
    if back:
        workspace.store.overwritten.set_state(back, "back")
    if fresh:
        workspace.store.overwritten.put(package_id, [(*g.key, g.found) for g in fresh])
        for entry in sorted({g.entry for g in fresh}):
            names = ", ".join(_said(g) for g in fresh if g.entry == entry)
            workspace.store.journal.outcome(entry, "lost", names)
    return fresh


def _said(one: LostUpdate) -> str:
    """Return what the journal says of a lost update."""
    if not one.deleted:
        return one.label
    what = f"{one.label}: {one.saved}" if one.field == FILE else one.label
    if one.field == WHOLE:
        return tr("{resource} (deleted)", resource=what)
    return tr("{field} (deleted together with its resource)", field=what)


def check_cached(workspace: Workspace, package_id: str) -> None:
    """Compare the journal with the cached record. While a save of it is under way the cache is behind the journal, and
    that is no loss: then it does not compare, and does not wait, since a save lasts as long as its files are sent."""
    lock = workspace.package_lock(package_id)
    if not lock.acquire(blocking=False):
        return
    try:
        seen = workspace.store.cache.records.get(package_id)  # of two readings the later one
        if seen is not None:
            check_record(workspace, seen.value)
    finally:
        lock.release()


def lost_updates(workspace: Workspace, package_id: str | None = None) -> list[LostUpdate]:
    """Return what was noted as overwritten and is undecided yet, the latest first. Makes no request."""
    found: list[LostUpdate] = []
    packages: dict[str, Mapping[str, Any] | None] = {}
    for report in workspace.store.overwritten.reports(package_id):
        entry = workspace.store.journal.get(report.entry)
        if entry is None:
            continue
        if report.package_id not in packages:
            seen = workspace.store.cache.records.get(report.package_id)
            packages[report.package_id] = seen.value if seen is not None else None
        package = packages[report.package_id]
        found.append(_lost_update(workspace, entry, report.target, report.field, report.found, package, report.noticed))
    return found


def restorable(workspace: Workspace, one: LostUpdate, package: Mapping[str, Any]) -> bool:
    """Return whether a lost update can be saved again on a record as it is now. Looks at the disk for a file."""
    with_file = one.field == FILE or (one.field == WHOLE and FILE in (one.saved or {}))
    if with_file and sent_file(workspace, one.entry, one.target) is None:
        return False
    return one.target == PACKAGE or one.field == WHOLE or section_of(package, one.target) is not None


def titles(workspace: Workspace, which: Sequence[LostUpdate]) -> dict[str, str]:
    """Return record id -> its title as it was when it was saved, for lists. Makes no request."""
    entries = {one.entry for one in which}
    found = [entry for number in sorted(entries) if (entry := workspace.store.journal.get(number)) is not None]
    return {entry.package_id: entry.title for entry in found}


def accept(workspace: Workspace, which: Sequence[LostUpdate]) -> None:
    """Accept what stands there now: the user keeps theirs."""
    _decide(workspace, which, "accepted")


def restore(workspace: Workspace, which: Sequence[LostUpdate], package: Mapping[str, Any]) -> StoredDraft | None:
    """Make what was overwritten a draft, upon the record as it is today: no one's later change is touched.

    A draft that is there already keeps its edits. A file is restored where it still lies on this computer as it was.

    Args:
        package: the record as it is on the server now.

    Returns:
        The draft; None when there was nothing that can be restored.
    """
    drafts, package_id = workspace.store.drafts, str(package["id"])
    draft = drafts.get(package_id)
    changes = draft.changes if draft else RecordChanges(package)
    names: dict[str, list[str]] = {}
    taken: list[LostUpdate] = []
    for one in which:
        if not restorable(workspace, one, package):
            continue
        with_file = one.field == FILE or (one.field == WHOLE and FILE in (one.saved or {}))
        file = sent_file(workspace, one.entry, one.target) if with_file else None
        taken.append(one)
        if file is not None:
            changes.files[one.target] = file
            names.setdefault(one.target, []).extend(FACTS)
        if one.field == ORDER:
            changes.order = list(one.saved)
        elif one.field == WHOLE and one.saved is None:
            changes.deletions = [*dict.fromkeys([*changes.deletions, one.target])]
        elif one.field == WHOLE:
            changes.new_resources[one.target] = editable_values(
                one.saved, workspace.schema_of_id(one.package_id).resource_fields, any_key=True
            )
        elif one.field != FILE:
            changes.set(one.target, {**changes.of(one.target), one.field: one.saved})
            names.setdefault(one.target, []).append(one.field)
    if draft is not None and names:
        # its base says what was there when it was begun; of these fields the start is what is found today
        changes.base = _with_values_of(changes.base, package, names)
    if taken:
        drafts.put(changes)
    _decide(workspace, taken, "taken_up")
    return drafts.get(package_id)


def _decide(workspace: Workspace, which: Sequence[LostUpdate], state: ReportState) -> None:
    workspace.store.overwritten.set_state([g.key for g in which], state)


def _with_values_of(base: Mapping[str, Any], package: Mapping[str, Any], names: Mapping[str, list[str]]) -> Any:
    """Return the base with some fields as they are in the package."""
    out = dict(base)
    for name in names.get(PACKAGE, ()):
        if name == "tag_string":
            out["tags"] = package.get("tags")
        out[name] = package.get(name)
        if name not in package:
            out.pop(name)
    resources = []
    for resource in base.get("resources") or ():
        now = section_of(package, str(resource["id"]))
        listed = names.get(str(resource["id"]), [])
        resources.append({**resource, **{n: (now or {}).get(n) for n in listed}} if now and listed else resource)
    out["resources"] = resources
    return out


# what of the journal is not there any more


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
        if not entry.is_accepted:
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
                now = _found(workspace, package, target, field)
                missing.append(_lost_update(workspace, entry, target, field, now, package))
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
        return {target: _as_stored(values, entry.stored.get(target) or {}) for target, values in entry.after.items()}
    sent = dict(entry.after.get(PACKAGE) or {})
    found: dict[str, Any] = {str(r["id"]): dict(r) for r in sent.pop("resources", None) or () if r.get("id")}
    found[PACKAGE] = sent
    for target, values in found.items():
        known = {
            f.name
            for f in section_fields(workspace.schema_of_id(entry.package_id), target, {"url": None} if target else {})
        }
        listed = {n: v for n, v in values.items() if n in known}
        found[target] = {**listed, **entry.stored.get(target, {})}
    return found


def _as_stored(values: Any, stored: Mapping[str, Any]) -> Any:
    """Return the values of a section as the server made them of what was sent; of a file it keeps its own facts."""
    if not isinstance(values, Mapping):
        return values
    own = {"url"} if FILE in values else set()
    return {n: stored[n] if n in stored and n not in own and n != FILE else v for n, v in values.items()}


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
    known, found = _field(workspace, entry.package_id, target, field), _found(workspace, package, target, field)
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
    return read_value(there, _field(workspace, str(package["id"]), target, field))


def _lost_update(
    workspace: Workspace,
    entry: JournalEntry,
    target: str,
    field: str,
    found: Any,
    package: Mapping[str, Any] | None,
    noticed: float = 0.0,
) -> LostUpdate:
    """Return one field of an entry that is gone, in words and values.

    Args:
        package: the record as it is now; None where that is not known.
    """
    after, before = _after(workspace, entry).get(target), entry.before.get(target)
    whole = field == WHOLE
    saved = after if whole else (after or {}).get(field)
    earlier = before if whole else (before or {}).get(field)
    if whole or field in (ORDER, FILE):
        put_back = whole or earlier == found
    else:
        put_back = same(earlier, found, _field(workspace, entry.package_id, target, field))
    there = package is not None and section_of(package, target) is not None
    one = LostUpdate(
        entry.id,
        entry.at,
        entry.user,
        entry.package_id,
        target,
        field,
        _label(workspace, entry, target, field),
        saved,
        earlier,
        found,
        put_back,
        noticed,
        deleted=target != PACKAGE and saved is not None and not there,
    )
    return replace(one, restorable=package is not None and restorable(workspace, one, package))


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
    label = tr("File") if field == FILE else _field(workspace, entry.package_id, target, field).label
    return tr("{field} of “{resource}”", field=label, resource=name) if name else label


def _field(workspace: Workspace, package_id: str, target: str, name: str) -> Field:
    listed = section_fields(workspace.schema_of_id(package_id), target, {name: None})
    return next((f for f in listed if f.name == name), Field(name, name, FieldKind.TEXT))
