"""Texts that a spreadsheet takes for formulas: what is written for one to open has none."""

from __future__ import annotations

import re
from typing import TypeVar

_T = TypeVar("_T")
_NUMBER = re.compile(r"[+-]\d[\d,. ]*%?\Z")
_SIGNS = "=+@＝＋－＠﹢﹣﹦﹫-"
# blanks and signs of no width, which some programs drop before they look
_UNSEEN = "\0-\x20\xa0\xad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}]")
# where the computer's list separator is a semicolon, Excel begins another cell there, also within quotation marks
_INSIDE = re.compile(rf"(?<=;)(?=[{_SIGNS}])")
_GUARDED = re.compile(rf"(?<=;)'(?=[{_SIGNS}])")


def without_formula(value: _T) -> _T | str:
    """Return a cell's value with an apostrophe before a text that a spreadsheet would run; a number is none."""
    if not isinstance(value, str):
        return value
    text = _INSIDE.sub("'", value) if ";" in value else value
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def with_formula(text: str) -> str:
    """Return a text that ``without_formula`` may have changed as it was before."""
    if text.startswith("'") and without_formula(text[1:]) == text:
        text = text[1:]
    return _GUARDED.sub("", text) if ";'" in text else text
