"""The changes of one record (draft, edit, undo, attachments): one shape from the form to the server.

A form edits ``RecordChanges``, a draft stores them, a review shows them, a merge rebases them, a submit sends them, and
an undo makes new ones.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .changes import Change, diff
from .ckan_schema import EXTRAS, OWN_RESOURCE_KEYS, SENT_RESOURCE_KEYS, with_extras
from .package import Resource
from .schema import FILE, ORDER, OWN_NAMES, DatasetSchema, Field, FieldKind
from .values import is_empty

PACKAGE = ""  # the section that is the package itself; every other section is a resource's id
__all__ = [
    "FILE",
    "NEW",
    "ORDER",
    "PACKAGE",
    "AttachedFile",
    "Differences",
    "RecordChanges",
    "editable_values",
    "resource_ids",
    "section_fields",
    "section_of",
]
NEW = "new:"  # the id of a record that is not on any server yet begins with it
Differences = Mapping[str, Sequence[Change]]
"""Section -> the fields whose meaning changes, in the schema's order."""


@dataclass(frozen=True)
class AttachedFile:
    """A file on this computer that becomes a resource's file, as it was when it was chosen.

    Attributes:
        name: the name that it is sent under.
        size: bytes.
        sha256: hex digest, where the file was read whole.
        fingerprint: XXH3-128 of the same bytes, where it was read whole.
    """

    path: Path
    name: str
    size: int
    mtime_ns: int
    sha256: str | None = None
    fingerprint: str | None = None

    def __str__(self) -> str:
        return f"{self.name}, from {self.path.parent}"


