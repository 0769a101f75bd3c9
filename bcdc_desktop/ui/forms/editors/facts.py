"""What is shown and not edited: values that the server fills, the publish state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.times import format_stored_time
from bcdc_desktop.domain.value_labels import format_value
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.widgets.chip import Chip, state_chip
from bcdc_desktop.ui.widgets.inputs import TextArea
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip

_LABEL_LIMIT = 400  # characters; a longer text scrolls


class FactEditor(Editor):
    """A text that can be selected and copied."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        self._layout = QHBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.label = PlainLabel(parent=self.widget)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._layout.addWidget(self.label, 1)
        self._area: TextArea | None = None
        self.inner = self.label

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the value as text."""
        text = format_value(value, self.field, self.choices)
        long = len(text) > _LABEL_LIMIT or text.count("\n") > 8
        if long and self._area is None:
            self._area = TextArea(self.widget)
            self._area.setReadOnly(True)
            self._area.setAccessibleName(self.field.label)
            self._layout.addWidget(self._area)
        if self._area is not None:
            self._area.setVisible(long)
            self._area.show_text(text if long else "")
        self.label.setVisible(not long)
        self.label.setText("" if long else text)
        exact = isinstance(value, str) and format_stored_time(value) != value
        self.label.setToolTip(tooltip(value) if exact else "")

    def set_read_only(self, on: bool) -> None:
        """Do nothing: it always is."""

    def mark(self, state: str) -> None:
        """Do nothing: it has no border."""


class StateEditor(Editor):
    """The publish state as a chip; moves are made elsewhere, with their meaning."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(0, 6, 0, 6)
        self.chip = Chip(parent=self.widget)
        layout.addWidget(self.chip)
        layout.addStretch(1)
        self.inner = self.chip

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the state's label."""
        text = "" if value is None else str(value)
        self.chip.show_chip(self.field.choice_label(text) if text else self.tr("None yet"), state_chip(text))

    def set_read_only(self, on: bool) -> None:
        """Do nothing: it always is."""

    def mark(self, state: str) -> None:
        """Do nothing: it has no border."""
