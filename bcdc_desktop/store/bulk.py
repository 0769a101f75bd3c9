"""The ledger of bulk changes: one row each, and one for each of its records with what came of it.

The rows say at any moment what was sent: a run that was interrupted goes on from them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson

from .database import Database
from .events import Bus, Changed
from .search.sql import as_json

SCHEMA = """
    CREATE TABLE bulk_changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, user TEXT NOT NULL, reason TEXT NOT NULL,
        query TEXT NOT NULL, operations TEXT NOT NULL, undoes INTEGER REFERENCES bulk_changes (id),
        per_minute REAL, hours TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE bulk_records (
        bulk INTEGER NOT NULL REFERENCES bulk_changes (id), place INTEGER NOT NULL, package TEXT NOT NULL,
        title TEXT NOT NULL, organization TEXT NOT NULL, base TEXT NOT NULL, fields TEXT NOT NULL, undoes INTEGER,
        state TEXT NOT NULL, entry INTEGER, modified TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '',
        said TEXT NOT NULL DEFAULT '', problems TEXT NOT NULL DEFAULT '{}', at REAL NOT NULL DEFAULT 0,
        PRIMARY KEY (bulk, place)
    ) WITHOUT ROWID;
    CREATE INDEX bulk_records_state ON bulk_records (bulk, state);
