"""Lists of records, as a search finds them: rows for the screen, whole packages, counts, and why each was found."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bcdc_desktop.domain.search.highlight import TextExcerpt, excerpt, highlights
from bcdc_desktop.domain.search.query import Query, Word

from ..database import Database
from ..package_writer import NO_LINK, number_of_link, unpacked
from .index import PackageQuery, SearchIndex
from .sql import as_json, looks_like_an_id

HitPlace = Literal["title", "column", "tag", "resource", "notes", "name", "id"]
_LINES = re.compile(r"[^\n]+")


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
class Hit:
    """Where words were found that the title does not hold: a column's or object's name, a keyword, a resource (its
    name, description or file name), the description, the record's name, or an id (the record's, or a resource's)."""

    place: HitPlace
    excerpt: TextExcerpt


@dataclass(frozen=True)
class LinkCounts:
    """How many addresses resources lead to outside the catalogue, each once, and how many were ever looked at."""

    all: int
    looked_at: int


class RecordLists:
    """Reads lists. Every method may be called from any thread."""

    def __init__(self, database: Database, index: SearchIndex) -> None:
        self._db = database
        self._index = index

    def count(self, query: PackageQuery) -> int:
        """Return how many packages a list holds."""
        return len(self._index.find(query))

    def rows(self, query: PackageQuery, *, limit: int = -1, offset: int = 0) -> list[PackageRow]:
        """Return a stretch of a list, in its order."""
        keys = self._index.find(query).keys
        return [r for r in self.rows_of(keys[offset:] if limit < 0 else keys[offset : offset + limit]) if r]

    def rows_of(self, keys: Sequence[int]) -> list[PackageRow | None]:
        """Return the rows of a stretch of what ``index.find`` found; None for what was removed since."""
        found = self._db.rows(
            "SELECT p.key, p.id, p.name, p.title, p.org, p.publish_state, p.state, p.private, p.modified, p.resources, "
            "p.seen, p.created, p.licence, p.formats, p.due, p.lacks, p.opened "
            "FROM packages p WHERE p.key IN (SELECT value FROM json_each(?))",
            (as_json(list(keys)),),
        )
        by_key = {r[0]: _package_row(r) for r in found}
        return [by_key.get(k) for k in keys]

    def key_of(self, package_id: str) -> int | None:
        """Return the number by which ``index.find`` finds a record."""
        row = self._db.row("SELECT key FROM packages WHERE id = ?", (package_id,))
        return int(row["key"]) if row else None

    def keys_titled(self, begun: str) -> list[int]:
        """Return the numbers of the records whose title begins like this, without case."""
        low = begun.casefold()
        rows = self._db.rows("SELECT key FROM packages WHERE sort >= ? AND sort < ?", (low, low + "\U0010ffff"))
        return [row[0] for row in rows]

    def ids_of(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of a stretch of what ``index.find`` found, without what was removed since."""
        found = self._db.rows(
            "SELECT key, id FROM packages WHERE key IN (SELECT value FROM json_each(?))", (as_json(list(keys)),)
        )
        by_key = {r[0]: r[1] for r in found}
        return [by_key[k] for k in keys if k in by_key]

    def rows_named(self, names: Collection[str]) -> list[PackageRow]:
        """Return the rows of the packages of these names."""
        ids = self._db.rows(
            "SELECT id FROM packages WHERE name IN (SELECT value FROM json_each(?))", (as_json(list(names)),)
        )
        return self.rows(PackageQuery(ids=tuple(r["id"] for r in ids))) if ids else []

    def count_complete(self, query: PackageQuery) -> int:
        """Return how many packages of a list lack nothing."""
        where, values = self._index.sql(query)
        sql = f"SELECT count(*) AS n FROM packages p {where} {'AND' if where else 'WHERE'} p.lacks = 0"  # noqa: S608
        row = self._db.row(sql, values)
        return int(row["n"]) if row else 0

    def count_resources(self, query: PackageQuery) -> int:
        """Return how many resources the packages of a list have."""
        where, values = self._index.sql(query)
        row = self._db.row(f"SELECT ifnull(sum(p.resources), 0) AS n FROM packages p {where}", values)  # noqa: S608
        return int(row["n"]) if row else 0

    def count_links(self, query: PackageQuery) -> LinkCounts:
        """Return how many addresses the resources of a list lead to, and how many of them were ever looked at."""
        where, values = self._index.sql(query)
        looked = [number_of_link(r["url"]) for r in self._db.rows("SELECT url FROM link_results")]
        row = self._db.row(
            "SELECT count(DISTINCT r.link), "  # noqa: S608
            "count(DISTINCT CASE WHEN r.link IN (SELECT value FROM json_each(?)) THEN r.link END) "
            f"FROM resources r WHERE r.link != ? AND r.package IN (SELECT p.key FROM packages p {where})",
            (as_json(list(looked)), NO_LINK, *values),
        )
        return LinkCounts(int(row[0]), int(row[1])) if row else LinkCounts(0, 0)

    def packages(self, query: PackageQuery, *, page: int = 100) -> Iterator[dict[str, Any]]:
        """Return the whole packages of a list, in its order, read ``page`` at a time."""
        keys = self._index.find(query).keys
        for start in range(0, len(keys), page):
            stretch = keys[start : start + page]
            bodies = self.bodies_of(stretch)
            yield from (bodies[key] for key in stretch if key in bodies)

    def bodies_of(self, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
        """Return the whole packages of a stretch of what ``index.find`` found, without those reduced to their row."""
        rows = self._db.rows(
            "SELECT key, raw FROM bodies WHERE key IN (SELECT value FROM json_each(?))", (as_json(list(keys)),)
        )
        with self._db.watched():
            return {row[0]: unpacked(row[1]) for row in rows}

    def hits(self, ids: Sequence[str], query: Query) -> dict[str, Hit]:
        """Return why those of these records were found whose title does not hold all words. For the rows on screen.

        What is marked in a title comes from ``bcdc_desktop.domain.search.highlight.highlights``.
        """
        words = query.wanted
        if not words:
            return {}
        rows = self._db.rows(
            "SELECT p.id, p.title, t.title, t.columns, t.tags, t.resources, t.notes, t.name FROM packages p "
            "JOIN package_text t ON t.rowid = p.key WHERE p.id IN (SELECT value FROM json_each(?))",
            (as_json(list(ids)),),
        )
        found: dict[str, Hit] = {}
        for row in rows:
            elsewhere = [w for w in words if w.column not in (None, "title") or not highlights(row[1], [w])]
            others = row[2].removeprefix(row[1])  # the title in other languages, which a list does not show
            if elsewhere and (hit := _hit(row[0], (others, *row[3:]), elsewhere, words)):
                found[row[0]] = hit
        return found


def _hit(package_id: str, texts: Sequence[str], elsewhere: Sequence[Word], words: Sequence[Word]) -> Hit | None:
    for place, text in _places(texts):
        here = [w for w in elsewhere if w.column in (None, place)]
        if here and any(highlights(text, [w]) for w in here):
            shown = excerpt(text, [w for w in words if w.column in (None, place)])
            if shown is not None:
                return Hit(place, shown)
    named = next((w.text for w in elsewhere if looks_like_an_id(w.text)), "")
    if not named:
        return None
    whole = package_id if package_id.startswith(named.lower()) else named
    return Hit("id", TextExcerpt(whole, ((0, len(named)),)))


def _places(texts: Sequence[str]) -> Iterator[tuple[HitPlace, str]]:
    titles, columns, tags, resources, notes, slug = texts
    for title in _LINES.findall(titles):
        yield "title", title
    for name in columns.split(", "):
        yield "column", name
    for tag in tags.split(", "):
        yield "tag", tag
    for line in _LINES.findall(resources):
        yield "resource", line
    yield "notes", notes
    yield "name", slug


def _package_row(r: sqlite3.Row) -> PackageRow:
    values = list(r)[1:]
    values[6] = bool(values[6])
    return PackageRow(*values)
