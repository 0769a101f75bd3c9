"""One opened profile as the window sees it: what is stored, what is asked of the server, whether it answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.search.keywords import keywords_in_use
from bcdc_desktop.app.sync import sync
from bcdc_desktop.app.sync.policy import Occasion, SyncPolicy, Wait
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Account
from bcdc_desktop.catalogue.errors import Busy, CatalogueError, NotAuthorized, Offline, Timeout
from bcdc_desktop.domain.keywords import Keywords
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import Choice
from bcdc_desktop.store.database import Damaged, StoreError
from bcdc_desktop.store.events import Changed

from .jobs import Job, Lane, Workers
from .latest import LatestOnly
from .system_status import SystemStatusWatch

_log = logging.getLogger(__name__)
_ASK_AGAIN_MS = 20_000  # while offline
_LOOK_MS = 30_000  # whether a synchronization is due
_ASK_FROM = 2  # letters of a keyword
_STALE = 120.0  # seconds after which an opened record is asked for again
Connection = Literal["unknown", "connected", "offline", "refused"]


class Session(QObject):
    """Ties a workspace to a window. Signals carry ids; views read the rest from the store, in a worker."""

    changed = Signal(str, object)  # kind of row, frozenset of ids (empty: all)
    connectionChanged = Signal()
    accountChanged = Signal()
    synchronized = Signal()
    waitingChanged = Signal()
    damaged = Signal()  # the cache was found damaged; it is begun anew when the catalogue is opened again
    workDamaged = Signal(object)  # the file with drafts, queue and journal was found damaged; nothing is done to it
    storingFailed = Signal(object)  # StoreError or OSError: something could not be kept on this computer

    _heard = Signal(object)

    def __init__(self, workspace: Workspace, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.workers = workers
        self.queue = UploadQueue(workspace)
        self.connection: Connection = "unknown"
        self.connection_words = ""
        self.last_contact: float | None = None
        self.account: Account | None = None
        self.cache_limit = 0  # bytes; 0 for none
        self.tree = OrganizationTree([])
        self.waits_for: Wait = ""  # why an automatic synchronization that is due does not run
        self.on_screen: Callable[[], list[str]] = list  # ids of the records that are to be refreshed first
        self.policy = SyncPolicy()
        self.system_status = SystemStatusWatch(self)
        self.system_status.changed.connect(lambda: self.synchronize_by_itself("back" if self.waits_for else "interval"))
        self._are_damaged: set[Path | None] = set()
        self._deciding = False
        self._anew = False  # what is kept is forgotten when what is under way has ended
        self._sync_job: Job | None = None
        self._rights = LatestOnly("disk", self)
        self._look_job: Job | None = None
        self._unsubscribe: Callable[[], None] = workspace.store.bus.subscribe(self._heard.emit)
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._ask_again = QTimer(self)
        self._ask_again.setInterval(_ASK_AGAIN_MS)
        self._ask_again.timeout.connect(self._knock_by_itself)
        self._sync_timer = QTimer(self)
        self._sync_timer.setInterval(_LOOK_MS)
        self._sync_timer.timeout.connect(lambda: self.synchronize_by_itself("interval"))
        if QNetworkInformation.loadDefaultBackend():
            information = QNetworkInformation.instance()
            if information is not None:
                information.reachabilityChanged.connect(self._reachability)

    # life

    def start(self) -> None:
        """Begins to talk to the catalogue; what is cached can be shown before any answer."""
        self.load_rights()
        self.system_status.start()
        self.synchronize_by_itself("start")
        self._sync_timer.start()
        self.queue.start()

    def leave(self) -> None:
        """Takes nothing on any more and tells nobody any more; for the GUI thread, does not wait."""
        self._ask_again.stop()
        self._sync_timer.stop()
        self.system_status.stop()
        self._heard.disconnect(self._tell)
        self._unsubscribe()
        self.workers.refuse()

    def finish(self, seconds: float = 3.0) -> bool:
        """After ``leave``: waits until what is under way has ended, and closes the store. Uploads wait in their rows.
        Answers whether all ended in time; for a worker, or for quitting."""
        ended = self.queue.stop(seconds)
        ended = self.workers.wait(int(seconds * 1000)) and ended
        self.workspace.close()
        return ended

    def close(self, seconds: float = 3.0) -> bool:
        """Both, one after the other: for quitting."""
        self.leave()
        return self.finish(seconds)

    # what is asked of the server

    def synchronize(self, *, full: bool = False, anew: bool = False) -> Job | None:
        """Brings the cache up to date, unless that is under way; what is on screen first. ``anew``: forgets what is
        kept, once the catalogue has answered."""
        if self._sync_job is not None:
            return None
        first = self.on_screen()
        self.policy.began(time.time())
        self._wait_for("")
        workspace = self.workspace

        def work(token: CancelToken, report: Report) -> Any:
            if anew:
                workspace.catalogue.status()
                workspace.store.cache.clear()
            done = sync.synchronize(workspace, token=token, report=report, full=full or anew, first=first)
            if self.cache_limit:
                workspace.store.cache.limit(self.cache_limit, calmly=True)
            return done

        job = self.ask(work, title=self.tr("Reading the catalogue"))
        self._sync_job = job
        job.done.connect(lambda _r: self._after_sync())
        job.failed.connect(self._tell_not_stored)
        job.ended.connect(lambda: setattr(self, "_sync_job", None))
        return job

    def read_anew(self) -> None:
        """Forgets what is kept of the catalogue and reads all of it again; what is under way is stopped before."""
        running = self._sync_job
        if running is None:
            self._anew = False
            self.synchronize(anew=True)
        elif not self._anew:
            self._anew = True
            running.ended.connect(self.read_anew)
            running.cancel()

    def synchronize_by_itself(self, occasion: Occasion) -> None:
        """Brings the cache up to date where that is due and costs nobody anything."""
        cache = self.workspace.store.cache

        def decide(seen: Any) -> None:
            self._deciding = False
            found = self.policy.decide(
                occasion,
                now=time.time(),
                last=seen.at if seen else None,
                system_status=self.system_status.now,
                running=self._sync_job is not None,
            )
            if found.run:
                self.synchronize()
                return
            if found.waits_for or (self.waits_for and occasion == "interval"):
                self._wait_for(found.waits_for)
            if found.waits_for and self.connection == "unknown":
                self.ask(lambda _t, _r: self.workspace.catalogue.status())  # whether it answers is known all the same

        if occasion == "start" or self.connection != "offline":
            self._deciding = self._deciding or occasion == "start"
            self.read(lambda: cache.get("synchronized")).done.connect(decide)

    @property
    def synchronizing(self) -> bool:
        """Whether the cache is being brought up to date, or that is about to begin."""
        return self._sync_job is not None or self._deciding

    def look_at_uploads(self) -> None:
        """Looks whether what was uploaded within a day is still there, unless that is under way. What a save at that
        moment threw away is sent again; what somebody deleted or replaced on purpose is told in its row."""
        if self._look_job is None:
            self._look_job = job = self.ask(lambda _t, _r: self.queue.look_again())
            job.ended.connect(lambda: setattr(self, "_look_job", None))

    def cancel_synchronization(self) -> None:
        """Stops it; what was read is kept."""
        if self._sync_job is not None:
            self._sync_job.cancel()

    def refresh_package(self, package_id: str) -> Job:
        """Asks for one record; the store's event tells when it changed."""
        return self.ask(lambda _t, _r: self.workspace.package(package_id))

    def ask(self, work: Callable[[CancelToken, Report], Any], *, title: str = "") -> Job:
        """Runs work that talks to the server, and learns from it whether the server can be reached."""
        job = self.workers.run(work, lane="net", title=title)
        job.done.connect(lambda _r: self._contact(job))
        job.failed.connect(self._learn)
        job.failed.connect(self._look_after_files)
        return job

    def read(self, work: Callable[[], Any], *, lane: Lane = "disk") -> Job:
        """Runs work that reads from this computer."""
        job = self.workers.run(lambda _t, _r: work(), lane=lane)
        job.failed.connect(self._look_after_files)
        return job

    def store(self, work: Callable[[], Any]) -> Job:
        """Runs work that stores on this computer, in the order of the calls. That it failed is always told."""
        job = self.workers.run(lambda _t, _r: work(), lane="write")
        job.failed.connect(self.storingFailed)
        job.failed.connect(self._look_after_files)
        return job

    def load_rights(self) -> None:
        """Reads who the user is and what they may; ``accountChanged`` follows."""
        self._rights.ask(self, lambda: (self.workspace.account(), self.workspace.tree()), self._take_rights)

    def may_write(self, package: Package) -> bool:
        """Whether the user may change a record, as far as is known here; the server decides."""
        if not self.workspace.catalogue.has_key:
            return False
        if self.account is not None and self.account.sysadmin:
            return True
        organization = self.tree.get(package.owner_org)
        return organization is not None and organization.writable

    # words for the window

    @property
    def online(self) -> bool:
        """Whether the catalogue answered the last time."""
        return self.connection in ("connected", "refused")

    def is_stale(self, seen: float) -> bool:
        """Whether something seen at that time should be asked for again when shown."""
        return time.time() - seen > _STALE

    # inside

    def _wait_for(self, reason: Wait) -> None:
        if reason != self.waits_for:
            self.waits_for = reason
            self.waitingChanged.emit()

    def _look_after_files(self, error: object) -> None:
        """Each file that is damaged is told once; of what is read beside the open catalogue nothing is."""
        if not isinstance(error, Damaged) or error.file in self._are_damaged:
            return
        self._are_damaged.add(error.file)
        if error.file == self.workspace.store.cache_file:
            self.damaged.emit()
        elif error.file == self.workspace.store.work_file:
            self.workDamaged.emit(error)

    def _tell_not_stored(self, error: object) -> None:
        if isinstance(error, StoreError | OSError) and not isinstance(error, Damaged):
            self.storingFailed.emit(error)

    def _after_sync(self) -> None:
        self.synchronized.emit()
        self.load_rights()
        self.look_at_uploads()

    def _take_rights(self, found: tuple[Account | None, OrganizationTree]) -> None:
        self.account, self.tree = found
        self.accountChanged.emit()

    def _contact(self, job: Job) -> None:
        self.last_contact = time.time()
        was = self.connection
        if was == "refused" and job is not self._sync_job:
            return  # what is public is answered without a key that is known, too
        if was != "connected":
            self.connection, self.connection_words = "connected", ""
            self._ask_again.stop()
            self.connectionChanged.emit()
            if was == "offline":
                self.queue.wake()
                self.synchronize_by_itself("back")

    def _learn(self, error: object) -> None:
        if isinstance(error, Busy) and error.retry_after:
            self.policy.leave_alone(time.time(), error.retry_after)
        if isinstance(error, Offline | Timeout):
            self._now("offline", error.message)
            self._ask_again.start()
        elif isinstance(error, NotAuthorized) and self._sync_job is not None:
            self._now("refused", error.message)
        elif isinstance(error, CatalogueError) and self._sync_job is not None and self.connection == "unknown":
            self._now("offline", error.message)
            self._ask_again.start()

    def _now(self, connection: Connection, words: str) -> None:
        if (self.connection, self.connection_words) != (connection, words):
            self.connection, self.connection_words = connection, words
            self.connectionChanged.emit()

    def _knock(self) -> None:
        if self.connection == "offline":
            self.ask(lambda _t, _r: self.workspace.catalogue.status())

    def _knock_by_itself(self) -> None:
        if not self.policy.is_left_alone(time.time()):
            self._knock()

    def try_again(self) -> None:
        """Asks the catalogue now whether it answers."""
        self._knock() if self.connection == "offline" else self.synchronize()

    def _reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability == QNetworkInformation.Reachability.Online:
            self._knock()

    def _tell(self, change: Changed) -> None:
        self.changed.emit(change.kind, change.ids)


