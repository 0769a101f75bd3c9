"""What was asked from outside to be opened: by a second start, a link, the desktop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bcdc_desktop.domain.record_link import RecordAddress, parse_record_link
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.single_instance import OpenRequest
from bcdc_desktop.ui.widgets.geometry import bring_to_front

if TYPE_CHECKING:
    from bcdc_desktop.ui.window import MainWindow


class OpenRequests(QObject):
    """Opens records and adds files for other programs; the user sees each before anything is sent."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._link: RecordAddress | None = None  # until its catalogue is open
        self._files: list[Path] = []  # until a record is on screen
        window.program.opened.connect(self._opened)
        window.record.shown.connect(lambda *_: self._add_files())

    def take(self, request: OpenRequest) -> None:
        """Bring the window to the front, and open what was asked for."""
        window = self._window
        bring_to_front(window)
        profiles = window.program.settings.profiles()
        if request.link:
            self._link = parse_record_link(request.link, profiles)
            if self._link is None:
                text = self.tr("This link doesn't lead to a record of a catalogue that you have added: %1")
                window.bar.show_message("warning", text.replace("%1", request.link[:300]))
        if request.files:
            self._files = [Path(file) for file in request.files]
        wanted = self._link.profile if self._link else request.profile
        session = window.session
        is_open = session is not None and session.workspace.profile.name == wanted
        if wanted and not is_open and any(p.name == wanted for p in profiles):
            window.choose_profile(wanted)
        elif session is not None:
            self._opened(session)

    def _opened(self, session: Session) -> None:
        link = self._link
        if link is not None and link.profile == session.workspace.profile.name:
            self._link = None
            job = session.ask(lambda _t, _r: str(session.workspace.package(link.record)["id"]))
            job.tell(self, done=lambda found: self._window.show_record(found, link.resource), failed=self._not_found)
        else:
            self._add_files()

    def _not_found(self, error: object) -> None:
        words = error_text(error)
        self._window.bar.show_message("warning", self.tr("The link could not be opened. %1").replace("%1", words))

    def _add_files(self) -> None:
        if not self._files:
            return
        package = self._window.record.package
        if package is None:
            text = self.tr("Open the record that the files belong to. They are added to it then.")
            self._window.bar.show_message("information", text)
            return
        files, self._files = self._files, []
        self._window.uploads.add_files(package.id, "", files)
