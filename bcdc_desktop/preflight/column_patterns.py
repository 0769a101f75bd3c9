"""What the fields of a column look like when all of its cells are of one kind, for a grammar of whole records.

A pattern accepts only cells that ``cells.kind_of`` calls by that kind, without spaces around them, and not all of
those: what it refuses is looked at cell by cell. Empty fields are accepted, unless they are asked not to be. The syntax
is that of Rust's regular expressions, which polars runs in linear time.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

import polars as pl

from bcdc_desktop.preflight import cells

_YEAR = "[12][0-9]{3}"
_LEAP_YEAR = "(?:[12][0-9](?:0[48]|[2468][048]|[13579][26])|2000)"
_DATE = (
    f"(?:{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29)"
)
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"

EXACT: Final = {
    # longer ones may be rounded
    cells.INTEGER: "-?(?:0|[1-9][0-9]{0,14})",
    # a whole number among decimal ones counts as one of them; 007, 1e5 and 1.2E+11 do not
    cells.NUMBER: r"[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]*)?(?:[eE]-[0-9]{1,2})?",
    cells.DATE: _DATE,
    cells.DATETIME: f"{_DATE} {_TIME}",
    cells.TIME: _TIME,
    cells.BOOLEAN: "(?i:true|false)",
    cells.ZERO_CODE: "0[0-9]+",
}
"""Patterns of cells that are of one kind and of no other."""

TYPES: Final[dict[str, type[pl.DataType]]] = {cells.INTEGER: pl.Int64, cells.NUMBER: pl.Float64}
"""As what polars reads the cells of a kind; all others are text."""

WITH_PATTERN: Final = frozenset({*EXACT, cells.TEXT})

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_SPACES = " \\t\u00a0"
_WORDS = ("true", "false", "na", "n/a", "nan", "null", "none", "nil", "do.", "ditto", "as above", "same as above")
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("févr", "avr", "mai", "juin", "juil", "août", "déc"),
)
_BEGINNINGS = frozenset(word[:length] for word in _WORDS + _MONTHS for length in (1, 2, 3))
"""With what a cell begins that may be no text though it begins with a letter: it is one of the words, or a month with a
number behind it."""
_DATE_MONTHS = "jfmasondJFMASOND"
_LATIN = "\u00a1-\u017e\u0180-\u024f"  # not ſ, which is an s where case does not count
_LETTERS = frozenset(string.ascii_letters)
_PRINTED = frozenset(map(chr, range(33, 127)))
_DIGITS = frozenset(string.digits)


@lru_cache(maxsize=256)
def field_pattern(kind: str, delimiter: str, *, filled: bool = False) -> str:
    """Return the pattern of a field of one of the kinds ``WITH_PATTERN``; ``filled``: it must not be empty."""
    if kind == cells.TEXT:
        plain = _text(rf'"{delimiter}\x00-\x1f\x7f', _PRINTED - {'"', delimiter}, "")
        quoted = _text(rf'"{_CONTROLS}', _PRINTED - {'"'}, '""')
        pattern = f'(?:{plain}|"{quoted}")'
    else:
        pattern = f"(?:{EXACT[kind]})"
    return pattern if filled else f"{pattern}?"


def _text(no: str, printed: frozenset[str], pair: str) -> str:
    """Return the pattern of a cell that is certainly text: it begins with a letter, or with digits as no number does,
    and is none of ``_WORDS``.

    polars makes the automaton anew for each call, in a time that grows with the pattern, so that is short: three
    letters tell most cells, and others are told by what comes after the first word.

    Args:
        no: the characters that no cell has, as in a class of characters.
        printed: the other ASCII characters, the space aside.
        pair: what stands for a quote; empty where there can be none.
    """
    pair = f"|{pair}" if pair else ""
    anything = f"(?:[^{no}]{pair})*(?:[^{no}{_SPACES}]{pair})"
    letter = "[A-Za-z]"
    unsuspected = _LETTERS - {case for one in _BEGINNINGS for case in _both(one[0])}
    begins = [
        f"[{_class(unsuspected)}{_LATIN}]",
        "[0-9]+[A-DF-Za-df-z]",
        "[0-9]{3,} [A-Za-z]",
        f"[0-9]{{1,2}} [{_class(_LETTERS - set(_DATE_MONTHS))}]",
        # nothing that is not text has such a character behind three letters, or a hyphen between letters
        f"{letter}{{3,}}[{_class(printed - _LETTERS - _DIGITS - set('./-'))}{_LATIN}]",
        f"{letter}+-{letter}",
        # a month has a number behind it, and no word but these has a space
        f"{_letters_but(('as', 'same'))} [{_class(printed - _DIGITS)}{_LATIN}]",
        f"[aA][sS] [{_class(printed - _DIGITS - set('aA'))}{_LATIN}]",
    ]
    for beginning in sorted(one for one in _BEGINNINGS if len(one) < 3):
        following = {case for more in _BEGINNINGS if _follows(more, beginning) for case in _both(more[-1])}
        latin = _LATIN if len(beginning) == 1 and all(map(str.isascii, following)) else ""
        begins.append(f"{''.join(map(_either, beginning))}[{_class(printed - following)}{latin}]")
    whole = _letters_but([word for word in _WORDS if word.isalpha()])
    return f"(?:(?:{'|'.join(begins)})(?:{anything})?|{whole})"


def _letters_but(words: Sequence[str], beginning: str = "") -> str:
    """Return the pattern of ASCII letters that are none of the words; after the beginning, which some of them have."""
    following = {word[len(beginning)] for word in words if word.startswith(beginning) and word != beginning}
    others = _LETTERS - {case for one in following for case in _both(one)}
    ways = [f"[{_class(others)}][A-Za-z]*"]
    ways += [_either(one) + _letters_but(words, beginning + one) for one in sorted(following)]
    return f"(?:{'|'.join(ways)}){'?' if beginning and beginning not in words else ''}"


def _class(characters: Collection[str]) -> str:
    """Return ASCII characters as they stand in a class, in ranges."""
    codes = sorted(map(ord, characters))
    parts = []
    for _, run in itertools.groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        ends = [code for _, code in run]
        parts.append("-".join(re.escape(chr(code)) for code in sorted({ends[0], ends[-1]})))
    return "".join(parts)


def _follows(longer: str, beginning: str) -> bool:
    return len(longer) == len(beginning) + 1 and longer.startswith(beginning)


def _both(letter: str) -> str:
    return letter if letter.upper() == letter else letter + letter.upper()


def _either(letter: str) -> str:
    return f"[{_both(letter)}]"
