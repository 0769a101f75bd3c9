"""Values in words, with the titles of organizations and licences instead of their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import as_text, is_empty
from bcdc_desktop.ui.forms.choices import ChoiceSource


def format_value(value: Any, field: Field, choices: ChoiceSource) -> str:
    """As ``domain.values.as_text``, and what only the catalogue knows by its title."""
    if is_empty(value, field):
        return ""
    match field.kind:
        case FieldKind.ORGANIZATION:
            known = {c.value: c.label for c in [*choices.organizations(), *choices.writable_organizations()]}
            return known.get(str(value), str(value))
        case FieldKind.LICENCE:
            return {c.value: c.label for c in choices.licences()}.get(str(value), str(value))
        case FieldKind.GROUP | FieldKind.GROUPS:
            return as_text(_titled(value, field, choices), field)
        case _:
            return as_text(value, field)


def format_row(row: Mapping[str, Any], field: Field, choices: ChoiceSource) -> str:
    """One row of a group in a line, without labels."""
    words = (format_value(row.get(sub.name), sub, choices) for sub in field.subfields)
    return " · ".join(w for w in words if w)


def _titled(value: Any, field: Field, choices: ChoiceSource) -> Any:
    subs = [s for s in field.subfields if s.kind in (FieldKind.ORGANIZATION, FieldKind.LICENCE)]
    if not subs or not isinstance(value, list):
        return value
    return [
        {**row, **{s.name: format_value(row[s.name], s, choices) for s in subs if s.name in row}}
        if isinstance(row, Mapping)
        else row
        for row in value
    ]
