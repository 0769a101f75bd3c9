"""The kinds of values, their notations, and how they are told apart in whole columns.

The same patterns serve the vectorised pass over columns (Rust's regular expressions, through polars) and the odd
single cell (Python's ``re``), so they keep to the syntax that both share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

INTEGER: Final = "integer"
NUMBER: Final = "number"
BOOLEAN: Final = "boolean"
DATE: Final = "date"
DATETIME: Final = "datetime"
TIME: Final = "time"
TEXT: Final = "text"
CODE: Final = "code"
ZERO_CODE: Final = "code with zeros at the front"
FORMULA: Final = "formula"
DAY_MONTH: Final = "day and month"
ERROR: Final = "spreadsheet error"
SCIENTIFIC: Final = "number with an exponent, as Excel shows long ones"
COMMA_SCIENTIFIC: Final = "number with an exponent and a decimal comma"
ROUNDED: Final = "number with zeros behind 15 digits, as Excel rounds long ones"
APOSTROPHE: Final = "number behind an apostrophe"
MARK: Final = "missing mark"
DITTO: Final = "ditto mark"
IMPOSSIBLE_DATE: Final = "impossible date"
GROUPED_NUMBER: Final = "number with thousands separators"
DECORATED_NUMBER: Final = "number with a unit sign"
COMMA_NUMBER: Final = "number with a decimal comma"
MINUS_NUMBER: Final = "number with a typographic minus"
SPACED_NUMBER: Final = "number with no-break spaces"
YMD_DATE: Final = "YYYY/MM/DD"
SHORT_DATE: Final = "D/M/Y or M/D/Y"
DAY_FIRST_DATE: Final = "D/M/Y"
MONTH_FIRST_DATE: Final = "M/D/Y"
NAMED_DATE: Final = "date with the month's name"
LOOSE_DATETIME: Final = "another date-time notation"
LOOSE_TIME: Final = "another time notation"

TEXT_FAMILY: Final = "text"
NUMBERS: Final = "numbers"
DATES: Final = "dates"
TIMES: Final = "times"
BOOLEANS: Final = "true or false"
NOTHING: Final = "no value"

MISSING_MARKS: Final = (
    *("NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "Null", "None", "none", "nil"),
    *("-", "--", "---", ".", "..", "?"),
)
DITTO_MARKS: Final = (
    *('"', "''", "〃", "do.", "ditto", "Ditto"),
    *("as above", "As above", "same as above", "Same as above", "SAME AS ABOVE"),
)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_EXCEL_MONTH = (  # as Excel shows them, in English and in French
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|janv\.?|févr\.?|mars|avr\.?|mai|juin|juil\.?|août|sept\.?|oct\.?|nov\.?|déc\.?)"
)
_ANY_DATE = r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[aApP]\.?[mM]\.?)?"


@dataclass(frozen=True)
class CellKind:
    """One notation: its pattern, the family it belongs to, and, for dates, how strptime reads it."""

    name: str
    family: str
    pattern: str
    strptime: str | None = None
    otherwise: str = TEXT


KINDS: Final = (
    CellKind(ROUNDED, NUMBERS, r"^-?[1-9][0-9]{14}0{1,3}$"),
    CellKind(INTEGER, NUMBERS, r"^-?(?:0|[1-9][0-9]{0,17})$"),
    CellKind(ZERO_CODE, TEXT_FAMILY, r"^0[0-9]+$"),
    CellKind(CODE, TEXT_FAMILY, r"^(?:[-+]0[0-9]+|[-+]?[1-9][0-9]{18,})$"),
    CellKind(SCIENTIFIC, NUMBERS, r"^-?[1-9](?:\.[0-9]{1,5})?E\+[12][0-9]$"),
    CellKind(COMMA_SCIENTIFIC, NUMBERS, r"^-?[1-9],[0-9]{1,5}E\+[12][0-9]$"),
    CellKind(APOSTROPHE, TEXT_FAMILY, r"^'[-+]?[0-9]{3,}(?:[.,][0-9]+)?$"),
    CellKind(NUMBER, NUMBERS, r"^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?$"),
    CellKind(DATE, DATES, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "%Y-%m-%d", IMPOSSIBLE_DATE),
    CellKind(
        DATETIME,
        DATES,
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2} (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
        "%Y-%m-%d %H:%M:%S",
        IMPOSSIBLE_DATE,
    ),
    CellKind(TIME, TIMES, r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"),
    CellKind(BOOLEAN, BOOLEANS, r"^(?i:true|false)$"),
    CellKind(YMD_DATE, DATES, r"^[0-9]{4}(?:/[0-9]{1,2}/[0-9]{1,2}|\.[0-9]{1,2}\.[0-9]{1,2}|-[0-9]{1,2}-[0-9]{1,2})$"),
    CellKind(
        DAY_FIRST_DATE,
        DATES,
        r"^(?:1[3-9]|2[0-9]|3[01])[-/.](?:0?[1-9]|1[0-2])[-/.][0-9]{4}$|^(?:1[3-9]|2[0-9]|3[01])/(?:0?[1-9]|1[0-2])/[0-9]{2}$",
    ),
    CellKind(
        MONTH_FIRST_DATE,
        DATES,
        r"^(?:0?[1-9]|1[0-2])[-/.](?:1[3-9]|2[0-9]|3[01])[-/.][0-9]{4}$|^(?:0?[1-9]|1[0-2])/(?:1[3-9]|2[0-9]|3[01])/[0-9]{2}$",
    ),
    CellKind(
        SHORT_DATE, DATES, r"^(?:[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4})$"
    ),
    CellKind(
        NAMED_DATE,
        DATES,
        rf"^(?i:[0-9]{{1,2}}[- ]{_MONTH}\.?,?[- ][0-9]{{2,4}}|{_MONTH}\.? [0-9]{{1,2}},? [0-9]{{4}})$",
    ),
    CellKind(LOOSE_DATETIME, DATES, rf"^{_ANY_DATE}(?:T| +){_CLOCK}(?: ?(?:Z|[-+][0-9]{{2}}:?[0-9]{{2}}))?$"),
    CellKind(LOOSE_TIME, TIMES, rf"^{_CLOCK}$"),
    CellKind(GROUPED_NUMBER, NUMBERS, r"^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"),
    CellKind(
        MINUS_NUMBER,
        NUMBERS,
        r"^[\u2010-\u2013\u2212] ?[0-9]{1,3}(?:(?:[,\u00a0\u202f\u2009]?[0-9]{3})*|[0-9]*)(?:[.,][0-9]+)?$",
    ),
    CellKind(SPACED_NUMBER, NUMBERS, r"^[-+]?[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?$"),
    CellKind(DAY_MONTH, TEXT_FAMILY, rf"^(?:[0-9]{{1,2}}-{_EXCEL_MONTH}|{_EXCEL_MONTH}-[0-9]{{2}})$"),
    CellKind(FORMULA, TEXT_FAMILY, r"^(?:=.|[-+@][A-Za-z_][A-Za-z0-9_.]*[(!|]|[-+@]\()"),
    CellKind(
        ERROR,
        NOTHING,
        r"^#(?i:ref!|name\?|nom\?|n/a|n/d|div/0!|value!|valeur!|num!|nombre!|null!|nul!|spill!|calc!|field!|getting_data|##+"
        r"|connect!|blocked!|busy!|unknown!|external!|python!|bezug!|wert!|nv|zahl!)$",
    ),
    CellKind(COMMA_NUMBER, NUMBERS, r"^[-+]?[0-9]+,[0-9]+$"),
    CellKind(
        DECORATED_NUMBER,
        NUMBERS,
        r"^(?:[-+]?[$€£] ?[-+]?[0-9][0-9,]*(?:\.[0-9]+)?|[-+]?[0-9][0-9,]*(?:\.[0-9]+)? ?%"
        r"|\([$]?[0-9][0-9,]*(?:\.[0-9]+)?\))$",
    ),
)
"""Tried in this order; a cell that is none of them is text."""

BY_NAME: Final = {kind.name: kind for kind in KINDS}
CANONICAL: Final = frozenset({INTEGER, ROUNDED, NUMBER, SCIENTIFIC, DATE, DATETIME, TIME, BOOLEAN})
NO_VALUES: Final = frozenset({MARK, DITTO, ERROR})
"""What stands in the place of a value, and tells nothing about the column's type."""

