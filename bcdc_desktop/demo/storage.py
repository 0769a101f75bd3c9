"""Where the practice catalogue keeps what it knows: an SQLite file and a folder of uploaded files.

A package is stored once as the JSON text that ``package_show`` answers, so that lists and searches concatenate text
instead of encoding it again; columns and small tables beside it serve filters, facets and look-ups.

Killing the process at any moment loses nothing that was answered: a write is one SQLite transaction, an uploaded file
is at its final, unique path before the row that names it is committed, and files that no row names are swept at start.
"""

from __future__ import annotations

import contextlib
import os
import queue
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bcdc_desktop.file_operations import discard, remove_folder, replace

# Stands in stored text for the address of the server, whose port may differ at each start.
FILE_URL = "practice-file.invalid://"

LAYOUT = 1
"""Number of the tables' layout; a home with another one was made by another release, or is of another kind."""

_SCHEMA = """
CREATE TABLE organization (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT NOT NULL, parent TEXT, description TEXT NOT NULL,
    created TEXT NOT NULL
);
CREATE TABLE user (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, fullname TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
    sysadmin INTEGER NOT NULL, created TEXT NOT NULL
);
CREATE TABLE member (org TEXT NOT NULL, user TEXT NOT NULL, capacity TEXT NOT NULL, PRIMARY KEY (org, user));
CREATE TABLE package (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL,
    owner_org TEXT NOT NULL, state TEXT NOT NULL, private INTEGER NOT NULL, publish_state TEXT NOT NULL,
    license_id TEXT NOT NULL, creator_user_id TEXT NOT NULL, metadata_created TEXT NOT NULL,
    metadata_modified TEXT NOT NULL
);
CREATE TABLE package_body (n INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE package_tag (n INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (tag, n)) WITHOUT ROWID;
CREATE TABLE resource (id TEXT PRIMARY KEY, n INTEGER NOT NULL, format TEXT NOT NULL, file TEXT) WITHOUT ROWID;
CREATE TABLE activity (
    id TEXT PRIMARY KEY, package TEXT NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, kind TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE VIRTUAL TABLE package_text USING fts5(title, notes, text, tokenize="unicode61 remove_diacritics 0");
"""
# Made after a bulk fill, so that filling stays fast.
_INDEXES = """
CREATE INDEX package_name ON package (name);
CREATE INDEX package_title ON package (title);
CREATE INDEX package_modified ON package (metadata_modified, id);
CREATE INDEX package_created ON package (metadata_created, id);
CREATE INDEX package_owner ON package (owner_org, metadata_modified);
CREATE INDEX package_publish ON package (publish_state);
CREATE INDEX package_tag_n ON package_tag (n);
CREATE INDEX resource_n ON resource (n);
CREATE INDEX resource_format ON resource (format, n);
CREATE INDEX activity_package ON activity (package, at);
"""


@dataclass(frozen=True)
class StoredPackage:
    """A stored package: its row number, its columns that decide who may see it, and its JSON text."""

    n: int
    id: str
    owner_org: str
    state: str
    private: bool
    body: bytes

    def load(self) -> dict[str, Any]:
        """Return the package as a fresh dict, with file addresses in their stored form."""
        loaded: dict[str, Any] = orjson.loads(self.body)
        return loaded


