"""Overwritten changes: noting what was saved from here and is gone from the server, and restoring it as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.domain.content import FACTS
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, RecordChanges, editable_values, section_of
from bcdc_desktop.store.drafts import StoredDraft
from bcdc_desktop.store.overwritten import ReportState
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .lost_updates import WHOLE, LostUpdate, compare, lost_update_of
from .sent_files import sent_file

__all__ = ["WHOLE", "LostUpdate", "accept", "check_record", "lost_updates", "restore", "titles"]


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
            names = ", ".join(g.label for g in fresh if g.entry == entry)
            workspace.store.journal.outcome(entry, "lost", names)
    return fresh


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
    for report in workspace.store.overwritten.reports(package_id):
        entry = workspace.store.journal.get(report.entry)
        if entry is not None:
            found.append(lost_update_of(workspace, entry, report.target, report.field, report.found, report.noticed))
    return found


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
        with_file = one.field == FILE or (one.field == WHOLE and FILE in (one.saved or {}))
        file = sent_file(workspace, one.entry, one.target) if with_file else None
        if with_file and file is None:
            continue
        if one.target != PACKAGE and one.field != WHOLE and section_of(package, one.target) is None:
            continue
        taken.append(one)
        if file is not None:
            changes.files[one.target] = file
            names.setdefault(one.target, []).extend(FACTS)
        if one.field == ORDER:
            changes.order = list(one.saved)
        elif one.field == WHOLE and one.saved is None:
            changes.deletions = [*dict.fromkeys([*changes.deletions, one.target])]
        elif one.field == WHOLE:
            changes.new_resources[one.target] = editable_values(one.saved, workspace.schema().resource_fields)
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
