"""The queue: takes waiting rows as batches, at most three at once and never two on one package, until all is done."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.store.database import StoreError
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.uploads import ENDED, UNDER_WAY, State, Upload, new_id

from ..progress import CancelToken
from ..workspace import LEARNED_FOR, Workspace
from .batch import run_batch
from .cancellation import recover
from .limits import fits
from .other_instances import SharedBackoff
from .outcome import Backoff
from .transfer import TransferProgress, UploadBatch
from .verification_scheduler import RECENT, VerificationScheduler
from .verify import verify, verify_again

_log = logging.getLogger(__name__)
AT_ONCE = 3  # batches
_LEAVING = {"kind": "cancelled", "message": "It stops here unless it has arrived already: the catalogue is asked."}
_IDLE = 5.0  # seconds between looks at rows that another copy of the program may have added
_SLEPT = 30.0  # seconds that a wait took longer than asked for: the computer was asleep
_AWAKE = 60.0  # seconds after that within which a batch has to move


class UploadQueue:
    """Sends what waits. One thread plans, one thread a batch works; all that must survive is in rows.

    Only one copy of the program sends: where another holds the lock, this one shows the rows and takes over when that
    one ends. ``trouble`` says why the queue waits for the network.
    """

    def __init__(self, workspace: Workspace, *, at_once: int = AT_ONCE) -> None:
        self._workspace = workspace
        self._at_once = at_once
        self._wake = threading.Condition()
        self._notified = False  # something changed since the planner last looked
        self._orphaned = False  # a batch ended without a word in its rows
        self._budget: tuple[int, float] | None = None  # bytes that a batch may have after a refusal, and until when
        self._stopping = False
        self._planner: threading.Thread | None = None
        self._batches: dict[str, UploadBatch] = {}
        self._trouble: Backoff | None = None
        self._trouble_until = 0.0
        self._failures = 0  # batches in a row that the network stopped
        self._verifications = VerificationScheduler(workspace, self._verification_ended)
        self._told = SharedBackoff(workspace.store.cache)
        self._others = ""  # why another copy of the program, which sends, does not get on
        self.elsewhere = False  # another copy of the program sends
        self._unsubscribe: Callable[[], None] | None = None

    # what it does now

    @property
    def trouble(self) -> str:
        """Why nothing goes out at the moment; empty when all is well."""
        error = self._trouble.error if self._trouble else self._verifications.trouble
        return error.message if error else self._others

    def pace(self) -> dict[str, TransferProgress]:
        """The batches under way: act -> how it is getting on."""
        with self._wake:
            return {a.id: a.progress for a in self._batches.values() if a.progress}

    def busy(self) -> bool:
        """Whether a batch is under way."""
        with self._wake:
            return bool(self._batches)

    # what the user asks

    def start(self) -> None:
        """Begins to send; what was under way when the program ended is looked up on the server first."""
        if self._planner is None:
            self._stopping = False
            self._verifications.start()
            self._unsubscribe = self._workspace.store.bus.subscribe(self._on_change)
            self._planner = threading.Thread(target=self._plan, name="uploads", daemon=True)
            self._planner.start()

    def stop(self, wait: float = 5.0) -> bool:
        """Stops what is under way; its rows wait for the next start. Answers whether all ended in time (seconds)."""
        with self._wake:
            self._stopping = True
            batches = list(self._batches.values())
            for batch in batches:
                batch.token.cancel()
            self._wake.notify_all()
        if self._unsubscribe:
            self._unsubscribe()
        deadline = time.monotonic() + wait
        looking = self._verifications.stop()
        threads = [a.thread for a in batches] + [t for t in (self._planner, looking) if t]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        ended = not any(t.is_alive() for t in threads)
        if ended:
            with contextlib.suppress(StoreError):
                self._told.withdraw()
            self._workspace.store.instance_lock.release()
            self._planner = None
        return ended

    def wake(self) -> None:
        """Looks at the rows now; also ends a wait for the network."""
        with self._wake:
            self._trouble_until = 0.0
            self._notify()

    def pause(self, ids: Iterable[str]) -> None:
        """Holds rows back. a batch under way that holds one of them is stopped, and its other rows go again; one whose
        last byte has left is waited for, as is the other copy of the program where that one sends."""
        self._halt(ids, State.PAUSED)

    def cancel(self, ids: Iterable[str]) -> None:
        """Takes rows out of the queue, as ``pause`` holds them back. What had arrived already is done."""
        self._halt(ids, State.CANCELLED)

    def resume(self, ids: Iterable[str]) -> None:
        """Lets rows that were paused, failed, cancelled or need attention wait for their turn again."""
        ids = list(ids)
        again = (State.PAUSED, State.FAILED, State.ATTENTION, State.CANCELLED)
        rows = [r for i in ids if (r := self._workspace.store.uploads.get(i)) and r.state in again]
        if any(r.error and r.error.get("kind") == "too_large" for r in rows):
            self._workspace.learn_limit(None)  # somebody wants it tried
            self._budget = None
        self._workspace.store.uploads.change(ids, only=UNDER_WAY, requested_state=None)
        self._workspace.store.uploads.change(
            ids, only=again, state=State.WAITING, error=None, attempts=0, resent=0, sent=0
        )
        self.wake()

    def look_again(self, *, since: float | None = None) -> None:
        """Looks at done rows of the last day once more: what a save at the same moment threw away is sent again, what
        somebody deleted or replaced on purpose needs a person.

        Raises:
            CatalogueError: the catalogue could not be asked about some of them; the others were looked at.
        """
        begin = time.time() - RECENT if since is None else since
        rows = self._workspace.store.uploads.rows(states=(State.DONE,), since=begin)
        failure: CatalogueError | None = None
        for package in dict.fromkeys(r.package for r in rows):
            try:
                verify_again(self._workspace, [r for r in rows if r.package == package])
            except CatalogueError as error:
                _log.info("could not look at %s again: %s", package, error.message)
                failure = failure or error
        self.wake()
        if failure is not None:
            raise failure

    def compare(self, ids: Iterable[str], token: CancelToken | None = None) -> int:
        """Downloads what these done rows sent and compares it byte for byte, however large it is and whenever it was.
        Answers how many have the same bytes; what has others is sent again, or needs a person.

        Raises:
            CatalogueError: the catalogue could not be asked about some of them.
            Cancelled: the token says so.
        """
        uploads = self._workspace.store.uploads
        rows = [row for i in ids if (row := uploads.get(i)) is not None and row.state is State.DONE]
        for package in dict.fromkeys(row.package for row in rows):
            verify_again(self._workspace, [row for row in rows if row.package == package], token, whole=True)
        self.wake()
        now = [uploads.get(row.id) for row in rows if row.sha256]
        return sum(row is not None and row.state is State.DONE for row in now)

    def put_first(self, ids: Iterable[str]) -> None:
        """Lets these waiting rows go out before all others that wait."""
        first = set(ids)
        waiting = self._workspace.store.uploads.rows(states=(State.WAITING, State.PAUSED))
        self.reorder([r.id for r in sorted(waiting, key=lambda r: r.id not in first)])

    def reorder(self, ids: Sequence[str]) -> None:
        """Lets waiting rows go out in this order."""
        self._workspace.store.uploads.reorder(ids)
        self.wake()

    def unfinished(self) -> list[Upload]:
        """Rows that have not ended."""
        return [r for r in self._workspace.store.uploads.rows() if r.state not in ENDED]

    def wait(self, ids: Sequence[str] | None = None, timeout: float | None = None, *, contents: bool = False) -> bool:
        """Waits until the rows (all, where None) are done or need a person; with ``contents`` also until what was to be
        compared byte for byte was. False when the time (seconds) is up."""
        deadline = None if timeout is None else time.monotonic() + timeout
        resting = (*ENDED, State.PAUSED)
        while True:
            rows = self._workspace.store.uploads.rows()
            mine = [r for r in rows if ids is None or r.id in ids]
            packages = {r.package for r in mine}
            with self._wake:
                # a batch that is ending may yet ask for the second look
                ending = bool(packages & {a.package for a in self._batches.values()})
                settling = any(r.unsettled for r in mine if r.state is State.DONE)
                settling |= ending or (contents and self._verifications.comparing(packages))
                if all(r.state in resting for r in mine) and not settling:
                    return True
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._wake.wait(min(0.5, left) if left is not None else 0.5)

    # the planner

    def _plan(self) -> None:
        lock = self._workspace.store.instance_lock
        recovered = False
        while not self._stopping:
            with self._wake:
                self._notified = False
            try:
                self.elsewhere = not lock.acquire()
                self._others = self._told.heard() if self.elsewhere else ""
                if not self.elsewhere:
                    self._told.tell(self.trouble)
                    if not recovered or self._orphaned:
                        self._orphaned = False
                        recovered = self._recover()
                    self._workspace.store.uploads.apply_requests()
                    self._halt_batches(
                        self._workspace.store.uploads.halt_requested()
                    )  # another copy of the program may have asked
                    self._take()
                    self._stop_what_sleep_cut()
                    self._verifications.begin(self._not_settled())
            except StoreError as error:
                _log.info("the queue waits: %s", error)
            except Exception:  # noqa: BLE001 - logged; the queue outlives its mistakes
                _log.exception("the queue failed and goes on")
            with self._wake:
                if not self._stopping and not self._notified:
                    began, seconds = time.time(), self._until_next()
                    self._wake.wait(seconds)
                    if time.time() - began > seconds + _SLEPT:
                        self._awake_again()

    def _awake_again(self) -> None:
        """The computer was asleep: what waited for the network goes on at once, and a batch whose connection did not
        survive is not waited for as long as usual. Holds ``_wake``."""
        _log.info("the computer was asleep; uploads go on")
        self._trouble_until = 0.0
        for batch in self._batches.values():
            batch.suspect = time.monotonic() + _AWAKE, batch.progress

    def _stop_what_sleep_cut(self) -> None:
        now = time.monotonic()
        with self._wake:
            for batch in self._batches.values():
                if not batch.suspect or batch.suspect[0] > now:
                    continue
                if batch.progress is not batch.suspect[1]:  # bytes left; a dead connection takes some, too
                    batch.suspect = now + _AWAKE, batch.progress
                    continue
                _log.info("batch %s did not survive the sleep; it is looked for and sent again", batch.id)
                batch.suspect = None
                batch.token.cancel()

    def _notify(self) -> None:
        """Has the planner look again, also when it is not waiting just now. Holds ``_wake``."""
        self._notified = True
        self._wake.notify_all()

    def _until_next(self) -> float:
        now = time.monotonic()
        verification_due = self._verifications.next_due()
        due = [] if verification_due is None else [verification_due - now if verification_due > now else 1.0]
        due += [max(0.01, a.suspect[0] - now) for a in self._batches.values() if a.suspect]
        if self._trouble_until > now:
            due.append(self._trouble_until - now)
        return max(0.01, min([_IDLE, *due]))

    def _recover(self) -> bool:
        """Rows that were under way when the program ended, or when a batch could not write into them: those that may
        have arrived are looked up on the server."""
        with self._wake:
            held = {r.id for a in self._batches.values() for r in a.rows}
        recover(self._workspace, [r for r in self._workspace.store.uploads.rows(states=UNDER_WAY) if r.id not in held])
        self._verifications.recover()
        return True

    def _take(self) -> None:
        """Starts as many batches as there is room for."""
        if time.monotonic() < self._trouble_until:
            return
        while len(self._batches) < self._at_once and not self._stopping:
            taken = self._next_verification() or self._next_batch()
            if not taken:
                return
            batch = UploadBatch(new_id() if taken[0].state is State.WAITING else f"look-{new_id()}", taken)
            batch.thread = threading.Thread(target=self._run, args=(batch,), name=f"batch {batch.id[:8]}", daemon=True)
            with self._wake:
                self._batches[batch.id] = batch  # before the claim, so that a pause or a cancel finds it
            try:
                mine = batch.verifies or self._workspace.store.uploads.claim([r.id for r in taken], batch.id)
                if mine:
                    batch.thread.start()
            except BaseException:
                mine = False
                raise
            finally:
                if not mine:
                    with self._wake:
                        self._batches.pop(batch.id, None)
            if not mine:
                return

    def _busy_packages(self) -> set[str]:
        with self._wake:
            return {a.package for a in self._batches.values()}

    def _next_verification(self) -> list[Upload]:
        """Rows of one package whose batch may or may not have arrived."""
        busy = self._busy_packages()
        rows = [r for r in self._workspace.store.uploads.rows(states=(State.VERIFYING,)) if r.package not in busy]
        return [r for r in rows if r.package == rows[0].package] if rows else []

    def _act_budget(self) -> int:
        """Bytes; what this queue saw refused may be less than what is worth remembering of the catalogue."""
        budget = self._workspace.act_budget()
        if self._budget is None or self._budget[1] <= time.monotonic():
            return budget
        return min(budget, self._budget[0])

    def _next_batch(self) -> list[Upload]:
        """The waiting rows of the first package without a writer, as many as one batch may hold."""
        busy = self._busy_packages() | {r.package for r in self._workspace.store.uploads.rows(states=UNDER_WAY)}
        taken: list[Upload] = []
        size, budget = 0, self._act_budget()
        for row in self._workspace.store.uploads.rows(states=(State.WAITING,)):
            if row.package in busy or (taken and row.package != taken[0].package):
                continue
            if not fits(len(taken), size, row.size, budget):
                break
            if any(t.resource == row.resource for t in taken):
                break
            taken.append(row)
            size += row.size
        return taken

    def _run(self, batch: UploadBatch) -> None:
        try:
            if not batch.verifies:
                rows = [r for row in batch.rows if (r := self._workspace.store.uploads.get(row.id)) is not None]
                trouble = run_batch(self._workspace, rows, batch.token, batch.moved)
            else:
                trouble = verify(self._workspace, batch.rows, batch.token)
            self._workspace.store.uploads.apply_requests()
            if any(r.state is State.DONE for row in batch.rows if (r := self._workspace.store.uploads.get(row.id))):
                self._verifications.after_batch(batch.package)
            pauses = self._workspace.retry_pauses
            with self._wake:
                if trouble and trouble.budget is not None:
                    self._budget, trouble = (trouble.budget, time.monotonic() + LEARNED_FOR), None
                self._trouble = trouble
                self._failures = self._failures + 1 if trouble else 0
                pause = max(trouble.pause, pauses[min(self._failures, len(pauses)) - 1]) if trouble else 0.0
                self._trouble_until = time.monotonic() + pause if trouble else 0.0
        except StoreError as error:
            _log.info("a batch could not write down how it ended: %s", error)
            batch.orphaned = True
        except Exception:  # noqa: BLE001 - logged; the rows say so
            _log.exception("a batch failed in a way that is our fault")
            told = {"kind": "bug", "message": "The program made a mistake here; the log has it. Nothing is lost."}
            with contextlib.suppress(StoreError):
                ids = [r.id for r in batch.rows]
                self._workspace.store.uploads.change(ids, only=UNDER_WAY, state=State.ATTENTION, error=told)
        finally:
            with self._wake:
                self._batches.pop(batch.id, None)
                self._orphaned |= batch.orphaned  # not before: the planner passes over the rows of a batch under way
                self._notify()

    def _not_settled(self) -> set[str]:
        """Packages of which something waits or is under way."""
        return {r.package for r in self._workspace.store.uploads.rows(states=(State.WAITING, *UNDER_WAY))}

    def _verification_ended(self) -> None:
        with self._wake:
            self._notify()

    def _halt(self, ids: Iterable[str], into: State) -> None:
        under_way = self._workspace.store.uploads.halt(ids, into)
        ending = [a.thread for a in self._halt_batches(under_way) if a.thread.is_alive()]
        for thread in ending:
            thread.join(10)
        uploads = self._workspace.store.uploads
        uploads.apply_requests()
        uploads.change(under_way & uploads.halt_requested(), only=UNDER_WAY, error=_LEAVING)
        self.wake()

    def _halt_batches(self, ids: set[str]) -> list[UploadBatch]:
        """Asks batches that hold one of these rows to stop; answers those that will."""
        with self._wake:
            return [a for a in self._batches.values() if ids & {r.id for r in a.rows} and a.halt()]

    def _on_change(self, change: Changed) -> None:
        if change.kind == "uploads":
            with self._wake:
                self._notify()
