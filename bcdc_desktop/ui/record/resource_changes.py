"""What is done to the resources of the record on screen: all of it goes into the draft, nothing is sent here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.attachments import AttachmentContext
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .editor import RecordEditor
from .labels import format_draft_marks
from .resources_pane import ResourceArea
from .set_for_all import SetForAllDialog

if TYPE_CHECKING:  # reading tables needs much that a start does not
    from bcdc_desktop.ui.uploads.dialog import UploadSheet


class ResourceChanges(QObject):
    """Adds, moves, deletes and sets resources as the area asks, and shows in it what the draft holds of them."""

    def __init__(self, area: ResourceArea, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._area = area
        self._bar = bar
        self._window = window
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._editor: RecordEditor | None = None
        self._said = ""
        area.orderAsked.connect(self._reorder)
        area.setForAllAsked.connect(self._set_for_all)
        area.deleteAsked.connect(self._delete)
        area.keepAsked.connect(lambda target: self._keep_all([target]))
        area.leaveOutAsked.connect(self._leave_out)

    def show_session(self, session: Session, choices: SessionChoices, editor: RecordEditor) -> None:
        """Another catalogue, with another editor."""
        self._session, self._choices, self._editor = session, choices, editor
        editor.files.taken.connect(self._tell_taken)
        editor.copy.changed.connect(self._forget_message)

    def show_resources(self) -> int:
        """Shows the resources as the draft will have them; answers how many there are."""
        if self._editor is None:
            return 0
        copy = self._editor.copy
        rows = copy.resources()
        self._area.model.show(rows, format_draft_marks(copy), frozenset(copy.changes.deletions))
        self._area.table.make_room_for_marks(not copy.changes.empty)
        self._area.with_files = frozenset(copy.changes.files)
        return len(rows)

    def add_link(self) -> str:
        """Adds a resource that is a link, and answers its id."""
        return self._editor.copy.add_resource({}) if self._editor is not None else ""

    def meant_for(self, resource_id: str, files: Sequence[Path]) -> str:
        """The resource whose file a dropped file would replace on the server; empty where it makes a new one."""
        if self._editor is None or resource_id not in self._editor.copy.changes.new_resources:
            return resource_id
        self._editor.files.dropped_on_new(resource_id, files[0])
        return ""

    def offer_files(self, sheet: UploadSheet, room: AttachmentContext) -> None:
        """Has the sheet of a drop offer to put its files with the record's changes."""
        if self._editor is not None:
            self._editor.files.offer_to(sheet, room)

    # inside

    def _reorder(self, order: list[str]) -> None:
        if self._editor is not None:
            self._editor.copy.set_order(order)

    def _set_for_all(self, targets: list[str]) -> None:
        editor, session, choices = self._editor, self._session, self._choices
        if editor is None or session is None or choices is None:
            return
        dialog = SetForAllDialog(session.workspace.schema().resource_fields, choices, len(targets), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda name, value: editor.set_for_all(targets, name, value))
        dialog.open()

    def _delete(self, targets: list[str]) -> None:
        if self._editor is None:
            return
        self._editor.flush()
        copy = self._editor.copy
        names, kept = [copy.name_of(target) for target in targets], copy.changes.copy()
        for target in targets:
            copy.delete_resource(target)
        marked = [target for target in targets if target in copy.changes.deletions]
        if marked:
            one = self.tr("“%1” is deleted with the next save.").replace("%1", names[0])
            many = self.tr("%1 resources are deleted with the next save.").replace("%1", str(len(marked)))
            self._tell(one if len(marked) == 1 else many, len(marked), lambda: self._keep_all(marked))
            return
        dropped = [target for target in targets if target in kept.new_resources]

        def back() -> None:
            for target in dropped:
                copy.put_back(target, kept)
            self._bar.hide()

        if dropped:
            one = self.tr("“%1” is not added.").replace("%1", names[0])
            many = self.tr("%1 resources are not added.").replace("%1", str(len(dropped)))
            self._say(one if len(dropped) == 1 else many, [(self.tr("Bring them back"), back)])

    def _leave_out(self, target: str) -> None:
        """A file is not sent; a resource that was only to be made for it goes with it."""
        if self._editor is None:
            return
        self._editor.flush()
        copy = self._editor.copy
        kept = copy.changes.copy()
        file = kept.files[target].name if target in kept.files else ""
        copy.drop_file(target)

        def back() -> None:
            copy.put_back(target, kept)
            self._bar.hide()

        words = self.tr("“%1” is not sent.").replace("%1", file)
        self._say(words, [(self.tr("Bring it back"), back)])

    def _keep_all(self, targets: Sequence[str]) -> None:
        if self._editor is not None:
            for target in targets:
                self._editor.copy.keep_resource(target)
            self._bar.hide()

    def _tell_taken(self, count: int) -> None:
        words = (
            self.tr("The file is kept with the record's changes, and not sent yet.")
            if count == 1
            else self.tr("%1 files are kept with the record's changes, and not sent yet.").replace("%1", str(count))
        )
        if self._editor is not None:
            label = self.tr("Review and create…") if self._editor.copy.is_new else self.tr("Review and save…")
            self._say(words, [(label, self._editor.review)], until_saved=True)

    def _tell(self, words: str, count: int, keep: Callable[[], None]) -> None:
        if self._editor is not None:
            keep_words = self.tr("Keep them") if count > 1 else self.tr("Keep it")
            buttons = [(keep_words, keep), (self.tr("Review and save…"), self._editor.review)]
            self._say(words, buttons, until_saved=True)

    def _say(
        self, words: str, buttons: Sequence[tuple[str, Callable[[], object]]], *, until_saved: bool = False
    ) -> None:
        self._bar.show_message("information", words, buttons)
        self._said = words if until_saved else ""

    def _forget_message(self) -> None:
        """What was said of the next save is over once there is nothing to save."""
        if self._said and self._editor is not None and self._editor.copy.changes.empty:
            if self._bar.text() == self._said:
                self._bar.hide()
            self._said = ""
