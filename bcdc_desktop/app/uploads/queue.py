"""The upload queue as the window and ``bcdc`` use it: what is under way, pause, cancel, resume, compare, wait."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence

from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.store.uploads import ENDED, UNDER_WAY, State, Upload
from bcdc_desktop.translation import tr

from ..progress import CancelToken
from ..records.copies import NotKept
from ..workspace import Workspace
from .outcome import Backoff
from .planner import Planner, recover
from .transfer import TransferProgress
from .verification_scheduler import RECENT
from .verify import verify, verify_again

_log = logging.getLogger(__name__)
AT_ONCE = 3  # batches
_LOOK = 0.2  # seconds between looks at rows that another copy writes


class UploadQueue:
    """Uploads what waits, at most three batches at once and never two on one package, until all is done.

    The rows are the truth: a queue can be made again from them at any time, by another copy of the program too.
    """

    def __init__(self, workspace: Workspace, *, at_once: int = AT_ONCE) -> None:
        self.planner = Planner(workspace, at_once)
        self._workspace = workspace
        self._unsubscribe: Callable[[], None] | None = None

    # what it does now

    @property
    def trouble(self) -> str:
        """Why nothing is uploaded at the moment; empty when all is well."""
        return self.planner.trouble

    @property
    def trouble_kind(self) -> str:
        """The kind of the trouble where it lies in the program's own files; empty otherwise."""
        stuck = self.planner.stuck
        return stuck.kind if stuck else ""

    @property
    def signed_out(self) -> bool:
        """Whether nothing is uploaded before the user signs in again."""
        return self._workspace.signed_out

    @property
    def elsewhere(self) -> bool:
        """Whether another copy of the program sends."""
        return self.planner.elsewhere

    def pace(self) -> dict[str, TransferProgress]:
        """Return how far the batches under way are: batch id -> progress."""
        return self.planner.progress()

    def busy(self) -> bool:
        """Return whether a batch is under way."""
        return bool(self.planner.busy_packages())

    def unfinished(self) -> list[Upload]:
        """Return the rows that have not ended."""
        return [r for r in self._workspace.store.uploads.rows() if r.state not in ENDED]

    # what the user asks

    def start(self) -> None:
        """Begin to upload; what was under way when the program ended is reconciled first."""
        if self._unsubscribe is None:
            self._unsubscribe = self._workspace.store.bus.subscribe(self.planner.store_changed)
        self.planner.start()

    def stop(self, wait: float = 5.0) -> bool:
        """Stop what is under way; its rows wait for the next start. Return whether all ended in time (seconds)."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        return self.planner.stop(wait)

    def wake(self) -> None:
        """Look at the rows now; also end a backoff."""
        self.planner.wake()

    def pause(self, ids: Iterable[str]) -> None:
        """Hold rows back.

        A batch under way that holds one of them is stopped, and its other rows wait again; one whose last byte has left
        is waited for, as is the other copy of the program where that one sends.
        """
        self._halt(ids, State.PAUSED)

    def cancel(self, ids: Iterable[str]) -> None:
        """Take rows out of the queue, as ``pause`` holds them back. What had arrived already is done."""
        self._halt(ids, State.CANCELLED)

    def resume(self, ids: Iterable[str], *, without_backup: bool = False) -> None:
        """Let rows that were paused, failed, cancelled or need attention wait for their turn again.

        Args:
            without_backup: replace files also where no copy of the one before could be made.
        """
        ids, uploads = list(ids), self._workspace.store.uploads
        again = (State.PAUSED, State.FAILED, State.ATTENTION, State.CANCELLED)
        rows = [r for i in ids if (r := uploads.get(i)) and r.state in again]
        if any(r.error and r.error.get("kind") == "too_large" for r in rows):
            self._workspace.learn_limit(None)  # somebody wants it tried
            self.planner.forget_budget()
        if without_backup:
            stuck = [r.id for r in rows if r.error and r.error.get("kind") == NotKept.kind]
            uploads.change(stuck, only=again, copy="")
        uploads.change(ids, only=UNDER_WAY, requested_state=None)
        uploads.change(ids, only=again, state=State.WAITING, error=None, attempts=0, resent=0, sent=0)
        self.wake()

    def verify_all(self, *, since: float | None = None) -> None:
        """Verify done rows of the last day once more.

        What a save at the same moment threw away is sent again; what somebody deleted or replaced on purpose needs a
        person.

        Raises:
            CatalogueError: the catalogue could not be asked about some of them; the others were verified.
        """
        begin = time.time() - RECENT if since is None else since
        rows = self._workspace.store.uploads.rows(states=(State.DONE,), since=begin)
        failure: CatalogueError | None = None
        for package in dict.fromkeys(r.package for r in rows):
            try:
                verify_again(self._workspace, [r for r in rows if r.package == package])
            except CatalogueError as error:
                _log.info("could not verify %s again: %s", package, error.message)
                failure = failure or error
        self.wake()
        if failure is not None:
            raise failure

    def compare(self, ids: Iterable[str], token: CancelToken | None = None) -> int:
        """Download what these done rows sent and compare it byte for byte, however large it is and whenever it was.

        Returns:
            How many have the same bytes; what has others is sent again, or needs a person.

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
        return sum(row is not None and row.state is State.DONE and not row.error for row in now)

    def put_first(self, ids: Iterable[str]) -> None:
        """Upload these waiting rows before all others that wait."""
        first = set(ids)
        waiting = self._workspace.store.uploads.rows(states=(State.WAITING, State.PAUSED))
        self.reorder([r.id for r in sorted(waiting, key=lambda r: r.id not in first)])

    def reorder(self, ids: Sequence[str]) -> None:
        """Upload waiting rows in this order."""
        self._workspace.store.uploads.reorder(ids)
        self.wake()

    def wait(self, ids: Sequence[str] | None = None, timeout: float | None = None, *, contents: bool = False) -> bool:
        """Wait until the rows (all, where None) are done or need a person; return False when the time (seconds) is up.

        Args:
            contents: wait also until what was to be compared byte for byte was.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        resting = (*ENDED, State.PAUSED)
        changed = self.planner.changed
        while True:
            rows = self._workspace.store.uploads.rows()
            mine = [r for r in rows if ids is None or r.id in ids]
            packages = {r.package for r in mine}
            with changed:
                # a batch that is ending may yet ask for the second verification
                settling = any(r.unsettled for r in mine if r.state is State.DONE)
                settling |= bool(packages & self.planner.busy_packages())
                settling |= contents and self.planner.verifications.comparing(packages)
                if all(r.state in resting for r in mine) and not settling:
                    return True
                left = None if deadline is None else deadline - time.monotonic()
                if left is not None and left <= 0:
                    return False
                changed.wait(min(0.5, left) if left is not None else 0.5)

    def _halt(self, ids: Iterable[str], into: State) -> None:
        uploads = self._workspace.store.uploads
        under_way = uploads.halt(ids, into)
        ending = [batch.thread for batch in self.planner.halt(under_way) if batch.thread.is_alive()]
        for thread in ending:
            thread.join(10)
        uploads.apply_requests()
        message = tr("The upload may have completed. It stops unless it has, once the catalogue responds.")
        leaving = {"kind": "cancelled", "message": message}
        uploads.change(under_way & uploads.halt_requested(), only=UNDER_WAY, error=leaving)
        self.wake()


# where no queue of this process sends: another copy of the program may, or one that was killed


class OtherInstance(Exception):
    """Another copy of the program has the row under way, and has not stopped yet."""


def request_halt(workspace: Workspace, ids: Iterable[str], into: State, *, patience: float = 10.0) -> list[Upload]:
    """Take rows out of the queue, into *paused* or *cancelled*. What may have arrived is looked for on the server, and
    done where it is there. Sends nothing.

    Args:
        patience: seconds that another copy of the program, which is asked to stop, is waited for.

    Raises:
        OtherInstance: it did not stop within; it will when it can.
        CatalogueError: the catalogue could not be asked; the rows go there once it can.
    """
    uploads = workspace.store.uploads
    ids = list(ids)
    if left := uploads.halt(ids, into):
        deadline = time.monotonic() + patience
        while not workspace.store.instance_lock.acquire():
            if not left & uploads.halt_requested():
                break
            if time.monotonic() >= deadline:
                raise OtherInstance
            time.sleep(_LOOK)
        else:
            try:
                _look_up(workspace, left)
            finally:
                workspace.store.instance_lock.release()
    return [row for i in ids if (row := uploads.get(i)) is not None]


def _look_up(workspace: Workspace, ids: set[str]) -> None:
    uploads = workspace.store.uploads
    recover(workspace, uploads.rows(states=UNDER_WAY))
    rows = [r for r in uploads.rows(states=(State.VERIFYING,)) if r.id in ids]
    trouble: Backoff | None = None
    for package in dict.fromkeys(r.package for r in rows):
        trouble = verify(workspace, [r for r in rows if r.package == package]) or trouble
    uploads.apply_requests()
    if trouble:
        raise trouble.error
