"""What a spreadsheet did to the values of a column when it opened and saved the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_profile import ColumnProfile, Place
from bcdc_desktop.translation import tr

_SERIALS = (20_000, 60_000)
"""Days since 1900 as Excel counts them: 1954 to 2064."""
_SERIALS_OF_A_COLUMN = (25_569, 60_000)
_DATE_NAME = re.compile(r"(?:\A|[_ \-.a-z](?=D)|[_ \-.])[Dd](?:ate|ATE)s?(?:\Z|[_ \-.]|(?=[A-Z]))|\ADATES?\Z")
_MOST_IN_A_CODE_COLUMN = 0.5
_FEWEST_ROUNDED = 3
_ROUNDED_FROM = 10**15


@dataclass(frozen=True)
class Damage:
    """One kind of damage in a column: how often, the first places, and the kinds of cells that it is in."""

    code: str
    message: str
    total: int
    places: list[Place]
    kinds: frozenset[str]


def spreadsheet_damage(profile: ColumnProfile, family: str) -> Iterator[Damage]:
    """Yield what is found in a column, most of whose cells belong to ``family``."""
    yield from _cells(
        profile, cells.ERROR, "spreadsheet-error", tr("Correct this cell: the spreadsheet could not calculate it.")
    )
    yield from _cells(
        profile,
        cells.FORMULA,
        "formula",
        tr("Write a value instead of this formula: a spreadsheet would run it when the file is opened."),
    )
    yield from _digits(profile)
    yield from _cells(
        profile,
        cells.APOSTROPHE,
        "apostrophe",
        tr("Remove the apostrophe before this number: it is only a spreadsheet that hides it."),
    )
    others = profile.filled - profile.counts[cells.DAY_MONTH]
    if profile.counts[cells.DAY_MONTH] <= _MOST_IN_A_CODE_COLUMN * profile.filled and not _dates(profile) > others / 2:
        message = tr("Write this value again: a spreadsheet has probably turned a code into a date.")
        yield from _cells(profile, cells.DAY_MONTH, "date-among-codes", message)
    yield from _numbers(profile, family)
    yield from _dates_as_numbers(profile, family)
    yield from _date_order(profile)
    yield from _zeros(profile)


def _digits(profile: ColumnProfile) -> Iterator[Damage]:
    """Yield that all long numbers of a column end in zeros; one in ten of 16 digits does so by chance."""
    longest = max(map(abs, profile.unrounded), default=0) if profile.unrounded is not None else 0
    if profile.counts[cells.ROUNDED] >= _FEWEST_ROUNDED and longest < _ROUNDED_FROM and not profile.counts[cells.CODE]:
        message = tr("Write all digits of this number: a spreadsheet keeps 15, and has probably put zeros behind them.")
        yield from _cells(profile, cells.ROUNDED, "digits-lost", message)


def _numbers(profile: ColumnProfile, family: str) -> Iterator[Damage]:
    if family != cells.NUMBERS:
        return
    if not profile.counts[cells.NUMBER]:
        message = tr("Write all digits of this number: a spreadsheet has shortened it.")
        yield from _cells(profile, cells.SCIENTIFIC, "scientific-notation", message)
        yield from _cells(profile, cells.COMMA_SCIENTIFIC, "scientific-notation", message)
    message = tr("Write a hyphen as the minus sign of this number, so that programs can read it.")
    yield from _cells(profile, cells.MINUS_NUMBER, "minus-sign", message)
    message = tr("Remove the spaces from this number, so that programs can read it.")
    yield from _cells(profile, cells.SPACED_NUMBER, "number-spaces", message)


def _dates_as_numbers(profile: ColumnProfile, family: str) -> Iterator[Damage]:
    if profile.integers is None:
        return
    low, high = profile.integers
    message = tr("Write this date as YYYY-MM-DD: the number is how a spreadsheet counts days.")
    if family == cells.DATES and _SERIALS[0] <= low and high <= _SERIALS[1]:
        yield from _cells(profile, cells.INTEGER, "mixed-types", message)
    elif (
        profile.counts[cells.INTEGER] == profile.filled
        and _SERIALS_OF_A_COLUMN[0] <= low
        and high <= _SERIALS_OF_A_COLUMN[1]
        and _DATE_NAME.search(profile.name)
    ):
        yield Damage("date-serial", message, 1, profile.firsts[cells.INTEGER][:1], frozenset())


def _date_order(profile: ColumnProfile) -> Iterator[Damage]:
    orders = (cells.DAY_FIRST_DATE, cells.MONTH_FIRST_DATE)
    if all(profile.counts[one] for one in orders):
        rarer = min(orders, key=lambda one: profile.counts[one])
        message = tr("Check this date: elsewhere in the column, day and month are the other way round.")
        for found in _cells(profile, rarer, "date-order", message):
            yield Damage(found.code, found.message, found.total, found.places, frozenset())


def _zeros(profile: ColumnProfile) -> Iterator[Damage]:
    """Yield that codes of one length have lost zeros at the front, where others of the column still have theirs."""
    if profile.zero_lengths is None or profile.integers is None or profile.zero_lengths[0] != profile.zero_lengths[1]:
        return
    length = profile.zero_lengths[0]
    low, high = profile.integers
    if low < 0 or high == 0 or low >= 10 ** (length - 1) or high >= 10**length:
        return  # a lone 0 is no code that lost its zeros
    places = [place for place in profile.firsts[cells.INTEGER] if len(place[1]) < length][:1]
    message = tr(
        "Write “{value}” with {n} digits: a spreadsheet has probably removed zeros at the front.",
        value=places[0][1] if places else low,
        n=length,
    )
    yield Damage("zeros-lost", message, 1, places or profile.firsts[cells.INTEGER][:1], frozenset())


def _cells(profile: ColumnProfile, kind: str, code: str, message: str) -> Iterator[Damage]:
    if profile.counts[kind]:
        yield Damage(code, message, profile.counts[kind], profile.firsts[kind], frozenset({kind}))


def _dates(profile: ColumnProfile) -> int:
    return sum(count for kind, count in profile.counts.items() if cells.family(kind) == cells.DATES)
