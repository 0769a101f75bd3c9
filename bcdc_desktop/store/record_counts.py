"""How many records each organization has, as the tree shows it: those that are here, once all of them were."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection

import orjson


def is_whole(db: sqlite3.Connection) -> bool:
    """Whether everything was here once. Before, the server's own counts say more than what has arrived so far."""
    return db.execute("SELECT 1 FROM meta WHERE key = 'synchronized'").fetchone() is not None


def recount(db: sqlite3.Connection, organizations: Collection[str] | None = None) -> bool:
    """Counts the records of some organizations (ids; None: all) within a writing transaction. Answers whether any
    number was another."""
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
        db.execute("UPDATE meta SET seen = ? WHERE key = 'organizations'", (time.time(),))
    return bool(differing)
