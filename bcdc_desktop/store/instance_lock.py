"""Only one copy of the program sends uploads; the system frees the lock when that copy ends, however it ends."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from .database import Locked, known_errors
from .paths import make_private


class InstanceLock:
    """A lock held through an exclusive transaction on a small database file beside the work file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._guard = threading.Lock()

    def acquire(self) -> bool:
        """Take the lock, or answers False at once when another copy holds it.

        Raises:
            StoreError: the file cannot be opened.
        """
        with self._guard:
            if self._connection is not None:
                return True
            connection: sqlite3.Connection | None = None
            try:
                make_private(self._path)
                with known_errors():
                    connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
                    connection.execute("BEGIN EXCLUSIVE")
            except BaseException as error:
                if connection is not None:
                    connection.close()
                if isinstance(error, Locked):
                    return False
                raise
            self._connection = connection
            return True

    def release(self) -> None:
        """Release the lock."""
        with self._guard, contextlib.suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()
                self._connection = None
