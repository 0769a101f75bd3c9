"""Given a catalogue whose every text is markup that would read a file, when I look at all of it, then it is text.

One walk through all windows: each is opened with hostile records, files, drafts, uploads, journal entries and errors,
painted, and looked through. A window or a model that the walk does not meet fails it, so that a new one is added here.
"""

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from helpers.hostile import MARK, Walk

from .tour import Tour

pytestmark = pytest.mark.timeout(400)  # all windows, one after the other


def test_no_window_takes_a_text_from_outside_for_markup(tour: Tour) -> None:
    walk = Walk()
    tour.go(walk.look)
    assert walk.faults == []
    assert unmet(QDialog, walk.met) == set()
    assert unmet(QAbstractItemModel, walk.met) == set()
    hostile = {name.rpartition(".")[2] for name in walk.marked}
    assert {"MainWindow", "PackageModel", "OrganizationModel", "ResourceModel", "LinkLabel", "QueueModel"} <= hostile
    assert {"ChangesDialog", "ConflictDialog", "JournalDialog", "UploadSheet", "CompareDialog"} <= hostile


def unmet(base: type, met: set[str]) -> set[str]:
    """The classes of the program of a kind that the walk did not meet."""
    waiting, found = [base], set()
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if kind.__module__.startswith("bcdc_desktop.ui") and not below:
            found.add(f"{kind.__module__}.{kind.__qualname__}")
    return found - met


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
