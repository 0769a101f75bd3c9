"""The middle pane: the records of a place, searched as one types. Files may be dropped on a record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.store.cache import PackageQuery, PackageRow
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dropping import dropped_files
from bcdc_desktop.ui.organizations.model import ALL, DRAFTS, MINE
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.chip import chip_size
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.text import grouped, relative_time

from .delegate import RowDelegate
from .model import PRIVATE, PackageModel, RowRole

_TYPING_MS = 150
_ASK_SERVER_MS = 600


class PackagePane(QWidget):
    """Shows the records of a place or an organization (with its branches) and says which one was chosen."""

    chosen = Signal(str)  # package id
    filesDropped = Signal(str, list)  # package id, paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._place = ALL
        self._current = ""
        theme.use_ground(self, "surface")
        self.title = ElidedLabel("", self)
        self.title.setProperty("role", "heading")
        self.age = QLabel(self)
        self.age.setProperty("role", "muted")
        self.search = QLineEdit(self)
        self.search.setObjectName("packageFilter")
        self.search.setAccessibleName(self.tr("Filter these records"))
        self.search.setPlaceholderText(self.tr("Filter these records"))
        self.search.setClearButtonEnabled(True)
        self.model = PackageModel(self)
        self.view = PackageTable(self)
        self.view.setObjectName("packageTable")
        self.view.setAccessibleName(self.tr("Records"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.empty = EmptyState(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title)
        head.addWidget(self.age, 1, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        inner = QVBoxLayout()
        inner.setContentsMargins(measures.PANE_PADDING, 0, measures.PANE_PADDING, 0)
        inner.setSpacing(12)
        inner.addLayout(head)
        inner.addWidget(self.search)
        layout.addLayout(inner)
        layout.addWidget(self.stack, 1)
        self._columns()
        self._soon = _single_shot(self, _TYPING_MS, self._apply)
        self._ask_soon = _single_shot(self, _ASK_SERVER_MS, self._ask_server)
        self._reload_soon = _single_shot(self, 300, self.model.reload)
        self.search.textChanged.connect(lambda _t: (self._soon.start(), self._ask_soon.start()))
        self.search.returnPressed.connect(self._into_table)
        self.model.loaded.connect(self._after_load)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.filesDropped.connect(self.filesDropped)
        self.view.copyPressed.connect(self.copy)
        self.view.customContextMenuRequested.connect(self._menu)

    def show_session(self, session: Session) -> None:
        """Shows another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
        self._session = session
        session.changed.connect(self._on_change)
        session.synchronized.connect(self._after_load)
        self._current = ""
        self.model.show_session(session)
        self.show_place(ALL)

    def show_place(self, key: str) -> None:
        """Shows the records of a place, or of an organization and its branches."""
        self._place = key
        self._soon.stop()
        self._apply()

    def search_for(self, words: str) -> None:
        """Shows what holds these words, in all organizations."""
        self._place = ALL
        blocked = self.search.blockSignals(True)
        self.search.setText(words)
        self.search.blockSignals(blocked)
        self._apply()
        self._ask_soon.start()

    def current_row(self) -> PackageRow | None:
        """The row that is chosen."""
        return self.view.currentIndex().data(RowRole) if self.view.currentIndex().isValid() else None

    def copy(self, what: str) -> None:
        """Puts the id, name or address of the record into the clipboard."""
        row = self.current_row()
        if row is None or self._session is None:
            return
        page = self._session.desk.profile.package_page(row.name)
        self.copyAsked.emit(what, {"id": row.id, "name": row.name, "url": page}[what])

    def _apply(self) -> None:
        session = self._session
        if session is None:
            return
        words, place = self.search.text(), self._place
        store = session.desk.store

        def read() -> tuple[PackageQuery, str]:
            query = replace(self.model.query, organizations=None, ids=None, words=words)
            if place == ALL:
                return query, self.tr("All records")
            if place == DRAFTS:
                return replace(query, ids=tuple(store.drafts.ids())), self.tr("Drafts on this computer")
            tree = session.desk.tree()
            if place == MINE:
                mine = tuple(o.id for o in tree if o.capacity)
                return replace(query, organizations=mine), self.tr("Mine")
            organization = tree.get(place)
            branch = tuple(o.id for o in tree.branch(place))
            return replace(query, organizations=branch), organization.title if organization else ""

        session.read(read).done.connect(lambda found: self._show_query(place, words, *found))

    def _show_query(self, place: str, words: str, query: PackageQuery, title: str) -> None:
        if place != self._place or words != self.search.text():
            return
        self.title.set_full_text(title)
        self.model.set_query(replace(query, sort=self.model.query.sort, descending=self.model.query.descending))

    def _after_load(self) -> None:
        count = self.model.rowCount()
        self.stack.setCurrentWidget(self.view if count else self.empty)
        if not count:
            self._explain_emptiness()
        self._show_age(count)
        index = self.model.find(self._current)
        if index.isValid() and self.view.currentIndex() != index:
            blocked = self.view.selectionModel().blockSignals(True)
            self.view.setCurrentIndex(index)
            self.view.selectionModel().blockSignals(blocked)
            self.view.viewport().update()

    def _show_age(self, count: int) -> None:
        session = self._session
        if session is None:
            return
        job = session.read(lambda: session.desk.store.cache.get("synchronized"))

        def show(seen: object) -> None:
            records = self.tr("1 record") if count == 1 else self.tr("%1 records").replace("%1", grouped(count))
            at = getattr(seen, "at", None)
            if at is None:
                self.age.setText(records)
                return
            ago = relative_time(datetime.fromtimestamp(at, UTC), datetime.now(UTC))
            self.age.setText(self.tr("%1 · as of %2").replace("%1", records).replace("%2", ago))

        job.done.connect(show)

    def _explain_emptiness(self) -> None:
        session = self._session
        if self.search.text().strip():
            self.empty.show_state(
                "text-search",
                self.tr("Nothing holds all of these words"),
                self.tr("Fewer words, or the beginning of one, find more. Ids and names work too."),
                self.tr("Clear the filter"),
                self.search.clear,
            )
        elif session is not None and session.synchronizing:
            self.empty.show_state(
                "cloud-download-outline",
                self.tr("Reading the catalogue"),
                self.tr("Records appear here as they arrive."),
            )
        elif self._place == DRAFTS:
            self.empty.show_state(
                "file-document-edit-outline",
                self.tr("No drafts"),
                self.tr("What you edit and do not save at once is kept here."),
            )
        else:
            self.empty.show_state(
                "tray",
                self.tr("No records here"),
                self.tr("Choose another organization, or show all records."),
                self.tr("Show all records"),
                lambda: self.show_place(ALL),
            )

    def _ask_server(self) -> None:
        """What the cache does not know yet may be on the server."""
        session, words = self._session, self.search.text().strip()
        if session is None or len(words) < 3 or not session.online:
            return
        from bcdc_desktop.work.sync import search_server

        session.ask(lambda _t, _r: search_server(session.desk, words))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(RowRole) if index.isValid() else None
        if row is not None and row.id != self._current:
            self._current = row.id
            self.chosen.emit(row.id)

    def forget_choice(self) -> None:
        """The next click on the same record counts as a choice again."""
        self._current = ""

    def select(self, package_id: str) -> None:
        """Marks a record that was opened from elsewhere."""
        self._current = package_id
        index = self.model.find(package_id)
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _into_table(self) -> None:
        self._soon.stop()
        self._apply()
        self.view.setFocus()
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _menu(self, at: QPoint) -> None:
        if not self.view.indexAt(at).isValid() or self.current_row() is None:
            return
        menu = QMenu(self)
        menu.addAction(theme.icon("content-copy"), self.tr("Copy id"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        row = self.current_row()
        if row is not None and self._session is not None:
            page = self._session.desk.profile.package_page(row.name)
            menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "packages" and not self._reload_soon.isActive():
            self._reload_soon.start()
        elif kind == "drafts" and self._place == DRAFTS:
            self._apply()

    def _columns(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(32)
        font = QFontMetrics(self.view.font())
        widest_chip = chip_size("Pending Archive", self.view.font()).width()
        self.view.setColumnWidth(1, widest_chip + 20)
        self.view.setColumnWidth(2, font.horizontalAdvance(self.tr("Resources")) + 20)
        self.view.setColumnWidth(3, font.horizontalAdvance(self.tr("10 months ago")) + 20)
        self.view.setColumnWidth(PRIVATE, 36)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)


class PackageTable(QTableView):
    """Rows of records; a drop of files on one means: add them to it."""

    filesDropped = Signal(str, list)
    copyPressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(measures.TABLE_ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(dropped_files(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and dropped_files(event.mimeData()):
            self.setCurrentIndex(index)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.indexAt(event.position().toPoint()).data(RowRole)
        files: list[Path] = dropped_files(event.mimeData())
        if row is not None and files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.filesDropped.emit(row.id, files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit("id")
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyPressed.emit("url")
        else:
            super().keyPressEvent(event)


def _single_shot(parent: QWidget, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
