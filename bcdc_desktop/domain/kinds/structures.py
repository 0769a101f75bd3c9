"""Kinds whose value is an object, or a list of them: JSON, rows of subfields, extras, a text in several languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from bcdc_desktop.translation import tr

from ..schema import Field, FieldKind
from .base import (
    Meaning,
    Problem,
    StructuredKind,
    as_list,
    field_problems,
    from_json,
    kind_of,
    parsed,
    plain,
    required_message,
    says_nothing,
    to_json,
    unseen,
)
from .dates import ends_before
from .lists import keyword_problem, split_tags

_LANGUAGE = re.compile(r"[a-z]{2,8}(-[0-9a-zA-Z]{1,8})*", re.ASCII)
_LINE, _IN_ROW = "\n", " / "  # of a value with several lines, which stands in the one line of its row
_PERIODS = (("beginning_date", "end_date"), ("start", "end"))


class JsonKind(StructuredKind):
    """A JSON object, which goes out as text."""

    editor: ClassVar[str] = "json"

    def is_empty(self, value: Any, field: Field) -> bool:
        """Return whether there is nothing in it: an object with anything in it says something, however empty that
        is."""
        return not value if isinstance(value, Mapping | list) else super().is_empty(value, field)

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the JSON in one way of writing: as Python values, 1, 1.0 and true would be equal."""
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return value.strip()
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def words(self, value: Any, field: Field) -> str:
        """Return indented JSON."""
        return self.text(value, field)

    def wire(self, value: Any, field: Field) -> Any:
        """Return the JSON as text."""
        if self.is_empty(value, field):
            return ""
        return value if isinstance(value, str) else to_json(value)

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the object."""
        if not text.strip():
            return ""
        found = from_json(text)
        if not isinstance(found, Mapping):
            raise ValueError(tr("Enter a JSON object: { … }."))  # noqa: TRY004
        return found

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no JSON object."""
        if isinstance(value, str):
            try:
                value = from_json(value)
            except ValueError as error:
                yield "", str(error).rstrip(".")
                return
        if not isinstance(value, Mapping):
            yield "", tr("Enter a JSON object: { … }")


