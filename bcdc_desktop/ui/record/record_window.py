"""A record in a window of its own: the same page as in the main window, with all the room for editing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.plain_text import window_title

from .controller import RecordController

_SIZE = QSize(1000, 820)


class RecordWindow(QMainWindow):
    """Shows one record. What is typed is stored as its draft when the window is left or closed, so that every window
    shows the same."""

    def __init__(self, session: Session, choices: SessionChoices, main: QWidget) -> None:
        super().__init__(main)
        self._session = session
        self.package_id = ""
        self.setObjectName("recordWindow")
        theme.use_ground(self, "surface")
        self.record = RecordController(self)
        self.setCentralWidget(self.record.page)
        self.record.show_session(session, choices)
        self.record.shown.connect(self._show_title)
        self.resize(_SIZE.boundedTo(self.screen().availableGeometry().size() * 0.95))
        for key, command in (
            (QKeySequence(QKeySequence.StandardKey.Save), self._save),
            (QKeySequence(QKeySequence.StandardKey.Close), self.close),
            (QKeySequence("F2"), self.record.edit),
            (QKeySequence("F8"), self._next_problem),
            (QKeySequence("Ctrl+3"), self.record.focus_resources),
            (QKeySequence("Ctrl+B"), self.record.open_record),
            (QKeySequence("Ctrl+Shift+D"), self.record.page.summary.favourite.click),
        ):
            QShortcut(key, self).activated.connect(command)

    def show_record(self, package_id: str) -> None:
        """Show another record."""
        self.package_id = package_id
        self.setWindowTitle(window_title(self._session.workspace.profile.label))
        self.record.show_package(package_id)

    def changeEvent(self, event: QEvent) -> None:
        """Store what was typed when the window is left: another window may show the same record."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.record.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store what was typed."""
        self.record.flush()
        super().closeEvent(event)

    def _show_title(self, package_id: str) -> None:
        self.package_id = package_id
        package = self.record.package
        if package is not None:
            self.setWindowTitle(window_title(f"{package.title} – {self._session.workspace.profile.label}"))

    def _save(self) -> None:
        if self.record.editor is not None:
            self.record.editor.review()

    def _next_problem(self) -> None:
        if self.record.editor is not None:
            self.record.editor.next_problem()
