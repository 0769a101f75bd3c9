"""The type of a column, and its cells of another type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_profile import ColumnProfile
from bcdc_desktop.preflight.findings import Finding, FindingLog, Severity
from bcdc_desktop.preflight.spreadsheet_damage import spreadsheet_damage
from bcdc_desktop.translation import tr

_FEW = 0.2
"""Up to this share of other cells, a column counts as one of one type with a few cells of another."""

_FEWEST_CODES = 3
_NUMBER_WITH_LETTER = re.compile(r"[0-9]{1,6}[A-Za-z]\Z")

_SHORT_DATES = frozenset({cells.DAY_FIRST_DATE, cells.MONTH_FIRST_DATE, cells.SHORT_DATE})
_ONE_NOTATION = {
    cells.NUMBER: (cells.INTEGER, cells.ROUNDED, cells.SCIENTIFIC),
    cells.SCIENTIFIC: (cells.INTEGER, cells.ROUNDED),
    cells.INTEGER: (cells.ROUNDED,),
}
"""Integers among decimal numbers are one notation."""

_CANONICAL_WORDS = {
    cells.NUMBERS: "a plain number such as 1234.5",
    cells.DATES: "YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS with a time",
    cells.TIMES: "HH:MM:SS",
}


@dataclass(frozen=True)
class ColumnType:
    """A column's Table Schema type, the family that most of its cells belong to, and its marks for a missing value."""

    type: str
    family: str
    missing_marks: tuple[str, ...] = ()


def column_type(profile: ColumnProfile) -> ColumnType:
    """Decide a column's type from all of its cells.

    Where a few cells are of another kind the type is that of the others, because the few are reported as probable
    mistakes. A column whose cells are mixed beyond that is a string.
    """
    families = _families(profile)
    total = sum(families.values())
    if not total:
        return ColumnType("string", cells.TEXT_FAMILY)
    dominant = max(families, key=lambda name: (families[name], name != cells.TEXT_FAMILY))
    others = total - families[dominant]
    codes = profile.counts[cells.CODE] + profile.counts[cells.ZERO_CODE] + _numbers_with_letters(profile)
    codes_only = families[cells.TEXT_FAMILY] and codes == others
    if dominant == cells.TEXT_FAMILY or (others and (codes_only or not _few(others, total))):
        return ColumnType("string", cells.TEXT_FAMILY)
    return ColumnType(_type_in_family(profile, dominant), dominant, tuple(sorted(profile.marks)))


def _numbers_with_letters(profile: ColumnProfile) -> int:
    """Return how many cells are text such as 16a and 136B, beside whole numbers: those are codes, as of houses, lots
    and teams. One or two of them are rather a slip."""
    text = profile.firsts.get(cells.TEXT, [])
    if len(text) < _FEWEST_CODES or not profile.counts[cells.INTEGER] or profile.counts[cells.NUMBER]:
        return 0
    return profile.counts[cells.TEXT] if all(_NUMBER_WITH_LETTER.match(value) for _, value in text) else 0


def report_columns(
    profiles: list[ColumnProfile], types: list[ColumnType], labels: list[str | int], log: FindingLog
) -> None:
    """Log what the columns' cells say: cells of another type, mixed notations, marks, spaces, empty columns."""
    for position, (profile, kind, label) in enumerate(zip(profiles, types, labels, strict=True), 1):
        if not profile.filled:
            if profile.empty > 1:
                message = tr("Fill this column or remove it: it has no value in any row.")
                log.add(Finding("warning", "empty-column", None, label, None, message), position)
            continue
        for fault in _faults(profile, kind):
            for row, value in fault.places:
                log.add(Finding(fault.severity, fault.code, row, label, value, fault.message), position)
            log.count(fault.severity, fault.code, fault.total - len(fault.places))


@dataclass(frozen=True)
class _Fault:
    severity: Severity
    code: str
    message: str
    total: int
    places: list[tuple[int, str]]


