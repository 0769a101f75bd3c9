"""Organizations and packages as last seen on the server, with when. All of it can be fetched again."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.search.query import Query

from .cache_files import cache_size, excess, is_worth_rewriting, oldest_texts
from .database import Damaged, Database
from .events import Bus, Changed
from .links import LinkCounts
from .package_writer import (
    NO_LINK,
    PackageWriter,
    Prepared,
    is_whole,
    number_of,
    number_of_link,
    prepared,
    recount,
    unpacked,
)
from .search.hits import Hit, hits
from .search.index import Order, PackageQuery, SearchIndex, Sort

__all__ = ["SCHEMA", "Cache", "Hit", "Order", "PackageQuery", "PackageRow", "Seen", "Sort"]

SCHEMA = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL, seen REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE generation (n INTEGER NOT NULL);
    INSERT INTO generation VALUES (0);
    CREATE TABLE organizations (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, parent TEXT, packages INTEGER NOT NULL,
        capacity TEXT
    ) WITHOUT ROWID;
    CREATE TABLE packages (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL, sort TEXT NOT NULL,
        org TEXT NOT NULL, publish_state TEXT NOT NULL, state TEXT NOT NULL, private INTEGER NOT NULL,
        created TEXT NOT NULL, modified TEXT NOT NULL, resources INTEGER NOT NULL, formats TEXT NOT NULL,
        licence TEXT NOT NULL, due TEXT, lacks INTEGER NOT NULL, seen REAL NOT NULL, opened REAL
    );
    CREATE INDEX packages_org_sort ON packages (org, sort);
    CREATE INDEX packages_sort ON packages (sort, org, private, modified, created, due, opened);
    CREATE INDEX packages_modified ON packages (modified);
    CREATE INDEX packages_name ON packages (name);
    CREATE TABLE bodies (key INTEGER PRIMARY KEY, raw BLOB NOT NULL);
    CREATE TABLE resources (number INTEGER PRIMARY KEY, package INTEGER NOT NULL, link INTEGER NOT NULL);
    CREATE TABLE terms (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL, alt TEXT NOT NULL,
        UNIQUE (kind, value)
    );
    CREATE TABLE spellings (term INTEGER NOT NULL, spelling TEXT NOT NULL, PRIMARY KEY (term, spelling)) WITHOUT ROWID;
    CREATE TABLE package_terms (
        term INTEGER NOT NULL, package INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (term, package)
    ) WITHOUT ROWID;
    CREATE INDEX package_terms_package ON package_terms (package);
    CREATE VIRTUAL TABLE package_text USING fts5 (
        title, name, tags, columns, resources, notes,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
"""
_TABLES = (
    "packages", "bodies", "resources", "package_terms", "terms", "spellings", "package_text", "organizations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackageRow:
    """What a list shows of a package. ``created`` and ``modified`` are the server's texts, ``seen`` seconds since the
    epoch, ``formats`` those of its resources with commas, ``due`` the day (``YYYY-MM-DD``) by which its data should be
    updated by its own cycle, ``lacks`` how much is missing for a complete record, ``opened`` when it was opened here
    last (seconds since the epoch)."""

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
    created: str = ""
    licence: str = ""
    formats: str = ""
    due: str | None = None
    lacks: int = 0
    opened: float | None = None


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
        self._writer = PackageWriter()
        self._tree: tuple[float | None, OrganizationTree] | None = None
        self.index = SearchIndex(database, self.tree)

    # single values: schema, account, licences, capabilities, times of synchronization

    def put(self, key: str, value: Any) -> None:
        """Store a JSON-able value under a name."""
        text = orjson.dumps(value).decode()
        with self._db.transaction() as write:
            if key == "account":  # searches for what waits depend on who asks
                held = write.execute("SELECT value FROM meta WHERE key = 'account'").fetchone()
                if held is None or held[0] != text:
                    write.execute("UPDATE generation SET n = n + 1")
            write.execute(
                "INSERT INTO meta VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, "
                "seen = excluded.seen",
                (key, text, time.time()),
            )
        if key == "schema":
            self._bus.publish(Changed("schema"))

    def get(self, key: str) -> Seen | None:
        """Return a stored value, or None."""
        row = self._db.row("SELECT value, seen FROM meta WHERE key = ?", (key,))
        if row is None:
            return None
        with self._db.watched():
            try:
                return Seen(orjson.loads(row["value"]), row["seen"])
            except orjson.JSONDecodeError as error:
                raise Damaged("A value is damaged.") from error

    # organizations

    def put_organizations(self, organizations: Iterable[Organization]) -> None:
        """Replace all organizations."""
        # a tree may show one of them under two parents
        by_id = {o.id: (o.id, o.name, o.title, o.parent, o.packages, o.capacity) for o in organizations}
        rows = list(by_id.values())
        with self._writing() as write:
            before = [tuple(r) for r in write.execute("SELECT * FROM organizations ORDER BY id")]
            if before != sorted(rows):
                write.execute("DELETE FROM organizations")
                write.executemany("INSERT INTO organizations VALUES (?, ?, ?, ?, ?, ?)", rows)
            self.put("organizations", len(rows))
        self._bus.publish(Changed("organizations"))

    def organizations(self) -> list[Organization]:
        """Return all organizations as last seen."""
        return [Organization(*row) for row in self._db.rows("SELECT * FROM organizations")]

    def recount(self) -> None:
        """Recount after a synchronization: the organizations have as many records as there are here."""
        with self._db.transaction() as write:
            differed = recount(write)
            if differed:  # facets of searches count with the tree
                write.execute("UPDATE generation SET n = n + 1")
        if differed:
            self._bus.publish(Changed("organizations"))

    # packages

    def put_packages(self, packages: Iterable[Mapping[str, Any]], *, asked: float | None = None) -> None:
        """Store whole packages as actions return them.

        Args:
            packages: whole packages.
            asked: when the server was asked for them (seconds since the epoch). What was stored after that and is newer
                is not overwritten; without it, what is given counts as the latest.
        """
        self.put_prepared([prepared(raw) for raw in packages], asked=asked)

    def put_prepared(self, packages: Sequence[Prepared], *, asked: float | None = None) -> None:
        """Return the same with packages that were made ready before, in the thread that read them."""
        if not packages:
            return
        now = time.time()
        with self._writing() as write:
            written = self._writer.write(write, packages, asked=now if asked is None else asked, now=now)
            recounted = _recounted(write, written.organizations)
        if written.ids:
            self._bus.publish(Changed("packages", frozenset(written.ids)), *recounted)

    def remove_packages(self, ids: Collection[str]) -> None:
        """Forget packages that are gone or may not be seen any more."""
        if not ids:
            return
        with self._writing() as write:
            recounted = _recounted(write, self._writer.remove(write, ids))
        self._bus.publish(Changed("packages", frozenset(ids)), *recounted)

    def package(self, id_or_name: str) -> Seen | None:
        """Return a whole package (a dict as ``package_show`` returns it) with when it was seen."""
        row = self._db.row(
            "SELECT b.raw, p.seen FROM packages p JOIN bodies b USING (key) WHERE p.id = ?1 "
            "UNION ALL SELECT b.raw, p.seen FROM packages p JOIN bodies b USING (key) WHERE p.name = ?1",
            (id_or_name,),
        )
        with self._db.watched():
            return Seen(unpacked(row["raw"]), row["seen"]) if row else None

    def package_of_resource(self, resource_id: str) -> Seen | None:
        """Return the package that holds a resource."""
        row = self._db.row(
            "SELECT p.id FROM resources r JOIN packages p ON p.key = r.package WHERE r.number = ?",
            (number_of(resource_id),),
        )
        found = self.package(row["id"]) if row else None
        if found and any(r.get("id") == resource_id for r in found.value.get("resources") or ()):
            return found
        return None

    def package_ids(self) -> set[str]:
        """Return the IDs of all cached packages."""
        return {row["id"] for row in self._db.rows("SELECT id FROM packages")}

    def versions(self, organizations: Collection[str] | None = None) -> dict[str, str]:
        """Return ``metadata_modified`` by id, of the cached packages of some organizations (all where None)."""
        if organizations is None:
            rows = self._db.rows("SELECT id, modified FROM packages")
        else:
            rows = self._db.rows(
                "SELECT id, modified FROM packages WHERE org IN (SELECT value FROM json_each(?))",
                (_json(organizations),),
            )
        return {row[0]: row[1] for row in rows}

    def versions_of(self, ids: Collection[str]) -> dict[str, str]:
        """Return ``metadata_modified`` of those of these packages that are cached."""
        rows = self._db.rows(
            "SELECT id, modified FROM packages WHERE id IN (SELECT value FROM json_each(?))", (_json(ids),)
        )
        return {row[0]: row[1] for row in rows}

    def touch(self, package_id: str) -> None:
        """Remember that a package was opened now."""
        with self._db.transaction() as write:
            write.execute("UPDATE packages SET opened = ? WHERE id = ?", (time.time(), package_id))

    # lists and searches

    def count(self, query: PackageQuery) -> int:
        """Return how many packages a list holds."""
        return len(self.index.find(query))

    def rows(self, query: PackageQuery, *, limit: int = -1, offset: int = 0) -> list[PackageRow]:
        """Return a stretch of a list, in its order."""
        keys = self.index.find(query).keys
        return [r for r in self.rows_of(keys[offset:] if limit < 0 else keys[offset : offset + limit]) if r]

    def rows_of(self, keys: Sequence[int]) -> list[PackageRow | None]:
        """Return the rows of a stretch of what ``index.find`` found; None for what was removed since."""
        found = self._db.rows(
            "SELECT p.key, p.id, p.name, p.title, p.org, p.publish_state, p.state, p.private, p.modified, p.resources, "
            "p.seen, p.created, p.licence, p.formats, p.due, p.lacks, p.opened "
            "FROM packages p WHERE p.key IN (SELECT value FROM json_each(?))",
            (_json(keys),),
        )
        by_key = {r[0]: _package_row(r) for r in found}
        return [by_key.get(k) for k in keys]

    def key_of(self, package_id: str) -> int | None:
        """Return the number by which ``index.find`` finds a record."""
        row = self._db.row("SELECT key FROM packages WHERE id = ?", (package_id,))
        return int(row["key"]) if row else None

    def ids_of(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of a stretch of what ``index.find`` found, without what was removed since."""
        found = self._db.rows(
            "SELECT key, id FROM packages WHERE key IN (SELECT value FROM json_each(?))", (_json(keys),)
        )
        by_key = {r[0]: r[1] for r in found}
        return [by_key[k] for k in keys if k in by_key]

    def rows_named(self, names: Collection[str]) -> list[PackageRow]:
        """Return the rows of the packages of these names."""
        ids = self._db.rows("SELECT id FROM packages WHERE name IN (SELECT value FROM json_each(?))", (_json(names),))
        return self.rows(PackageQuery(ids=tuple(r["id"] for r in ids))) if ids else []

    def count_complete(self, query: PackageQuery) -> int:
        """Return how many packages of a list lack nothing."""
        where, values = self.index.sql(query)
        sql = f"SELECT count(*) AS n FROM packages p {where} {'AND' if where else 'WHERE'} p.lacks = 0"  # noqa: S608
        row = self._db.row(sql, values)
        return int(row["n"]) if row else 0

    def count_resources(self, query: PackageQuery) -> int:
        """Return how many resources the packages of a list have."""
        where, values = self.index.sql(query)
        row = self._db.row(f"SELECT ifnull(sum(p.resources), 0) AS n FROM packages p {where}", values)  # noqa: S608
        return int(row["n"]) if row else 0

    def count_links(self, query: PackageQuery) -> LinkCounts:
        """Return how many addresses the resources of a list lead to, and how many of them were ever looked at."""
        where, values = self.index.sql(query)
        looked = [number_of_link(r["url"]) for r in self._db.rows("SELECT url FROM link_results")]
        row = self._db.row(
            "SELECT count(DISTINCT r.link), "  # noqa: S608
            "count(DISTINCT CASE WHEN r.link IN (SELECT value FROM json_each(?)) THEN r.link END) "
            f"FROM resources r WHERE r.link != ? AND r.package IN (SELECT p.key FROM packages p {where})",
            (_json(looked), NO_LINK, *values),
        )
        return LinkCounts(int(row[0]), int(row[1])) if row else LinkCounts(0, 0)

    def packages(self, query: PackageQuery, *, page: int = 100) -> Iterator[dict[str, Any]]:
        """Return the whole packages of a list, in its order, read ``page`` at a time."""
        keys = self.index.find(query).keys
        for start in range(0, len(keys), page):
            stretch = keys[start : start + page]
            bodies = self.bodies_of(stretch)
            yield from (bodies[key] for key in stretch if key in bodies)

    def bodies_of(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Return the whole packages of a stretch of what ``index.find`` found, without those reduced to their row."""
        rows = self._db.rows(
            "SELECT key, raw FROM bodies WHERE key IN (SELECT value FROM json_each(?))", (_json(keys),)
        )
        with self._db.watched():
            return {row[0]: unpacked(row[1]) for row in rows}

    def hits(self, ids: Sequence[str], query: Query) -> dict[str, Hit]:
        """Return why these records were found, where their title does not show it; the marks of a title come from
        ``bcdc_desktop.domain.search.highlight.marks``. For the rows on screen."""
        return hits(self._db, ids, query)

    def counts_by_organization(self) -> dict[str, int]:
        """Return the number of cached packages by organization id."""
        return {r["org"]: r["n"] for r in self._db.rows("SELECT org, count(*) AS n FROM packages GROUP BY org")}

    # room

    def tidy(self) -> None:
        """Let SQLite update its statistics after much was written."""
        self._db.take_in_log()

    def size(self) -> int:
        """Return the bytes that the cache takes on this computer."""
        return cache_size(self._db.path)

    def clear(self) -> None:
        """Forget what can be fetched again, and gives the room back; the next synchronization fetches it."""
        with self._writing() as write:
            for table in _TABLES:
                write.execute(f"DELETE FROM {table}")  # noqa: S608
            write.execute("DELETE FROM meta WHERE key LIKE 'synchronized%' OR key IN ('organizations', 'tree')")
        self._writer.forget()
        self._db.give_room_back()
        self._bus.publish(Changed("organizations"), Changed("packages"))

    def limit(self, size: int, *, calmly: bool = False) -> int:
        """Keep the cache below about ``size`` bytes: forgets the whole text of records, of those first that were not
        opened here for the longest time, never of those that have a draft. They stay in lists and searches, and are
        fetched when they are opened. ``calmly``: does not write the file anew for little. Answers of how many the text
        was forgotten.
        """
        much = excess(self._db, size)
        keys = oldest_texts(self._db, much, self.index.drafts()) if much else []
        if keys:
            with self._writing() as write:
                write.executemany("DELETE FROM bodies WHERE key = ?", [(key,) for key in keys])
        if self.size() > size and (is_worth_rewriting(self._db) or (keys and not calmly)):
            self._db.give_room_back()
        return len(keys)

    def tree(self) -> OrganizationTree:
        """Return the organizations, made into a tree once for as long as they stay the same."""
        row = self._db.row("SELECT seen FROM meta WHERE key = 'organizations'")
        stamp = row["seen"] if row else None
        held = self._tree
        if held is None or held[0] != stamp:
            held = self._tree = (stamp, OrganizationTree(self.organizations()))
        return held[1]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Return a transaction that makes results of searches out of date."""
        try:
            with self._db.transaction() as write:
                write.execute("UPDATE generation SET n = n + 1")
                yield write
        except BaseException:
            self._writer.forget()
            raise


def _recounted(write: sqlite3.Connection, organizations: Collection[str]) -> list[Changed]:
    """Count again where records came or went, and what is to be told of it."""
    if organizations and is_whole(write) and recount(write, organizations):
        return [Changed("organizations")]
    return []


def _json(values: Iterable[object]) -> str:
    return orjson.dumps(list(values)).decode()


def _package_row(r: sqlite3.Row) -> PackageRow:
    values = list(r)[1:]
    values[6] = bool(values[6])
    return PackageRow(*values)
