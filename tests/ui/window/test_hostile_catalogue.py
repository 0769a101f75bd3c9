"""Given a catalogue whose every text is markup that would read a file, when I point at a row, then its tip is text.

All windows are looked at in ``test_every_window.py``.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from helpers.hostile import MARK

from .tour import Tour


def test_a_tooltip_of_a_row_is_shown_as_text(tour: Tour, qtbot: QtBot) -> None:
    window = tour.window
    for view in (window.packages.view, window.organizations.view):
        assert isinstance(view, QAbstractItemView)
        model = view.model()
        row = next(n for n in range(model.rowCount()) if MARK in str(model.index(n, 0).data()))
        at = view.visualRect(model.index(row, 0)).center()
        help_asked = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        QApplication.sendEvent(view.viewport(), help_asked)
        qtbot.waitUntil(lambda: any(MARK in tip.text() for tip in tips()))
        assert {tip.textFormat() for tip in tips()} == {Qt.TextFormat.PlainText}
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not tips())


def tips() -> list[QLabel]:
    """The tooltips on screen."""
    return [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
