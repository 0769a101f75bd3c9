"""Given a small screen (1920 x 1080 at 200 %), when any window opens, then it fits."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from helpers.hostile import MARK

WIDTH, HEIGHT = 960, 540


@pytest.fixture
def hostile() -> str:
    """A long title instead, in all places where the catalogue has a text."""
    return f"{MARK} of the province's rivers and lakes by region and month, with those of earlier years for comparison"


def test_no_window_needs_more_room_than_a_small_screen_has(language, tour):
    found = {}

    def look(place: str) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and isinstance(window, QDialog | QMainWindow):
                least = window.minimumSizeHint().expandedTo(window.minimumSize())
                if least.width() > WIDTH or least.height() > HEIGHT:
                    found[f"{place}: {type(window).__name__}"] = (least.width(), least.height())

    tour.go(look)
    assert found == {}


def test_a_window_that_was_on_another_screen_comes_back_to_this_one(open_window):
    window = open_window()
    window.move(5000, 5000)
    window.resize(3000, 3000)
    window.close()
    room = QGuiApplication.primaryScreen().availableGeometry()
    again = open_window()
    assert room.intersects(QRect(again.pos(), again.size()))
    assert room.contains(again.pos())
    least = again.minimumSizeHint()
    assert again.width() <= max(room.width(), least.width())
    assert again.height() <= max(room.height(), least.height())
