"""A search in the language of the server (Solr), as far as that can express it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..bcdc.fields import PUBLISH_STATE
from ..organization import OrganizationTree
from .organization_search import organizations_named
from .query import Filter, Query, Word

_FIELDS = {"format": "res_format", "tag": "tags", "licence": "license_id"}
_DATES = {"modified": "metadata_modified", "created": "metadata_created"}
_COLUMNS = {"title": "title", "notes": "notes"}
_PRIVATE = {"public": "false", "private": "true"}
# how CKAN itself shows a record that has no publish state (see ``visibility_of``)
_SHOWN = f"(+state:active +private:{{private}} -{PUBLISH_STATE}:[* TO *])"
_AT_MOST = 200  # spellings of one condition
_SPECIAL = frozenset('+-&|!(){}[]^"~*?:\\/')


@dataclass(frozen=True)
class ServerQuery:
    """``q`` and ``fq`` of ``package_search``. ``left_out`` names what the server cannot be asked for."""

    q: str
    fq: str
    left_out: tuple[str, ...] = ()


Spellings = Callable[[str, str], Sequence[str]]
"""Answers how the catalogue's records write a value of a field, as far as that is known."""


def server_query(query: Query, tree: OrganizationTree, spellings: Spellings = lambda _f, _v: ()) -> ServerQuery:
    """Return a search in Solr's terms: words as ``q``, filters as ``fq``.

    The server's own way with words (stems) may find others than the cache.

    A server knows a format, a keyword or a licence by its letters alone, where here ``csv`` and ``CSV`` are one: it is
    asked for every way in which ``spellings`` knows the value to be written.
    """
    left_out: list[str] = []
    words = [_word(w) for w in query.words if w.column in (None, *_COLUMNS)]
    left_out += [f"{w.column}:" for w in query.words if w.column not in (None, *_COLUMNS)]
    if words and all(w.startswith("-") for w in words):
        words.insert(0, "*:*")
    filters = []
    for asked in query.filters:
        found = _filter(asked, tree, spellings)
        if found is None:
            left_out.append(f"{asked.field}:")
        else:
            filters.append(f"-{found}" if asked.negated else found)
    if filters and all(f.startswith("-") for f in filters):
        filters.insert(0, "*:*")
    return ServerQuery(" ".join(words), " ".join(f"+{f}" if f[0] not in "-+" else f for f in filters), tuple(left_out))


def escaped(text: str) -> str:
    """Return a word in which nothing is an operator of Solr."""
    return "".join(f"\\{c}" if c in _SPECIAL or c.isspace() else c for c in text)


def _word(word: Word) -> str:
    parts = [p.lower() for p in word.parts]
    # a beginning is not analysed by the server, so it must be one plain word in lower case
    text = f"{parts[0]}*" if word.prefix and len(parts) == 1 else '"' + " ".join(parts) + '"'
    if word.column:
        text = f"{_COLUMNS[word.column]}:{text}"
    return f"-{text}" if word.negated else text


def _filter(asked: Filter, tree: OrganizationTree, spellings: Spellings) -> str | None:
    if asked.field in _DATES:
        low = f"{asked.low}T00:00:00Z" if asked.low else "*"
        high = f"{asked.high}T00:00:00Z" if asked.high else "*"
        return f"{_DATES[asked.field]}:[{low} TO {high}}}" if asked.high else f"{_DATES[asked.field]}:[{low} TO *]"
    if asked.field == "org":
        ids = {b.id for v in asked.values for o in organizations_named(tree, v) for b in tree.branch(o.id)}
        return f"owner_org:({' OR '.join(_quoted(i) for i in sorted(ids)) or 'nothing'})"
    if asked.field == "state":
        upper = [v.upper().replace("-", " ").replace("_", " ") for v in asked.values]
        lower = [v.lower() for v in upper]
        shown = [_SHOWN.format(private=text) for v, text in _PRIVATE.items() if v in lower]
        return f"({' OR '.join([f'{PUBLISH_STATE}:({_either(upper)})', f'state:({_either(lower)})', *shown])})"
    if asked.field in _FIELDS:
        written = [_written(asked.field, v, spellings) for v in asked.values]
        if all(written) and sum(map(len, written)) <= _AT_MOST:
            return f"{_FIELDS[asked.field]}:({_either([w for ways in written for w in ways])})"
        return None
    if asked.field == "type":  # of records; those of BCDC's resources are no field of the index
        known = [list(spellings("type", v)) for v in asked.values]
        return f"dataset_type:({_either([w for ways in known for w in ways])})" if all(known) else None
    if asked.field == "is" and set(asked.values) <= _PRIVATE.keys():
        return f"private:({' OR '.join(_PRIVATE[v] for v in asked.values)})"
    return None


def _written(field: str, value: str, spellings: Spellings) -> list[str]:
    """Return the spellings of a value: those that are known, or else likely ones. None of a mere beginning."""
    known = spellings(field, value)
    if value.endswith("*"):
        return list(known)
    parts = value.replace("-", " ").replace("_", " ").split()
    joined = [between.join(parts) for between in " -_"]
    likely = [*joined, *(j.lower() for j in joined), *(j.upper() for j in joined)]
    return list(dict.fromkeys([value, *(known or likely)]))


def _either(values: tuple[str, ...] | list[str]) -> str:
    return " OR ".join(map(_quoted, values))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
