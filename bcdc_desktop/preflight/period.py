"""The period that a file covers, from its name or from the dates in its columns."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bcdc_desktop.preflight.table_schema import STATISTICS_KEY

_YEAR = r"(?:18|19|20|21)[0-9]{2}"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
_EDGE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"
_MONTH_NAMES = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_NAMES |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True))

_DATE = re.compile(rf"{_EDGE}({_YEAR})(?:([-_. ])({_MONTH})\2({_DAY})|({_MONTH})({_DAY})){_END}")
_FISCAL = re.compile(
    rf"(?<![A-Za-z0-9])(?:fy|fiscal(?:[-_ ]?year)?)[-_ ]?({_YEAR})(?:[-_/ ]?([0-9]{{2}}|{_YEAR})){_END}", re.I
)
_YEAR_PAIR = re.compile(rf"{_EDGE}({_YEAR})[-_/]([0-9]{{2}}){_END}")
_QUARTER = re.compile(rf"{_EDGE}(?:({_YEAR})[-_ ]?q([1-4])|q([1-4])[-_ ]?({_YEAR})){_END}", re.I)
_NAMED_MONTH = re.compile(rf"{_EDGE}(?:({_NAMES})[-_ ]?({_YEAR})|({_YEAR})[-_ ]?({_NAMES})){_END}", re.I)
_YEAR_MONTH = re.compile(rf"{_EDGE}({_YEAR})[-_. ]?({_MONTH}){_END}")
_LONE_YEAR = re.compile(rf"{_EDGE}({_YEAR}){_END}")

_OBSERVED = re.compile(
    r"(?:^|_)(?:date|day|time|datetime|timestamp|observed|observation|sampled?|measured|reported)", re.I
)
_NOT_THE_PERIOD = re.compile(
    r"(?:^|_)(?:birth|dob|created?|updated?|modified|loaded|entered|expir|retire|publish|extract|revis|due)", re.I
)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    begin: date
    end: date


def period_in_name(name: str) -> Period | None:
    """Return the period that a file's or resource's name gives; None when it gives none or could be read in two ways.

    Understood: days (2024-03-31, 20240331), months (2024-03, 202403, March 2024), quarters (2024-Q1), fiscal years from
    April to March (FY2023-24, 2023-24), years, and ranges of any of them.
    """
    periods: list[Period] = []
    rest = name
    for pattern, read in (
        (_FISCAL, _fiscal),
        (_DATE, _day),
        (_QUARTER, _quarter),
        (_NAMED_MONTH, _named_month),
        (_YEAR_PAIR, _pair),
        (_YEAR_MONTH, _month),
        (_LONE_YEAR, _year),
    ):
        for match in list(pattern.finditer(rest)):
            found = read(match)
            if found is _AMBIGUOUS:
                return None
            if isinstance(found, Period):
                periods.append(found)
                rest = rest[: match.start()] + "#" * len(match.group()) + rest[match.end() :]
    if not periods or len(periods) > 2:
        return None
    return Period(min(period.begin for period in periods), max(period.end for period in periods))


def period_in_data(schema: Mapping[str, Any] | None) -> Period | None:
    """Return the period from the first to the last date in the column that is most likely the date of observation."""
    best: tuple[int, Period] | None = None
    for field in (schema or {}).get("fields") or []:
        seen = field.get(STATISTICS_KEY) or {}
        if field.get("type") not in ("date", "datetime") or "minimum" not in seen:
            continue
        name = str(field.get("name", ""))
        if _NOT_THE_PERIOD.search(name):
            continue
        try:
            period = Period(date.fromisoformat(seen["minimum"][:10]), date.fromisoformat(seen["maximum"][:10]))
        except (ValueError, TypeError):
            continue
        score = 2 if _OBSERVED.search(name) else 1
        if best is None or score > best[0]:
            best = score, period
    return best[1] if best is not None else None


_AMBIGUOUS = object()


def _day(match: re.Match[str]) -> object:
    try:
        day = date(int(match[1]), int(match[3] or match[5]), int(match[4] or match[6]))
    except ValueError:
        return None
    return Period(day, day)


def _fiscal(match: re.Match[str]) -> object:
    year = int(match[1])
    return _fiscal_year(year) if int(match[2]) in (year + 1, (year + 1) % 100) else None


def _pair(match: re.Match[str]) -> object:
    """2023-24 is a fiscal year, 2023-04 a month; 2011-12 could be either."""
    year, second = int(match[1]), int(match[2])
    if second == (year + 1) % 100:
        return _AMBIGUOUS if 1 <= second <= 12 else _fiscal_year(year)
    return None


def _fiscal_year(year: int) -> Period:
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def _quarter(match: re.Match[str]) -> object:
    year, first = int(match[1] or match[4]), 3 * int(match[2] or match[3]) - 2
    return Period(date(year, first, 1), _month_end(year, first + 2))


def _named_month(match: re.Match[str]) -> object:
    year, month = int(match[2] or match[3]), _MONTH_NAMES[(match[1] or match[4]).lower()]
    return Period(date(year, month, 1), _month_end(year, month))


def _month(match: re.Match[str]) -> object:
    year, month = int(match[1]), int(match[2])
    return Period(date(year, month, 1), _month_end(year, month))


def _year(match: re.Match[str]) -> object:
    return Period(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
