"""Fields of a resource proposed from its file and from its siblings in the package, and which resource it replaces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from slugify import slugify

from bcdc_desktop.domain.bcdc import upload as bcdc
from bcdc_desktop.domain.bcdc.fields import DICTIONARY, TABLE_SCHEMA, is_bcdc
from bcdc_desktop.domain.file_names import name_in_url
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.preflight.content_type import GEOGRAPHIC_FORMATS, format_of
from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.preflight.data_dictionary import dictionary_markdown, has_dictionary, with_dictionary
from bcdc_desktop.preflight.period import period_in_data, period_in_name
from bcdc_desktop.preflight.table_schema import as_schema, carry_over

Reason = Literal["file name", "name", "columns"]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[_\s]+|(?<=[^\W\d_])-+(?=\w)|(?<=\d)-+(?=[^\W\d_])")
_DATES = re.compile(
    r"(?<![a-z0-9])(?:fy|q[1-4]|v?[0-9]+|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?![a-z0-9])"
)
_FORMAT = "format"
_NO_FORMAT = "other"


def propose(
    path: Path,
    schema: DatasetSchema,
    *,
    check: CheckResult | None = None,
    siblings: Sequence[Mapping[str, Any]] = (),
    defaults: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the resource fields that there is a reason for, for a file that is kept in the catalogue: its name and its
    format, and on BCDC's schema what else the file and its siblings tell.

    ``siblings`` are the package's resources as the catalogue gives them; ``defaults`` are values that the caller wants
    for all files of a batch, and stand above what is proposed here. The columns for programs are a dict, and those for
    people Markdown.
    """
    format = check.format if check is not None else format_of(path)
    fields: dict[str, Any] = {"name": name_in_words(path.name), _FORMAT: _written(format, schema)}
    if not is_bcdc(schema):
        return fields | dict(defaults or {})
    table = check.schema if check is not None else None
    period = period_in_data(table) or period_in_name(path.stem)
    days = (period.begin.isoformat(), period.end.isoformat()) if period is not None else None
    fields["name"] = bcdc.proposed_name(str(fields["name"]))
    fields |= bcdc.proposed(geographic=format in GEOGRAPHIC_FORMATS, period=days, siblings=siblings)
    if check is not None and table is not None and not check.has_errors:
        fields[TABLE_SCHEMA] = table
        fields[DICTIONARY] = dictionary_markdown(table)
    return fields | dict(defaults or {})


def _written(format: str, schema: DatasetSchema) -> str:
    """Return a format as the schema's choices have it, or else as CKAN itself writes it."""
    field = schema.resource_field(_FORMAT)
    if field is not None and field.choices:
        return format
    if format == _NO_FORMAT:
        return ""  # CKAN guesses it then
    return "GeoJSON" if format == "geojson" else format.upper()


def columns_of_replacement(old: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes in a resource's fields about its columns with its file: its Table Schema, with what
    people wrote about the columns before, and their table in its text, where that has one."""
    whole = carry_over(as_schema(old.get(TABLE_SCHEMA)), schema)
    fields: dict[str, Any] = {TABLE_SCHEMA: whole}
    text = str(old.get(DICTIONARY) or "")
    if has_dictionary(text):
        fields[DICTIONARY] = with_dictionary(text, whole)
    return fields


def name_in_words(file_name: str) -> str:
    """Return a file's name as a resource's name: ``air_quality-2024-03.csv`` becomes ``Air quality 2024-03``."""
    stem = file_name
    while (suffix := PurePosixPath(stem).suffix) and (stem == file_name or suffix.lower() in (".gdb", ".shp", ".csv")):
        stem = stem[: -len(suffix)]
    words = " ".join(_SEPARATORS.sub(" ", _CAMEL.sub(" ", stem)).split())
    return words[:1].upper() + words[1:] if words else file_name


@dataclass(frozen=True)
class Match:
    """A resource that a file may be the new version of, and why; ``exact``: it has the file's very name, and not one
    that differs in dates or only has the same columns. Only the user decides."""

    resource_id: str
    name: str
    reason: Reason
    exact: bool = False


def match_replacement(
    path: Path, siblings: Sequence[Mapping[str, Any]], *, schema: Mapping[str, Any] | None = None
) -> list[Match]:
    """Return resources that the file may replace, the most likely first.

    By the same file name, then by the same resource name (the dates in either left aside comes after the exact one),
    then by the same columns in ``json_table_schema``. A resource is listed once, with its best reason.
    """
    own_name, own_slug = path.name.casefold(), slugify(path.stem)
    own_columns = _columns(schema)
    ranked: list[tuple[int, int, Match]] = []
    for order, sibling in enumerate(siblings):
        resource_id, name = str(sibling.get("id") or ""), str(sibling.get("name") or "")
        bare = slugify(bcdc.without_action(name))
        if not resource_id:
            continue
        file_name = _file_name(sibling)
        rank: int | None = None
        reason: Reason = "file name"
        if file_name and (file_name.casefold() == own_name or _munged(file_name) == _munged(path.name)):
            rank = 0
        elif name and own_slug in (slugify(name), bare):
            rank, reason = 1, "name"
        elif file_name and _same_but_dates(slugify(PurePosixPath(file_name).stem), own_slug):
            rank = 2
        elif name and (_same_but_dates(slugify(name), own_slug) or _same_but_dates(bare, own_slug)):
            rank, reason = 3, "name"
        elif own_columns and own_columns == _columns(sibling.get(TABLE_SCHEMA)):
            rank, reason = 4, "columns"
        if rank is not None:
            ranked.append((rank, order, Match(resource_id, name, reason, exact=rank <= 1)))
    return [match for _, _, match in sorted(ranked, key=lambda item: item[:2])]


def _file_name(resource: Mapping[str, Any]) -> str:
    """Return the name of the file behind a resource that the catalogue keeps, from its URL."""
    return name_in_url(str(resource.get("url") or ""))


def _munged(file_name: str) -> str:
    """Return a file name tidied as CKAN does when it stores a file (``munge_filename``)."""
    path = PurePosixPath(file_name)
    return slugify(path.stem) + path.suffix.lower()


def _same_but_dates(one: str, other: str) -> bool:
    """Return whether names differ in dates and version numbers alone."""
    stripped = _without_dates(one)
    return bool(stripped) and stripped == _without_dates(other)


def _without_dates(slug: str) -> str:
    return "-".join(part for part in _DATES.sub(" ", slug.replace("-", " ")).split() if part)


def _columns(schema: object) -> tuple[str, ...]:
    fields = (as_schema(schema) or {}).get("fields") or ()
    return tuple(str(field.get("name", "")).casefold() for field in fields)
