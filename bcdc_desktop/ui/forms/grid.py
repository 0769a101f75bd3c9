"""Cells in one or two columns, as the width allows, under headings that fold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bcdc_desktop.domain.sections import FieldSection
from bcdc_desktop.ui.forms.cell import FieldCell
from bcdc_desktop.ui.forms.sections import SectionHeading
from bcdc_desktop.ui.theme import measures


class FieldGrid(QWidget):
    """Lays its cells out in their order: short ones side by side where there is room, the others full width."""

    arranged = Signal()  # other cells are shown, or others are folded away

    def __init__(
        self,
        parent: QWidget | None = None,
        two_columns_from: int = measures.TWO_COLUMNS_FROM,
        row_gap: int = measures.FORM_ROW_GAP,
        sections: Sequence[FieldSection] = (),
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
        self._heading_of: dict[str, SectionHeading] = {}
        self.headings: list[SectionHeading] = []
        for section in sections:
            heading = SectionHeading(section.name, section.title, self)
            heading.hide()
            heading.foldedChanged.connect(self.arrange)
            self.headings.append(heading)
            self._heading_of |= dict.fromkeys(section.fields, heading)

    @property
    def cells(self) -> Sequence[FieldCell]:
        """Return the cells in their order, also those not shown."""
        return self._cells

    def set_cells(self, cells: Sequence[FieldCell]) -> None:
        """Take other cells, or the same in another order."""
        self._cells = list(cells)
        self.arrange()

    def is_folded(self, name: str) -> bool:
        """Return whether a field is below a heading that is folded."""
        heading = self._heading_of.get(name)
        return heading is not None and heading.folded

    def unfold(self, names: Collection[str]) -> None:
        """Bring fields to light."""
        for name in names:
            if self.is_folded(name):
                self._heading_of[name].set_folded(False)

    def blocks(self) -> Iterator[tuple[SectionHeading | None, list[FieldCell]]]:
        """Headings that are shown, each with the cells below it that apply; cells without a heading come with None."""
        current: SectionHeading | None = None
        cells: list[FieldCell] = []
        for cell in (c for c in self._cells if c.wanted):
            heading = self._heading_of.get(cell.field.name)
            if heading is not current and cells:
                yield current, cells
                cells = []
            current = heading
            cells.append(cell)
        if cells:
            yield current, cells

    def arrange(self, *_folded: bool) -> None:
        """Places the cells that are shown; does nothing when they stand as they should."""
        blocks = list(self.blocks())
        shown = [c for heading, cells in blocks if heading is None or not heading.folded for c in cells]
        plan = (self._columns, tuple(h for h, _ in blocks), tuple((c, c.spans) for c in shown))
        if plan == self._laid_out:
            return
        self._laid_out = plan
        while self._grid.count():
            self._grid.takeAt(0)
        row = 0
        for heading, cells in blocks:
            if heading is not None:
                self._grid.addWidget(heading, row, 0, 1, 2)
                row += 1
            if heading is None or not heading.folded:
                row = self._place(cells, row)
        listed = {heading for heading, _ in blocks}
        for heading in self.headings:
            heading.setVisible(heading in listed)
        visible = set(shown)
        for cell in self._cells:
            cell.setVisible(cell in visible)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if self._columns == 2 else 0)
        self.arranged.emit()

    def _place(self, cells: Sequence[FieldCell], row: int) -> int:
        """Lay cells out from a row on; return the row below them."""
        column = 0
        for cell in cells:
            span = cell.spans or self._columns == 1
            if span and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, 2 if span else 1, Qt.AlignmentFlag.AlignTop)
            if span or column:
                row, column = row + 1, 0
            else:
                column = 1
        return row + (column > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= self._threshold else 1
        if columns != self._columns:
            self._columns = columns
            self.arrange()
