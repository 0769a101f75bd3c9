"""Windows of uploads: the upload dialog for dropped files, the queue, and outcomes, also as desktop notifications."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from bcdc_desktop.app.records.attachments import AttachmentContext, context_of
from bcdc_desktop.app.uploads.rows import (
    EndedUploadSets,
    State,
    Upload,
    UploadSetSummary,
    all_uploads,
    unfinished,
    waiting,
)
from bcdc_desktop.catalogue.errors import NotAuthorized
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.background_uploads import BackgroundUploads
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.uploads.queue_model import format_outcome
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.geometry import bring_to_front
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar
from bcdc_desktop.ui.widgets.plain_text import notification_text

if TYPE_CHECKING:
    from bcdc_desktop.ui.uploads.queue_panel import UploadsDialog


_READ_MS = 250
_UPLOADS = "uploads"  # cause of a message


class UploadWindows(QObject):
    """Opens the windows for the session that is shown; what takes long to import is imported when it is needed."""

    countChanged = Signal(int)  # uploads that have not ended
    troubleChanged = Signal(int, str)  # number of files that wait for the network, and why
    signInAsked = Signal()
    pageAsked = Signal(str)
    recordAsked = Signal(str, str)  # ids of a package and of one of its resources, or ""
    catalogueAsked = Signal(str)  # name of a profile

    def __init__(
        self, record: RecordController, bar: MessageBar, background: BackgroundUploads, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._bar = bar
        self._background = background
        self._count = 0
        background.changed.connect(self._show_count)
        background.ended.connect(self._show_ended_elsewhere)
        self._record = record
        self._window = window
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._watch: UploadWatch | None = None
        self._notifier = DesktopNotifier(window)
        self.dialog: UploadsDialog | None = None

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Show another catalogue; the windows of the one before are closed."""
        self._session, self._choices = session, choices
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
        if self._watch is not None:
            self._watch.deleteLater()
        self._watch = UploadWatch(session, self)
        self._watch.countChanged.connect(self._take_count)
        self._watch.troubleChanged.connect(self.troubleChanged)
        self._watch.uploadSetEnded.connect(self._show_outcome)

    def show(self, upload_set: str = "") -> None:
        """Show the queue; the rows of an upload set are selected."""
        if self._session is None:
            return
        from .queue_panel import UploadsDialog

        if self.dialog is None:
            self.dialog = UploadsDialog(self._session, self._window)
            self.dialog.panel.openAsked.connect(self.pageAsked)
            self.dialog.panel.signInAsked.connect(self.signInAsked)
            self.dialog.panel.elsewhere.catalogueAsked.connect(self.catalogueAsked)
            self.dialog.panel.elsewhere.follow(self._background)
            self.dialog.panel.recordAsked.connect(self.recordAsked)
        if upload_set:
            self.dialog.panel.show_upload_set(upload_set)
        self._bar.clear(_UPLOADS)  # it is listed there how they ended
        self._record.bar.clear(_UPLOADS)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def go_on_with_sheet(self, sheet_id: str) -> None:
        """Open a saved sheet."""
        self.show()
        if self.dialog is not None:
            self.dialog.panel.reopen(sheet_id)

    def add_files(self, package_id: str, resource_id: str, paths: list[Path]) -> None:
        """Open the upload dialog for files that were dropped or chosen."""
        session, choices = self._session, self._choices
        if session is None or choices is None or not paths:
            return
        self._record.flush()

        def show(found: AttachmentContext | None) -> None:
            if found is None:
                text = self.tr("The record is no longer on this computer. No files were added.")
                self._record.bar.show_message("warning", text)
                return
            from .dialog import UploadSheet

            dialog = UploadSheet(session, choices, found.package, paths, resource_id, self._window)
            self._record.changes.offer_files(dialog, found)
            dialog.confirmed.connect(lambda ids: self._show_confirmed(len(ids)))
            dialog.finished.connect(dialog.deleteLater)
            dialog.finished.connect(lambda _r: self._record.take_focus())
            dialog.open()

        session.read(lambda: context_of(session.workspace, package_id)).tell(self, done=show)

    def resume_refused(self) -> None:
        """Resume the uploads for which the former key was refused."""
        session = self._session
        if session is None:
            return
        workspace, queue = session.workspace, session.queue

        def resume() -> None:
            refused = [r.id for r in all_uploads(workspace) if _is_refused_key(r)]
            if refused:
                queue.resume(refused)

        session.store(resume)

    def _take_count(self, count: int) -> None:
        self._count = count
        self._show_count()

    def _show_count(self) -> None:
        count = self._count + self._background.count()
        self.countChanged.emit(count)
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.setBadgeNumber(count)  # in the taskbar or dock, where the system has such a number

    def _show_outcome(self, found: UploadSetSummary) -> None:
        text, ok = format_outcome(found), found.succeeded
        self._record.bar.clear(_UPLOADS)
        button = (self.tr("Open"), lambda: self.show(found.id))
        if self.dialog is None or not self.dialog.isActiveWindow():  # where it is listed
            self._bar.show_message("success" if ok else "warning", text, [button], cause=_UPLOADS)
        self._notifier.tell(self.tr("Uploads"), text, well=ok, opens=lambda: self.show(found.id))

    def _show_ended_elsewhere(self, profile: Profile, found: UploadSetSummary) -> None:
        text = self.tr("%1: %2").replace("%1", profile.label).replace("%2", format_outcome(found))
        button = (self.tr("Open"), lambda: self.catalogueAsked.emit(profile.name))
        kind: Kind = "success" if found.succeeded else "warning"
        self._bar.show_message(kind, text, [button], cause=f"{_UPLOADS}:{profile.name}")
        self._notifier.tell(
            self.tr("Uploads"), text, well=found.succeeded, opens=lambda: self.catalogueAsked.emit(profile.name)
        )

    def _show_confirmed(self, count: int) -> None:
        one, many = self.tr("Uploading 1 file."), self.tr("Uploading %1 files.")
        text = one if count == 1 else many.replace("%1", str(count))
        button = (self.tr("Show uploads"), lambda: self.show())
        self._record.bar.show_message("information", text, [button], cause=_UPLOADS)


