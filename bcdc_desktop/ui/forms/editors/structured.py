"""JSON as text."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QToolButton, QWidget

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editors.longtext import AreaEditor
from bcdc_desktop.ui.theme import measures


class JsonEditor(AreaEditor):
    """JSON in letters of equal width, with a button that indents it."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(measures.SECONDARY)
        self.area.setFont(font)
        self._format = QToolButton(parent)
        self._format.setProperty("kind", "small")
        self._format.setText(self.tr("Format"))
        self._format.setAccessibleName(self.tr("Format {label}").format(label=field.label))
        self._format.clicked.connect(self._indent)

    def head_widgets(self) -> list[QWidget]:
        """Return the button that indents."""
        return [self._format]

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a text as it is, an object indented."""
        text = value if isinstance(value, str) or value is None else _pretty(value)
        super().show_value(text, record)

    def set_read_only(self, on: bool) -> None:
        """No formatting either."""
        super().set_read_only(on)
        self._format.setEnabled(not on)

    def _indent(self) -> None:
        try:
            value = json.loads(self.area.text())
        except ValueError:
            return  # the form already says what is wrong, and where
        self.area.show_text(_pretty(value))
        self.area.setFocus()


class ObjectEditor(JsonEditor):
    """A list or an object where the schema expects text or rows: edited as JSON, handed back as what it was."""

    def _say(self, value: Any) -> None:
        with contextlib.suppress(ValueError):
            value = json.loads(value)
        super()._say(value)

    def own_problem(self) -> str | None:
        """Return a text that is no longer JSON."""
        text = self.area.text().strip()
        if not text:
            return None
        try:
            json.loads(text)
        except ValueError as error:
            return self.tr("Not JSON: {error}").format(error=error)
        return None


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
