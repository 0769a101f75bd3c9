"""Writes whole packages into the cache: the row that lists show, the body, the values for filters, the words.

Works on a page of packages at once with few statements, as a page is written while the window is being used.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import orjson

from bcdc_desktop.domain.completeness import holdings, lacking
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.package_text import package_text
from bcdc_desktop.domain.update_cycle import earliest_due

_LEVEL = 1  # of compression: a fifth of the size; more costs time and gains little

Term = tuple[str, str, str]  # kind, folded value, what people read


class _Held(NamedTuple):
    """What is there already of a package."""

    key: int
    modified: str
    seen: float


def packed(raw: Mapping[str, Any]) -> bytes:
    """A package as it is stored. Compressing lets go of the interpreter's lock."""
    return zlib.compress(orjson.dumps(raw), _LEVEL)


def unpacked(body: bytes) -> dict[str, Any]:
    """A package from its stored form."""
    found: dict[str, Any] = orjson.loads(zlib.decompress(body))
    return found


def folded_value(text: str) -> str:
    """A value of a filter as it is compared: without case; hyphens, underscores and spaces are one."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


class WholePackage(Package):
    """A package whose resources are asked for many times while it is stored."""

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        return super().resources


class PackageWriter:
    """Knows the numbers of filter values; belongs to one cache. Used within that cache's writing transaction only."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """After a transaction that was rolled back: the numbers may not be there."""
        self._terms.clear()

    def write(
        self, db: sqlite3.Connection, packages: Sequence[Package], bodies: Sequence[bytes], *, asked: float, now: float
    ) -> list[str]:
        """Stores packages as actions return them; answers the ids of those that were stored or were the same.

        A package that was stored after ``asked`` (when the request for this one began) and is newer stays.
        """
        held = _held(db, [p.id for p in packages])
        key = int(db.execute("SELECT coalesce(max(key), 0) FROM packages").fetchone()[0])
        told: list[str] = []
        fresh: list[tuple[int, Package, bytes]] = []
        again: list[tuple[int, Package, bytes]] = []
        same: list[int] = []
        once = {p.id: (p, body) for p, body in zip(packages, bodies, strict=True)}
        for package, body in once.values():
            old = held.get(package.id)
            if old is None:
                key += 1
                fresh.append((key, package, body))
            elif old.seen > asked and old.modified > package.metadata_modified:
                continue
            elif old.modified == package.metadata_modified and _body(db, old.key) == body:
                same.append(old.key)
            else:
                again.append((old.key, package, body))
            told.append(package.id)
        db.executemany("UPDATE packages SET seen = ? WHERE key = ?", [(now, k) for k in same])
        if again:
            _forget_parts(db, [k for k, _, _ in again])
        self._insert(db, fresh, again, now)
        return told

    def remove(self, db: sqlite3.Connection, ids: Collection[str]) -> None:
        """Forgets packages."""
        keys = [h.key for h in _held(db, list(ids)).values()]
        _forget_parts(db, keys)
        db.executemany("DELETE FROM packages WHERE key = ?", [(k,) for k in keys])

    def _insert(
        self,
        db: sqlite3.Connection,
        fresh: Sequence[tuple[int, Package, bytes]],
        again: Sequence[tuple[int, Package, bytes]],
        now: float,
    ) -> None:
        both = [*fresh, *again]
        if not both:
            return
        db.executemany(_INSERT, [_row(key, package, now) for key, package, _ in fresh])
        db.executemany(_UPDATE, [(*_row(key, package, now)[2:], key) for key, package, _ in again])
        db.executemany("INSERT INTO bodies VALUES (?, ?)", [(key, body) for key, _, body in both])
        resources = [(r.id, key) for key, package, _ in both for r in package.resources]
        db.executemany("INSERT OR REPLACE INTO resources VALUES (?, ?)", resources)
        db.executemany(
            "INSERT OR REPLACE INTO package_terms VALUES (?, ?, ?)",
            [
                (self._term(db, term), key, count)
                for key, package, _ in both
                for term, count in _terms_of(package).items()
            ],
        )
        texts = [(key, *package_text(package)) for key, package, _ in both]
        db.executemany(
            "INSERT INTO package_text (rowid, title, name, tags, columns, resources, notes) VALUES (?,?,?,?,?,?,?)",
            texts,
        )

    def _term(self, db: sqlite3.Connection, term: Term) -> int:
        kind, value, label = term
        number = self._terms.get((kind, value))
        if number is None:
            db.execute(
                "INSERT INTO terms (kind, value, label, alt) VALUES (?, ?, ?, ?) ON CONFLICT (kind, value) DO NOTHING",
                (kind, value, label, folded_value(label)),
            )
            found = db.execute("SELECT id FROM terms WHERE kind = ? AND value = ?", (kind, value)).fetchone()
            number = self._terms[kind, value] = int(found[0])
        return number


