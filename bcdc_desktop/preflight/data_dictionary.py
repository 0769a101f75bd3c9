"""A Table Schema as people read it: a table of the columns, to stand in a text of the resource or in a file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bcdc_desktop.domain.formulas import without_formula
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.preflight.table_schema import STATISTICS_KEY

_HEADINGS = ("Column", "Type", "Description", "Values", "Empty", "From", "To")
_NUMBERS = ("Values", "Empty")
_TABLE = re.compile(r"^\| Column \| Type \|[^\n]*\n\|[ :|-]+\|[^\n]*(?:\n\|[^\n]*)*\n?", re.MULTILINE)


def dictionary_rows(schema: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return headings and a row a column, all as text: name, type, description, counts of values and of empty cells
    (with the markers of missing values), smallest and largest."""
    return [_HEADINGS, *(_row(field) for field in schema.get("fields") or ())]


def dictionary_markdown(schema: Mapping[str, Any]) -> str:
    """Return the same as a Markdown table; descriptions only where there are any."""
    rows = dictionary_rows(schema)
    described = any(row[_HEADINGS.index("Description")] for row in rows[1:])
    shown = [place for place, name in enumerate(_HEADINGS) if described or name != "Description"]
    rule = ["---:" if _HEADINGS[place] in _NUMBERS else "---" for place in shown]
    lines = [_HEADINGS, *rows[1:]]
    table = [[_cell(line[place]) for place in shown] for line in lines]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (table[0], rule, *table[1:]))


def has_dictionary(text: str) -> bool:
    """Return whether a Markdown text has such a table."""
    return _TABLE.search(text.replace("\r\n", "\n")) is not None


def with_dictionary(text: str, schema: Mapping[str, Any]) -> str:
    """Return a Markdown text with the table of these columns: in the place of the one that it has, else at its end."""
    text, table = text.replace("\r\n", "\n"), dictionary_markdown(schema)
    if has_dictionary(text):
        return _TABLE.sub(lambda _found: table, text, count=1)
    return f"{text.rstrip()}\n\n{table}" if text.strip() else table


def without_dictionary(text: str) -> str:
    """Return a Markdown text without the table of the columns that it has."""
    return _TABLE.sub("", text.replace("\r\n", "\n"), count=1).strip()


def write_dictionary(schema: Mapping[str, Any], target: Path) -> None:
    """Write the columns into a file: as CSV without anything that a spreadsheet takes for a formula, as Markdown
    (``.md``), or the Table Schema itself (``.json``).

    Raises:
        OSError: it cannot be written.
    """
    match target.suffix.lower():
        case ".md":
            text = dictionary_markdown(schema)
        case ".json":
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        case _:
            out = io.StringIO(newline="")
            rows = ([without_formula(cell) for cell in row] for row in dictionary_rows(schema))
            csv.writer(out, lineterminator="\r\n").writerows(rows)
            text = out.getvalue()
    # Excel takes a CSV without a byte order mark for another encoding
    with written_whole(target) as unfinished:
        unfinished.write_text(text, "utf-8-sig" if target.suffix.lower() == ".csv" else "utf-8", newline="")


def _row(field: Mapping[str, Any]) -> tuple[str, ...]:
    seen = field.get(STATISTICS_KEY) or {}
    marks = [str(mark) for mark in field.get("missingValues") or () if mark]
    empty = str(seen.get("missing", ""))
    entries = (
        field.get("name", ""),
        field.get("type", "any"),
        field.get("description") or field.get("title") or "",
        seen.get("count", ""),
        f"{empty} ({', '.join(marks)})".strip() if marks else empty,
        seen.get("minimum", ""),
        seen.get("maximum", ""),
    )
    return tuple(str(entry) for entry in entries)


def _cell(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").split())
