"""What is new in a version that can be had."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.updates import Update
from bcdc_desktop.ui.widgets.dialog import Role
from bcdc_desktop.ui.widgets.text_dialog import TextDialog


class UpdateDialog(TextDialog):
    """Shows the notes of a version, and leads to its page. Nothing is downloaded or installed from here."""

    pageAsked = Signal(str)
    switchedOff = Signal()

    def __init__(self, update: Update, parent: QWidget) -> None:
        super().__init__(
            self.tr("What's new in version %1").replace("%1", update.version),
            self.tr("To update, download the new version from its page."),
            update.notes_in(QLocale().name().partition("_")[0]),
            self.tr("What's new"),
            parent,
        )
        self.setObjectName("updateDialog")
        self.text.setObjectName("updateNotes")
        self.off = self.add_button(self.tr("Don't check anymore"), name="updatesOff")
        self.off.clicked.connect(self._switch_off)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.page = self.add_button(self.tr("Open page"), Role.AcceptRole, name="updatePage", kind="primary")
        self.page.clicked.connect(lambda: self.pageAsked.emit(update.page))
        self.resize(560, 420)

    def _switch_off(self) -> None:
        self.switchedOff.emit()
        self.accept()
