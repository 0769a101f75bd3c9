"""Painting of the rows of the left pane: an icon, a name, and a count at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.text import grouped

CountRole = Qt.ItemDataRole.UserRole + 2
HeadingRole = Qt.ItemDataRole.UserRole + 4  # True: a heading, not something to choose


class CountDelegate(QStyledItemDelegate):
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
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, QColor(roles.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(roles.hover))
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
        shown = QFontMetrics(name_font).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole) or "", Qt.TextElideMode.ElideRight, name.width()
        )
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
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
