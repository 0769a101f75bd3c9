"""Adding a catalogue: the address is put right and tested before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bcdc_desktop.app.accounts import Tested, add_profile, test_address
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.profile import AddressProblem, normalise_address
from bcdc_desktop.domain.slug import slug_from_title
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class AddCatalogueDialog(QDialog):
    """Asks for an address, tests it, and keeps it as a profile."""

    added = Signal(str)  # profile name

    def __init__(self, settings: Settings, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._workers = settings, workers
        self._tested: Tested | None = None
        self.setObjectName("addCatalogueDialog")
        self.setWindowTitle(self.tr("Add a catalogue"))
        self.setMinimumWidth(480)
        title = PlainLabel(self.windowTitle(), self)
        title.setProperty("role", "title")
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
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go = QPushButton(self.tr("Test the connection"), self)
        self.go.setObjectName("testButton")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._go)
        self.address.textChanged.connect(self._changed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.bar)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addLayout(buttons)

    def _changed(self) -> None:
        self._tested = None
        self.go.setText(self.tr("Test the connection"))

    def _go(self) -> None:
        if self._tested is not None:
            self._add(self._tested)
            return
        try:
            address = normalise_address(self.address.text())
        except AddressProblem as problem:
            self.bar.show_message("error", str(problem))
            return
        self.address.setText(address)
        self.go.setEnabled(False)
        job = self._workers.run(lambda _t, _r: test_address(address), title=self.tr("Testing the connection"))
        job.done.connect(self._found)
        job.failed.connect(lambda error: self.bar.show_message("error", getattr(error, "message", None) or str(error)))
        job.ended.connect(lambda: self.go.setEnabled(True))

    def _found(self, tested: Tested) -> None:
        self._tested = tested
        if not self.name.text().strip():
            self.name.setText(tested.title)
        types = ", ".join(tested.dataset_types) or self.tr("no dataset schema of its own")
        words = self.tr("CKAN %1 answers: %2.").replace("%1", tested.version).replace("%2", types)
        self.bar.show_message("success", words)
        self.go.setText(self.tr("Add this catalogue"))

    def _add(self, tested: Tested) -> None:
        title = self.name.text().strip() or tested.title
        name = slug_from_title(title)[:30].strip("-")
        taken = {p.name for p in self._settings.profiles()}
        number = 2
        while name in taken:
            name = f"{slug_from_title(title)[:26].strip('-')}-{number}"
            number += 1
        try:
            profile = add_profile(self._settings, name, title, tested)
        except (ValueError, OSError, CatalogueError) as error:
            self.bar.show_message("error", str(error))
            return
        self.added.emit(profile.name)
        self.accept()
