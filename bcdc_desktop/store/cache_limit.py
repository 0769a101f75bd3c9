"""How much room the cache takes, and which texts are let go where that is too much."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from .cache_files import cache_size, delete_cache, set_aside_of
from .database import Database

_LEFT = 0.95  # of a limit: some more is let go than must be, so that it is not done again at once


def excess(db: Database, size: int) -> int:
    """Bytes of what is stored that must go to keep the cache below ``size``; 0 where nothing must. What was set aside
    counts, and goes first: it is of no use any more."""
    aside = set_aside_of(db.path)
    held = cache_size(db.path)
    while aside and held + sum(map(cache_size, aside)) > size:
        delete_cache(aside.pop(0))
    if held > size:
        db.take_in_log()
        held = cache_size(db.path)
    return max(0, held - _free(db) - int(size * _LEFT)) if held > size else 0


def oldest_texts(db: Database, length: int, keep: Iterable[str]) -> list[int]:
    """Keys of the records whose texts are let go to save so many bytes: of those first that were not opened here for
    the longest time, never of those to ``keep`` (ids)."""
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
    """Whether the file has so much free room that it is worth the time to write it anew. What little is free is used
    by what is stored next."""
    return _free(db) > (1 - _LEFT) * cache_size(db.path)


def _free(db: Database) -> int:
    """Bytes within the file that nothing uses."""
    pages, size = db.row("PRAGMA freelist_count"), db.row("PRAGMA page_size")
    return int(pages[0]) * int(size[0]) if pages and size else 0