class SessionChoices:
    """What forms offer that is not in the schema: organizations, licences, keywords."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._organizations: list[Choice] = []
        self._writable: list[Choice] = []
        self._licences: list[Choice] = []
        self._keywords = Keywords()
        self._asked: dict[str, list[str]] = {}  # beginning of a keyword -> what the catalogue answered

    def load(self) -> None:
        """Reads the lists from the store; for a worker."""
        workspace = self._session.workspace
        organizations = sorted(workspace.store.cache.organizations(), key=lambda o: o.title.casefold())
        self._organizations = [Choice(o.id, o.title) for o in organizations]
        self._writable = [Choice(o.id, o.title) for o in organizations if o.writable]
        self._licences = [
            Choice(str(entry["id"]), str(entry.get("title") or entry["id"])) for entry in workspace.licences()
        ]
        self._keywords = keywords_in_use(workspace)

    def organizations(self) -> list[Choice]:
        return self._organizations

    def writable_organizations(self) -> list[Choice]:
        return self._writable

    def licences(self) -> list[Choice]:
        return self._licences

    def tags(self, prefix: str) -> list[str]:
        return self._keywords.beginning(prefix, also=self._asked.get(prefix.strip().casefold(), ()))

    def ask_for_tags(self, prefix: str, answered: Callable[[], object]) -> None:
        """Asks the catalogue, where it can be reached, for keywords that are not remembered here."""
        session, begun = self._session, prefix.strip().casefold()
        if not session.online or len(begun) < _ASK_FROM:
            return
        if begun in self._asked:
            return
        job = session.ask(lambda _t, _r: session.workspace.catalogue.complete_tag(begun))

        def take(found: list[str]) -> None:
            self._asked[begun] = found
            answered()

        job.done.connect(take)
