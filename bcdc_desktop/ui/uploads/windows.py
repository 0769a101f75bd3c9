"""The windows of uploads: the sheet that files are dropped into, and the queue. Tells what became of a batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from bcdc_desktop.app.records.attachments import AttachmentContext, context_of
from bcdc_desktop.ui.notify import DesktopNotifier
from bcdc_desktop.ui.record.pane import RecordPane
from bcdc_desktop.ui.session import Session, SessionChoices

from .watch import UploadWatch

if TYPE_CHECKING:
    from .queue_panel import UploadsDialog


class UploadWindows(QObject):
    """Opens them for the session that is shown; what needs much is imported when it is asked for."""

    countChanged = Signal(int)  # uploads that have not ended
    troubleChanged = Signal(int, str)  # files that wait for the network, and why
    pageAsked = Signal(str)
    recordAsked = Signal(str, str)  # ids of a package and of one of its resources, or ""

    def __init__(self, record: RecordPane, window: QMainWindow) -> None:
        super().__init__(window)
        self._record = record
        self._window = window
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._watch: UploadWatch | None = None
        self._notifier = DesktopNotifier(window)
        self.dialog: UploadsDialog | None = None

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Another catalogue is shown: what was of the one before goes."""
        self._session, self._choices = session, choices
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
        if self._watch is not None:
            self._watch.deleteLater()
        self._watch = UploadWatch(session, self)
        self._watch.countChanged.connect(self.countChanged)
        self._watch.troubleChanged.connect(self.troubleChanged)
        self._watch.uploadSetEnded.connect(self._upload_set_ended)

    def show(self, upload_set: str = "") -> None:
        """Shows the uploads; those of a batch are chosen."""
        if self._session is None:
            return
        from .queue_panel import UploadsDialog

        if self.dialog is None:
            self.dialog = UploadsDialog(self._session, self._window)
            self.dialog.panel.openAsked.connect(self.pageAsked)
            self.dialog.panel.recordAsked.connect(self.recordAsked)
        if upload_set:
            self.dialog.panel.show_upload_set(upload_set)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def go_on_with_sheet(self, sheet_id: str) -> None:
        """Opens a sheet that was kept."""
        self.show()
        if self.dialog is not None:
            self.dialog.panel.reopen(sheet_id)

    def add_files(self, package_id: str, resource_id: str, paths: list[Path]) -> None:
        """Opens the sheet for files that were dropped or chosen."""
        session, choices = self._session, self._choices
        if session is None or choices is None or not paths:
            return
        self._record.flush()

        def show(found: AttachmentContext | None) -> None:
            if found is None:
                words = self.tr("The record is not on this computer any more; nothing was added to it.")
                self._record.bar.show_message("warning", words)
                return
            # reading tables needs much that a start does not
            from .dialog import UploadSheet

            sheet = UploadSheet(session, choices, found.package, paths, resource_id, self._window)
            self._record.changes.offer_files(sheet, found)
            sheet.confirmed.connect(lambda ids: self._confirmed(len(ids)))
            sheet.finished.connect(sheet.deleteLater)
            sheet.open()

        session.read(lambda: context_of(session.workspace, package_id)).done.connect(show)

    def _upload_set_ended(self, words: str, well: bool, upload_set: str) -> None:
        show = self.tr("Show them") if well else self.tr("Show uploads")
        self._record.bar.show_message("success" if well else "warning", words, [(show, lambda: self.show(upload_set))])
        self._notifier.tell(self.tr("Uploads"), words, well=well)

    def _confirmed(self, count: int) -> None:
        words = self.tr("1 file is on its way.") if count == 1 else self.tr("%1 files are on their way.")
        self._record.bar.show_message(
            "information", words.replace("%1", str(count)), [(self.tr("Show uploads"), lambda: self.show())]
        )
