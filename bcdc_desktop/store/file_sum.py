"""A checksum of a whole file, beside it while no program has it open: damage at rest is found when it is opened.

It is written when the last program closes the file, and removed before the first change. So a file without one was not
closed (the program was killed, the power failed), or is in use.
"""

from __future__ import annotations

import contextlib
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import xxhash

from bcdc_desktop.file_operations import replace, unlink

from .paths import make_private

_log = logging.getLogger(__name__)
SUFFIX = "-sum"
_PART = 1 << 26  # bytes that are summed by themselves: several parts at the same time
_AT_ONCE = 4
_BLOCK = 1 << 20
_TEXT = 100  # bytes of a sum, at most
_SUM = re.compile(r"[0-9a-f]{32} \d+\n")

Verdict = Literal["same", "other", "unknown"]


def compared(file: Path) -> Verdict:
    """Return whether a file is what it was when it was closed; unknown without a sum, or in use."""
    said = _read(file)
    if said is None or _has_log(file):
        return "unknown"
    try:
        found = _sum_of(file)
    except OSError:
        return "unknown"  # whoever opens it tells why it cannot be read
    if found == said:
        return "same"
    # who changes a file removes the sum first
    return "other" if _read(file) == said and not _has_log(file) else "unknown"


def write(file: Path) -> None:
    """Write the sum of a file that this program has closed, unless another one has it open."""
    if _log_of(file).exists() or _path(file).exists():
        return
    try:
        found, new = _sum_of(file), _path(file).with_name(_path(file).name + ".new")
        make_private(new)
        new.write_text(found, "ascii")
        replace(new, _path(file))
    except OSError as error:
        _log.info("a sum was not written, so the file is checked when it is opened: %s", error)


def remove(file: Path) -> None:
    """Remove the sum of a file that is to be changed."""
    try:
        unlink(_path(file), missing_ok=True)
    except OSError as error:
        _log.info("a sum can’t be removed: %s", error)


def _path(file: Path) -> Path:
    return file.with_name(file.name + SUFFIX)


def _log_of(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def _has_log(file: Path) -> bool:
    with contextlib.suppress(OSError):
        return _log_of(file).stat().st_size > 0
    return False


def _read(file: Path) -> str | None:
    try:
        if not _path(file).is_file():
            return None  # a pipe, say, which would wait for ever
        with _path(file).open("rb") as sum_file:
            said = sum_file.read(_TEXT).decode("ascii")
        return said if _SUM.fullmatch(said) else None  # empty, as a power failure may leave it
    except (OSError, UnicodeDecodeError):
        return None


def _sum_of(file: Path) -> str:
    """Return the sum of a file as text: that of the sums of its parts, and its length."""
    starts = range(0, file.stat().st_size, _PART)
    if len(starts) <= 1:
        parts = [_sum_of_part(file, 0)]
    else:
        with ThreadPoolExecutor(min(len(starts), _AT_ONCE), "sum") as pool:
            parts = list(pool.map(lambda start: _sum_of_part(file, start), starts))
    whole = xxhash.xxh3_128(b"".join(digest for digest, _length in parts))
    return f"{whole.hexdigest()} {sum(length for _digest, length in parts)}\n"


def _sum_of_part(file: Path, start: int) -> tuple[bytes, int]:
    digest, length = xxhash.xxh3_128(), 0
    with file.open("rb", buffering=0) as raw:
        raw.seek(start)
        while length < _PART and (block := raw.read(min(_BLOCK, _PART - length))):
            digest.update(block)
            length += len(block)
    return digest.digest(), length
