"""Changes that were not sent yet, field by field, on the record they were made on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from bcdc_desktop.domain.record_changes import AttachedFile, RecordChanges

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE drafts (
        package TEXT PRIMARY KEY, title TEXT NOT NULL, base TEXT NOT NULL, created REAL NOT NULL, updated REAL NOT NULL,
        is_new INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE draft_edits (
        package TEXT NOT NULL REFERENCES drafts (package) ON DELETE CASCADE, section TEXT NOT NULL, field TEXT NOT NULL,
        value TEXT NOT NULL, updated REAL NOT NULL, PRIMARY KEY (package, section, field)
    ) WITHOUT ROWID;
    CREATE TABLE draft_parts (
        package TEXT NOT NULL REFERENCES drafts (package) ON DELETE CASCADE, part TEXT NOT NULL, section TEXT NOT NULL,
        value TEXT NOT NULL, updated REAL NOT NULL, PRIMARY KEY (package, part, section)
    ) WITHOUT ROWID;
"""

Part = Literal["delete", "new", "file", "order"]
_NOTHING_LEFT = (
    "DELETE FROM drafts WHERE package = ?1 AND NOT is_new "
    "AND package NOT IN (SELECT package FROM draft_edits) AND package NOT IN (SELECT package FROM draft_parts)"
)


@dataclass(frozen=True)
class StoredDraft:
    """Changes to one record that were not sent yet, as they are stored. Times are seconds since the epoch."""

    changes: RecordChanges
    title: str
    created: float
    updated: float

    @property
    def package_id(self) -> str:
        """The record's id; that of a record that is not on the server yet was made here."""
        return self.changes.package_id


class Drafts:
    """Keeps drafts; each section is stored as soon as a field of it is left."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def set_edits(self, base: Mapping[str, Any], section: str, values: Mapping[str, Any], *, title: str = "") -> None:
        """Replace the changed fields of one section; none at all end the section, and a draft without any is gone.

        Args:
            base: a whole package, kept only when there was no draft yet.
            title: what the draft is called in lists from now on, where it is given.
        """
        package, now = str(base["id"]), timestamp()
        with self._db.transaction() as write:
            begun = _touch(write, base, now, title)
            write.execute("DELETE FROM draft_edits WHERE package = ? AND section = ?", (package, section))
            write.executemany(
                "INSERT INTO draft_edits VALUES (?, ?, ?, ?, ?)", _edit_rows(package, section, values, now)
            )
            ended = write.execute(_NOTHING_LEFT, (package,)).rowcount
        self._tell(package, listed=bool(begun or ended or title))

    def set_part(self, base: Mapping[str, Any], part: Part, section: str, value: Any) -> None:
        """Set what concerns a resource as a whole; None takes it back.

        Args:
            base: a whole package, kept only when there was no draft yet.
            part: *delete* (value True), *new* (its fields), *file* (an ``AttachedFile``), *order* (ids; the section is
                ``""``).
        """
        package, now = str(base["id"]), timestamp()
        with self._db.transaction() as write:
            begun = _touch(write, base, now)
            write.execute(
                "DELETE FROM draft_parts WHERE package = ? AND part = ? AND section = ?", (package, part, section)
            )
            if value is not None:
                write.execute(_INSERT_PART, _part_row(package, part, section, value, now))
            ended = write.execute(_NOTHING_LEFT, (package,)).rowcount
        self._tell(package, listed=bool(begun or ended))

    def put(self, changes: RecordChanges) -> None:
        """Make changes the draft of their record, in place of the one that is there.

        Empty ones end it, but for a record that is not on the server yet.
        """
        package = changes.package_id
        with self._db.transaction() as write:
            row = write.execute("SELECT title, created FROM drafts WHERE package = ?", (package,)).fetchone()
            title, created = (row[0], row[1]) if row and changes.is_new else ("", row[1] if row else timestamp())
            write.execute("DELETE FROM drafts WHERE package = ?", (package,))
            _insert(write, StoredDraft(changes, title or title_of(changes.base), created, timestamp()))
            write.execute(_NOTHING_LEFT, (package,))
        self._tell(package)

    def rebase(self, base: Mapping[str, Any]) -> None:
        """Make a newer state of the record the draft's base, after its changes were merged in."""
        with self._db.transaction() as write:
            write.execute(
                "UPDATE drafts SET base = ?, updated = ? WHERE package = ?",
                (orjson.dumps(base).decode(), timestamp(), str(base["id"])),
            )
        self._tell(str(base["id"]), listed=False)

    def discard(self, package_id: str, section: str | None = None) -> None:
        """Drop a draft, or the part of it that concerns one section."""
        with self._db.transaction() as write:
            if section is None:
                write.execute("DELETE FROM drafts WHERE package = ?", (package_id,))
            else:
                write.execute("DELETE FROM draft_edits WHERE package = ? AND section = ?", (package_id, section))
                write.execute(
                    "DELETE FROM draft_parts WHERE package = ? AND section = ? AND part != 'order'",
                    (package_id, section),
                )
                write.execute(_NOTHING_LEFT, (package_id,))
        self._tell(package_id)

    def restore(self, draft: StoredDraft) -> None:
        """Put a draft back that was discarded, with its age. One that was begun on its record since stays instead."""
        with self._db.transaction() as write:
            if write.execute("SELECT 1 FROM drafts WHERE package = ?", (draft.package_id,)).fetchone():
                return
            _insert(write, draft)
        self._tell(draft.package_id)

    def get(self, package_id: str) -> StoredDraft | None:
        """Return the draft on a record, or None."""
        row = self._db.row("SELECT * FROM drafts WHERE package = ?", (package_id,))
        if row is None:
            return None
        fields: dict[str, dict[str, Any]] = {}
        for edit in self._db.rows("SELECT section, field, value FROM draft_edits WHERE package = ?", (package_id,)):
            fields.setdefault(edit["section"], {})[edit["field"]] = orjson.loads(edit["value"])
        parts: dict[str, dict[str, Any]] = {}
        for part in self._db.rows(
            "SELECT part, section, value FROM draft_parts WHERE package = ? ORDER BY updated, section", (package_id,)
        ):
            parts.setdefault(part["part"], {})[part["section"]] = orjson.loads(part["value"])
        changes = RecordChanges(
            orjson.loads(row["base"]),
            fields,
            list(parts.get("delete", {})),
            parts.get("new", {}),
            {i: _file(f) for i, f in parts.get("file", {}).items()},
            parts.get("order", {}).get(""),
            bool(row["is_new"]),
        )
        return StoredDraft(changes, row["title"], row["created"], row["updated"])

    def files(self) -> list[AttachedFile]:
        """Return the files of all drafts."""
        return [
            _file(orjson.loads(r["value"])) for r in self._db.rows("SELECT value FROM draft_parts WHERE part = 'file'")
        ]

    def ids(self) -> list[str]:
        """Return the ids of packages with a draft, the latest first."""
        return [row["package"] for row in self._db.rows("SELECT package FROM drafts ORDER BY updated DESC")]

    def _tell(self, package_id: str, *, listed: bool = True) -> None:
        """Publish the change; ``listed``: there is one draft more or less, or it may be called otherwise."""
        self._bus.publish(Changed("drafts" if listed else "draft_edits", frozenset({package_id})))


