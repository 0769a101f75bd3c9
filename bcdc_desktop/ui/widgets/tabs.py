"""A line of tabs of which the selected one has a background."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.plain_text import button_text


class Tabs(QWidget):
    """Tells which tab was selected; its content is shown elsewhere."""

    currentChanged = Signal(int)  # by the user or the program
    clicked = Signal(int)  # by the user

    def __init__(self, names: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Make tabs of these object names and texts."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measures.GRID)
        for number, (name, words) in enumerate(names):
            tab = QToolButton(self)
            tab.setObjectName(name)
            tab.setCheckable(True)
            tab.setAutoExclusive(True)  # one of several, and to a screen reader no check box
            tab.setChecked(number == 0)
            tab.setProperty("kind", "tab")
            tab.setMinimumHeight(measures.CONTROL_HEIGHT - 4)
            self._group.addButton(tab, number)
            line.addWidget(tab)
            self.set_text(number, words)
        line.addStretch(1)
        self._group.idToggled.connect(lambda number, on: self.currentChanged.emit(number) if on else None)
        self._group.idClicked.connect(self.clicked)

    def tab(self, number: int) -> QToolButton:
        """Return the button of a tab."""
        found = self._group.button(number)
        assert isinstance(found, QToolButton)
        return found

    def set_text(self, number: int, words: str) -> None:
        """Show another text on a tab."""
        self.tab(number).setText(button_text(words))
        self.tab(number).setAccessibleName(words)

    def text(self, number: int) -> str:
        """Return the text of a tab."""
        return self.tab(number).accessibleName()

    def current(self) -> int:
        """Return the number of the selected tab."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Select a tab."""
        self.tab(number).setChecked(True)
