"""The sections of a record's form: the pages into which the catalogue's schema divides it (``start_form_page``), or the
headings that BCDC's fields are put under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .bcdc import form as bcdc
from .schema import Field, in_language

_AT_LEAST = 2  # a heading over everything says nothing


@dataclass(frozen=True)
class FieldSection:
    """A heading and the names of the fields below it, in the schema's order. ``name`` is the same in each language."""

    name: str
    title: str
    fields: tuple[str, ...]


def sections(fields: Sequence[Field]) -> list[FieldSection]:
    """Return the sections of a form, in the schema's order. A field that begins none belongs to the section that it
    stands in, and those before the first one to that. Empty where the schema knows none."""
    headings = bcdc.headings() if bcdc.has_sections(fields) else _pages(fields)
    names = [f.name for f in fields]
    found: list[tuple[tuple[str, str], list[str]]] = []
    for name in names:
        if name in headings:
            found.append((headings[name], []))
        if found:
            found[-1][1].append(name)
    if len(found) < _AT_LEAST:
        return []
    ahead = names[: names.index(found[0][1][0])]
    found[0][1][:0] = ahead
    return [FieldSection(name, title, tuple(listed)) for (name, title), listed in found]


def _pages(fields: Sequence[Field]) -> dict[str, tuple[str, str]]:
    """Return the field that a page of the form begins with -> the page's name and title."""
    pages: dict[str, tuple[str, str]] = {}
    for field in fields:
        page = field.raw.get("start_form_page")
        title = page.get("title") if isinstance(page, Mapping) else None
        if title := in_language(title):
            pages[field.name] = (field.name, title)
    return pages
