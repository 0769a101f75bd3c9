"""What was saved from here and is not on the server any more, as it was noticed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE lost_updates (
        entry INTEGER NOT NULL REFERENCES journal (entry), target TEXT NOT NULL, field TEXT NOT NULL,
        package TEXT NOT NULL, noticed REAL NOT NULL, found TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (entry, target, field)
    ) WITHOUT ROWID;
    CREATE INDEX lost_updates_package ON lost_updates (package);
    CREATE TABLE journal_undoes (
        entry INTEGER PRIMARY KEY REFERENCES journal (entry), undoes INTEGER NOT NULL REFERENCES journal (entry)
    );
"""

ReportState = Literal["open", "accepted", "taken_up", "back"]


@dataclass(frozen=True)
class OverwrittenReport:
    """One value that was overwritten. ``found`` is what stood there when it was noticed (``noticed``: seconds since the
    epoch); ``state``: *open*; *accepted* (the user leaves it so); *taken_up* (it is a draft again); *back* (it was seen
    on the server once more, or something else was saved in its place)."""

    entry: int
    target: str
    field: str
    package_id: str
    noticed: float
    found: Any
    state: ReportState


class OverwrittenReports:
    """Keeps reports; also which entry of the journal takes back which."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, package_id: str, rows: Iterable[tuple[int, str, str, Any]]) -> None:
        """Note values that are gone: entry, target, field, what was found. One noted before stays as it is, unless it
        was *back* meanwhile."""
        now = timestamp()
        data = [(e, t, f, package_id, now, orjson.dumps(v).decode()) for e, t, f, v in rows]
        with self._db.transaction() as write:
            changed = write.executemany(
                "INSERT INTO lost_updates VALUES (?,?,?,?,?,?,'open') ON CONFLICT (entry, target, field) DO UPDATE SET "
                "state = 'open', noticed = excluded.noticed, found = excluded.found WHERE state = 'back'",
                data,
            ).rowcount
        if changed > 0:
            self._bus.publish(Changed("journal"))

    def set_state(self, reports: Iterable[tuple[int, str, str]], state: ReportState) -> None:
        """Move reports (entry, target, field) to a state."""
        keys = list(reports)
        with self._db.transaction() as write:
            changed = write.executemany(
                "UPDATE lost_updates SET state = ? WHERE entry = ? AND target = ? AND field = ? AND state != ?",
                [(state, *key, state) for key in keys],
            ).rowcount
        if changed > 0:
            self._bus.publish(Changed("journal"))

    def reports(self, package_id: str | None = None, *, state: ReportState | None = "open") -> list[OverwrittenReport]:
        """Return reports, the latest first; of one record where given, in any state where ``state`` is None."""
        found = self._db.rows(
            "SELECT * FROM lost_updates WHERE (?1 IS NULL OR package = ?1) AND (?2 IS NULL OR state = ?2) "
            "ORDER BY noticed DESC, entry DESC, target, field",
            (package_id, state),
        )
        return [
            OverwrittenReport(
                r["entry"], r["target"], r["field"], r["package"], r["noticed"], orjson.loads(r["found"]), r["state"]
            )
            for r in found
        ]

    def note_undo(self, entry: int, undoes: int) -> None:
        """Note that one entry of the journal takes back another."""
        with self._db.transaction() as write:
            write.execute("INSERT OR REPLACE INTO journal_undoes VALUES (?, ?)", (entry, undoes))
        self._bus.publish(Changed("journal", frozenset({str(entry), str(undoes)})))

    def undoes(self) -> dict[int, int]:
        """Return entry -> the entry that it undoes."""
        return {r["entry"]: r["undoes"] for r in self._db.rows("SELECT entry, undoes FROM journal_undoes")}
