"""Windows within their screens: none opens larger than its screen, or where no screen is any more."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_FRAME = QSize(8, 40)  # what a window manager puts around a window, where that is not known yet


def within(window: QRect, screens: Iterable[QRect]) -> QRect:
    """Return where a window can be seen as a whole: on the screen of which it covers most, else on the first.

    Raises:
        ValueError: there is no screen.
    """
    rooms = list(screens)
    if not rooms:
        raise ValueError("no screen")

    def covered(room: QRect) -> int:
        common = room.intersected(window)
        return max(0, common.width()) * max(0, common.height())

    room = max(rooms, key=covered)  # the first where it covers none
    size = window.size().boundedTo(room.size())
    left = min(max(window.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(window.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def bring_to_front(window: QWidget) -> None:
    """Show a window before all others, also where it was minimized."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def keep_on_screen(window: QWidget) -> None:
    """Make a window no larger than its screen, and put it where it can be seen, with its frame."""
    frame = window.frameGeometry().size() - window.size()
    frame = frame if frame.height() > 0 else _FRAME
    shown = QRect(window.pos(), window.size() + frame)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    room = within(shown, screens) if screens else shown
    size = room.size() - frame
    window.setMinimumSize(window.minimumSize().boundedTo(size))
    window.resize(window.size().boundedTo(size))
    if room.topLeft() != window.pos():
        window.move(room.topLeft())
