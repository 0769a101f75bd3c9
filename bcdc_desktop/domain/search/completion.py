"""What may be meant while a search is being typed: names before a colon, and values after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .query import FIELDS, QueryField, field_named, tokens

_MEANS = {
    ("has", "draft"): "changes kept on this computer",
    ("has", "problem"): "lacks what a record needs, is overdue, or has a broken link",
    ("has", "file"): "a file kept in the catalogue",
    ("has", "link"): "a link to elsewhere",
    ("has", "broken-link"): "a link that did not answer",
    ("has", "schedule"): "an update cycle is promised",
    ("missing", "schedule"): "no update cycle is promised",
    ("is", "private"): "seen by its organization only",
    ("is", "public"): "seen by everybody",
    ("is", "open"): "under an open licence",
    ("is", "mine"): "of organizations where you have a role",
    ("is", "overdue"): "older than its update cycle promises",
    ("is", "waiting"): "waits for you as an administrator",
    ("is", "recent"): "opened on this computer",
}
_DATES = (
    ("7d", "in the last 7 days"),
    ("30d", "in the last 30 days"),
    ("today", "since midnight (UTC)"),
    (">2026-01-01", "after a day"),
    ("<2026-01-01", "before a day"),
    ("2026-01..2026-03", "from one month to another"),
)
_VALUE = re.compile(r'"[^"]*"?|[^,"]+')


@dataclass(frozen=True)
class Typing:
    """The piece of a search at the cursor.

    ``start`` to ``end`` is what a completion takes the place of, ``begun`` what of it stands before the cursor, without
    quotation marks; ``field`` is the one whose value it is, None for a word that may become a field's name.
    """

    start: int
    end: int
    begun: str
    field: QueryField | None = None


@dataclass(frozen=True)
class Completion:
    """One thing that may be meant. ``text`` takes the place of what was typed; ``finished`` says that a space may
    follow; ``label`` and ``detail`` are for people."""

    text: str
    label: str
    detail: str = ""
    finished: bool = True


def typing_at(text: str, cursor: int) -> Typing | None:
    """What is being typed; None within a phrase, where everything is free."""
    for token in tokens(text):
        start, end = token.span()
        if not start < cursor <= end:
            continue
        if token["phrase"] is not None:
            return None
        if token["word"] is not None:
            begin = start + (token["minus"] is not None)
            return Typing(begin, end, text[begin:cursor]) if cursor >= begin else None
        at = token.start("value")
        if cursor < at:
            return Typing(token.start("field"), at, text[token.start("field") : cursor])
        known = field_named(token["field"])
        return _value_at(text, at, end, cursor, known) if known else None
    return Typing(cursor, cursor, "")


def names(typing: Typing) -> list[Completion]:
    """Names of fields that begin like a word."""
    begun = typing.begun.casefold()
    found = [f for f in FIELDS.values() if any(n.startswith(begun) for n in (f.name, *f.aliases))]
    return [Completion(f"{f.name}:", f"{f.name}:", f.means, finished=False) for f in found]


def fixed_values(typing: Typing) -> list[Completion]:
    """Values of a field that has few and fixed ones, and forms of dates."""
    field, begun = typing.field, typing.begun.casefold()
    if field is None:
        return []
    if field.kind == "date":
        return [Completion(v, v, means) for v, means in _DATES if v.startswith(begun)]
    found = sorted((v for v in field.values if begun in v), key=lambda v: not v.startswith(begun))
    return [Completion(v, v, _MEANS.get((field.name, v), "")) for v in found]


def applied(text: str, typing: Typing, completion: Completion) -> tuple[str, int]:
    """The text with a completion in it, and where the cursor stands then."""
    rest = text[typing.end :]
    space = " " if completion.finished and not rest.startswith((" ", ",")) else ""
    head = text[: typing.start] + completion.text + space
    return head + rest, len(head)


def _value_at(text: str, start: int, end: int, cursor: int, field: QueryField) -> Typing:
    for part in _VALUE.finditer(text, start, end):
        if part.start() <= cursor <= part.end():
            return Typing(part.start(), part.end(), text[part.start() : cursor].strip().strip('"'), field)
    return Typing(cursor, cursor, "", field)
