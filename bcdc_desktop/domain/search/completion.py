"""Completions while a search is typed: names of fields before a colon, and values after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bcdc_desktop.translation import tr

from .query import FIELDS, QueryField, field_named, tokens

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
    """Return what is being typed; None within a phrase, where everything is free."""
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
    """Return the names of fields that begin like a word."""
    begun = typing.begun.casefold()
    found = [f for f in FIELDS.values() if any(n.startswith(begun) for n in (f.name, *f.aliases))]
    help_of = _field_help()
    return [Completion(f"{f.name}:", f"{f.name}:", help_of[f.name], finished=False) for f in found]


def fixed_values(typing: Typing) -> list[Completion]:
    """Return the values of a field that has few and fixed ones, and forms of dates."""
    field, begun = typing.field, typing.begun.casefold()
    if field is None:
        return []
    if field.kind == "date":
        return [Completion(v, v, means) for v, means in _date_help() if v.startswith(begun)]
    found = sorted((v for v in field.values if begun in v), key=lambda v: not v.startswith(begun))
    help_of = _value_help()
    return [Completion(v, v, help_of.get((field.name, v), "")) for v in found]


def applied(text: str, typing: Typing, completion: Completion) -> tuple[str, int]:
    """Return the text with a completion in it, and where the cursor stands then."""
    rest = text[typing.end :]
    space = " " if completion.finished and not rest.startswith((" ", ",")) else ""
    head = text[: typing.start] + completion.text + space
    return head + rest, len(head)


def _value_at(text: str, start: int, end: int, cursor: int, field: QueryField) -> Typing:
    for part in _VALUE.finditer(text, start, end):
        if part.start() <= cursor <= part.end():
            return Typing(part.start(), part.end(), text[part.start() : cursor].strip().strip('"'), field)
    return Typing(cursor, cursor, "", field)


def _field_help() -> dict[str, str]:
    return {
        "org": tr("an organization and its branches"),
        "state": tr("publish state; without one: public, private or draft"),
        "format": tr("format of a resource"),
        "type": tr("type of a resource: document, geographic, …"),
        "tag": tr("keyword"),
        "licence": tr("licence, by ID or title"),
        "modified": tr("when the record was last changed"),
        "created": tr("when the record was created"),
        "due": tr("when the data should be updated next"),
        "has": tr("what a record has"),
        "missing": tr("what a record is missing"),
        "is": tr("what a record is"),
        "title": tr("words in the title only"),
        "notes": tr("words in the description only"),
        "column": tr("name of a column in a table"),
    }


def _value_help() -> dict[tuple[str, str], str]:
    return {
        ("has", "draft"): tr("unsaved changes on this computer"),
        ("has", "conflict"): tr("a draft of fields that someone else changed too"),
        ("has", "failed-upload"): tr("a file that could not be uploaded"),
        ("has", "problem"): tr("incomplete, overdue, or with a broken link"),
        ("has", "file"): tr("a file stored in the catalogue"),
        ("has", "link"): tr("a link to another website"),
        ("has", "broken-link"): tr("a link that doesn’t work"),
        ("has", "schedule"): tr("an update cycle"),
        ("missing", "organization"): tr("no organization"),
        ("missing", "schedule"): tr("no update cycle"),
        ("is", "private"): tr("visible only to its organization"),
        ("is", "public"): tr("visible to everyone"),
        ("is", "open"): tr("under an open licence"),
        ("is", "mine"): tr("from organizations where you have a role"),
        ("is", "favourite"): tr("marked with a star on this computer"),
        ("is", "overdue"): tr("not updated on schedule"),
        ("is", "waiting"): tr("waiting for your approval"),
        ("is", "recent"): tr("opened on this computer"),
    }


def _date_help() -> tuple[tuple[str, str], ...]:
    return (
        ("7d", tr("in the last 7 days")),
        ("30d", tr("in the last 30 days")),
        ("today", tr("today (UTC)")),
        (">2026-01-01", tr("after a date")),
        ("<2026-01-01", tr("before a date")),
        ("2026-01..2026-03", tr("from one month to another")),
    )
