"""What can be asked for with the record on screen as a whole: its id, its page, files for it, another state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .editor import RecordEditor

if TYPE_CHECKING:
    from bcdc_desktop.ui.dialogs.publish import PublishDialog


class RecordActions(QObject):
    """Knows which record is on screen, and asks for what is wanted with it."""

    copyAsked = Signal(str, str)  # what, value
    openAsked = Signal(str)  # address
    filesChosen = Signal(list)  # paths
    linksAsked = Signal()

    def __init__(self, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._bar = bar
        self._window = window
        self._session: Session | None = None
        self._editor: RecordEditor | None = None
        self._package: Package | None = None

    def show_session(self, session: Session, editor: RecordEditor) -> None:
        """Another catalogue."""
        self._session, self._editor, self._package = session, editor, None

    def show_package(self, package: Package | None) -> None:
        """The record on screen."""
        self._package = package

    def choose_files(self) -> None:
        """Asks for files to add."""
        if self._package is None:
            return
        dialog = QFileDialog(self._window, self.tr("Add files to “%1”").replace("%1", self._package.title))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([self.tr("Tables (*.csv *.tsv *.xlsx)"), self.tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.filesChosen.emit([Path(n) for n in names]))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def copy_record(self, what: str) -> None:
        """Puts the id, name or address of the record into the clipboard."""
        if (there := self._there()) is not None:
            session, package = there
            page = session.workspace.profile.package_page(package.name)
            self.copyAsked.emit(what, {"id": package.id, "name": package.name, "url": page}[what])

    def open_record(self) -> None:
        """Opens the record's page in the browser."""
        if (there := self._there()) is not None:
            session, package = there
            self.openAsked.emit(session.workspace.profile.package_page(package.name))

    def publish(self) -> None:
        """Offers the moves to other publish states."""
        editor, there = self._editor, self._there()
        if editor is None or there is None:
            return
        from bcdc_desktop.ui.dialogs.publish import open_for

        editor.flush()

        def show(dialog: PublishDialog) -> None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            moved = self.tr("The record is moved to %1.")
            dialog.moved.connect(lambda words: self._bar.show_message("success", moved.replace("%1", words)))
            dialog.placeAsked.connect(editor.focus_field)
            dialog.linksAsked.connect(self.linksAsked)
            dialog.open()

        session, package = there
        open_for(session, package.raw, self._window, unsaved=sum(editor.copy.counts().values()), show=show)

    def _there(self) -> tuple[Session, Package] | None:
        """The session and the record, where that is in the catalogue and so has an id, a page and a state."""
        if self._session is None or self._package is None or self._package.id.startswith(NEW):
            return None
        return self._session, self._package
