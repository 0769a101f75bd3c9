"""The gate for the answers of a catalogue: every one is read here, within bounds, and has the shape that was asked for
when it leaves.

1. The bytes become values where that takes no more memory than an answer may (``parsed``).
2. The envelope is CKAN's: ``success`` with a ``result``, or an ``error`` (``Answer.of``). The API key is taken out of
   both.
3. The result, or each record of a list, has its shape (``shapes``) and nothing that this computer cannot store
   (``problem_in``). A record that has not is set aside, and named; the others go on (``sorted_out``).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bcdc_desktop.translation import tr

from . import errors
from .redaction import DETAIL, MOST_SEARCHED, Redactor

MOST_BYTES = 48 << 20
"""Bytes of an answer. A thousand packages take some 10 MB."""
MOST_MEMORY = 256 << 20
"""Bytes that an answer may take once it is read, by a careful estimate."""
DEEPEST = 100
"""Levels of lists and groups within a record. CKAN's own have six."""
_SMALL = 4 << 20  # bytes of an answer that needs no estimate: whatever is in it, it stays far below the limit
_SHOWN = 120  # characters of an odd answer that a message quotes
_NAMED = 5  # records that a sentence names
_LONGEST_NUMBER = 40  # digits: the time to read a number grows with the square of its length
_LEAST, _MOST = -(1 << 63), (1 << 64) - 1  # of a number that JSON for storing can hold
_EXPECTED = re.compile(r"Expected `[^`]*`, got `([^`]*)`")
_MISSING = re.compile(r"missing required field `([^`]*)`")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`\Z")


class TooMuch(Exception):
    """An answer is larger or deeper than an answer may be. The message says so to the user."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or tr(
                "The catalogue sent a response of more than {size} MB, or one that would take too much memory. "
                "It was not read.",
                size=MOST_BYTES >> 20,
            )
        )


@dataclass(frozen=True)
class UnreadableRecord:
    """A record that the catalogue sent in a shape that records do not have: what can be told of its id and its name,
    and why it was set aside."""

    id: str
    name: str
    reason: str

    @property
    def label(self) -> str:
        """What people know it by."""
        return self.name or self.id or tr("a record without a name")

    def __str__(self) -> str:
        return tr("{record} ({reason})", record=self.label, reason=self.reason)


@dataclass(frozen=True)
class Answer:
    """A response, read to the end: CKAN's ``result`` or its ``error``, or something else than CKAN's.

    ``text`` is for ckanapi: the envelope without the result, which it would read a second time. ``said`` is the
    beginning of what came, for messages and the log. Neither holds the key.
    """

    status_code: int
    headers: Mapping[str, str]
    text: str = ""
    said: str = ""
    result: Any = None
    error: Mapping[str, Any] | None = None
    is_json: bool = False
    is_strict: bool = False  # whether every text and every number in it is one that JSON allows

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], body: bytes | bytearray, redactor: Redactor) -> Answer:
        """Return what a body says.

        Raises:
            TooMuch: reading it would take too much memory.
        """
        known = {name: redactor.text(headers[name]) for name in ("Location", "Retry-After", "Date") if name in headers}
        said = redactor.text(_beginning(body))[:DETAIL]
        try:
            whole, strict = parsed(body)
        except ValueError:
            return cls(status, known, said=said)
        if redactor.may_be_in(body):
            whole = redactor.clean(whole)
        if isinstance(whole, dict) and whole.get("success") is True and "result" in whole:
            text = '{"success": true, "result": null}'
            return cls(status, known, text, said, result=whole["result"], is_json=True, is_strict=strict)
        error = _error(whole)
        text = json.dumps({"success": False, "error": error}) if error is not None else ""
        return cls(status, known, text, said, error=error, is_json=True)

    @property
    def quoted(self) -> str:
        """The beginning of what came, on one line and as short as a sentence can quote."""
        return shortened(self.said)


def _beginning(body: bytes | bytearray) -> str:
    """Return the beginning of a body as text: UTF-8, or UTF-16 and UTF-32, in which plain letters have zeros between
    them."""
    return bytes(body[:MOST_SEARCHED]).replace(b"\0", b"").decode("utf-8", "replace")


def shortened(text: str) -> str:
    """Return a text on one line, and at most as long as a sentence can quote."""
    line = " ".join(text[: 4 * _SHOWN].split())
    return line if len(line) <= _SHOWN and len(text) <= 4 * _SHOWN else f"{line[:_SHOWN]}…"


def parsed(body: bytes | bytearray) -> tuple[Any, bool]:
    """Return the value that is written in a body as JSON, and whether it is JSON in the strict sense.

    What JSON does not allow but Python writes (NaN, halves of characters) is read too: it is a fault of the one record
    in which it stands, and found there.

    Raises:
        ValueError: it is no JSON.
        TooMuch: it would take too much memory, or has lists within lists without end.
    """
    if len(body) > _SMALL and _memory(body) > MOST_MEMORY:
        raise TooMuch
    try:
        return msgspec.json.decode(body), True
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    try:
        return json.loads(body.decode("utf-8-sig", "replace"), parse_int=_integer), False
    except RecursionError:
        raise TooMuch(tr("The catalogue sent a response with too many levels. It was not read.")) from None


def _memory(body: bytes | bytearray) -> int:
    """Return bytes that a body takes as values at most: texts by their characters (four bytes each where one of them
    is rare), lists and groups, and what stands in them, each with its place."""
    containers = body.count(b"[") + body.count(b"{")
    return 5 * len(body) + 200 * containers + 64 * body.count(b",")


def _integer(digits: str) -> int:
    return int(digits[:_LONGEST_NUMBER])


def _error(whole: Any) -> dict[str, Any] | None:
    """Return CKAN's error in a body, its type and message as texts; None where there is none that CKAN would send."""
    found = whole.get("error") if isinstance(whole, dict) and whole.get("success") is False else None
    if not isinstance(found, dict) or not found or problem_in(found):
        return None
    kind, message = found.get("__type"), found.get("message")
    error = {**found, "__type": kind if isinstance(kind, str) else ""}
    if not isinstance(message, str) and kind != "Validation Error":
        error["message"] = "" if message is None else shortened(json.dumps(message, ensure_ascii=False))
    return error


# shapes


def problem_in(value: Any, *, strict: bool = False) -> str:
    """Return what a value holds that this computer cannot store; empty where there is nothing. ``strict``: it was read
    from strict JSON, so that its texts need no look.

    Those are: levels without end, numbers beyond 64 bits, numbers that are none, and halves of characters.
    """
    waiting = [(value, 1)]
    while waiting:
        within, depth = waiting.pop()
        if type(within) is dict:
            if depth > DEEPEST:
                return tr("it has more than {n} levels", n=DEEPEST)
            if not strict and any(_is_half(name) for name in within):
                return _half()
            within = within.values()
        elif type(within) is list:
            if depth > DEEPEST:
                return tr("it has more than {n} levels", n=DEEPEST)
        else:
            within = (within,)
        for one in within:
            kind = type(one)
            if kind is str:
                if not strict and not one.isascii() and _is_half(one):
                    return _half()
            elif kind is dict or kind is list:
                if one:
                    waiting.append((one, depth + 1))
            elif kind is int:
                if not _LEAST <= one <= _MOST:
                    return tr("it has a number that is too large")
            elif kind is float and not math.isfinite(one):
                return tr("it has a number that isn't finite")
    return ""


def _half() -> str:
    return tr("it has text that isn't valid Unicode")


def _is_half(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def problem_of(value: Any, shape: type[Any], *, whole: bool = True) -> str:
    """Return why a value does not have a shape, or cannot be stored; empty where it can be used. ``whole`` False: the
    records within it are looked at one by one afterwards."""
    try:
        msgspec.convert(value, shape)
    except UnicodeEncodeError:
        return _half()
    except (msgspec.ValidationError, RecursionError) as error:
        return _words(str(error))
    return problem_in(value) if whole else ""


def checked(value: Any, shape: type[Any]) -> Any:
    """Return a value that has a shape.

    Raises:
        UnreadableAnswer: it has another.
    """
    problem = problem_of(value, shape)
    if problem:
        raise unreadable(value, problem)
    return value


def sorted_out(
    values: Iterable[Any], shape: type[Any], *, without: str = "", strict: bool = False
) -> tuple[list[Any], list[UnreadableRecord]]:
    """Return the values that have a shape, and those that have not. ``without`` names a field whose values are looked
    at by the caller."""
    good, bad = [], []
    for value in values:
        part = {n: v for n, v in value.items() if n != without} if without and isinstance(value, dict) else value
        problem = problem_of(value, shape, whole=False) or problem_in(part, strict=strict)
        if problem:
            bad.append(UnreadableRecord(_label(value, "id"), _label(value, "title", "name"), problem))
        else:
            good.append(value)
    return good, bad


def unreadable_notice(records: Sequence[UnreadableRecord]) -> str:
    """Return the sentence that names records that were set aside; empty where there are none."""
    if not records:
        return ""
    named = "; ".join(map(str, records[:_NAMED]))
    if len(records) > _NAMED:
        return tr(
            "{n} records could not be read: {records}; and {more} more.",
            n=len(records), records=named, more=len(records) - _NAMED,
        )  # fmt: skip
    if len(records) == 1:
        return tr("1 record could not be read: {records}.", records=named)
    return tr("{n} records could not be read: {records}.", n=len(records), records=named)


def unreadable(value: Any, problem: str = "") -> errors.UnreadableAnswer:
    """Return the error for a result of another shape than the one that was asked for."""
    quoted = shortened(_as_text(value))
    if problem:
        return errors.UnreadableAnswer(
            tr("The catalogue sent a response that couldn't be read: {problem}.", problem=problem), detail=quoted
        )
    return errors.UnreadableAnswer(
        tr("The catalogue sent a response that couldn't be read: “{answer}”.", answer=quoted), detail=quoted
    )


def _label(value: Any, *names: str) -> str:
    """Return the first of some fields that is a text, as far as a person reads it."""
    found = (value.get(name) for name in names) if isinstance(value, Mapping) else ()
    return next((shortened(_whole(text)) for text in found if isinstance(text, str) and text.strip()), "")


def _as_text(value: Any) -> str:
    try:
        return _whole(json.dumps(value, ensure_ascii=False, default=str)[: 8 * _SHOWN])
    except (RecursionError, ValueError):
        return type(value).__name__


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _words(said: str) -> str:
    """Return what msgspec says of a value, in words."""
    place = _PLACE.search(said)
    field = place.group(1) if place else ""
    missing = _MISSING.search(said)
    if missing:
        return tr("{field} is missing", field=f"{field}.{missing.group(1)}" if field else missing.group(1))
    got = _EXPECTED.search(said)
    kinds = {
        "str": tr("text"),
        "int": tr("a number"),
        "float": tr("a number"),
        "bool": tr("true or false"),
        "null": tr("empty"),
        "array": tr("a list"),
        "object": tr("a group of values"),
    }
    if got and got.group(1) in kinds:
        return tr("{field} is {kind}", field=field or tr("the response"), kind=kinds[got.group(1)])
    return tr("{field} isn't valid", field=field or tr("the response"))
