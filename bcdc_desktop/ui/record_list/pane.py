"""The middle pane: the records that a search finds, whether it was typed or chosen as a view."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from bcdc_desktop.app.rows import Order, PackageQuery, PackageRow
from bcdc_desktop.app.search import results
from bcdc_desktop.app.sync.scope import Coverage, coverage
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.navigation.model import view_title
from bcdc_desktop.ui.search.labels import ValueFormatter
from bcdc_desktop.ui.search.search_state import SearchState, Sorting
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.tables import configure_table, select_only
from bcdc_desktop.ui.widgets.text import counted, grouped, relative_time

from .columns import COLUMNS, ColumnLayouts, format_column, is_local, kind_of
from .columns_dialog import ColumnsDialog
from .delegate import FoundDelegate
from .empty import EmptyList
from .header import ListHead
from .model import Chosen, PackageModel, RowRole
from .table import ColumnHeader, PackageTable

_CHANGED_MS = 300
_AGE_MS = 30_000
_NOTHING = Chosen(), 0
# kind of a change -> words of searches that then find others
_ASKED_BY = {"drafts": ("draft", "conflict"), "favourites": ("favo",), "uploads": ("failed",)}


class PackagePane(QWidget):
    """Shows what the search finds, and emits which record was chosen. Files may be dropped on a record."""

    chosen = Signal(str)  # the id of a record, or of what is on this computer only (“new:…”, “sheet:…”)
    activated = Signal(str)
    filesDropped = Signal(str, list)  # package id, paths
    copyAsked = Signal(str, str)
    openAsked = Signal(str)
    exportAsked = Signal()
    menuAsked = Signal(QPoint)  # on the screen
    windowAsked = Signal(str)  # package id
    favouriteAsked = Signal()  # of what is selected
    starAsked = Signal(str)  # package id
    deleteAsked = Signal()  # the same

    def __init__(self, search_state: SearchState, words: ValueFormatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._search_state, self._words = search_state, words
        self._layouts = ColumnLayouts()
        self._kind = ""
        self._layout_due = False
        self._current = ""
        self._held = _NOTHING
        self._seen: float | None = None
        self._coverage = Coverage()
        self._aging = LatestOnly("disk", self)
        self._ahead = LatestOnly("search", self)
        theme.use_ground(self, "surface")
        self.head = ListHead(self)
        self.title, self.age = self.head.title, self.head.age
        self.bar = MessageBar(self)
        self.bar.setObjectName("listBar")
        self.model = PackageModel(self)
        self.view = PackageTable(self)
        configure_table(self.view, "packageTable", self.tr("Records"), read_only=True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(FoundDelegate(self.view))
        self.columns = ColumnHeader(self.view)
        self.view.setSortingEnabled(True)
        self.model.visible = self.view.rows_on_screen
        self.empty = EmptyState(parent=self)
        self.emptiness = EmptyList(self.empty, search_state, words, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.bar)
        self._reload_soon = debounce(_CHANGED_MS, self.model.reload, self)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGE_MS)
        self._ages.timeout.connect(self._show_age)
        self._ages.start()
        self._connect()

    def show_session(self, session: Session, layouts: ColumnLayouts) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
            self._session.synchronized.disconnect(self._synchronized)
            self._session.connectionChanged.disconnect(self._show_age)
        self._session, self._layouts, self._kind = session, layouts, ""
        session.changed.connect(self._on_change)
        session.synchronized.connect(self._synchronized)
        session.connectionChanged.connect(self._show_age)
        self._current, self._seen, self._coverage = "", None, Coverage()
        self._read_age()
        self.emptiness.show_session(session)
        self.model.show_session(session)
        self._apply()

    @property
    def query(self) -> PackageQuery:
        """Return what is shown, for what is to be done with all of it."""
        return self.model.query

    @property
    def order(self) -> Sorting:
        """The order of the list."""
        return self.model.query.sort, self.model.query.descending

    @property
    def shown_columns(self) -> list[str]:
        """The columns on screen in their order."""
        return list(self._layouts.of(self._kind or "browse").columns)

    def current_row(self) -> PackageRow | None:
        """Return the row that has the cursor."""
        return self.view.currentIndex().data(RowRole) if self.view.currentIndex().isValid() else None

    def ids_on_screen(self) -> list[str]:
        """Return the IDs of the records whose rows can be seen."""
        first, last = self.view.rows_on_screen()
        rows = [self.model.row(n) for n in range(first, min(last + 1, self.model.rowCount()))]
        return [r.id for r in rows if r is not None and not is_local(r)]

    def selected_keys(self) -> list[int]:
        """Return the numbers in the store of the selected records."""
        return self.model.keys_of(self.view.selected_rows())

    def selected(self) -> Chosen:
        """Return the selected rows, those of this computer only among them."""
        return self.model.chosen(self.view.selected_rows())

    def copy(self, what: str) -> None:
        """Put ids, names or addresses of the selected records into the clipboard, one a line."""
        session, keys = self._session, self.selected_keys()
        if session is None or not keys:
            return
        workspace, page = session.workspace, session.workspace.profile.package_page

        def read() -> str:
            if what == "id":
                return "\n".join(results.ids_of(workspace, keys))
            rows = [r for r in results.rows_of(workspace, keys) if r]
            return "\n".join(r.name if what == "name" else page(r.name) for r in rows)

        row = self.current_row()
        if len(keys) == 1 and row is not None and not is_local(row):
            self.copyAsked.emit(what, {"id": row.id, "name": row.name, "url": page(row.name)}[what])
        else:
            session.read(read).tell(self, done=lambda text: self.copyAsked.emit(what, text))

    def sort_by(self, order: Order, *, descending: bool) -> None:
        """Put the list into another order; remembered for lists of this kind."""
        if (order, descending) == self.order:
            return
        if self._search_state.order is not None:
            self._search_state.order = (order, descending)  # a saved search keeps its own until it is saved again
        else:
            layout = self._layouts.of(self._kind)
            layout.sort, layout.descending = order, descending
        self._apply()

    def select(self, package_id: str) -> None:
        """Mark a record that was opened from elsewhere, where the list holds it; otherwise none."""
        self._current = package_id
        index, session = self.model.find(package_id), self._session
        if index.isValid():
            self._mark(index)
        elif session is not None:
            workspace = session.workspace
            job = session.read(lambda: results.key_of(workspace, package_id))
            job.tell(self, done=lambda key: self._mark(self.model.find_key(key)) if key is not None else self._unmark())

    def forget_choice(self) -> None:
        """Mark no record, and count the next click on the same one as a choice again."""
        self._current = ""
        self._unmark()

    def into(self) -> None:
        """Put the cursor into the list, on its first row where none is chosen."""
        self.view.setFocus()
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            select_only(self.view, self.model.index(0, 0))

    # inside

    def _connect(self) -> None:
        head, view = self.head, self.view
        self._search_state.changed.connect(self._apply)
        self._search_state.placesChanged.connect(self._show_place)
        self.model.aboutToChange.connect(self._hold)
        self.model.loaded.connect(self._after_load)
        self.model.sortAsked.connect(lambda column, down: self.sort_by(cast(Order, column), descending=down))
        view.selectionModel().currentChanged.connect(self._moved)
        view.clicked.connect(lambda index: self._moved(index, index))
        view.activated.connect(self._activate)
        view.filesDropped.connect(self.filesDropped)
        view.copyPressed.connect(self.copy)
        view.customContextMenuRequested.connect(self._menu)
        view.windowPressed.connect(self._open_window)
        view.deletePressed.connect(self.deleteAsked)
        view.starClicked.connect(self.starAsked)
        view.typedAhead.connect(self._type_ahead)
        self.columns.resetAsked.connect(self._reset_columns)
        self.columns.arrangeAsked.connect(self.arrange_columns)
        self.columns.fitted.connect(self._set_row_height)
        head.set_menu(head.columns, self.columns.fill_menu)
        head.set_menu(head.sort, self._sort_menu)
        head.export.clicked.connect(self.exportAsked)

    def _apply(self) -> None:
        if self._session is None:
            return
        search_state = self._search_state
        kind = kind_of(search_state.where.key, search_state.words)
        layout = self._layouts.of(kind)
        order, descending = search_state.order or (layout.sort, layout.descending)
        if order == "relevance" and not search_state.words:
            order, descending = "title", False
        if kind != self._kind:
            self._kind = kind
            self._layout_due = True
        self._show_place()
        query = PackageQuery.of(search_state.query, order, descending=descending)
        column = COLUMNS.index(order) if order in COLUMNS else -1
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.model.query = query  # what the header asks for next is no news
        self.view.horizontalHeader().setSortIndicator(column, way)
        self.model.set_query(query)

    def _show_place(self) -> None:
        where, tree = self._search_state.where, self._search_state.tree
        owner = tree.get(where.organization) if where.organization else None
        self.title.set_full_text(owner.title if owner else view_title(where.key))
        self.head.breadcrumb.show_path(tree.path(owner.id) if owner else ())
        self.head.chips.show_pieces(where.rest, self._words)

    def _hold(self) -> None:
        """Remember, before rows come or go, which records are selected and how far the list is scrolled."""
        self._held = self.selected(), self.view.verticalScrollBar().value()

    def _after_load(self, other: bool) -> None:
        count = self.model.rowCount()
        if self._layout_due:  # other columns come with the other rows: the former are not painted for them once more
            self._layout_due = False
            self.columns.show(self._layouts.of(self._kind))
        self._set_row_height()
        self.stack.setCurrentWidget(self.view if count else self.empty)
        if not count:
            self.emptiness.explain()
        self.emptiness.loaded(count)
        self._show_age()
        held, at = self._held
        current = self.model.find(self._current)
        rows = [] if other else self.model.rows_of(held)
        if self._held != _NOTHING or (current.isValid() and self.view.currentIndex() != current):
            shown = rows or ([current.row()] if current.isValid() else [])
            self.view.select_rows(shown, current.row())
        self.view.verticalScrollBar().setValue(0 if other else at or self.view.verticalScrollBar().value())
        self._held = _NOTHING
        self.view.lay_out_now()

    def _mark(self, index: QModelIndex) -> None:
        if index.isValid():
            self.view.select_rows([index.row()], index.row())
            self.view.scrollTo(index)
        else:
            self._unmark()

    def _unmark(self) -> None:
        """Select nothing: what is on screen is not in the list. The cursor stays for the arrow keys."""
        self.view.select_rows([], self.view.currentIndex().row())
        self._held = _NOTHING[0], self._held[1]

    def _synchronized(self) -> None:
        self._read_age()
        if not self.model.rowCount():
            self.emptiness.explain()

    def _read_age(self) -> None:
        """Read when the catalogue was synchronized last; not with every key press."""
        session = self._session
        if session is None:
            return

        workspace = session.workspace

        def take(found: tuple[float | None, Coverage]) -> None:
            self._seen, self._coverage = found
            self._show_age()

        self._aging.ask(session, lambda: (workspace.synchronized_at(), coverage(workspace)), take)

    def _show_age(self) -> None:
        session, count = self._session, self.model.count
        if session is None:
            return
        records = counted(count, self.tr("1 record"), self.tr("%1 records").replace("%1", grouped(count)))
        parts = [records, self._order_words()]
        if self._seen is not None:
            ago = relative_time(datetime.fromtimestamp(self._seen, UTC), datetime.now(UTC))
            parts.append(self.tr("synced %1").replace("%1", ago))
        if session.connection == "offline":
            parts.append(self.tr("offline"))
        if not self._coverage.complete and (self._seen is not None or self._coverage.titles):
            parts.append(self.tr("only part of the catalogue is here"))
        self.age.set_full_text(" · ".join(p for p in parts if p))

    def _order_words(self) -> str:
        order, descending = self.order
        if (order, descending) == ("title", False):
            return ""
        return self.tr("sorted by %1").replace("%1", format_column(order))

    def _sort_menu(self, menu: QMenu) -> None:
        now, down = self.order
        offered = [c for c in COLUMNS if c in self.shown_columns or c in ("title", "modified", "created", "due")]
        for order in [*(["relevance"] if self._search_state.words else []), *offered]:
            action = menu.addAction(format_column(order))
            action.setCheckable(True)
            action.setChecked(order == now)
            natural = order in ("modified", "created", "opened", "seen", "resources", "lacks")
            action.triggered.connect(lambda _on, o=order, d=natural: self.sort_by(cast(Order, o), descending=d))
        menu.addSeparator()
        menu.addAction(self.tr("Reverse order"), lambda: self.sort_by(now, descending=not down))

    def _set_row_height(self) -> None:
        height = measures.FOUND_ROW if self.model.searched else measures.TABLE_ROW
        self.view.set_row_height(height + (measures.TITLE_LINE if self.columns.two_lines else 0))

    def arrange_columns(self) -> None:
        """Ask which columns to show, and in which order."""
        dialog = ColumnsDialog(self.columns.layout, self.columns.width_of, self.window())
        dialog.arranged.connect(self._arranged)
        dialog.open()

    def _arranged(self, columns: list[str], widths: dict[str, int]) -> None:
        layout = self._layouts.of(self._kind)
        layout.columns = columns
        layout.widths.update(widths)
        self.columns.show(layout)

    def _open_window(self) -> None:
        row = self.current_row()
        if row is not None:
            (self.activated if is_local(row) else self.windowAsked).emit(row.id)

    def _type_ahead(self, begun: str) -> None:
        """Go to the next record whose title begins with what was typed; more letters may keep the one that is there."""
        session = self._session
        if session is None:
            return
        workspace, start = session.workspace, self.view.currentIndex().row() + (len(begun) == 1)

        def go(keys: list[int]) -> None:
            index = self.model.next_of(keys, start)
            if index.isValid():
                select_only(self.view, index)

        self._ahead.ask(session, lambda: results.keys_titled(workspace, begun), go)

    def _reset_columns(self) -> None:
        self._layouts.reset(self._kind)
        self.columns.show(self._layouts.of(self._kind))

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(RowRole) if index.isValid() else None
        if row is not None and row.id != self._current:
            self._current = row.id
            self.chosen.emit(row.id)

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if row is not None:
            self.activated.emit(row.id)

    def _menu(self, at: QPoint) -> None:
        """Ask for the menu at the mouse; of the keyboard's key at the row that has the cursor."""
        index = self.view.indexAt(at)
        if not index.isValid():
            index = self.view.currentIndex()
            at = self.view.visualRect(index).center()
        if index.isValid():
            self.menuAsked.emit(self.view.viewport().mapToGlobal(at))

    def _on_change(self, kind: str, _ids: object) -> None:
        self.model.follow_badges(kind)
        if kind == "packages" and not self._reload_soon.isActive():
            self._reload_soon.start()
        elif kind in ("sheets", "organizations") and not self._reload_soon.isActive():
            self._reload_soon.start(_CHANGED_MS)
        elif kind in _ASKED_BY and not self._reload_soon.isActive():
            words = self.query.words.casefold()
            if any(word in words for word in _ASKED_BY[kind]):  # only what is asked of these has other rows now
                self._reload_soon.start(0 if kind != "uploads" else _CHANGED_MS)
