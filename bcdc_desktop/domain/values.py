"""Values of fields: read from a record, compared by what they mean, written as text, as JSON and as words.

Two ways of writing the same value are no change. The server gives an empty optional field as ``""``, ``None``, ``[]``,
``[""]`` or not at all, at its whim; tags come back as dicts and go out as one comma-separated text; JSON may come as
text or as an object. What is particular to a kind of field is in the table ``domain.kinds``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .kinds import kind_of
from .kinds.base import Meaning, as_list, says_nothing
from .kinds.lists import split_tags
from .schema import Field, FieldKind

__all__ = [
    "as_list",
    "as_text",
    "from_text",
    "is_empty",
    "is_text",
    "meaning",
    "read_value",
    "same",
    "split_tags",
    "text_or_json",
    "to_text",
    "to_wire",
]


def read_value(record: Mapping[str, Any], field: Field) -> Any:
    """Return the value of ``field`` in a package or resource dict as actions return it."""
    if field.kind is FieldKind.TAGS and field.name not in record:
        return ", ".join(t["name"] if isinstance(t, Mapping) else str(t) for t in record.get("tags") or ())
    value = record.get(field.name)
    if isinstance(value, bool) and field.kind is FieldKind.CHOICE and field.name == "private":
        return str(value).lower()  # CKAN's own flag, which is chosen by these texts
    return value


def is_empty(value: Any, field: Field | None = None) -> bool:
    """Return whether a value says nothing: empty text, empty list, a group of empty texts.

    In a field that holds lists or objects their text says nothing too (``[]``, ``null``); in any other field that text
    is what someone wrote. A JSON object with anything in it says something, however empty that is.
    """
    return says_nothing(value) if field is None else kind_of(field).is_empty(value, field)


def meaning(value: Any, field: Field) -> Meaning:
    """Return a hashless, comparable form: equal meanings are equal values; nothing at all is ``None``."""
    return None if is_empty(value, field) else kind_of(field).meaning(value, field)


def same(a: Any, b: Any, field: Field) -> bool:
    """Return whether two values mean the same in this field."""
    return bool(meaning(a, field) == meaning(b, field))


def to_wire(value: Any, field: Field) -> Any:
    """Return the value as an action takes it in a JSON body."""
    return kind_of(field).wire(value, field)


def as_text(value: Any, field: Field) -> str:
    """Return the value in words for a review: labels for choices, one line a group row."""
    return "" if is_empty(value, field) else kind_of(field).words(value, field)


def text_or_json(value: Any) -> str:
    """Return a value of which the field is not known, or does not matter, as text: what is none as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_text(field: Field) -> bool:
    """Return whether a value of this field is one text, which can be typed as it is; else its text form is JSON or one
    text per line."""
    return kind_of(field).is_text


def to_text(value: Any, field: Field) -> str:
    """Return the value as a text to edit (``bcdc edit``, a spreadsheet's cell), of which ``from_text`` makes the same
    value again."""
    return "" if is_empty(value, field) else kind_of(field).text(value, field)


def from_text(text: str, field: Field, like: Any = None) -> Any:
    """Return the value that a text says.

    Args:
        like: the value that was there before, which may be of another shape than the field's kind expects.

    Raises:
        ValueError: the text is no such value; the message says what to enter.
    """
    return kind_of(field).parse(text, field, like)
