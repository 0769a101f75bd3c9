"""One open catalogue as the window sees it: work in its threads, its connection, its synchronization."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.records.badges import know_conflicts
from bcdc_desktop.app.rows import Changed
from bcdc_desktop.app.search.facets import keywords_in_use
from bcdc_desktop.app.storage import Damaged, StoreError
from bcdc_desktop.app.sync.connection import ConnectionState
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Account
from bcdc_desktop.catalogue.errors import CatalogueError, Offline, Timeout
from bcdc_desktop.domain.keywords import Keywords
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Choice
from bcdc_desktop.ui.jobs import Job, Lane, LatestOnly, Workers
from bcdc_desktop.ui.widgets.debounce import debounce

from .connection import CatalogueConnection
from .sync_scheduler import SyncScheduler

_ASK_FROM = 2  # letters of a keyword
_RIGHTS_MS = 300
_STALE = 120.0  # seconds after which an opened record is asked for again


class Session(QObject):
    """Ties a workspace to a window. Signals carry ids; views read the rest from the store, in a worker."""

    changed = Signal(str, object, object)  # kind of row, frozenset of ids (empty: all), who wrote them or None
    connectionChanged = Signal()
    accountChanged = Signal()
    synchronized = Signal()
    damaged = Signal()  # the cache was found damaged; it is replaced when the catalogue is opened again
    workDamaged = Signal(object)  # the file with drafts, queue and journal was found damaged; it is left alone
    storingFailed = Signal(object)  # StoreError or OSError: something could not be stored on this computer

    signInAsked = Signal()  # a view shows something that needs another key
    _heard = Signal(object)
    _queue_heard = Signal(object)  # the error that makes uploads wait, or None: the catalogue answered

    def __init__(
        self,
        workspace: Workspace,
        workers: Workers,
        parent: QObject | None = None,
        *,
        queue: UploadQueue | None = None,
    ) -> None:
        """Tie a workspace to a window.

        Args:
            queue: the one that uploads for this workspace already.
        """
        super().__init__(parent)
        self.workspace = workspace
        know_conflicts(workspace)
        self.workers = workers
        self.queue = queue or UploadQueue(workspace)
        self.queue.planner.fault_changed = self._tell_fault
        self.account: Account | None = None
        self.tree = OrganizationTree([])
        self.sync = SyncScheduler(self)
        self.sync.finished.connect(self._after_sync)
        self.server = CatalogueConnection(self.check_connection, self.sync.may_ask, self)
        self.server.changed.connect(self.connectionChanged)
        self.server.restored.connect(self._restored)
        self._are_damaged: set[Path | None] = set()
        self._rights = LatestOnly("disk", self)
        self._rights_later = debounce(_RIGHTS_MS, self._load_other_rights, self)
        self._verification: Job | None = None
        self._unsubscribe: Callable[[], None] = workspace.subscribe(self._heard.emit)
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._queue_heard.connect(self._queue_answered, Qt.ConnectionType.QueuedConnection)

    # life

    def start(self) -> None:
        """Begin to talk to the catalogue; what is cached can be shown before any answer."""
        self.load_rights()
        check = self.workers.run(lambda token, _r: self.workspace.check_cache(token), lane="disk")
        check.tell(self, failed=self._report_damage)
        self.sync.start()
        self.queue.start()

    def leave(self) -> None:
        """Take on nothing any more and emit nothing any more. For the GUI thread: does not wait."""
        self.server.stop()
        self.sync.stop()
        self._rights_later.stop()
        self._heard.disconnect(self._tell)
        self._queue_heard.disconnect(self._queue_answered)
        self._unsubscribe()
        self.workers.refuse()

    def finish(self, seconds: float = 3.0) -> bool:
        """Wait, after ``leave``, until what is under way has ended, and close the store. Uploads wait in their rows.

        For a worker, or for quitting. Return whether all ended in time.
        """
        ended = self.queue.stop(seconds)
        ended = self.workers.wait(int(seconds * 1000)) and ended
        self.workspace.close()
        return ended

    def close(self, seconds: float = 3.0) -> bool:
        """Leave and finish: for quitting."""
        self.leave()
        return self.finish(seconds)

    # work

    def ask(self, work: Callable[[CancelToken, Report], Any], *, title: str = "") -> Job:
        """Run work that talks to the server; its outcome tells whether the server can be reached."""
        job = self.workers.run(work, lane="net", title=title)
        job.tell(
            self,
            done=lambda _r: self.server.answered(by_sync=self.sync.is_run(job)),
            failed=lambda error: self._request_failed(job, error),
        )
        job.tell(self, failed=self._report_damage)
        return job

    def read(self, work: Callable[[], Any], *, lane: Lane = "disk") -> Job:
        """Run work that reads from this computer."""
        job = self.workers.run(lambda _t, _r: work(), lane=lane)
        job.tell(self, failed=self._report_damage)
        return job

    def store(self, work: Callable[[], Any]) -> Job:
        """Run work that stores on this computer, in the order of the calls. A failure is always reported."""
        job = self.workers.run(lambda _t, _r: work(), lane="write")
        job.tell(self, failed=self.storingFailed.emit)
        job.tell(self, failed=self._report_damage)
        return job

    def report_storage_failure(self, error: object) -> None:
        """Emit ``storingFailed`` where an error is of this computer's storage."""
        if isinstance(error, StoreError | OSError) and not isinstance(error, Damaged):
            self.storingFailed.emit(error)

    # the catalogue

    @property
    def connection(self) -> ConnectionState:
        """The state of the connection."""
        return self.server.state

    @property
    def online(self) -> bool:
        """Whether the catalogue answered the last time."""
        return self.connection in ("connected", "refused")

    @property
    def synchronizing(self) -> bool:
        """Whether the cache is being brought up to date, or that is about to begin."""
        return self.sync.running

    def synchronize(self, *, full: bool = False) -> Job | None:
        """Bring the cache up to date; return None where that is under way already."""
        return self.sync.run(full=full)

    def check_connection(self) -> Job:
        """Ask the catalogue whether it answers."""
        return self.ask(lambda _t, _r: self.workspace.catalogue.status())

    def try_again(self) -> None:
        """Ask the catalogue where it is offline; synchronize where it is not."""
        if self.connection == "offline":
            self.server.retry()
        else:
            self.synchronize()

    def refresh_package(self, package_id: str) -> Job:
        """Ask for one record; the store's event tells when it changed."""
        return self.ask(lambda _t, _r: self.workspace.package(package_id))

    def verify_uploads(self) -> None:
        """Check whether the uploads of the last day are still in the catalogue, unless that is under way.

        Lost updates are uploaded again; deliberate deletions and replacements are reported in their rows.
        """
        if self._verification is None and not self.workspace.signed_out:
            self._verification = job = self.ask(lambda _t, _r: self.queue.verify_all())
            job.tell(self, ended=lambda: setattr(self, "_verification", None))

    def load_rights(self) -> None:
        """Read who the user is and what they may change; ``accountChanged`` follows."""
        self._rights.ask(self, lambda: (self.workspace.account(), self.workspace.tree()), self._take_rights)

    def may_write(self, package: Package) -> bool:
        """Return whether the user may change a record, as far as is known here; the server decides."""
        if not self.workspace.catalogue.has_key:
            return False
        sysadmin = self.account is not None and self.account.sysadmin
        return sysadmin or self.tree.may_write(package.owner_org)

    def is_stale(self, seen: float) -> bool:
        """Return whether something seen at that time (seconds since the epoch) should be asked for again when shown."""
        return time.time() - seen > _STALE

    # inside

    def _request_failed(self, job: Job, error: object) -> None:
        self.sync.note_busy(error)
        self.server.failed(error, by_sync=self.sync.is_run(job))

    def _report_damage(self, error: object) -> None:
        """Report each damaged file of this catalogue once; files of other catalogues are not its matter."""
        if not isinstance(error, Damaged) or error.file in self._are_damaged:
            return
        self._are_damaged.add(error.file)
        match self.workspace.damaged_part(error):
            case "cache":
                self.damaged.emit()
            case "work":
                self.workDamaged.emit(error)

    def _restored(self) -> None:
        self.queue.wake()
        self.sync.run_if_due("back")

    def _after_sync(self) -> None:
        self.synchronized.emit()
        self.load_rights()
        self.verify_uploads()

    def _load_other_rights(self) -> None:
        """Read them again while a synchronization goes on, which tells of organizations with each count that changes.
        ``accountChanged`` follows where it is more than counts."""

        def take(found: tuple[Account | None, OrganizationTree]) -> None:
            if (found[0], _rights_in(found[1])) != (self.account, _rights_in(self.tree)):
                self._take_rights(found)

        self._rights.ask(self, lambda: (self.workspace.account(), self.workspace.tree()), take)

    def _take_rights(self, found: tuple[Account | None, OrganizationTree]) -> None:
        self.account, self.tree = found
        self.accountChanged.emit()

    def _tell_fault(self, error: CatalogueError | None) -> None:
        """Pass on, from a thread of the queue, how a batch ended; the session may be gone by then."""
        with contextlib.suppress(RuntimeError):
            self._queue_heard.emit(error)

    def _queue_answered(self, error: CatalogueError | None) -> None:
        if isinstance(error, Offline | Timeout):
            self.server.failed(error, by_sync=False)
        elif error is None and self.connection == "offline":
            self.server.answered(by_sync=False)

    def _tell(self, change: Changed) -> None:
        self.changed.emit(change.kind, change.ids, change.origin)
        if change.kind == "organizations":
            self._rights_later.start()


