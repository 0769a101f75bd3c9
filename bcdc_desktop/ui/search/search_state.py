"""What is asked for, by the field, the places, the facets and the chips alike: one text, and where it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.search.views import DRAFTS, Location, RecordView, location_of
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.search.query_edit import words_alone
from bcdc_desktop.store.cache import Order

Sorting = tuple[Order, bool]  # the order, and whether it is turned round


class SearchState(QObject):
    """The text of the search, which decides what the list shows. Views change it, and show what it says now.

    ``order`` is one that belongs to the text (of a saved search); None leaves the order to the list.
    """

    changed = Signal()
    placesChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.order: Sorting | None = None
        self.places: list[RecordView] = []
        self.tree = OrganizationTree([])
        self._where = Location("all")

    @property
    def where(self) -> Location:
        """Where the search is, and what narrows it down there."""
        return self._where

    @property
    def among_drafts(self) -> bool:
        """Whether all drafts are asked for; what is searched for among them is a list like any other."""
        return self._where.key == DRAFTS and not self._where.rest and not self.words

    @property
    def place(self) -> RecordView | None:
        """The ready place in which it is; None in an organization."""
        return next((p for p in self.places if p.key == self._where.key), None)

    @property
    def words(self) -> str:
        """The free words of the text."""
        return words_alone(self.text)

    def ask(self, text: str, *, order: Sorting | None = None) -> None:
        """Asks for something else."""
        if (text, order) == (self.text, self.order):
            return
        self.text, self.order = text, order
        self._where = location_of(text, self.places, self.tree)
        self.changed.emit()

    def know(self, places: Sequence[RecordView], tree: OrganizationTree) -> None:
        """Learns which places and organizations there are; the text stays."""
        self.places, self.tree = list(places), tree
        found = location_of(self.text, self.places, tree)
        if found != self._where:
            self._where = found
            self.changed.emit()
        self.placesChanged.emit()
