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
    """A heading and the names of the fields below it, in the schema's order."""

    title: str
    fields: tuple[str, ...]


def sections(fields: Sequence[Field]) -> list[FieldSection]:
    """Return the sections of a form, in the schema's order. A field that is not known here belongs to the section that
    it stands in. Empty where the schema has none of the fields that sections begin with, as on another CKAN."""
    names = [f.name for f in fields]
    found: list[tuple[str, list[str]]] = []
    for name in names:
        if name in _BEGIN_WITH:
            found.append((_heading(name), []))
        if found:
            found[-1][1].append(name)
    if len(found) < _AT_LEAST:
        return []
    ahead = names[: names.index(found[0][1][0])]
    found[0][1][:0] = ahead
    return [FieldSection(title, tuple(listed)) for title, listed in found]


def _heading(first: str) -> str:
    headings = {
        "title": tr("About"),
        "contacts": tr("Contacts"),
        "purpose": tr("Background"),
        "security_class": tr("Access"),
        "tag_string": tr("Keywords, dates and status"),
    }
    return headings[first]
