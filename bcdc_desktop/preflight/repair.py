"""Safe repairs of a table (encoding, line ends, empty lines, column names), written to a copy."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bcdc_desktop.file_operations import beside, discard, naming, open_regular, replace
from bcdc_desktop.preflight import content_type
from bcdc_desktop.preflight.byte_source import ByteSource
from bcdc_desktop.preflight.encoding_guess import EncodingGuess
from bcdc_desktop.preflight.encoding_names import UTF8
from bcdc_desktop.preflight.encoding_names import label as encoding_label
from bcdc_desktop.preflight.file_content import FileContent, is_packed
from bcdc_desktop.preflight.findings import CheckCancelled
from bcdc_desktop.preflight.header import column_labels, tidy_names
from bcdc_desktop.preflight.line_ends import lines_with_ends
from bcdc_desktop.preflight.record_reader import LONGEST_RECORD, RecordFault, RecordReader
from bcdc_desktop.preflight.table_shape import TableShape, read_head
from bcdc_desktop.translation import tr

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class RepairResult:
    """The repairs that were made. ``encoding`` is that of the original where it was changed; ``size`` is in bytes."""

    target: Path
    size: int
    encoding: str | None
    line_ends: int
    trailing_empty: int
    renamed: tuple[tuple[str, str], ...]
    separator_line: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.encoding or self.line_ends or self.trailing_empty or self.renamed or self.separator_line)


class RepairRefused(Exception):
    """The file cannot be repaired safely; the target was not written. The text says why."""


class EncodingNotSure(RepairRefused):
    """Somebody has to say what encoding the file is in; ``guess`` has what it may be."""

    def __init__(self, text: str, guess: EncodingGuess) -> None:
        super().__init__(text)
        self.guess = guess


def suggest_names(header: tuple[str, ...]) -> dict[str | int, str]:
    """Return new names for header cells that do not keep the guideline, by name or, where that is not unique, position.

    To be shown and confirmed, and then given to ``repair`` as ``rename_header``.
    """
    names = zip(header, column_labels(header), tidy_names(header), strict=True)
    return {label: tidy for name, label, tidy in names if tidy != name}


def repair(
    path: Path,
    target: Path,
    *,
    encoding: bool = True,
    line_ends: bool = True,
    trailing_empty: bool = True,
    rename_header: Mapping[str, str] | Mapping[str | int, str] | None = None,
    from_encoding: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RepairResult:
    """Write a repaired copy of a CSV file.

    ``encoding`` writes UTF-8 without a byte order mark, ``line_ends`` ends records with CRLF (line breaks inside quoted
    fields stay), ``trailing_empty`` leaves out empty lines and records without any value at the end, and
    ``rename_header`` maps header cells, by name or by position from 1, to new names. Excel's line ``sep=;`` is left
    out. Nothing else is touched. The table is read as ``check_file`` reads it. ``from_encoding`` is the encoding that a
    person chose (as for ``check_file``).

    The target appears when it is complete, and when it is proven that its text, encoded again, is the very bytes of
    the original: no character is ever replaced.

    Raises:
        OSError: the file cannot be read or the target not written.
        EncodingNotSure: the file is not UTF-8, and more than one encoding is possible.
        RepairRefused: the target is the file itself; the header cannot be read; a quote is left open, so that line
            breaks of records cannot be told from those inside fields; the file has bytes that its encoding does not
            have; or the encoding is to be kept but is not UTF-8 and anything else is to change.
        CheckCancelled: ``cancelled`` returned true.
    """
    if target.exists() and target.samefile(path):
        raise RepairRefused(tr("Choose another name for the copy, so that the original is not overwritten."))
    if is_packed(path):
        raise RepairRefused(tr("Unpack this file first: what is packed can't be fixed."))
    partial = beside(target)
    try:
        with naming(target, partial), open_regular(path) as file, partial.open("wb") as out:
            content = FileContent(path, file)
            source = ByteSource(path, content, _CHUNK_BYTES, from_encoding, strict=True)
            source.read_head()
            if not encoding and source.has_bom and source.encoding == UTF8:
                out.write(codecs.BOM_UTF8)
            work = _Repair(line_ends, trailing_empty, rename_header or {})
            chunks = _decoded(source, cancelled)
            start, shape = read_head(chunks, content_type.delimiter_of(path))
            if shape is None:
                raise RepairRefused(tr("There is no table at the beginning of this file."))
            for piece in work.run(itertools.chain((start,), chunks), shape):
                out.write(piece.encode(UTF8))
            was_utf8 = source.encoding == UTF8 and not source.mixed
            if not encoding and not was_utf8:
                raise RepairRefused(tr("This file is not UTF-8. Convert it to UTF-8 before fixing anything else."))
            if not source.is_proven():
                raise _not_in(source)
            if content.changed:
                raise RepairRefused(tr("The file was changed while it was read. Try again."))
            out.flush()
            os.fsync(out.fileno())
        replace(partial, target)
    finally:
        discard(partial)
    recoded = encoding and (source.has_bom or not was_utf8)
    return RepairResult(
        target=target,
        size=target.stat().st_size,
        encoding=source.encoding if recoded else None,
        line_ends=work.line_ends_changed,
        trailing_empty=work.trailing_dropped,
        renamed=tuple(work.renamed),
        separator_line=work.separator_dropped,
    )


class _Repair:
    """The repaired text of one file, piece by piece."""

    def __init__(
        self, line_ends: bool, trailing_empty: bool, rename: Mapping[str, str] | Mapping[str | int, str]
    ) -> None:
        self.line_ends_changed = 0
        self.trailing_dropped = 0
        self.separator_dropped = False
        self.renamed: list[tuple[str, str]] = []
        self._line_ends = line_ends
        self._trailing_empty = trailing_empty
        self._rename: dict[str | int, str] = dict(rename.items())
        self._delimiter = ","
        self._held: list[tuple[str, int]] = []  # empty records, and how often each follows itself

    def run(self, chunks: Iterator[bytes], shape: TableShape) -> Iterator[str]:
        self._delimiter = shape.delimiter
        records = _records((line.decode(UTF8) for line in lines_with_ends(chunks, shape.line_end)), shape.delimiter)
        if shape.separator_line:
            self.separator_dropped = next(records, None) is not None
        first = next(records, None)
        if first is None:
            return
        last = self._header(first)
        for record in records:
            if self._trailing_empty and not record.replace(self._delimiter, "").strip("\r\n\t "):
                before, number = self._held.pop() if self._held else (record, 0)
                self._held += [(record, number + 1)] if before == record else [(before, number), (record, 1)]
                continue
            if self._held:
                yield self._ended(last)
                *others, (last, number) = self._held
                for held, times in (*others, (last, number - 1)):
                    yield from (self._ended(held) for _ in range(times))
                self._held = []
            yield self._ended(last)
            last = record
        self.trailing_dropped = sum(number for _, number in self._held)
        yield self._ended(last)

    def _ended(self, record: str) -> str:
        if not self._line_ends:
            return record
        body = record.removesuffix("\n").rstrip("\r") if record.endswith("\n") else record.removesuffix("\r")
        if len(record) - len(body) == 2 and record.endswith("\r\n"):
            return record
        self.line_ends_changed += 1
        return f"{body}\r\n"

    def _header(self, record: str) -> str:
        if not self._rename:
            return record
        body = record.rstrip("\r\n")
        ending = record[len(body) :]
        try:
            cells = next(csv.reader(io.StringIO(body, newline=""), delimiter=self._delimiter, strict=True))
        except (csv.Error, StopIteration):
            raise RepairRefused(tr("The header can't be read, so its names can't be changed.")) from None
        for index, cell in enumerate(cells):
            new = self._rename.get(index + 1, self._rename.get(cell))
            if new is not None and new != cell:
                self.renamed.append((cell, new))
                cells[index] = new
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self._delimiter, lineterminator="").writerow(cells)
        return out.getvalue() + ending


def _records(lines: Iterator[str], delimiter: str) -> Iterator[str]:
    """Yield the records with their line ends, as a check reads them; a line break inside quotes ends none."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_RECORD))
    for line in lines:
        if '"' not in line:
            yield line
            continue
        reader = RecordReader(itertools.chain((line,), lines), delimiter)
        try:
            record = next(iter(reader), None)
        except csv.Error:
            raise RepairRefused(tr("A field is too long to be read.")) from None
        if isinstance(record, RecordFault) and record.kind != "stray-quote":
            raise RepairRefused(tr("A quote is never closed. Close it first."))
        yield "".join(reader.last_lines)


