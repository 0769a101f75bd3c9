"""Read a spreadsheet for editing: its cells as texts, and what a spreadsheet program did to them on the way."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bcdc_desktop.file_operations import require_regular
from bcdc_desktop.translation import tr

from ..workbook_parts import DAMAGED, PartTooLarge
from .spreadsheet_writer import ABOUT, CHOICES, FIRST_ROW, FORMAT, KEYS
from .workbook_structure import PageStructure, page_parts, page_structure

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

LARGEST_FILE = 200_000_000  # bytes
_LARGEST_INSIDE = 1_500_000_000  # bytes of what is packed in it
MOST_ROWS = 250_000  # of one table
_MOST_COLUMNS = 1000
_MOST_CELLS = 4_000_000  # of one table, whether they have a value or not: the reader holds them all
_MOST_MERGED = 10_000  # areas of one table
_MOST_ABOUT = 200  # lines about the file
_SAFE_INTEGER = 10**15  # a spreadsheet keeps 15 digits of a number
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_Area = tuple[tuple[int, int], tuple[int, int]]  # the first and the last row and column


class EditingFileProblem(ValueError):
    """A file that cannot be read back; the message says why, and what to do."""


@dataclass
class ReadTable:
    """One table as it was read.

    Attributes:
        names: the hidden names of the columns; None where there is none (somebody's own column).
        labels: the headings below them, which people see.
        rows: number of the row in the file -> its cells.
        damaged: row and column -> what is wrong with a cell, which is not trusted.
    """

    title: str
    names: list[str | None]
    labels: list[str] = field(default_factory=list)
    rows: dict[int, list[str]] = field(default_factory=dict)
    damaged: dict[tuple[int, int], str] = field(default_factory=dict)
    is_date: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True)
class ReadFile:
    """What was read: ``about`` the file, and by their names what each table is of, the tables, and the same tables as
    they were written (none in CSV). ``ignored`` are pages that someone has added."""

    about: dict[str, str]
    paths: dict[str, str]
    tables: dict[str, ReadTable]
    originals: dict[str, ReadTable]
    ignored: tuple[str, ...] = ()


def read_editing_file(source: Path) -> ReadFile:
    """Return the tables of a file.

    Raises:
        EditingFileProblem: it is no such file, it is encrypted or damaged, or it is far too large.
        OSError: it cannot be read.
    """
    require_regular(source)
    size = source.stat().st_size
    if size > LARGEST_FILE:
        raise EditingFileProblem(tr("{file} is too large.", file=source.name))
    if source.suffix.lower() == ".csv":
        return _read_csv(source)
    with source.open("rb") as file:
        head = file.read(8)
    if head == _OLE:
        raise EditingFileProblem(
            tr("{file} is protected by a password, or has an old format. Save it as .xlsx without a password.",
               file=source.name)
        )  # fmt: skip
    if not head.startswith(b"PK"):
        raise EditingFileProblem(tr("{file} isn't an Excel workbook (.xlsx).", file=source.name))
    import python_calamine  # only who reads a workbook waits for it

    damaged: tuple[type[Exception], ...] = (python_calamine.CalamineError, *DAMAGED)
    try:
        return _read_workbook(source)
    except EditingFileProblem:
        raise
    except PartTooLarge:
        raise EditingFileProblem(tr("{file} is too large.", file=source.name)) from None
    except damaged as error:
        raise EditingFileProblem(
            tr("{file} can't be read as an Excel workbook: {error}", file=source.name, error=error)
        ) from None


def _read_workbook(source: Path) -> ReadFile:
    import python_calamine

    with zipfile.ZipFile(source) as packed:
        if _is_open_document(packed):
            raise EditingFileProblem(
                tr("{file} is an OpenDocument spreadsheet. Save it as .xlsx (Excel 2007-365).", file=source.name)
            )
        if sum(i.file_size for i in packed.infolist()) > _LARGEST_INSIDE:
            raise EditingFileProblem(tr("{file} is too large.", file=source.name))
        with python_calamine.load_workbook(source) as opened:
            return _read_pages(source, _ReadWorkbook(packed, opened))


def _is_open_document(packed: zipfile.ZipFile) -> bool:
    with contextlib.suppress(KeyError), packed.open("mimetype") as file:
        return file.read(100).startswith(b"application/vnd.oasis.opendocument")
    return False


def _read_pages(source: Path, book: _ReadWorkbook) -> ReadFile:
    if ABOUT not in book.pages:
        raise EditingFileProblem(
            tr("{file} wasn't written by “Export for editing”, or its hidden worksheets were lost. Export it again.",
               file=source.name)
        )  # fmt: skip
    listed = [[*cells, "", ""] for cells in book.read(ABOUT, first=1).rows.values()][:_MOST_ABOUT]
    about = {row[0]: row[1] for row in listed}
    paths = {row[0].removeprefix("table "): row[2] for row in listed if row[0].startswith("table ")}
    if about.get("format") != FORMAT:
        raise EditingFileProblem(tr("{file} was written by another version of the program.", file=source.name))
    tables, originals = {}, {}
    for title in paths:
        hidden = about[f"table {title}"]
        if title not in book.pages:  # a page that was deleted changes nothing
            continue
        if hidden not in book.pages:
            raise EditingFileProblem(
                tr("A hidden worksheet of {file} was lost. Export it again.", file=source.name)
            )  # fmt: skip
        originals[title] = book.read(hidden)
        tables[title] = book.read(title)
    known = {ABOUT, CHOICES, *paths, *(hidden for name, hidden in about.items() if name.startswith("table "))}
    others = tuple(page for page in book.pages if page not in known)
    if len(tables) < len(paths) and (renamed := next(filter(book.is_for_editing, others), "")):
        raise EditingFileProblem(
            tr("“{page}” isn't one of the exported worksheets, but “{missing}” is missing. If you have renamed it, "
               "give it back its name.", page=renamed, missing=next(t for t in paths if t not in tables))
        )  # fmt: skip
    return ReadFile(about, paths, tables, originals, others)


class _ReadWorkbook:
    """A workbook that is being read. The texts of all pages that are equal are one in memory: most of them are there
    twice."""

    def __init__(self, packed: zipfile.ZipFile, book: CalamineWorkbook) -> None:
        self.pages = page_parts(packed)
        self._packed = packed
        self._book = book
        self._texts: dict[str, str] = {}

    def read(self, page: str, *, first: int = FIRST_ROW) -> ReadTable:
        """Return the rows of a page from ``first`` on; the names of columns are always in row 1.

        Raises:
            EditingFileProblem: it is too large.
        """
        structure = page_structure(self._packed, self.pages[page])
        if structure.rows > MOST_ROWS + FIRST_ROW:
            raise EditingFileProblem(tr("“{page}” has more than {n} rows.", page=page, n=MOST_ROWS))
        if structure.columns > _MOST_COLUMNS or structure.rows * structure.columns > _MOST_CELLS:
            raise EditingFileProblem(
                tr("“{page}” is too large to be read. Export fewer records, or fewer fields.", page=page)
            )
        if structure.unplaced:
            raise EditingFileProblem(
                tr("“{page}” has cells without a position. Open the file in Excel or LibreOffice and save it again.",
                   page=page)
            )  # fmt: skip
        sheet = self._book.get_sheet_by_name(page)
        found = ReadTable(page, [])
        mark: int | None = None  # the column of fingerprints
        shift = [""] * (sheet.start[1] if sheet.start else 0)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if number == 1:
                found.names = [_name(value) for value in [*shift, *cells]]
                mark = found.names.index(KEYS[3]) - len(shift) if KEYS[3] in found.names else None
            # where the row of headings was deleted, that of the first record is in its place
            if number < first and not (number > 1 and mark is not None and cells[mark] not in ("", None)):
                found.labels = [str(value).strip() for value in [*shift, *cells]] if number > 1 else []
                continue
            texts = [
                v if type(v) is str else self._value(found, number, at, v) for at, v in enumerate(cells, len(shift))
            ]
            if any(texts):
                found.rows[number] = shift + [self._shared(t) for t in texts]
        self._note_damage(found, structure, sheet.merged_cell_ranges or ())
        return found

    def is_for_editing(self, page: str) -> bool:
        """Return whether a page has the names of columns that tables for editing have."""
        try:
            return set(KEYS) <= set(self.read(page).names)
        except (EditingFileProblem, KeyError):  # someone's own, or a chart
            return False

    def _shared(self, text: str) -> str:
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        return found

    def _value(self, found: ReadTable, number: int, at: int, value: Any) -> str:
        text, damage = _text(value)
        if damage:
            found.damaged[number, at] = damage
        if isinstance(value, date):
            found.is_date.add((number, at))
        return text

    def _note_damage(self, found: ReadTable, structure: PageStructure, merged: Sequence[_Area]) -> None:
        said = tr("This cell was merged with others. Unmerge it.")
        for (top, left), (bottom, right) in merged[:_MOST_MERGED]:  # counted from 0
            for number in range(max(top + 1, FIRST_ROW), min(bottom + 1, structure.rows) + 1):
                found.damaged |= {(number, at): said for at in range(left, min(right + 1, structure.columns))}
        found.damaged |= dict.fromkeys(structure.errors, tr("This cell shows an error."))
        found.damaged |= dict.fromkeys(structure.formulas, tr("This cell has a formula. Replace it by its value."))


def _name(value: Any) -> str | None:
    text = str(value).strip() if value is not None else ""
    return text or None


def _text(value: Any) -> tuple[str, str]:
    """Return the text of a cell's value that is none, and what is wrong with it."""
    if isinstance(value, bool):
        return "true" if value else "false", ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        value += timedelta(microseconds=500)  # as a number of days it has no more digits
        if value.time() < time(microsecond=1000):
            return value.date().isoformat(), ""
        return value.isoformat(timespec="milliseconds").removesuffix(".000"), ""
    if isinstance(value, date | time):
        return value.isoformat(), ""
    return str(value), ""  # a duration


def _number(value: float) -> tuple[str, str]:
    said = tr("The spreadsheet program turned this into a number and may have lost digits. Enter it as text.")
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return str(value), said
    whole = int(value) if float(value).is_integer() else None
    text = str(whole) if whole is not None else repr(float(value))
    return text, said if abs(value) >= _SAFE_INTEGER else ""


def _read_csv(source: Path) -> ReadFile:
    data = source.read_bytes()
    if data.startswith((_OLE, b"PK")):
        raise EditingFileProblem(tr("{file} isn't a CSV file.", file=source.name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EditingFileProblem(
            tr("{file} isn't UTF-8, so letters may have been lost. Save it as “CSV UTF-8”.", file=source.name)
        ) from None
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)  # a spreadsheet program writes what its country uses
    csv.field_size_limit(10_000_000)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found = ReadTable("", [])
    try:
        for number, line in enumerate(lines, 1):
            if number == 1:
                found.names = [_name(n) for n in line]
            elif any(cell.strip() for cell in line):
                found.rows[number] = [c.replace("\r\n", "\n").replace("\r", "\n") for c in line]
                if any(cell.strip() for cell in line[len(found.names) :]):  # a delimiter stands in a text
                    said = tr("This row has more cells than there are columns, so it was ignored.")
                    found.damaged |= {(number, at): said for at in range(len(found.names))}
            if len(found.rows) > MOST_ROWS:
                raise EditingFileProblem(tr("“{page}” has more than {n} rows.", page=source.name, n=MOST_ROWS))
    except csv.Error as error:
        raise EditingFileProblem(tr("{file} can't be read as CSV: {error}", file=source.name, error=error)) from None
    if KEYS[0] not in found.names or KEYS[3] not in found.names:
        raise EditingFileProblem(
            tr("{file} has no columns “id” and “fingerprint”. Export it for editing again.", file=source.name)
        )
    of_resources = any(n and n.startswith("resources.") for n in found.names)
    found.names = [n.removeprefix("resources.") if n else None for n in found.names]
    found.title = source.name
    return ReadFile({}, {found.title: "resources" if of_resources else "records"}, {found.title: found}, {})
