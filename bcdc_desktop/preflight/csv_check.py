"""Is this file fit to publish? One streaming pass; the rules are the province's file-based content guideline."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.file_names import ascii_name, name_on_server
from bcdc_desktop.file_operations import open_regular
from bcdc_desktop.preflight import content_type
from bcdc_desktop.preflight.byte_source import HEAD_BYTES, ByteSource
from bcdc_desktop.preflight.characters import block_characters, header_characters
from bcdc_desktop.preflight.column_profile import ColumnProfile, profile_block
from bcdc_desktop.preflight.column_types import column_type, report_columns
from bcdc_desktop.preflight.encoding_guess import EncodingGuess
from bcdc_desktop.preflight.file_content import FileContent
from bcdc_desktop.preflight.findings import CheckCancelled, Finding, FindingLog, Severity, shortened
from bcdc_desktop.preflight.header import column_labels, header_findings
from bcdc_desktop.preflight.line_ends import normalized
from bcdc_desktop.preflight.pasted_records import HeaderCopies, total_record
from bcdc_desktop.preflight.record_reader import LONGEST_RECORD
from bcdc_desktop.preflight.table_block import Block
from bcdc_desktop.preflight.table_reader import HEADER_BLOCK, TableReader
from bcdc_desktop.preflight.table_schema import build_schema
from bcdc_desktop.preflight.table_shape import DELIMITER_NAMES, TableShape, looks_like_table, read_head
from bcdc_desktop.preflight.table_tail import padded_notes
from bcdc_desktop.translation import tr

CHUNK_BYTES = 1 << 20
"""How much is read at a time: large enough for the vectorised checks, small enough for little memory."""

_BLOCKS_AHEAD = 4
"""So many blocks may wait to be looked at; the reader gives about as many at once."""
_LAST_RECORDS = 20
_MAPINFO = b"!table"
"""What a .tab file of MapInfo begins with, which is no table of tabs."""
_PARTIAL_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class CheckResult:
    """The result of reading a file through.

    ``findings`` holds the first ones of each code; ``counts`` how many there are of each severity, ``code_counts`` of
    each code. ``size`` is in bytes, ``rows`` counts the records after the header, ``preview`` holds the first records
    as they are, the header included. ``fingerprint`` is the XXH3-128 of what ``sha256`` is of. ``encoding``,
    ``delimiter``, ``schema`` and ``columns`` are of tables only. ``encoding_guess`` is there where the encoding, or
    that of odd bytes in a UTF-8 text, had to be guessed.
    """

    path: Path
    size: int
    findings: tuple[Finding, ...]
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    rows: int = 0
    columns: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    schema: dict[str, Any] | None = None
    sha256: str | None = None
    fingerprint: str | None = None
    header_row: int = 1
    counts: Mapping[str, int] = field(default_factory=dict)
    code_counts: Mapping[str, int] = field(default_factory=dict)
    encoding_guess: EncodingGuess | None = None

    @property
    def has_errors(self) -> bool:
        return bool(self.counts.get("error"))

    def to_json(self) -> dict[str, Any]:
        """Return the entry of ``bcdc check --json``: path, findings, schema, encoding."""
        guess = self.encoding_guess
        return {
            "path": str(self.path),
            "findings": [finding.to_json() for finding in self.findings],
            "schema": self.schema,
            "encoding": self.encoding,
            "encoding_guess": guess.to_json() if guess is not None else None,
        }


@dataclass(frozen=True)
class HowRead:
    """How a table is read: bytes of its head, and of the blocks up to its header, and whether well-formed blocks are
    read the quick way."""

    head_bytes: int = HEAD_BYTES
    header_block: int = HEADER_BLOCK
    quickly: bool = True


def check_file(
    path: Path,
    *,
    encoding: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_partial_result: Callable[[CheckResult], None] | None = None,
) -> CheckResult:
    """Read a file through and report what to know before it is uploaded.

    A ``.csv``, ``.tsv`` or ``.tab``, also as ``.gz``, is checked as a table, and a file without extension that looks
    like one; of any other file only that it is not empty and that its content is what its extension says. ``encoding``
    is one that a person chose (Python's name, or ``utf-8+`` and the name for odd bytes); else it is told from the
    bytes. ``on_progress`` gets (bytes read, bytes in all); ``on_partial_result`` what is known of a table as soon as
    its head was read, and again a few times a second where more was found: columns, first records and findings so far,
    without types, hash and number of records. Both are called in the caller's thread.

    Raises:
        OSError: the file cannot be read.
        CheckCancelled: ``cancelled`` returned true.
    """
    return check_in_chunks(
        path,
        CHUNK_BYTES,
        encoding=encoding,
        on_progress=on_progress,
        cancelled=cancelled,
        on_partial_result=on_partial_result,
    )


def check_in_chunks(
    path: Path,
    chunk_bytes: int,
    *,
    encoding: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_partial_result: Callable[[CheckResult], None] | None = None,
    longest_record: int = LONGEST_RECORD,
    reading: HowRead | None = None,
) -> CheckResult:
    """Do what ``check_file`` does with another size of chunks, on which the result does not depend.

    Args:
        longest_record: characters; a longer one is taken for an unclosed quote or for no table at all.
        reading: what else the result does not depend on.
    """
    reading = reading or HowRead()
    log = FindingLog()
    with open_regular(path) as file, ThreadPoolExecutor(1, thread_name_prefix="hash") as hashing:
        content = FileContent(path, file, beside=hashing)
        size = content.size
        source = ByteSource(path, content, chunk_bytes, encoding, head_bytes=reading.head_bytes)

        def report() -> None:
            if on_partial_result is not None and (seen := run.partial_result()) is not None:
                on_partial_result(seen)
            if on_progress is not None:
                on_progress(content.bytes_read, size)
            if cancelled is not None and cancelled():
                raise CheckCancelled(str(path))

        run = _Run(path, source, log, report, longest_record, reading)
        table = run.check()
        content.drain(report)
        run.look_at_file()
        report()
    return CheckResult(
        path=path,
        size=content.bytes_read,
        findings=log.findings(),
        format=run.format,
        sha256=content.sha256,
        fingerprint=content.fingerprint,
        counts=log.counts(),
        code_counts=log.code_counts(),
        encoding_guess=source.guess,
        **table,
    )


class _Run:
    """One check under way."""

    def __init__(
        self,
        path: Path,
        source: ByteSource,
        log: FindingLog,
        report: Callable[[], None],
        longest_record: int,
        reading: HowRead,
    ) -> None:
        self.format = content_type.format_of(path)
        self._source = source
        self._log = log
        self._report = report
        self._longest_record = longest_record
        self._reading = reading
        self._labels: list[str | int] = []
        self._profiles: list[ColumnProfile] = []
        self._last: list[Block] = []  # the last ones, with at least _LAST_RECORDS records where there are so many
        self._path = path
        self._shape: TableShape | None = None
        self._copies = HeaderCopies((), log)
        self._partial: tuple[float, int] | None = None  # when, and how many findings there were

    def partial_result(self) -> CheckResult | None:
        """Return what is known so far; None where there is nothing new."""
        shape, now = self._shape, time.monotonic()
        if shape is None or (self._partial is not None and now - self._partial[0] < _PARTIAL_EVERY):
            return None
        counts = self._log.counts()
        if self._partial is not None and self._partial[1] == sum(counts.values()):
            return None
        self._partial = now, sum(counts.values())
        return CheckResult(
            path=self._path,
            size=self._source.file.bytes_read,
            findings=self._log.findings(),
            format=self.format,
            encoding=self._source.encoding,
            delimiter=shape.delimiter,
            columns=shape.header,
            preview=shape.preview,
            header_row=shape.header_row,
            counts=counts,
            code_counts=self._log.code_counts(),
        )

    def check(self) -> dict[str, Any]:
        """Check the file; returns the parts of the result that only a table has."""
        head = self._source.read_head()
        if not head and self._source.file.damaged:
            return {}
        if not head:
            self._error("empty-file", tr("Choose another file: this one is empty (0 bytes)."))
            return {}
        if not self._is_table(head):
            found = content_type.mismatch(self.format, head)
            if found is not None:
                message = tr(
                    "Give the file the extension of what it is, or export it again: its content is {content}.",
                    content=found,
                )
                self._error("content-mismatch", message)
            return {}
        found = content_type.sniff(head) or ("binary" if self._is_binary(head) else None)
        if found is not None:
            name = content_type.NAMES[found]
            message = tr(
                "Export the table as CSV: this file is {content} that is only named {ending}.",
                content=name,
                ending=self._path.suffix,
            )
            self._error("not-a-csv" if self.format != "tsv" else "content-mismatch", message)
            return {}
        return self._check_table()

    def look_at_file(self) -> None:
        """Log what is to be said of the file itself, once all of it was read."""
        content = self._source.file
        if content.damaged:
            self._error("damaged-archive", tr("Pack this file again: it can't be unpacked to its end."))
        if content.cut:
            message = tr("Check the unpacked file: this one contains so much that only its beginning was checked.")
            self._log.add(Finding("warning", "not-read-to-end", None, None, None, message))
        if content.changed:
            self._error("file-changed", tr("Check this file again: it was changed while it was read."))
        stored = name_on_server(self._path.name)
        if stored is not None:
            message = tr(
                "Rename this file: CKAN has only ASCII in names and would store it as “{stored}”; for example {name}.",
                stored=stored,
                name=ascii_name(self._path.name),
            )
            self._log.add(Finding("warning", "file-name", None, None, self._path.name, message))

    def _is_table(self, head: bytes) -> bool:
        """Return whether to look for a table: by the file's name, or by its first lines where it has no extension."""
        if content_type.is_table(self._path):
            return not head.startswith(_MAPINFO)
        if self._path.suffix or content_type.sniff(head) is not None or self._is_binary(head):
            return False
        return looks_like_table(head.decode("utf-8", "replace"), whole=len(head) < self._source.head_bytes)

    def _check_table(self) -> dict[str, Any]:
        chunks = self._source.chunks()
        expected = content_type.delimiter_of(self._path)
        start, shape = read_head(chunks, expected, head_bytes=self._source.head_bytes)
        if shape is None:
            message = tr("Choose another file: this one has nothing but empty lines.")
            if any(chunk.strip() for chunk in self._reported(chunks)):
                message = tr("Delete the empty lines at the beginning of this file: there are too many of them.")
            self._error("empty-file", message)
            return {"encoding": self._source.encoding}
        self._labels = column_labels(shape.header)
        self._profiles = [ColumnProfile(name) for name in shape.header]
        self._shape = shape
        self._copies = HeaderCopies(shape.header, self._log)
        self._look_at_shape(shape)
        text = normalized(itertools.chain((start,), chunks), shape.line_end)
        # The cells of some blocks are looked at while the next are judged and read; polars lets go of the interpreter
        # lock.
        with (
            ThreadPoolExecutor(1, thread_name_prefix="preflight") as beside,
            ThreadPoolExecutor(1, thread_name_prefix="judging") as judging,
        ):
            reader = TableReader(
                shape,
                self._log,
                longest_record=self._longest_record,
                header_block=self._reading.header_block,
                quickly=self._reading.quickly,
                beside=judging,
            )
            looking: deque[Future[None]] = deque()
            for block in self._blocks(reader, text):
                if len(looking) >= _BLOCKS_AHEAD:
                    looking.popleft().result()
                looking.append(beside.submit(self._take, block))
                reader.expect([one.expected for one in self._profiles], self._column_without_gaps())
            for one in looking:
                one.result()
        self._look_at_whole(reader, shape)
        types = [column_type(profile) for profile in self._profiles]
        report_columns(self._profiles, types, self._labels, self._log)
        return {
            "encoding": self._source.encoding,
            "delimiter": shape.delimiter,
            "rows": reader.rows,
            "columns": shape.header,
            "preview": shape.preview,
            "header_row": shape.header_row,
            "schema": build_schema(self._profiles, types),
        }

    def _column_without_gaps(self) -> int | None:
        """Return a column that had no empty cell so far: no record like those is empty."""
        return next((place for place, one in enumerate(self._profiles) if not one.empty and one.expected), None)

    def _reported(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._report()
            yield chunk

    def _blocks(self, reader: TableReader, chunks: Iterable[bytes]) -> Iterator[Block]:
        for data in self._reported(chunks):
            yield from reader.feed(data)
        yield from reader.finish()

    def _take(self, block: Block) -> None:
        block_characters(block, self._labels, self._log)
        self._copies.read(block)
        profile_block(block.frame, self._profiles, block.rows, block.kinds)
        self._last.append(block)
        while len(self._last) > 1 and sum(one.frame.height for one in self._last[1:]) >= _LAST_RECORDS:
            del self._last[0]

    def _last_records(self) -> list[tuple[int, tuple[str | None, ...]]]:
        """Return number and cells of the last records."""
        records: list[tuple[int, tuple[str | None, ...]]] = []
        for block in self._last:
            last = block.texts.tail(_LAST_RECORDS)
            first = block.frame.height - last.height
            records += [(block.rows[first + place], record) for place, record in enumerate(last.iter_rows())]
        return records[-_LAST_RECORDS:]

    def _look_at_shape(self, shape: TableShape) -> None:
        row = shape.header_row
        if shape.delimiter != (content_type.delimiter_of(self._path) or ","):
            name = DELIMITER_NAMES.get(shape.delimiter, shape.delimiter)
            message = tr("Save the table with commas between its fields: it has the {delimiter}.", delimiter=name)
            if shape.delimiter == ",":
                message = tr("Give this file the extension .csv: commas separate its fields, and no tabs.")
            self._log.add(Finding("warning", "delimiter", None, None, shape.delimiter, message))
        if shape.separator_line:
            message = tr("Delete the first line, which only Excel understands: “{line}”.", line=shape.separator_line)
            self._log.add(Finding("warning", "separator-line", 1, None, shape.separator_line, message))
        first = 1 if shape.separator_line else 0
        titles = [record for record in shape.sample[first : row - 1] if any(record)]
        if titles:
            value = shortened(" ".join(cell for cell in titles[0] if cell))
            message = tr("Delete the lines above the header: the first row has to name the columns.")
            self._error("title-before-header", message, row=shape.sample.index(titles[0]) + 1, value=value)
        if shape.looks_like_data:
            message = tr("Add a first row that names the columns: this one looks like data.")
            self._error("header-missing", message, row=row, value=shortened(",".join(shape.header)))
        elif not shape.header_broken:
            for position, finding in header_findings(shape.header, row):
                self._log.add(finding, position)
            header_characters(shape.header, self._labels, row, self._log)

    def _look_at_whole(self, reader: TableReader, shape: TableShape) -> None:
        encoding = self._source.finding()
        if encoding is not None:
            self._log.add(encoding)
        last = self._last_records()
        if "notes-after-data" not in self._log.code_counts() and (notes := padded_notes(last)) is not None:
            self._log.add(notes)
        elif (total := total_record(last, self._profiles)) is not None:
            self._log.add(total)
        if reader.rows == 0 and not self._log.counts()["error"]:
            message = tr("Add the data: this table has a header and no rows.")
            self._log.add(Finding("warning", "no-rows", None, None, None, message))
        ended = reader.next_row - 1 - (0 if reader.last_line_ended else 1)
        # Line breaks inside quoted fields are free: only when records end otherwise is there something to say.
        if shape.line_end != "lines" or (reader.bare_lf and reader.crlf < ended):
            ends = "LF" if not reader.crlf else "both CRLF and LF"
            ends = {"returns": "CR", "doubled": "CR CR LF"}.get(shape.line_end, ends)
            message = tr("Write CRLF at the end of each row: this file has {ends}.", ends=ends)
            severity: Severity = "warning" if shape.line_end == "doubled" else "advice"
            self._log.add(Finding(severity, "line-ends", None, None, ends, message))

    def _error(self, code: str, message: str, *, row: int | None = None, value: str | None = None) -> None:
        self._log.add(Finding("error", code, row, None, value, message))

    def _is_binary(self, head: bytes) -> bool:
        if self._source.encoding != "utf-8":
            return False
        controls = len(head) - len(head.translate(None, content_type.CONTROL_BYTES))
        return controls > max(8, 0.1 * len(head))
