"""Rows that were refused go back into a sheet, to be mended there and sent anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bcdc_desktop.preflight.proposal import TABLE_SCHEMA
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.uploads import State, Upload, new_id

_MENDABLE = ("invalid", "file", "too_large")  # of these it is certain that nothing was stored


def is_mendable(row: Upload) -> bool:
    """Whether a row was refused for its values or its file, so that it may be confirmed anew."""
    return row.state in (State.FAILED, State.ATTENTION) and (row.error or {}).get("kind") in _MENDABLE


def sheet_of(rows: Sequence[Upload]) -> Sheet:
    """A sheet over refused rows of one record, as they were confirmed."""
    first = rows[0]
    body = {"replacing": "", "common": {}, "common_proposed": [], "rows": [_row(row) for row in rows]}
    return Sheet(new_id(), first.package, first.package_title, len(rows), body)


def _row(row: Upload) -> dict[str, Any]:
    fields = {name: value for name, value in row.fields.items() if name != TABLE_SCHEMA}
    replaces = row.operation == "replace"
    return {
        "path": row.path,
        "size": row.size,
        "mtime_ns": row.mtime_ns,
        "read": True,
        "what": row.operation,
        "resource": row.resource if replaces else "",
        "settled": True,
        "send_anyway": True,  # it was confirmed once; counts for the same content alone
        "fields": {} if replaces else fields,
        "changes": fields if replaces else {},
    }