class RowsKind(StructuredKind):
    """Rows of subfields. A row keeps every key it came with, also those that the schema does not know."""

    editor: ClassVar[str] = "rows"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the rows that say something, each with the meanings of its cells."""
        subfields = {s.name: s for s in field.subfields}
        rows: list[Any] = []
        for row in rows_of(value):
            if not isinstance(row, Mapping):
                rows += [] if says_nothing(row) else [plain(row)]
                continue
            kept = {}
            for key, cell in row.items():
                sub = subfields.get(key)
                if sub is None:
                    means = None if says_nothing(cell) else plain(cell)
                else:
                    means = None if kind_of(sub).is_empty(cell, sub) else kind_of(sub).meaning(cell, sub)
                if means is not None:
                    kept[key] = means
            if kept:
                rows.append(kept)
        return rows or None

    def words(self, value: Any, field: Field) -> str:
        """Return one line a row, with the labels of its cells."""
        known = {s.name for s in field.subfields}
        lines = []
        for row in rows_of(value):
            if not isinstance(row, Mapping):
                lines.append(plain(row))
                continue
            cells = ((s, row.get(s.name)) for s in field.subfields)
            said = ((s, kind_of(s).words(v, s)) for s, v in cells if not kind_of(s).is_empty(v, s))
            parts = [f"{s.label}: {words.replace(_LINE, _IN_ROW)}" for s, words in said]
            parts += [f"{k}: {plain(v)}" for k, v in row.items() if k not in known and not says_nothing(v)]
            lines.append(" · ".join(parts))
        return "\n".join(lines)

    def wire(self, value: Any, field: Field) -> Any:
        """Return the rows that say something. What is no row goes along as it is: the server says so, and nothing is
        wiped."""
        if self.is_empty(value, field):
            return []
        return [self._row(row, field) if isinstance(row, Mapping) else row for row in rows_of(value) if
                not says_nothing(row)]  # fmt: skip

    def _row(self, row: Mapping[str, Any], field: Field) -> dict[str, Any]:
        subfields = {s.name: s for s in field.subfields if s.kind is not FieldKind.JSON}
        return {
            k: kind_of(subfields[k]).wire(v, subfields[k]) if k in subfields and v is not None else v
            for k, v in row.items()
        }

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the rows; one object is one row. Keys are subfields, or were there before."""
        if not text.strip():
            return []
        rows = as_list(from_json(text))
        if not all(isinstance(row, Mapping) for row in rows):
            raise ValueError(tr("Enter a list of objects, such as [{…}, {…}]."))
        known = {s.name for s in field.subfields}
        known |= {key for row in rows_of(like) if isinstance(row, Mapping) for key in row}
        for row in rows:
            for key in row:
                if key not in known:
                    names = ", ".join(s.name for s in field.subfields)
                    raise ValueError(tr("There is no subfield {name}. Subfields are: {names}.", name=key, names=names))
        return rows

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no row, and what is wrong in the cells."""
        if isinstance(value, str):
            try:
                value = from_json(value)
            except ValueError:
                yield "", tr("Enter rows of fields, not text")
                return
        rows = value if isinstance(value, list) else [value]
        filled = [(index, row) for index, row in enumerate(rows) if not says_nothing(row)]
        for index, row in filled:
            if not isinstance(row, Mapping):
                yield str(index), tr("Enter a row of fields")
                continue
            yield from self._cell_problems(field.subfields, row, index)
        yield from self._problems_of_all([row for _, row in filled], field)

    def _cell_problems(self, subfields: Iterable[Field], row: Mapping[str, Any], index: int) -> Iterator[Problem]:
        for sub in subfields:
            for path, message in field_problems(sub, row.get(sub.name), row):
                yield f"{index}/{sub.name}" + (f"/{path}" if path else ""), message
        for first, last in _PERIODS:
            begin, end = row.get(first), row.get(last)
            if begin and end and ends_before(begin, end) and {first, last} <= {s.name for s in subfields}:
                yield f"{index}/{last}", tr("The end date is before the beginning date")

    def _problems_of_all(self, rows: list[Any], field: Field) -> Iterator[Problem]:
        if field.kind is FieldKind.GROUP and len(rows) > 1:
            yield "", tr("Only one entry is allowed")


def rows_of(value: Any) -> list[Any]:
    """Return the rows of a group, and whatever else stands among them or in their place."""
    found = parsed(value)
    if isinstance(found, list | tuple):
        return list(found)
    return [] if found is None else [found]


class ExtrasKind(RowsKind):
    """CKAN's own free pairs of key and value: keys are unique, and their order means nothing."""

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the pairs in the order of their keys. A key with an empty value is there all the same."""
        pairs = [row if isinstance(row, Mapping) else {"value": row} for row in rows_of(value) if not says_nothing(row)]
        said = [(plain(row.get("key") or ""), plain(_pair_text(row.get("value")))) for row in pairs]
        return sorted(said) or None

    def wire(self, value: Any, field: Field) -> Any:
        """Return keys and values alone: older versions add what only they may set."""
        rows = super().wire(value, field)
        return [
            {k: _pair_text(r[k]) for k in ("key", "value") if k in r} if isinstance(r, Mapping) else r for r in rows
        ]

    def _problems_of_all(self, rows: list[Any], field: Field) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, row in enumerate(rows):
            key = plain(row.get("key") or "") if isinstance(row, Mapping) else ""
            if key and key in seen:
                yield f"{index}/key", tr("“{key}” is already used. Keys must be unique.", key=key)
            seen.add(key)
            for name in ("key", "value") if isinstance(row, Mapping) else ():
                if isinstance(row.get(name), list | dict):  # CKAN fails
                    yield f"{index}/{name}", tr("Enter text. For a list or an object, put it in quotes.")


def _pair_text(value: Any) -> Any:
    """Return a key or a value as CKAN keeps it, which is text; nothing at all is an empty one. A list or an object is
    returned as it is."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else "" if value is None else value


