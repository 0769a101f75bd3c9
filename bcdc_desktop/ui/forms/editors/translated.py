"""A text in several languages, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QGridLayout, QWidget

from bcdc_desktop.domain.choices import ChoiceSource
from bcdc_desktop.domain.kinds.base import parsed
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty, split_tags
from bcdc_desktop.translation import language
from bcdc_desktop.ui.forms.editors.base import Editor, Messages
from bcdc_desktop.ui.forms.editors.cell import FieldCell
from bcdc_desktop.ui.forms.editors.text import LineEditor, MarkdownEditor, TagsEditor
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.inputs import ComboBox

_COLUMNS = 2
# offered where neither the schema nor the record says which languages there are
_USUAL = ("en", "fr", "es", "de", "it", "pt", "nl", "iu", "cr", "zh", "pa", "tl")

_ANYWHERE = {"en": "English", "es": "español", "zh": "中文"}  # Qt names the language of one country


def language_name(code: str) -> str:
    """Return what people call a language, with its code where that says more."""
    found = QLocale(code.replace("-", "_"))
    if found.language() == QLocale.Language.C:
        return code
    name = _ANYWHERE.get(code) or found.nativeLanguageName()
    return f"{name[:1].upper()}{name[1:]} ({code})" if name else code


class TranslatedEditor(Editor):
    """An editor for each language: those of the schema, and those that the record has beside them."""

    spans: ClassVar[bool] = True
    inner_kind: ClassVar[FieldKind] = FieldKind.TEXT
    inner_class: ClassVar[type[Editor]] = LineEditor

    def __init__(self, field: Field, choices: ChoiceSource, parent: QWidget) -> None:
        super().__init__(field, choices, parent)
        self.widget = self.inner = QWidget(parent)
        self._grid = QGridLayout(self.widget)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(measures.FORM_COLUMN_GAP)
        self._came: dict[str, Any] = {}
        self._typed: dict[str, Any] = {}
        self._read_only = False
        self._path = field.name
        self.cells: dict[str, FieldCell] = {}
        self._add = ComboBox(self.widget)
        self._add.setAccessibleName(self.tr("Add a language to {label}").format(label=field.label))
        self._add.activated.connect(self._added)
        self._add.setVisible(not field.languages)
        for code in field.languages or (language(),):
            self._make(code)
        self._arrange()

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show the text of each language; a text in no language stands at the first."""
        found = parsed(value)
        if not isinstance(found, Mapping):
            found = {} if is_empty(value) else {next(iter(self.cells)): str(value)}
        self._came, self._typed = {str(k): v for k, v in found.items()}, {}
        self._quiet = True
        new = [code for code in self._came if code not in self.cells]
        for code in new:
            self._make(code)
        for code, cell in self.cells.items():
            cell.show_value(self._shown(self._came.get(code)), record)
        if new:
            self._arrange()
        self._quiet = False

    def tab_widgets(self) -> list[QWidget]:
        """Return the editors in their order, and the list of languages to add."""
        widgets = [w for cell in self.cells.values() for w in cell.editor.tab_widgets()]
        return widgets if self.field.languages else [*widgets, self._add]

    def set_path(self, path: str) -> None:
        """Take the place in the record, and give each language its own."""
        super().set_path(path)
        self._path = path
        for code, cell in self.cells.items():
            cell.set_path(f"{path}/{code}")

    def mark(self, state: str) -> None:
        """Mark each language."""
        for cell in self.cells.values():
            cell.editor.mark(state)

    def show_messages(self, errors: Messages, warnings: Messages) -> None:
        """Show messages at their languages."""
        for code, cell in self.cells.items():
            cell.show_messages(errors.get(code, ()), warnings.get(code, ()))

    def reveal(self, path: str) -> QWidget:
        """Return the editor of a language, of the first one without."""
        cell = self.cells.get(path.partition("/")[0]) or next(iter(self.cells.values()))
        return cell.editor.reveal("")

    def settle(self) -> None:
        """Put what was typed into its usual form."""
        for cell in self.cells.values():
            cell.editor.leave()

    def set_read_only(self, on: bool) -> None:
        """Show without letting edit."""
        self._read_only = on
        for cell in self.cells.values():
            cell.editor.set_read_only(on)
        self._add.setVisible(not on and not self.field.languages)

    def _value(self) -> dict[str, Any]:
        """Return the whole value: languages that were not touched are as they came."""
        found = {**self._came, **{code: self._taken(text) for code, text in self._typed.items()}}
        return {code: v for code, v in found.items() if code in self._came or not is_empty(v)}

    def _shown(self, value: Any) -> Any:
        return value

    def _taken(self, text: Any) -> Any:
        return text

    def _take(self, code: str, text: Any) -> None:
        if not self._quiet:
            self._typed[code] = text
            self._say(self._value())

    def _make(self, code: str) -> None:
        name = language_name(code)
        inner = replace(self.field, name=code, label=name, kind=self.inner_kind, required=False, raw={})
        cell = FieldCell(inner, self.inner_class, self.choices, self.widget, f"{self._path}/{code}")
        cell.editor.inner.setAccessibleName(f"{self.field.label}, {name}")
        cell.editor.set_read_only(self._read_only)
        cell.edited.connect(lambda text, code=code: self._take(code, text))
        cell.chosen.connect(self.chosen)
        self.cells[code] = cell

    def _arrange(self) -> None:
        for place, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, place // _COLUMNS, place % _COLUMNS)
            cell.show()
        columns = min(_COLUMNS, len(self.cells))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.addWidget(self._add, len(self.cells) // _COLUMNS + 1, 0)
        offered = [code for code in _USUAL if code not in self.cells]
        self._add.clear()
        self._add.addItem(self.tr("Add a language"))
        for code in offered:
            self._add.addItem(language_name(code), code)
        self.arranged.emit()

    def _added(self, index: int) -> None:
        code = self._add.itemData(index)
        if code:
            self._make(str(code))
            self._arrange()
            self.cells[str(code)].editor.reveal("").setFocus()


class TranslatedMarkdownEditor(TranslatedEditor):
    """Markdown in several languages."""

    inner_kind = FieldKind.MARKDOWN
    inner_class = MarkdownEditor


class TranslatedTagsEditor(TranslatedEditor):
    """Keywords in several languages, each with commas between."""

    inner_kind = FieldKind.TAGS
    inner_class = TagsEditor

    def _shown(self, value: Any) -> Any:
        return ", ".join(split_tags(value))

    def _taken(self, text: Any) -> Any:
        return split_tags(text)
