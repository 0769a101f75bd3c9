"""Lists: free texts one below the other, and the groups of the catalogue that a record is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import as_list, is_empty, meaning
from bcdc_desktop.ui.forms.editors.choice import PickerEditor
from bcdc_desktop.ui.forms.editors.groups import GroupsEditor
from bcdc_desktop.ui.forms.editors.text import LineEditor

_TEXT = "text"


class TextsEditor(GroupsEditor):
    """A line for each text or number, which can be added, removed and put in order."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        line = Field(_TEXT, "", FieldKind.TEXT, placeholder=field.placeholder)
        super().__init__(replace(field, kind=FieldKind.GROUPS, subfields=(line,)), choices, parent)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the texts, without empty ones at the end."""
        listed = [] if is_empty(value) else [str(v) for v in as_list(value)]
        super().show_value([{_TEXT: text} for text in listed], record)

    def value(self) -> list[Any]:
        """Return the texts as they are shown."""
        return [str(row.value().get(_TEXT) or "") for row in self.rows]


class MembershipsEditor(PickerEditor):
    """A field that reads the groups a record is in, and opens a list of all with check marks."""

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Read the titles of the groups."""
        super().show_value(meaning(value, self.field), record)

    def named(self, values: list[str]) -> Any:
        """Return the groups as CKAN has them."""
        return [{"name": name} for name in values]


class MembershipsLineEditor(LineEditor):
    """A line for the names of groups, where the catalogue did not tell which there are."""

    def display(self, value: Any) -> str:
        """Return the names with commas between."""
        return ", ".join(meaning(value, self.field) or ())

    def _set(self, text: str) -> None:
        if not self._quiet and text != self._last:
            self._last = text
            self._say([{"name": name.strip()} for name in text.split(",") if name.strip()])
