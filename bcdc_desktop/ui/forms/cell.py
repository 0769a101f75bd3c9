"""One field of a form: label, editor, and below it what there is to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.value_labels import format_value
from bcdc_desktop.ui.forms.choices import ChoiceSource
from bcdc_desktop.ui.forms.editor import Editor
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.markup import LinkLabel, TextLink
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

_GAP = 4
_DOT = "\u2002•"


class FieldCell(QWidget):
    """Shows a field. What it holds lives in the form's model; the cell only shows and says what is typed."""

    edited = Signal(object)
    chosen = Signal()
    arranged = Signal()  # widgets were added or put in another order
    proposalAccepted = Signal()

    def __init__(
        self,
        field: Field,
        kind: type[Editor],
        choices: ChoiceSource,
        parent: QWidget,
        path: str = "",
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._choices = choices
        self.path = path or field.name
        self.wanted = True
        self._required = False
        self._proposed = False
        self._errors: list[str] = []
        self._warnings: list[str] = []
        self._notes: dict[str, QLabel] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.label = PlainLabel(parent=self)
        self.label.setProperty("role", "subfield" if "/" in self.path else "field")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.editor = kind(field, choices, self)
        head = self.editor.head_widgets()
        if head:
            line = QHBoxLayout()
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(self.label, 1)
            for widget in head:
                line.addWidget(widget)
            self._layout.addLayout(line)
        else:
            self._layout.addWidget(self.label)
        self._layout.addWidget(self.editor.widget)
        self.editor.inner.setObjectName(field.name)
        self.editor.inner.setProperty("path", self.path)
        self.editor.edited.connect(self.edited)
        self.editor.chosen.connect(self.chosen)
        self.editor.arranged.connect(self.arranged)
        self._name_it()

    @property
    def spans(self) -> bool:
        """Return whether the field needs the form's whole width."""
        wide = self.field.kind is FieldKind.LICENCE or "large_text" in str(self.field.raw.get("form_snippet"))
        return self.editor.spans or wide

    def set_path(self, path: str) -> None:
        """Its place in the record, when its row moved."""
        self.path = path
        self.editor.inner.setProperty("path", path)

    def set_required(self, on: bool) -> None:
        """Return whether a value is needed; a condition may change it."""
        if on != self._required:
            self._required = on
            self._name_it()

    def show_value(self, value: Any, record: Mapping[str, Any]) -> None:
        """Show a value; nothing is said of it."""
        self.editor.present(value, record)

    def show_original(self, changed: bool, original: Any) -> None:
        """Tell what the field was before it was changed."""
        if not changed:
            self._note("changed", "")
            return
        before = format_value(original, self.field, self._choices)
        self._note("changed", self.tr("Changed: was “{before}”").format(before=before) if before else self._was_empty())

    def show_messages(self, errors: Sequence[str], warnings: Sequence[str]) -> None:
        """Mark the field and says why, below it."""
        if (list(errors), list(warnings)) == (self._errors, self._warnings):
            return
        self._errors, self._warnings = list(errors), list(warnings)
        self._note("error", "\n".join(errors))
        self._note("warning", "\n".join(warnings))
        self.editor.inner.setAccessibleDescription("\n".join([*errors, *warnings]) or self.field.help_text)
        self._mark()

    def set_proposed(self, on: bool) -> None:
        """Mark a value as proposed, until it is edited or accepted."""
        if on == self._proposed:
            return
        self._proposed = on
        self._note("proposed", self.tr("Proposed") if on else "")
        self._mark()

    def show_help(self, on: bool) -> None:
        """Help from the schema, while the field has the focus."""
        self._note("help", self.field.help_text if on else "")

    def note(self, kind: str) -> str:
        """Return what stands below the field: kind is changed, error, warning, proposed or help."""
        label = self._notes.get(kind)
        if label is None or label.isHidden():
            return ""
        return label.full_text() if isinstance(label, ElidedLabel) else label.text()

    def _was_empty(self) -> str:
        return self.tr("Changed: was empty")

    def _name_it(self) -> None:
        name = self.field.label
        self.label.setText(name + _DOT if self._required else name)
        self.editor.inner.setAccessibleName(self.tr("{label}, required").format(label=name) if self._required else name)
        if self.field.help_text and not self._errors:
            self.editor.inner.setAccessibleDescription(self.field.help_text)

    def _mark(self) -> None:
        state = "error" if self._errors else "warning" if self._warnings else "proposed" if self._proposed else ""
        self.editor.mark(state)

    def _note(self, kind: str, text: str) -> None:
        label = self._notes.get(kind)
        if label is None:
            if not text:
                return
            label = self._notes[kind] = self._make_note(kind)
        if isinstance(label, ElidedLabel):
            label.set_full_text(text)
        elif isinstance(label, LinkLabel):
            label.show_lines([[text, " · ", TextLink(self.tr("Accept"), "accept")]] if text else [])
        else:
            label.setText(text)
        label.setVisible(bool(text))

    def _make_note(self, kind: str) -> QLabel:
        label: QLabel
        if kind == "changed":
            label = ElidedLabel("", self)
        else:
            label = LinkLabel(self) if kind == "proposed" else PlainLabel(parent=self)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            if kind == "proposed":
                label.linkActivated.connect(lambda _link: self.proposalAccepted.emit())
        label.setProperty("role", {"help": "muted", "proposed": "muted"}.get(kind, kind))
        order = ("error", "warning", "proposed", "changed", "help")
        before = [k for k in order[: order.index(kind)] if k in self._notes]
        first = self._layout.indexOf(self.editor.widget) + 1
        self._layout.insertWidget(first + len(before), label)
        return label
