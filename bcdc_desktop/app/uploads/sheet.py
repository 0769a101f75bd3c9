"""The files of one drop while it is decided what becomes of each: rows, fields for all, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.bcdc.fields import DICTIONARY, PERIOD, TABLE_SCHEMA
from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.preflight.data_dictionary import has_dictionary, with_dictionary
from bcdc_desktop.preflight.proposal import (
    Match,
    columns_of_replacement,
    propose,
)
from bcdc_desktop.store.sheets import Sheet

from .batch import count_batches
from .current_columns import described_columns, names_columns, with_names
from .form_size import LeftOut, fit_form
from .prepare import PreparedFile, WhatHappens
from .sheet_row import Blocker, SheetRow, restore_row, row_body

DESCRIPTION = "description"
_NOT_FOR_ALL = ("name", "url", PERIOD, TABLE_SCHEMA, DICTIONARY)


class SheetState:
    """The rows of a sheet, the fields that all new resources share, and what each row still needs.

    Args:
        package: the record as the catalogue gave it.
        replacing: id of the resource that a single file was dropped on.
        batch_limit: the most bytes of one batch, where that is less than the profile says.
    """

    def __init__(
        self,
        profile: Profile,
        schema: DatasetSchema,
        package: Mapping[str, Any],
        replacing: str = "",
        *,
        batch_limit: int | None = None,
    ) -> None:
        self._batch_limit = batch_limit or profile.batch_limit
        self.schema = schema
        self.package = Package(package)
        self.replacing = replacing
        self.rows: list[SheetRow] = []
        self.common: dict[str, Any] = {}
        self.common_proposed: set[str] = set()
        self._excluded: list[SheetRow] = []
        self._names: dict[str, list[str]] = {}  # columns of a resource's file, where they were read from the file
        self.common_names: list[str] = [DESCRIPTION] if schema.resource_field(DESCRIPTION) else []

    # files

    def begin(self, files: Iterable[tuple[Path, int]]) -> None:
        """Add the files of the drop, each with its size in bytes, unless a restored sheet has them already."""
        known = {row.path for row in self.rows} | {row.original for row in self.rows}
        for path, size in files:
            if path not in known:
                known.add(path)
                self.rows.append(SheetRow(path, size))
        self.review()

    def exclude(self, unwanted: Collection[Path]) -> set[Path]:
        """Take the rows of these files, or of repaired copies of them, out of the sheet until ``include``.

        Returns: the paths that were taken out.
        """
        out = [row for row in self.rows if (row.original or row.path) in unwanted]
        self._excluded += out
        self.rows = [row for row in self.rows if row not in out]
        self.review()
        return {row.path for row in out}

    def include(self, wanted: Iterable[tuple[Path, int]]) -> list[SheetRow]:
        """Append the rows of these files to the sheet where they are not in it, with what was decided about them.

        Returns: the rows whose files are still to be read.
        """
        there = {row.original or row.path for row in self.rows}
        excluded = {row.original or row.path: row for row in self._excluded}
        back = [excluded.get(path) or SheetRow(path, size) for path, size in wanted if path not in there]
        self._excluded = [row for row in self._excluded if row not in back]
        self.rows += back
        self.review()
        return [row for row in back if row.item is None]

    def arrive(self, row: SheetRow, item: PreparedFile) -> None:
        """Take what was read of a file. Saved decisions about it come before what is proposed."""
        row.item, row.size, row.read = item, item.size or row.size, 1.0
        row.what = item.what
        row.resource = item.resource or ""
        row.fields = {k: v for k, v in item.proposed.items() if k != TABLE_SCHEMA}
        row.proposed = set(row.fields)
        row.undecided = item.what == "create" and any(m.exact for m in item.matches)
        common = dict(self.common)
        self._share(row, item)
        if row.saved is not None and row.usable:
            restore_row(row, row.saved)
        elif row.saved is not None:
            row.left_out = bool(row.saved.get("left_out"))
        self._compare(row)
        if row.saved is not None:
            self._update_dictionary(row)
        self.review([row] if common == self.common else None)

    # decisions

    def set_what(self, row: SheetRow, what: WhatHappens, resource: str = "") -> None:
        """Set whether a file creates a resource, replaces that of one, or is left out."""
        if row.item is None or (row.item.problem and what != "skip"):
            return
        row.what, row.undecided, row.settled = what, False, True
        row.left_out = what == "skip"
        if what == "replace":
            row.resource = resource or row.resource or self.candidate(row)
        self._compare(row)
        self.review([row])

    def next_what(self, row: SheetRow) -> None:
        """Go on from create to replace to skip, and back to create."""
        order: list[WhatHappens] = ["create", "replace", "skip"] if self.package.resources else ["create", "skip"]
        if self.replacing:
            order = ["replace", "skip"]
        at = -1 if row.undecided or row.what not in order else order.index(row.what)
        self.set_what(row, order[(at + 1) % len(order)])

    def set_field(self, row: SheetRow, name: str, value: Any) -> None:
        """Set one field of the row's resource."""
        if row.what == "replace":
            row.changes[name] = value
        else:
            row.fields[name] = value
        row.proposed.discard(name)
        self.review([row])

    def drop_change(self, row: SheetRow, name: str) -> None:
        """Leave a field of a replaced resource as it is."""
        row.changes.pop(name, None)
        self.review([row])

    def set_common(self, name: str, value: Any) -> None:
        """Set a field of every new resource; a row's own value comes before it."""
        self.common[name] = value
        self.common_proposed.discard(name)
        self.review()

    def set_send_anyway(self, row: SheetRow, on: bool) -> None:
        """Set whether a file is uploaded although it has errors."""
        row.send_anyway = on
        self.review([row])

    def read_again(self, row: SheetRow, path: Path | None = None) -> None:
        """Forget what was read of a file, but not what was decided about it.

        Args:
            path: a repaired copy to take its place, or the original again.
        """
        row.saved = row_body(row)
        if path is not None:
            row.original = None if path == row.original else row.path
            row.path = path
        row.item, row.partial_result, row.schema, row.read, row.what = None, None, None, 0.0, "create"
        self.review([row])

    def set_column(self, row: SheetRow, column: str, changes: Mapping[str, Any]) -> None:
        """Correct a column: its type, its markers of a missing value, its description."""
        row.columns.setdefault(column, {}).update(changes)
        self._compare(row)
        self._update_dictionary(row)
        self.review([row])

    def undescribed(self) -> list[Resource]:
        """Return the resources to be replaced whose records do not describe their columns, and whose files were not
        read yet."""
        replaced = (self.resource_of(row) for row in self.rows if row.item is not None)
        return [r for r in replaced if r is not None and r.id not in self._names and names_columns(r)]

    def set_names(self, resource_id: str, names: list[str]) -> None:
        """Take the names of the columns of a resource's file, as they were read from it."""
        self._names[resource_id] = names
        rows = [row for row in self.rows if row.what == "replace" and row.resource == resource_id]
        for row in rows:
            self._compare(row)
        self.review(rows)

    # questions

    def resource_of(self, row: SheetRow) -> Resource | None:
        """Return the resource whose file the row replaces."""
        return self.package.resource(row.resource) if row.what == "replace" and row.resource else None

    def candidate(self, row: SheetRow) -> str:
        """Return the id of the likeliest resource to replace that no other row takes; empty where there is none."""
        taken = {r.resource for r in self.rows if r is not row and r.what == "replace"}
        return next((m.resource_id for m in row.matches if m.resource_id not in taken), "")

    def offered(self, row: SheetRow) -> Match | None:
        """Return the match to ask about: none where several are only similar, as the file continues a series."""
        if row.what != "create" or row.settled or self.replacing:
            return None
        certain = next((m for m in row.matches if m.exact), None)
        return certain or (row.matches[0] if len(row.matches) == 1 else None)

    def fields_of(self, row: SheetRow) -> dict[str, Any]:
        """Return the fields that would be sent for a row."""
        if row.what == "replace":
            columns = self.columns_of(row) if self.stores_columns(row) else {}
            return columns | row.changes
        fields = {name: value for name, value in self.common.items() if not is_empty(value)}
        fields |= {name: value for name, value in row.fields.items() if not is_empty(value)}
        for schema_field in self.schema.resource_fields:
            # a field for all may have a condition that this file does not meet
            if schema_field.name in fields and not schema_field.applies(fields):
                del fields[schema_field.name]
        if row.item and TABLE_SCHEMA in row.item.proposed and row.schema:
            fields[TABLE_SCHEMA] = dict(row.schema)
        return fields

    def stores_columns(self, row: SheetRow) -> bool:
        """Return whether the columns of a replaced resource are updated: by default where they are outdated, or the
        user corrected them."""
        if row.what != "replace" or row.schema is None or row.errors:
            return False
        if row.with_columns is not None:
            return row.with_columns
        return bool(row.columns) or row.outdated

    def columns_of(self, row: SheetRow) -> dict[str, Any]:
        """Return the fields of a replaced resource that updating its columns would change."""
        return {name: value for name, value in row.new_columns.items() if self.schema.resource_field(name)}

    def shown_fields(self, row: SheetRow) -> dict[str, Any]:
        """Return the fields as the row's form shows them, without those of its columns."""
        return {k: v for k, v in self.fields_of(row).items() if k != TABLE_SCHEMA}

    def name_of(self, row: SheetRow) -> str:
        """Return the name that the resource has or will have."""
        resource = self.resource_of(row)
        name = self.fields_of(row).get("name")
        return str(name or (resource.name if resource else ""))

    def period_of(self, row: SheetRow) -> tuple[str, str] | None:
        """Return the period that the resource covers, as two dates."""
        own = self.fields_of(row).get(PERIOD)
        resource = self.resource_of(row)
        if own is None and resource is not None:
            return resource.period
        return Resource({PERIOD: own}).period

    def common_fields(self) -> list[Field]:
        """Return the fields that are filled in once for all new resources, in the schema's order."""
        return [f for f in self.schema.resource_fields if f.name in self.common_names]

    def items(self) -> list[PreparedFile]:
        """Return the rows as they are to be confirmed, without those that are left out."""
        return [
            replace(row.item, what=row.what, resource=row.resource or None, fields=fit_form(self.fields_of(row))[0])
            for row in self.rows
            if row.item is not None and row.ready
        ]

    def left_out_of(self, row: SheetRow) -> tuple[LeftOut, ...]:
        """Return what is left out of a row's fields because a form could not take it."""
        return fit_form(self.fields_of(row))[1] if row.ready and row.schema else ()

    def instead_of(self) -> list[str]:
        """Return the ids of the refused uploads that these replace."""
        return [row.upload for row in self.rows if row.item is not None and row.ready and row.upload]

    def sizes(self) -> list[int]:
        """Return the bytes of each file that would be uploaded, in order."""
        return [row.size for row in self.rows if row.ready]

    def batches(self) -> int:
        """Return the number of batches; a file larger than the budget is one of its own."""
        return count_batches(self.sizes(), self._batch_limit)

    @property
    def reading(self) -> int:
        """The number of files that are not read through yet."""
        return sum(row.item is None for row in self.rows)

    @property
    def complete(self) -> bool:
        """Whether the sheet can be uploaded: there is a file to upload, and no row has a blocker."""
        wanted = [row for row in self.rows if row.what != "skip"]
        return bool(wanted) and all(row.ready for row in wanted)

    def undecided(self) -> list[SheetRow]:
        """Return the rows whose file has the file name of an existing resource."""
        return [row for row in self.rows if row.undecided and row.what != "skip"]

    # saving

    def to_saved(self, sheet_id: str) -> Sheet:
        """Return the sheet as it is stored."""
        files = sum(row.what != "skip" for row in self.rows)
        return Sheet(sheet_id, self.package.id, self.package.title, files, self.to_body())

    def to_body(self) -> dict[str, Any]:
        """Return all decisions, as JSON."""
        return {
            "replacing": self.replacing,
            "common": self.common,
            "common_proposed": sorted(self.common_proposed),
            "rows": [row_body(row) for row in self.rows],
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Take over a saved sheet; its files are still to be read again."""
        self.replacing = str(body.get("replacing") or "")
        self.common = dict(body.get("common") or {})
        self.common_proposed = set(body.get("common_proposed") or ())
        self.rows = [
            SheetRow(
                Path(saved["path"]),
                int(saved.get("size") or 0),
                saved=saved,
                original=Path(saved["original"]) if saved.get("original") else None,
                upload=str(saved.get("upload") or ""),
            )
            for saved in body.get("rows") or ()
        ]
        self.review()

    # inside

    def review(self, changed: Iterable[SheetRow] | None = None) -> None:
        """Find the blockers of the rows that changed, or of all; conflicts among rows are always looked for in all."""
        for row in self.rows if changed is None else changed:
            row.own_blockers = tuple(self._blockers(row))
        taken: dict[str, str] = {}
        for row in self.rows:
            row.blockers = row.own_blockers
            if row.what == "replace" and row.resource:
                if row.resource in taken:
                    row.blockers = (Blocker("taken", (taken[row.resource],)), *row.own_blockers)
                taken.setdefault(row.resource, row.file_name)

    def _blockers(self, row: SheetRow) -> Iterable[Blocker]:
        if row.item is None:
            yield Blocker("reading")
            return
        if row.what == "skip":
            if row.item.problem and not row.left_out:
                yield Blocker("unusable")
            return
        if row.undecided:
            yield Blocker("undecided")
        if row.what == "replace" and not self.resource_of(row):
            yield Blocker("resource")
        if missing := self.wrong_fields(row):
            yield Blocker("fields", missing, len(missing))
        if row.errors and not row.send_anyway:
            yield Blocker("errors", count=row.errors)

    def wrong_fields(self, row: SheetRow) -> tuple[str, ...]:
        """Return the names of the fields that are missing or wrong."""
        fields = [f for f in self.schema.resource_fields if f.kind is not FieldKind.FILE and f.name != "url"]
        old = self.resource_of(row)
        if row.what == "replace":
            base = dict(old.raw) if old else {}
            found = check_fields({**base, **self.fields_of(row)}, fields, base=base)
        else:
            found = check_fields(self.fields_of(row), fields)
        wrong = [p.path.split("/")[0] for p in found if p.severity == "error"]
        return tuple(dict.fromkeys(wrong))

    def _share(self, row: SheetRow, item: PreparedFile) -> None:
        """Make required fields that cannot be read from the file alone fields for all."""
        if item.problem or item.what == "replace":
            return
        alone = propose(item.path, self.schema, check=item.check)
        for name in [f.name for f in self.schema.resource_fields if self._is_common(f, row, alone)]:
            if name not in self.common_names:
                self.common_names.append(name)
            value = row.fields.pop(name, None)
            row.proposed.discard(name)
            if not is_empty(value) and is_empty(self.common.get(name)):
                self.common[name] = value
                self.common_proposed.add(name)

    def _is_common(self, field_: Field, row: SheetRow, alone: Mapping[str, Any]) -> bool:
        if (
            field_.read_only
            or field_.name in _NOT_FOR_ALL
            or field_.kind in (FieldKind.FILE, FieldKind.GROUP, FieldKind.GROUPS)
        ):
            return False
        return field_.applies(row.fields) and field_.is_required(row.fields) and field_.name not in alone

    def _compare(self, row: SheetRow) -> None:
        resource = self.resource_of(row)
        before = described_columns(resource) if resource else None
        if resource is not None and resource.id in self._names and row.item and row.item.check:
            row.describe(with_names(self._names[resource.id], row.item.check.schema))
            row.outdated = False  # there is no description of them to bring up to date
        else:
            row.describe(before)
        row.new_columns = columns_of_replacement(resource.raw, row.schema) if resource and row.schema else {}

    def _update_dictionary(self, row: SheetRow) -> None:
        """Update the table of the columns in the text of a new resource."""
        text, schema = str(row.fields.get(DICTIONARY) or ""), row.schema
        if row.what != "replace" and schema is not None and has_dictionary(text):
            row.fields[DICTIONARY] = with_dictionary(text, schema)
