"""Calls that wait until what causes them has paused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def debounce(milliseconds: int, call: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that calls once, when its ``start`` was not called again for so many milliseconds.

    ``stop`` drops a call that waits; ``isActive`` tells whether one does.
    """
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(lambda: call())
    return timer
