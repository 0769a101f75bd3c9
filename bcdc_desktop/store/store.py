"""Everything that is remembered for one user of one catalogue."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path

from bcdc_desktop.file_operations import unlink
from bcdc_desktop.translation import tr

from . import bulk, cache, drafts, favourites, journal, links, overwritten, pairs, sheets, templates, uploads
from .cache_files import delete_cache, other_cache, set_aside
from .cache_integrity import check, check_contents
from .database import Damaged, Database, NewerVersion, damage_mark, require_no_pipe_beside
from .events import Bus
from .instance_lock import InstanceLock
from .paths import Places, make_private
from .rescue import Rescue, is_gone, needs_rescue, rescue, witness
from .row_sums import register, register_for_work, with_row_sums

_log = logging.getLogger(__name__)
# one script a version of the file; nothing was released yet, so there is only the first
WORK_MIGRATIONS = (
    with_row_sums(
        "".join(
            part.SCHEMA for part in (drafts, journal, uploads, sheets, overwritten, templates, favourites, bulk, pairs)
        )
    ),
)
CACHE_MIGRATIONS = (cache.SCHEMA,)


class Store:
    """The cache (one file, can be fetched again) and the work: drafts, uploads, journal (another file, cannot).

    A damaged cache, or one of a newer version, is set aside and begun anew; ``renewed`` says so. Of a damaged work file
    each intact row is taken into a new one, and the damaged file stays beside it; ``rescued`` says so. Where nothing in
    it is ours, it is left alone, and opening it raises. One that was there and is gone begins anew; ``work_is_gone``
    says so.
    """

    def __init__(self, cache_file: Path, work_file: Path, *, check_later: bool = False) -> None:
        """Open both files; their folders exist.

        Args:
            cache_file: the cache.
            work_file: the work.
            check_later: open a cache that was not closed at once; ``check_cache`` tells whether it is whole.

        Raises:
            StoreError: the disk refuses, or the work file is damaged or of a newer version.
        """
        for file in (work_file, cache_file):
            require_no_pipe_beside(file)
        self.bus = Bus()
        self.folder = work_file.parent  # where what belongs to the work may be kept, too
        self.renewed = False
        self._check_later = check_later
        self.work_is_gone = is_gone(work_file)
        self.rescued = self._rescue(work_file)
        self._work = Database(work_file, WORK_MIGRATIONS, if_damaged=_work_damaged(), prepare=register_for_work)
        make_private(witness(work_file))
        try:
            self._cache = self._open_cache(cache_file)
        except BaseException:
            self._work.close()
            raise
        self.cache = cache.Cache(self._cache, self.bus)
        self.drafts = drafts.Drafts(self._work, self.bus)
        self.cache.index.drafts = self.drafts.ids
        self.journal = journal.Journal(self._work, self.bus)
        self.uploads = uploads.Uploads(self._work, self.bus)
        self.sheets = sheets.Sheets(self._work, self.bus)
        self.overwritten = overwritten.OverwrittenReports(self._work, self.bus)
        self.templates = templates.Templates(self._work, self.bus)
        self.favourites = favourites.Favourites(self._work, self.bus)
        self.cache.index.favourites = self.favourites.ids
        self.cache.index.failed_uploads = self.uploads.failed_packages
        self.bulk = bulk.BulkChanges(self._work, self.bus)
        self.pairs = pairs.RecordPairs(self._work, self.bus)
        self.links = links.Links(self._cache, self.bus)
        self.copies = work_file.with_suffix(".copies")  # a folder, made when the first copy is kept
        self.instance_lock = InstanceLock(work_file.with_suffix(".queue"))
        self.bulk_lock = InstanceLock(work_file.with_suffix(".bulk"))
        self.work_transaction = self._work.transaction
        self.cache_transaction = self._cache.transaction
        self.cache_file, self.work_file = self._cache.path, work_file

    @staticmethod
    def _rescue(file: Path) -> Rescue | None:
        if not needs_rescue(file, WORK_MIGRATIONS[0]):
            return None
        try:
            found = rescue(file, WORK_MIGRATIONS[0])
        except Damaged as error:
            error.file, error.args = file, (_work_damaged().replace("%1", str(file)),)
            raise
        unlink(damage_mark(file), missing_ok=True)
        return found

    def _open_cache(self, file: Path) -> Database:
        mark = damage_mark(file)
        try:
            if mark.exists():
                raise Damaged("It was found damaged when it was last used.")  # noqa: TRY301
            cache = self._checked_cache(file)
        except (Damaged, NewerVersion) as error:
            _log.info("the cache is set aside and fetched again: %s", error)
            self.renewed = True
            try:
                set_aside(file)
            except OSError as held:  # Windows renames no file that another copy of the program has open
                _log.info("the cache begins under another name: %s", held)
                return self._open_other_cache(file)
            unlink(mark, missing_ok=True)
            cache = _cache_database(file)
        if other_cache(file).exists():
            with contextlib.suppress(OSError):
                delete_cache(other_cache(file))
        return cache

    def _open_other_cache(self, file: Path) -> Database:
        """Open the cache that is used while the usual one is damaged and cannot be set aside."""
        other = other_cache(file)
        try:
            self.renewed = not other.exists()
            return self._checked_cache(other)
        except (Damaged, NewerVersion):
            self.renewed = True
            delete_cache(other)
            return _cache_database(other)

    def _checked_cache(self, file: Path) -> Database:
        return _cache_database(file, checked=check(file, later=self._check_later))

    @property
    def cache_is_checked(self) -> bool:
        """Whether the cache is known to be whole."""
        return self._cache.is_checked

    def check_cache(self, cancelled: Callable[[], bool]) -> None:
        """Check a cache that was opened unchecked, while it is in use. It is set aside when it is opened the next time
        where it is damaged.

        Raises:
            Damaged: it is not whole.
            StoreError: it cannot be read.
        """
        with self._cache.watched():
            self._cache.is_checked = check_contents(self.cache_file, cancelled)

    @classmethod
    def open(cls, places: Places, profile: str, user: str | None, *, check_later: bool = False) -> Store:
        """Return the store of one user (None: nobody signed in) of one profile; ``check_later`` as above.

        Raises:
            StoreError: as above.
            OSError: the folders cannot be made.
        """
        places.make()
        who = user or ""
        return cls(places.cache_file(profile, who), places.work_file(profile, who), check_later=check_later)

    def close(self) -> None:
        """Close both files."""
        self.instance_lock.release()
        self.bulk_lock.release()
        self._cache.close()
        self._work.close()


def _cache_database(file: Path, *, checked: bool = True) -> Database:
    return Database(
        file, CACHE_MIGRATIONS, much=True, summed=True, checked=checked, if_damaged=_cache_damaged(), prepare=register
    )


def _cache_damaged() -> str:
    return tr(
        "The cache of this catalogue is damaged. It is set aside and downloaded again when you open the catalogue the "
        "next time."
    )


def _work_damaged() -> str:
    return tr(
        "The file with your drafts, uploads and journal is damaged. It was not changed. Make a copy of it first: much "
        "of it can probably be recovered. If you move it away, a new one is created. The file is %1"
    )
