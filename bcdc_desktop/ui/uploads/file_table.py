"""The table of the upload dialog: one row a file, with what happens to it."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bcdc_desktop.app.uploads.prepare import WhatHappens
from bcdc_desktop.app.uploads.repairs import possible
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.app.uploads.sheet_row import SheetRow
from bcdc_desktop.domain.bcdc.fields import PERIOD
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.plain_text import button_text, tooltip
from bcdc_desktop.ui.widgets.tables import (
    CELL_PADDING,
    ChipRole,
    LoudRole,
    RowDelegate,
    configure_table,
    height_of,
    select_only,
    wrapped,
)
from bcdc_desktop.ui.widgets.text import human_size

Index = QModelIndex | QPersistentModelIndex
_LINES = 4  # of what a check found
_FIT_MS = 50  # after the last change of a width or a text
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_ICONS = {
    "reading": ("progress-clock", "muted"),
    "skip": ("minus-circle-outline", "muted"),
    "error": ("alert-circle-outline", "danger"),
    "warning": ("alert-outline", "warning"),
    "ready": ("check-circle-outline", "success"),
}


class FileColumn(IntEnum):
    """The columns in their order."""

    FILE = 0
    WHAT = 1
    REPLACES = 2
    NAME = 3
    PERIOD = 4
    SIZE = 5
    CHECK = 6


class FileModel(QAbstractTableModel):
    """One row a file. Edits change the sheet's state."""

    stateChanged = Signal()  # anything in the sheet's state
    edited = Signal()  # in a cell, by the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: SheetState | None = None

    def show_state(self, state: SheetState) -> None:
        """Show a sheet."""
        self.beginResetModel()
        self.state = state
        self.endResetModel()

    def row_at(self, index: Index) -> SheetRow | None:
        """Return the row at an index, or None."""
        rows = self.state.rows if self.state else []
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def refresh(self) -> None:
        """Show the state again: a decision about one row may concern others."""
        count = self.rowCount()
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(FileColumn) - 1))
        self.stateChanged.emit()

    def show_progress(self, row: SheetRow, share: float) -> None:
        """Show the share of a file that was read, 0 to 1."""
        if self.state is None or row not in self.state.rows:
            return
        row.read = share
        index = self.index(self.state.rows.index(row), FileColumn.CHECK)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.state is None else len(self.state.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(FileColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == FileColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("File"), self.tr("What happens"), self.tr("Replaces"), self.tr("Name"))
        return (*names, self.tr("Period covered"), self.tr("Size"), self.tr("Check"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None or row.item is None or row.what == "skip":
            return _FLAGS
        if index.column() == FileColumn.NAME or (index.column() == FileColumn.REPLACES and row.what == "replace"):
            return _FLAGS | Qt.ItemFlag.ItemIsEditable
        return _FLAGS

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, state = self.row_at(index), self.state
        if row is None or state is None or role != Qt.ItemDataRole.EditRole:
            return False
        if index.column() == FileColumn.NAME:
            if str(value).strip() != state.name_of(row):
                state.set_field(row, "name", str(value).strip())
        elif index.column() == FileColumn.REPLACES and value:
            state.set_what(row, "replace", str(value))
        self.edited.emit()
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, state = self.row_at(index), self.state
        if row is None or state is None:
            return None
        column = FileColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(row, state, column)
            case Qt.ItemDataRole.EditRole:
                return row.resource if column is FileColumn.REPLACES else self._text(row, state, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(self._tip(row, state, column))
        if role == ChipRole and column is FileColumn.WHAT:
            return labels.what(row)
        if role == LoudRole and column is FileColumn.CHECK:
            return labels.check(row, state)[1] or None
        if role == Qt.ItemDataRole.DecorationRole and column is FileColumn.FILE:
            return theme.icon(*_ICONS[_icon_name(row)])
        if role == Qt.ItemDataRole.TextAlignmentRole and column is FileColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight
        return None

    def _text(self, row: SheetRow, state: SheetState, column: FileColumn) -> str:
        left_out = row.item is None or row.what == "skip"
        match column:
            case FileColumn.FILE:
                return self.tr("{file} (fixed copy)").format(file=row.file_name) if row.original else row.file_name
            case FileColumn.WHAT:
                return labels.what(row)[0]
            case FileColumn.REPLACES:
                resource = state.resource_of(row)
                return resource.name if resource else "–" if row.what != "replace" else self.tr("Choose…")
            case FileColumn.NAME:
                return "" if left_out else state.name_of(row)
            case FileColumn.PERIOD:
                return "" if left_out else labels.period(state.period_of(row))
            case FileColumn.SIZE:
                return human_size(row.size)
            case FileColumn.CHECK:
                return labels.check(row, state)[0]

    def _tip(self, row: SheetRow, state: SheetState, column: FileColumn) -> str:
        if column is FileColumn.FILE:
            return self.tr("Fixed copy of {path}").format(path=row.original) if row.original else str(row.path)
        if column is FileColumn.CHECK:
            lines = [labels.blocker(b, row, state) for b in row.blockers]
            lines += labels.differences(row.difference)
            lines += [labels.finding(f) for f in row.findings[:8]]
            return "\n".join(dict.fromkeys(lines)) or labels.check(row, state)[0]
        return self._text(row, state, column)


def _icon_name(row: SheetRow) -> str:
    if row.item is None:
        return "reading"
    if row.what == "skip":
        return "skip"
    if row.blockers:
        return "error"
    return "warning" if row.errors or row.severity == "warning" or row.difference else "ready"


class FileTable(QTableView):
    """Space switches what happens, F2 edits the name, Del leaves a file out, Enter starts the upload."""

    sendPressed = Signal()
    decided = Signal()  # the sheet's state was changed
    readAgainAsked = Signal()
    fixAsked = Signal()
    originalAsked = Signal()

    def __init__(self, model: FileModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        configure_table(self, "uploadFileTable", self.tr("Files"))
        names = {FileColumn.FILE, FileColumn.REPLACES, FileColumn.NAME}
        self.setItemDelegate(_FileDelegate(self, names=names, sentences={FileColumn.CHECK}))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        model.modelReset.connect(self._show_columns)  # before the others get its room
        ColumnFit(self, FileColumn.CHECK)
        self._fit_soon = debounce(_FIT_MS, self._fit_rows, self)
        for signal in (model.modelReset, model.dataChanged, self.horizontalHeader().sectionResized):
            signal.connect(lambda *_what: self._fit_soon.start())
        model.edited.connect(self.decided)
        self.clicked.connect(self._clicked)
        self.customContextMenuRequested.connect(self._menu_at)

    def _show_columns(self) -> None:
        """Leave out what the catalogue does not know of resources."""
        state = self._model.state
        self.setColumnHidden(FileColumn.PERIOD, state is None or state.schema.resource_field(PERIOD) is None)

    def height_for(self, rows: int) -> int:
        """Return the height at which so many rows are visible."""
        self._fit_rows()
        return sum(map(self.rowHeight, range(rows))) + self.horizontalHeader().sizeHint().height() + 2

    def _fit_rows(self) -> None:
        """Give a row more lines where what its check found has no room in one."""
        room = self.columnWidth(FileColumn.CHECK) - 2 * CELL_PADDING
        for row in range(self._model.rowCount()):
            text = str(self._model.index(row, FileColumn.CHECK).data() or "")
            height = height_of(len(wrapped(text, room, self.fontMetrics(), _LINES)))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    def chosen_rows(self) -> list[SheetRow]:
        """Return the selected rows, from top to bottom."""
        found = (self._model.row_at(i) for i in sorted(self.selectionModel().selectedRows(), key=lambda i: i.row()))
        return [row for row in found if row is not None]

    def choose_row(self, number: int) -> None:
        """Select one row alone."""
        select_only(self, self._model.index(number, FileColumn.FILE))

    def edit_name(self) -> None:
        """Edit the name of the current row."""
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
        """Set what happens to the selected files."""
        state = self._model.state
        if state is None:
            return
        for row in self.chosen_rows():
            state.set_what(row, what, resource)
        self.decided.emit()

    def send_anyway(self, on: bool) -> None:
        """Set whether the selected files are uploaded although they have errors."""
        state = self._model.state
        if state is None:
            return
        for row in self.chosen_rows():
            if row.errors:
                state.set_send_anyway(row, on)
        self.decided.emit()

    def menu(self) -> QMenu | None:
        """Return the menu of the selected files; None where there is nothing to choose."""
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
                menu.addAction(icon, self.tr("Replace matching resources"), lambda: self.decide("replace"))
        elif state.replacing:
            menu.addAction(theme.icon("file-replace-outline"), self.tr("Replace"), lambda: self.decide("replace"))
        menu.addAction(theme.icon("minus-circle-outline"), self.tr("Leave out"), lambda: self.decide("skip"))
        if any(row.errors for row in rows):
            menu.addSeparator()
            anyway = menu.addAction(self.tr("Upload anyway, with errors"))
            anyway.setCheckable(True)
            anyway.setChecked(all(row.send_anyway for row in rows if row.errors))
            anyway.toggled.connect(self.send_anyway)
        menu.addSeparator()
        menu.addAction(theme.icon("refresh"), self.tr("Check again"), self.readAgainAsked.emit)
        if any(possible(row) for row in rows):
            menu.addAction(theme.icon("auto-fix"), self.tr("Fix a copy…"), self.fixAsked.emit)
        if any(row.original for row in rows):
            menu.addAction(self.tr("Use the original file"), self.originalAsked.emit)
        menu.addAction(self.tr("Rename"), self.edit_name).setEnabled(len(rows) == 1 and rows[0].what != "skip")
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
            self._show_menu(self.visualRect(index).bottomLeft())
        elif index.column() == FileColumn.REPLACES and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _menu_at(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            select_only(self, index)
        self._show_menu(at)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(at))


class _FileDelegate(RowDelegate):
    """Edits names in a line, and the resource to replace in a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        if index.column() == FileColumn.REPLACES and isinstance(model, FileModel) and model.state is not None:
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
            return False  # the popup takes the focus; the editor stays until something is chosen
        return super().eventFilter(editor, event)
