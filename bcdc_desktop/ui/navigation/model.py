"""Views and organizations as a tree model over ids, with no item per row; and how a row with its count is painted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from bcdc_desktop.app.search.views import ALL, DRAFTS, FAVOURITES, MINE, PROBLEMS, RECENT, SAVED, WAITING
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import PlainDelegate, elided, tooltip
from bcdc_desktop.ui.widgets.tables import paint_ground
from bcdc_desktop.ui.widgets.text import counted, grouped

KeyRole = Qt.ItemDataRole.UserRole + 1
CountRole = Qt.ItemDataRole.UserRole + 2
NameRole = Qt.ItemDataRole.UserRole + 3
HeadingRole = Qt.ItemDataRole.UserRole + 4  # True: a heading, not something to choose


class CountDelegate(PlainDelegate):
    """A row with its count at the right, in muted text, never over the name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, measures.TREE_ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(HeadingRole):
            self._heading(painter, option, str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
            return
        count = index.data(CountRole)
        text = grouped(count) if count is not None else ""
        roles = theme.current()
        font = option.font
        font.setPixelSize(measures.SECONDARY)
        width = QFontMetrics(font).horizontalAdvance(text) + 12 if text else 0
        rect = QRect(option.rect)
        selected = paint_ground(painter, option)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        left = rect.left() + 4
        if icon is not None:
            side = measures.ICON
            icon.paint(painter, QRect(left, rect.center().y() - side // 2, side, side))
            left += side + 8
        painter.setPen(QColor(roles.selection_text if selected else roles.text))
        name_font = option.font
        name_font.setPixelSize(measures.TEXT)
        painter.setFont(name_font)
        name = QRect(left, rect.top(), rect.right() - left - width, rect.height())
        shown = elided(index.data(Qt.ItemDataRole.DisplayRole) or "", QFontMetrics(name_font), name.width())
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if text:
            name_font.setPixelSize(measures.SECONDARY)
            painter.setFont(name_font)
            painter.setPen(QColor(roles.muted))
            painter.drawText(
                QRect(rect.right() - width, rect.top(), width - 6, rect.height()),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                text,
            )

    @staticmethod
    def _heading(painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        font = option.font
        font.setPixelSize(measures.SECONDARY)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().secondary))
        rect = QRect(option.rect).adjusted(4, 0, -4, 0)
        shown = elided(text, QFontMetrics(font), rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


Index = QModelIndex | QPersistentModelIndex
_ICONS = {
    ALL: "database-outline",
    RECENT: "history",
    FAVOURITES: "star-outline",
    MINE: "account-outline",
    DRAFTS: "file-document-edit-outline",
    PROBLEMS: "alert-outline",
    WAITING: "inbox-outline",
}


@dataclass(frozen=True)
class Place:
    """A view above the organizations; ``words`` is its search."""

    key: str
    title: str
    icon: str
    words: str = ""


class OrganizationModel(QAbstractItemModel):
    """Views first, then organizations with their branches. A filter keeps matches and what is above them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._counts: dict[str, int] = {}
        self._tree = OrganizationTree([])
        self._texts: list[tuple[str, str]] = []  # of each organization: its id, and the text that a filter searches
        self._children: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}
        self._rows: dict[str, int] = {}
        self._keys: list[str] = []
        self._numbers: dict[str, int] = {}
        self._words = ""
        self._only_mine = False

    def show(self, places: list[Place], tree: OrganizationTree) -> None:
        """Show other views and organizations."""
        self.beginResetModel()
        self._places, self._tree = places, tree
        self._texts = [(o.id, f"{o.title}\n{o.name}\n{o.id}".casefold()) for o in tree]
        self._arrange()
        self.endResetModel()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records each place contains, as far as that is known: key -> number."""
        return self._counts

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records the views have."""
        self._counts = dict(counts)
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, 0), [CountRole])

    def set_filter(self, words: str, *, only_mine: bool) -> None:
        """Keep organizations whose title, name or id contains the words, and those above them."""
        self.beginResetModel()
        self._words, self._only_mine = words.casefold().strip(), only_mine
        self._arrange()
        self.endResetModel()

    @property
    def tree(self) -> OrganizationTree:
        """The organizations shown."""
        return self._tree

    def organization(self, index: Index) -> Organization | None:
        """Return the organization at an index; None for a view."""
        return self._tree.get(self.key(index)) if index.isValid() else None

    def key(self, index: Index) -> str:
        """Return an organization's id, or a view's key."""
        return self._keys[index.internalId()] if index.isValid() else ""

    def find(self, key: str) -> QModelIndex:
        """Return the index of an organization or view; invalid where it is not shown."""
        if key not in self._rows:
            return QModelIndex()
        return self.createIndex(self._rows[key], 0, self._numbers[key])

    def matches(self) -> int:
        """Return how many organizations are shown."""
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
            text = counted(count, self.tr("%1, 1 record"), self.tr("%1, %2 records"))
            return text.replace("%2", str(count)).replace("%1", organization.title)
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
            text = counted(count, self.tr("%1, 1 record"), self.tr("%1, %2 records"))
            return text.replace("%2", str(count)).replace("%1", place.title)
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
        """Return the organizations that the filter keeps: those that match, and all above them."""
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


def view_title(key: str) -> str:
    """Return the title of a view."""
    if key.startswith(SAVED):
        return key.removeprefix(SAVED)
    titles = {
        ALL: _tr("All records"),
        RECENT: _tr("Recent"),
        FAVOURITES: _tr("Favourites"),
        MINE: _tr("Mine"),
        DRAFTS: _tr("Drafts on this computer"),
        PROBLEMS: _tr("With problems"),
        WAITING: _tr("Waiting for me"),
    }
    return titles.get(key, key)


def view_icon(key: str) -> str:
    """Return the name of a view's icon."""
    return "bookmark-outline" if key.startswith(SAVED) else _ICONS.get(key, "magnify")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Views", text)
