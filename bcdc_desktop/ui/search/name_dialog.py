"""Saved searches: a name is asked for, and what was deleted can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

_LONGEST = 60  # characters of a name


class NameSearchDialog(QDialog):
    """Asks for the name of a search; says when one of that name is replaced."""

    named = Signal(str)

    def __init__(self, title: str, words: str, name: str, taken: frozenset[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._taken, self._before = taken, name
        self.setObjectName("nameSearchDialog")
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        heading = PlainLabel(title, self)
        heading.setProperty("role", "title")
        shown = ElidedLabel(words or self.tr("all records"), self)
        shown.setProperty("role", "secondary")
        self.name = QLineEdit(name, self)
        self.name.setObjectName("searchName")
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(_LONGEST)
        self.name.selectAll()
        self.note = PlainLabel(parent=self)
        self.note.setProperty("role", "muted")
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go = QPushButton(self)
        self.go.setObjectName("saveName")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._go)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (heading, shown, self.name, self.note):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.name.textChanged.connect(lambda _t: self._look())
        self._look()

    def _look(self) -> None:
        name = self.name.text().strip()
        there = name in self._taken and name != self._before
        self.note.setText(self.tr("The search of that name is replaced.") if there else "")
        self.go.setText(self.tr("Replace it") if there else self.tr("Save"))
        self.go.setEnabled(bool(name))

    def _go(self) -> None:
        self.named.emit(self.name.text().strip())
        self.accept()
