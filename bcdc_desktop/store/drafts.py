"""Edits that were not sent yet, field by field, on the record they were made on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

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
PARTS = """
    CREATE TABLE draft_parts (
        package TEXT NOT NULL REFERENCES drafts (package) ON DELETE CASCADE, part TEXT NOT NULL, target TEXT NOT NULL,
        value TEXT NOT NULL, updated REAL NOT NULL, PRIMARY KEY (package, part, target)
    ) WITHOUT ROWID;
"""
NEW = "new:"  # the id of a record that is not on any server yet begins with it

Part = Literal["delete", "new", "file", "order"]
_NOTHING_LEFT = (
    "DELETE FROM drafts WHERE package = ?1 AND package NOT LIKE 'new:%' "
    "AND package NOT IN (SELECT package FROM draft_edits) AND package NOT IN (SELECT package FROM draft_parts)"
)


@dataclass(frozen=True)
class Draft:
    """What somebody changed in one record and its resources, and the record as it was when they began.

    ``edits`` maps a target (``""`` for the package itself, else a resource's id) to field -> value. ``deletions`` are
    ids of resources, ``new_resources`` maps an id of our own to fields, ``files`` a resource's id to a file (its path,
    name, size in bytes, mtime_ns), ``order`` lists ids. Times are seconds since the epoch.
    """

    package_id: str
    title: str
    base: Mapping[str, Any]
    base_modified: str
    edits: Mapping[str, Mapping[str, Any]]
    created: float
    updated: float
    deletions: tuple[str, ...] = ()
    new_resources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    order: tuple[str, ...] | None = None

    @property
    def is_new(self) -> bool:
        """Whether the record is not on the server yet."""
        return self.package_id.startswith(NEW)

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
            _touch(write, base, now)
            write.execute("DELETE FROM draft_edits WHERE package = ? AND target = ?", (package, target))
            write.executemany(
                "INSERT INTO draft_edits VALUES (?, ?, ?, ?, ?)",
                [(package, target, name, orjson.dumps(value).decode(), now) for name, value in edits.items()],
            )
            write.execute(_NOTHING_LEFT, (package,))
        self._bus.publish(Changed("drafts", frozenset({package})))

    def set_part(self, base: Mapping[str, Any], part: Part, target: str, value: Any) -> None:
        """Sets what concerns a resource as a whole; None takes it back.

        Args:
            base: a whole package, kept only when there was no draft yet.
            part: *delete* (value True), *new* (its fields), *file* (path, name, size, mtime_ns), *order* (ids; the
                target is ``""``).
        """
        package, now = str(base["id"]), time.time()
        with self._db.transaction() as write:
            _touch(write, base, now)
            write.execute(
                "DELETE FROM draft_parts WHERE package = ? AND part = ? AND target = ?", (package, part, target)
            )
            if value is not None:
                body = orjson.dumps(value).decode()
                write.execute("INSERT INTO draft_parts VALUES (?, ?, ?, ?, ?)", (package, part, target, body, now))
            write.execute(_NOTHING_LEFT, (package,))
        self._bus.publish(Changed("drafts", frozenset({package})))

    def rename(self, package_id: str, title: str) -> None:
        """What a draft is called in lists."""
        with self._db.transaction() as write:
            write.execute("UPDATE drafts SET title = ? WHERE package = ?", (title, package_id))
        self._bus.publish(Changed("drafts", frozenset({package_id})))

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
                    "DELETE FROM draft_parts WHERE package = ? AND target = ? AND part != 'order'", (package_id, target)
                )
                write.execute(_NOTHING_LEFT, (package_id,))
        self._bus.publish(Changed("drafts", frozenset({package_id})))

    def restore(self, draft: Draft) -> None:
        """Puts a draft back that was discarded, with its age. One that was begun on its record since stays instead."""
        package = draft.package_id
        parts: list[tuple[Part, str, Any]] = [("delete", target, True) for target in draft.deletions]
        parts += [("new", target, value) for target, value in draft.new_resources.items()]
        parts += [("file", target, value) for target, value in draft.files.items()]
        parts += [("order", "", list(draft.order))] if draft.order is not None else []
        with self._db.transaction() as write:
            if write.execute("SELECT 1 FROM drafts WHERE package = ?", (package,)).fetchone():
                return
            base = orjson.dumps(draft.base).decode()
            values = (package, draft.title, base, draft.base_modified, draft.created, draft.updated)
            write.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)", values)
            write.executemany(
                "INSERT INTO draft_edits VALUES (?, ?, ?, ?, ?)",
                [
                    (package, target, name, orjson.dumps(value).decode(), draft.updated)
                    for target, edits in draft.edits.items()
                    for name, value in edits.items()
                ],
            )
            write.executemany(
                "INSERT INTO draft_parts VALUES (?, ?, ?, ?, ?)",
                [
                    (package, part, target, orjson.dumps(value).decode(), draft.updated + place / 1e3)
                    for place, (part, target, value) in enumerate(parts)
                ],
            )
        self._bus.publish(Changed("drafts", frozenset({package})))

    def get(self, package_id: str) -> Draft | None:
        """The draft on a record, or None."""
        row = self._db.row("SELECT * FROM drafts WHERE package = ?", (package_id,))
        if row is None:
            return None
        edits: dict[str, dict[str, Any]] = {}
        for edit in self._db.rows("SELECT target, field, value FROM draft_edits WHERE package = ?", (package_id,)):
            edits.setdefault(edit["target"], {})[edit["field"]] = orjson.loads(edit["value"])
        parts: dict[str, dict[str, Any]] = {}
        for part in self._db.rows(
            "SELECT part, target, value FROM draft_parts WHERE package = ? ORDER BY updated, target", (package_id,)
        ):
            parts.setdefault(part["part"], {})[part["target"]] = orjson.loads(part["value"])
        order = parts.get("order", {}).get("")
        return Draft(
            row["package"],
            row["title"],
            orjson.loads(row["base"]),
            row["base_modified"],
            edits,
            row["created"],
            row["updated"],
            tuple(parts.get("delete", {})),
            parts.get("new", {}),
            parts.get("file", {}),
            None if order is None else tuple(order),
        )

    def files(self) -> list[dict[str, Any]]:
        """The files of all drafts, as ``Draft.files`` has each."""
        rows = self._db.rows("SELECT value FROM draft_parts WHERE part = 'file'")
        return [orjson.loads(row["value"]) for row in rows]

    def ids(self) -> list[str]:
        """Packages with a draft, the latest first."""
        return [row["package"] for row in self._db.rows("SELECT package FROM drafts ORDER BY updated DESC")]


def _touch(write: sqlite3.Connection, base: Mapping[str, Any], now: float) -> None:
    package = str(base["id"])
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