@dataclass
class RecordChanges:
    """What is to change in one record, and the record that this was decided on.

    A *section* is ``""`` (the package) or a resource's id.

    Attributes:
        base: the record, whole, as ``package_show`` gave it when the editing began.
        fields: section -> field -> new value, of what is in ``base``.
        deletions: ids of resources to delete.
        new_resources: id of our own making (UUID4) -> the fields of a resource to add.
        files: id of an old or new resource -> its new file.
        order: ids of old and new resources in their new order; None where it is not touched.
        is_new: the record is not on the server yet. It is never read off the id, which a server may choose.
    """

    base: Mapping[str, Any]
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    new_resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, AttachedFile] = field(default_factory=dict)
    order: list[str] | None = None
    is_new: bool = False

    @property
    def package_id(self) -> str:
        """The record's id."""
        return str(self.base["id"])

    @property
    def empty(self) -> bool:
        """Whether nothing at all is named to change; ``differences`` tells what of it differs."""
        return not (self.fields or self.deletions or self.new_resources or self.files or self.order)

    @property
    def sections(self) -> list[str]:
        """Every section of ``base`` that is edited: the package where its fields are, and resources."""
        return list(dict.fromkeys([*self.fields, *(i for i in self.files if i not in self.new_resources)]))

    @property
    def count(self) -> int:
        """Number of changes: fields, resources added or deleted, files, and the order."""
        files = sum(i not in self.new_resources for i in self.files)  # a new resource and its file are one
        fields = sum(len(values) for values in self.fields.values())
        return fields + len(self.deletions) + len(self.new_resources) + files + (self.order is not None)

    def copy(self) -> RecordChanges:
        """Return the same changes, independent of these; the base is shared."""
        return replace(
            self,
            fields=copy.deepcopy(self.fields),
            deletions=list(self.deletions),
            new_resources=copy.deepcopy(self.new_resources),
            files=dict(self.files),
            order=None if self.order is None else list(self.order),
        )

    def same_as(self, other: RecordChanges) -> bool:
        """Return whether both name the same changes, whatever they were decided on."""

        def shape(changes: RecordChanges) -> Any:
            order = changes.order or None
            return changes.fields, sorted(changes.deletions), changes.new_resources, changes.files, order

        return bool(shape(self) == shape(other))

    def of(self, section: str) -> Mapping[str, Any]:
        """Return the values of one section; of a new resource all its fields."""
        return self.new_resources.get(section) or self.fields.get(section, {})

    def set(self, section: str, values: Mapping[str, Any]) -> None:
        """Replace the values of one section; an old section without any is not edited."""
        if section in self.new_resources:
            self.new_resources[section] = dict(values)
        elif values:
            self.fields[section] = dict(values)
        else:
            self.fields.pop(section, None)

    def set_for_all(self, sections: Sequence[str], name: str, value: Any) -> None:
        """Set one field of several resources, old or new."""
        for section in sections:
            where = self.new_resources if section in self.new_resources else self.fields
            where.setdefault(section, {})[name] = value

    def drop(self, section: str) -> None:
        """Drop what concerns one section, in place; the order is left."""
        self.fields.pop(section, None)
        self.new_resources.pop(section, None)
        self.files.pop(section, None)
        self.deletions = [i for i in self.deletions if i != section]

    def without(self, section: str) -> RecordChanges:
        """Return the changes without whatever concerns one resource: it was deleted meanwhile, and that is accepted."""
        rest = self.copy()
        rest.drop(section)
        rest.order = None if self.order is None else [i for i in self.order if i != section]
        return rest

    def can_be_added_again(self, section: str) -> bool:
        """Return whether a resource that was deleted meanwhile can be added again: a stored file is gone with it."""
        return section in self.files or not Resource(section_of(self.base, section) or {"id": section}).uploaded

    def adding_again(self, section: str, fields: Sequence[Field]) -> RecordChanges:
        """Return the changes with a resource that was deleted meanwhile added again under its id, with these changes.

        One whose file is gone with it has no address, and is not sent without one.
        """
        again = self.without(section)
        old = dict(section_of(self.base, section) or {})
        if Resource({"id": section, **old}).uploaded:
            old.pop("url", None)
        others = [r for r in self.base.get("resources") or () if r.get("id") != section]
        again.base = {**self.base, "resources": others}  # all of it is new
        again.new_resources[section] = editable_values({**old, **self.fields.get(section, {})}, fields)
        if section in self.files:
            again.files[section] = self.files[section]
        again.order = self.order
        return again

    def differences(self, schema: DatasetSchema) -> Differences:
        """Return the fields whose meaning changes, by section, in the schema's order. Each call compares every field.

        Sections without a difference are left out, as are resources that are deleted anyway; a new resource has nothing
        before.
        """
        found: dict[str, Sequence[Change]] = {}
        for section, values in self.fields.items():
            if section not in self.deletions:
                base = section_of(self.base, section) or {}
                found[section] = diff(base, values, section_fields(schema, section, values))
        for section, values in self.new_resources.items():
            found[section] = diff({}, values, section_fields(schema, section, values))
        return {section: changes for section, changes in found.items() if changes}

    def reordering(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the ids of the resources that stay in their order before, and of all in the order after; None where
        that is the order that they would have anyway."""
        if self.order is None:
            return None
        stay = [i for i in resource_ids(self.base) if i not in self.deletions]
        natural = [*stay, *(i for i in self.new_resources if i not in stay)]
        after = [i for i in dict.fromkeys(self.order) if i in natural]
        after += [i for i in natural if i not in after]
        return None if after == natural else (tuple(stay), tuple(after))

    def replaced(self, differences: Differences) -> list[str]:
        """Return the ids of resources of the base that get another content: a file, or another link."""
        links = [s for s, found in differences.items() if s and any(c.name == "url" for c in found)]
        return [i for i in dict.fromkeys([*self.files, *links]) if section_of(self.base, i) is not None]

    def result(self) -> dict[str, Any]:
        """Return the record as it would be if no one else changed it; the order of its resources aside."""

        def with_file(resource: str) -> dict[str, Any]:
            return {"url": self.files[resource].name, "url_type": "upload"} if resource in self.files else {}

        there = [r for r in self.base.get("resources") or () if r["id"] not in self.deletions]
        resources = [{**r, **self.fields.get(r["id"], {}), **with_file(r["id"])} for r in there]
        resources += [{"id": i, **values, **with_file(i)} for i, values in self.new_resources.items()]
        return {**self.base, **self.fields.get(PACKAGE, {}), "resources": resources}


def section_of(package: Mapping[str, Any], section: str) -> Mapping[str, Any] | None:
    """Return the package itself, or one of its resources; None when it has no such resource."""
    if section == PACKAGE:
        return package
    return next((r for r in package.get("resources") or () if r.get("id") == section), None)


def section_fields(schema: DatasetSchema, section: str, names: Collection[str]) -> list[Field]:
    """Return the schema's fields of a section, and one of plain text for every name that the schema does not know; that
    of CKAN's own pairs of key and value where these are among the names."""
    known = list(schema.dataset_fields if section == PACKAGE else schema.resource_fields)
    if section == PACKAGE and EXTRAS in names:
        known = list(with_extras(schema).dataset_fields)
    there = {f.name for f in known}
    return known + [Field(n, n, FieldKind.TEXT) for n in names if n not in there and n not in OWN_NAMES]


def resource_ids(package: Mapping[str, Any]) -> list[str]:
    """Return the ids of a package's resources, in their order."""
    return [str(r["id"]) for r in package.get("resources") or ()]


def editable_values(record: Mapping[str, Any], fields: Sequence[Field], *, any_key: bool = False) -> dict[str, Any]:
    """Return what a person may fill in of a resource, as it is in this one; what is read only or empty is left out.

    Args:
        any_key: also what stands under names that no field has and CKAN does not set: it keeps them for whoever sent
            them.
    """
    by_name = {f.name: f for f in fields}
    set_by_catalogue = OWN_RESOURCE_KEYS - ({"resource_type"} if Resource(record).uploaded else SENT_RESOURCE_KEYS)

    def is_editable(name: str) -> bool:
        if name in by_name:
            return not by_name[name].read_only
        return name in ("url", "description") or (any_key and name not in set_by_catalogue | OWN_NAMES)

    return {n: v for n, v in record.items() if is_editable(n) and not is_empty(v, by_name.get(n))}
