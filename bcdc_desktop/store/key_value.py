"""Single values of the cache by their names: schema, account, licences, abilities, times of synchronization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from .database import Damaged, Database
from .events import Bus, Changed
from .search.index import outdate_searches
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, seen REAL NOT NULL);
"""


@dataclass(frozen=True)
class Seen:
    """A cached value with when it was seen (seconds since the epoch)."""

    value: Any
    at: float


class KeyValue:
    """Reads and writes single values."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, key: str, value: Any) -> None:
        """Store a JSON-able value under a name."""
        text = orjson.dumps(value).decode()
        with self._db.transaction() as write:
            if key == "account":  # searches for what waits depend on who asks
                held = write.execute("SELECT value FROM meta WHERE key = 'account'").fetchone()
                if held is None or held[0] != text:
                    outdate_searches(write)
            write.execute(
                "INSERT INTO meta VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, "
                "seen = excluded.seen",
                (key, text, timestamp()),
            )
        if key == "schema":
            self._bus.publish(Changed("schema"))

    def forget(self, key: str) -> None:
        """Forget the value of a name."""
        with self._db.transaction() as write:
            write.execute("DELETE FROM meta WHERE key = ?", (key,))

    def get(self, key: str) -> Seen | None:
        """Return a stored value, or None."""
        row = self._db.row("SELECT value, seen FROM meta WHERE key = ?", (key,))
        if row is None:
            return None
        with self._db.watched():
            try:
                return Seen(orjson.loads(row["value"]), row["seen"])
            except orjson.JSONDecodeError as error:
                raise Damaged("A value is damaged.") from error
