"""Searching the cache: a search as SQL, the numbers of what it finds in their order, facets, and advice.

A search is run once; its result is a list of row numbers (four bytes each) from which any stretch of a list is read at
once, however deep. SQLite gathers the numbers within one step, so that the interpreter's lock is free meanwhile.
"""

from __future__ import annotations

import difflib
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.organization_search import organizations_named
from bcdc_desktop.domain.search.query import Filter, Query, QueryProblem, condition, parse
from bcdc_desktop.translation import tr

from ..database import Database
from ..package_writer import folded_value, number_of_link
from .order import BY, Orders
from .sql import (
    MATCH,
    Condition,
    any_of,
    as_json,
    between,
    conditions_of,
    is_active,
    is_in,
    match_of,
    of_term,
    quality,
    term_condition,
)

SCHEMA = """
    CREATE TABLE generation (n INTEGER NOT NULL);
    INSERT INTO generation VALUES (0);
"""

Sort = Literal["title", "state", "modified", "resources", "private"]
"""The orders of the columns that a list always has."""

Order = Literal[
    Sort, "relevance", "created", "due", "organization", "licence", "formats", "name", "lacks", "opened", "seen", "id"
]  # fmt: skip
ORDERS = frozenset({*BY, "relevance"})
_TERM_FIELDS = ("state", "format", "type", "tag", "licence")
FACETS = ("organization", "state", "format", "type", "tag", "licence")
_KEPT = 16  # results
_VOCABULARY = 200_000  # words
_SHORTEST, _LONGEST = 3, 40  # letters of a word of the vocabulary
_TELLING = 2  # letters of a word, until it tells more where it is in the title


@dataclass(frozen=True)
class PackageQuery:
    """Which packages a list shows: of these organizations, of these ids (all where None), with these words.

    ``words`` is text in the search language (see ``bcdc_desktop.domain.search.query``); ``parsed`` is that text as it
    was parsed already. ``opened`` keeps to records that were opened on this computer.
    """

    organizations: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    words: str = ""
    sort: Order = "title"
    descending: bool = False
    opened: bool = False
    parsed: Query | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, query: Query, sort: Order = "title", *, descending: bool = False) -> PackageQuery:
        """Return the list of a search that was parsed already."""
        return cls(words=query.text, sort=sort, descending=descending, parsed=query)

    @property
    def search(self) -> Query:
        """The parsed search. It is parsed here where it was not before, or on another day: dates may be relative."""
        held = self.parsed if self.words else Query()
        return parse(self.words) if held is None or held.text != self.words or (self.words and held.outdated) else held


@dataclass(frozen=True)
class FacetCount:
    """One value of a facet: what people read, how many records have it, and the condition that keeps to them."""

    value: str
    label: str
    count: int
    query: str


@dataclass(frozen=True)
class SearchResult:
    """What a search finds: numbers of rows in their order."""

    keys: array[int] = field(repr=False)
    parsed: Query

    def __len__(self) -> int:
        return len(self.keys)


def outdate_searches(write: sqlite3.Connection) -> None:
    """Make the results of all searches out of date, within the transaction that changes what they would find."""
    write.execute("UPDATE generation SET n = n + 1")


