"""Whole packages as last seen on the server, with when. All of it can be fetched again."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bcdc_desktop.domain.quality import RecordQuality
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.domain.schema import DatasetSchema

from .database import Database
from .events import Bus, Changed
from .key_value import KeyValue, Seen
from .organizations import is_whole, recount
from .package_writer import PackageWriter, Prepared, number_of, prepared, prepared_entry, unpacked
from .search.index import outdate_searches
from .search.sql import as_json
from .timestamps import timestamp

_log = logging.getLogger(__name__)
_NO_SCHEMA = DatasetSchema("", (), ())
_RULES = "rules"  # in meta: by which rules the stored records were judged
_AT_ONCE = 500  # records that are judged again in one transaction


class Records:
    """Reads and writes packages; writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus, key_value: KeyValue) -> None:
        self._db = database
        self._bus = bus
        self._key_value = key_value
        self._writer = PackageWriter()
        self._quality: dict[str, RecordQuality] = {}
        self.schema: Callable[[str], DatasetSchema] = lambda _type: _NO_SCHEMA
        """Returns the schema of a type of records, by which they are judged: what they lack, when their data is due."""

    def prepare(self, raw: Mapping[str, Any]) -> Prepared:
        """Make a package ready to be written; in the thread that read it."""
        kind = str(raw.get("type") or "")
        schema, quality = self.schema(kind), self._quality.get(kind)
        if quality is None or quality.schema is not schema:
            quality = self._quality[kind] = RecordQuality(schema)
        return prepared(raw, quality)

    def prepare_entry(self, raw: Mapping[str, Any]) -> Prepared:
        """Make a list entry ready to be written: a package that was not read whole yet. It never takes the place of one
        that was."""
        return prepared_entry(raw)

    def judge_again(self, schemas: Iterable[DatasetSchema]) -> None:
        """Judge the stored records by the schemas as they are now, unless those judge as the ones before did. For a
        worker."""
        mark = sorted(RecordQuality(schema).mark for schema in schemas)
        seen = self._key_value.get(_RULES)
        if seen is not None and seen.value == mark:
            return
        keys = [row[0] for row in self._db.rows("SELECT key FROM bodies")]
        for begin in range(0, len(keys), _AT_ONCE):
            self._judge_again(keys[begin : begin + _AT_ONCE])
        self._key_value.put(_RULES, mark)

    def _judge_again(self, keys: Sequence[int]) -> None:
        rows = self._db.rows(
            "SELECT key, raw FROM bodies WHERE key IN (SELECT value FROM json_each(?))", (as_json(list(keys)),)
        )
        again = [(row[0], self.prepare(unpacked(row[1]))) for row in rows]
        with self._writing() as write:
            self._writer.judge_again(write, again)
        self._bus.publish(Changed("packages", frozenset(p.id for _, p in again)))

    def put(self, packages: Iterable[Mapping[str, Any]], *, asked: float | None = None) -> None:
        """Store whole packages as actions return them.

        Args:
            packages: whole packages.
            asked: when the server was asked for them (seconds since the epoch). What was stored after that and is newer
                is not overwritten; without it, what is given counts as the latest.
        """
        self.put_prepared([self.prepare(raw) for raw in packages], asked=asked)

    def put_prepared(self, packages: Sequence[Prepared], *, asked: float | None = None) -> None:
        """Store packages that were made ready before, in the thread that read them.

        No id of a server is one by which lists tell the drafts of new records: such a record is left out.
        """
        fit = [p for p in packages if not p.id.startswith(NEW)]
        if len(fit) < len(packages):
            _log.warning(
                "%d records with an id that marks drafts of new records are left out", len(packages) - len(fit)
            )
        if not fit:
            return
        now = timestamp()
        with self._writing() as write:
            written = self._writer.write(write, fit, asked=now if asked is None else asked, now=now)
            recounted = _recounted(write, written.organizations)
        if written.ids:
            self._bus.publish(Changed("packages", frozenset(written.ids)), *recounted)

    def remove(self, ids: Collection[str]) -> None:
        """Forget packages that are gone or may not be seen any more."""
        if not ids:
            return
        with self._writing() as write:
            recounted = _recounted(write, self._writer.remove(write, ids))
        self._bus.publish(Changed("packages", frozenset(ids)), *recounted)

    def get(self, id_or_name: str) -> Seen | None:
        """Return a whole package (a dict as ``package_show`` returns it) with when it was seen."""
        row = self._db.row(
            "SELECT b.raw, p.seen FROM packages p JOIN bodies b USING (key) WHERE p.id = ?1 "
            "UNION ALL SELECT b.raw, p.seen FROM packages p JOIN bodies b USING (key) WHERE p.name = ?1",
            (id_or_name,),
        )
        with self._db.watched():
            return Seen(unpacked(row["raw"]), row["seen"]) if row else None

    def of_resource(self, resource_id: str) -> Seen | None:
        """Return the package that holds a resource."""
        row = self._db.row(
            "SELECT p.id FROM resources r JOIN packages p ON p.key = r.package WHERE r.number = ?",
            (number_of(resource_id),),
        )
        found = self.get(row["id"]) if row else None
        if found and any(r.get("id") == resource_id for r in found.value.get("resources") or ()):
            return found
        return None

    def ids(self) -> set[str]:
        """Return the IDs of all cached packages."""
        return {row["id"] for row in self._db.rows("SELECT id FROM packages")}

    def versions(self, organizations: Collection[str] | None = None) -> dict[str, str]:
        """Return ``metadata_modified`` by id, of the cached packages of some organizations (all where None); empty for
        those of which only the list entry is here."""
        if organizations is None:
            return self._versions("")
        return self._versions("WHERE org IN (SELECT value FROM json_each(?))", organizations)

    def count_entries(self) -> int:
        """Return of how many cached packages only the list entry is here."""
        row = self._db.row("SELECT count(*) AS n FROM packages WHERE whole = 0")
        return int(row["n"]) if row else 0

    def versions_outside(self, organizations: Collection[str]) -> dict[str, str]:
        """Return as ``versions`` does, of the cached packages of other organizations than these."""
        return self._versions("WHERE org NOT IN (SELECT value FROM json_each(?))", organizations)

    def unopened_outside(self, organizations: Collection[str]) -> set[str]:
        """Return the ids of the cached packages of other organizations than these that were never opened here."""
        rows = self._db.rows(
            "SELECT id FROM packages WHERE opened IS NULL AND org NOT IN (SELECT value FROM json_each(?))",
            (as_json(list(organizations)),),
        )
        return {row["id"] for row in rows}

    def versions_of(self, ids: Collection[str]) -> dict[str, str]:
        """Return ``metadata_modified`` of those of these packages that are cached, empty as in ``versions``."""
        return self._versions("WHERE id IN (SELECT value FROM json_each(?))", ids)

    def _versions(self, where: str, *values: Collection[str]) -> dict[str, str]:
        rows = self._db.rows(
            f"SELECT id, iif(whole, modified, '') FROM packages {where}",  # noqa: S608
            [as_json(list(v)) for v in values],
        )
        return {row[0]: row[1] for row in rows}

    def touch(self, package_id: str) -> None:
        """Remember that a package was opened now."""
        with self._db.transaction() as write:
            write.execute("UPDATE packages SET opened = ? WHERE id = ?", (timestamp(), package_id))

    def counts_by_organization(self) -> dict[str, int]:
        """Return the number of cached packages by organization id."""
        return {r["org"]: r["n"] for r in self._db.rows("SELECT org, count(*) AS n FROM packages GROUP BY org")}

    def forget_numbers(self) -> None:
        """Forget the numbers of filter values that were read before: they may not be there any more."""
        self._writer.forget()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Return a transaction that makes results of searches out of date."""
        try:
            with self._db.transaction() as write:
                outdate_searches(write)
                yield write
        except BaseException:
            self._writer.forget()
            raise


def _recounted(write: sqlite3.Connection, organizations: Collection[str]) -> list[Changed]:
    """Count again where records came or went, and return what is to be told of it."""
    if organizations and is_whole(write) and recount(write, organizations):
        return [Changed("organizations")]
    return []
