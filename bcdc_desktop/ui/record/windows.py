"""The windows beside the record: a new one, what waits, the journal. Each is opened once at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar

from .overwritten_list import OverwrittenList, OverwrittenNotice
from .pane import RecordPane

if TYPE_CHECKING:
    from bcdc_desktop.ui.journal.view import JournalDialog


class RecordWindows(QObject):
    """Opens them, and shows in the pane what is chosen there."""

    def __init__(self, pane: RecordPane, show_record: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._pane = pane
        self._show_record = show_record
        self._window = window
        self._journal: JournalDialog | None = None
        self._journal_of: Session | None = None
        self._notice: OverwrittenNotice | None = None
        self._bar: MessageBar | None = None
        pane.elsewhere.connect(self._tell)

    def new_record(self, session: Session) -> None:
        """Asks what a new record is made from."""
        from .new_record import NewRecordDialog

        package = self._pane.package
        current = package.raw if package is not None and not package.id.startswith(NEW) else None
        dialog = NewRecordDialog(session, current, self._window)
        dialog.begun.connect(self._pane.show_draft)
        _open(dialog)

    def show_waiting(self, session: Session) -> None:
        """Shows what waits for an administrator."""
        from .record_lists import WaitingList

        dialog = WaitingList(session, self._window)
        dialog.recordAsked.connect(self.show)
        _open(dialog)

    def show_overwritten(self, session: Session) -> None:
        """Shows what was saved from here and overwritten since."""
        dialog = OverwrittenList(session, self._window)
        dialog.recordAsked.connect(self.show)
        _open(dialog)

    def watch(self, session: Session, bar: MessageBar) -> None:
        """Tells what concerns records that are not on screen: after each synchronization what was overwritten, and
        what became of a save."""
        self._bar = bar
        if self._notice is not None:
            self._notice.deleteLater()
        self._notice = OverwrittenNotice(session, bar, self)
        self._notice.recordAsked.connect(self.show)
        self._notice.listAsked.connect(lambda: self.show_overwritten(session))

    def show_journal(self, session: Session, choices: SessionChoices) -> None:
        """Shows the journal; it may stay open beside the window."""
        from bcdc_desktop.ui.journal.view import JournalDialog

        if self._journal is None or self._journal_of is not session:
            if self._journal is not None:
                self._journal.deleteLater()
            self._journal, self._journal_of = JournalDialog(session, choices, self._window), session
            self._journal.recordAsked.connect(self.show)
        package = self._pane.package
        there = package is not None and not package.id.startswith(NEW)
        self._journal.show_record(package.id if package and there else "", package.title if package and there else "")
        if self._journal.isVisible():
            self._journal.raise_()
            self._journal.activateWindow()
        self._journal.show()

    def show(self, package_id: str) -> None:
        """Shows a record, or one that is not on the server yet."""
        if package_id.startswith(NEW):
            self._pane.show_draft(package_id)
        else:
            self._show_record(package_id)

    def _tell(self, package_id: str, kind: Kind, words: str) -> None:
        if self._bar is not None:
            self._bar.show_message(kind, words, [(self.tr("Show the record"), lambda: self._turn_to(package_id))])

    def _turn_to(self, package_id: str) -> None:
        if self._bar is not None:
            self._bar.hide()
        self.show(package_id)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
