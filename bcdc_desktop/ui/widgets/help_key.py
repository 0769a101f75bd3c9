"""The key for help in every window: who shows the help listens to one signal."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class HelpKey(QObject):
    """Tells in which window the key for help was pressed."""

    asked = Signal(QWidget)

    def listen(self, window: QWidget) -> None:
        """Listen in a window."""
        shortcut = QShortcut(QKeySequence("F1"), window)
        shortcut.activated.connect(lambda: self.asked.emit(window))


@cache
def help_key() -> HelpKey:
    """Return the one object that all windows share."""
    return HelpKey()
