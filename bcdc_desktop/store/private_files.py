"""Files that only this user may read, on systems that know of such a thing."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def private_opener(path: str, flags: int) -> int:
    """Open a file for ``open(…, opener=private_opener)``: a new one is readable by this user only.

    Raises:
        OSError: the system refuses.
    """
    return os.open(path, flags, 0o600)


def make_private(path: Path) -> None:
    """Make an empty file that only this user may read, where there is none, for a library that opens it afterwards.

    What keeps it from being made is told by that library, in its own way. A file that is there is not touched: to
    close one that SQLite has open would let go of SQLite's locks.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
