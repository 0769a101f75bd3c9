"""Consecutive records of a table, as columns."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Sequence

import polars as pl

from bcdc_desktop.preflight.column_patterns import TYPES
from bcdc_desktop.preflight.column_profile import RowNumbers


class Block:
    """Records that are as wide as the header; ``source`` is the text where they came from.

    ``kinds`` has for each column of what kind all of its filled cells are, where that is known. ``clean``: there are
    no control characters in it.
    """

    def __init__(self, frame: pl.DataFrame, rows: RowNumbers, source: bytes, *, clean: bool = False) -> None:
        self.source = source
        self.clean = clean
        self.kinds: Sequence[str | None] = (None,) * frame.width
        self._frame: pl.DataFrame | None = frame
        self._rows: RowNumbers | None = rows

    @property
    def frame(self) -> pl.DataFrame:
        """The columns; those of a known kind as polars reads them (``column_patterns.TYPES``), the others as text."""
        assert self._frame is not None
        return self._frame

    @property
    def texts(self) -> pl.DataFrame:
        """The columns, all of them as text."""
        return self.frame

    @property
    def rows(self) -> RowNumbers:
        assert self._rows is not None
        return self._rows


class UnreadBlock(Block):
    """Records that are known to be well formed and of the kinds given, but are read only when they are asked for.

    That may be in any thread.

    Args:
        before: the number of its first record, or the block that comes before it.
    """

    def __init__(self, source: bytes, delimiter: str, kinds: Sequence[str | None], before: int | UnreadBlock) -> None:
        self.source = source
        self.clean = True
        self.kinds = kinds
        self._delimiter = delimiter
        self._before = before
        self._frame = None
        self._rows = None
        self._lock = threading.RLock()

    @property
    def frame(self) -> pl.DataFrame:
        with self._lock:
            if self._frame is None:
                self._frame = self._read([TYPES.get(kind or "", pl.String) for kind in self.kinds])
            return self._frame

    @property
    def texts(self) -> pl.DataFrame:
        if all(kind not in TYPES for kind in self.kinds):
            return self.frame
        return self._read([pl.String for _ in self.kinds])

    @property
    def rows(self) -> RowNumbers:
        with self._lock:
            return RowNumbers(self._first_row())

    @property
    def next_row(self) -> int:
        """The number of the record after the last one."""
        with self._lock:
            return self._first_row() + self.frame.height

    def _first_row(self) -> int:
        if isinstance(self._before, UnreadBlock):
            self._before = self._before.next_row
        return self._before

    def _read(self, types: Sequence[type[pl.DataType]]) -> pl.DataFrame:
        schema = {f"c{position}": kind for position, kind in enumerate(types)}
        try:
            return pl.read_csv(self.source, has_header=False, schema=schema, separator=self._delimiter)
        except (pl.exceptions.PolarsError, ValueError):
            text = io.StringIO(self.source.decode("utf-8"), newline="")
            records = csv.reader(text, delimiter=self._delimiter, strict=True)
            columns = ([cell or None for cell in column] for column in zip(*records, strict=True))
            frame = pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=dict.fromkeys(schema, pl.String))
            return frame.cast(schema)  # type: ignore[arg-type]
