"""The planner of the upload queue: takes waiting rows as batches and verifies what was sent, in threads of its own."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable

from bcdc_desktop.catalogue.errors import CatalogueError, NotSignedIn
from bcdc_desktop.error_text import exhaustion
from bcdc_desktop.store.cache import Cache
from bcdc_desktop.store.database import Exhausted, StoreError
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.uploads import UNDER_WAY, State, Upload, new_id
from bcdc_desktop.translation import tr

from ..workspace import LEARNED_FOR, Workspace
from .batch import fits, run_batch
from .form_size import BATCH_LIMIT, form_size
from .outcome import Backoff
from .transfer import TransferProgress, UploadBatch
from .verification_scheduler import VerificationScheduler
from .verify import verify

_log = logging.getLogger(__name__)
_SLEPT = 30.0  # seconds that a wait took longer than asked for: the computer was asleep
_TROUBLE = "queue_trouble"  # the key under which the copies of the program tell each other


class Planner:
    """One thread plans, one thread a batch works; all that must survive is in rows.

    Only one copy of the program sends: where another holds the instance lock, this one shows the rows and takes over
    when that one ends. What fails is handled by the table in ``app.records.submit``; a failure of the network is a
    ``Backoff``: nothing is taken until its pause is over, longer each time.

    Attributes:
        changed: notified whenever a batch begins or ends, or rows change.
        elsewhere: whether another copy of the program sends.
        fault_changed: called in a thread of the queue with how a batch ended: the error that makes the others wait,
            or None where the catalogue answered.
        idle_seconds: between looks at rows that another copy may have added.
        awake_seconds: after a sleep of the computer, within which a batch has to move.
    """

    def __init__(self, workspace: Workspace, at_once: int) -> None:
        self.changed = threading.Condition()
        self.verifications = VerificationScheduler(workspace, self._verification_ended)
        self.elsewhere = False
        self.idle_seconds = 5.0
        self.awake_seconds = 60.0
        self.fault_changed: Callable[[CatalogueError | None], object] = lambda _error: None
        self._workspace = workspace
        self._at_once = at_once
        self._notified = False  # something changed since the planner last looked
        self._orphaned = False  # a batch ended without a word in its rows
        self._budget: tuple[int, float] | None = None  # bytes that a batch may have after a refusal, and until when
        self._away_reason = ""
        self._away: dict[str, float] = {}  # rows whose files could not be read, and when they are tried again
        self._stopping = False
        self._thread: threading.Thread | None = None
        self._batches: dict[str, UploadBatch] = {}
        self._trouble: Backoff | None = None
        self._trouble_until = 0.0
        self._failures = 0  # batches in a row that the network stopped
        self._shared = _SharedTrouble(workspace.store.cache)
        self._others = ""  # why another copy of the program, which sends, does not get on
        self._rows_error: StoreError | None = None  # why the planner could not read or write the rows
        self._batch_error: StoreError | None = None  # why the last batch could not

    @property
    def trouble(self) -> str:
        """Why nothing is uploaded at the moment; empty when all is well."""
        error = self.fault
        if error:
            return error.message
        return str(self.stuck or "") or self._others or (self._away_reason if self._still_away() else "")

    @property
    def stuck(self) -> StoreError | None:
        """What of our own files keeps this copy from uploading at the moment; None when all is well."""
        return self._rows_error or self._batch_error

    @property
    def fault(self) -> CatalogueError | None:
        """The error that keeps this copy from uploading at the moment; None when all is well."""
        if self._workspace.signed_out:
            return NotSignedIn()
        return self._trouble.error if self._trouble else self.verifications.trouble

    def progress(self) -> dict[str, TransferProgress]:
        """Return how far the batches under way are: batch id -> progress."""
        with self.changed:
            return {b.id: b.progress for b in self._batches.values() if b.progress}

    def busy_packages(self) -> set[str]:
        """Return the packages of the batches under way."""
        with self.changed:
            return {b.package for b in self._batches.values()}

    def start(self) -> None:
        """Begin; what was under way when the program ended is reconciled first."""
        if self._thread is None:
            self._stopping = False
            self.verifications.start()
            self._thread = threading.Thread(target=self._plan, name="uploads", daemon=True)
            self._thread.start()

    def stop(self, wait: float) -> bool:
        """Stop what is under way; its rows wait for the next start. Return whether all ended in time (seconds)."""
        with self.changed:
            self._stopping = True
            self._cancel_batches()
            self.changed.notify_all()
        deadline = time.monotonic() + wait
        verifying = self.verifications.stop()
        if self._thread is not None:  # first, as it may be about to start one more batch
            self._thread.join(wait)
        with self.changed:
            threads = [b.thread for b in self._cancel_batches()] + [t for t in (self._thread, verifying) if t]
        for thread in threads:
            if thread.is_alive():  # one that was never started cannot be joined
                thread.join(max(0.0, deadline - time.monotonic()))
        ended = not any(t.is_alive() for t in threads)
        if ended:
            with contextlib.suppress(StoreError):
                self._shared.withdraw()
            self._workspace.store.instance_lock.release()
            self._thread = None
        return ended

    def _cancel_batches(self) -> list[UploadBatch]:
        """Cancel all batches under way, and return them."""
        batches = list(self._batches.values())
        for batch in batches:
            batch.token.cancel()
        return batches

    def wake(self) -> None:
        """Look at the rows now; also end a backoff."""
        with self.changed:
            self._trouble_until = 0.0
            self._away = {}
            self._notify()

    def forget_budget(self) -> None:
        """Try batches of the usual size again."""
        self._budget = None

    def back_off(self, trouble: Backoff | None) -> None:
        """Wait for the network, or (None) do not any more. The pause grows with each failure in a row."""
        pauses = self._workspace.retry_pauses
        self.fault_changed(trouble.error if trouble else None)
        with self.changed:
            self._trouble = trouble
            self._failures = self._failures + 1 if trouble else 0
            pause = max(trouble.pause, pauses[min(self._failures, len(pauses)) - 1]) if trouble else 0.0
            self._trouble_until = time.monotonic() + pause if trouble else 0.0
            self._batch_error = None

    def _wait_for_room(self, error: StoreError) -> None:
        """Wait before the next batch, as this one could not read or write its rows: the next one would fail as well,
        and so on without a pause."""
        pauses = self._workspace.retry_pauses
        with self.changed:
            self._failures += 1
            self._trouble_until = time.monotonic() + pauses[min(self._failures, len(pauses)) - 1]
            self._batch_error = error

    def halt(self, ids: Collection[str]) -> list[UploadBatch]:
        """Ask batches that hold one of these rows to stop; return those that will."""
        with self.changed:
            return [b for b in self._batches.values() if {r.id for r in b.rows} & set(ids) and b.halt()]

    def store_changed(self, change: Changed) -> None:
        """Hear what changed in the store."""
        if change.kind == "uploads":
            with self.changed:
                self._notify()

    def resume_after_sleep(self) -> None:
        """Go on after the computer was asleep: what waited for the network at once, and a batch whose connection did
        not survive is not waited for as long as usual."""
        _log.info("the computer was asleep; uploads go on")
        with self.changed:
            self._trouble_until = 0.0
            for batch in self._batches.values():
                batch.suspect = time.monotonic() + self.awake_seconds, batch.progress
            self._notify()

    def _plan(self) -> None:
        lock = self._workspace.store.instance_lock
        recovered = False
        while not self._stopping:
            with self.changed:
                self._notified = False
            try:
                self.elsewhere = not lock.acquire()
                self._others = self._shared.heard() if self.elsewhere else ""
                if not self.elsewhere:
                    self._shared.tell(self.trouble)
                    if not recovered or self._orphaned:
                        self._orphaned = False
                        recovered = self._recover()
                    self._workspace.store.uploads.apply_requests()
                    self.halt(self._workspace.store.uploads.halt_requested())  # another copy may have asked
                    self._take()
                    self._stop_what_sleep_cut()
                    if not self._workspace.signed_out:
                        self.verifications.begin(self._not_settled())
                self._rows_error = None
            except StoreError as error:
                _log.info("the queue waits: %s", error)
                self._rows_error = error
            except Exception as error:  # noqa: BLE001 - logged; the queue outlives its mistakes
                self._rows_error = _exhausted(error)
                if self._rows_error is None:
                    _log.exception("the queue failed and goes on")
                    self._rows_error = StoreError(_bug())
            slept = False
            with self.changed:
                if not self._stopping and not self._notified:
                    began, seconds = time.time(), self._until_next()
                    self.changed.wait(seconds)
                    slept = time.time() - began > seconds + _SLEPT
            if slept:
                self.resume_after_sleep()

    def _stop_what_sleep_cut(self) -> None:
        now = time.monotonic()
        with self.changed:
            for batch in self._batches.values():
                if not batch.suspect or batch.suspect[0] > now:
                    continue
                if batch.progress is not batch.suspect[1]:  # bytes left; a dead connection takes some, too
                    batch.suspect = now + self.awake_seconds, batch.progress
                    continue
                _log.info("batch %s did not survive the sleep; it is looked for and sent again", batch.id)
                batch.suspect = None
                batch.token.cancel()

    def _notify(self) -> None:
        """Have the planner look again, also when it is not waiting just now. Holds ``changed``."""
        self._notified = True
        self.changed.notify_all()

    def _until_next(self) -> float:
        now = time.monotonic()
        verification_due = self.verifications.next_due()
        due = [] if verification_due is None else [verification_due - now if verification_due > now else 1.0]
        due += [max(0.01, until - now) for until in self._away.values()]
        due += [max(0.01, a.suspect[0] - now) for a in self._batches.values() if a.suspect]
        if self._trouble_until > now:
            due.append(self._trouble_until - now)
        return max(0.01, min([self.idle_seconds, *due]))

    def _recover(self) -> bool:
        """Reconcile rows that were under way when the program ended, or when a batch could not write into them."""
        with self.changed:
            held = {r.id for a in self._batches.values() for r in a.rows}
        recover(self._workspace, [r for r in self._workspace.store.uploads.rows(states=UNDER_WAY) if r.id not in held])
        self.verifications.recover()
        return True

    def _take(self) -> None:
        """Start as many batches as may run at once."""
        if time.monotonic() < self._trouble_until or self._workspace.signed_out:
            return
        while len(self._batches) < self._at_once and not self._stopping:
            taken = self._next_verification() or self._next_batch()
            if not taken:
                return
            batch = UploadBatch(new_id() if taken[0].state is State.WAITING else f"verify-{new_id()}", taken)
            batch.thread = threading.Thread(target=self._run, args=(batch,), name=f"batch {batch.id[:8]}", daemon=True)
            with self.changed:
                self._batches[batch.id] = batch  # before the claim, so that a pause or a cancel finds it
            try:
                mine = batch.verifies or self._workspace.store.uploads.claim([r.id for r in taken], batch.id)
                if mine:
                    batch.thread.start()
            except BaseException:
                mine = False
                self._orphaned = True  # its rows may have been claimed
                raise
            finally:
                if not mine:
                    with self.changed:
                        self._batches.pop(batch.id, None)
            if not mine:
                return

    def _next_verification(self) -> list[Upload]:
        """Return the rows of one package whose batch may or may not have arrived."""
        busy = self.busy_packages()
        rows = [r for r in self._workspace.store.uploads.rows(states=(State.VERIFYING,)) if r.package not in busy]
        return [r for r in rows if r.package == rows[0].package] if rows else []

    def _batch_budget(self) -> int:
        """Bytes; what this queue saw refused may be less than what is worth remembering of the catalogue."""
        budget = self._workspace.batch_limit()
        if self._budget is None or self._budget[1] <= time.monotonic():
            return budget
        return min(budget, self._budget[0])

    def _next_batch(self) -> list[Upload]:
        """Return the waiting rows of the first package without a writer, as many as one batch may hold."""
        busy = self.busy_packages() | {r.package for r in self._workspace.store.uploads.rows(states=UNDER_WAY)}
        taken: list[Upload] = []
        size, budget, form = 0, self._batch_budget(), 0
        away = self._away = self._still_away()
        for row in self._workspace.store.uploads.rows(states=(State.WAITING,)):
            if row.id in away or row.package in busy or (taken and row.package != taken[0].package):
                continue
            if not fits(len(taken), size, row.size, budget):
                break
            if any(t.resource == row.resource for t in taken):
                break
            form += form_size(row.fields)
            if taken and form > BATCH_LIMIT:
                break
            taken.append(row)
            size += row.size
        return taken

    def _still_away(self) -> dict[str, float]:
        now = time.monotonic()
        return {i: until for i, until in self._away.items() if until > now}

    def _run(self, batch: UploadBatch) -> None:
        try:
            if not batch.verifies:
                rows = [r for row in batch.rows if (r := self._workspace.store.uploads.get(row.id)) is not None]
                trouble = run_batch(self._workspace, rows, batch.token, batch.moved)
            else:
                trouble = verify(self._workspace, batch.rows, batch.token)
            self._workspace.store.uploads.apply_requests()
            if any(r.state is State.DONE for row in batch.rows if (r := self._workspace.store.uploads.get(row.id))):
                self.verifications.after_batch(batch.package)
            if trouble and trouble.only:
                until = time.monotonic() + trouble.pause
                self._away = self._still_away() | dict.fromkeys(trouble.only, until)
                self._away_reason, trouble = trouble.error.message, None
            if trouble and trouble.budget is not None:
                self._budget, trouble = (trouble.budget, time.monotonic() + LEARNED_FOR), None
            self.back_off(trouble)
        except StoreError as error:
            _log.info("a batch could not write down how it ended: %s", error)
            batch.orphaned = True
            self._wait_for_room(error)
        except Exception as error:  # noqa: BLE001 - logged; the rows say so
            if (exhausted := _exhausted(error)) is not None:
                batch.orphaned = True
                self._wait_for_room(exhausted)
                return
            _log.exception("a batch failed in a way that is our fault")
            told = {"kind": "bug", "message": _bug()}
            with contextlib.suppress(StoreError):
                ids = [r.id for r in batch.rows]
                self._workspace.store.uploads.change(ids, only=UNDER_WAY, state=State.ATTENTION, error=told)
        finally:
            with self.changed:
                self._batches.pop(batch.id, None)
                self._orphaned |= batch.orphaned  # not before: the planner passes over the rows of a batch under way
                self._notify()

    def _not_settled(self) -> set[str]:
        """Return the packages of which something waits or is under way."""
        return {r.package for r in self._workspace.store.uploads.rows(states=(State.WAITING, *UNDER_WAY))}

    def _verification_ended(self) -> None:
        with self.changed:
            self._notify()


def _exhausted(error: Exception) -> StoreError | None:
    """Return the trouble of the computer that an error tells of; None for one of ours."""
    sentence = exhaustion(error)
    return Exhausted(sentence) if sentence else None


def _bug() -> str:
    return tr("Something went wrong in the program; details are in the log. Nothing is lost.")


class _SharedTrouble:
    """Why the copy of the program that sends waits, written by it and read by the others; empty when all is well."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._told: str | None = None  # by this copy; None before the first

    def tell(self, sentence: str) -> None:
        """Write it down where it is another than before."""
        if sentence != self._told:
            self._cache.key_value.put(_TROUBLE, sentence)
            self._told = sentence

    def withdraw(self) -> None:
        """Stop telling: this copy does not send any more."""
        if self._told:
            self.tell("")
        self._told = None

    def heard(self) -> str:
        """Return what the copy that sends says."""
        seen = self._cache.key_value.get(_TROUBLE)
        return str(seen.value) if seen else ""


def recover(workspace: Workspace, rows: Iterable[Upload]) -> None:
    """Take up rows that were under way when a program ended: what may have arrived is looked up, the rest waits."""
    rows = list(rows)
    workspace.store.uploads.change([r.id for r in rows if r.state is State.CHECKING], state=State.WAITING)
    workspace.store.uploads.change([r.id for r in rows if r.state is State.SENDING], state=State.VERIFYING)
