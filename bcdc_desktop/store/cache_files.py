"""The cache as files: their size and its limit, deleting and moving them. Drafts, queue and journal are elsewhere."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from bcdc_desktop.file_operations import rename, unlink
from bcdc_desktop.translation import tr

from . import file_sum
from .database import Damaged, Database, NotWritable, known_errors
from .paths import Places, make_private, on_network_drive

_PARTS = ("", "-wal", "-shm", file_sum.SUFFIX)
# in the settings: the folder that was chosen for it, and bytes for each catalogue (0 for no limit)
CACHE_FOLDER, CACHE_LIMIT = "cache_folder", "cache_limit"
_LEFT = 0.95  # of a limit: some more is freed than must be, so that it is not done again at once


@dataclass(frozen=True)
class CacheFile:
    """One file of the cache: of one user of one catalogue, or one that was set aside. ``size`` in bytes."""

    path: Path
    size: int
    set_aside: bool


def cache_files(places: Places) -> list[CacheFile]:
    """Return all files of the cache, the largest first."""
    found = [
        CacheFile(path, cache_size(path), path.name.endswith(".old.sqlite") or ".old" in path.suffixes)
        for path in places.cache.glob("*")
        if path.suffix in (".sqlite", ".old")
    ]
    return sorted(found, key=lambda f: (-f.size, f.path.name))


def cache_size(path: Path) -> int:
    """Return the bytes of a file of the cache with what SQLite keeps beside it."""
    size = 0
    for suffix in _PARTS:
        with contextlib.suppress(FileNotFoundError):
            size += path.with_name(path.name + suffix).stat().st_size
    return size


def set_aside(path: Path) -> None:
    """Set a file of the cache aside that cannot be used. Of those before only one is of use, and it is the last."""
    for before in set_aside_of(path):
        delete_cache(before)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for suffix in _PARTS:
        part = path.with_name(path.name + suffix)
        if part.exists():
            rename(part, path.with_name(f"{path.stem}.{stamp}.old{suffix}"))


def other_cache(path: Path) -> Path:
    """Return where the cache is while the usual file is damaged and another program has it open."""
    return path.with_name(f"{path.stem}.other.sqlite")


def set_aside_of(path: Path) -> list[Path]:
    """Return what was set aside of a file of the cache, the oldest first."""
    return sorted(path.parent.glob(f"{path.stem}.*.old"))


def delete_cache(path: Path) -> None:
    """Delete a file of the cache that no store has open. It is fetched again when its catalogue is opened.

    Raises:
        OSError: the system refuses, for instance as another copy of the program has it open.
    """
    for suffix in _PARTS:
        unlink(path.with_name(path.name + suffix), missing_ok=True)


def cache_placed(places: Places, folder: str) -> Places:
    """Return the places with the cache in the folder chosen for it; unchanged where none was chosen, or where the
    folder is not there (on a drive that is not plugged in, for instance) or on a network drive, which is not looked
    at."""
    if folder and not on_network_drive(Path(folder)) and Path(folder).is_dir():
        return replace(places, cache=Path(folder))
    return places


def move_cache(places: Places, folder: Path) -> Places:
    """Copy the cache into another folder, check the copies, and only then delete it here. Return the new places.
    No store may be open.

    Raises:
        OSError, StoreError: a copy could not be made, or the folder is on a network drive; everything is where it was.
    """
    if on_network_drive(folder):
        raise NotWritable(
            tr("The cache can't be on a network drive: it would be slow, and could be damaged. Choose a local folder.")
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.samefile(places.cache):
        return places
    files = [f.path for f in cache_files(places) if not f.set_aside]
    copies: list[Path] = []
    try:
        for path in files:
            copies.append(folder / path.name)
            _copy(path, folder / path.name)
    except BaseException:
        for copy in copies:
            delete_cache(copy)
        raise
    for path in files:
        delete_cache(path)
    return replace(places, cache=folder)


def _copy(source: Path, target: Path) -> None:
    make_private(target)
    with (
        known_errors(source),
        contextlib.closing(sqlite3.connect(source)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        if new.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Damaged(tr("The cache of a catalogue is damaged and can’t be moved. Download it again first."))
    file_sum.write(target)


def excess(db: Database, size: int) -> int:
    """Return how many bytes must be freed to keep the cache below ``size``; 0 where none. Files that were set aside
    count, and are deleted first: they are of no use any more."""
    aside = set_aside_of(db.path)
    held = cache_size(db.path)
    while aside and held + sum(map(cache_size, aside)) > size:
        delete_cache(aside.pop(0))
    if held > size:
        db.take_in_log()
        held = cache_size(db.path)
    return max(0, held - _free(db) - int(size * _LEFT)) if held > size else 0


def oldest_texts(db: Database, length: int, keep: Iterable[str]) -> list[int]:
    """Return the keys of the records to reduce to their row to free so many bytes: first of those that were not opened
    here for the longest time, never of those to ``keep`` (ids)."""
    rows = db.rows(
        "SELECT b.key, length(b.raw) FROM bodies b JOIN packages p USING (key) "
        "WHERE p.id NOT IN (SELECT value FROM json_each(?)) ORDER BY p.opened IS NOT NULL, p.opened, p.modified",
        (orjson.dumps(list(keep)).decode(),),
    )
    keys, found = [], 0
    for key, size in rows:
        if found >= length:
            break
        keys.append(key)
        found += size
    return keys


def is_worth_rewriting(db: Database) -> bool:
    """Return whether the file has so much free room that rewriting it is worth the time. A little free room is used by
    what is stored next."""
    return _free(db) > (1 - _LEFT) * cache_size(db.path)


def _free(db: Database) -> int:
    """Return the bytes within the file that nothing uses."""
    pages, size = db.row("PRAGMA freelist_count"), db.row("PRAGMA page_size")
    return int(pages[0]) * int(size[0]) if pages and size else 0
