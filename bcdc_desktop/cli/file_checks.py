"""Checking of files in the background while a command reads from the catalogue."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bcdc_desktop.preflight.csv_check import CheckResult

_READERS = 2  # files at the same time


class Reading:
    """Files that are checked in other threads from the start of the command."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._over = threading.Event()
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reading")
        self._checks = {path: self._readers.submit(self._check, path) for path in files}

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._readers.shutdown(wait=False, cancel_futures=True)

    def check(self, path: Path) -> CheckResult:
        """Return the result of the check.

        Raises:
            OSError: it cannot be read.
        """
        return self._checks[path].result()

    def _check(self, path: Path) -> CheckResult:
        from bcdc_desktop.preflight.csv_check import check_file  # polars is imported here, beside the first requests

        return check_file(path, cancelled=self._over.is_set)
