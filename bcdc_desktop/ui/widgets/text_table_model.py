"""Rows of texts under headings, and the table that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table

Index = QModelIndex | QPersistentModelIndex
_LONGEST = 300  # characters of a text in a cell


class TextTableModel(QAbstractTableModel):
    """A table that is only looked at; each row may stand for something (``item``)."""

    def __init__(self, headings: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._headings = list(headings)
        self._rows: list[tuple[Sequence[str], Any]] = []

    def show(self, rows: Sequence[tuple[Sequence[str], Any]]) -> None:
        """Show other rows: the texts of each, and what it stands for."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def item(self, row: int) -> Any:
        """Return what a row stands for."""
        return self._rows[row][1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._rows[index.row()][0][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text)
        return " ".join(text.split())[:_LONGEST] if role == Qt.ItemDataRole.DisplayRole else None


def text_table(
    model: TextTableModel, name: str, accessible: str, parent: QWidget, *, single: bool = False
) -> QTableView:
    """Return a table of a model, whose columns are as wide as their texts; the last one takes what is left.

    Args:
        name: its object name.
        accessible: what a screen reader calls it.
        single: one row can be selected, and not several.
    """
    table = QTableView(parent)
    configure_table(table, name, accessible, read_only=True, single=single)
    table.setModel(model)
    table.setItemDelegate(RowDelegate(table))
    ColumnFit(table, model.columnCount() - 1)
    return table
