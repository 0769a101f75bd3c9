"""Rows that were refused go back into a sheet, to be mended there and sent anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bcdc_desktop.preflight.proposal import TABLE_SCHEMA, as_schema
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.uploads import State, Upload, new_id

_FIXABLE = ("invalid", "file", "too_large")  # of these it is certain that nothing was stored
_OF_THE_FILE = ("type", "missingValues")  # what is only true of the very file that was read
_OF_PEOPLE = ("description",)


def is_fixable(row: Upload) -> bool:
    """Whether a row was refused for its values or its file, so that it may be confirmed anew."""
    return row.state in (State.FAILED, State.ATTENTION) and (row.error or {}).get("kind") in _FIXABLE


def sheet_of(rows: Sequence[Upload]) -> Sheet:
    """A sheet over refused rows of one record, as they were confirmed. For a worker: it looks at their files."""
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
    """What was said of the columns; of a file that was mended since, only what people wrote of them."""
    schema = as_schema(row.fields.get(TABLE_SCHEMA))
    kept = (*_OF_PEOPLE, *_OF_THE_FILE) if _is_unchanged(row) else _OF_PEOPLE
    found = {str(f.get("name")): {key: f[key] for key in kept if key in f} for f in (schema or {}).get("fields") or ()}
    return {name: said for name, said in found.items() if said}


def _is_unchanged(row: Upload) -> bool:
    try:
        status = Path(row.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)
