"""The table of a sheet: what happens to each file is chosen by click, by key or from a menu."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bcdc_desktop.app.uploads.prepare import WhatHappens
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.record_list.delegate import RowDelegate
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.file_model import FileColumn, SheetModel
from bcdc_desktop.ui.uploads.file_row import SheetRow
from bcdc_desktop.ui.uploads.repairs import offers
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.plain_text import button_text, tooltip
from bcdc_desktop.ui.widgets.tables import configure_table

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {
    FileColumn.FILE: 184,
    FileColumn.WHAT: 104,
    FileColumn.REPLACES: 128,
    FileColumn.NAME: 144,
    FileColumn.PERIOD: 168,
    FileColumn.SIZE: 68,
}


class SheetTable(QTableView):
    """Space goes round what happens, F2 edits the name, Del leaves out, Enter asks to send."""

    sendPressed = Signal()
    decided = Signal()  # the state was told something
    readAgainAsked = Signal()
    fixAsked = Signal()
    originalAsked = Signal()

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        configure_table(self, "uploadSheetTable", self.tr("Files"))
        self.setItemDelegate(SheetDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(FileColumn.CHECK, QHeaderView.ResizeMode.Stretch)
        model.edited.connect(self.decided)
        self.clicked.connect(self._clicked)
        self.customContextMenuRequested.connect(self._menu_at)

    def height_for(self, rows: int) -> int:
        """The height at which so many rows are seen."""
        return rows * measures.TABLE_ROW + self.horizontalHeader().sizeHint().height() + 2

    def chosen_rows(self) -> list[SheetRow]:
        """The selected rows, from above."""
        found = (self._model.sheet_row(i) for i in sorted(self.selectionModel().selectedRows(), key=lambda i: i.row()))
        return [row for row in found if row is not None]

    def choose_row(self, number: int) -> None:
        """Selects one row alone, whatever keys are held down (``selectRow`` would extend the selection)."""
        flags = QItemSelectionModel.SelectionFlag
        index = self._model.index(number, FileColumn.FILE)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def edit_name(self) -> None:
        """Puts the cursor into the name of the current row."""
        index = self.currentIndex().siblingAtColumn(FileColumn.NAME)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = self._model.state
        match event.key():
            case Qt.Key.Key_Space if state is not None:
                for row in self.chosen_rows():
                    state.next_what(row)
                self.decided.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.decide("skip")
            case Qt.Key.Key_F2:
                self.edit_name()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.sendPressed.emit()
            case Qt.Key.Key_Menu:
                self._menu_at(self.visualRect(self.currentIndex()).center())
            case _:
                super().keyPressEvent(event)

    def decide(self, what: WhatHappens, resource: str = "") -> None:
        """What happens to the selected files."""
        state = self._model.state
        if state is None:
            return
        for row in self.chosen_rows():
            state.set_what(row, what, resource)
        self.decided.emit()

    def send_anyway(self, on: bool) -> None:
        """Whether the selected files go out although they have errors."""
        state = self._model.state
        if state is None:
            return
        for row in self.chosen_rows():
            if row.errors:
                state.set_send_anyway(row, on)
        self.decided.emit()

    def menu(self) -> QMenu | None:
        """What can be decided about the selected files."""
        rows, state = self.chosen_rows(), self._model.state
        if not rows or state is None or all(row.item is None for row in rows):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not state.replacing:
            menu.addAction(theme.icon("plus"), self.tr("Create a resource"), lambda: self.decide("create"))
        if state.package.resources and not state.replacing:
            icon = theme.icon("file-replace-outline")
            if len(rows) == 1:
                inner = menu.addMenu(icon, self.tr("Replace the file of"))
                self._add_resources(inner, rows[0])
            else:
                menu.addAction(icon, self.tr("Replace what looks like it"), lambda: self.decide("replace"))
        elif state.replacing:
            menu.addAction(theme.icon("file-replace-outline"), self.tr("Replace"), lambda: self.decide("replace"))
        menu.addAction(theme.icon("minus-circle-outline"), self.tr("Leave out"), lambda: self.decide("skip"))
        if any(row.errors for row in rows):
            menu.addSeparator()
            anyway = menu.addAction(self.tr("Send anyway, with errors"))
            anyway.setCheckable(True)
            anyway.setChecked(all(row.send_anyway for row in rows if row.errors))
            anyway.toggled.connect(self.send_anyway)
        menu.addSeparator()
        menu.addAction(theme.icon("refresh"), self.tr("Read again"), self.readAgainAsked.emit)
        if any(offers(row) for row in rows):
            menu.addAction(theme.icon("auto-fix"), self.tr("Mend a copy…"), self.fixAsked.emit)
        if any(row.original for row in rows):
            menu.addAction(self.tr("Take the original again"), self.originalAsked.emit)
        menu.addAction(self.tr("Edit the name"), self.edit_name).setEnabled(len(rows) == 1 and rows[0].what != "skip")
        return menu

    def _add_resources(self, menu: QMenu, row: SheetRow) -> None:
        state = self._model.state
        if state is None:
            return
        likely = [match.resource_id for match in row.matches]
        resources = sorted(state.package.resources, key=lambda r: likely.index(r.id) if r.id in likely else len(likely))
        for resource in resources:
            action = menu.addAction(button_text(resource.name))
            action.triggered.connect(lambda _on=False, wanted=resource.id: self.decide("replace", wanted))
            if resource.id in likely:
                action.setToolTip(tooltip(labels.looks_like(row.matches[likely.index(resource.id)])))
                font = action.font()
                font.setBold(True)
                action.setFont(font)
        menu.setToolTipsVisible(True)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == FileColumn.WHAT:
            self._popup(self.visualRect(index).bottomLeft())
        elif index.column() == FileColumn.REPLACES and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _menu_at(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            self.setCurrentIndex(index)
        self._popup(at)

    def _popup(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(at))


class SheetDelegate(RowDelegate):
    """Edits the name in a line, and what is replaced from a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        if index.column() == FileColumn.REPLACES and isinstance(model, SheetModel) and model.state is not None:
            box = ComboBox(parent)
            box.setAccessibleName(self.tr("Resource to replace"))
            for resource in model.state.package.resources:
                box.addItem(resource.name, resource.id)
            box.activated.connect(lambda _i: self.commitData.emit(box))
            box.activated.connect(lambda _i: self.closeEditor.emit(box))
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(self.tr("Name"))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value = editor.currentData() if isinstance(editor, QComboBox) else editor.text()  # type: ignore[attr-defined]
        model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    def eventFilter(self, editor: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if isinstance(editor, QComboBox) and event.type() == QEvent.Type.FocusOut:
            return False  # the list of a combo box takes the focus; the editor stays until something is chosen
        return super().eventFilter(editor, event)
