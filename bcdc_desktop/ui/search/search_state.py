"""The search that the window shows: field, views, facets and chips change one text, and show what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.rows import Order
from bcdc_desktop.app.search.views import DRAFTS, Location, RecordView, location_of
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.domain.search.query_edit import words_alone

Sorting = tuple[Order, bool]  # the order, and whether it is reversed


class SearchState(QObject):
    """The search, which decides what the list shows. Views change its text, and read it as it was parsed then.

    ``order`` is one that belongs to the text (of a saved search); None leaves the order to the list.
    """

    changed = Signal()
    placesChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query = parse("")
        self.order: Sorting | None = None
        self.places: list[RecordView] = []
        self.tree = OrganizationTree([])
        self._words = ""
        self._where = Location("all")

    @property
    def text(self) -> str:
        """The text of the search."""
        return self.query.text

    @property
    def words(self) -> str:
        """The free words of the text."""
        return self._words

    @property
    def where(self) -> Location:
        """Return where the search is, and what filters it there."""
        return self._where

    @property
    def among_drafts(self) -> bool:
        """Return whether all drafts are asked for; what is searched for among them is a list like any other."""
        return self._where.key == DRAFTS and not self._where.rest and not self._words

    def ask(self, text: str, *, order: Sorting | None = None) -> None:
        """Ask for something else. This is where a search is parsed, once."""
        if (text, order) == (self.text, self.order):
            return
        if text != self.text:
            self.query = parse(text)
            self._words = words_alone(self.query)
            self._where = self._find()
        self.order = order
        self.changed.emit()

    def know(self, places: Sequence[RecordView], tree: OrganizationTree) -> None:
        """Take over which views and organizations there are; the text stays."""
        self.places, self.tree = list(places), tree
        found = self._find()
        if found != self._where:
            self._where = found
            self.changed.emit()
        self.placesChanged.emit()

    def _find(self) -> Location:
        return location_of(self.query, self.places, self.tree)
