"""One field of several resources at once; kept in the draft like anything typed, reviewed before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.session import SessionChoices
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class SetForAllDialog(QDialog):
    """Chooses a field and a value; ``chosen`` gives them."""

    chosen = Signal(str, object)

    def __init__(
        self, fields: Sequence[Field], choices: SessionChoices, count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setObjectName("setForAllDialog")
        title = self.tr("Set a field of %1 resources").replace("%1", str(count))
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(520, 380)
        # a name or a file of one's own is what tells resources apart
        self._fields = [
            replace(f, condition_field=None, condition_values=())
            for f in fields
            if not f.read_only and f.kind is not FieldKind.FILE and f.name not in ("name", "url")
        ]
        heading = PlainLabel(title, self)
        heading.setProperty("role", "title")
        hint = PlainLabel(self.tr("It is kept as a draft, and sent with the record's next save."), self)
        hint.setProperty("role", "secondary")
        self.field = QComboBox(self)
        self.field.setObjectName("forAllField")
        self.field.setAccessibleName(self.tr("Field"))
        for field in self._fields:
            self.field.addItem(field.label, field.name)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.form = SchemaForm([self._fields[0]], choices)
        self.field.currentIndexChanged.connect(self._show_field)
        self.set_button = QPushButton(self.tr("Set for all %1").replace("%1", str(count)), self)
        self.set_button.setObjectName("setButton")
        self.set_button.setProperty("kind", "primary")
        self.set_button.setDefault(True)
        self.set_button.clicked.connect(self._set)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(self.set_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (heading, hint, self.field):
            layout.addWidget(widget)
        layout.addWidget(self.area, 1)
        layout.addLayout(line)
        self._show_field(0)

    def _show_field(self, index: int) -> None:
        # shown as needed: an optional field with nothing in it would be folded away
        self.form = SchemaForm([replace(self._fields[index], required=True)], self._choices)
        page = QWidget(self)
        theme.use_ground(page, "ground")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(page)
        self.form.set_record({})

    def _set(self) -> None:
        self.form.flush()
        wrong = [p for p in self.form.check() if p.severity == "error"]
        field = self._fields[self.field.currentIndex()]
        value = self.form.draft().get(field.name)
        if wrong and (field.required or value not in (None, "", [])):
            return
        self.chosen.emit(field.name, "" if value is None else value)
        self.accept()
