"""Standard streams as they may be: closed, full, of another encoding, or with a reader that has gone."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import Any

_GONE = {errno.EPIPE, errno.ESHUTDOWN, *({errno.EINVAL} if os.name == "nt" else ())}  # Windows says EINVAL of a pipe
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "→": "->", "\u00a0": " "}
)
_ERRORS = "bcdc"
OUTPUT = "standard output"  # names it in the error of a write


class Output(io.RawIOBase):
    """Standard output or error. What a reader that has gone is sent, and what comes after a failure, goes nowhere: the
    command does its work to the end all the same, and its exit code tells of that.

    Args:
        vital: whether to raise where the disk is full; of standard error nobody could be told.
    """

    def __init__(self, descriptor: int, *, vital: bool) -> None:
        self._descriptor = descriptor
        self._vital = vital
        self._closed_at_other_end = False

    def write(self, data: Any) -> int:
        """Write bytes and return how many.

        Raises:
            OSError: the disk is full or fails; once.
        """
        if self._closed_at_other_end:
            return len(data)
        try:
            return os.write(self._descriptor, data)
        except OSError as error:
            self._closed_at_other_end = True
            if error.errno in _GONE or not self._vital:
                return len(data)
            raise OSError(error.errno, error.strerror, OUTPUT) from None

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return os.isatty(self._descriptor)

    def fileno(self) -> int:
        """Return its descriptor."""
        return self._descriptor


def prepare() -> None:
    """Make the standard streams of this process such that every text can be written, and no write ends the program."""
    codecs.register_error(_ERRORS, _readable)
    _fill_closed()
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.FileIO(os.devnull), encoding="utf-8")
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is None:
            stream = io.TextIOWrapper(io.FileIO(descriptor, "w", closefd=False), encoding="utf-8")
            setattr(sys, name, stream)
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if os.name == "nt" and stream.isatty():
            stream.reconfigure(errors=_ERRORS)  # Python's console stream writes Unicode by itself
            continue
        stream.flush()
        raw = Output(descriptor, vital=descriptor == 1)
        buffered = io.BufferedWriter(raw)
        setattr(
            sys,
            name,
            io.TextIOWrapper(
                buffered,
                encoding=pipe_encoding(stream.encoding),
                errors=_ERRORS,
                line_buffering=raw.isatty(),
            ),
        )


def pipe_encoding(of_python: str, system: str = os.name) -> str:
    """Return the encoding of a stream that is no console of Windows: there UTF-8 instead of a code page, which lacks
    most letters. ``PYTHONIOENCODING`` counts as it does everywhere."""
    return "utf-8" if system == "nt" and not os.environ.get("PYTHONIOENCODING") else of_python


def _fill_closed() -> None:
    """Open the null device in place of each standard descriptor that is closed: else the next file that is opened, a
    database say, would be written the program's sentences."""
    while (opened := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(opened, True)
    os.close(opened)


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write characters that an encoding lacks as plain ones, or else as Python writes them (``\\u65e5``)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    return text.encode("ascii", "backslashreplace").decode("ascii"), error.end
