"""Text of several lines, and Markdown with its preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bcdc_desktop.domain.schema import Field
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.spelling import check_spelling
from bcdc_desktop.ui.theme import icon, restyle
from bcdc_desktop.ui.widgets.inputs import TextArea
from bcdc_desktop.ui.widgets.markup import MarkdownView

_SHOWN, _LINE_SHOWN = 100_000, 10_000  # characters of a preview, and of one paragraph in it
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class AreaEditor(Editor):
    """Several lines of plain text."""

    spans: ClassVar[bool] = True

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.area = TextArea(parent)
        self.area.setPlaceholderText(field.placeholder)
        self.area.textChanged.connect(lambda: self._say(self.area.text()))
        self.widget = self.inner = self.area
        if field.is_prose:
            check_spelling(self.area)

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text."""
        self._quiet = True
        self.area.show_text("" if value is None else str(value))
        self._quiet = False

    def set_read_only(self, on: bool) -> None:
        """Still selectable."""
        self.area.setReadOnly(on)


class MarkdownEditor(AreaEditor):
    """Markdown source, with a preview."""

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = QWidget(parent)
        self._stack = QVBoxLayout(self.widget)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.area)
        self.preview: MarkdownView | None = None
        self.preview_button = QToolButton(parent)
        self.preview_button.setProperty("kind", "small")
        self.preview_button.setIcon(icon("eye-outline", "link"))
        self.preview_button.setIconSize(QSize(14, 14))
        self.preview_button.setText(self.tr("Preview"))
        self.preview_button.setToolButtonStyle(_BESIDE)
        self.preview_button.setAccessibleName(self.tr("Preview of {label}").format(label=field.label))
        self.preview_button.setCheckable(True)
        self.preview_button.toggled.connect(self._switch)

    def head_widgets(self) -> list[QWidget]:
        """Return the button that shows the preview."""
        return [self.preview_button]

    def tab_widgets(self) -> list[QWidget]:
        """Return the text or its preview, and the button after it."""
        shown = [self.area] if self.preview is None else [self.area, self.preview]
        return [*shown, self.preview_button]

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text, and its preview where that is open."""
        super().show_value(value, record)
        if self.preview is not None and self.preview_button.isChecked():
            self.preview.show_markdown(self._beginning())

    def _beginning(self) -> str:
        """As much of the text as a preview can show at once."""
        text = self.area.text()
        shown = "\n".join(line[:_LINE_SHOWN] for line in text[:_SHOWN].split("\n"))
        return shown if shown == text else shown + "\n\n*" + self.tr("The preview ends here; the text goes on.") + "*"

    def reveal(self, path: str) -> QWidget:
        """Goes back to the source."""
        self.preview_button.setChecked(False)
        return self.area

    def _switch(self, on: bool) -> None:
        if self.preview is None:
            self.preview = MarkdownView(self.widget)
            self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            restyle(self.preview, role="preview")
            self.preview.setAccessibleName(self.preview_button.accessibleName())
            self._stack.addWidget(self.preview)
            self.arranged.emit()
        if on:
            self.preview.show_markdown(self._beginning())
            self.preview.setFixedHeight(self.area.height())
        self.area.setVisible(not on)
        self.preview.setVisible(on)
