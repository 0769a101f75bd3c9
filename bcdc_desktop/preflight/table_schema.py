"""Table Schema (https://specs.frictionlessdata.io/table-schema/) for the resource field ``json_table_schema``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:  # the window knows schemas from its start; only what reads a file waits for polars
    from bcdc_desktop.preflight.column_profile import ColumnProfile
    from bcdc_desktop.preflight.column_types import ColumnType

STATISTICS_KEY = "bcdc:statistics"
"""Where a field's counts and extremes stand. They say what was seen, so they are no ``constraints``: a later file may
hold more."""

FIELD_TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "any")
"""Types that a person may choose for a field."""

_READ = ("name", "type", "format", "missingValues", STATISTICS_KEY)  # what a file itself tells
_FORMATS = {"datetime": "%Y-%m-%d %H:%M:%S"}


def as_schema(value: Any) -> Mapping[str, Any] | None:
    """Return a Table Schema, which the catalogue gives as an object or as text; None where it is none."""
    if isinstance(value, str | bytes):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return None
    fields = value.get("fields") if isinstance(value, Mapping) else None
    is_schema = isinstance(fields, list) and all(isinstance(field, Mapping) for field in fields)
    return value if is_schema else None


def build_schema(profiles: Sequence[ColumnProfile], types: Sequence[ColumnType]) -> dict[str, Any]:
    """Return the schema of a table: per field its name, type, marks of a missing value, counts, minimum and maximum.

    ``{"fields": [{"name", "type", "format"?, "missingValues"?, "bcdc:statistics": {"count", "missing", "minimum"?,
    "maximum"?, "minimum_length"?, "maximum_length"?}}], "missingValues": [""]}``.
    """
    return {
        "fields": [_field(profile, kind) for profile, kind in zip(profiles, types, strict=True)],
        "missingValues": [""],
    }


def _field(profile: ColumnProfile, kind: ColumnType) -> dict[str, Any]:
    field: dict[str, Any] = {"name": profile.name, "type": kind.type}
    if kind.type in _FORMATS:
        field["format"] = _FORMATS[kind.type]
    if kind.missing_marks:
        field["missingValues"] = ["", *kind.missing_marks]
    marks = profile.marked_missing if kind.missing_marks else 0
    statistics: dict[str, Any] = {"count": profile.filled - marks, "missing": profile.empty + marks}
    low, high = _extremes(profile, kind.type)
    if low is not None:
        statistics |= {"minimum": low, "maximum": high}
    elif kind.type == "string" and profile.lengths is not None:
        statistics |= {"minimum_length": profile.lengths[0], "maximum_length": profile.lengths[1]}
    field[STATISTICS_KEY] = statistics
    return field


def _extremes(profile: ColumnProfile, type: str) -> tuple[Any, Any]:
    if type == "integer" and profile.integers:
        return profile.integers
    if type == "number":
        ranges = [found for found in (profile.numbers, profile.integers) if found]
        return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else (None, None)
    if type in ("date", "datetime", "time"):
        return profile.dates.get(type, (None, None))
    return None, None


def correct_field(schema: Mapping[str, Any], name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema with one field corrected by a person; what was counted stays.

    Args:
        changes: of ``type``, ``missingValues`` (marks of a missing value) and ``description``; empty ones are taken
            away.

    Raises:
        ValueError: a type that Table Schema does not know.
        KeyError: there is no such field.
    """
    kind = changes.get("type")
    if kind is not None and kind not in FIELD_TYPES:
        raise ValueError(f"{kind} is no Table Schema type")
    if not any(field["name"] == name for field in schema["fields"]):
        raise KeyError(name)
    fields = []
    for field in schema["fields"]:
        field = dict(field)
        if field["name"] == name:
            if kind is not None and kind != field.get("type"):
                field.pop("format", None)
                if kind in _FORMATS:
                    field["format"] = _FORMATS[kind]
            field = {key: value for key, value in (field | dict(changes)).items() if value or key not in changes}
        fields.append(field)
    return dict(schema) | {"fields": fields}


def carry_over(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a new file with what people wrote about the same columns of the file before: titles,
    descriptions, units, and whatever else is not read from the file itself."""
    before = {str(f["name"]).casefold(): f for f in (old or {}).get("fields") or () if "name" in f}
    renamed = {new_name: old_name for old_name, new_name in compare_schemas(old, new).renamed}
    fields = []
    for field in new.get("fields") or ():
        name = str(field["name"])
        was = before.get(renamed.get(name, name).casefold(), {})
        fields.append({**field, **{key: value for key, value in was.items() if key not in _READ}})
    return {**new, "fields": fields}


def is_outdated(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> bool:
    """Return whether a schema does not describe a new file: other columns, or other counts and extremes
    where the old schema tells of them."""
    if compare_schemas(old, new):
        return True
    counted = any(STATISTICS_KEY in field for field in (old or {}).get("fields") or ())
    return counted and carry_over(old, new).get("fields") != (old or {}).get("fields")


@dataclass(frozen=True)
class SchemaDifference:
    """The differences between two schemas: ``renamed`` holds (old, new), ``retyped`` (name, old, new type)."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    retyped: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.renamed or self.retyped)

    def nothing_in_common(self, columns: int) -> bool:
        """Return whether none of the new schema's ``columns`` was in the old one."""
        return bool(columns and self.removed) and len(self.added) + len(self.renamed) >= columns


def compare_schemas(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> SchemaDifference:
    """Compare the columns of a file with those of the file it replaces.

    Names are compared without regard to case, as the guideline does; a name that differs in case only is a rename. A
    removed and an added column count as renamed when the names are much alike, or when they have the same place and
    type among columns that are otherwise the same.
    """
    before, after = _fields(old), _fields(new)
    if not before or not after:
        return SchemaDifference()
    old_names, new_names = list(before), list(after)
    folded_new = {name.casefold(): name for name in new_names}
    same = {name: folded_new[name.casefold()] for name in old_names if name.casefold() in folded_new}
    removed = [name for name in old_names if name not in same]
    added = [name for name in new_names if name not in same.values()]
    renamed = [(name, other) for name, other in same.items() if name != other]
    for name in list(removed):
        other = _renamed_to(name, added, before, after, old_names, new_names)
        if other is not None:
            renamed.append((name, other))
            removed.remove(name)
            added.remove(other)
    pairs = list(same.items()) + [pair for pair in renamed if pair[0] not in same]
    retyped = [(other, before[name], after[other]) for name, other in pairs if before[name] != after[other]]
    return SchemaDifference(tuple(added), tuple(removed), tuple(renamed), tuple(retyped))


def _fields(schema: Mapping[str, Any] | None) -> dict[str, str]:
    fields = (schema or {}).get("fields") or []
    return {str(field["name"]): str(field.get("type", "any")) for field in fields if "name" in field}


def _renamed_to(
    name: str,
    added: list[str],
    before: dict[str, str],
    after: dict[str, str],
    old_names: list[str],
    new_names: list[str],
) -> str | None:
    plain = {_plain(other): other for other in reversed(added)}
    alike = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=0.8)
    if alike:
        return plain[alike[0]]
    place = old_names.index(name)
    if len(old_names) == len(new_names) and new_names[place] in added and before[name] == after[new_names[place]]:
        return new_names[place]
    return None


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
