"""Why a command cannot be used at the moment: each method returns a sentence, or nothing where it can."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from bcdc_desktop.app.catalogue_removal import may_remove
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.history import BackAndForward
from bcdc_desktop.ui.record.controller import RecordController
from bcdc_desktop.ui.search_controller import SearchController
from bcdc_desktop.ui.session import Session

from .edit_menu import focus_of, has_selection, is_text


class Availability(QObject):
    """What commands need: a catalogue, a record, a selection, the right to write."""

    def __init__(
        self,
        finding: SearchController,
        record: RecordController,
        visits: BackAndForward,
        session: Callable[[], Session | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._finding, self._record, self._visits = finding, record, visits
        self._session, self._window = session, window

    def no_catalogue(self) -> str:
        """Return nothing where a catalogue is open."""
        return "" if self._session() is not None else self.tr("No catalogue is open.")

    def built_in(self) -> str:
        """Return nothing where the open catalogue was added by the user."""
        session = self._session()
        added = session is not None and may_remove(session.workspace.profile)
        return "" if added else self.tr("This catalogue is built in.")

    def signed_out(self) -> str:
        """Return nothing where the user is signed in."""
        session = self._session()
        signed_in = session is not None and session.workspace.catalogue.has_key
        return "" if signed_in else self.tr("You are not signed in.")

    def nothing_to_approve(self) -> str:
        """Return nothing where records can wait for the user's approval."""
        session = self._session()
        if session is not None and state_field(session.workspace.schema()) is None:
            return self.tr("This catalogue has no approval of records.")
        return self.signed_out()

    def no_sync(self) -> str:
        """Return nothing where a synchronization runs."""
        session = self._session()
        return "" if session is not None and session.synchronizing else self.tr("No sync is running.")

    def no_search(self) -> str:
        """Return nothing where the list is a search."""
        return "" if self._finding.search_state.text.strip() else self.tr("Search for something first.")

    def no_list(self) -> str:
        """Return nothing where the list has rows."""
        shown = self._finding.packages.model.rowCount() or not self._finding.packages.isVisible()
        return "" if shown else self.tr("The list is empty.")

    def no_record(self) -> str:
        """Return nothing where a record is on screen."""
        return "" if self._record.package is not None else self.tr("Choose a record first.")

    def no_resource(self) -> str:
        """Return nothing where a resource of the record is chosen."""
        chosen = self._record.model.resource(self._record.table.currentIndex()) is not None
        return self.no_record() or ("" if chosen else self.tr("Choose a resource first."))

    def not_in_catalogue(self) -> str:
        """Return nothing where the record is in the catalogue."""
        package = self._record.package
        new = package is not None and package.id.startswith(NEW)
        return self.tr("The record is not in the catalogue yet.") if new else self.no_record()

    def read_only(self) -> str:
        """Return nothing where the user may change the record."""
        locked = not self._record.page.tabs.add_files.isEnabled()
        return self.no_record() or (self.tr("You may not change this record.") if locked else "")

    def not_publishable(self) -> str:
        """Return nothing where the record may be moved to another state."""
        button = self._record.page.summary.publish
        if reason := self.not_in_catalogue():
            return reason
        if not button.isEnabled():
            return self.tr("You may not change this record.")
        return self.tr("You can't change who can see this record.") if button.isHidden() else ""

    def nothing_to_save(self) -> str:
        """Return nothing where the record has changes to save."""
        editor = self._record.editor
        can = editor is not None and editor.save.isEnabled()
        return self.no_record() or ("" if can else self.tr("There are no changes to save."))

    def nothing_to_copy(self) -> str:
        """Return nothing where there is an ID to copy."""
        focus = focus_of(self._window)
        chosen = focus is not None and self._finding.organizations.isAncestorOf(focus)
        return "" if chosen else self.not_in_catalogue()

    def no_way_back(self) -> str:
        """Return nothing where there was something else on screen before."""
        return "" if self._visits.can_go_back else self.tr("There is nothing to go back to.")

    def no_way_forward(self) -> str:
        """Return nothing where one went back before."""
        return "" if self._visits.can_go_forward else self.tr("There is nothing to go forward to.")

    def no_step(self, *, back: bool) -> str:
        """Return nothing where something can be undone, or redone, where the cursor is."""
        focus, editor = focus_of(self._window), self._record.editor
        if editor is not None and focus is not None and editor.form.isAncestorOf(focus):
            can = editor.form.can_undo if back else editor.form.can_redo
        elif isinstance(focus, QLineEdit):
            can = focus.isUndoAvailable() if back else focus.isRedoAvailable()
        elif isinstance(focus, QPlainTextEdit):
            can = focus.document().isUndoAvailable() if back else focus.document().isRedoAvailable()
        else:
            can = False
        nothing = self.tr("There is nothing to undo here.") if back else self.tr("There is nothing to redo here.")
        return "" if can else nothing

    def no_selection(self) -> str:
        """Return nothing where text is selected that can be changed."""
        focus = focus_of(self._window)
        return "" if is_text(focus) and has_selection(focus) else self.tr("No text is selected.")

    def no_text_field(self) -> str:
        """Return nothing where the cursor is in a text field."""
        return "" if is_text(focus_of(self._window)) else self.tr("The cursor is not in a text field.")
