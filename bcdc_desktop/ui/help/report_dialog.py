"""Reporting a problem: what to write, and the diagnostics to put beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.plain_text import PlainLabel


class ReportDialog(Dialog):
    """Shows the diagnostics before they are copied. Nothing is sent from here."""

    logsAsked = Signal()

    def __init__(self, diagnostics: str, parent: QWidget) -> None:
        super().__init__(self.tr("Report a problem"), parent)
        self.setObjectName("reportDialog")
        words = PlainLabel(
            self.tr(
                "Write what you did, what you expected and what happened instead, and send it to the people who "
                "maintain BCDC Desktop for you. Add the diagnostics below. They contain no API key, no names and no "
                "text of records."
            ),
            self,
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(diagnostics, self)
        self.text.setObjectName("diagnostics")
        self.text.setAccessibleName(self.tr("Diagnostics"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.logs = self.add_button(self.tr("Open log folder"), name="openLogs")
        self.logs.clicked.connect(self.logsAsked)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.copy = self.add_button(
            self.tr("Copy diagnostics"), Role.AcceptRole, name="copyDiagnostics", kind="primary"
        )
        self.copy.clicked.connect(self._copy)
        self.body.addWidget(words)
        self.body.addWidget(self.text, 1)
        self.resize(620, 520)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self.tr("Copied"))