def _decoded(source: ByteSource, cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    """Yield the file's text as UTF-8, as long as every byte is certain."""
    chunks = source.chunks()
    while True:
        if cancelled is not None and cancelled():
            raise CheckCancelled
        try:
            chunk = next(chunks, None)
        except UnicodeError:
            chunk = None
            source.faulty = True
        if source.guess is not None and not source.guess.sure:
            message = tr("Choose the encoding of this file: it is not UTF-8, but probably {encoding}.")
            raise EncodingNotSure(message.format(encoding=source.label), source.guess)
        if source.faulty:
            raise _not_in(source)
        if source.escaped is not None:
            message = tr(
                "The file is probably {encoding}. Open it with the program that wrote it, and save it as UTF-8.",
                encoding=source.escaped.name,
            )
            raise RepairRefused(message)
        if chunk is None:
            return
        if b"\x00" in chunk:
            raise RepairRefused(
                tr("The file has NUL bytes: a part of it is probably in another encoding. Export it again.")
            )
        yield chunk


def _not_in(source: ByteSource) -> RepairRefused:
    text = tr(
        "The file has bytes that {encoding} doesn't have, so characters would be lost. Choose another encoding.",
        encoding=encoding_label(source.chosen or source.encoding),
    )
    return RepairRefused(text)
