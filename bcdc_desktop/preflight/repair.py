"""Safe repairs of a table (encoding, line ends, empty lines, column names), written to a copy."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bcdc_desktop.preflight.byte_source import ByteSource
from bcdc_desktop.preflight.findings import CheckCancelled
from bcdc_desktop.preflight.header import column_labels, tidy_name
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

    @property
    def changed(self) -> bool:
        return bool(self.encoding or self.line_ends or self.trailing_empty or self.renamed)


class RepairRefused(Exception):
    """The file cannot be repaired safely; the target was not written. The text says why."""


def suggest_names(header: tuple[str, ...]) -> dict[str | int, str]:
    """Return new names for header cells that do not keep the guideline, by name or, where that is not unique, position.

    To be shown and confirmed, and then given to ``repair`` as ``rename_header``.
    """
    suggested: dict[str | int, str] = {}
    taken: list[str] = []
    for position, (name, label) in enumerate(zip(header, column_labels(header), strict=True), 1):
        tidy = tidy_name(name, position, taken)
        if tidy != name:
            suggested[label] = tidy
        taken.append(tidy)
    return suggested


def repair(
    path: Path,
    target: Path,
    *,
    encoding: bool = True,
    line_ends: bool = True,
    trailing_empty: bool = True,
    rename_header: Mapping[str, str] | Mapping[str | int, str] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> RepairResult:
    """Write a repaired copy of a CSV file.

    ``encoding`` writes UTF-8 without a byte order mark, ``line_ends`` ends records with CRLF (line breaks inside quoted
    fields stay), ``trailing_empty`` leaves out empty lines and records without any value at the end, and
    ``rename_header`` maps header cells, by name or by position from 1, to new names. Nothing else is touched. The
    target appears when it is complete.

    Raises:
        OSError: the file cannot be read or the target not written.
        RepairRefused: the target is the file itself; the header cannot be read; a quote is left open, so that line
            breaks of records cannot be told from those inside fields; or the encoding is to be kept but is not UTF-8
            and anything else is to change.
        CheckCancelled: ``cancelled`` returned true.
    """
    if target.exists() and target.samefile(path):
        raise RepairRefused(tr("Choose another name for the copy, so that the original is not overwritten."))
    partial = target.with_name(f".{target.name}.part")
    try:
        with path.open("rb") as file, partial.open("wb") as out:
            source = ByteSource(path, file, _CHUNK_BYTES)
            source.read_head()
            if not encoding and source.has_bom and source.encoding == "utf-8":
                out.write(codecs.BOM_UTF8)
            work = _Repair(line_ends, trailing_empty, rename_header or {})
            for piece in work.run(_watched(source.chunks(), cancelled)):
                out.write(piece)
            was_utf8 = source.encoding == "utf-8" and not source.mixed
            if not encoding and not was_utf8:
                raise RepairRefused(tr("This file is not UTF-8. Convert it to UTF-8 before fixing anything else."))
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    recoded = encoding and (source.has_bom or not was_utf8)
    return RepairResult(
        target=target,
        size=target.stat().st_size,
        encoding=source.encoding if recoded else None,
        line_ends=work.line_ends_changed,
        trailing_empty=work.trailing_dropped,
        renamed=tuple(work.renamed),
    )


class _Repair:
    """The repaired bytes of one file, piece by piece; quotes are followed so that only records' ends are changed."""

    def __init__(
        self, line_ends: bool, trailing_empty: bool, rename: Mapping[str, str] | Mapping[str | int, str]
    ) -> None:
        self.line_ends_changed = 0
        self.trailing_dropped = 0
        self.renamed: list[tuple[str, str]] = []
        self._line_ends = line_ends
        self._trailing_empty = trailing_empty
        self._rename: dict[str | int, str] = dict(rename.items())
        self._delimiter = b","
        self._held: list[bytes] = []

    def run(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        records = _records(chunks)
        first = next(records, None)
        if first is None:
            return
        self._delimiter = max((b",", b";", b"\t", b"|"), key=lambda one: (first.count(one), one == b","))
        last = self._header(first)
        for record in records:
            if self._trailing_empty and not record.replace(self._delimiter, b"").strip():
                self._held.append(record)
                continue
            if self._held:
                yield from (self._ended(held) for held in (last, *self._held[:-1]))
                last, self._held = self._held[-1], []
            yield self._ended(last)
            last = record
        self.trailing_dropped = len(self._held)
        yield self._ended(last)

    def _ended(self, record: bytes) -> bytes:
        if not self._line_ends or record.endswith(b"\r\n"):
            return record
        self.line_ends_changed += 1
        return record.rstrip(b"\n") + b"\r\n" if record.endswith(b"\n") else record.removesuffix(b"\r") + b"\r\n"

    def _header(self, record: bytes) -> bytes:
        if not self._rename:
            return record
        text = record.decode("utf-8")
        body = text.rstrip("\r\n")
        ending = text[len(body) :]
        delimiter = self._delimiter.decode()
        try:
            cells = next(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
        except (csv.Error, StopIteration):
            raise RepairRefused(tr("The header can't be read, so its names can't be changed.")) from None
        for index, cell in enumerate(cells):
            new = self._rename.get(index + 1, self._rename.get(cell))
            if new is not None and new != cell:
                self.renamed.append((cell, new))
                cells[index] = new
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
        return (out.getvalue() + ending).encode("utf-8")


def _records(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Return the records with their line ends; a line break inside quotes ends none."""
    parts: list[bytes] = []
    length = 0
    is_open = False
    for line in _lines(chunks):
        is_open ^= line.count(b'"') % 2 == 1
        parts.append(line)
        length += len(line)
        if not is_open:
            yield b"".join(parts) if len(parts) > 1 else line
            parts, length = [], 0
        elif length > _LONGEST_OPEN:
            raise RepairRefused(tr("A quote is never closed. Close it first."))
    if parts:
        raise RepairRefused(tr("A quote is never closed. Close it first."))


_LONGEST_OPEN = 1 << 22


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines ended by LF, CRLF or CR, with their ends."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        if len(rest) < 2:
            continue
        # A CR at the end may be the first half of a CRLF.
        lines = rest[:-1].splitlines(keepends=True) if rest.endswith(b"\r") else rest.splitlines(keepends=True)
        tail = b"\r" if rest.endswith(b"\r") else b""
        rest = tail
        if lines and (tail or not lines[-1].endswith((b"\n", b"\r"))):
            rest = lines.pop() + tail
        yield from lines
    yield from rest.splitlines(keepends=True)


def _watched(chunks: Iterator[bytes], cancelled: Callable[[], bool] | None) -> Iterator[bytes]:
    for chunk in chunks:
        if cancelled is not None and cancelled():
            raise CheckCancelled
        yield chunk