"""


class RecordState(StrEnum):
    """Where one record of a bulk change is."""

    WAITING = "waiting"
    SENDING = "sending"  # on its way; after a crash it is looked for on the server first
    DONE = "done"
    UNCHANGED = "unchanged"  # the catalogue had these values already
    CONFLICT = "conflict"  # someone else changed the same fields since the plan
    FAILED = "failed"


ENDED = frozenset({RecordState.DONE, RecordState.UNCHANGED})


@dataclass(frozen=True)
class BulkChange:
    """One bulk change. ``at`` is seconds since the epoch, ``per_minute`` the most records a minute, where there is a
    limit, ``hours`` the time window (``18:00-06:00``), where there is one; ``counts`` is state -> number of records."""

    id: int
    at: float
    user: str
    reason: str
    query: str
    operations: Sequence[Mapping[str, Any]]
    undoes: int | None
    per_minute: float | None
    hours: str
    undone_by: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """How many records it has."""
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """How many of them were not tried yet, or are on their way."""
        return self.counts.get(RecordState.WAITING, 0) + self.counts.get(RecordState.SENDING, 0)

    @property
    def left(self) -> int:
        """How many of them a run would still try: what was not sent, and what failed or is in conflict."""
        return self.records - sum(self.counts.get(state, 0) for state in ENDED)


@dataclass(frozen=True)
class BulkRecord:
    """One record of a bulk change.

    Attributes:
        base: what was seen of it when it was planned.
        fields: section -> field -> new value.
        undoes: the journal's entry that it undoes.
        entry: the journal's entry of what was sent.
        modified: its ``metadata_modified`` after it was sent; while that has no answer, the one it was matched on.
        kind, said: why it failed: the kind of the error, and the sentence.
        problems: path -> messages, of a failure or a conflict.
    """

    bulk: int
    place: int
    package_id: str
    title: str
    organization: str
    base: Mapping[str, Any]
    fields: Mapping[str, Mapping[str, Any]]
    undoes: int | None = None
    state: RecordState = RecordState.WAITING
    entry: int | None = None
    modified: str = ""
    kind: str = ""
    said: str = ""
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    at: float = 0.0

    @property
    def reasons(self) -> list[str]:
        """Why it was not changed: the sentence, then one for each path."""
        return [*filter(None, (self.said, *(f"{path}: {' '.join(said)}" for path, said in self.problems.items())))]


class BulkChanges:
    """Reads and writes bulk changes; writes are told on the bus. Every method may be called from any thread."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def begin(
        self,
        records: Sequence[BulkRecord],
        *,
        user: str,
        reason: str,
        query: str,
        operations: Sequence[Mapping[str, Any]],
        undoes: int | None = None,
        per_minute: float | None = None,
        hours: str = "",
    ) -> int:
        """Store a bulk change with all of its records, before anything is sent; return its number.

        Args:
            records: their ``bulk`` and ``place`` are given here.
        """
        with self._db.transaction() as write:
            bulk = write.execute(
                "INSERT INTO bulk_changes (at, user, reason, query, operations, undoes, per_minute, hours) "
                "VALUES (?,?,?,?,?,?,?,?)",
                (time.time(), user, reason, query, as_json(list(operations)), undoes, per_minute, hours),
            ).lastrowid
            write.executemany(
                "INSERT INTO bulk_records (bulk, place, package, title, organization, base, fields, undoes, state, "
                "kind, said, problems) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    (
                        bulk,
                        place,
                        r.package_id,
                        r.title,
                        r.organization,
                        as_json(r.base),
                        as_json(r.fields),
                        r.undoes,
                        r.state,
                        r.kind,
                        r.said,
                        as_json(r.problems),
                    )
                    for place, r in enumerate(records)
                ),
            )
        self._publish(bulk)
        return int(bulk or 0)

    def set_pace(self, bulk: int, per_minute: float | None, hours: str) -> None:
        """Change how many records a minute are sent at most, and at which hours."""
        with self._db.transaction() as write:
            write.execute("UPDATE bulk_changes SET per_minute = ?, hours = ? WHERE id = ?", (per_minute, hours, bulk))
        self._publish(bulk)

    def note_sending(self, record: BulkRecord, entry: int, matched: str) -> None:
        """Note that a record is about to be sent, as this entry of the journal, if its ``metadata_modified`` still is
        ``matched``."""
        self._update(
            record, "state = ?, entry = ?, modified = ?, at = ?", RecordState.SENDING, entry, matched, time.time()
        )

    def note_accepted(self, record: BulkRecord, modified: str) -> None:
        """Note the ``metadata_modified`` with which the server has accepted a record."""
        self._update(record, "modified = ?", modified)

    def note_end(
        self,
        record: BulkRecord,
        state: RecordState,
        *,
        modified: str = "",
        kind: str = "",
        said: str = "",
        problems: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Note what came of a record; with WAITING that it is tried again later."""
        self._update(
            record,
            "state = ?, modified = ?, kind = ?, said = ?, problems = ?, at = ?",
            state, modified, kind, said, as_json(problems or {}), time.time(),
        )  # fmt: skip

    def get(self, bulk: int) -> BulkChange | None:
        """Return one bulk change by its number."""
        found = self._read("WHERE b.id = ?", (bulk,))
        return found[0] if found else None

    def all(self, words: str = "") -> list[BulkChange]:
        """Return all bulk changes, the latest first; with words those that have them: in the reason, what was done, or
        the title of a record."""
        if not words.strip():
            return self._read("")
        like = "%" + re.sub(r"([%_!])", r"!\1", words.strip()) + "%"
        return self._read(
            "WHERE (b.reason || char(10) || b.user || char(10) || b.query || char(10) || b.operations) LIKE ?1 "
            "ESCAPE '!' OR b.id IN (SELECT bulk FROM bulk_records WHERE title LIKE ?1 ESCAPE '!' OR package LIKE ?1 "
            "ESCAPE '!')",
            (like,),
        )

    def records(self, bulk: int, states: Collection[RecordState] = ()) -> list[BulkRecord]:
        """Return the records of a bulk change in their order; with states only those in one of them."""
        return list(self.each_record(bulk, states))

    def each_record(self, bulk: int, states: Collection[RecordState] = ()) -> Iterator[BulkRecord]:
        """Yield the records of a bulk change in their order, read one after the other."""
        wanted = as_json(sorted(states or RecordState))
        place = -1
        while True:
            rows = self._db.rows(
                "SELECT * FROM bulk_records WHERE bulk = ? AND place > ? AND state IN (SELECT value FROM json_each(?)) "
                "ORDER BY place LIMIT 100",
                (bulk, place, wanted),
            )
            if not rows:
                return
            place = rows[-1]["place"]
            yield from map(_record, rows)

    def outline(self, bulk: int, states: Collection[RecordState] = ()) -> list[BulkRecord]:
        """Return the records as ``records`` does, without what was seen of them and what was planned: a list of many
        needs little memory."""
        rows = self._db.rows(
            "SELECT bulk, place, package, title, organization, '{}' AS base, '{}' AS fields, undoes, state, entry, "
            "modified, kind, said, problems, at FROM bulk_records WHERE bulk = ? AND state IN "
            "(SELECT value FROM json_each(?)) ORDER BY place",
            (bulk, as_json(sorted(states or RecordState))),
        )
        return list(map(_record, rows))

    def record(self, bulk: int, place: int) -> BulkRecord | None:
        """Return one record of a bulk change."""
        row = self._db.row("SELECT * FROM bulk_records WHERE bulk = ? AND place = ?", (bulk, place))
        return _record(row) if row else None

    def _read(self, where: str, values: Sequence[object] = ()) -> list[BulkChange]:
        rows = self._db.rows(
            "SELECT b.*, (SELECT max(u.id) FROM bulk_changes u WHERE u.undoes = b.id) AS undone_by, "  # noqa: S608
            "(SELECT json_group_object(state, n) FROM (SELECT state, count(*) AS n FROM bulk_records r "
            f"WHERE r.bulk = b.id GROUP BY state)) AS counts FROM bulk_changes b {where} ORDER BY b.id DESC",
            values,
        )
        return [_bulk(row) for row in rows]

    def _update(self, record: BulkRecord, assignments: str, *values: object) -> None:
        with self._db.transaction() as write:
            write.execute(
                f"UPDATE bulk_records SET {assignments} WHERE bulk = ? AND place = ?",  # noqa: S608
                (*values, record.bulk, record.place),
            )
        self._publish(record.bulk)

    def _publish(self, bulk: int | None) -> None:
        self._bus.publish(Changed("bulk", frozenset({str(bulk)})))


def _bulk(row: Any) -> BulkChange:
    return BulkChange(
        row["id"],
        row["at"],
        row["user"],
        row["reason"],
        row["query"],
        orjson.loads(row["operations"]),
        row["undoes"],
        row["per_minute"],
        row["hours"],
        row["undone_by"],
        orjson.loads(row["counts"] or "{}"),
    )


def _record(row: Any) -> BulkRecord:
    return BulkRecord(
        row["bulk"],
        row["place"],
        row["package"],
        row["title"],
        row["organization"],
        orjson.loads(row["base"]),
        orjson.loads(row["fields"]),
        row["undoes"],
        RecordState(row["state"]),
        row["entry"],
        row["modified"],
        row["kind"],
        row["said"],
        orjson.loads(row["problems"]),
        row["at"],
    )
