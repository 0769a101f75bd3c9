"""One of several choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.schema import Choice, Field, FieldKind
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editor import Editor
from bcdc_desktop.ui.theme import icon
from bcdc_desktop.ui.widgets.inputs import ComboBox

_NONE = "–"


class ChoiceEditor(Editor):
    """A combo box. A value that is not (any longer) a choice stands in it as one more item, marked."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.combo = ComboBox(parent)
        self.combo.setPlaceholderText(field.placeholder or self.tr("Choose"))
        self._values: list[str] = []
        self._shown: Any = None
        self._gone = ""  # the value that is in the list without being a choice
        self.combo.currentIndexChanged.connect(self._picked)
        self.widget = self.inner = self.combo

    def offered(self) -> Sequence[Choice]:
        """Return the choices as they are known now."""
        return self.choices.licences() if self.field.kind is FieldKind.LICENCE else self.field.choices

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Select the value's item."""
        self._shown = value
        wanted = "" if value is None else str(value)
        self._quiet = True
        gone = self._gone and wanted != self._gone  # a record before had a value that is no choice
        if wanted not in self._values or gone:
            self._fill(wanted)
        self.combo.setCurrentIndex(self._values.index(wanted) if wanted in self._values else -1)
        self._quiet = False

    def refresh_choices(self) -> None:
        """Fill the list again around the same value."""
        self._values = []
        self.show_value(self._shown, {})

    def _fill(self, value: str) -> None:
        offered = self.offered()
        labels = [c.label for c in offered]
        self._values = [c.value for c in offered]
        if "" not in self._values and (not self.field.required or self.field.raw.get("form_include_blank_choice")):
            labels.insert(0, _NONE)
            self._values.insert(0, "")
        self.combo.clear()
        self.combo.addItems(labels)
        self._gone = ""
        if value and value not in self._values:
            self._gone = value
            self._values.append(value)
            if offered:
                text = self.tr("{value} (no longer a choice)").format(value=value)
                self.combo.addItem(icon("alert-outline", "warning"), text)
            else:
                self.combo.addItem(value)

    def _picked(self, index: int) -> None:
        if not self._quiet and 0 <= index < len(self._values):
            self._shown = self._values[index]
            self._say_chosen(self._shown)
