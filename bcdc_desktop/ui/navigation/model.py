"""Places and organizations as a tree model over ids: no item per row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bcdc_desktop.app.search.views import ALL, DRAFTS, MINE
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.plain_text import tooltip

from .delegate import CountRole

__all__ = ["ALL", "DRAFTS", "MINE", "CountRole", "KeyRole", "NameRole", "OrganizationModel", "Place"]

KeyRole = Qt.ItemDataRole.UserRole + 1
NameRole = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Place:
    """A ready place above the organizations; ``words`` is the search that it is."""

    key: str
    title: str
    icon: str
    words: str = ""


class OrganizationModel(QAbstractItemModel):
    """Places first, then ministries with their branches below. A filter keeps what matches and all above it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._counts: dict[str, int] = {}
        self._tree = OrganizationTree([])
        self._texts: list[tuple[str, str]] = []  # of each organization: its id, and what a filter looks at
        self._children: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}
        self._rows: dict[str, int] = {}
        self._keys: list[str] = []
        self._numbers: dict[str, int] = {}
        self._words = ""
        self._only_mine = False

    def show(self, places: list[Place], tree: OrganizationTree) -> None:
        """Shows other places and organizations."""
        self.beginResetModel()
        self._places, self._tree = places, tree
        self._texts = [(o.id, f"{o.title}\n{o.name}\n{o.id}".casefold()) for o in tree]
        self._arrange()
        self.endResetModel()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Shows how many records the places hold."""
        self._counts = dict(counts)
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, 0), [CountRole])

    def set_filter(self, words: str, *, only_mine: bool) -> None:
        """Keeps organizations whose title, name or id holds the words, and those above them."""
        self.beginResetModel()
        self._words, self._only_mine = words.casefold().strip(), only_mine
        self._arrange()
        self.endResetModel()

    @property
    def tree(self) -> OrganizationTree:
        """The organizations shown."""
        return self._tree

    def organization(self, index: Index) -> Organization | None:
        """The organization at an index; None for a place."""
        return self._tree.get(self.key(index)) if index.isValid() else None

    def key(self, index: Index) -> str:
        """An organization's id, or a place's key."""
        return self._keys[index.internalId()] if index.isValid() else ""

    def find(self, key: str) -> QModelIndex:
        """The index of an organization or place; invalid when it is not shown."""
        if key not in self._rows:
            return QModelIndex()
        return self.createIndex(self._rows[key], 0, self._numbers[key])

    def matches(self) -> int:
        """How many organizations are shown."""
        return len(self._rows) - len(self._places)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._children.get(self._keys[parent.internalId()] if parent.isValid() else "", ())
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, self._numbers[children[row]])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above = self._parents.get(self.key(index), "") if index.isValid() else ""
        return self.find(above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children.get(self._keys[parent.internalId()] if parent.isValid() else "", ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key = self.key(index)
        if role == KeyRole:
            return key
        place = next((p for p in self._places if p.key == key), None)
        if place is not None:
            return self._place_data(place, role)
        organization = self._tree.get(key)
        if organization is None:
            return None
        count = self._tree.total(key)
        if role == Qt.ItemDataRole.DisplayRole:
            return organization.title
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon("office-building-outline") if key not in self._parents else None
        if role == CountRole:
            return count
        if role == NameRole:
            return organization.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{organization.title}\n{organization.name}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("%1, %2 records").replace("%1", organization.title).replace("%2", str(count))
        return None

    def _place_data(self, place: Place, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return place.title
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.icon(place.icon)
        count = self._counts.get(place.key)
        if role == CountRole:
            return count
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(place.words)
        if role == Qt.ItemDataRole.AccessibleTextRole and count is not None:
            return self.tr("%1, %2 records").replace("%1", place.title).replace("%2", str(count))
        return None

    def _arrange(self) -> None:
        tree, visible = self._tree, self._shown_ids()
        self._children = {"": [p.key for p in self._places]}
        self._parents, self._rows = {}, {}
        waiting = [o.id for o in tree.roots() if o.id in visible]
        self._children[""] += waiting
        while waiting:
            key = waiting.pop()
            below = [o.id for o in tree.children(key) if o.id in visible]
            if below:
                self._children[key] = below
                self._parents.update(dict.fromkeys(below, key))
                waiting += below
        for children in self._children.values():
            for row, key in enumerate(children):
                self._rows[key] = row
        for key in self._rows:
            if key not in self._numbers:
                self._numbers[key] = len(self._keys)
                self._keys.append(key)

    def _shown_ids(self) -> set[str]:
        """What the filter keeps: organizations that hold its words, and all above them."""
        tree, words = self._tree, self._words
        hits = {key for key, text in self._texts if words in text}
        if self._only_mine:
            hits &= {o.id for o in tree if o.capacity}
        visible: set[str] = set()
        for hit in hits:
            above: str | None = hit
            while above is not None and above not in visible:
                visible.add(above)
                above = tree.above(above)
        return visible
