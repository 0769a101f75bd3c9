"""The log of the program: one file for each process that runs at the same time, so that none takes lines of another."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import re
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.text_direction import DIRECTION_CONTROLS
from bcdc_desktop.file_operations import replace, require_regular
from bcdc_desktop.store.database import StoreError
from bcdc_desktop.store.instance_lock import InstanceLock
from bcdc_desktop.store.paths import Places, make_private

_BYTES = 1_000_000
_PROCESSES = 8
_CONTROLS = re.compile(f"[\\0-\\x1f\\x7f-\\x9f\\u2028\\u2029{DIRECTION_CONTROLS}]")


class _LogFormatter(logging.Formatter):
    """One line a message, whatever is quoted in it: a server's text forges no line, and commands no terminal that the
    log is read in."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return _CONTROLS.sub(_escaped, super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """Return a traceback; its own lines stay lines."""
        return "\n".join(_CONTROLS.sub(_escaped, line) for line in super().formatException(ei).split("\n"))


def _escaped(control: re.Match[str]) -> str:
    return f"\\u{ord(control.group()):04x}"


class ProgramLog(logging.handlers.RotatingFileHandler):
    """A log file that only this user may read. Where the system does not let it be renamed, it grows instead; where it
    cannot be written, there is none."""

    def __init__(self, path: Path, *, size: int = _BYTES) -> None:
        super().__init__(path, maxBytes=size, backupCount=2, encoding="utf-8", delay=True)
        self.rotator = lambda source, target: replace(Path(source), Path(target))
        self.setFormatter(_LogFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def doRollover(self) -> None:
        """Begin a new file; where that fails, go on in this one."""
        with contextlib.suppress(OSError):
            super().doRollover()
        if self.stream is None:
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Do without a line that cannot be written: the program's work matters more."""

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        make_private(path)
        require_regular(path)  # a pipe would wait for ever
        return super()._open()


class LogFile:
    """The log file of this process; another process does not write to it until this one has ended."""

    def __init__(self, places: Places) -> None:
        self.path, self._lock = _free(places.logs)

    def release(self) -> None:
        """Leave the file to another process."""
        if self._lock is not None:
            self._lock.release()


def keep_log(places: Places) -> LogFile:
    """Write what the program tells into its log file from now on."""
    file = LogFile(places)
    ours = logging.getLogger("bcdc_desktop")
    ours.addHandler(ProgramLog(file.path))
    ours.setLevel(logging.INFO)
    return file


def _free(folder: Path) -> tuple[Path, InstanceLock | None]:
    for number in range(1, _PROCESSES + 1):
        name = "bcdc-desktop" if number == 1 else f"bcdc-desktop-{number}"
        lock = InstanceLock(folder / f"{name}.lock")
        with contextlib.suppress(StoreError):
            if lock.acquire():
                return folder / f"{name}.log", lock
    return folder / "bcdc-desktop.log", None
