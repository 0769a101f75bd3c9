"""Plan what was edited in a spreadsheet: each cell is compared with what was exported, and what differs is merged with
what the record is by now. What a spreadsheet program did to cells by itself is told, and is not taken for an edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.bulk_operations import UnknownField, rows_of
from bcdc_desktop.domain.bulk_plan import BulkPlan
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.formulas import with_formula, without_formula
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges, section_of
from bcdc_desktop.domain.values import read_value
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .cell_damage import cell_damage, same_number
from .plan import plan_changes
from .plan_file import ForeignPlan
from .spreadsheet_reader import EditingFileProblem, ReadTable, read_editing_file
from .spreadsheet_table import CellProblem, Column, EditingTable, Row, table_of, too_long, typed_path
from .spreadsheet_writer import KEYS

_MOST_NOTES = 200
_SEVERAL = 2  # types of records
_MOVED = 4  # cells of a column that have each other's values: it was sorted without the others


def plan_editing_file(workspace: Workspace, source: Path) -> BulkPlan:
    """Return the plan of what was edited in a spreadsheet for editing. Asks no server.

    Raises:
        EditingFileProblem: it is no such file, or it cannot be trusted: its rows have lost their ids.
        ForeignPlan: it is of another catalogue.
        OSError: it cannot be read.
    """
    read = read_editing_file(source)
    here = workspace.profile.identity
    if read.about and read.about.get("catalogue") != here:
        raise ForeignPlan(
            tr("This file was exported from another catalogue ({other}).", other=read.about.get("catalogue"))
        )
    edits = _Edits(workspace)
    for title in read.ignored:
        edits.note(tr("“{page}” isn't one of the exported worksheets, so it was ignored.", page=title))
    for title, table in read.tables.items():
        edits.add(title, read.paths[title], table, read.originals.get(title))
    operations = [{"op": "spreadsheet", "value": source.name}]
    made = plan_changes(workspace, edits.changes(), operations, considered=len(edits.records))
    made.notes = [*edits.notes, *made.notes]
    if edits.untold:
        made.notes.append(tr("{n} more cells were not used for such reasons.", n=edits.untold))
    return made


@dataclass
class _Edits:
    """What was edited, by record."""

    workspace: Workspace
    records: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    untold: int = 0
    _found: dict[str, RecordChanges] = field(default_factory=dict)

    def changes(self) -> Iterator[RecordChanges]:
        """Yield the edited records."""
        yield from self._found.values()

    def note(self, text: str) -> None:
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(text)
        else:
            self.untold += 1

    def add(self, title: str, path: str, read: ReadTable, original: ReadTable | None) -> None:
        names = [n for n in read.names if n is not None and n not in KEYS]
        for key in (KEYS[0], KEYS[3]):
            if key not in read.names:
                raise EditingFileProblem(tr("“{page}” has lost its column “{name}”. Export it again.",
                                            page=title, name=key))  # fmt: skip
        try:
            table = table_of(self.workspace, path if original is not None else self._typed(path, read), names)
        except UnknownField as error:
            raise EditingFileProblem(
                tr("“{page}” has a column “{name}”, which is no field of this catalogue. If you have renamed a column, "
                   "give it back its name.", page=title, name=error.path)
            ) from None  # fmt: skip
        if len(set(names)) < len(names):
            raise EditingFileProblem(tr("“{page}” has a column twice.", page=title))
        self._refuse_moved(title, table, read)
        own = [i for i, n in enumerate(read.names) if n is None]
        if any(len(texts) > i and texts[i] for texts in read.rows.values() for i in own):
            self.note(tr("“{page}” has columns of your own, which are ignored.", page=title))
        _Page(self, title, table, read, original).compare()

    def _refuse_moved(self, title: str, table: EditingTable, read: ReadTable) -> None:
        """Refuse columns that were moved without their hidden names: each has the heading of another."""
        labels = {c.name: c.field.label for c in table.columns}
        for name, label in zip(read.names, read.labels, strict=False):
            if label and name in labels and label != labels[name] and label in labels.values():
                raise EditingFileProblem(
                    tr("Columns of “{page}” were moved without their hidden first row: “{column}” is where “{other}” "
                       "was. Export it again.", page=title, column=label, other=labels[name])
                )  # fmt: skip

    def _typed(self, path: str, read: ReadTable) -> str:
        """Return what the only table of a CSV file is of, with the type of its records where there are several."""
        if len(self.workspace.dataset_types()) < _SEVERAL:
            return path
        at, records = read.names.index(KEYS[0]), self.workspace.store.cache.records
        find = records.of_resource if path == "resources" else records.get
        for cells in read.rows.values():
            seen = find(cells[at].strip()) if at < len(cells) else None
            if seen is not None:
                return typed_path(str(seen.value.get("type") or ""), path)
        return path

    def base_of(self, record_id: str) -> RecordChanges | None:
        """Return the changes of a record so far, upon what is known of it."""
        if record_id not in self._found:
            seen = self.workspace.store.cache.records.get(record_id)
            if seen is None or seen.value.get("id") != record_id:
                return None
            now: Mapping[str, Any] = seen.value
            resources = [{"id": r["id"], "name": r.get("name"), **facts_of(r)} for r in now.get("resources") or ()]
            base = {n: now.get(n) for n in ("id", "name", "title", "type", "owner_org", "state")}
            self._found[record_id] = RecordChanges({**base, "resources": resources})
        return self._found[record_id]

    def edit(self, record_id: str, section: str, name: str, before: Any, after: Any, modified: str) -> None:
        """Note that a field was edited."""
        changes = self.base_of(record_id)
        where = section_of(changes.base, section) if changes is not None else None
        if changes is None or not isinstance(where, dict):
            return
        where[name] = before
        if isinstance(changes.base, dict):
            changes.base.setdefault("metadata_modified", modified)
        changes.fields.setdefault(section, {})[name] = after


class _Page:
    """One table of the file, compared with what was exported."""

    def __init__(
        self, edits: _Edits, title: str, table: EditingTable, read: ReadTable, original: ReadTable | None
    ) -> None:
        self._edits = edits
        self._title = title
        self._table = table
        self._read = read
        self._at = {n: i for i, n in enumerate(read.names) if n is not None}
        self._original = self._exported(original) if original is not None else None
        self._unlike = 0  # rows whose fingerprint is another, where only the cache can tell

    def _exported(self, original: ReadTable) -> dict[tuple[str, int], tuple[str, Row]]:
        """Return the rows as they were exported, by id and number, with their fingerprints."""
        at = {n: i for i, n in enumerate(original.names) if n is not None}
        names = [n for n in at if n not in KEYS]
        if any(c.name not in at for c in self._table.columns) or not set(KEYS) <= set(at):
            raise EditingFileProblem(_changed_inside())
        found = {}
        for cells in original.rows.values():
            texts = {n: cells[at[n]] if at[n] < len(cells) else "" for n in at}
            number = int(texts["row"]) if texts["row"].isdigit() and len(texts["row"]) < 9 else 0
            mark = texts["fingerprint"]
            whole = Row(texts["id"], number, "", mark.partition("|")[0], tuple(texts[n] for n in names))
            if whole.fingerprint != mark:
                raise EditingFileProblem(_changed_inside())
            shown = tuple(texts[c.name] for c in self._table.columns)
            found[whole.id, number] = (mark, Row(whole.id, number, "", whole.modified, shown))
        return found

    def _row(self, cells: Sequence[str]) -> Row:
        texts = tuple(self._cell(cells, c.name) for c in self._table.columns)
        number = self._cell(cells, KEYS[2])
        whole = int(number) if number.isdigit() and len(number) < 9 else 0
        return Row(self._cell(cells, KEYS[0]).strip(), whole, "", "", texts)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        at = self._at.get(name)
        return cells[at] if at is not None and at < len(cells) else ""

    def compare(self) -> None:
        """Note what was edited.

        Raises:
            EditingFileProblem: rows have lost their ids.
        """
        rows: dict[tuple[str, int], tuple[int, Row]] = {}
        added: list[tuple[int, Row]] = []
        for number, cells in self._read.rows.items():
            row = self._row(cells)
            mark = self._cell(cells, KEYS[3])
            if not row.id:
                if any(row.texts):
                    self._edits.note(self._said(number, tr("it has no ID, so it was ignored")))
                continue
            key = (row.id, row.number)
            if self._table.group is not None and key in rows and row.texts == rows[key][1].texts:
                said = tr("it is the same as row {first}, so it was ignored", first=rows[key][0])
                self._edits.note(self._said(number, said))
                continue
            if self._table.group is not None and (not mark or key in rows):
                added.append((number, row))
                continue
            if key in rows:
                raise EditingFileProblem(
                    tr("“{page}” has the ID {id} twice, in the rows {first} and {second}. Delete one of them.",
                       page=self._title, id=row.id, first=rows[key][0], second=number)
                )  # fmt: skip
            rows[key] = (number, Row(row.id, row.number, "", mark.partition("|")[0], row.texts))
        before = self._before(rows)
        self._refuse_sorted(rows, before)
        if self._table.group is None:
            self._compare_rows(rows, before)
        else:
            self._compare_groups(rows, before, added)

    def _before(self, rows: Mapping[tuple[str, int], tuple[int, Row]]) -> dict[tuple[str, int], Row]:
        """Return the rows as they were exported."""
        if self._original is not None:
            for key, (number, _row) in rows.items():
                known = self._original.get(key)
                mark = self._cell(self._read.rows[number], KEYS[3])
                if known is not None and mark != known[0]:
                    raise EditingFileProblem(
                        tr("Row {row} of “{page}” doesn't belong to its ID: rows were sorted or copied without their "
                           "first columns. Export it again.", row=number, page=self._title)
                    )  # fmt: skip
                if known is None:
                    self._edits.note(self._said(number, tr("its ID isn't of this file, so it was ignored")))
            return {key: row for key, (_mark, row) in self._original.items()}
        before = {k: found for k, (number, row) in rows.items() if (found := self._cached(number, row)) is not None}
        if 0 < self._unlike < len(before):  # where columns were removed, it is so in all rows
            raise EditingFileProblem(
                tr("Rows of “{page}” don't belong to their IDs: they were sorted or copied without their first "
                   "columns. Export it again.", page=self._title)
            )  # fmt: skip
        return before

    def _cached(self, number: int, row: Row) -> Row | None:
        """Return a row as it was exported to CSV: as it is cached, where that has the same fingerprint."""
        record = self._record_of(row.id)
        mark = self._cell(self._read.rows[number], KEYS[3])
        if record is None:
            self._edits.note(self._said(number, tr("its record isn't on this computer, so it was ignored")))
            return None
        found = next((r for r in self._table.rows(record) if (r.id, r.number) == (row.id, row.number)), None)
        if found is None or found.modified != mark.partition("|")[0]:
            said = tr(
                "its record has changed since the export, or it has lost its own ID, so it was ignored; export it again"
            )
            self._edits.note(self._said(number, said))
            return None
        if found.fingerprint != mark:  # columns may have been removed: then only the time tells
            self._unlike += 1
        return found

    def _record_of(self, row_id: str) -> Mapping[str, Any] | None:
        records = self._edits.workspace.store.cache.records
        seen = records.of_resource(row_id) if self._table.of_resources else records.get(row_id)
        return seen.value if seen is not None else None

    def _refuse_sorted(
        self, rows: Mapping[tuple[str, int], tuple[int, Row]], before: Mapping[tuple[str, int], Row]
    ) -> None:
        """Refuse a column that was sorted without the others: it has the values of other rows."""
        for at, column in enumerate(self._table.columns):
            places: dict[str, list[tuple[str, int]]] = {}
            for key, row in before.items():
                places.setdefault(row.texts[at], []).append(key)
            changed = [
                (key, row.texts[at])
                for key, (_n, row) in rows.items()
                if key in before and row.texts[at] != before[key].texts[at]
            ]
            moved = [t for key, t in changed if t and len(places.get(t, ())) == 1 and places[t] != [key]]
            if len(moved) >= _MOVED and len(moved) * 10 >= len(changed) * 8 and len(set(moved)) == len(moved):
                raise EditingFileProblem(
                    tr("The column “{column}” of “{page}” was sorted without the others: its values are in other rows. "
                       "Export it again.", column=column.field.label, page=self._title)
                )  # fmt: skip

    def _compare_rows(
        self, rows: Mapping[tuple[str, int], tuple[int, Row]], before: Mapping[tuple[str, int], Row]
    ) -> None:
        for key, (number, row) in rows.items():
            was = before.get(key)
            if was is None:
                continue
            record_id = self._record_id(row.id)
            if record_id:
                self._edits.records.add(record_id)
            for at, column in enumerate(self._table.columns):
                text = self._edited(number, column, row.texts[at], was.texts[at])
                if text is None:
                    continue
                try:
                    old, new = column.value(was.texts[at]), column.value(text)
                except CellProblem as error:
                    self._edits.note(self._at_cell(number, column, str(error)))
                    continue
                if not record_id:
                    self._edits.note(self._said(number, tr("its record isn't on this computer, so it was ignored")))
                    break
                section = row.id if self._table.of_resources else PACKAGE
                self._edits.edit(record_id, section, column.name, old, new, was.modified)

    def _record_id(self, row_id: str) -> str:
        if not self._table.of_resources:
            return row_id
        record = self._record_of(row_id)
        return str(record["id"]) if record is not None else ""

    def _compare_groups(
        self,
        rows: Mapping[tuple[str, int], tuple[int, Row]],
        before: Mapping[tuple[str, int], Row],
        added: Sequence[tuple[int, Row]],
    ) -> None:
        """Put the rows of each group together again. A row that is missing stays; one whose cells were all emptied is
        removed; one without a fingerprint is new."""
        group = self._table.group
        assert group is not None
        edited: dict[str, None] = dict.fromkeys(row.id for _n, row in added)
        cells: dict[tuple[str, int], dict[str, Any] | None] = {}
        for key, (number, row) in rows.items():
            was = before.get(key)
            if was is None:
                continue
            changed: dict[str, Any] = {}
            for at, column in enumerate(self._table.columns):
                text = self._edited(number, column, row.texts[at], was.texts[at])
                if text is not None and (value := self._value(number, column, text)) is not None:
                    changed[column.name] = value
            if changed:
                edited[row.id] = None
                removed = not any(t.strip() for t in row.texts) and not self._is_damaged(number)
                cells[key] = None if removed else changed
        rows_before: dict[str, list[Row]] = {}
        for was in sorted(before.values(), key=lambda r: r.number):
            rows_before.setdefault(was.id, []).append(was)
        rows_added: dict[str, list[tuple[int, Row]]] = {}
        for number, row in added:
            rows_added.setdefault(row.id, []).append((number, row))
        for row_id in edited:
            record_id = self._record_id(row_id)
            record = self._record_of(row_id)
            was_rows = rows_before.get(row_id, [])
            if record is None or not record_id:
                self._edits.note(tr("The ID {id} in “{page}” isn't known, so it was ignored.",
                                    id=row_id, page=self._title))  # fmt: skip
                continue
            section = row_id if self._table.of_resources else PACKAGE
            there = rows_of(read_value(section_of(record, section) or {}, group), group)
            same_now = [self._texts(r) for r in there] == [r.texts for r in was_rows]
            old = there if same_now else [self._parsed(r) for r in was_rows]
            new = []
            for was, values in zip(was_rows, old, strict=True):
                change = cells.get((row_id, was.number), {})
                if change is not None:
                    new.append({**values, **change})
            for number, row in rows_added.get(row_id, ()):
                if any(row.texts):
                    new.append(self._added(number, row))
            modified = was_rows[0].modified if was_rows else str(record.get("metadata_modified") or "")
            self._edits.edit(record_id, section, group.name, old, new, modified)

    def _texts(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(c.text(row.get(c.name)) for c in self._table.columns)

    def _parsed(self, row: Row) -> dict[str, Any]:
        return {c.name: c.value(t) for c, t in zip(self._table.columns, row.texts, strict=True) if t}

    def _value(self, number: int, column: Column, text: str) -> Any:
        try:
            return column.value(text)
        except CellProblem as error:
            self._edits.note(self._at_cell(number, column, str(error)))
            return None

    def _added(self, number: int, row: Row) -> dict[str, Any]:
        """Return the values of a new row of a group."""
        found = {}
        for column, typed in zip(self._table.columns, row.texts, strict=True):
            text = self._edited(number, column, typed, "")
            value = self._value(number, column, text) if text is not None else None
            if value is not None:
                found[column.name] = value
        return found

    def _is_damaged(self, number: int) -> bool:
        return any((number, self._at[c.name]) in self._read.damaged for c in self._table.columns)

    def _edited(self, number: int, column: Column, now: str, before: str) -> str | None:
        """Return the text of a cell that was edited; None where it is as it was exported, or cannot be trusted."""
        at = self._at[column.name]
        if now == before or now.strip() == before.strip() or same_number(now, before, column.field):
            return None
        is_csv = self._original is None
        if is_csv:  # it has an apostrophe before what a spreadsheet would run
            if now == without_formula(before):
                return None
            now = with_formula(now)
        said = self._read.damaged.get((number, at), "")
        if not said and before == too_long():
            said = tr("This text is too long for a cell. Edit it in the program.")
        if not said:
            is_date = (number, at) in self._read.is_date
            said = cell_damage(now, before, column.field, is_date=is_date, is_csv=is_csv)
        if said:
            self._edits.note(self._at_cell(number, column, said))
            return None
        return now

    def _said(self, number: int, reason: str) -> str:
        return tr("“{page}”, row {row}: {reason}.", page=self._title, row=number, reason=reason)

    def _at_cell(self, number: int, column: Column, reason: str) -> str:
        return tr(
            "“{page}”, row {row}, {column}: {reason}",
            page=self._title, row=number, column=column.field.label, reason=reason,
        )  # fmt: skip


def _changed_inside() -> str:
    return tr("A hidden worksheet of this file was changed. Export it again.")
