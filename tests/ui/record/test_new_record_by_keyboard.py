"""Given an editor at the keyboard, when a record is made from Ctrl+N on, then a few keys beside its texts create it."""

import contextlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.window import MainWindow
from helpers.waiting import settle

KEYS_BEFORE = 36  # that it took with Tab and the arrows when contacts were under More and nothing was filled in
Key = Qt.Key


class Keyboard:
    """Presses keys where the cursor is, and counts those that are not a text's letters."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(self.target(), key, modifiers)

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.target(), letter)

    def next_problem(self, qtbot: QtBot) -> str:
        """Presses F8, and returns the field that it leads to; the same where nothing else is missing."""
        before = self.at()
        self.press(Key.Key_F8)
        with contextlib.suppress(TimeoutError):
            qtbot.waitUntil(lambda: self.at() != before, timeout=3000)
        return self.at()

    def at(self) -> str:
        focus = QApplication.focusWidget()
        return str(focus.property("path") or focus.objectName()) if focus is not None else ""

    def target(self) -> QWidget:
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found


@pytest.fixture
def keyboard(window: MainWindow, qtbot: QtBot, record: dict, show_record: Callable) -> Keyboard:
    show_record(window, record["id"])
    settle(qtbot, window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Keyboard()


def activate(window: MainWindow, qtbot: QtBot) -> None:
    """Gives the window the keyboard when its dialog is gone, as a desktop does."""
    qtbot.waitUntil(lambda: not any(w.isModal() and w.isVisible() for w in QApplication.topLevelWidgets()))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def begin(window: MainWindow, keyboard: Keyboard, qtbot: QtBot, opened: Callable) -> None:
    keyboard.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(NewRecordDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    keyboard.press(Key.Key_Return)


def test_a_record_is_created_by_keyboard_alone(window, keyboard, server, qtbot, opened) -> None:
    begin(window, keyboard, qtbot, opened)
    keyboard.write("Wells")  # at once, whatever has the cursor
    activate(window, qtbot)
    qtbot.waitUntil(lambda: keyboard.at() == "title" and QApplication.focusWidget().text() == "Wells")
    keyboard.write(" of the Skeena")
    texts = {
        "notes": "Where wells are.",
        "contacts/0/name": "Jo",
        "contacts/0/email": "jo@gov.bc.ca",
        "tag_string": "peace, wells",
    }
    for _ in range(20):
        if not window.record.editor.form.check():
            break
        place = keyboard.next_problem(qtbot)
        if place in texts:
            keyboard.write(texts[place])
        else:
            keyboard.press(Key.Key_Down)  # the first choice of a list
    keyboard.press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    review = opened(ChangesDialog)
    qtbot.waitUntil(review.isActiveWindow)
    keyboard.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.name == "wells-of-the-skeena")
    made = server.package("wells-of-the-skeena")
    assert {t["name"] for t in made["tags"]} == {"peace", "wells"}
    assert made["contacts"][0]["displayed"] == ["displayed"]
    assert keyboard.count <= KEYS_BEFORE * 2 / 3
