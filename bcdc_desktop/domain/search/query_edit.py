"""A search as a text that is changed from outside: a facet is ticked, a condition taken away, another added.

The text stays the only truth: what is understood of it is read again after each change.
"""

from __future__ import annotations

from dataclasses import dataclass

from .query import QueryProblem, condition, parse


@dataclass(frozen=True)
class Piece:
    """One condition as it stands in the text, from ``start`` to ``end``."""

    field: str
    values: tuple[str, ...]
    negated: bool
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The conditions of a search that are understood, in their order; free words are none."""
    parsed = parse(text)
    found = {f.start: Piece(f.field, f.values, f.negated, f.start, f.end) for f in parsed.filters}
    for word in parsed.words:
        if word.column is not None:
            before = found.get(word.start)
            values = (*before.values, word.text) if before else (word.text,)
            found[word.start] = Piece(word.column, values, word.negated, word.start, word.end)
    return [found[at] for at in sorted(found)]


def words_alone(text: str) -> str:
    """The text without its conditions: the free words, and what is not understood."""
    for piece in reversed(pieces(text)):
        text = without(text, piece.start, piece.end)
    return text


def without(text: str, start: int, end: int) -> str:
    """The text without a stretch of it, with single spaces around."""
    return joined(text[:start], text[end:])


def without_field(text: str, field: str) -> str:
    """The text without what it demands of a field; what it leaves out by that field stays."""
    for piece in reversed(pieces(text)):
        if piece.field == field and not piece.negated:
            text = without(text, piece.start, piece.end)
    return text


def chosen_values(text: str, field: str) -> list[str]:
    """The values of a field that are asked for."""
    return [v for p in pieces(text) if p.field == field and not p.negated for v in p.values]


def has_value(text: str, field: str, value: str) -> bool:
    """Whether a value of a field is among those asked for."""
    return any(same_value(v, value) for v in chosen_values(text, field))


def with_value(text: str, field: str, value: str) -> str:
    """Asks for a value too: as an alternative where the field is asked for already."""
    for piece in pieces(text):
        if piece.field == field and not piece.negated:
            if any(same_value(v, value) for v in piece.values):
                return text
            return _replaced(text, piece, (*piece.values, value))
    return joined(text, condition(field, value))


def without_value(text: str, field: str, value: str) -> str:
    """Does not ask for a value any more."""
    for piece in reversed(pieces(text)):
        if piece.field == field and not piece.negated:
            left = tuple(v for v in piece.values if not same_value(v, value))
            if left != piece.values:
                text = _replaced(text, piece, left)
    return text


def with_only(text: str, field: str, value: str) -> str:
    """Asks for this value of a field and for no other."""
    return joined(without_field(text, field), condition(field, value))


def leaving_out(text: str, field: str, value: str) -> str:
    """Leaves records with a value out."""
    return joined(without_value(text, field, value), f"-{condition(field, value)}")


def joined(*texts: str) -> str:
    """Texts of a search one after the other."""
    return " ".join(part for text in texts if (part := text.strip()))


def fixed(text: str, problem: QueryProblem) -> str:
    """The text with what a problem suggests in the place of what was not understood."""
    if not problem.suggestion:
        return text
    wrong = text[problem.start : problem.end]
    minus = "-" if wrong.startswith("-") else ""
    value = wrong.partition(":")[2] if problem.suggestion.endswith(":") else ""
    return text[: problem.start] + minus + problem.suggestion + value + text[problem.end :]


def same_value(one: str, other: str) -> bool:
    """Whether two texts are one value: without case; hyphens, underscores and spaces are one."""
    return _plain(one) == _plain(other)


def _replaced(text: str, piece: Piece, values: tuple[str, ...]) -> str:
    if not values:
        return without(text, piece.start, piece.end)
    return text[: piece.start] + condition(piece.field, *values) + text[piece.end :]


def _plain(value: str) -> str:
    return " ".join(value.casefold().replace("-", " ").replace("_", " ").split())
