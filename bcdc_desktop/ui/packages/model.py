"""The package list: rows are read from the store page by page, in a worker, as they come into view."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.store.cache import PackageQuery, PackageRow, Sort
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.text import exact_time, grouped, relative_time

IdRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2
ChipRole = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex
PAGE = 200  # rows
PRIVATE = 4  # column
COLUMNS: tuple[Sort, ...] = ("title", "state", "resources", "modified", "private")


class PackageModel(QAbstractTableModel):
    """Rows of one query. ``data`` of a row that was not read yet answers nothing and has it read."""

    loaded = Signal()  # the first page of a query is there

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self.query = PackageQuery()
        self._count = 0
        self._pages: dict[int, list[PackageRow]] = {}
        self._asked: set[int] = set()
        self._generation = 0

    def show_session(self, session: Session) -> None:
        """Shows another catalogue."""
        self._session = session
        self.beginResetModel()
        self._count, self._pages, self._asked = 0, {}, set()
        self._generation += 1
        self.endResetModel()

    def set_query(self, query: PackageQuery) -> None:
        """Shows other rows; what is there stays until they are read."""
        self.query = query
        self.reload()

    def reload(self) -> None:
        """Reads the rows again; what is selected and scrolled to stays."""
        session = self._session
        if session is None:
            return
        self._generation += 1
        generation, query = self._generation, self.query
        cache = session.desk.store.cache
        wanted = sorted(self._pages)[:4] or [0]

        def read() -> tuple[int, dict[int, list[PackageRow]]]:
            pages = {p: cache.rows(query, limit=PAGE, offset=p * PAGE) for p in wanted}
            return cache.count(query), pages

        session.read(read).done.connect(lambda found: self._take(generation, *found))

    def row(self, number: int) -> PackageRow | None:
        """A row, when it was read."""
        page = self._pages.get(number // PAGE)
        if page is None:
            self._ask(number // PAGE)
            return None
        return page[number % PAGE] if number % PAGE < len(page) else None

    def find(self, package_id: str) -> QModelIndex:
        """The index of a record among the rows that were read."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row.id == package_id:
                    return self.index(number * PAGE + place, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return [self.tr("Title"), self.tr("State"), self.tr("Resources"), self.tr("Modified"), ""][section]
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal and section == PRIVATE:
            return self.tr("Private: seen by members of the organization only")
        if role == Qt.ItemDataRole.DecorationRole and orientation == Qt.Orientation.Horizontal and section == PRIVATE:
            return theme.icon("lock-outline")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        query = replace(self.query, sort=COLUMNS[column], descending=order == Qt.SortOrder.DescendingOrder)
        if query != self.query:
            self.set_query(query)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == IdRole:
            return row.id
        if role == RowRole:
            return row
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == ChipRole and column == "state":
            return row.publish_state or row.state
        if role == Qt.ItemDataRole.DecorationRole and column == "private" and row.private:
            return theme.icon("lock-outline")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "private":
            return self._tip(row, column)
        return None

    def _text(self, row: PackageRow, column: Sort) -> str:
        match column:
            case "title":
                return row.title
            case "state":
                return self.words_for_state(row.publish_state or row.state)
            case "resources":
                return grouped(row.resources)
            case "modified":
                when = parse_time(row.modified)
                return relative_time(when, datetime.now(UTC)) if when else ""
            case "private":
                return ""  # the lock says it

    def _tip(self, row: PackageRow, column: Sort) -> str:
        if column == "private":
            return self.tr("Private") if row.private else self.tr("Public")
        if column == "modified":
            when = parse_time(row.modified)
            return exact_time(when) if when else ""
        return f"{row.title}\n{row.name}"

    def words_for_state(self, state: str) -> str:
        """A publish state as people write it, by the schema's label."""
        schema = self._session.desk.schema() if self._session else None
        field = schema.dataset_field("publish_state") if schema else None
        label = field.choice_label(state) if field else state
        return label if label != state else state.capitalize().replace("_", " ")

    def _take(self, generation: int, count: int, pages: dict[int, list[PackageRow]]) -> None:
        if generation != self._generation:
            return
        if count == self._count and self._pages:
            self._pages, self._asked = pages, set(pages)
            if count:
                self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self._count, self._pages, self._asked = count, pages, set(pages)
            self.endResetModel()
        self.loaded.emit()

    def _ask(self, page: int) -> None:
        session = self._session
        if session is None or page in self._asked:
            return
        self._asked.add(page)
        generation, query = self._generation, self.query
        cache = session.desk.store.cache
        job = session.read(lambda: cache.rows(query, limit=PAGE, offset=page * PAGE))
        job.done.connect(lambda rows: self._take_page(generation, page, rows))

    def _take_page(self, generation: int, page: int, rows: list[PackageRow]) -> None:
        if generation == self._generation and rows:
            self._pages[page] = rows
            first = page * PAGE
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, len(COLUMNS) - 1))
