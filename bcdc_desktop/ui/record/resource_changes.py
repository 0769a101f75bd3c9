"""Changes to the resources of the record on screen: all of them go into the draft, nothing is sent here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.attachments import AttachmentContext
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .editor import RecordEditor
from .resources import ResourceArea, SetForAllDialog
from .working_copy import WorkingCopy

if TYPE_CHECKING:  # reading tables needs much that a start does not
    from bcdc_desktop.ui.uploads.dialog import UploadSheet


class ResourceChanges(QObject):
    """Adds, moves, deletes and sets resources as the area asks, and shows in it what the draft contains of them."""

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
        area.undeleteAsked.connect(lambda target: self._undelete([target]))
        area.removeFileAsked.connect(self._remove_file)

    def show_session(self, session: Session, choices: SessionChoices, editor: RecordEditor) -> None:
        """Take another catalogue, with another editor."""
        self._session, self._choices, self._editor = session, choices, editor
        editor.files.taken.connect(self._tell_taken)
        editor.copy.changed.connect(self._forget_message)

    def show_resources(self) -> int:
        """Show the resources as a save would leave them; return how many there are."""
        if self._editor is None:
            return 0
        copy = self._editor.copy
        rows = copy.resources()
        self._area.model.show(rows, draft_marks(copy), frozenset(copy.changes.deletions))
        self._area.table.make_room_for_marks(not copy.changes.empty)
        self._area.with_files = frozenset(copy.changes.files)
        return len(rows)

    def add_link(self) -> str:
        """Add a resource that is a link; return its id."""
        return self._editor.copy.add_resource({}) if self._editor is not None else ""

    def meant_for(self, resource_id: str, files: Sequence[Path]) -> str:
        """Return the resource whose file a dropped file would replace on the server; empty where it makes a new one."""
        if self._editor is None or resource_id not in self._editor.copy.changes.new_resources:
            return resource_id
        self._editor.files.dropped_on_new(resource_id, files[0])
        return ""

    def offer_files(self, dialog: UploadSheet, context: AttachmentContext) -> None:
        """Have the upload dialog offer to put its files with the record's changes."""
        if self._editor is not None:
            self._editor.files.offer_to(dialog, context)

    # inside

    def _reorder(self, order: list[str]) -> None:
        if self._editor is not None:
            self._editor.copy.set_order(order)

    def _set_for_all(self, targets: list[str]) -> None:
        editor, session, choices = self._editor, self._session, self._choices
        if editor is None or session is None or choices is None:
            return
        dialog = SetForAllDialog(session.workspace.schema().resource_fields, choices, len(targets), self._window)
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
            one = self.tr("“%1” will be deleted when you save.").replace("%1", names[0])
            many = self.tr("%1 resources will be deleted when you save.").replace("%1", str(len(marked)))
            self._tell(one if len(marked) == 1 else many, len(marked), lambda: self._undelete(marked))
            return
        dropped = [target for target in targets if target in kept.new_resources]

        def back() -> None:
            for target in dropped:
                copy.put_back(target, kept)
            self._bar.hide()

        if dropped:
            one = self.tr("“%1” was removed.").replace("%1", names[0])
            many = self.tr("%1 new resources were removed.").replace("%1", str(len(dropped)))
            self._say(one if len(dropped) == 1 else many, [(self.tr("Undo"), back)])

    def _remove_file(self, target: str) -> None:
        """Take a file out of the draft; a resource that was only added for it goes with it."""
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

        words = self.tr("“%1” was removed and won't be uploaded.").replace("%1", file)
        self._say(words, [(self.tr("Undo"), back)])

    def _undelete(self, targets: Sequence[str]) -> None:
        if self._editor is not None:
            for target in targets:
                self._editor.copy.keep_resource(target)
            self._bar.hide()

    def _tell_taken(self, count: int) -> None:
        one = self.tr("The file was added to the record's changes. It is uploaded when you save.")
        many = self.tr("%1 files were added to the record's changes. They are uploaded when you save.")
        words = one if count == 1 else many.replace("%1", str(count))
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
        """Hide what was told about the next save once there is nothing to save."""
        if self._said and self._editor is not None and self._editor.copy.changes.empty:
            if self._bar.text() == self._said:
                self._bar.hide()
            self._said = ""


def draft_marks(copy: WorkingCopy) -> dict[str, str]:
    """Return what the draft contains of resources, to stand in the place of their age: resource id -> text."""
    changes = copy.changes
    marks = dict.fromkeys((t for t in changes.fields if t), _tr("draft"))
    marks |= dict.fromkeys(changes.new_resources, _tr("new, not saved"))
    marks |= {
        t: _tr("new file, not saved") if t in changes.new_resources else _tr("file to be replaced")
        for t in changes.files
    }
    troubles = {"changed": _tr("file has changed"), "missing": _tr("file is missing")}
    marks |= {t: troubles[standing] for t, standing in copy.troubles.items() if t in changes.files}
    return marks | dict.fromkeys(changes.deletions, _tr("to be deleted"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResourceChanges", text)
