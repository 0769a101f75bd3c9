"""The sheet's rows as a table."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.record_list.model import ChipRole, LoudRole
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.file_row import SheetRow
from bcdc_desktop.ui.uploads.state import SheetState
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.text import human_size

Index = QModelIndex | QPersistentModelIndex
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


class SheetModel(QAbstractTableModel):
    """One row a file. Decisions go through it into the state, so that every view hears of them."""

    stateChanged = Signal()  # anything in the sheet
    edited = Signal()  # in a cell, by the user

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: SheetState | None = None

    def show_state(self, state: SheetState) -> None:
        """Shows another sheet."""
        self.beginResetModel()
        self.state = state
        self.endResetModel()

    def sheet_row(self, index: Index) -> SheetRow | None:
        """The row at an index."""
        rows = self.state.rows if self.state else []
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def refresh(self) -> None:
        """Something in the state changed; one row's decision may concern others."""
        count = self.rowCount()
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(FileColumn) - 1))
        self.stateChanged.emit()

    def show_progress(self, row: SheetRow, share: float) -> None:
        """How much of a file was read."""
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
        row = self.sheet_row(index)
        if row is None or row.item is None or row.what == "skip":
            return _FLAGS
        if index.column() == FileColumn.NAME or (index.column() == FileColumn.REPLACES and row.what == "replace"):
            return _FLAGS | Qt.ItemFlag.ItemIsEditable
        return _FLAGS

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, state = self.sheet_row(index), self.state
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
        row, state = self.sheet_row(index), self.state
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
            return theme.icon(*_ICONS[_look(row)])
        if role == Qt.ItemDataRole.TextAlignmentRole and column is FileColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight
        return None

    def _text(self, row: SheetRow, state: SheetState, column: FileColumn) -> str:
        left_out = row.item is None or row.what == "skip"
        match column:
            case FileColumn.FILE:
                return row.file_name
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
            return self.tr("A mended copy of {path}").format(path=row.original) if row.original else str(row.path)
        if column is FileColumn.CHECK:
            lines = [labels.trouble(t, row, state) for t in row.troubles]
            lines += labels.differences(row.difference)
            lines += [labels.finding(f) for f in row.findings[:8]]
            return "\n".join(dict.fromkeys(lines)) or labels.check(row, state)[0]
        return self._text(row, state, column)


def _look(row: SheetRow) -> str:
    if row.item is None:
        return "reading"
    if row.what == "skip":
        return "skip"
    if row.troubles:
        return "error"
    return "warning" if row.errors or row.severity == "warning" or row.difference else "ready"
