"""The shape of a table, told from its first records: delimiter, line ends, where the header is, how wide it is."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.byte_source import HEAD_BYTES
from bcdc_desktop.preflight.line_ends import LineEnd, line_end_of, normalized
from bcdc_desktop.preflight.record_reader import LONGEST_RECORD, careful_records

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
PREVIEW_RECORDS = 50
_PREVIEW_CELL = 1000
_RECORDS_LOOKED_AT = 500
_FEWEST_NUMBERED = 4
_SEPARATOR_LINE = re.compile(r'\A"?sep=([!-/:-@\[-`{-~\t])"?[ \t]*(?=[\r\n]|\Z)', re.I)


@dataclass(frozen=True)
class TableShape:
    """The head of a file, read as a table.

    ``header_row`` counts records from 1; it is more than 1 where title lines stand above the header. ``sample`` holds
    the first records as they are, title lines and header included. ``separator_line`` is the first line where that
    tells Excel the delimiter: ``sep=;``.
    """

    delimiter: str
    header_row: int
    header: tuple[str, ...]
    header_broken: bool
    looks_like_data: bool
    sample: tuple[tuple[str, ...], ...]
    line_end: LineEnd = "lines"
    separator_line: str = ""

    @property
    def preview(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(cell if len(cell) <= _PREVIEW_CELL else cell[:_PREVIEW_CELL] + "…" for cell in record)
            for record in self.sample[:PREVIEW_RECORDS]
        )


def read_shape(head: str, *, whole: bool, expected: str | None = None) -> TableShape:
    """Read the shape of a table from its head; ``whole`` says that the head is the whole file, ``expected`` which
    delimiter the file's name promises.

    ``head`` holds at least one line with something in it.
    """
    told = _SEPARATOR_LINE.match(head)
    named = told[1] if told and told[1] != '"' else None
    first_line = head.lstrip("\r\n").split("\n", 1)[0]
    delimiter = named or (expected if expected and expected in first_line else _delimiter(head, whole))
    sample = _careful_sample(head, delimiter, whole)
    header_row = _header_row(sample) if named is None else 1 + _header_row(sample[1:])
    if header_row > len(sample):
        header_row = max(1, len(sample))
    header = sample[header_row - 1] if sample else ()
    return TableShape(
        delimiter=delimiter,
        header_row=header_row,
        header=tuple(header),
        header_broken=not _reads_strictly(head, delimiter, header_row),
        looks_like_data=_looks_like_data(header, sample[header_row : header_row + 100]),
        sample=tuple(tuple(record) for record in sample),
        separator_line=told[0].strip() if told and named is not None else "",
    )


def looks_like_table(head: str, *, whole: bool) -> bool:
    """Return whether the beginning of a text is a table: some records, nearly all of one width beyond 1."""
    delimiter = _delimiter(head, whole)
    widths = Counter(len(record) for record in _records(head, delimiter, whole) if any(record))
    if not widths:
        return False
    width, count = widths.most_common(1)[0]
    return width > 1 and count > 2 and count >= 0.7 * sum(widths.values())


def read_head(
    chunks: Iterator[bytes], expected: str | None = None, *, head_bytes: int = HEAD_BYTES
) -> tuple[bytes, TableShape | None]:
    """Return what had to be read of a UTF-8 stream, and the table's shape; None where there are only empty lines.

    The shape depends on the file alone, not on how it is cut into chunks. Checking and fixing both begin with this, so
    that they agree.
    """
    start, sample, whole = _text_head(chunks, head_bytes)
    if not sample.strip():
        return start, None  # nothing but empty lines, as far as a head goes
    line_end = line_end_of(sample)
    text = b"".join(normalized([sample], line_end)).decode("utf-8", "ignore")
    return start, replace(read_shape(text, whole=whole, expected=expected), line_end=line_end)


def _text_head(chunks: Iterator[bytes], head_bytes: int) -> tuple[bytes, bytes, bool]:
    """Return what was read so far, the part of it that the table's shape is read from, and whether that is all.

    The sample holds at least one whole line, with its end, and depends on the file alone.
    """
    start = b""
    for data in chunks:
        start += data
        if len(start) > head_bytes + 2 and (_first_line(start) or len(start) > LONGEST_RECORD):
            break
    else:
        if len(start) <= head_bytes:
            return start, start, True
        found = _LINE_END.search(start)
        return start, start[: max(head_bytes, found.end() if found else len(start))], False
    return start, start[: max(head_bytes, _first_line(start))], False


def _first_line(start: bytes) -> int:
    """Return where the first line ends, its CR, LF, CRLF or CR CR LF included; 0 where that is not sure yet."""
    found = _LINE_END.search(start)
    return found.end() if found and found.end() + 2 <= len(start) else 0


_LINE_END = re.compile(rb"\r{0,2}\n|\r")


def _records(head: str, delimiter: str, whole: bool) -> list[list[str]]:
    """Return the first records of the head; the last one is left out when it may be cut."""
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        records.extend(itertools.islice(reader, _RECORDS_LOOKED_AT))
    except csv.Error:
        return records
    if not whole and 1 < len(records) < _RECORDS_LOOKED_AT:
        records.pop()
    return records


def _careful_sample(head: str, delimiter: str, whole: bool) -> list[list[str]]:
    """Return the first records as the rest of the check counts them."""
    records: list[list[str]] = []
    found = careful_records(io.StringIO(head, newline=""), delimiter, whole=whole)
    with contextlib.suppress(csv.Error):
        records.extend(itertools.islice(found, _RECORDS_LOOKED_AT))
    if not whole and 1 < len(records) < _RECORDS_LOOKED_AT:
        records.pop()
    return records


def _delimiter(head: str, whole: bool) -> str:
    """Return the delimiter that cuts most records to one width; the comma unless another does clearly better."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in head:
            continue
        widths = [len(record) for record in _records(head, delimiter, whole) if any(record)]
        if not widths:
            continue
        width, count = Counter(widths).most_common(1)[0]
        if width < 2 or (delimiter != "," and widths[0] != width):
            # In a table of one column, text may have semicolons: a delimiter has to be in the header too.
            continue
        score = count / len(widths) + (0.5 if widths[0] == width else 0.0) + (0.3 if delimiter == "," else 0.0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _header_row(sample: list[list[str]]) -> int:
    """1, or the first record as wide as the table when only title lines stand above it."""
    filled = [(number, record) for number, record in enumerate(sample, 1) if any(record)]
    if not filled:
        return 1
    widths = Counter(len(record) for _, record in filled)
    width, count = widths.most_common(1)[0]
    first_number, first = filled[0]
    if width < 3 or count < 2 or sum(1 for cell in first if cell) > 1 or first == filled[-1][1]:
        return first_number
    if len(first) == width and not _only_title_above(filled, width):
        return first_number
    for number, record in filled:
        if len(record) == width and sum(1 for cell in record if cell) > 1:
            return number
    return first_number


def _only_title_above(filled: list[tuple[int, list[str]]], width: int) -> bool:
    """Return whether a padded title line (``Title,,,``) is followed by a record of names in nearly all cells."""
    second = filled[1][1] if len(filled) > 1 else []
    return len(second) == width and all(cells.kind_of(cell) == cells.TEXT for cell in second)


def _looks_like_data(header: list[str] | tuple[str, ...], following: list[list[str]]) -> bool:
    """Return whether the first record holds values: where the records below are numbers or dates, it has one too."""
    if _counts_up(header):
        return False
    typed = 0
    numbers_only = True
    for position, name in enumerate(header):
        below = [record[position] for record in following if len(record) > position and record[position]]
        kinds = {cells.family(cells.kind_of(cell)) for cell in below}
        own = cells.family(cells.kind_of(name))
        if not below:
            if name and own != cells.TEXT_FAMILY:
                typed += 1
            continue
        if len(kinds) == 1 and kinds != {cells.TEXT_FAMILY}:
            if own != kinds.copy().pop():
                return False
            typed += 1
            numbers_only = numbers_only and name.isdigit() and 1800 <= int(name) <= 2200
    if not typed:
        return False
    # "Region,2019,2020": years as column names are a header, if a poor one.
    return not (numbers_only and typed < len(header))


def _counts_up(header: Sequence[str]) -> bool:
    """Return whether names are numbers from 0 or 1 on, as programs number columns; some may have other names."""
    numbers = [name for name in header if name.isascii() and name.isdigit()]
    wanted = ([str(first + place) for place in range(len(numbers))] for first in (0, 1))
    return len(numbers) >= _FEWEST_NUMBERED and any(numbers == counted for counted in wanted)


def _reads_strictly(head: str, delimiter: str, records: int) -> bool:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in range(records):
            next(reader)
    except (csv.Error, StopIteration):
        return False
    return True
