"""What is new in a version that can be had."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bcdc_desktop.app.updates import Update
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class UpdateDialog(Dialog):
    """Shows the notes of a version, and leads to its page. Nothing is downloaded or installed from here."""

    pageAsked = Signal(str)
    switchedOff = Signal()

    def __init__(self, update: Update, parent: QWidget) -> None:
        super().__init__(self.tr("What's new in version %1").replace("%1", update.version), parent)
        self.setObjectName("updateDialog")
        words = PlainLabel(self.tr("To update, download the new version from its page."), self)
        words.setWordWrap(True)
        self.notes = QPlainTextEdit(update.notes_in(QLocale().name().partition("_")[0]), self)
        self.notes.setObjectName("updateNotes")
        self.notes.setAccessibleName(self.tr("What's new"))
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.off = self.add_button(self.tr("Don't check anymore"), name="updatesOff")
        self.off.clicked.connect(self._switch_off)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.page = self.add_button(self.tr("Open page"), Role.AcceptRole, name="updatePage", kind="primary")
        self.page.clicked.connect(lambda: self.pageAsked.emit(update.page))
        self.body.addWidget(words)
        self.body.addWidget(self.notes, 1)
        self.resize(560, 420)

    def _switch_off(self) -> None:
        self.switchedOff.emit()
        self.accept()
