"""Records of a bulk change that were not changed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from bcdc_desktop.app.bulk.ledger import BulkRecord, RecordState
from bcdc_desktop.ui.widgets.plain_text import tooltip

Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("BulkOutcome", text)


class OutcomeModel(QAbstractTableModel):
    """Conflicts and failures, one record a row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._records: Sequence[BulkRecord] = ()

    def show(self, records: Sequence[BulkRecord]) -> None:
        """Show other records."""
        self.beginResetModel()
        self._records = records
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_tr("Record"), _tr("State"), _tr("Reason"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text)
        return " ".join(text.split()) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, index: Index) -> str:
        record = self._records[index.row()]
        conflict = record.state is RecordState.CONFLICT
        said = [record.said, *(f"{path}: {' '.join(m)}" for path, m in record.problems.items())]
        return (record.title, _tr("Conflict") if conflict else _tr("Failed"), "\n".join(filter(None, said)))[
            index.column()
        ]
