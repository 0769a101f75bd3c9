"""Lines of cells as a file for a spreadsheet, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.formulas import without_formula
from bcdc_desktop.file_operations import written_whole

Cell = str | int | None


def write_table(target: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> int:
    """Write a table; ``.xlsx`` makes a workbook, everything else CSV: UTF-8 with a byte order mark, without which Excel
    garbles accents, commas, CRLF, and no cell that it would take for a formula.

    Returns:
        The number of lines, the header not counted.

    Raises:
        OSError: the disk is full or refuses; what was there before still is. So it is with errors from ``lines``.
    """
    write = _write_workbook if target.suffix.lower() == ".xlsx" else _write_csv
    with written_whole(target) as unfinished:
        return write(unfinished, header, lines)


def _write_csv(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for line in lines:
            writer.writerow([without_formula(cell) for cell in line])
            count += 1
    return count


def _write_workbook(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> int:
    import xlsxwriter  # only who wants a workbook waits for it

    # texts stay texts: a title that begins with “=” is no formula, and an address no link that asks to be opened
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    book: Any = xlsxwriter.Workbook(str(path), options)
    try:
        sheet = book.add_worksheet("Catalogue")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        for count, line in enumerate(lines, 1):
            sheet.write_row(count, 0, line)
        sheet.autofilter(0, 0, count, len(header) - 1)
    finally:
        book.close()
    return count
