from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.shrinking_row import ShrinkingRow

SPARE = 20  # pixels


class Bar(QWidget):
    """A row in a window of a fixed width that holds all of it, with little to spare."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.shrinking = ShrinkingRow(self)
        self.name = QLabel("A name")
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.button = QPushButton(theme.icon("plus", "text"), "")
        self.badge = QLabel("12345")
        for widget in (self.name, self.button, self.badge):
            self.shrinking.row.addWidget(widget)
        self.shrinking.set_words(self.button, "New record")
        self.badge.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.shrinking)
        self.setFixedWidth(self.shrinking.row.minimumSize().width() + SPARE)
        self.show()
        qtbot.waitExposed(self)
        assert self.button.text()

    def is_cut(self) -> bool:
        """Say whether a text is narrower than it needs."""
        parts = [w for w in (self.name, self.button, self.badge) if w.isVisible()]
        return any(w.width() < w.sizeHint().width() for w in parts)


def test_words_go_when_something_comes_that_needs_their_room(qtbot: QtBot) -> None:
    bar = Bar(qtbot)
    bar.badge.show()
    qtbot.waitUntil(lambda: not bar.button.text() and not bar.is_cut())
    assert bar.button.accessibleName() == bar.button.toolTip() == "New record"
    bar.badge.hide()
    qtbot.waitUntil(lambda: bool(bar.button.text()) and not bar.is_cut())


def test_words_go_when_another_text_grows(qtbot: QtBot) -> None:
    bar = Bar(qtbot)
    bar.name.setText("A longer name")
    qtbot.waitUntil(lambda: not bar.button.text() and not bar.is_cut())
    bar.name.setText("A name")
    qtbot.waitUntil(lambda: bool(bar.button.text()) and not bar.is_cut())
