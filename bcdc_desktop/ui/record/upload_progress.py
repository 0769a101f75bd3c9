"""How far the files of a save are, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from bcdc_desktop.app.progress import Progress
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import human_size


class UploadProgressLine(QWidget):
    """Shown while files are sent: a bar, how many bytes, *Stop*. What was sent in full is only waited for."""

    stopAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sendingLine")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Files sent"))
        self.words = PlainLabel(parent=self)
        self.words.setProperty("role", "muted")
        self.stop = QPushButton(self.tr("Stop"), self)
        self.stop.setObjectName("stopSavingButton")
        self.stop.clicked.connect(self._ask)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.stop)
        self.hide()

    def begin(self, files: int) -> None:
        """A save with files begins."""
        self.bar.setRange(0, 0)
        one, many = self.tr("Sending 1 file"), self.tr("Sending %1 files").replace("%1", str(files))
        self.words.setText(one if files == 1 else many)
        self.stop.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Bytes were sent."""
        if not progress.total:
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(int(1000 * progress.done / progress.total))
        if progress.done < progress.total:
            words = self.tr("%1 of %2").replace("%1", human_size(progress.done))
            self.words.setText(words.replace("%2", human_size(progress.total)))
        else:
            self.words.setText(self.tr("Sent; the catalogue stores it"))
            self.stop.setEnabled(False)

    def _ask(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText(self.tr("Stopping"))
        self.stopAsked.emit()
