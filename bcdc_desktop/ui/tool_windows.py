"""Windows that are opened from the main window: comparison, data quality, storage, journal, lists, a new record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.record.overwritten import OverwrittenNotice
from bcdc_desktop.ui.record.record_lists import OverwrittenList, WaitingList
from bcdc_desktop.ui.record.record_window import RecordWindow
from bcdc_desktop.ui.record_list.record_commands import RecordCommands
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar

if TYPE_CHECKING:
    from bcdc_desktop.ui.bulk.dialog import BulkDialog
    from bcdc_desktop.ui.bulk.editing_export import EditingExport
    from bcdc_desktop.ui.dialogs.publish import PublishDialog
    from bcdc_desktop.ui.journal.view import JournalDialog
    from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
    from bcdc_desktop.ui.window import MainWindow


class ToolWindows(QObject):
    """Opens each window once for a session; what is slow to import is imported when it is asked for."""

    pageAsked = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._editing: EditingExport | None = None
        self._open: dict[str, QDialog] = {}
        self._quality: QualityDialog | None = None

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Show another catalogue: close the windows of the one before."""
        self._session, self._choices = session, choices
        for dialog in self._open.values():
            dialog.close()
            dialog.deleteLater()
        self._open = {}
        self._quality = None

    def compare(self) -> None:
        """Show what is in one catalogue and not in another."""
        session = self._session
        if session is None:
            return
        if "compare" not in self._open:
            from .reports.compare_dialog import CompareDialog

            dialog = CompareDialog(session, self._window.program, self._window)
            dialog.recordAsked.connect(self._window.show_record)
            dialog.pageAsked.connect(self.pageAsked)
            self._open["compare"] = dialog
        self._raise("compare")

    def quality(self, organization: str | None = None) -> None:
        """Show the data quality of an organization; of the one that is searched in where none is given."""
        session, finding = self._session, self._window.finding
        if session is None:
            return
        dialog = self._quality
        if dialog is None:
            from .reports.quality_dialog import QualityDialog

            dialog = self._quality = QualityDialog(session, finding.words, self._window)
            self._open["quality"] = dialog
            dialog.asked.connect(self._show_records)
            dialog.recordAsked.connect(self._window.show_record)
        dialog.show_organization(organization or finding.search_state.where.organization or None)
        self._raise("quality")

    def storage(self) -> None:
        """Show what catalogues take on this computer, and when they are synchronized."""
        session = self._session
        if session is None:
            return
        if "storage" not in self._open:
            from .dialogs.storage import StorageDialog

            self._open["storage"] = StorageDialog(session, self._window.program, self._window)
        self._raise("storage")

    def bulk_change(self, ids: Sequence[str] = ()) -> None:
        """Change several records: these, or all that the search finds."""
        self._bulk_dialog(ids)

    def open_bulk_file(self) -> None:
        """Choose a spreadsheet that was exported for editing, or a plan, and show what it changes."""
        dialog = self._bulk_dialog()
        if dialog is not None and not dialog.running:
            dialog.choose_file()

    def bulk_ledger(self, number: int = 0) -> None:
        """Show the list of bulk changes, with one of them selected."""
        session, choices = self._session, self._choices
        if session is None or choices is None:
            return
        from .bulk.ledger_dialog import LedgerDialog

        dialog = self._open.get("ledger")
        if not isinstance(dialog, LedgerDialog):
            dialog = self._open["ledger"] = LedgerDialog(session, choices, self._window)
            dialog.recordAsked.connect(self._window.show_record)
            dialog.resumeAsked.connect(self._resume_bulk)
            dialog.restoreAsked.connect(self._restore_bulk)
        if number:
            dialog.select(number)
        self._raise("ledger")

    def export_for_editing(self) -> None:
        """Write what the list shows to a spreadsheet that can be edited and read back."""
        session = self._session
        if session is None:
            return
        from .bulk.editing_export import EditingExport

        if self._editing is None:
            self._editing = EditingExport(self._window.program.settings, self._window.bar, self._window)
        finding = self._window.finding
        self._editing.ask(session, finding.search_state.text, finding.packages.selected(), self.open_bulk_file)

    def _bulk_dialog(self, ids: Sequence[str] = ()) -> BulkDialog | None:
        """Return a new dialog for bulk changes, shown; the one there is while it sends records."""
        session = self._session
        if session is None:
            return None
        from .bulk.dialog import BulkDialog

        there = self._open.get("bulk")
        if isinstance(there, BulkDialog) and there.running:
            self._raise("bulk")
            return there
        words = self._window.finding.search_state.text
        dialog = BulkDialog(session, self._window, words=words, ids=ids)
        dialog.ledgerAsked.connect(self.bulk_ledger)
        self._begin("bulk", lambda: dialog)
        return dialog

    def _resume_bulk(self, number: int) -> None:
        dialog = self._bulk_dialog()
        if dialog is not None and not dialog.running:
            dialog.resume_bulk(number)

    def _restore_bulk(self, number: int, records: list[str]) -> None:
        dialog = self._bulk_dialog()
        if dialog is not None and not dialog.running:
            dialog.restore(number, records)

    def copy_records(self, ids: Sequence[str]) -> None:
        """Copy records to another catalogue."""
        session = self._session
        if session is None:
            return
        from .transfer.copy_dialog import CopyDialog

        self._begin("copy", lambda: CopyDialog(session, self._window.program, ids, self._window))

    def back_up(self) -> None:
        """Write what the list shows, or what is selected in it, to a folder."""
        session, finding = self._session, self._window.finding
        if session is None:
            return
        from .transfer.backup_dialog import BackupDialog

        words, selected = finding.search_state.text, finding.packages.selected()
        self._begin("backup", lambda: BackupDialog(session, words, selected, self._window))

    def restore(self) -> None:
        """Restore records from a backup."""
        session = self._session
        if session is None:
            return
        from .transfer.restore_dialog import RestoreDialog

        self._begin("restore", lambda: RestoreDialog(session, self._window.program, self._window))

    def _show_records(self, words: str) -> None:
        self._window.finding.show_records(words)
        self._window.raise_()
        self._window.activateWindow()

    def _begin(self, name: str, make: Callable[[], QDialog]) -> None:
        """Show a dialog in place of the one that was opened for other records."""
        if (before := self._open.pop(name, None)) is not None:
            before.close()
            before.deleteLater()
        self._open[name] = make()
        self._raise(name)

    def _raise(self, name: str) -> None:
        dialog = self._open[name]
        if dialog.isVisible():
            dialog.raise_()
            dialog.activateWindow()
        dialog.show()


