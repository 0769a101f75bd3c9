"""Output of commands: one JSON document, or tables and sentences for people."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import orjson

from bcdc_desktop.domain.text_direction import DIRECTION_CONTROLS, in_reading_order

_WHOLE = {"Id": 36, "Resource": 36, "Modified": 10, "When (UTC)": 19}  # columns that are copied or read in one piece

# in UTF-8; a JSON document has them in its texts alone
_IN_UTF8 = b"|".join([rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]", *(c.encode() for c in DIRECTION_CONTROLS)])
_CONTROLS = re.compile(_IN_UTF8)
_COMMANDS = frozenset({"Cc", "Cs", "Zl", "Zp"})  # categories of characters


def emit(document: Mapping[str, Any]) -> None:
    """Print the one JSON document of a command to standard output, in UTF-8."""
    try:
        text = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
    except TypeError:  # a file name that is no text, or a number too large: the standard library writes both
        text = json.dumps(document, indent=2, default=str).encode("ascii")
    click.echo(_CONTROLS.sub(_escaped, text))


def emit_text(text: str) -> None:
    """Print a text that is read back by a program: in UTF-8 except on a terminal, whatever the encoding of the output,
    so that no character is lost. On a terminal nothing in it is a command to the terminal."""
    if sys.stdout.isatty():
        click.echo("\n".join(plain(line) for line in text.split("\n")), nl=False)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)


def say(text: str) -> None:
    """Print a sentence on standard output."""
    click.echo(plain(text))


def note(text: str) -> None:
    """Print a sentence on standard error: it comes with the result, and is never part of it."""
    click.echo(plain(text), err=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Sequence[str] = ()) -> None:
    """Print a table on a terminal; elsewhere one line a row with tabs between, for other programs to read.

    Args:
        columns: the headings.
        rows: the cells, as many as there are headings.
        right: headings of the columns that hold numbers.
    """
    texts = [[plain("" if cell is None else str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in texts:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False)
    for column in columns:
        whole = column in _WHOLE
        shown.add_column(
            column,
            justify="right" if column in right else "left",
            overflow="fold",
            no_wrap=whole,
            min_width=_WHOLE.get(column),
        )
    for row in texts:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown)


def values(record: Mapping[str, Any]) -> None:
    """Print a record as name and value, one a line; lists and groups as JSON."""
    width = max((len(name) for name in record), default=0)
    for name, value in record.items():
        if value in (None, "", [], {}):
            continue
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
        click.echo(f"{plain(name):<{width}}  {plain(text)}")


def plain(text: str) -> str:
    """Return the text without what a terminal would take for a command; tabs and line ends within become spaces."""
    return "".join(
        c if c == " " or unicodedata.category(c) not in _COMMANDS else _stand_in(c) for c in in_reading_order(text)
    )


def _escaped(control: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(control.group().decode("utf-8"))


def _stand_in(character: str) -> str:
    return " " if character in "\t\n\r" else "�"


def number_of(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: ``1 record``, ``2 records``."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def counted(counts: Mapping[str, int], severities: Sequence[str]) -> str:
    """Return ``1 error, 2 warnings``, of the severities that there are."""
    found = ((counts.get(severity, 0), severity) for severity in severities)
    return ", ".join(f"{n} {severity}{'s' if n > 1 and severity != 'advice' else ''}" for n, severity in found if n)
