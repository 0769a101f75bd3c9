"""Signing in: the API key is checked, then kept in the keyring of this computer, or for this run."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from bcdc_desktop.app.accounts import SignedIn, sign_in
from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.markup import LinkLabel, TextLink
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class SignInDialog(Dialog):
    """Asks for the API key of one catalogue. ``signedIn`` carries the account; the key itself goes nowhere else."""

    signedIn = Signal(object)  # SignedIn

    def __init__(
        self,
        profile: Profile,
        settings: Settings,
        credentials: Credentials,
        workers: Workers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Sign in to %1").replace("%1", profile.label), parent)
        self._profile, self._settings, self._credentials, self._workers = profile, settings, credentials, workers
        self.setObjectName("signInDialog")
        self.setMinimumWidth(460)
        self.bar = MessageBar(self)
        self.words = LinkLabel(self)
        self.words.setObjectName("keyPage")
        self.words.setProperty("role", "secondary")
        self.words.linkActivated.connect(opening.open_page)
        self.show_key_page(None)
        self.key = QLineEdit(self)
        self.key.setObjectName("apiKey")
        self.key.setAccessibleName(self.tr("API key"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.user = QLineEdit(self)
        self.user.setObjectName("userName")
        self.user.setAccessibleName(self.tr("User name"))
        self.user.setPlaceholderText(self.tr("usually detected automatically"))
        self.run_only = QCheckBox(self.tr("Forget the key when I quit"), self)
        self.where = PlainLabel(
            self.tr("Otherwise the key is stored in the keyring of this computer, and nowhere else."), self
        )
        self.where.setProperty("role", "muted")
        self.where.setWordWrap(True)
        if credentials.keyring_missing():
            self.run_only.setChecked(True)
            self.run_only.setEnabled(False)
            self.where.setText(self.tr("This computer has no keyring, so the key is forgotten when you quit."))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("API key"), self.key)
        form.addRow(self.tr("User name"), self.user)
        self.cancel = self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.go = self.add_button(self.tr("Sign in"), name="signInButton", kind="primary")
        self.go.clicked.connect(self._sign_in)
        self.key.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)
        self.body.addWidget(self.words)
        self.body.addLayout(form)
        self.body.addWidget(self.run_only)
        self.body.addWidget(self.where)
        self.body.addStretch(1)
        self.body.addWidget(self.bar)

    def show_key_page(self, tokens: bool | None) -> None:
        """Say where the key is found in this catalogue.

        Args:
            tokens: whether it has API tokens alone, or the API key of each user too; None where that is not known.
        """
        if tokens:
            where = self.tr("Create an API token on your user page in the catalogue, under API Tokens.")
        elif tokens is None:
            where = self.tr("Your API key is on your user page in the catalogue; newer ones have API Tokens there.")
        else:
            where = self.tr("Your API key is on your user page in the catalogue.")
        page = TextLink(self.tr("Open my user page"), self._profile.user_page)
        self.words.show_lines([[where], [page], [self.tr("You can browse without one.")]])

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
        job.tell(self, done=self._done, failed=self._failed, ended=lambda: self._set_busy(False))
        self.rejected.connect(job.cancel)

    def _done(self, signed_in: SignedIn) -> None:
        self.key.clear()
        self.signedIn.emit(signed_in)
        self.accept()

    def _failed(self, error: object) -> None:
        self.bar.show_error(error)
        self.key.selectAll()
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.key, self.user):
            widget.setReadOnly(busy)
        self.go.setEnabled(not busy and bool(self.key.text().strip()))
        self.go.setText(self.tr("Checking the key…") if busy else self.tr("Sign in"))
