"""What the program has to know of a kind of field, and the kind that every other one is a change of: plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from bcdc_desktop.translation import tr

from ..schema import Field, FieldKind

Meaning = Any
Problem = tuple[str, str]
"""Where in the value it is (``""`` the value itself, ``0/end_date`` the subfield of a row), and what is wrong."""

# control characters but tab and line ends, and halves of characters: they are invisible, and U+0000 breaks a catalogue
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NOTHING = ("[]", "{}", "null")  # a server may give a list or an object as JSON text


class Kind:
    """How values of a kind of field are compared, written, read and checked. This one is plain text.

    Attributes:
        editor: the name of what edits it in a form (``ui.forms.editors``).
        is_text: whether a value is one text, which is sent as it is typed; else its text form is read first.
    """

    editor: ClassVar[str] = "line"
    is_text: ClassVar[bool] = True

    def is_empty(self, value: Any, field: Field) -> bool:
        """Return whether a value says nothing."""
        return says_nothing(value)

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return a comparable form of a value that says something: equal meanings are equal values."""
        return plain(value)

    def words(self, value: Any, field: Field) -> str:
        """Return a value that says something as people read it in a review."""
        return plain(value)

    def wire(self, value: Any, field: Field) -> Any:
        """Return the value as an action takes it in a JSON body."""
        return "" if value is None else value

    def text(self, value: Any, field: Field) -> str:
        """Return a value that says something as a text to edit; ``parse`` makes the same value of it again."""
        return value if isinstance(value, str) else to_json(value)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the value of a text that someone edited.

        Args:
            like: the value that was there before. A text field of an extension may hold a list or a number; it stays
                one.

        Raises:
            ValueError: the text is no such value; the message says what to enter.
        """
        if like is None or isinstance(like, str):
            return text
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is wrong with a value that says something."""
        yield from ()


KINDS: dict[FieldKind, Kind] = {}
"""The one table of kinds; ``domain.kinds`` fills it."""


def kind_of(field: Field) -> Kind:
    """Return what is known of a field's kind."""
    return KINDS[field.kind]


class StructuredKind(Kind):
    """A list or an object, whose text form is JSON."""

    is_text: ClassVar[bool] = False

    def is_empty(self, value: Any, field: Field) -> bool:
        """Return whether a value says nothing; the text of an empty list or object says nothing either."""
        return says_nothing(value) or (isinstance(value, str) and value.strip() in _NOTHING)

    def text(self, value: Any, field: Field) -> str:
        """Return indented JSON; a text that is no JSON as it is."""
        found = parsed(value)
        return found if isinstance(found, str) and isinstance(value, str) else to_json(found, indent=2)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return what the JSON says."""
        return from_json(text)


def field_problems(field: Field, value: Any, siblings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with a field's value: missing, with invisible characters, or not as its kind is.

    Args:
        siblings: the values of the same level, which decide whether one is needed.
    """
    kind = kind_of(field)
    if kind.is_empty(value, field):
        if field.is_required(siblings):
            yield "", required_message()
        return
    if isinstance(value, str) and (said := unseen(value)):
        yield "", said
        return
    yield from kind.problems(value, field)


def required_message() -> str:
    """Return the message at a field that has no value and needs one."""
    return tr("This field is required")


def not_a_choice(value: object) -> str:
    """Return the message at a value that is not among the choices."""
    return tr("“{value}” isn't one of the choices", value=value)


def unseen(text: str) -> str:
    """Return what is wrong with a text that contains characters nobody sees; empty where there are none."""
    hidden = _UNSEEN.search(text)
    if hidden is None:
        return ""
    where = text.count("\n", 0, hidden.start()) + 1
    return tr(
        "Line {line} contains an invisible control character ({code})", line=where, code=f"U+{ord(hidden[0]):04X}"
    )


def says_nothing(value: Any) -> bool:
    """Return whether a value of whatever kind says nothing: no text, an empty list, a group of empty texts."""
    if isinstance(value, str):
        return not value or value.isspace()
    if value is None or value is False:
        return True
    if isinstance(value, list | tuple):
        parts: Iterable[Any] = value
    elif isinstance(value, dict | Mapping):  # asked for first: most are, and any Mapping takes many times as long
        parts = value.values()
    else:
        return False
    for part in parts:  # noqa: SIM110 - half the time of all(…)
        if not says_nothing(part):
            return False
    return True


def plain(value: Any) -> str:
    """Return a text without the spaces around it and with one kind of line end; anything else as JSON."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, list | dict) else str(value)


def parsed(value: Any) -> Any:
    """Return what a JSON text says; a text that is none without the spaces around it, anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value.strip()


def as_list(value: Any) -> list[Any]:
    """Return the values of a list, which a server may give as JSON text; anything else is a list of one."""
    if isinstance(value, str):
        found = parsed(value)
        return found if isinstance(found, list) else [value]
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON for people."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def from_json(text: str) -> Any:
    """Return what a JSON text says.

    Raises:
        ValueError: it is none.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(tr("This isn't valid JSON: {error}.", error=error)) from None
