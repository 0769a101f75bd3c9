"""Stores what a synchronization reads: makes packages ready, in the threads that read them, and writes several pages at
once; checks what was saved from here against what came."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from bcdc_desktop.catalogue.answers import UnreadableRecord
from bcdc_desktop.store.database import Damaged
from bcdc_desktop.store.package_writer import Prepared
from bcdc_desktop.translation import tr

from ..gui_priority import give_way
from ..records import overwritten
from ..workspace import Workspace

_TOGETHER = 500  # records that are stored at once: of five times 100, the index of words is merged as often
_MOST_WAITING = 1500  # records that are ready to be stored
_PIECE = 5  # records that are made ready, some milliseconds, until others get their turn
_LONGEST_WAIT = 0.5  # seconds that what was read waits for more
_MOST_NAMED = 1000  # records that cannot be read
_log = logging.getLogger(__name__)


class RecordWriter:
    """Writes packages into the cache of a workspace. Every method may be called from any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._cache = workspace.store.cache
        self._waiting: list[tuple[list[Prepared], float]] = []
        self._changed = threading.Condition()  # of what waits, and of whether it is being stored
        self._is_storing = False
        self._stored: Future[None] | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._ready_lock = threading.Lock()
        self.unreadable: dict[str, UnreadableRecord] = {}
        """Records that could not be read or stored, by id."""

    def set_aside(self, record: UnreadableRecord) -> None:
        """Note a record that cannot be read."""
        if len(self.unreadable) < _MOST_NAMED:
            self.unreadable.setdefault(record.id or record.name, record)

    def make_ready(self, packages: Sequence[Mapping[str, Any]], *, whole: bool = True) -> list[Prepared]:
        """Make packages, or their list entries, ready to be stored. One thread at a time, and in small pieces: a window
        waits for the interpreter's lock behind all who want it, and gains nothing from three who take turns."""
        found = []
        with self._ready_lock:
            for number, package in enumerate(packages):
                if (one := self._prepared(package, whole=whole)) is not None:
                    found.append(one)
                if number % _PIECE == 0:
                    give_way()
        return found

    def _prepared(self, package: Mapping[str, Any], *, whole: bool = True) -> Prepared | None:
        """Return a package, or its list entry, ready to be stored; None, and it is set aside, where something in it
        that only the lists read is not as it must be."""
        try:
            records = self._cache.records
            return records.prepare(package) if whole else records.prepare_entry(package)
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            _log.info("a record cannot be stored: %s", type(error).__name__)
            title = str(package.get("title") or package.get("name") or "")
            self.set_aside(UnreadableRecord(str(package["id"]), title, tr("it can't be stored")))
            return None

    @contextlib.contextmanager
    def storing(self) -> Iterator[None]:
        """Within it, what is ``put`` is stored by a thread of its own, while others read and make ready. At the end all
        of it is stored, also that of a run that was stopped.

        Raises:
            StoreError: something could not be stored; ``put`` raises it too.
        """
        try:
            with ThreadPoolExecutor(1, thread_name_prefix="store") as self._pool:
                yield
        finally:
            self._pool = None
            if self._stored is None or self._stored.exception() is None:
                self._store_waiting(0)
        self._raise_failure()

    def put(self, found: list[Prepared], asked: float) -> None:
        """Store what was made ready, within ``storing``: several pages at once, as each transaction has a cost of its
        own. ``asked`` is when the catalogue was asked for it (seconds since the epoch). Where much waits already, this
        waits too."""
        with self._changed:
            self._raise_failure()
            self._waiting.append((found, asked))
            if not self._is_storing and self._pool is not None and self._is_enough(_TOGETHER):
                self._is_storing = True
                self._stored = self._pool.submit(self._store_waiting, _TOGETHER)
            self._changed.wait_for(lambda: not self._is_storing or self._count() < _MOST_WAITING)

    def _raise_failure(self) -> None:
        if self._stored is not None and self._stored.done():
            self._stored.result()

    def _count(self) -> int:
        return sum(len(page) for page, _ in self._waiting)

    def _is_enough(self, least: int) -> bool:
        """Return whether so many records wait, or some for long enough."""
        if not self._waiting:
            return False
        return self._count() >= least or time.time() - self._waiting[0][1] >= _LONGEST_WAIT

    def _store_waiting(self, least: int) -> None:
        """Store what waits, for as long as it is enough."""
        try:
            while together := self._taken(least):
                self._store(together)
        except BaseException:
            with self._changed:
                self._is_storing = False
                self._changed.notify_all()
            raise

    def _taken(self, least: int) -> list[tuple[list[Prepared], float]]:
        """Take what waits, where it is enough; else note that nothing is being stored now."""
        with self._changed:
            self._is_storing = self._is_enough(least)
            together = self._waiting if self._is_storing else []
            if together:
                self._waiting = []
            self._changed.notify_all()
            return together

    def _store(self, together: list[tuple[list[Prepared], float]]) -> None:
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

    def put_page(self, packages: Sequence[Mapping[str, Any]], asked: float) -> int:
        """Store whole packages at once; return how many were not cached in this version."""
        ready = [one for p in packages if (one := self._prepared(p)) is not None]
        read = {p.id: p.modified for p in ready}
        held = self._cache.records.versions_of(list(read))
        self._cache.records.put_prepared(ready, asked=asked)
        self._check_overwritten(read, held)
        return sum(held.get(package_id) != modified for package_id, modified in read.items())

    def put_titles(self, entries: Sequence[Mapping[str, Any]], asked: float) -> None:
        """Store list entries, where the record itself is not here."""
        self._cache.records.put_prepared(self.make_ready(entries, whole=False), asked=asked)
