"""The profile of one column, block by block: counts of each kind of cell, extremes, and where odd cells are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import polars as pl

from bcdc_desktop.preflight import cells
from bcdc_desktop.preflight.column_patterns import EXACT, WITH_PATTERN
from bcdc_desktop.preflight.findings import KEPT_PER_CODE, shortened

Place = tuple[int, str]
"""The record's number and the cell's value."""

_SPACES = " \t\u00a0"
_LEADING_SPACE = r"^[ \t\u00a0]"
_TRAILING_SPACE = r"[ \t\u00a0]$"
_NOT_PLAIN_TEXT = rf"{cells.MAYBE_TYPED}|{_TRAILING_SPACE}|^$"
_MISSES = 2
FEW_CELLS = 500
"""Below this the cells are looked at one by one: a handful of queries costs more than that."""


class RowNumbers:
    """The record numbers of a block's rows: consecutive, or listed where records in between are left out."""

    def __init__(self, first: int, listed: Sequence[int] | None = None) -> None:
        self._first = first
        self._listed = listed

    def __getitem__(self, index: int) -> int:
        return self._first + index if self._listed is None else self._listed[index]


@dataclass
class ColumnProfile:
    """Exact counts over all cells of a column; of each kind the first ``KEPT_PER_CODE`` cells with their places, and
    every mark of a missing value that stands anywhere in it."""

    name: str
    empty: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, list[Place]] = field(default_factory=dict)
    numbers: tuple[float, float] | None = None
    integers: tuple[int, int] | None = None
    unrounded: tuple[int, int] | None = None
    """The same, without those that end in zeros behind 15 digits."""
    dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    lengths: tuple[int, int] | None = None
    zero_lengths: tuple[int, int] | None = None
    total: float = 0.0
    """The sum of the numbers in their canonical notations."""
    marks: set[str] = field(default_factory=set)
    spaced: int = 0
    spaced_firsts: list[Place] = field(default_factory=list)
    few_cells: int = field(default=FEW_CELLS, compare=False)
    _usual: cells.CellKind | None = None
    _asked: tuple[tuple[str, str | None], list[pl.Expr]] | None = None
    _hits: int = 0
    _misses: int = 0

    @property
    def filled(self) -> int:
        return sum(self.counts.values())

    @property
    def marked_missing(self) -> int:
        """Cells that stand for a missing value."""
        return self.counts[cells.MARK] + self.counts[cells.ERROR]

    @property
    def expected(self) -> str | None:
        """The kind that all cells of the next records probably are of; None where that is not clear.

        That it is not so costs time and nothing else, so it is expected again only a few times.
        """
        kind = self._usual
        if kind is None or kind.name not in WITH_PATTERN or len(self.firsts.get(kind.name, ())) < KEPT_PER_CODE:
            return None
        return kind.name if self._misses <= _MISSES + self._hits // 8 else None

    def quick_questions(self, prefix: str, known: str | None) -> list[pl.Expr]:
        """Return the expressions about the column named ``prefix`` of a block for ``quick_answers``.

        Nothing is asked while the column's kind, or where its first cells are, is not known yet.

        Args:
            known: the kind that all cells of the block are known to be of.
        """
        usual = self._usual.name if self._usual is not None else None
        kind = known or usual
        if kind is None or (known is None and len(self.firsts.get(kind, ())) < KEPT_PER_CODE):
            return []
        if self._asked is not None and self._asked[0] == (kind, known):
            return self._asked[1]
        cell = pl.col(prefix)
        questions = [] if known else [_all_alike(kind, cell).alias(prefix)]
        questions.append(cell.null_count().alias(f"{prefix} empty"))
        measure = _measure(kind, cell)
        if measure is not None:
            questions += [measure.min().alias(f"{prefix} low"), measure.max().alias(f"{prefix} high")]
        if kind in _ADDED:
            questions.append(measure.cast(pl.Float64).sum().alias(f"{prefix} total"))  # type: ignore[union-attr]
        self._asked = ((kind, known), questions)
        return questions

    def quick_answers(self, prefix: str, known: str | None, answers: Mapping[str, Any], height: int) -> bool:
        """Take the block's cells from the answers; False when it is not all of one kind, and ``add`` has to look."""
        kind = known or (self._usual.name if self._usual is not None else None)
        if kind is None or f"{prefix} empty" not in answers:
            return False
        if known is None and not answers[prefix]:
            self._misses += 1
            return False
        self._hits += 1
        empty = int(answers[f"{prefix} empty"])
        self.empty += empty
        if empty < height:
            self.counts[kind] += height - empty
            self._widen(kind, answers.get(f"{prefix} low"), answers.get(f"{prefix} high"))
            self.total += answers.get(f"{prefix} total") or 0.0
        return True

    def add(self, values: pl.Series, rows: RowNumbers) -> None:
        """Take one block's cells, whatever they are; empty ones are null or ''."""
        if values.len() < self.few_cells:
            self._classify_few(values.to_list(), rows)
            return
        places = (values.is_not_null() & (values != "")).arg_true()
        self.empty += values.len() - places.len()
        if places.len():
            self._classify(values.gather(places), places, rows)

    def _classify(self, left: pl.Series, places: pl.Series, rows: RowNumbers) -> None:
        """Take away one kind after another; what is left is text."""
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
                exists = left.to_frame("cell").select(cells.possible(kind, pl.col("cell"))).to_series()
                left, places, fits = self._split_impossible(kind, fits, exists, left, places, rows)
            left, places = self._split(kind.name, fits, left, places, rows)
        self._take(cells.TEXT, left, places, rows)
        self._note_usual()

    def _classify_few(self, values: Sequence[str | None], rows: RowNumbers) -> None:
        """Do what ``_classify`` does, cell by cell."""
        for place, value in enumerate(values):
            if not value:
                self.empty += 1
                continue
            if value[0] in _SPACES or value[-1] in _SPACES:
                value = value.strip(_SPACES)
                self.spaced += 1
                _keep_first(self.spaced_firsts, rows[place], values[place] or "")
                if not value:
                    self.empty += 1
                    continue
            name = cells.kind_of(value)
            self.counts[name] += 1
            _keep_first(self.firsts.setdefault(name, []), rows[place], value)
            if name in (cells.MARK, cells.ERROR):
                self.marks.add(value)
            measured = _MEASURES.get(name)
            if measured is not None:
                found = measured(value)
                self._widen(name, found, found)
                self.total += found if name in _ADDED else 0.0
        self._note_usual()

    def _note_usual(self) -> None:
        usual = max(self.counts, key=lambda name: (self.counts[name], name), default=None)
        self._usual = cells.BY_NAME.get(usual or "", _TEXT if usual == cells.TEXT else None)

    def _split_impossible(
        self,
        kind: cells.CellKind,
        fits: pl.Series,
        exists: pl.Series,
        left: pl.Series,
        places: pl.Series,
        rows: RowNumbers,
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
        if name in (cells.MARK, cells.ERROR):
            self.marks.update(values.unique().to_list())
        measure = _measure(name, pl.col("cell"))
        if measure is not None:
            asked = {"low": measure.min(), "high": measure.max()}
            if name in _ADDED:
                asked["total"] = measure.cast(pl.Float64).sum()
            low, high, *total = values.to_frame("cell").select(**asked).row(0)
            self._widen(name, low, high)
            self.total += sum(total)

    def _strip(self, values: pl.Series, places: pl.Series, rows: RowNumbers) -> pl.Series:
        """Note the cells with spaces around them, and go on with what they hold."""
        spaced = values.str.contains(_LEADING_SPACE) | values.str.contains(_TRAILING_SPACE)
        self.spaced += int(spaced.sum())
        _keep_firsts(self.spaced_firsts, values.filter(spaced), places.filter(spaced), rows)
        stripped = values.str.strip_chars(_SPACES)
        self.empty += int((stripped == "").sum())
        return stripped

    def _widen(self, name: str, low: Any, high: Any) -> None:
        if low is None or high is None:
            return
        if name == cells.INTEGER:
            self.unrounded = _wider(self.unrounded, int(low), int(high))
        if name in (cells.INTEGER, cells.ROUNDED):
            self.integers = _wider(self.integers, int(low), int(high))
        elif name in (cells.NUMBER, cells.SCIENTIFIC):
            self.numbers = _wider(self.numbers, float(low), float(high))
        elif name in (cells.DATE, cells.DATETIME, cells.TIME):
            before = self.dates.get(name, (low, high))
            self.dates[name] = (min(before[0], low), max(before[1], high))
        elif name in _TEXTS:
            self.lengths = _wider(self.lengths, int(low), int(high))
            if name == cells.ZERO_CODE:
                self.zero_lengths = _wider(self.zero_lengths, int(low), int(high))


_TEXT = cells.CellKind(cells.TEXT, cells.TEXT_FAMILY, "")
_TEXTS = frozenset({cells.TEXT, cells.CODE, cells.ZERO_CODE, cells.FORMULA, cells.DAY_MONTH, cells.APOSTROPHE})
_ADDED = frozenset({cells.INTEGER, cells.ROUNDED, cells.NUMBER, cells.SCIENTIFIC})


def profile_block(
    frame: pl.DataFrame, profiles: Sequence[ColumnProfile], rows: RowNumbers, kinds: Sequence[str | None] = ()
) -> None:
    """Take one block of records: in one query what is as before, column by column what is not.

    Args:
        kinds: for each column the kind that all of its cells are known to be of.
    """
    known = kinds or (None,) * frame.width
    named = list(zip(frame.columns, profiles, known, strict=True))
    questions = [question for name, profile, kind in named for question in profile.quick_questions(name, kind)]
    answers = frame.select(questions).row(0, named=True) if questions else {}
    for name, profile, kind in named:
        if not profile.quick_answers(name, kind, answers, frame.height):
            profile.add(frame[name], rows)


def _all_alike(kind: str, cell: pl.Expr) -> pl.Expr:
    """Return whether all cells are empty or certainly of a kind: of the first one that they fit, without spaces."""
    if kind == cells.TEXT:
        return ~cell.str.contains(_NOT_PLAIN_TEXT).any()
    if kind in EXACT:
        return cell.str.contains(f"^(?:{EXACT[kind]})$").all()
    earlier = "|".join(_EARLIER[kind])
    alike = cell.str.contains(cells.BY_NAME[kind].pattern).all() & ~cell.str.contains(_TRAILING_SPACE).any()
    return alike & ~cell.str.contains(f"(?:{earlier})").any()


_EARLIER = {kind.name: [f"(?:{one.pattern})" for one in cells.KINDS[:place]] for place, kind in enumerate(cells.KINDS)}


def _measure(kind: str, cell: pl.Expr) -> pl.Expr | None:
    """Return what minimum and maximum are of: the number, the notation (which sorts as time does), the length."""
    if kind in (cells.INTEGER, cells.ROUNDED):
        return cell.cast(pl.Int64, strict=False)
    if kind in (cells.NUMBER, cells.SCIENTIFIC):
        return cell.cast(pl.Float64, strict=False)
    if kind in (cells.DATE, cells.DATETIME, cells.TIME):
        return cell
    return cell.str.len_chars() if kind in _TEXTS else None


_MEASURES: Mapping[str, Callable[[str], Any]] = {
    cells.INTEGER: int,
    cells.ROUNDED: int,
    cells.NUMBER: float,
    cells.SCIENTIFIC: float,
    cells.DATE: str,
    cells.DATETIME: str,
    cells.TIME: str,
    **dict.fromkeys(_TEXTS, len),
}
"""As ``_measure``, for a single cell."""


def _has_edge_spaces(values: pl.Series) -> bool:
    return bool(values.str.contains(_LEADING_SPACE).any() or values.str.contains(_TRAILING_SPACE).any())


def _keep_first(firsts: list[Place], row: int, value: str) -> None:
    if len(firsts) < KEPT_PER_CODE:
        firsts.append((row, shortened(value)))


def _keep_firsts(firsts: list[Place], values: pl.Series, places: pl.Series, rows: RowNumbers) -> None:
    room = KEPT_PER_CODE - len(firsts)
    if room > 0:
        pairs = zip(places.head(room).to_list(), values.head(room).to_list(), strict=True)
        firsts.extend((rows[place], shortened(value)) for place, value in pairs)


_N = TypeVar("_N", int, float)


def _wider(before: tuple[_N, _N] | None, low: _N, high: _N) -> tuple[_N, _N]:
    return (low, high) if before is None else (min(before[0], low), max(before[1], high))
