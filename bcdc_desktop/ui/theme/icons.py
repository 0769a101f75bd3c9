"""Icons of one family (Material Design Icons, through qtawesome) that take the theme's colours as they are painted.

An icon never has to be set again when the theme changes: its engine looks the colour up while painting.
"""

from __future__ import annotations

from functools import cache

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from qtawesome import iconic_font

from bcdc_desktop.ui.theme import state
from bcdc_desktop.ui.theme.palette import Roles

_FAMILY = "mdi6"
_GLYPH_SHARE = 0.94  # of the icon's height; the glyphs carry a margin of their own
_PIXMAPS_KEPT = 600
_MARK = 14  # px
MARKS = ("check-bold", "minus-thick")

_pixmaps: dict[tuple[str, str, int, int, str], QPixmap] = {}


def icon(name: str, role: str = "muted") -> QIcon:
    """Return the icon of a name (as on pictogrammers.com, ``tray-arrow-up``) in the colour of a role.

    Raises:
        KeyError: the family has no such icon, or the palette no such role.
    """
    if name not in _font().charmap[_FAMILY]:
        raise KeyError(name)
    state.roles().colour(role)
    return QIcon(_Engine(name, role))


def write_images(folder: str, roles: Roles) -> None:
    """Write the pictures that a style sheet can only take from files: the marks of check boxes.

    Where they cannot be written, a checked box is filled and has no mark.
    """
    for name in MARKS:
        for suffix, side in (("", _MARK), ("@2x", 2 * _MARK)):
            _draw(name, QSize(side, side), roles.on_primary).save(f"{folder}/{name}{suffix}.png")


@cache
def _font() -> iconic_font.IconicFont:
    """Return the one family that is used; loading all that qtawesome bundles would cost start-up time."""
    for entry in qtawesome._BUNDLED_FONTS:
        if entry[0] == _FAMILY:
            return iconic_font.IconicFont(entry)
    raise RuntimeError(f"qtawesome no longer bundles {_FAMILY}")


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
        size = rect.size() * ratio
        pixmap = self._pixmap(size, mode)
        painter.drawPixmap(rect, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return self._pixmap(size, mode)

    def _pixmap(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        colour = state.roles().colour("disabled" if mode == QIcon.Mode.Disabled else self._role)
        key = (self._name, colour, size.width(), size.height(), QGuiApplication.platformName())
        found = _pixmaps.get(key)
        if found is None:
            if len(_pixmaps) >= _PIXMAPS_KEPT:
                _pixmaps.clear()
            found = _pixmaps[key] = _draw(self._name, size, colour)
        return found


def _draw(name: str, size: QSize, colour: str) -> QPixmap:
    pixmap = QPixmap(size)
    if pixmap.isNull():  # a widget that has no room yet asks for nothing
        return pixmap
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_font().font(_FAMILY, round(min(size.width(), size.height()) * _GLYPH_SHARE)))
    painter.setPen(QColor(colour))
    painter.drawText(QRect(QPoint(0, 0), size), int(Qt.AlignmentFlag.AlignCenter), _font().charmap[_FAMILY][name])
    painter.end()
    return pixmap
