"""One field of a form (label, editor, and below it what there is to say), and the grid that fields stand in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.sections import FieldSection
from bcdc_desktop.domain.value_labels import format_value
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.sections import SectionHeading
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.markup import LinkLabel, TextLink
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

_GAP = 4
_DOT = "\u2002•"


class FieldCell(QWidget):
    """Shows a field. What it holds lives in the form's model; the cell only shows and says what is typed.

    It grows downwards with what there is to say, and shrinks only when ``give_back_room`` says that nobody is about to
    click below it.
    """

    edited = Signal(object)
    chosen = Signal()
    arranged = Signal()  # widgets were added or put in another order
    proposalAccepted = Signal()

    def __init__(
        self,
        field: Field,
        kind: type[Editor],
        choices: ChoiceSource,
        parent: QWidget,
        path: str = "",
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._choices = choices
        self.path = path or field.name
        self.wanted = True
        self._required = False
        self._proposed = False
        self._errors: list[str] = []
        self._warnings: list[str] = []
        self._notes: dict[str, QLabel] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.label = PlainLabel(parent=self)
        self.label.setProperty("role", "subfield" if "/" in self.path else "field")
        self.label.setWordWrap(True)  # labels come from the catalogue, and are as long as it likes
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.editor = kind(field, choices, self)
        head = self.editor.head_widgets()
        if head:
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self.label, 1)
            for widget in head:
                line.addWidget(widget)
            self._layout.addLayout(line)
        else:
            self._layout.addWidget(self.label)
        self._layout.addWidget(self.editor.widget)
        self._layout.addStretch(1)
        self.editor.inner.setObjectName(field.name)
        self.editor.set_path(self.path)
        self.editor.edited.connect(self.edited)
        self.editor.chosen.connect(self.chosen)
        self.editor.arranged.connect(self.arranged)
        self._name_it()

    @property
    def spans(self) -> bool:
        """Return whether the field needs the form's whole width."""
        wide = self.field.kind is FieldKind.LICENCE or "large_text" in str(self.field.raw.get("form_snippet"))
        return self.editor.spans or wide

    def set_path(self, path: str) -> None:
        """Set the place in the record, when its row moved."""
        self.path = path
        self.editor.set_path(path)

    def set_required(self, on: bool) -> None:
        """Set whether a value is needed; a condition may change it."""
        if on != self._required:
            self._required = on
            self._name_it()

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a value; nothing is said of it."""
        self.editor.present(value, record)

    def show_original(self, changed: bool, original: Any) -> None:
        """Tell what the field was before it was changed."""
        if not changed:
            self._note("changed", "")
            return
        before = format_value(original, self.field, self._choices)
        self._note("changed", self.tr("Changed: was “{before}”").format(before=before) if before else self._was_empty())

    def show_messages(self, errors: Sequence[str], warnings: Sequence[str]) -> None:
        """Mark the field and say why, below it."""
        if (list(errors), list(warnings)) == (self._errors, self._warnings):
            return
        self._errors, self._warnings = list(errors), list(warnings)
        self._note("error", "\n".join(errors))
        self._note("warning", "\n".join(warnings))
        self.editor.inner.setAccessibleDescription("\n".join([*errors, *warnings]) or self.field.help_text)
        self._mark()

    def set_proposed(self, on: bool) -> None:
        """Mark a value as proposed, until it is edited or accepted."""
        if on == self._proposed:
            return
        self._proposed = on
        self._note("proposed", self.tr("Proposed") if on else "")
        self._mark()

    def show_help(self, on: bool) -> None:
        """Show help from the schema, while the field has the focus."""
        self._note("help", self.field.help_text if on else "")

    def give_back_room(self) -> None:
        """Take no more room than what is said now needs."""
        self.setMinimumHeight(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the room that was needed at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.give_back_room()

    def note(self, kind: str) -> str:
        """Return what stands below the field: kind is changed, error, warning, proposed or help."""
        label = self._notes.get(kind)
        if label is None or label.isHidden():
            return ""
        return label.full_text() if isinstance(label, ElidedLabel) else label.text()

    def _was_empty(self) -> str:
        return self.tr("Changed: was empty")

    def _name_it(self) -> None:
        name = self.field.label
        self.label.setText(name + _DOT if self._required else name)
        self.label.setHidden(not name)  # a text of a list has none of its own
        self.editor.inner.setAccessibleName(self.tr("{label}, required").format(label=name) if self._required else name)
        if self.field.help_text and not self._errors:
            self.editor.inner.setAccessibleDescription(self.field.help_text)

    def _mark(self) -> None:
        state = "error" if self._errors else "warning" if self._warnings else "proposed" if self._proposed else ""
        self.editor.mark(state)

    def _note(self, kind: str, text: str) -> None:
        label = self._notes.get(kind)
        if label is None:
            if not text:
                return
            label = self._notes[kind] = self._make_note(kind)
        elif not text and label.isVisible():
            self.setMinimumHeight(max(self.minimumHeight(), self.height()))
        if isinstance(label, ElidedLabel):
            label.set_full_text(text)
        elif isinstance(label, LinkLabel):
            label.show_lines([[text, " · ", TextLink(self.tr("Accept"), "accept")]] if text else [])
        else:
            label.setText(text)
        label.setVisible(bool(text))

    def _make_note(self, kind: str) -> QLabel:
        label: QLabel
        if kind == "changed":
            label = ElidedLabel("", self)
        else:
            label = LinkLabel(self) if kind == "proposed" else PlainLabel(parent=self)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            if kind == "proposed":
                label.linkActivated.connect(lambda _link: self.proposalAccepted.emit())
        label.setProperty("role", {"help": "muted", "proposed": "muted"}.get(kind, kind))
        order = ("error", "warning", "proposed", "changed", "help")
        before = [k for k in order[: order.index(kind)] if k in self._notes]
        first = self._layout.indexOf(self.editor.widget) + 1
        self._layout.insertWidget(first + len(before), label)
        return label


class FieldGrid(QWidget):
    """Lays its cells out in their order: short ones side by side where there is room, the others full width."""

    arranged = Signal()  # other cells are shown, or others are folded away

    def __init__(
        self,
        parent: QWidget | None = None,
        two_columns_from: int = measures.TWO_COLUMNS_FROM,
        row_gap: int = measures.FORM_ROW_GAP,
        sections: Sequence[FieldSection] = (),
    ) -> None:
        super().__init__(parent)
        self._threshold = two_columns_from
        self._cells: list[FieldCell] = []
        self._columns = 2
        self._laid_out: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(measures.FORM_COLUMN_GAP)
        self._grid.setVerticalSpacing(row_gap)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._heading_of: dict[str, SectionHeading] = {}
        self.headings: list[SectionHeading] = []
        for section in sections:
            heading = SectionHeading(section.name, section.title, self, section.description)
            heading.hide()
            heading.foldedChanged.connect(self.arrange)
            self.headings.append(heading)
            self._heading_of |= dict.fromkeys(section.fields, heading)

    @property
    def cells(self) -> Sequence[FieldCell]:
        """Return the cells in their order, also those not shown."""
        return self._cells

    def set_cells(self, cells: Sequence[FieldCell]) -> None:
        """Take other cells, or the same in another order."""
        self._cells = list(cells)
        self.arrange()

    def is_folded(self, name: str) -> bool:
        """Return whether a field is below a heading that is folded."""
        heading = self._heading_of.get(name)
        return heading is not None and heading.folded

    def unfold(self, names: Collection[str]) -> None:
        """Bring fields to light."""
        for name in names:
            if self.is_folded(name):
                self._heading_of[name].set_folded(False)

    def blocks(self) -> Iterator[tuple[SectionHeading | None, list[FieldCell]]]:
        """Return shown headings, each with the cells below it that apply; cells without a heading come with None."""
        current: SectionHeading | None = None
        cells: list[FieldCell] = []
        for cell in (c for c in self._cells if c.wanted):
            heading = self._heading_of.get(cell.field.name)
            if heading is not current and cells:
                yield current, cells
                cells = []
            current = heading
            cells.append(cell)
        if cells:
            yield current, cells

    def arrange(self, *_folded: bool) -> None:
        """Place the cells that are shown; do nothing when they stand as they should."""
        blocks = list(self.blocks())
        shown = [c for heading, cells in blocks if heading is None or not heading.folded for c in cells]
        plan = (self._columns, tuple(h for h, _ in blocks), tuple((c, c.spans) for c in shown))
        if plan == self._laid_out:
            return
        self._laid_out = plan
        while (item := self._grid.itemAt(0)) is not None and (widget := item.widget()) is not None:
            self._grid.removeWidget(widget)  # takeAt leaves the item alive, and with it stale heights
        row = 0
        for heading, cells in blocks:
            if heading is not None:
                self._grid.addWidget(heading, row, 0, 1, 2)
                row += 1
            if heading is None or not heading.folded:
                row = self._place(cells, row)
        listed = {heading for heading, _ in blocks}
        for heading in self.headings:
            heading.setVisible(heading in listed)
        visible = set(shown)
        for cell in self._cells:
            cell.setVisible(cell in visible)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if self._columns == 2 else 0)
        self.arranged.emit()

    def _place(self, cells: Sequence[FieldCell], row: int) -> int:
        """Lay cells out from a row on; return the row below them."""
        column = 0
        for cell in cells:
            span = cell.spans or self._columns == 1
            if span and column:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, 2 if span else 1, Qt.AlignmentFlag.AlignTop)
            if span or column:
                row, column = row + 1, 0
            else:
                column = 1
        return row + (column > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= self._threshold else 1
        if columns != self._columns:
            self._columns = columns
            self.arrange()
