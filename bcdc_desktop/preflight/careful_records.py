"""The records of a text as the check counts them: a quote that is not closed costs its own line, and no more."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_RECORD = 1 << 22
"""A record longer than this (4 Mi characters) is taken for an unclosed quote or for no table at all."""


def careful_records(lines: Iterable[str], delimiter: str, *, whole: bool = True) -> Iterator[list[str]]:
    """Records; one with a faulty quote as its line reads by itself.

    Args:
        lines: with their line ends, as from a file opened with ``newline=""``.
        whole: the lines end where the file does; else a record that is not ended in them is left out.

    Raises:
        csv.Error: a field is longer than the csv module allows.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.begin()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if source.ended and not whole:
                return
            record = next(csv.reader(source.taken[:1], delimiter=delimiter), [])
            source.give_back()
            reader = csv.reader(source, delimiter=delimiter, strict=True)
        yield record


class _Lines:
    """Lines of which those of one record can be given back. A record that grows too long ends as the text would."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._rest = iter(lines)
        self._again: deque[str] = deque()
        self._length = 0
        self.taken: list[str] = []
        self.ended = False

    def begin(self) -> None:
        """A record begins with the next line."""
        self.taken, self._length = [], 0

    def give_back(self) -> None:
        """All but the first line of the record are read again."""
        self._again.extendleft(reversed(self.taken[1:]))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._length > LONGEST_RECORD:
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._rest, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        self._length += len(line)
        return line