class TranslatedKind(StructuredKind):
    """A text in several languages (ckanext-fluent): language -> text."""

    editor: ClassVar[str] = "translated_line"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return language -> text, without languages that say nothing; a text that is none as it is."""
        found = parsed(value)
        if not isinstance(found, Mapping):
            return plain(value)
        return {str(k): self._said(v) for k, v in found.items() if not says_nothing(v)}

    def words(self, value: Any, field: Field) -> str:
        """Return one line a language."""
        found = parsed(value)
        if not isinstance(found, Mapping):
            return plain(value)
        return "\n".join(f"{k}: {self._words(v)}" for k, v in found.items() if not says_nothing(v))

    def wire(self, value: Any, field: Field) -> Any:
        """Return the object without languages that say nothing; what is none as it is."""
        if self.is_empty(value, field):
            return {}
        found = parsed(value)
        if not isinstance(found, Mapping):
            return value
        return {k: v for k, v in found.items() if not says_nothing(v)}

    def parse(self, text: str, field: Field, like: Any) -> Any:
        """Return the object."""
        if not text.strip():
            return {}
        found = from_json(text)
        if not isinstance(found, Mapping) or not all(self._is_value(v) for v in found.values()):
            raise ValueError(self._expected())
        return found

    def with_language(self, value: Any, language: str, text: str, field: Field) -> Any:
        """Return the object with another text for a language that the schema or the object has; an empty one leaves
        the language out.

        Raises:
            ValueError: the field has no text in this language, or is none in several; the message says so.
        """
        found = {} if self.is_empty(value, field) else parsed(value)
        if not isinstance(found, Mapping):
            raise ValueError(self._expected())  # noqa: TRY004 - a text, where the catalogue is wrong
        whole = dict(found)
        known = list(dict.fromkeys([*field.languages, *map(str, whole)]))
        same_one = next((k for k in known if k.lower() == language.lower()), "" if known else language)
        if not _LANGUAGE.fullmatch(same_one):
            said = tr("This field has no text in the language “{code}”.", code=language)
            raise ValueError(said + (" " + tr("Its languages: {codes}.", codes=", ".join(known)) if known else ""))
        rest = {k: v for k, v in whole.items() if k != same_one or text.strip()}
        return {**rest, same_one: self._read(text)} if text.strip() else rest

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what has no language, what is no text, and needed languages that are missing."""
        found = parsed(value)
        if not isinstance(found, Mapping):
            yield "", self._expected()
            return
        for language, said in found.items():
            if says_nothing(said):
                continue
            if not _LANGUAGE.fullmatch(str(language)):
                yield str(language), tr("“{code}” isn't a language code, such as en or fr-CA", code=language)
            elif not self._is_value(said):
                yield str(language), self._expected()
            else:
                for message in self._wrong(said):
                    yield str(language), message
        if field.required:
            for language in field.languages:
                if says_nothing(found.get(language)):
                    yield language, required_message()

    def _said(self, value: Any) -> Meaning:
        return plain(value)

    def _words(self, value: Any) -> str:
        return plain(value)

    def _read(self, text: str) -> Any:
        return text

    def _is_value(self, value: Any) -> bool:
        return isinstance(value, str)

    def _wrong(self, value: Any) -> Iterator[str]:
        if said := unseen(value):
            yield said

    def _expected(self) -> str:
        return tr("Enter a JSON object with a text for each language.")


class TranslatedMarkdownKind(TranslatedKind):
    """Markdown in several languages."""

    editor: ClassVar[str] = "translated_area"


class TranslatedTagsKind(TranslatedKind):
    """Keywords in several languages: language -> list of keywords."""

    editor: ClassVar[str] = "translated_tags"

    def _said(self, value: Any) -> Meaning:
        return sorted(set(split_tags(value)))

    def _words(self, value: Any) -> str:
        return ", ".join(split_tags(value))

    def _read(self, text: str) -> Any:
        return split_tags(from_json(text) if text.lstrip().startswith("[") else text)

    def _is_value(self, value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(tag, str) for tag in value)

    def _wrong(self, value: Any) -> Iterator[str]:
        for tag in split_tags(value):
            if said := keyword_problem(tag):
                yield said

    def _expected(self) -> str:
        return tr("Enter a JSON object with a list of keywords for each language.")
