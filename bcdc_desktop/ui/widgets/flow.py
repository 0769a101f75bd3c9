"""Layouts that wrap their widgets into lines, as text wraps, and how widgets leave a layout."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


def clear_layout(layout: QLayout) -> None:
    """Delete all widgets of a layout.

    ``takeAt`` would leave the item alive, and with it heights that are no longer true.
    """
    while (item := layout.itemAt(0)) is not None and (widget := item.widget()) is not None:
        layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


class FlowLayout(QLayout):
    """Places widgets next to each other, and wraps them into the next line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(QSize(0, item.minimumSize().height()))
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        tallest = max((i.sizeHint().height() for i in self._items), default=0)
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                lower = (tallest - hint.height()) // 2  # all in the middle of their line
                item.setGeometry(QRect(QPoint(x, y + lower), QSize(width, hint.height())))
            x, line = x + width + self._gap, max(line, tallest)
        return y + line - rect.y()


class LeadLayout(FlowLayout):
    """Gives its first widget the room that the others leave on its line; where that is too little, they go below it, in
    as many lines as they need.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int, gap: int = 8) -> None:
        """Make an empty layout.

        Args:
            parent: the widget that it lays out; None where it goes into another layout.
            least: pixels that the first widget has where the others are beside it.
            gap: pixels between two widgets.
        """
        super().__init__(parent, gap)
        self._least = least

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        lead, others = self._items[0], [item for item in self._items[1:] if not item.isEmpty()]
        beside = sum(item.sizeHint().width() + self._gap for item in others)
        if lead.isEmpty():
            return self._in_lines(others, rect, move=move)
        if rect.width() - beside >= self._least:
            width = rect.width() - beside
            height = max(_height(lead, width), *(item.sizeHint().height() for item in others), 0)
            if move:
                height = max(height, rect.height())
                lead.setGeometry(QRect(rect.x(), rect.y(), width, height))
                self._in_lines(others, QRect(rect.x() + width + self._gap, rect.y(), beside, height), move=True)
            return height
        top = _height(lead, rect.width())
        if move:
            lead.setGeometry(QRect(rect.x(), rect.y(), rect.width(), top))
        if not others:
            return top
        top += self._gap
        return top + self._in_lines(others, QRect(rect.x(), rect.y() + top, rect.width(), 0), move=move)

    def _in_lines(self, items: list[QLayoutItem], rect: QRect, *, move: bool) -> int:
        """Place widgets from left to right in the middle of the rectangle, or in lines where they do not fit on one."""
        x, y, line = rect.x(), rect.y(), 0
        for item in items:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap // 2, 0
            if move:
                lower = max(0, (rect.height() - hint.height()) // 2)
                item.setGeometry(QRect(QPoint(x, y + lower), QSize(width, hint.height())))
            x, line = x + width + self._gap, max(line, hint.height())
        return y + line - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
