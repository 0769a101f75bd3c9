"""The texts of a record that full-text search covers, column by column of the index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from .bcdc.fields import DETAILS, OBJECT_NAMES, TABLE_SCHEMA
from .package import Package, Resource, translations

_NAMES_OF_COLUMNS = (TABLE_SCHEMA, DETAILS, *OBJECT_NAMES)  # fields of a resource


class PackageText(NamedTuple):
    """The searched texts, in the order of the index's columns."""

    title: str
    name: str
    tags: str
    columns: str
    resources: str
    notes: str


def package_text(package: Package) -> PackageText:
    """Return the searched texts of a record: its own and those of its resources; what repeats is there once."""
    resources = package.resources
    columns: dict[str, None] = {}
    texts: dict[str, None] = {}
    for resource in resources:
        if any(map(resource.raw.get, _NAMES_OF_COLUMNS)):
            columns.update(dict.fromkeys(column_names(resource)))
        said = (resource.raw.get("name"), _last_part(resource.url), resource.raw.get("description"))
        others = (*translations(resource.raw, "name"), *translations(resource.raw, "description"))
        for text in (*said, *others):
            if text:
                texts[str(text)] = None
    return PackageText(
        "\n".join(dict.fromkeys([package.title, *translations(package.raw, "title")])),
        package.name,
        ", ".join(package.tags),
        ", ".join(columns),
        "\n".join(texts),
        "\n".join(dict.fromkeys([package.notes, *translations(package.raw, "notes")])),
    )


def _last_part(url: str) -> str:
    """Return the file name in an address; without taking all of the address apart, as there are many."""
    name = url.partition("?")[0].partition("#")[0].rpartition("/")[2]
    return unquote(name) if "%" in name else name


def column_names(resource: Resource) -> Iterable[str]:
    """Return names of columns and of the object behind a resource, where BCDC's fields tell them."""
    raw = resource.raw
    schema: Any = raw.get(TABLE_SCHEMA)
    if isinstance(schema, str) and schema:
        try:
            schema = json.loads(schema)
        except ValueError:
            schema = None
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    for entry in fields if isinstance(fields, list) else ():
        if isinstance(entry, Mapping) and entry.get("name"):
            yield str(entry["name"])
    details = raw.get(DETAILS)
    for entry in details if isinstance(details, list) else ():
        if isinstance(entry, Mapping) and entry.get("column_name"):
            yield str(entry["column_name"])
    for name in OBJECT_NAMES:
        if raw.get(name):
            yield str(raw[name])
