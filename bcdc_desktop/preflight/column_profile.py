"""What one column holds, gathered block by block: counts of each kind of cell, extremes, and where odd cells are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import polars as pl

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.findings import KEPT_PER_CODE, shortened

Place = tuple[int, str]
"""The record's number and the cell's value."""

_SPACES = " \t\u00a0"
_LEADING_SPACE = r"^[ \t\u00a0]"
_TRAILING_SPACE = r"[ \t\u00a0]$"


class RowNumbers:
    """The record numbers of a block's rows: consecutive, or listed where records in between are left out."""

    def __init__(self, first: int, listed: Sequence[int] | None = None) -> None:
        self._first = first
        self._listed = listed

    def __getitem__(self, index: int) -> int:
        return self._first + index if self._listed is None else self._listed[index]


@dataclass
class ColumnProfile:
    """Exact counts over all cells of a column; of each kind the first ``KEPT_PER_CODE`` cells with their places."""

    name: str
    empty: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, list[Place]] = field(default_factory=dict)
    numbers: tuple[float, float] | None = None
    integers: tuple[int, int] | None = None
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    lengths: tuple[int, int] | None = None
    spaced: int = 0
    spaced_firsts: list[Place] = field(default_factory=list)
    _usual: cells.Kind | None = None

    @property
    def filled(self) -> int:
        return sum(self.counts.values())

    def add(self, values: pl.Series, rows: RowNumbers) -> None:
        """Take one block's cells; empty ones are null or ''."""
        filled = values.drop_nulls()
        if filled.len() and filled.str.len_bytes().min() == 0:
            filled = filled.filter(filled != "")
        self.empty += values.len() - filled.len()
        if not filled.len() or self._all_usual(filled, rows):
            return
        places = ((values.is_not_null()) & (values != "")).arg_true()
        self._classify(filled, places, rows)

    def _all_usual(self, filled: pl.Series, rows: RowNumbers) -> bool:
        """The quick way: the whole block is of the kind that the column has had so far."""
        kind = self._usual
        if kind is None or kind.name not in self.firsts or len(self.firsts[kind.name]) < KEPT_PER_CODE:
            return False
        if kind.name == cells.TEXT:
            if filled.str.contains(cells.MAYBE_TYPED).any() or _has_edge_spaces(filled):
                return False
        elif not cells.matches(kind, filled).all() or (
            kind.strptime is not None and not cells.possible(kind, filled).all()
        ):
            return False
        self.counts[kind.name] += filled.len()
        self._extremes(kind.name, filled)
        return True

    def _classify(self, left: pl.Series, places: pl.Series, rows: RowNumbers) -> None:
        """The thorough way: take away one kind after another; what is left is text."""
        if _has_edge_spaces(left):
            left = self._strip(left, places, rows)
            kept = left != ""
            left, places = left.filter(kept), places.filter(kept)
        maybe = left.str.contains(cells.MAYBE_TYPED)
        if not maybe.all():
            self._take(cells.TEXT, left.filter(~maybe), places.filter(~maybe), rows)
            left, places = left.filter(maybe), places.filter(maybe)
        for name, marks in ((cells.MARK, cells.MISSING_MARKS), (cells.DITTO, cells.DITTO_MARKS)):
            left, places = self._split(name, left.is_in(list(marks)), left, places, rows)
        for kind in cells.KINDS:
            if not left.len():
                break
            fits = cells.matches(kind, left)
            if not fits.any():
                continue
            if kind.strptime is not None:
                exists = cells.possible(kind, left)
                left, places, fits = self._split_impossible(kind, fits, exists, left, places, rows)
            left, places = self._split(kind.name, fits, left, places, rows)
        self._take(cells.TEXT, left, places, rows)
        usual = max((name for name in self.counts), key=lambda name: self.counts[name], default=None)
        self._usual = cells.BY_NAME.get(usual or "", _TEXT if usual == cells.TEXT else None)

    def _split_impossible(
        self, kind: cells.Kind, fits: pl.Series, exists: pl.Series, left: pl.Series, places: pl.Series, rows: RowNumbers
    ) -> tuple[pl.Series, pl.Series, pl.Series]:
        wrong = fits & ~exists
        if wrong.any():
            self._take(kind.otherwise, left.filter(wrong), places.filter(wrong), rows)
            left, places, fits = left.filter(~wrong), places.filter(~wrong), fits.filter(~wrong)
        return left, places, fits

    def _split(
        self, name: str, fits: pl.Series, left: pl.Series, places: pl.Series, rows: RowNumbers
    ) -> tuple[pl.Series, pl.Series]:
        if not fits.any():
            return left, places
        self._take(name, left.filter(fits), places.filter(fits), rows)
        return left.filter(~fits), places.filter(~fits)

    def _take(self, name: str, values: pl.Series, places: pl.Series, rows: RowNumbers) -> None:
        if not values.len():
            return
        self.counts[name] += values.len()
        firsts = self.firsts.setdefault(name, [])
        _keep_firsts(firsts, values, places, rows)
        self._extremes(name, values)

    def _strip(self, values: pl.Series, places: pl.Series, rows: RowNumbers) -> pl.Series:
        """Note the cells with spaces around them, and go on with what they hold."""
        spaced = values.str.contains(_LEADING_SPACE) | values.str.contains(_TRAILING_SPACE)
        self.spaced += int(spaced.sum())
        _keep_firsts(self.spaced_firsts, values.filter(spaced), places.filter(spaced), rows)
        stripped = values.str.strip_chars(_SPACES)
        self.empty += int((stripped == "").sum())
        return stripped

    def _extremes(self, name: str, values: pl.Series) -> None:
        if name == cells.INTEGER:
            whole = values.cast(pl.Int64)
            self.integers = _wider(self.integers, _int(whole.min()), _int(whole.max()))
        elif name == cells.NUMBER:
            numbers = values.cast(pl.Float64, strict=False).drop_nulls()
            if numbers.len():
                self.numbers = _wider(self.numbers, _float(numbers.min()), _float(numbers.max()))
        elif name in (cells.DATE, cells.DATETIME, cells.TIME):
            # These notations sort as text the way they sort as time.
            lowest, highest = str(values.min()), str(values.max())
            before = self.dates.get(name, (lowest, highest))
            self.dates[name] = (min(before[0], lowest), max(before[1], highest))
        elif name in (cells.TEXT, cells.CODE):
            lengths = values.str.len_chars()
            self.lengths = _wider(self.lengths, _int(lengths.min()), _int(lengths.max()))


_TEXT = cells.Kind(cells.TEXT, cells.TEXT_FAMILY, "")


def _has_edge_spaces(values: pl.Series) -> bool:
    return bool(values.str.contains(_LEADING_SPACE).any() or values.str.contains(_TRAILING_SPACE).any())


def _keep_firsts(firsts: list[Place], values: pl.Series, places: pl.Series, rows: RowNumbers) -> None:
    room = KEPT_PER_CODE - len(firsts)
    if room > 0:
        pairs = zip(places.head(room).to_list(), values.head(room).to_list(), strict=True)
        firsts.extend((rows[place], shortened(value)) for place, value in pairs)


_N = TypeVar("_N", int, float)


def _wider(before: tuple[_N, _N] | None, low: _N, high: _N) -> tuple[_N, _N]:
    return (low, high) if before is None else (min(before[0], low), max(before[1], high))


def _int(value: object) -> int:
    return int(str(value))


def _float(value: object) -> float:
    return float(str(value))
