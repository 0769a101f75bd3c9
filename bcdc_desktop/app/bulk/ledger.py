"""The ledger of bulk changes: who, when, why, what, and what came of each record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.bulk_description import described
from bcdc_desktop.domain.record_changes import PACKAGE, section_fields, section_of
from bcdc_desktop.domain.schema import FILE, ORDER, Field, FieldKind
from bcdc_desktop.domain.values import text_or_json
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.store.bulk import BulkChange, BulkRecord, RecordState

from ..records.history import entry_json
from ..reports.spreadsheet import Cell, write_table
from ..workspace import Workspace
from .fields import bulk_schemas

__all__ = [
    "BulkChange",
    "BulkRecord",
    "LedgerValue",
    "RecordState",
    "bulk_change",
    "bulk_changes",
    "bulk_json",
    "bulks_json",
    "described_in_words",
    "export_bulk",
    "outcome_json",
    "outline",
    "problem_records",
    "values_of",
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


def outline(workspace: Workspace, bulk: int, states: Collection[RecordState] = ()) -> list[BulkRecord]:
    """Return the records of a bulk change (with states, those in one of them) without what was planned for them."""
    return workspace.store.bulk.outline(bulk, states)


@dataclass(frozen=True)
class LedgerValue:
    """One value of a record in a bulk change; ``resource`` is the name of the resource that it is of, if it is of one.
    ``before`` and ``after`` are what was sent; of what was not sent, what was planned."""

    field: Field
    resource: str
    before: Any
    after: Any


def values_of(workspace: Workspace, bulk: int, place: int) -> Sequence[LedgerValue]:
    """Return what was (or is to be) changed in one record of a bulk change; ``place`` is that of its row."""
    record = workspace.store.bulk.record(bulk, place)
    if record is None:
        return ()
    entry = workspace.store.journal.get(record.entry) if record.entry is not None else None
    after: Mapping[str, Any] = entry.after if entry is not None else record.fields
    names = {str(r["id"]): str(r.get("name") or r["id"]) for r in record.base.get("resources") or ()}
    seen = workspace.store.cache.records.get(record.package_id)
    schema = workspace.schema_of(seen.value if seen is not None else record.base)
    found = []
    for section, values in after.items():
        before = (entry.before.get(section) if entry is not None else section_of(record.base, section)) or {}
        known = {f.name: f for f in section_fields(schema, section, values or {})}
        resource = names.get(section, "") if section != PACKAGE else ""
        for name, value in (values or {}).items():
            if name not in (FILE, ORDER):
                field = known.get(name) or Field(name, name, FieldKind.TEXT)
                found.append(LedgerValue(field, resource, before.get(name), value))
    return found


def problem_records(workspace: Workspace, bulk: int) -> list[BulkRecord]:
    """Return the records of a bulk change that failed, or are in conflict."""
    return workspace.store.bulk.records(bulk, [RecordState.CONFLICT, RecordState.FAILED])


def described_in_words(workspace: Workspace, bulks: Sequence[BulkChange]) -> dict[int, list[str]]:
    """Return what bulk changes do, by their numbers: a sentence for each operation, with the labels of fields and the
    titles of organizations."""
    titles = {o.id: o.title for o in workspace.organizations()}
    schemas = bulk_schemas(workspace)

    def with_title(operation: Mapping[str, Any]) -> Mapping[str, Any]:
        value = operation.get("value")
        return {**operation, "value": titles[value]} if isinstance(value, str) and value in titles else operation

    return {b.id: [described(with_title(o), schemas) for o in b.operations] for b in bulks}


def bulk_json(workspace: Workspace, bulk: BulkChange) -> dict[str, Any]:
    """Return a bulk change as a JSON-able dict; ``at`` is a time in UTC."""
    return bulks_json(workspace, [bulk])[0]


def bulks_json(workspace: Workspace, bulks: Sequence[BulkChange]) -> list[dict[str, Any]]:
    """Return bulk changes as ``bulk_json`` does."""
    words = described_in_words(workspace, bulks)
    return [_as_json(bulk, words[bulk.id]) for bulk in bulks]


def _as_json(bulk: BulkChange, description: list[str]) -> dict[str, Any]:
    count = bulk.counts.get
    return {
        "id": bulk.id,
        "at": datetime.fromtimestamp(bulk.at, UTC).isoformat(timespec="milliseconds"),
        "user": bulk.user,
        "reason": bulk.reason,
        "query": bulk.query,
        "operations": list(bulk.operations),
        "description": description,
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
    document = {**bulk_json(workspace, bulk), "records": records}
    with written_whole(target) as unfinished:
        unfinished.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return bulk.records


def _sent(workspace: Workspace, record: BulkRecord) -> dict[str, Any] | None:
    entry = workspace.store.journal.get(record.entry) if record.entry is not None else None
    return entry_json(entry) if entry is not None else None


def _lines(workspace: Workspace, bulk: BulkChange) -> Iterator[list[Cell]]:
    shape = bulk_json(workspace, bulk)
    head: list[Cell] = [shape["id"], shape["at"], shape["user"], shape["reason"], shape["undoes"]]
    for record in records_of(workspace, bulk.id):
        sent = _sent(workspace, record)
        said = "; ".join(record.reasons)
        about: list[Cell] = [record.package_id, record.title, record.organization, str(record.state), said]
        after = sent["after"] if sent is not None else record.fields
        for section, values in after.items():
            before = (sent["before"].get(section) or {}) if sent is not None else {}
            for name, value in (values or {}).items():
                yield [*head, *about, record.entry, section, name, text_or_json(before.get(name)), text_or_json(value)]
