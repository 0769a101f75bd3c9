"""The upload queue, as rows: what was confirmed survives everything, and an object can always be made from its row."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Literal

import orjson

from .database import Database
from .events import Bus, Changed
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE uploads (
        id TEXT PRIMARY KEY, upload_set TEXT NOT NULL, position INTEGER NOT NULL, package TEXT NOT NULL,
        package_title TEXT NOT NULL, resource TEXT NOT NULL, operation TEXT NOT NULL, path TEXT NOT NULL,
        file_name TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT, fields TEXT NOT NULL,
        before TEXT NOT NULL, state TEXT NOT NULL, sent INTEGER NOT NULL, batch TEXT, attempts INTEGER NOT NULL,
        error TEXT, entry INTEGER, resent INTEGER NOT NULL, kept_at REAL, verified TEXT, stored_modified TEXT,
        copy TEXT, fingerprint TEXT, answered INTEGER NOT NULL, requested_state TEXT, unsettled INTEGER NOT NULL,
        created REAL NOT NULL, updated REAL NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX uploads_state ON uploads (state, package);
    CREATE INDEX uploads_order ON uploads (created, position);
"""


class State(StrEnum):
    """Where a row stands."""

    WAITING = "waiting"
    CHECKING = "checking"
    SENDING = "sending"
    VERIFYING = "verifying"
    DONE = "done"
    FAILED = "failed"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    ATTENTION = "needs attention"


ENDED = (State.DONE, State.FAILED, State.CANCELLED, State.ATTENTION)
UNDER_WAY = (State.CHECKING, State.SENDING, State.VERIFYING)
_MAY_HALT = (State.WAITING, State.PAUSED, State.FAILED, State.ATTENTION)

Operation = Literal["create", "replace"]
Verified = Literal["size", "content"]


@dataclass(frozen=True)
class Upload:
    """One file on its way to one resource. Sizes are bytes, times seconds since the epoch, ``mtime_ns`` nanoseconds.

    ``resource`` is the id that the resource has or will have: made here (UUID4) before the first byte is sent.
    ``fields`` are the resource's fields to set; ``before`` the resource as it was when it is replaced.
    ``error`` is ``{"kind", "message", "fields"}``; ``entry`` the journal's number. ``verified`` says what was compared
    with the server: there and the right size, or the content too; ``kept_at`` when it was first.
    ``stored_modified`` is the server's time then. ``copy`` is where the file that was replaced is kept; empty where
    it was decided that none is. ``fingerprint`` is the XXH3-128 of the file whose SHA-256 is ``sha256``, where it was
    read before. ``answered``: the server said that its batch is stored; while it did not, nobody knows.
    ``requested_state`` is the state that was asked for while the row was under way. ``unsettled``: done, and to be
    looked at once more before anybody relies on it.
    """

    id: str
    upload_set: str
    position: int
    package: str
    package_title: str
    resource: str
    operation: Operation
    path: str
    file_name: str
    size: int
    mtime_ns: int
    sha256: str | None
    fields: Mapping[str, Any]
    before: Mapping[str, Any]
    state: State
    sent: int = 0
    batch: str | None = None
    attempts: int = 0
    error: Mapping[str, Any] | None = None
    entry: int | None = None
    resent: int = 0
    kept_at: float | None = None
    verified: Verified | None = None
    stored_modified: str | None = None
    copy: str | None = None
    fingerprint: str | None = None
    answered: bool = False
    requested_state: State | None = None
    unsettled: bool = False
    created: float = field(default_factory=time.time)
    updated: float = field(default_factory=time.time)

    @property
    def name(self) -> str:
        """Return what the resource is called."""
        return str(self.fields.get("name") or self.before.get("name") or self.file_name)


_COLUMNS = tuple(f.name for f in fields(Upload))
_JSON = ("fields", "before", "error")
_FLAGS = ("answered", "unsettled")


