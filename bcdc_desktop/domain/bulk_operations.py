"""The operations of a bulk change: what is to become of fields, in whichever record they are applied to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from bcdc_desktop.translation import tr

from .record_changes import PACKAGE, RecordChanges, section_of
from .schema import OWN_NAMES, DatasetSchema, Field, FieldKind
from .values import as_list, is_empty, is_text, read_value, same, split_tags

RESOURCES = "resources"  # what a path to a field of the resources begins with
_LISTS = (
    FieldKind.GROUP,
    FieldKind.GROUPS,
    FieldKind.MULTICHOICE,
    FieldKind.TEXTS,
    FieldKind.NUMBERS,
    FieldKind.EXTRAS,
    FieldKind.MEMBERSHIPS,
)
_GROUPS = (FieldKind.GROUP, FieldKind.GROUPS)
CORE_FIELDS = ("private", "version", "url", "author", "author_email", "maintainer", "maintainer_email")
"""Fields of a package that CKAN itself has, whatever the schema lists."""
_CORE_RESOURCE_FIELDS = ("url", "description")
_PEOPLE = ("author", "maintainer")  # CKAN's own pairs of a name and an email address
Rewrite = Callable[[str], str]


class UnknownField(ValueError):
    """A path that leads to no field, or to one that cannot be changed. ``known`` are the names that there are."""

    def __init__(self, message: str, path: str, known: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.path = path
        self.known = list(known)


@dataclass(frozen=True)
class FieldPath:
    """Where a field is: of the package or of each resource, and the subfield within each row of a group, if one is
    meant. Its text is ``notes``, ``contacts.email``, ``resources.format`` or ``resources.details.name``."""

    name: str
    subfield: str = ""
    of_resources: bool = False

    def __str__(self) -> str:
        parts = [RESOURCES] * self.of_resources + [self.name] + [self.subfield] * bool(self.subfield)
        return ".".join(parts)

    @classmethod
    def parse(cls, text: str, schema: DatasetSchema) -> FieldPath:
        """Return the path that a text means.

        Raises:
            UnknownField: there is no such field, or the catalogue sets it itself.
        """
        parts = [part.strip() for part in text.replace("/", ".").split(".")]
        of_resources = len(parts) > 1 and parts[0] == RESOURCES and schema.dataset_field(RESOURCES) is None
        if of_resources:
            parts = parts[1:]
        known = fields_of(schema, of_resources=of_resources)
        found = known.get(parts[0])
        if found is None or found.name in OWN_NAMES:
            names = [f"{RESOURCES}.{n}" if of_resources else n for n in known]
            if not of_resources:
                names += [f"{RESOURCES}.{n}" for n in fields_of(schema, of_resources=True)]
            raise UnknownField(tr("There is no field “{path}”.", path=text), text, names)
        if found.read_only:
            raise UnknownField(tr("“{path}” is set by the catalogue and can't be changed.", path=text), text)
        if len(parts) == 1:
            return cls(found.name, "", of_resources)
        subfields = [s.name for s in found.subfields]
        if len(parts) > 2 or parts[1] not in subfields:
            names = [str(cls(found.name, s, of_resources)) for s in subfields]
            raise UnknownField(tr("There is no field “{path}”.", path=text), text, names)
        return cls(found.name, parts[1], of_resources)

    def field(self, schema: DatasetSchema) -> Field:
        """Return the field that the path leads to: the subfield, where one is meant.

        Raises:
            KeyError: the schema has none.
        """
        whole = fields_of(schema, of_resources=self.of_resources)[self.name]
        return whole.subfield(self.subfield) if self.subfield else whole

    def label(self, schema: DatasetSchema) -> str:
        """Return what people read for it."""
        whole = fields_of(schema, of_resources=self.of_resources).get(self.name)
        if whole is None:
            return str(self)
        return f"{whole.label} › {self.field(schema).label}" if self.subfield else whole.label


def fields_of(schema: DatasetSchema, *, of_resources: bool) -> dict[str, Field]:
    """Return the fields that a bulk change may name, by name: the schema's, and CKAN's own."""
    listed = schema.resource_fields if of_resources else schema.dataset_fields
    core = _CORE_RESOURCE_FIELDS if of_resources else CORE_FIELDS
    found = {n: Field(n, n, FieldKind.TEXT) for n in core}
    return {f.name: f for f in listed} | {n: f for n, f in found.items() if not any(f.name == n for f in listed)}


def _whole_field(schema: DatasetSchema, path: FieldPath) -> Field | None:
    """Return the field that a path begins with, as ``fields_of`` has it."""
    found = schema.resource_field(path.name) if path.of_resources else schema.dataset_field(path.name)
    core = _CORE_RESOURCE_FIELDS if path.of_resources else CORE_FIELDS
    return found or (Field(path.name, path.name, FieldKind.TEXT) if path.name in core else None)


class RecordEdit:
    """One record while operations are applied to it, each upon what those before it made."""

    def __init__(self, record: Mapping[str, Any], schema: DatasetSchema) -> None:
        self.record = record
        self.schema = schema
        self._values: dict[str, dict[str, Any]] = {}

    def get(self, section: str, of: Field) -> Any:
        """Return the value of a field as it is by now."""
        edited = self._values.get(section, {})
        if of.name in edited:
            return edited[of.name]
        return read_value(section_of(self.record, section) or {}, of)

    def set(self, section: str, of: Field, value: Any) -> None:
        """Give a field a value."""
        self._values.setdefault(section, {})[of.name] = value

    def update(self, path: FieldPath, change: Callable[[Any, Field], Any]) -> None:
        """Change the field at a path wherever the record has it: in the package or in every resource, and of a group in
        every row that says anything."""
        whole = _whole_field(self.schema, path)
        if whole is None:
            return
        resources = self.record.get("resources") or ()
        for section in [str(r["id"]) for r in resources] if path.of_resources else [PACKAGE]:
            value = self.get(section, whole)
            if not path.subfield:
                self.set(section, whole, change(value, whole))
                continue
            sub = next((s for s in whole.subfields if s.name == path.subfield), None)
            if sub is None:  # another type of records
                continue
            rows = [{**r, sub.name: change(r.get(sub.name), sub)} for r in rows_of(value, whole)]
            if rows:
                self.set(section, whole, rows)

    def changes(self) -> RecordChanges:
        """Return what differs from the record by now."""
        edited: dict[str, dict[str, Any]] = {}
        for section, values in self._values.items():
            there = section_of(self.record, section) or {}
            edited[section] = {n: v for n, v in values.items() if n not in there or not _equal(v, there[n])}
        found = RecordChanges(self.record, edited)
        return RecordChanges(
            self.record, {s: {c.name: c.after for c in listed} for s, listed in found.differences(self.schema).items()}
        )


def _equal(a: Any, b: Any) -> bool:
    """Return whether two values are the same to the letter, so that there is no need to compare what they mean."""
    return type(a) is type(b) and bool(a == b)


def rows_of(value: Any, of: Field) -> list[dict[str, Any]]:
    """Return the rows of a group that say anything, each a dict of its own; a server may give them as JSON text."""
    if is_empty(value, of):
        return []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [dict(row) for row in as_list(value) if isinstance(row, Mapping) and not is_empty(row)]


def empty_value(of: Field) -> Any:
    """Return what a field holds that says nothing."""
    return [] if of.kind in _LISTS else ""


class Operation(Protocol):
    """One step of a bulk change."""

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""

    def as_json(self) -> dict[str, Any]:
        """Return what it does, for a plan and the ledger."""


@dataclass(frozen=True)
class SetValue:
    """Set a field; with ``if_empty`` only where it says nothing."""

    path: FieldPath
    value: Any
    if_empty: bool = False

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""
        edit.update(self.path, lambda old, of: old if self.if_empty and not is_empty(old, of) else self.value)

    def as_json(self) -> dict[str, Any]:
        """Return what it does."""
        return {"op": "set-empty" if self.if_empty else "set", "field": str(self.path), "value": self.value}


@dataclass(frozen=True)
class ClearValue:
    """Empty a field."""

    path: FieldPath

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""
        edit.update(self.path, lambda _old, of: empty_value(of))

    def as_json(self) -> dict[str, Any]:
        """Return what it does."""
        return {"op": "clear", "field": str(self.path)}


Match = Literal["substring", "whole", "regex"]


@dataclass(frozen=True)
class ReplaceText:
    """Find and replace text in a field: also in each keyword, each choice and each subfield of a group.

    Attributes:
        rewrite: makes the new text of an old one; what ``old``, ``new``, ``match`` and ``ignore_case`` say.
    """

    path: FieldPath
    old: str
    new: str
    rewrite: Rewrite = field(compare=False, repr=False)
    match: Match = "substring"
    ignore_case: bool = False

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""
        edit.update(self.path, self._replaced)

    def texts(self, record: Mapping[str, Any], schema: DatasetSchema) -> list[str]:
        """Return the texts of a record that it would rewrite."""
        found: list[str] = []

        def collect(text: str) -> str:
            found.append(text)
            return text

        replace(self, rewrite=collect).apply(RecordEdit(record, schema))
        return found

    def _replaced(self, value: Any, of: Field) -> Any:
        if is_empty(value, of):
            return value
        if of.kind is FieldKind.TAGS:
            return ", ".join(dict.fromkeys(t for old in split_tags(value) if (t := self.rewrite(old).strip())))
        if of.kind in _GROUPS:
            by_name = {s.name: s for s in of.subfields}
            return [
                {n: self._replaced(v, by_name[n]) if n in by_name else v for n, v in row.items()}
                for row in rows_of(value, of)
            ]
        if of.kind is FieldKind.MULTICHOICE:
            return list(dict.fromkeys(t for old in as_list(value) if (t := self.rewrite(str(old)))))
        if not is_text(of):
            return self._in_json(value)
        return _leaves(value, self.rewrite)

    def _in_json(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return value
        return _leaves(value, self.rewrite)

    def as_json(self) -> dict[str, Any]:
        """Return what it does."""
        shape = {"op": "replace", "field": str(self.path), "old": self.old, "new": self.new, "match": self.match}
        return shape | ({"ignore_case": True} if self.ignore_case else {})


def _leaves(value: Any, rewrite: Rewrite) -> Any:
    if isinstance(value, Mapping):
        return {k: _leaves(v, rewrite) for k, v in value.items()}
    if isinstance(value, list):
        return [_leaves(v, rewrite) for v in value]
    return rewrite(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class EditKeywords:
    """Add, remove or rename keywords. Names are compared as CKAN does: by every letter, and case."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    rename: tuple[tuple[str, str], ...] = ()

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""
        of = keyword_field(edit.schema)
        names = dict(self.rename)
        found = [names.get(t, t) for t in split_tags(edit.get(PACKAGE, of)) if t not in self.remove]
        edit.set(PACKAGE, of, ", ".join(dict.fromkeys([*found, *self.add])))

    def as_json(self) -> dict[str, Any]:
        """Return what it does."""
        if self.rename:
            (old, new), *_ = self.rename
            return {"op": "rename-tag", "old": old, "new": new}
        return {"op": "add-tag" if self.add else "remove-tag", "value": (self.add or self.remove)[0]}


