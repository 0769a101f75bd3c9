"""Waiting for what is under way, on a machine that may be busy with other things.

A test waits for a condition and never for a time. ``PATIENCE`` ends the waiting for what never comes; nobody waits that
long for what works, on a machine ten times slower than usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bcdc_desktop.ui.window import MainWindow

PATIENCE = 60.0  # seconds
_LONGEST_PAUSE = 1000  # ms that a view waits until it follows a change; longer pauses store or ask for something


def is_settled(window: MainWindow) -> bool:
    """Whether nothing is being read for a window, and nothing is about to be."""
    session = window.session
    if session is None or session.synchronizing or not session.workers.idle() or not window.program.workers.idle():
        return False
    return not any(
        t.isSingleShot() and t.isActive() and t.interval() < _LONGEST_PAUSE for t in window.findChildren(QTimer)
    )


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until a window shows what is stored: nothing is read, counted or about to be read again for it."""
    qtbot.waitUntil(lambda: window.session is not None)
    calm = 0

    def for_two_rounds() -> bool:  # what a thread told last may be on its way through the event queue
        nonlocal calm
        calm = calm + 1 if is_settled(window) else 0
        return calm > 1

    qtbot.waitUntil(for_two_rounds)
