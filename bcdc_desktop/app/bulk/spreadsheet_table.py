"""The tables that a spreadsheet for editing has: records, resources, and one for each repeating group.

A table has one row for each record (resource, row of a group) and one column for each field (subfield). Values are in
their cells as people read them: labels of choices, titles of organizations and licences.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xxhash

from bcdc_desktop.domain.bulk_operations import FieldPath, UnknownField, empty_value, fields_of, rows_of
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind, choice_text
from bcdc_desktop.domain.values import as_list, from_text, is_empty, read_value, split_tags, to_text
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .fields import bulk_schema

RECORDS, RESOURCES = "Records", "Resources"
LONGEST_CELL = 32_767  # characters; Excel's own
_WITH_ZEROS = re.compile(r"([+-]?\d{1,30})[.,]0{1,2}")  # 2020.0; 2.000 may be two thousand
_GROUPS = (FieldKind.GROUP, FieldKind.GROUPS, FieldKind.EXTRAS)
_CHOICES = (FieldKind.CHOICE, FieldKind.STATE, FieldKind.LICENCE, FieldKind.ORGANIZATION)
_NOT_OFFERED = ("private", "url", "version", "author", "author_email", "maintainer", "maintainer_email")


class CellProblem(ValueError):
    """A text that is no value of its column; the message says why."""


@dataclass(frozen=True)
class Column:
    """One field as a column.

    Attributes:
        name: the field's name, or the subfield's in the table of a group.
        shown: value -> what stands in the cell, where these are choices.
    """

    name: str
    field: Field
    shown: Mapping[str, str]

    def text(self, value: Any) -> str:
        """Return the text of a value's cell."""
        if is_empty(value, self.field):
            return ""
        if self.field.kind is FieldKind.TAGS:
            return ", ".join(split_tags(value))
        if self.field.kind is FieldKind.MULTICHOICE:
            listed = [self.shown.get(v, v) for v in map(choice_text, as_list(value)) if v.strip()]
            return "; ".join(listed) if not any(";" in v for v in listed) else _json(as_list(value))
        if self.shown and not isinstance(value, list | dict):
            return self.shown.get(choice_text(value), choice_text(value))
        return to_text(value, self.field)

    def value(self, text: str) -> Any:
        """Return the value of a cell's text.

        Raises:
            CellProblem: it is no value of this field.
        """
        text = text.strip() if self.field.kind is not FieldKind.MARKDOWN else text
        if not text.strip():
            return empty_value(self.field)
        if self.field.kind is FieldKind.MULTICHOICE:
            if text.startswith("["):
                return [choice_text(v) for v in as_list(self._parsed(text))]
            return [self._stored(part.strip()) for part in text.split(";") if part.strip()]
        if self.shown:
            return self._stored(text)
        if self.field.kind is FieldKind.INTEGER and (whole := _WITH_ZEROS.fullmatch(text)):
            text = whole[1]
        try:
            return from_text(text, self.field)
        except ValueError as error:
            raise CellProblem(str(error)) from None

    def _stored(self, text: str) -> str:
        if text in self.shown:
            return text
        folded = text.casefold()
        return next((v for v, label in self.shown.items() if label.casefold() == folded), text)

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise CellProblem(tr("This isn't valid JSON: {error}", error=error)) from None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Row:
    """One row. ``id`` is that of the record or the resource, ``number`` counts the rows of a group from 1 (else 0),
    ``label`` tells people what it is of, ``modified`` is the record's ``metadata_modified``."""

    id: str
    number: int
    label: str
    modified: str
    texts: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """What tells that id, number and texts belong together."""
        whole = json.dumps([self.id, self.number, self.modified, self.texts], ensure_ascii=False)
        return f"{self.modified}|{xxhash.xxh3_64_hexdigest(whole.encode('utf-8', 'surrogatepass'))}"


@dataclass(frozen=True)
class EditingTable:
    """One table.

    Attributes:
        group: the repeating group whose rows it has, if it is one of those.
        dataset_type: the type of the records, where there are several.
    """

    title: str
    of_resources: bool
    columns: tuple[Column, ...]
    group: Field | None = None
    dataset_type: str = ""

    @property
    def path(self) -> str:
        """What the table is of, as a text: ``records``, ``resources``, ``contacts``, ``resources.details``; before it
        the type of the records, where there are several (``series:records``)."""
        path = "resources" if self.of_resources else "records"
        if self.group is not None:
            path = str(FieldPath(self.group.name, "", self.of_resources))
        return typed_path(self.dataset_type, path)

    def rows(self, record: Mapping[str, Any]) -> Iterator[Row]:
        """Yield the rows of one record."""
        modified = str(record.get("metadata_modified") or "")
        label = str(record.get("name") or "")
        resources = [r for r in record.get("resources") or () if isinstance(r, Mapping) and r.get("id")]
        for section in resources if self.of_resources else [record]:
            if self.group is None:
                texts = tuple(_fitting(c.text(read_value(section, c.field))) for c in self.columns)
                yield Row(str(section["id"]), 0, label, modified, texts)
                continue
            for number, row in enumerate(rows_of(read_value(section, self.group), self.group), 1):
                texts = tuple(_fitting(c.text(row.get(c.name))) for c in self.columns)
                yield Row(str(section["id"]), number, label, modified, texts)


def too_long() -> str:
    """Return what stands in the place of a text that no cell can hold; it cannot be edited there."""
    return tr("(This text is too long for a cell. Edit it in the program.)")


