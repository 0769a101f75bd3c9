"""Where a resource's data is: a link, or a file in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.file_names import name_in_url
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.widgets.plain_text import tooltip


class FileEditor(LineEditor):
    """A link can be edited; a file kept in the catalogue shows its name and is replaced by dropping another on it."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self._uploaded = False
        self._read_only = False

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the link, or the file's name with the link as its tooltip."""
        self._uploaded = record.get("url_type") == "upload"
        self.line.setReadOnly(self._uploaded or self._read_only)
        shown = file_name(str(value)) if self._uploaded and value else value
        self.line.setToolTip(tooltip(str(value or "")) if self._uploaded else "")
        super().show_value(shown, record)

    def set_read_only(self, on: bool) -> None:
        """Let a link be edited; a file never is, as text."""
        self._read_only = on
        self.line.setReadOnly(on or self._uploaded)


def file_name(url: str) -> str:
    """Return the file's name at the end of a link: ``…/download/caseloads%202024.csv`` is ``caseloads 2024.csv``."""
    return name_in_url(url) or url
