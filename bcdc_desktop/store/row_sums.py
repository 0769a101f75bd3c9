"""A checksum in each row: SQLite does not see bytes that were changed within a page.

The sum is a stored generated column, so SQLite itself writes it with every insert and update.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing

import xxhash

COLUMN = "row_sum"
_TABLE = re.compile(r"CREATE TABLE (\w+) \(")
_PRIME = 65521  # sums of numbers are below it


def row_sum(table: str | bytes, *values: object) -> int:
    """Return the sum of a row: 63 bits of XXH3 over the table's name and its values in the order of the columns.

    A number counts by its value, as SQLite stores whole reals as integers.
    """
    parts = []
    for value in (table, *values):
        if isinstance(value, bytes):
            text = b"t" + value
        elif isinstance(value, str):
            text = b"t" + value.encode("utf-8", "surrogatepass")
        elif isinstance(value, float):
            text = b"i%d" % int(value) if value.is_integer() else b"r" + repr(value).encode()
        else:
            text = b"n" if value is None else b"i" + repr(value).encode()
        parts.append(b"%d:%b" % (len(text), text))
    return xxhash.xxh3_64_intdigest(b"".join(parts)) >> 1


def register(connection: sqlite3.Connection) -> None:
    """Make the sum known to a connection that writes."""
    connection.create_function(COLUMN, -1, row_sum, deterministic=True)


def register_for_work(connection: sqlite3.Connection) -> None:
    """Make the sum known to a connection that writes the work file.

    What is deleted is overwritten, so that a rescue finds nothing of it.
    """
    connection.execute("PRAGMA secure_delete = ON")
    register(connection)


def columns_of(script: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of each table that a script makes, in their order, without the sum."""
    with closing(sqlite3.connect(":memory:")) as memory:
        register(memory)
        memory.executescript(script)
        return {
            table: tuple(row[1] for row in memory.execute(f"PRAGMA table_info({table})"))
            for table in _TABLE.findall(script)
        }


def with_row_sums(script: str, *, numbers: Collection[str] = ()) -> str:
    """Return a script whose tables have the column of the sum.

    Args:
        script: makes the tables.
        numbers: tables of integers alone, with very many rows: their sums are SQLite's own arithmetic (``number_sum``).
    """
    known = columns_of(script)

    def add(match: re.Match[str]) -> str:
        table = match.group(1)
        over = ", ".join([f"'{table}'", *known[table]])
        formula = number_sum(known[table]) if table in numbers else f"{COLUMN}({over})"
        return f"{match.group(0)}\n        {COLUMN} INTEGER GENERATED ALWAYS AS ({formula}) STORED,"

    return _TABLE.sub(add, script)


def number_sum(columns: Sequence[str]) -> str:
    """Return the sum of a row of integers as SQL."""
    parts = (f"{column} % {_PRIME} * {factor}" for factor, column in enumerate(columns, 3))
    return f"({' + '.join(parts)}) % {_PRIME}"


def is_intact(table: str, values: Sequence[object], found: object) -> bool:
    """Return whether a row has the sum that belongs to it."""
    return row_sum(table, *values) == found
