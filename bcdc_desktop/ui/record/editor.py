"""The editor below the tabs: the form of one section, how much is changed, and the buttons to save or discard it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.records.drafts import discard_draft, restore_draft
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.rows import StoredDraft
from bcdc_desktop.domain.publishing import start_state, state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.cells import NAMING
from bcdc_desktop.ui.forms.sections import SectionStrip
from bcdc_desktop.ui.record.header import EditorHead
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

from .attachments import Attachments, UploadProgressLine
from .completeness import CompletenessMeter
from .extras_watch import ExtrasWatch
from .new_record import NameCheck
from .save_flow import SaveFlow
from .working_copy import WorkingCopy

_LEAST_FORM = 96  # pixels of height
_WARM_UP_AFTER_MS = 1000


class RecordEditor(QWidget):
    """Shows one section at a time: the record itself, or one of its resources.

    What is left in a field is stored as a draft at once, by the working copy; saving is the save flow's. It is made
    once for a catalogue, with one form a level; another record costs only its values.
    """

    saved = Signal(str)  # package id
    created = Signal(object)  # Created
    busyChanged = Signal(bool)
    sectionAsked = Signal(str)  # a section that is to be shown
    resourcesAsked = Signal()  # the record's resources as a whole are to be shown
    draftChanged = Signal()
    elsewhere = Signal(str, str, str)  # package id, kind, sentence: what concerns a record that is not on screen
    discarded = Signal(str, object)  # sentence, what restores it: a new record that is gone as a whole
    restored = Signal(str)  # package id
    told = Signal(str, str, list)  # kind, sentence, buttons: what concerns a section that is not there any more

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._writable = True
        self._low = False
        self._target: str | None = None
        self._warm = False
        self._cursor: tuple[str, str | None, str] = ("", None, "")  # record, section and place of the cursor
        self._moved_on_told = ""  # the message that others changed the record
        self.copy = WorkingCopy(session, self)
        self._form_schema = self._schema()  # that the forms were made for
        self.head = EditorHead(self)
        self.status, self.discard, self.save = self.head.status, self.head.discard, self.head.save
        self.bar = MessageBar(self)
        self.read_only = PlainLabel(parent=self)
        self.read_only.setObjectName("readOnlyReason")
        self.read_only.setProperty("role", "warning")
        self.read_only.setWordWrap(True)
        self.read_only.hide()
        self.files = Attachments(session, self.copy, self.bar, self)
        self.sending = UploadProgressLine(self)
        self.record_section = SectionForm(
            lambda: self._schema().dataset_fields, choices, "packageForm", self.tr("Record"), self
        )
        self.resource_section = SectionForm(
            lambda: _with_link(self._schema().resource_fields), choices, "resourceForm", self.tr("Resource"), self
        )
        self._extras = ExtrasWatch(
            session, lambda found: self.head.show_extras(self.copy.name_of(self.resource_id), found), self
        )
        self.saving = SaveFlow(session, choices, self, self)
        self.names = NameCheck(session, self.copy, self.record_section.form, self)
        self.meter = CompletenessMeter(session, self.copy, self)
        self.strip = SectionStrip(self)
        self.strip.show_form(self.record_section.form)
        self._lay_out()
        self._connect()
        self._show_count()

    # what it shows

    @property
    def form(self) -> SchemaForm:
        """Return the form on screen."""
        return self._section().form

    @property
    def target(self) -> str | None:
        """Return the section on screen: ``""`` the record, else a resource's id; None when there is nothing."""
        return self._target

    @property
    def resource_id(self) -> str:
        """Return the resource being edited; empty when none is."""
        return self._target or ""

    @property
    def busy(self) -> bool:
        """Return whether something is being saved."""
        return self.saving.busy

    def warm_up(self) -> None:
        """Make the widgets ahead, in slices, so that the first record shows as quickly as the next ones.

        Begin when the window had a moment to show what was asked for: that comes first.
        """
        if not self._warm:
            self._warm = True
            QTimer.singleShot(_WARM_UP_AFTER_MS, self, self._warm_up)

    def _warm_up(self) -> None:
        self.resource_section.form.warm_up()
        self.record_section.form.warm_up()

    def show_record(self, package: Mapping[str, Any], draft: RecordChanges | None) -> None:
        """Take another record; ``show_target`` follows."""
        self.flush()
        self._target = None
        self._extras.leave()
        self.bar.hide()
        self._clear()
        self.copy.show(package, draft)
        if self._schema() is not self._form_schema:  # a record of another type
            self.set_schema()
        self.head.show_busy(busy=self.busy, new=self.copy.is_new)

    def follow(self, package: Mapping[str, Any], draft: RecordChanges | None) -> None:
        """Show the same record as it was read again."""
        replaced = self.copy.take(package, draft)
        if self._target is not None and self.copy.part(self._target) is None:
            return
        if replaced:
            self._clear()
        self._show_section(anew=replaced)

    def show_target(self, target: str) -> None:
        """Show a section of the record."""
        if target != self._target:
            self.flush()
            if self._target is not None:
                self.bar.hide()
        self._target = target
        self._show_section()

    def _schema(self) -> DatasetSchema:
        return self._session.workspace.schema_of(self.copy.package)

    def set_schema(self) -> None:
        """Make the forms for another schema, with what was typed."""
        self._form_schema = self._schema()
        for section in (self.record_section, self.resource_section):
            section.renew()
        if self._target is not None:
            self._tell_unknown(self._target)
        self.strip.show_form(self.record_section.form)
        self.names = NameCheck(self._session, self.copy, self.record_section.form, self)
        self.set_writable(self._writable)

    def set_low(self, low: bool) -> None:
        """Leave out the way to the sections, or show it: in a low window the fields need the room."""
        self._low = low
        self.strip.setVisible(self._target == PACKAGE and not low)

    def set_writable(self, writable: bool) -> None:
        """Let the user edit, or only read."""
        self._writable = writable
        self._tell_read_only()
        self._section().set_read_only(self.busy or not writable, for_reading=not writable)
        self._show_count()

    def refresh_choices(self) -> None:
        """Offer organizations, licences and keywords as they are known now."""
        for section in (self.record_section, self.resource_section):
            section.form.refresh_choices()

    def flush(self) -> None:
        """Store what was typed and not yet stored."""
        for section in (self.record_section, self.resource_section):
            section.form.flush()

    def focus_first(self) -> None:
        """Put the cursor into what the record is called by, else into the first required field."""
        fields = [f for f in self._fields(self._target or PACKAGE) if not f.is_hidden]
        named = [f for f in fields if f.name in NAMING] if (self._target or PACKAGE) == PACKAGE else []
        first = next(iter([*named, *(f for f in fields if f.required), *fields]), None)
        if first is not None:
            self.form.go_to(first.name)

    def focus_field(self, target: str, field: str) -> None:
        """Put the cursor into a field (``title``, ``contacts/0/email``) of a section."""
        if (target, field) == (PACKAGE, "resources"):
            self.resourcesAsked.emit()
            return
        self.go_to(target)
        name = field.partition("/")[0]
        if self._target == target and any(f.name == name for f in self._fields(target)):
            self.form.go_to(field)

    def go_to(self, target: str) -> None:
        """Have a section shown."""
        self.sectionAsked.emit(target)
        if self._target != target:
            self.show_target(target)

    def set_for_all(self, targets: Sequence[str], name: str, value: Any) -> None:
        """Set one field of several resources in the draft."""
        self.flush()
        for target in targets:
            self.copy.set_part(target, {**self.copy.of(target), name: value})
        if self._target in targets:
            self._show_section(anew=True)

    def review(self) -> None:
        """Review the changes, and save them when that is confirmed."""
        self.saving.review()

    def next_problem(self) -> None:
        """Put the cursor into the next field that keeps the record from being saved."""
        self.saving.next_problem()

    # inside

    def _tell_read_only(self) -> None:
        """Say why the record on screen cannot be changed."""
        self.read_only.setVisible(not self._writable and bool(self.copy.package_id))
        if self._writable:
            return
        organization = self._session.tree.get(str(self.copy.package.get("owner_org") or ""))
        if not self._session.workspace.catalogue.has_key:
            text = self.tr("Read-only: sign in to make changes.")
        elif organization is None:
            text = self.tr("Read-only: you may not change this record.")
        else:
            text = self.tr("Read-only: you aren't an editor of %1.").replace("%1", organization.title)
        self.read_only.setText(text)

    def _section(self) -> SectionForm:
        return self.record_section if self._target == PACKAGE else self.resource_section

    def _fields(self, target: str) -> Sequence[Field]:
        schema = self._schema()
        return schema.dataset_fields if target == PACKAGE else schema.resource_fields

    def _clear(self) -> None:
        for section in (self.record_section, self.resource_section):
            section.clear()

    def _show_section(self, *, anew: bool = False) -> None:
        target = self._target
        base = self.copy.part(target) if target is not None else None
        if target is None or base is None:
            return
        record = target == PACKAGE
        self.head.show_section(target, self.copy.name_of(target))
        self.meter.setVisible(record)
        self.strip.setVisible(record and not self._low)
        section = self._section()
        self.stack.setCurrentWidget(section)
        fresh = anew or not section.shows(self.copy.package_id, target)
        new = self.copy.is_new or target in self.copy.changes.new_resources
        section.show_section(self.copy.package_id, target, base, self._edits_to_show(target), anew=anew, new=new)
        if fresh and record:
            self.names.begin()
        section.set_read_only(self.busy or not self._writable, for_reading=not self._writable)
        self._show_count()
        if fresh:
            self._tell_unknown(target)
        self._show_extras(target, base)
        self._tell_moved_on()

    def _show_extras(self, target: str, resource: Mapping[str, Any]) -> None:
        """Show what the catalogue keeps beside a resource that it has."""
        if target == PACKAGE or self.copy.is_new or target in self.copy.changes.new_resources:
            self._extras.leave()
        else:
            self._extras.show_resource(self.copy.package, resource)

    def _tell_moved_on(self) -> None:
        copy = self.copy
        if self._moved_on_told and self.bar.text() == self._moved_on_told and not copy.moved_on:
            self.bar.hide()  # it was a change of our own, which the draft includes by now
        asked = not self.bar.isHidden() and self.bar.kind in ("warning", "error")  # what waits for an answer stays
        if copy.changes.empty or not copy.moved_on or copy.is_new or self.busy or asked:
            return
        text = self.tr("The record has changed on the server since you began. Your changes will be merged with it.")
        self.bar.show_message("information", text)
        self._moved_on_told = self.bar.text()

    def _unknown(self, target: str) -> dict[str, Any]:
        """Return changes to fields that the schema has lost since: the form cannot show them, and they must stay."""
        known = {f.name for f in self._fields(target)}
        return {n: v for n, v in self.copy.of(target).items() if n not in known and n != "url"}

    def _tell_unknown(self, target: str) -> None:
        unknown = self._unknown(target)
        if not unknown:
            return

        def discard() -> None:
            self.copy.set_part(target, {n: v for n, v in self.copy.of(target).items() if n not in unknown})
            self.bar.hide()

        text = self.tr("The catalogue no longer has the field “%1”. Your text is kept, and is part of the review.")
        self.bar.show_message(
            "information", text.replace("%1", "”, “".join(unknown)), [(self.tr("Discard it"), discard)]
        )

    def _edits_to_show(self, target: str) -> Mapping[str, Any]:
        edits = self.copy.of(target)
        schema = self._schema()
        state = state_field(schema)
        if target == PACKAGE and self.copy.is_new and state is not None:
            return {state.name: start_state(schema), **edits}
        return edits

    def _store(self, section: SectionForm) -> None:
        """Put what is in a form into the working copy, which stores it."""
        target = PACKAGE if section is self.record_section else self._target
        if target is not None and section.shows(self.copy.package_id, target):
            self.copy.set_part(target, {**self._unknown(target), **section.form.draft()})

    def _after_save(self, result: SubmitResult) -> None:
        if self.copy.package_id == str(result.package.get("id")):
            self._clear()
            self._show_section(anew=True)
        self.saved.emit(str(result.package.get("id")))

    def _discard(self) -> None:
        """Put the section back to what the server has; a button restores the changes."""
        self.flush()
        if self.copy.is_new and self._target == PACKAGE:
            self._discard_new()
            return
        target, package_id, before = self._target, self.copy.package_id, self.copy.changes.copy()
        if target is None or not self.copy.counts().get(target):
            return
        self.copy.drop(target)
        self._show_section(anew=True)

        def restore() -> None:
            if self.copy.package_id == package_id:
                self.copy.put_back(target, before)
                self.sectionAsked.emit(target)
                self.bar.hide()

        text, buttons = self.tr("Your changes were discarded."), [(self.tr("Undo"), restore)]
        if self.copy.part(target) is None:
            self.told.emit("information", text, buttons)
        else:
            self.bar.show_message("information", text, buttons)

    def _discard_new(self) -> None:
        """Discard a record that is on this computer only, as a whole."""
        session, workspace, package_id = self._session, self._session.workspace, self.copy.package_id
        title = self.copy.name_of(PACKAGE)

        def tell(held: StoredDraft | None) -> None:
            if held is None:
                return

            def restore() -> None:
                session.store(lambda: restore_draft(workspace, held)).tell(
                    self, done=lambda _r: self.restored.emit(package_id)
                )

            self.discarded.emit(self.tr("“%1” was discarded.").replace("%1", title), restore)

        session.store(lambda: discard_draft(workspace, package_id)).tell(self, done=tell)

    def _problems_shown(self, section: SectionForm, left: int) -> None:
        if not left and section is self._section():
            self.saving.forget_problems()

    def _show_count(self) -> None:
        shown = self._target is not None and self._section().shows(self.copy.package_id, self._target)
        here = self._target or PACKAGE
        counts = self.copy.counts({here: len(self.form.edits()) + len(self._unknown(here))} if shown else None)
        self.head.show_counts(counts, here, self.copy.name_of, busy=self.busy, writable=self._writable)
        if self.copy.is_new and here == PACKAGE:
            self.discard.setEnabled(not self.busy)

    def _show_busy(self, busy: bool) -> None:
        inside = self._has_focus()
        if busy:
            self.flush()  # what is changed after this is not what is being sent
        else:
            self.sending.hide()
        if busy and inside:  # where it was is disabled until this has ended
            self._cursor = self.copy.package_id, self._target, self.form.last_path
            self._section().setFocus()
        self.set_writable(self._writable)
        if not busy and inside:
            self._restore_cursor()
        self.head.show_busy(busy=self.busy, new=self.copy.is_new)
        self.busyChanged.emit(busy)

    def _has_focus(self) -> bool:
        focus = self.window().focusWidget()  # also while a dialog has the keyboard
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _restore_cursor(self) -> None:
        """Put the cursor back to where it was before something was sent, unless the user took it elsewhere."""
        (package_id, target, path), self._cursor = self._cursor, ("", None, "")
        fields = {field.name for field in self._fields(target or PACKAGE)}
        if (package_id, target) == (self.copy.package_id, self._target) and path.partition("/")[0] in fields:
            self.form.go_to(path)

    def _connect(self) -> None:
        self.discard.clicked.connect(self._discard)
        self.save.clicked.connect(self.review)
        self.meter.placeAsked.connect(self.focus_field)
        self.meter.nextAsked.connect(self.next_problem)
        for section in (self.record_section, self.resource_section):
            section.problemsShown.connect(lambda left, section=section: self._problems_shown(section, left))
            section.left.connect(lambda section=section: self._store(section))
            section.edited.connect(self._show_count)
        self.copy.changed.connect(self._show_count)
        self.copy.changed.connect(self.draftChanged)
        self.copy.filesChanged.connect(lambda ids: self._show_section(anew=True) if self._target in ids else None)
        self.saving.saved.connect(self._after_save)
        self.saving.theirsTaken.connect(lambda: self._show_section(anew=True))
        self.saving.created.connect(self.created)
        self.saving.busyChanged.connect(self._show_busy)
        self.saving.elsewhere.connect(self.elsewhere)
        self.sending.stopAsked.connect(self.saving.stop)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget(self)
        # it takes what is left, and needs room for a few fields
        self.stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.stack.setMinimumHeight(_LEAST_FORM)
        for section in (self.record_section, self.resource_section):
            self.stack.addWidget(section)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self.read_only)
        layout.addWidget(self.sending)
        layout.addWidget(self.meter)
        layout.addWidget(self.strip)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.bar)


