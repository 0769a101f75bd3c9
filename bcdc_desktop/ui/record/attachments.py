"""Files that go out with the record's other changes: handed over by a sheet, looked at before they are sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.records import attachments
from bcdc_desktop.app.records.attachments import AttachmentContext, SourceProblem
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import human_size

from .working_copy import WorkingCopy

if TYPE_CHECKING:  # reading tables needs much that a start does not
    from bcdc_desktop.app.uploads.prepare import PreparedFile
    from bcdc_desktop.ui.uploads.dialog import UploadSheet


class Attachments(QObject):
    """Takes files into the draft, and notices those that are not as they were chosen. They stay where they are on this
    computer, and are read when they are sent."""

    taken = Signal(int)  # files that are with the changes of the record on screen now
    sheetAsked = Signal(str, list)  # resource id (empty: a new one), paths: to be looked at again

    def __init__(self, session: Session, copy: WorkingCopy, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._bar = bar
        self._places: dict[Path, str] = {}  # files that were dropped on a resource that is itself new

    def dropped_on_new(self, target: str, path: Path) -> None:
        """A file was dropped on a resource that is not on the server yet: it becomes that resource's."""
        self._places[path.absolute()] = target

    def offer_to(self, sheet: UploadSheet, room: AttachmentContext) -> None:
        """Has a sheet offer to put its files with the record's changes."""
        here = self._copy.package_id == str(room.package["id"])
        changes = sum(self._copy.counts().values()) if here else room.changes
        label = self.tr("Add to the new record") if room.is_new else self.tr("Add to the record's changes")
        hint = ""
        if room.is_new:
            hint = self.tr("The record is on this computer only. Its files are created with it.")
        elif changes:
            one = self.tr("One change to this record is not saved. The files can go out together with it.")
            many = self.tr("%1 changes to this record are not saved. The files can go out together with them.")
            hint = one if changes == 1 else many.replace("%1", str(changes))
        sheet.offer_changes(label, lambda items: self._take(room, items), hint=hint, only=room.is_new)

    def look(self, then: Callable[[], None] | None = None) -> None:
        """Looks whether the files are as they were chosen, and says so where they are not.

        Args:
            then: what to go on with where all of them are.
        """
        files = self._copy.files()
        if not files:
            if then is not None:
                then()
            return
        package_id = self._copy.package_id

        def found(troubles: dict[str, SourceProblem]) -> None:
            if self._copy.package_id != package_id:
                return
            self._copy.note_troubles(troubles)
            if troubles:
                self._tell(troubles)
            elif then is not None:
                then()

        self._session.workers.run(lambda _t, _r: attachments.source_problems(files), lane="files").done.connect(found)

    def leave_out(self, targets: Sequence[str]) -> None:
        """Does not send these files."""
        for target in targets:
            self._copy.drop_file(target)
        self._bar.hide()

    # inside

    def _take(self, room: AttachmentContext, items: Sequence[PreparedFile]) -> tuple[list[PreparedFile], str]:
        """Takes what one save can; answers what it leaves to the sheet, and why."""
        copy, package_id = self._copy, str(room.package["id"])
        here = copy.package_id == package_id
        held = copy.files() if here else dict(room.files)
        fit, large = attachments.that_fit(items, held.values(), room.budget)
        new = {t: f for t, f in held.items() if (t in copy.changes.new_resources if here else True)}
        files = attachments.attachments_of(fit, new, self._places if here else {})
        if files and here:
            copy.take_files(files)
            self.taken.emit(len(files))
        elif files:
            workspace, package = self._session.workspace, room.package
            self._session.store(lambda: attachments.attach_to_draft(workspace, package, files))
        return large, self._why(large, room) if large else ""

    def _why(self, large: Sequence[PreparedFile], room: AttachmentContext) -> str:
        names = ", ".join(f"“{item.file_name}”" for item in large[:3]) + (" …" if len(large) > 3 else "")
        limit = human_size(room.budget)
        words = self.tr("The files of one save may have %2 together, so %1 stays in this sheet: send it by itself.")
        if room.is_new:
            words = self.tr("The files of one save may have %2 together: leave %1 out, and add it to the record later.")
        return words.replace("%1", names).replace("%2", limit)

    def _tell(self, troubles: dict[str, SourceProblem]) -> None:
        files = self._copy.files()
        target = next(iter(troubles))
        name, missing = files[target].name, troubles[target] == "missing"
        if len(troubles) > 1:
            words = self.tr("%1 files are not as they were chosen, or not there any more: they are not sent like that.")
            said = words.replace("%1", str(len(troubles)))
        elif missing:
            said = self.tr("“%1” is not there any more. Put it back, or leave it out.").replace("%1", name)
        else:
            said = self.tr("“%1” was changed since it was chosen: it is not sent like that.").replace("%1", name)
        buttons: list[tuple[str, Callable[[], object]]] = []
        again = [t for t, standing in troubles.items() if standing == "changed"]
        if again:
            buttons.append((self.tr("Look at it again"), lambda: self._look_again(again[0])))
        buttons.append((self.tr("Leave it out"), lambda: self.leave_out(list(troubles))))
        self._bar.show_message("warning", said, buttons)

    def _look_again(self, target: str) -> None:
        path = self._copy.files()[target].path
        self._bar.hide()
        self.sheetAsked.emit("" if target in self._copy.changes.new_resources else target, [path])
