"""One SQLite file: connections, migrations, transactions, and errors that say whose fault they are."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

import orjson

from bcdc_desktop.error_text import is_out_of_files, too_many_files
from bcdc_desktop.translation import tr

from . import file_sum
from .paths import make_private

_BUSY_SECONDS = 15.0


class StoreError(Exception):
    """The environment's fault, to be shown in words: ``kind`` is one of those below. Errors of ours stay sqlite3's."""

    kind: ClassVar[str] = "store"


class DiskFull(StoreError):
    """No room for the change; nothing of it was stored."""

    kind = "disk_full"


class NotWritable(StoreError):
    """The file or its folder cannot be opened or written."""

    kind = "not_writable"


class OutOfFiles(StoreError):
    """The system opens no more files for the program at the moment."""

    kind = "out_of_files"


class Exhausted(StoreError):
    """The system has no memory or no thread left for the program at the moment."""

    kind = "exhausted"


class Locked(StoreError):
    """Another program holds the file for longer than we wait."""

    kind = "locked"


class Damaged(StoreError):
    """The file is no database any more, or what lies in it cannot be read. ``file`` is which, where that is known."""

    kind = "damaged"
    file: Path | None = None


class Closed(StoreError):
    """The store was closed while something was still at work."""

    kind = "closed"


class NewerVersion(StoreError):
    """The file was written by a newer version of the program."""

    kind = "newer_version"


def _of_environment(code: int, file: Path | None) -> StoreError | None:
    """Return the error for a code of SQLite that is the environment's fault; None where it is ours."""
    match code:
        case sqlite3.SQLITE_FULL:
            return DiskFull(tr("The disk is full, so this change was not saved. Free some space and try again."))
        case sqlite3.SQLITE_IOERR:
            return DiskFull(tr("The disk reported an error, so this change was not saved."))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            if file is not None:
                return NotWritable(tr("You don't have permission to write to {file} or its folder.", file=str(file)))
            return NotWritable(tr("The program’s folder is not writable."))
        case sqlite3.SQLITE_CANTOPEN:
            if is_out_of_files():
                return OutOfFiles(too_many_files())
            if file is not None:
                return NotWritable(
                    tr("{file} can’t be opened. Check that it is a file, and your permissions.", file=str(file))
                )
            return NotWritable(tr("The program’s folder can’t be opened."))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Locked(tr("Another instance of the program is writing. Try again in a moment."))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Damaged(_damaged())
    return None


def _damaged() -> str:
    return tr("A file of the program on this computer is damaged.")


