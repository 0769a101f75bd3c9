"""What the fields of a column look like when all of its cells are of one kind, for a grammar of whole records.

A pattern accepts only cells that ``cells.kind_of`` calls by that kind, without spaces around them, and not all of
those: what it refuses is looked at cell by cell. Empty fields are accepted, unless they are asked not to be. The syntax
is that of Rust's regular expressions, which polars runs in linear time.
"""

from __future__ import annotations

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
    cells.INTEGER: "-?(?:0|[1-9][0-9]{0,17})",
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
_WORDS = (
    *("true", "false", "na", "n/a", "nan", "null", "none", "nil", "do.", "ditto", "as above", "same as above"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    *("févr", "avr", "mai", "juin", "juil", "août", "déc"),
)
"""With what a cell begins, or what it is, that may be no text though it begins with a letter."""
_MONTHS = frozenset(_WORDS[12:])
_DATE_MONTHS = "jfmasondJFMASOND"
_LATIN = "\u00a1-\u024f"
_LETTERS = "a-zA-Z\u017f"  # ſ is an s where case does not count


@lru_cache(maxsize=256)
def field_pattern(kind: str, delimiter: str, *, filled: bool = False) -> str:
    """Return the pattern of a field of one of the kinds ``WITH_PATTERN``; ``filled``: it must not be empty."""
    if kind == cells.TEXT:
        plain = _text(rf'"{delimiter}\x00-\x1f\x7f', "")
        quoted = _text(rf'"{_CONTROLS}', '""')
        pattern = f'(?:{plain}|"{quoted}")'
    else:
        pattern = f"(?:{EXACT[kind]})"
    return pattern if filled else f"{pattern}?"


def _text(no: str, pair: str) -> str:
    """Return the pattern of a cell that is certainly text: it begins with a letter, or with digits as no number does,
    and is none of ``_WORDS``.

    The automaton is small enough to be quick in tables of many such columns: what may follow is written once.

    Args:
        no: the characters that no cell has, as in a class of characters.
        pair: what stands for a quote; empty where there can be none.
    """
    pair = f"|{pair}" if pair else ""
    anything = f"(?:[^{no}]{pair})*"
    last = f"(?:[^{no}{_SPACES}]{pair})"
    unsuspected = "".join(c for c in "abcdefghijklmnopqrstuvwxyz" if not any(word[0] == c for word in _WORDS))
    clear = [
        f"[{unsuspected}{unsuspected.upper()}{_LATIN}]",
        "[0-9]+[A-DF-Za-df-z]",
        "[0-9]{3,} [A-Za-z]",
        f"[0-9]{{1,2}} [A-Za-z&&[^{_DATE_MONTHS}]]",
    ]
    spaced, whole = [], []
    beginnings = {word[:length] for word in _WORDS for length in range(1, len(word) + 1)}
    for beginning in sorted(beginnings):
        written = "".join(map(_either, beginning))
        if beginning in _MONTHS:
            # text unless a number follows, perhaps after a full stop, a hyphen or a space
            letters = f"{written}[{_LETTERS}]*"
            clear.append(rf"{letters}(?:[ -~{_LATIN}&&[^{no}{_LETTERS}0-9. \-]]|[. \-][!-~{_LATIN}&&[^{no}0-9.\-]])")
            whole.append(rf"{letters}[.\-]?")
        elif not any(beginning.startswith(month) for month in _MONTHS):
            following = "".join({_both(more[len(beginning)]) for more in beginnings if _follows(more, beginning)})
            clear.append(f"{written}[!-~{_LATIN}&&[^{no}{following}]]")
            if " " not in following:
                spaced.append(f"{written} ")
            if beginning not in _WORDS and not beginning.endswith(" "):
                whole.append(written)
    return f"(?:(?:{'|'.join(clear)})(?:{anything}{last})?|(?:{'|'.join(spaced)}){anything}{last}|{'|'.join(whole)})"


def _follows(longer: str, beginning: str) -> bool:
    return len(longer) == len(beginning) + 1 and longer.startswith(beginning)


def _both(letter: str) -> str:
    return letter if letter.upper() == letter else letter + letter.upper()


def _either(letter: str) -> str:
    return f"[{_both(letter)}]"
