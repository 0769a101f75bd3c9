"""Settings of the open catalogue: its name and kind, and how files are uploaded to it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from bcdc_desktop.domain.policy import Policy
from bcdc_desktop.domain.profile import MB, Profile, Role
from bcdc_desktop.domain.proxy import ProxyProblem, normalise_proxy
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog
from bcdc_desktop.ui.widgets.dialog import Role as ButtonRole
from bcdc_desktop.ui.widgets.inputs import ComboBox, pad_number
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text import human_size

_FIELD_WIDTH = 140
_NO_LIMIT = 150  # MB, shown where a limit is set for the first time


class CatalogueSettingsDialog(Dialog):
    """Edits one profile; ``saved`` carries it as changed. A limit that was learned from a refusal can be forgotten."""

    saved = Signal(object)  # Profile
    forgetAsked = Signal()
    syncScopeAsked = Signal()

    def __init__(
        self,
        profile: Profile,
        learned: int | None,
        parent: QWidget | None = None,
        *,
        policy: Policy | None = None,
    ) -> None:
        super().__init__(self.tr("Settings of “{title}”").format(title=profile.label), parent)
        self._profile = profile
        self.setObjectName("catalogueSettings")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(760)
        self.name = QLineEdit(profile.label, self)
        self.name.setObjectName("settingsTitle")
        self.name.setAccessibleName(self.tr("Name"))
        self.role = self._roles()
        self.proxy = QLineEdit(profile.proxy, self)
        self.proxy.setObjectName("settingsProxy")
        self.proxy.setAccessibleName(self.tr("Proxy"))
        self.proxy.setPlaceholderText(self.tr("As set on this computer"))
        self.proxy.setToolTip(
            self.tr("http://host:port, pac+ and the address of a proxy script, or “direct” for no proxy")
        )
        if policy is not None and policy.proxy:
            self.proxy.setText("")
            self.proxy.setPlaceholderText(self.tr("%1, set by your administrator").replace("%1", policy.proxy))
            self.proxy.setEnabled(False)
        if policy is not None and policy.profile(profile.name) is not None:
            self.name.setEnabled(False)
            self.name.setToolTip(self.tr("Set by your administrator"))
        self.proxy_problem = PlainLabel(parent=self)
        self.proxy_problem.setObjectName("settingsProxyProblem")
        self.proxy_problem.setProperty("role", "error")
        self.proxy_problem.setWordWrap(True)
        self.proxy_problem.hide()
        self.proxy.textEdited.connect(lambda _text: self.proxy_problem.hide())
        self.limited = QCheckBox(self.tr("Refuse files larger than"), self)
        self.limited.setObjectName("settingsLimited")
        self.limited.setChecked(profile.max_upload is not None)
        limit = profile.max_upload if profile.max_upload is not None else _NO_LIMIT * MB
        self.max_upload = self._megabytes("settingsMaxUpload", limit, least=0.1)
        self.max_upload.setEnabled(self.limited.isChecked())
        self.limited.toggled.connect(self.max_upload.setEnabled)
        self.batch_limit = self._megabytes("settingsAct", profile.batch_limit, least=1)
        self.compare = self._megabytes("settingsCompare", profile.verify_content_below, never=True)
        self.keep = self._megabytes("settingsKeep", profile.keep_replaced_below, never=True)
        self.settle = QDoubleSpinBox(self)
        self.settle.setObjectName("settingsSettle")
        pad_number(self.settle)
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
        self._row(PlainLabel(self.tr("Proxy"), self), self.proxy, wide=True)
        self._grid.addWidget(self.proxy_problem, self._grid.rowCount(), 1, 1, 2)
        scope = QPushButton(self.tr("Choose what to sync…"), self)
        scope.setObjectName("settingsSyncScope")
        scope.setAutoDefault(False)
        scope.clicked.connect(self.syncScopeAsked)
        self._row(PlainLabel(self.tr("Records"), self), scope, wide=True)
        heading = PlainLabel(self.tr("Uploads"), self)
        heading.setProperty("role", "heading")
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 3)
        self.learned = PlainLabel(parent=self)
        self.learned.setProperty("role", "secondary")
        self.learned.setWordWrap(True)
        self.learned.hide()
        self._row(
            self.limited, self.max_upload, self.tr("You see which files are too large before anything is uploaded.")
        )
        if learned is not None:
            self._show_learned(learned)
        for label, field, about in (
            (
                self.tr("Batch size"),
                self.batch_limit,
                self.tr("Up to this size, files are uploaded as one all-or-nothing batch."),
            ),
            (
                self.tr("Verify content up to"),
                self.compare,
                self.tr("Smaller files are downloaded after the upload and compared, larger ones by size."),
            ),
            (
                self.tr("Keep replaced files up to"),
                self.keep,
                self.tr("A file is downloaded before it is replaced, so that you can undo it."),
            ),
            (
                self.tr("Check again after"),
                self.settle,
                self.tr("On CKAN before 2.9.11, someone else's save can overwrite an upload that was just accepted."),
            ),
        ):
            self._row(PlainLabel(label, self), field, about)
        save = self.add_button(self.tr("Save"), ButtonRole.AcceptRole, name="saveSettings", kind="primary")
        save.clicked.connect(self._save)
        self.add_button(self.tr("Cancel"), ButtonRole.RejectRole)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def profile(self) -> Profile:
        """Return the profile as it is set now.

        Raises:
            ProxyProblem: what is entered names no proxy.
        """
        role: Role = self.role.currentData()
        title = self.name.text().strip()
        return replace(
            self._profile,
            title=title if title not in ("", self._profile.label) else self._profile.title,
            role=role,
            max_upload=round(self.max_upload.value() * MB) if self.limited.isChecked() else None,
            batch_limit=round(self.batch_limit.value() * MB),
            verify_content_below=round(self.compare.value() * MB),
            keep_replaced_below=round(self.keep.value() * MB),
            settle_seconds=self.settle.value(),
            proxy=normalise_proxy(self.proxy.text()) if self.proxy.isEnabled() else self._profile.proxy,
        )

    def _save(self) -> None:
        try:
            profile = self.profile()
        except ProxyProblem as problem:
            self.proxy_problem.setText(error_text(problem))
            self.proxy_problem.show()
            self.proxy.setFocus()
            return
        self.saved.emit(profile)
        self.accept()

    def _roles(self) -> ComboBox:
        box = ComboBox(self)
        box.setObjectName("settingsRole")
        roles: tuple[tuple[Role, str], ...] = (
            ("production", self.tr("Production: changes are public")),
            ("test", self.tr("Test")),
            ("other", self.tr("Other")),
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
        pad_number(box)
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
        text = self.tr("The catalogue refused a file of {size}, so files of that size are not uploaded.")
        self.learned.setText(text.format(size=human_size(learned)))
        forget = QPushButton(self.tr("Forget"), self)
        forget.setObjectName("forgetLimit")
        forget.setProperty("kind", "quiet")
        forget.setAutoDefault(False)
        row = self._grid.rowCount()
        self._grid.addWidget(forget, row, 1)
        self._grid.addWidget(self.learned, row, 2)

        def forgotten() -> None:
            self.forgetAsked.emit()
            self.learned.setText(self.tr("Forgotten. The next file of that size will be tried."))
            forget.hide()

        forget.clicked.connect(forgotten)
