"""Upload sheets that were begun and not sent: kept for another day, and so that a crash loses nothing of them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import orjson

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE sheets (
        id TEXT PRIMARY KEY, package TEXT NOT NULL, package_title TEXT NOT NULL, files INTEGER NOT NULL,
        body TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL
    ) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``files`` is how many it holds, ``body`` what its rows hold (a JSON object that the sheet itself
    writes and reads); times are seconds since the epoch."""

    id: str
    package: str
    package_title: str
    files: int
    body: Mapping[str, Any]
    created: float = field(default_factory=time.time)
    updated: float = field(default_factory=time.time)


_COLUMNS = tuple(f.name for f in fields(Sheet))


class Sheets:
    """Reads and writes sheets; writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, sheet: Sheet) -> None:
        """Store a sheet, instead of what was stored under its id."""
        with self._db.transaction() as write:
            write.execute(
                "INSERT INTO sheets VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " package_title = excluded.package_title, files = excluded.files, body = excluded.body,"
                " updated = excluded.updated",
                (
                    sheet.id,
                    sheet.package,
                    sheet.package_title,
                    sheet.files,
                    orjson.dumps(sheet.body).decode(),
                    sheet.created,
                    timestamp(),
                ),
            )
        self._bus.publish(Changed("sheets", frozenset({sheet.id})))

    def get(self, sheet_id: str) -> Sheet | None:
        """Return one saved upload."""
        row = self._db.row("SELECT * FROM sheets WHERE id = ?", (sheet_id,))
        return _sheet(row) if row else None

    def all(self) -> list[Sheet]:
        """Return every sheet, the latest first."""
        return [_sheet(row) for row in self._db.rows("SELECT * FROM sheets ORDER BY updated DESC")]

    def remove(self, sheet_id: str) -> None:
        """Forget a sheet: it was sent, or thrown away."""
        with self._db.transaction() as write:
            removed = write.execute("DELETE FROM sheets WHERE id = ?", (sheet_id,)).rowcount
        if removed:
            self._bus.publish(Changed("sheets", frozenset({sheet_id})))


def _sheet(row: Any) -> Sheet:
    data = {name: row[name] for name in _COLUMNS}
    return Sheet(**{**data, "body": orjson.loads(row["body"])})
