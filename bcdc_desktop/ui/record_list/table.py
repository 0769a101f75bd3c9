"""The table of records and its columns: chosen, moved and sized by hand, and remembered for each kind of list."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import cast

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from bcdc_desktop.app.gui_priority import window_at_work
from bcdc_desktop.app.rows import Order
from bcdc_desktop.ui.dropped_files import dropped_files
from bcdc_desktop.ui.widgets.chip import chip_size
from bcdc_desktop.ui.widgets.keys import deletes
from bcdc_desktop.ui.widgets.tables import ChipRole, comes_by, select_only

from .columns import COLUMNS, ColumnLayout, format_column, is_local, is_usual
from .delegate import FoundDelegate
from .model import RowRole

_LEAST_TITLE, _LEAST = 180, 32  # pixels: of the title, and of another column
_MOST = 600  # pixels that a column takes when it is fitted to its contents
_ONE_LINE_FROM = 460  # pixels of the title's column: below, titles have two lines
_TEXTS = {
    "organization": "Ministry of Water, Land and",
    "formats": "csv, xlsx, shp",
    "licence": "Open Government Licence",
    "modified": "10 months ago",
    "created": "10 months ago",
    "opened": "10 months ago",
    "seen": "10 months ago",
    "due": "2026-12-31",
    "name": "community-well-records",
    "id": "00000000-0000-0000-0000",
}


class PackageTable(QTableView):
    """Rows of records; a drop of files on one means: add them to it."""

    filesDropped = Signal(str, list)
    copyPressed = Signal(str)
    windowPressed = Signal()
    typedAhead = Signal(str)  # the beginning of a title
    deletePressed = Signal()
    starClicked = Signal(str)  # package id
    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAcceptDrops(True)
        self._typed, self._typed_at = "", 0.0
        self._pressed_star = ""  # package id

    def set_row_height(self, height: int) -> None:
        """Give rows another height; the row at the top stays there."""
        before, bar = self.verticalHeader().defaultSectionSize(), self.verticalScrollBar()
        if before != height:
            top = bar.value() / max(1, before)
            self.verticalHeader().setDefaultSectionSize(height)
            self.executeDelayedItemsLayout()
            bar.setValue(round(top * height))

    def lay_out_now(self) -> None:
        """Place the rows that came. Left to itself the view would do it after it painted them, and paint again."""
        self.executeDelayedItemsLayout()

    def rows_on_screen(self) -> tuple[int, int]:
        """Return the first and the last row that can be seen."""
        height = max(1, self.verticalHeader().defaultSectionSize())
        first = self.verticalScrollBar().value() // height
        return first, first + self.viewport().height() // height + 1

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, in their order."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(n) for n in range(chosen.count())]
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def select_rows(self, rows: Sequence[int], current: int) -> None:
        """Select rows (in their order) without telling anybody; ``current`` (-1: none) has the cursor."""
        model, selection = self.model(), self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        chosen, last = QItemSelection(), model.columnCount() - 1
        # rows that follow each other are one range, however many they are
        for _, run in groupby(enumerate(rows), lambda at: at[1] - at[0]):
            stretch = [row for _, row in run]
            chosen.append(QItemSelectionRange(model.index(stretch[0], 0), model.index(stretch[-1], last)))
        blocked = selection.blockSignals(True)
        selection.setCurrentIndex(model.index(current, 0), flags.NoUpdate)
        selection.select(chosen, flags.ClearAndSelect)
        selection.blockSignals(blocked)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Ask for the record whose title begins with what is typed; most rows of a long list are not read."""
        now, pause = time.monotonic(), QGuiApplication.styleHints().keyboardInputInterval() / 1000
        self._typed = search if now - self._typed_at > pause else self._typed + search
        self._typed_at = now
        if self._typed.strip():
            self.typedAhead.emit(self._typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Leave what is on screen there, be it a new record: Qt would go to the first row, and so show its record."""
        if self.currentIndex().isValid() or not comes_by(event):
            super().focusInEvent(event)
        else:
            QFrame.focusInEvent(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_star = self._star_at(event)
        if not self._pressed_star:  # else another record would be shown
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed_star:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_star = self._pressed_star, ""
        if not pressed:
            super().mouseReleaseEvent(event)
        elif self._star_at(event) == pressed:
            self.starClicked.emit(pressed)

    def _star_at(self, event: QMouseEvent) -> str:
        """Return the record whose star is under the mouse; empty for none."""
        delegate, at = self.itemDelegate(), event.position().toPoint()
        index = self.indexAt(at)
        row = index.data(RowRole) if index.isValid() else None
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or index.column() != 0 or row is None or is_local(row) or not isinstance(delegate, FoundDelegate):
            return ""
        return row.id if delegate.star_area(self.visualRect(index)).contains(at) else ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._star_at(event):
            self.mousePressEvent(event)
            return
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self.windowPressed.emit()
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def _to_end(self, *, first: bool, event: QKeyEvent) -> None:
        """Go to the first or the last row: a row is one thing here, and its cells are none."""
        rows = self.model().rowCount()
        if not rows:
            return
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(0 if first else rows - 1, 0)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            now = max(0, self.currentIndex().row())
            low, high = sorted((now, index.row()))
            chosen = QItemSelection(self.model().index(low, 0), self.model().index(high, 0))
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)  # first: the record that is shown is selected
            self.selectionModel().select(chosen, flags.Select | flags.Rows)
        else:
            select_only(self, index)
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        with window_at_work():
            super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(dropped_files(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and dropped_files(event.mimeData()):
            select_only(self, index)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.indexAt(event.position().toPoint()).data(RowRole)
        files: list[Path] = dropped_files(event.mimeData())
        if row is not None and row.name and files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.filesDropped.emit(row.id, files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit("id")
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyPressed.emit("url")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.windowPressed.emit()
        elif deletes(event):
            self.deletePressed.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to_end(first=event.key() == Qt.Key.Key_Home, event=event)
        else:
            super().keyPressEvent(event)


class ColumnHeader(QObject):
    """Keeps the header of a table and the layout of a kind of list in step."""

    resetAsked = Signal()
    arrangeAsked = Signal()
    fitted = Signal()  # the title has the room that it has now

    def __init__(self, table: PackageTable) -> None:
        super().__init__(table)
        self._table = table
        self._layout = ColumnLayout()
        self._busy = False
        header = self._header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(_LEAST)
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._popup)
        header.sectionMoved.connect(lambda *_: self._moved())
        header.sectionResized.connect(self._sized)
        header.sectionHandleDoubleClicked.connect(self._fit_to_contents)
        table.resized.connect(self.fit)

    def show(self, layout: ColumnLayout) -> None:
        """Show another layout."""
        self._layout = layout
        self._busy = True
        for section, column in enumerate(COLUMNS):
            self._header.setSectionHidden(section, column not in layout.columns)
            if column != "title":
                self._header.resizeSection(section, self.width_of(column))
        rest = [c for c in COLUMNS if c not in layout.columns]
        for place, name in enumerate([*layout.columns, *rest]):
            self._header.moveSection(self._header.visualIndex(COLUMNS.index(cast(Order, name))), place)
        self._busy = False
        self.fit()

    def fit(self) -> None:
        """Give the title the room that the other columns leave. Where nobody chose columns, those that have no room
        beside the title are left out; chosen ones are scrolled to.
        """
        room, chosen = self._table.viewport().width(), not is_usual(self._layout.columns)
        self._busy = True
        others = 0
        for column in self._layout.columns[1:]:
            section, width = COLUMNS.index(cast(Order, column)), self.width_of(column)
            hidden = not chosen and room - others - width < _LEAST_TITLE
            if self._header.isSectionHidden(section) != hidden:
                self._header.setSectionHidden(section, hidden)
                if not hidden:
                    self._header.resizeSection(section, width)
            others += self._header.sectionSize(section)
        self._header.resizeSection(0, max(_LEAST_TITLE, room - others))
        self._busy = False
        self.fitted.emit()

    @property
    def two_lines(self) -> bool:
        """Whether titles have two lines: their column is narrow."""
        return self._header.sectionSize(0) < _ONE_LINE_FROM

    @property
    def layout(self) -> ColumnLayout:
        """The layout on screen."""
        return self._layout

    def width_of(self, column: str) -> int:
        """Return the width of a column in pixels, also of one that is not shown."""
        return self._layout.widths.get(column) or self._usual_width(column)

    def fit_all(self) -> None:
        """Give each column the width of what it shows, and the title the rest."""
        for column in self._layout.columns:
            if column != "title":
                self._layout.widths[column] = self._contents_width(column)
        self.show(self._layout)

    def fill_menu(self, menu: QMenu) -> None:
        """List every column, with a mark where it is shown."""
        for column in COLUMNS[1:]:
            action = menu.addAction(format_column(column))
            action.setCheckable(True)
            action.setChecked(column in self._layout.columns)
            action.toggled.connect(lambda on, c=column: self.choose(c, shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("Fit widths to contents"), self.fit_all)
        menu.addAction(self.tr("Arrange columns…"), self.arrangeAsked.emit)
        menu.addAction(self.tr("Reset columns"), self.resetAsked.emit)

    def choose(self, column: str, *, shown: bool) -> None:
        """Show a column, or hides it."""
        held = self._layout.columns
        if shown and column not in held:
            # the lock stays at the right end
            held.insert(len(held) - 1 if held[-1] == "private" and column != "private" else len(held), column)
        elif not shown and column in held and column != "title":
            held.remove(column)
        self.show(self._layout)

    def _popup(self, at: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self._header.mapToGlobal(at))

    def _moved(self) -> None:
        if not self._busy:
            order: list[str] = [COLUMNS[self._header.logicalIndex(n)] for n in range(self._header.count())]
            self._layout.columns = [c for c in order if c in self._layout.columns]

    def _sized(self, section: int, before: int, width: int) -> None:
        """Move the edge between two columns: what one gains, those after it lose; after the last it is the title."""
        column = COLUMNS[section]
        if self._busy or column not in self._layout.columns or not width or not before:
            return
        if column != "title":
            self._layout.widths[column] = width
        self._take(width - before, after=self._header.visualIndex(section))
        self.fit()

    def _take(self, pixels: int, *, after: int) -> None:
        """Take pixels from the columns after a place, the nearest first (or give them to it)."""
        self._busy = True
        for place in range(after + 1, len(self._layout.columns)):
            section = self._header.logicalIndex(place)
            size = self._header.sectionSize(section)
            new = max(_LEAST, size - pixels)
            self._layout.widths[COLUMNS[section]] = new
            self._header.resizeSection(section, new)
            pixels -= size - new
            if not pixels:
                break
        self._busy = False

    def _fit_to_contents(self, section: int) -> None:
        column = COLUMNS[section]
        if column == "title":  # it has what the others leave
            self.fit_all()
            return
        self._layout.widths[column] = self._contents_width(column)
        self.show(self._layout)

    def _contents_width(self, column: str) -> int:
        """Return the width of a column's heading and of its cells on screen."""
        if column == "private":
            return self._usual_width(column)
        font, model, section = QFontMetrics(self._table.font()), self._table.model(), COLUMNS.index(cast(Order, column))
        widest = font.horizontalAdvance(format_column(column)) + 12  # the mark of the order
        first, last = self._table.rows_on_screen()
        for row in range(first, min(last + 1, model.rowCount())):
            index = model.index(row, section)
            text = str(index.data() or "")
            chip = index.data(ChipRole)
            wide = chip_size(text, self._table.font()).width() if chip else font.horizontalAdvance(text)
            widest = max(widest, wide)
        return min(_MOST, widest + 20)

    def _usual_width(self, column: str) -> int:
        font = QFontMetrics(self._table.font())
        heading = font.horizontalAdvance(format_column(column)) + 20
        if column == "private":
            return 36
        if column == "state":
            return chip_size("Pending Archive", self._table.font()).width() + 16
        return max(heading, font.horizontalAdvance(_TEXTS.get(column, "")) + 20)
