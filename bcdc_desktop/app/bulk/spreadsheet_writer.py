"""Write the spreadsheet for editing: an XLSX workbook, or a CSV file of the records."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.formulas import without_formula
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace
from .spreadsheet_table import EditingTable, Row, editing_tables

FORMAT = "bcdc-editing-1"
ABOUT = "about this file"  # the hidden page that says which catalogue it is of, and which tables there are
CHOICES = "choices"  # the hidden page of choices that are too many for a cell
ORIGINAL = "~"  # before the name of the hidden copy of each table
KEYS = ("id", "record", "row", "fingerprint")
FIRST_ROW = 3  # of the values, counted from 1: the names are hidden, then come the labels
_STEP = 100
_SEVERAL = 2  # types of records
_MOST_TYPES = 1000
_LONGEST_LIST = 250  # characters of the choices of a cell; Excel takes 255
_NEW_ROWS = 500  # rows below the last one that have drop-downs, too
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True)
class WrittenRecords:
    """How many records were written; by their type those that were not, as a CSV file has the columns of one type."""

    records: int
    left_out: Mapping[str, int]


def write_editing_file(
    workspace: Workspace,
    query: str,
    target: Path,
    *,
    fields: Sequence[str] = (),
    ids: Sequence[str] = (),
    token: CancelToken | None = None,
    report: Report = silent,
) -> WrittenRecords:
    """Write the cached records that a search finds (or those of these ids), whole or not at all.

    Raises:
        UnknownField: there is no such field.
        OSError: the disk is full or refuses; what was there before still is.
        Cancelled: it was stopped; nothing was written.
    """
    flat = target.suffix.lower() == ".csv"
    search = PackageQuery(ids=tuple(ids)) if ids else PackageQuery(words=query)
    types = _types_of(workspace, search)
    tables = editing_tables(workspace, fields, types=types[:1] if flat else types, flat=flat)
    written = {t.dataset_type or workspace.dataset_type for t in tables}
    left_out: Counter[str] = Counter()
    records = _counted(workspace, search, written, left_out, token or CancelToken(), report)
    with written_whole(target) as unfinished:
        if flat:
            return WrittenRecords(_write_csv(unfinished, tables, records), left_out)
        about = [
            ("format", FORMAT),
            ("catalogue", workspace.profile.identity),
            ("user", workspace.user),
            ("created", datetime.now(UTC).isoformat(timespec="seconds")),
            ("query", query),
        ]
        return WrittenRecords(_Workbook(unfinished, tables, about).write(records), left_out)


def _types_of(workspace: Workspace, search: PackageQuery) -> list[str]:
    """Return the types of the records that a search finds, the usual one first; ``""`` where there is but one."""
    known = workspace.dataset_types()
    if len(known) < _SEVERAL:
        return [""]
    cache = workspace.store.cache
    found = {f.label: f.count for f in cache.index.facets(search, ("type",), limit=_MOST_TYPES)["type"]}
    told = {name: found[name] for name in known if name in found}
    if sum(told.values()) < cache.lists.count(search):  # BCDC's own is not told of its records
        told[workspace.dataset_type] = 0
    return [name for name in known if name in told] or [workspace.dataset_type]


def _counted(
    workspace: Workspace,
    search: PackageQuery,
    types: Collection[str],
    left_out: Counter[str],
    token: CancelToken,
    report: Report,
) -> Iterator[Mapping[str, Any]]:
    total, usual = workspace.store.cache.lists.count(search), workspace.dataset_type
    for number, record in enumerate(workspace.store.cache.lists.packages(search)):
        if number % _STEP == 0:
            token.check()
            report(Progress(number, total))
        dataset_type = str(record.get("type") or usual)
        if dataset_type in types:
            yield record
        else:  # another type has other columns
            left_out[dataset_type] += 1
    report(Progress(total, total))


def _write_csv(path: Path, tables: Sequence[EditingTable], records: Iterator[Mapping[str, Any]]) -> int:
    """One table: the records, or the resources where only their fields are asked for."""
    table = tables[0]
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([*(k for k in KEYS if k != "row"), *csv_names(table)])
        for record in records:
            count += 1
            for row in table.rows(record):
                writer.writerow([row.id, without_formula(row.label), row.fingerprint, *map(without_formula, row.texts)])
    return count


def csv_names(table: EditingTable) -> list[str]:
    """Return the headings of a CSV file: the names of fields, those of resources with ``resources.`` before them."""
    return [f"resources.{c.name}" if table.of_resources else c.name for c in table.columns]


class _Workbook:
    """An XLSX workbook: each table, a hidden copy of it as it was written, and a hidden page about the file."""

    def __init__(self, path: Path, tables: Sequence[EditingTable], about: Sequence[tuple[str, str]]) -> None:
        import xlsxwriter  # only who wants a workbook waits for it

        # texts stay texts: a title that begins with “=” is no formula, and an address no link that asks to be opened
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = xlsxwriter.Workbook(str(path), {**options, "strings_to_numbers": False})
        self._tables = tables
        self._about = about
        self._bold = self._book.add_format({"bold": True, "locked": True, "bg_color": "#E7EBF3", "border": 1})
        self._locked = self._book.add_format({"locked": True, "num_format": "@", "font_color": "#5A5A5A"})
        # a text is what was typed: no number that loses its zeros, and no date
        self._open = self._book.add_format({"locked": False, "num_format": "@", "text_wrap": True, "valign": "top"})

    def write(self, records: Iterator[Mapping[str, Any]]) -> int:
        shown = [self._begin(table) for table in self._tables]
        choices = self._choices()
        originals = [self._book.add_worksheet(f"{ORIGINAL}{table.title}"[:31]) for table in self._tables]
        about = self._book.add_worksheet(ABOUT)
        listed = [(f"table {t.title}", f"{ORIGINAL}{t.title}"[:31], t.path) for t in self._tables]
        for number, line in enumerate([*self._about, *listed]):
            about.write_row(number, 0, line)
        for sheet, table in zip(originals, self._tables, strict=True):
            sheet.write_row(0, 0, [*KEYS, *(c.name for c in table.columns)])
        for sheet in (*originals, about):
            sheet.very_hidden()
            sheet.protect()
        at = [FIRST_ROW - 1] * len(self._tables)
        count, usual = 0, self._tables[0].dataset_type
        try:
            for record in records:
                count += 1
                for number, table in enumerate(self._tables):
                    if table.dataset_type and table.dataset_type != (record.get("type") or usual):
                        continue
                    for row in table.rows(record):
                        self._row(shown[number], at[number], row, self._locked, self._open)
                        self._row(originals[number], at[number], row, None, None)
                        at[number] += 1
            for number, table in enumerate(self._tables):
                self._end(shown[number], table, at[number] - 1, choices)
        finally:
            self._book.close()
        return count

    def _begin(self, table: EditingTable) -> Any:
        sheet = self._book.add_worksheet(table.title)
        sheet.set_row(0, None, None, {"hidden": True})
        keys = len(KEYS)
        sheet.set_column(0, 0, 12, self._open)
        sheet.set_column(1, 1, 28, self._locked)
        sheet.set_column(2, 2, 5, self._locked, {} if table.group is not None else {"hidden": True})
        sheet.set_column(3, 3, 10, self._locked, {"hidden": True})
        sheet.set_column(keys, keys + max(len(table.columns) - 1, 0), 28, self._open)
        sheet.write_row(0, 0, [*KEYS, *(c.name for c in table.columns)])
        labels = [tr("ID"), tr("Record"), tr("Row"), ""]
        sheet.write_row(1, 0, [*labels, *(c.field.label for c in table.columns)], self._bold)
        for number, column in enumerate(table.columns, keys):
            if help_text := _plain(column.field.help_text):
                sheet.write_comment(1, number, help_text[:1000], {"x_scale": 2, "author": ""})
        sheet.freeze_panes(2, 2)
        return sheet

    def _row(self, sheet: Any, at: int, row: Row, locked: Any, unlocked: Any) -> None:
        for number, text in enumerate((row.id, row.label)):
            sheet.write_string(at, number, text, locked)
        if row.number:
            sheet.write_number(at, 2, row.number, locked)
        sheet.write_string(at, 3, row.fingerprint, locked)
        for number, text in enumerate(row.texts, len(KEYS)):
            if text:
                sheet.write_string(at, number, text, unlocked)
            elif unlocked is not None:
                sheet.write_blank(at, number, None, unlocked)

    def _choices(self) -> Callable[[Sequence[str]], Any]:
        """Write the choices that are too long for a cell's own list to a hidden page; return what names them."""
        sheet = self._book.add_worksheet(CHOICES)
        sheet.hide()
        lists: dict[tuple[str, ...], str] = {}
        columns = {tuple(sorted(set(c.shown.values()))): None for t in self._tables for c in t.columns if c.shown}
        longest = max((len(c) for c in columns), default=0)
        for number, listed in enumerate(columns):
            from xlsxwriter.utility import xl_col_to_name

            letter = xl_col_to_name(number)
            lists[listed] = f"={CHOICES}!${letter}$1:${letter}${len(listed)}"
        for at in range(longest):  # row by row: what was written is not held in memory
            for number, listed in enumerate(columns):
                if at < len(listed):
                    sheet.write_string(at, number, listed[at])
        return lambda listed: lists[tuple(listed)]

    def _end(self, sheet: Any, table: EditingTable, last: int, choices: Callable[[Sequence[str]], Any]) -> None:
        for number, column in enumerate(table.columns, len(KEYS)):
            listed = sorted(set(column.shown.values()))
            several = column.field.kind.value == "multichoice"
            if listed and not several:
                short = len(",".join(listed)) <= _LONGEST_LIST and not any("," in v for v in listed)
                sheet.data_validation(
                    FIRST_ROW - 1, number, last + _NEW_ROWS, number,
                    {"validate": "list", "source": listed if short else choices(listed), "error_type": "warning"},
                )  # fmt: skip
        sheet.autofilter(1, 0, max(last, 2), len(KEYS) + len(table.columns) - 1)
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter")
        sheet.protect("", dict.fromkeys((*allowed, *(("insert_rows",) if table.group is not None else ())), True))


def _plain(text: str) -> str:
    return " ".join(unescape(_TAG.sub("", text)).split())
