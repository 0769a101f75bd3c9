"""Dates as people write them in a search, as stretches of time. All in UTC, as a catalogue's own times are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from bcdc_desktop.translation import tr

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,5})\s*([dwmy])", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SIGNS = re.compile(r"(>=|<=|>|<)?\s*(.*)", re.DOTALL)
FORMS = "2026, 2026-03, 2026-03-15, >2026-01-01, <2026-01-01, 2026-01..2026-03, 30d (the last 30 days) or today"


class WrongDate(ValueError):
    """No date was written, in words for people. ``unfinished``: more of it may still come."""

    def __init__(self, text: str) -> None:
        super().__init__(tr("“{text}” is not a date. Write dates as {forms}.", text=text, forms=FORMS))
        self.unfinished = bool(re.fullmatch(r"[<>=]*\d{0,4}(-\d{0,2}){0,2}(\.\.?)?[\d-]*", text))


def date_range(text: str, now: datetime) -> tuple[str | None, str | None]:
    """Return the stretch of time that a text means: from (included) and to (not included), each ``YYYY-MM-DD`` or None.

    ``>DAY`` is after that day, ``>=DAY`` from it on, ``<DAY`` before it, ``<=DAY`` up to its end; ``A..B`` holds both.

    Raises:
        WrongDate: it is no date.
    """
    today = now.astimezone(UTC).date()
    if ".." in text:
        first, last = text.split("..", 1)
        if not first and not last:
            raise WrongDate(text)
        low = _stretch(first, today, text)[0] if first else None
        high = _stretch(last, today, text)[1] if last else None
        return _iso(low), _iso(high)
    matched = _SIGNS.fullmatch(text.strip())
    assert matched is not None
    sign, written = matched.groups()
    low, high = _stretch(written, today, text)
    if _AGO.fullmatch(written):
        # “30d” is the last 30 days; a sign makes it the day that long ago
        low, high = (low, None) if sign is None else (low, low + timedelta(days=1))
    match sign:
        case ">":
            return _iso(high), None
        case ">=":
            return _iso(low), None
        case "<":
            return None, _iso(low)
        case "<=":
            return None, _iso(high)
    return _iso(low), _iso(high)


def _stretch(written: str, today: date, whole: str) -> tuple[date, date]:
    written = written.strip().lower()
    try:
        if written in ("today", "yesterday"):
            day = today - timedelta(days=written == "yesterday")
            return day, day + timedelta(days=1)
        if ago := _AGO.fullmatch(written):
            return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]]), today + timedelta(days=1)
        if not (found := _DATE.fullmatch(written)):
            raise WrongDate(whole)
        year, month, day_of = int(found[1]), found[2], found[3]
        if month is None:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if day_of is None:
            first = date(year, int(month), 1)
            return first, (first + timedelta(days=32)).replace(day=1)
        day = date(year, int(month), int(day_of))
        return day, day + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise WrongDate(whole) from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
