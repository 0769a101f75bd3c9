"""Read a spreadsheet for editing: its cells as texts, and what a spreadsheet program did to them on the way."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bcdc_desktop.translation import tr

from .spreadsheet_writer import ABOUT, FIRST_ROW, FORMAT, KEYS

LARGEST_FILE = 200_000_000  # bytes
_LARGEST_INSIDE = 1_500_000_000  # bytes of what is packed in it
MOST_ROWS = 250_000  # of one table
_MOST_EMPTY = 1000  # rows in a row: then the table is at its end, whatever was formatted below
_MOST_COLUMNS = 1000
_SAFE_INTEGER = 10**15  # a spreadsheet keeps 15 digits of a number
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell [^<>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")  # characters that XML cannot have, and “_”
_NS = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class EditingFileProblem(ValueError):
    """A file that cannot be read back; the message says why, and what to do."""


@dataclass
class ReadTable:
    """One table as it was read.

    Attributes:
        names: the hidden names of the columns; None where there is none (somebody's own column).
        rows: number of the row in the file -> its cells.
        damaged: row and column -> what is wrong with a cell, which is not trusted.
    """

    title: str
    names: list[str | None]
    rows: dict[int, list[str]] = field(default_factory=dict)
    damaged: dict[tuple[int, int], str] = field(default_factory=dict)
    is_date: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True)
class ReadFile:
    """What was read: ``about`` the file, and by their names what each table is of, the tables, and the same tables as
    they were written (none in CSV)."""

    about: dict[str, str]
    paths: dict[str, str]
    tables: dict[str, ReadTable]
    originals: dict[str, ReadTable]


def read_editing_file(source: Path) -> ReadFile:
    """Return the tables of a file.

    Raises:
        EditingFileProblem: it is no such file, it is encrypted or damaged, or it is far too large.
        OSError: it cannot be read.
    """
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
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return _read_workbook(source)
    except EditingFileProblem:
        raise
    except (InvalidFileException, zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, TypeError,
            EOFError, AttributeError, IndexError, NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise EditingFileProblem(
            tr("{file} can't be read as an Excel workbook: {error}", file=source.name, error=error)
        ) from None


def _read_workbook(source: Path) -> ReadFile:
    import openpyxl  # only who reads a workbook waits for it

    with zipfile.ZipFile(source) as packed:
        if sum(i.file_size for i in packed.infolist()) > _LARGEST_INSIDE:
            raise EditingFileProblem(tr("{file} is too large.", file=source.name))
        merged = {name: list(_merged(packed, path)) for name, path in _sheet_paths(packed).items()}
    book = openpyxl.load_workbook(source, read_only=True, data_only=False, keep_links=False)
    try:
        if ABOUT not in book.sheetnames:
            raise EditingFileProblem(
                tr("{file} wasn't written by “Export for editing”, or its hidden pages were lost. Export it again.",
                   file=source.name)
            )  # fmt: skip
        listed = [
            [str(cell if cell is not None else "") for cell in (*row, None, None)]
            for row in book[ABOUT].iter_rows(max_row=200, max_col=3, values_only=True)
        ]
        about = {row[0]: row[1] for row in listed}
        paths = {row[0].removeprefix("table "): row[2] for row in listed if row[0].startswith("table ")}
        if about.get("format") != FORMAT:
            raise EditingFileProblem(tr("{file} was written by another version of the program.", file=source.name))
        tables, originals = {}, {}
        for title in paths:
            hidden = about[f"table {title}"]
            if title not in book.sheetnames:  # a page that was deleted changes nothing
                continue
            if hidden not in book.sheetnames:
                raise EditingFileProblem(
                    tr("A hidden page of {file} was lost. Export it again.", file=source.name)
                )  # fmt: skip
            tables[title] = _read_sheet(book[title], title, merged.get(title, []))
            originals[title] = _read_sheet(book[hidden], title, [])
        return ReadFile(about, paths, tables, originals)
    finally:
        book.close()


def _sheet_paths(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each page and where it is in the file."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entities that multiply
    relations = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    found = {}
    for sheet in book.iterfind("m:sheets/m:sheet", _NS):
        target = targets.get(sheet.get(f"{{{_NS['r']}}}id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[str(sheet.get("name"))] = path
    return found


def _merged(packed: zipfile.ZipFile, path: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged areas of a page: first row, first column, last row, last column, counted from 1."""
    if path not in packed.namelist():
        return
    before = b""
    with packed.open(path) as file:
        while block := file.read(1 << 20):
            text = before + block
            for m in _MERGED.finditer(text):
                yield int(m[2]), _column(m[1]), int(m[4]), _column(m[3])
            before = text[-300:] if b"<mergeCell" not in text[-300:] else text[text.rfind(b"<mergeCell", 0, -1) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_sheet(sheet: Any, title: str, merged: Sequence[tuple[int, int, int, int]]) -> ReadTable:
    sheet.reset_dimensions()  # what a program says of the size may be wrong
    found = ReadTable(title, [])
    empty = count = 0
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
        if number == 1:
            found.names = [_name(cell.value) for cell in row]
            continue
        if number < FIRST_ROW:
            continue
        texts = []
        for at, cell in enumerate(row):
            text, damage = _text(cell)
            texts.append(text)
            if damage:
                found.damaged[number, at] = damage
            if isinstance(cell.value, datetime | date):
                found.is_date.add((number, at))
        if not any(texts):
            empty += 1
            if empty > _MOST_EMPTY:
                break
            continue
        empty, count = 0, count + 1
        if count > MOST_ROWS:
            raise EditingFileProblem(tr("“{page}” has more than {n} rows.", page=title, n=MOST_ROWS))
        found.rows[number] = texts
    said = tr("This cell was merged with others. Unmerge it.")
    for top, left, bottom, right in merged:
        for row_number in range(max(top, FIRST_ROW), min(bottom, top + MOST_ROWS) + 1):
            if row_number in found.rows:
                found.damaged |= {(row_number, c - 1): said for c in range(left, min(right, _MOST_COLUMNS) + 1)}
    return found


def _name(value: Any) -> str | None:
    text = str(value).strip() if value is not None else ""
    return text or None


def _text(cell: Any) -> tuple[str, str]:
    """Return the text of a cell, and what is wrong with it."""
    value = cell.value
    match getattr(cell, "data_type", "n"):
        case "f":
            return str(value), tr("This cell has a formula. Replace it by its value.")
        case "e":
            return str(value), tr("This cell shows an error ({error}).", error=value)
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "true" if value else "false", ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return (value.date().isoformat() if midnight else value.isoformat(timespec="seconds")), ""
    if isinstance(value, date | time):
        return value.isoformat(), ""
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n"), ""


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
