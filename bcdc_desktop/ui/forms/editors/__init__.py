"""The editors of a form, one file for each way of editing; which of them a field and its value get."""

from __future__ import annotations

from typing import Any

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.editors.choice import CheckBoxesEditor, ChoiceEditor, OrganizationEditor, PickerEditor
from bcdc_desktop.ui.forms.editors.date import DateEditor, DateTimeEditor
from bcdc_desktop.ui.forms.editors.facts import FactEditor, StateEditor
from bcdc_desktop.ui.forms.editors.groups import GroupsEditor, rows_of
from bcdc_desktop.ui.forms.editors.text import (
    AreaEditor,
    FileEditor,
    JsonEditor,
    LineEditor,
    MarkdownEditor,
    ObjectEditor,
    TagsEditor,
)

_LINE_LIMIT = 1000  # characters; a longer text is edited in several lines
_BOXES_LIMIT = 5

_BY_KIND: dict[FieldKind, type[Editor]] = {
    FieldKind.MARKDOWN: MarkdownEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.LICENCE: ChoiceEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.DATETIME: DateTimeEditor,
    FieldKind.JSON: JsonEditor,
    FieldKind.TAGS: TagsEditor,
    FieldKind.ORGANIZATION: OrganizationEditor,
    FieldKind.STATE: StateEditor,
    FieldKind.FILE: FileEditor,
}


def editor_class(field: Field, value: Any) -> type[Editor]:
    """Return the editor that can show this value of this field without losing any of it."""
    if field.read_only:
        return FactEditor
    if field.kind in (FieldKind.GROUP, FieldKind.GROUPS):
        return GroupsEditor if rows_of(value) is not None else ObjectEditor
    if field.kind is FieldKind.MULTICHOICE:
        return CheckBoxesEditor if len(field.choices) <= _BOXES_LIMIT else PickerEditor
    if isinstance(value, dict | list) and field.kind not in (FieldKind.TAGS, FieldKind.JSON):
        return ObjectEditor
    if field.kind in (FieldKind.TEXT, FieldKind.SLUG):
        text = str(value or "")
        return AreaEditor if len(text) > _LINE_LIMIT or "\n" in text else LineEditor
    return _BY_KIND.get(field.kind, LineEditor)
