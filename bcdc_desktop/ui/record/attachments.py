"""Files that are uploaded with the record's other changes: taken into the draft, checked, and their progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from bcdc_desktop.app.progress import Progress
from bcdc_desktop.app.records import attachments
from bcdc_desktop.app.records.attachments import AttachmentContext, SourceProblem
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import human_size, quoted

from .working_copy import WorkingCopy

if TYPE_CHECKING:  # reading tables needs much that a start does not
    from bcdc_desktop.app.uploads.prepare import PreparedFile

    Take = Callable[[Sequence[PreparedFile]], tuple[list[PreparedFile], str]]


class AttachmentDialog(Protocol):
    """An upload dialog, as far as it can put its files with a record's changes."""

    def offer_changes(self, label: str, take: Take, *, hint: str = "", only: bool = False) -> None:
        """Offer it: ``take`` returns the items that it could not take, and why."""


class Attachments(QObject):
    """Takes files into the draft, and notices those that have changed since they were chosen.

    They stay where they are on this computer, and are read when they are sent.
    """

    taken = Signal(int)  # files that are with the changes of the record on screen now
    uploadAsked = Signal(str, list)  # resource id (empty: a new one), paths: to be prepared again

    def __init__(self, session: Session, copy: WorkingCopy, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = copy
        self._bar = bar
        self._places: dict[Path, str] = {}  # files that were dropped on a resource that is itself new

    def dropped_on_new(self, target: str, path: Path) -> None:
        """Remember a file that was dropped on a resource that is not on the server yet: it becomes that resource's."""
        self._places[path.absolute()] = target

    def offer_to(self, dialog: AttachmentDialog, context: AttachmentContext) -> None:
        """Have an upload dialog offer to put its files with the record's changes."""
        here = self._copy.package_id == str(context.package["id"])
        changes = sum(self._copy.counts().values()) if here else context.changes
        label = self.tr("Add to the new record") if context.is_new else self.tr("Add to the record's changes")
        hint = ""
        if context.is_new:
            hint = self.tr("This record is only on this computer. Its files are uploaded when you create it.")
        elif changes:
            one = self.tr("This record has one unsaved change. You can save it and these files together.")
            many = self.tr("This record has %1 unsaved changes. You can save them and these files together.")
            hint = one if changes == 1 else many.replace("%1", str(changes))
        dialog.offer_changes(label, lambda items: self._take(context, items), hint=hint, only=context.is_new)

    def check(self, then: Callable[[], None] | None = None) -> None:
        """Check whether the files are still as they were chosen, and tell where they are not.

        Args:
            then: called where all of them are.
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

        self._session.workers.run(lambda _t, _r: attachments.source_problems(files), lane="files").tell(
            self, done=found
        )

    def leave_out(self, targets: Sequence[str]) -> None:
        """Take files out of the draft."""
        for target in targets:
            self._copy.drop_file(target)
        self._bar.hide()

    # inside

    def _take(self, context: AttachmentContext, items: Sequence[PreparedFile]) -> tuple[list[PreparedFile], str]:
        """Take what one save can; return what it leaves to the dialog, and why."""
        copy, package_id = self._copy, str(context.package["id"])
        here = copy.package_id == package_id
        held = copy.files() if here else dict(context.files)
        fit, large = attachments.that_fit(items, held.values(), context.budget)
        new = {t: f for t, f in held.items() if (t in copy.changes.new_resources if here else True)}
        files = attachments.attachments_of(fit, new, self._places if here else {})
        if files and here:
            copy.take_files(files)
            self.taken.emit(len(files))
        elif files:
            workspace, package = self._session.workspace, context.package
            self._session.store(lambda: attachments.attach_to_draft(workspace, package, files))
        return large, self._why(large, context) if large else ""

    def _why(self, large: Sequence[PreparedFile], context: AttachmentContext) -> str:
        names = ", ".join(quoted(item.file_name) for item in large[:3]) + (" …" if len(large) > 3 else "")
        limit = human_size(context.budget)
        text = self.tr("One save can include at most {limit} of files. Upload {names} separately.")
        if context.is_new:
            text = self.tr("One save can include at most {limit} of files. Add {names} once the record is created.")
        return text.format(limit=limit, names=names)

    def _tell(self, troubles: dict[str, SourceProblem]) -> None:
        files = self._copy.files()
        target = next(iter(troubles))
        name, problem = files[target].name, troubles[target]
        if len(troubles) > 1:
            text = self.tr("%1 files have changed or are missing since you added them, so they won't be uploaded.")
            said = text.replace("%1", str(len(troubles)))
        elif problem == "missing":
            said = self.tr("“%1” is missing. Put it back where it was, or remove it.").replace("%1", name)
        elif problem == "unreachable":
            text = self.tr("“%1” can't be read at the moment. Connect its drive or network share, then save again.")
            said = text.replace("%1", name)
        else:
            said = self.tr("“%1” has changed since you added it, so it won't be uploaded.").replace("%1", name)
        buttons: list[tuple[str, Callable[[], object]]] = []
        again = [t for t, standing in troubles.items() if standing == "changed"]
        if again:
            buttons.append((self.tr("Check it again"), lambda: self._prepare_again(again[0])))
        buttons.append((self.tr("Remove"), lambda: self.leave_out(list(troubles))))
        self._bar.show_message("warning", said, buttons)

    def _prepare_again(self, target: str) -> None:
        path = self._copy.files()[target].path
        self._bar.hide()
        self.uploadAsked.emit("" if target in self._copy.changes.new_resources else target, [path])


class UploadProgressLine(QWidget):
    """How far the files of a save are: a bar, how many bytes, *Stop*. What was sent in full is only waited for."""

    stopAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sendingLine")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Upload of the files"))
        self.words = PlainLabel(parent=self)
        self.words.setProperty("role", "muted")
        self.stop = QPushButton(self.tr("Stop"), self)
        self.stop.setObjectName("stopSavingButton")
        self.stop.clicked.connect(self._ask)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.stop)
        self.hide()

    def begin(self, files: int) -> None:
        """Show that a save with files begins."""
        self.bar.setRange(0, 0)
        one, many = self.tr("Uploading 1 file"), self.tr("Uploading %1 files").replace("%1", str(files))
        self.words.setText(one if files == 1 else many)
        self.stop.setEnabled(True)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show how much is sent."""
        if not progress.total:
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(int(1000 * progress.done / progress.total))
        if progress.done < progress.total:
            text = self.tr("{done} of {total}")
            self.words.setText(text.format(done=human_size(progress.done), total=human_size(progress.total)))
        else:
            self.words.setText(self.tr("Uploaded. Waiting for the catalogue…"))
            self.stop.setEnabled(False)

    def _ask(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText(self.tr("Stopping…"))
        self.stopAsked.emit()
