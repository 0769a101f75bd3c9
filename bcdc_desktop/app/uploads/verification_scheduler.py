"""Later looks at packages whose uploads are done: when they are due, one package at a time, beside the batches."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence

from bcdc_desktop.catalogue.errors import Cancelled, CatalogueError
from bcdc_desktop.store.database import StoreError
from bcdc_desktop.store.uploads import State, Upload

from ..progress import CancelToken
from ..workspace import Workspace
from .verify import verify_again, wants_content

_log = logging.getLogger(__name__)
_TRIES = 3  # to compare a content for which something else came
RECENT = 24 * 3600.0  # seconds: rows done within are looked at again


class VerificationScheduler:
    """Which packages are to be looked at once more, and when.

    Where writes are not locked each package is, ``Profile.settle_seconds`` after its last batch: a save that overlapped
    ours shows then, and whoever waits for uploads waits for this. Its rows say so (``unsettled``), so that the look is
    taken after a kill, too, and another copy of the program can wait for it. Elsewhere it is only to compare contents,
    as soon as nothing of the package waits.
    """

    def __init__(self, workspace: Workspace, notify: Callable[[], None]) -> None:
        self._workspace = workspace
        self._notify = notify
        self._guard = threading.Lock()
        self._due: dict[str, float] = {}  # package -> when, by the monotonic clock
        self._needed: set[str] = set()  # packages that may have lost what was accepted
        self._failures: dict[str, int] = {}
        self._thread: threading.Thread | None = None
        self._token = CancelToken()
        self.trouble: CatalogueError | None = None  # why a look that somebody waits for could not be taken

    def after_batch(self, package: str) -> None:
        """Something of the package is done since a moment ago."""
        done = self._done(package)
        needed = any(r.unsettled for r in done)
        if not needed and not any(wants_content(self._workspace, r) for r in done):
            return
        with self._guard:
            self._due[package] = time.monotonic() + (self._workspace.profile.settle_seconds if needed else 0.0)
            if needed:
                self._needed.add(package)

    def recover(self) -> None:
        """Schedule the verifications that the end of the program left."""
        rows = self._done()
        with self._guard:
            for row in rows:
                if row.unsettled:
                    self._needed.add(row.package)
                if row.unsettled or (row.verified == "size" and wants_content(self._workspace, row)):
                    self._due.setdefault(row.package, time.monotonic())

    def comparing(self, packages: Collection[str]) -> bool:
        """Whether a look at one of these packages is to come."""
        with self._guard:
            return any(p in packages for p in self._due)

    def next_due(self) -> float | None:
        """When the next look is due, by the monotonic clock."""
        with self._guard:
            return min(self._due.values(), default=None)

    def begin(self, busy: Collection[str]) -> None:
        """Begins the next look that is due, at a package that is not busy, unless one is under way. Contents are
        compared when nothing is to be sent at all."""
        now = time.monotonic()
        with self._guard:
            if self._token() or (self._thread is not None and self._thread.is_alive()):
                return
            due = [(t, p) for p, t in self._due.items() if t <= now and p not in busy]
            due = [d for d in due if d[1] in self._needed or not busy]
            if not due:
                return
            when, package = min(due, key=lambda d: (d[1] not in self._needed, d))  # what somebody waits for first
            self._thread = threading.Thread(target=self._verify, args=(package, when), name="verification", daemon=True)
            self._thread.start()

    def start(self) -> None:
        """Allow verifications again."""
        self._token = CancelToken()

    def stop(self) -> threading.Thread | None:
        """Stop a verification; return its thread."""
        self._token.cancel()
        with self._guard:  # one that is just being started has been started then
            return self._thread

    def _verify(self, package: str, when: float) -> None:
        failure: CatalogueError | None = None
        later = False
        rows: list[Upload] = []
        try:
            rows = self._done(package)
            later = verify_again(self._workspace, rows, self._token)
        except Cancelled:
            return
        except CatalogueError as error:
            _log.info("could not look at %s again: %s", package, error.message)
            failure = error
        except StoreError as error:
            _log.info("the verification could not be written down: %s", error)
        except Exception:  # noqa: BLE001 - logged; the rows are done, and stay so
            _log.exception("the verification failed in a way that is our fault")
        pauses = self._workspace.retry_pauses
        with self._guard:
            needed = package in self._needed
            self.trouble = failure if needed or (failure and failure.retry) else None
            tries = self._failures.pop(package, 0) + 1
            again = failure is not None and (failure.retry or (needed and tries < len(pauses)))
            again |= later and tries < _TRIES
            last = not again and self._due.get(package) == when  # and not asked for once more meanwhile
        if last:
            again = not self._settle([r.id for r in rows if r.unsettled])
        with self._guard:
            if again:
                self._failures[package] = tries
                self._due[package] = time.monotonic() + pauses[min(tries, len(pauses)) - 1]
            elif self._due.get(package) == when:
                self._due.pop(package)
                self._needed.discard(package)
        self._notify()

    def _settle(self, ids: Sequence[str]) -> bool:
        """Nobody waits for these rows any more; False where that could not be written down."""
        try:
            self._workspace.store.uploads.change(ids, only=(State.DONE,), unsettled=False)
        except StoreError as error:
            _log.info("the verification could not be written down: %s", error)
            return False
        return True

    def _done(self, package: str | None = None) -> list[Upload]:
        since = time.time() - RECENT
        rows = self._workspace.store.uploads.rows(states=(State.DONE,), package=package)
        return [r for r in rows if r.unsettled or r.updated >= since]
