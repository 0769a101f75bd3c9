"""What was given for a new record, before it is sent: unknown names, values of a type that a catalogue fails on, and
the form in which an action takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.domain.ckan_schema import EXTRAS, extras_field
from bcdc_desktop.domain.kinds import field_problems
from bcdc_desktop.domain.publishing import PRIVATE
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty, read_value, to_wire
from bcdc_desktop.translation import tr

CORE_FIELDS = ("private", "version", "url", "author", "author_email", "maintainer", "maintainer_email")
"""Fields of a package that CKAN itself keeps, whatever the schema says (``default_create_package_schema``)."""
_TEXTS = (
    FieldKind.TEXT, FieldKind.AREA, FieldKind.MARKDOWN, FieldKind.CHOICE, FieldKind.LINK, FieldKind.EMAIL,
    FieldKind.SLUG, FieldKind.LICENCE, FieldKind.ORGANIZATION, FieldKind.FILE, FieldKind.DATE, FieldKind.PARTIAL_DATE,
)  # fmt: skip


def unknown_field_message() -> str:
    """Return the message at a field that the schema does not have."""
    return tr("There is no field with this name.")


def refuse_unknown(
    given: Mapping[str, Any],
    fields: tuple[Field, ...],
    also: tuple[str, ...],
    path: str,
    wrong: dict[str, list[str]],
) -> None:
    """Put a message into ``wrong`` at each name that is no field a person can fill in, nor one of ``also``."""
    names = {f.name for f in fields if not f.read_only} | set(also)
    for name in given:
        if name == "id":
            wrong[f"{path}id"] = [tr("Leave out the ID. The catalogue assigns a new one.")]
        elif name not in names:
            wrong[f"{path}{name}"] = [unknown_field_message()]


def with_texts(
    given: Mapping[str, Any], fields: Sequence[Field], path: str, wrong: dict[str, list[str]]
) -> dict[str, Any]:
    """Return the values with the digits of a number where a text belongs (CKAN 2.12 fails on it; others write digits).
    A list or an object there is wrong: a catalogue keeps it in a form that nobody can read, or fails."""
    known = {name: FieldKind.TEXT for name in CORE_FIELDS if name != PRIVATE} | {f.name: f.kind for f in fields}
    found = dict(given)
    for name, value in given.items():
        if known.get(name) not in _TEXTS or name == PRIVATE:
            continue
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = str(value)
        elif isinstance(value, list | dict):
            wrong[f"{path}{name}"] = [tr("Enter text. For a list or an object, put it in quotes.")]
            found[name] = None
    return found


def check_extras(fields: dict[str, Any], wrong: dict[str, list[str]]) -> None:
    """Check CKAN's own pairs of key and value as on a catalogue without a schema, and make them texts."""
    extras = extras_field()
    problems = list(field_problems(extras, fields[EXTRAS], fields))
    for below, message in problems:
        wrong.setdefault(f"{EXTRAS}/{below}" if below else EXTRAS, []).append(message)
    if not problems:
        fields[EXTRAS] = to_wire(fields[EXTRAS], extras)


def to_send(given: Mapping[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return the values as an action takes them, without those that say nothing."""
    by_name = {f.name: f for f in fields}
    wire: dict[str, Any] = {}
    for name, value in given.items():
        field = by_name.get(name)
        if field is None:
            wire[name] = value
        elif not is_empty(value, field):
            wire[name] = to_wire(read_value(given, field), field)
    return wire
