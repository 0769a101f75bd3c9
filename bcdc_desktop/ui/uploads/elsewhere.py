"""The uploads to other catalogues above the queue."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.ui.background_uploads import BackgroundUploads
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads.queue_model import PROGRESS_MS, format_totals
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import labelled


class UploadsElsewhere(QWidget):
    """A line for each other catalogue to which files are being uploaded. Hidden where there is none."""

    catalogueAsked = Signal(str)  # name of a profile

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("uploadsElsewhere")
        self.setAccessibleName(self.tr("Uploads to other catalogues"))
        self._background: BackgroundUploads | None = None
        self._lines: dict[str, tuple[QFrame, PlainLabel]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(measures.GRID)
        self._timer = QTimer(self)
        self._timer.setInterval(PROGRESS_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    def follow(self, background: BackgroundUploads) -> None:
        """Show what these upload."""
        if self._background is None:
            self._background = background
            background.changed.connect(self._show)
            self._show()

    def texts(self) -> list[str]:
        """Return the lines."""
        return [label.text() for _, label in self._lines.values()]

    def _show(self) -> None:
        found = self._background.totals() if self._background is not None else {}
        names = self._background.names() if self._background is not None else {}
        for title in [t for t in self._lines if t not in found]:
            line, _ = self._lines.pop(title)
            line.hide()
            line.deleteLater()
        for title, totals in found.items():
            if title not in self._lines:
                self._lines[title] = self._line(title, names[title])
            self._lines[title][1].setText(labelled(title, format_totals(totals)))
        self.setVisible(bool(found))
        if found and not self._timer.isActive():
            self._timer.start()
        elif not found:
            self._timer.stop()

    def _line(self, title: str, name: str) -> tuple[QFrame, PlainLabel]:
        line = QFrame(self)
        line.setProperty("card", "true")
        layout = QHBoxLayout(line)
        layout.setContentsMargins(12, 4, 8, 4)
        label = PlainLabel(parent=line)
        layout.addWidget(label, 1)
        button = QPushButton(self.tr("Open"), line)
        button.setAutoDefault(False)
        button.setProperty("kind", "quiet")
        button.setAccessibleName(labelled(self.tr("Open"), title))
        button.clicked.connect(lambda: self.catalogueAsked.emit(name))
        layout.addWidget(button)
        self._layout.addWidget(line)
        return line, label
