"""Values as people read them, with the titles of organizations and licences instead of their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from .schema import Choice, Field, FieldKind
from .times import format_stored_time
from .values import as_text, is_empty


class TitledChoices(Protocol):
    """What has a title in the catalogue and an id in a record."""

    def organizations(self) -> list[Choice]:
        """Return the organizations; a choice's value is an id."""

    def writable_organizations(self) -> list[Choice]:
        """Return those in which the user may edit."""

    def licences(self) -> list[Choice]:
        """Return the licences."""


def format_value(value: Any, field: Field, choices: TitledChoices) -> str:
    """Return a value as ``domain.values.as_text``, with titles where the catalogue has them, and times that the
    catalogue sets as people read them; empty for an empty one.
    """
    if is_empty(value, field):
        return ""
    text = as_text(_titled(value, field, choices), field)
    return format_stored_time(text) if field.read_only else text


def value_formatter(choices: TitledChoices) -> Callable[[Any, Field], str]:
    """Return ``format_value`` for these choices."""
    return lambda value, field: format_value(value, field, choices)


def format_row(row: Mapping[str, Any], field: Field, choices: TitledChoices) -> str:
    """Return one row of a group in a line, without labels."""
    texts = (format_value(row.get(sub.name), sub, choices) for sub in field.subfields)
    return " · ".join(text for text in texts if text)


def _titled(value: Any, field: Field, choices: TitledChoices) -> Any:
    if field.kind is FieldKind.ORGANIZATION and isinstance(value, str):
        return _title(value, [*choices.organizations(), *choices.writable_organizations()])
    if field.kind is FieldKind.LICENCE and isinstance(value, str):
        return _title(value, choices.licences())
    if field.kind in (FieldKind.GROUP, FieldKind.GROUPS) and isinstance(value, list):
        subfields = {s.name: s for s in field.subfields}
        return [
            {k: _titled(v, subfields[k], choices) if k in subfields else v for k, v in row.items()}
            if isinstance(row, Mapping)
            else row
            for row in value
        ]
    return value


def _title(value: str, choices: Iterable[Choice]) -> str:
    return next((c.label for c in choices if c.value == value), value)