def _faults(profile: ColumnProfile, kind: ColumnType) -> Iterator[_Fault]:
    if profile.spaced:
        message = tr("Remove the spaces around this value: they are taken as part of it.")
        yield _Fault("warning", "cell-spaces", message, profile.spaced, profile.spaced_firsts)
    if profile.counts[cells.DITTO] and (
        kind.family != cells.TEXT_FAMILY or profile.filled > profile.counts[cells.DITTO]
    ):
        message = tr("Repeat the value from above: every row has to stand for itself.")
        yield _of_kinds(profile, {cells.DITTO}, "warning", "ditto-mark", message)
    damage = list(spreadsheet_damage(profile, kind.family))
    for found in damage:
        yield _Fault("warning", found.code, found.message, found.total, found.places)
    if kind.family == cells.TEXT_FAMILY:
        return
    if profile.counts[cells.MARK]:
        places = profile.firsts[cells.MARK]
        message = tr(
            "Leave the cell empty where there is no value, instead of writing “{marker}”.", marker=places[0][1]
        )
        yield _Fault("warning", "missing-mark", message, 1, places[:1])
    told = cells.NO_VALUES.union(*(found.kinds for found in damage))
    strangers = {name for name in profile.counts if name not in told and cells.family(name) != kind.family}
    impossible = strangers & {cells.IMPOSSIBLE_DATE} if kind.family == cells.DATES else set()
    if impossible:
        message = tr("Correct this date: there is no such day in the calendar.")
        yield _of_kinds(profile, impossible, "warning", "impossible-date", message)
    if strangers - impossible:
        message = tr("Check this cell: the other values of the column are {kinds}.", kinds=_plural(kind))
        yield _of_kinds(profile, strangers - impossible, "warning", "mixed-types", message)
    yield from _notations(profile, kind.family, told)


def _notations(profile: ColumnProfile, family: str, told: frozenset[str]) -> Iterator[_Fault]:
    """Log several notations of one thing: the ones that are not the guideline's are shown, or else the rarer ones."""
    present = {name: n for name, n in profile.counts.items() if n and cells.family(name) == family and name not in told}
    for one, others in _ONE_NOTATION.items():
        for other in others:
            if one in present and other in present:
                present[one] += present.pop(other)
    short = [name for name in (cells.DAY_FIRST_DATE, cells.MONTH_FIRST_DATE, cells.SHORT_DATE) if name in present]
    for name in short[1:]:
        present[short[0]] += present.pop(name)
    odd = {name for name in present if name not in cells.CANONICAL}
    wanted = _CANONICAL_WORDS.get(family, "")
    if len(present) > 1:
        rarer = (
            odd if odd and len(odd) < len(present) else set(present) - {max(present, key=lambda name: present[name])}
        )
        code = "mixed-numbers" if family == cells.NUMBERS else "mixed-dates"
        yield _of_kinds(
            profile, rarer, "warning", code, tr("Write all values of this column alike: {notation}.", notation=wanted)
        )
    elif odd:
        kinds = next(iter(odd))
        row, value = profile.firsts[kinds][0]
        if family == cells.NUMBERS:
            message = tr(
                "Write {notation}, so that programs take the values of this column as numbers.", notation=wanted
            )
            yield _Fault("advice", "number-notation", message, 1, [(row, value)])
        else:
            message = tr("Write the values of this column as {notation}.", notation=wanted)
            yield _Fault("warning", "date-notation", message, 1, [(row, value)])


def _of_kinds(profile: ColumnProfile, kinds: set[str], severity: Severity, code: str, message: str) -> _Fault:
    if kinds & _SHORT_DATES:
        kinds = kinds | _SHORT_DATES
    places = sorted(place for kind in kinds for place in profile.firsts.get(kind, []))
    return _Fault(severity, code, message, sum(profile.counts[kind] for kind in kinds), places)


def _families(profile: ColumnProfile) -> dict[str, int]:
    families = dict.fromkeys((cells.NUMBERS, cells.DATES, cells.TIMES, cells.BOOLEANS, cells.TEXT_FAMILY), 0)
    for kind, count in profile.counts.items():
        if kind not in cells.NO_VALUES:
            families[cells.family(kind)] += count
    return families


def _few(others: int, total: int) -> bool:
    return total - others >= 2 and others <= max(1.0, _FEW * total)


def _type_in_family(profile: ColumnProfile, family: str) -> str:
    counts = profile.counts
    in_family = sum(n for name, n in counts.items() if cells.family(name) == family)
    odd = sum(n for name, n in counts.items() if cells.family(name) == family and name not in cells.CANONICAL)
    if odd and not _few(odd, in_family):
        # “1,234” and “5%” are numbers for people; for a program that reads the schema they are text
        return "string"
    if family == cells.NUMBERS:
        return "number" if counts[cells.NUMBER] or counts[cells.SCIENTIFIC] else "integer"
    if family == cells.DATES:
        return "date" if counts[cells.DATE] >= counts[cells.DATETIME] else "datetime"
    return "time" if family == cells.TIMES else "boolean"


def _plural(kind: ColumnType) -> str:
    return {cells.NUMBERS: "numbers", cells.DATES: "dates", cells.TIMES: "times"}.get(kind.family, "true or false")
