"""What is known of a crash of an earlier run, to be passed on by the user, or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bcdc_desktop.error_text import error_text
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.ui.widgets.dialog import Role
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.text_dialog import TextDialog


class CrashReportDialog(TextDialog):
    """Shows a report before it is copied or saved. Nothing is sent from here."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(
            self.tr("Crash report"),
            self.tr(
                "The last time, something went wrong in BCDC Desktop. What you typed is safe. If you'd like to help, "
                "send this report to the people who maintain the program for you. It contains no API key, no names and "
                "no data. Nothing is sent automatically."
            ),
            report,
            self.tr("Crash report"),
            parent,
        )
        self.setObjectName("crashReport")
        self.text.setObjectName("crashReportText")
        self.save = self.add_button(self.tr("Save…"), name="saveCrashReport")
        self.save.clicked.connect(self._ask_where)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.copy = self.add_button(self.tr("Copy"), Role.AcceptRole, name="copyCrashReport", kind="primary")
        self.copies(self.copy)
        self.told = PlainLabel(parent=self)
        self.body.addWidget(self.told)
        self.resize(680, 520)

    def save_to(self, path: Path) -> None:
        """Write the report to a file."""
        try:
            with written_whole(path) as unfinished:
                unfinished.write_text(self.text.toPlainText(), "utf-8")
        except OSError as error:
            self.told.setText(error_text(error))
        else:
            self.told.setText(self.tr("Saved as %1").replace("%1", path.name))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the crash report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("bcdc-desktop-crash.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()
