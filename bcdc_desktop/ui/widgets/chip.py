"""Chips: a state in a few words on its colour. The words carry the meaning, the colour supports it."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from bcdc_desktop.domain.bcdc.publishing import STATES
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import elided, tooltip

_PADDING = 9
_TEXT = 11  # px
_LEAST_WIDTH = 90  # px
_FONTS: dict[str, tuple[QFont, QFontMetrics]] = {}
_PICTURES: dict[tuple[object, ...], QPixmap] = {}  # a list paints the same few again and again
_REMEMBERED = 200
_LONG = 16  # letters of a text that may be elided

# how a publish state stands -> colour role (each has a ``…_ground``)
_STANDINGS = MappingProxyType(
    {"draft": "neutral", "waiting": "warning", "shown": "success", "hidden": "neutral", "refused": "danger"}
)
_STATES = MappingProxyType(
    {state: _STANDINGS[means.standing] for state, means in STATES.items()} | {"deleted": "danger"}
)


def state_chip(state: str) -> str:
    """Return the colour role of a publish state, or of CKAN's own; neutral for an unknown one."""
    return _STATES.get(state, "neutral")


def chip_size(text: str, font: QFont) -> QSize:
    """Return the size of a chip with this text."""
    return QSize(_measured(font)[1].horizontalAdvance(text) + 2 * _PADDING, measures.CHIP_HEIGHT)


def paint_chip(painter: QPainter, rect: QRect, text: str, role: str) -> QRect:
    """Paint a chip at the left of ``rect``, vertically centred; for delegates. Return the rectangle it took."""
    given = painter.font()
    width = min(chip_size(text, given).width(), rect.width())
    height = measures.CHIP_HEIGHT
    box = QRect(rect.left(), rect.center().y() - height // 2 + 1, width, height)
    ratio = painter.device().devicePixelRatio()
    if ratio != int(ratio) or width <= 0:  # between two pixels a picture is blurred
        _paint(painter, box, text, role, given)
        return box
    roles = theme.current()
    key = (text, roles.colour(role), roles.colour(f"{role}_ground"), given.key(), width, ratio)
    picture = _PICTURES.get(key)
    if picture is None:
        if len(_PICTURES) >= _REMEMBERED:
            _PICTURES.clear()
        picture = _PICTURES[key] = QPixmap(int(width * ratio), int(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inside = QPainter(picture)
        _paint(inside, QRect(0, 0, width, height), text, role, given)
        inside.end()
    painter.drawPixmap(box.topLeft(), picture)
    return box


def _paint(painter: QPainter, box: QRect, text: str, role: str, given: QFont) -> None:
    roles = theme.current()
    font, metrics = _measured(given)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.colour(f"{role}_ground")))
    painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
    painter.setFont(font)
    painter.setPen(QColor(roles.colour(role)))
    shown = elided(text, metrics, box.width() - _PADDING)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()


class Chip(QWidget):
    """A chip as a widget."""

    def __init__(self, text: str = "", role: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._role = text, role
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.notifier().themeChanged.connect(self.update)

    def text(self) -> str:
        """Return its text."""
        return self._text

    def show_chip(self, text: str, role: str) -> None:
        """Show another text in another colour role."""
        self._text, self._role = text, role
        self.setToolTip(tooltip(text) if len(text) > _LONG else "")
        self.setAccessibleDescription(text)
        if not self.accessibleName():
            self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the text."""
        return chip_size(self._text, self.font())

    def minimumSizeHint(self) -> QSize:
        """Return the size of a few letters: a longer text, which a catalogue may have, is elided."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _LEAST_WIDTH), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._text, self._role)
        painter.end()


def _measured(font: QFont) -> tuple[QFont, QFontMetrics]:
    """Return the small font of chips with its metrics, made once for each font: lists paint many."""
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
