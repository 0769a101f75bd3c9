"""What may be meant, below the search field: the words at the left, what they mean at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bcdc_desktop.domain.search.completion import Completion
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures

CompletionRole = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_PADDING = 8


class CompletionModel(QAbstractListModel):
    """The completions that are offered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._offers: list[Completion] = []

    def show(self, offers: Sequence[Completion]) -> None:
        """Offers others."""
        self.beginResetModel()
        self._offers = list(offers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role == CompletionRole:
            return offer
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.label}, {offer.detail}" if offer.detail else offer.label
        return None


class CompletionView(QListView):
    """The list that drops down."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "offers")
        self.setObjectName("searchOffers")
        self.setAccessibleName(self.tr("What may be meant"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paint_offers(self) -> None:
        """Paints words and what they mean."""
        self.setItemDelegate(_Delegate(self))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, measures.TREE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer: Completion = index.data(CompletionRole)
        roles, rect = theme.current(), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(roles.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(roles.hover))
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        font = option.font
        font.setPixelSize(measures.TEXT)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = metrics.elidedText(offer.label, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(roles.selection_text if selected else roles.text))
        painter.drawText(inner, middle, name)
        room = inner.width() - metrics.horizontalAdvance(name) - 16
        font.setPixelSize(measures.SECONDARY)
        painter.setFont(font)
        painter.setPen(QColor(roles.muted))
        detail = QFontMetrics(font).elidedText(offer.detail, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignRight), detail)
