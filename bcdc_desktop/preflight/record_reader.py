"""The records of a text, of which one with a faulty quote costs its own line and no more."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST_RECORD = 1 << 22
"""A record longer than this (4 Mi characters) is taken for an unclosed quote or for no table at all."""


@dataclass(frozen=True)
class RecordFault:
    """A record that cannot be read. ``line`` is its first line: the others are read again as records of their own."""

    kind: Literal["stray-quote", "unclosed-quote", "line-too-long"]
    line: str


class RecordReader:
    """Iterates over records, and over faults in their places.

    Args:
        lines: with their line ends, as from a file opened with ``newline=""``.
        whole: the lines end where the file does; else a record that does not end in them is left out.
        longest: the most characters of a record.

    ``lines_read`` is the number of lines of the records, and faults, that were given.
    """

    def __init__(
        self, lines: Iterable[str], delimiter: str, *, whole: bool = True, longest: int = LONGEST_RECORD
    ) -> None:
        self.lines_read = 0
        self._rest = iter(lines)
        self._again: deque[str] = deque()
        self._delimiter = delimiter
        self._whole = whole
        self._longest = longest
        self._taken: list[str] = []  # the lines of the record that is being read
        self._ended = False

    @property
    def last_lines(self) -> tuple[str, ...]:
        """The lines of the record that was given last, as they are."""
        return tuple(self._taken)

    def __iter__(self) -> Iterator[list[str] | RecordFault]:
        """Yield records and faults; a line that is too long is the last one.

        Raises:
            csv.Error: a field is longer than the csv module allows.
        """
        taken = self._taken
        reader = self._reader()
        while True:
            taken.clear()
            kind: Literal["", "stray-quote", "unclosed-quote"] = ""
            record: list[str] = []
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                unfinished = "end of data" in str(error)
                if unfinished and self._ended and not self._whole:
                    return
                if "field limit" in str(error) and len(taken[0]) <= self._longest:
                    raise
                kind = "unclosed-quote" if unfinished or len(taken) > 1 else "stray-quote"
            if len(taken) == 1:
                if len(taken[0]) > self._longest:
                    yield RecordFault("line-too-long", taken[0])
                    return
            elif not kind and sum(map(len, taken)) > self._longest:
                kind = "unclosed-quote"
            if not kind:
                self.lines_read += len(taken)
                yield record
                continue
            self.lines_read += 1
            if len(taken) > 1:
                self._again.extendleft(reversed(taken[1:]))
                reader = self._reader()
            yield RecordFault(kind, taken[0])

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        """Yield lines until a record becomes too long, which ends it as the end of the text would."""
        again, rest, taken, longest = self._again, self._rest, self._taken, self._longest
        length = 0
        while True:
            if again:
                line = again.popleft()
            else:
                line = next(rest, "")
                if not line:
                    self._ended = True
                    return
            if not taken:
                length = 0
            taken.append(line)
            length += len(line)
            yield line
            if length > longest and taken:
                return


def careful_records(lines: Iterable[str], delimiter: str, *, whole: bool = True) -> Iterator[list[str]]:
    """Yield records; in the place of one with a faulty quote, its first line by itself.

    Args:
        lines: with their line ends, as from a file opened with ``newline=""``.
        whole: the lines end where the file does; else a record that does not end in them is left out.

    Raises:
        csv.Error: a field is longer than the csv module allows.
    """
    for record in RecordReader(lines, delimiter, whole=whole):
        if isinstance(record, RecordFault):
            yield next(csv.reader([record.line], delimiter=delimiter), [])
        else:
            yield record
