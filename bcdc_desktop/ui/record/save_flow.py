"""Saving a record: one review of all that was changed about it, one act, one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.records.drafts import left_to_send, rebase_draft
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import ChangePreview, SaveRefused, plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.catalogue.errors import CatalogueError, Offline, Timeout
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import ORDER, PACKAGE, RecordChanges
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog, ConflictOutcome, Outcome
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import Kind, MessageBar

from .labels import format_value, joined, split
from .plan_labels import count_of, field_changes, format_losses, other_parts, where_of
from .working_copy import WorkingCopy, part_of


class SaveFlow(QObject):
    """Reviews and sends what a working copy holds; tells in the bar what became of it."""

    busyChanged = Signal(bool)
    sendingFiles = Signal(int)  # how many; ``progressed`` follows
    progressed = Signal(object)  # Progress, in bytes
    fileChanged = Signal()  # a file is not the one that was chosen: nothing was stored
    saved = Signal(object)  # SubmitResult
    theirsTaken = Signal(object)  # the record as it is on the server
    refused = Signal(object)  # target -> path -> messages, to be shown at their fields
    againAsked = Signal(object, object, object)  # what was sent: RecordChanges, decisions, up to what it was reviewed
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what concerns a record that is not on screen

    def __init__(
        self,
        session: Session,
        choices: SessionChoices,
        copy: WorkingCopy,
        bar: MessageBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._choices = choices
        self._copy = copy
        self._bar = bar
        self._window = window
        self._job: Job | None = None
        self.busy = False

    def review(self, planned: ChangePreview) -> None:
        """Shows what a save would change, and sends it when that is confirmed."""
        if planned.empty:
            self._bar.show_message("information", self.tr("Nothing was changed, so nothing is sent."))
            return
        words = format_value(self._choices)
        changes = field_changes(planned, self._copy.name_of)
        extra = other_parts(planned, self._copy.name_of, words)
        warnings = []
        if planned.public:
            warnings.append(self._public_words(planned))
        for target, name in planned.deletions.items():
            warnings.append(format_losses(part_of(self._copy.package, target), name))
        only = [*planned.differences]
        name = self._copy.name_of(only[0] if len(only) == 1 and not extra else PACKAGE)
        dialog = ChangesDialog(
            self.tr("Save “%1”").replace("%1", name),
            changes,
            warnings=warnings,
            extra=extra,
            words=words,
            read=self._session.read,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edits = planned.changes
        dialog.accepted.connect(lambda: self.send(edits) if dialog.outcome is Outcome.SAVE else None)
        dialog.open()

    def send(
        self,
        edits: RecordChanges,
        decisions: Mapping[str, Mapping[str, Any]] | None = None,
        reviewed: str | None = None,
    ) -> None:
        """Sends edits as one act, in a worker."""
        self._set_busy(True)
        workspace = self._session.workspace

        def work(token: CancelToken, report: Report) -> tuple[SubmitResult | MergeConflict, ChangePreview]:
            planned = plan(workspace, edits)
            done = save(workspace, edits, decisions=decisions, reviewed=reviewed, token=token, report=report)
            return done, planned

        job = self._session.ask(work, title=self.tr("Saving"))
        self._job = job
        if edits.files:
            self.sendingFiles.emit(len(edits.files))
        job.progressed.connect(self.progressed)
        job.done.connect(lambda done: self._after(done[0], done[1], edits))
        job.failed.connect(lambda error: self._failed(error, edits, decisions, reviewed))
        job.cancelled.connect(lambda: self._stopped(edits))
        job.ended.connect(self._ended)

    def stop(self) -> None:
        """Stops a save whose files are not sent in full yet."""
        if self._job is not None:
            self._job.cancel()

    # inside

    def _public_words(self, planned: ChangePreview) -> str:
        if planned.files:
            return self.tr("This record is published: what you save, its files too, becomes public at once.")
        return self.tr("This record is published: what you save becomes public at once.")

    def _shows(self, edits: RecordChanges) -> bool:
        return self._copy.package_id == edits.package_id

    def _tell_elsewhere(self, edits: RecordChanges, kind: Kind, words: str) -> None:
        """Another record is on screen; what became of this one is said where its name is said too."""
        said = words.replace("%1", Package(edits.base).title)
        self.elsewhere.emit(edits.package_id, kind, said)

    def _after(self, result: SubmitResult | MergeConflict, planned: ChangePreview, edits: RecordChanges) -> None:
        if isinstance(result, MergeConflict):
            if self._shows(edits):
                self._decide(result, planned, edits)
            else:
                words = self.tr("“%1” was not saved: somebody changed it meanwhile, and that is for you to decide.")
                self._tell_elsewhere(edits, "warning", f"{words} {self._kept()}")
            return
        self._keep_rest(edits, RecordChanges(result.package))
        self.saved.emit(result)
        if self._shows(edits):
            self._tell_saved(result, planned, edits)
        elif result.lost:
            words = self.tr("“%1” was saved, but somebody overwrote it in the same moment.")
            self._tell_elsewhere(edits, "warning", words)

    def _keep_rest(self, sent: RecordChanges, left: RecordChanges) -> None:
        """What was not stored, and what was changed since it was sent, is the draft from here on."""
        workspace = self._session.workspace
        if self._shows(sent):
            self._copy.begin_again(left_to_send(workspace.schema(), self._copy.edits(), sent, left))
        else:
            self._session.store(lambda: rebase_draft(workspace, sent, left))

    def _tell_saved(self, result: SubmitResult, planned: ChangePreview, edits: RecordChanges) -> None:
        if result.gone:
            sent = edits.result()
            names = ", ".join(f"“{(part_of(sent, t) or {}).get('name') or t}”" for t in result.gone)
            words = self.tr("Your changes were saved, but someone deleted %1 right afterwards.").replace("%1", names)
            self._bar.show_message("warning", words)
            return
        if result.lost:
            self._bar.show_message(
                "warning",
                self.tr(
                    "It was saved, but somebody overwrote it in the same moment. Look at the record and try again."
                ),
            )
            return
        fields = sum(len(c) for t, c in result.changes.items() if t not in edits.new_resources)
        count = count_of(planned)
        words = self.tr("1 field saved.") if fields == 1 else self.tr("%1 fields saved.").replace("%1", str(fields))
        if count > fields:
            one, many = self.tr("1 change saved."), self.tr("%1 changes saved.").replace("%1", str(count))
            words = one if count == 1 else many
        if result.entry is None:
            words = self.tr("The server has these values already; nothing was sent.")
        meanwhile = self.tr("What you changed meanwhile is kept as a draft.") if not self._copy.changes.empty else ""
        self._bar.show_message("success", " ".join(part for part in (words, result.note, meanwhile) if part))

    def _decide(self, merge_conflict: MergeConflict, planned: ChangePreview, edits: RecordChanges) -> None:
        if merge_conflict.gone:
            names = ", ".join(f"“{self._copy.name_of(t)}”" for t in merge_conflict.gone)
            gone = self.tr("%1 was deleted on the server meanwhile. What you typed is kept as a draft.")
            buttons = [(self.tr("Drop it"), lambda: self._drop(merge_conflict.gone))]
            again = edits
            for target in merge_conflict.gone:
                again = again.adding_again(target, self._session.workspace.schema().resource_fields)
            if all(edits.can_be_added_again(t) for t in merge_conflict.gone):
                buttons.append((self.tr("Add it again"), lambda: self.send(again)))
            else:
                gone += " " + self.tr("Its file went with it, so it can only be added anew, with a file.")
            self._bar.show_message("error", gone.replace("%1", names), buttons)
            return
        if merge_conflict.order is not None and not merge_conflict.merges:
            self._decide_order(merge_conflict, edits)
            return
        targets = [*merge_conflict.merges]
        single = targets[0] if len(targets) == 1 else None
        where = where_of(targets, self._copy.name_of)
        merge = merge_conflict.merges[single] if single is not None else joined(merge_conflict.merges, where)
        dialog = ConflictDialog(
            merge,
            others=count_of(planned, without=targets),
            choices=self._choices,
            words=format_value(self._choices),
            read=self._session.read,
            parent=self._window,
        )
        modified = str(merge_conflict.current.get("metadata_modified"))

        def decided() -> None:
            if dialog.outcome is ConflictOutcome.SAVE:
                chosen = dialog.decisions()
                decisions = {single: chosen} if single is not None else split(chosen)
                self._decide_order(merge_conflict, edits, decisions) if merge_conflict.order else self.send(
                    edits, decisions, modified
                )
            elif dialog.outcome is ConflictOutcome.RELOAD:
                self._take_theirs(merge_conflict.current, targets)

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(decided)
        dialog.open()

    def _decide_order(
        self,
        merge_conflict: MergeConflict,
        edits: RecordChanges,
        decisions: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Both moved resources: one order or the other."""
        order, decided = merge_conflict.order, dict(decisions or {})
        modified = str(merge_conflict.current.get("metadata_modified"))
        if order is None:
            return

        def take(ids: Sequence[str]) -> None:
            self.send(edits, {**decided, PACKAGE: {**decided.get(PACKAGE, {}), ORDER: list(ids)}}, modified)

        self._bar.show_message(
            "warning",
            self.tr("Somebody put the resources into another order meanwhile. Nothing was sent."),
            [
                (self.tr("Take my order"), lambda: take(order.mine)),
                (self.tr("Take theirs"), lambda: take(order.theirs)),
            ],
        )

    def _drop(self, targets: Sequence[str]) -> None:
        for target in targets:
            self._copy.drop(target)
        self._bar.hide()

    def _take_theirs(self, current: Mapping[str, Any], targets: Sequence[str]) -> None:
        self._copy.know(current)
        for target in targets:
            self._copy.drop(target)
        self.theirsTaken.emit(current)
        self._bar.show_message("information", self.tr("This is the record as it is on the server now."))

    def _failed(
        self,
        error: object,
        edits: RecordChanges,
        decisions: Mapping[str, Mapping[str, Any]] | None,
        reviewed: str | None,
    ) -> None:
        said = error.message if isinstance(error, CatalogueError) else str(error)
        if not self._shows(edits):
            words = self.tr("“%1” was not saved.")
            self._tell_elsewhere(edits, "error", f"{words} {said} {self._kept()}")
        elif isinstance(error, SaveRefused):
            self.refused.emit(error)
        elif isinstance(error, FileChanged):
            self.fileChanged.emit()
        elif isinstance(error, Offline | Timeout):
            self._bar.show_message(
                "warning",
                f"{said} {self._kept()} " + self.tr("Save again when the catalogue answers."),
                [(self.tr("Try again"), lambda: self.againAsked.emit(edits, decisions, reviewed))],
            )
        else:
            self._bar.show_message("error", f"{said} {self._kept()}")

    def _stopped(self, edits: RecordChanges) -> None:
        if self._shows(edits):
            self._bar.show_message(
                "information", self.tr("Stopped. Nothing was stored; your changes are kept as a draft.")
            )
        else:
            self._tell_elsewhere(edits, "information", f"{self.tr('Saving “%1” was stopped.')} {self._kept()}")

    def _kept(self) -> str:
        return self.tr("Your changes are kept as a draft.")

    def _ended(self) -> None:
        self._job = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busyChanged.emit(busy)
