"""What ends the lines of a file, and the same text with ends that every reader of CSV knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

LineEnd = Literal["lines", "returns", "doubled"]
"""LF or CRLF; CR alone, as old Macs wrote it; CR CR LF, which Python and others write on Windows by mistake."""


def line_end_of(sample: bytes) -> LineEnd:
    """Return what ends the lines of a text, by its beginning."""
    breaks = sample.count(b"\n")
    if not breaks:
        return "returns" if b"\r" in sample else "lines"
    return "doubled" if 2 * sample.count(b"\r\r\n") > breaks else "lines"


def normalized(chunks: Iterable[bytes], line_end: LineEnd) -> Iterator[bytes]:
    """Yield the same text with LF or CRLF at the ends of its lines."""
    held = b""
    for chunk in chunks:
        if line_end == "lines":
            yield chunk
        elif line_end == "returns":
            yield chunk.replace(b"\r", b"\n")
        else:
            data = held + chunk
            returns = len(data) - len(data.rstrip(b"\r"))
            held = data[len(data) - returns :]
            yield data[: len(data) - returns].replace(b"\r\r\n", b"\r\n")
    if held:
        yield held


def lines_with_ends(chunks: Iterable[bytes], line_end: LineEnd) -> Iterator[bytes]:
    """Yield the lines of a text that comes in pieces, each with its own end."""
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        # CRs at the end may be the first half of a line's end
        whole = len(data.rstrip(b"\r"))
        whole = max(data.rfind(b"\n", 0, whole), data.rfind(b"\r", 0, whole)) + 1
        rest = data[whole:]
        yield from _split(data[:whole], line_end)
    yield from _split(rest, line_end)


def _split(data: bytes, line_end: LineEnd) -> Iterator[bytes]:
    held = b""
    for line in data.splitlines(keepends=True):
        if line_end == "doubled":
            if line == b"\r\n" and held:
                yield held + line
                held = b""
                continue
            if held:
                yield held
            held = line if line.endswith(b"\r") else b""
            if held:
                continue
        yield line
    if held:
        yield held
