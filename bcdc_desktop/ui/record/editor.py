"""The editor of a record and its resources: kept as one draft while one types, saved as one act after one review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.rows import StoredDraft
from bcdc_desktop.domain.publishing import start_state, state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.strip import SectionStrip
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.message_bar import MessageBar

from .attachments import Attachments
from .completeness import CompletenessMeter
from .create_flow import CreateFlow, NameWatch
from .editor_head import EditorHead
from .review_flow import ReviewFlow
from .save_flow import SaveFlow
from .section_form import PartForm
from .upload_progress import UploadProgressLine
from .working_copy import WorkingCopy


class RecordEditor(QWidget):
    """Shows one part of the record at a time: the record itself, or one of its resources.

    Made once for a catalogue, with one form a level; another record costs only its values.
    """

    saved = Signal(str)  # package id
    created = Signal(object)  # Created
    busyChanged = Signal(bool)
    partAsked = Signal(str)  # a target whose fields want to be looked at
    resourcesAsked = Signal()  # the record's resources as a whole want to be looked at
    draftChanged = Signal()
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what concerns a record that is not on screen
    told = Signal(str, str, list)  # kind, sentence, buttons: what concerns a part that is not there any more

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._writable = True
        self._target: str | None = None
        self._warm = False
        self._told = ""  # the last sentence about problems
        schema = session.workspace.schema
        self.copy = WorkingCopy(session, self)
        self.head = EditorHead(self)
        self.status, self.discard, self.save = self.head.status, self.head.discard, self.head.save
        self.discard.clicked.connect(self._discard)
        self.save.clicked.connect(self.review)
        self.bar = MessageBar(self)
        self.saving = SaveFlow(session, choices, self.copy, self.bar, self)
        self.files = Attachments(session, self.copy, self.bar, self)
        self.sending = UploadProgressLine(self)
        self.package_part = PartForm(lambda: schema().dataset_fields, choices, "packageForm", self.tr("Record"), self)
        self.resource_part = PartForm(
            lambda: _with_link(schema().resource_fields), choices, "resourceForm", self.tr("Resource"), self
        )
        self.creating = CreateFlow(session, choices, self.copy, self.bar, self)
        self.reviewing = ReviewFlow(session, self)
        self.names = NameWatch(session, self.copy, self.package_part.form, self)
        self.meter = CompletenessMeter(session, self.copy, self)
        self.meter.placeAsked.connect(self.focus_field)
        self.meter.nextAsked.connect(self.next_problem)
        self.strip = SectionStrip(self)
        self.strip.show_form(self.package_part.form)
        self._lay_out()
        for part in (self.package_part, self.resource_part):
            part.problemsShown.connect(lambda left, part=part: self._forget_problems(part, left))
            part.left.connect(lambda part=part: self._keep(part))
            part.edited.connect(self._show_count)
        self.copy.changed.connect(self._show_count)
        self.copy.changed.connect(self.draftChanged)
        self.copy.filesChanged.connect(lambda targets: self._show_part(anew=True) if self._target in targets else None)
        self.saving.saved.connect(self._after)
        self.saving.theirsTaken.connect(lambda _r: self._show_part(anew=True))
        self.saving.againAsked.connect(self.reviewing.save_again)
        self.creating.againAsked.connect(self.reviewing.create_again)
        self.creating.created.connect(self.created)
        for sender in (self.saving, self.creating):
            sender.busyChanged.connect(self._show_busy)
            sender.sendingFiles.connect(self.sending.begin)
            sender.progressed.connect(self.sending.show_progress)
            sender.fileChanged.connect(self.files.look)
            sender.refused.connect(self._show_refusal)
            sender.elsewhere.connect(self.elsewhere)
            self.sending.stopAsked.connect(sender.stop)
        self._show_count()

    # what it shows

    @property
    def form(self) -> SchemaForm:
        """The form on screen."""
        return self._part().form

    @property
    def target(self) -> str | None:
        """The part on screen: ``""`` the record, else a resource's id; None when there is nothing."""
        return self._target

    @property
    def resource_id(self) -> str:
        """The resource being edited; empty when none is."""
        return self._target or ""

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return self.saving.busy or self.creating.busy

    def warm_up(self) -> None:
        """Makes the widgets ahead, in slices, so that the first record shows as quickly as the next ones."""
        if not self._warm:
            self._warm = True
            self.resource_part.form.warm_up()
            self.package_part.form.warm_up()

    def show_record(self, package: Mapping[str, Any], draft: StoredDraft | None) -> None:
        """Another record; ``show_target`` follows."""
        self.flush()
        self._target = None
        self.bar.hide()
        for part in (self.package_part, self.resource_part):
            part.clear()
        self.copy.show(package, draft)
        self.head.show_busy(busy=self.busy, new=self.copy.is_new)

    def follow(self, package: Mapping[str, Any], draft: StoredDraft | None, generation: int) -> None:
        """The same record as it was read again."""
        replaced = self.copy.take(package, draft, generation)
        if self._target is not None and self.copy.part(self._target) is None:
            return
        if replaced:
            for part in (self.package_part, self.resource_part):
                part.clear()
        self._show_part(anew=replaced)

    def show_target(self, target: str) -> None:
        """Shows a part of the record."""
        if target != self._target:
            self.flush()
            if self._target is not None:
                self.bar.hide()
        self._target = target
        self._show_part()

    def set_schema(self) -> None:
        """The catalogue's schema is another one: the forms are made anew, with what was typed."""
        for part in (self.package_part, self.resource_part):
            part.renew()
        if self._target is not None:
            self._tell_unknown(self._target)
        self.strip.show_form(self.package_part.form)
        self.names = NameWatch(self._session, self.copy, self.package_part.form, self)
        self.set_writable(self._writable)

    def set_writable(self, writable: bool) -> None:
        """Lets the user edit, or only look."""
        self._writable = writable
        self._part().set_read_only(self.busy or not writable)
        self._show_count()

    def refresh_choices(self) -> None:
        """Organizations, licences or keywords are known better now."""
        for part in (self.package_part, self.resource_part):
            part.form.refresh_choices()

    def flush(self) -> None:
        """Stores what was typed and not yet stored."""
        for part in (self.package_part, self.resource_part):
            part.form.flush()

    def focus_first(self) -> None:
        """Puts the cursor into the first field."""
        first = next((f.name for f in self._fields() if f.required), None)
        if first is not None:
            self.form.go_to(first)

    def focus_field(self, target: str, field: str) -> None:
        """Puts the cursor into a field (``title``, ``contacts/0/email``) of a part."""
        if (target, field) == (PACKAGE, "resources"):
            self.resourcesAsked.emit()
            return
        self.go_to(target)
        name = field.partition("/")[0]
        if self._target == target and any(f.name == name for f in self._fields()):
            self.form.go_to(field)

    def set_for_all(self, targets: Sequence[str], name: str, value: Any) -> None:
        """Sets one field of several resources in the draft."""
        self.flush()
        for target in targets:
            self.copy.set_part(target, {**self.copy.of(target), name: value})
        if self._target in targets:
            self._show_part(anew=True)

    # what it does

    def review(self) -> None:
        """Shows what a save would change, and sends it when that is confirmed."""
        self.reviewing.review()

    def next_problem(self) -> None:
        """Puts the cursor into the next field that keeps the record from being sent."""
        self.reviewing.next_problem()

    def go_to(self, target: str) -> None:
        """Has a part shown."""
        self.partAsked.emit(target)
        if self._target != target:
            self.show_target(target)

    def tell_problems(self, count: int) -> None:
        """Says how many fields keep the record from being sent; that is over once they are mended."""
        self.bar.show_message(
            "warning",
            self.tr("One field needs mending before it can be sent.")
            if count == 1
            else self.tr("%1 fields need mending before they can be sent.").replace("%1", str(count)),
        )
        self._told = self.bar.text()

    # inside

    def _part(self) -> PartForm:
        return self.package_part if self._target == PACKAGE else self.resource_part

    def _fields(self) -> Sequence[Field]:
        return self._fields_of(self._target or PACKAGE)

    def _fields_of(self, target: str) -> Sequence[Field]:
        schema = self._session.workspace.schema()
        return schema.dataset_fields if target == PACKAGE else schema.resource_fields

    def _show_part(self, *, anew: bool = False) -> None:
        target = self._target
        base = self.copy.part(target) if target is not None else None
        if target is None or base is None:
            return
        package = target == PACKAGE
        self.head.show_part(target, self.copy.name_of(target))
        self.meter.setVisible(package)
        self.strip.setVisible(package)
        part = self._part()
        self.stack.setCurrentWidget(part)
        fresh = anew or not part.shows(self.copy.package_id, target)
        new = self.copy.is_new or target in self.copy.changes.new_resources
        part.show_part(self.copy.package_id, target, base, self._edits_to_show(target), anew=anew, new=new)
        if fresh and package:
            self.names.begin()
        part.set_read_only(self.busy or not self._writable)
        self._show_count()
        if fresh:
            self._tell_unknown(target)
        asked = not self.bar.isHidden() and self.bar.kind in ("warning", "error")  # what waits for an answer stays
        if not self.copy.changes.empty and self.copy.moved_on and not self.copy.is_new and not self.busy and not asked:
            self.bar.show_message(
                "information",
                self.tr("The record has changed on the server since you began. Your changes are put together with it."),
            )

    def _unknown(self, target: str) -> dict[str, Any]:
        """RecordChanges of fields that the schema has lost since: the form cannot show them, and must not lose them."""
        known = {f.name for f in self._fields_of(target)}
        return {n: v for n, v in self.copy.of(target).items() if n not in known and n != "url"}

    def _tell_unknown(self, target: str) -> None:
        unknown = self._unknown(target)
        if not unknown:
            return

        def leave_out() -> None:
            self.copy.set_part(target, {n: v for n, v in self.copy.of(target).items() if n not in unknown})
            self.bar.hide()

        words = self.tr("The catalogue has no field “%1” any more. What you wrote there is kept, and is in the review.")
        self.bar.show_message(
            "information", words.replace("%1", "”, “".join(unknown)), [(self.tr("Leave it out"), leave_out)]
        )

    def _edits_to_show(self, target: str) -> Mapping[str, Any]:
        edits = self.copy.of(target)
        schema = self._session.workspace.schema()
        state = state_field(schema)
        if target == PACKAGE and self.copy.is_new and state is not None:
            return {state.name: start_state(schema), **edits}
        return edits

    def _keep(self, part: PartForm) -> None:
        target = PACKAGE if part is self.package_part else self._target
        if target is not None and part.shows(self.copy.package_id, target):
            self.copy.set_part(target, {**self._unknown(target), **part.form.draft()})

    def _edits(self) -> RecordChanges:
        self.flush()
        return self.copy.edits()

    def _send(self, edits: RecordChanges) -> None:
        self.saving.send(edits)

    def _after(self, result: SubmitResult) -> None:
        if self.copy.package_id == str(result.package.get("id")):
            for part in (self.package_part, self.resource_part):
                part.clear()
            self._show_part(anew=True)
        self.saved.emit(str(result.package.get("id")))

    def _show_refusal(self, error: SaveRefused) -> None:
        by_section = error.by_section
        if by_section and self._target not in by_section:
            self.go_to(next(iter(by_section)))
        elsewhere = self.form.set_errors(by_section.get(self._target or PACKAGE, {}))
        elsewhere += [
            f"{self.copy.name_of(t)}: {p}: {' '.join(m)}"
            for t, f in by_section.items()
            if t != self._target
            for p, m in f.items()
        ]
        words = error.message if elsewhere or not by_section else self.tr("The catalogue refuses some values.")
        kept = self.tr("Your changes are kept as a draft.")
        self.bar.show_message("error", " ".join([words, *elsewhere[:3], kept]))
        self.form.focus_next_problem()

    def _forget_problems(self, part: PartForm, left: int) -> None:
        """What was said of problems is over once they are mended."""
        if not left and part is self._part() and self._told and self.bar.text() == self._told:
            self.bar.hide()

    def _discard(self) -> None:
        """Puts the part back to what the server has; a button brings the edits back."""
        self.flush()
        target, package_id, kept = self._target, self.copy.package_id, self.copy.changes.copy()
        if target is None or not self.copy.counts().get(target):
            return
        self.copy.drop(target)
        self._show_part(anew=True)

        def back() -> None:
            if self.copy.package_id == package_id:
                self.copy.put_back(target, kept)
                self.partAsked.emit(target)
                self.bar.hide()

        words, buttons = self.tr("Your changes were discarded."), [(self.tr("Bring them back"), back)]
        if self.copy.part(target) is None:
            self.told.emit("information", words, buttons)
        else:
            self.bar.show_message("information", words, buttons)

    def _show_count(self) -> None:
        shown = self._target is not None and self._part().shows(self.copy.package_id, self._target)
        here = self._target or PACKAGE
        counts = self.copy.counts({here: len(self.form.edits()) + len(self._unknown(here))} if shown else None)
        self.head.show_counts(counts, here, self.copy.name_of, busy=self.busy, writable=self._writable)

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self.flush()  # what is changed after this is not what is being sent
        else:
            self.sending.hide()
        self.set_writable(self._writable)
        self.head.show_busy(busy=self.busy, new=self.copy.is_new)
        self.busyChanged.emit(busy)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        for part in (self.package_part, self.resource_part):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.sending)
        layout.addWidget(self.bar)
        layout.addWidget(self.meter)
        layout.addWidget(self.strip)
        layout.addWidget(self.stack, 1)


def _with_link(fields: Sequence[Field]) -> list[Field]:
    """The link or file is never folded away: a resource without one cannot be saved."""
    return [replace(f, required_when_shown=True) if f.kind is FieldKind.FILE else f for f in fields]
