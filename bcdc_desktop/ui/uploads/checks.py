"""Reads the files of a drop through, a few at a time and off the GUI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from bcdc_desktop.app.progress import CancelToken, Progress, Report
from bcdc_desktop.app.uploads.file_walk import Walked, walk
from bcdc_desktop.app.uploads.prepare import PreparedFile, prepare_file
from bcdc_desktop.app.uploads.repairs import remove_unused_copies
from bcdc_desktop.app.workspace import Abilities
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.error_text import error_text
from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session, SessionChoices

AT_ONCE = 2  # the threads of the lane


class FileChecks(QObject):
    """Finds the files of a drop, then checks them, the small ones first.

    Each file ends with ``checked``; an unexpected error of one makes an item with a problem. Nothing is emitted after
    ``stop``.
    """

    walked = Signal(object, object, object)  # schema, abilities, Walked
    moreFound = Signal(object)  # Walked: of files that were added afterwards
    failed = Signal(str)  # the files could not be found: why
    read = Signal(object, float)  # path, share of it that was read
    partlyChecked = Signal(object, object)  # path, CheckResult: what is known of it so far
    checked = Signal(object, object)  # path, PreparedFile
    finished = Signal()

    walk = staticmethod(walk)
    prepare_file = staticmethod(prepare_file)
    _seen = Signal(object, object)

    def __init__(self, session: Session, package: Mapping[str, Any], replacing: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._package = package
        self._replacing = replacing
        self._jobs: set[Job] = set()
        self._waiting: list[Path] = []
        self._stopped = False
        self._seen.connect(self._partial_result, Qt.ConnectionType.QueuedConnection)

    def start(self, paths: Sequence[Path], choices: SessionChoices | None) -> None:
        """Find the files, and load what the dialog needs."""
        workspace = self._session.workspace

        def work(token: CancelToken, _report: Report) -> tuple[DatasetSchema, Abilities, Walked]:
            remove_unused_copies(workspace)
            if choices is not None:
                choices.load()
            return workspace.schema(), workspace.abilities(), self.walk(paths, cancelled=token)

        self._run(work, lambda found: self.walked.emit(*found), self.failed.emit)

    def find_more(self, paths: Sequence[Path], limit: int) -> None:
        """Find files that are added to those of the drop, so many at most."""
        self._run(
            lambda token, _report: self.walk(paths, limit=limit, cancelled=token),
            self.moreFound.emit,
            lambda reason: self.moreFound.emit(Walked((), problem=reason)),
        )

    def check(self, files: Sequence[tuple[Path, int]]) -> None:
        """Check these files, each with its size in bytes."""
        self._waiting += [path for path, _size in sorted(files, key=lambda f: f[1])]
        self._next()

    def forget(self, paths: Collection[Path]) -> None:
        """Do not check these files, unless that has begun."""
        self._waiting = [path for path in self._waiting if path not in paths]

    def stop(self) -> None:
        """End what is under way."""
        self._stopped = True
        self._waiting.clear()
        for job in self._jobs:
            job.cancel()

    @property
    def busy(self) -> bool:
        """Whether a file is being checked, or waits to be."""
        return bool(self._jobs or self._waiting)

    def _next(self) -> None:
        while self._waiting and len(self._jobs) < AT_ONCE:
            self._check(self._waiting.pop(0))

    def _check(self, path: Path) -> None:
        workspace, package, replacing = self._session.workspace, self._package, self._replacing or None

        def partial_result(seen: CheckResult) -> None:
            with contextlib.suppress(RuntimeError):  # the dialog is gone
                self._seen.emit(path, seen)

        def work(token: CancelToken, report: Report) -> PreparedFile:
            return self.prepare_file(
                workspace, package, path, replacing=replacing, token=token, report=report, partial_result=partial_result
            )

        def broken(reason: str) -> None:
            self.checked.emit(path, PreparedFile(path, 0, 0, "skip", {}, {}, problem=reason))

        job = self._run(work, lambda item: self.checked.emit(path, item), broken)
        job.progressed.connect(lambda progress: self._progress(path, progress))

    def _run(
        self, work: Callable[[CancelToken, Report], Any], done: Callable[[Any], None], failed: Callable[[str], None]
    ) -> Job:
        job = self._session.workers.run(work, lane="files")
        self._jobs.add(job)
        job.tell(
            self,
            done=lambda result: None if self._stopped else done(result),
            failed=lambda error: None if self._stopped else failed(error_text(error)),
            ended=lambda: self._end(job),
        )
        return job

    def _end(self, job: Job) -> None:
        self._jobs.discard(job)
        if self._stopped:
            return
        self._next()
        if not self.busy:
            self.finished.emit()

    def _partial_result(self, path: Path, seen: CheckResult) -> None:
        if not self._stopped:
            self.partlyChecked.emit(path, seen)

    def _progress(self, path: Path, progress: Progress) -> None:
        if not self._stopped and progress.total:
            self.read.emit(path, progress.done / progress.total)
