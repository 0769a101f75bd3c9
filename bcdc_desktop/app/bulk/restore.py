"""Restore what a bulk change changed: a bulk change of its own, three-way, so what others changed since stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.store.bulk import BulkRecord, RecordState
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .pacing import Hours


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
        records: ids of the records to restore; all where empty.
        fields: names of the fields to restore; all where empty.

    Raises:
        KeyError: there is no such bulk change.
        ValueError: nothing of it can be undone.
    """
    found = workspace.store.bulk.get(bulk)
    if found is None:
        raise KeyError(bulk)
    rows = []
    for done in workspace.store.bulk.each_record(bulk, [RecordState.DONE]):
        entry = workspace.store.journal.get(done.entry) if done.entry is not None else None
        if entry is not None and (not records or done.package_id in records):
            row = _back(done, entry, fields)
            rows += [row] if row is not None else []
    if not rows:
        raise ValueError(tr("There is nothing to undo: nothing of this bulk change was saved."))
    return workspace.store.bulk.begin(
        rows,
        user=workspace.user,
        reason=reason.strip() or tr("Undo: {reason}", reason=found.reason),
        query="",
        operations=[{"op": "restore", "value": bulk}],
        undoes=bulk,
        per_minute=per_minute,
        hours=str(hours or ""),
    )


def _back(done: BulkRecord, entry: JournalEntry, fields: Collection[str]) -> BulkRecord | None:
    """Return the way back of one record. Its base is the record as the entry left it: what differs from that by then
    was changed by somebody else."""
    base: dict[str, Any] = {**done.base, "metadata_modified": done.modified}
    resources: dict[str, dict[str, Any]] = {str(r["id"]): dict(r) for r in done.base.get("resources") or ()}
    values: dict[str, dict[str, Any]] = {}
    for section, after in entry.after.items():
        before: Mapping[str, Any] = entry.before.get(section) or {}
        where = base if section == PACKAGE else resources.get(section)
        if where is None or after is None:
            continue
        stored = entry.stored.get(section, {})
        for name, sent in after.items():
            if fields and name not in fields:
                continue
            where[name] = stored.get(name, sent)
            values.setdefault(section, {})[name] = before.get(name)
    base["resources"] = list(resources.values())
    if not values:
        return None
    return BulkRecord(0, 0, done.package_id, done.title, done.organization, base, values, undoes=entry.id)
