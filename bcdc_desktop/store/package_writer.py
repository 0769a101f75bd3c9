"""Writes whole packages into the cache: the row that lists show, the body, the values for filters, the words.

What can be made ready beforehand is (``prepared``), outside the transaction and for a page of packages at once: a page
is written with few statements, while others read.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import orjson
import xxhash

from bcdc_desktop.domain.bcdc.fields import DATASET_TYPE, kind_of
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.package_text import PackageText, package_text
from bcdc_desktop.domain.publishing import visibility_of
from bcdc_desktop.domain.quality import RecordQuality

from .database import Damaged
from .row_sums import row_sum

try:
    from isal import isal_zlib as zlib  # the same format in a third of the time
except ImportError:  # there is none for this system
    import zlib  # type: ignore[no-redef]

SCHEMA = """
    CREATE TABLE packages (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, title TEXT NOT NULL, sort TEXT NOT NULL,
        org TEXT NOT NULL, publish_state TEXT NOT NULL, state TEXT NOT NULL, private INTEGER NOT NULL,
        created TEXT NOT NULL, modified TEXT NOT NULL, resources INTEGER NOT NULL, formats TEXT NOT NULL,
        licence TEXT NOT NULL, due TEXT, lacks INTEGER NOT NULL, whole INTEGER NOT NULL, seen REAL NOT NULL,
        text_sum INTEGER NOT NULL, opened REAL
    );
    CREATE INDEX packages_org_sort ON packages (org, sort);
    CREATE INDEX packages_sort ON packages (sort, org, private, modified, created, due, opened);
    CREATE INDEX packages_modified ON packages (modified);
    CREATE INDEX packages_name ON packages (name);
    CREATE INDEX packages_titles ON packages (key) WHERE whole = 0;
    CREATE TABLE bodies (key INTEGER PRIMARY KEY, raw BLOB NOT NULL);
    CREATE TABLE resources (number INTEGER PRIMARY KEY, package INTEGER NOT NULL, link INTEGER NOT NULL);
    CREATE TABLE terms (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL, value TEXT NOT NULL, label TEXT NOT NULL, alt TEXT NOT NULL,
        UNIQUE (kind, value)
    );
    CREATE TABLE spellings (term INTEGER NOT NULL, spelling TEXT NOT NULL, PRIMARY KEY (term, spelling));
    CREATE TABLE package_terms (
        term INTEGER NOT NULL, package INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (term, package)
    ) WITHOUT ROWID;
    CREATE INDEX package_terms_package ON package_terms (package);
    CREATE VIRTUAL TABLE package_text USING fts5 (
        title, name, tags, columns, resources, notes,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
    );
    CREATE VIRTUAL TABLE package_words USING fts5vocab (package_text, row);
"""
TABLES_OF_NUMBERS = ("resources", "package_terms")
_LEVEL = 1  # of compression: a fifth of the size; more costs time and gains little
NO_LINK = 0
NEEDED = "needs"  # kind of the terms of what a record of little use lacks
_VALUES_A_STEP = 4000  # of SQLite, which takes 32,766 of them at most
_DIGITS = 15  # hexadecimal, of an id: what fits into SQLite's integers
_COLUMNS = (
    "name, title, sort, org, publish_state, state, private, created, modified, resources, formats, licence, due, "
    "lacks, whole, seen, text_sum, key, id"
)
_INSERT = f"INSERT INTO packages ({_COLUMNS})"
_INSERT_TEXT = "INSERT INTO package_text (rowid, title, name, tags, columns, resources, notes)"
_UPDATE = f"UPDATE packages SET {', '.join(f'{c} = ?' for c in _COLUMNS.split(', ')[:-2])} WHERE key = ? AND id = ?"  # noqa: S608

_SPELLED = frozenset({"format", "tag", "licence"})  # kinds whose values a server knows by their letters alone

Term = tuple[str, str, str]  # kind, folded value, what people read


class Prepared(NamedTuple):
    """A package, ready to be written; without a body where only its list entry is known."""

    id: str
    modified: str
    row: tuple[Any, ...]  # without seen, key and id
    body: bytes
    resources: tuple[tuple[int, int], ...]  # numbers of their ids and of their links (NO_LINK for files)
    terms: dict[Term, int]
    spellings: frozenset[Term]  # the same values as they are written
    text: PackageText

    @property
    def org(self) -> str:
        """The organization's id."""
        return str(self.row[3])


