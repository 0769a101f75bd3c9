"""Whether a cache is what was stored: by its sum where it was closed, else by all that can be checked within it.

What is lost would not be missed by anybody: a page that SQLite skips is a record that no search finds. Everything in
the cache can be downloaded again, so one damaged row is reason enough to do so.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from pathlib import Path

from . import file_sum
from .cache import SCHEMA
from .database import Damaged, Locked, known_errors
from .package_writer import TABLES_OF_NUMBERS, sum_of_text
from .rescue import opened_raw, schema, schema_of
from .row_sums import COLUMN, columns_of, is_intact, number_sum

_log = logging.getLogger(__name__)


def check(file: Path) -> None:
    """Make sure that a cache is whole before it is opened. One that another program has open was checked by that.

    A cache that was closed is compared with its sum. After a crash all of it is read, which takes about a second for
    some thousand records. One above ``file_sum.LARGEST`` is left to what SQLite notices while it is read.

    Raises:
        Damaged: it is not.
        StoreError: it cannot be opened.
    """
    if not file.exists() or file.stat().st_size > file_sum.LARGEST:
        return
    match file_sum.compared(file):
        case "same":
            return
        case "other":
            raise Damaged("The file is not as it was closed.")
    if not file.stat().st_size:
        return
    with contextlib.suppress(Locked):
        _check_all(file)


def _check_all(file: Path) -> None:
    try:
        with known_errors(), contextlib.closing(opened_raw(file)) as db:
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > 1 or (version == 0 and not schema(db)):
                return  # of another version, or not filled yet
            if version != 1 or schema(db) != schema_of(SCHEMA):
                raise Damaged("Its tables are others.")
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok":
                raise Damaged("Its structure is damaged.")
            db.execute("INSERT INTO package_text (package_text, rank) VALUES ('integrity-check', 1)")
            _check_rows(db)
    except sqlite3.Error as error:  # what SQLite says of a damaged file has many codes
        raise Damaged(f"It cannot be read: {error}.") from error


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
