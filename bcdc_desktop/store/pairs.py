"""Records that were copied here from another catalogue, as they were then, and what its terms are called here.

The next copy of the same record is a three-way update against what was last copied.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from .database import Database
from .events import Bus, Changed
from .search.sql import as_json

SCHEMA = """
    CREATE TABLE record_pairs (
        catalogue TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, base TEXT NOT NULL, copied TEXT NOT NULL,
        resources TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (catalogue, source)
    );
    CREATE INDEX record_pairs_target ON record_pairs (catalogue, target);
    CREATE TABLE transfer_terms (
        catalogue TEXT NOT NULL, kind TEXT NOT NULL, term TEXT NOT NULL, target TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (catalogue, kind, term)
    );
"""


@dataclass(frozen=True)
class RecordPair:
    """A record of another catalogue (``catalogue`` is its address) and its copy here.

    Attributes:
        source, target: ids of the package there and here.
        base: the copy, whole, as the catalogue here showed it after it was last copied.
        copied: the values that were copied then, in this catalogue's terms.
        resources: id there -> ``to`` (id here), ``values`` that were copied, and for a stored file ``file`` (what the
            record there said of it) and ``sha256``; in the order that they had there.
        at: when, in seconds since the epoch.
    """

    catalogue: str
    source: str
    target: str
    base: Mapping[str, Any]
    copied: Mapping[str, Any]
    resources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    at: float = 0.0

    @property
    def resource_ids(self) -> dict[str, str]:
        """Which resources are the same: id there -> id here."""
        return {source: str(found["to"]) for source, found in self.resources.items()}


class RecordPairs:
    """Reads and writes pairs and decided terms. Every method may be called from any thread."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus

    def put(self, pair: RecordPair) -> None:
        """Remember a record as it was copied now."""
        values = (
            pair.catalogue, pair.source, pair.target, as_json(pair.base), as_json(pair.copied), as_json(pair.resources),
            time.time(),
        )  # fmt: skip
        with self._db.transaction() as write:
            write.execute(
                "INSERT INTO record_pairs VALUES (?,?,?,?,?,?,?) ON CONFLICT (catalogue, source) DO UPDATE SET "
                "target = excluded.target, base = excluded.base, copied = excluded.copied, "
                "resources = excluded.resources, at = excluded.at",
                values,
            )
        self._bus.publish(Changed("pairs", frozenset({pair.target})))

    def forget(self, catalogue: str, source: str) -> None:
        """Forget a pair: its copy is gone."""
        with self._db.transaction() as write:
            write.execute("DELETE FROM record_pairs WHERE catalogue = ? AND source = ?", (catalogue, source))
        self._bus.publish(Changed("pairs"))

    def of_source(self, catalogue: str, source: str) -> RecordPair | None:
        """Return the pair of a record of another catalogue."""
        row = self._db.row("SELECT * FROM record_pairs WHERE catalogue = ? AND source = ?", (catalogue, source))
        return _pair(row) if row else None

    def targets(self, catalogue: str) -> dict[str, str]:
        """Return all pairs with another catalogue: id there -> id here."""
        rows = self._db.rows("SELECT source, target FROM record_pairs WHERE catalogue = ?", (catalogue,))
        return {row["source"]: row["target"] for row in rows}

    def terms(self, catalogue: str) -> dict[tuple[str, str], str]:
        """Return what was decided for terms of another catalogue: (kind, term) -> term here; empty to leave it out."""
        rows = self._db.rows("SELECT kind, term, target FROM transfer_terms WHERE catalogue = ?", (catalogue,))
        return {(row["kind"], row["term"]): row["target"] for row in rows}

    def put_terms(self, catalogue: str, terms: Iterable[tuple[str, str, str | None]]) -> None:
        """Remember decisions: kind, term there, term here; None forgets one."""
        now = time.time()
        with self._db.transaction() as write:
            for kind, term, target in terms:
                if target is None:
                    write.execute(
                        "DELETE FROM transfer_terms WHERE catalogue = ? AND kind = ? AND term = ?",
                        (catalogue, kind, term),
                    )
                    continue
                write.execute(
                    "INSERT INTO transfer_terms VALUES (?,?,?,?,?) ON CONFLICT (catalogue, kind, term) DO UPDATE SET "
                    "target = excluded.target, at = excluded.at",
                    (catalogue, kind, term, target, now),
                )
        self._bus.publish(Changed("pairs"))


def _pair(row: Any) -> RecordPair:
    return RecordPair(
        row["catalogue"],
        row["source"],
        row["target"],
        orjson.loads(row["base"]),
        orjson.loads(row["copied"]),
        orjson.loads(row["resources"]),
        row["at"],
    )
