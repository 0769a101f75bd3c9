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
    "state": (  # as a list shows it: where there is no publish state, how CKAN shows the record
        "CASE WHEN p.publish_state != '' THEN p.publish_state WHEN p.state IN ('draft', 'deleted') THEN p.state "
        "WHEN p.private THEN 'private' ELSE 'public' END"
    ),
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


class _Order:
    """All rows in one order, and the place of each in it."""

    def __init__(self, generation: int, keys: array[int]) -> None:
        self.generation = generation
        self.keys = keys
        self._places: array[int] | None = None

    def pick(self, keys: Sequence[int]) -> array[int]:
        """Return some of the rows in this order, sorted by their places in it: passing over the others takes longer,
        even where there are few."""
        if len(keys) == len(self.keys):
            return self.keys
        if self._places is None:
            self._places = _places(self.keys)
        return array("I", sorted(keys, key=self._places.__getitem__))


class Orders:
    """Numbers of all rows in an order, kept while nothing is written. May be called from any thread, within
    ``Database.reading``."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._kept: OrderedDict[tuple[str, bool], _Order] = OrderedDict()
        self._guard = threading.Lock()

    def everything(self, sort: str, *, descending: bool, generation: int) -> array[int]:
        """Return all rows in an order (a key of ``BY``)."""
        return self._every(sort, descending, generation).keys

    def ordered(self, keys: Sequence[int], sort: str, *, descending: bool, generation: int) -> array[int]:
        """Return some rows in an order."""
        if not keys:
            return array("I")
        held = self._held(sort, descending, generation)
        if held is None and len(keys) <= _FEW:
            inside = "WHERE p.key IN (SELECT value FROM json_each(?))"
            return self._sorted(inside, [as_json(list(keys))], sort, descending)
        return (held or self._every(sort, descending, generation)).pick(keys)

    def _every(self, sort: str, descending: bool, generation: int) -> _Order:
        held = self._held(sort, descending, generation)
        if held is None:
            held = _Order(generation, self._sorted("", [], sort, descending))
            if sort != "opened":  # which is written without another generation
                with self._guard:
                    self._kept[sort, descending] = held
                    while len(self._kept) > _KEPT:
                        self._kept.popitem(last=False)
        return held

    def _held(self, sort: str, descending: bool, generation: int) -> _Order | None:
        with self._guard:
            kept = self._kept.get((sort, descending))
            return kept if kept is not None and kept.generation == generation else None

    def _sorted(self, where: str, values: Sequence[object], sort: str, descending: bool) -> array[int]:
        way = "DESC" if descending else "ASC"
        return self._db.numbers(
            f"SELECT group_concat(key) FROM (SELECT p.key FROM packages p {where} ORDER BY {BY[sort]} {way}, p.key)",  # noqa: S608
            values,
        )


def _places(keys: array[int]) -> array[int]:
    """Return the place of each row by its number."""
    places = array("I", bytes(4 * (max(keys, default=0) + 1)))
    for place, key in enumerate(keys):
        places[key] = place
    return places
