"""The rules of Windows, on a system that has others: ``pytest --windows-rules`` runs tests under them.

- A file that this process has open cannot be renamed, replaced or deleted, nor can a folder with such a file be
  renamed; and as under a virus scanner, one that was written less than 200 ms ago cannot either.
- A name cannot be one that NTFS refuses (``con.csv``, ``a:b``, a dot or a space at its end), and no second file can
  differ from another in upper and lower case alone.
- The clocks move in steps of 15.6 ms.
- The registry, where other programs write, calls a CSV a spreadsheet and an XLSX nothing at all.

It is the nearest thing to the system that most users have.
"""

from __future__ import annotations

import errno
import math
import mimetypes
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import bcdc_desktop

STEP = 1 / 64  # seconds between two ticks of the clock of Windows
HELD = 0.2  # seconds that a scanner has a file open after it was written
SHARING_VIOLATION, INVALID_NAME = 32, 123
_RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f\\]|[. ]$')

_HERE = str(Path(__file__).parent)
_TESTS = str(Path(__file__).parents[1])
_PACKAGE = str(Path(bcdc_desktop.__file__).parent)

_below: list[str] = []  # the folder of the tests, while the rules hold
_time, _monotonic, _time_ns = time.time, time.monotonic, time.time_ns


class NotOnWindows(AssertionError):
    """Something that Windows would do in another way without refusing it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--windows-rules", action="store_true", help="run under the file rules, clock and tables of Windows"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--windows-rules"):
        return
    sys.addaudithook(_refuse)
    time.time = lambda: math.floor(_time() / STEP) * STEP
    time.monotonic = lambda: math.floor(_monotonic() / STEP) * STEP
    time.time_ns = lambda: int(time.time() * 1_000_000_000)
    mimetypes.init()
    mimetypes.add_type("application/vnd.ms-excel", ".csv")
    mimetypes.add_type("application/x-zip-compressed", ".zip")
    mimetypes.types_map.pop(".xlsx", None)
    mimetypes.types_map.pop(".json", None)
    os.environ["BCDC_WINDOWS_RULES"] = "1"


@pytest.fixture(autouse=True)
def _windows_rules(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The rules hold for what a test does below its own folders, and for its fixtures."""
    if request.config.getoption("--windows-rules"):
        _below[:] = [str(tmp_path_factory.getbasetemp())]
    yield
    _below.clear()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not _below or event not in _RULES:
        return
    _RULES[event](arguments)


def _on_rename(arguments: tuple[Any, ...]) -> None:
    source, target = _path(arguments[0], arguments[2]), _path(arguments[1], arguments[3])
    if source is None or target is None:
        return
    _check_name(target)
    _check_held(source)
    if os.path.lexists(target) and source.lower() != target.lower():
        _check_held(target)


def _on_remove(arguments: tuple[Any, ...]) -> None:
    path = _path(arguments[0], arguments[1])
    if path is not None:
        _check_held(path)


def _on_open(arguments: tuple[Any, ...]) -> None:
    path, flags = arguments[0], arguments[2]
    if isinstance(path, int) or not isinstance(flags, int) or not flags & os.O_CREAT:
        return
    found = _path(path, -1)
    if found is not None:
        _check_name(found)
        _check_case(found)


def _on_mkdir(arguments: tuple[Any, ...]) -> None:
    path = _path(arguments[0], arguments[2])
    if path is not None:
        _check_name(path)


_RULES = {
    "os.rename": _on_rename,
    "os.remove": _on_remove,
    "open": _on_open,
    "os.mkdir": _on_mkdir,
}


def _path(given: Any, folder: int) -> str | None:
    """The whole path, where it is below the tests' own folder."""
    text = os.fsdecode(given) if isinstance(given, str | bytes | os.PathLike) else None
    if text is None:
        return None
    if not os.path.isabs(text):
        text = os.path.join(os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else os.getcwd(), text)
    text = os.path.normpath(text)
    return text if text.startswith(_below[0] + os.sep) else None


def _check_name(path: str) -> None:
    name = os.path.basename(path)
    if _RESERVED.fullmatch(name) or _REFUSED.search(name):
        raise _error(
            OSError,
            errno.EINVAL,
            "The filename, directory name, or volume label syntax is incorrect",
            path,
            INVALID_NAME,
        )


def _check_case(path: str) -> None:
    folder, name = os.path.split(path)
    if os.path.lexists(path):
        return
    try:
        beside = os.listdir(folder)
    except OSError:
        return
    if any(one != name and one.lower() == name.lower() for one in beside):
        raise NotOnWindows(f"{path} is the same file as another that is spelled in other letters")


def _check_held(path: str) -> None:
    if _is_open(path) or (_was_just_written(path) and _is_asked_by_the_program()):
        raise _error(
            PermissionError,
            errno.EACCES,
            "The process cannot access the file because it is being used by another process",
            path,
            SHARING_VIOLATION,
        )


def _is_open(path: str) -> bool:
    """Whether this process has the file open, or one in the folder."""
    inside = path + os.sep
    for number in os.listdir("/proc/self/fd"):
        try:
            found = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if (found == path and not os.path.isdir(path)) or (found.startswith(inside) and os.path.isfile(found)):
            return True
    return False


def _is_asked_by_the_program() -> bool:
    """Whether the program does it: what a test prepares or clears away needs no patience."""
    frame = sys._getframe(1)
    while frame is not None:
        place = frame.f_code.co_filename
        if place.startswith(_PACKAGE):
            return True
        if place.startswith(_TESTS) and not place.startswith(_HERE):
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _was_just_written(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and 0 <= _time() - max(status.st_ctime, status.st_mtime) < HELD


def _error(kind: type[OSError], number: int, words: str, path: str, winerror: int) -> OSError:
    error = kind(number, words, path)
    error.winerror = winerror  # type: ignore[attr-defined]
    return error