_COLUMNS = (
    "key, id, name, title, sort, org, publish_state, state, private, created, modified, resources, formats, licence, "
    "due, lacks, seen"
)
_INSERT = f"INSERT INTO packages ({_COLUMNS}) VALUES ({', '.join('?' * 17)})"  # noqa: S608
_UPDATE = f"UPDATE packages SET {', '.join(f'{c} = ?' for c in _COLUMNS.split(', ')[2:])} WHERE key = ?"  # noqa: S608


def _row(key: int, package: Package, now: float) -> tuple[Any, ...]:
    due = earliest_due(package.resources)
    formats = dict.fromkeys(r.format.lower() for r in package.resources if r.format)
    return (
        key,
        package.id,
        package.name,
        package.title,
        package.title.casefold(),
        package.owner_org,
        package.publish_state,
        package.state,
        int(package.private),
        str(package.raw.get("metadata_created") or ""),
        package.metadata_modified,
        len(package.resources),
        ", ".join(formats),
        str(package.raw.get("license_title") or package.raw.get("license_id") or ""),
        due.isoformat() if due else None,
        len(lacking(package)),
        now,
    )


def _terms_of(package: Package) -> dict[Term, int]:
    """Values for filters and facets, each with how many resources have it (1 for what the record itself has)."""
    found: dict[Term, int] = {}
    states = [package.publish_state or package.state]
    if package.state != "active":
        states.append(package.state)
    for state in states:
        found["state", folded_value(state), state] = 1
    for tag in package.tags:
        found["tag", folded_value(tag), tag] = 1
    licence = str(package.raw.get("license_id") or "")
    if licence:
        found["licence", folded_value(licence), str(package.raw.get("license_title") or licence)] = 1
    if package.raw.get("isopen") in (True, "true", "True"):
        found["is", "open", "open"] = 1
    for resource in package.resources:
        for kind, value in (("format", resource.format), ("type", str(resource.raw.get("bcdc_type") or ""))):
            if value:
                term = (kind, folded_value(value), value)
                found[term] = found.get(term, 0) + 1
    for name in holdings(package):
        found["has", folded_value(name), name] = 1
    for name in lacking(package):
        found["missing", folded_value(name), name] = 1
    return found


def _held(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, _Held]:
    found = db.execute(
        "SELECT id, key, modified, seen FROM packages WHERE id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return {row[0]: _Held(row[1], row[2], row[3]) for row in found}


def _body(db: sqlite3.Connection, key: int) -> bytes | None:
    row = db.execute("SELECT raw FROM bodies WHERE key = ?", (key,)).fetchone()
    return bytes(row[0]) if row else None


def _forget_parts(db: sqlite3.Connection, keys: Sequence[int]) -> None:
    each = [(k,) for k in keys]
    db.executemany("DELETE FROM package_text WHERE rowid = ?", each)
    db.executemany("DELETE FROM package_terms WHERE package = ?", each)
    db.executemany("DELETE FROM resources WHERE package = ?", each)
    db.executemany("DELETE FROM bodies WHERE key = ?", each)
