"""The left pane: views, then organizations with their branches, filtered as the user types."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.gui_priority import window_at_work
from bcdc_desktop.app.records.publish import has_states
from bcdc_desktop.app.search.saved import SavedSearches
from bcdc_desktop.app.search.views import SAVED, RecordView, counts, draft_counts, record_views
from bcdc_desktop.app.sync.scope import Coverage, coverage
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.organization_search import words_of
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.navigation.model import CountDelegate, KeyRole, OrganizationModel, Place, view_icon, view_title
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.inputs import add_clear_button, add_icon
from bcdc_desktop.ui.widgets.keys import deletes
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import configure_table, select_only
from bcdc_desktop.ui.widgets.text import age

_FILTER_MS = 120
_COUNT_MS = 700
_AGE_MS = 30_000


class OrganizationPane(QWidget):
    """Shows views and organizations, and tells which one was chosen. Reads the store in a worker."""

    chosen = Signal(str)  # key of a view, or id of an organization
    loaded = Signal()
    placesRead = Signal(list, object)  # list of RecordView, OrganizationTree
    renameAsked = Signal(str)  # name of a saved search
    removeAsked = Signal(str)
    qualityAsked = Signal(str)  # organization id
    copyAsked = Signal(str, str)  # what ("id", "name", "url"), value
    openAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._expanded: set[str] = set()
        self._current = ""
        self._latest, self._counting, self._aging = (LatestOnly("disk", self) for _ in range(3))
        self._searches: SavedSearches | None = None
        self._ready: list[RecordView] = []
        self._all_counts_due = True
        theme.use_ground(self, "ground")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("orgFilter")
        self.filter.setAccessibleName(self.tr("Find an organization"))
        self.filter.setPlaceholderText(self.tr("Find an organization"))
        add_clear_button(self.filter)
        add_icon(self.filter, theme.icon("filter-variant"))
        self.only_mine = QToolButton(self)
        self.only_mine.setObjectName("onlyMine")
        self.only_mine.setCheckable(True)
        self.only_mine.setText(self.tr("Mine only"))
        self.only_mine.setToolTip(self.tr("Show only organizations in which you have a role"))
        self.only_mine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.only_mine.setIcon(theme.icon("account-outline"))
        self.model = OrganizationModel(self)
        self.view = _Tree(self)
        configure_table(self.view, "orgTree", self.tr("Organizations"), read_only=True)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CountDelegate(self.view))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.empty = PlainLabel(parent=self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.empty.hide()
        self.partial = PlainLabel(parent=self)
        self.partial.setObjectName("partialCache")
        self.partial.setProperty("role", "secondary")
        self.partial.setWordWrap(True)
        self.choose_scope = QPushButton(self.tr("Choose what to sync…"), self)
        self.choose_scope.setObjectName("chooseSyncScope")
        self.choose_scope.clicked.connect(self.show_sync_scope)
        self.age = ElidedLabel("", self)
        self.age.setObjectName("treeAge")
        self.age.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 0, 6)
        layout.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, 12, 0)
        top.setSpacing(4)
        top.addWidget(self.filter)
        top.addWidget(self.only_mine)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(0, 0, 12, 0)
        bottom.setSpacing(4)
        bottom.addWidget(self.partial)
        bottom.addWidget(self.choose_scope)
        layout.addLayout(bottom)
        layout.addWidget(self.age)
        self._show_coverage(Coverage())
        self._soon = debounce(_FILTER_MS, self._apply_filter, self)
        self._later = debounce(_COUNT_MS, self._count, self)  # counts follow the records that arrive
        self._synced_at: float | None = None
        self._ages = QTimer(self)
        self._ages.setInterval(_AGE_MS)
        self._ages.timeout.connect(self._show_age)
        self._ages.start()
        self.filter.textChanged.connect(lambda _t: self._soon.start())
        self.filter.returnPressed.connect(self._into_tree)
        self.only_mine.toggled.connect(lambda _on: self._apply_filter())
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.expanded.connect(lambda i: self._expanded.add(self.model.key(i)))
        self.view.collapsed.connect(lambda i: self._expanded.discard(self.model.key(i)))
        self.view.clicked.connect(self._clicked)
        self.view.renamePressed.connect(lambda: self._rename(self.model.key(self.view.currentIndex())))
        self.view.removePressed.connect(lambda: self._remove(self.model.key(self.view.currentIndex())))
        self.view.copyPressed.connect(lambda: self.copy("id"))
        self.view.copyAddressPressed.connect(lambda: self.copy("url"))

    def show_session(self, session: Session, searches: SavedSearches) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
            self._session.synchronized.disconnect(self._synchronized)
        self._session, self._searches = session, searches
        self._current = ""
        self.model.set_counts({})
        session.changed.connect(self._on_change)
        session.synchronized.connect(self._synchronized)
        self.only_mine.setEnabled(session.workspace.catalogue.has_key)
        self.reload()
        self._read_age()

    def reload(self) -> None:
        """Read organizations and counts again."""
        session = self._session
        if session is None:
            return
        workspace, searches = session.workspace, self._searches

        def read() -> tuple[OrganizationTree, list[RecordView]]:
            saved = searches.all() if searches is not None else []
            places = record_views(signed_in=workspace.catalogue.has_key, has_states=has_states(workspace), saved=saved)
            tree = workspace.tree()
            words_of(tree)  # made here, so that no key press waits for it
            return tree, places

        self._latest.ask(session, read, lambda found: self.show_places(found[1], found[0]))

    def choose(self, key: str) -> None:
        """Select a view or an organization."""
        index = self.model.find(key)
        if index.isValid():
            again = key == self._current
            select_only(self.view, index)
            self.view.scrollTo(index)
            if again:  # removes the filters that were set there
                self.chosen.emit(key)

    def mark(self, key: str) -> None:
        """Show where the list is, without choosing it."""
        if key == self._current:
            return
        self._current = key
        above = self.model.tree.path(key)[:-1]
        index = self.model.find(key)
        selection = self.view.selectionModel()
        blocked = selection.blockSignals(True)
        for organization in above:
            self.view.expand(self.model.find(organization.id))
        select_only(self.view, index)
        selection.blockSignals(blocked)
        if index.isValid():
            self.view.scrollTo(index)
        self.view.viewport().update()

    def current(self) -> str:
        """Return the key of the view, or the id of the organization, that is chosen."""
        return self._current

    def expanded(self) -> list[str]:
        """Return the ids of the organizations that are expanded."""
        return sorted(self._expanded)

    def set_expanded(self, keys: list[str]) -> None:
        """Expand organizations."""
        self._expanded = set(keys)

    def copy(self, what: str) -> None:
        """Copy the ID, name or address of the organization."""
        organization = self.model.organization(self.view.currentIndex())
        if organization is None or self._session is None:
            return
        values = {
            "id": organization.id,
            "name": organization.name,
            "url": self._session.workspace.profile.organization_page(organization.name),
        }
        self.copyAsked.emit(what, values[what])

    def count_soon(self) -> None:
        """Count the records of the views again, soon."""
        if not self._later.isActive():
            self._later.start()

    def _count(self) -> None:
        """Count the records of the views; the tree can be used before."""
        self._all_counts_due = True
        self._read_counts()

    def _read_counts(self) -> None:
        session, ready, everything = self._session, self._ready, self._all_counts_due
        if session is None:
            return
        workspace = session.workspace

        def take(found: tuple[dict[str, int], Coverage | None]) -> None:
            self._all_counts_due = False
            self.model.set_counts(found[0] if everything else {**self.model.counts, **found[0]})
            if found[1] is not None:
                self._show_coverage(found[1])

        def read() -> tuple[dict[str, int], Coverage | None]:
            # a draft changes nothing of what of the catalogue is here
            return (
                (counts(workspace, ready), coverage(workspace))
                if everything
                else (draft_counts(workspace, ready), None)
            )

        self._counting.ask(session, read, take)

    def _show_coverage(self, found: Coverage) -> None:
        """Say what is missing on this computer, and offer to choose where that is worth it."""
        words = found.notice
        if found.large and found.organizations is None and not found.only_mine:
            words = self.tr("This catalogue is large, so the first sync takes a while.") + (
                f"\n{words}" if words else ""
            )
        limited = found.only_mine or found.organizations is not None
        shown = limited or bool(found.titles) or found.large
        self.partial.setText(words)
        self.partial.setVisible(shown)
        self.choose_scope.setVisible(shown)

    def show_sync_scope(self) -> None:
        """Have the user choose what to sync."""
        if self._session is None:
            return
        from bcdc_desktop.ui.dialogs.sync_scope import SyncScopeDialog

        SyncScopeDialog(self._session, self.window()).open()

    def _synchronized(self) -> None:
        self._read_age()
        self.count_soon()

    def _read_age(self) -> None:
        session = self._session
        if session is not None:
            self._aging.ask(session, session.workspace.synchronized_at, self._take_age)

    def _take_age(self, at: float | None) -> None:
        self._synced_at = at
        self._show_age()

    def _show_age(self) -> None:
        self.age.set_full_text(age(time.time() - self._synced_at) if self._synced_at is not None else "")

    def show_places(self, ready: list[RecordView], tree: OrganizationTree) -> None:
        """Show views, and the organizations below them; what is chosen and expanded stays so."""
        self._ready = ready
        places = [Place(p.key, view_title(p.key), view_icon(p.key), p.words) for p in ready]
        self._keep_place(lambda: self.model.show(places, tree))
        self.empty.setVisible(len(tree) == 0)
        self.empty.setText(self.tr("Organizations appear here after the first sync.") if len(tree) == 0 else "")
        self._count()
        self.placesRead.emit(ready, tree)
        self.loaded.emit()

    def _apply_filter(self) -> None:
        words, mine = self.filter.text(), self.only_mine.isChecked()
        self._keep_place(lambda: self.model.set_filter(words, only_mine=mine), reveal=bool(words.strip() or mine))
        nothing = self.model.matches() == 0 and len(self.model.tree) > 0
        self.empty.setVisible(nothing)
        if nothing:
            self.empty.setText(self.tr("No organization has that name. Press Esc to clear the filter."))

    def _keep_place(self, change: Callable[[], None], *, reveal: bool | None = None) -> None:
        """Run a reset of the model; selection, scroll position and expanded branches stay."""
        bar = self.view.verticalScrollBar()
        at = bar.value()
        blocked = self.view.selectionModel().blockSignals(True)
        change()
        if reveal is None:
            reveal = bool(self.filter.text().strip() or self.only_mine.isChecked())
        self.view.blockSignals(True)
        if reveal:
            self.view.expandAll()
        else:
            for key in self._expanded:
                index = self.model.find(key)
                if index.isValid():
                    self.view.expand(index)
        self.view.blockSignals(False)
        index = self.model.find(self._current)
        if index.isValid():
            select_only(self.view, index)
        self.view.selectionModel().blockSignals(blocked)
        bar.setValue(at)
        self.view.viewport().update()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.key(index)
        if key and key != self._current:
            self._current = key
            self.chosen.emit(key)

    def _clicked(self, index: QModelIndex) -> None:
        """Remove the filters that were set there, where what is clicked is chosen already."""
        key = self.model.key(index)
        if key and key == self._current:
            self.chosen.emit(key)

    def _rename(self, key: str) -> None:
        if key.startswith(SAVED):
            self.renameAsked.emit(key.removeprefix(SAVED))

    def _remove(self, key: str) -> None:
        if key.startswith(SAVED):
            self.removeAsked.emit(key.removeprefix(SAVED))

    def _into_tree(self) -> None:
        self._soon.stop()
        self._apply_filter()
        words = self.filter.text().casefold().strip()
        hit = next((o for o in self.model.tree if words and words in (o.title + " " + o.name).casefold()), None)
        if hit is not None:
            self.choose(hit.id)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the filter with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return
        super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        organization = self.model.organization(index)
        menu = QMenu(self)
        key = self.model.key(index)
        if key.startswith(SAVED):
            menu.addAction(theme.icon("pencil-outline"), self.tr("Rename…"), lambda: self._rename(key))
            menu.addAction(theme.icon("delete-outline"), self.tr("Delete"), lambda: self._remove(key))
            menu.popup(self.view.viewport().mapToGlobal(at))
        if organization is None:
            return
        menu.addAction(theme.icon("content-copy"), self.tr("Copy ID"), lambda: self.copy("id"))
        menu.addAction(self.tr("Copy name"), lambda: self.copy("name"))
        menu.addAction(self.tr("Copy address"), lambda: self.copy("url"))
        menu.addSeparator()
        quality = self.tr("Data quality…")
        menu.addAction(theme.icon("heart-pulse"), quality, lambda: self.qualityAsked.emit(organization.id))
        if self._session is not None:
            page = self._session.workspace.profile.organization_page(organization.name)
            menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), lambda: self.openAsked.emit(page))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "organizations":
            self.reload()
        elif kind in ("packages", "favourites"):
            self.count_soon()
        elif kind in ("drafts", "sheets"):
            self._read_counts()  # those of drafts alone, unless all are due


class _Tree(QTreeView):
    copyPressed = Signal()
    copyAddressPressed = Signal()
    renamePressed = Signal()
    removePressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setProperty("ground", "ground")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paintEvent(self, event: QPaintEvent) -> None:
        with window_at_work():
            super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let F2 rename a saved search; everywhere else it edits the record."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            saved = str(self.currentIndex().data(KeyRole) or "").startswith(SAVED)
            if event.key() == Qt.Key.Key_F2 and saved:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copyPressed.emit()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copyAddressPressed.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renamePressed.emit()
        elif deletes(event):
            self.removePressed.emit()
        else:
            super().keyPressEvent(event)
