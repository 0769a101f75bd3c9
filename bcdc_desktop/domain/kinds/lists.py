"""Kinds whose value is a list: choices, keywords, free texts, numbers, the groups that a package is in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from bcdc_desktop.translation import tr

from ..schema import Field, choice_text
from .base import (
    Kind,
    Meaning,
    Problem,
    StructuredKind,
    as_list,
    from_json,
    not_a_choice,
    parsed,
    plain,
    says_nothing,
    to_json,
    unseen,
)

_KEYWORD = re.compile(r"[\w .-]*")  # letters and digits of all languages, as CKAN takes them


class ListKind(StructuredKind):
    """Texts in their order (multiple_text): a JSON list, never one text, of which a catalogue makes a list of one."""

    editor: ClassVar[str] = "texts"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the texts that say something, in their order."""
        return [plain(v) for v in as_list(value) if not says_nothing(v)]

    def words(self, value: Any, field: Field) -> str:
        """Return the texts, one a line where one of them is long, else with commas between."""
        listed = self.meaning(value, field)
        short = all(len(v) <= 60 and "," not in v and "\n" not in v for v in listed)
        return ", ".join(listed) if short else "\n".join(listed)

    def wire(self, value: Any, field: Field) -> Any:
        """Return the list without what says nothing."""
        return [] if self.is_empty(value, field) else [v for v in as_list(value) if not says_nothing(v)]

    def text(self, value: Any, field: Field) -> str:
        """Return the texts one a line; as a JSON list where a line would not say the same."""
        listed = as_list(value)
        if all(isinstance(v, str) and self._is_line(v) for v in listed):
            return "\n".join(listed)
        return to_json(listed)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the texts of a JSON list, or one for each line."""
        if text.lstrip()[:1] == "[":
            found = from_json(text)
            if not isinstance(found, list) or not all(self._is_item(v) for v in found):
                raise ValueError(self._expected())
            return found
        if text.lstrip()[:1] == "{" and not isinstance(parsed(text), str):  # as a text of the list nobody could read it
            raise ValueError(self._expected())
        return [line.strip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no text, or has characters that nobody sees."""
        for item in as_list(value):
            if not self._is_item(item) and not says_nothing(item):
                yield "", self._expected()
            elif isinstance(item, str) and (said := unseen(item)):
                yield "", said

    def _is_line(self, text: str) -> bool:
        return bool(text) and text == text.strip() and "\n" not in text and "\r" not in text and text[0] not in '["{'

    def _is_item(self, item: Any) -> bool:
        return isinstance(item, str)

    def _expected(self) -> str:
        return tr('Enter a list of texts, such as ["a", "b"], or one text per line.')


class NumbersKind(ListKind):
    """Numbers in their order."""

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the numbers; 1 and 1.0 are one."""
        return [str(_number(v)) for v in as_list(value) if not says_nothing(v)]

    def wire(self, value: Any, field: Field) -> Any:
        """Return the list of numbers."""
        return [_number(v) for v in super().wire(value, field)]

    def text(self, value: Any, field: Field) -> str:
        """Return the numbers one a line."""
        return "\n".join(plain(v) for v in as_list(value))

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the numbers of a JSON list, or one for each line; what is none stays a text, and is said."""
        return [_number(v) for v in super().parse(text, field, like)]

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no number."""
        for item in as_list(value):
            if not says_nothing(item) and isinstance(_number(item), str):
                yield "", tr("“{value}” isn't a number", value=item)

    def _is_item(self, item: Any) -> bool:
        return isinstance(item, str | int | float) and not isinstance(item, bool)

    def _expected(self) -> str:
        return tr("Enter a list of numbers, such as [1, 2.5], or one number per line.")


def _number(value: Any) -> Any:
    """Return a number as one; what is none as it is."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value
    if isinstance(found, bool) or not isinstance(found, int | float) or found != found or abs(found) == float("inf"):
        return value
    return int(found) if float(found).is_integer() else found