def prepared(raw: Mapping[str, Any], quality: RecordQuality) -> Prepared:
    """Make a package ready to be written.

    Args:
        raw: as an action returns it.
        quality: tells what it lacks, by the catalogue's schema.
    """
    package = WholePackage(raw)
    lacking = quality.lacking(package)
    return Prepared(
        package.id,
        package.metadata_modified,
        _row(package, lacking, quality.due(package)),
        packed(raw),
        tuple([_numbers(r) for r in package.resources]),
        *_terms_of(package, lacking, quality),
        package_text(package),
    )


def prepared_entry(raw: Mapping[str, Any]) -> Prepared:
    """Make the list entry of a package ready to be written: what is known of a package before it is read whole.

    Args:
        raw: a package with some of its fields; of its resources, the formats alone.
    """
    package = WholePackage(raw)
    row = (*_row(package, (), None)[:-1], 0)
    return Prepared(
        package.id, package.metadata_modified, row, b"", (), *_terms_of(package, (), None), package_text(package)
    )


def _numbers(resource: Resource) -> tuple[int, int]:
    """Return the numbers of a resource's id and of its link."""
    url = resource.url
    link = NO_LINK if resource.uploaded or not url.strip() else number_of_link(url)
    return number_of(resource.id), link


def packed(raw: Mapping[str, Any]) -> bytes:
    """Return a package as it is stored. Compressing lets go of the interpreter's lock."""
    return zlib.compress(orjson.dumps(raw), _LEVEL)


def unpacked(body: bytes) -> dict[str, Any]:
    """Return a package from its stored form.

    Raises:
        Damaged: SQLite does not see bytes that were changed within it; the sum at its end does.
    """
    try:
        found = orjson.loads(zlib.decompress(body))
    except (zlib.error, orjson.JSONDecodeError, TypeError) as error:  # type: ignore[misc]  # its stub is wrong
        # TypeError: it is a row of another table
        raise Damaged("The text of a record is damaged.") from error
    if not isinstance(found, dict):
        raise Damaged("The text of a record is damaged.")
    return found


@lru_cache(maxsize=8192)
def _place(kind: str, text: str) -> tuple[str, str]:
    """Return what tells a value of a filter from all others."""
    return kind, folded_value(text)


