"""What came of looking at links of resources. It can be looked at again, so it lies in the cache."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from .database import Database
from .events import Bus, Changed

SCHEMA = """
    CREATE TABLE link_results (
        url TEXT PRIMARY KEY, checked REAL NOT NULL, alive INTEGER, status INTEGER, message TEXT NOT NULL
    );
"""


@dataclass(frozen=True)
class LinkResult:
    """What came of one look. ``alive`` is None when it could not be told (offline, not a web address); ``status`` is
    HTTP's, where there was an answer; ``checked`` is in seconds since the epoch."""

    url: str
    alive: bool | None
    status: int | None = None
    message: str = ""
    checked: float = field(default_factory=time.time)


class Links:
    """Reads and writes results; writes are told on the bus as packages."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, results: Iterable[LinkResult], *, packages: Iterable[str] = ()) -> None:
        """Keep results; ``packages`` are those whose view of it changes."""
        with self._db.transaction() as write:
            write.executemany(
                "INSERT OR REPLACE INTO link_results VALUES (?,?,?,?,?)",
                [(r.url, r.checked, None if r.alive is None else int(r.alive), r.status, r.message) for r in results],
            )
        if ids := frozenset(packages):
            self._bus.publish(Changed("packages", ids))

    def get(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        """Return the results by address; what was never looked at is left out."""
        found: dict[str, LinkResult] = {}
        for url in dict.fromkeys(urls):
            row = self._db.row("SELECT * FROM link_results WHERE url = ?", (url,))
            if row:
                alive = None if row["alive"] is None else bool(row["alive"])
                found[url] = LinkResult(url, alive, row["status"], row["message"], row["checked"])
        return found
