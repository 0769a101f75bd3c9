"""The ledger of bulk changes: who, when, why, what, and what came of each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from bcdc_desktop.domain.bulk_operations import described
from bcdc_desktop.store.bulk import BulkChange, BulkRecord, RecordState

from ..workspace import Workspace

__all__ = ["BulkChange", "BulkRecord", "RecordState", "bulk_change", "bulk_changes", "bulk_json", "outcome_json"]


def bulk_changes(workspace: Workspace, words: str = "") -> list[BulkChange]:
    """Return all bulk changes, the latest first; with words those that have them."""
    return workspace.store.bulk.all(words)


def bulk_change(workspace: Workspace, bulk: int) -> BulkChange:
    """Return one bulk change.

    Raises:
        KeyError: there is none of this number.
    """
    found = workspace.store.bulk.get(bulk)
    if found is None:
        raise KeyError(bulk)
    return found


def records_of(workspace: Workspace, bulk: int) -> Iterator[BulkRecord]:
    """Yield the records of a bulk change, in their order."""
    return workspace.store.bulk.each_record(bulk)


def problem_records(workspace: Workspace, bulk: int) -> list[BulkRecord]:
    """Return the records of a bulk change that failed, or are in conflict."""
    return workspace.store.bulk.records(bulk, [RecordState.CONFLICT, RecordState.FAILED])


def bulk_json(bulk: BulkChange) -> dict[str, Any]:
    """Return a bulk change as a JSON-able dict; ``at`` is a time in UTC."""
    count = bulk.counts.get
    return {
        "id": bulk.id,
        "at": datetime.fromtimestamp(bulk.at, UTC).isoformat(timespec="milliseconds"),
        "user": bulk.user,
        "reason": bulk.reason,
        "query": bulk.query,
        "operations": list(bulk.operations),
        "description": [described(o) for o in bulk.operations],
        "undoes": bulk.undoes,
        "undone_by": bulk.undone_by,
        "records": bulk.records,
        "done": count(RecordState.DONE, 0),
        "unchanged": count(RecordState.UNCHANGED, 0),
        "conflicts": count(RecordState.CONFLICT, 0),
        "failed": count(RecordState.FAILED, 0),
        "open": bulk.open,
    }


def outcome_json(workspace: Workspace, bulk: BulkChange) -> dict[str, Any]:
    """Return what came of a bulk change: how many records were done, and which were not, with why."""
    listed = problem_records(workspace, bulk.id)
    return {
        "bulk": bulk.id,
        "done": bulk.counts.get(RecordState.DONE, 0),
        "unchanged": bulk.counts.get(RecordState.UNCHANGED, 0),
        "conflicts": [
            {"id": r.package_id, "title": r.title, "fields": list(r.problems), "details": dict(r.problems)}
            for r in listed
            if r.state is RecordState.CONFLICT
        ],
        "failed": [
            {"id": r.package_id, "title": r.title, "kind": r.kind, "message": r.said, "fields": dict(r.problems)}
            for r in listed
            if r.state is RecordState.FAILED
        ],
        "open": bulk.open,
    }


def record_json(record: BulkRecord, entry: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return one record of a bulk change as a JSON-able dict.

    Args:
        entry: what was sent, as the journal has it (``entry_json``).
    """
    shape = {
        "id": record.package_id,
        "title": record.title,
        "organization": record.organization,
        "state": str(record.state),
        "entry": record.entry,
        "kind": record.kind,
        "message": record.said,
        "fields": dict(record.problems),
        "planned": {s: dict(v) for s, v in record.fields.items()},
    }
    return shape | ({"before": entry["before"], "after": entry["after"], "at": entry["at"]} if entry else {})
