"""How far the job of a dialog is."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from bcdc_desktop.app.progress import Progress
from bcdc_desktop.ui.jobs import Job


class JobBar(QProgressBar):
    """Shows how far one job is, from ``follow`` until it has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Progress"))
        self.hide()

    def follow(self, job: Job) -> None:
        """Show a job; how much there is to do is not known before it tells."""
        self.setRange(0, 0)
        self.show()
        job.progressed.connect(self._move)
        job.tell(self, ended=self.hide)

    def _move(self, progress: Progress) -> None:
        self.setRange(0, progress.total or 0)
        self.setValue(progress.done)
