"""A record as a Frictionless Data Package (https://specs.frictionlessdata.io/data-package/, version 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .kinds.base import says_nothing
from .package import Package, Resource
from .slug import slug_from_title

RECORD_KEY = "ckan:id"
"""Where a package's or a resource's id in the catalogue stands."""
_TABLES = frozenset({"csv", "tsv"})


@dataclass(frozen=True)
class StoredFile:
    """A file of a record in its data package.

    Attributes:
        path: below the package's folder, with slashes.
        size: bytes.
        sha256: hex digest.
        media_type: such as ``text/csv``; empty where it is not known.
        encoding: of a table; empty where it is not known.
        delimiter: of a table.
        schema: the Table Schema, where the file is a table.
    """

    path: str
    size: int
    sha256: str
    media_type: str = ""
    encoding: str = ""
    delimiter: str = ""
    schema: Mapping[str, Any] | None = None


def data_package(record: Mapping[str, Any], files: Mapping[str, StoredFile], page: str) -> dict[str, Any]:
    """Return ``datapackage.json`` of a record.

    Args:
        record: as ``package_show`` gives it.
        files: id of a resource -> its file in the package.
        page: the record's page in the catalogue.
    """
    package = Package(record)
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": _name(package.name) or package.id,
        "id": package.id,
        "title": package.title,
        "description": package.notes,
        "homepage": page,
        "version": record.get("version"),
        "created": _moment(record.get("metadata_created")),
        "keywords": list(package.tags),
        "licenses": _licences(record),
        "contributors": _contributors(record),
    }
    taken: set[str] = set()
    resources = [_resource(r, files.get(r.id), taken) for r in package.resources]
    filled = {name: value for name, value in found.items() if not says_nothing(value)}
    return {**filled, "resources": resources, RECORD_KEY: package.id}


def _resource(resource: Resource, file: StoredFile | None, taken: set[str]) -> dict[str, Any]:
    name = _name(resource.name) or resource.id
    name = name if name not in taken else f"{name}-{resource.id[:8]}"
    taken.add(name)
    found: dict[str, Any] = {"name": name, "title": resource.name}
    description = str(resource.raw.get("description") or "")
    if description:
        found["description"] = description
    if resource.format:
        found["format"] = resource.format.lower()
    schema = file.schema if file is not None else None
    if file is not None:
        found |= {"path": file.path, "bytes": file.size, "hash": f"sha256:{file.sha256}"}
        if file.media_type:
            found["mediatype"] = file.media_type
        if schema is not None:
            found |= {"profile": "tabular-data-resource", "schema": dict(schema)}
            if file.encoding:
                found["encoding"] = file.encoding
            if file.delimiter and file.delimiter != ",":
                found["dialect"] = {"delimiter": file.delimiter}
    elif re.match(r"https?://", resource.url, re.IGNORECASE):
        found["path"] = resource.url
    else:  # a path is a web address or within the package; a resource must have one, or data
        found |= {"data": {"url": resource.url}}
    found[RECORD_KEY] = resource.id
    return found


def is_table(resource: Resource) -> bool:
    """Return whether a resource's file is a table as text, by its format or name."""
    return resource.format.lower() in _TABLES or resource.file_name.lower().endswith((".csv", ".tsv", ".tab"))


def _name(text: str) -> str:
    """Return a name as the specification wants it: lower case letters, digits, and ``. _ -``."""
    return text if re.fullmatch(r"[a-z0-9._-]+", text) else slug_from_title(text)


def _licences(record: Mapping[str, Any]) -> list[dict[str, str]]:
    found = {"title": str(record.get("license_title") or ""), "path": str(record.get("license_url") or "")}
    name = str(record.get("license_id") or "")
    if re.fullmatch(r"[A-Za-z][-A-Za-z0-9._]*", name):  # a number is no name of the Open Definition
        found["name"] = name
    filled = {key: value for key, value in found.items() if value}
    return [filled] if "path" in filled or "name" in filled else []


def _contributors(record: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    listed = record.get("contacts")
    for contact in listed if isinstance(listed, list) else ():
        if isinstance(contact, Mapping) and contact.get("name"):
            found.append(
                {"title": str(contact["name"]), "email": str(contact.get("email") or ""), "role": "contributor"}
            )
    for role in ("author", "maintainer"):
        if record.get(role):
            found.append({"title": str(record[role]), "email": str(record.get(f"{role}_email") or ""), "role": role})
    return [{key: value for key, value in person.items() if value} for person in found]


def _moment(value: Any) -> str:
    """Return a time of CKAN, which is UTC without a mark, as RFC 3339 has it."""
    text = str(value or "")
    return f"{text}Z" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", text) else text
