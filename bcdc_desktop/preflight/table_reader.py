"""The records of a table in blocks: the quick way while every record keeps to the rules, record by record where not."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

import polars as pl

from bcdc_desktop.preflight.cells import TEXT
from bcdc_desktop.preflight.column_patterns import field_pattern
from bcdc_desktop.preflight.column_profile import RowNumbers
from bcdc_desktop.preflight.findings import Finding, FindingLog, shortened
from bcdc_desktop.preflight.record_grammar import RecordGrammar
from bcdc_desktop.preflight.record_reader import LONGEST_RECORD, RecordFault, RecordReader
from bcdc_desktop.preflight.table_block import Block, UnreadBlock
from bcdc_desktop.preflight.table_shape import DELIMITERS, TableShape
from bcdc_desktop.preflight.table_tail import Tail
from bcdc_desktop.translation import tr

_LONE_RETURN = re.compile(r"\r(?!\n)")
HEADER_BLOCK = 1 << 12
_LINES_LOOKED_BACK = 1000
_LINE_ENDS = (r"\r\n", r"\n")
_MOST_EXPECTED = 40
_MOST_TEXTS_EXPECTED = 5
"""With more columns, or more of text, the automaton that knows their kinds is too large to be quick."""
_JUDGED_AT_ONCE = 8
"""So many pieces of the stream are judged in one call, because polars compiles the pattern at each call."""


@dataclass
class _Judged:
    """Pieces of whole records, and which of ``_LINE_ENDS`` each has where its cells are of the kinds expected then."""

    pieces: deque[bytes]
    kinds: tuple[str | None, ...]
    line_ends: Callable[[], list[int | None]]


class TableReader:
    """Cuts a UTF-8 stream into blocks of records and logs what keeps a record from being one.

    Fed with ``feed`` and ended with ``finish``. Every block begins at a record's first byte. The quick way hands the
    block to polars after making sure, by a grammar or by the csv module in strict mode, that all of its records are
    well formed and as wide as the header; anything else goes record by record through the csv module. An unclosed
    quote costs its own record only, and never more memory than ``LONGEST_RECORD``.

    Args:
        header_block: bytes of the blocks up to the header.
        quickly: whether the quick way is taken where it can be; what comes of it is the same.
        beside: where pieces of the stream are judged while the next are read, and the blocks before them looked at.
    """

    def __init__(
        self,
        shape: TableShape,
        log: FindingLog,
        *,
        longest_record: int = LONGEST_RECORD,
        header_block: int = HEADER_BLOCK,
        quickly: bool = True,
        beside: Executor | None = None,
    ) -> None:
        self.stopped = False
        self.crlf = 0
        self.bare_lf = 0
        self.last_line_ended = True
        self._shape = shape
        self._width = len(shape.header)
        self._log = log
        self._buffer = b""
        self._held: deque[bytes] = deque()  # what was fed since, while several pieces are gathered
        self._judged: deque[_Judged] = deque()  # what comes before that
        self._beside = beside
        self._tail = Tail(log, self._width)
        self._regular = 0
        self._broken = 0
        self._longest_record = longest_record
        self._header_block = header_block
        self._quickly = quickly
        self._grammar = RecordGrammar(shape.delimiter, [None] * self._width)
        self._at: int | UnreadBlock = 1  # the next record's number, or the block that comes before it
        self._unread_from = 1  # number of the first record of the blocks that were not read yet
        self._line_end = 0  # of those blocks
        self._expected: tuple[tuple[str | None, ...], int] | None = None
        self._expected_grammars: tuple[RecordGrammar, ...] = ()
        self._schema = {f"c{position}": pl.String for position in range(self._width)}
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_RECORD))

    @property
    def next_row(self) -> int:
        """The number of the next record."""
        if isinstance(self._at, UnreadBlock):
            end = self._at.next_row
            self._regular += end - self._unread_from
            if self._line_end == 0:
                self.crlf += end - self._unread_from
            else:
                self.bare_lf += end - self._unread_from
            self._at = end
        return self._at

    @next_row.setter
    def next_row(self, row: int) -> None:
        self._at = row

    def expect(self, kinds: Sequence[str | None], filled: int | None) -> None:
        """Say of what kind the cells of each column have been so far, where that is known, and which column had no
        empty cell; blocks that are like this are read several times as fast, and others as they would be without."""
        if filled is None or len(kinds) > _MOST_EXPECTED or self._shape.delimiter not in DELIMITERS:
            self._expected = None
            return
        texts = [place for place, kind in enumerate(kinds) if kind == TEXT and place != filled][_MOST_TEXTS_EXPECTED:]
        expected = (tuple(None if place in texts else kind for place, kind in enumerate(kinds)), filled)
        if expected != self._expected:
            fields = [
                field_pattern(kind, self._shape.delimiter, filled=place == filled) if kind is not None else None
                for place, kind in enumerate(expected[0])
            ]
            self._expected_grammars = tuple(RecordGrammar(self._shape.delimiter, fields, end) for end in _LINE_ENDS)
            self._expected = expected

    @property
    def rows(self) -> int:
        """Records after the header; empty lines and notes after the data do not count."""
        assert self.next_row  # blocks that are not read yet are counted too
        return self._regular + self._broken + self._tail.ragged

    def feed(self, data: bytes) -> Iterator[Block]:
        if self.stopped:
            return
        self._held.append(data)
        if self._expected is None or len(self._held) >= _JUDGED_AT_ONCE:
            yield from self._held_blocks()

    def finish(self) -> Iterator[Block]:
        """Return the last records, and what is to be said about the end of the file."""
        if not self.stopped:
            yield from self._held_blocks(final=True)
            yield from self._blocks(final=True)
        rest = self._tail.close()
        if rest:
            yield self._block([record for _, record in rest], [row for row, _ in rest], b"")

    def _held_blocks(self, *, final: bool = False) -> Iterator[Block]:
        """Return the blocks of what was held, those of the expected kinds still to be read. What was held last may be
        judged meanwhile, unless this is the ``final`` piece."""
        while True:
            if self._expected is not None and self._held:
                pieces = deque(self._whole_records())
                self._judged.append(_Judged(pieces, self._expected[0], self._judge(pieces)))
            waits = not final and self._expected is not None and len(self._buffer) <= 4 * self._longest_record
            while len(self._judged) > waits:
                yield from self._judged_blocks()
            if not (final and self._expected is not None and self._held):
                break
        if not waits:
            yield from self._careful_blocks()

    def _judged_blocks(self) -> Iterator[Block]:
        """Return the blocks of the pieces that were judged first."""
        judged = self._judged.popleft()
        for line_end in judged.line_ends():
            piece = judged.pieces.popleft()
            if line_end is not None and self._may_be_quick(piece):
                yield self._unread(piece, judged.kinds, line_end)
                continue
            rest, self._buffer = self._buffer, piece
            yield from self._blocks(final=False)
            if self._buffer:
                # Its last record goes on in the next piece, so all of those end elsewhere than was thought.
                later = [*judged.pieces, *(piece for one in self._judged for piece in one.pieces), rest]
                self._judged.clear()
                self._held.extendleft(reversed(later))
                yield from self._next_record()
                return
            self._buffer = rest

    def _next_record(self) -> Iterator[Block]:
        """Take from what was held until the record at the beginning of the buffer has ended."""
        while self._buffer and self._held:
            length = len(self._buffer) + len(self._held[0])
            self._buffer += self._held.popleft()
            yield from self._blocks(final=False)
            if len(self._buffer) < length:
                break

    def _careful_blocks(self) -> Iterator[Block]:
        """Return the blocks of what was held, whatever it is."""
        while self._held:
            self._buffer += self._held.popleft()
            yield from self._blocks(final=False)
        yield from self._blocks(final=False)

    def _whole_records(self) -> Iterator[bytes]:
        """Return what was held in pieces of whole records; what is left is in the buffer."""
        while self._held:
            data = self._held.popleft()
            whole = self._buffer + data if self._buffer else data
            end = self._cut(whole, final=False)
            self._buffer = whole[end:]
            if end:
                yield whole[:end]

    def _blocks(self, *, final: bool) -> Iterator[Block]:
        while self._buffer and not self.stopped:
            end = self._cut(self._buffer, final=final)
            if not end:
                if len(self._buffer) > 4 * self._longest_record:
                    self._stop_at_long_line(self._buffer.decode("utf-8", "replace"))
                return
            data = self._buffer[:end] if end < len(self._buffer) else self._buffer
            if self._take_empty_lines(data):
                self._buffer = self._buffer[end:]
                continue
            used, block = end, self._quick(data)
            if block is None:
                used, block = self._record_by_record(data, final=final and end == len(self._buffer))
            self._count_line_ends(data if used == end else data[:used])
            self._buffer = self._buffer[used:]
            if block is not None:
                yield block
            if not used:
                return

    def _cut(self, buffer: bytes, *, final: bool) -> int:
        """Return where a block of whole records ends in the buffer; 0 when more is needed."""
        end = len(buffer)
        if self._in_header and end > self._header_block and b"\n" in buffer[: self._header_block]:
            return buffer.rfind(b"\n", 0, self._header_block) + 1
        if final:
            return end
        end = buffer.rfind(b"\n") + 1
        if b'"' not in buffer or buffer.count(b'"', 0, end) % 2 == 0:
            return end
        # The last line break is probably inside quotes: go back to one that is not.
        before, quotes = end, 1
        for _ in range(_LINES_LOOKED_BACK):
            previous = buffer.rfind(b"\n", 0, before - 1) + 1
            if not previous:
                break
            quotes += buffer.count(b'"', previous, before)
            before = previous
            if quotes % 2 == 0:
                return before
        return end

    @property
    def _in_header(self) -> bool:
        return not isinstance(self._at, UnreadBlock) and self._at <= self._shape.header_row

    def _may_be_quick(self, data: bytes) -> bool:
        return bool(
            self._quickly
            and self._width
            and not self._in_header
            and not self._tail.pending
            and len(data) <= self._longest_record
        )

    def _judge(self, pieces: Sequence[bytes]) -> Callable[[], list[int | None]]:
        """Return what tells, when it is asked, which of ``_LINE_ENDS`` each piece has, where all of its cells are of
        the kinds that are expected now."""
        asked, grammars, first = tuple(pieces), self._expected_grammars, self._line_end

        def judge() -> list[int | None]:
            found: list[int | None] = [None] * len(asked)
            for end in (first, 1 - first):
                left = [piece for piece, line_end in zip(asked, found, strict=True) if line_end is None]
                accepted = iter(grammars[end].accepts_each(left))
                found = [(end if next(accepted) else None) if line_end is None else line_end for line_end in found]
            return found

        if self._beside is None:
            return judge
        judging: Future[list[int | None]] = self._beside.submit(judge)
        return judging.result

    def _unread(self, data: bytes, kinds: tuple[str | None, ...], line_end: int) -> UnreadBlock:
        """Return the block of a piece whose cells are of the kinds given."""
        if not isinstance(self._at, UnreadBlock) or line_end != self._line_end:
            self._unread_from, self._line_end = self.next_row, line_end
        self.last_line_ended = True
        self._at = UnreadBlock(data, self._shape.delimiter, kinds, self._at)
        return self._at

    def _quick(self, data: bytes) -> Block | None:
        """Return the block through polars, None unless it is certain that all records are as they should be."""
        if not self._may_be_quick(data):
            return None
        clean = self._grammar.accepts(data)
        if not clean and not self._strictly_regular(data.decode("utf-8")):
            return None
        try:
            frame = pl.read_csv(data, has_header=False, schema=self._schema, separator=self._shape.delimiter)
        except (pl.exceptions.PolarsError, ValueError):
            return None
        if _has_empty_record(frame):
            return None
        block = Block(frame, RowNumbers(self.next_row), data, clean=clean)
        self.next_row += frame.height
        self._regular += frame.height
        return block

    def _take_empty_lines(self, data: bytes) -> bool:
        """Take a block that is nothing but empty lines; there may be millions of them."""
        if data[:1] not in (b"\r", b"\n") or not self._width or self._in_header or data.strip(b"\r\n"):
            return False
        lines = data.count(b"\n")
        if len(data) != lines + data.count(b"\r\n"):
            return False
        self._tail.hold_blanks(self.next_row, lines)
        self.next_row += lines
        self._count_line_ends(data)
        return True

    def _strictly_regular(self, text: str) -> bool:
        """Return whether the csv module reads only records of the header's width, where the grammar is too narrow.

        It knows nothing of quotes inside unquoted fields (``6" pipe``), nor of very many columns.
        """
        if _LONE_RETURN.search(text) or self._width == 1:
            return False
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._shape.delimiter, strict=True)
        try:
            widths = set(map(len, reader))
        except csv.Error:
            return False
        return widths == {self._width}

    def _record_by_record(self, data: bytes, *, final: bool) -> tuple[int, Block | None]:
        """Return how many bytes were read with care, and the regular records among them."""
        lines = list(io.StringIO(data.decode("utf-8", "replace"), newline=""))
        regular: list[Sequence[str]] = []
        numbers: list[int] = []
        reader = RecordReader(lines, self._shape.delimiter, whole=final, longest=self._longest_record)
        for record in reader:
            if not isinstance(record, RecordFault):
                self._take(record, regular, numbers)
            elif record.kind == "line-too-long":
                self._stop_at_long_line(record.line)
            else:
                self._quote_fault(record)
        read = reader.lines_read
        used = len(data) if read == len(lines) else len("".join(lines[:read]).encode("utf-8"))
        return used, self._block(regular, numbers, data) if regular else None

    def _take(self, record: list[str], regular: list[Sequence[str]], numbers: list[int]) -> None:
        row, self.next_row = self.next_row, self.next_row + 1
        if row <= self._shape.header_row:
            if row < self._shape.header_row and not any(record):
                self._log.add(Finding("warning", "blank-line", row, None, None, tr("Delete this empty line.")))
            return
        if not self._tail.holds_back(row, record):
            for held_row, held in self._tail.release():
                regular.append(held)
                numbers.append(held_row)
                self._regular += 1
            regular.append(record)
            numbers.append(row)
            self._regular += 1

    def _quote_fault(self, fault: RecordFault) -> None:
        row, self.next_row = self.next_row, self.next_row + 1
        if row > self._shape.header_row:
            self._broken += 1
        value = shortened(fault.line.rstrip("\r\n"))
        if fault.kind == "unclosed-quote":
            message = tr("Close the quote that is opened in this row, or double it if it belongs to the text.")
        else:
            message = tr("Double the quotes inside this row's quoted field, or quote the whole field.")
        self._log.add(Finding("error", fault.kind, row, None, value, message))

    def _stop_at_long_line(self, line: str) -> None:
        self.stopped = True
        self._log.add(
            Finding(
                "error",
                "line-too-long",
                self.next_row,
                None,
                shortened(line),
                tr("Check that this is a table: a row has over 4 million characters, so the rest was not read."),
            )
        )

    def _block(self, records: Sequence[Sequence[str]], numbers: list[int], source: bytes) -> Block:
        frame = pl.DataFrame(dict(zip(self._schema, zip(*records, strict=True), strict=True)), schema=self._schema)
        return Block(frame, RowNumbers(0, numbers), source)

    def _count_line_ends(self, data: bytes) -> None:
        if data:
            self.last_line_ended = data.endswith(b"\n")
        pairs = data.count(b"\r\n")
        self.crlf += pairs
        self.bare_lf += data.count(b"\n") - pairs


def _has_empty_record(frame: pl.DataFrame) -> bool:
    """Return whether a record has nothing in any of its fields; in a table of one column that is no fault."""
    if frame.width == 1 or not all(column.null_count() or (column == "").any() for column in frame):
        return False
    return bool(frame.select(pl.all_horizontal(pl.all().is_null() | (pl.all() == "")).any()).item())
