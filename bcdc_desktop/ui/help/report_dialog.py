"""Reporting a problem: what to write, and the diagnostics to put beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.widgets.dialog import Role
from bcdc_desktop.ui.widgets.text_dialog import TextDialog


class ReportDialog(TextDialog):
    """Shows the diagnostics before they are copied. Nothing is sent from here."""

    logsAsked = Signal()

    def __init__(self, diagnostics: str, parent: QWidget) -> None:
        super().__init__(
            self.tr("Report a problem"),
            self.tr(
                "Write what you did, what you expected and what happened instead, and send it to the people who "
                "maintain BCDC Desktop for you. Add the diagnostics below. They contain no API key, no names and no "
                "text of records."
            ),
            diagnostics,
            self.tr("Diagnostics"),
            parent,
        )
        self.setObjectName("reportDialog")
        self.text.setObjectName("diagnostics")
        self.logs = self.add_button(self.tr("Open log folder"), name="openLogs")
        self.logs.clicked.connect(self.logsAsked)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.copy = self.add_button(
            self.tr("Copy diagnostics"), Role.AcceptRole, name="copyDiagnostics", kind="primary"
        )
        self.copies(self.copy)
        self.resize(620, 520)
