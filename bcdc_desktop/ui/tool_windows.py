"""The windows over the whole of a catalogue: two of them compared, the health of holdings, what is kept here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from .session import Session

if TYPE_CHECKING:
    from .window import MainWindow


class ToolWindows(QObject):
    """Opens each of them once for a session; what needs much is imported when it is asked for."""

    pageAsked = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._open: dict[str, QDialog] = {}

    def show_session(self, session: Session) -> None:
        """Another catalogue is shown: what was of the one before goes."""
        self._session = session
        for dialog in self._open.values():
            dialog.close()
            dialog.deleteLater()
        self._open = {}

    def compare(self) -> None:
        """Shows what is in one catalogue and not in another."""
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

    def health(self, organization: str | None = None) -> None:
        """Shows how the holdings of an organization are doing: of the one in whose list one is, where none is named."""
        session, finding = self._session, self._window.finding
        if session is None:
            return
        if "health" not in self._open:
            from .reports.quality_dialog import QualityDialog

            made = QualityDialog(session, finding.words, self._window)
            made.asked.connect(self._show_records)
            made.recordAsked.connect(self._window.show_record)
            self._open["health"] = made
        dialog = self._open["health"]
        shown = finding.search_state.where.organization or None
        dialog.show_organization(organization or shown)  # type: ignore[attr-defined]
        self._raise("health")

    def kept(self) -> None:
        """Shows what is kept of catalogues on this computer, and what may be chosen about it."""
        session = self._session
        if session is None:
            return
        if "kept" not in self._open:
            from .dialogs.storage import StorageDialog

            self._open["kept"] = StorageDialog(session, self._window.program, self._window)
        self._raise("kept")

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
