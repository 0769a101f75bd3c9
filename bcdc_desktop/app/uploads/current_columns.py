"""The columns of a file that is to be replaced: as its record describes them, or as its first lines name them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.uploads import is_web_page
from bcdc_desktop.domain.bcdc.fields import TABLE_SCHEMA
from bcdc_desktop.domain.file_names import safe_suffix
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.preflight.csv_check import check_file
from bcdc_desktop.preflight.table_schema import SchemaDifference, as_schema, compare_schemas

from ..workspace import Workspace

_BEGIN = 1 << 16  # bytes
_TABLES = (".csv", ".tsv", ".tab", ".txt")


def described_columns(resource: Resource) -> Mapping[str, Any] | None:
    """Return the Table Schema that a resource's record has; None where it has none."""
    return as_schema(resource.raw.get(TABLE_SCHEMA))


def names_columns(resource: Resource) -> bool:
    """Return whether the first lines of a resource's file may tell its columns, as its record does not."""
    named = resource.file_name.lower().endswith(_TABLES)
    return resource.uploaded and named and not (described_columns(resource) or {}).get("fields")


def read_columns(workspace: Workspace, resource: Resource) -> list[str]:
    """Return the names of the columns of the file on the server, of which the beginning is downloaded; none where it
    cannot be read, or is no table."""
    try:
        with workspace.catalogue.open_file(workspace.catalogue.stored_at(resource), length=_BEGIN) as file:
            if file.facts.content_encoding or is_web_page(file.facts.media_type, resource.file_name):
                return []
            begin = file.read(_BEGIN)
    except errors.CatalogueError:
        return []
    lines, end, _rest = begin.rpartition(b"\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{safe_suffix(resource.file_name)}"
        path.write_bytes(lines + end or begin)
        found = check_file(path)
    return list(found.columns)


def with_names(names: list[str], new: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Return column names as a Table Schema to compare a new file's with: where both have a column its type is taken
    as the same, as it is not known."""
    if not names or new is None:
        return None
    types = {str(f["name"]).casefold(): f.get("type", "any") for f in new.get("fields") or ()}
    return {"fields": [{"name": name, "type": types.get(name.casefold(), "any")} for name in names]}


def column_changes(workspace: Workspace, resource: Resource, new: Mapping[str, Any] | None) -> SchemaDifference:
    """Return how the columns of a new file differ from those of the file that it would replace. Asks the server where
    the record does not describe them. For a worker, or a command."""
    if new is None:
        return SchemaDifference()
    before = described_columns(resource)
    if names_columns(resource):
        before = with_names(read_columns(workspace, resource), new)
    return compare_schemas(before, new)
