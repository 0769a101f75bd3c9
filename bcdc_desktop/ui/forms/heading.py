"""The heading of a form's section: says what is below, folds it, and tells of problems in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui.theme import icon, measures
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text


class SectionHeading(QWidget):
    """A line across the form. What it folds away is the grid's to hide."""

    foldedChanged = Signal(bool)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = title
        self.folded = False
        self.problems = 0
        self.button = QPushButton(self)
        self.button.setProperty("kind", "section")
        self.button.setObjectName(f"section.{title}")
        self.button.setText(button_text(title))
        self.button.setIconSize(QSize(measures.ICON, measures.ICON))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self.set_folded(not self.folded))
        self._count = PlainLabel(parent=self)
        self._count.setProperty("role", "error")
        self._count.hide()
        line = QFrame(self)
        line.setProperty("line", "true")
        line.setFixedHeight(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, measures.GAP, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self.button)
        layout.addWidget(self._count)
        layout.addWidget(line, 1)
        self._draw()

    def set_folded(self, folded: bool) -> None:
        """Folds or unfolds."""
        if folded != self.folded:
            self.folded = folded
            self._draw()
            self.foldedChanged.emit(folded)

    def show_problems(self, count: int) -> None:
        """How many places below it are wrong."""
        if count == self.problems:
            return
        self.problems = count
        one, many = self.tr("1 to mend"), self.tr("{n} to mend").format(n=count)
        self._count.setText("" if not count else one if count == 1 else many)
        self._count.setVisible(bool(count))
        self._draw()

    def _draw(self) -> None:
        self.button.setIcon(icon("chevron-right" if self.folded else "chevron-down"))
        said = self.tr("{title}, folded").format(title=self.title) if self.folded else self.title
        self.button.setAccessibleName(f"{said}, {self._count.text()}" if self._count.text() else said)
