"""The changes of an edit, and merging them with what someone else changed meanwhile: conflicts, three-way merge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .schema import Field
from .values import read_value, same


@dataclass(frozen=True)
class Change:
    """One field with its value before and after."""

    field: Field
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The schema's name of the field."""
        return self.field.name


@dataclass(frozen=True)
class FieldConflict:
    """A field that two people changed in different ways since the same base. ``either``: it is one or the other, as
    with files; nothing else can be written in their place."""

    field: Field
    base: Any
    mine: Any
    theirs: Any
    either: bool = False


@dataclass(frozen=True)
class Merge:
    """Three versions of one record put together.

    ``values`` holds, field by field, what a save would store; a field in conflict holds *theirs* until it is decided.
    """

    values: Mapping[str, Any]
    mine: tuple[Change, ...]
    theirs: tuple[Change, ...]
    conflicts: tuple[FieldConflict, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing overlaps."""
        return not self.conflicts

    def decided(self, choices: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values with every conflict decided.

        Args:
            choices: field name -> the value to store.

        Raises:
            KeyError: a conflict is still open.
        """
        return {**self.values, **{c.field.name: choices[c.field.name] for c in self.conflicts}}


def diff(before: Mapping[str, Any], after: Mapping[str, Any], fields: Iterable[Field]) -> list[Change]:
    """Return the fields whose meaning differs, in the schema's order.

    Both sides are package or resource dicts as actions return them or forms hold them. A field that ``after`` does not
    carry at all is not a change: an edit names what it sets.
    """
    changes = []
    for field in fields:
        if field.name not in after:
            continue
        old, new = read_value(before, field), read_value(after, field)
        if not same(old, new, field):
            changes.append(Change(field, old, new))
    return changes


def merge3(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], fields: Sequence[Field]
) -> Merge:
    """Merge two edits of the same base, field by field.

    ``mine`` may name the edited fields only; a field it does not name is unchanged. ``base`` and ``theirs`` are whole.
    """
    values: dict[str, Any] = {}
    ours: list[Change] = []
    others: list[Change] = []
    conflicts: list[FieldConflict] = []
    for field in fields:
        b, t = read_value(base, field), read_value(theirs, field)
        m = mine.get(field.name, b)
        i_changed, they_changed = not same(b, m, field), not same(b, t, field)
        values[field.name] = m if i_changed and not they_changed else t
        if i_changed and they_changed and not same(m, t, field):
            conflicts.append(FieldConflict(field, b, m, t))
        elif i_changed and not they_changed:
            ours.append(Change(field, b, m))
        if they_changed:
            others.append(Change(field, b, t))
    return Merge(values, tuple(ours), tuple(others), tuple(conflicts))
