"""What is wrong with values before the server is asked: missing, not among the choices, not a date, not JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from .schema import Field, FieldKind
from .values import as_list, is_empty, read_value, same, split_tags

TITLE_LENGTH = (2, 100)  # characters; BCDC's title_validator

# control characters but tab and line ends, and halves of characters: nobody sees them, and a catalogue fails on U+0000
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class FieldProblem:
    """Something at one field. ``path`` is the field's name, or ``group/row/subfield`` inside a group (row from 0).

    An *error* keeps a save from being sent; a *warning* concerns a value that was there before and stays untouched.
    """

    path: str
    message: str
    severity: Literal["error", "warning"] = "error"


def check_fields(
    values: Mapping[str, Any], fields: Iterable[Field], *, base: Mapping[str, Any] | None = None
) -> list[FieldProblem]:
    """Return problems of a package's or a resource's values, in the schema's order.

    Args:
        values: field name -> value, whole.
        base: the record as it is on the server; what it holds already is only warned about, unless another field's
            change made it matter (a value that is needed from now on).
    """
    problems: list[FieldProblem] = []
    for field in fields:
        if field.read_only or not field.applies(values):
            continue
        value = read_value(values, field)
        untouched = base is not None and field.applies(base) and same(read_value(base, field), value, field)
        for problem in _check(field, value, field.name, values):
            problems.append(FieldProblem(problem.path, problem.message, "warning") if untouched else problem)
    return problems


def _check(field: Field, value: Any, path: str, siblings: Mapping[str, Any]) -> list[FieldProblem]:
    if is_empty(value, field):
        return [FieldProblem(path, "A value is needed")] if field.is_required(siblings) else []
    if isinstance(value, str) and (hidden := _UNSEEN.search(value)):
        where = value.count("\n", 0, hidden.start()) + 1
        return [
            FieldProblem(path, f"Line {where} has a control character that cannot be seen (U+{ord(hidden[0]):04X})")
        ]
    match field.kind:
        case FieldKind.CHOICE | FieldKind.STATE:
            if field.choices and str(value) not in {c.value for c in field.choices}:
                return [FieldProblem(path, f"“{value}” is not among the choices")]
        case FieldKind.MULTICHOICE:
            allowed = {c.value for c in field.choices}
            return [
                FieldProblem(path, f"“{v}” is not among the choices")
                for v in as_list(value)
                if not is_empty(v) and str(v) not in allowed
            ]
        case FieldKind.DATE:
            if not _is_date(value):
                return [FieldProblem(path, "A date is written like 2026-03-31")]
        case FieldKind.DATETIME:
            if not _is_datetime(value):
                return [FieldProblem(path, "A date and time is written like 2026-03-31T14:30:00")]
        case FieldKind.JSON:
            return _check_json(value, path)
        case FieldKind.TAGS:
            return [
                FieldProblem(path, f"The keyword “{t}” has 2 to 100 letters, digits, spaces and - _ . only")
                for t in split_tags(value)
                if not 2 <= len(t) <= 100 or not all(c.isalnum() or c in " -_." for c in t)
            ]
        case FieldKind.SLUG:
            text = str(value)
            if not 2 <= len(text) <= 100 or not all(c.isascii() and (c.isalnum() or c in "-_") for c in text):
                return [FieldProblem(path, "2 to 100 small letters, digits, - and _ only")]
            if text != text.lower():
                return [FieldProblem(path, "Small letters only")]
        case FieldKind.GROUP | FieldKind.GROUPS:
            return _check_rows(field, value, path)
        case FieldKind.TEXT if field.name == "title" and "title_validator" in str(field.raw.get("validators")):
            low, high = TITLE_LENGTH
            if not low <= len(str(value).strip()) <= high:
                return [FieldProblem(path, f"{low} to {high} characters; this has {len(str(value).strip())}")]
        case _:
            pass
    return []


def _check_rows(field: Field, value: Any, path: str) -> list[FieldProblem]:
    problems: list[FieldProblem] = []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return [FieldProblem(path, "Rows of fields are needed, not a text")]
    rows = value if isinstance(value, list) else [value]
    for index, row in enumerate(rows):
        if is_empty(row):
            continue
        if not isinstance(row, Mapping):
            problems.append(FieldProblem(f"{path}/{index}", "A row of fields is needed"))
            continue
        for sub in field.subfields:
            problems += _check(sub, row.get(sub.name), f"{path}/{index}/{sub.name}", row)
        begin, end = row.get("beginning_date"), row.get("end_date")
        if _is_date(begin) and _is_date(end) and str(end)[:10] < str(begin)[:10]:
            problems.append(FieldProblem(f"{path}/{index}/end_date", "Must not be before the beginning date"))
    if field.kind is FieldKind.GROUP and len([r for r in rows if not is_empty(r)]) > 1:
        problems.append(FieldProblem(path, "Only a single entry is allowed"))
    return problems


def _check_json(value: Any, path: str) -> list[FieldProblem]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            return [FieldProblem(path, f"Not JSON: {error}")]
    return [] if isinstance(value, Mapping) else [FieldProblem(path, "A JSON object is needed: { … }")]


def _is_date(value: Any) -> bool:
    return _is_datetime(value)


def _is_datetime(value: Any) -> bool:
    """Python reads more ways of writing a date than CKAN does (20260331, 2026-W14-2)."""
    text = str(value or "").strip()
    if not re.match(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)", text, re.ASCII):
        return False
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True
