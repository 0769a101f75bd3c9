"""The left pane: organizations, or filters for the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.navigation.pane import OrganizationPane
from bcdc_desktop.ui.widgets.tabs import Tabs

from .facets import FacetPanel


class SidePane(QWidget):
    """Two tabs. A search shows the filters, and the organizations come back when it is over, unless a tab was chosen by
    hand meanwhile."""

    narrowing = Signal(bool)

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
        self._tabs.clicked.connect(lambda number: self._choose(narrow=number == 1))

    def search_began(self) -> None:
        """Show the filters: somebody types a search."""
        if not self._refused and not self.narrow_tab.isChecked():
            self._by_itself = True
            self._show(narrow=True)

    def search_ended(self) -> None:
        """Return the search was emptied, or a place chosen."""
        if self._by_itself:
            self._by_itself = False
            self._show(narrow=False)

    def focus_organizations(self) -> None:
        """Put the cursor into the tree."""
        self._show(narrow=False)
        self.organizations.view.setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter of organizations."""
        self._show(narrow=False)
        self.organizations.filter.setFocus()

    def focus_facets(self) -> None:
        """Put the cursor into the facets."""
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