class SearchIndex:
    """Answers searches over the cache's database. Every method may be called from any thread.

    ``drafts`` returns the ids of the records with a draft on this computer, ``conflicts`` of those whose draft and
    record were changed in the same fields, ``failed_uploads`` of those to which a file could not be uploaded, and
    ``favourites`` of the favourites: other files know them.
    """

    def __init__(self, database: Database, tree: Callable[[], OrganizationTree]) -> None:
        self._db = database
        self._tree = tree
        self.drafts: Callable[[], Iterable[str]] = list
        self.conflicts: Callable[[], Iterable[str]] = list
        self.failed_uploads: Callable[[], Iterable[str]] = list
        self.favourites: Callable[[], Iterable[str]] = list
        self._orders = Orders(database)
        self._kept: OrderedDict[object, SearchResult] = OrderedDict()
        self._counted = (-1, 0)  # generation, records
        self._vocabulary: tuple[int, tuple[str, ...]] = (-1, ())  # generation, words
        self._guard = threading.Lock()

    def find(self, query: PackageQuery) -> SearchResult:
        """Run a search, or take the result of the same one while nothing has changed."""
        parsed = query.search
        outside = self._outside(parsed)
        keep = not _by_opening(query, parsed)  # opening a record makes nothing else out of date
        with self._db.reading():
            generation = self._generation()
            place = (generation, query, parsed, outside)
            with self._guard:
                if keep and place in self._kept:
                    self._kept.move_to_end(place)
                    return self._kept[place]
            found = SearchResult(self._run(query, parsed, outside, generation), parsed)
        with self._guard:
            if keep:
                self._kept[place] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _run(
        self, query: PackageQuery, parsed: Query, outside: Mapping[str, tuple[str, ...]] | None, generation: int
    ) -> array[int]:
        where, values = self._where(query, parsed, outside)
        by_relevance = query.sort == "relevance"
        sort = "title" if by_relevance else query.sort
        descending = query.descending and not by_relevance
        if not where:
            return self._orders.everything(sort, descending=descending, generation=generation)
        if where == f"WHERE {MATCH}":  # the index of words knows that alone, and much faster
            match = str(values[0])
            if self._is_in_all(match):
                found = self._orders.everything(sort, descending=descending, generation=generation)
                return self._titles_first(found, query, parsed) if by_relevance else found
            keys = self._matching(match)
        else:
            keys = self._db.numbers(f"SELECT group_concat(p.key) FROM packages p {where}", values)  # noqa: S608
        found = self._orders.ordered(keys, sort, descending=descending, generation=generation)
        return self._titles_first(found, query, parsed) if by_relevance else found

    def _titles_first(self, found: array[int], query: PackageQuery, parsed: Query) -> array[int]:
        """Put hits in the title first, then the rest: weighing each hit takes longer than a key press."""
        words = [w for w in parsed.wanted if w.column in (None, "title")]
        if all(len(w.text) < _TELLING for w in words):
            return found
        titles = [match_of(w) for w in words]
        match = " AND ".join(m if m.startswith("title :") else f"{{title name}} : {m}" for m in titles)
        if self._is_in_all(match) or not (titled := self._matching(match)):
            return found
        inside = set(titled)
        first = [k for k in found if k in inside]
        rest = [k for k in found if k not in inside] if len(first) < len(found) else []
        return array("I", rest + first if query.descending else first + rest)

    def _is_in_all(self, match: str) -> bool:
        """Return whether all records match: to count them takes less than half as long as to name them."""
        row = self._db.row("SELECT count(*) AS n FROM package_text WHERE package_text MATCH ?", [match])
        return row is not None and row["n"] == self._total()

    def _matching(self, match: str) -> array[int]:
        return self._db.numbers("SELECT group_concat(rowid) FROM package_text WHERE package_text MATCH ?", [match])

    def facets(
        self, query: PackageQuery, kinds: Sequence[str] = FACETS, *, limit: int = 30
    ) -> dict[str, list[FacetCount]]:
        """Return how many of the found records have which value; the most frequent values first.

        Args:
            query: as for ``find``.
            kinds: of ``organization`` (each by its own records), ``state``, ``format``, ``type``, ``tag``, ``licence``,
                ``missing``, ``has``.
            limit: values a facet.
        """
        parsed = query.search
        where, values = self._where(query, parsed, self._outside(parsed))
        if where and len(self.find(query)) == self._total():
            where, values = "", []  # nothing is left out: no need to look at each
        found: dict[str, list[FacetCount]] = {kind: [] for kind in kinds}
        if "organization" in kinds:
            found["organization"] = self._by_organization(where, values, limit)
        terms = [k for k in kinds if k != "organization"]
        if not terms:
            return found
        inside = f"WHERE t.package IN (SELECT p.key FROM packages p {where})" if where else ""  # noqa: S608
        rows = self._db.rows(
            "SELECT n.kind, n.value, n.label, c.count FROM ("  # noqa: S608
            f"SELECT t.term, count(*) AS count FROM package_terms t {inside} GROUP BY t.term"
            ") c JOIN terms n ON n.id = c.term WHERE n.kind IN (SELECT value FROM json_each(?)) "
            "ORDER BY n.kind, c.count DESC, n.value",
            [*values, as_json(terms)],
        )
        for kind, value, label, count in rows:
            if len(found[kind]) < limit:
                found[kind].append(FacetCount(value, label, count, condition(kind, value)))
        return found

    def resource_counts(self, query: PackageQuery, kind: str) -> dict[str, int]:
        """Return how many resources of the found records there are by ``format`` or ``type``."""
        parsed = query.search
        where, values = self._where(query, parsed, self._outside(parsed))
        rows = self._db.rows(
            "SELECT n.label, sum(t.count) FROM package_terms t JOIN terms n ON n.id = t.term "  # noqa: S608
            f"WHERE n.kind = ? AND t.package IN (SELECT p.key FROM packages p {where}) "
            "GROUP BY n.value ORDER BY 2 DESC",
            [kind, *values],
        )
        return {row[0]: row[1] for row in rows}

    def values(self, kind: str, begun: str, *, limit: int = 12) -> list[FacetCount]:
        """Return the values of a field that have a word beginning like this, the most frequent first: for completion.

        Args:
            kind: ``org``, or as for ``facets``.
            begun: what was typed; empty for the most frequent of all.
            limit: how many.
        """
        folded = folded_value(begun)
        if kind == "org":
            tree = self._tree()
            found = organizations_named(tree, begun) if folded else list(tree)
            ranked = sorted(found, key=lambda o: (-tree.total(o.id), o.title))
            return [FacetCount(o.name, o.title, tree.total(o.id), condition("org", o.name)) for o in ranked[:limit]]
        like = folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self._db.rows(
            "SELECT n.value, n.label, count(*) AS count FROM terms n JOIN package_terms t ON t.term = n.id "
            "WHERE n.kind = ?1 AND (n.value LIKE ?2 ESCAPE '\\' OR n.value LIKE ?3 ESCAPE '\\' "
            "OR n.alt LIKE ?2 ESCAPE '\\' OR n.alt LIKE ?3 ESCAPE '\\') "
            "GROUP BY n.id ORDER BY count DESC, n.value LIMIT ?4",
            (kind, f"{like}%", f"% {like}%", limit),
        )
        return [FacetCount(r[0], r[1], r[2], condition(kind, r[0])) for r in rows]

    def spellings(self, field: str, value: str) -> list[str]:
        """Return how the records here spell a value of a field (or a beginning: ``wat*``); of a licence, its ids."""
        sql, values = term_condition(field, value)
        rows = self._db.rows(
            f"SELECT DISTINCT spelling FROM spellings WHERE term IN (SELECT id FROM terms WHERE {sql}) ORDER BY 1",  # noqa: S608
            values,
        )
        return [r[0] for r in rows]

    def vocabulary(self) -> tuple[str, ...]:
        """Return the words of all records as the index has them (lower case, without accents), sorted: letters alone,
        of 3 to 40. Of more than 200 000 words it is the first."""
        generation = self._generation()
        if self._vocabulary[0] != generation:
            row = self._db.row(
                "SELECT group_concat(term, ' ') FROM (SELECT term FROM package_words "
                "WHERE length(term) BETWEEN ? AND ? AND NOT term GLOB '*[0-9]*' LIMIT ?)",
                (_SHORTEST, _LONGEST, _VOCABULARY),
            )
            self._vocabulary = generation, tuple((row[0] or "").split(" ")) if row and row[0] else ()
        return self._vocabulary[1]

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return how many records hold each of some words of the vocabulary."""
        rows = self._db.rows(
            "SELECT term, doc FROM package_words WHERE term IN (SELECT value FROM json_each(?))",
            (as_json(list(words)),),
        )
        return {row[0]: row[1] for row in rows}

    def advise(self, search: str | Query) -> list[QueryProblem]:
        """Return what is wrong with a search, and values in it that no record here has."""
        parsed = parse(search) if isinstance(search, str) else search
        problems = list(parsed.problems)
        for asked in parsed.filters:
            if not asked.negated:  # leaving out what nothing has is no mistake
                for value in asked.values:
                    problems += self._unknown(asked, value)
        return problems

    def sql(self, query: PackageQuery) -> Condition:
        """Return the search as ``WHERE …`` on ``packages p``, with its values."""
        parsed = query.search
        return self._where(query, parsed, self._outside(parsed))

    def _unknown(self, asked: Filter, value: str) -> list[QueryProblem]:
        if asked.field == "org":
            if organizations_named(self._tree(), value):
                return []
            names = {o.name: o.name for o in self._tree()} | {o.title.casefold(): o.title for o in self._tree()}
            close = difflib.get_close_matches(value.casefold(), names, 1, 0.6)
            suggestion = condition("org", names[close[0]]) if close else ""
            return [
                QueryProblem(
                    asked.start, asked.end, tr("No organization is called “{value}”.", value=value), suggestion, True
                )
            ]
        if asked.field not in _TERM_FIELDS or is_active(asked.field, value):
            return []
        sql, values = term_condition(asked.field, value)
        if self._db.row(f"SELECT 1 FROM terms WHERE {sql}", values):  # noqa: S608
            return []
        known = [r[0] for r in self._db.rows("SELECT value FROM terms WHERE kind = ?", (asked.field,))]
        close = difflib.get_close_matches(folded_value(value), known, 1, 0.6)
        suggestion = condition(asked.field, close[0]) if close else ""
        message = tr("No record has “{value}” for {field}:", value=value, field=asked.field)
        return [QueryProblem(asked.start, asked.end, message, suggestion, True)]

    def _by_organization(self, where: str, values: list[object], limit: int) -> list[FacetCount]:
        rows = self._db.rows(
            f"SELECT p.org, count(*) FROM packages p {where} GROUP BY p.org ORDER BY 2 DESC LIMIT ?",  # noqa: S608
            [*values, limit],
        )
        tree = self._tree()
        found = []
        for org, count in rows:
            known = tree.get(org)
            found.append(
                FacetCount(org, known.title if known else org, count, condition("org", known.name if known else org))
            )
        return found

    def _total(self) -> int:
        """Return how many records there are, counted once while nothing changes: that looks at each."""
        generation = self._generation()
        if self._counted[0] != generation:
            row = self._db.row("SELECT count(*) AS n FROM packages")
            self._counted = generation, int(row["n"]) if row else 0
        return self._counted[1]

    def _generation(self) -> int:
        row = self._db.row("SELECT n FROM generation")
        return int(row["n"]) if row else 0

    def _outside(self, parsed: Query) -> Mapping[str, tuple[str, ...]] | None:
        """Return what another file or the clock decides; part of what a kept result depends on."""
        found: dict[str, tuple[str, ...]] = {}
        elsewhere = {
            ("has", "draft"): self.drafts, ("has", "conflict"): self.conflicts,
            ("has", "failed-upload"): self.failed_uploads, ("is", "favourite"): self.favourites,
        }  # fmt: skip
        for asked in parsed.filters:
            for value in asked.values:
                if (ids := elsewhere.get((asked.field, value))) is not None:
                    found[value] = tuple(sorted(ids()))
            problem = asked.field == "has" and "problem" in asked.values
            if problem or (asked.field == "has" and "broken-link" in asked.values):
                found["broken"] = (self._broken_links(),)
            if problem or (asked.field == "is" and "overdue" in asked.values):
                found["today"] = (datetime.now(UTC).date().isoformat(),)
        return _Frozen(found) if found else None

    def _broken_links(self) -> str:
        """Return the numbers of the links that did not answer when they were looked at, as JSON."""
        rows = self._db.rows("SELECT url FROM link_results WHERE alive = 0")
        return as_json(sorted(number_of_link(row["url"]) for row in rows))

    def _where(self, query: PackageQuery, parsed: Query, outside: Mapping[str, tuple[str, ...]] | None) -> Condition:
        parts: list[str] = []
        values: list[object] = []

        def must(found: Condition) -> None:
            parts.append(found[0])
            values.extend(found[1])

        if query.organizations is not None:
            must(is_in("p.org", query.organizations))
        if query.ids is not None:
            must(is_in("p.id", query.ids))
        if query.opened:
            must(("p.opened IS NOT NULL", []))
        for found in conditions_of(parsed.words):
            must(found)
        for asked in parsed.filters:
            sql, more = self._filter(asked, outside or {})
            must((f"NOT ({sql})" if asked.negated else sql, more))
        return (f"WHERE {' AND '.join(parts)}" if parts else "", values)

    def _filter(self, asked: Filter, outside: Mapping[str, tuple[str, ...]]) -> Condition:
        if asked.low is not None or asked.high is not None:
            return between(f"p.{asked.field}", asked)
        if asked.field == "org":
            tree = self._tree()
            branches = {b.id for v in asked.values for o in organizations_named(tree, v) for b in tree.branch(o.id)}
            return is_in("p.org", sorted(branches))
        if asked.field in _TERM_FIELDS:
            return any_of([of_term(asked.field, v) for v in asked.values])
        return any_of([quality(asked.field, v, outside) for v in asked.values])


def _by_opening(query: PackageQuery, parsed: Query) -> bool:
    recent = any(asked.field == "is" and "recent" in asked.values for asked in parsed.filters)
    return query.opened or query.sort == "opened" or recent


class _Frozen(dict[str, tuple[str, ...]]):
    """A dict that can be part of a key."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))
