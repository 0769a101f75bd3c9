"""Kinds of dates: a day, a moment with or without a time zone, and a date that may be a year alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from bcdc_desktop.translation import tr

from ..schema import Field
from .base import Kind, Meaning, Problem

_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_YEAR = re.compile(rf"-?\d{{4,}}{_ZONE}", re.ASCII)
_MONTH = re.compile(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}", re.ASCII)
_DAY = re.compile(rf"(-?\d{{4,}}-\d\d-\d\d){_ZONE}", re.ASCII)
_BEGINS_AS_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)", re.ASCII)
_MIDNIGHT = ("T00:00:00", " 00:00:00", "T00:00:00.000000")


class DateKind(Kind):
    """A day. The midnight that CKAN adds is no part of it."""

    editor: ClassVar[str] = "date"

    def wire(self, value: Any, field: Field) -> Any:
        """Return the day as text."""
        return _digits(super().wire(value, field))

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the day; a time of day other than midnight stays."""
        text = str(value).strip()
        return text[:10] if len(text) > 10 and text[10:] in _MIDNIGHT else text

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no date as CKAN reads it."""
        if not is_moment(value):
            yield "", tr("Enter a date like 2026-03-31")


class DateTimeKind(Kind):
    """A moment, in UTC where it says no zone."""

    editor: ClassVar[str] = "datetime"

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the moment in UTC without a mark, as CKAN keeps it; text that is none stays as it is."""
        return _utc(str(value).strip())

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no date and time as CKAN reads it."""
        if not is_moment(value):
            yield "", tr("Enter a date and time like 2026-03-31T14:30:00")


class ZonedDateTimeKind(DateTimeKind):
    """A moment with its zone; CKAN keeps it in UTC."""

    editor: ClassVar[str] = "zoned_datetime"

    def wire(self, value: Any, field: Field) -> Any:
        """Return the moment as scheming_isodatetime_tz reads it: T between date and time, and seconds."""
        text = "" if value is None else str(value).strip()
        if not is_moment(text) or len(text) <= 10:
            return text
        return datetime.fromisoformat(text.replace("Z", "+00:00")).isoformat()

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is no date and time."""
        if not is_moment(value) or len(str(value).strip()) <= 10:
            yield "", tr("Enter a date, a time and a time zone, like 2026-03-31T14:30:00-07:00")


class PartialDateKind(Kind):
    """A year, a month, a day, or a moment (DCAT)."""

    editor: ClassVar[str] = "partial_date"

    def wire(self, value: Any, field: Field) -> Any:
        """Return it as text, also a year that was given as a number."""
        return _digits(super().wire(value, field))

    def meaning(self, value: Any, field: Field) -> Meaning:
        """Return the text: 2024 says something else than 2024-01-01."""
        return str(value).strip()

    def problems(self, value: Any, field: Field) -> Iterator[Problem]:
        """Yield what is none of the four."""
        if not is_partial_date(value):
            yield "", tr("Enter a year, a month, a date, or a date and time: 2026, 2026-03, 2026-03-31, …")


def is_moment(value: Any) -> bool:
    """Return whether a value is a date, or a date and time, as CKAN reads them: Python reads more ways of writing one
    (20260331, 2026-W14-2)."""
    text = str(value or "").strip()
    if not _BEGINS_AS_MOMENT.match(text):
        return False
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_partial_date(value: Any) -> bool:
    """Return whether a value is a year, a month, a day or a moment."""
    text = str(value or "").strip()
    if _YEAR.fullmatch(text) or _MONTH.fullmatch(text) or is_moment(text):
        return True
    day = _DAY.fullmatch(text)
    if day is None:
        return False
    year, month, number = day[1].lstrip("-").split("-")
    if len(year) > 4:
        return 1 <= int(month) <= 12 and 1 <= int(number) <= 31
    return is_moment(day[1].lstrip("-"))


def ends_before(begin: Any, end: Any) -> bool:
    """Return whether an end is before its beginning, as far as both tell: 2024 does not end before 2024-05."""
    if not (is_partial_date(begin) and is_partial_date(end)):
        return False
    first, last = str(begin).strip()[:10], str(end).strip()[:10]
    length = min(len(first), len(last))
    return last[:length] < first[:length]


def _digits(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _utc(text: str) -> str:
    try:
        when = datetime.fromisoformat(text.replace("Z", "+00:00"))
        return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        return text
