"""Chips: a state in a few words on its colour. The words carry the meaning, the colour helps."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures

_PADDING = 9
_TEXT = 11  # px
_FONTS: dict[str, tuple[QFont, QFontMetrics]] = {}

# publish state -> colour role (each has a ``…_ground``)
_STATES = MappingProxyType(
    {
        "DRAFT": "neutral",
        "PENDING PUBLISH": "warning",
        "PUBLISHED": "success",
        "PENDING ARCHIVE": "warning",
        "ARCHIVED": "neutral",
        "REJECTED": "danger",
        "deleted": "danger",
    }
)


def state_chip(state: str) -> str:
    """The colour role of a publish state; neutral for one that is not known."""
    return _STATES.get(state, "neutral")


def chip_size(text: str, font: QFont) -> QSize:
    """The room that a chip with this text needs."""
    return QSize(_measured(font)[1].horizontalAdvance(text) + 2 * _PADDING, measures.CHIP_HEIGHT)


def paint_chip(painter: QPainter, rect: QRect, text: str, role: str) -> QRect:
    """Paints a chip at the left of ``rect``, in its vertical middle; for delegates. Returns the room it took."""
    roles = theme.current()
    font, metrics = _measured(painter.font())
    size = QSize(metrics.horizontalAdvance(text) + 2 * _PADDING, measures.CHIP_HEIGHT)
    box = QRect(rect.left(), rect.center().y() - size.height() // 2 + 1, min(size.width(), rect.width()), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.colour(f"{role}_ground")))
    painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
    painter.setFont(font)
    painter.setPen(QColor(roles.colour(role)))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - _PADDING)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()
    return box


class Chip(QWidget):
    """A chip as a widget."""

    def __init__(self, text: str = "", role: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._role = text, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.notifier().themeChanged.connect(self.update)

    def text(self) -> str:
        """The words on it."""
        return self._text

    def show_chip(self, text: str, role: str) -> None:
        """Other words on another colour."""
        self._text, self._role = text, role
        self.setAccessibleDescription(text)
        if not self.accessibleName():
            self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return chip_size(self._text, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the chip."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._text, self._role)
        painter.end()


def _measured(font: QFont) -> tuple[QFont, QFontMetrics]:
    """The small font of chips with its measures, made once for each font: lists paint many."""
    key = font.key()
    found = _FONTS.get(key)
    if found is None:
        small = _chip_font(font)
        found = _FONTS[key] = (small, QFontMetrics(small))
    return found


def _chip_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(_TEXT)
    small.setWeight(QFont.Weight.DemiBold)
    return small
