"""Keeps a sheet in the store as it is filled in, until it is sent or thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.state import SheetState

_AFTER_MS = 1500


class SheetAutosave(QObject):
    """What was decided is stored soon after it was; a crash loses nothing of it. ``changed``: there is something to
    keep. Once ``over``, nothing is stored any more."""

    def __init__(self, session: Session, kept: Sheet | None, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.id = kept.id if kept else new_id()
        self.changed = False
        self.over = False
        self._state: SheetState | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._keep)

    def show_state(self, state: SheetState) -> None:
        """The sheet that is to be kept."""
        self._state = state

    def touch(self) -> None:
        """The user decided something."""
        self.changed = True
        self._soon.start()

    def hold(self) -> None:
        """Nothing is stored until the next touch."""
        self._soon.stop()

    def keep_now(self) -> Job:
        """Stores the sheet."""
        return self._session.store(self._storing())

    def throw_away(self) -> None:
        """Forgets the sheet; one of another day that was only looked at stays."""
        if self.over:
            return
        self.over = True
        if self.changed:
            sheet_id, store = self.id, self._session.workspace.store
            self._session.store(lambda: store.sheets.remove(sheet_id))

    def _keep(self) -> None:
        if not self.over:
            self.keep_now()

    def _storing(self) -> Callable[[], None]:
        """What stores the sheet as it is now; for a worker."""
        state, store = self._state, self._session.workspace.store
        if state is None:
            return lambda: None
        files = sum(row.what != "skip" for row in state.rows)
        sheet = Sheet(self.id, state.package.id, state.package.title, files, state.to_body())
        return lambda: store.sheets.put(sheet)