@lru_cache(maxsize=4096)
def folded_value(text: str) -> str:
    """Return a value of a filter as it is compared: without case; hyphens, underscores and spaces are one."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def number_of(resource_id: str) -> int:
    """Return an id as a number of 60 bits: its first digits, or those of a hash where it is no UUID. 300,000 ids as
    text would take a tenth of the file, and most of the time of writing it."""
    if len(resource_id) == 36 and resource_id[8] == resource_id[13] == resource_id[18] == "-":
        try:
            return int(resource_id[:8] + resource_id[9:13] + resource_id[14:17], 16)
        except ValueError:
            pass
    return _number_of_text(resource_id)


def number_of_link(url: str) -> int:
    """Return an address as a number of 60 bits, by which what came of looking at it is found again."""
    return _number_of_text(url)


def _number_of_text(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "replace")) >> 4


def numbers_beginning(text: str) -> tuple[int, int]:
    """Return the first and the last number of ids that begin with these hexadecimal digits and hyphens."""
    digits = text.lower().replace("-", "")[:_DIGITS]
    return int(digits.ljust(_DIGITS, "0"), 16), int(digits.ljust(_DIGITS, "f"), 16)


class _Held(NamedTuple):
    """What is there already of a package."""

    key: int
    modified: str
    seen: float
    org: str
    whole: bool


class Written(NamedTuple):
    """What came of writing: ids of the packages that were stored or were the same, and of the organizations that have
    more or fewer of them now."""

    ids: list[str]
    organizations: set[str]


class WholePackage(Package):
    """A package whose resources are asked for many times while it is stored."""

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        return super().resources


_MOST_REMEMBERED = 200_000


class PackageWriter:
    """Knows the numbers of filter values; belongs to one cache. Used within that cache's writing transaction only."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], int] = {}
        self._spellings: set[Term] = set()

    def forget(self) -> None:
        """Forget the numbers after a transaction that was rolled back: they may not be there."""
        self._terms.clear()
        self._spellings.clear()

    def write(self, db: sqlite3.Connection, packages: Iterable[Prepared], *, asked: float, now: float) -> Written:
        """Store packages.

        A package that was stored after ``asked`` (when the request for this one began) and is newer stays.
        """
        once = {p.id: p for p in packages}
        held = _held(db, once)
        key = int(db.execute("SELECT coalesce(max(key), 0) FROM packages").fetchone()[0])
        told: list[str] = []
        fresh: list[tuple[int, Prepared]] = []
        again: list[tuple[int, Prepared]] = []
        same: list[int] = []
        moved: set[str] = set()
        for package in once.values():
            old = held.get(package.id)
            if old is None:
                key += 1
                fresh.append((key, package))
                moved.add(package.org)
            elif old.seen >= asked and old.modified > package.modified:
                continue
            elif old.whole and not package.body:
                continue  # a list entry says less; a newer version is read soon
            elif old.modified == package.modified and (_body(db, old.key) or b"") == package.body:
                same.append(old.key)
            else:
                again.append((old.key, package))
                if old.org != package.org:
                    moved |= {old.org, package.org}
            told.append(package.id)
        db.executemany("UPDATE packages SET seen = ? WHERE key = ?", [(now, k) for k in same])
        entries = {old.key for old in held.values() if not old.whole}
        _forget_parts(db, [k for k, _ in again], entries)
        _insert(db, _INSERT, [(*p.row, now, sum_of_text(p.text), k, p.id) for k, p in fresh])
        db.executemany(_UPDATE, [(*p.row, now, sum_of_text(p.text), k, p.id) for k, p in again])
        self._write_parts(db, [*fresh, *again])
        return Written(told, moved)

    def judge_again(self, db: sqlite3.Connection, packages: Sequence[tuple[int, Prepared]]) -> None:
        """Store again what was found out about packages that are stored under these keys; they were not read anew."""
        _forget_parts(db, [k for k, _ in packages])
        rows = [
            (*p.row, seen[0], sum_of_text(p.text), k, p.id)
            for k, p in packages
            if (seen := db.execute("SELECT seen FROM packages WHERE key = ?", (k,)).fetchone()) is not None
        ]
        db.executemany(_UPDATE, rows)
        self._write_parts(db, packages)

    def remove(self, db: sqlite3.Connection, ids: Collection[str]) -> set[str]:
        """Forget packages; answers the organizations that had them."""
        held = _held(db, ids).values()
        keys = [h.key for h in held]
        _forget_parts(db, keys, {h.key for h in held if not h.whole})
        db.executemany("DELETE FROM packages WHERE key = ?", [(k,) for k in keys])
        return {h.org for h in held}

    def _write_parts(self, db: sqlite3.Connection, packages: Sequence[tuple[int, Prepared]]) -> None:
        if not packages:
            return
        if len(self._terms) + len(self._spellings) > _MOST_REMEMBERED:
            self.forget()  # a catalogue may have keywords without end
        _insert(db, "INSERT INTO bodies", [(k, p.body) for k, p in packages if p.body])
        resources = [(number, k, link) for k, p in packages for number, link in p.resources]
        _insert(db, "INSERT OR REPLACE INTO resources", resources)
        terms = [(self._term(db, term), k, count) for k, p in packages for term, count in p.terms.items()]
        _insert(db, "INSERT OR REPLACE INTO package_terms", sorted(terms))
        spellings = frozenset[Term]().union(*(p.spellings for _, p in packages)) - self._spellings
        written = [(self._term(db, term), term[2]) for term in spellings]
        db.executemany("INSERT OR IGNORE INTO spellings VALUES (?, ?)", written)
        self._spellings |= spellings
        _insert(db, _INSERT_TEXT, [(k, *p.text) for k, p in packages])

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


def sum_of_text(text: Sequence[str | bytes]) -> int:
    """Return the sum of the words of a package as they are indexed. The index itself notices no change of what stands
    between its words."""
    return row_sum("package_text", *text)


