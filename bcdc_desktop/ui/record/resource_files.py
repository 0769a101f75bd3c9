"""Seeing what is in a resource's file: previewed, downloaded, or opened with the program that the system has for it."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.records.file_download import FileDownload, opened_file, proposed_name
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.record.editor import RecordEditor
from bcdc_desktop.ui.record.resources_table import ResourceArea
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar

Open = Callable[[Path], bool]
Buttons = Sequence[tuple[str, Callable[[], object]]]
_AT_ONCE = 2  # downloads; the lane of the network has room for other questions beside them


class ResourceFiles(QObject):
    """Shows and downloads files as the area of resources asks for."""

    def __init__(self, area: ResourceArea, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._area = area
        self._bar = bar
        self._window = window
        self._session: Session | None = None
        self._editor: RecordEditor | None = None
        self._waiting: deque[tuple[Session, FileDownload, Open | None]] = deque()
        self._under_way = 0
        self._broken: list[FileDownload] = []  # they may be tried again
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self._forget_broken)
        area.previewAsked.connect(self.preview)
        area.downloadAsked.connect(self.download)
        area.openFileAsked.connect(self.open_file)

    def show_session(self, session: Session, editor: RecordEditor) -> None:
        """Take another catalogue, with another editor."""
        self._session, self._editor = session, editor
        self._waiting.clear()
        self._under_way = 0
        self._forget_broken()

    def preview(self, resource_id: str) -> None:
        """Show the first rows of a resource's file: of the draft's where it has one."""
        session, resource = self._session, self._resource(resource_id)
        if session is None or resource is None:
            return
        local = self._local(resource_id)
        if local is None and not self._has_address(resource):
            return
        from bcdc_desktop.ui.record.file_preview import FilePreviewDialog  # a start does not wait for what reads files

        dialog = FilePreviewDialog(resource, session.workspace, session.workers, local, self._window)
        dialog.downloadAsked.connect(lambda: self.download(resource_id))
        dialog.openAsked.connect(lambda: self.open_file(resource_id))
        dialog.openWithAsked.connect(lambda: self.open_file(resource_id, self._choose_program))
        dialog.show()

    def download(self, resource_id: str) -> None:
        """Ask where to, and download."""
        session, resource = self._session, self._resource(resource_id)
        if session is None or resource is None or not self._has_address(resource):
            return
        name = proposed_name(resource)
        dialog = QFileDialog(self._window, self.tr("Download “%1”").replace("%1", resource.name))
        dialog.setObjectName("downloadDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        dialog.selectFile(name)
        dialog.setDefaultSuffix(Path(name).suffix)

        def begin(chosen: str) -> None:
            target = Path(chosen)
            # the dialog has asked whether one that is there may be replaced
            self._begin(session, FileDownload(session.workspace, resource, target, overwrite=target.exists()))

        dialog.fileSelected.connect(begin)
        dialog.open()

    def open_file(self, resource_id: str, opens: Open = opening.open_data_file) -> None:
        """Open a resource's file; one that may be a program is only shown.

        Args:
            resource_id: the resource.
            opens: opens the file, once it is on this computer; usually with the system's program for it.
        """
        session, resource = self._session, self._resource(resource_id)
        if session is None or resource is None:
            return
        local = self._local(resource_id)
        if local is not None:
            self._open(session, local, opens)
        elif self._has_address(resource):
            workspace = session.workspace
            job = session.read(lambda: FileDownload(workspace, resource, opened_file(workspace, resource)))
            job.tell(self, done=lambda download: self._begin(session, download, opens), failed=self._tell_error)

    # inside

    def _forget_broken(self) -> None:
        while self._broken:
            self._broken.pop().discard()

    def _resource(self, resource_id: str) -> Resource | None:
        return next((r for r in self._area.model.resources() if r.id == resource_id), None)

    def _local(self, resource_id: str) -> Path | None:
        """Return the file that the draft has for a resource."""
        file = self._editor.copy.changes.files.get(resource_id) if self._editor is not None else None
        return Path(file.path) if file is not None else None

    def _has_address(self, resource: Resource) -> bool:
        if resource.url.strip():
            return True
        self._bar.show_message("information", self.tr("“%1” has no file or link yet.").replace("%1", resource.name))
        return False

    def _begin(self, session: Session, download: FileDownload, opens: Open | None = None) -> None:
        if session is not self._session:
            return
        if self._under_way >= _AT_ONCE:
            self._waiting.append((session, download, opens))
            self._say("information", self.tr("“%1” is downloaded next."), download)
            return
        self._under_way += 1
        if download in self._broken:
            self._broken.remove(download)

        def work(token: CancelToken, report: Report) -> tuple[Path, bool]:
            path = download.run(token, report)
            return path, opening.is_data_file(path)

        title = self.tr("Downloading “%1”").replace("%1", download.resource.name)
        job = session.workers.run(work, lane="net", title=title)
        job.tell(
            self,
            done=lambda found: self._downloaded(session, download, *found, opens=opens),
            failed=lambda error: self._not_downloaded(session, download, error, opens),
            ended=lambda: self._next(session),
        )

    def _next(self, session: Session) -> None:
        if session is not self._session:
            return
        self._under_way -= 1
        if self._waiting:
            self._begin(*self._waiting.popleft())

    def _downloaded(
        self, session: Session, download: FileDownload, path: Path, is_data: bool, *, opens: Open | None
    ) -> None:
        if session is not self._session:
            return
        if opens is not None:
            self._show_opened(path, opens, is_data=is_data)
            return
        buttons: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Show in folder"), lambda: opening.open_folder(path.parent))
        ]
        if is_data:
            buttons.insert(0, (self.tr("Open"), lambda: opening.open_data_file(path)))
        self._say("success", self.tr("“%1” was downloaded."), download, buttons)

    def _not_downloaded(self, session: Session, download: FileDownload, error: object, opens: Open | None) -> None:
        if session is not self._session:
            download.discard()
            return
        if download.got:
            self._broken.append(download)
        self._tell_error(error, [(self.tr("Try again"), lambda: self._begin(session, download, opens))])

    def _open(self, session: Session, path: Path, opens: Open) -> None:
        job = session.read(lambda: opening.is_data_file(path), lane="files")
        job.tell(self, done=lambda is_data: self._show_opened(path, opens, is_data=is_data), failed=self._tell_error)

    def _choose_program(self, path: Path) -> bool:
        """Ask for a program, and open a file with it."""
        if opening.system_chooses_program():
            return opening.open_data_file_with(path, None)
        dialog = QFileDialog(self._window, self.tr("Choose a program for “%1”").replace("%1", path.name))
        dialog.setObjectName("programDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory("/Applications" if sys.platform == "darwin" else "/usr/bin")
        dialog.fileSelected.connect(
            lambda chosen: self._show_opened(
                path, lambda file: opening.open_data_file_with(file, Path(chosen)), is_data=True
            )
        )
        dialog.open()
        return True

    def _show_opened(self, path: Path, opens: Open, *, is_data: bool) -> None:
        if is_data and opens(path):
            return
        text = self.tr("The file was downloaded, but there is no program to open it with.")
        if not is_data:
            text = self.tr("The file was downloaded but not opened, because files of this type can contain programs.")
        self._bar.show_message("warning", text, [(self.tr("Show in folder"), lambda: opening.open_folder(path.parent))])

    def _say(self, kind: Kind, text: str, download: FileDownload, buttons: Buttons = ()) -> None:
        self._bar.show_message(kind, text.replace("%1", download.target.name), buttons)

    def _tell_error(self, error: object, buttons: Buttons = ()) -> None:
        self._bar.show_error(error, buttons)
