"""Replacing and deleting files as Windows needs it: a file is held for a moment, and that is waited for.

Windows refuses to rename or delete a file that any program has open. A virus scanner, the search index or a backup has
a file open for some tenths of a second after it was written, and Excel for as long as it shows it. So nothing in this
program replaces, renames or deletes a file but through here: it is tried again for ``PATIENCE`` seconds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from bcdc_desktop.translation import tr

PATIENCE = 2.0  # seconds
_PAUSES = (0.01, 0.02, 0.05, 0.1)  # seconds between two attempts; the last one again and again
_HELD = frozenset({5, 32, 33, 1224})  # of Windows: access denied, sharing violation, lock violation, mapped section
# of Windows: the network name is no longer available, path not found on a server, bad network path, unexpected error
UNREACHABLE = frozenset({21, 51, 53, 55, 59, 64, 67, 121, 1222, 1231, 1232})
# of Windows, ERROR_CLOUD_FILE_…: OneDrive or its like shows the file, and cannot fetch it (winerror.h)
ONLINE_ONLY = frozenset({362, *range(386, 399), 404, 426})
UNREACHABLE_ERRNO = frozenset(
    {errno.EIO, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.ESTALE,
     errno.ENOTCONN, errno.ENXIO, errno.ENODEV, errno.EAGAIN, errno.EBUSY}
)  # fmt: skip

T = TypeVar("T")
Absence = Literal["gone", "held", "online only", "unreachable"]


class FileInUse(PermissionError):
    """Another program has a file open, and keeps it. What was to replace it may still be there (``finished``)."""

    def __init__(self, path: Path, finished: Path | None = None) -> None:
        super().__init__(
            errno.EACCES,
            tr("The file is open in another program, such as Excel: close it there, then try again"),
            str(path),
        )
        self.finished = finished


def replace(source: Path, target: Path, *, patience: float = PATIENCE) -> None:
    """Give a finished file its name; what has that name is replaced.

    Raises:
        FileInUse: another program keeps one of the two open; both are as they were.
        OSError: the system refuses.
    """
    _patiently(lambda: source.replace(target), target, patience, finished=source)


@contextlib.contextmanager
def written_whole(target: Path, unfinished: Path | None = None) -> Iterator[Path]:
    """Give a path beside a file to write to, which takes the file's place at the end of the context. Where writing
    fails, or another program keeps the file open, the file stays as it was.

    Args:
        target: the file.
        unfinished: the path beside it; one that nothing has where none is given.

    Raises:
        FileInUse: another program keeps it open.
        OSError: it cannot be written; it names the file, not the path beside it.
    """
    target = target.resolve() if target.is_symlink() else target
    if target.exists() and not target.is_file():  # a pipe, or a device such as /dev/stdout
        yield target
        return
    unfinished = unfinished or beside(target)
    try:
        with naming(target, unfinished):
            yield unfinished
            replace(unfinished, target)
    finally:
        discard(unfinished)


def beside(target: Path) -> Path:
    """Return a path beside a file that nothing has. Its name is short: that of the file may be as long as names can
    be."""
    return target.with_name(f".bcdc-{uuid.uuid4().hex}.part")


@contextlib.contextmanager
def naming(target: Path, unfinished: Path) -> Iterator[None]:
    """Have errors of a file that is not finished name the file that it is to become: the other name says nothing."""
    try:
        yield
    except OSError as error:
        if error.filename == str(unfinished):
            error.filename = str(target)
        raise


def rename(source: Path, target: Path) -> Path:
    """Rename a file or a folder, and return its new path.

    Raises:
        FileInUse: another program keeps it open.
        OSError: the system refuses.
    """
    _patiently(lambda: source.rename(target), source, PATIENCE)
    return target


def unlink(path: Path, *, missing_ok: bool = False, patience: float = PATIENCE) -> None:
    """Delete a file.

    Raises:
        FileInUse: another program keeps it open.
        OSError: the system refuses.
    """
    _patiently(lambda: path.unlink(missing_ok=missing_ok), path, patience)


def discard(path: Path) -> None:
    """Delete a file that is of no use any more; one that cannot be deleted stays, and nobody is told."""
    with contextlib.suppress(OSError):
        unlink(path, missing_ok=True)


def remove_folder(path: Path) -> None:
    """Delete a folder with all that is in it; what another program keeps open stays, and nobody is told."""
    with contextlib.suppress(OSError):
        _patiently(lambda: shutil.rmtree(path), path, PATIENCE)
    shutil.rmtree(path, ignore_errors=True)


def may_write_in(folder: Path) -> bool:
    """Return whether this user may make files in a folder. That is tried: on Windows ``os.access`` says so of each."""
    trial = folder / f".{uuid.uuid4().hex}.part"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_TEMPORARY", 0)  # which deletes it when it is closed
    try:
        os.close(os.open(trial, flags))
    except OSError:
        return False
    discard(trial)
    return True


def absence(path: Path, error: OSError) -> Absence:
    """Return why a file could not be read: it is ``gone`` only where its folder is there without it. A share that is
    away for a moment, a drive that is not plugged in, and a file that another program keeps are not the file's end."""
    if is_held(error):
        return "held"
    code = getattr(error, "winerror", None)
    if code in ONLINE_ONLY:
        return "online only"
    if code in UNREACHABLE or error.errno in UNREACHABLE_ERRNO:
        return "unreachable"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        try:
            return "gone" if path.parent.is_dir() else "unreachable"
        except OSError:
            return "unreachable"
    return "gone" if isinstance(error, IsADirectoryError) else "held"


def is_held(error: BaseException, *, windows: bool = os.name == "nt") -> bool:
    """Return whether Windows refuses because another program has the file open. What opens a file there tells only
    that it may not: with an ``errno``, and no code of Windows."""
    if not isinstance(error, OSError):
        return False
    code = getattr(error, "winerror", None)
    return code in _HELD or (windows and code is None and error.errno == errno.EACCES)


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading that has an end and is on the disk; a pipe would wait for ever, a device never end.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    require_regular(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _require_regular(path, os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def require_regular(path: Path) -> None:
    """Raise where a path is no file that has an end and is on the disk. It is not opened for that.

    Raises:
        OSError: it is not there, or is a folder, a pipe or a device.
    """
    _require_regular(path, path.stat())


def patiently_read(read: Callable[[], T], *, patience: float = PATIENCE) -> T:
    """Return what ``read`` returns; while another program holds the file it is tried again.

    Raises:
        OSError: as ``read`` raises it, at once or after ``patience`` (seconds).
    """
    until, attempt = time.monotonic() + patience, 0
    while True:
        try:
            return read()
        except OSError as error:
            if not is_held(error) or time.monotonic() >= until:
                raise
        time.sleep(_PAUSES[min(attempt, len(_PAUSES) - 1)])
        attempt += 1


def _patiently(work: Callable[[], object], path: Path, patience: float, finished: Path | None = None) -> None:
    try:
        patiently_read(work, patience=patience)
    except OSError as error:
        if is_held(error) and not _is_read_only(path):
            raise FileInUse(path, finished) from error
        raise


def _is_read_only(path: Path) -> bool:
    """Return whether a file is marked as one that may not be changed: Windows refuses it as it does an open one."""
    try:
        return not path.stat().st_mode & stat.S_IWUSR
    except OSError:
        return False


def _require_regular(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, tr("it is a pipe or a device, not a file on the disk"), str(path))
