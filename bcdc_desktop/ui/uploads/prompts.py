"""The two questions of a sheet; each box belongs to the sheet and goes away when it is answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.widgets.plain_text import PlainMessageBox


def _tr(text: str) -> str:
    return QCoreApplication.translate("uploads", text)


def ask_public(parent: QWidget, count: int, send_label: str, send: Callable[[], None]) -> None:
    """Asks before files become public; Enter goes back."""
    box = _box(parent, "publicQuestion")
    now = _tr("It becomes public at once.") if count == 1 else _tr("They become public at once.")
    box.setText(_tr("Send {files}?").format(files=labels.files(count)) + " " + now)
    box.setInformativeText(parent.windowTitle())
    button = box.addButton(send_label, QMessageBox.ButtonRole.AcceptRole)
    button.setObjectName("publicSendButton")
    button.setProperty("kind", "primary")
    button.clicked.connect(send)
    back = box.addButton(_tr("Back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.open()


def ask_to_keep(parent: QWidget, keep: Callable[[], None], throw_away: Callable[[], None]) -> None:
    """Asks what becomes of a sheet that is closed without being sent."""
    box = _box(parent, "closeQuestion")
    box.setText(_tr("Keep this sheet for later?"))
    box.setInformativeText(_tr("Nothing was sent. Kept sheets are listed with the uploads."))
    keep_button = box.addButton(_tr("Keep for later"), QMessageBox.ButtonRole.AcceptRole)
    keep_button.clicked.connect(keep)
    box.addButton(_tr("Throw away"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(throw_away)
    box.setDefaultButton(keep_button)
    box.setEscapeButton(box.addButton(_tr("Back"), QMessageBox.ButtonRole.RejectRole))
    box.open()


def _box(parent: QWidget, name: str) -> QMessageBox:
    box = PlainMessageBox(parent)
    box.setObjectName(name)
    box.setWindowTitle(parent.windowTitle())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
