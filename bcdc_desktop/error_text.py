"""How an error is told to a person: in the words of the error where it has some, and else in plain words for what the
system refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from bcdc_desktop.file_operations import ONLINE_ONLY, UNREACHABLE, UNREACHABLE_ERRNO, FileInUse, is_held
from bcdc_desktop.translation import tr

_OUT_OF_FILES = frozenset({errno.EMFILE, errno.ENFILE})
_AT_ONCE = 4  # files that SQLite opens for one connection
_CAUSES = 8  # errors that caused one another
_LONG_ON_WINDOWS = 260  # characters of a path, which most settings of Windows refuse
# of Windows: file, path not found, file name too long, disk full, name not allowed, file too large
_NOT_FOUND, _TOO_LONG, _FULL, _WRONG_NAME, _TOO_LARGE = frozenset({2, 3, 206}), 206, 112, 123, 223


def system_reason(error: OSError) -> str:
    """Return why the system refuses, as a clause without a full stop that can stand alone. What the system itself says
    is in its own language, and made for programmers; it is returned where nothing better is known."""
    code, number = getattr(error, "winerror", None), error.errno
    name = error.filename if isinstance(error.filename, str) else ""
    if isinstance(error, FileInUse) or number is None:
        return str(error.strerror or error)
    if code in _NOT_FOUND and len(name) >= _LONG_ON_WINDOWS:
        return tr("The path is too long for Windows. Use a folder with a shorter one")
    if code == _WRONG_NAME:
        return tr("The name has characters that Windows doesn't allow")
    if is_held(error):
        return tr("It is open in another program, or you don't have permission")
    if code in ONLINE_ONLY:
        return tr("It is stored online only, and can't be downloaded at the moment")
    if code in UNREACHABLE or number in UNREACHABLE_ERRNO:
        return tr("Its drive or network share isn't available")
    if number in (errno.ENOSPC, errno.EDQUOT) or code == _FULL:
        return tr("The disk is full")
    if number == errno.EFBIG or code == _TOO_LARGE:
        return tr("The file is too large for this disk")
    if number == errno.ENAMETOOLONG or code == _TOO_LONG:
        return tr("The name is too long")
    return _common_reason(number) or str(error.strerror or error)


def _common_reason(number: int) -> str:
    """Return the clause for an error that every system has; empty for others."""
    match number:
        case errno.ENOENT:
            return tr("There is no such file or folder")
        case errno.EACCES | errno.EPERM:
            return tr("You don't have permission")
        case errno.EROFS:
            return tr("The disk is read-only")
        case errno.EEXIST:
            return tr("There is a file with this name already")
        case errno.EISDIR:
            return tr("This is a folder, not a file")
        case errno.ENOTDIR:
            return tr("A part of the path is a file, not a folder")
        case errno.ELOOP:
            return tr("The links on the path lead in a circle")
        case errno.EMFILE | errno.ENFILE:
            return tr("Too many files are open at the moment")
    return ""


def too_many_files() -> str:
    """Return the sentence for when the system opens no more files for the program."""
    return tr("Too many files are open at the moment. Close some programs, then try again.")


def exhaustion(error: BaseException) -> str:
    """Return the sentence for when the system has no memory or no thread left for the program; empty for any other
    error."""
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and "can't start new thread" in str(error)):
        return tr("This computer is out of memory or threads at the moment. Close some programs, then try again.")
    return ""


def is_out_of_files(error: BaseException | None = None) -> bool:
    """Return whether the system opens no more files for the program: by an error or one of those that caused it, or,
    as libraries do not always tell, by trying."""
    seen: BaseException | None = error
    for _ in range(_CAUSES):
        if seen is None:
            break
        if isinstance(seen, OSError) and seen.errno in _OUT_OF_FILES:
            return True
        inner = [*seen.args, getattr(seen, "reason", None), seen.__cause__]
        seen = next((e for e in inner if isinstance(e, BaseException)), seen.__context__)
    opened: list[int] = []
    try:
        opened.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(_AT_ONCE))
    except OSError as refused:
        return refused.errno in _OUT_OF_FILES
    finally:
        for one in opened:
            os.close(one)
    return False


def error_text(error: object) -> str:
    """Return the sentence that tells a person of an error: its own where it has one."""
    if message := getattr(error, "message", ""):
        return str(message)
    if isinstance(error, OSError):
        name = f"{Path(os.fsdecode(error.filename)).name}: " if isinstance(error.filename, str | bytes) else ""
        return f"{name}{system_reason(error)}."
    return str(error)
