"""Kept? Whether what was saved from here is still on the server, and how to take it up again where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.schema import Field, Kind
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.store.journal import Entry
from bcdc_desktop.store.kept import ReportState

from .desk import Desk
from .edits import FILE, ORDER, PACKAGE, copied_fields, fields_of, part

WHOLE = "resource"  # the field of a Gone that is a resource as a whole: added by us and not there, or deleted and there
_CAME_THROUGH = ("done", "verified", "lost")
_ENTRIES = 5000  # of one record that are looked at, the latest first


@dataclass(frozen=True)
class Gone:
    """A value that was accepted by the server and is not there any more.

    Attributes:
        entry: the journal's number of the save.
        saved_at: when it was saved; seconds since the epoch.
        target: ``""`` the package, else a resource's id.
        field: the schema's field; ORDER for the order of resources, WHOLE for a whole resource, FILE for its file.
        label: what people read for it.
        saved: what was saved.
        before: what stood there before it.
        found: what stands there now.
        put_back: whether what is found is what stood there before, as when somebody saved an old form.
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

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells it from others in the store."""
        return self.entry, self.target, self.field


def look(desk: Desk, package: Mapping[str, Any]) -> list[Gone]:
    """Compares the journal with a record as it was just read. What is gone is noted in ``desk.store.kept`` (once), and
    in the journal as *lost*; what came back is noted too.

    Only our latest save of each field counts. A state that somebody moved on from is no loss: only one that was put
    back to what it was. Of a record made here its later changes are looked at, not its first values. Asks nobody.

    Args:
        package: as ``package_show`` gave it.

    Returns:
        What is gone and was not noted before.
    """
    missing = _compare(desk, package)
    package_id, keys = str(package["id"]), {g.key for g in missing}
    noted = {(r.entry, r.target, r.field): r for r in desk.store.kept.reports(package_id, state=None)}
    fresh = [g for g in missing if g.key not in noted or noted[g.key].state == "back"]
    back = [key for key, report in noted.items() if report.state == "open" and key not in keys]
    if back:
        desk.store.kept.set_state(back, "back")
    if fresh:
        desk.store.kept.put(package_id, [(*g.key, g.found) for g in fresh])
        for entry in sorted({g.entry for g in fresh}):
            names = ", ".join(g.label for g in fresh if g.entry == entry)
            desk.store.journal.outcome(entry, "lost", names)
    return fresh


def look_at_cached(desk: Desk, package_id: str) -> None:
    """Looks at a record as it is remembered. While a save of it is under way the cache is behind the journal, and that
    is no loss: then it does not look, and does not wait, since a save lasts as long as its files are sent."""
    lock = desk.package_lock(package_id)
    if not lock.acquire(blocking=False):
        return
    try:
        seen = desk.store.cache.package(package_id)  # of two readings the later one
        if seen is not None:
            look(desk, seen.value)
    finally:
        lock.release()


def gone(desk: Desk, package_id: str | None = None) -> list[Gone]:
    """What was noted as gone and nobody decided about yet, the latest first. Asks nobody."""
    found: list[Gone] = []
    for report in desk.store.kept.reports(package_id):
        entry = desk.store.journal.get(report.entry)
        if entry is not None:
            found.append(_gone(desk, entry, report.target, report.field, report.found))
    return found


def titles(desk: Desk, which: Sequence[Gone]) -> dict[str, str]:
    """Record id -> its title as it was when it was saved, for lists. Asks nobody."""
    entries = {one.entry for one in which}
    found = [entry for number in sorted(entries) if (entry := desk.store.journal.get(number)) is not None]
    return {entry.package_id: entry.title for entry in found}


def accept(desk: Desk, which: Sequence[Gone]) -> None:
    """The user leaves it as it is."""
    _decide(desk, which, "accepted")


def take_up(desk: Desk, which: Sequence[Gone], package: Mapping[str, Any]) -> Draft | None:
    """Makes what is gone a draft again, upon the record as it is today: nobody's later change is touched.

    A draft that is there already keeps its edits. A file cannot be taken up: it is sent again through the uploads.

    Args:
        package: the record as it is on the server now.

    Returns:
        The draft; None when there was nothing that can be taken up.
    """
    drafts, package_id = desk.store.drafts, str(package["id"])
    there = drafts.get(package_id)
    base: Mapping[str, Any] = dict(there.base) if there else package
    edits: dict[str, dict[str, Any]] = {}
    taken: list[Gone] = []
    for one in which:
        if one.field == FILE or (one.target != PACKAGE and one.field != WHOLE and part(package, one.target) is None):
            continue
        taken.append(one)
        if one.field == ORDER:
            drafts.set_part(base, "order", PACKAGE, list(one.saved))
        elif one.field == WHOLE and one.saved is None:
            drafts.set_part(base, "delete", one.target, True)
        elif one.field == WHOLE:
            drafts.set_part(base, "new", one.target, copied_fields(one.saved, desk.schema().resource_fields))
        else:
            edits.setdefault(one.target, {})[one.field] = one.saved
    if there is not None and edits:
        # its base says what was there when it was begun; of these fields the start is what is found today
        base = _with_values_of(base, package, {t: list(v) for t, v in edits.items()})
        drafts.rebase(base)
    for target, values in edits.items():
        drafts.set_edits(base, target, {**(there.of(target) if there else {}), **values})
    _decide(desk, taken, "taken_up")
    return drafts.get(package_id)


def _decide(desk: Desk, which: Sequence[Gone], state: ReportState) -> None:
    desk.store.kept.set_state([g.key for g in which], state)


def _compare(desk: Desk, package: Mapping[str, Any]) -> list[Gone]:
    missing: list[Gone] = []
    seen: set[tuple[str, str]] = set()
    for entry in desk.store.journal.entries(package_id=str(package["id"]), limit=_ENTRIES):
        if entry.outcome not in _CAME_THROUGH:
            continue
        for target, field in _fields_of(entry):
            # a whole resource speaks for all of its fields
            if (target, field) in seen or (target, WHOLE) in seen:
                continue
            seen.add((target, field))
            if not _is_kept(desk, entry, target, field, package):
                missing.append(_gone(desk, entry, target, field, _found(desk, package, target, field)))
    # of a resource that is gone as a whole its fields need not be told one by one
    whole = {g.target for g in missing if g.field == WHOLE}
    return [g for g in missing if g.field == WHOLE or g.target not in whole]


def _fields_of(entry: Entry) -> list[tuple[str, str]]:
    """Target and field of everything that an entry set; fields first, then resources as a whole."""
    if entry.action == "package_create":
        return []
    found: list[tuple[str, str]] = []
    for target, values in entry.after.items():
        if isinstance(values, Mapping):
            found += [(target, name) for name in values]
    for target, values in entry.after.items():
        if target != PACKAGE and (values is None or target not in entry.before):
            found.append((target, WHOLE))
    return found


def _is_kept(desk: Desk, entry: Entry, target: str, field: str, package: Mapping[str, Any]) -> bool:
    there, values = part(package, target), entry.after[target]
    if field == WHOLE:
        return (there is None) == (values is None)
    if there is None:
        return field != FILE and target not in entry.before
    if field == ORDER:
        listed = [str(r["id"]) for r in package.get("resources") or ()]
        return [i for i in listed if i in values[ORDER]] == [i for i in values[ORDER] if i in listed]
    if field == FILE:
        return Resource(there).uploaded
    if field == "url" and FILE in values:
        return True  # the server says where an uploaded file lies
    known, found = _field(desk, target, field), _found(desk, package, target, field)
    if known.kind is Kind.STATE:
        before = (entry.before.get(target) or {}).get(field)
        return same(found, values[field], known) or not same(found, before, known)
    return same(found, values[field], known)


def _found(desk: Desk, package: Mapping[str, Any], target: str, field: str) -> Any:
    there = part(package, target)
    if field == WHOLE or there is None:
        return dict(there) if there else None
    if field == ORDER:
        return [str(r["id"]) for r in package.get("resources") or ()]
    if field == FILE:
        return Resource(there).file_name if Resource(there).uploaded else there.get("url")
    return read_value(there, _field(desk, target, field))


def _gone(desk: Desk, entry: Entry, target: str, field: str, found: Any) -> Gone:
    after, before = entry.after.get(target), entry.before.get(target)
    whole = field == WHOLE
    saved = after if whole else (after or {}).get(field)
    earlier = before if whole else (before or {}).get(field)
    if whole or field in (ORDER, FILE):
        put_back = whole or earlier == found
    else:
        put_back = same(earlier, found, _field(desk, target, field))
    return Gone(
        entry.id,
        entry.at,
        entry.user,
        entry.package_id,
        target,
        field,
        _label(desk, entry, target, field),
        saved,
        earlier,
        found,
        put_back,
    )


def _label(desk: Desk, entry: Entry, target: str, field: str) -> str:
    if field == ORDER:
        return "Order of the resources"
    name = ""
    if target != PACKAGE:
        for side in (entry.after.get(target), entry.before.get(target)):
            name = name or str((side or {}).get("name") or "")
        if not name and (seen := desk.store.cache.package(entry.package_id)):
            name = str((part(seen.value, target) or {}).get("name") or "")
    if field == WHOLE:
        return f"Resource “{name}”" if name else "Resource"
    label = "File" if field == FILE else _field(desk, target, field).label
    return f"{label} of “{name}”" if name else label


def _field(desk: Desk, target: str, name: str) -> Field:
    listed = fields_of(desk, target, {name: None})
    return next((f for f in listed if f.name == name), Field(name, name, Kind.TEXT))


def _with_values_of(base: Mapping[str, Any], package: Mapping[str, Any], names: Mapping[str, list[str]]) -> Any:
    """The base with some fields as they are in the package."""
    out = dict(base)
    for name in names.get(PACKAGE, ()):
        if name == "tag_string":
            out["tags"] = package.get("tags")
        out[name] = package.get(name)
        if name not in package:
            out.pop(name)
    resources = []
    for resource in base.get("resources") or ():
        now = part(package, str(resource["id"]))
        listed = names.get(str(resource["id"]), [])
        resources.append({**resource, **{n: (now or {}).get(n) for n in listed}} if now and listed else resource)
    out["resources"] = resources
    return out
