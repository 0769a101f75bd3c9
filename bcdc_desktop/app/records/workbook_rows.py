"""The rows at the beginning of a page of an Excel workbook (.xlsx), and the names of its pages.

A workbook is a ZIP of XML files, and few bytes of it may stand for very many: no more than bounded parts are unpacked.
What openpyxl reads is a copy of these parts, with the beginning of the page that is shown.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from posixpath import join, normpath
from typing import Any
from xml.etree import ElementTree

from ..workbook_parts import DAMAGED, unpacked
from .file_rows import MOST_COLUMNS, MOST_ROWS, PreviewColumn, PreviewRows, cell_text, with_types

MOST_OF_A_PAGE = 1 << 24
"""Bytes of a page's XML that are read, some 100 000 cells."""
_MOST_PAGES = 200
_MOST_EMPTY = 200  # rows in a row: the table is at its end then, whatever was formatted below
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARTS = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_END_OF_A_ROW = re.compile(rb"</((?:\w{1,20}:)?)row>")
_TEXTS = "xl/sharedStrings.xml"
_DAMAGED: tuple[type[Exception], ...] = (OSError, *DAMAGED)


class UnreadableWorkbook(ValueError):
    """It is no workbook, or damaged, or encrypted, or what has to be unpacked of it is too large."""


@dataclass(frozen=True)
class WorkbookRows:
    """The beginning of a page, the names of all pages, and the one that is shown."""

    rows: PreviewRows
    pages: tuple[str, ...]
    page: str


def read_workbook(data: bytes, page: str = "", *, most: int = MOST_ROWS) -> WorkbookRows:
    """Return so many rows of a page at most; of the first one where none is named, or where it is not there.

    Raises:
        UnreadableWorkbook: it cannot be read.
    """
    import openpyxl  # only who looks at a workbook waits for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            places = _pages(packed)
            shown = page if page in places else next(iter(places))
            copy, whole = _part_of(packed, places[shown])
        book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
        try:
            rows, ended = _rows(book[shown], min(most, MOST_ROWS))
        finally:
            book.close()
    except UnreadableWorkbook:
        raise
    except _DAMAGED as error:
        raise UnreadableWorkbook from error
    return WorkbookRows(_table(rows, most, whole=whole and ended), tuple(places), shown)


def _pages(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the pages that are tables, and where each is in the file."""
    book = ElementTree.fromstring(unpacked(packed, "xl/workbook.xml"))  # noqa: S314 - expat refuses entities that multiply
    relations = ElementTree.fromstring(unpacked(packed, "xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.get("Id"): str(r.get("Target")) for r in relations if str(r.get("Type")).endswith("/worksheet")}
    found = {}
    for sheet in islice(book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"), _MOST_PAGES):
        target = targets.get(sheet.get(_RELATION))
        if target and sheet.get("state", "visible") == "visible":
            found[str(sheet.get("name"))] = normpath(join("/xl", target)).lstrip("/")
    if not found:
        raise UnreadableWorkbook
    return found


def _part_of(packed: zipfile.ZipFile, place: str) -> tuple[io.BytesIO, bool]:
    """Return a workbook with the beginning of one page, and whether that is all of it."""
    copy, names = io.BytesIO(), set(packed.namelist())
    with packed.open(place) as part:
        page = part.read(MOST_OF_A_PAGE + 1)
    whole = len(page) <= MOST_OF_A_PAGE
    if not whole:
        prefix, end = _end_of_a_row(page)
        page = page[:end] + b"</%ssheetData></%sworksheet>" % (prefix, prefix)
    with zipfile.ZipFile(copy, "w") as made:
        for name in (*_PARTS, _TEXTS):
            if name in names:
                made.writestr(name, unpacked(packed, name))
        made.writestr(place, page)
    return copy, whole


def _end_of_a_row(page: bytes) -> tuple[bytes, int]:
    """Return the prefix of the page's elements, and where its last row that is whole ends."""
    ends = deque(_END_OF_A_ROW.finditer(page), maxlen=1)
    if not ends:
        raise UnreadableWorkbook  # one row is longer than all that is read
    return ends[0][1], ends[0].end()


def _rows(sheet: Any, most: int) -> tuple[list[list[str]], bool]:
    """Return the rows with something in them, one more than wanted, and whether these are all."""
    sheet.reset_dimensions()  # what a program says of the size may be wrong
    rows: list[list[str]] = []
    empty = 0
    for values in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(cells)
            empty = 0
            if len(rows) > most + 1:
                return rows, False
        else:
            empty += 1
            if empty > _MOST_EMPTY:
                break
    return rows, True


def _table(rows: list[list[str]], most: int, *, whole: bool) -> PreviewRows:
    if not rows:
        return PreviewRows("empty", whole=whole)
    header = _header(rows)
    below = rows[1:] if header else rows
    columns = tuple(PreviewColumn(name) for name in header)
    return with_types(PreviewRows("table", columns, tuple(map(tuple, below)), whole=whole).bounded(most))


def _header(rows: list[list[str]]) -> list[str]:
    """Return the first row where it names columns: different texts, none of which is a number."""
    first = rows[0]
    named = all(cell and not cell.lstrip("-").replace(".", "", 1).isdigit() for cell in first)
    return first if named and len(set(first)) == len(first) and len(rows) > 1 else []


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return cell_text(value)
