"""Widths of a table's columns by what they contain: none has room to spare while the text of another is cut."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView

from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.tables import RowDelegate

_ROWS_MEASURED = 60  # beside those on screen
_WIDEST = 420  # pixels that a column asks for at most: the text of a whole paragraph is no reason
_CHANGES_MS = 200
_PADDING = 2 * 8 + 2  # pixels beside a heading


def fitted_widths(room: int, needs: Sequence[int], least: Sequence[int], filler: int) -> list[int]:
    """Return the widths of columns for so much room.

    What all need, and the rest to the filler; where that is too much, those that need most are cut first, to the same
    width, and none below its least.

    Args:
        room: pixels for all columns.
        needs: pixels at which nothing of a column is cut.
        least: pixels that each has in any case.
        filler: the column that takes what is left.
    """
    needs = [max(need, low) for need, low in zip(needs, least, strict=True)]
    widths = needs if sum(needs) <= room else _levelled(room, needs, least)
    widths[filler] += max(0, room - sum(widths))
    return widths


def _levelled(room: int, needs: Sequence[int], least: Sequence[int]) -> list[int]:
    low, high = 0, max(needs)
    while low < high:
        level = (low + high + 1) // 2
        if sum(_at(level, needs, least)) <= room:
            low = level
        else:
            high = level - 1
    return _at(low, needs, least)


def _at(level: int, needs: Sequence[int], least: Sequence[int]) -> list[int]:
    return [max(min(need, level), low) for need, low in zip(needs, least, strict=True)]


class ColumnFit(QObject):
    """Keeps the columns of a table fitted, until the user sets one with the mouse: from then on only the filler does.

    Args:
        view: the table, with its model.
        filler: the column that takes the room that is left.
        bars: columns that draw something else than a text: they keep the width that they have.
    """

    def __init__(self, view: QTableView, filler: int, bars: Container[int] = ()) -> None:
        super().__init__(view)
        self._view, self._filler = view, filler
        self._fixed = {n: view.columnWidth(n) for n in range(view.model().columnCount()) if n in bars}
        self._by_hand = self._pressed = False
        header = view.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.sectionResized.connect(self._resized)
        self._soon = debounce(_CHANGES_MS, self.fit, self)
        model = view.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.fit)
        model.dataChanged.connect(lambda *_what: self._soon.start())
        for watched in (view, view.viewport(), header.viewport()):
            watched.installEventFilter(self)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns into another width and for another font, and notice who moves their edges."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = watched is self._view.horizontalHeader().viewport()
        elif kind == QEvent.Type.MouseButtonRelease:
            self._pressed = False
        elif (kind == QEvent.Type.Resize and watched is self._view.viewport()) or (
            kind in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and watched is self._view
        ):
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Give the columns their widths now."""
        if shiboken6.isValid(self._view):  # a table that is deleted tells of its rows that go
            self.spread({})

    def spread(self, known: Mapping[int, int]) -> None:
        """Give the columns on screen their widths; ``known`` are needs that were measured already, by column."""
        view = self._view
        shown = [n for n in range(view.model().columnCount()) if not view.isColumnHidden(n)]
        if not shown:
            return
        room = view.viewport().width()
        least = [self._fixed.get(n) or self._heading(n) for n in shown]
        needs = [view.columnWidth(n) if self._by_hand else known[n] if n in known else self.need(n) for n in shown]
        filler = shown.index(self._filler) if self._filler in shown else len(shown) - 1
        if self._by_hand:
            needs[filler] = least[filler]
            others = sum(needs) - needs[filler]
            view.setColumnWidth(shown[filler], max(least[filler], room - others))
            return
        for column, width in zip(shown, fitted_widths(room, needs, least, filler), strict=True):
            view.setColumnWidth(column, width)

    def need(self, column: int) -> int:
        """Return the width at which no text of a column is cut, in pixels, within reason."""
        if column in self._fixed:
            return self._fixed[column]
        contents = self._view.sizeHintForColumn(column)
        if not isinstance(self._view.itemDelegate(), RowDelegate):
            contents += _PADDING  # which the style sheet adds
        return max(self._heading(column), min(contents, _WIDEST))

    def _heading(self, column: int) -> int:
        header = self._view.horizontalHeader()
        if header.isSortIndicatorShown() or header.isHidden():
            return header.sectionSizeHint(column) if not header.isHidden() else 0
        words = str(self._view.model().headerData(column, header.orientation()) or "")
        return max(header.minimumSectionSize(), header.fontMetrics().horizontalAdvance(words) + _PADDING)

    def _resized(self, *_section: int) -> None:
        if self._pressed:
            self._by_hand = True
