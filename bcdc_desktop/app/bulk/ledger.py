"""The ledger of bulk changes: who, when, why, what, and what came of each record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.bulk_operations import described
from bcdc_desktop.file_operations import discard, replace
from bcdc_desktop.store.bulk import ENDED, BulkChange, BulkRecord, RecordState

from ..records.history import entry_json, text_of
from ..reports.spreadsheet import Cell, write_table
from ..workspace import Workspace

__all__ = [
    "ENDED", "BulkChange", "BulkRecord", "RecordState", "bulk_change", "bulk_changes", "bulk_json", "outcome_json",
]  # fmt: skip


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


_COLUMNS = (
    "bulk", "at", "user", "reason", "undoes", "record", "title", "organization", "state", "message", "entry", "target",
    "field", "before", "after",
)  # fmt: skip


def export_bulk(workspace: Workspace, bulk: BulkChange, target: Path) -> int:
    """Write a bulk change with its records to a file: ``.json`` one document, ``.xlsx`` and ``.csv`` a row for each
    value. Return how many records it has.

    Raises:
        OSError: the disk is full or refuses; what was there before still is.
    """
    if target.suffix.lower() != ".json":
        write_table(target, _COLUMNS, _lines(workspace, bulk))
        return bulk.records
    records = [record_json(r, _sent(workspace, r)) for r in records_of(workspace, bulk.id)]
    unfinished = target.with_name(f".{target.name}.part")
    try:
        document = {**bulk_json(bulk), "records": records}
        unfinished.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
        replace(unfinished, target)
    finally:
        discard(unfinished)
    return bulk.records


def _sent(workspace: Workspace, record: BulkRecord) -> dict[str, Any] | None:
    entry = workspace.store.journal.get(record.entry) if record.entry is not None else None
    return entry_json(entry) if entry is not None else None


def _lines(workspace: Workspace, bulk: BulkChange) -> Iterator[list[Cell]]:
    shape = bulk_json(bulk)
    head: list[Cell] = [shape["id"], shape["at"], shape["user"], shape["reason"], shape["undoes"]]
    for record in records_of(workspace, bulk.id):
        sent = _sent(workspace, record)
        said = "; ".join(record.reasons)
        about: list[Cell] = [record.package_id, record.title, record.organization, str(record.state), said]
        after = sent["after"] if sent is not None else record.fields
        for section, values in after.items():
            before = (sent["before"].get(section) or {}) if sent is not None else {}
            for name, value in (values or {}).items():
                yield [*head, *about, record.entry, section, name, text_of(before.get(name)), text_of(value)]
