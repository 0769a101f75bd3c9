"""Synchronization: brings the cache up to date with the organizations, the schema, and every package the user may see.

The first time everything is listed (ids with the time of the last change, a thousand at a time) and read in pages of
whole packages; what is here already in its latest version is not read again, so a run that was stopped goes on where it
stopped. Afterwards only what changed since the last run that came to its end is read (``watermark``). What was deleted,
and what the user may not see any more, does not show among the changes: the server's counts, in all and by
organization, tell that something is gone, and a list of those organizations tells what.

Runs may overlap, in one program or in several: an older version never takes the place of a newer one, and each run
ends by comparing the counts. Times are compared with the server's own only.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.answers import UnreadableRecord, unreadable_notice
from bcdc_desktop.catalogue.client import PAGE, SearchPage
from bcdc_desktop.domain.search.query import Query, parse
from bcdc_desktop.domain.search.solr import server_query
from bcdc_desktop.store.database import Damaged
from bcdc_desktop.store.package_writer import Prepared
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.translation import tr

from ..gui_priority import give_way
from ..progress import CancelToken, Progress, Report, Tally, silent
from ..rate_limiter import AT_ONCE
from ..records import overwritten
from ..workspace import Workspace
from . import listing, watermark
from .refresh import prove_key, refresh_account, refresh_rights, refresh_schema, refresh_tree, younger

__all__ = [
    "Synchronized", "refresh_account", "refresh_schema", "refresh_tree", "search_server", "synchronize",
]  # fmt: skip
_FULL_AGE = 24 * 3600.0  # seconds until everything is listed once more
_TOGETHER = 100  # records that are stored at once
_PIECE = 5  # records that are made ready, some milliseconds, until others get their turn
_LONGEST_WAIT = 0.5  # seconds that what was read waits for more
_ROUNDS = 3  # of comparing with a catalogue that keeps changing
_MOST_NAMED = 1000  # records that cannot be read
FEW = 20  # organizations that are listed one by one, and records that may be gone without a second look
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Synchronized:
    """Outcome of a synchronization. ``full``: packages were listed, in all or in some organizations, and not only those
    that changed. ``unreadable``: records that the catalogue sent in a shape that records do not have; they were set
    aside."""

    full: bool
    read: int
    removed: int
    total: int
    unreadable: tuple[UnreadableRecord, ...] = ()

    @property
    def notice(self) -> str:
        """The sentence that names the records that could not be read; empty where there are none."""
        return unreadable_notice(self.unreadable)


def search_server(workspace: Workspace, words: str | Query, *, rows: int = PAGE) -> tuple[int, list[dict[str, Any]]]:
    """Search on the server, as far as its search language can express the search, and cache the results.

    Return the count of all hits and the first of them.
    """
    query = parse(words) if isinstance(words, str) else words
    asked = server_query(query, workspace.store.cache.organizations.tree(), workspace.store.cache.index.spellings)
    began = time.time()
    page = workspace.catalogue.search(asked.q, fq=asked.fq, rows=rows)
    workspace.store.cache.records.put(page.packages, asked=began)
    return page.count, page.packages


def synchronize(
    workspace: Workspace,
    *,
    token: CancelToken | None = None,
    report: Report = silent,
    full: bool = False,
    first: Sequence[str] = (),
) -> Synchronized:
    """Read everything that the user may see: all of it the first time, afterwards what changed.

    Args:
        workspace: whose cache.
        token: asks to stop.
        report: hears of records read; the total is that of all records.
        full: reads every record again, also those that seem the same.
        first: ids of the records that are shown right now; they are read before anything else.

    Raises:
        Cancelled: asked to; what was read so far is cached, and the next run continues there.
        NotAuthorized: the key is not accepted any more; nothing was removed.
        CatalogueError: the catalogue could not be asked; what was read so far is cached.
    """
    run = _Run(workspace, token or CancelToken(), report)
    with run.asking():
        if first:
            run.fetch([listing.ListPart(tuple(first))], counted=False)  # the lists below count them
        last_full = workspace.store.cache.key_value.get("synchronized_fully")
        everything = full or last_full is None or not younger(last_full.at, _FULL_AGE)
        report(Progress(0, None, tr("Reading organizations")))
        if everything:
            refresh_account(workspace)
            refresh_tree(workspace)
        else:
            refresh_rights(workspace)
        refresh_schema(workspace)
        if everything:
            run.everything(again=full)
        else:
            run.changes()
        run.settle()
        workspace.store.cache.organizations.recount()
        total = workspace.store.cache.lists.count(PackageQuery())
        if run.listed_all:
            workspace.store.cache.key_value.put("synchronized_fully", total)
            workspace.store.cache.tidy()
        watermark.store(workspace.store.cache, run.watermark)
        workspace.store.cache.key_value.put("synchronized", total)
        return Synchronized(run.listed, run.read, run.removed, total, tuple(run.unreadable.values()))


def update_cache(
    workspace: Workspace,
    *,
    token: CancelToken | None = None,
    report: Report = silent,
    full: bool = False,
    clear: bool = False,
    first: Sequence[str] = (),
    limit: int = 0,
) -> Synchronized:
    """Synchronize, and keep the cache within its limit.

    Args:
        workspace: whose cache.
        token: asks to stop.
        report: hears of records read.
        full: read every record again.
        clear: forget what is cached, once the catalogue has answered, and read everything.
        first: ids of the records that are shown right now.
        limit: bytes that the cache may take; 0 for no limit.

    Raises:
        Cancelled, CatalogueError: as ``synchronize`` does.
    """
    if clear:
        workspace.catalogue.status()
        workspace.store.cache.clear()
    done = synchronize(workspace, token=token, report=report, full=full or clear, first=first)
    if limit:
        workspace.store.cache.limit(limit, calmly=True)
    return done


class _Run:
    """One synchronization. Pages are read by its threads and stored by them."""

    def __init__(self, workspace: Workspace, token: CancelToken, report: Report) -> None:
        self._workspace = workspace
        self._cache = workspace.store.cache
        self._catalogue = workspace.catalogue
        self._token = token
        self._tally = Tally(report)
        self._waiting: list[tuple[list[Prepared], float]] = []
        self._waiting_lock = threading.Lock()
        self._store_lock = threading.Lock()
        self._ready_lock = threading.Lock()
        self.read = 0
        self.removed = 0
        self.watermark = ""
        self.listed = False
        self.listed_all = False
        self.unreadable: dict[str, UnreadableRecord] = {}

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Within it, requests of this thread are rate limited, and stop with the token; records that cannot be read are
        noted."""
        with (
            self._catalogue.cancellable(self._token),
            self._catalogue.asking_through(self._workspace.rate_limiter.ask),
            self._catalogue.noting_unreadable(self._set_aside),
        ):
            yield

    def _set_aside(self, record: UnreadableRecord) -> None:
        if len(self.unreadable) < _MOST_NAMED:
            self.unreadable.setdefault(record.id or record.name, record)

    def everything(self, *, again: bool) -> None:
        """List everything, read what is not here in its latest version (or all ``again``), forget what is gone."""
        latest = watermark.WatermarkTracker()  # before the first is read, as any may be changed while the others are
        latest.see(listing.newest(self._catalogue, watermark.FUTURE + 1))
        self.watermark = latest.watermark()
        self.compare(None, again=again)
        self.listed_all = True
        self._read_changes()

    def changes(self) -> None:
        """Read what was changed since the last completed run; everything where there was none."""
        self.watermark = watermark.stored(self._cache)
        if self.watermark:
            self._read_changes()
        else:
            self.everything(again=False)

    def _read_changes(self) -> None:
        """Read what was changed since the watermark, and move it to the end of the list."""
        since = watermark.before(self.watermark)
        if not since:
            return
        latest = watermark.WatermarkTracker()
        self._tally.begin()
        pages = listing.changed_since(self._catalogue, since)
        for page, asked in _timed(pages):
            latest.see(str(p.get("metadata_modified") or "") for p in page.packages)
            changed = self._keep_page(page, asked)
            self.read += changed
            self._tally.add(changed, tr("Reading changes"))
        self.watermark = max(self.watermark, latest.watermark())

    def settle(self) -> None:
        """Compare the counts with the server's until they agree; list the organizations where they do not.

        A catalogue that changes all the time is left after some rounds: the next run goes on.
        """
        for _ in range(_ROUNDS):
            page = self._catalogue.search(rows=0, facets=("organization",))
            differing = self._differing(page)
            if differing is not None and not differing:
                return
            before = (self.read, self.removed)
            self.compare(differing, again=False)
            if (self.read, self.removed) == before:
                return  # the server counts in another way than it lists

    def compare(self, organizations: Sequence[str] | None, *, again: bool) -> None:
        """List the packages of some organizations (ids; None: all), read those that differ, and remove those that are
        not listed."""
        self.listed = True
        known = self._cache.records.versions(organizations)
        fq = "" if organizations is None else f"owner_org:({' OR '.join(_quoted(i) for i in organizations)})"
        listed: set[str] = set()
        self._tally.begin()

        def pages() -> Iterator[listing.ListPart]:
            for entries, left in listing.entries(self._catalogue, fq=fq):
                listed.update(e.id for e in entries)
                self._tally.expect(len(listed) - len(entries) + left)
                wanted = {
                    e.id
                    for e in entries
                    if again or e.id not in known or not listing.same_time(e.modified, known[e.id])
                }
                self._tally.add(len(entries) - len(wanted), tr("Reading records"))
                yield from listing.parts(entries, wanted)

        try:
            self.fetch(pages())
        except listing.ListingRefused:
            _log.info("%s lists no single fields: whole packages are read", self._workspace.profile.name)
            self._read_whole(fq, listed)
        self._forget(set(known) - listed, of=len(known))

    def fetch(self, pages: Iterable[listing.ListPart], *, counted: bool = True) -> None:
        """Read whole packages, several parts at once. The list of them is made meanwhile."""
        under_way: dict[Future[int], int] = {}  # how many are to be told as done then
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sync") as pool:
            try:
                for part in pages:
                    under_way[pool.submit(self._page, part)] = len(part.ids) if counted else 0
                    if len(under_way) > 4 * AT_ONCE:
                        self._collect(under_way)
                while under_way:
                    self._collect(under_way)
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
            finally:
                self._store_waiting()

    def _collect(self, under_way: dict[Future[int], int]) -> None:
        ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for one in ended:
            self.read += one.result()
            self._tally.add(under_way.pop(one), tr("Reading records"))

    def _page(self, part: listing.ListPart) -> int:
        with self.asking():
            asked = time.time()
            packages = listing.read(self._catalogue, part)
            self._token.check()
            found = self._make_ready(packages)
        self._keep(found, asked)
        return len(found)

    def _make_ready(self, packages: list[dict[str, Any]]) -> list[Prepared]:
        """One thread at a time, and in small pieces: a window waits for the interpreter's lock behind all who want it,
        and gains nothing from three who take turns."""
        found = []
        with self._ready_lock:
            for number, package in enumerate(packages):
                if (one := self._prepared(package)) is not None:
                    found.append(one)
                if number % _PIECE == 0:
                    give_way()
        return found

    def _prepared(self, package: Mapping[str, Any]) -> Prepared | None:
        """Return a package ready to be stored; None, and it is set aside, where something in it that only the lists
        read is not as it must be."""
        try:
            return self._cache.records.prepare(package)
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            _log.info("a record cannot be stored: %s", type(error).__name__)
            title = str(package.get("title") or package.get("name") or "")
            self._set_aside(UnreadableRecord(str(package["id"]), title, tr("it can't be stored")))
            return None

    def _keep(self, found: list[Prepared], asked: float) -> None:
        """Store what was read, several pages at once: each transaction has a cost of its own."""
        with self._waiting_lock:
            self._waiting.append((found, asked))
            waits = sum(len(page) for page, _ in self._waiting) < _TOGETHER
            waits = waits and time.time() - self._waiting[0][1] < _LONGEST_WAIT
        if not waits:
            self._store_waiting()

    def _store_waiting(self) -> None:
        with self._store_lock:
            with self._waiting_lock:
                together, self._waiting = self._waiting, []
            if not together:
                return
            packages = [p for page, _ in together for p in page]
            held = self._cache.records.versions_of([p.id for p in packages])
            give_way()
            self._cache.records.put_prepared(packages, asked=min(at for _, at in together))
        self._check_overwritten({p.id: p.modified for p in packages}, held)

    def _check_overwritten(self, read: Mapping[str, str], held: Mapping[str, str]) -> None:
        """Check the records that were written to from here, and differ from the cache (id -> time of change): they
        changed, or were not cached. Where the journal is damaged the catalogue is read all the same."""
        try:
            for package_id in self._workspace.store.journal.packages() & set(read):
                if held.get(package_id) != read[package_id]:
                    overwritten.check_cached(self._workspace, package_id)
        except Damaged as error:
            if error.file != self._workspace.store.work_file:
                raise
            _log.info("whether what was saved from here was kept is not known: %s", error)

    def _keep_page(self, page: SearchPage, asked: float) -> int:
        """Store a page of whole packages; return how many were not cached in this version."""
        packages = [one for p in page.packages if (one := self._prepared(p)) is not None]
        read = {p.id: p.modified for p in packages}
        held = self._cache.records.versions_of(list(read))
        self._cache.records.put_prepared(packages, asked=asked)
        self._check_overwritten(read, held)
        return sum(held.get(package_id) != modified for package_id, modified in read.items())

    def _read_whole(self, fq: str, listed: set[str]) -> None:
        for page, asked in _timed(listing.whole(self._catalogue, fq=fq)):
            self._keep_page(page, asked)
            listed.update(str(p["id"]) for p in page.packages)
            self.read += len(page.packages)
            self._tally.expect(len(listed) - len(page.packages) + page.count)
            self._tally.add(len(page.packages), tr("Reading records"))

    def _forget(self, gone: set[str], *, of: int) -> None:
        """Forgets packages, where the key is still known, and after a second look where a large part would go: an index
        that is being built anew lists nothing, and that is no reason to forget everything."""
        if not gone:
            return
        prove_key(self._workspace)
        if len(gone) > max(FEW, of // 2):
            for package_id in sorted(gone)[:: max(1, len(gone) // 3)][:3]:
                try:
                    self._catalogue.package(package_id)
                except (errors.NotFound, errors.NotAuthorized):
                    continue
                raise errors.ServerFault(
                    tr("The catalogue's search lists far fewer records than exist. Nothing was removed from the cache.")
                )
        self._cache.records.remove(gone)
        self.removed += len(gone)

    def _differing(self, page: SearchPage) -> list[str] | None:
        """Return the ids of organizations whose counts differ from the server's; None where all must be listed."""
        tree = self._cache.organizations.tree()
        theirs: dict[str, int] = {}
        for name, count in page.facets.get("organization", {}).items():
            known = tree.get(name)
            if known is None:
                refresh_tree(self._workspace)
                tree = self._cache.organizations.tree()
                known = tree.get(name)
            if known is None:
                return None
            theirs[known.id] = count
        ours = self._cache.records.counts_by_organization()
        outside = page.count - sum(theirs.values())  # records without an organization
        if outside != sum(count for org, count in ours.items() if org not in tree):
            return None
        differing = [org for org in {*theirs, *ours} if org in tree and theirs.get(org, 0) != ours.get(org, 0)]
        return differing if len(differing) <= FEW else None


def _timed(pages: Iterator[SearchPage]) -> Iterator[tuple[SearchPage, float]]:
    """Yield each page with when it was asked for (seconds since the epoch)."""
    while True:
        asked = time.time()
        page = next(pages, None)
        if page is None:
            return
        yield page, asked


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
