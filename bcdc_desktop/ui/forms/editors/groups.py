"""Groups of subfields: one set of them, or rows that can be added, removed and put in order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.app.records.form_model import below
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.ui.forms.editors.base import Editor, Messages
from bcdc_desktop.ui.forms.editors.group_row import COMPACT_UP_TO, GroupRow
from bcdc_desktop.ui.theme import icon, measures

_WARM_ROWS, _SPARE_ROWS = 3, 12
_SMALL_ROWS_OPEN_UP_TO = 8  # more of them are folded, and made as they are unfolded


def rows_of(value: Any) -> list[dict[str, Any]] | None:
    """Return a group's rows, or None for a value that cannot be shown as rows without losing some of it."""
    if isinstance(value, str) and not is_empty(value):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    if is_empty(value):
        return []
    rows = [value] if isinstance(value, Mapping) else value
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return None
    kept = [dict(row) for row in rows]
    while kept and is_empty(kept[-1]):
        kept.pop()
    return kept


class GroupsEditor(Editor):
    """Rows of subfields. A single group is one row without handles."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.rows: list[GroupRow] = []
        self.spare: list[GroupRow] = []  # rows that another record has no use for, kept for the next one
        self._record: Mapping[str, Any] = {}
        self._read_only = False
        self._path = field.name
        self._repeats = field.kind is not FieldKind.GROUP
        self.widget = self.inner = QWidget(parent)
        self._layout = QVBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(measures.FORM_ROW_GAP)
        self.add_button: QPushButton | None = None
        if self._repeats:
            self.add_button = QPushButton(icon("plus", "link"), self.tr("Add"), self.widget)
            self.add_button.setIconSize(QSize(14, 14))
            self.add_button.setProperty("kind", "link")
            self.add_button.setAccessibleName(self.tr("Add to {label}").format(label=field.label))
            self.add_button.clicked.connect(self.add_row)
            line = QVBoxLayout()
            self._layout.addLayout(line)
            line.addWidget(self.add_button)
            line.setAlignment(self.add_button, Qt.AlignmentFlag.AlignLeft)

    def set_path(self, path: str) -> None:
        """Take the place in the record, and give the rows theirs."""
        super().set_path(path)
        if path != self._path:
            self._path = path
            self._renumber()

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the rows in the widgets that are there, with more or fewer of them."""
        self._quiet = True
        self._record = record
        rows = rows_of(value) or []
        if not self._repeats and not rows:
            rows = [{}]
        while len(self.rows) > len(rows):
            self._drop(self.rows[-1])
        for index, row in enumerate(rows):
            if index < len(self.rows):
                self.rows[index].show_row(row, record)
            else:
                self._append(row, folded=self._folds(len(rows)) and not is_empty(row))
        self._renumber()
        self._quiet = False

    def warm_up(self) -> bool:
        """Return a row for a record that has more of them."""
        made = len(self.rows) + len(self.spare)
        if not self._repeats or made >= _WARM_ROWS:
            return False
        row = self._make_row()
        row.set_folded(False)
        row.hide()
        self.spare.append(row)
        return made + 1 < _WARM_ROWS

    def value(self) -> list[dict[str, Any]]:
        """Return the rows as they are shown, each with every key it came with."""
        rows = [row.value() for row in self.rows]
        return [] if all(is_empty(row) for row in rows) and not self._repeats else rows

    def add_row(self) -> None:
        """Add an empty row at the end, ready to type into."""
        row = self._append({}, folded=False)
        self._renumber()
        self._say_chosen(self.value())
        row.reveal("").setFocus()

    def remove_row(self, row: GroupRow) -> None:
        """Take a row out; undo brings it back."""
        index = self.rows.index(row)
        self._drop(row)
        self._renumber()
        self._say_chosen(self.value())
        if self.rows:
            self.rows[min(index, len(self.rows) - 1)].focus_handle()
        elif self.add_button:
            self.add_button.setFocus()

    def move_row(self, row: GroupRow, to: int) -> None:
        """Put a row at another place; the focus goes with it."""
        index = self.rows.index(row)
        to = max(0, min(to, len(self.rows) - 1))
        if to == index or self._read_only or not self._repeats:
            return
        self.rows.insert(to, self.rows.pop(index))
        self._layout.removeWidget(row)
        self._layout.insertWidget(to, row)
        self._renumber()
        self._say_chosen(self.value())

    def tab_widgets(self) -> list[QWidget]:
        """Return the widgets row by row, then the button that adds one."""
        widgets = [widget for row in self.rows for widget in row.tab_widgets()]
        return [*widgets, self.add_button] if self.add_button else widgets

    def place_at(self, row: GroupRow, y: int) -> int:
        """Return where a row that is held at that height of the editor belongs: under the pointer, so that a
        small row does not jump to and fro over a tall one."""
        place, height = self.rows.index(row), row.height()
        while place > 0 and y < self.rows[place - 1].y() + height:
            place -= 1
        while place < len(self.rows) - 1 and y > self.rows[place + 1].geometry().bottom() - height:
            place += 1
        return place

    def mark(self, state: str) -> None:
        """Mark the rows; a single group has no border of its own."""
        for row in self.rows:
            row.mark("dashed" if state == "proposed" else "true")

    def show_messages(self, errors: Messages, warnings: Messages) -> None:
        """Messages at the rows' subfields."""
        for index, row in enumerate(self.rows):
            row.show_messages(below(errors, str(index)), below(warnings, str(index)))

    def reveal(self, path: str) -> QWidget:
        """Return the subfield's widget, its row unfolded."""
        index, _, rest = path.partition("/")
        if index.isdigit() and int(index) < len(self.rows):
            return self.rows[int(index)].reveal(rest)
        if self.rows:
            return self.rows[0].reveal("")
        return self.add_button or self.widget

    def own_problem(self) -> str | None:
        """Return the first problem of a row that its value cannot tell."""
        return next((p for row in self.rows if (p := row.own_problem())), None)

    def set_read_only(self, on: bool) -> None:
        """Show rows that can neither be edited nor moved."""
        self._read_only = on
        for row in self.rows:
            row.set_read_only(on)
        if self.add_button:
            self.add_button.setVisible(not on)

    def refresh_choices(self) -> None:
        """Offer the choices as the source knows them now, in every row."""
        for row in (*self.rows, *self.spare):
            row.refresh_choices()

    def _folds(self, count: int) -> bool:
        small = len(self.field.subfields) <= COMPACT_UP_TO
        return self._repeats and count > (_SMALL_ROWS_OPEN_UP_TO if small else 1)

    def _append(self, values: Mapping[str, Any], *, folded: bool) -> GroupRow:
        row = self.spare.pop() if self.spare else self._make_row()
        self._layout.insertWidget(len(self.rows), row)
        self.rows.append(row)
        row.show_row(values, self._record)
        row.set_folded(folded)
        row.set_read_only(self._read_only)
        row.show()
        return row

    def _make_row(self) -> GroupRow:
        row = GroupRow(self.field, self.choices, self.widget, movable=self._repeats)
        row.edited.connect(lambda: self._say(self.value()))
        row.chosen.connect(self._row_chosen)
        row.arranged.connect(self.arranged)
        row.removeAsked.connect(lambda: self.remove_row(row))
        row.moveAsked.connect(lambda step: self.move_row(row, self.rows.index(row) + step))
        row.dragged.connect(lambda y: self.move_row(row, self.place_at(row, row.y() + y)))
        return row

    def _row_chosen(self) -> None:
        if not self._quiet:
            self.chosen.emit()

    def _drop(self, row: GroupRow) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        if len(self.spare) < _SPARE_ROWS:
            row.clear()
            self.spare.append(row)
        else:
            row.deleteLater()

    def _renumber(self) -> None:
        for index, row in enumerate(self.rows):
            row.set_place(self._path, index, len(self.rows))
        self.arranged.emit()
