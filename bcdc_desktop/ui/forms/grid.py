"""Cells in one or two columns, as the width allows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bcdc_desktop.ui.forms.cell import FieldCell
from bcdc_desktop.ui.theme import measures


class FieldGrid(QWidget):
    """Lays its cells out in their order: short ones side by side where there is room, the others full width."""

    def __init__(
        self,
        parent: QWidget | None = None,
        two_columns_from: int = measures.TWO_COLUMNS_FROM,
        row_gap: int = measures.FORM_ROW_GAP,
    ) -> None:
        super().__init__(parent)
        self._threshold = two_columns_from
        self._cells: list[FieldCell] = []
        self._columns = 2
        self._laid_out: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(measures.FORM_COLUMN_GAP)
        self._grid.setVerticalSpacing(row_gap)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def cells(self) -> Sequence[FieldCell]:
        """The cells in their order, also those not shown."""
        return self._cells

    def set_cells(self, cells: Sequence[FieldCell]) -> None:
        """Other cells, or the same in another order."""
        self._cells = list(cells)
        self.arrange()

    def arrange(self) -> None:
        """Places the cells that are shown; does nothing when they stand as they should."""
        shown = [c for c in self._cells if c.wanted]
        plan = (self._columns, tuple((c, c.spans) for c in shown))
        if plan == self._laid_out:
            return
        self._laid_out = plan
        while self._grid.count():
            self._grid.takeAt(0)
        row = column = 0
        for cell in shown:
            span = cell.spans or self._columns == 1
            if span and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, 2 if span else 1, Qt.AlignmentFlag.AlignTop)
            if span or column:
                row, column = row + 1, 0
            else:
                column = 1
        for cell in self._cells:
            cell.setVisible(cell.wanted)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if self._columns == 2 else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= self._threshold else 1
        if columns != self._columns:
            self._columns = columns
            self.arrange()
