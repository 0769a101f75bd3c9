"""The editors of a form, one file for each way of editing; which of them a field and its value get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.domain.kinds import kind_of
from bcdc_desktop.domain.kinds.base import parsed
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.editors.choice import CheckBoxesEditor, ChoiceEditor, OrganizationEditor, PickerEditor
from bcdc_desktop.ui.forms.editors.date import DateEditor, DateTimeEditor, PartialDateEditor, ZonedDateTimeEditor
from bcdc_desktop.ui.forms.editors.facts import FactEditor, StateEditor
from bcdc_desktop.ui.forms.editors.groups import GroupsEditor, rows_of
from bcdc_desktop.ui.forms.editors.lists import MembershipsEditor, MembershipsLineEditor, TextsEditor
from bcdc_desktop.ui.forms.editors.text import (
    AreaEditor,
    FileEditor,
    JsonEditor,
    LineEditor,
    MarkdownEditor,
    ObjectEditor,
    TagsEditor,
)
from bcdc_desktop.ui.forms.editors.translated import (
    TranslatedEditor,
    TranslatedMarkdownEditor,
    TranslatedTagsEditor,
)

_LINE_LIMIT = 1000  # characters; a longer text is edited in several lines
_BOXES_LIMIT = 5

EDITORS: dict[str, type[Editor]] = {
    "line": LineEditor,
    "area": AreaEditor,
    "markdown": MarkdownEditor,
    "choice": ChoiceEditor,
    "licence": ChoiceEditor,
    "multichoice": PickerEditor,
    "date": DateEditor,
    "datetime": DateTimeEditor,
    "zoned_datetime": ZonedDateTimeEditor,
    "partial_date": PartialDateEditor,
    "json": JsonEditor,
    "rows": GroupsEditor,
    "texts": TextsEditor,
    "memberships": MembershipsEditor,
    "translated_line": TranslatedEditor,
    "translated_area": TranslatedMarkdownEditor,
    "translated_tags": TranslatedTagsEditor,
    "tags": TagsEditor,
    "organization": OrganizationEditor,
    "state": StateEditor,
    "file": FileEditor,
}
"""By the names in the table of kinds (``domain.kinds``)."""


def editor_class(field: Field, value: Any) -> type[Editor]:
    """Return the editor that can show this value of this field without losing any of it."""
    if field.read_only:
        return FactEditor
    kind = kind_of(field)
    found = EDITORS[kind.editor]
    if not _can_show(found, field, value):
        return ObjectEditor
    if found is PickerEditor and len(field.choices) <= _BOXES_LIMIT:
        return CheckBoxesEditor
    if found is MembershipsEditor and not field.choices:
        return MembershipsLineEditor
    if found is LineEditor:
        text = str(value or "")
        return AreaEditor if len(text) > _LINE_LIMIT or "\n" in text else LineEditor
    return found


def _can_show(editor: type[Editor], field: Field, value: Any) -> bool:
    """Return whether an editor shows a value without losing any of it."""
    if editor is GroupsEditor:
        return rows_of(value) is not None
    if editor is TextsEditor:
        listed = parsed(value)
        return not isinstance(listed, Mapping) and not (
            isinstance(listed, list) and any(isinstance(v, Mapping | list) for v in listed)
        )
    if issubclass(editor, TranslatedEditor):
        found = parsed(value)
        texts = found.values() if isinstance(found, Mapping) else () if isinstance(found, list) else ("",)
        shape: Any = list | str if editor is TranslatedTagsEditor else str
        return bool(texts or isinstance(found, Mapping)) and all(v is None or isinstance(v, shape) for v in texts)
    if field.kind is FieldKind.OTHER and isinstance(value, bool | int | float):
        return False  # edited as text, it would become one
    shown_whole = (FieldKind.TAGS, FieldKind.JSON, FieldKind.MULTICHOICE, FieldKind.MEMBERSHIPS)
    return not isinstance(value, dict | list) or field.kind in shown_whole
