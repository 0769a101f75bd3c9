"""An organization, found by typing any part of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from bcdc_desktop.domain.schema import Choice, Field
from bcdc_desktop.ui.forms.choices import ChoiceSource, organizations_for
from bcdc_desktop.ui.forms.editors.choice import ChoiceEditor
from bcdc_desktop.ui.widgets.inputs import LineEdit


class OrganizationEditor(ChoiceEditor):
    """A combo box one can type into. What is typed and is no organization is kept and marked."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self._typed = False
        self.combo.setEditable(True)
        line = LineEdit(self.combo)
        line.setPlaceholderText(field.placeholder or self.tr("Type to search"))
        self.combo.setLineEdit(line)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.combo.setCompleter(completer)
        self._line = line
        line.textEdited.connect(self._note)  # a text alone says nothing before it is left

    def offered(self) -> Sequence[Choice]:
        """Return the organizations as they are known now."""
        return organizations_for(self.field, self.choices)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the organization's title."""
        self._typed = False
        super().show_value(value, record)
        if self.combo.currentIndex() < 0:
            self._quiet = True
            self.combo.setEditText("")
            self._quiet = False
        self._line.setCursorPosition(0)

    def own_problem(self) -> str | None:
        """Return a text that is no organization."""
        value = str(self._shown or "")
        offered = self.offered()
        if value and offered and value not in {c.value for c in offered}:
            return self.tr("Choose one of the organizations")
        return None

    def settle(self) -> None:
        """Take what was typed: a whole title, or the only one that contains it; otherwise the text as it is."""
        if not self._typed:
            return
        self._typed = False
        text = self.combo.currentText().strip()
        folded = text.casefold()
        offered = self.offered()
        hits = [c for c in offered if c.label.casefold() == folded] or [
            c for c in offered if folded and folded in c.label.casefold()
        ]
        value = hits[0].value if len(hits) == 1 else text
        if value != str(self._shown or ""):
            self._shown = value
            self._say(value)
            self.show_value(value, {})

    def _note(self, _text: str) -> None:
        self._typed = self._dirty = True
