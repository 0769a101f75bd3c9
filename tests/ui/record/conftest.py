"""A window on the practice catalogue, as the tests of the window have it, and the dialogs over it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.record.editor import RecordEditor
from bcdc_desktop.ui.window import MainWindow
from ui.window.conftest import demo, open_window, record, server, show_record, window  # noqa: F401


@pytest.fixture
def opened(qtbot: QtBot) -> Callable:
    """Waits for a dialog of a kind."""

    def find(kind: type):
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

    def wait(kind: type):
        qtbot.waitUntil(lambda: find(kind) is not None)
        return find(kind)

    return wait


@pytest.fixture
def editor(window: MainWindow, record: dict, show_record) -> RecordEditor:  # noqa: F811
    """The editor with a published record of the editor's own branch on screen."""
    show_record(window, record["id"])
    return window.record.editor
