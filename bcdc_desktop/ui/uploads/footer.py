"""The buttons of a sheet, and what goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.state import SheetState
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import tooltip


class SheetFooter(QWidget):
    """Keep, cancel, send. The button that sends says how many files; its tooltip what is still missing."""

    keepPressed = Signal()
    cancelPressed = Signal()
    sendPressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.keep_button = self._button(self.tr("Keep for later"), "keepButton", self.keepPressed.emit)
        self.cancel_button = self._button(self.tr("Cancel"), "cancelButton", self.cancelPressed.emit)
        self.send_button = self._button(self.tr("Send"), "sendButton", self.sendPressed.emit)
        self.send_button.setIcon(theme.icon("tray-arrow-up", "on_primary"))
        self.send_button.setProperty("kind", "primary")
        self.send_button.setEnabled(False)
        self.line = ElidedLabel("", self)
        self.line.setProperty("role", "muted")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self.keep_button)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.cancel_button)
        layout.addWidget(self.send_button)

    def show_state(self, state: SheetState, *, sending: bool) -> None:
        """Show what would be uploaded now."""
        ready, missing = len(state.sizes()), labels.not_yet(state)
        send = self.send_button
        send.setText(self.tr("Send {files}").format(files=labels.files(ready)) if ready else self.tr("Send"))
        send.setEnabled(not missing and not sending)
        send.setToolTip(tooltip(missing))
        send.setAccessibleDescription(missing)
        self.line.set_full_text(labels.batch_line(state))

    def _button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)  # Enter in a field must not send
        button.clicked.connect(lambda: pressed())
        return button
