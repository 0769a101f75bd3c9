"""Labels that cut their text rather than push what is beside them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip


class ElidedLabel(PlainLabel):
    """A line of plain text that ends in … where there is no room; the whole is its tooltip and accessible name."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent=parent)
        self._full, self._mode = "", mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_full_text(text)

    def full_text(self) -> str:
        """The text without any cut."""
        return self._full

    def set_full_text(self, text: str) -> None:
        """Shows another text; line breaks become spaces."""
        self._full = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cuts anew."""
        super().resizeEvent(event)
        self._cut()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._line()) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """It can be as narrow as need be."""
        return QSize(24, super().minimumSizeHint().height())

    def _line(self) -> str:
        return " ".join(self._full[:2000].split())

    def _cut(self) -> None:
        line = self._line()
        shown = self.fontMetrics().elidedText(line, self._mode, max(self.width(), 24))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(tooltip(self._full) if shown != self._full else "")


class FieldButton(QPushButton):
    """Looks like a field, reads as text, opens something to pick from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = self._placeholder = ""
        self.setProperty("kind", "field")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_placeholder(self, text: str) -> None:
        """What it reads while nothing is chosen."""
        self._placeholder = text

    def set_value(self, text: str) -> None:
        """What is chosen, in words."""
        self._value = text
        self.setToolTip(tooltip(text))
        self.setAccessibleDescription(text or self._placeholder)
        self.update()

    def value(self) -> str:
        """The words shown."""
        return self._value

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its text cut to the room, and the arrow."""
        super().paintEvent(event)
        side = measures.ICON
        painter = QPainter(self)
        roles = theme.current()
        painter.setPen(QColor(roles.text if self._value else roles.placeholder))
        room = self.rect().adjusted(9, 0, -side - 12, 0)
        text = self.fontMetrics().elidedText(
            self._value or self._placeholder, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        icon("chevron-down").paint(painter, QRect(self.width() - side - 6, (self.height() - side) // 2, side, side))
        painter.end()
