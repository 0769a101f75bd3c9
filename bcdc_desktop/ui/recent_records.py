"""Recent records where the desktop lists them: the dock menu of macOS, the jump list of Windows.

Each opens by its link, as one in a mail does. Linux has no such list that a program may change.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

from bcdc_desktop.app.recent_records import RecentRecord, recent_records
from bcdc_desktop.ui.desktop import APP_ID
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.single_instance import OpenRequest
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.plain_text import button_text

if TYPE_CHECKING:
    from bcdc_desktop.ui.window import MainWindow

_log = logging.getLogger(__name__)
Show = Callable[[Sequence[RecentRecord]], None]
_AFTER_MS = 2000
_REMOVED = "jump_list_removed"
_REMOVED_MOST = 100


class RecentRecords(QObject):
    """Has the recent records of the open catalogue shown, whenever one was opened."""

    def __init__(self, window: MainWindow, show: Show, *, after_ms: int = _AFTER_MS) -> None:
        super().__init__(window)
        self._window, self._show = window, show
        self._reads = LatestOnly("disk", self)
        self._later = debounce(after_ms, self._read, self)
        window.record.shown.connect(lambda *_: self._later.start())
        window.ready.connect(self._later.start)

    def _read(self) -> None:
        session = self._window.session
        if session is not None:
            workspace, removed = session.workspace, _removed(self._window)
            self._reads.ask(session, lambda: recent_records(workspace, removed), self._show)


def follow(window: MainWindow, take: Callable[[OpenRequest], None]) -> RecentRecords | None:
    """Keep the list of this desktop in step with a window, where it has one; ``take`` opens what is chosen in it."""
    if sys.platform == "darwin":
        return RecentRecords(window, DockMenu(window, take).show)
    if sys.platform == "win32" and getattr(sys, "frozen", False):  # its entries start the program
        return RecentRecords(window, lambda records: _show_jump_list(window, records))
    return None


class DockMenu(QObject):
    """The menu of the program's icon in the dock of macOS."""

    def __init__(self, window: MainWindow, take: Callable[[OpenRequest], None]) -> None:
        super().__init__(window)
        self._take = take
        self.menu = QMenu(window)
        if sys.platform == "darwin":
            self.menu.setAsDockMenu()

    def show(self, records: Sequence[RecentRecord]) -> None:
        """Show these records, and no others."""
        self.menu.clear()
        for record in records:
            action = self.menu.addAction(button_text(record.title))
            action.triggered.connect(lambda _checked=False, link=record.link: self._take(OpenRequest(link=link)))


def _removed(window: MainWindow) -> dict[str, float]:
    found = window.program.settings.get(_REMOVED, {})
    return {k: v for k, v in found.items() if isinstance(v, float)}


def _show_jump_list(window: MainWindow, records: Sequence[RecentRecord]) -> None:
    from bcdc_desktop.app.jump_list import JumpList

    title = QCoreApplication.translate("RecentRecords", "Recent records")

    def work() -> None:
        removed = JumpList(APP_ID, sys.executable).show(title, [(record.title, record.link) for record in records])
        if removed:
            kept = _removed(window) | {record.link: record.opened for record in records if record.link in removed}
            window.program.settings.put(_REMOVED, dict(list(kept.items())[-_REMOVED_MOST:]))

    job = window.program.workers.run(lambda _t, _r: work(), lane="disk")
    job.tell(window, failed=lambda error: _log.info("the jump list was not written: %s", error))
