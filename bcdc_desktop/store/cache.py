"""What was last seen on the server, in one file of this computer. All of it can be fetched again."""

from __future__ import annotations

from . import key_value, links, organizations, package_writer
from .cache_files import cache_size, excess, is_worth_rewriting, oldest_texts
from .database import Database
from .events import Bus, Changed
from .key_value import KeyValue
from .organizations import Organizations
from .package_writer import TABLES_OF_NUMBERS
from .records import Records
from .row_sums import with_row_sums
from .search import index
from .search.index import SearchIndex, outdate_searches
from .search.lists import RecordLists

SCHEMA = with_row_sums(
    "".join(part.SCHEMA for part in (key_value, organizations, index, package_writer, links)), numbers=TABLES_OF_NUMBERS
)
_TABLES = (
    "packages", "bodies", "resources", "package_terms", "terms", "spellings", "package_text", "organizations",
)  # fmt: skip


class Cache:
    """The parts of the cache, and what concerns the whole file. Writes are told on the bus."""

    def __init__(self, database: Database, bus: Bus) -> None:
        self._db = database
        self._bus = bus
        self.key_value = KeyValue(database, bus)
        self.organizations = Organizations(database, bus, self.key_value)
        self.records = Records(database, bus, self.key_value)
        self.index = SearchIndex(database, self.organizations.tree)
        self.lists = RecordLists(database, self.index)

    def tidy(self) -> None:
        """Take the log into the file after much was written."""
        self._db.take_in_log()

    def size(self) -> int:
        """Return the bytes that the cache takes on this computer."""
        return cache_size(self._db.path)

    def clear(self) -> None:
        """Forget what can be fetched again, and give the room back; the next synchronization fetches it."""
        with self._db.transaction() as write:
            outdate_searches(write)
            for table in _TABLES:
                write.execute(f"DELETE FROM {table}")  # noqa: S608
            write.execute("DELETE FROM meta WHERE key LIKE 'synchronized%' OR key IN ('organizations', 'tree')")
        self.records.forget_numbers()
        self._db.give_room_back()
        self._bus.publish(Changed("organizations"), Changed("packages"))

    def limit(self, size: int, *, calmly: bool = False) -> int:
        """Keep the cache below about ``size`` bytes: forget the whole text of records, of those first that were not
        opened here for the longest time, never of those that have a draft. They stay in lists and searches, and are
        fetched when they are opened. ``calmly``: do not write the file anew for little. Return of how many the text
        was forgotten.
        """
        much = excess(self._db, size)
        keys = oldest_texts(self._db, much, self.index.drafts()) if much else []
        if keys:
            with self._db.transaction() as write:
                outdate_searches(write)
                write.executemany("DELETE FROM bodies WHERE key = ?", [(key,) for key in keys])
        if self.size() > size and (is_worth_rewriting(self._db) or (keys and not calmly)):
            self._db.give_room_back()
        return len(keys)
