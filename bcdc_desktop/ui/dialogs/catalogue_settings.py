"""What may be set about the catalogue that is open: what it is called, and how uploads to it are done."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.domain.profile import MB, Profile, Role
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import human_size

_FIELD_WIDTH = 140
_NO_LIMIT = 150  # MB, shown where a limit is set for the first time


class CatalogueSettingsDialog(QDialog):
    """Shows one profile; ``saved`` gives it as it is to be. What the catalogue itself has shown to be its limit is
    told, and can be forgotten."""

    saved = Signal(object)  # Profile
    forgetAsked = Signal()

    def __init__(self, profile: Profile, learned: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self.setObjectName("catalogueSettings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Settings of “{title}”").format(title=profile.title))
        self.setMinimumWidth(760)
        title = PlainLabel(self.windowTitle(), self)
        title.setProperty("role", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        self.name = QLineEdit(profile.title, self)
        self.name.setObjectName("settingsTitle")
        self.name.setAccessibleName(self.tr("Name"))
        self.role = self._roles()
        self.limited = QCheckBox(self.tr("Refuse files larger than"), self)
        self.limited.setObjectName("settingsLimited")
        self.limited.setChecked(profile.max_upload is not None)
        limit = profile.max_upload if profile.max_upload is not None else _NO_LIMIT * MB
        self.max_upload = self._megabytes("settingsMaxUpload", limit, least=0.1)
        self.max_upload.setEnabled(self.limited.isChecked())
        self.limited.toggled.connect(self.max_upload.setEnabled)
        self.act_budget = self._megabytes("settingsAct", profile.act_budget, least=1)
        self.compare = self._megabytes("settingsCompare", profile.verify_content_below, never=True)
        self.keep = self._megabytes("settingsKeep", profile.keep_replaced_below, never=True)
        self.settle = QDoubleSpinBox(self)
        self.settle.setObjectName("settingsSettle")
        self.settle.setRange(0, 3600)
        self.settle.setDecimals(1)
        self.settle.setSuffix(self.tr(" s"))
        self.settle.setValue(profile.settle_seconds)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(measures.FORM_COLUMN_GAP)
        self._grid.setVerticalSpacing(measures.GAP)
        self._grid.setColumnMinimumWidth(1, _FIELD_WIDTH)
        self._grid.setColumnStretch(2, 1)
        self._row(PlainLabel(self.tr("Name"), self), self.name, wide=True)
        self._row(PlainLabel(self.tr("Kind"), self), self.role, wide=True)
        heading = PlainLabel(self.tr("Uploads"), self)
        heading.setProperty("role", "heading")
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
        self.learned = PlainLabel(parent=self)
        self.learned.setProperty("role", "secondary")
        self.learned.setWordWrap(True)
        self._row(self.limited, self.max_upload, self.tr("They are marked in the sheet, before anything is sent."))
        if learned is not None:
            self._show_learned(learned)
        for label, field, about in (
            (
                self.tr("Send together, at most"),
                self.act_budget,
                self.tr("So much of one drop goes out as one act, which is stored whole or not at all."),
            ),
            (
                self.tr("Compare content below"),
                self.compare,
                self.tr("Smaller files are read back after sending and compared; larger ones by their size."),
            ),
            (
                self.tr("Keep replaced files below"),
                self.keep,
                self.tr("The file that is replaced is fetched first, so that replacing can be undone."),
            ),
            (
                self.tr("Second look after"),
                self.settle,
                self.tr("Where a colleague's save can throw away what was just accepted (CKAN before 2.9.11)."),
            ),
        ):
            self._row(PlainLabel(label, self), field, about)
        save = QPushButton(self.tr("Save settings"), self)
        save.setObjectName("saveSettings")
        save.setProperty("kind", "primary")
        save.setDefault(True)
        save.clicked.connect(self._save)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(measures.GAP)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(title)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def profile(self) -> Profile:
        """The profile as it is set now."""
        role: Role = self.role.currentData()
        return replace(
            self._profile,
            title=self.name.text().strip() or self._profile.title,
            role=role,
            max_upload=round(self.max_upload.value() * MB) if self.limited.isChecked() else None,
            act_budget=round(self.act_budget.value() * MB),
            verify_content_below=round(self.compare.value() * MB),
            keep_replaced_below=round(self.keep.value() * MB),
            settle_seconds=self.settle.value(),
        )

    def _save(self) -> None:
        self.saved.emit(self.profile())
        self.accept()

    def _roles(self) -> ComboBox:
        box = ComboBox(self)
        box.setObjectName("settingsRole")
        roles: tuple[tuple[Role, str], ...] = (
            ("production", self.tr("Production: changes are public")),
            ("test", self.tr("Test")),
            ("other", self.tr("Another catalogue")),
        )
        if self._profile.role == "practice":
            roles = (("practice", self.tr("Practice")),)
            box.setEnabled(False)
        for role, words in roles:
            box.addItem(words, role)
        box.setCurrentIndex(box.findData(self._profile.role))
        return box

    def _megabytes(self, name: str, value: int, *, least: float = 0.0, never: bool = False) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(name)
        box.setDecimals(1)
        box.setRange(least, 1_000_000)
        box.setSuffix(self.tr(" MB"))
        if never:
            box.setSpecialValueText(self.tr("never"))
        box.setValue(value / MB)
        return box

    def _row(self, label: QLabel | QCheckBox, field: QWidget, about: str = "", *, wide: bool = False) -> None:
        row = self._grid.rowCount()
        field.setAccessibleName(label.text())
        field.setAccessibleDescription(about)
        if isinstance(label, QLabel):
            label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1, 1, 2 if wide else 1)
        if about:
            words = PlainLabel(about, self)
            words.setProperty("role", "secondary")
            words.setWordWrap(True)
            self._grid.addWidget(words, row, 2)

    def _show_learned(self, learned: int) -> None:
        text = self.tr("The catalogue has refused a file of {size}, so no such file is sent to it.")
        self.learned.setText(text.format(size=human_size(learned)))
        forget = QPushButton(self.tr("Forget this"), self)
        forget.setObjectName("forgetLimit")
        forget.setProperty("kind", "quiet")
        forget.setAutoDefault(False)
        row = self._grid.rowCount()
        self._grid.addWidget(forget, row, 1)
        self._grid.addWidget(self.learned, row, 2)

        def forgotten() -> None:
            self.forgetAsked.emit()
            self.learned.setText(self.tr("Forgotten: the next file of that size is tried."))
            forget.hide()

        forget.clicked.connect(forgotten)
