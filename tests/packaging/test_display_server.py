"""The lane of tests marked `window`: what they are promised."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

NATIVE = {"win32": "windows", "darwin": "cocoa"}


@pytest.mark.window
def test_a_window_is_shown_on_a_real_display(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show()
    qtbot.waitExposed(widget)
    assert QGuiApplication.platformName() == NATIVE.get(sys.platform, "xcb")
    assert widget.windowHandle().screen().size().width() >= 1280
