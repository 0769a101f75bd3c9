"""The choice for one field in conflict: yours, theirs, or another value."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.domain.changes import FieldConflict
from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.editors import editor_class
from bcdc_desktop.ui.forms.editors.cell import FieldCell
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text
from bcdc_desktop.ui.widgets.text import or_empty

_SHOWN = 120  # characters of a value at its radio button


class Resolution(StrEnum):
    """The resolution of one conflict."""

    OPEN = "open"
    YOURS = "yours"
    THEIRS = "theirs"
    OTHER = "other"


class DecisionPane(QWidget):
    """Radio buttons for one conflict, and an editor of the field's own kind for another value."""

    decided = Signal(str, object, object)  # field name, Resolution, value

    def __init__(
        self, choices: ChoiceSource, words: Callable[[Any, Field], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._words = choices, words
        self._conflict: FieldConflict | None = None
        self._cell: FieldCell | None = None
        self._other: Any = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(6)
        self.heading = PlainLabel(parent=self)
        self.heading.setProperty("role", "strong")
        layout.addWidget(self.heading)
        self._group = QButtonGroup(self)
        self.radios: dict[Resolution, QRadioButton] = {}
        for decision in (Resolution.YOURS, Resolution.THEIRS, Resolution.OTHER):
            radio = QRadioButton(self)
            radio.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            radio.toggled.connect(lambda on, which=decision: self._toggled(which) if on else None)
            self._group.addButton(radio)
            self.radios[decision] = radio
            layout.addWidget(radio)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.hide()
        layout.addWidget(self._area, 1)
        layout.addStretch(0)
        self.setMinimumHeight(150)

    def sizeHint(self) -> QSize:
        """Return a size with room for an editor."""
        return QSize(600, 190)

    def show_nothing(self, text: str) -> None:
        """Show a text instead of a conflict, for a row that needs no choice."""
        self._conflict = None
        self._drop_cell()
        self.heading.setText(text)
        for radio in self.radios.values():
            radio.hide()

    def show_conflict(self, conflict: FieldConflict, decided: tuple[Resolution, Any] | None) -> None:
        """Show a conflict with what was chosen for it so far."""
        self._drop_cell()
        self._conflict = None
        self.heading.setText(conflict.field.label)
        labels = {
            Resolution.YOURS: self.tr("Yours: {value}").format(value=self._short(conflict.mine, conflict.field)),
            Resolution.THEIRS: self.tr("Theirs: {value}").format(value=self._short(conflict.theirs, conflict.field)),
            Resolution.OTHER: self.tr("Enter another value"),
        }
        self._group.setExclusive(False)
        for which, radio in self.radios.items():
            radio.setText(button_text(labels[which]))
            radio.setAccessibleName(f"{conflict.field.label}, {labels[which]}")
            radio.setChecked(decided is not None and decided[0] is which)
            radio.setVisible(which is not Resolution.OTHER or not conflict.either)
        self._group.setExclusive(True)
        self._conflict = conflict
        self._other = decided[1] if decided and decided[0] is Resolution.OTHER else conflict.mine
        if decided and decided[0] is Resolution.OTHER:
            self._show_editor(conflict)

    def editor(self) -> QWidget | None:
        """Return the widget for another value, while it is shown."""
        return self._cell.editor.inner if self._cell is not None else None

    def _toggled(self, which: Resolution) -> None:
        conflict = self._conflict
        if conflict is None:
            return
        if which is Resolution.OTHER:
            self._show_editor(conflict)
            if self._cell is not None:
                widget = self._cell.editor.reveal("")
                widget.setFocus()
                if isinstance(widget, QLineEdit):
                    widget.selectAll()
            self._say_other()
            return
        self._drop_cell()
        value = conflict.mine if which is Resolution.YOURS else conflict.theirs
        self.decided.emit(conflict.field.name, which, value)

    def _show_editor(self, conflict: FieldConflict) -> None:
        if self._cell is not None:
            return
        field = conflict.field
        self._cell = FieldCell(field, editor_class(field, self._other), self._choices, self._area)
        self._cell.label.hide()
        self._cell.show_value(self._other, {})
        self._cell.edited.connect(self._typed)
        self._area.setWidget(self._cell)
        self._area.show()

    def _typed(self, value: Any) -> None:
        self._other = value
        self._say_other()

    def _say_other(self) -> None:
        """Decide for the other value; a wrong one decides nothing, and its problems are shown."""
        conflict, cell = self._conflict, self._cell
        if conflict is None or cell is None:
            return
        name = conflict.field.name
        # the condition was met when the field was edited; alone here it could not be looked up
        problems = check_fields({name: self._other, **_condition(conflict.field)}, [conflict.field])
        cell.show_messages([p.message for p in problems], [])
        decision = Resolution.OPEN if problems else Resolution.OTHER
        self.decided.emit(name, decision, self._other)

    def _drop_cell(self) -> None:
        self._area.hide()
        if self._cell is not None:
            self._area.takeWidget()
            self._cell.deleteLater()
            self._cell = None

    def _short(self, value: Any, field: Field) -> str:
        text = " ".join(self._words(value, field).split())
        if not text:
            return or_empty(text)
        return text if len(text) <= _SHOWN else text[:_SHOWN] + " …"


def _condition(field: Field) -> dict[str, str]:
    if field.condition_field is None or not field.condition_values:
        return {}
    return {field.condition_field: field.condition_values[0]}