def _is_refused_key(row: Upload) -> bool:
    return row.state in (State.FAILED, State.ATTENTION) and (row.error or {}).get("kind") == NotAuthorized.kind


class UploadWatch(QObject):
    """Follows the queue of one session, whether its window is open or not."""

    countChanged = Signal(int)  # rows that have not ended
    troubleChanged = Signal(int, str)  # number of files that wait for the network, and why; 0 where none does
    uploadSetEnded = Signal(object)  # UploadSetSummary

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = LatestOnly("disk", self)
        self._ended = EndedUploadSets()
        self._trouble = (0, "")
        self._soon = debounce(_READ_MS, self._read, self)
        session.changed.connect(self._on_change)
        session.connectionChanged.connect(self._soon.start)
        self._read()

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "uploads" and not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        workspace = self._session.workspace
        self._latest.ask(self._session, lambda: all_uploads(workspace), self._take)

    def _take(self, rows: list[Upload]) -> None:
        self.countChanged.emit(len(unfinished(rows)))
        reason = self._session.queue.trouble
        count = len(waiting(rows)) if reason else 0
        trouble = (count, reason if count else "")
        if trouble != self._trouble:
            self._trouble = trouble
            self.troubleChanged.emit(*trouble)
        for summary in self._ended.news(rows):
            self.uploadSetEnded.emit(summary)


class DesktopNotifier(QObject):
    """Uses the system's notifications where it has some; otherwise the window asks for attention."""

    def __init__(self, window: QMainWindow, system: type[QSystemTrayIcon] = QSystemTrayIcon) -> None:
        super().__init__(window)
        self._window = window
        self._system = system
        self._tray: QSystemTrayIcon | None = None
        self._opens: Callable[[], object] = lambda: None

    def tell(self, title: str, words: str, *, well: bool, opens: Callable[[], object] = lambda: None) -> None:
        """Notify the user, unless the window is active.

        Args:
            opens: called, once the window is active, when the user chooses the notification.
        """
        self._opens = opens
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if not self._system.isSystemTrayAvailable() or not self._system.supportsMessages():
            return
        if self._tray is None:
            self._tray = self._system(theme.icon("tray-arrow-up", "link"), self)
            self._tray.messageClicked.connect(self._open)
        self._tray.show()
        kind = QSystemTrayIcon.MessageIcon.Information if well else QSystemTrayIcon.MessageIcon.Warning
        self._tray.showMessage(notification_text(title), notification_text(words), kind)

    def _open(self) -> None:
        bring_to_front(self._window)
        self._opens()
