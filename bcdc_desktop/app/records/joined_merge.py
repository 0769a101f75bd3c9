"""The merges of several sections of a record shown as one, and the decisions on it taken apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bcdc_desktop.domain.changes import Change, FieldConflict, Merge
from bcdc_desktop.domain.schema import Field

_SEPARATOR = "\n"  # between section and field name: in neither


def joined(merges: Mapping[str, Merge], section_label: Callable[[str], str]) -> Merge:
    """Return the merges of several sections as one.

    Args:
        merges: section -> its merge.
        section_label: the name of a section, which stands before its fields' labels; empty where none is to.
    """

    def named(field: Field, section: str) -> Field:
        label = section_label(section)
        return replace(
            field,
            name=f"{section}{_SEPARATOR}{field.name}",
            label=f"{label} › {field.label}" if label else field.label,
        )

    values: dict[str, Any] = {}
    mine: list[Change] = []
    theirs: list[Change] = []
    conflicts: list[FieldConflict] = []
    for section, merge in merges.items():
        values |= {f"{section}{_SEPARATOR}{name}": value for name, value in merge.values.items()}
        mine += [replace(c, field=named(c.field, section)) for c in merge.mine]
        theirs += [replace(c, field=named(c.field, section)) for c in merge.theirs]
        conflicts += [replace(c, field=named(c.field, section)) for c in merge.conflicts]
    return Merge(values, tuple(mine), tuple(theirs), tuple(conflicts))


def split(decisions: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return decisions on a joined merge by section."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in decisions.items():
        section, _, name = key.partition(_SEPARATOR)
        found.setdefault(section, {})[name] = value
    return found
