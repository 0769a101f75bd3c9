"""One row of a group: its subfields, a line that sums it up while folded, and handles to move or remove it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.app.records.form_model import below
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.value_labels import format_row
from bcdc_desktop.domain.values import same
from bcdc_desktop.ui.forms.editors.base import Messages
from bcdc_desktop.ui.forms.editors.cell import FieldCell, FieldGrid
from bcdc_desktop.ui.theme import icon, measures, restyle
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import tooltip

_TWO_COLUMNS_FROM = 400
_PADDING = 8
_BELOW_LABEL = 24  # from a subfield's top to the middle of its editor, less half a button
COMPACT_UP_TO = 2  # subfields: rows as small as that are one line


class GroupRow(QFrame):
    """A row keeps every key it came with; only subfields that were edited change."""

    edited = Signal()
    chosen = Signal()
    arranged = Signal()
    removeAsked = Signal()
    moveAsked = Signal(int)  # -1 up, 1 down
    dragged = Signal(int)  # height in this row's coordinates at which the handle is held

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget, *, movable: bool) -> None:
        super().__init__(parent)
        self.field = field
        self._choices = choices
        self._came: dict[str, Any] = {}
        self._typed: dict[str, Any] = {}
        self._record: Mapping[str, Any] = {}
        self._read_only = False
        self._place = 0
        self._path, self._count = field.name, 1
        self._movable = movable
        self._messages: tuple[Messages, Messages] = ({}, {})
        self.cells: list[FieldCell] = []
        self._grid = FieldGrid(self, _TWO_COLUMNS_FROM, measures.GAP)
        self.summary: ElidedLabel | None = None
        self._compact = movable and len(field.subfields) <= COMPACT_UP_TO
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        layout.setContentsMargins(0, 0, 0, 0)
        if movable:
            layout.addLayout(self._head())
        if not self._compact:
            layout.addWidget(self._grid)
        if movable and not self._compact:
            restyle(self, card="true")
            layout.setContentsMargins(_PADDING, 4, _PADDING, _PADDING)

    def show_row(self, values: Mapping[str, Any], record: Mapping[str, Any]) -> None:
        """Show other values in the same widgets."""
        from bcdc_desktop.ui.forms.editors import editor_class  # which knows this module

        self._came, self._typed, self._record = dict(values), {}, record
        if any(type(c.editor) is not editor_class(c.field, values.get(c.field.name)) for c in self.cells):
            self._drop_cells()  # another row's editors cannot show these values
            if not self.folded:
                self._build()
        for cell in self.cells:
            cell.show_value(values.get(cell.field.name), values)
        self._sum_up()

    def clear(self) -> None:
        """Show nothing until there is another record."""
        self._came, self._typed, self._record = {}, {}, {}
        self.show_messages({}, {})

    def value(self) -> dict[str, Any]:
        """Return the row with what was typed in it; what means the same as before is as it came."""
        row = dict(self._came)
        for name, value in self._typed.items():
            if not same(self._came.get(name), value, self.field.subfield(name)):
                row[name] = value
        return row

    def set_place(self, path: str, index: int, count: int) -> None:
        """Set the place of the group and the number among its rows, for paths, names and buttons."""
        self._path, self._place, self._count = path, index, count
        self._sum_up()
        for cell in self.cells:
            cell.set_path(self._path_of(cell.field))
            self._name_cell(cell)
        if self._movable:
            self._up.setEnabled(index > 0)
            self._down.setEnabled(index < count - 1)
            for button in (self.handle, self._up, self._down):
                button.setVisible(count > 1 and not self._read_only)
            self.setAccessibleName(
                self.tr("{label}, row {n} of {count}").format(label=self.field.label, n=index + 1, count=count)
            )

    def set_folded(self, folded: bool) -> None:
        """Fold the row to one line, or unfold it; its subfields are made when that is done first."""
        folded = folded and self._movable
        if not folded:
            self._build()
        self._grid.setVisible(not folded)
        if self.summary is None:
            return
        self._sum_up()
        inline = self._compact and not folded
        labelled = any(sub.label for sub in self.field.subfields)
        for side in self._sides:
            side.setContentsMargins(0, _BELOW_LABEL if inline and labelled else 0, 0, 0)
        self._fold.setHidden(inline)
        self.summary.setHidden(inline)
        self._fold.setIcon(icon("chevron-right" if folded else "chevron-down"))
        name = self.tr("Show row") if folded else self.tr("Fold row")
        self._fold.setAccessibleName(name)
        self._fold.setToolTip(tooltip(name))

    @property
    def folded(self) -> bool:
        """Return whether it is one line."""
        return self._grid.isHidden()

    def show_messages(self, errors: Messages, warnings: Messages) -> None:
        """Messages by subfield name; a folded row with an error unfolds."""
        self._messages = (errors, warnings)
        if errors and self.folded:
            self.set_folded(False)
        for cell in self.cells:
            inside, soft = below(errors, cell.field.name), below(warnings, cell.field.name)
            cell.show_messages(inside.get("", ()), soft.get("", ()))
            cell.editor.show_messages(inside, soft)

    def reveal(self, path: str) -> QWidget:
        """Return the widget of a place in the row, that of the first subfield without one."""
        self.set_folded(False)
        name, _, rest = path.partition("/")
        for cell in self.cells:
            if cell.field.name == name or not name:
                return cell.editor.reveal(rest)
        return self

    def own_problem(self) -> str | None:
        """Return the first problem that the value cannot tell."""
        return next((p for cell in self.cells if (p := cell.editor.own_problem())), None)

    def set_read_only(self, on: bool) -> None:
        """Show without letting edit or move."""
        self._read_only = on
        for cell in self.cells:
            cell.editor.set_read_only(on)
        if self._movable:
            self.remove_button.setVisible(not on)
            for button in (self.handle, self._up, self._down):
                button.setVisible(not on and (self._up.isEnabled() or self._down.isEnabled()))

    def refresh_choices(self) -> None:
        """Offer the choices as the source knows them now, in every subfield."""
        for cell in self.cells:
            cell.editor.refresh_choices()

    def mark(self, card: str) -> None:
        """Set the border of a row that stands by itself: ``true`` or ``dashed``."""
        if self._movable and not self._compact:
            restyle(self, card=card)

    def focus_handle(self) -> None:
        """Put the focus on the row as a whole."""
        if self._movable:
            (self.remove_button if self._fold.isHidden() else self._fold).setFocus()

    def tab_widgets(self) -> list[QWidget]:
        """Return the fold, the subfields, the buttons."""
        cells = [widget for cell in self.cells for widget in cell.editor.tab_widgets()]
        return [self._fold, *cells, self._up, self._down, self.remove_button] if self._movable else cells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row with Alt+Up and Alt+Down."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and self._movable and not self._read_only:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self.moveAsked.emit(step)
                return
        super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        """Make the upper line: handle, fold and summary, buttons; a small row's subfields stand between them."""
        self.handle = _Handle(self)
        self.handle.moved.connect(self.dragged)
        self._fold = self._button("chevron-down", self.tr("Fold row"))
        self._fold.clicked.connect(lambda: self.set_folded(not self.folded))
        self.summary = ElidedLabel("", self)
        self._up = self._button("arrow-up", self.tr("Move up (Alt+Up)"))
        self._up.clicked.connect(lambda: self.moveAsked.emit(-1))
        self._down = self._button("arrow-down", self.tr("Move down (Alt+Down)"))
        self._down.clicked.connect(lambda: self.moveAsked.emit(1))
        self.remove_button = self._button("close", self.tr("Remove row"))
        self.remove_button.clicked.connect(self.removeAsked)
        self._sides = (QHBoxLayout(), QHBoxLayout())
        for side, widgets in zip(
            self._sides, ((self.handle, self._fold), (self._up, self._down, self.remove_button)), strict=True
        ):
            side.setSpacing(2)
            for widget in widgets:
                side.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addLayout(self._sides[0])
        line.addWidget(self.summary, 1)
        if self._compact:
            line.addWidget(self._grid, 1)
        line.addLayout(self._sides[1])
        return line

    def _button(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(measures.ICON, measures.ICON))
        button.setToolTip(tooltip(text))
        button.setAccessibleName(text)
        return button

    def _build(self) -> None:
        if self.cells:
            return
        from bcdc_desktop.ui.forms.editors import editor_class  # which knows this module

        values = self.value()
        for sub in self.field.subfields:
            value = values.get(sub.name)
            cell = FieldCell(sub, editor_class(sub, value), self._choices, self._grid, self._path_of(sub))
            cell.editor.inner.setProperty("inRow", self._movable)
            cell.set_required(sub.is_required(values))
            cell.show_value(value, values)
            cell.edited.connect(lambda new, name=sub.name: self._take(name, new))
            cell.chosen.connect(self.chosen)
            cell.editor.set_read_only(self._read_only)
            self._name_cell(cell)
            cell.arranged.connect(self.arranged)
            self.cells.append(cell)
        self._grid.set_cells(self.cells)
        self.show_messages(*self._messages)
        self.arranged.emit()

    def _drop_cells(self) -> None:
        self._grid.set_cells([])
        for cell in self.cells:
            cell.hide()
            cell.deleteLater()
        self.cells = []

    def _path_of(self, sub: Field) -> str:
        return f"{self._path}/{self._place}/{sub.name}"

    def _name_cell(self, cell: FieldCell) -> None:
        if not cell.field.label:
            name = self.tr("{label}, row {n} of {count}")
            cell.editor.inner.setAccessibleName(
                name.format(label=self.field.label, n=self._place + 1, count=self._count)
            )

    def _take(self, name: str, value: Any) -> None:
        self._typed[name] = value
        self._sum_up()
        self.edited.emit()

    def _sum_up(self) -> None:
        if self.summary is None:
            return
        if self.folded:
            words = format_row(self.value(), self.field, self._choices)
            self.summary.set_full_text(words or self.tr("Empty row"))
        else:
            self.summary.set_full_text(str(self._place + 1))


class _Handle(QToolButton):
    """Held and moved, it says where it is."""

    moved = Signal(int)

    def __init__(self, row: QWidget) -> None:
        super().__init__(row)
        self._row = row
        self.setIcon(icon("drag"))
        self.setIconSize(QSize(measures.ICON, measures.ICON))
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip(self.tr("Drag to another place"))
        self.setAccessibleName(self.tr("Drag to another place"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows next to it do the same by keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the row while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self.mapTo(self._row, event.position().toPoint()).y())
