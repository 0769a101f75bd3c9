"""Work off the GUI thread; result, failure and progress come back as signals in the GUI thread.

Of reads that are repeated for one view, the latest result wins (``LatestOnly``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from bcdc_desktop.app.gui_priority import window_at_work
from bcdc_desktop.app.progress import CancelToken, Progress, Report
from bcdc_desktop.app.storage import StoreError
from bcdc_desktop.catalogue.errors import Cancelled, CatalogueError
from bcdc_desktop.catalogue.http import FileChanged

_log = logging.getLogger(__name__)
_REPORT_EVERY = 0.1  # seconds
Lane = Literal["disk", "write", "net", "files", "search"]
# threads; "write" keeps the order of what is stored, "files" is for reading users' files through, "search" answers
# the keyboard and waits for nothing else
_LANES: dict[Lane, int] = {"disk": 2, "write": 1, "net": 4, "files": 2, "search": 1}
Work = Callable[[CancelToken, Report], Any]


class Job(QObject):
    """One piece of work under way. Exactly one of ``done``, ``failed``, ``cancelled`` is emitted, then ``ended``."""

    done = Signal(object)
    failed = Signal(object)  # a CatalogueError, FileChanged, StoreError, OSError, ValueError: to be told in words
    cancelled = Signal()
    ended = Signal()
    progressed = Signal(object)  # Progress

    _arrived = Signal(str, object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.token = CancelToken()
        self.progress: Progress | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.token.cancel()

    def tell(
        self,
        owner: QObject,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> Job:
        """Call back with the outcome, unless ``owner`` (a dialog that was closed, say) was deleted meanwhile."""
        if done is not None:
            self.done.connect(lambda result: done(result) if isValid(owner) else None)
        if failed is not None:
            self.failed.connect(lambda error: failed(error) if isValid(owner) else None)
        if ended is not None:
            self.ended.connect(lambda: ended() if isValid(owner) else None)
        return self

    def _deliver(self, what: str, value: Any) -> None:
        if what == "progress":
            self.progress = value
            self.progressed.emit(value)
            return
        with window_at_work():
            if what == "done":
                self.done.emit(value)
            elif what == "failed":
                self.failed.emit(value)
            else:
                self.cancelled.emit()
            self.ended.emit()
        self.deleteLater()


class Workers(QObject):
    """The threads of one window, in lanes. Jobs with a title are shown as activity."""

    activityChanged = Signal()
    crashed = Signal(object)  # an exception that is a bug

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._stopped = False
        self._pools: dict[str, QThreadPool] = {}
        for lane, threads in _LANES.items():
            pool = QThreadPool(self)
            pool.setMaxThreadCount(threads)
            self._pools[lane] = pool

    def run(self, work: Work, *, lane: Lane = "net", title: str = "") -> Job:
        """Run ``work(token, report)`` in a thread of a lane."""
        job = Job(title, self)
        self._jobs.append(job)
        job.ended.connect(lambda: self._end(job))
        job.progressed.connect(lambda _p: self.activityChanged.emit())
        if self._stopped:
            job._arrived.emit("cancelled", None)
        else:
            self._pools[lane].start(_Runnable(work, job, self.crashed))
        if title:
            self.activityChanged.emit()
        return job

    def shown(self) -> list[Job]:
        """Return the jobs under way that have a title."""
        return [j for j in self._jobs if j.title]

    def idle(self) -> bool:
        """Return whether nothing is under way."""
        return not self._jobs

    def refuse(self) -> None:
        """Take on nothing any more, and cancel what is under way; what waits to be stored still is."""
        self._stopped = True
        for job in self._jobs:
            job.cancel()
        for lane in ("net", "disk", "files", "search"):
            self._pools[lane].clear()

    def wait(self, milliseconds: int = 4000) -> bool:
        """Wait for what is under way; return whether all ended in time. May be called from any thread."""
        stored = self._pools["write"].waitForDone(milliseconds)
        return all(pool.waitForDone(milliseconds) for pool in self._pools.values()) and stored

    def wait_stored(self, milliseconds: int = 4000) -> bool:
        """Wait until all that was given to be stored is; return whether it is."""
        return self._pools["write"].waitForDone(milliseconds)

    def _end(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        self.activityChanged.emit()


class _Runnable(QRunnable):
    def __init__(self, work: Work, job: Job, crashed: Any) -> None:
        super().__init__()
        self._work = work
        self._job = job
        self._crashed = crashed
        self._last = 0.0

    def run(self) -> None:
        job = self._job
        try:
            result = self._work(job.token, self._report)
        except Cancelled:
            self._tell("cancelled", None)
        except (CatalogueError, FileChanged, StoreError, OSError, ValueError) as error:
            _log.info("%s: %s %s", job.title or "work", error, getattr(error, "detail", ""))
            self._tell("failed", error)
        except Exception as error:  # noqa: BLE001 - a bug: logged with its traceback, and reported
            _log.exception("work failed")
            self._tell("failed", error)
            self._signal(self._crashed, error)
        else:
            self._tell("done", result)

    def _report(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY or progress.done == progress.total:
            self._last = now
            self._tell("progress", progress)

    def _tell(self, what: str, value: Any) -> None:
        try:
            self._job._arrived.emit(what, value)
        except RuntimeError:  # the window is gone, nobody waits for this any more
            _log.debug("a result came after its window had closed")

    @staticmethod
    def _signal(signal: Any, value: Any) -> None:
        try:
            signal.emit(value)
        except RuntimeError:
            _log.debug("a failure came after its window had closed")


class Reader(Protocol):
    """Who runs reads in a worker: the session."""

    def read(self, work: Callable[[], Any], *, lane: Lane = "disk") -> Job:
        """Run a call that asks no server."""


class LatestOnly(QObject):
    """Runs the reads of one view in a worker, one after the other; the result of one that a newer replaced is dropped.

    A lane has several threads, so that of two reads the older one may end last, and the view would show what was true
    before. Whatever is read again and again for one view goes through here.
    """

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._running: Reader | None = None  # whose read is under way; one that was left may never end
        self._forgotten = False
        self._wanted: tuple[Reader, Callable[[], Any], Callable[[Any], None]] | None = None

    def ask(self, session: Reader, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Run ``work`` once the read under way has ended; ``take`` gets its result unless a newer read waits then."""
        self._wanted = (session, work, take)
        if self._running is not session:
            self._begin()

    def forget(self) -> None:
        """Drop what waits, and the result of the read under way."""
        self._wanted = None
        self._forgotten = True

    def _begin(self) -> None:
        if self._wanted is None:
            return
        session, work, take = self._wanted
        self._wanted, self._running, self._forgotten = None, session, False
        job = session.read(work, lane=self._lane)
        job.tell(self, done=lambda found: self._tell(session, take, found), ended=lambda: self._end(session))

    def _tell(self, session: Reader, take: Callable[[Any], None], found: Any) -> None:
        if self._running is session and self._wanted is None and not self._forgotten:
            take(found)

    def _end(self, session: Reader) -> None:
        if self._running is session:
            self._running = None
            self._begin()
