"""The saved uploads above the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.saved import Sheet
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.flow import clear_layout
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import labelled, relative_time


class SavedUploads(QWidget):
    """A line for each saved sheet, with buttons to continue or to discard it. Hidden where there is none."""

    openAsked = Signal(str)  # sheet id
    removeAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keptSheets")
        self.setAccessibleName(self.tr("Saved uploads"))
        heading = PlainLabel(self.tr("Saved uploads"), self)
        heading.setProperty("role", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(measures.GRID)
        layout.addLayout(self._lines)
        self._shown: list[tuple[str, float]] = []
        self.hide()

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show these sheets."""
        shown = [(s.id, s.updated) for s in sheets]
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._lines)
        for sheet in sheets:
            self._lines.addWidget(self._line(sheet))
        self.setVisible(bool(sheets))

    def _line(self, sheet: Sheet) -> QWidget:
        line = QFrame(self)
        line.setProperty("card", "true")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(12, 4, 8, 4)
        text = self.tr("{files} for “{record}”").format(files=labels.files(sheet.files), record=sheet.package_title)
        layout.addWidget(ElidedLabel(text, line), 1)
        when = PlainLabel(relative_time(datetime.fromtimestamp(sheet.updated, UTC), datetime.now(UTC)), line)
        when.setProperty("role", "muted")
        layout.addWidget(when)
        for label, name, signal in (
            (self.tr("Continue"), "continueSheet", self.openAsked),
            (self.tr("Discard"), "throwAwaySheet", self.removeAsked),
        ):
            button = QPushButton(label, line)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.setProperty("kind", "quiet")
            button.setAccessibleName(labelled(label, text))
            button.clicked.connect(lambda _on=False, emit=signal.emit: emit(sheet.id))
            layout.addWidget(button)
        return line
