"""Changes to the text of a search: tick a facet, take a condition away, add another.

The text is the only truth: each change returns another text, which is parsed again. What only reads takes a ``Query``
that was parsed before, or a text.
"""

from __future__ import annotations

from dataclasses import replace

from .query import Piece, Query, QueryProblem, Word, condition, parse

Search = str | Query
"""A search as its text, or as it was parsed."""


def pieces(search: Search) -> tuple[Piece, ...]:
    """Return the conditions of a search that are understood, in their order; free words are none."""
    return _parsed(search).pieces


def words_alone(search: Search) -> str:
    """Return the text without its conditions: the free words, and what is not understood."""
    query = _parsed(search)
    text = query.text
    for piece in reversed(query.pieces):
        text = without(text, piece.start, piece.end)
    return text


def without(text: str, start: int, end: int) -> str:
    """Return the text without a stretch of it, with single spaces around."""
    return joined(text[:start], text[end:])


def without_field(text: str, field: str) -> str:
    """Return the text without what it demands of a field; what it leaves out by that field stays."""
    for piece in reversed(pieces(text)):
        if piece.field == field and not piece.negated:
            text = without(text, piece.start, piece.end)
    return text


def broader(query: Query, *taken: Piece | Word) -> Query:
    """Return a search without some of its conditions or words, of which none need be parsed again.

    Places of problems are those of the whole text.
    """
    at = sorted({(part.start, part.end) for part in taken}, reverse=True)
    text, starts = query.text, {start for start, _ in at}
    for start, end in at:
        text = without(text, start, end)
    return replace(
        query,
        text=text,
        words=tuple(w for w in query.words if w.start not in starts),
        filters=tuple(f for f in query.filters if f.start not in starts),
    )


def chosen_values(search: Search, field: str) -> list[str]:
    """Return the values of a field that are asked for."""
    return [v for p in pieces(search) if p.field == field and not p.negated for v in p.values]


def has_value(search: Search, field: str, value: str) -> bool:
    """Return whether a value of a field is among those asked for."""
    return any(same_value(v, value) for v in chosen_values(search, field))


def with_value(text: str, field: str, value: str) -> str:
    """Ask for a value too: as an alternative where the field is asked for already."""
    for piece in pieces(text):
        if piece.field == field and not piece.negated:
            if any(same_value(v, value) for v in piece.values):
                return text
            return _replaced(text, piece, (*piece.values, value))
    return joined(text, condition(field, value))


def without_value(text: str, field: str, value: str) -> str:
    """Ask for a value no more."""
    for piece in reversed(pieces(text)):
        if piece.field == field and not piece.negated:
            left = tuple(v for v in piece.values if not same_value(v, value))
            if left != piece.values:
                text = _replaced(text, piece, left)
    return text


def with_only(text: str, field: str, value: str) -> str:
    """Ask for this value of a field and for no other."""
    return joined(without_field(text, field), condition(field, value))


def leaving_out(text: str, field: str, value: str) -> str:
    """Leave records with a value out."""
    return joined(without_value(text, field, value), f"-{condition(field, value)}")


def joined(*texts: str) -> str:
    """Join texts of a search with single spaces."""
    return " ".join(part for text in texts if (part := text.strip()))


def fixed(text: str, problem: QueryProblem) -> str:
    """Return the text with what a problem suggests in the place of what was not understood."""
    if not problem.suggestion:
        return text
    wrong = text[problem.start : problem.end]
    minus = "-" if wrong.startswith("-") else ""
    value = wrong.partition(":")[2] if problem.suggestion.endswith(":") else ""
    return text[: problem.start] + minus + problem.suggestion + value + text[problem.end :]


def same_value(one: str, other: str) -> bool:
    """Return whether two texts are one value: without case; hyphens, underscores and spaces are one."""
    return _plain(one) == _plain(other)


def _parsed(search: Search) -> Query:
    return search if isinstance(search, Query) else parse(search)


def _replaced(text: str, piece: Piece, values: tuple[str, ...]) -> str:
    if not values:
        return without(text, piece.start, piece.end)
    return text[: piece.start] + condition(piece.field, *values) + text[piece.end :]


def _plain(value: str) -> str:
    return " ".join(value.casefold().replace("-", " ").replace("_", " ").split())
