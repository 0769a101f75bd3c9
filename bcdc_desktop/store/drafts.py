"""Edits that were not sent yet, field by field, on the record they were made on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from .database import Database
from .events import Bus, Changed

SCHEMA = """
    CREATE TABLE drafts (
        package TEXT PRIMARY KEY, title TEXT NOT NULL, base TEXT NOT NULL, base_modified TEXT NOT NULL,
        created REAL NOT NULL, updated REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE draft_edits (
        package TEXT NOT NULL REFERENCES drafts (package) ON DELETE CASCADE, target TEXT NOT NULL, field TEXT NOT NULL,
        value TEXT NOT NULL, updated REAL NOT NULL, PRIMARY KEY (package, target, field)
    ) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Draft:
    """What somebody changed in one record and its resources, and the record as it was when they began.

    ``edits`` maps a target (``""`` for the package itself, else a resource's id) to field -> value. Times are seconds
    since the epoch.
    """

    package_id: str
    title: str
    base: Mapping[str, Any]
    base_modified: str
    edits: Mapping[str, Mapping[str, Any]]
    created: float
    updated: float

    def of(self, target: str) -> Mapping[str, Any]:
        """The edited fields of the package (``""``) or of one resource."""
        return self.edits.get(target, {})


class Drafts:
    """Keeps drafts; each field is stored as soon as it is left."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def set_edits(self, base: Mapping[str, Any], target: str, edits: Mapping[str, Any]) -> None:
        """Replaces the edits of one target. ``base`` (a whole package) is kept only when there was no draft yet.

        No edits at all end the target's part of the draft; a draft without any part is gone.
        """
        package, now = str(base["id"]), time.time()
        with self._db.transaction() as write:
            write.execute(
                "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (package) DO UPDATE SET updated = ?",
                (
                    package,
                    str(base.get("title") or base.get("name") or package),
                    orjson.dumps(base).decode(),
                    str(base.get("metadata_modified") or ""),
                    now,
                    now,
                    now,
                ),
            )
            write.execute("DELETE FROM draft_edits WHERE package = ? AND target = ?", (package, target))
            write.executemany(
                "INSERT INTO draft_edits VALUES (?, ?, ?, ?, ?)",
                [(package, target, name, orjson.dumps(value).decode(), now) for name, value in edits.items()],
            )
            write.execute(
                "DELETE FROM drafts WHERE package = ? AND package NOT IN (SELECT package FROM draft_edits)", (package,)
            )
        self._bus.publish(Changed("drafts", frozenset({package})))

    def rebase(self, base: Mapping[str, Any]) -> None:
        """Makes a newer state of the record the draft's base, after its changes were merged in."""
        with self._db.transaction() as write:
            write.execute(
                "UPDATE drafts SET base = ?, base_modified = ?, updated = ? WHERE package = ?",
                (
                    orjson.dumps(base).decode(),
                    str(base.get("metadata_modified") or ""),
                    time.time(),
                    str(base["id"]),
                ),
            )
        self._bus.publish(Changed("drafts", frozenset({str(base["id"])})))

    def discard(self, package_id: str, target: str | None = None) -> None:
        """Drops a draft, or the part of it that concerns one target."""
        with self._db.transaction() as write:
            if target is None:
                write.execute("DELETE FROM drafts WHERE package = ?", (package_id,))
            else:
                write.execute("DELETE FROM draft_edits WHERE package = ? AND target = ?", (package_id, target))
                write.execute(
                    "DELETE FROM drafts WHERE package = ? AND package NOT IN (SELECT package FROM draft_edits)",
                    (package_id,),
                )
        self._bus.publish(Changed("drafts", frozenset({package_id})))

    def get(self, package_id: str) -> Draft | None:
        """The draft on a record, or None."""
        row = self._db.row("SELECT * FROM drafts WHERE package = ?", (package_id,))
        if row is None:
            return None
        edits: dict[str, dict[str, Any]] = {}
        for edit in self._db.rows("SELECT target, field, value FROM draft_edits WHERE package = ?", (package_id,)):
            edits.setdefault(edit["target"], {})[edit["field"]] = orjson.loads(edit["value"])
        return Draft(
            row["package"],
            row["title"],
            orjson.loads(row["base"]),
            row["base_modified"],
            edits,
            row["created"],
            row["updated"],
        )

    def ids(self) -> list[str]:
        """Packages with a draft, the latest first."""
        return [row["package"] for row in self._db.rows("SELECT package FROM drafts ORDER BY updated DESC")]
