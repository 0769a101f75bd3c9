"""The fields that are filled once for all new resources of a sheet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editors.base import Editor
from bcdc_desktop.ui.forms.editors.text import LineEditor
from bcdc_desktop.ui.forms.kinds import editor_class
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads.state import DESCRIPTION, SheetState
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text, tooltip

_CHOICE_WIDTH = 180
_LINE_WIDTH = 1080  # of labels and fields together, in a window as it opens


class CommonRow(QWidget):
    """*For all:* a label and an editor for each field, as the schema has it."""

    edited = Signal(str, object)  # field, value

    def __init__(self, choices: ChoiceSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.editors: dict[str, Editor] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(measures.GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setObjectName("forAll")
        self.setAccessibleName(self.tr("For all new resources"))
        self.hide()

    def show_state(self, state: SheetState) -> None:
        """Shows the fields of a sheet; what is being typed in is left alone."""
        creating = any(row.item is not None and row.what == "create" for row in state.rows)
        fields = state.common_fields()
        if [f.name for f in fields] != list(self.editors):
            self._build(fields)
        for name, editor in self.editors.items():
            empty = is_empty(state.common.get(name))
            if not editor.inner.hasFocus():
                editor.present(state.common.get(name), state.common)
            missing = empty and self._anyone_needs(state, name)
            editor.mark("error" if missing else "proposed" if name in state.common_proposed else "")
        self.setVisible(creating and bool(fields))

    @staticmethod
    def _anyone_needs(state: SheetState, name: str) -> bool:
        return any(t.kind == "fields" and name in t.names for row in state.rows for t in row.troubles)

    def _build(self, fields: list[Field]) -> None:
        for editor in self.editors.values():
            editor.deleteLater()
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        self.editors = {}
        ordered = sorted(fields, key=lambda f: f.name == DESCRIPTION)
        for number, together in enumerate(self._in_lines(ordered)):
            self._lines.addWidget(self._line(together, first=number == 0))
        self.editors = {f.name: self.editors[f.name] for f in fields}

    def _in_lines(self, fields: list[Field]) -> list[list[Field]]:
        """As many on a line as there is room for, so that no label is cut."""
        lines: list[list[Field]] = []
        used = 0
        for field in fields:
            width = self.fontMetrics().horizontalAdvance(field.label + "\u2002•") + _CHOICE_WIDTH + 3 * measures.GAP
            if not lines or used + width > _LINE_WIDTH:
                lines.append([])
                used = self.fontMetrics().horizontalAdvance(self.tr("For all:")) + 2 * measures.GAP
            lines[-1].append(field)
            used += width
        return lines

    def _line(self, fields: list[Field], *, first: bool) -> QWidget:
        line = QWidget(self)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        lead = PlainLabel(self.tr("For all:") if first else "", line)
        lead.setProperty("role", "strong")
        layout.addWidget(lead)
        for field in fields:
            name = field.label + ("\u2002•" if field.required or field.required_when_shown else "")
            label = PlainLabel(button_text(name), line)  # with a buddy, a label has shortcuts
            label.setProperty("role", "secondary")
            wide = field.kind in (FieldKind.TEXT, FieldKind.MARKDOWN)
            # the style sheet sets sizes of fields, so the width is kept by what is around
            place = QWidget(line)
            inner = QHBoxLayout(place)
            inner.setContentsMargins(0, 0, 0, 0)
            editor = self._editor(field, place)
            inner.addWidget(editor.widget)
            label.setBuddy(editor.inner)
            layout.addWidget(label)
            layout.addWidget(place, 1 if wide else 0)
            if not wide:
                place.setFixedWidth(_CHOICE_WIDTH)
        if not any(f.kind in (FieldKind.TEXT, FieldKind.MARKDOWN) for f in fields):
            layout.addStretch(1)
        return line

    def _editor(self, field: Field, parent: QWidget) -> Editor:
        # one line, also for a long text: here stands what holds for every file
        kind = LineEditor if field.kind in (FieldKind.TEXT, FieldKind.MARKDOWN) else editor_class(field, None)
        editor = kind(field, self._choices, parent)
        editor.inner.setObjectName(f"forAll.{field.name}")
        editor.inner.setAccessibleName(self.tr("{field}, for all new resources").format(field=field.label))
        editor.inner.setToolTip(tooltip(field.help_text))
        if field.name == DESCRIPTION:
            editor.inner.setProperty("placeholderText", self.tr("the same for every new resource"))
        editor.edited.connect(lambda value: self.edited.emit(field.name, value))
        self.editors[field.name] = editor
        return editor

    def minimumSizeHint(self) -> QSize:
        """It never pushes the sheet wider than its window."""
        return QSize(200, super().minimumSizeHint().height())
