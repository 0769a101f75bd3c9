"""Nothing was found: which part of a search may be given up, and what would be found then."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.domain.search.query_edit import Piece, joined, pieces, without, words_alone
from bcdc_desktop.store.cache import Cache, PackageQuery

_AT_MOST = 8  # parts of a search that are tried


@dataclass(frozen=True)
class Relaxation:
    """A wider search: its text, how many records it finds, and what it gives up: a condition, a word, or else all
    conditions."""

    text: str
    count: int
    condition: Piece | None = None
    word: str = ""


def relaxations(cache: Cache, text: str) -> list[Relaxation]:
    """Wider searches that find something, each without one condition or word; the one that finds most first."""
    parsed = parse(text)
    found = [Relaxation(without(text, p.start, p.end), 0, p) for p in pieces(text)]
    found += [
        Relaxation(without(text, w.start, w.end), 0, None, text[w.start : w.end])
        for w in parsed.words
        if w.column is None
    ]
    counted = _that_find(cache, found[:_AT_MOST])
    if not counted and (words := words_alone(text)) != text:
        counted = _that_find(cache, [Relaxation(words, 0)])
    return sorted(counted, key=lambda w: -w.count)


def _that_find(cache: Cache, wider: list[Relaxation]) -> list[Relaxation]:
    counted = [replace(w, count=cache.count(PackageQuery(words=w.text))) for w in wider if joined(w.text)]
    return [w for w in counted if w.count]
