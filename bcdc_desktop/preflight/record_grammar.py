"""RFC 4180's grammar for records of one width, as a regular expression that runs over whole blocks in linear time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

_WIDEST = 1000
"""Wider tables make the automaton too large to be quick."""


class RecordGrammar:
    """A test whether a text is nothing but well-formed records of one width.

    Stricter than the csv module: a quote inside an unquoted field is refused, and so are control characters. The
    expression is run by polars (Rust's linear-time engine, which lets go of the interpreter lock) at several times the
    speed of reading the records.

    Args:
        fields: for each column the pattern of its fields; None where it may be any field.
        line_end: the pattern of what ends a record.
    """

    def __init__(self, delimiter: str, fields: Sequence[str | None], line_end: str = r"\r?\n") -> None:
        plain = rf'[^"{re.escape(delimiter)}\x00-\x1f\x7f]'
        inside = r'[^"\x00-\x08\x0b\x0c\x0e-\x1f\x7f]'
        quoted = f'"{inside}*"(?:"{inside}*")*'
        # An empty line would pass for a record whose only field is empty.
        anything = f"(?:{plain}+|{quoted})" if len(fields) == 1 else f"(?:{plain}*|{quoted})"
        parts = [anything if field is None else field for field in fields]
        if not any(fields) and len(fields) > 1:
            record = f"{anything}(?:{re.escape(delimiter)}{anything}){{{len(fields) - 1}}}"
        else:
            record = re.escape(delimiter).join(parts)
        self._pattern = rf"\A(?:{record}{line_end})*(?:{record})?\z" if 0 < len(fields) <= _WIDEST else None

    def accepts(self, data: bytes) -> bool:
        """Return whether the UTF-8 text is nothing but well-formed records; the last line break may be missing."""
        return self.accepts_each([data])[0]

    def accepts_each(self, texts: Sequence[bytes]) -> list[bool]:
        """Return what ``accepts`` says of each text; the automaton is made only once for all of them."""
        if self._pattern is None or not texts:
            return [False] * len(texts)
        series = pl.Series(texts, dtype=pl.Binary).cast(pl.String, strict=False)
        return [bool(accepted) for accepted in series.str.contains(self._pattern)]
