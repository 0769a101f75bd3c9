"""Records that are no data: the header pasted again within the table, and the total below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_profile import ColumnProfile
from bcdc_desktop.preflight.findings import KEPT_PER_CODE, Finding, FindingLog, shortened
from bcdc_desktop.preflight.table_block import Block
from bcdc_desktop.translation import tr

_TOTAL = re.compile(
    r"\s*(?:(?:grand|sub|sous|overall)[- ]?)?(?:totals?|totaux|sum|somme|average|mean|moyenne)"
    r"(?: (?:g[ée]n[ée]ral|overall))? ?[:.]?\s*\Z",
    re.I,
)
_NEAR = 1e-6


class HeaderCopies:
    """Logs records that repeat the header; its own place in the file is not among them."""

    def __init__(self, header: Sequence[str], log: FindingLog) -> None:
        self._header = [name.strip() for name in header]
        self._log = log
        self._first = next((place for place, name in enumerate(self._header) if name), None)

    def read(self, block: Block) -> None:
        """Look through one block."""
        if self._first is None or len(self._header) < 2:
            return
        if any(map(_is_of_another_kind, self._header, block.kinds)):
            return
        frame = block.texts
        column = frame.to_series(self._first)
        places = (column.str.strip_chars() == self._header[self._first]).arg_true()
        if not places.len():
            return
        for number, name in enumerate(self._header):  # of a column all at once: all of a file may be copies
            texts = frame.to_series(number).gather(places).fill_null("")
            places = places.filter(texts.str.strip_chars() == name)
        value = shortened(",".join(self._header))
        message = tr("Delete this row: it repeats the header.")
        for place in places[:KEPT_PER_CODE]:
            self._log.add(Finding("warning", "header-repeated", block.rows[place], None, value, message))
        self._log.count("warning", "header-repeated", places.len() - KEPT_PER_CODE)


def _is_of_another_kind(name: str, kind: str | None) -> bool:
    """Return whether a column whose cells are all of one kind cannot have its name among them."""
    if kind is None or not name:
        return False
    found = cells.kind_of(name)
    return found != kind and not (kind == cells.NUMBER and found == cells.INTEGER)


def total_record(last: Sequence[tuple[int, Sequence[str | None]]], profiles: Sequence[ColumnProfile]) -> Finding | None:
    """Return the finding about a total in the last record.

    It is one where a cell says so, and the others prove it: a number is the sum of its column, or there is no text
    beside the name.

    Args:
        last: number and cells of the last records, in their order.
    """
    if len(last) < 2:
        return None
    row, record = last[-1]
    named = next((place for place, cell in enumerate(record) if cell and _TOTAL.match(cell)), None)
    if named is None or any(
        (earlier[named] or "").strip() == (record[named] or "").strip() for _, earlier in last[:-1]
    ):
        return None
    others = [
        (cell, profile)
        for place, (cell, profile) in enumerate(zip(record, profiles, strict=True))
        if cell and place != named
    ]
    numbers = [(cell, profile) for cell, profile in others if cells.family(cells.kind_of(cell)) == cells.NUMBERS]
    if not numbers:
        return None
    if len(numbers) < len(others) and not any(_is_sum(cell, profile) for cell, profile in numbers):
        return None
    message = tr("Delete this row: a total is no data, and whoever adds the column up counts everything twice.")
    return Finding("warning", "total-row", row, None, shortened(",".join(cell or "" for cell in record)), message)


def _is_sum(cell: str, profile: ColumnProfile) -> bool:
    """Return whether a number is the sum of the others of its column; the column's sum counts it too."""
    try:
        value = float(cell)
    except ValueError:
        return False
    return value != 0 and abs(profile.total - 2 * value) <= max(_NEAR * abs(value), 0.01)