def keyword_field(schema: DatasetSchema) -> Field:
    """Return the field of the keywords; CKAN's own where the schema lists none."""
    found = (f for f in schema.dataset_fields if f.kind is FieldKind.TAGS)
    return next(found, Field("tag_string", tr("Keywords"), FieldKind.TAGS))


def contact_field(schema: DatasetSchema) -> Field | None:
    """Return the group that holds the contacts of a record: that whose rows have an email address."""
    groups = [f for f in schema.dataset_fields if any(s.name == "email" for s in f.subfields)]
    return next((f for f in groups if f.name.startswith("contact")), groups[0] if groups else None)


@dataclass(frozen=True)
class EditContacts:
    """Replace, remove or add a contact.

    Attributes:
        where: subfield -> the value that the contact has that is replaced or removed; empty where one is added.
        values: subfield -> new value, of what is replaced or added; what is not named stays. None removes.
    """

    where: Mapping[str, str]
    values: Mapping[str, Any] | None

    def apply(self, edit: RecordEdit) -> None:
        """Change a record."""
        of = contact_field(edit.schema)
        if of is None:
            self._in_core_fields(edit)
            return
        rows = rows_of(edit.get(PACKAGE, of), of)
        if not self.where:
            made = [*rows, dict(self.values or {})]
        elif self.values is None:
            made = [row for row in rows if not self._fits(row, of)]
        else:
            made = [{**row, **self.values} if self._fits(row, of) else row for row in rows]
        unique = [row for i, row in enumerate(made) if not any(same([row], [other], of) for other in made[:i])]
        edit.set(PACKAGE, of, unique if made != rows else rows)

    def _fits(self, row: Mapping[str, Any], of: Field) -> bool:
        by_name = {s.name: s for s in of.subfields}
        return all(_alike(row.get(n), wanted, by_name.get(n)) for n, wanted in self.where.items())

    def _in_core_fields(self, edit: RecordEdit) -> None:
        """CKAN without a schema has an author and a maintainer."""
        core = fields_of(edit.schema, of_resources=False)
        for person in _PEOPLE:
            name, email = core[person], core[f"{person}_email"]
            row = {"name": edit.get(PACKAGE, name), "email": edit.get(PACKAGE, email)}
            if not self.where or not all(_alike(row.get(n), wanted, None) for n, wanted in self.where.items()):
                continue
            made = {"name": "", "email": ""} if self.values is None else {**row, **self.values}
            edit.set(PACKAGE, name, made.get("name") or "")
            edit.set(PACKAGE, email, made.get("email") or "")

    def as_json(self) -> dict[str, Any]:
        """Return what it does."""
        if not self.where:
            return {"op": "add-contact", "value": dict(self.values or {})}
        if self.values is None:
            return {"op": "remove-contact", "where": dict(self.where)}
        return {"op": "contact", "where": dict(self.where), "value": dict(self.values)}


def _alike(value: Any, wanted: str, of: Field | None) -> bool:
    """Return whether a value is the wanted one; email addresses and names are compared without case, choices also by
    what people read for them."""
    texts = {str(v).strip().casefold() for v in as_list(value) if v is not None}
    if of is not None:
        texts |= {of.choice_label(t).casefold() for t in list(texts)}
    return wanted.strip().casefold() in texts


def apply(operations: Sequence[Operation], record: Mapping[str, Any], schema: DatasetSchema) -> RecordChanges:
    """Return what the operations, one after the other, change in a record."""
    edit = RecordEdit(record, schema)
    for operation in operations:
        operation.apply(edit)
    return edit.changes()
