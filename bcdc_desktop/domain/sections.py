"""The sections of a record's form: the pages into which the catalogue's schema divides it (``start_form_page``), or the
headings that BCDC's fields are put under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .bcdc import form as bcdc
from .schema import Field, in_language

_AT_LEAST = 2  # a heading over everything says nothing


@dataclass(frozen=True)
class FieldSection:
    """A heading, what the schema says about it, and the names of the fields below it, in the schema's order.

    ``name`` is the same in each language.
    """

    name: str
    title: str
    fields: tuple[str, ...]
    description: str = ""


def sections(fields: Sequence[Field]) -> list[FieldSection]:
    """Return the sections of a form, in the schema's order. A field that begins none belongs to the section that it
    stands in, and those before the first one to that. Empty where the schema knows none."""
    headings = _bcdc_headings() if bcdc.has_sections(fields) else _pages(fields)
    names = [f.name for f in fields]
    found: list[tuple[FieldSection, list[str]]] = []
    for name in names:
        if name in headings:
            found.append((headings[name], []))
        if found:
            found[-1][1].append(name)
    if len(found) < _AT_LEAST:
        return []
    ahead = names[: names.index(found[0][1][0])]
    found[0][1][:0] = ahead
    return [replace(heading, fields=tuple(listed)) for heading, listed in found]


def _bcdc_headings() -> dict[str, FieldSection]:
    """Return the field that a section of BCDC's begins with -> the section, without its fields."""
    return {field: FieldSection(name, title, ()) for field, (name, title) in bcdc.headings().items()}


def _pages(fields: Sequence[Field]) -> dict[str, FieldSection]:
    """Return the field that a page of the form begins with -> its section, without its fields."""
    pages: dict[str, FieldSection] = {}
    for field in fields:
        page = field.raw.get("start_form_page")
        if isinstance(page, Mapping) and (title := in_language(page.get("title"))):
            pages[field.name] = FieldSection(field.name, title, (), in_language(page.get("description")))
    return pages
