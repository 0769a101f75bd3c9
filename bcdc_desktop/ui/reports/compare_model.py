"""The lists of a comparison of two catalogues as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from bcdc_desktop.app.reports.compare import Arrangement, ComparisonRow
from bcdc_desktop.app.rows import PackageRow
from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.record_list.columns import format_column
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tables import ChipRole
from bcdc_desktop.ui.widgets.text import labelled, or_empty, relative_time

PairRole = Qt.ItemDataRole.UserRole + 10
Index = QModelIndex | QPersistentModelIndex
_ONE = ("title", "name", "state", "modified")
_BOTH = ("title", "name", "differing")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)


class CompareModel(QAbstractTableModel):
    """Rows of one of the three lists. ``both``: of records in both catalogues, with their differences.

    Rows are sorted by a worker; ``sortAsked`` asks for another order.
    """

    sortAsked = Signal()

    def __init__(self, parent: QObject, *, both: bool = False) -> None:
        super().__init__(parent)
        self._columns = _BOTH if both else _ONE
        self._rows: Sequence[ComparisonRow] = ()
        self.order = Arrangement()  # the one that is wanted

    def show(self, rows: Sequence[ComparisonRow]) -> None:
        """Show other rows, in their order."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[ComparisonRow]:
        """Return the rows in their order."""
        return self._rows

    def find(self, name: str) -> QModelIndex:
        """Return the index of a record; invalid where it is not in this list."""
        number = next((n for n, compared in enumerate(self._rows) if compared.row.name == name), None)
        return QModelIndex() if number is None else self.index(number, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        column = self._columns[section]
        return _tr("Differences") if column == "differing" else format_column(column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self.order = Arrangement(self._columns[column], order == Qt.SortOrder.DescendingOrder)
        self.sortAsked.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        compared, column = self._rows[index.row()], self._columns[index.column()]
        if role == PairRole:
            return compared
        row = compared.row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(compared, column)
        if role == ChipRole and column == "state":
            return row.publish_state or row.state
        if role == Qt.ItemDataRole.ToolTipRole:
            when = parse_time(row.modified)
            if column == "modified":
                return tooltip(exact_time(when)) if when else ""
            return tooltip(differences(compared) if column == "differing" else f"{row.title}\n{row.name}")
        return None

    def _text(self, compared: ComparisonRow, column: str) -> str:
        row = compared.row
        match column:
            case "state":
                return state(row)
            case "modified":
                when = parse_time(row.modified)
                return relative_time(when, datetime.now(UTC)) if when else ""
            case "differing":
                return differences(compared).replace("\n", " · ")
            case _:
                return str(getattr(row, column))


def differences(compared: ComparisonRow) -> str:
    """Return the differences, one a line: ``State: Draft ≠ Published``."""
    left, right = compared.left, compared.right
    if left is None or right is None:
        return ""
    short_first = sorted(compared.differing, key=lambda name: name == "title")
    return "\n".join(
        labelled(
            format_column("state" if name == PUBLISH_STATE else name), f"{_value(left, name)} ≠ {_value(right, name)}"
        )
        for name in short_first
    )


def state(row: PackageRow) -> str:
    """Return the publish state as people write it, without a schema: two catalogues may have two."""
    return (row.publish_state or row.state).capitalize().replace("_", " ")


def _value(row: PackageRow, name: str) -> str:
    if name == PUBLISH_STATE:
        return state(row)
    if name == "private":
        return _tr("private") if row.private else _tr("public")
    return or_empty(str(getattr(row, name)))
