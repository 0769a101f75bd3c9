"""Given a screen, when a window opens, then all of it is on that screen."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.widgets.geometry import keep_on_screen, within

LEFT, RIGHT = QRect(0, 0, 960, 540), QRect(960, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (QRect(10, 10, 400, 300), QRect(10, 10, 400, 300)),
        (QRect(500, 10, 1440, 860), QRect(960, 10, 1440, 860)),  # most of it is on the right
        (QRect(-5000, 300, 400, 300), QRect(0, 240, 400, 300)),  # of a screen that is gone
        (QRect(900, -60, 400, 300), QRect(960, 0, 400, 300)),
        (QRect(2000, 900, 5000, 5000), QRect(960, 0, 1920, 1080)),
        (QRect(0, 0, 960, 541), QRect(0, 0, 960, 540)),
    ],
)
def test_a_window_is_brought_to_the_screen_where_most_of_it_is(window, expected):
    assert within(window, [LEFT, RIGHT]) == expected


def test_a_window_is_no_larger_than_its_screen_with_its_frame(qtbot):
    room = QGuiApplication.primaryScreen().availableGeometry()
    window = QWidget()
    qtbot.addWidget(window)
    window.setMinimumSize(room.width() + 500, 100)
    window.resize(room.width() + 500, room.height() + 500)
    window.move(-300, room.height() + 20)
    keep_on_screen(window)
    assert room.contains(QRect(window.pos(), window.size()))
    window.show()
    assert room.contains(window.frameGeometry())