class MultichoiceKind(ListKind):
    """Several of the choices, in the schema's order."""

    editor: ClassVar[str] = "multichoice"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the chosen values in the schema's order; those it does not know come last."""
        order = {c.value: i for i, c in enumerate(field.choices)}
        chosen = {choice_text(v) for v in as_list(value) if not says_nothing(v)}
        return sorted(chosen, key=lambda v: (order.get(v, len(order)), v))

    def words(self, value: Any, field: Field) -> str:
        """Return the labels of what is chosen."""
        return ", ".join(field.choice_label(choice_text(v)) for v in as_list(value) if not says_nothing(v))

    def wire(self, value: Any, field: Field) -> Any:
        """Return what is chosen."""
        return [self._sent(v, field) for v in super().wire(value, field)]

    def text(self, value: Any, field: Field) -> str:
        """Return the values one a line."""
        return super().text([choice_text(v) for v in as_list(value)], field)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the values of a JSON list, of lines, or of one line with commas between."""
        if text.lstrip()[:1] == '"':
            text = f"[{text}]"
        found = [choice_text(v) for v in super().parse(text, field, like)]
        if len(found) != 1 or text.lstrip()[:1] == "[" or found[0] in {c.value for c in field.choices}:
            return found
        return [part.strip() for part in found[0].split(",") if part.strip()]

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield values that are not among the choices."""
        allowed = {c.value for c in field.choices}
        for chosen in as_list(value):
            if not says_nothing(chosen) and choice_text(chosen) not in allowed:
                yield "", not_a_choice(chosen)

    def _sent(self, value: Any, field: Field) -> Any:
        sent = field.choice_sent(value)
        return sent if any(c.sent is not None for c in field.choices) else choice_text(sent)

    def _is_line(self, text: str) -> bool:
        return super()._is_line(text) and "," not in text

    def _is_item(self, item: Any) -> bool:
        return isinstance(item, str | int | float)

    def _expected(self) -> str:
        return tr('Enter a list of choices, such as ["a", "b"].')


class TagsKind(Kind):
    """Keywords: one text with commas between them, or CKAN's list of dicts."""

    editor: ClassVar[str] = "tags"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the keywords in alphabetical order."""
        return sorted(set(split_tags(value)))

    def words(self, value: Any, field: Field) -> str:
        """Return the keywords with commas between."""
        return ", ".join(split_tags(value))

    def wire(self, value: Any, field: Field) -> Any:
        """Return one text with commas between."""
        return ", ".join(split_tags(value))

    def text(self, value: Any, field: Field) -> str:
        """Return one text with commas between."""
        return value if isinstance(value, str) else ", ".join(split_tags(value))

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the text."""
        return text

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what CKAN refuses in a keyword."""
        for tag in split_tags(value):
            if said := keyword_problem(tag):
                yield "", said


class MembershipsKind(ListKind):
    """The groups that a package is in: CKAN's list of dicts, of which the names count."""

    editor: ClassVar[str] = "memberships"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the names in alphabetical order."""
        return sorted({_group_name(g) for g in as_list(value)} - {""})

    def words(self, value: Any, field: Field) -> str:
        """Return the titles, where the catalogue gives them."""
        titles = (str(g.get("title") or g.get("display_name") or "") if isinstance(g, Mapping) else "" for g in
                  as_list(value))  # fmt: skip
        named = zip(titles, map(_group_name, as_list(value)), strict=True)
        return ", ".join(sorted(title or field.choice_label(name) for title, name in named))

    def wire(self, value: Any, field: Field) -> Any:
        """Return the list of names as CKAN takes it."""
        return [{"name": name} for name in self.meaning(value, field)]

    def text(self, value: Any, field: Field) -> str:
        """Return the names one a line."""
        return "\n".join(self.meaning(value, field))

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the groups of a JSON list, of lines, or of one line with commas between, since no name has one."""
        if text.lstrip()[:1] == "[":
            found = super().parse(text, field, like)
        else:
            found = [part.strip() for line in text.splitlines() for part in line.split(",") if part.strip()]
        return [{"name": _group_name(g)} for g in found]

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what has no name."""
        for group in as_list(value):
            if not _group_name(group):
                yield "", self._expected()

    def _is_item(self, item: Any) -> bool:
        return isinstance(item, str) or (isinstance(item, Mapping) and bool(_group_name(item)))

    def _expected(self) -> str:
        return tr('Enter the names of groups, such as ["water", "maps"].')


def _group_name(group: Any) -> str:
    if isinstance(group, Mapping):
        return str(group.get("name") or group.get("id") or "").strip()
    return group.strip() if isinstance(group, str) else ""


def split_tags(value: Any) -> list[str]:
    """Return the tags of a comma-separated text or of CKAN's list of tag dicts, without empty ones, in their order."""
    if isinstance(value, str):
        parts = value.split(",")
    elif isinstance(value, list | tuple):
        parts = [str(t.get("name", "")) if isinstance(t, Mapping) else str(t) for t in value if t is not None]
    else:
        parts = [] if says_nothing(value) else [str(value)]
    return [t for t in (p.strip() for p in parts) if t]


def keyword_problem(keyword: str) -> str:
    """Return what CKAN refuses in a keyword; empty where it takes it."""
    if len(keyword) < 2:
        return tr("Keyword “{keyword}” is too short: use 2 to 100 letters, digits, spaces, - _ or .", keyword=keyword)
    if len(keyword) > 100:
        return tr("Keyword “{keyword}” is too long: use 2 to 100 letters, digits, spaces, - _ or .", keyword=keyword)
    if not _KEYWORD.fullmatch(keyword):
        return tr(
            "Keyword “{keyword}” contains invalid characters: use letters, digits, spaces, - _ or .", keyword=keyword
        )
    return ""
