"""Every write that was sent: by whom, when, before, after, and what came of it. Append-only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE journal (
        entry INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, user TEXT NOT NULL, action TEXT NOT NULL,
        package TEXT NOT NULL, title TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        files TEXT NOT NULL DEFAULT '{}'
    );
    CREATE TABLE journal_outcomes (
        entry INTEGER NOT NULL REFERENCES journal (entry), at REAL NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL
    );
    CREATE INDEX journal_package ON journal (package);
    CREATE INDEX journal_outcomes_entry ON journal_outcomes (entry);
    CREATE TABLE journal_stored (
        entry INTEGER NOT NULL REFERENCES journal (entry), resource TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (entry, resource)
    ) WITHOUT ROWID;
    CREATE TABLE journal_made (entry INTEGER PRIMARY KEY REFERENCES journal (entry), package TEXT NOT NULL);
    CREATE INDEX journal_made_package ON journal_made (package);
    CREATE TABLE copies (place TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE journal_copies (
        entry INTEGER NOT NULL REFERENCES journal (entry), resource TEXT NOT NULL, place TEXT NOT NULL,
        PRIMARY KEY (entry, resource)
    ) WITHOUT ROWID;
"""


_SELECT = """
    SELECT j.*, coalesce(o.outcome, 'sent') AS outcome, coalesce(o.detail, '') AS detail, m.package AS made,
        (SELECT json_group_object(resource, json(content)) FROM journal_stored WHERE entry = j.entry) AS stored,
        (SELECT json_group_object(resource, place) FROM journal_copies WHERE entry = j.entry) AS copies
    FROM journal j
    LEFT JOIN journal_outcomes o ON o.rowid = (SELECT max(rowid) FROM journal_outcomes WHERE entry = j.entry)
    LEFT JOIN journal_made m ON m.entry = j.entry
"""

_FOUND = """
    WHERE (?1 IS NULL OR j.entry IN (
        SELECT entry FROM journal WHERE package = ?1 UNION SELECT entry FROM journal_made WHERE package = ?1))
      AND (?2 = '%%' OR (j.title || char(10) || j.action || char(10) || j.before || char(10) || j.after || char(10) ||
        j.package || char(10) || coalesce(m.package, '') || char(10) || j.user || char(10) ||
        coalesce(o.outcome, 'sent') || char(10) || coalesce(o.detail, '')) LIKE ?2 ESCAPE '!')
    ORDER BY j.entry DESC LIMIT ?3
"""

Outcome = Literal["sent", "done", "refused", "unknown", "verified", "lost"]


@dataclass(frozen=True)
class JournalEntry:
    """One write. ``before`` and ``after`` map a target (``""`` the package, else a resource's id) to field -> value;
    ``action`` is CKAN's.

    ``outcome`` is the latest: *sent* (no answer yet), *done*, *refused*, *unknown* (the answer was lost), *verified*
    (seen on the server afterwards), *lost* (overwritten by somebody else). Times are seconds since the epoch. ``files``
    maps a resource's id to the path from which its file was sent, ``stored`` to what the record said of that file when
    it was seen there afterwards (``url``, ``url_type``, ``size``, ``last_modified``). A record that the entry made has
    its id in ``package_id`` from when that is known, until then its name, and in ``stored`` (by target) the fields that
    the server stored in another way than they were sent. ``copies`` maps a resource's id to the copy that was kept of
    the file that the entry replaced or deleted (``Journal.copy_name`` has its name).

    ``before`` and ``after`` hold what a server said, too: nothing in them is ever taken for a place on this computer.
    """

    id: int
    at: float
    user: str
    action: str
    package_id: str
    title: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    outcome: Outcome
    detail: str
    files: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        """Whether the server has said that it took the write, whatever came of it since."""
        return self.outcome in ("done", "verified", "lost")

    @property
    def is_unanswered(self) -> bool:
        """Whether the server has said nothing of the write."""
        return self.outcome in ("sent", "unknown")


