"""Work off the GUI thread; result, failure and progress come back as signals in the GUI thread.

Of reads that are repeated for one view, the latest result wins (``LatestOnly``).

Objects of Qt belong to the GUI thread: one that is destroyed in another thread, or while another thread uses it, may
take the process with it. The last reference to a dialog that was closed can be in the work that it began. So whatever
a thread works with is held here until the thread has left it (``_UnderWay``), and goes in the GUI thread.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from shiboken6 import invalidate, isValid

from bcdc_desktop.app.gui_priority import window_at_work
from bcdc_desktop.app.progress import CancelToken, Progress, Report
from bcdc_desktop.app.storage import StoreError
from bcdc_desktop.catalogue.errors import Cancelled, CatalogueError
from bcdc_desktop.catalogue.http import FileChanged

_log = logging.getLogger(__name__)
_REPORT_EVERY = 0.1  # seconds
_LEAVE_MS = 20
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
    crashed = Signal(object)  # after ``failed``, where the exception is a bug
    ended = Signal()
    progressed = Signal(object)  # Progress

    _arrived = Signal(str, object)

    def __init__(self, title: str, workers: QObject) -> None:
        super().__init__()
        self.title = title
        self.over = False
        self.untold = False  # what asked for it was left or closed, and may be gone in part
        self._workers = workers
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
        cancelled: Callable[[], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> Job:
        """Call back with the outcome, unless ``owner`` (a dialog that was closed, say) was deleted meanwhile."""
        if done is not None:
            self.done.connect(lambda result: done(result) if isValid(owner) else None)
        if failed is not None:
            self.failed.connect(lambda error: failed(error) if isValid(owner) else None)
        if cancelled is not None:
            self.cancelled.connect(lambda: cancelled() if isValid(owner) else None)
        if ended is not None:
            self.ended.connect(lambda: ended() if isValid(owner) else None)
        return self

    def _deliver(self, what: str, value: Any) -> None:
        if self.untold or not isValid(self._workers):
            self.over = self.over or what != "progress"
            _under_way.let_go()
            return
        if what == "progress":
            self.progress = value
            self.progressed.emit(value)
            return
        with window_at_work():
            if what == "done":
                self.done.emit(value)
            elif what == "failed":
                self.failed.emit(value)
            elif what == "crashed":
                self.failed.emit(value)
                self.crashed.emit(value)
            else:
                self.cancelled.emit()
            self.ended.emit()
        self.over = True
        _under_way.let_go()


class _Held:
    """What a thread works with, and what came of it."""

    def __init__(self, work: Work, job: Job, pool: QThreadPool) -> None:
        self.work = work
        self.job = job
        self.pool = pool
        self.outcome: Any = None  # an error, too, holds what its traceback names
        self.dropped = False  # not to be begun any more
        self.skipped = False  # and it was not
        self.left = threading.Event()


class _UnderWay:
    """What threads work with, of all windows: it outlives the window that began it. For the GUI thread."""

    def __init__(self) -> None:
        self._all: set[_Held] = set()
        self._waiting = False
        atexit.register(self._leave_behind)

    def hold(self, held: _Held) -> None:
        """Hold it until its thread has left it and its outcome was told."""
        self._all.add(held)

    def let_go(self) -> None:
        """Let go of all that is over."""
        for held in [h for h in self._all if h.left.is_set() and (h.job.over or h.skipped)]:
            self._all.remove(held)
            held.outcome = None  # an error's traceback would keep it for ever
            held.job.deleteLater()
        if not self._waiting and any(h.job.over or h.dropped for h in self._all):
            self._waiting = True
            QTimer.singleShot(_LEAVE_MS, self._look_again)

    def _look_again(self) -> None:
        self._waiting = False
        self.let_go()

    def _leave_behind(self) -> None:
        """At the end of the process, do not wait for threads that do not end."""
        for held in self._all:
            if not held.left.is_set() and isValid(held.pool):
                invalidate(held.pool)


_under_way = _UnderWay()


class Workers(QObject):
    """The threads of one window, in lanes. Jobs with a title are shown as activity."""

    activityChanged = Signal()
    crashed = Signal(object)  # an exception that is a bug

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[_Held] = []  # of this window
        self._stopped = False
        self._pools: dict[str, QThreadPool] = {}
        for lane, threads in _LANES.items():
            pool = QThreadPool()  # not a child of this: it ends when the last of its work has
            pool.setMaxThreadCount(threads)
            self._pools[lane] = pool

    def run(self, work: Work, *, lane: Lane = "net", title: str = "") -> Job:
        """Run ``work(token, report)`` in a thread of a lane."""
        job = Job(title, self)
        held = _Held(work, job, self._pools[lane])
        self._held.append(held)
        _under_way.hold(held)
        job.ended.connect(lambda: self._end(held))
        job.progressed.connect(lambda _p: self.activityChanged.emit())
        job.crashed.connect(lambda error: self.crashed.emit(error))
        if self._stopped:
            held.left.set()
            job._arrived.emit("cancelled", None)
        else:
            self._pools[lane].start(_Runnable(held))
        if title:
            self.activityChanged.emit()
        return job

    def shown(self) -> list[Job]:
        """Return the jobs under way that have a title."""
        return [h.job for h in self._held if h.job.title]

    def idle(self) -> bool:
        """Return whether nothing is under way."""
        return not self._held

    def refuse(self) -> None:
        """Take on nothing any more, and cancel what is under way; of that, nobody is told what came of it.

        What waits to be stored still is, and is told: a failure would be lost work.
        """
        self._stopped = True
        for held in self._held:
            held.job.cancel()
            held.dropped = held.job.untold = held.pool is not self._pools["write"]
        self._held = [h for h in self._held if not h.dropped]
        _under_way.let_go()

    def wait(self, milliseconds: int = 4000) -> bool:
        """Wait for what is under way; return whether all ended in time. May be called from any thread."""
        stored = self._pools["write"].waitForDone(milliseconds)
        return all(pool.waitForDone(milliseconds) for pool in self._pools.values()) and stored

    def wait_stored(self, milliseconds: int = 4000) -> bool:
        """Wait until all that was given to be stored is; return whether it is."""
        return self._pools["write"].waitForDone(milliseconds)

    def _end(self, held: _Held) -> None:
        if held in self._held:
            self._held.remove(held)
        if isValid(self):  # the outcome may have closed the window
            self.activityChanged.emit()


class _Runnable(QRunnable):
    def __init__(self, held: _Held) -> None:
        super().__init__()
        self._held: _Held | None = held
        self._last = 0.0

    def run(self) -> None:
        held = self._held
        if held is not None:
            left, held.skipped = held.left, held.dropped
            if not held.skipped:
                self._work(held)
            self._held = held = None
            left.set()  # after that nothing of it is touched here

    def _work(self, held: _Held) -> None:
        try:
            held.outcome = held.work(held.job.token, self._report)
        except Cancelled:
            held.job._arrived.emit("cancelled", None)
        except (CatalogueError, FileChanged, StoreError, OSError, ValueError) as error:
            held.outcome = error
            _log.info("%s: %s %s", held.job.title or "work", error, getattr(error, "detail", ""))
            held.job._arrived.emit("failed", error)
        except Exception as error:  # noqa: BLE001 - a bug: logged with its traceback, and reported
            held.outcome = error
            _log.exception("work failed")
            held.job._arrived.emit("crashed", error)
        else:
            held.job._arrived.emit("done", held.outcome)

    def _report(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY or progress.done == progress.total:
            self._last = now
            if self._held is not None:
                self._held.job._arrived.emit("progress", progress)


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
