"""Signing in: the key is checked, then kept in the keyring of this computer, or for this run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.accounts import SignedIn, sign_in
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class SignInDialog(QDialog):
    """Asks for the API key of one catalogue. ``signedIn`` carries what was found; the key itself goes nowhere else."""

    signedIn = Signal(object)  # SignedIn

    def __init__(
        self,
        profile: Profile,
        settings: Settings,
        credentials: Credentials,
        workers: Workers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile, self._settings, self._credentials, self._workers = profile, settings, credentials, workers
        self.setObjectName("signInDialog")
        self.setWindowTitle(self.tr("Sign in to %1").replace("%1", profile.title))
        self.setMinimumWidth(460)
        self.bar = MessageBar(self)
        title = PlainLabel(self.windowTitle(), self)
        title.setProperty("role", "title")
        words = PlainLabel(
            self.tr("The API key is shown in the catalogue under Account Settings. Reading works without one."), self
        )
        words.setWordWrap(True)
        words.setProperty("role", "secondary")
        self.key = QLineEdit(self)
        self.key.setObjectName("apiKey")
        self.key.setAccessibleName(self.tr("API key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.user = QLineEdit(self)
        self.user.setObjectName("userName")
        self.user.setAccessibleName(self.tr("User name"))
        self.user.setPlaceholderText(self.tr("found by itself on most catalogues"))
        self.run_only = QCheckBox(self.tr("Keep the key only until the program ends"), self)
        self.where = PlainLabel(
            self.tr("Otherwise it is kept in the keyring of this computer, and nowhere else."), self
        )
        self.where.setProperty("role", "muted")
        if credentials.keyring_missing():
            self.run_only.setChecked(True)
            self.run_only.setEnabled(False)
            self.where.setText(self.tr("This computer has no keyring, so the key lasts until the program ends."))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("API key"), self.key)
        form.addRow(self.tr("User name"), self.user)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("Sign in"), self)
        self.go.setObjectName("signInButton")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._sign_in)
        self.key.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (title, words, self.bar):
            layout.addWidget(widget)
        layout.addLayout(form)
        layout.addWidget(self.run_only)
        layout.addWidget(self.where)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def _sign_in(self) -> None:
        key, user, run_only = self.key.text(), self.user.text().strip() or None, self.run_only.isChecked()
        profile, settings, credentials = self._profile, self._settings, self._credentials
        self._set_busy(True)
        job = self._workers.run(
            lambda _t, _r: sign_in(
                profile, key, settings=settings, credentials=credentials, user=user, for_this_run=run_only
            ),
            title=self.tr("Signing in"),
        )
        job.setParent(self._workers)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(lambda: self._set_busy(False))
        self.rejected.connect(job.cancel)

    def _done(self, signed_in: SignedIn) -> None:
        self.key.clear()
        self.signedIn.emit(signed_in)
        self.accept()

    def _failed(self, error: object) -> None:
        words = error.message if isinstance(error, CatalogueError) else str(error)
        self.bar.show_message("error", words)
        self.key.selectAll()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.key, self.user):
            widget.setReadOnly(busy)
        self.go.setEnabled(not busy and bool(self.key.text().strip()))
        self.go.setText(self.tr("Checking the key…") if busy else self.tr("Sign in"))
