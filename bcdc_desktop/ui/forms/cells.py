"""The cells of a form: which there are, which stand in front, and which are folded away."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bcdc_desktop.app.records.form_model import FormModel
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field, conditional_sources
from bcdc_desktop.domain.sections import sections
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.ui.forms.editors import editor_class
from bcdc_desktop.ui.forms.editors.cell import FieldCell, FieldGrid
from bcdc_desktop.ui.forms.sections import SectionHeading
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.section import FoldableSection

NAMING = frozenset({"title", "title_translated"})
"""What a new record is called by: one begins there, also where the schema does not require it (CKAN's own does not)."""
_OWNER = "owner_org"  # who may see and edit a new record hangs on it, also where the schema does not require it
_FEW = 13  # empty fields of a new record that need no folding: all of CKAN's own
_WARM_FOR = 0.008  # s at a time
_WARM_PAUSE_MS = 5


class FormCells(QWidget):
    """Shows a model's fields. Optional fields with nothing in them are folded away, and made when unfolded.

    A cell stays where it is until another record is shown: nothing moves because it was typed into.
    """

    edited = Signal(str, object)
    chosen = Signal(str)
    proposalAccepted = Signal(str)
    made = Signal(str)
    sectionsChanged = Signal()

    def __init__(self, fields: Sequence[Field], model: FormModel, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields = fields
        self._model = model
        self._choices = choices
        self._sources = conditional_sources(fields)
        self._cells: dict[str, FieldCell] = {}
        self._more_names: list[str] = []
        self._placing = False
        self._warming: list[str] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.FORM_ROW_GAP)
        self._sectioned = sections(fields)
        self._main = FieldGrid(self, sections=self._sectioned)
        self._main.arranged.connect(self._arranged)
        layout.addWidget(self._main)
        self.more = FoldableSection("", self, folded=True)
        self.more.hide()
        self._more_grid = FieldGrid(self.more)
        self.more.set_content(self._more_grid)
        self.more.unfolding.connect(self.build_more)
        layout.addWidget(self.more)

    def __iter__(self) -> Iterator[FieldCell]:
        return iter(list(self._cells.values()))

    def get(self, name: str) -> FieldCell | None:
        """Return the cell of a field, if it was made."""
        return self._cells.get(name)

    def obtain(self, name: str) -> FieldCell:
        """Return the cell of a field, made if need be."""
        if name in self._more_names:
            self.build_more()
        return self._cells.get(name) or self._make(name)

    def warm_up(self) -> None:
        """Make the cells that are not there yet, a few at a time while nothing else is to do."""
        self._warming = [f.name for f in self._fields]
        QTimer.singleShot(0, self, self._warm_some)

    def _warm_some(self) -> None:
        until = time.monotonic() + _WARM_FOR
        while self._warming and time.monotonic() < until:
            name = self._warming[0]
            cell = self._cells.get(name) or self._make(name)
            if not cell.editor.warm_up():
                self._warming.pop(0)
                for widget in cell.findChildren(QWidget):
                    widget.ensurePolished()
        if self._warming:
            QTimer.singleShot(_WARM_PAUSE_MS, self, self._warm_some)

    def unfold(self, names: Collection[str]) -> None:
        """Bring fields to light, wherever they are folded away."""
        self._main.unfold(names)
        if self.more.folded and any(name in self._more_names for name in names):
            self.more.set_folded(False)

    def headings(self) -> list[SectionHeading]:
        """Return the headings that are shown."""
        return [heading for heading, _cells in self._main.blocks() if heading is not None]

    def show_problems(self, names: Collection[str]) -> None:
        """Tell at each heading how many of the fields below it are wrong."""
        for heading, cells in self._main.blocks():
            if heading is not None:
                heading.show_problems(sum(cell.field.name in names for cell in cells))
        self.sectionsChanged.emit()

    def _arranged(self) -> None:
        self._order_tabs()
        self.sectionsChanged.emit()

    def place(self) -> None:
        """Decide what stands in front and what is folded away."""
        self._placing = True
        try:
            self._place()
        finally:
            self._placing = False
        self._order_tabs()

    def build_more(self) -> None:
        """Make what is folded away."""
        if len(self._more_grid.cells) == len(self._more_names):
            return
        self._placing = True
        try:
            cells = [self._fitting(name, self._more_grid) for name in self._more_names]
        finally:
            self._placing = False
        self._conditions_of(self._more_names)
        self._more_grid.set_cells(cells)
        self._order_tabs()

    def show_field(self, name: str) -> None:
        """Show what the model holds for a field."""
        cell = self._cells[name]
        cell.show_value(self._model.value(name), self._model.base)
        self.show_state(name)

    def show_state(self, name: str) -> None:
        """Tell whether a field was changed, and from what."""
        cell = self._cells.get(name)
        if cell is not None:
            changed = not self._model.is_new and self._model.is_changed(name)
            cell.show_original(changed, self._model.original(name))

    def value_changed(self, name: str) -> None:
        """Show and hide the fields that depend on one with another value."""
        if name in self._sources:
            self.apply_conditions()
        elif name in self._more_names:
            self._title_more()

    def apply_conditions(self) -> None:
        """Show and hides conditional fields."""
        more = set(self._more_names)
        if self._conditions_of([cell.field.name for cell in self._main.cells]):
            self._main.arrange()
        if self._conditions_of(more):
            self._more_grid.arrange()
        self._title_more()

    def _place(self) -> None:
        shown: list[str] = []
        empty: set[str] = set()
        for field in self._fields:
            if field.is_hidden:
                continue
            needed = field.required or field.required_when_shown or field.name in self._sources
            if is_empty(self._model.value(field.name), field) and not self._model.is_changed(field.name):
                if field.read_only:
                    continue
                if not needed:
                    empty.add(field.name)
            shown.append(field.name)
        folded = empty - self._first_of_empty_sections(empty)
        if self._model.is_new:
            folded = folded - NAMING - {_OWNER} if self._sectioned or len(empty) > _FEW else set()
        front = [name for name in shown if name not in folded]
        self._more_names = [name for name in shown if name in folded]
        more = self._more_names
        in_front = [self._fitting(name, self._main) for name in front]
        for name, cell in self._cells.items():
            cell.wanted = False
            if name not in front:  # what is folded away goes to its place when it is unfolded: that takes a while
                cell.hide()
        self._conditions_of([*front, *more])
        self._main.set_cells(in_front)
        self._more_grid.set_cells([])
        self._title_more()

    def _first_of_empty_sections(self, empty: Collection[str]) -> set[str]:
        """Return the first field of each section with nothing in it: a new record has the sections of any other."""
        return {s.fields[0] for s in self._sectioned if all(n in empty or self._skips(n) for n in s.fields)}

    def _skips(self, name: str) -> bool:
        field = self._model.fields[name]
        return not self._model.applies(name) or (field.read_only and is_empty(self._model.value(name), field))

    def _fitting(self, name: str, grid: FieldGrid) -> FieldCell:
        """Return the field's cell with an editor that can hold the value it has now."""
        cell = self._cells.get(name)
        kind = editor_class(self._model.fields[name], self._model.value(name))
        if cell is not None and type(cell.editor) is not kind:
            cell.hide()
            cell.deleteLater()
            cell = None
        if cell is None:
            return self._make(name, grid)
        if cell.parentWidget() is not grid:
            cell.setParent(grid)
        return cell

    def _make(self, name: str, grid: FieldGrid | None = None) -> FieldCell:
        field = self._model.fields[name]
        kind = editor_class(field, self._model.value(name))
        cell = FieldCell(field, kind, self._choices, grid or self._main)
        cell.setHidden(grid is None)  # asked for by name, and has no place now
        self._cells[name] = cell
        cell.edited.connect(lambda new: self.edited.emit(name, new))
        cell.arranged.connect(self._order_tabs)
        cell.chosen.connect(lambda: self.chosen.emit(name))
        cell.proposalAccepted.connect(lambda: self.proposalAccepted.emit(name))
        self.show_field(name)
        self.made.emit(name)
        return cell

    def _conditions_of(self, names: Collection[str]) -> bool:
        changed = False
        for name in names:
            cell = self._cells.get(name)
            if cell is None:
                continue
            applies = self._model.applies(name)
            cell.set_required(cell.field.required or (cell.field.required_when_shown and applies))
            changed |= cell.wanted != applies
            cell.wanted = applies
        return changed

    def _order_tabs(self) -> None:
        """Have Tab go as one reads, whenever a cell was made."""
        if self._placing:
            return
        before: QWidget = self
        for heading, cells in self._main.blocks():
            if heading is not None:
                self.setTabOrder(before, heading.button)
                before = heading.button
            for cell in cells:
                before = _chain(before, cell)
        self.setTabOrder(before, self.more.button)
        before = self.more.button
        for cell in self._more_grid.cells:
            before = _chain(before, cell)

    def _title_more(self) -> None:
        shown = [n for n in self._more_names if self._model.applies(n)]
        empty = sum(is_empty(self._model.value(n), self._model.fields[n]) for n in shown)
        self.more.setVisible(bool(shown))
        self.more.set_title(self.tr("More ({n} empty)").format(n=empty) if empty else self.tr("More"))


def _chain(before: QWidget, cell: FieldCell) -> QWidget:
    for widget in cell.editor.tab_widgets():
        QWidget.setTabOrder(before, widget)
        before = widget
    return before
