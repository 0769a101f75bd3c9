"""The content of a regular file, unpacked where it is a gzip file; the file's own bytes are hashed on the way."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zlib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any, BinaryIO, cast

import xxhash

from bcdc_desktop.file_operations import open_regular

_MOST_UNPACKED = 1 << 32
"""So much of a gzip file is looked at (4 GiB): a small one may hold endless zeros."""


_WORTH_A_THREAD = 1 << 18  # bytes
_OPENED_BY_SHELL = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


def is_packed(path: Path) -> bool:
    """Return whether a file's name says that it is a gzip file."""
    return path.suffix.lower() == ".gz"


def open_given(path: Path) -> BinaryIO:
    """Open a file that a person named to be read as a whole: a regular one, or a pipe that the shell opened for it, as
    for ``<(…)``.

    Raises:
        OSError: as ``open_regular``.
    """
    return path.open("rb") if path.as_posix().startswith(_OPENED_BY_SHELL) else open_regular(path)


def open_content(path: Path) -> BinaryIO:
    """Open a file's content: unpacked, where it is a gzip file.

    Raises:
        OSError: as ``open_regular``.
    """
    file = open_regular(path)
    return cast(BinaryIO, gzip.GzipFile(fileobj=file)) if is_packed(path) else file


class FileContent:
    """Reads a file once.

    ``bytes_read`` counts the bytes of the file, ``position`` those of its content. No more is read than the file had
    when it was opened; ``changed`` tells whether it is another one at the end. ``damaged``: it could not be unpacked to
    its end; ``cut``: it was not unpacked to its end, because it holds too much.

    Args:
        beside: where the bytes are hashed while the next are read; without it they are hashed as they are read.
    """

    def __init__(
        self, path: Path, file: BinaryIO, most_unpacked: int = _MOST_UNPACKED, *, beside: Executor | None = None
    ) -> None:
        self.position = 0
        self.damaged = False
        self.cut = False
        self._file = file
        self._raw = _Hashed(file, beside)
        self._packed = gzip.GzipFile(fileobj=cast(Any, self._raw)) if is_packed(path) else None
        self._most = most_unpacked

    @property
    def size(self) -> int:
        return self._raw.size

    @property
    def bytes_read(self) -> int:
        return self._raw.bytes_read

    @property
    def changed(self) -> bool:
        status = os.fstat(self._file.fileno())
        return (status.st_size, status.st_mtime_ns) != (self._raw.size, self._raw.mtime_ns)

    @property
    def sha256(self) -> str:
        return self._raw.hashes()[0]

    @property
    def fingerprint(self) -> str:
        """XXH3-128 of the same bytes: enough to notice that a file changed, at a thirtieth of the cost."""
        return self._raw.hashes()[1]

    def read(self, number: int) -> bytes:
        """Return the next bytes of the content, fewer than asked for only at its end."""
        if self._packed is None:
            data = self._raw.read(number)
        else:
            number = min(number, self._most - self.position)
            self.cut = self.cut or number <= 0
            try:
                data = self._packed.read(number) if number > 0 else b""
            except (OSError, EOFError, zlib.error):
                self.damaged, data = True, b""
        self.position += len(data)
        return data

    def drain(self, report: Callable[[], None]) -> None:
        """Read the rest of the file for the hash alone."""
        while self._raw.read(1 << 20):
            report()


class _Hashed(io.RawIOBase):
    """A file up to the size that it had when it was opened."""

    def __init__(self, file: BinaryIO, beside: Executor | None) -> None:
        status = os.fstat(file.fileno())
        self.size, self.mtime_ns = status.st_size, status.st_mtime_ns
        self.bytes_read = 0
        self._sha256 = hashlib.sha256()
        self._quick = xxhash.xxh3_128()
        self._file = file
        self._beside = beside
        self._hashing: Future[None] | None = None

    def readable(self) -> bool:
        return True

    def read(self, number: int = -1) -> bytes:
        left = self.size - self.bytes_read
        data = self._file.read(left if number < 0 else min(number, left))
        self._wait()
        if self._beside is None or len(data) < _WORTH_A_THREAD:
            self._hash(data)
        else:
            self._hashing = self._beside.submit(self._hash, data)
        self.bytes_read += len(data)
        return data

    def hashes(self) -> tuple[str, str]:
        """Return the SHA-256 and the XXH3-128 of what was read."""
        self._wait()
        return self._sha256.hexdigest(), self._quick.hexdigest()

    def _hash(self, data: bytes) -> None:
        self._sha256.update(data)
        self._quick.update(data)

    def _wait(self) -> None:
        if self._hashing is not None:
            self._hashing.result()
            self._hashing = None

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)
