"""Validation of values before they are sent: missing, not one of the choices, not a date, not JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bcdc_desktop.translation import tr

from .schema import Field, FieldKind
from .values import as_list, is_empty, read_value, same, split_tags

TITLE_LENGTH = (2, 100)  # characters; BCDC's title_validator

# control characters but tab and line ends, and halves of characters: they are invisible, and U+0000 breaks a catalogue
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


def required_message() -> str:
    """Return the message at a field that has no value and needs one."""
    return tr("This field is required")


def _not_a_choice(value: object) -> str:
    return tr("“{value}” isn't one of the choices", value=value)


def _keyword_problem(keyword: str) -> str:
    if len(keyword) < 2:
        return tr("Keyword “{keyword}” is too short: use 2 to 100 letters, digits, spaces, - _ or .", keyword=keyword)
    if len(keyword) > 100:
        return tr("Keyword “{keyword}” is too long: use 2 to 100 letters, digits, spaces, - _ or .", keyword=keyword)
    if not all(c.isalnum() or c in " -_." for c in keyword):
        return tr(
            "Keyword “{keyword}” contains invalid characters: use letters, digits, spaces, - _ or .", keyword=keyword
        )
    return ""


def _check(field: Field, value: Any, path: str, siblings: Mapping[str, Any]) -> list[FieldProblem]:
    if is_empty(value, field):
        return [FieldProblem(path, required_message())] if field.is_required(siblings) else []
    if isinstance(value, str) and (hidden := _UNSEEN.search(value)):
        where = value.count("\n", 0, hidden.start()) + 1
        return [
            FieldProblem(
                path,
                tr(
                    "Line {line} contains an invisible control character ({code})",
                    line=where,
                    code=f"U+{ord(hidden[0]):04X}",
                ),
            )
        ]
    match field.kind:
        case FieldKind.CHOICE | FieldKind.STATE:
            if field.choices and str(value) not in {c.value for c in field.choices}:
                return [FieldProblem(path, _not_a_choice(value))]
        case FieldKind.MULTICHOICE:
            allowed = {c.value for c in field.choices}
            return [
                FieldProblem(path, _not_a_choice(v))
                for v in as_list(value)
                if not is_empty(v) and str(v) not in allowed
            ]
        case FieldKind.DATE:
            if not _is_date(value):
                return [FieldProblem(path, tr("Enter a date like 2026-03-31"))]
        case FieldKind.DATETIME:
            if not _is_datetime(value):
                return [FieldProblem(path, tr("Enter a date and time like 2026-03-31T14:30:00"))]
        case FieldKind.JSON:
            return _check_json(value, path)
        case FieldKind.TAGS:
            return [FieldProblem(path, message) for t in split_tags(value) if (message := _keyword_problem(t))]
        case FieldKind.SLUG:
            text = str(value)
            if not 2 <= len(text) <= 100 or not all(c.isascii() and (c.isalnum() or c in "-_") for c in text):
                return [FieldProblem(path, tr("Use 2 to 100 lowercase letters, digits, - or _"))]
            if text != text.lower():
                return [FieldProblem(path, tr("Use lowercase letters only"))]
        case FieldKind.GROUP | FieldKind.GROUPS:
            return _check_rows(field, value, path)
        case FieldKind.TEXT if field.name == "title" and "title_validator" in str(field.raw.get("validators")):
            low, high = TITLE_LENGTH
            if not low <= len(str(value).strip()) <= high:
                length = len(str(value).strip())
                message = tr("Use {low} to {high} characters (currently {count})", low=low, high=high, count=length)
                return [FieldProblem(path, message)]
        case _:
            pass
    return []


def _check_rows(field: Field, value: Any, path: str) -> list[FieldProblem]:
    problems: list[FieldProblem] = []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return [FieldProblem(path, tr("Enter rows of fields, not text"))]
    rows = value if isinstance(value, list) else [value]
    for index, row in enumerate(rows):
        if is_empty(row):
            continue
        if not isinstance(row, Mapping):
            problems.append(FieldProblem(f"{path}/{index}", tr("Enter a row of fields")))
            continue
        for sub in field.subfields:
            problems += _check(sub, row.get(sub.name), f"{path}/{index}/{sub.name}", row)
        begin, end = row.get("beginning_date"), row.get("end_date")
        if _is_date(begin) and _is_date(end) and str(end)[:10] < str(begin)[:10]:
            problems.append(FieldProblem(f"{path}/{index}/end_date", tr("The end date is before the beginning date")))
    if field.kind is FieldKind.GROUP and len([r for r in rows if not is_empty(r)]) > 1:
        problems.append(FieldProblem(path, tr("Only one entry is allowed")))
    return problems


def _check_json(value: Any, path: str) -> list[FieldProblem]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            return [FieldProblem(path, tr("This isn't valid JSON: {error}", error=error))]
    return [] if isinstance(value, Mapping) else [FieldProblem(path, tr("Enter a JSON object: { … }"))]


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