def _insert(db: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, many with one step of SQLite: each step gives the interpreter's lock away and waits for it again,
    which beside other threads takes longer than the row."""
    at = 0
    while at < len(rows):
        width = len(rows[at])
        some = rows[at : at + max(_VALUES_A_STEP // width, 1)]
        one = f"({','.join('?' * width)})"
        db.execute(f"{into} VALUES {','.join([one] * len(some))}", [value for row in some for value in row])
        at += len(some)


def _row(package: WholePackage, lacking: Collection[str], due: date | None) -> tuple[Any, ...]:
    formats = dict.fromkeys(r.format.lower() for r in package.resources if r.format)
    return (
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
        len(lacking),
        1,
    )


def _terms_of(
    package: WholePackage, lacking: Iterable[str], quality: RecordQuality | None
) -> tuple[dict[Term, int], frozenset[Term]]:
    """Return values for filters and facets, each with its count: a format or type, in how many resources. And how
    those are written that a server knows by their letters alone. Without ``quality``, a list entry is not judged."""
    found: dict[tuple[str, str], tuple[str, int]] = {}  # “CSV” and “csv” are one term, called as it is written first

    spellings: set[Term] = set()

    def add(kind: str, label: str, value: str | None = None, count: int = 1, *, spelled: bool = False) -> None:
        place = _place(kind, label if value is None else value)
        if spelled or kind in _SPELLED:
            spellings.add((*place, label if value is None else value))
        first, before = found.get(place, (label, 0))
        found[place] = first, before + count

    states = [package.publish_state or str(visibility_of(package.raw))]
    if package.state != "active":
        states.append(package.state)
    for state in dict.fromkeys(states):
        add("state", state)
    for tag in package.tags:
        add("tag", tag)
    licence = str(package.raw.get("license_id") or "")
    if licence:
        add("licence", str(package.raw.get("license_title") or licence), licence)
    if package.raw.get("isopen") in (True, "true", "True"):
        add("is", "open")
    if package.raw.get("type") not in (None, "", DATASET_TYPE):  # BCDC has but one
        add("type", package.type, spelled=True)
    for kind, values in (
        ("format", Counter(r.format for r in package.resources)),
        ("type", Counter(kind_of(r.raw) for r in package.resources)),
    ):
        for value, count in values.items():
            if value:
                add(kind, value, count=count)
    if quality is not None:
        for name in quality.holdings(package):
            add("has", name)
        for name in lacking:
            add("missing", name)
            if name in quality.needed:
                add(NEEDED, name)
    return {(kind, value, label): count for (kind, value), (label, count) in found.items()}, frozenset(spellings)


def _held(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, _Held]:
    found = db.execute(
        "SELECT id, key, modified, seen, org, whole FROM packages WHERE id IN (SELECT value FROM json_each(?))",
        (orjson.dumps(list(ids)).decode(),),
    )
    return {row[0]: _Held(row[1], row[2], row[3], row[4], bool(row[5])) for row in found}


def _body(db: sqlite3.Connection, key: int) -> bytes | None:
    row = db.execute("SELECT raw FROM bodies WHERE key = ?", (key,)).fetchone()
    body: bytes | None = row[0] if row else None  # of a damaged file it may be a text, which ``unpacked`` tells
    return body


def _forget_parts(db: sqlite3.Connection, keys: Sequence[int], entries: Collection[int] = ()) -> None:
    """Forget all but the rows of packages; ``entries`` are the keys of those of which only that was known."""
    each = [(k,) for k in keys]
    numbers = [
        (number_of(r.id), key) for key in keys if (body := _body(db, key)) for r in Package(unpacked(body)).resources
    ]
    db.executemany("DELETE FROM resources WHERE number = ? AND package = ?", numbers)
    # whose text was given up to save room
    without = [k for k in keys if k not in entries and _body(db, k) is None]
    if without:  # in one statement, as it looks at every row
        db.execute(
            "DELETE FROM resources WHERE package IN (SELECT value FROM json_each(?))",
            (orjson.dumps(without).decode(),),
        )
    for sql in (
        "DELETE FROM package_text WHERE rowid = ?",
        "DELETE FROM package_terms WHERE package = ?",
        "DELETE FROM bodies WHERE key = ?",
    ):
        db.executemany(sql, each)
