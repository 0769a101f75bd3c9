"""Only one copy of the program sends uploads; the system frees the lock when that copy ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from pathlib import Path

from bcdc_desktop.error_text import error_text
from bcdc_desktop.file_operations import require_regular

from .database import Damaged, Locked, NotWritable, known_errors
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
            try:
                make_private(self._path)
                try:
                    self._connection = self._locked()
                except Damaged:
                    self._empty()
                    self._connection = self._locked()
            except Locked:
                return False
            except OSError as error:
                raise NotWritable(error_text(error)) from error
            return True

    def _locked(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = None
        try:
            with known_errors(self._path):
                require_regular(self._path)  # SQLite opens a pipe or a device too, and what comes then is odd
                connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
                connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        return connection

    def _empty(self) -> None:
        """Make a damaged file a new one: nothing is stored in it, and nobody can have locked it as it is. What a link
        leads to is not ours.

        Raises:
            OSError: it cannot be written, or is a link.
        """
        handle = os.open(self._path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
        try:
            os.ftruncate(handle, 0)
        finally:
            os.close(handle)

    def release(self) -> None:
        """Release the lock."""
        with self._guard, contextlib.suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()
                self._connection = None
