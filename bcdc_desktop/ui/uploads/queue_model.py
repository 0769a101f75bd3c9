"""The rows of the upload queue as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from bcdc_desktop.app.uploads.rows import ENDED, State, Upload
from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.ui.uploads.queue_labels import format_message, format_state
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.row_delegate import ChipRole, LoudRole
from bcdc_desktop.ui.widgets.text import human_size

Index = QModelIndex | QPersistentModelIndex
ShareRole = Qt.ItemDataRole.UserRole + 30  # 0 to 1, None where there is no bar
MOVED = "application/x-bcdc-upload-rows"
_CHIPS = {
    State.WAITING: "neutral",
    State.CHECKING: "information",
    State.SENDING: "information",
    State.VERIFYING: "information",
    State.DONE: "success",
    State.FAILED: "danger",
    State.PAUSED: "warning",
    State.CANCELLED: "neutral",
    State.ATTENTION: "danger",
}


class QueueColumn(IntEnum):
    """The columns in their order."""

    FILE = 0
    RECORD = 1
    STATE = 2
    PROGRESS = 3
    SIZE = 4
    MESSAGE = 5


class QueueModel(QAbstractTableModel):
    """Rows as last read: those that have not ended in the order in which they are uploaded, then the others, the latest
    first. Progress is set between two readings."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Upload] = []
        self._progress: Mapping[str, TransferProgress] = {}

    def show_rows(self, rows: Sequence[Upload]) -> None:
        """Show these rows; where their ids and order are the same, only their data is updated."""
        new = [r for r in rows if r.state not in ENDED]
        new += sorted((r for r in rows if r.state in ENDED), key=lambda r: (-r.created, r.position))
        if [r.id for r in new] == [r.id for r in self.rows]:
            self.rows = new
            self._emit_changed(0, len(new) - 1)
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()

    def show_progress(self, progress: Mapping[str, TransferProgress]) -> None:
        """Show the progress of the batches that are being sent, by their ids."""
        concerned = set(progress) | set(self._progress)
        self._progress = progress
        for number, row in enumerate(self.rows):
            if row.batch in concerned:
                self._emit_changed(number, number)

    def upload(self, index: Index) -> Upload | None:
        """Return the row at an index, or None."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def waiting(self) -> list[Upload]:
        """Return the rows that can be reordered, in the order in which they are uploaded."""
        return [row for row in self.rows if row.state in (State.WAITING, State.PAUSED)]

    def share(self, row: Upload) -> float | None:
        """Return the share of the file that was sent, 0 to 1; None for a row that is not being sent."""
        match row.state:
            case State.DONE:
                return 1.0
            case State.SENDING:
                return min(1.0, self._sent(row) / row.size) if row.size else 1.0
            case State.VERIFYING:
                return 1.0
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.upload(index)
        movable = row is not None and row.state in (State.WAITING, State.PAUSED)
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if movable else super().flags(index)

    def mimeTypes(self) -> list[str]:
        return [MOVED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = (self.upload(self.index(number, 0)) for number in sorted({i.row() for i in indexes}))
        data = QMimeData()
        data.setData(MOVED, ",".join(row.id for row in rows if row is not None).encode())
        return data

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(QueueColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == QueueColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("File"), self.tr("Record"), self.tr("State"), self.tr("Progress"), self.tr("Size"))
        return (*names, "")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.upload(index)
        if row is None:
            return None
        column = QueueColumn(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == ChipRole and column is QueueColumn.STATE:
            return format_state(row.state), _CHIPS[row.state]
        if role == ShareRole and column is QueueColumn.PROGRESS:
            return self.share(row)
        if role == LoudRole and column is QueueColumn.MESSAGE and row.state in (State.FAILED, State.ATTENTION):
            return "danger"
        if role == Qt.ItemDataRole.TextAlignmentRole and column is QueueColumn.SIZE:
            return Qt.AlignmentFlag.AlignRight
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(
                {QueueColumn.FILE: row.path, QueueColumn.MESSAGE: self.message(row)}.get(
                    column, self._text(row, column)
                )
            )
        return None

    def message(self, row: Upload) -> str:
        """Return the text about an upload: its error, its progress, or its outcome."""
        return format_message(row, self._progress.get(row.batch or ""))

    def _sent(self, row: Upload) -> int:
        progress = self._progress.get(row.batch or "")
        return progress.files.get(row.id, 0) if progress else 0

    def _text(self, row: Upload, column: QueueColumn) -> str:
        match column:
            case QueueColumn.FILE:
                return row.file_name
            case QueueColumn.RECORD:
                return row.package_title
            case QueueColumn.STATE:
                return format_state(row.state)
            case QueueColumn.PROGRESS:
                share = self.share(row)
                return "" if share is None else f"{int(share * 100)} %"
            case QueueColumn.SIZE:
                return human_size(row.size)
            case QueueColumn.MESSAGE:
                return self.message(row)

    def _emit_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(QueueColumn) - 1))
