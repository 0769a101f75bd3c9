"""Looks for a new version, once a day at most, and tells of it in the window."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from bcdc_desktop.app import updates
from bcdc_desktop.app.updates import Update, UpdateSource
from bcdc_desktop.ui.dialogs.update import UpdateDialog

if TYPE_CHECKING:
    from bcdc_desktop.ui.window import MainWindow

_log = logging.getLogger(__name__)


class UpdateNotice(QObject):
    """Asks after the first catalogue is on screen, where the policy and the user allow it."""

    def __init__(self, window: MainWindow, source: UpdateSource, *, own_installation: bool) -> None:
        super().__init__(window)
        self._window, self._source, self._own = window, source, own_installation
        window.ready.connect(self.check, Qt.ConnectionType.SingleShotConnection)

    def check(self) -> None:
        """Ask now, where that is allowed and was not done today."""
        settings = self._window.program.settings
        if not updates.may_check(settings, own_installation=self._own):
            return
        job = self._window.program.workers.run(lambda _t, _r: updates.check(settings, self._source))
        job.tell(self, done=self.tell, failed=lambda error: _log.info("no news of versions: %s", error))

    def tell(self, update: Update | None) -> None:
        """Tell of a version, unless there is none."""
        if update is not None:
            words = self.tr("BCDC Desktop %1 is available.").replace("%1", update.version)
            self._window.bar.show_message("information", words, [(self.tr("What's new"), lambda: self._show(update))])

    def _show(self, update: Update) -> None:
        dialog = UpdateDialog(update, self._window)
        dialog.pageAsked.connect(self._window.open_page)
        dialog.switchedOff.connect(self._switch_off)
        dialog.open()

    def _switch_off(self) -> None:
        program = self._window.program
        program.workers.run(lambda _t, _r: program.settings.put(updates.WANTED, False), lane="write")
