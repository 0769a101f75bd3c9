"""Texts that a spreadsheet takes for formulas: what is written for one to open has none."""

from __future__ import annotations

import re
from typing import TypeVar

_T = TypeVar("_T")
_NUMBER = re.compile(r"[+-]\d[\d,. ]*%?\Z")
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def without_formula(value: _T) -> _T | str:
    """Return a cell's value with an apostrophe before a text that a spreadsheet would run; a number is none."""
    if not isinstance(value, str) or not value.lstrip(" \u00a0\ufeff").startswith(_BEGINNINGS) or _NUMBER.match(value):
        return value
    return f"'{value}"
