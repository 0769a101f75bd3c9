"""A form for a package's or a resource's fields, as the catalogue's schema has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.app.records.form_model import FormModel, Messages, below, position, shown_at, top
from bcdc_desktop.domain.checks import FieldProblem, check_fields
from bcdc_desktop.domain.choices import ChoiceSource, NoChoices
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.ui.forms.cells import FormCells
from bcdc_desktop.ui.forms.editors import editor_class
from bcdc_desktop.ui.forms.editors.cell import FieldCell
from bcdc_desktop.ui.forms.editors.date import set_for_reading
from bcdc_desktop.ui.forms.focus import FocusWatch, scroll_to, scroll_to_top
from bcdc_desktop.ui.forms.sections import SectionHeading
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.text import labelled

_PAUSE_MS = 1500  # without a key: what was typed is stored, and is a step of undo


class SchemaForm(QWidget):
    """Edits one record, field by field.

    The form never loses a value that it cannot show: what is not edited stays exactly as it came. It stores nothing
    itself: ``fieldLeft`` says when there is something to store, ``draft()`` says what.
    """

    fieldLeft = Signal(str)  # a field was changed, and left, or not touched for a while
    fieldEdited = Signal(str)  # at every key
    editsChanged = Signal(int)  # number of changed fields
    proposalAccepted = Signal(str)
    problemsShown = Signal(int)  # places that keep it from being sent
    sectionsChanged = Signal()  # others are shown, or there are more or fewer problems in them

    def __init__(
        self, fields: Sequence[Field], choices: ChoiceSource | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fields = list(fields)
        self._choices: ChoiceSource = choices or NoChoices()
        self._model = FormModel(self._fields)
        self._messages = Messages()
        self._touched: set[str] = set()
        self._unsaved: set[str] = set()
        self._stale: set[str] = set()
        self._proposed: set[str] = set()
        self._read_only = False
        self._count = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.FORM_ROW_GAP)
        self.cells = FormCells(self._fields, self._model, self._choices, self)
        self.cells.edited.connect(self._typed)
        self.cells.chosen.connect(self._chosen)
        self.cells.proposalAccepted.connect(self._accept)
        self.cells.made.connect(self._prepare)
        self.cells.more.foldedChanged.connect(self._show_messages)
        self.cells.sectionsChanged.connect(self.sectionsChanged)
        layout.addWidget(self.cells)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._check_soon = debounce(measures.CHECK_AFTER_MS, self._check_typed, self)
        self._pause = debounce(_PAUSE_MS, self.flush, self)
        self._focus = FocusWatch(self)
        self._focus.left.connect(self._leave)

    # what it shows

    def set_record(
        self, base: Mapping[str, Any], edits: Mapping[str, Any] | None = None, *, new: bool | None = None
    ) -> None:
        """Show another record (an action's dict; ``{}`` for a new one) with the draft's values over it.

        Args:
            new: whether it is not on the server yet, although ``base`` holds something.
        """
        self.flush()
        self._model.load(base, edits or {}, new=new)
        self._messages.clear()
        self._touched, self._stale, self._proposed = set(), set(), set()
        self.cells.place()
        for cell in self.cells:
            cell.editor.start_over()
            self.cells.show_field(cell.field.name)
            cell.set_proposed(False)
        self._show_messages()
        self._focus.give_back_room()
        self.cells.more.set_folded(True)
        self._announce(always=True)

    def warm_up(self) -> None:
        """Make its widgets ahead, a few at a time, so that the first record shows as quickly as the next ones."""
        self.cells.warm_up()

    def refresh_base(self, base: Mapping[str, Any]) -> None:
        """Take the record as others changed it. Edits stay; the field under the cursor follows once it is left."""
        before = {cell.field.name: self._model.value(cell.field.name) for cell in self.cells}
        self._model.rebase(base)
        busy = self._focus.field()
        for name, shown in before.items():
            if self._model.value(name) == shown:
                self.cells.show_state(name)
            elif name == busy:
                self._stale.add(name)
            else:
                self.cells.show_field(name)
        self.cells.apply_conditions()
        self._announce()

    def set_read_only(self, on: bool) -> None:
        """Show without letting edit."""
        self._read_only = on
        for cell in self.cells:
            cell.editor.set_read_only(on)

    def set_for_reading(self, on: bool) -> None:
        """Show values as people read them: the record cannot be edited here at all."""
        set_for_reading(self, on)

    def set_proposed(self, names: Collection[str]) -> None:
        """Mark values as proposed until they are edited or accepted."""
        self._proposed = set(names)
        self.cells.unfold(self._proposed)
        for cell in self.cells:
            cell.set_proposed(cell.field.name in self._proposed)

    def proposed(self) -> frozenset[str]:
        """Return the values still marked as proposed."""
        return frozenset(self._proposed)

    def refresh_choices(self) -> None:
        """Offer organizations and licences as the source knows them now."""
        for cell in self.cells:
            cell.editor.refresh_choices()

    def headings(self) -> list[SectionHeading]:
        """Return the headings of the sections that are shown."""
        return self.cells.headings()

    def show_heading(self, heading: SectionHeading) -> None:
        """Unfold a section and bring its heading to the top of the view."""
        heading.set_folded(False)
        scroll_to_top(self, heading)
        heading.button.setFocus(Qt.FocusReason.TabFocusReason)

    # what it holds

    def values(self) -> dict[str, Any]:
        """Return the whole record: untouched and unknown values as they came, and the edits that apply."""
        return self._model.values()

    def edits(self) -> dict[str, Any]:
        """Return the fields that mean something else than in the base and are shown: what a save would send."""
        return self._model.edits()

    def draft(self) -> dict[str, Any]:
        """Return all that was changed, also in fields that a condition hides at the moment: what a draft keeps."""
        return self._model.draft()

    def set_value(self, name: str, value: Any) -> None:
        """Set a field as if the user had typed it (undo takes it back).

        Raises:
            KeyError: the schema has no such field.
        """
        if name not in self._model.fields:
            raise KeyError(name)
        self._model.close_step()
        self._take(name, value)
        self._model.close_step()
        if self.cells.get(name) is not None:
            self._show(name)
        self.flush()

    def flush(self) -> None:
        """Tell ``fieldLeft`` for what was typed and not yet stored; for closing and switching away."""
        self._pause.stop()
        self._model.close_step()
        for name in sorted(self._unsaved, key=list(self._model.fields).index):
            self._unsaved.discard(name)
            self.fieldLeft.emit(name)

    # what is wrong

    def set_errors(self, errors: Mapping[str, Sequence[str]]) -> list[str]:
        """Show the server's messages at their places (``name``, ``temporal_extent/0/end_date``).

        Returns the messages of places that the form does not show, for the caller to show above it.
        """
        placed: dict[str, list[str]] = {}
        unplaced: list[str] = []
        for path, texts in errors.items():
            name = top(path)
            if name in self._model.fields and self._visible(name):
                placed.setdefault(shown_at(path, self._model.value(name), self._model.fields), []).extend(texts)
            else:
                unplaced += [labelled(path, text) for text in texts]
        self._messages.set_server(placed)
        self._show_messages()
        return unplaced

    def set_lookup_errors(self, errors: Mapping[str, Sequence[str]]) -> None:
        """Show at their fields what was looked up while one types; what the server said at others stays."""
        self._messages.set_lookup_errors({name: texts for name, texts in errors.items() if name in self._model.fields})
        self._show_messages()

    def check(self) -> list[FieldProblem]:
        """Return all problems, shown in place."""
        problems = self._problems()
        self._touched = set(self._model.fields)
        self._messages.set_checked(problems, self._touched)
        self._show_messages()
        return problems

    def focus_next_problem(self) -> bool:
        """Put the cursor into the next field with an error, round and round; False when there is none."""
        fields = self._model.fields
        paths = sorted(self._messages.errors(), key=lambda p: position(p, fields))
        if not paths:
            return False
        here = self._focus.path()
        at = position(here, fields) if top(here) in fields else (-1,)
        target = next((p for p in paths if position(p, fields) > at), paths[0])
        self.go_to(target)
        return True

    # back and forth

    @property
    def last_path(self) -> str:
        """The place in which the cursor is, or was last."""
        return self._focus.last

    def undo(self) -> None:
        """One step back, and the cursor into the field that went back."""
        self._step(self._model.undo())

    def redo(self) -> None:
        """One step forward again."""
        self._step(self._model.redo())

    @property
    def can_undo(self) -> bool:
        """Return whether there is a step back."""
        return self._model.can_undo

    @property
    def can_redo(self) -> bool:
        """Return whether there is a step forward."""
        return self._model.can_redo

    def cell(self, name: str) -> FieldCell:
        """Return the cell of a field, made if need be.

        Raises:
            KeyError: the schema has no such field.
        """
        if name not in self._model.fields:
            raise KeyError(name)
        return self.cells.obtain(name)

    def editor(self, path: str) -> QWidget:
        """Return the widget that edits a field (``title``) or a subfield (``contacts/0/email``)."""
        return self.cell(top(path)).editor.reveal(path.partition("/")[2])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo, which the fields leave to the form."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)

    # inside

    def _prepare(self, name: str) -> None:
        """Give a cell that was made late the state of the others."""
        cell = self.cells.obtain(name)
        if self._read_only:
            cell.editor.set_read_only(True)
        cell.set_proposed(name in self._proposed)

    def _show(self, name: str) -> None:
        """Show a value that was not typed in its field; it may need another editor."""
        cell = self.cells.obtain(name)
        if type(cell.editor) is not editor_class(cell.field, self._model.value(name)):
            self.cells.place()
        self.cells.show_field(name)

    def _visible(self, name: str) -> bool:
        field = self._model.fields[name]
        return self._model.applies(name) and not (field.read_only and is_empty(self._model.value(name), field))

    def _typed(self, name: str, value: Any) -> None:
        self._take(name, value)
        self._pause.start()

    def _take(self, name: str, value: Any) -> None:
        before = self._model.value(name)
        self._model.set(name, value)
        self._unsaved.add(name)
        self._stale.discard(name)
        self._after_edit(name, before)

    def _after_edit(self, name: str, before: Any) -> None:
        self._touched.add(name)
        if name in self._proposed:
            self._proposed.discard(name)
            self.cells.obtain(name).set_proposed(False)
        if self._messages.forget_server(name, before, self._model.value(name)):
            self._show_messages()
        self.cells.show_state(name)
        self.cells.value_changed(name)
        self._check_soon.start()
        self._announce()
        self.fieldEdited.emit(name)

    def _chosen(self, name: str) -> None:
        self._check_typed()
        self.flush()

    def _leave(self, name: str) -> None:
        cell = self.cells.get(name)
        if cell is None:
            return
        cell.editor.leave()
        if self._check_soon.isActive():
            self._check_typed()
        if name in self._unsaved:
            self.flush()
        if name in self._stale:
            self._stale.discard(name)
            self.cells.show_field(name)

    def _accept(self, name: str) -> None:
        self._proposed.discard(name)
        self.cells.obtain(name).set_proposed(False)
        self.proposalAccepted.emit(name)

    def _step(self, name: str | None) -> None:
        if name is None:
            return
        self._unsaved.add(name)
        self._show(name)
        self._after_edit(name, None)
        if self._focus.field() != name:
            self.go_to(name)
        self._check_typed()
        self.flush()

    def go_to(self, path: str) -> None:
        """Put the cursor into a field (``title``) or a subfield (``contacts/0/email``), wherever it is folded away.

        Raises:
            KeyError: the schema has no such field.
        """
        name = top(path)
        self.cells.unfold({name})
        widget = self.editor(path)
        scroll_to(self, widget)
        widget.setFocus()

    def _problems(self) -> list[FieldProblem]:
        problems = check_fields(
            self._model.values(), self._fields, base=None if self._model.is_new else self._model.base
        )
        own = {
            cell.field.name: problem
            for cell in self.cells
            if self._model.applies(cell.field.name) and (problem := cell.editor.own_problem()) is not None
        }
        known = {p.path for p in problems}
        problems += [
            FieldProblem(n, text, "error" if self._model.is_changed(n) else "warning")
            for n, text in own.items()
            if n not in known
        ]
        return problems

    def _check_typed(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._check_soon.start()  # nothing moves under a mouse that is about to click
            return
        self._check_soon.stop()
        self._messages.set_checked(self._problems(), self._touched)
        self._show_messages()

    def _show_messages(self, *_folded: bool) -> None:
        with self._focus.steady():
            self._show_messages_in_cells()

    def _show_messages_in_cells(self) -> None:
        errors, warnings = self._messages.errors(), self._messages.warnings()
        wrong = {top(path) for path in errors}
        self.cells.unfold(wrong)
        self.cells.show_problems(wrong)
        self.problemsShown.emit(len(errors))
        for cell in self.cells:
            inside, soft = below(errors, cell.field.name), below(warnings, cell.field.name)
            cell.show_messages(inside.get("", ()), soft.get("", ()))
            cell.editor.show_messages(inside, soft)

    def _announce(self, *, always: bool = False) -> None:
        count = len(self._model.edits())
        if always or count != self._count:
            self._count = count
            self.editsChanged.emit(count)
