"""Given a window that was on another screen, when it opens, then it is on this one."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication


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
