"""Differences between a record and its counterpart in another catalogue, field by field.

What comes only from the place is no difference: ids, the server's dates, addresses of stored files, and what the same
organization, licence or choice is called there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .package import Resource
from .record_changes import FILE, PACKAGE
from .schema import Field, FieldKind
from .transfer import Carried, Reason, TermMap, carry, pair_resources
from .values import is_empty, read_value, same

_IGNORED = frozenset({"id", "type", "state"})


@dataclass(frozen=True)
class FieldDifference:
    """A field that differs. ``left`` is in the right catalogue's terms where it has a place there, else as it is.

    Attributes:
        section: empty for the package, else the id of the left resource.
        resource: the name of the resource; empty for the package.
    """

    section: str
    resource: str
    name: str
    label: str
    left: Any
    right: Any


@dataclass(frozen=True)
class RecordDifferences:
    """What differs between two records, and which resources (their dicts) only one of them has."""

    fields: tuple[FieldDifference, ...] = ()
    only_left: tuple[Mapping[str, Any], ...] = ()
    only_right: tuple[Mapping[str, Any], ...] = ()

    @property
    def alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.fields or self.only_left or self.only_right)

    @property
    def names(self) -> list[str]:
        """The package's fields that differ, and ``resources`` where anything in them does."""
        found = [d.name for d in self.fields if not d.section]
        whole = self.only_left or self.only_right or any(d.section for d in self.fields)
        return [*found, "resources"] if whole else found


def record_differences(
    left: Mapping[str, Any], right: Mapping[str, Any], terms: TermMap, known: Mapping[str, str] | None = None
) -> RecordDifferences:
    """Compare a record with its counterpart.

    Args:
        left, right: as ``package_show`` gives them.
        terms: from the left catalogue to the right one.
        known: remembered pairs of resources: left id -> right id.
    """
    carried = carry(left, terms, with_states=True)
    schema = terms.target.schema_for(right.get("type"))
    found = _section(PACKAGE, "", carried.values, right, schema.dataset_fields, carried, left)
    ours = [r for r in left.get("resources") or () if isinstance(r, Mapping) and r.get("id")]
    theirs = {str(r["id"]): r for r in right.get("resources") or () if isinstance(r, Mapping) and r.get("id")}
    pairs = pair_resources(ours, list(theirs.values()), known)
    for resource in carried.resources:
        there = theirs.get(pairs.get(resource.id, ""))
        if there is None:
            continue
        name = Resource(resource.source).name
        found += _section(resource.id, name, resource.values, there, schema.resource_fields, carried, resource.source)
        found += _content(resource.id, name, Resource(resource.source), Resource(there))
    paired = set(pairs.values())
    return RecordDifferences(
        tuple(found),
        tuple(r for r in ours if str(r["id"]) not in pairs),
        tuple(r for i, r in theirs.items() if i not in paired),
    )


def _section(
    section: str,
    resource: str,
    values: Mapping[str, Any],
    right: Mapping[str, Any],
    fields: Sequence[Field],
    carried: Carried,
    left: Mapping[str, Any],
) -> list[FieldDifference]:
    known = {f.name for f in fields}
    listed = [*fields, *(Field(n, n, FieldKind.TEXT) for n in values if n not in known)]
    found = []
    for field in listed:
        if field.read_only or field.name in _IGNORED or (section and field.name == "url"):
            continue
        ours, theirs = values.get(field.name), read_value(right, field)
        if not same(ours, theirs, field):
            shown = ours if not is_empty(ours, field) else _left_behind(carried, section, field.name, left, field)
            found.append(FieldDifference(section, resource, field.name, field.label, shown, theirs))
    told = {d.name for d in found}
    found += [
        FieldDifference(section, resource, u.path, u.label, u.value, None)
        for u in carried.unmapped
        if u.section == section and u.reason in (Reason.FIELD, Reason.KIND) and u.path.partition(".")[0] not in told
    ]
    return found


def _left_behind(carried: Carried, section: str, name: str, left: Mapping[str, Any], field: Field) -> Any:
    """Return the value as the left catalogue has it, where nothing of it has a place in the right one."""
    return read_value(left, field) if name in carried.missing_names(section) else None


def _content(section: str, resource: str, ours: Resource, theirs: Resource) -> list[FieldDifference]:
    """Return how the contents differ: another link, a file in place of a link, another file by its name or size."""
    if ours.uploaded and theirs.uploaded:
        mine, other = (ours.file_name, ours.size), (theirs.file_name, theirs.size)
        unknown = None in (ours.size, theirs.size)
        if mine[0] == other[0] and (unknown or mine[1] == other[1]):
            return []
        told = [name if size is None else f"{name} ({size} bytes)" for name, size in (mine, other)]
        return [FieldDifference(section, resource, FILE, FILE, told[0], told[1])]
    if ours.uploaded != theirs.uploaded or ours.url.strip() != theirs.url.strip():
        shown = [r.file_name if r.uploaded else r.url for r in (ours, theirs)]
        return [FieldDifference(section, resource, "url", "url", shown[0], shown[1])]
    return []