def _fitting(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL else too_long()


def typed_path(dataset_type: str, path: str) -> str:
    """Return what a table is of, with the type of its records where there are several."""
    return f"{dataset_type}:{path}" if dataset_type else path


def editing_tables(
    workspace: Workspace, fields: Sequence[str] = (), *, types: Sequence[str] = ("",), flat: bool = False
) -> list[EditingTable]:
    """Return the tables for these fields (all that can be edited, without any): records, resources, groups.

    Args:
        types: of the records; each has tables of its own, with the fields of its schema. ``""`` is the only type.
        flat: groups are a column of JSON; so it is in CSV.

    Raises:
        UnknownField: there is no such field in any of the types.
    """
    tables: list[EditingTable] = []
    unknown: dict[str, UnknownField] = {}
    known: set[str] = set()
    for dataset_type in types:
        paths = []
        schema = bulk_schema(workspace, dataset_type or None)
        for name in fields:
            try:
                paths.append(FieldPath.parse(name, schema))
                known.add(name)
            except UnknownField as error:
                unknown.setdefault(name, error)
        if paths or not fields:
            usual = dataset_type in ("", workspace.dataset_type)
            tables += _tables_of(workspace, schema, paths, tables, suffix="" if usual else dataset_type, flat=flat,
                                 dataset_type=dataset_type)  # fmt: skip
    if nowhere := [found for name, found in unknown.items() if name not in known]:
        raise nowhere[0]
    return tables


def _tables_of(
    workspace: Workspace,
    schema: DatasetSchema,
    paths: Sequence[FieldPath],
    before: Sequence[EditingTable],
    *,
    dataset_type: str,
    suffix: str,
    flat: bool,
) -> list[EditingTable]:
    tables: list[EditingTable] = []

    def title(name: str) -> str:
        return _sheet_name(f"{name} {suffix}".strip(), [t.title for t in (*before, *tables)])

    shown = _Shown(workspace, schema)
    for whole, of_resources in ((RECORDS, False), (RESOURCES, True)):
        known = fields_of(schema, of_resources=of_resources)
        if paths:
            chosen = [known[n] for n in dict.fromkeys(p.name for p in paths if p.of_resources is of_resources)]
        else:
            names = () if of_resources else _NOT_OFFERED
            own = {f.name for f in (schema.resource_fields if of_resources else schema.dataset_fields)}
            chosen = [f for n, f in known.items() if not f.read_only and (n in own or n not in names)]
            chosen = [f for f in chosen if f.kind is not FieldKind.FILE or of_resources]
        groups = [f for f in chosen if f.subfields and f.kind in _GROUPS and not flat]
        plain = [f for f in chosen if f not in groups]
        if plain or not paths:
            columns = tuple(shown.column(f) for f in plain)
            tables.append(EditingTable(title(whole), of_resources, columns, None, dataset_type))
        for group in groups:
            columns = tuple(shown.column(s) for s in group.subfields)
            name = f"{RESOURCES}.{group.name}" if of_resources else group.name
            tables.append(EditingTable(title(name), of_resources, columns, group, dataset_type))
    return tables


def table_of(workspace: Workspace, path: str, names: Sequence[str]) -> EditingTable:
    """Return the table that a file says it has: what it is of (``EditingTable.path``), and the names of its columns.

    Raises:
        UnknownField: the schema has no such field.
    """
    dataset_type, _, path = path.rpartition(":")
    schema = bulk_schema(workspace, dataset_type or None)
    of_resources = path == "resources" or path.startswith("resources.")
    known, group = fields_of(schema, of_resources=of_resources), None
    if path not in ("records", "resources"):
        group = known.get(FieldPath.parse(path, schema).name)
        known = {s.name: s for s in group.subfields} if group is not None else {}
    for name in names:
        if name not in known:
            raise UnknownField(tr("There is no field “{path}”.", path=name), name, list(known))
    shown = _Shown(workspace, schema)
    return EditingTable(path, of_resources, tuple(shown.column(known[n]) for n in names), group, dataset_type)


class _Shown:
    """What people read for values that are chosen."""

    def __init__(self, workspace: Workspace, schema: DatasetSchema) -> None:
        self._schema = schema
        organizations = [(o.id, o.title, o.name) for o in workspace.organizations()]
        self._organizations = _unique((i, title, name) for i, title, name in organizations)
        self._licences = _unique(
            (str(row["id"]), str(row.get("title") or row["id"]), str(row["id"])) for row in workspace.licences()
        )

    def column(self, of: Field) -> Column:
        if of.kind is FieldKind.ORGANIZATION or of.name == "owner_org":
            return Column(of.name, of, self._organizations)
        if of.kind is FieldKind.LICENCE or of.name == "license_id":
            return Column(of.name, of, self._licences)
        return Column(of.name, of, _unique((c.value, c.label, c.value) for c in of.choices) if of.choices else {})


def _unique(choices: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return value -> label, with another name behind labels that several have."""
    listed = [(value, " ".join(label.split()), name) for value, label, name in choices]
    often = Counter(label.casefold() for _v, label, _n in listed)
    values = {value.casefold() for value, _l, _n in listed}
    return {
        value: label
        if often[label.casefold()] == 1 and label.casefold() not in values - {value.casefold()} and ";" not in label
        else f"{label.replace(';', ',')} ({name})"
        for value, label, name in listed
    }


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes: at most 31 characters, none of ``[]:*?/\\``."""
    base = "".join(c if c not in "[]:*?/\\'" else "_" for c in name)[:28]
    found, number = base, 2
    while found.casefold() in {t.casefold() for t in taken}:
        found, number = f"{base[:25]}_{number}", number + 1
    return found
