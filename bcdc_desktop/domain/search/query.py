"""The search language: words, beginnings of words, "phrases", ``field:value`` and a minus for *not*.

    water "fish and wildlife" org:forests state:draft,published format:csv -tag:legacy modified:>2026-01-01

Everything must hold; values with commas between them are alternatives. Reading never fails: what cannot be understood
is left out and told as a Problem with its place, so that a search can be shown while it is still being typed.
"""

from __future__ import annotations

import difflib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as stored
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Literal

from bcdc_desktop.translation import tr

from ..bcdc.fields import KIND, PUBLISH_STATE
from ..quality import ASPECTS
from .dates import WrongDate, date_range

_log = logging.getLogger(__name__)
Kind = Literal["choice", "organization", "date", "text"]


@dataclass(frozen=True)
class QueryField:
    """A name that may stand before a colon. ``values`` are all that there are, where they are few and fixed."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


_HAS = ("draft", "conflict", "failed-upload", "problem", "file", "link", "broken-link", "schedule", *ASPECTS)
_IS = ("private", "public", "open", "mine", "favourite", "overdue", "waiting", "recent")
FIELDS: dict[str, QueryField] = {
    f.name: f
    for f in (
        QueryField("org", "organization", ("organization", "organisation")),
        QueryField("state", "choice", ("status", PUBLISH_STATE)),
        QueryField("format", "choice", ("res_format",)),
        QueryField("type", "choice", (KIND,)),
        QueryField("tag", "choice", ("tags", "keyword")),
        QueryField("licence", "choice", ("license", "license_id")),
        QueryField("modified", "date", ("metadata_modified", "changed")),
        QueryField("created", "date", ("metadata_created",)),
        QueryField("due", "date"),
        QueryField("has", "choice", (), tuple(dict.fromkeys(_HAS))),
        QueryField("missing", "choice", ("no", "without"), ("organization", "schedule", *ASPECTS)),
        QueryField("is", "choice", (), _IS),
        QueryField("title", "text"),
        QueryField("notes", "text", ("description",)),
        QueryField("column", "text", ("columns", "object")),
    )
}
_BY_NAME = {alias: f for f in FIELDS.values() for alias in (f.name, *f.aliases)}
_VALUE_ALIASES = {
    "notes": "description",
    "tags": "tag",
    "license": "licence",
    "contacts": "contact",
    "files": "file",
    "favorite": "favourite",
}

_TOKEN = re.compile(
    r"""(?P<minus>-(?=[^\s-]))?
    (?:(?P<field>[A-Za-z_]+):(?!//)(?P<value>(?:"[^"]*(?:"|$)|[^\s"])*)
    |(?P<phrase>"[^"]*(?:"|$))
    |(?P<word>[^\s"]+))""",
    re.VERBOSE,
)
_VALUES = re.compile(r'"([^"]*)"?|([^,"]+)')
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """Text that a record must hold (or must not): a phrase, or a word or its beginning.

    ``column`` restricts it to ``title``, ``notes`` or ``column``; None looks everywhere.
    """

    text: str
    prefix: bool = True
    negated: bool = False
    column: str | None = None
    start: int = stored(default=0, compare=False)
    end: int = stored(default=0, compare=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The letters and digits in it, as an index sees them."""
        return tuple(_WORDS.findall(self.text))


@dataclass(frozen=True)
class Filter:
    """A condition on a field: one of ``values``, or for dates from ``low`` (included) to ``high`` (not included)."""

    field: str
    values: tuple[str, ...] = ()
    negated: bool = False
    low: str | None = None
    high: str | None = None
    start: int = stored(default=0, compare=False)
    end: int = stored(default=0, compare=False)


@dataclass(frozen=True)
class QueryProblem:
    """What could not be understood, where it stands in the text, and what may have been meant.

    ``unfinished`` says that it may just not have been typed to its end.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    unfinished: bool = False


@dataclass(frozen=True)
class Piece:
    """One condition as it stands in the text, from ``start`` to ``end``."""

    field: str
    values: tuple[str, ...]
    negated: bool
    start: int
    end: int


@dataclass(frozen=True)
class Query:
    """A search as parsed: what ``text`` asks for, on a ``day`` (UTC) that decides what *today* means.

    It is parsed once and passed on: to the list, the linter, the facets, the highlights and the server.
    """

    words: tuple[Word, ...] = ()
    filters: tuple[Filter, ...] = ()
    problems: tuple[QueryProblem, ...] = stored(default=(), compare=False)
    text: str = stored(default="", compare=False)
    day: date | None = stored(default=None, compare=False)

    @property
    def empty(self) -> bool:
        """Return whether it finds everything."""
        return not self.words and not self.filters

    @cached_property
    def wanted(self) -> tuple[Word, ...]:
        """The words that must be there: those to be marked."""
        return tuple(w for w in self.words if not w.negated)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The conditions that are understood, in their order; free words are none."""
        found = {f.start: Piece(f.field, f.values, f.negated, f.start, f.end) for f in self.filters}
        for word in self.words:
            if word.column is not None:
                before = found.get(word.start)
                values = (*before.values, word.text) if before else (word.text,)
                found[word.start] = Piece(word.column, values, word.negated, word.start, word.end)
        return tuple(found[at] for at in sorted(found))

    @property
    def outdated(self) -> bool:
        """Return whether *today* and *30d* mean other dates by now."""
        return self.day != datetime.now(UTC).date()


def parse(text: str, *, now: datetime | None = None) -> Query:
    """Parse a search. ``now`` decides what *today* and *30d* mean; dates are those of UTC, as the server's are."""
    _log.debug("parse a search of %d characters", len(text))
    now = now or datetime.now(UTC)
    words: list[Word] = []
    filters: list[Filter] = []
    problems: list[QueryProblem] = []
    for found in tokens(text):
        start, end = found.span()
        negated = found["minus"] is not None
        if found["phrase"] is not None:
            words += _phrase(found["phrase"], negated, (start, end))
            if len(found["phrase"]) < 2 or not found["phrase"].endswith('"'):
                problems.append(QueryProblem(start, end, tr("The closing quotation mark is missing."), unfinished=True))
        elif found["word"] is not None:
            problems += _operators(found["word"], start, end)
            words += _words(found["word"], negated, (start, end))
        else:
            _read_field(found, words, filters, problems, now)
    if text.strip() not in ("", "*", "*:*") and not (words or filters or problems):
        # beside words such characters do not count; alone they would find everything
        message = tr("Enter letters or digits. Other characters can't be searched for.")
        problems.append(QueryProblem(0, len(text), message, unfinished=True))
    return Query(tuple(words), tuple(filters), tuple(problems), text, now.date())


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a search as they stand in the text: groups minus, field and value, phrase, word."""
    return _TOKEN.finditer(text)


def field_named(name: str) -> QueryField | None:
    """Return the field of that name or alias; None where there is none."""
    return _BY_NAME.get(name.lower())


def quoted(value: str) -> str:
    """Return a value as it is written in a search: in quotation marks where it needs them."""
    return value if re.fullmatch(r'[^\s",]+', value) else '"' + value.replace('"', "") + '"'


def condition(name: str, *values: str) -> str:
    """Return ``name:value,value`` as text of a search, for facets and bars that open the records behind them."""
    return f"{name}:{','.join(quoted(v) for v in values)}"


def _read_field(
    found: re.Match[str], words: list[Word], filters: list[Filter], problems: list[QueryProblem], now: datetime
) -> None:
    (start, end), negated = found.span(), found["minus"] is not None
    known = field_named(found["field"])
    if known is None:
        problems.append(_unknown_field(found["field"], start, end))
        return
    if found["value"].count('"') % 2:
        problems.append(QueryProblem(start, end, tr("The closing quotation mark is missing."), unfinished=True))
    if known.kind == "text":
        values = [(a or b, b is not None and bool(b)) for a, b in _VALUES.findall(found["value"])]
        words += [Word(text, bare, negated, known.name, start, end) for text, bare in values if _WORDS.search(text)]
    else:
        values = [((a or b).strip(), True) for a, b in _VALUES.findall(found["value"])]
    texts = tuple(text for text, _ in values if text)
    if not texts:
        message = tr("{field}: needs a value: {examples}.", field=known.name, examples=_example(known))
        problems.append(QueryProblem(start, end, message, unfinished=True))
    elif known.kind == "date":
        try:
            low, high = date_range(texts[0], now)
        except WrongDate as wrong:
            problems.append(QueryProblem(start, end, str(wrong), unfinished=wrong.unfinished))
        else:
            filters.append(Filter(known.name, texts, negated, low, high, start, end))
    elif known.kind != "text":
        taken = tuple(_one_value(known, text, start, end, problems) for text in texts)
        kept = tuple(t for t in taken if t)
        if kept:
            filters.append(Filter(known.name, kept, negated, start=start, end=end))


def _one_value(known: QueryField, text: str, start: int, end: int, problems: list[QueryProblem]) -> str:
    """Return the value as the index has it; empty (and a problem) where the field has no such value."""
    if not known.values:
        return text
    value = text.lower().replace("_", "-").replace(" ", "-")
    value = value if value in known.values else _VALUE_ALIASES.get(value, value)
    if value in known.values:
        return value
    close = difflib.get_close_matches(value, known.values, 1, 0.6)
    begun = [v for v in known.values if v.startswith(value)]
    message = tr(
        "“{value}” is not a value of {field}: use one of {known}.",
        value=text, field=known.name, known=_listed(known.values),
    )  # fmt: skip
    suggestion = f"{known.name}:{(begun or close)[0]}" if begun or close else ""
    problems.append(QueryProblem(start, end, message, suggestion, unfinished=bool(begun)))
    return ""


def _unknown_field(name: str, start: int, end: int) -> QueryProblem:
    close = difflib.get_close_matches(name.lower(), list(_BY_NAME), 1, 0.6)
    meant = f"{_BY_NAME[close[0]].name}:" if close else ""
    if meant:
        text = tr(
            "There is no “{name}:” filter. Did you mean {meant}? To search for the text, quote it.",
            name=name,
            meant=meant,
        )
        return QueryProblem(start, end, text, meant)
    known = _listed(tuple(f"{f}:" for f in FIELDS))
    message = tr(
        "There is no “{name}:” filter. Use one of {known}. To search for the text, quote it.", name=name, known=known
    )
    return QueryProblem(start, end, message, meant)


def _operators(word: str, start: int, end: int) -> Iterator[QueryProblem]:
    if word in ("OR", "||"):
        message = tr("OR is searched for as a word. Separate alternatives with a comma: state:draft,published.")
        yield QueryProblem(start, end, message)
    elif word in ("AND", "&&"):
        yield QueryProblem(
            start, end, tr("AND is searched for as a word. You can leave it out: all conditions must be met.")
        )
    elif word == "NOT":
        yield QueryProblem(
            start, end, tr("NOT is searched for as a word. To exclude a word, put a minus sign in front of it.")
        )


def _phrase(text: str, negated: bool, at: tuple[int, int]) -> list[Word]:
    inside = text.strip('"')
    return [Word(inside, False, negated, None, *at)] if _WORDS.search(inside) else []


def _words(text: str, negated: bool, at: tuple[int, int]) -> list[Word]:
    bare = text.rstrip("*")
    return [Word(bare, True, negated, None, *at)] if _WORDS.search(bare) else []


def _example(known: QueryField) -> str:
    if known.values:
        return _listed(known.values)
    examples = {"organization": "org:forests", "date": f"{known.name}:>2026-01-01", "text": f"{known.name}:water"}
    fixed = {"state": "state:draft", "format": "format:csv", "type": "type:geographic", "tag": 'tag:"water quality"'}
    return examples.get(known.kind) or fixed.get(known.name, "licence:2")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values)
