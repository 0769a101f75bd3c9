"""Organizations and packages as last seen on the server, with when. All of it can be fetched again."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.package import Package

from .database import Database
from .events import Bus, Changed
from .links import SCHEMA as LINKS

MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, seen REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE organizations (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, parent TEXT, packages INTEGER NOT NULL,
        capacity TEXT
    ) WITHOUT ROWID;
    CREATE TABLE packages (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL, sort TEXT NOT NULL,
        org TEXT NOT NULL, publish_state TEXT NOT NULL, state TEXT NOT NULL, private INTEGER NOT NULL,
        modified TEXT NOT NULL, resources INTEGER NOT NULL, seen REAL NOT NULL, opened REAL, raw BLOB NOT NULL
    );
    CREATE INDEX packages_org_sort ON packages (org, sort);
    CREATE INDEX packages_sort ON packages (sort);
    CREATE INDEX packages_modified ON packages (modified);
    CREATE INDEX packages_name ON packages (name);
    CREATE TABLE resources (
        id TEXT PRIMARY KEY, package TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX resources_package ON resources (package);
    CREATE VIRTUAL TABLE package_text USING fts5 (
        title, name, tags, resources, notes, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
    );
    """,
    LINKS,
)

Sort = Literal["title", "state", "modified", "resources", "private"]
_ORDER = {
    "title": "p.sort",
    "state": "p.publish_state",
    "modified": "p.modified",
    "resources": "p.resources",
    "private": "p.private",
}


@dataclass(frozen=True, slots=True)
class PackageRow:
    """What a list shows of a package. ``modified`` is the server's text, ``seen`` seconds since the epoch."""

    id: str
    name: str
    title: str
    org: str
    publish_state: str
    state: str
    private: bool
    modified: str
    resources: int
    seen: float


@dataclass(frozen=True)
class PackageQuery:
    """Which packages a list shows: of these organizations, of these ids (all where None), with these words."""

    organizations: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    words: str = ""
    sort: Sort = "title"
    descending: bool = False


@dataclass(frozen=True)
class Seen:
    """A cached value with when it was seen (seconds since the epoch)."""

    value: Any
    at: float


