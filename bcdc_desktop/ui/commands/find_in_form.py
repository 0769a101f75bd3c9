"""Find in form: the fields of the record and of its resources, by their labels or by what is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.domain.schema import DatasetSchema, Field
from bcdc_desktop.domain.value_labels import format_value
from bcdc_desktop.ui.record.editor import RecordEditor
from bcdc_desktop.ui.session import SessionChoices

from .quick_pick import Pick, QuickPick

_LENGTH = 150  # characters of a value


def _tr(text: str) -> str:
    return QCoreApplication.translate("FieldFinder", text)


class FieldFinder(QuickPick):
    """Offers the fields of a record, those of the section on screen first; the chosen one gets the cursor."""

    def __init__(self, editor: RecordEditor, schema: DatasetSchema, choices: SessionChoices, parent: QWidget) -> None:
        super().__init__(
            _tr("Find in form"), _tr("Type a field or a value"), _tr("No field has this name or value."), parent
        )
        self.setObjectName("fieldFinder")
        self._editor, self._schema, self._choices = editor, schema, choices
        editor.flush()
        others = [PACKAGE, *(r.id for r in editor.copy.resources())]
        here = editor.target if editor.target is not None else PACKAGE
        for target in dict.fromkeys([here, *others]):
            self.add(self._picks(target, where=editor.copy.name_of(target) if target != here else ""))

    def _picks(self, target: str, *, where: str) -> list[Pick]:
        copy, here = self._editor.copy, self._editor.target == target
        base = copy.part(target)
        if base is None:
            return []
        values = {**base, **copy.of(target)}
        return [
            Pick(
                field.label,
                "  ·  ".join(t for t in (where, self._text(values.get(field.name), field)) if t),
                self._go(target, field.name),
                "form-textbox" if here else "arrow-right-bottom",
            )
            for field in self._fields(target)
            if not field.read_only and _applies(field, values)
        ]

    def _fields(self, target: str) -> Sequence[Field]:
        return self._schema.dataset_fields if target == PACKAGE else self._schema.resource_fields

    def _text(self, value: object, field: Field) -> str:
        text = " ".join(format_value(value, field, self._choices).split())
        return text if len(text) <= _LENGTH else text[:_LENGTH] + "…"

    def _go(self, target: str, name: str) -> Callable[[], object]:
        return lambda: self._editor.focus_field(target, name)


def _applies(field: Field, values: Mapping[str, Any]) -> bool:
    """Return whether the condition of a field is met, so that the form shows it."""
    return not field.condition_field or values.get(field.condition_field) in field.condition_values
