"""The sections of a record's form. The schema says the order and knows no sections; these are BCDC's fields put under a
heading where one subject ends and another begins. A resource has few enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcdc_desktop.translation import tr

from .schema import Field

_BEGIN_WITH = ("title", "contacts", "purpose", "security_class", "tag_string")  # the first field of each section
_AT_LEAST = 2  # a heading over everything says nothing


@dataclass(frozen=True)
class FieldSection:
    """A heading and the names of the fields below it, in the schema's order. ``name`` is the same in each language."""

    name: str
    title: str
    fields: tuple[str, ...]


def sections(fields: Sequence[Field]) -> list[FieldSection]:
    """Return the sections of a form, in the schema's order. A field that is not known here belongs to the section that
    it stands in. Empty where the schema has none of the fields that sections begin with, as on another CKAN."""
    names = [f.name for f in fields]
    found: list[tuple[tuple[str, str], list[str]]] = []
    for name in names:
        if name in _BEGIN_WITH:
            found.append((_heading(name), []))
        if found:
            found[-1][1].append(name)
    if len(found) < _AT_LEAST:
        return []
    ahead = names[: names.index(found[0][1][0])]
    found[0][1][:0] = ahead
    return [FieldSection(name, title, tuple(listed)) for (name, title), listed in found]


def _heading(first: str) -> tuple[str, str]:
    """Return name and title of the section that begins with a field."""
    headings = {
        "title": ("About", tr("About")),
        "contacts": ("Contacts", tr("Contacts")),
        "purpose": ("Background", tr("Background")),
        "security_class": ("Access", tr("Access")),
        "tag_string": ("Keywords, dates and status", tr("Keywords, dates and status")),
    }
    return headings[first]
