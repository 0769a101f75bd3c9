"""Waiting for what is under way, on a machine that may be busy with other things.

A test waits for a condition and never for a time. ``PATIENCE`` ends the waiting for what never comes; nobody waits that
long for what works, on a machine ten times slower than usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from bcdc_desktop.ui.window import MainWindow

PATIENCE = 60.0  # seconds
SOON = 1.5  # seconds that a client waits for a server that is not going to answer
_PAUSE = 900  # ms; for less than that a view waits for more changes before it follows them


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Waits until a window shows what is stored: nothing is read, counted, or about to be read again for it.

    Pauses that only gather changes are cut short.
    """
    calm, cut = 0, dict[QTimer, int]()

    def for_two_rounds() -> bool:  # what a thread told last may be on its way through the event queue
        nonlocal calm
        gathering = [t for t in window.findChildren(QTimer) if t.isSingleShot() and t.isActive()]
        gathering = [t for t in gathering if t.interval() < _PAUSE]
        for timer in gathering:
            if timer.interval():
                cut.setdefault(timer, timer.interval())
                timer.start(0)
        calm = 0 if gathering or not _idle(window) else calm + 1
        return calm > 1

    try:
        qtbot.waitUntil(for_two_rounds)
    finally:
        for timer, pause in cut.items():
            if isValid(timer):
                timer.setInterval(pause)


def _idle(window: MainWindow) -> bool:
    session = window.session
    if session is None or session.synchronizing:
        return False
    return session.workers.idle() and window.program.workers.idle()
