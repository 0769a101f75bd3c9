"""Windows over a whole catalogue: comparison, data quality, storage and sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from .session import Session

if TYPE_CHECKING:
    from .reports.quality_dialog import QualityDialog
    from .window import MainWindow


class ToolWindows(QObject):
    """Opens each window once for a session; what is slow to import is imported when it is asked for."""

    pageAsked = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._open: dict[str, QDialog] = {}
        self._quality: QualityDialog | None = None

    def show_session(self, session: Session) -> None:
        """Show another catalogue: close the windows of the one before."""
        self._session = session
        for dialog in self._open.values():
            dialog.close()
            dialog.deleteLater()
        self._open = {}
        self._quality = None

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
        dialog = self._quality
        if dialog is None:
            from .reports.quality_dialog import QualityDialog

            dialog = self._quality = QualityDialog(session, finding.words, self._window)
            self._open["quality"] = dialog
            dialog.asked.connect(self._show_records)
            dialog.recordAsked.connect(self._window.show_record)
        dialog.show_organization(organization or finding.search_state.where.organization or None)
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