class Storage:
    """One home folder of the practice catalogue.

    Reading connections are pooled, as each client connection has a thread of its own; writing goes through one
    connection and one re-entrant lock: see :meth:`write`. Several processes may serve one home.
    """

    def __init__(self, home: Path, own_layout: int = LAYOUT) -> None:
        self.home = home
        self._own_layout = own_layout
        self.files = home / "files"
        self.incoming = home / "incoming" / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._path = home / "catalogue.sqlite"
        self._readers: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._closed = threading.Event()
        self._lock = threading.RLock()
        self._depth = 0
        home.mkdir(parents=True, exist_ok=True)
        self.files.mkdir(exist_ok=True)
        self.incoming.mkdir(parents=True)
        self._watching = threading.Lock()
        self._after_commit: list[str] = []
        self._owner = 0
        with contextlib.ExitStack() as opening:  # a damaged file that stays open cannot be set aside on Windows
            self._writer = opening.enter_context(contextlib.closing(self._connect()))
            self._writer.execute("PRAGMA journal_mode=WAL")
            self._watch = opening.enter_context(contextlib.closing(self._connect()))
            self.layout = int(self._writer.execute("PRAGMA user_version").fetchone()[0])
            opening.pop_all()
        self.fresh = self.layout == 0
        """Whether nothing was stored here yet."""

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None, timeout=30)
        try:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA cache_size=-32000")
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close every connection; the store is not to be used afterwards."""
        with self._lock, self._watching:
            self._closed.set()
            self._writer.close()
            self._watch.close()
        self._close_idle_readers()
        remove_folder(self.incoming)

    def _close_idle_readers(self) -> None:
        """Close the readers that nobody uses; one in use is closed by its own thread: SQLite would crash under it."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()

    def generation(self) -> int:
        """Return a number that changes with every write, also of another process: an answer kept from before is
        stale."""
        with self._watching:
            if self._closed.is_set():
                raise ConnectionAbortedError("the practice catalogue is stopping")
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def create(self) -> bool:
        """Make the empty tables; to be called inside :meth:`write`, with the first rows.

        Returns:
            False when another process was faster.
        """
        if self._writer.execute("PRAGMA user_version").fetchone()[0]:
            return False
        for statement in _SCHEMA.split(";\n"):
            self._writer.execute(statement)
        self._writer.execute(f"PRAGMA user_version = {self._own_layout}")
        return True

    def index(self) -> None:
        """Make the indexes, after the first rows."""
        for statement in _INDEXES.split(";\n"):
            self._writer.execute(statement)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction, alone on the store; re-entrant, so that an action may hold it around another."""
        with self._lock:
            outer = self._depth == 0
            if outer:
                self._writer.execute("BEGIN IMMEDIATE")
                self._owner = threading.get_ident()
            self._depth += 1
            try:
                yield self._writer
                if outer:
                    self._writer.execute("COMMIT")
            except BaseException:
                if outer:
                    if self._writer.in_transaction:  # a full disk may have ended it
                        self._writer.execute("ROLLBACK")
                    self._after_commit.clear()
                raise
            else:
                if outer:
                    self._forget_files()
            finally:
                self._depth -= 1
                if outer:
                    self._owner = 0

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection to read with; inside :meth:`write` of the same thread, the writing one."""
        if self._owner == threading.get_ident():
            yield self._writer
            return
        if self._closed.is_set():
            raise ConnectionAbortedError("the practice catalogue is stopping")
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._readers.put(connection)
            if self._closed.is_set():
                self._close_idle_readers()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self.read() as connection:
            return connection.execute(sql, parameters).fetchall()

    # packages

    def package(self, reference: Any) -> StoredPackage | None:
        """Return the package with this id or, failing that, this name (one that is not deleted first)."""
        if not isinstance(reference, str):
            return None
        columns = "SELECT n, id, owner_org, state, private, body FROM package JOIN package_body USING (n) WHERE "
        rows = self.rows(columns + "id = ?", (reference,)) or self.rows(
            columns + "name = ? ORDER BY state = 'deleted' LIMIT 1", (reference,)
        )
        if not rows:
            return None
        n, package_id, owner, state, private, body = rows[0]
        return StoredPackage(n, package_id, owner, state, bool(private), body)

    def package_of_resource(self, resource_id: Any) -> StoredPackage | None:
        """Return the package that has this resource."""
        if not isinstance(resource_id, str):
            return None
        rows = self.rows("SELECT p.id FROM resource r JOIN package p USING (n) WHERE r.id = ?", (resource_id,))
        return self.package(rows[0][0]) if rows else None

    def resource_ids(self, n: int) -> set[str]:
        """Return ids of the resources that belong to the package with this row number."""
        return {row[0] for row in self.rows("SELECT id FROM resource WHERE n = ?", (n,))}

    def put(self, package: dict[str, Any], files: dict[str, str]) -> None:
        """Store a package whole; inside :meth:`write`.

        Args:
            package: what ``package_show`` answers, with file addresses in their stored form.
            files: resource id to the path (below ``files``) of a file that is new with this write.
        """
        db = self._writer
        held = db.execute("SELECT n FROM package WHERE id = ?", (package["id"],)).fetchone()
        columns = package_columns(package)
        if held:
            n = int(held[0])
            db.execute(f"UPDATE package SET ({COLUMNS}) = ({MARKS}) WHERE n = ?", (*columns, n))  # noqa: S608
            db.execute("DELETE FROM package_tag WHERE n = ?", (n,))
            db.execute("DELETE FROM package_text WHERE rowid = ?", (n,))
        else:
            n = int(db.execute(f"INSERT INTO package ({COLUMNS}) VALUES ({MARKS})", columns).lastrowid or 0)  # noqa: S608
        db.execute("INSERT OR REPLACE INTO package_body VALUES (?, ?)", (n, orjson.dumps(package)))
        db.executemany("INSERT OR IGNORE INTO package_tag VALUES (?, ?)", [(n, t["name"]) for t in package["tags"]])
        db.execute(
            "INSERT INTO package_text (rowid, title, notes, text) VALUES (?, ?, ?, ?)", (n, *package_words(package))
        )
        wanted = {r["id"] for r in package["resources"]}
        kept: dict[str, str | None] = {}
        for resource_id, file in db.execute("SELECT id, file FROM resource WHERE n = ?", (n,)).fetchall():
            kept[resource_id] = file
            if file and (resource_id not in wanted or resource_id in files):
                self._after_commit.append(file)
        # a resource that moves here from another package brings its file
        for resource_id in wanted - set(kept):
            row = db.execute("SELECT file FROM resource WHERE id = ?", (resource_id,)).fetchone()
            if row:
                kept[resource_id] = row[0]
        db.execute("DELETE FROM resource WHERE n = ?", (n,))
        db.executemany(
            "INSERT OR REPLACE INTO resource VALUES (?, ?, ?, ?)",
            [(r["id"], n, r.get("format") or "", files.get(r["id"], kept.get(r["id"]))) for r in package["resources"]],
        )

    def purge(self, row: StoredPackage) -> None:
        """Remove a package and everything that belongs to it; inside :meth:`write`."""
        db = self._writer
        files = db.execute("SELECT file FROM resource WHERE n = ? AND file IS NOT NULL", (row.n,)).fetchall()
        self._after_commit += [f[0] for f in files]
        tables = ("resource", "package_tag", "package_body", "package")
        for table, column in (("package_text", "rowid"), *((table, "n") for table in tables)):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (row.n,))  # noqa: S608
        db.execute("DELETE FROM activity WHERE package = ?", (row.id,))

    def file_of(self, resource_id: str) -> Path | None:
        """Return the uploaded file of a resource."""
        rows = self.rows("SELECT file FROM resource WHERE id = ?", (resource_id,))
        return self.files / rows[0][0] if rows and rows[0][0] else None

    # files

    def keep_file(self, source: Path, resource_id: str) -> str:
        """Move an uploaded file to its final place; the answer is to be stored with :meth:`put`."""
        folder = "".join(c for c in resource_id[:2] if c.isalnum()) or "_"
        name = f"{folder}/{secrets.token_hex(16)}"
        (self.files / folder).mkdir(exist_ok=True)
        replace(source, self.files / name)
        return name

    def _forget_files(self) -> None:
        while self._after_commit:
            discard(self.files / self._after_commit.pop())  # what is being read stays; the next start sweeps it

    def sweep(self) -> int:
        """Remove files that no row names (a stop came between file and row); how many there were.

        Bodies of requests that a stop cut off go too, once they are a day old: another process may serve this home.
        """
        with self.write():  # no other process is between file and row now
            named = {row[0] for row in self.rows("SELECT file FROM resource WHERE file IS NOT NULL")}
            strays = [p for p in self.files.glob("*/*") if f"{p.parent.name}/{p.name}" not in named]
            for path in strays:
                discard(path)
        yesterday = time.time() - 24 * 3600
        for left in self.incoming.parent.iterdir():
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < yesterday:
                    remove_folder(left)
        return len(strays)