class Uploads:
    """Reads and writes the rows; writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def add(self, rows: Sequence[Upload]) -> None:
        """Store the rows of one batch: all or none."""
        with self._db.transaction() as write:
            write.executemany(
                f"INSERT INTO uploads ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})",  # noqa: S608
                [_values(row) for row in rows],
            )
        self._tell(row.id for row in rows)

    def change(self, ids: Iterable[str], *, only: Sequence[State] | None = None, **values: Any) -> int:
        """Set columns of rows; ``only`` restricts it to rows that are in one of these states. Returns how many."""
        ids = list(ids)
        values["updated"] = timestamp()
        columns = ", ".join(f"{name} = ?" for name in values)
        data = [orjson.dumps(v).decode() if k in _JSON and v is not None else v for k, v in values.items()]
        guard = f" AND state IN ({', '.join('?' * len(only))})" if only else ""
        changed = 0
        with self._db.transaction() as write:
            for upload_id in ids:
                cursor = write.execute(
                    f"UPDATE uploads SET {columns} WHERE id = ?{guard}",  # noqa: S608
                    (*data, upload_id, *(only or ())),
                )
                changed += cursor.rowcount
        if changed:
            self._tell(ids)
        return changed

    def get(self, upload_id: str) -> Upload | None:
        """Return one row."""
        row = self._db.row("SELECT * FROM uploads WHERE id = ?", (upload_id,))
        return _upload(row) if row else None

    def rows(
        self, *, states: Sequence[State] = (), package: str | None = None, since: float | None = None
    ) -> list[Upload]:
        """Return the rows in the order in which they go out."""
        parts, values = [], list[object]()
        if states:
            parts.append(f"state IN ({', '.join('?' * len(states))})")
            values += states
        if package is not None:
            parts.append("package = ?")
            values.append(package)
        if since is not None:
            parts.append("updated >= ?")
            values.append(since)
        where = f"WHERE {' AND '.join(parts)}" if parts else ""
        found = self._db.rows(f"SELECT * FROM uploads {where} ORDER BY created, position", values)  # noqa: S608
        return [_upload(row) for row in found]

    def claim(self, ids: Sequence[str], batch: str) -> bool:
        """Take waiting rows for one batch: all of them or none, also against another copy of the program, and only
        where no other row of their package is under way."""
        marks = ", ".join("?" * len(ids))
        with self._db.transaction() as write:
            packages = {r[0] for r in write.execute(f"SELECT package FROM uploads WHERE id IN ({marks})", list(ids))}  # noqa: S608
            for package in packages:
                busy = write.execute(
                    f"SELECT 1 FROM uploads WHERE package = ? AND state IN ({', '.join('?' * len(UNDER_WAY))})",  # noqa: S608
                    (package, *UNDER_WAY),
                ).fetchone()
                if busy:
                    return False
            taken = write.execute(
                f"UPDATE uploads SET state = ?, batch = ?, entry = NULL, error = NULL, sent = 0, answered = 0, "  # noqa: S608
                f"unsettled = 0, updated = ? WHERE id IN ({marks}) AND state = ? AND requested_state IS NULL",
                (State.CHECKING, batch, timestamp(), *ids, State.WAITING),
            ).rowcount
            if taken != len(ids):
                write.execute(
                    "UPDATE uploads SET state = ?, batch = NULL WHERE batch = ?",
                    (State.WAITING, batch),
                )
                return False
        self._tell(ids)
        return True

    def halt(self, ids: Iterable[str], into: State) -> set[str]:
        """Take rows out of the queue, into *paused* or *cancelled*: what waits or is held goes there at once, what is
        under way once whoever sends it has heard of it. Answers the ids of the latter."""
        ids = list(ids)
        still = ", ".join("?" * len(UNDER_WAY))
        under_way = set()
        with self._db.transaction() as write:
            for upload_id in ids:
                at_rest = write.execute(
                    "UPDATE uploads SET state = ?, updated = ? WHERE id = ? AND state IN (?, ?, ?, ?)",
                    (into, timestamp(), upload_id, *_MAY_HALT),
                ).rowcount
                if (
                    not at_rest
                    and write.execute(
                        f"UPDATE uploads SET requested_state = ?, updated = ? WHERE id = ? AND state IN ({still})",  # noqa: S608
                        (into, timestamp(), upload_id, *UNDER_WAY),
                    ).rowcount
                ):
                    under_way.add(upload_id)
        self._tell(ids)
        return under_way

    def halt_requested(self) -> set[str]:
        """Return the rows that were asked to halt and did not yet."""
        return {r["id"] for r in self._db.rows("SELECT id FROM uploads WHERE requested_state IS NOT NULL")}

    def apply_requests(self) -> None:
        """Move rows that were asked to halt while they were under way, and are not any more, to where they were asked
        to; what has ended meanwhile stays as it is."""
        ids = self.halt_requested()
        if not ids:
            return
        ended = ", ".join("?" * len(ENDED))
        with self._db.transaction() as write:
            changed = write.execute(
                "UPDATE uploads SET state = requested_state, requested_state = NULL, error = NULL, sent = 0, "
                "updated = ? WHERE requested_state IS NOT NULL AND state IN (?, ?)",
                (timestamp(), State.WAITING, State.PAUSED),
            ).rowcount
            changed += write.execute(
                f"UPDATE uploads SET requested_state = NULL WHERE requested_state IS NOT NULL AND state IN ({ended})",  # noqa: S608
                ENDED,
            ).rowcount
        if changed:
            self._tell(ids)

    def reorder(self, ids: Sequence[str]) -> bool:
        """Put waiting rows into this order, in the places that they have among the others; rows that do not
        wait any more keep theirs. Answers whether anything changed."""
        waiting = (State.WAITING, State.PAUSED)
        with self._db.transaction() as write:
            places: dict[str, tuple[float, int]] = {}
            for upload_id in dict.fromkeys(ids):
                row = write.execute(
                    "SELECT created, position FROM uploads WHERE id = ? AND state IN (?, ?)", (upload_id, *waiting)
                ).fetchone()
                if row:
                    places[upload_id] = (row[0], row[1])
            moved = [
                (*place, upload_id)
                for upload_id, place in zip(places, sorted(places.values()), strict=True)
                if places[upload_id] != place
            ]
            write.executemany("UPDATE uploads SET created = ?, position = ? WHERE id = ?", moved)
        if moved:
            self._tell(row[2] for row in moved)
        return bool(moved)

    def counts(self) -> dict[State, int]:
        """Return how many rows there are in each state."""
        return {State(r["state"]): r["n"] for r in self._db.rows("SELECT state, count(*) n FROM uploads GROUP BY 1")}

    def failed_packages(self) -> list[str]:
        """Return the ids of the packages to which an upload failed, or needs attention."""
        rows = self._db.rows(
            "SELECT DISTINCT package FROM uploads WHERE state IN (?, ?)", (State.FAILED, State.ATTENTION)
        )
        return [r["package"] for r in rows]

    def remove(self, ids: Iterable[str]) -> None:
        """Forget rows that have ended."""
        ids = list(ids)
        with self._db.transaction() as write:
            for upload_id in ids:
                write.execute(
                    f"DELETE FROM uploads WHERE id = ? AND state IN ({', '.join('?' * len(ENDED))})",  # noqa: S608
                    (upload_id, *ENDED),
                )
        self._tell(ids)

    def _tell(self, ids: Iterable[str]) -> None:
        self._bus.publish(Changed("uploads", frozenset(ids)))


def new_id() -> str:
    """Return an id for a row or a resource: a fresh UUID4, as CKAN wants them."""
    return str(uuid.uuid4())


def _values(row: Upload) -> list[object]:
    out: list[object] = []
    for name in _COLUMNS:
        value = getattr(row, name)
        out.append(orjson.dumps(value).decode() if name in _JSON and value is not None else value)
    return out


def _upload(row: Any) -> Upload:
    data = {name: row[name] for name in _COLUMNS}
    for name in _JSON:
        data[name] = orjson.loads(data[name]) if data[name] is not None else None
    for name in _FLAGS:
        data[name] = bool(data[name])
    requested_state = State(data["requested_state"]) if data["requested_state"] else None
    return Upload(**{**data, "state": State(data["state"]), "requested_state": requested_state})
