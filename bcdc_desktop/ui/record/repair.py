"""Tells of a record that CKAN 2.12 cannot save, and repairs it on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.plan import needs_repair
from bcdc_desktop.app.records.repair import repair
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar

_CAUSE = "repair"


class RepairOffer(QObject):
    """Offers the repair of the record on screen in the bar of its page."""

    def __init__(self, bar: MessageBar, page: QWidget) -> None:
        super().__init__(page)
        self._bar = bar

    def check(self, session: Session, package: Mapping[str, Any]) -> None:
        """Say whether a record needs repair, and what that means."""
        if not needs_repair(session.workspace, package):
            self._bar.clear(_CAUSE)
            return
        text = self.tr(
            "CKAN has numbered the resources of this record with a gap, and would fail to save it, or lose one of "
            "them. This repairs it: the resources are numbered again, and nothing else changes."
        )
        buttons = [(self.tr("Repair"), lambda: self._repair(session, str(package["id"])))]
        self._bar.show_message("warning", text, buttons, closable=False, cause=_CAUSE)

    def _repair(self, session: Session, package_id: str) -> None:
        workspace = session.workspace
        job = session.ask(lambda _t, _r: repair(workspace, package_id), title=self.tr("Repairing the record"))
        job.tell(self, done=self._done, failed=self._failed)

    def _done(self, result: SubmitResult) -> None:
        self._bar.clear(_CAUSE)
        if result.lost:
            text = self.tr("The record was repaired, but differs from before. Check its resources.")
            self._bar.show_message("warning", text)
        else:
            self._bar.show_message("success", self.tr("The record was repaired."))

    def _failed(self, error: object) -> None:
        self._bar.show_error(error)
