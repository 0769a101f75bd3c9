"""The structure of a workbook that its reader does not give: how far its pages reach, formulas, and errors."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from ..workbook_parts import unpacked

_BLOCK = 1 << 20
_OVERLAP = 1000  # bytes; the beginning of a cell is shorter
# the beginning of a cell that is not empty, and where it is; of one that does not say where; with a formula; an error
_CELL = re.compile(rb"<(?:\w{1,9}:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>")
_UNPLACED = re.compile(rb"<(?:\w{1,9}:)?c(?:\s(?![^<>]*?\br=[\"'][A-Z]{1,3}\d{1,7}[\"'])[^<>]*)?(?<!/)>")
_FORMULA = re.compile(rb"<(?:\w{1,9}:)?c\b([^<>]*)>\s{0,100}<(?:\w{1,9}:)?f\b")
_ERROR = re.compile(rb"<(?:\w{1,9}:)?c\b([^<>]*\bt=[\"']e[\"'][^<>]*)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


@dataclass
class PageStructure:
    """What the cells of one page are.

    Attributes:
        rows: how many there are, to the last one with a cell that has a value.
        columns: likewise.
        formulas: row and column, counted from 1 and from 0, of the cells with a formula.
        errors: likewise of those that show an error.
        unplaced: whether a cell that is not empty does not say where it is.
    """

    rows: int = 0
    columns: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    unplaced: bool = False


def page_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each page of a workbook, and its part of the file.

    Raises:
        KeyError, ElementTree.ParseError: it is no workbook.
        PartTooLarge: the list of its pages is too large.
    """
    book = ElementTree.fromstring(unpacked(packed, "xl/workbook.xml"))  # noqa: S314 - expat refuses entities that multiply
    relations = ElementTree.fromstring(unpacked(packed, "xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.get("Id"): str(r.get("Target")) for r in relations}
    found = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):  # the strict form of the format has other namespaces
        relation = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = targets.get(relation, "")
        found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def page_structure(packed: zipfile.ZipFile, part: str) -> PageStructure:
    """Return the structure of one page; it is streamed.

    Raises:
        KeyError: there is no such part.
    """
    found = PageStructure()
    columns: set[bytes] = set()
    for text in _blocks(packed, part):
        placed = _CELL.findall(text)
        columns.update({letters for letters, _row in placed})
        found.rows = max(found.rows, max(map(int, {row for _letters, row in placed}), default=0))
        found.unplaced |= _UNPLACED.search(text) is not None
        for pattern, cells in ((_FORMULA, found.formulas), (_ERROR, found.errors)):
            for cell in pattern.finditer(text):
                if place := _REFERENCE.search(cell[1]):
                    cells.add((int(place[2]), _column(place[1])))
    found.columns = max((_column(letters) + 1 for letters in columns), default=0)
    return found


def _blocks(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in blocks, each with the end of the one before it: no beginning of a cell is cut."""
    before = b""
    with packed.open(part) as file:
        while block := file.read(_BLOCK):
            yield before + block
            before = block[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
