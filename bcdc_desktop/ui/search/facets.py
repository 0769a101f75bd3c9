"""The left pane: organizations, or filters for the list. A click on a value of the records found filters by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from bcdc_desktop.app.search.facets import ORGANIZATION, Facet, FacetValue, facets, toggled
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.search.query import Query
from bcdc_desktop.domain.search.query_edit import leaving_out
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.navigation.model import CountDelegate, CountRole, HeadingRole
from bcdc_desktop.ui.navigation.pane import OrganizationPane
from bcdc_desktop.ui.search.labels import ValueFormatter, format_field
from bcdc_desktop.ui.search.search_state import SearchState
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.tab_order import order_tabs_at
from bcdc_desktop.ui.widgets.tables import configure_table, select_only
from bcdc_desktop.ui.widgets.tabs import Tabs
from bcdc_desktop.ui.widgets.text import counted

ValueRole = Qt.ItemDataRole.UserRole + 5  # (facet, FacetValue); None for headings
MoreRole = Qt.ItemDataRole.UserRole + 6  # True: the row that shows all values
Index = QModelIndex | QPersistentModelIndex
_FEW = 6  # values of a facet, until all are asked for


class FacetModel(QAbstractItemModel):
    """Values that are asked for are checked; of a long facet the first few are shown until more are wanted."""

    def __init__(self, words: ValueFormatter, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._facets: list[Facet] = []
        self._whole: set[str] = set()

    def show(self, facets: Sequence[Facet]) -> bool:
        """Show others; those without values are left out. Answers whether rows came, went or moved."""
        found = [f for f in facets if f.values]
        same = [(f.kind, [v.value for v in f.values]) for f in found] == [
            (f.kind, [v.value for v in f.values]) for f in self._facets
        ]
        if same:
            self._facets = found
            for number in range(len(found)):
                group = self.index(number, 0)
                last = self.rowCount(group) - 1
                self.dataChanged.emit(self.index(0, 0, group), self.index(last, 0, group))
            return False
        self.beginResetModel()
        self._facets = found
        self.endResetModel()
        return True

    def show_all(self, index: Index) -> None:
        """Show all values of the facet of a row."""
        self.beginResetModel()
        self._whole.add(self._facets[index.parent().row()].kind)
        self.endResetModel()

    def find(self, kind: str, value: str) -> QModelIndex:
        """Return the row of a value; invalid when it is not shown."""
        for number, facet in enumerate(self._facets):
            if facet.kind == kind:
                group = self.index(number, 0)
                for row, one in enumerate(self._shown(facet)):
                    if one.value == value:
                        return self.index(row, 0, group)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        group = index.internalId() if index.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._facets)
        if parent.internalId():
            return 0
        facet = self._facets[parent.row()]
        shown = len(self._shown(facet))
        return shown + (shown < len(facet.values))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not index.internalId():
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if not index.internalId():
            kind = self._facets[index.row()].kind
            return format_field(kind) if role == Qt.ItemDataRole.DisplayRole else role == HeadingRole or None
        facet = self._facets[index.internalId() - 1]
        shown = self._shown(facet)
        if index.row() >= len(shown):
            return self._more(facet, role)
        return self._value(facet.kind, shown[index.row()], role)

    def _value(self, kind: str, value: FacetValue, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.value(kind, value.value, value.label)
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("checkbox-marked" if value.chosen else "checkbox-blank-outline", "link")
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if value.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._words.value(kind, value.value, value.label))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._words.value(kind, value.value, value.label)
            one, many = self.tr("%1, 1 record"), self.tr("%1, %2 records")
            return counted(value.count, one, many).replace("%2", str(value.count)).replace("%1", text)
        return {CountRole: value.count, ValueRole: (kind, value)}.get(role)

    def _more(self, facet: Facet, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Show all %1…").replace("%1", str(len(facet.values)))
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("chevron-down")
        return True if role == MoreRole else None

    def _shown(self, facet: Facet) -> Sequence[FacetValue]:
        if facet.kind in self._whole or len(facet.values) <= _FEW + 1:
            return facet.values
        first = facet.values[:_FEW]
        return [*first, *(v for v in facet.values[_FEW:] if v.chosen)]


_CALM_MS = 300  # after the last key press; the list comes first
_CHANGED_MS = 800  # while records arrive


class FacetPanel(QWidget):
    """Reads facets in a worker while it is on screen."""

    asked = Signal(str)  # the search, changed

    def __init__(self, search_state: SearchState, words: ValueFormatter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search_state = search_state
        self._session: Session | None = None
        self._latest = LatestOnly("disk", self)
        self.read: Callable[[Workspace, Query], list[Facet]] = facets
        self._changes = 0  # how often records changed
        self._known: tuple[Session, str, int] | None = None
        theme.use_ground(self, "ground")
        self.title = ElidedLabel("", self)
        self.title.setProperty("role", "muted")
        self.title.hide()
        self.model = FacetModel(words, self)
        self.view = FacetView(self)
        self.view.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.view, 1)
        self._soon = debounce(_CALM_MS, self._read, self)
        self.view.clicked.connect(self._use)
        self.view.usePressed.connect(lambda: self._use(self.view.currentIndex()))
        self.view.leaveOutPressed.connect(lambda: self._leave_out(self.view.currentIndex()))
        self.view.customContextMenuRequested.connect(self._menu)
        search_state.changed.connect(lambda: self._soon.start(_CALM_MS))

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
        self._session = session
        session.changed.connect(self._on_change)
        self._soon.start(_CALM_MS)

    @property
    def read_text(self) -> str | None:
        """The search whose facets are shown; None before any were read."""
        return self._known[1] if self._known else None

    def showEvent(self, event: object) -> None:
        """Catch up with what changed while it was not on screen."""
        self._soon.start(0)

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("packages", "organizations"):
            self._changes += 1
            if not self._soon.isActive():
                self._soon.start(_CHANGED_MS)

    def _read(self) -> None:
        session, query = self._session, self._search_state.query
        if session is None or not self.isVisible() or self._known == (session, query.text, self._changes):
            return
        workspace, read = session.workspace, (session, query.text, self._changes)
        self._latest.ask(session, lambda: self.read(workspace, query), lambda found: self._show(read, found))

    def _show(self, read: tuple[Session, str, int], found: list[Facet]) -> None:
        if read[1] != self._search_state.text:
            return
        self._known = read  # records that changed meanwhile are read again
        current = self.view.currentIndex().data(ValueRole)
        at = self.view.verticalScrollBar().value()
        if self.model.show(found):
            self.view.expandAll()
            self.view.verticalScrollBar().setValue(at)
            if current:
                select_only(self.view, self.model.find(current[0], current[1].value))
        nothing = self.model.rowCount() == 0
        self.title.set_full_text(self.tr("No filters for this list") if nothing else "")
        self.title.setVisible(nothing)

    def _use(self, index: QModelIndex) -> None:
        if index.data(MoreRole):
            at = self.view.verticalScrollBar().value()
            self.model.show_all(index)
            self.view.expandAll()
            self.view.verticalScrollBar().setValue(at)
        elif chosen := index.data(ValueRole):
            self.asked.emit(toggled(self._search_state.text, chosen[0], chosen[1].value))

    def _leave_out(self, index: QModelIndex) -> None:
        if chosen := index.data(ValueRole):
            kind, value = chosen
            field = "org" if kind == ORGANIZATION else kind
            self.asked.emit(leaving_out(self._search_state.text, field, value.value))

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        chosen: tuple[str, FacetValue] | None = index.data(ValueRole)
        if chosen is None:
            return
        menu = QMenu(self)
        words = self.tr("Remove this filter") if chosen[1].chosen else self.tr("Show only these")
        menu.addAction(words, lambda: self._use(index))
        menu.addAction(self.tr("Exclude these"), lambda: self._leave_out(index))
        menu.popup(self.view.viewport().mapToGlobal(at))


class FacetView(QTreeView):
    """Space and Enter use a value, minus leaves it out."""

    usePressed = Signal()
    leaveOutPressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        configure_table(self, "facetTree", self.tr("Filters"), read_only=True)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setProperty("ground", "ground")
        self.setItemDelegate(CountDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.usePressed.emit()
        elif event.key() == Qt.Key.Key_Minus:
            self.leaveOutPressed.emit()
        else:
            super().keyPressEvent(event)


class SidePane(QWidget):
    """Two tabs. A search shows the filters, and the organizations come back when it is over, unless a tab was chosen by
    hand meanwhile."""

    narrowing = Signal(bool)
    focusAsked = Signal()  # about to take the cursor: it may be hidden

    def __init__(self, organizations: OrganizationPane, facets: FacetPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.organizations, self.facets = organizations, facets
        self._by_itself = False
        self._refused = False
        theme.use_ground(self, "ground")
        self._tabs = Tabs([("placesTab", self.tr("Organizations")), ("narrowTab", self.tr("Filters"))], self)
        self.places_tab, self.narrow_tab = self._tabs.tab(0), self._tabs.tab(1)
        self._tabs.setContentsMargins(12, 10, 12, 0)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(organizations)
        self._stack.addWidget(facets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, 1)
        order_tabs_at(organizations, [self.places_tab, self.narrow_tab])
        self._tabs.clicked.connect(lambda number: self._choose(narrow=number == 1))

    def search_began(self) -> None:
        """Show the filters: somebody types a search."""
        if not self._refused and not self.narrow_tab.isChecked():
            self._by_itself = True
            self._show(narrow=True)

    def search_ended(self) -> None:
        """Show the organizations again: the search was emptied, or a view chosen."""
        if self._by_itself:
            self._by_itself = False
            self._show(narrow=False)

    def focus_organizations(self) -> None:
        """Put the cursor into the tree."""
        self.focusAsked.emit()
        self._show(narrow=False)
        self.organizations.view.setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter of organizations."""
        self.focusAsked.emit()
        self._show(narrow=False)
        self.organizations.filter.setFocus()

    def focus_facets(self) -> None:
        """Put the cursor into the facets."""
        self.focusAsked.emit()
        self._by_itself = False
        self._show(narrow=True)
        self.facets.view.setFocus()

    def _choose(self, *, narrow: bool) -> None:
        self._refused = self._by_itself and not narrow
        self._by_itself = False
        self._show(narrow=narrow)

    def _show(self, *, narrow: bool) -> None:
        self._tabs.choose(int(narrow))
        self._stack.setCurrentWidget(self.facets if narrow else self.organizations)
        self.narrowing.emit(narrow)
