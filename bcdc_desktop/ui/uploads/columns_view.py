"""The columns of a table as a data dictionary: types and statistics of the file, descriptions by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bcdc_desktop.preflight.table_schema import FIELD_TYPES, STATISTICS_KEY
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.row_delegate import RowDelegate
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import grouped

Index = QModelIndex | QPersistentModelIndex
_ROW = 28
_WIDTHS = {0: 116, 1: 76, 2: 128, 3: 64, 4: 60, 5: 92, 6: 92}


class DictionaryColumn(IntEnum):
    """The columns in their order."""

    NAME = 0
    TYPE = 1
    DESCRIPTION = 2
    VALUES = 3
    EMPTY = 4
    LEAST = 5
    MOST = 6
    MARKS = 7


_EDITABLE = (DictionaryColumn.TYPE, DictionaryColumn.DESCRIPTION, DictionaryColumn.MARKS)
_NUMBERS = (DictionaryColumn.VALUES, DictionaryColumn.EMPTY)


class ColumnsModel(QAbstractTableModel):
    """One row a column of the file."""

    corrected = Signal(str, dict)  # column, what changed of type, description, missingValues

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields: Sequence[Mapping[str, Any]] = ()

    def show(self, schema: Mapping[str, Any] | None) -> None:
        """Show the columns of a Table Schema."""
        fields = (schema or {}).get("fields") or ()
        if [f["name"] for f in fields] == [f["name"] for f in self._fields]:
            self._fields = fields
            if fields:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fields) - 1, len(DictionaryColumn) - 1))
            return
        self.beginResetModel()
        self._fields = fields
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(DictionaryColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and section == DictionaryColumn.MARKS:
            return self.tr("Markers of missing values, separated by commas")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Column"), self.tr("Type"), self.tr("Description"), self.tr("Values"), self.tr("Empty"))
        return (*names, self.tr("From"), self.tr("To"), self.tr("Missing values"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in _EDITABLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = DictionaryColumn(index.column())
        text = self._text(self._fields[index.row()], column)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                if column in _EDITABLE:
                    what = self.headerData(column, Qt.Orientation.Horizontal)
                    return tooltip(
                        "\n".join(
                            part for part in (text, self.tr("Press F2 to edit: {what}").format(what=what)) if part
                        )
                    )
                return tooltip(text)
            case Qt.ItemDataRole.TextAlignmentRole if column in _NUMBERS:
                return Qt.AlignmentFlag.AlignRight
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        field, column, text = self._fields[index.row()], DictionaryColumn(index.column()), str(value or "").strip()
        if text == self._text(field, column):
            return False
        if column is DictionaryColumn.TYPE:
            changes: dict[str, Any] = {"type": text}
        elif column is DictionaryColumn.DESCRIPTION:
            changes = {"description": text}
        else:
            marks = [mark.strip() for mark in text.split(",") if mark.strip()]
            changes = {"missingValues": ["", *marks] if marks else []}
        self.corrected.emit(str(field["name"]), changes)
        return True

    def _text(self, field: Mapping[str, Any], column: DictionaryColumn) -> str:
        seen = field.get(STATISTICS_KEY) or {}
        match column:
            case DictionaryColumn.NAME:
                return str(field.get("name", ""))
            case DictionaryColumn.TYPE:
                return str(field.get("type", "any"))
            case DictionaryColumn.DESCRIPTION:
                return str(field.get("description") or field.get("title") or "")
            case DictionaryColumn.VALUES:
                return grouped(seen["count"]) if "count" in seen else ""
            case DictionaryColumn.EMPTY:
                return grouped(seen["missing"]) if "missing" in seen else ""
            case DictionaryColumn.LEAST:
                return str(seen.get("minimum", ""))
            case DictionaryColumn.MOST:
                return str(seen.get("maximum", ""))
            case DictionaryColumn.MARKS:
                return ", ".join(str(mark) for mark in field.get("missingValues") or () if mark)


class ColumnsView(QTableView):
    """F2, Enter or a double click edits the type, the description, or the markers of missing values."""

    corrected = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        self.setModel(self.columns)
        configure_table(self, "columnsView", self.tr("Columns"), row_height=_ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(DictionaryColumn.MARKS, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(56)
        self.columns.corrected.connect(self.corrected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit with Enter, which must not reach the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            return
        super().keyPressEvent(event)


class _Delegate(RowDelegate):
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() != DictionaryColumn.TYPE:
            line = QLineEdit(parent)
            line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
            return line
        box = ComboBox(parent)
        box.setAccessibleName(self.tr("Type of the column"))
        box.addItems(list(FIELD_TYPES))
        box.activated.connect(lambda _i: self.commitData.emit(box))
        box.activated.connect(lambda _i: self.closeEditor.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
            editor.showPopup()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, -2, 0, 2))
