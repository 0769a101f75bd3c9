"""Windows over a whole catalogue: comparison, data quality, storage and sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from .session import Session

if TYPE_CHECKING:
    from .window import MainWindow


class ToolWindows(QObject):
    """Opens each window once for a session; what is slow to import is imported when it is asked for."""

    pageAsked = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._open: dict[str, QDialog] = {}

    def show_session(self, session: Session) -> None:
        """Show another catalogue: close the windows of the one before."""
        self._session = session
        for dialog in self._open.values():
            dialog.close()
            dialog.deleteLater()
        self._open = {}

    def compare(self) -> None:
        """Show what is in one catalogue and not in another."""
        session = self._session
        if session is None:
            return
        if "compare" not in self._open:
            from .reports.compare_dialog import CompareDialog

            dialog = CompareDialog(session, self._window.program, self._window)
            dialog.recordAsked.connect(self._window.show_record)
            dialog.pageAsked.connect(self.pageAsked)
            self._open["compare"] = dialog
        self._raise("compare")

    def quality(self, organization: str | None = None) -> None:
        """Show the data quality of an organization; of the one that is searched in where none is given."""
        session, finding = self._session, self._window.finding
        if session is None:
            return
        if "quality" not in self._open:
            from .reports.quality_dialog import QualityDialog

            made = QualityDialog(session, finding.words, self._window)
            made.asked.connect(self._show_records)
            made.recordAsked.connect(self._window.show_record)
            self._open["quality"] = made
        dialog = self._open["quality"]
        dialog.show_organization(organization or finding.question.where.organization or None)  # type: ignore[attr-defined]
        self._raise("quality")

    def storage(self) -> None:
        """Show what catalogues take on this computer, and when they are synchronized."""
        session = self._session
        if session is None:
            return
        if "storage" not in self._open:
            from .dialogs.storage import StorageDialog

            self._open["storage"] = StorageDialog(session, self._window.program, self._window)
        self._raise("storage")

    def _show_records(self, words: str) -> None:
        self._window.finding.show_records(words)
        self._window.raise_()
        self._window.activateWindow()

    def _raise(self, name: str) -> None:
        dialog = self._open[name]
        if dialog.isVisible():
            dialog.raise_()
            dialog.activateWindow()
        dialog.show()
