"""Hits: the text that holds the words of a search where the title does not, and an excerpt of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bcdc_desktop.domain.search.highlight import TextExcerpt, excerpt, highlights
from bcdc_desktop.domain.search.query import Query, Word

from ..database import Database
from .sql import as_json, looks_like_an_id

HitPlace = Literal["column", "tag", "resource", "notes", "name", "id"]
_LINES = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Hit:
    """Where words were found that the title does not hold: a column's or object's name, a keyword, a resource (its
    name, description or file name), the description, the record's name, or an id (the record's, or a resource's)."""

    place: HitPlace
    excerpt: TextExcerpt


def hits(database: Database, ids: Sequence[str], query: Query) -> dict[str, Hit]:
    """Return the hits of those of these records whose title does not hold all words. For the rows on screen."""
    words = query.wanted
    if not words:
        return {}
    rows = database.rows(
        "SELECT p.id, t.title, t.columns, t.tags, t.resources, t.notes, t.name FROM packages p "
        "JOIN package_text t ON t.rowid = p.key WHERE p.id IN (SELECT value FROM json_each(?))",
        (as_json(list(ids)),),
    )
    found: dict[str, Hit] = {}
    for row in rows:
        elsewhere = [w for w in words if w.column not in (None, "title") or not highlights(row[1], [w])]
        if elsewhere and (hit := _hit(row[0], row[2:], elsewhere, words)):
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
    columns, tags, resources, notes, slug = texts
    for name in columns.split(", "):
        yield "column", name
    for tag in tags.split(", "):
        yield "tag", tag
    for line in _LINES.findall(resources):
        yield "resource", line
    yield "notes", notes
    yield "name", slug