class Database:
    """A file with a schema. Readers: one connection a thread; one writer, guarded by a lock.

    Raises, from every method:
        StoreError: disk, permission, lock, corruption, newer version.
    """

    def __init__(
        self,
        path: Path,
        migrations: Sequence[str],
        *,
        much: bool = False,
        summed: bool = False,
        checked: bool = True,
        if_damaged: str = "",
        prepare: Callable[[sqlite3.Connection], None] | None = None,
    ) -> None:
        """Open the file, making or migrating it.

        Args:
            path: the file; its folder exists.
            migrations: one SQL script a version, in order; a released one is never edited.
            much: large amounts are written at times: the writer gets 32 MiB of memory, the log may grow to as much.
            summed: a sum of the whole file lies beside it while no program has it open (``file_sum``).
            checked: whether the file is known to be whole (``is_checked``): of another one no sum is written.
            if_damaged: what is said where the file is found damaged.
            prepare: called with the writer, for functions that the schema uses. Not with readers: those are closed when
                their thread ends, and to let go of a function then ends the process.
        """
        self.path = path
        self._local = threading.local()
        self._write_lock = threading.RLock()
        self._depth = 0  # of the lock holder's transaction
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False
        self._uses = 0  # of connections, under way
        self._summed = summed
        self._sum_removed = not summed
        self._found_damaged = False
        self.is_checked = checked
        self._if_damaged = if_damaged or _damaged()
        try:
            with self.watched():
                make_private(path)  # SQLite gives the files beside it the same mode
                self._writer = self._connect()
                if prepare is not None:
                    prepare(self._writer)
                self._migrate(migrations)
                if much:
                    self._writer.execute("PRAGMA cache_size = -32000")
                    self._writer.execute("PRAGMA wal_autocheckpoint = 8000")
                    self._writer.execute("PRAGMA journal_size_limit = 33554432")
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Return a writing transaction; all of it is stored or nothing. Within one, a second one joins it."""
        with self._write_lock, self.watched():
            if self._depth:
                yield self._writer
                return
            self._remove_sum()
            self._writer.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                # a full disk may have ended the transaction already
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    def give_room_back(self) -> None:
        """Make the file as small as what is in it. Reads and writes of others wait meanwhile."""
        with self._write_lock, known_errors(self.path):
            self._remove_sum()
            self._writer.execute("VACUUM")
        self.take_in_log()

    def take_in_log(self) -> None:
        """Write what lies in the log into the file, and empties it, unless readers are at it."""
        with self._write_lock, known_errors(self.path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def reader(self) -> sqlite3.Connection:
        """Return this thread's connection for reading. Inside its own transaction use that one's connection."""
        held: _Held | None = getattr(self._local, "held", None)
        if held is None:
            with self.watched():
                held = _Held(self, self._connect())
                held.connection.execute("PRAGMA query_only = ON")
            self._local.held = held
        return held.connection

    def rows(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query, read in this thread."""
        with self.watched():
            return self.reader().execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        with self.watched():
            found: sqlite3.Row | None = self.reader().execute(sql, values).fetchone()
            return found

    def numbers(self, sql: str, values: Sequence[object] = ()) -> array[int]:
        """Return the numbers that a query joins into one text (``group_concat``): one step of SQLite, without the
        interpreter's lock, however many there are."""
        row = self.row(sql, values)
        text = row[0] if row else None
        return array("I", orjson.loads(f"[{text}]")) if text else array("I")

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Let this thread's queries within see the file as it is now, whatever is written meanwhile."""
        with self.watched():
            reader = self.reader()
            if reader.in_transaction:
                yield
                return
            reader.execute("BEGIN")
            try:
                yield
            finally:
                reader.rollback()

    def close(self) -> None:
        """Close every connection. One that another thread still reads or writes with is closed once that has ended: to
        close it in the middle would end the process."""
        with self._guard:
            self._closed = True
            is_idle = not self._uses
        if is_idle:
            self._close_all()

    def _close_all(self) -> None:
        with self._guard:
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.close()
        if connections and self._summed and self.is_checked and not self._found_damaged:
            file_sum.write(self.path)

    def _remove_sum(self) -> None:
        if not self._sum_removed:
            file_sum.remove(self.path)
            self._sum_removed = True

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Guard all that is read from the file: damage is marked beside it, and raised with its name."""
        with self._guard:
            self._uses += 1
        try:
            with known_errors(self.path):
                yield
        except Damaged as error:
            self._found_damaged = True
            with contextlib.suppress(OSError):
                damage_mark(self.path).touch(mode=0o600)
            error.file, error.args = self.path, (self._if_damaged.replace("%1", str(self.path)),)
            raise
        finally:
            with self._guard:
                self._uses -= 1
                is_last = self._closed and not self._uses
            if is_last:
                self._close_all()

    def _let_go(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if connection in self._connections:
                self._connections.remove(connection)
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            connection.row_factory = sqlite3.Row
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()  # an open file cannot be set aside on Windows
            raise
        with self._guard:
            if self._closed:
                connection.close()
                raise Closed(tr("The program’s files are already closed."))
            self._connections.append(connection)
        return connection

    def _migrate(self, migrations: Sequence[str]) -> None:
        version = self._version()
        if version > len(migrations):
            raise NewerVersion(tr("This file was written by a newer version of the program."))
        if version == len(migrations):
            return
        self._remove_sum()
        self._writer.execute("BEGIN IMMEDIATE")
        try:
            for number, script in enumerate(migrations[self._version() :], self._version() + 1):
                for statement in filter(None, (part.strip() for part in script.split(";\n"))):
                    self._writer.execute(statement)
                self._writer.execute(f"PRAGMA user_version = {number}")
            self._writer.execute("COMMIT")
        except BaseException:
            # a full disk may have ended the transaction already
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    def _version(self) -> int:
        return int(self._writer.execute("PRAGMA user_version").fetchone()[0])


def require_no_pipe_beside(file: Path) -> None:
    """Raise where what lies beside a file under a name of SQLite's is a pipe: SQLite would wait for it for ever.

    Raises:
        NotWritable: it is; the message names it.
    """
    for suffix in ("-journal", "-wal", "-shm"):
        beside = file.with_name(file.name + suffix)
        if beside.is_fifo():
            raise NotWritable(
                tr("{file} can’t be opened. Check that it is a file, and your permissions.", file=str(beside))
            )


def damage_mark(file: Path) -> Path:
    """Return the marker beside a file that was found damaged while in use: opening it may still succeed."""
    return file.with_name(file.name + ".damaged")


class _Held:
    """A thread's connection; it is closed when the thread is over."""

    def __init__(self, database: Database, connection: sqlite3.Connection) -> None:
        self._database = database
        self.connection = connection

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._database._let_go(self.connection)


@contextlib.contextmanager
def known_errors(file: Path | None = None) -> Iterator[None]:
    """Turn sqlite3's errors that are the environment's fault into StoreErrors; ours pass through as they are. Where it
    is known which ``file`` they are about, it is named."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite names in its message what is damaged, and Python cannot read that
        raise Damaged(_damaged()) from error
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.ProgrammingError) and "closed database" in str(error):
            raise Closed(tr("The program’s files are already closed.")) from error
        if "Could not decode to UTF-8" in str(error):  # what is told without a code
            raise Damaged(_damaged()) from error
        code = getattr(error, "sqlite_errorcode", None)
        known = _of_environment(code & 0xFF, file) if code is not None else None
        if known is None:
            raise
        raise known from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite does not wait for the lock that this needs while another program opens the
    new file too, so the waiting is done here."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return