class Cache:
    """Reads and writes the cache; writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    # single values: schema, account, licences, capabilities, times of synchronization

    def put(self, key: str, value: Any) -> None:
        """Stores a JSON-able value under a name."""
        with self._db.transaction() as write:
            write.execute(
                "INSERT INTO meta VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, "
                "seen = excluded.seen",
                (key, orjson.dumps(value).decode(), time.time()),
            )
        if key == "schema":
            self._bus.publish(Changed("schema"))

    def get(self, key: str) -> Seen | None:
        """A stored value, or None."""
        row = self._db.row("SELECT value, seen FROM meta WHERE key = ?", (key,))
        return Seen(orjson.loads(row["value"]), row["seen"]) if row else None

    # organizations

    def put_organizations(self, organizations: Iterable[Organization]) -> None:
        """Replaces all organizations."""
        # a tree may show one of them under two parents
        by_id = {o.id: (o.id, o.name, o.title, o.parent, o.packages, o.capacity) for o in organizations}
        rows = list(by_id.values())
        with self._db.transaction() as write:
            before = [tuple(r) for r in write.execute("SELECT * FROM organizations ORDER BY id")]
            if before != sorted(rows):
                write.execute("DELETE FROM organizations")
                write.executemany("INSERT INTO organizations VALUES (?, ?, ?, ?, ?, ?)", rows)
            self.put("organizations", len(rows))
        self._bus.publish(Changed("organizations"))

    def organizations(self) -> list[Organization]:
        """All organizations as last seen."""
        return [Organization(*row) for row in self._db.rows("SELECT * FROM organizations")]

    # packages

    def put_packages(self, packages: Iterable[Mapping[str, Any]]) -> None:
        """Stores whole packages as actions return them."""
        ids = []
        with self._db.transaction() as write:
            for raw in packages:
                ids.append(_store(write, Package(raw)))
        if ids:
            self._bus.publish(Changed("packages", frozenset(ids)))

    def remove_packages(self, ids: Collection[str]) -> None:
        """Forgets packages that are gone or may not be seen any more."""
        with self._db.transaction() as write:
            for package_id in ids:
                _remove(write, package_id)
        if ids:
            self._bus.publish(Changed("packages", frozenset(ids)))

    def package(self, id_or_name: str) -> Seen | None:
        """A whole package (a dict as ``package_show`` returns it) with when it was seen."""
        row = self._db.row(
            "SELECT raw, seen FROM packages WHERE id = ?1 UNION ALL SELECT raw, seen FROM packages WHERE name = ?1",
            (id_or_name,),
        )
        return Seen(orjson.loads(row["raw"]), row["seen"]) if row else None

    def package_of_resource(self, resource_id: str) -> Seen | None:
        """The package that holds a resource."""
        row = self._db.row("SELECT package FROM resources WHERE id = ?", (resource_id,))
        return self.package(row["package"]) if row else None

    def package_ids(self) -> set[str]:
        """Ids of all cached packages."""
        return {row["id"] for row in self._db.rows("SELECT id FROM packages")}

    def touch(self, package_id: str) -> None:
        """Remembers that a package was opened now."""
        with self._db.transaction() as write:
            write.execute("UPDATE packages SET opened = ? WHERE id = ?", (time.time(), package_id))

    def count(self, query: PackageQuery) -> int:
        """How many packages a list holds."""
        where, values = _where(query)
        row = self._db.row(f"SELECT count(*) AS n FROM packages p {where}", values)  # noqa: S608
        return int(row["n"]) if row else 0

    def rows(self, query: PackageQuery, *, limit: int = -1, offset: int = 0) -> list[PackageRow]:
        """A stretch of a list, in its order."""
        where, values = _where(query)
        direction = "DESC" if query.descending else "ASC"
        found = self._db.rows(
            "SELECT p.id, p.name, p.title, p.org, p.publish_state, p.state, p.private, p.modified, p.resources, p.seen "  # noqa: S608
            f"FROM packages p {where} ORDER BY {_ORDER[query.sort]} {direction}, p.key LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [PackageRow(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]), r[7], r[8], r[9]) for r in found]

    def counts_by_organization(self) -> dict[str, int]:
        """Cached packages per organization id."""
        return {r["org"]: r["n"] for r in self._db.rows("SELECT org, count(*) AS n FROM packages GROUP BY org")}

    def newest_change(self) -> str:
        """The greatest ``metadata_modified`` among the cached packages; empty when there is none."""
        row = self._db.row("SELECT max(modified) AS m FROM packages")
        return str(row["m"] or "") if row else ""


def _store(write: sqlite3.Connection, package: Package) -> str:
    raw = orjson.dumps(package.raw)
    old = write.execute("SELECT key FROM packages WHERE id = ?", (package.id,)).fetchone()
    values = (
        package.name,
        package.title,
        package.title.casefold(),
        package.owner_org,
        package.publish_state,
        package.state,
        int(package.private),
        package.metadata_modified,
        len(package.resources),
        time.time(),
        raw,
    )
    if old:
        key = old["key"]
        write.execute(
            "UPDATE packages SET name=?, title=?, sort=?, org=?, publish_state=?, state=?, private=?, modified=?, "
            "resources=?, seen=?, raw=? WHERE key=?",
            (*values, key),
        )
        write.execute("DELETE FROM package_text WHERE rowid = ?", (key,))
        write.execute("DELETE FROM resources WHERE package = ?", (package.id,))
    else:
        key = write.execute(
            "INSERT INTO packages (id, name, title, sort, org, publish_state, state, private, modified, resources, "
            "seen, raw) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (package.id, *values),
        ).lastrowid
    resources = package.resources
    write.executemany("INSERT OR REPLACE INTO resources VALUES (?, ?)", [(r.id, package.id) for r in resources])
    write.execute(
        "INSERT INTO package_text (rowid, title, name, tags, resources, notes) VALUES (?,?,?,?,?,?)",
        (
            key,
            package.title,
            package.name,
            " ".join(package.tags),
            " ".join(f"{r.name} {r.file_name} {r.format} {r.raw.get('object_name') or ''}" for r in resources),
            package.notes,
        ),
    )
    return package.id


def _remove(write: sqlite3.Connection, package_id: str) -> None:
    row = write.execute("SELECT key FROM packages WHERE id = ?", (package_id,)).fetchone()
    if row:
        write.execute("DELETE FROM package_text WHERE rowid = ?", (row["key"],))
        write.execute("DELETE FROM resources WHERE package = ?", (package_id,))
        write.execute("DELETE FROM packages WHERE key = ?", (row["key"],))


def _where(query: PackageQuery) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    if query.organizations is not None:
        parts.append("p.org IN (SELECT value FROM json_each(?))")
        values.append(orjson.dumps(list(query.organizations)).decode())
    if query.ids is not None:
        parts.append("p.id IN (SELECT value FROM json_each(?))")
        values.append(orjson.dumps(list(query.ids)).decode())
    words = query.words.replace("\0", " ").strip()
    if words:
        parts.append(
            "(p.key IN (SELECT rowid FROM package_text WHERE package_text MATCH ?) OR p.id = ? "
            "OR p.id IN (SELECT package FROM resources WHERE id = ?))"
        )
        values += [match_expression(words.split()), words, words]
    return (f"WHERE {' AND '.join(parts)}" if parts else "", values)


def match_expression(words: Sequence[str]) -> str:
    """An FTS5 query for records that hold every word, or a word that begins with it."""
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