class Journal:
    """Writes entries before they are sent and their outcomes as they become known; nothing is ever changed."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def begin(
        self,
        *,
        user: str,
        action: str,
        package_id: str,
        title: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        files: Mapping[str, str] | None = None,
        copies: Mapping[str, str] | None = None,
    ) -> int:
        """Note a write that is about to be sent and return its number.

        Args:
            files: resource id -> where the file that is sent for it lies on this computer.
            copies: resource id -> where the copy of the file is that it replaces or deletes (``note_copy``).
        """
        with self._db.transaction() as write:
            entry = write.execute(
                "INSERT INTO journal (at, user, action, package, title, before, after, files) VALUES (?,?,?,?,?,?,?,?)",
                (
                    timestamp(),
                    user,
                    action,
                    package_id,
                    title,
                    orjson.dumps(before).decode(),
                    orjson.dumps(after).decode(),
                    orjson.dumps(files or {}).decode(),
                ),
            ).lastrowid
            rows = [(entry, resource, place) for resource, place in (copies or {}).items()]
            write.executemany("INSERT INTO journal_copies VALUES (?,?,?)", rows)
        self._bus.publish(Changed("journal", frozenset({str(entry)})))
        return int(entry or 0)

    def outcome(self, entry: int, outcome: Outcome, detail: str = "") -> None:
        """Note what came of it."""
        with self._db.transaction() as write:
            write.execute("INSERT INTO journal_outcomes VALUES (?,?,?,?)", (entry, timestamp(), outcome, detail))
        self._bus.publish(Changed("journal", frozenset({str(entry)})))

    def note_copy(self, place: str, name: str) -> None:
        """Note a copy of a file that was made: where it is below the store's folder of copies, and its name."""
        with self._db.transaction() as write:
            write.execute("INSERT INTO copies VALUES (?,?)", (place, name))

    def copy_name(self, place: str) -> str | None:
        """Return the name under which the file of a copy is sent again; None where we made no copy at that place."""
        found = self._db.row("SELECT name FROM copies WHERE place = ?", (place,))
        return str(found["name"]) if found else None

    def forget_copy(self, place: str) -> None:
        """Note that a copy is not there any more."""
        with self._db.transaction() as write:
            write.execute("DELETE FROM copies WHERE place = ?", (place,))

    def note_stored(self, entry: int, stored: Mapping[str, Mapping[str, Any]]) -> None:
        """Note what the record said, after the write, of the files that the entry sent: resource id -> facts."""
        rows = [(entry, resource, orjson.dumps(facts).decode()) for resource, facts in stored.items()]
        with self._db.transaction() as write:
            write.executemany("INSERT OR IGNORE INTO journal_stored VALUES (?,?,?)", rows)

    def note_made(self, entry: int, package_id: str) -> None:
        """Note the id of the record that an entry made: names change, and are free again afterwards."""
        with self._db.transaction() as write:
            write.execute("INSERT OR IGNORE INTO journal_made VALUES (?,?)", (entry, package_id))

    def entries(self, *, package_id: str | None = None, words: str = "", limit: int = 200) -> list[JournalEntry]:
        """Return the latest entries first.

        Args:
            words: in any part of an entry: the record, who, what, the values before and after, what came of it.
        """
        like = "%" + re.sub(r"([%_!])", r"!\1", words) + "%"
        rows = self._db.rows(_SELECT + _FOUND, (package_id, like, limit))
        return [_entry(row) for row in rows]

    def packages(self) -> set[str]:
        """Return the IDs of the records that were written to from here."""
        rows = self._db.rows("SELECT package FROM journal UNION SELECT package FROM journal_made")
        return {row["package"] for row in rows}

    def get(self, entry: int | None) -> JournalEntry | None:
        """Return one entry by its number; None for none."""
        if entry is None:
            return None
        found = self._db.row(f"{_SELECT} WHERE j.entry = ?", (entry,))
        return _entry(found) if found else None


def _entry(row: Any) -> JournalEntry:
    return JournalEntry(
        row["entry"],
        row["at"],
        row["user"],
        row["action"],
        row["made"] or row["package"],
        row["title"],
        orjson.loads(row["before"]),
        orjson.loads(row["after"]),
        row["outcome"],
        row["detail"],
        orjson.loads(row["files"]),
        orjson.loads(row["stored"]),
        orjson.loads(row["copies"]),
    )
