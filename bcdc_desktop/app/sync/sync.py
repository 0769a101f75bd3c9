"""Synchronization: brings the cache up to date with the organizations, the schema, and every package the user may see.

The first time everything is listed (ids with the time of the last change, a thousand at a time) and read in pages of
whole packages; what is here already in its latest version is not read again, so a run that was stopped goes on where it
stopped. Afterwards only what changed since the last run that came to its end is read (``watermark``). What was deleted,
and what the user may not see any more, does not show among the changes: the server's counts, in all and by
organization, tell that something is gone, and a list of those organizations tells what.

It may be limited to some organizations, and titles may come before the records (``scope``).

Runs may overlap, in one program or in several: an older version never takes the place of a newer one, and each run
ends by comparing the counts. Times are compared with the server's own only.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.answers import UnreadableRecord, unreadable_notice
from bcdc_desktop.catalogue.client import PAGE, SearchPage
from bcdc_desktop.domain.search.query import Query, parse
from bcdc_desktop.domain.search.solr import server_query
from bcdc_desktop.store.organizations import COVERED
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, Tally, silent
from ..workspace import Workspace
from . import listing, watermark
from .policy import younger
from .record_writer import RecordWriter
from .refresh import prove_key, refresh_account, refresh_rights, refresh_schema, refresh_tree
from .scope import LARGE, SyncScope, choose_scope, chosen_scope
from .titles import TITLE_FIELDS, record_of

__all__ = [
    "Synchronized", "refresh_account", "refresh_schema", "refresh_tree", "search_server", "synchronize",
]  # fmt: skip
_FULL_AGE = 24 * 3600.0  # seconds until everything is listed once more
_ROUNDS = 3  # of comparing with a catalogue that keeps changing
READ_FROM = "synchronized_from"  # in the cache: the catalogue's address when all of it was read
_TITLES = "synchronized_titles"  # in the cache: of which organizations all titles were listed
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
    scope: SyncScope | None = None,
) -> Synchronized:
    """Read everything that the user may see: all of it the first time, afterwards what changed.

    Args:
        workspace: whose cache.
        token: asks to stop.
        report: hears that it begins, and then, with each answer, of records read; the total is that of all records.
        full: reads every record again, also those that seem the same. So does a run at another address than that of
            the run before: the links to files that a catalogue keeps have its address.
        first: ids of the records that are shown right now; they are read before anything else.
        scope: what to keep to, from now on; None for what was chosen before. Records of other organizations that were
            never opened here are removed from the cache.

    Raises:
        Cancelled: asked to; what was read so far is cached, and the next run continues there.
        NotFound: there is no organization of such a name, or the user has a role in none.
        NotAuthorized: the key is not accepted any more; nothing was removed.
        CatalogueError: the catalogue could not be asked; what was read so far is cached.
    """
    run = _Run(workspace, token or CancelToken(), report)
    with run.asking():
        if first:
            run.fetch([listing.ListPart(tuple(first))], counted=False)  # the lists below count them
        moved = run.moved()
        full = full or moved
        last_full = workspace.store.cache.key_value.get("synchronized_fully")
        everything = full or last_full is None or not younger(last_full.at, _FULL_AGE, now=time.time())
        report(Progress(0, None, tr("Reading organizations and fields")))
        if everything:
            run.introduce(scope, report)
        else:
            refresh_rights(workspace)
            refresh_schema(workspace)
        everything = run.limit(scope) or everything
        if everything:
            run.everything(again=full)
        else:
            run.changes()
        run.settle()
        run.compare_outside()
        run.forget_unreadable()
        workspace.store.cache.organizations.recount()
        total = workspace.store.cache.lists.count(PackageQuery())
        if run.listed_all:
            workspace.store.cache.key_value.put("synchronized_fully", total)
            workspace.store.cache.tidy()
        watermark.store(workspace.store.cache, run.watermark)
        if moved:  # all of it was read again
            workspace.store.cache.key_value.put(READ_FROM, workspace.profile.address)
        workspace.store.cache.key_value.put("synchronized", total)
        return Synchronized(run.listed, run.read, run.removed, total, run.unreadable)


def update_cache(
    workspace: Workspace,
    *,
    token: CancelToken | None = None,
    report: Report = silent,
    full: bool = False,
    clear: bool = False,
    first: Sequence[str] = (),
    limit: int = 0,
    scope: SyncScope | None = None,
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
        scope: what to keep to, from now on; None for what was chosen before.

    Raises:
        Cancelled, CatalogueError: as ``synchronize`` does.
    """
    if clear:
        workspace.catalogue.status()
        workspace.store.cache.clear()
    done = synchronize(workspace, token=token, report=report, full=full or clear, first=first, scope=scope)
    if limit:
        workspace.store.cache.limit(limit, calmly=True)
    return done