_INSERT_PART = "INSERT INTO draft_parts VALUES (?, ?, ?, ?, ?)"
_Row = tuple[str, str, str, str, float]


def title_of(package: Mapping[str, Any]) -> str:
    """Return what a record is called in a list of drafts."""
    return str(package.get("title") or package.get("name") or package["id"])


def _touch(write: sqlite3.Connection, base: Mapping[str, Any], now: float, title: str = "") -> bool:
    """Note that a draft changes; begin it on this base where there is none. Return whether it was begun."""
    known = write.execute(
        "UPDATE drafts SET updated = ?, title = coalesce(nullif(?, ''), title) WHERE package = ?",
        (now, title, str(base["id"])),
    ).rowcount
    if not known:
        body = orjson.dumps(base).decode()
        values = (str(base["id"]), title or title_of(base), body, now, now)
        write.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, 0)", values)
    return not known


def _insert(write: sqlite3.Connection, draft: StoredDraft) -> None:
    package, changes = draft.package_id, draft.changes
    parts: list[tuple[Part, str, Any]] = [("delete", section, True) for section in changes.deletions]
    parts += [("new", section, value) for section, value in changes.new_resources.items()]
    parts += [("file", section, value) for section, value in changes.files.items()]
    parts += [("order", "", changes.order)] if changes.order else []
    body = orjson.dumps(changes.base).decode()
    write.execute(
        "INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?)",
        (package, draft.title, body, draft.created, draft.updated, changes.is_new),
    )
    for section, values in changes.fields.items():
        rows = _edit_rows(package, section, values, draft.updated)
        write.executemany("INSERT INTO draft_edits VALUES (?, ?, ?, ?, ?)", rows)
    # parts come back in the order in which they were made
    rows = [_part_row(package, *part, draft.updated + place / 1e3) for place, part in enumerate(parts)]
    write.executemany(_INSERT_PART, rows)


def _edit_rows(package: str, section: str, values: Mapping[str, Any], now: float) -> list[_Row]:
    return [(package, section, name, orjson.dumps(value).decode(), now) for name, value in values.items()]


def _part_row(package: str, part: Part, section: str, value: Any, now: float) -> _Row:
    if isinstance(value, AttachedFile):
        value = {
            "path": str(value.path),
            "name": value.name,
            "size": value.size,
            "mtime_ns": value.mtime_ns,
            "sha256": value.sha256,
            "fingerprint": value.fingerprint,
        }
    return package, part, section, orjson.dumps(value).decode(), now


def _file(value: Mapping[str, Any]) -> AttachedFile:
    return AttachedFile(**{**value, "path": Path(value["path"])})
