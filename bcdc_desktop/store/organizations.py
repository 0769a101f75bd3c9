"""Organizations as last seen on the server, with how many records each has here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

import orjson

from bcdc_desktop.domain.organization import Organization, OrganizationTree

from .database import Database
from .events import Bus, Changed
from .key_value import KeyValue
from .search.index import outdate_searches
from .timestamps import timestamp

SCHEMA = """
    CREATE TABLE organizations (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, parent TEXT, packages INTEGER NOT NULL,
        capacity TEXT
    );
"""
_ALL = "SELECT id, name, title, parent, packages, capacity FROM organizations"


class Organizations:
    """Reads and writes organizations; writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus, key_value: KeyValue) -> None:
        self._db = database
        self._bus = bus
        self._key_value = key_value
        self._tree: tuple[float | None, OrganizationTree] | None = None

    def put(self, organizations: Iterable[Organization]) -> None:
        """Replace all organizations."""
        # a tree may show one of them under two parents
        by_id = {o.id: (o.id, o.name, o.title, o.parent, o.packages, o.capacity) for o in organizations}
        rows = list(by_id.values())
        with self._db.transaction() as write:
            outdate_searches(write)
            before = [tuple(r) for r in write.execute(f"{_ALL} ORDER BY id")]
            if before != sorted(rows):
                write.execute("DELETE FROM organizations")
                write.executemany("INSERT INTO organizations VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._key_value.put("organizations", len(rows))
        self._bus.publish(Changed("organizations"))

    def all(self) -> list[Organization]:
        """Return all organizations as last seen."""
        return [Organization(*row) for row in self._db.rows(f"{_ALL} ORDER BY id")]

    def tree(self) -> OrganizationTree:
        """Return the organizations, made into a tree once for as long as they stay the same."""
        row = self._db.row("SELECT seen FROM meta WHERE key = 'organizations'")
        stamp = row["seen"] if row else None
        held = self._tree
        if held is None or held[0] != stamp:
            held = self._tree = (stamp, OrganizationTree(self.all()))
        return held[1]

    def recount(self) -> None:
        """Recount after a synchronization: the organizations have as many records as there are here."""
        with self._db.transaction() as write:
            differed = recount(write)
            if differed:  # facets of searches count with the tree
                outdate_searches(write)
        if differed:
            self._bus.publish(Changed("organizations"))


def is_whole(db: sqlite3.Connection) -> bool:
    """Return whether everything was here once. Before that, the server's own counts tell more than what is here."""
    return db.execute("SELECT 1 FROM meta WHERE key = 'synchronized'").fetchone() is not None


COVERED = "synchronized_organizations"
"""In ``meta``: the ids of the organizations that the cache is limited to; null where it is not."""


def covered(db: sqlite3.Connection) -> list[str] | None:
    """Return the ids of the organizations whose records are all here; None where those of all are."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (COVERED,)).fetchone()
    found = orjson.loads(row[0]) if row else None
    return found if isinstance(found, list) else None


def recount(db: sqlite3.Connection, organizations: Collection[str] | None = None) -> bool:
    """Count the records of some organizations (ids; None: all) within a writing transaction; of those that the cache is
    not limited to, the server's own counts stay. Return whether any number was another."""
    if (limited := covered(db)) is not None:
        organizations = limited if organizations is None else set(limited) & set(organizations)
    if organizations is None:
        here = db.execute("SELECT org, count(*) FROM packages GROUP BY org")
        told = db.execute("SELECT id, packages FROM organizations")
    else:
        which = "IN (SELECT value FROM json_each(?))"
        ids = (orjson.dumps(list(organizations)).decode(),)
        here = db.execute(f"SELECT org, count(*) FROM packages WHERE org {which} GROUP BY org", ids)  # noqa: S608
        told = db.execute(f"SELECT id, packages FROM organizations WHERE id {which}", ids)  # noqa: S608
    counts = {org: n for org, n in here}  # noqa: C416 - these are rows
    differing = [(counts.get(org, 0), org) for org, n in told if n != counts.get(org, 0)]
    if differing:
        db.executemany("UPDATE organizations SET packages = ? WHERE id = ?", differing)
        db.execute("UPDATE meta SET seen = ? WHERE key = 'organizations'", (timestamp(),))
    return bool(differing)
