"""The left pane: organizations, or what the list can be narrowed down by. One of both is on screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.organizations.pane import OrganizationPane
from bcdc_desktop.ui.theme import measures

from .facets import FacetPanel


class SidePane(QWidget):
    """Two tabs. A search shows the facets by itself, and gives the organizations back when it is over; somebody who
    chose a tab by hand meanwhile keeps it."""

    narrowing = Signal(bool)

    def __init__(self, organizations: OrganizationPane, facets: FacetPanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.organizations, self.facets = organizations, facets
        self._by_itself = False
        self._refused = False
        theme.use_ground(self, "ground")
        self.places_tab = self._tab("placesTab", self.tr("Organizations"))
        self.narrow_tab = self._tab("narrowTab", self.tr("Narrow down"))
        self.places_tab.setChecked(True)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 10, 12, 0)
        tabs.setSpacing(4)
        tabs.addWidget(self.places_tab)
        tabs.addWidget(self.narrow_tab)
        tabs.addStretch(1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(organizations)
        self._stack.addWidget(facets)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tabs)
        layout.addWidget(self._stack, 1)
        self.places_tab.clicked.connect(lambda: self._choose(narrow=False))
        self.narrow_tab.clicked.connect(lambda: self._choose(narrow=True))

    def search_began(self) -> None:
        """Somebody types a search: facets are of use now."""
        if not self._refused and not self.narrow_tab.isChecked():
            self._by_itself = True
            self._show(narrow=True)

    def search_ended(self) -> None:
        """The search was emptied, or a place chosen."""
        if self._by_itself:
            self._by_itself = False
            self._show(narrow=False)

    def focus_organizations(self) -> None:
        """Puts the cursor into the tree."""
        self._show(narrow=False)
        self.organizations.view.setFocus()

    def focus_filter(self) -> None:
        """Puts the cursor into the filter of organizations."""
        self._show(narrow=False)
        self.organizations.filter.setFocus()

    def focus_facets(self) -> None:
        """Puts the cursor into the facets."""
        self._by_itself = False
        self._show(narrow=True)
        self.facets.view.setFocus()

    def _choose(self, *, narrow: bool) -> None:
        self._refused = self._by_itself and not narrow
        self._by_itself = False
        self._show(narrow=narrow)

    def _show(self, *, narrow: bool) -> None:
        (self.narrow_tab if narrow else self.places_tab).setChecked(True)
        self._stack.setCurrentWidget(self.facets if narrow else self.organizations)
        self.narrowing.emit(narrow)

    def _tab(self, name: str, words: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(name)
        tab.setText(words)
        tab.setAccessibleName(words)
        tab.setCheckable(True)
        tab.setProperty("kind", "tab")
        tab.setMinimumHeight(measures.CONTROL_HEIGHT - 4)
        group = self.findChild(QButtonGroup) or QButtonGroup(self)
        group.addButton(tab)
        return tab
