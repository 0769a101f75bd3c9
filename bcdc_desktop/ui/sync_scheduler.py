"""Synchronization of the open catalogue: when it runs (not on a metered network), and the one run under way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.progress import CancelToken, Progress, Report
from bcdc_desktop.app.sync.policy import Occasion, SyncPolicy, SystemStatus, Wait
from bcdc_desktop.app.sync.scope import SyncScope
from bcdc_desktop.app.sync.sync import Synchronized, update_cache
from bcdc_desktop.catalogue.errors import Busy
from bcdc_desktop.ui.jobs import Job

if TYPE_CHECKING:
    from bcdc_desktop.ui.session import Session
_CHECK_MS = 30_000  # between two checks whether a run is due
_STATUS_MS = 60_000  # nothing signals that the computer is unplugged


class SystemStatusWatch(QObject):
    """Watches for a metered network and battery power: Qt tells about the network, psutil about the battery.

    Either may be unknown, which counts as no.
    """

    changed = Signal()

    def __init__(self, parent: QObject, network: QNetworkInformation | None = None) -> None:
        """Watch the system.

        Args:
            parent: the owner.
            network: what Qt knows about the network; None where it knows nothing.
        """
        super().__init__(parent)
        self.now = SystemStatus()
        self._network = network
        if self._network is not None and self._network.supports(QNetworkInformation.Feature.Metered):
            self._network.isMeteredChanged.connect(lambda _m: self.check())
        self._timer = QTimer(self)
        self._timer.setInterval(_STATUS_MS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Check now, and from now on every minute."""
        self.check()
        self._timer.start()

    def stop(self) -> None:
        """Check no more."""
        self._timer.stop()

    def check(self) -> None:
        """Check now; ``changed`` follows where something has changed."""
        found = SystemStatus(self._metered(), on_battery())
        if found != self.now:
            self.now = found
            self.changed.emit()

    def _metered(self) -> bool:
        network = self._network
        return (
            network is not None and network.supports(QNetworkInformation.Feature.Metered) and bool(network.isMetered())
        )


def network_information() -> QNetworkInformation | None:
    """Return what Qt knows about the network; None where it knows nothing."""
    return QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None


def on_battery() -> bool:
    """Return whether the computer runs on battery; False where that cannot be told."""
    try:
        import psutil
    except ImportError:  # it is not needed for anything else
        return False
    try:
        battery: Any = getattr(psutil, "sensors_battery", lambda: None)()
    except OSError:  # in a container there may be nothing of the system's that tells it
        return False
    return battery is not None and battery.power_plugged is False