class RecordWindows(QObject):
    """Opens windows next to the record page (a new record, lists, the journal, a record in a window of its own), and
    shows what is chosen there."""

    windowMade = Signal(object)  # the RecordController of a window of its own

    def __init__(self, record: RecordController, show_record: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._record = record
        self._show_record = show_record
        self._window = window
        self._journal: JournalDialog | None = None
        self._journal_of: Session | None = None
        self._notice: OverwrittenNotice | None = None
        self._bar: MessageBar | None = None
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._own: list[RecordWindow] = []  # those that were closed are shown again for other records
        record.elsewhere.connect(self._tell)
        record.discarded.connect(self._tell_discarded)

    def serve(self, commands: RecordCommands) -> None:
        """Carry out what is asked for in a list of records."""
        commands.windowAsked.connect(self.open_window)
        commands.draftBegun.connect(self.show)
        commands.publishAsked.connect(self._publish)

    def take_choices(self, choices: SessionChoices) -> None:
        """Offer these choices in windows of records."""
        self._choices = choices

    def flush(self) -> None:
        """Store what was typed last, in the main window and in windows of records."""
        self._record.flush()
        for own in self._own:
            own.record.flush()

    def open_window(self, package_id: str) -> None:
        """Show a record in a window of its own; one that it has already comes to the front."""
        session, choices = self._session, self._choices
        if session is None or choices is None or not package_id:
            return
        self._record.flush()
        own = next((w for w in self._own if w.isVisible() and w.package_id == package_id), None)
        if own is None:
            own = next((w for w in self._own if not w.isVisible()), None)
            if own is None:
                own = RecordWindow(session, choices, self._window)
                self.windowMade.emit(own.record)
                own.record.elsewhere.connect(self._tell)
                self._own.append(own)
            own.show_record(package_id)
        own.show()
        own.raise_()
        own.activateWindow()

    def open_current(self) -> None:
        """Show the record on screen in a window of its own."""
        package = self._record.package
        if package is not None:
            self.open_window(package.id)

    def toggle_favourite(self) -> None:
        """Make the record on screen a favourite, or no favourite any more."""
        self._record.page.summary.favourite.click()

    def new_record(self, session: Session, organization: str = "") -> None:
        """Ask what a new record is made from.

        Args:
            session: the open catalogue.
            organization: the id of the one that the list shows; empty where it shows others too.
        """
        from bcdc_desktop.ui.record.new_record import NewRecordDialog

        package = self._record.package
        current = package.raw if package is not None and not package.id.startswith(NEW) else None
        dialog = NewRecordDialog(session, current, self._window, organization=organization)
        dialog.begun.connect(self._record.show_draft)
        dialog.open()

    def show_waiting(self, session: Session) -> None:
        """Show what is waiting for an administrator."""
        dialog = WaitingList(session, self._window)
        dialog.recordAsked.connect(self.show)
        dialog.open()

    def show_overwritten(self, session: Session) -> None:
        """Show what was saved from here and overwritten since."""
        dialog = OverwrittenList(session, self._window)
        dialog.recordAsked.connect(self.show)
        dialog.open()

    def watch(self, session: Session, bar: MessageBar) -> None:
        """Tell what concerns records that are not on screen: what was overwritten, and what became of a save."""
        self._bar = bar
        for own in self._own:
            own.close()
            own.deleteLater()
        self._own = []
        self._session = session
        if self._notice is not None:
            self._notice.deleteLater()
        self._notice = OverwrittenNotice(session, bar, self)
        self._notice.recordAsked.connect(self.show)
        self._notice.listAsked.connect(lambda: self.show_overwritten(session))

    def show_journal(self, session: Session, choices: SessionChoices) -> None:
        """Show the journal; it may stay open next to the window."""
        from bcdc_desktop.ui.journal.view import JournalDialog

        if self._journal is None or self._journal_of is not session:
            if self._journal is not None:
                self._journal.deleteLater()
            self._journal, self._journal_of = JournalDialog(session, choices, self._window), session
            self._journal.recordAsked.connect(self.show)
        package = self._record.package
        there = package is not None and not package.id.startswith(NEW)
        self._journal.show_record(package.id if package and there else "", package.title if package and there else "")
        if self._journal.isVisible():
            self._journal.raise_()
            self._journal.activateWindow()
        self._journal.show()

    def _publish(self, package: Any, unsaved: int) -> None:
        """Offer the moves of a record of the list."""
        session, bar = self._session, self._bar
        if session is None or bar is None:
            return
        from bcdc_desktop.ui.dialogs.publish import open_for

        def show(dialog: PublishDialog) -> None:
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            moved = self.tr("“%1” was moved to %2.").replace("%1", str(package.get("title") or ""))
            dialog.moved.connect(
                lambda state, who: bar.show_message(
                    "success", f"{moved.replace('%2', state) if state else ''} {who}".strip()
                )
            )
            dialog.placeAsked.connect(lambda *_: self.show(str(package["id"])))
            dialog.linksAsked.connect(lambda: self.show(str(package["id"])))
            dialog.open()

        open_for(session, package, self._window, unsaved=unsaved, show=show)

    def show(self, package_id: str) -> None:
        """Show a record, or one that is not on the server yet."""
        if package_id.startswith(NEW):
            self._record.show_draft(package_id)
        else:
            self._show_record(package_id)

    def _tell_discarded(self, words: str, restore: Callable[[], None]) -> None:
        bar = self._bar
        if bar is None:
            return

        def undo() -> None:
            bar.hide()
            restore()

        bar.show_message("information", words, [(self.tr("Undo"), undo)])

    def _tell(self, package_id: str, kind: Kind, words: str) -> None:
        if self._bar is not None:
            self._bar.show_message(kind, words, [(self.tr("Show the record"), lambda: self._turn_to(package_id))])

    def _turn_to(self, package_id: str) -> None:
        if self._bar is not None:
            self._bar.hide()
        self.show(package_id)
