"""Favourites: records that the user marked, in the order in which they did."""

from __future__ import annotations

from collections.abc import Iterable

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE favourites (package TEXT PRIMARY KEY, added REAL NOT NULL) WITHOUT ROWID;
"""
LIMIT = 10_000  # records


class Favourites:
    """Reads and writes the ids of favourite records."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def ids(self) -> list[str]:
        """Return the ids of all favourites, the first one first."""
        return [r["package"] for r in self._db.rows("SELECT package FROM favourites ORDER BY added, package")]

    def add(self, ids: Iterable[str]) -> None:
        """Make records favourites; of more than 10 000 the rest is left out."""
        now, given = timestamp(), list(ids)
        with self._db.transaction() as write:
            room = LIMIT - int(write.execute("SELECT count(*) FROM favourites").fetchone()[0])
            write.executemany(
                "INSERT INTO favourites (package, added) VALUES (?, ?) ON CONFLICT (package) DO NOTHING",
                [(package_id, now) for package_id in given[: max(0, room)]],
            )
        self._bus.publish(Changed("favourites", frozenset(given)))

    def remove(self, ids: Iterable[str]) -> None:
        """Make records no favourites any more."""
        given = list(ids)
        with self._db.transaction() as write:
            write.executemany("DELETE FROM favourites WHERE package = ?", [(package_id,) for package_id in given])
        self._bus.publish(Changed("favourites", frozenset(given)))