def _rights_in(tree: OrganizationTree) -> list[Organization]:
    return [replace(organization, packages=0) for organization in tree]


class SessionChoices:
    """Choices of form fields that are not in the schema: organizations, licences, keywords."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._organizations: list[Choice] = []
        self._writable: list[Choice] = []
        self._licences: list[Choice] = []
        self._keywords = Keywords()
        self._asked: dict[str, list[str]] = {}  # beginning of a keyword -> what the catalogue answered

    def load(self) -> None:
        """Read the lists from the store. For a worker."""
        workspace = self._session.workspace
        organizations = sorted(workspace.organizations(), key=lambda o: o.title.casefold())
        self._organizations = [Choice(o.id, o.title) for o in organizations]
        self._writable = [Choice(o.id, o.title) for o in organizations if o.writable]
        self._licences = [
            Choice(str(entry["id"]), str(entry.get("title") or entry["id"])) for entry in workspace.licences()
        ]
        self._keywords = keywords_in_use(workspace)

    def organizations(self) -> list[Choice]:
        """Return all organizations by title."""
        return self._organizations

    def writable_organizations(self) -> list[Choice]:
        """Return the organizations in which the user may create records."""
        return self._writable

    def licences(self) -> list[Choice]:
        """Return the licences."""
        return self._licences

    def tags(self, prefix: str) -> list[str]:
        """Return the known keywords that begin with a text."""
        return self._keywords.beginning(prefix, also=self._asked.get(prefix.strip().casefold(), ()))

    def ask_for_tags(self, prefix: str, answered: Callable[[], object]) -> None:
        """Ask the catalogue, where it can be reached, for keywords that are not cached here."""
        session, begun = self._session, prefix.strip().casefold()
        if not session.online or len(begun) < _ASK_FROM:
            return
        if begun in self._asked:
            return
        job = session.ask(lambda _t, _r: session.workspace.catalogue.complete_tag(begun))

        def take(found: list[str]) -> None:
            self._asked[begun] = found
            answered()

        job.tell(session, done=take)