class SyncScheduler(QObject):
    """Runs at most one synchronization at a time. ``policy`` decides when one runs automatically."""

    finished = Signal()  # the cache is up to date
    recordsUnreadable = Signal(str)  # a sentence that names them; not the same one again
    waitingChanged = Signal()
    update_cache = staticmethod(update_cache)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.policy = SyncPolicy()
        self.waits_for: Wait = ""  # why an automatic run that is due does not start
        self.first: Callable[[], list[str]] = list  # ids of the records on screen, which are read first
        self.cache_limit = 0  # bytes; 0 for none
        self.system_status = SystemStatusWatch(self, network_information())
        self.system_status.changed.connect(lambda: self.run_if_due("back" if self.waits_for else "interval"))
        self._job: Job | None = None
        self._has_begun = False  # whether the run under way has reported that
        self._told = ""  # of records that could not be read
        self._deciding = False  # whether the first run is still to be decided on
        self._downloads_again = False  # whether the cache is to be cleared once the run under way has ended
        self._next_scope: SyncScope | None = None  # of the run that follows the one under way
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(lambda: self.run_if_due("interval"))

    @property
    def running(self) -> bool:
        """Whether the cache is being brought up to date, or that is about to begin."""
        return self._job is not None or self._deciding

    def is_run(self, job: Job) -> bool:
        """Return whether a job is the synchronization under way."""
        return job is self._job

    def start(self) -> None:
        """Run now where that is due, and from now on at intervals."""
        self.system_status.start()
        self.run_if_due("start")
        self._timer.start()

    def stop(self) -> None:
        """Start no run any more."""
        self._timer.stop()
        self.system_status.stop()

    def run(self, *, full: bool = False, clear: bool = False, scope: SyncScope | None = None) -> Job | None:
        """Bring the cache up to date; return None where that is under way already.

        Args:
            full: read every record again.
            clear: forget what is cached, once the catalogue has answered, and read everything.
            scope: what to keep to, from now on; None for what was chosen before.
        """
        if self._job is not None:
            return None
        workspace, first, limit = self._session.workspace, self.first(), self.cache_limit
        self.policy.began(time.time())
        self._wait_for("")

        def work(token: CancelToken, report: Report) -> Any:
            return self.update_cache(
                workspace, token=token, report=report, full=full, clear=clear, first=first, limit=limit, scope=scope
            )

        job = self._session.ask(work, title=self.tr("Syncing the catalogue"))
        self._job, self._has_begun = job, False
        job.progressed.connect(self._note_answer)
        job.tell(self, done=lambda _r: self.finished.emit())
        job.tell(
            self,
            done=self._tell_unreadable,
            failed=self._session.report_storage_failure,
            ended=lambda: setattr(self, "_job", None),
        )
        return job

    def run_if_due(self, occasion: Occasion) -> None:
        """Run where the policy says so on this occasion."""
        connection, workspace = self._session.connection, self._session.workspace
        if occasion != "start" and connection == "offline":
            return
        self._deciding = self._deciding or occasion == "start"
        self._session.read(workspace.synchronized_at).tell(self, done=lambda at: self._decide(occasion, at))

    def download_again(self) -> None:
        """Clear the cache and read everything; a run under way is stopped before."""
        running = self._job
        if running is None:
            self._downloads_again = False
            self.run(clear=True)
        elif not self._downloads_again:
            self._downloads_again = True
            running.tell(self, ended=self.download_again)
            running.cancel()

    def choose(self, scope: SyncScope) -> None:
        """Keep to a scope from now on; a run under way is stopped before, and what it has read stays."""
        running, follows = self._job, self._next_scope is not None
        self._next_scope = scope
        if running is None:
            self._run_chosen()
        elif not follows:
            running.tell(self, ended=self._run_chosen)
            running.cancel()

    def _run_chosen(self) -> None:
        scope, self._next_scope = self._next_scope, None
        if scope is not None:
            self.run(scope=scope)

    def cancel(self) -> None:
        """Stop the run under way; what it has read stays."""
        if self._job is not None:
            self._job.cancel()

    def note_busy(self, error: object) -> None:
        """Leave the catalogue alone for as long as it asks for."""
        if isinstance(error, Busy) and error.retry_after:
            self.policy.leave_alone(time.time(), error.retry_after)

    def may_ask(self) -> bool:
        """Return whether the catalogue may be asked without the user asking for it."""
        return not self.policy.is_left_alone(time.time())

    def _note_answer(self, progress: Progress) -> None:
        """Note that the catalogue answers as soon as it does: a whole run may take minutes. That it begins, which is
        reported first, says nothing of that."""
        if self._has_begun:
            self._session.server.answered(by_sync=False)
        self._has_begun = True

    def _tell_unreadable(self, done: Synchronized) -> None:
        notice = done.notice
        if notice and notice != self._told:
            self.recordsUnreadable.emit(notice)
        self._told = notice

    def _decide(self, occasion: Occasion, last: float | None) -> None:
        self._deciding = False
        decision = self.policy.decide(
            occasion,
            now=time.time(),
            last=last,
            system_status=self.system_status.now,
            running=self._job is not None,
        )
        if decision.run:
            self.run()
            return
        if decision.waits_for or (self.waits_for and occasion == "interval"):
            self._wait_for(decision.waits_for)
        if decision.waits_for and self._session.connection == "unknown":
            self._session.check_connection()

    def _wait_for(self, reason: Wait) -> None:
        if reason != self.waits_for:
            self.waits_for = reason
            self.waitingChanged.emit()
