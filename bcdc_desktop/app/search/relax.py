"""Wider searches where nothing was found: which part may be given up, and how many records are found then."""

from __future__ import annotations

from dataclasses import dataclass

from bcdc_desktop.domain.search.query import Piece, Query, Word, parse
from bcdc_desktop.domain.search.query_edit import broader, joined
from bcdc_desktop.store.search.index import PackageQuery

from ..workspace import Workspace
from . import results

_AT_MOST = 8  # parts of a search that are tried


@dataclass(frozen=True)
class Relaxation:
    """A wider search: its text, how many records it finds, and what it gives up: a condition, a word, or else all
    conditions."""

    text: str
    count: int
    condition: Piece | None = None
    word: str = ""


def relaxations(workspace: Workspace, search: str | Query) -> list[Relaxation]:
    """Return wider searches that find something, each without one condition or word; the one that finds most first."""
    query = parse(search) if isinstance(search, str) else search
    parts: list[Piece | Word] = [*query.pieces, *(w for w in query.words if w.column is None)]
    found = [_counted(workspace, query, part) for part in parts[:_AT_MOST]]
    if not any(r.count for r in found) and query.pieces:
        found = [_counted(workspace, query, *query.pieces)]
    return sorted((r for r in found if r.count), key=lambda r: -r.count)


def _counted(workspace: Workspace, query: Query, *taken: Piece | Word) -> Relaxation:
    wider = broader(query, *taken)
    count = results.count(workspace, PackageQuery.of(wider)) if joined(wider.text) else 0
    part = taken[0] if len(taken) == 1 else None
    if isinstance(part, Piece):
        return Relaxation(wider.text, count, part)
    return Relaxation(wider.text, count, word=query.text[part.start : part.end] if part else "")
