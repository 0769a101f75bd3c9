"""Validation of values before they are sent: missing, not one of the choices, not a date, not JSON. What is wrong with
a value is said by its kind (``domain.kinds``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .kinds import field_problems
from .kinds.base import required_message
from .kinds.text import TITLE_LENGTH
from .schema import Field
from .values import read_value, same

__all__ = ["TITLE_LENGTH", "FieldProblem", "check_fields", "required_message"]


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
        found = list(field_problems(field, value, values))
        # compared only where something is wrong: a bulk change checks thousands of records
        untouched = found and base is not None and field.applies(base) and same(read_value(base, field), value, field)
        for below, message in found:
            path = f"{field.name}/{below}" if below else field.name
            problems.append(FieldProblem(path, message, "warning" if untouched else "error"))
    return problems