MAYBE_TYPED: Final = (
    rf"(?i)^(?:[^a-z]|(?:true|false|na|n/a|nan|null|none|nil|do\.|ditto|as above|same as above)$|{_MONTH}\.?[- ]?[0-9]"
    r"|(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\.?-[0-9])"
)
"""What could be something else than text; most text is told by its first letter."""

_COMPILED = tuple((kind, re.compile(kind.pattern)) for kind in KINDS)


def family(kind: str) -> str:
    """Return the family of a kind: numbers, dates, times, true or false, text."""
    return BY_NAME[kind].family if kind in BY_NAME else TEXT_FAMILY


def kind_of(cell: str) -> str:
    """Return the kind of a single cell that is not empty."""
    if cell in MISSING_MARKS:
        return MARK
    if cell in DITTO_MARKS:
        return DITTO
    for kind, pattern in _COMPILED:
        if pattern.match(cell) and not cell.endswith("\n"):
            return kind.name if kind.strptime is None or _is_possible(cell, kind.strptime) else kind.otherwise
    return TEXT


def matches(kind: CellKind, values: pl.Series) -> pl.Series:
    """Return which values have the kind's notation (a date's possibility is not looked at)."""
    return values.str.contains(kind.pattern)


def possible(kind: CellKind, cell: pl.Expr) -> pl.Expr:
    """Return whether a cell that has a date's notation is a day that exists."""
    if kind.strptime is None:
        raise ValueError(f"{kind.name} has no calendar")
    parse = cell.str.to_date if kind.name == DATE else cell.str.to_datetime
    return parse(kind.strptime, strict=False).is_not_null() & ~cell.str.starts_with("0000")


def _is_possible(cell: str, form: str) -> bool:
    try:
        parsed: date = datetime.strptime(cell, form)
    except ValueError:
        return False
    return parsed.year > 0
