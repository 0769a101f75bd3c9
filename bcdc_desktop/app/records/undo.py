"""Undo of a journal entry, by a planned change that is itself checked and journalled."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bcdc_desktop.app.records.merge import Decisions, MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.publishing import start_state, state_field
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    RecordChanges,
    editable_values,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from . import copies
from .delete import begin_whole, delete_record, run_whole

# a file that was not seen after it was sent: whatever is there now may be another one
_NOT_KNOWN = {"url": "", "url_type": "upload", "size": None, "last_modified": None}
What = Literal["edit", "delete_package", "bring_back_package"]


@dataclass(frozen=True)
class UndoPlan:
    """What undoing an entry would change.

    Attributes:
        what: *edit* sends ``changes``; the others concern the record as a whole.
        notes: what of it cannot be undone, and why; sentences.
        blocked: why nothing of it can be undone; empty where something can.
        undone_by: the entry that undid it before.
    """

    entry: JournalEntry
    what: What
    changes: RecordChanges
    notes: tuple[str, ...] = ()
    blocked: str = ""
    undone_by: int | None = None
    changed_since: tuple[str, ...] = field(default=())


def plan_undo(workspace: Workspace, entry_id: int) -> UndoPlan:
    """Return what undoing an entry would change in the record as it is on the server now.

    A field that someone changed since stays a conflict for ``undo``; it is never overwritten unseen.

    Raises:
        KeyError: there is no such entry.
        CatalogueError: the record could not be asked for.
    """
    entry = workspace.store.journal.get(entry_id)
    if entry is None:
        raise KeyError(entry_id)
    undone_by = next(
        (
            e
            for e, undone in workspace.store.overwritten.undoes().items()
            if undone == entry_id and _succeeded(workspace, e)
        ),
        None,
    )
    empty = RecordChanges({"id": entry.package_id})
    if entry.outcome == "refused":
        return UndoPlan(
            entry, "edit", empty, blocked=tr("There is nothing to undo: the catalogue rejected this change.")
        )
    if entry.action == "package_create" and entry.package_id == (entry.after.get(PACKAGE) or {}).get("name"):
        # by then the name may be another record's
        blocked = tr(
            "It isn't known whether this created a record. If it did, delete the record in the catalogue itself."
        )
        return UndoPlan(entry, "edit", empty, blocked=blocked)
    try:
        current = workspace.package(entry.package_id)
    except errors.NotFound:
        return UndoPlan(
            entry, "edit", empty, blocked=tr("The record is no longer in the catalogue."), undone_by=undone_by
        )
    if entry.action == "package_create":
        return _plan_deletion(workspace, entry, current, undone_by)
    if entry.action == "package_delete":
        there = current.get("state") != "deleted"
        blocked = tr("The record has already been restored.") if there else ""
        return UndoPlan(entry, "bring_back_package", RecordChanges(current), blocked=blocked, undone_by=undone_by)
    if current.get("state") == "deleted":
        return UndoPlan(entry, "edit", empty, blocked=tr("The record has been deleted."), undone_by=undone_by)
    edits, notes = _edits_back(workspace, entry, current)
    blocked = ""
    if undone_by is not None:
        blocked = tr("This has already been undone, by entry {entry}.", entry=undone_by)
    elif plan(workspace, edits).empty or not _would_change(workspace, edits, current):
        blocked = notes[0] if notes else tr("There is nothing to undo: the record already has the earlier values.")
    return UndoPlan(entry, "edit", edits, tuple(notes), blocked, undone_by)


def undo(
    workspace: Workspace, planned: UndoPlan, *, decisions: Decisions | None = None, reviewed: str | None = None
) -> SubmitResult | MergeConflict:
    """Undo the entry, by a change with a journal entry of its own.

    Raises:
        SaveRefused: it cannot be undone, or the server refuses.
        CatalogueError: as from ``save``.
    """
    if planned.blocked:
        raise SaveRefused(planned.blocked, {})
    if planned.what == "delete_package":
        return delete_record(workspace, planned.changes.base, undoes=planned.entry.id)
    if planned.what == "bring_back_package":
        return _bring_back(workspace, planned)
    return save(
        workspace, planned.changes, decisions=decisions, reviewed=reviewed, undoes=planned.entry.id, beside_draft=True
    )


def _succeeded(workspace: Workspace, entry_id: int) -> bool:
    """Return whether an undo came through, and was not itself undone."""
    entry = workspace.store.journal.get(entry_id)
    return (
        entry is not None
        and entry.outcome in ("done", "verified")
        and entry_id not in workspace.store.overwritten.undoes().values()
    )


def _edits_back(
    workspace: Workspace, entry: JournalEntry, current: Mapping[str, Any]
) -> tuple[RecordChanges, list[str]]:
    """Return the change back. Its base is the record with what the entry set: what someone else changed since is
    *theirs*."""
    base: dict[str, Any] = copy.deepcopy(dict(current))
    edits, notes = RecordChanges(base), list[str]()
    order = [str(r["id"]) for r in current.get("resources") or ()]
    for target, after in entry.after.items():
        before = entry.before.get(target)
        there = section_of(base, target)
        if after is None:
            _make_again(workspace, edits, notes, target, before or {}, entry.copies.get(target), there, order)
        elif target != PACKAGE and before is None:
            if there is not None:
                edits.deletions.append(target)
                if _changed_since(workspace, entry, target, there):
                    base["metadata_modified"] = ""  # shown before it is deleted
                    _overlay(there, entry, target, after)
        elif there is None:
            notes.append(tr("The resource “{name}” no longer exists.", name=(before or {}).get("name") or target))
        else:
            _fields_back(workspace, edits, notes, entry, target, before or {}, there)
    if ORDER in entry.after.get(PACKAGE, {}) or edits.new_resources:
        edits.order = list(entry.before.get(PACKAGE, {}).get(ORDER) or order)
        was = entry.after.get(PACKAGE, {}).get(ORDER)
        if was:
            place = {i: n for n, i in enumerate(was)}
            base["resources"] = sorted(base.get("resources") or (), key=lambda r: place.get(r["id"], len(place)))
    return edits, notes


def _fields_back(
    workspace: Workspace,
    edits: RecordChanges,
    notes: list[str],
    entry: JournalEntry,
    target: str,
    before: Mapping[str, Any],
    there: Mapping[str, Any],
) -> None:
    after: Mapping[str, Any] = entry.after[target]
    values: dict[str, Any] = {n: before.get(n) for n in after if n not in (FILE, ORDER)}
    if FILE in after or ("url" in after and FILE in before):
        values.pop("url", None)
        kept = copies.find(workspace, entry.copies.get(target))
        if FILE not in before and before.get("url_type") != "upload":
            values["url"] = before.get("url") or ""
        elif kept is not None:
            edits.files[target] = kept
        else:
            notes.append(
                tr(
                    "The file of “{name}” can't be restored: no copy of the earlier file was kept.",
                    name=there.get("name") or target,
                )
            )
    _overlay(there, entry, target, {n: after[n] for n in after if n in values or n in (FILE, "url")})
    if values:
        edits.fields[target] = values


def _overlay(there: Mapping[str, Any], entry: JournalEntry, target: str, after: Mapping[str, Any]) -> None:
    """Make a section of the base as the entry left it."""
    if not isinstance(there, dict):
        return
    made = entry.stored.get(target, {})  # the server may write a value in its own way
    there.update({n: made.get(n, v) for n, v in after.items() if n not in (FILE, ORDER)})
    if FILE in after:
        there.update(made or _NOT_KNOWN)


def _make_again(
    workspace: Workspace,
    edits: RecordChanges,
    notes: list[str],
    target: str,
    before: Mapping[str, Any],
    copy_place: str | None,
    there: Mapping[str, Any] | None,
    order: list[str],
) -> None:
    name = before.get("name") or target
    if there is not None:
        notes.append(tr("The resource “{name}” has already been restored.", name=name))
        return
    fields = editable_values(before, workspace.schema_of(edits.base).resource_fields, any_key=True)
    if Resource(before).uploaded:
        kept = copies.find(workspace, copy_place)
        if kept is None:
            notes.append(tr("The resource “{name}” can't be restored: no copy of its file was kept.", name=name))
            return
        fields.pop("url", None)
        edits.files[target] = kept
    edits.new_resources[target] = fields
    position = before.get("position")
    order.insert(position if isinstance(position, int) else len(order), target)


def _changed_since(workspace: Workspace, entry: JournalEntry, target: str, there: Mapping[str, Any]) -> bool:
    after: Mapping[str, Any] = entry.after[target]
    if FILE in after and not Content.of(entry.stored.get(target, _NOT_KNOWN)).same(Content.of(there)):
        return True
    known = {f.name: f for f in section_fields(workspace.schema_of_id(entry.package_id), target, after)}
    listed = [n for n in after if n != FILE and not (n == "url" and FILE in after)]
    made = entry.stored.get(target, {})  # the server may write a value in its own way
    return any(not same(read_value(there, known[n]), made.get(n, after[n]), known[n]) for n in listed)


def _would_change(workspace: Workspace, edits: RecordChanges, current: Mapping[str, Any]) -> bool:
    """Return whether anything of the change back differs from the record as it is now."""
    if edits.deletions or edits.new_resources or edits.files:
        return True
    if edits.order and edits.order != [str(r["id"]) for r in current.get("resources") or ()]:
        return True
    for target, values in edits.fields.items():
        there = section_of(current, target) or {}
        for known in section_fields(workspace.schema_of(current), target, values):
            if known.name in values and not same(read_value(there, known), values[known.name], known):
                return True
    return False


def _plan_deletion(
    workspace: Workspace, entry: JournalEntry, current: Mapping[str, Any], undone_by: int | None
) -> UndoPlan:
    package, blocked = Package(current), ""
    start, state = start_state(workspace.schema_of(current)), state_field(workspace.schema_of(current))
    role = workspace.role_in(package.owner_org)
    if package.state == "deleted":
        blocked = tr("The record has already been deleted.")
    elif state is not None and role == "editor" and current.get(state.name) != start:
        blocked = tr("Editors can only delete records in the state {state}.", state=state.choice_label(str(start)))
    sent = dict(entry.after.get(PACKAGE) or {})
    made = {str(r["id"]): r for r in sent.pop("resources", None) or ()}
    there = {r.id: r.raw for r in package.resources}
    changed = [f.label for f in _differing(workspace, entry, PACKAGE, sent, current)]
    if made.keys() != there.keys() or any(_differing(workspace, entry, i, made[i], there[i]) for i in made):
        changed.append(tr("Resources"))
    notes = (tr("This deletes the whole record. Administrators can restore it."),)
    return UndoPlan(entry, "delete_package", RecordChanges(current), notes, blocked, undone_by, tuple(changed))


def _differing(
    workspace: Workspace, entry: JournalEntry, target: str, sent: Mapping[str, Any], there: Mapping[str, Any]
) -> list[Field]:
    """Return the fields of a section of a record that are not as it was made (as the server had stored them then)."""
    made = {n: v for n, v in {**sent, **entry.stored.get(target, {})}.items() if n not in ("id", "type", "tags")}
    known = [f for f in section_fields(workspace.schema_of_id(entry.package_id), target, made) if f.name in made]
    return [f for f in known if not same(read_value(there, f), made[f.name], f)]


def _bring_back(workspace: Workspace, planned: UndoPlan) -> SubmitResult:
    current = planned.changes.base
    states = {"state": "deleted"}, {"state": "active"}
    entry = begin_whole(
        workspace, current, "package_patch", {PACKAGE: states[0]}, {PACKAGE: states[1]}, undoes=planned.entry.id
    )
    package_id = str(current["id"])
    run_whole(workspace, entry, package_id, "active", lambda: workspace.catalogue.patch_package(package_id, states[1]))
    return SubmitResult(workspace.package(str(current["id"])), {}, entry)
