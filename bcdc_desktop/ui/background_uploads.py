"""Uploads of catalogues that are not on screen: their queues go on while the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal

from bcdc_desktop.app.rows import Changed
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.uploads.rows import (
    EndedUploadSets,
    Upload,
    UploadTotals,
    all_uploads,
    remain,
    totals,
    unfinished,
)
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.ui.jobs import Workers
from bcdc_desktop.ui.widgets.debounce import debounce

_READ_MS = 250
_AT_MOST = 3  # catalogues


@dataclass
class Running:
    """One catalogue whose queue goes on."""

    workspace: Workspace
    queue: UploadQueue
    workers: Workers  # of the session that it was left by
    ended: EndedUploadSets = field(default_factory=EndedUploadSets)
    rows: list[Upload] = field(default_factory=list)
    unsubscribe: Callable[[], None] = lambda: None

    def finish(self, seconds: float) -> bool:
        """Stop uploading and close the store. For a worker, or for quitting. Return whether all ended in time."""
        ended = self.queue.stop(seconds)
        ended = self.workers.wait(int(seconds * 1000)) and ended
        self.workspace.close()
        return ended


class BackgroundUploads(QObject):
    """Takes over the queue of a catalogue that is left, until all of its rows have ended or wait for the user. A few
    catalogues at most: of more, the one that was left first is closed, and resumes when it is opened again."""

    changed = Signal()
    ended = Signal(object, object)  # Profile, UploadSetSummary

    _heard = Signal(str)

    def __init__(self, workers: Workers, parent: QObject) -> None:
        super().__init__(parent)
        self._workers = workers
        self._running: dict[str, Running] = {}
        self._stale: set[str] = set()
        self._soon = debounce(_READ_MS, self._read, self)
        self._heard.connect(self._on_change, Qt.ConnectionType.QueuedConnection)

    def adopt(self, workspace: Workspace, queue: UploadQueue, workers: Workers) -> None:
        """Take over the queue of a catalogue that was left. Where nothing waits it is closed soon."""
        name = workspace.profile.name
        running = Running(workspace, queue, workers)
        queue.planner.fault_changed = lambda _error: self._heard.emit(name)

        def hear(change: Changed) -> None:
            if change.kind == "uploads":
                self._heard.emit(name)

        running.unsubscribe = workspace.subscribe(hear)
        self._running[name] = running
        self._stale.add(name)
        while len(self._running) > _AT_MOST:
            self._finish(next(iter(self._running)))
        self._read()

    def take(self, name: str, user: str | None) -> tuple[Workspace, UploadQueue] | None:
        """Give a catalogue back that is opened again, with its queue at work; None where it is not here.

        Args:
            user: who opens it; the queue of another user is stopped.
        """
        running = self._running.get(name)
        if running is None:
            return None
        if user is not None and running.workspace.user != user:
            self._finish(name)
            return None
        self._forget(name)
        return running.workspace, running.queue

    def totals(self) -> Mapping[str, UploadTotals]:
        """Return how far the uploads of each catalogue are, by its title."""
        return {
            r.workspace.profile.label: totals(r.rows, r.queue.pace())
            for r in self._running.values()
            if unfinished(r.rows)
        }

    def names(self) -> Mapping[str, str]:
        """Return the names of the catalogues by their titles."""
        return {r.workspace.profile.label: name for name, r in self._running.items()}

    def count(self) -> int:
        """Return the number of uploads that have not ended."""
        return sum(len(unfinished(r.rows)) for r in self._running.values())

    def busy(self) -> bool:
        """Return whether a batch is under way."""
        return any(r.queue.busy() for r in self._running.values())

    def release(self) -> list[Running]:
        """Give away all of them; the caller finishes each, in a worker."""
        return [self._forget(name) for name in list(self._running)]

    def finish(self, seconds: float) -> bool:
        """Stop everything and wait for it: for quitting. Return whether it ended in time (seconds each)."""
        ended = [running.finish(seconds) for running in self.release()]
        return all(ended)

    def _on_change(self, name: str) -> None:
        if name in self._running:
            self._stale.add(name)
            if not self._soon.isActive():
                self._soon.start()

    def _read(self) -> None:
        for name in list(self._stale):
            running = self._running.get(name)
            self._stale.discard(name)
            if running is None:
                continue
            self._read_rows(name, running)

    def _read_rows(self, name: str, running: Running) -> None:
        job = self._workers.run(lambda _t, _r: all_uploads(running.workspace), lane="disk")
        job.tell(self, done=lambda rows: self._take_rows(name, running, rows))

    def _take_rows(self, name: str, running: Running, rows: list[Upload]) -> None:
        if self._running.get(name) is not running:
            return
        running.rows = rows
        for summary in running.ended.news(rows):
            self.ended.emit(running.workspace.profile, summary)
        if not remain(rows) and not running.queue.busy():
            self._finish(name)
        self.changed.emit()

    def _forget(self, name: str) -> Running:
        running = self._running.pop(name)
        self._stale.discard(name)
        running.unsubscribe()
        running.queue.planner.fault_changed = lambda _error: None
        return running

    def _finish(self, name: str) -> None:
        running = self._forget(name)
        self._workers.run(lambda _t, _r: running.finish(3.0), lane="disk")
        self.changed.emit()
