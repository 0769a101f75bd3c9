"""What is in one catalogue and not in the other, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

from bcdc_desktop.app.reports.compare import Comparison
from bcdc_desktop.app.reports.spreadsheet import Cell
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.store.cache import PackageRow
from bcdc_desktop.ui.record_list.columns import format_column
from bcdc_desktop.ui.record_list.model import ChipRole
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.text import exact_time, relative_time

PairRole = Qt.ItemDataRole.UserRole + 10
Index = QModelIndex | QPersistentModelIndex
_ONE = ("title", "name", "state", "modified")
_BOTH = ("title", "name", "differing")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Compare", text)


@dataclass(frozen=True)
class ComparisonRow:
    """One row: the record in the left catalogue, in the right one, or in both."""

    left: PackageRow | None
    right: PackageRow | None
    differing: tuple[str, ...] = ()

    @property
    def row(self) -> PackageRow:
        """The record, of the left catalogue where it is in both."""
        found = self.left or self.right
        assert found is not None
        return found


@dataclass(frozen=True)
class Arrangement:
    """The order of a list: by a column, from its end where ``descending``."""

    column: str = "title"
    descending: bool = False


def lists_of(found: Comparison, orders: Sequence[Arrangement]) -> list[list[ComparisonRow]]:
    """The three lists in their orders. There may be tens of thousands of rows: for a worker."""
    lists = (
        [ComparisonRow(row, None) for row in found.only_left],
        [ComparisonRow(None, row) for row in found.only_right],
        [ComparisonRow(p.left, p.right, p.differing) for p in found.different],
    )
    return [arranged(rows, order) for rows, order in zip(lists, orders, strict=True)]


def arranged(rows: Sequence[ComparisonRow], order: Arrangement) -> list[ComparisonRow]:
    """Rows in an order: for a worker, too. What differs alike stands together."""

    def key(compared: ComparisonRow) -> str:
        row = compared.row
        match order.column:
            case "title":
                return row.title.casefold()
            case "state":
                first = row.publish_state or row.state
            case "differing":
                first = " ".join(compared.differing)
            case _:
                first = str(getattr(row, order.column))
        # one text: comparing pairs would keep the interpreter, and so the window, for twice as long
        return f"{first}\0{row.title}".casefold()

    return sorted(rows, key=key, reverse=order.descending)


class CompareModel(QAbstractTableModel):
    """Rows of one of the three lists. ``both``: of records that are in both catalogues, with what differs.

    It shows rows that were put in order elsewhere, and asks for another order with ``sortAsked``.
    """

    sortAsked = Signal()

    def __init__(self, parent: QObject, *, both: bool = False) -> None:
        super().__init__(parent)
        self._columns = _BOTH if both else _ONE
        self._rows: Sequence[ComparisonRow] = ()
        self.order = Arrangement()  # the one that is wanted

    def show(self, rows: Sequence[ComparisonRow]) -> None:
        """Shows other rows, as they are."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[ComparisonRow]:
        """The rows in their order."""
        return self._rows

    def find(self, name: str) -> QModelIndex:
        """The index of a record."""
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
        return _tr("What differs") if column == "differing" else format_column(column)

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
    """What differs, one a line: ``State: Draft ≠ Published``."""
    left, right = compared.left, compared.right
    if left is None or right is None:
        return ""
    short_first = sorted(compared.differing, key=lambda name: name == "title")
    return "\n".join(
        f"{format_column('state' if name == 'publish_state' else name)}: {_value(left, name)} ≠ {_value(right, name)}"
        for name in short_first
    )


def as_lines(rows: Sequence[ComparisonRow]) -> tuple[list[str], Iterator[list[Cell]]]:
    """A list as header and lines of a file, with the ids in both catalogues. Lines are made as they are written."""
    header = ["name", "title", "id_left", "id_right", "publish_state_left", "publish_state_right", "modified_left",
              "modified_right", "differing"]  # fmt: skip

    def line(compared: ComparisonRow) -> list[Cell]:
        sides = (compared.left, compared.right)
        pairs = [getattr(s, f) if s else "" for f in ("id", "publish_state", "modified") for s in sides]
        return [compared.row.name, compared.row.title, *pairs, ", ".join(compared.differing)]

    return header, map(line, rows)


def state(row: PackageRow) -> str:
    """The publish state as people write it, without a schema: two catalogues may have two."""
    return (row.publish_state or row.state).capitalize().replace("_", " ")


def _value(row: PackageRow, name: str) -> str:
    if name == "publish_state":
        return state(row)
    if name == "private":
        return _tr("private") if row.private else _tr("public")
    return str(getattr(row, name)) or _tr("nothing")
