"""Records that are not as they should be, held back until it is clear whether they are faults or the table's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bcdc_desktop.preflight.findings import KEPT_PER_CODE, Finding, FindingLog, shortened
from bcdc_desktop.translation import tr

_LONGEST = 200
_NOTE = re.compile(r"\s*(?:[*†‡¹]|\(?(?:notes?|sources?|footnotes?|remarks?|legend|disclaimer|copyright|©)\b)", re.I)
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_BLANK = re.compile(r"\s")

_NOTE_WORD = re.compile(r"\s*\(?(?:notes?|sources?|footnotes?|remarks?|legend|disclaimer|copyright)\b\s*:", re.I)
_PADDED_NOTE = re.compile(rf"{_NOTE_WORD.pattern}|\s*(?:[*†‡¹©]\s*\w+|\(?copyright\b)", re.I)

_Kind = Literal["blank", "ragged", "note-like"]


@dataclass(frozen=True)
class _Held:
    row: int
    kind: _Kind
    record: list[str]


class Tail:
    """Holds back empty, ragged and note-like records.

    When a regular record follows, they were ordinary faults inside the table (``release`` logs them and gives back
    what was regular after all). When the file ends, ``close`` tells notes and empty lines after the data apart.
    """

    def __init__(self, log: FindingLog, width: int) -> None:
        self.ragged = 0
        self._log = log
        self._width = width
        self._held: list[_Held] = []
        self._ready: list[tuple[int, list[str]]] = []

    @property
    def pending(self) -> bool:
        return bool(self._held or self._ready)

    def holds_back(self, row: int, record: list[str]) -> bool:
        """Take the record unless it is a regular one inside the table."""
        kind = self._kind(record)
        if kind is None:
            return False
        if len(self._held) >= _LONGEST:
            self._judge(self._held)
            self._held = []
        self._held.append(_Held(row, kind, record))
        return True

    def hold_blanks(self, row: int, number: int) -> None:
        """Take consecutive records without any value, as ``holds_back`` would take one after the other."""
        while number > 0:
            if len(self._held) >= _LONGEST:
                self._judge(self._held)
                self._held = []
            if self._held or number <= _LONGEST:
                taken = min(number, _LONGEST - len(self._held))
                self._held += [_Held(row + one, "blank", []) for one in range(taken)]
            else:
                taken = (number - 1) // _LONGEST * _LONGEST
                listed = min(taken, KEPT_PER_CODE)
                self._judge([_Held(row + one, "blank", []) for one in range(listed)])
                self._log.count("warning", "blank-line", taken - listed)
            row, number = row + taken, number - taken

    def release(self) -> list[tuple[int, list[str]]]:
        """Log the faults before a regular record, and return the records that were regular."""
        self._judge(self._held)
        self._held = []
        ready, self._ready = self._ready, []
        return ready

    def close(self) -> list[tuple[int, list[str]]]:
        """Log what is left at the end of the file, and return the records that were regular."""
        held, self._held = self._held, []
        filled = next((index for index in range(len(held), 0, -1) if held[index - 1].kind != "blank"), 0)
        body, blank = held[:filled], held[filled:]
        first = self._first_note(body)
        self._judge([one for one in (body if first is None else body[:first]) if first is None or one.kind != "blank"])
        if first is not None:
            note = body[first]
            text = shortened(" ".join(cell for cell in note.record if cell))
            self._log.add(Finding("error", "notes-after-data", note.row, None, text, _notes_at_end()))
        elif blank:
            message = tr("Delete this empty line at the end of the file.")
            if len(blank) > 1:
                message = tr("Delete these {n} empty lines at the end of the file.", n=len(blank))
            self._log.add(Finding("warning", "trailing-empty-lines", blank[0].row, None, None, message))
        ready, self._ready = self._ready, []
        return ready

    def _kind(self, record: list[str]) -> _Kind | None:
        if len(record) != self._width:
            return "ragged" if any(cell.strip() for cell in record) else "blank"
        if self._width > 1 and not any(record):
            return "blank"
        if self._held and self._width > 1 and record[0] and (not any(record[1:]) or _NOTE_WORD.match(record[0])):
            return "note-like"
        return None

    def _first_note(self, body: list[_Held]) -> int | None:
        """Return where notes begin among the held records: after an empty line, or at a lone cell of prose."""
        if self._width == 1:
            return None
        after_blank = False
        for index, one in enumerate(body):
            if one.kind == "blank":
                after_blank = True
                continue
            filled = [cell for cell in one.record if cell.strip()]
            if after_blank or (len(filled) == 1 and one.record[0] == filled[0] and _is_prose(filled[0])):
                return index
        return None

    def _ragged(self, found: int) -> str:
        if found == 1:
            return tr("Give this row {n} fields, as the header has: it has 1 field.", n=self._width)
        return tr("Give this row {n} fields, as the header has: it has {found} fields.", n=self._width, found=found)

    def _judge(self, held: list[_Held]) -> None:
        for one in held:
            if one.kind == "blank":
                self._log.add(Finding("warning", "blank-line", one.row, None, None, tr("Delete this empty line.")))
            elif one.kind == "ragged":
                self.ragged += 1
                message = self._ragged(len(one.record))
                value = shortened(",".join(one.record))
                self._log.add(Finding("error", "ragged-row", one.row, None, value, message))
            else:
                self._ready.append((one.row, one.record))


def padded_notes(last: Sequence[tuple[int, Sequence[str | None]]]) -> Finding | None:
    """Return the finding about notes below the data, filled up to the table's width as spreadsheets do.

    Args:
        last: number and cells of the last records that are as wide as the header, in their order.
    """
    first: tuple[int, str] | None = None
    for row, (text, *others) in reversed(last):
        if not others or any(others) or not text or not _PADDED_NOTE.match(text):
            break
        first = row, text
    if first is None:
        return None
    return Finding("error", "notes-after-data", first[0], None, shortened(first[1]), _notes_at_end())


def _is_prose(text: str) -> bool:
    """Return whether a text begins like a note, or has two words with a blank and no comma between them."""
    return _NOTE.match(text) is not None or any(map(_has_two_words, text.split(",")))


def _has_two_words(text: str) -> bool:
    first = _TWO_LETTERS.search(text)
    blank = _BLANK.search(text, first.end()) if first else None
    return blank is not None and _TWO_LETTERS.search(text, blank.end()) is not None


def _notes_at_end() -> str:
    return tr("Move the notes after the data to the record's description: a table ends with its last row.")