COLUMNS = (
    "id, name, title, type, owner_org, state, private, publish_state, license_id, creator_user_id, "
    "metadata_created, metadata_modified"
)
MARKS = ", ".join("?" * (COLUMNS.count(",") + 1))


def package_columns(package: dict[str, Any]) -> tuple[Any, ...]:
    """Return values for ``COLUMNS``."""
    return (
        package["id"],
        package["name"],
        package["title"],
        package["type"],
        package["owner_org"] or "",
        package["state"],
        int(bool(package["private"])),
        package.get("publish_state") or "",
        package.get("license_id") or "",
        package.get("creator_user_id") or "",
        package["metadata_created"],
        package["metadata_modified"],
    )


def package_words(package: dict[str, Any]) -> tuple[str, str, str]:
    """Title, description and all text that a search without a field looks at."""
    text = [str(v) for k, v in package.items() if isinstance(v, str) and k not in ("notes", "metadata_created")]
    text += [t["name"] for t in package["tags"]]
    text += [package["organization"]["name"], package["organization"]["title"]] if package.get("organization") else []
    for resource in package["resources"]:
        text += [str(resource.get(k) or "") for k in ("name", "description", "format", "url")]
    notes = str(package.get("notes") or "")
    return str(package["title"]), notes, " ".join([notes, *text])


def insert_many(db: Any, packages: Iterable[dict[str, Any]], files: dict[str, str]) -> None:
    """Store many new packages at once, without looking for older ones; inside :meth:`Storage.write`."""
    n = int(db.execute("SELECT coalesce(max(n), 0) FROM package").fetchone()[0])
    for package in packages:
        n += 1
        db.execute(f"INSERT INTO package (n, {COLUMNS}) VALUES (?, {MARKS})", (n, *package_columns(package)))  # noqa: S608
        db.execute("INSERT INTO package_body VALUES (?, ?)", (n, orjson.dumps(package)))
        db.executemany("INSERT OR IGNORE INTO package_tag VALUES (?, ?)", [(n, t["name"]) for t in package["tags"]])
        db.executemany(
            "INSERT INTO resource VALUES (?, ?, ?, ?)",
            [(r["id"], n, r.get("format") or "", files.get(r["id"])) for r in package["resources"]],
        )
        db.execute(
            "INSERT INTO package_text (rowid, title, notes, text) VALUES (?, ?, ?, ?)", (n, *package_words(package))
        )
