"""Adding a catalogue: its address is normalised and tested before it is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from bcdc_desktop.app.accounts import Tested, add_profile, free_name, test_address
from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.profile import AddressProblem, normalise_address
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar


class AddCatalogueDialog(Dialog):
    """Asks for an address, tests it, and stores it as a profile."""

    added = Signal(str)  # profile name

    def __init__(self, settings: Settings, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Add a catalogue"), parent)
        self._settings, self._workers = settings, workers
        self._tested: Tested | None = None
        self.setObjectName("addCatalogueDialog")
        self.setMinimumWidth(480)
        self.bar = MessageBar(self)
        self.address = QLineEdit(self)
        self.address.setObjectName("catalogueAddress")
        self.address.setAccessibleName(self.tr("Address"))
        self.address.setPlaceholderText("https://catalogue.example.org")
        self.name = QLineEdit(self)
        self.name.setObjectName("catalogueTitle")
        self.name.setAccessibleName(self.tr("Name"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("Address"), self.address)
        form.addRow(self.tr("Name"), self.name)
        self.cancel = self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.go = self.add_button(self.tr("Test connection"), name="testButton", kind="primary")
        self.go.clicked.connect(self._go)
        self.address.textChanged.connect(self._changed)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.body.addWidget(self.bar)

    def _changed(self) -> None:
        self._tested = None
        self.go.setText(self.tr("Test connection"))

    def _go(self) -> None:
        if self._tested is not None:
            self._add(self._tested)
            return
        try:
            address = normalise_address(self.address.text())
        except AddressProblem as problem:
            self.bar.show_message("error", error_text(problem))
            return
        self.address.setText(address)
        self.go.setEnabled(False)
        job = self._workers.run(lambda _t, _r: test_address(address), title=self.tr("Testing the connection"))
        job.tell(
            self,
            done=self._found,
            failed=self.bar.show_error,
            ended=lambda: self.go.setEnabled(True),
        )

    def _found(self, tested: Tested) -> None:
        self._tested = tested
        if not self.name.text().strip():
            self.name.setText(tested.title)
        types = ", ".join(tested.dataset_types) or self.tr("none")
        words = self.tr("Found CKAN %1. Dataset types: %2.").replace("%1", tested.version).replace("%2", types)
        self.bar.show_message("success", words)
        self.go.setText(self.tr("Add catalogue"))

    def _add(self, tested: Tested) -> None:
        title = self.name.text().strip() or tested.title
        try:
            profile = add_profile(self._settings, free_name(self._settings, title), title, tested)
        except (ValueError, OSError, CatalogueError) as error:
            self.bar.show_error(error)
            return
        self.added.emit(profile.name)
        self.accept()
