"""Changes that a spreadsheet program makes to a cell on its own, such as a code turned into a date. They are reported
and ignored, as nobody asked for them."""

from __future__ import annotations

import re

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.translation import tr

_DATES = (FieldKind.DATE, FieldKind.DATETIME, FieldKind.ZONED_DATETIME, FieldKind.PARTIAL_DATE)
_NUMBERS = (FieldKind.INTEGER, FieldKind.NUMBERS)
_TYPED = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
_DATE_OF_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]{5,15})?")
_DATE_OF_A_COUNTRY = re.compile(r"\d{1,4}[./-](?:\d{1,2}|[A-Za-zéû]{3,9})[./-]\d{2,4}(?: [\d:]{4,8})?")
_MONTH = (  # in English, French and German
    r"(?:jan(?:uary|v|vier|uar)?|feb(?:ruary|ruar)?|f[ée]vr?(?:ier)?|mar(?:ch|s)?|märz?|mrz|apr(?:il)?|avr(?:il)?|ma[iy]"
    r"|june?|juin|juni|july?|juil(?:let)?|juli|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?"
    r"|nov(?:ember|embre)?|d[eé][cz](?:ember|embre)?)\.?"
)
_DAY_AND_MONTH = re.compile(rf"\d{{1,2}}[. /-]{{1,2}}{_MONTH}|{_MONTH}[. /-]{{1,2}}(?:\d\d|\d{{4}})", re.IGNORECASE)
_TAKEN_FOR_A_DATE = re.compile(r"\d{1,4}[./-]\d{1,4}(?:[./-]\d{1,4})?|[A-Za-z]{3,9}[. /-]?\d{1,4}")
_SHAPE = re.compile(r"\d")
_PART_OF_A_DATE = re.compile(r"\d{4}(?:-\d\d)?")
_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40})?(?:[eE][+-]?\d{1,3})?")
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d{1,40})?[eE]\+\d{2,3}")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_LOGICAL = ({"true", "vrai", "wahr"}, {"false", "faux", "falsch"})  # as Excel writes them in its languages
_LAST_YEAR = 9999
_KEPT_DIGITS = 1e11  # a number from here on is shortened where it is shown


def same_number(now: str, before: str, field: Field) -> bool:
    """Return whether both are the same number, in a field of numbers: 2020 and 2020.0, 2.5 and 2,5."""
    whole = field.kind in _NUMBERS and _NUMBER.fullmatch(now) and _NUMBER.fullmatch(before)
    return bool(whole) and _float(now) == _float(before)


def cell_damage(now: str, before: str, field: Field, *, is_date: bool, is_csv: bool) -> str:
    """Return how a spreadsheet program altered a cell; empty where a person edited it.

    Args:
        now, before: the texts of the cell, as it was read and as it was exported; ``before`` is empty in a new row.
        is_date: whether the cell has a date, not a text.
        is_csv: whether it is a cell of a CSV file, which has what the spreadsheet program showed.
    """
    now, before = now.strip(), before.strip()
    if is_date and field.kind not in _DATES:
        return tr("The spreadsheet program turned this into a date, so it was ignored.")
    if not now:
        return ""
    return _by_itself(now, field, is_date=is_date, is_csv=is_csv) or (_altered(now, before, field) if before else "")


def _by_itself(now: str, field: Field, *, is_date: bool, is_csv: bool) -> str:
    """Return what is wrong with a cell, whatever it was before."""
    lines = now.split("\n") if field.kind is FieldKind.NUMBERS else [now]
    if any(_SHORTENED.fullmatch(line) and abs(_float(line)) >= _KEPT_DIGITS for line in lines):
        return _digits_lost()
    if field.kind is FieldKind.NUMBERS and any(_THOUSANDS.fullmatch(line) for line in lines):
        return tr("This number can be read in two ways. Enter it without a point between thousands.")
    if field.kind is FieldKind.PARTIAL_DATE:
        if now.isdigit() and int(now) > _LAST_YEAR:
            return tr("The spreadsheet program turned this date into a number, so it was ignored. Enter it like "
                      "2026-03-31.")  # fmt: skip
        if is_date and now[8:] == "01":  # 2026-03 becomes the first of that month
            return tr("The spreadsheet program may have added a day to this date, so it was ignored. Enter it as text.")
    if is_csv and field.kind not in _DATES and _DAY_AND_MONTH.fullmatch(now):
        return tr("The spreadsheet program turned this into a date, so it was ignored.")
    return ""


def _altered(now: str, before: str, field: Field) -> str:
    """Return what was done to a cell that had a text before."""
    if now.count("\n") <= before.count("\n") and _levelled(now) == _levelled(before):
        return tr("Only quotation marks, dashes or spaces differ, so it was ignored.")
    if any({now.casefold(), before.casefold()} <= words for words in _LOGICAL):
        return tr("The spreadsheet program wrote this in another way, so it was ignored.")
    return _altered_date(now, before, field) or _altered_number(now, before)


def _levelled(text: str) -> str:
    return " ".join(text.translate(_TYPED).split())


def _altered_date(now: str, before: str, field: Field) -> str:
    told = tr("The spreadsheet program turned this into a date, so it was ignored.")
    if _DATE_OF_ISO.fullmatch(before):
        first, second = before.replace(" ", "T"), now.replace(" ", "T")
        if len(second) >= len("2026-03-31") and first.startswith(second) and first[len(second) :].strip("T:.0"):
            return tr("The spreadsheet program has lost the time of this date, or its seconds, so it was ignored.")
        if _DATE_OF_A_COUNTRY.fullmatch(now) and not _DATE_OF_ISO.fullmatch(now):
            return tr(
                "The spreadsheet program wrote this date in another way, so it was ignored. Enter it like 2026-03-31."
            )
        return ""
    if _PART_OF_A_DATE.fullmatch(before) and now in (f"{before}-01", f"{before}-01-01"):
        return told
    if not _TAKEN_FOR_A_DATE.fullmatch(before) or _SHAPE.sub("0", now) == _SHAPE.sub("0", before):
        return ""
    whole = field.kind not in _DATES and (_DATE_OF_ISO.fullmatch(now) or _DATE_OF_A_COUNTRY.fullmatch(now))
    return told if whole or _DAY_AND_MONTH.fullmatch(now) else ""


def _altered_number(now: str, before: str) -> str:
    if not _NUMBER.fullmatch(before) or not _NUMBER.fullmatch(now):
        return ""
    old, new = _float(before), _float(now)
    if old == new:
        return tr("Only zeros or the decimal sign of this number differ, so it was ignored.")
    if abs(old) >= _KEPT_DIGITS and ("e" in now.lower() or len(now) >= 15) and abs(old - new) <= abs(old) * 1e-4:
        return _digits_lost()
    return ""


def _digits_lost() -> str:
    return tr("The spreadsheet program has lost digits of this number, so it was ignored.")


def _float(text: str) -> float:
    return float(text.replace(",", "."))
