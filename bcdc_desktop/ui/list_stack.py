"""The middle of the window: the list that a search found, or the drafts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from bcdc_desktop.app.search.views import DRAFTS, SHEET
from bcdc_desktop.app.uploads.saved import saved_sheet
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.record_list.drafts_pane import DraftsPane
from bcdc_desktop.ui.record_list.record_commands import RecordCommands
from bcdc_desktop.ui.search_controller import SearchController
from bcdc_desktop.ui.session import Session


class ListStack(QStackedWidget):
    """Shows the records or the drafts, as the search asks for, and tells which record was chosen in either."""

    recordChosen = Signal(str)  # id of a record, or of one that is not on the server yet
    opened = Signal()  # the cursor should go to the record
    sheetOpened = Signal(str)  # id of an unfinished upload
    listsHidden = Signal(bool)

    def __init__(self, finding: SearchController, parent: QWidget) -> None:
        super().__init__(parent)
        self._finding = finding
        self._session: Session | None = None
        self._lists_hidden = False
        self.packages = finding.packages
        self.drafts = DraftsPane(self)
        self.commands = RecordCommands(self.packages, parent)
        finding.search_state.changed.connect(self.show_lists)  # a search, or a key that leads to a list, ends that
        finding.side.focusAsked.connect(self.show_lists)
        self.addWidget(self.packages)
        self.addWidget(self.drafts)
        finding.search_state.changed.connect(self._turn)
        for pane in (self.packages, self.drafts):
            pane.chosen.connect(self._choose)
        self.packages.activated.connect(self._open)
        self.drafts.opened.connect(self._open)
        self.drafts.exportAsked.connect(finding.export_list)
        finding.exported_to = lambda: self.drafts.bar if self.currentWidget() is self.drafts else self.packages.bar

    def show_session(self, session: Session) -> None:
        """Show another catalogue; the search controller fills the list of records."""
        self._session = session
        self.drafts.show_session(session)
        self.commands.show_session(session)

    def show_drafts(self) -> None:
        """Show the drafts, and put the cursor there."""
        self._finding.choose(DRAFTS)
        self.show_lists()
        self._turn()
        self.drafts.table.setFocus()

    def record_shown(self, package_id: str) -> None:
        """Select the record that is on screen now."""
        if package_id.startswith(NEW):
            self.packages.forget_choice()
        else:
            self.packages.select(package_id)
        self.drafts.select(package_id)
        self._finding.organizations.count_soon()  # it is among those opened last

    def toggle_lists(self) -> None:
        """Give the record all the room, or bring the lists back."""
        hidden = self._lists_hidden = not self._lists_hidden
        focus = QApplication.focusWidget()
        inside = focus is not None and (self.isAncestorOf(focus) or self._finding.side.isAncestorOf(focus))
        self.setVisible(not hidden)
        self._finding.side.setVisible(not hidden)
        self.listsHidden.emit(hidden)
        if hidden and inside:
            self.opened.emit()

    def show_lists(self) -> None:
        """Bring the lists back where they are hidden."""
        if self._lists_hidden:
            self.toggle_lists()

    def _turn(self) -> None:
        self.setCurrentWidget(self.drafts if self._finding.search_state.among_drafts else self.packages)

    def _choose(self, row_id: str) -> None:
        session = self._session
        if not row_id.startswith(SHEET):
            self.recordChosen.emit(row_id)
        elif session is not None:  # files that were not uploaded yet: show their record
            job = session.read(lambda: saved_sheet(session.workspace, row_id.removeprefix(SHEET)))
            job.tell(self, done=self._choose_of_sheet)

    def _choose_of_sheet(self, sheet: Any) -> None:
        if sheet is not None:
            self.recordChosen.emit(sheet.package)

    def _open(self, row_id: str) -> None:
        if row_id.startswith(SHEET):
            self.sheetOpened.emit(row_id.removeprefix(SHEET))
        else:
            self.opened.emit()
