"""Watches the queue for the window: how many rows have not ended, what they wait for, what became of a batch."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from bcdc_desktop.store.uploads import Upload
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads import totals

_READ_MS = 250


class UploadWatch(QObject):
    """Tells of the queue of one session, whether its panel is open or not."""

    countChanged = Signal(int)  # rows that have not ended
    troubleChanged = Signal(int, str)  # files that wait for the network, and why; 0 when nothing does
    uploadSetEnded = Signal(str, bool, str)  # what became of it, in words; whether all is well; its id

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = LatestOnly("disk", self)
        self._ended = totals.EndedUploadSets()
        self._trouble = (0, "")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_READ_MS)
        self._soon.timeout.connect(self._read)
        session.changed.connect(self._on_change)
        session.connectionChanged.connect(self._soon.start)
        self._read()

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "uploads" and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        self._latest.ask(self._session, self._session.workspace.store.uploads.rows, self._take)

    def _take(self, rows: list[Upload]) -> None:
        self.countChanged.emit(len(totals.unfinished(rows)))
        why = self._session.queue.trouble
        waiting = len(totals.waiting(rows)) if why else 0
        trouble = (waiting, why if waiting else "")
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubleChanged.emit(*trouble)
        for words, well, upload_set in self._ended.news(rows):
            self.uploadSetEnded.emit(words, well, upload_set)
