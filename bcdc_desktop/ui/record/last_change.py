"""When a record was changed last, and by whom: in words for its header, and as a list of the last changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from bcdc_desktop.app.records.last_change import LastChange, ask_for_change, known_change
from bcdc_desktop.domain.package import Package
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.journal.activity import ActivityView
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.text import exact_time, relative_time

_ENTRIES = 50  # of the catalogue's activities that are listed at first


def change_texts(change: LastChange, now: datetime | None = None) -> tuple[str, str]:
    """Return what a header tells of a record's last change, and its tooltip: the time here, and in UTC. Both are empty
    where nothing is known."""
    if change.at is None:
        return "", ""
    text = _tr("changed %1 by %2") if change.who else _tr("changed %1")
    text = text.replace("%1", relative_time(change.at, now or datetime.now(UTC))).replace("%2", change.who)
    utc = change.at.astimezone(UTC)
    tip = _tr("Last changed on %1 (%2 UTC)").replace("%1", exact_time(change.at)).replace("%2", f"{utc:%Y-%m-%d %H:%M}")
    return text, tip


def _tr(text: str) -> str:
    return QCoreApplication.translate("LastChange", text)


class LastChangeWatch(QObject):
    """Finds out who changed the record on screen last: what is known at once, and what the catalogue tells then."""

    def __init__(self, show: Callable[[LastChange], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._latest = LatestOnly("disk", self)
        self._wanted = ""

    def show_record(self, session: Session, package: Package) -> None:
        """Show it for a record; ask the catalogue where it can be reached."""
        workspace = session.workspace
        self._wanted = version = f"{package.id} {package.metadata_modified}"

        def take(change: LastChange) -> None:
            if version != self._wanted:
                return
            self._show(change)
            if not change.who and session.online:
                job = session.ask(lambda _t, _r: ask_for_change(workspace, package))
                job.tell(self, done=lambda found: self._show(found) if version == self._wanted else None)

        self._latest.ask(session, lambda: known_change(workspace, package), take)


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