class SectionForm(QScrollArea):
    """The form of one level (a record, or a resource), which shows one section after another.

    ``left`` says that what was typed is to be stored. It is made once for as long as the window shows the catalogue.
    """

    left = Signal()
    edited = Signal()
    problemsShown = Signal(int)

    def __init__(
        self,
        fields: Callable[[], Sequence[Field]],
        choices: SessionChoices,
        name: str,
        words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._choices = choices
        self._names = name, words
        self._shown: tuple[str, str] | None = None  # package id, target
        self._base: Mapping[str, Any] = {}
        self._new = False
        self._read_only = self._for_reading = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes to its fields: nothing shows the cursor here
        self.form = self._make()

    def shows(self, package_id: str, target: str) -> bool:
        """Return whether it is this section that is on screen."""
        return self._shown == (package_id, target)

    def show_section(
        self,
        package_id: str,
        target: str,
        base: Mapping[str, Any],
        edits: Mapping[str, Any],
        *,
        anew: bool = False,
        new: bool = False,
    ) -> None:
        """Show a section with its changes; of the one that is shown already only what others changed.

        Args:
            anew: show all of it anew, although it is shown already.
            new: it is not on the server yet.
        """
        if self.shows(package_id, target) and not anew:
            if base is not self._base:
                self._base = base
                self.form.refresh_base(base)
            return
        self._shown, self._base, self._new = (package_id, target), base, new
        self.form.set_record(base, edits, new=new)
        self.verticalScrollBar().setValue(0)

    def set_read_only(self, on: bool, *, for_reading: bool) -> None:
        """Show without letting edit; ``for_reading`` says that it is not for a moment only."""
        self._for_reading = for_reading
        self.form.set_for_reading(for_reading)
        if on != self._read_only:
            self._read_only = on
            self.form.set_read_only(on)

    def clear(self) -> None:
        """Show nothing any more; what is shown next is taken as a whole."""
        self.form.flush()
        self._shown, self._base = None, {}

    def renew(self) -> None:
        """Make the form for another schema, with what was typed."""
        self.form.flush()
        edits, read_only = self.form.draft(), self._read_only
        self.form = self._make()
        self.form.set_for_reading(self._for_reading)
        self.form.set_read_only(read_only)
        if self._shown is not None:
            self.form.set_record(self._base, edits, new=self._new)

    def _make(self) -> SchemaForm:
        form = SchemaForm(self._fields(), self._choices)
        name, words = self._names
        form.setObjectName(name)
        form.setAccessibleName(words)
        form.fieldLeft.connect(lambda _f: self.left.emit())
        form.editsChanged.connect(lambda _n: self.edited.emit())
        form.problemsShown.connect(self.problemsShown)
        page = QWidget(self)
        theme.use_ground(page, "surface")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, measures.GAP, 20)
        inside.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(page)  # the old page goes with its form
        return form


def _with_link(fields: Sequence[Field]) -> list[Field]:
    """Never fold away the link or file: a resource without one cannot be saved."""
    return [replace(f, required_when_shown=True) if f.kind is FieldKind.FILE else f for f in fields]
