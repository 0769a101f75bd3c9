"""Whether a cache is what was stored: by its sum where it was closed, else by all that can be checked within it, which
the window has done after it has opened.

What is lost would not be missed by anybody: a page that SQLite skips is a record that no search finds. Everything in
the cache can be downloaded again, so one damaged row is reason enough to do so.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from . import file_sum
from .cache import SCHEMA
from .database import Damaged, Locked, known_errors
from .package_writer import TABLES_OF_NUMBERS, sum_of_text
from .rescue import has_wrong_format, opened_raw, schema, schema_of
from .row_sums import COLUMN, columns_of, is_intact, number_sum

_log = logging.getLogger(__name__)
_LARGE = 1 << 29  # bytes: to read more, row by row, takes longer than anybody waits for a window or an answer
_STEPS = 10_000  # of SQLite between two looks at whether to stop


def check(file: Path, *, later: bool = False) -> bool:
    """Make sure that a cache is whole before it is opened. One that another program has open was checked by that.

    A cache that was closed is compared with its sum. After a crash all of it is read, which takes about a second for
    some thousand records.

    Args:
        file: the cache.
        later: read nothing more than its schema after a crash; ``check_contents`` does the rest while it is in use.
            So it is with a large one anyway.

    Returns:
        Whether all of it was checked.

    Raises:
        Damaged: it is not whole.
        StoreError: it cannot be opened.
    """
    if not file.exists():
        return True
    if not file.is_file():
        raise Damaged("It is a pipe, a device or a folder.")
    match file_sum.compared(file):
        case "same":
            return True
        case "other":
            raise Damaged("The file is not as it was closed.")
    if has_wrong_format(file):
        raise Damaged("It is of a format that there is none of.")
    size = file.stat().st_size
    later = later or size > _LARGE
    with contextlib.suppress(Locked), _as_damage(file), contextlib.closing(opened_raw(file)) as db:
        db.execute("PRAGMA busy_timeout = 0")
        if not later:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
        if size and _is_filled(db):
            if later:
                return False
            _check_contents(db)
    return True


def check_contents(file: Path, cancelled: Callable[[], bool]) -> bool:
    """Check all that can be checked within a cache while it is in use; return False where that was cancelled.

    Raises:
        Damaged: it is not whole.
        StoreError: it cannot be read.
    """
    with contextlib.closing(opened_raw(file)) as db:
        db.set_progress_handler(cancelled, _STEPS)
        try:
            with _as_damage(file):
                _check_contents(db)
        except (Damaged, Locked):
            if cancelled():
                return False
            raise
    return not cancelled()


@contextlib.contextmanager
def _as_damage(file: Path) -> Iterator[None]:
    try:
        with known_errors(file):
            yield
    except sqlite3.Error as error:  # what SQLite says of a damaged file has many codes
        raise Damaged(f"It cannot be read: {error}.") from error


def _is_filled(db: sqlite3.Connection) -> bool:
    """Return whether a cache is of this version and not new."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > 1 or (version == 0 and not schema(db)):
        return False
    if version != 1 or schema(db) != schema_of(SCHEMA):
        raise Damaged("Its tables are others.")
    return True


def _check_contents(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO package_text (package_text, rank) VALUES ('integrity-check', 1)")
    db.execute("BEGIN")  # what is written meanwhile is not seen
    if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok":
        raise Damaged("Its structure is damaged.")
    _check_rows(db)
    db.execute("ROLLBACK")


def _check_rows(db: sqlite3.Connection) -> None:
    for table, columns in columns_of(SCHEMA).items():
        if table in TABLES_OF_NUMBERS:
            odd = db.execute(f"SELECT 1 FROM {table} WHERE {COLUMN} IS NOT {number_sum(columns)} LIMIT 1")  # noqa: S608
            if odd.fetchone() is not None:
                raise Damaged(f"A row of {table} is damaged.")
            continue
        for row in db.execute(f"SELECT {COLUMN}, {', '.join(columns)} FROM {table}"):  # noqa: S608
            if not is_intact(table, row[1:], row[0]):
                raise Damaged(f"A row of {table} is damaged.")
    texts = db.execute(
        "SELECT p.text_sum, t.title, t.name, t.tags, t.columns, t.resources, t.notes "
        "FROM packages p LEFT JOIN package_text t ON t.rowid = p.key"
    )
    if any(row[0] != sum_of_text(row[1:]) for row in texts):
        raise Damaged("The text of a record is damaged.")
