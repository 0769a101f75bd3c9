"""Reports of crashes: written to this computer, shown at the next start, sent to nobody.

A report has versions and, of each error, its kind and the places in our code and its libraries: no message of an error,
no value of a variable and no path of a user's file, as those may hold data, names or keys.
"""

from __future__ import annotations

import contextlib
import faulthandler
import itertools
import os
import platform
import sys
import time
import traceback
from pathlib import Path

from bcdc_desktop import __version__
from bcdc_desktop.file_operations import discard, open_regular
from bcdc_desktop.store.paths import Places, private_opener

_FOLDER = "crashes"
_numbers = itertools.count()
_KEPT = 5
_FRAMES = 60
_BYTES = 200_000  # of a report that are shown
_CHAIN = 5  # errors that caused one another
_PACKAGES = ("bcdc_desktop", "site-packages")


class CrashReports:
    """Writes reports, and finds those of earlier runs. ``watch`` also has the system's own crashes written down."""

    def __init__(self, places: Places) -> None:
        self._folder = places.logs / _FOLDER
        self._native: Path | None = None

    def watch(self) -> None:
        """Have a fault of the process itself, such as an access violation, write down where each thread was."""
        with contextlib.suppress(OSError):
            self._make_folder()
            path = self._folder / f"fault-{os.getpid()}-{time.time_ns()}.txt"
            file = open(path, "w", encoding="utf-8", opener=private_opener)  # noqa: SIM115 - open until the end
            faulthandler.enable(file)
            self._native = path

    def end(self) -> None:
        """Note an orderly end of this run."""
        if self._native is not None:
            faulthandler.disable()
            discard(self._native)
            self._native = None

    def write(self, error: BaseException) -> Path | None:
        """Write a report of an error that is a bug; return its file, None where the disk refuses."""
        with contextlib.suppress(OSError):
            self._make_folder()
            # numbered too: the clock of Windows stands still for 15 ms
            name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 10**9:09}-{next(_numbers):04}"
            path = self._folder / f"{name}-{os.getpid()}.txt"
            with open(path, "x", encoding="utf-8", errors="replace", opener=private_opener) as file:
                file.write(report_of(error))
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
                discard(old)
            return path
        return None

    def unseen(self) -> str:
        """Return the reports of earlier runs as one text; empty where there are none."""
        texts = []
        for path in self._earlier():
            with contextlib.suppress(OSError):
                with open_regular(path) as file:
                    text = file.read(_BYTES).decode("utf-8", "replace").strip()
                if text and path.name.startswith("fault-"):
                    text = f"{_heading('The process crashed')}\n{_without_paths(text)}"
                if text:
                    texts.append(text)
        return "\n\n".join(texts)

    def forget(self) -> None:
        """Delete the reports of earlier runs: they were shown."""
        for path in self._earlier():
            discard(path)

    def _earlier(self) -> list[Path]:
        try:
            return sorted(p for p in self._folder.glob("*.txt") if p != self._native and not _is_running(p))
        except OSError:
            return []

    def _make_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def report_of(error: BaseException) -> str:
    """Return the report of an error and of those that caused it."""
    lines = [_heading("Something went wrong")]
    seen: BaseException | None = error
    for _ in range(_CHAIN):
        if seen is None:
            break
        kind = type(seen)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)[-_FRAMES:]
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        if cause is not None:
            lines.append("caused by")
        seen = cause
    return "\n".join(lines) + "\n"


def _heading(what: str) -> str:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    packed = "packed" if getattr(sys, "frozen", False) else "from source"
    when = time.strftime("%Y-%m-%d %H:%M")
    return f"{what} on {when}: BCDC Desktop {__version__} ({packed}), Python {platform.python_version()}, {system}"


def _place(file: str) -> str:
    """Return where a file is below its package: the folders above it may name a user."""
    parts = Path(file.replace("\\", "/")).parts
    for package in _PACKAGES:
        if package in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(package) :])
    return parts[-1] if parts else ""


def _without_paths(text: str) -> str:
    """Return what the fault handler wrote, with files as ``_place`` has them."""
    found = []
    for line in text.splitlines()[:400]:
        head, mark, rest = line.partition('File "')
        path, end, tail = rest.partition('"')
        found.append(f"{head}{mark}{_place(path)}{end}{tail}" if mark else line[:200])
    return "\n".join(found)


def _is_running(path: Path) -> bool:
    """Whether a fault file belongs to another copy of the program that runs now."""
    kind, _, rest = path.name.partition("-")
    number = rest.partition("-")[0]
    if kind != "fault" or not number.isdecimal():
        return False
    import psutil

    return psutil.pid_exists(int(number)) and int(number) != os.getpid()
