"""Saved sheets: uploads that were begun and not confirmed, and refused uploads that are to be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.bcdc.fields import TABLE_SCHEMA
from bcdc_desktop.preflight.table_schema import as_schema
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.uploads import State, Upload, new_id

from ..workspace import Workspace

__all__ = [
    "Sheet",
    "discard_sheet",
    "is_fixable",
    "new_id",
    "record_of",
    "save_sheet",
    "saved_sheet",
    "saved_sheets",
    "sheet_of",
]

_FIXABLE = ("invalid", "file", "too_large")  # errors after which it is certain that nothing was stored
_OF_THE_FILE = ("type", "missingValues")  # only true of the content that was read
_OF_PEOPLE = ("description",)


def saved_sheets(workspace: Workspace) -> list[Sheet]:
    """Return all saved sheets, the latest first. For a worker."""
    return workspace.store.sheets.all()


def saved_sheet(workspace: Workspace, sheet_id: str) -> Sheet | None:
    """Return one saved sheet, or None where there is none of this id. For a worker."""
    return workspace.store.sheets.get(sheet_id)


def record_of(workspace: Workspace, sheet: Sheet) -> Mapping[str, Any] | None:
    """Return the record that a sheet is for, or None where it is not on this computer. For a worker."""
    seen = workspace.store.cache.records.get(sheet.package)
    return seen.value if seen else None


def save_sheet(workspace: Workspace, sheet: Sheet) -> None:
    """Store a sheet in place of what was stored under its id. For a worker.

    Raises:
        StoreError: the disk refuses.
    """
    workspace.store.sheets.put(sheet)


def discard_sheet(workspace: Workspace, sheet_id: str) -> Sheet | None:
    """Remove a saved sheet; return it, so that it can be put back. For a worker.

    Raises:
        StoreError: the disk refuses.
    """
    sheet = workspace.store.sheets.get(sheet_id)
    workspace.store.sheets.remove(sheet_id)
    return sheet


def is_fixable(row: Upload) -> bool:
    """Return whether an upload was refused for its values or its file, so that it may be corrected and confirmed."""
    return row.state in (State.FAILED, State.ATTENTION) and (row.error or {}).get("kind") in _FIXABLE


def sheet_of(rows: Sequence[Upload]) -> Sheet:
    """Return a sheet of the refused uploads of one record, as they were confirmed. For a worker: it reads the disk."""
    first = rows[0]
    body = {"replacing": "", "common": {}, "common_proposed": [], "rows": [_row(row) for row in rows]}
    return Sheet(new_id(), first.package, first.package_title, len(rows), body)


def _row(row: Upload) -> dict[str, Any]:
    fields = {name: value for name, value in row.fields.items() if name != TABLE_SCHEMA}
    replaces = row.operation == "replace"
    return {
        "path": row.path,
        "upload": row.id,
        "size": row.size,
        "mtime_ns": row.mtime_ns,
        "read": True,
        "what": row.operation,
        "resource": row.resource if replaces else "",
        "settled": True,
        "send_anyway": True,  # it was confirmed once; counts for the same content alone
        "fields": {} if replaces else fields,
        "changes": fields if replaces else {},
        "columns": _columns(row),
        "with_columns": TABLE_SCHEMA in row.fields if replaces else None,
    }


def _columns(row: Upload) -> dict[str, Mapping[str, Any]]:
    """Return what the user set about the columns; of a file that was changed since, the descriptions alone."""
    schema = as_schema(row.fields.get(TABLE_SCHEMA))
    keys = (*_OF_PEOPLE, *_OF_THE_FILE) if _is_unchanged(row) else _OF_PEOPLE
    found = {str(f.get("name")): {key: f[key] for key in keys if key in f} for f in (schema or {}).get("fields") or ()}
    return {name: settings for name, settings in found.items() if settings}


def _is_unchanged(row: Upload) -> bool:
    try:
        status = Path(row.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)