class _Run:
    """One synchronization. Pages are read by its threads and stored by them."""

    def __init__(self, workspace: Workspace, token: CancelToken, report: Report) -> None:
        self._workspace = workspace
        self._cache = workspace.store.cache
        self._catalogue = workspace.catalogue
        self._sizes = workspace.sync_sizes
        self._token = token
        self._tally = Tally(report)
        self._writer = RecordWriter(workspace)
        self.read = 0
        self.removed = 0
        self.watermark = ""
        self.listed = False
        self.listed_all = False
        self._organizations: tuple[str, ...] | None = None  # ids of those to keep to; None for all records
        self._titles_first: bool | None = None

    @contextlib.contextmanager
    def asking(self, cancelled: Callable[[], bool] | None = None) -> Iterator[None]:
        """Within it, requests of this thread are rate limited, and stop with the token (or as ``cancelled`` tells);
        records that cannot be read are noted."""
        with (
            self._catalogue.cancellable(cancelled or self._token),
            self._catalogue.asking_through(self._workspace.rate_limiter.ask),
            self._catalogue.noting_unreadable(self._writer.set_aside),
        ):
            yield

    @property
    def unreadable(self) -> tuple[UnreadableRecord, ...]:
        """The records that were set aside."""
        return tuple(self._writer.unreadable.values())

    def moved(self) -> bool:
        """Return whether what is here was read from another address. Where none is known, it is this one."""
        seen = self._cache.key_value.get(READ_FROM)
        if seen is None:
            self._cache.key_value.put(READ_FROM, self._workspace.profile.address)
        return seen is not None and seen.value != self._workspace.profile.address

    def introduce(self, scope: SyncScope | None, report: Report) -> None:
        """Read the account, the organizations and the schema, and before them the newest titles where no record is
        here: all at once, as a slow server takes seconds for each of a dozen requests.

        Raises:
            CatalogueError: the first of them that failed; the others are stopped then.
        """

        def roles(workspace: Workspace) -> None:
            refresh_account(workspace)  # before: without a key that is known, there are no roles to cache
            refresh_tree(workspace)

        steps: list[Callable[[Workspace], None]] = [roles, refresh_schema]
        if not (scope or chosen_scope(self._workspace) or SyncScope()).limited and not self._workspace.record_count():
            steps.insert(0, self._list_newest)
        stop = CancelToken()

        def take(step: Callable[[Workspace], None]) -> None:
            with self.asking(lambda: stop() or self._token()):
                step(self._workspace)

        with ThreadPoolExecutor(self._sizes.at_once, thread_name_prefix="sync") as pool:
            try:
                under_way = [pool.submit(take, step) for step in steps]
                for one in as_completed(under_way):
                    one.result()
                    report(Progress(0, None, tr("Reading organizations and fields")))
            except BaseException:
                stop.cancel()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _list_newest(self, workspace: Workspace) -> None:
        """Store the titles that were changed last, so that there is something to look at soon. Where they cannot be
        had, the lists that follow tell why."""
        asked = time.time()
        try:
            page = listing.newest_titles(self._catalogue, TITLE_FIELDS)
        except (listing.ListingRefused, errors.CatalogueError) as error:
            _log.info("the newest titles of %s could not be listed: %s", workspace.profile.name, type(error).__name__)
            return
        tree = self._cache.organizations.tree()
        self._writer.put_titles([record_of(p, tree) for p in page.packages], asked)

    def limit(self, scope: SyncScope | None) -> bool:
        """Keep to a scope (None: the one that was chosen before), once the organizations are known. Return whether it
        is another one than that of the run before: then the changes since are not all that is missing.

        Raises:
            NotFound: no organization is within the scope.
        """
        tree = self._cache.organizations.tree()
        if scope is not None:
            scope = scope.resolved(tree)
        chosen = scope or chosen_scope(self._workspace) or SyncScope()
        self._organizations, self._titles_first = chosen.ids(tree), chosen.titles_first
        if scope is not None:
            choose_scope(self._workspace, scope)
        differs = self._organizations != self._workspace.covered_organizations()
        if differs:
            self._cache.key_value.put(COVERED, self._organizations)
            self._cache.key_value.forget("synchronized_fully")  # not for this scope
        return differs

    def everything(self, *, again: bool) -> None:
        """List everything, read what is not here in its latest version (or all ``again``), forget what is gone."""
        # before the first is read, as any may be changed while the others are
        latest = watermark.WatermarkTracker(self._sizes.overlap)
        latest.see(listing.newest(self._catalogue, watermark.FUTURE + 1))
        self.watermark = latest.watermark()
        if self._organizations is not None:
            self._forget_outside(self._organizations)
        self._list_titles()
        self.compare(None, again=again)
        self.listed_all = True
        self._read_changes()

    def _list_titles(self) -> None:
        """Store the list entries of all records that are not here yet, where titles come first, unless a run before has
        done so."""
        seen = self._cache.key_value.get(_TITLES)
        done = None if self._organizations is None else list(self._organizations)
        if self._titles_first is False or (seen is not None and seen.value == {"organizations": done}):
            return
        filters = listing.of_organizations(self._organizations)
        if self._titles_first is None:
            count = sum(self._catalogue.search(fq=fq, rows=0).count for fq in filters)
            if count - len(self._cache.records.versions(self._organizations)) < LARGE:
                return
        tree = self._cache.organizations.tree()
        try:
            for fq in filters:
                self._tally.begin()
                listed = 0
                pages = listing.titles(self._catalogue, TITLE_FIELDS, rows=self._sizes.index_page, fq=fq)
                for page, asked in _timed(pages):
                    self._token.check()
                    self._writer.put_titles([record_of(p, tree) for p in page.packages], asked)
                    self._tally.expect(listed + page.count)
                    listed += len(page.packages)
                    self._tally.add(len(page.packages), tr("Reading titles"))
        except listing.ListingRefused:
            _log.info("%s lists no single fields: titles come with the records", self._workspace.profile.name)
        self._cache.key_value.put(_TITLES, {"organizations": done})

    def _forget_outside(self, organizations: Sequence[str]) -> None:
        """Forget the records of organizations that nobody wants any more, but those that were opened or written to
        here, have a draft, or are favourites."""
        store = self._workspace.store
        kept = {*store.drafts.ids(), *store.favourites.ids(), *store.journal.packages()}
        gone = self._cache.records.unopened_outside(organizations) - kept
        self._cache.records.remove(gone)
        self.removed += len(gone)

    def changes(self) -> None:
        """Read what was changed since the last completed run; everything where there was none."""
        self.watermark = watermark.stored(self._cache)
        if self.watermark:
            self._read_changes()
        else:
            self.everything(again=False)

    def _read_changes(self) -> None:
        """Read what was changed since the watermark, and move it to the end of the list."""
        since = watermark.before(self.watermark, self._sizes.overlap)
        if not since:
            return
        latest = watermark.WatermarkTracker(self._sizes.overlap)
        self._tally.begin()
        for fq in listing.of_organizations(self._organizations):
            pages = listing.changed_since(self._catalogue, since, rows=self._sizes.page, fq=fq)
            for page, asked in _timed(pages):
                latest.see(str(p.get("metadata_modified") or "") for p in page.packages)
                changed = self._writer.put_page(page.packages, asked)
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
        """List the packages of some organizations (ids; None: all that are wanted), read those that differ, and remove
        those that are not listed."""
        self.listed = True
        organizations = self._organizations if organizations is None else organizations
        known = self._cache.records.versions(organizations)
        self._compare(listing.of_organizations(organizations), known, again=again)

    def compare_outside(self) -> None:
        """Read the cached records of organizations that this is not limited to where they changed: those that were
        opened here, for instance."""
        known = {} if self._organizations is None else self._cache.records.versions_outside(self._organizations)
        self._compare(listing.of_ids(list(known)), known, again=False)

    def _compare(self, filters: Sequence[str], known: Mapping[str, str], *, again: bool) -> None:
        """List the packages of filters, read those that differ from what is known (id -> time of change), and remove
        those that are not listed."""
        listed: set[str] = set()
        for fq in filters:
            self._list(fq, known, listed, again=again)
        self._forget(set(known) - listed, of=len(known))

    def _list(self, fq: str, known: Mapping[str, str], listed: set[str], *, again: bool) -> None:
        """List the packages of one filter, add their ids to ``listed``, and read those that differ from what is known
        (id -> time of change)."""
        self._tally.begin()
        before = len(listed)

        def pages() -> Iterator[listing.ListPart]:
            for entries, left in listing.entries(self._catalogue, rows=self._sizes.index_page, fq=fq):
                listed.update(e.id for e in entries)
                self._tally.expect(len(listed) - before - len(entries) + left)
                wanted = {
                    e.id
                    for e in entries
                    if again or e.id not in known or not listing.same_time(e.modified, known[e.id])
                }
                self._tally.add(len(entries) - len(wanted), tr("Reading records"))
                yield from listing.parts(entries, wanted, size=self._sizes.page)

        try:
            self.fetch(pages())
        except listing.ListingRefused:
            _log.info("%s lists no single fields: whole packages are read", self._workspace.profile.name)
            self._read_whole(fq, listed)

    def forget_unreadable(self) -> None:
        """Remove the titles of records that were set aside: nothing would ever come after them."""
        held = self._cache.records.versions_of(list(self._writer.unreadable))
        self._cache.records.remove([package_id for package_id, modified in held.items() if not modified])

    def fetch(self, pages: Iterable[listing.ListPart], *, counted: bool = True) -> None:
        """Read whole packages, several parts at once. The list of them is made meanwhile."""
        under_way: dict[Future[int], int] = {}  # how many are to be told as done then
        with self._writer.storing(), ThreadPoolExecutor(self._sizes.at_once, thread_name_prefix="sync") as pool:
            try:
                for part in pages:
                    under_way[pool.submit(self._page, part)] = len(part.ids) if counted else 0
                    if len(under_way) > 4 * self._sizes.at_once:
                        self._collect(under_way)
                while under_way:
                    self._collect(under_way)
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise

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
            found = self._writer.make_ready(packages)
        self._writer.put(found, asked)
        return len(found)

    def _read_whole(self, fq: str, listed: set[str]) -> None:
        for page, asked in _timed(listing.whole(self._catalogue, rows=self._sizes.page, fq=fq)):
            self._writer.put_page(page.packages, asked)
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
        if len(gone) > max(self._sizes.few, of // 2):
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
        if (wanted := self._organizations) is not None:
            differing = [org for org in wanted if theirs.get(org, 0) != ours.get(org, 0)]
            return differing if len(differing) <= self._sizes.few else None
        outside = page.count - sum(theirs.values())  # records without an organization
        if outside != sum(count for org, count in ours.items() if org not in tree):
            return None
        differing = [org for org in {*theirs, *ours} if org in tree and theirs.get(org, 0) != ours.get(org, 0)]
        return differing if len(differing) <= self._sizes.few else None


def _timed(pages: Iterator[SearchPage]) -> Iterator[tuple[SearchPage, float]]:
    """Yield each page with when it was asked for (seconds since the epoch)."""
    while True:
        asked = time.time()
        page = next(pages, None)
        if page is None:
            return
        yield page, asked
