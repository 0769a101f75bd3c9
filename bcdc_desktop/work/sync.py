"""Brings the cache up to date: the tree, the schema, and every package that the user may see.

The first time everything is listed (ids with the time of the last change, a thousand at a time) and read in pages of
whole packages; what is here already in its latest version is not read again, so a run that was stopped goes on where it
stopped. Afterwards only what changed since is read. What was deleted, and what the user may not see any more, does not
show among the changes: the server's counts, in all and by organization, tell that something is gone, and a list of
those organizations tells what.

Runs may overlap, in one program or in several: an older version never takes the place of a newer one, and each run
ends by comparing the counts. Times are compared with the server's own only.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import PAGE, SearchPage
from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.domain.query import parse
from bcdc_desktop.domain.server_query import server_query
from bcdc_desktop.store.cache import PackageQuery
from bcdc_desktop.store.package_writer import Prepared, prepared

from . import kept, listing
from .courtesy import AT_ONCE, Courtesy
from .desk import Desk
from .progress import CancelToken, Progress, Report, silent
from .refreshing import refresh_account, refresh_rights, refresh_schema, refresh_tree, younger

__all__ = [
    "Synchronized", "refresh_account", "refresh_organization", "refresh_schema", "refresh_tree", "search_server",
    "synchronize",
]  # fmt: skip
_FULL_AGE = 24 * 3600.0  # seconds until everything is listed once more
_OVERLAP = timedelta(minutes=10)  # the server's index may be late
_FUTURE = 20  # records; when more were changed later than now, it is our clock that is wrong
_TOGETHER = 200  # records that are stored at once
_LONGEST_WAIT = 0.5  # seconds that what was read waits for more
_PIECE = 5  # records that are made ready, some milliseconds, until others get their turn
_BREATH = 0.0002  # seconds
_ROUNDS = 3  # of comparing with a catalogue that keeps changing
_FEW = 20  # organizations that are listed one by one, and records that may be gone without a second look
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Synchronized:
    """What a synchronization did. ``full``: what is there was listed, in all or in some organizations, and not only
    what changed."""

    full: bool
    read: int
    removed: int
    total: int


def refresh_organization(desk: Desk, organization_ids: Sequence[str], *, token: CancelToken | None = None) -> int:
    """All packages of some organizations; forgets those that are gone. Returns how many there are."""
    if not organization_ids:
        return 0
    run = _Run(desk, token or CancelToken(), silent)
    with run.asking():
        run.compare(organization_ids, again=True)
    return desk.store.cache.count(PackageQuery(organizations=tuple(organization_ids)))


def search_server(desk: Desk, words: str, *, rows: int = PAGE) -> tuple[int, list[dict[str, Any]]]:
    """Asks the server for what its search language can express of a search, and keeps what it finds.

    Returns the count of all hits and the first of them.
    """
    asked = server_query(parse(words), desk.store.cache.tree())
    began = time.time()
    page = desk.catalogue.search(asked.q, fq=asked.fq, rows=rows)
    desk.store.cache.put_packages(page.packages, asked=began)
    return page.count, page.packages


def synchronize(
    desk: Desk,
    *,
    token: CancelToken | None = None,
    report: Report = silent,
    full: bool = False,
    first: Sequence[str] = (),
) -> Synchronized:
    """Brings everything that the user may see: all of it the first time, afterwards what changed.

    Args:
        desk: whose cache.
        token: asks to stop.
        report: hears of records read; the total is that of all records.
        full: reads every record again, also those that seem the same.
        first: ids of the records that are shown right now; they are read before anything else.

    Raises:
        Cancelled: asked to; what was read so far is kept, and the next run goes on there.
        NotAuthorized: the key is not known any more; nothing was forgotten.
        CatalogueError: the catalogue could not be asked; what was read so far is kept.
    """
    run = _Run(desk, token or CancelToken(), report)
    with run.asking():
        if first:
            run.fetch([listing.Part(tuple(first))])
        last_full = desk.store.cache.get("synchronized_fully")
        everything = full or last_full is None or not younger(last_full.at, _FULL_AGE)
        report(Progress(0, None, "Reading organizations"))
        if everything:
            refresh_account(desk)
            refresh_tree(desk)
        else:
            refresh_rights(desk)
        refresh_schema(desk)
        if everything:
            run.everything(again=full)
        else:
            run.changes(_mark(desk.store.cache.newest_changes(_FUTURE + 1)))
        run.settle()
        total = desk.store.cache.count(PackageQuery())
        if run.listed_all:
            desk.store.cache.put("synchronized_fully", total)
            desk.store.cache.tidy()
        desk.store.cache.put("synchronized", total)
        return Synchronized(run.listed, run.read, run.removed, total)


class _Run:
    """One synchronization. Questions go through one Courtesy; pages are read by its threads and stored by them."""

    def __init__(self, desk: Desk, token: CancelToken, report: Report) -> None:
        self._desk = desk
        self._cache = desk.store.cache
        self._catalogue = desk.catalogue
        self._token = token
        self._report = report
        self._courtesy = Courtesy(token)
        self._waiting: list[tuple[list[Prepared], float]] = []
        self._waiting_lock = threading.Lock()
        self._store_lock = threading.Lock()
        self._ready_lock = threading.Lock()
        self.read = 0
        self.removed = 0
        self.listed = False
        self.listed_all = False

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Within it, this thread's questions stop with the token."""
        with self._catalogue.cancellable(self._token):
            yield

    def everything(self, *, again: bool) -> None:
        """Lists everything, reads what is not here in its latest version (or all ``again``), forgets what is gone."""
        newest = self.compare(None, again=again)
        self.listed_all = True
        if newest:
            self.changes(_before(newest))  # what was changed while this was under way

    def changes(self, since: str) -> None:
        """Reads what was changed at that time or after it; everything where there is no such time."""
        if not since:
            self.everything(again=False)
            return
        pages = listing.changed_since(self._catalogue, self._ask, since)
        for page, asked in _timed(pages):
            held = self._cache.versions_of([str(p["id"]) for p in page.packages])
            self._cache.put_packages(page.packages, asked=asked)
            changed = [p for p in page.packages if held.get(str(p["id"])) != p.get("metadata_modified")]
            self.read += len(changed)
            for package in changed:
                self._was_kept(str(package["id"]))
            self._report(Progress(self.read, None, "Reading changes"))

    def _was_kept(self, package_id: str) -> None:
        """Looks whether something that was saved from here was overwritten."""
        kept.look_at_cached(self._desk, package_id)

    def settle(self) -> None:
        """Compares the counts with the server's until they agree; lists where they do not.

        A catalogue that changes all the time is left after some rounds: the next run goes on.
        """
        for _ in range(_ROUNDS):
            page = self._ask(lambda: self._catalogue.search(rows=0, facets=("organization",)))
            differing = self._differing(page)
            if differing is not None and not differing:
                return
            before = (self.read, self.removed)
            self.compare(differing, again=False)
            if (self.read, self.removed) == before:
                return  # the server counts in another way than it lists

    def compare(self, organizations: Sequence[str] | None, *, again: bool) -> str:
        """Lists the packages of some organizations (ids; None: all), reads those that differ and forgets those that
        are not listed. Answers the latest ``metadata_modified`` that was listed."""
        self.listed = True
        known = self._cache.versions(organizations)
        fq = "" if organizations is None else f"owner_org:({' OR '.join(_quoted(i) for i in organizations)})"
        listed: set[str] = set()
        newest = ""
        done = 0

        def pages() -> Iterator[listing.Part]:
            nonlocal newest, done
            for entries, left in listing.entries(self._catalogue, self._ask, fq=fq):
                newest = max([newest, *(e.modified for e in entries)])
                listed.update(e.id for e in entries)
                self._total = len(listed) - len(entries) + left
                wanted = {
                    e.id
                    for e in entries
                    if again or e.id not in known or not listing.same_time(e.modified, known[e.id])
                }
                done += len(entries) - len(wanted)
                self._done = done
                yield from listing.parts(entries, wanted)

        try:
            self.fetch(pages())
        except listing.ListingRefused:
            _log.info("%s lists no single fields: whole packages are read", self._desk.profile.name)
            newest = self._read_whole(fq, listed)
        self._forget(set(known) - listed, of=len(known))
        return newest

    def fetch(self, pages: Iterable[listing.Part]) -> None:
        """Reads whole packages, several parts at once. The list of them is made meanwhile."""
        under_way: set[Future[int]] = set()
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sync") as pool:
            try:
                for part in pages:
                    under_way.add(pool.submit(self._page, part))
                    if len(under_way) > 4 * AT_ONCE:
                        under_way = self._collect(under_way)
                while under_way:
                    under_way = self._collect(under_way)
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
            finally:
                self._store_waiting()

    _done = 0
    _total: int | None = None

    def _collect(self, under_way: set[Future[int]]) -> set[Future[int]]:
        ended, waiting = wait(under_way, return_when=FIRST_COMPLETED)
        for one in ended:
            count = one.result()
            self.read += count
            self._done += count
        self._report(Progress(self._done, self._total, "Reading records"))
        return waiting

    def _page(self, part: listing.Part) -> int:
        with self._catalogue.cancellable(self._token), self._catalogue.asking_once():
            asked = time.time()
            packages = self._courtesy.ask(lambda: listing.read(self._catalogue, part))
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
                found.append(prepared(package))
                if number % _PIECE == 0:
                    time.sleep(_BREATH)
        return found

    def _keep(self, found: list[Prepared], asked: float) -> None:
        """Stores what was read, several pages at once: each transaction has a price of its own."""
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
            held = self._cache.versions_of([p.id for p in packages])
            self._cache.put_prepared(packages, asked=min(at for _, at in together))
        for package in packages:
            if held.get(package.id, package.modified) != package.modified:
                self._was_kept(package.id)

    def _read_whole(self, fq: str, listed: set[str]) -> str:
        newest = ""
        for page, asked in _timed(listing.whole(self._catalogue, self._ask, fq=fq)):
            self._cache.put_packages(page.packages, asked=asked)
            listed.update(str(p["id"]) for p in page.packages)
            newest = max([newest, *(str(p.get("metadata_modified") or "") for p in page.packages)])
            self.read += len(page.packages)
            self._report(Progress(len(listed), len(listed) - len(page.packages) + page.count, "Reading records"))
        return newest

    def _forget(self, gone: set[str], *, of: int) -> None:
        """Forgets packages, after a second look where a large part would go: an index that is being built anew lists
        nothing, and that is no reason to forget everything."""
        if len(gone) > max(_FEW, of // 2):
            for package_id in sorted(gone)[:: max(1, len(gone) // 3)][:3]:
                try:
                    self._ask_any(functools.partial(self._catalogue.package, package_id))
                except (errors.NotFound, errors.NotAuthorized):
                    continue
                raise errors.ServerFault(
                    "The catalogue's search answers with far fewer records than there are. Nothing was forgotten here."
                )
        self._cache.remove_packages(gone)
        self.removed += len(gone)

    def _differing(self, page: SearchPage) -> list[str] | None:
        """The organizations (ids) whose counts differ from the server's; None where everything must be listed."""
        tree = self._cache.tree()
        theirs: dict[str, int] = {}
        for name, count in page.facets.get("organization", {}).items():
            known = tree.get(name)
            if known is None:
                refresh_tree(self._desk)
                tree = self._cache.tree()
                known = tree.get(name)
            if known is None:
                return None
            theirs[known.id] = count
        ours = self._cache.counts_by_organization()
        outside = page.count - sum(theirs.values())  # records without an organization
        if outside != sum(count for org, count in ours.items() if org not in tree):
            return None
        differing = [org for org in {*theirs, *ours} if org in tree and theirs.get(org, 0) != ours.get(org, 0)]
        return differing if len(differing) <= _FEW else None

    def _ask(self, question: Callable[[], SearchPage]) -> SearchPage:
        with self._catalogue.asking_once():
            return self._courtesy.ask(question)

    def _ask_any(self, question: Callable[[], Any]) -> Any:
        with self._catalogue.asking_once():
            return self._courtesy.ask(question)


def _mark(newest: Sequence[str]) -> str:
    """From when on to ask for changes, given the latest times of change of what is here; empty where nothing is.

    A few records that were changed “in the future” (the server's clock was wrong for a while) do not hide the rest.
    """
    if not newest:
        return ""
    limit = datetime.now(UTC) + timedelta(days=1)
    past = next((t for t in newest if (when := parse_time(t)) and when <= limit), None)
    return _before(past or newest[0])


def _before(time_of_change: str) -> str:
    when = parse_time(time_of_change)
    if when is None:
        return ""
    with contextlib.suppress(OverflowError):
        when -= _OVERLAP
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _timed(pages: Iterator[SearchPage]) -> Iterator[tuple[SearchPage, float]]:
    """Each page with when it was asked for (seconds since the epoch)."""
    while True:
        asked = time.time()
        page = next(pages, None)
        if page is None:
            return
        yield page, asked


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
