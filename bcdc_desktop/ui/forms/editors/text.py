"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.spelling import check_spelling
from bcdc_desktop.ui.widgets.inputs import LineEdit

_NO_LIMIT = 1 << 24  # Qt would cut a pasted text at 32767 characters


class LineEditor(Editor):
    """A line; also for fields of a kind that is not known."""

    line_class: ClassVar[type[LineEdit]] = LineEdit

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.line = self.line_class(parent)
        self.line.setMaxLength(_NO_LIMIT)
        self.line.setPlaceholderText(field.placeholder)
        self.line.textChanged.connect(self._set)  # textEdited would miss what a screen reader sets
        self.widget = self.inner = self.line
        self._last = ""
        if field.is_prose:
            check_spelling(self.line)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text; the cursor stays where it is when nothing changed."""
        text = "" if value is None else self.display(value)
        if text == self.line.text():
            return
        self._quiet = True
        self.line.setText(text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)
        self._last = self.line.text()
        self._quiet = False

    def display(self, value: Any) -> str:
        """Return the value as text."""
        return str(value)

    def set_read_only(self, on: bool) -> None:
        """Still selectable."""
        self.line.setReadOnly(on)

    def _set(self, text: str) -> None:
        if self._quiet or text == self._last:
            return
        self._last = text
        self._say(text)
