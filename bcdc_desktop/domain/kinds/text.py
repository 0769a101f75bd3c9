"""Kinds whose value is one text: a choice, a number, an address, a name."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from bcdc_desktop.translation import tr

from ..schema import Field, choice_text
from .base import Kind, Meaning, Problem, not_a_choice, plain, says_nothing, to_json

TITLE_LENGTH = (2, 100)  # characters; BCDC's title_validator
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*", re.ASCII)
_SLUG = re.compile(r"[A-Za-z0-9_-]{2,100}")
_WHOLE = re.compile(r"[+-]?\d{1,30}", re.ASCII)
_FROM_ZERO = ("natural_number_validator", "is_positive_integer", "positive_integer_validator")
_BEGINS_JSON = ("[", "{", '"')
_FROM_ONE = ("is_positive_integer", "positive_integer_validator")


class TextKind(Kind):
    """One line, or what an extension keeps there."""

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what BCDC's validator of titles says."""
        if field.name == "title" and "title_validator" in field.validators:
            low, high = TITLE_LENGTH
            length = len(str(value).strip())
            if not low <= length <= high:
                yield "", tr("Use {low} to {high} characters (currently {count})", low=low, high=high, count=length)


class AreaKind(Kind):
    """Several lines."""

    editor: ClassVar[str] = "area"


class MarkdownKind(Kind):
    """Several lines of Markdown."""

    editor: ClassVar[str] = "markdown"


class ChoiceKind(Kind):
    """One of several values."""

    editor: ClassVar[str] = "choice"

    def is_empty(self, value: Any, field: Field) -> bool:
        """Return whether nothing is chosen: false is an answer where it is a choice."""
        if value is False and any(c.sent is False for c in field.choices):
            return False
        return says_nothing(value)

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the text of the choice, also of a number, of true and false."""
        return _chosen(value)

    def words(self, value: Any, field: Field) -> str:
        """Return what people read for it."""
        return field.choice_label(_chosen(value))

    def wire(self, value: Any, field: Field) -> Any:
        """Return the choice as the schema has it."""
        return super().wire(field.choice_sent(value), field)

    def text(self, value: Any, field: Field) -> str:
        """Return the text of the choice."""
        return super().text(value if isinstance(value, list | dict) else choice_text(value), field)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the text of the choice."""
        return super().parse(text, field, like if isinstance(like, list | dict) else None)

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield a value that is not among the choices, where these are known."""
        if field.choices and _chosen(value) not in [c.value for c in field.choices]:
            yield "", not_a_choice(value)


def _chosen(value: Any) -> str:
    return plain(value if isinstance(value, list | dict) else choice_text(value))


class StateKind(ChoiceKind):
    """The publish state, which is moved elsewhere."""

    editor: ClassVar[str] = "state"


class LicenceKind(Kind):
    """The id of a licence."""

    editor: ClassVar[str] = "licence"


class OrganizationKind(Kind):
    """The id of an organization."""

    editor: ClassVar[str] = "organization"


class FileKind(Kind):
    """A link, or a file that the catalogue keeps."""

    editor: ClassVar[str] = "file"


class SlugKind(Kind):
    """The name in an address."""

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what CKAN refuses in a name."""
        text = str(value)
        if not _SLUG.fullmatch(text):
            yield "", tr("Use 2 to 100 lowercase letters, digits, - or _")
        elif text != text.lower():
            yield "", tr("Use lowercase letters only")


class IntegerKind(Kind):
    """A whole number, which a server gives as a number or as its digits."""

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the number's digits."""
        number = _whole(value)
        return plain(value) if number is None else str(number)

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no whole number, or one below what the schema's validators take."""
        number = _whole(value)
        if number is None:
            yield "", tr("Enter a whole number")
        elif number < 1 and any(v in field.validators for v in _FROM_ONE):
            yield "", tr("Enter a whole number greater than 0")
        elif number < 0 and any(v in field.validators for v in _FROM_ZERO):
            yield "", tr("Enter 0 or a whole number greater than 0")


def _whole(value: Any) -> int | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(str(value)) if _WHOLE.fullmatch(str(value).strip()) and not isinstance(value, bool) else None


class LinkKind(Kind):
    """A web address."""

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what CKAN's url_validator refuses."""
        if not is_web_address(str(value).strip()):
            yield "", tr("Enter a web address, such as https://example.com")


class EmailKind(Kind):
    """An email address."""

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what CKAN's email_validator refuses."""
        if not _ADDRESS.fullmatch(str(value).strip()):
            yield "", tr("Enter an email address, such as name@example.com")


class OtherKind(Kind):
    """What a preset holds that is not known here: a text as it is, anything else as JSON. A text that would be read as
    JSON stands in quotes."""

    def text(self, value: Any, field: Field) -> str:
        """Return the text, or JSON."""
        if not isinstance(value, str):
            return to_json(value, indent=2)
        return to_json(value) if value.lstrip()[:1] in _BEGINS_JSON else value

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return what JSON says, where the text is a list, an object or a text in quotes; else the text."""
        if text.lstrip()[:1] in _BEGINS_JSON:
            with contextlib.suppress(ValueError, RecursionError):
                return json.loads(text)
        return super().parse(text, field, like)


def is_web_address(text: str) -> bool:
    """Return whether CKAN takes a text as a web address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text)
