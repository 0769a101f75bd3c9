"""Rescue of a damaged work file: each row that is intact goes into a new file; the damaged file stays beside it.

SQLite gives up at the first page that makes no sense, and follows a wrong pointer without a word. So rows are read
from the pages themselves, wherever in the file they lie, and each is told by its own checksum.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bcdc_desktop.file_operations import replace, unlink

from .database import Damaged, Database, Locked, NotWritable, known_errors
from .paths import make_private
from .row_sums import COLUMN, is_intact, register, register_for_work

_log = logging.getLogger(__name__)
_HEAD = b"SQLite format 3\0"
_FORMATS = {1, 2}  # to be read and to be written by: with a journal, and with a log
_USUAL_PAGE = 4096
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR = 0x0D, 0x0A, 0x02
_LENGTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)  # bytes of a value, by its serial type
_NAMED = 50  # damaged rows that are named
_NAMES = ("title", "package_title", "name", "file_name")  # columns by which people know a row

Value = int | float | bytes | None


@dataclass(frozen=True)
class Rescue:
    """What came of a damaged work file.

    Attributes:
        file: the damaged file, as it was found.
        rows: how many rows were intact, by table; all of them are in the new file.
        damaged: names of rows of which something could still be read, though not all; they are not in the new file.
    """

    file: Path
    rows: dict[str, int]
    damaged: tuple[str, ...]


@dataclass(frozen=True)
class _Table:
    name: str
    columns: tuple[str, ...]  # in their order, without the sum
    stored: tuple[str, ...]  # in the order in which a row is stored, with the sum
    row_id: str | None  # the column that is the row's number, which is stored apart from the row
    has_row_ids: bool


def needs_rescue(path: Path, script: str) -> bool:
    """Return whether a work file is damaged: its structure, its schema, or a row. A file that is not there is not.

    Raises:
        StoreError: it cannot be opened, for a reason other than damage.
    """
    if path.exists() and (not path.is_file() or has_wrong_format(path)):
        return True
    if not path.exists() or not path.stat().st_size:
        return path.exists() and witness(path).exists()
    try:
        with known_errors(path), contextlib.closing(opened_raw(path)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if (
                version != 1
            ):  # 0: not filled yet, unless our tables are in it; else of a newer version, which is refused
                return version == 0 and bool(schema(db))
            if schema(db) != schema_of(script) or db.execute("PRAGMA integrity_check(1)").fetchone()[0] != b"ok":
                return True
            return any(
                not is_intact(table.name, row[1:], row[0])
                for table in _tables(script)
                for row in db.execute(f"SELECT {COLUMN}, {', '.join(table.columns)} FROM {table.name}")  # noqa: S608
            )
    except (Damaged, sqlite3.Error):
        return True


def rescue(path: Path, script: str) -> Rescue:
    """Set a damaged work file aside and make a new one of its intact rows.

    Raises:
        Damaged: nothing in the file was ever ours; it is left as it is.
        StoreError: another program holds the file, or the disk refuses; the file is left as it is.
        OSError: the disk refuses; the file is left as it is.
    """
    if path.exists() and not path.is_file():
        raise Damaged("It is a pipe, a device or a folder.")
    tables = _tables(script)
    _take_in_log(path)
    data = path.read_bytes()
    rows, damaged = _read(data, tables)
    ours = data.startswith(_HEAD) or not data
    if not ours and not any(rows.values()):
        raise Damaged("Nothing in the file is ours.")
    new = path.with_name(path.name + ".new")
    _remove(new)
    try:
        _write(new, script, tables, rows)
        aside = _free_name(path)
        shutil.copyfile(path, aside)
        aside.chmod(0o600)
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))
                unlink(path.with_name(path.name + suffix))
        replace(new, path)
    except BaseException:
        _remove(new)
        raise
    counts = {table: len(found) for table, found in rows.items() if found}
    _log.info("a damaged work file was set aside; rows that were intact: %s", counts)
    return Rescue(aside, counts, damaged)


def witness(path: Path) -> Path:
    """Return the file beside a work file that tells that it was filled once: empty, it is not a new one."""
    return path.with_name(path.name + ".made")


def is_gone(path: Path) -> bool:
    """Return whether there was a work file, and nothing is in its place any more."""
    return witness(path).exists() and not os.path.lexists(path)


def has_wrong_format(path: Path) -> bool:
    """Return whether a file says that it is of a format of SQLite that there is none of: SQLite takes such a file for
    one of its future, which must not be written to."""
    try:
        with path.open("rb") as file:
            head = file.read(20)
    except OSError:
        return False  # whoever opens it tells why it cannot be read
    return len(head) == 20 and head.startswith(_HEAD) and not set(head[18:20]) <= _FORMATS


def opened_raw(path: Path) -> sqlite3.Connection:
    """Return a connection that reads whatever lies in a file."""
    db = sqlite3.connect(path, timeout=15.0, isolation_level=None)
    register(db)
    db.text_factory = bytes  # what was changed may be no text any more
    return db


def schema(db: sqlite3.Connection) -> list[bytes]:
    """Return what a file says that its tables and indices are."""
    return sorted(row[0] for row in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))


@lru_cache(maxsize=4)
def schema_of(script: str) -> list[bytes]:
    """Return what a file says that a script made."""
    with contextlib.closing(sqlite3.connect(":memory:")) as memory:
        register(memory)
        memory.executescript(script)
        memory.text_factory = bytes
        return schema(memory)


@lru_cache(maxsize=4)
def _tables(script: str) -> list[_Table]:
    found = []
    with contextlib.closing(sqlite3.connect(":memory:")) as memory:
        register(memory)
        memory.executescript(script)
        names = memory.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        for name, sql in names.fetchall():
            info = memory.execute(f"PRAGMA table_xinfo({name})").fetchall()
            columns = [row[1] for row in info]
            keys = [row[1] for row in sorted(info, key=lambda r: r[5]) if row[5]]
            apart = "WITHOUT ROWID" not in sql
            stored = columns if apart else [*keys, *(c for c in columns if c not in keys)]
            row_id = keys[0] if apart and len(keys) == 1 else None
            plain = tuple(c for c in columns if c != COLUMN)
            found.append(_Table(name, plain, tuple(stored), row_id, apart))
    return found


def _take_in_log(path: Path) -> None:
    """Take the log into the file where SQLite still can; nobody else may have it open meanwhile."""
    try:
        with known_errors(path), contextlib.closing(sqlite3.connect(path, timeout=2.0, isolation_level=None)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Locked:
        raise
    except (Damaged, NotWritable, sqlite3.Error):
        pass  # then what lies in the log is set aside with the file


def _read(data: bytes, tables: Sequence[_Table]) -> tuple[dict[str, dict[object, list[Value]]], tuple[str, ...]]:
    """Return the intact rows of each table by their keys (the row's number first where it has one), and names of rows
    that are not intact."""
    rows: dict[str, dict[object, list[Value]]] = {table.name: {} for table in tables}
    damaged: dict[str, None] = {}
    wanted: dict[tuple[bool, int], list[_Table]] = {}
    for table in tables:
        wanted.setdefault((table.has_row_ids, len(table.stored)), []).append(table)
    for number, values in _cells(data):
        possible = wanted.get((number is not None, len(values)), [])
        for table in possible:
            row = dict(zip(table.stored, values, strict=True))
            if table.row_id is not None:
                row[table.row_id] = number
            plain = [row[c] for c in table.columns]
            if is_intact(table.name, plain, row[COLUMN]):
                rows[table.name][number if number is not None else tuple(plain)] = [number, *plain]
                break
        else:
            if possible and (name := _name(possible, values)):
                damaged.setdefault(name)
    return rows, tuple(damaged)[:_NAMED]


def _name(possible: Sequence[_Table], values: Sequence[Value]) -> str:
    """Return by which name people know a row that is damaged; empty where it has none."""
    for table in possible:
        row = dict(zip(table.stored, values, strict=True))
        for column in _NAMES:
            if isinstance(row[COLUMN], int) and isinstance(text := row.get(column), bytes) and text:
                return "".join(c for c in text.decode("utf-8", "replace") if c.isprintable())[:200]
    return ""


def _cells(data: bytes) -> Iterator[tuple[int | None, list[Value]]]:
    """Yield each row that lies in a page of the file: its number, where it has one, and its values."""
    size = _page_size(data)
    for start in range(0, len(data), size):
        page, head = data[start : start + size], 100 if start == 0 else 0
        if len(page) < head + 12 or page[head] not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR):
            continue
        kind = page[head]
        count = int.from_bytes(page[head + 3 : head + 5])
        pointers = head + (12 if kind == _INDEX_INTERIOR else 8)
        for place in range(min(count, (len(page) - pointers) // 2)):
            at = int.from_bytes(page[pointers + 2 * place : pointers + 2 * place + 2])
            with contextlib.suppress(IndexError, ValueError, struct.error):
                yield _cell(data, page, at, kind, size)


def _cell(data: bytes, page: bytes, at: int, kind: int, size: int) -> tuple[int | None, list[Value]]:
    number: int | None = None
    if kind == _INDEX_INTERIOR:
        at += 4
    length, at = _varint(page, at)
    if kind == _TABLE_LEAF:
        number, at = _varint(page, at)
        most = size - 35
    else:
        most = (size - 12) * 64 // 255 - 23
    least = (size - 12) * 32 // 255 - 23
    if length > len(data):
        raise ValueError(length)
    here = length
    if length > most:
        here = least + (length - least) % (size - 4)
        if here > most:
            here = least
    payload = page[at : at + here]
    if here < length:
        payload += _overflow(data, int.from_bytes(page[at + here : at + here + 4]), length - here, size)
    return number, _record(payload)


def _overflow(data: bytes, page: int, wanted: int, size: int) -> bytes:
    parts, seen = [], set[int]()
    while wanted > 0:
        if page in seen or not 0 < page <= len(data) // size:
            raise ValueError(page)
        seen.add(page)
        start = (page - 1) * size
        parts.append(data[start + 4 : start + 4 + min(wanted, size - 4)])
        wanted -= len(parts[-1])
        page = int.from_bytes(data[start : start + 4])
    return b"".join(parts)


def _record(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    at = end
    for kind in kinds:
        length = _LENGTHS[kind] if kind < 10 else (kind - 12) // 2
        part = payload[at : at + length]
        if len(part) != length:
            raise ValueError(kind)
        at += length
        match kind:
            case 0:
                values.append(None)
            case 7:
                values.append(struct.unpack(">d", part)[0])
            case 8 | 9:
                values.append(kind - 8)
            case _ if kind < 7:
                values.append(int.from_bytes(part, signed=True))
            case _ if kind < 12:
                raise ValueError(kind)
            case _:
                values.append(part)
    return values


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18])
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 and data.startswith(_HEAD) else _USUAL_PAGE


def _write(path: Path, script: str, tables: Sequence[_Table], rows: dict[str, dict[object, list[Value]]]) -> None:
    make_private(path)
    database = Database(path, (script,), prepare=register_for_work)
    try:
        with database.transaction() as write:
            write.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                found = list(rows[table.name].values())
                if table.has_row_ids:
                    found.sort(key=lambda row: row[0] if isinstance(row[0], int) else 0)
                numbered = table.has_row_ids and table.row_id is None  # their numbers tell the order in which they came
                columns = ["rowid", *table.columns] if numbered else list(table.columns)
                write.executemany(
                    f"INSERT OR IGNORE INTO {table.name} ({', '.join(columns)}) "  # noqa: S608
                    f"VALUES ({', '.join('?' * len(columns))})",
                    [[_text(v) for v in row[0 if numbered else 1 :]] for row in found],
                )
            _without_owner(write)
        database.take_in_log()
    finally:
        database.close()


def _without_owner(write: sqlite3.Connection) -> None:
    """Drop rows whose own row is gone: the fields of a draft whose base could not be read."""
    while broken := write.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, *_rest in broken:
            if number is not None:
                write.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
            else:
                for column, owner, key in _references(write, table):
                    write.execute(
                        f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {owner})"  # noqa: S608
                    )


def _references(write: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    return [(r[3], r[2], r[4]) for r in write.execute(f"PRAGMA foreign_key_list({table})")]


def _text(value: Value) -> object:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _free_name(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = (path.with_name(f"{path.stem}.{stamp}{more}.damaged") for more in ("", *(f"-{n}" for n in range(1, 1000))))
    return next(name for name in names if not name.exists())


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        unlink(path.with_name(path.name + suffix), missing_ok=True)
