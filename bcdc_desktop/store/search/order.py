"""Puts what was found into its order.

Sorting tens of thousands of rows takes SQLite longer than a key press may last. All rows in one order are a list that
stays right until something is written: what was found is picked from that list.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Sequence

from ..database import Database
from .sql import as_json

_KEPT = 6  # orders
_FEW = 4000  # rows that SQLite sorts faster than all of them are listed
BY = {
    "title": "p.sort",
    "name": "p.name",
    "state": "p.publish_state",
    "modified": "p.modified",
    "created": "p.created",
    "resources": "p.resources",
    "private": "p.private",
    "due": "p.due",
    "licence": "p.licence",
    "formats": "p.formats",
    "lacks": "p.lacks",
    "opened": "p.opened",
    "seen": "p.seen",
    "id": "p.id",
    "organization": "(SELECT o.title FROM organizations o WHERE o.id = p.org) COLLATE NOCASE",
}
"""Order -> the column of ``packages p``; of equal ones the row that was stored first comes first."""


class Orders:
    """Numbers of all rows in an order, kept while nothing is written. May be called from any thread, within
    ``Database.reading``."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._kept: OrderedDict[tuple[str, bool], tuple[int, array[int]]] = OrderedDict()
        self._guard = threading.Lock()

    def everything(self, sort: str, *, descending: bool, generation: int) -> array[int]:
        """Return all rows in an order (a key of ``BY``)."""
        held = self._held(sort, descending, generation)
        if held is None:
            held = self._sorted("", [], sort, descending)
            if sort != "opened":  # which is written without another generation
                with self._guard:
                    self._kept[sort, descending] = (generation, held)
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
        return held

    def ordered(self, keys: Sequence[int], sort: str, *, descending: bool, generation: int) -> array[int]:
        """Return some rows in an order."""
        held = self._held(sort, descending, generation)
        if held is None and len(keys) <= _FEW:
            inside = "WHERE p.key IN (SELECT value FROM json_each(?))"
            return self._sorted(inside, [as_json(list(keys))], sort, descending)
        every = held if held is not None else self.everything(sort, descending=descending, generation=generation)
        if len(keys) == len(every):
            return every
        wanted = set(keys)
        return array("I", [k for k in every if k in wanted])

    def _held(self, sort: str, descending: bool, generation: int) -> array[int] | None:
        with self._guard:
            kept = self._kept.get((sort, descending))
            return kept[1] if kept is not None and kept[0] == generation else None

    def _sorted(self, where: str, values: Sequence[object], sort: str, descending: bool) -> array[int]:
        way = "DESC" if descending else "ASC"
        return self._db.numbers(
            f"SELECT group_concat(key) FROM (SELECT p.key FROM packages p {where} ORDER BY {BY[sort]} {way}, p.key)",  # noqa: S608
            values,
        )
