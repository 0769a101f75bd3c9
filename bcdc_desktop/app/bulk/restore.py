"""Restore what a bulk change changed: a bulk change of its own, three-way, so what others changed since stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bcdc_desktop.domain.bulk_plan import BulkPlan, PlannedRecord, PlannedValue
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE
from bcdc_desktop.store.bulk import BulkChange, BulkRecord, RecordState
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .pacing import Hours
from .plan import check_again, new_plan
from .run import start

_SAVED = (RecordState.DONE, RecordState.SENDING, RecordState.CONFLICT)  # in conflict: someone saved it after us


def plan_restore(
    workspace: Workspace, bulk: int, *, records: Collection[str] = (), fields: Collection[str] = ()
) -> BulkPlan:
    """Return the plan that restores the values from before a bulk change. What it takes for *before* is what the bulk
    change left, so what differs from that by the time it is sent was changed by somebody else.

    Args:
        records: ids of the records to restore; all where empty.
        fields: names of the fields to restore; all where empty.

    Raises:
        KeyError: there is no such bulk change.
        ValueError: nothing of it can be undone.
    """
    _found(workspace, bulk)
    made = new_plan(workspace, query="", operations=[{"op": "restore", "value": bulk}])
    # what is on its way since a run ended may have arrived: where it has not, the record is as before already
    for done in workspace.store.bulk.each_record(bulk, _SAVED):
        entry = workspace.store.journal.get(done.entry)
        if done.state is RecordState.CONFLICT and (entry is None or not entry.is_accepted):
            continue  # nothing was saved
        made.considered += 1
        if entry is not None and (not records or {done.package_id, str(done.base.get("name"))} & set(records)):
            row = _back(workspace, done, entry, fields)
            made.records += [row] if row is not None else []
    if not made.records and (records or fields):
        raise ValueError(tr("There is nothing to undo: this bulk change saved nothing in these records and fields."))
    if not made.records:
        raise ValueError(tr("There is nothing to undo: nothing of this bulk change was saved."))
    check_again(workspace, made.records)
    return made


def start_restore(
    workspace: Workspace,
    bulk: int,
    plan: BulkPlan,
    *,
    reason: str = "",
    per_minute: float | None = None,
    hours: Hours | None = None,
) -> int:
    """Store a plan that restores (part of) a bulk change, and return its number; ``run`` runs it like any other.

    Raises:
        KeyError: there is no such bulk change.
        ValueError: there is nothing to change.
    """
    found = _found(workspace, bulk)
    said = reason.strip() or default_reason(found)
    return start(workspace, plan, reason=said, per_minute=per_minute, hours=hours, undoes=bulk)


def start_undo(
    workspace: Workspace,
    bulk: int,
    *,
    reason: str = "",
    records: Collection[str] = (),
    fields: Collection[str] = (),
    per_minute: float | None = None,
    hours: Hours | None = None,
) -> int:
    """Store the bulk change that undoes another, and return its number; ``run`` runs it like any other.

    Args:
        records, fields: as for ``plan_restore``.

    Raises:
        KeyError: there is no such bulk change.
        ValueError: nothing of it can be undone.
    """
    plan = plan_restore(workspace, bulk, records=records, fields=fields)
    return start_restore(workspace, bulk, plan, reason=reason, per_minute=per_minute, hours=hours)


def default_reason(bulk: BulkChange) -> str:
    """Return the reason of an undo for which none was given."""
    return tr("Undo: {reason}", reason=bulk.reason)


def _found(workspace: Workspace, bulk: int) -> BulkChange:
    found = workspace.store.bulk.get(bulk)
    if found is None:
        raise KeyError(bulk)
    return found


def _back(workspace: Workspace, done: BulkRecord, entry: JournalEntry, fields: Collection[str]) -> PlannedRecord | None:
    """Return the way back of one record; None where it has none."""
    resources = {str(r["id"]): r for r in done.base.get("resources") or ()}
    values = []
    for section, after in entry.after.items():
        if after is None or (section != PACKAGE and section not in resources):
            continue
        before: Mapping[str, Any] = entry.before.get(section) or {}
        stored = entry.stored.get(section, {})  # the server may write a value in its own way
        values += [
            PlannedValue(section, name, stored.get(name, sent), before.get(name))
            for name, sent in after.items()
            if name not in (FILE, ORDER) and (not fields or name in fields)
        ]
    if not values:
        return None
    seen = workspace.store.cache.records.get(done.package_id)
    package = Package(seen.value if seen is not None else done.base)
    return PlannedRecord(
        done.package_id,
        str(done.base.get("name") or ""),
        done.title,
        done.organization,
        package.publish_state,
        package.is_public_now,
        done.modified if done.state is RecordState.DONE else "",
        {i: str(r.get("name") or "") for i, r in resources.items()},
        values,
        {v.target: facts_of(resources[v.target]) for v in values if v.target != PACKAGE},
        type=str(done.base.get("type") or ""),
    )
