"""When a record was changed last, and by whom: in words for its header, and as a list of the last changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.last_change import LastChange, ask_for_change, known_change
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.journal.activity import ActivityView
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.text import relative_time

_ENTRIES = 50  # of the catalogue's activities that are listed at first


def change_texts(change: LastChange, now: datetime | None = None) -> tuple[str, str]:
    """Return what a header tells of a record's last change, and its tooltip: the time here, and in UTC. Both are empty
    where nothing is known."""
    if change.at is None:
        return "", ""
    text = _tr("changed %1 by %2") if change.who else _tr("changed %1")
    text = text.replace("%1", relative_time(change.at, now or datetime.now(UTC))).replace("%2", change.who)
    tip = _tr("Last changed on %1 (%2 UTC)").replace("%1", exact_time(change.at))
    tip = tip.replace("%2", exact_time(change.at, UTC))
    return text, tip


def _tr(text: str) -> str:
    return QCoreApplication.translate("LastChange", text)


class LastChangeWatch(QObject):
    """Finds out who changed the record on screen last: shows what is known at once, and then what the catalogue tells.

    Args:
        show: takes the words for the header, and their tooltip.
        window: the widget that dialogs belong to.
    """

    def __init__(self, show: Callable[[str, str], object], window: QWidget) -> None:
        super().__init__(window)
        self._show = show
        self._window = window
        self._latest = LatestOnly("disk", self)
        self._session: Session | None = None
        self._choices: SessionChoices | None = None
        self._package: Package | None = None

    def show_session(self, session: Session, choices: SessionChoices) -> None:
        """Take another catalogue; no record is on screen then."""
        self._session, self._choices, self._package = session, choices, None

    def show_record(self, session: Session, package: Package) -> None:
        """Show it for the record that came on screen; ask the catalogue where it can be reached."""
        self._package = package
        workspace = session.workspace

        def show(change: LastChange) -> None:
            if package is self._package:
                self._show(*change_texts(change))

        def take(change: LastChange) -> None:
            show(change)
            if not change.who and session.online:
                session.ask(lambda _t, _r: ask_for_change(workspace, package)).tell(self, done=show)

        self._latest.ask(session, lambda: known_change(workspace, package), take)

    def show_activity(self, package: Package) -> None:
        """List who changed a record, when and how."""
        if self._session is not None and self._choices is not None:
            ActivityDialog(self._session, self._choices, package, self._window).open()


class ActivityDialog(Dialog):
    """Lists who changed a record in the catalogue, when and how; two of its versions can be compared."""

    def __init__(self, session: Session, choices: SessionChoices, package: Package, parent: QWidget) -> None:
        super().__init__(self.tr("Activity of “%1”").replace("%1", package.title), parent)
        self.setObjectName("activityDialog")
        self.resize(820, 620)
        self.view = ActivityView(session, choices, self)
        self.view.page_size = _ENTRIES
        self.body.addWidget(self.view, 1)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.view.show_record(package.id)
