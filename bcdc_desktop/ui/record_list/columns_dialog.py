"""Arranging the columns of a record list with the keyboard: which are shown, in which order, how wide."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.inputs import pad_number
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, PlainLabel
from bcdc_desktop.ui.widgets.tables import select_only

from .columns import COLUMNS, ColumnLayout, format_column

_COLUMN = Qt.ItemDataRole.UserRole
_ROW = 28  # pixels, of a target
_NARROWEST, _WIDEST = 32, 2000


class ColumnsDialog(Dialog):
    """Lists all columns, those on screen first and in their order. The title is always the first."""

    arranged = Signal(list, dict)  # columns in their order, widths that were set here (pixels)

    def __init__(self, layout: ColumnLayout, width_of: Callable[[str], int], parent: QWidget) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Arrange columns"))
        self.setObjectName("columnsDialog")
        self._width_of = width_of
        self._widths: dict[str, int] = {}
        self.list = QListWidget(self)
        self.list.setItemDelegate(PlainDelegate(self.list))
        self.list.setObjectName("columnsList")
        self.list.setAccessibleName(self.tr("Columns"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        rest = [c for c in COLUMNS if c not in layout.columns]
        for column in [c for c in (*layout.columns, *rest) if c != "title"]:
            item = QListWidgetItem(format_column(column), self.list)
            item.setData(_COLUMN, column)
            item.setSizeHint(QSize(0, _ROW))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if column in layout.columns else Qt.CheckState.Unchecked)
        self.up = self._button("columnUp", self.tr("Move &up"), lambda: self._move(-1))
        self.down = self._button("columnDown", self.tr("Move &down"), lambda: self._move(1))
        self.width_box = QSpinBox(self)
        self.width_box.setObjectName("columnWidth")
        pad_number(self.width_box)
        self.width_box.setRange(_NARROWEST, _WIDEST)
        self.width_box.setSingleStep(10)
        self.width_box.setSuffix(self.tr(" px"))
        self.width_box.valueChanged.connect(self._set_width)
        label = PlainLabel(self.tr("&Width"), self)
        label.setBuddy(self.width_box)
        side = QVBoxLayout()
        for widget in (self.up, self.down, label, self.width_box):
            side.addWidget(widget)
        side.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(side)
        hint = PlainLabel(self.tr("The title comes first, and has the room that the other columns leave."), self)
        hint.setProperty("role", "secondary")
        hint.setWordWrap(True)
        self.body.addWidget(hint)
        self.body.addLayout(row, 1)
        self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.go = self.add_button(self.tr("Apply"), Role.AcceptRole, name="applyColumns", kind="primary")
        self.go.clicked.connect(self._go)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _button(self, name: str, words: str, command: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: command())
        return button

    def _show_current(self) -> None:
        item, row = self.list.currentItem(), self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        self.width_box.setEnabled(item is not None)
        if item is not None:
            column = str(item.data(_COLUMN))
            blocked = self.width_box.blockSignals(True)
            self.width_box.setValue(self._widths.get(column) or self._width_of(column))
            self.width_box.blockSignals(blocked)

    def _set_width(self, width: int) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._widths[str(item.data(_COLUMN))] = width

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        select_only(self.list, self.list.indexFromItem(item))

    def _go(self) -> None:
        items = [self.list.item(n) for n in range(self.list.count())]
        shown = [str(i.data(_COLUMN)) for i in items if i.checkState() == Qt.CheckState.Checked]
        self.arranged.emit(["title", *shown], self._widths)
        self.accept()
