"""A search as conditions of SQL on ``packages p``: words, values of filters, what a record has or lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import orjson

from bcdc_desktop.domain.bcdc.publishing import WAITING
from bcdc_desktop.domain.search.query import Filter, Word

from ..package_writer import NEEDED, folded_value, numbers_beginning

_TEXT_COLUMNS = {"title": "title", "notes": "notes", "column": "columns"}
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{0,4}){0,3}(?:-[0-9a-f]{0,12})?", re.IGNORECASE)
_WHOLE = 36  # characters of an id; a phrase is not the beginning of one
_END = "\U0010ffff"

Condition = tuple[str, list[object]]


def conditions_of(words: Sequence[Word]) -> Iterable[Condition]:
    """Yield the conditions for the words: all that must be there in one query of the index, each id and *not* alone."""
    together: list[str] = []
    for word in words:
        match = match_of(word)
        by_id = word.column is None and looks_like_an_id(word.text) and (word.prefix or len(word.text) == _WHOLE)
        if not by_id and not word.negated:
            together.append(match)
            continue
        found: Condition = (MATCH, [match])
        if by_id:
            found = any_of([found, *_of_id(word.text)])
        yield negated(found) if word.negated else found
    if together:
        yield MATCH, [" AND ".join(together)]


def _of_id(text: str) -> list[Condition]:
    """Return conditions for records whose id, or a resource's, begins like this."""
    low = text.lower()
    return [
        ("(p.id >= ? AND p.id < ?)", [low, low + _END]),
        ("p.key IN (SELECT package FROM resources WHERE number BETWEEN ? AND ?)", [*numbers_beginning(text)]),
    ]


def looks_like_an_id(text: str) -> bool:
    """Return whether a word may be an id or the beginning of one."""
    return _ID.fullmatch(text) is not None


MATCH = "p.key IN (SELECT rowid FROM package_text WHERE package_text MATCH ?)"


def match_of(word: Word) -> str:
    """Return a word in the language of FTS5. Other signs than letters and digits separate words there as here."""
    text = '"' + " ".join(word.parts) + '"' + ("*" if word.prefix else "")
    return f"{_TEXT_COLUMNS[word.column]} : {text}" if word.column else text


def term_condition(kind: str, value: str) -> Condition:
    """Return a condition on ``terms``: the value, or what people read for it, or the beginning of it (``wat*``)."""
    folded = folded_value(value.rstrip("*"))
    if value.endswith("*"):
        return "kind = ? AND (value >= ? AND value < ? OR alt >= ? AND alt < ?)", [
            kind, folded, folded + _END, folded, folded + _END,
        ]  # fmt: skip
    return "kind = ? AND (value = ? OR alt = ?)", [kind, folded, folded]


def with_terms(term: Condition) -> Condition:
    sql, values = term
    return f"p.key IN (SELECT package FROM package_terms WHERE term IN (SELECT id FROM terms WHERE {sql}))", values  # noqa: S608


def is_active(kind: str, value: str) -> bool:
    """Return whether a value is CKAN's *active*: no term, as nearly all records have it."""
    return kind == "state" and folded_value(value) == "active"


def of_term(kind: str, value: str) -> Condition:
    """Return the condition of a value of a filter on ``terms``."""
    return ("p.state = 'active'", []) if is_active(kind, value) else with_terms(term_condition(kind, value))


def quality(field_name: str, value: str, outside: Mapping[str, tuple[str, ...]]) -> Condition:
    """Return the condition of ``has:``, ``missing:`` or ``is:``."""
    match field_name, value:
        case "is", "private":
            return "p.private = 1", []
        case "is", "public":
            return "p.private = 0", []
        case "is", "mine":
            return "p.org IN (SELECT id FROM organizations WHERE capacity IS NOT NULL)", []
        case "is", "recent":
            return "p.opened IS NOT NULL", []
        case "is", "waiting":
            return _WAITING, []
        case "is", "overdue":
            return "ifnull(p.due, '9') < ?", list(outside["today"])
        case ("has", "draft" | "conflict" | "failed-upload") | ("is", "favourite"):
            return is_in("p.id", outside[value])
        case "has", "broken-link":
            broken = "SELECT package FROM resources WHERE link IN (SELECT value FROM json_each(?))"
            return f"p.key IN ({broken})", [outside["broken"][0]]
        case "has", "problem":
            lacking = with_terms(("kind = ?", [NEEDED]))
            others = [("is", "overdue"), ("has", "broken-link")]
            return any_of([lacking, *(quality(kind, name, outside) for kind, name in others)])
        case "has", _ if value in _HOLDINGS:
            return with_terms(("kind = 'has' AND value = ?", [value]))
        case "missing", "organization":
            return "p.org = ''", []
        case "missing", "schedule":
            return negated(with_terms(("kind = 'has' AND value = 'schedule'", [])))
        case "is", _:
            return with_terms(("kind = 'is' AND value = ?", [value]))
    lacking = with_terms(("kind = 'missing' AND value = ?", [folded_value(value)]))
    return lacking if field_name == "missing" else negated(lacking)


# in a pending state, where the user may decide: as administrator of the organization, or of everything
_WAITING = (
    f"p.publish_state IN ({', '.join(map(repr, WAITING))}) AND p.state = 'active' AND ("  # noqa: S608
    "p.org IN (SELECT id FROM organizations WHERE capacity = 'admin') "
    "OR (SELECT json_extract(value, '$.sysadmin') FROM meta WHERE key = 'account') = 1)"
)
_HOLDINGS = ("file", "link", "schedule", "columns")


def between(column: str, asked: Filter) -> Condition:
    # no plain column: SQLite keeps to the index that is in the order of the list and holds the times too
    column = f"ifnull({column}, '')"
    parts, values = [f"{column} != ''"], list[object]()
    if asked.low is not None:
        parts.append(f"{column} >= ?")
        values.append(asked.low)
    if asked.high is not None:
        parts.append(f"{column} < ?")
        values.append(asked.high)
    return "(" + " AND ".join(parts) + ")", values


def is_in(column: str, texts: Iterable[str]) -> Condition:
    return f"{column} IN (SELECT value FROM json_each(?))", [as_json(list(texts))]  # noqa: S608


def any_of(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    return "(" + " OR ".join(sql for sql, _ in conditions) + ")", [v for _, values in conditions for v in values]


def negated(found: Condition) -> Condition:
    return f"NOT ({found[0]})", found[1]


def as_json(value: object) -> str:
    return orjson.dumps(value).decode()
