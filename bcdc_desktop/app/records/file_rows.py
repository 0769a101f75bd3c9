"""The rows at the beginning of a file: of a table (CSV, TSV, text), JSON or GeoJSON, with the types of columns."""

from __future__ import annotations

import csv
import io
import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from bcdc_desktop.domain.file_names import safe_suffix
from bcdc_desktop.preflight import content_type
from bcdc_desktop.preflight.byte_source import ByteSource
from bcdc_desktop.preflight.column_profile import ColumnProfile, RowNumbers
from bcdc_desktop.preflight.column_types import column_type
from bcdc_desktop.preflight.file_content import FileContent
from bcdc_desktop.preflight.record_reader import careful_records
from bcdc_desktop.preflight.table_shape import TableShape, read_shape

MOST_ROWS = 5000
MOST_COLUMNS = 200
MOST_CHARACTERS = 500  # of a cell
_CHUNK = 1 << 16
_SHAPE_CHARACTERS = 1 << 16  # that the shape of a table is told from
_CELLS_TYPED, _FEWEST_TYPED = 10_000, 50  # cells, and rows, that the types are told from
_BLOCK = 400  # rows that are looked at cell by cell, which is quicker for few than to ask for whole columns
_TEXT_FORMATS = frozenset({"txt", "other"})
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # byte order marks of UTF-16 and UTF-32


@dataclass(frozen=True)
class PreviewColumn:
    """A column: its name, and its type in words of Table Schema, or of the DataStore; empty where there is none."""

    name: str
    type: str = ""


@dataclass(frozen=True)
class PreviewRows:
    """Rows of text, as wide as there are columns.

    ``kind`` is ``table``, ``features`` (JSON objects), ``text`` (lines), ``empty``, ``long`` (no line ends within what
    was read), or what else the content is (a key of ``content_type.NAMES``), which has no rows. ``whole`` says that all
    rows of what was read, and that all of the file was read. ``hidden_columns`` counts those beyond ``MOST_COLUMNS``.
    """

    kind: str
    columns: tuple[PreviewColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    whole: bool = False
    encoding: str = ""
    delimiter: str = ""
    hidden_columns: int = 0

    def bounded(self, most: int = MOST_ROWS) -> PreviewRows:
        """Return the same within the limits of rows, columns and characters, all rows of one width."""
        width = max([len(self.columns), *(len(row) for row in self.rows[:most])])
        shown = min(width, MOST_COLUMNS)
        padding = ("",) * shown
        columns = (*self.columns, *(PreviewColumn("") for _ in range(shown)))[:shown]
        return replace(
            self,
            columns=tuple(replace(c, name=_shortened(c.name)) for c in columns),
            rows=tuple(
                tuple(_shortened(cell) for cell in (*row[:shown], *padding)[:shown]) for row in self.rows[:most]
            ),
            whole=self.whole and len(self.rows) <= most,
            hidden_columns=width - shown,
        )


def read_rows(data: bytes, name: str, format: str = "", *, whole: bool, most: int = MOST_ROWS) -> PreviewRows:
    """Return the rows in the beginning of a file.

    Args:
        data: its first bytes.
        name: of the file, for its extension.
        format: of the resource, for a name without one.
        whole: whether that is all of the file.
        most: how many rows are wanted.
    """
    most = min(most, MOST_ROWS)
    if not data.strip():
        return PreviewRows("empty" if whole else "long", whole=whole)
    text, encoding = _decoded(data, whole)
    kind = content_type.sniff(data[:_CHUNK]) or ("binary" if _is_binary(data, encoding) else None)
    expected = content_type.format_of(Path(f"file{safe_suffix(name)}"))
    if expected == "other" and format.lower() in content_type.FORMATS.values():
        expected = format.lower()
    if kind == "json" or (kind is None and expected in ("json", "geojson")):
        found = _features(text, whole, most)
        found = replace(found, encoding=encoding)
    elif kind is not None:
        return PreviewRows(kind, whole=whole)
    else:
        found = replace(_table(text, whole, most, as_text=expected in _TEXT_FORMATS), encoding=encoding)
    found = found.bounded(most)
    return with_types(found) if found.kind != "text" else found


def cell_text(value: Any) -> str:
    """Return a value of JSON as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return "…"


def _decoded(data: bytes, whole: bool) -> tuple[str, str]:
    """Return the text and its encoding, told as it is told of a file before an upload."""
    if not whole:
        data = _without_a_part_of_a_character(data)
    with tempfile.TemporaryDirectory(prefix="bcdc-preview-") as folder:
        path = Path(folder) / "head"  # detection looks around the first odd byte in the file itself
        path.write_bytes(data)
        with path.open("rb") as file:
            source = ByteSource(path, FileContent(path, file), _CHUNK)
            source.read_head()
            text = b"".join(source.chunks()).decode("utf-8", "replace")
    return text, source.encoding


def _without_a_part_of_a_character(data: bytes) -> bytes:
    if data.startswith(_WIDE) or b"\x00" in data[:4]:
        return data[: len(data) // 4 * 4]
    for back in range(1, min(4, len(data)) + 1):
        if data[-back] < 0x80:  # ASCII
            return data
        if data[-back] >= 0xC0:  # the first byte of a character that may be cut
            return data[:-back]
    return data


def _is_binary(data: bytes, encoding: str) -> bool:
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    head = data[:_CHUNK]
    return len(head) - len(head.translate(None, content_type.CONTROL_BYTES)) > max(8, 0.1 * len(head))


# tables


def _table(text: str, whole: bool, most: int, *, as_text: bool) -> PreviewRows:
    text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    if not text.strip():
        return PreviewRows("empty" if whole else "long", whole=whole)
    if "\n" not in text.strip("\n") and not whole:
        return PreviewRows("long")
    head = text[: max(_SHAPE_CHARACTERS, text.find("\n", _SHAPE_CHARACTERS // 2) + 1)]
    shape = read_shape(head, whole=whole and len(head) == len(text))
    if as_text and not _in_columns(shape):
        lines = text.split("\n")
        lines = lines[:-1] if not whole or not lines[-1] else lines
        return PreviewRows("text", (PreviewColumn(""),), tuple((line,) for line in lines), whole=whole)
    records = _records(text, shape.delimiter, whole, 0 if shape.looks_like_data else shape.header_row, most + 1)
    header = () if shape.looks_like_data else shape.header
    rows = tuple(tuple(record) for record in records)
    return PreviewRows(
        "table", tuple(PreviewColumn(name) for name in header), rows, whole=whole, delimiter=shape.delimiter
    )


def _in_columns(shape: TableShape) -> bool:
    """Return whether nearly all of the first records are as wide as the header, which prose with commas is not."""
    below = [record for record in shape.sample[shape.header_row :] if record]
    alike = sum(len(record) == len(shape.header) for record in below)
    return len(shape.header) > 1 and not shape.header_broken and alike >= max(1.0, 0.9 * len(below))


def _records(text: str, delimiter: str, whole: bool, header: int, most: int) -> list[list[str]]:
    """Return so many records below the header, without empty ones and without one that may be cut.

    Args:
        header: how many records are left out, the header being the last of them.
    """
    records: list[list[str]] = []
    found = careful_records(io.StringIO(text, newline=""), delimiter, whole=whole)
    below = (record for record in itertools.islice(found, header, None) if record)
    try:
        records.extend(itertools.islice(below, most))
    except csv.Error:
        return records
    if not whole and 1 < len(records) < most and not text.endswith("\n"):
        records.pop()
    return records


def with_types(found: PreviewRows) -> PreviewRows:
    """Return a table with the types of its columns, told from its first rows."""
    columns = []
    rows = found.rows[: max(_FEWEST_TYPED, _CELLS_TYPED // max(1, len(found.columns)))]
    for place, column in enumerate(found.columns):
        profile = ColumnProfile(column.name)
        for at in range(0, len(rows), _BLOCK):
            cells = [row[place] for row in rows[at : at + _BLOCK]]
            profile.add(pl.Series(cells, dtype=pl.String), RowNumbers(at + 1))
        columns.append(replace(column, type=column_type(profile).type if profile.filled else ""))
    return replace(found, columns=tuple(columns))


# JSON


def _features(text: str, whole: bool, most: int) -> PreviewRows:
    """Return the objects of a list, or of a GeoJSON's features, one a row; else the members of one object."""
    members: list[tuple[str, Any]] = []
    objects: list[Any] = []
    cut = False
    try:
        for kind, value in _walk(text):
            if kind == "element":
                objects.append(value)
            else:
                members.append(value)
            if len(objects) > most or len(members) > most:
                break
    except (ValueError, RecursionError):
        cut = True
    if objects:
        return _of_objects(objects, whole=whole and not cut)
    if members:
        columns = (PreviewColumn("name"), PreviewColumn("value"))
        return PreviewRows("features", columns, tuple((n, cell_text(v)) for n, v in members), whole=whole and not cut)
    return PreviewRows("json", whole=whole)


def _walk(text: str) -> Iterator[tuple[str, Any]]:
    """Yield each element of a list, or of the list of features in an object, and each other member of the object.

    Raises:
        ValueError: the text ends, or is no JSON, from here on.
        RecursionError: values are nested too deeply.
    """
    decoder = json.JSONDecoder()
    at = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[at : at + 1] == "[":
        yield from _elements(decoder, text, at)
        return
    if text[at : at + 1] != "{":
        raise ValueError
    at = _skip(text, at + 1)
    while text[at : at + 1] == '"':
        name, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at : at + 1] != ":":
            raise ValueError
        at = _skip(text, at + 1)
        if name == "features" and text[at : at + 1] == "[":
            yield from _elements(decoder, text, at)
            return  # what follows the features says nothing about them
        value, at = decoder.raw_decode(text, at)
        yield "member", (name, value)
        at = _skip(text, at)
        if text[at : at + 1] != ",":
            break
        at = _skip(text, at + 1)
    if text[at : at + 1] != "}":
        raise ValueError


def _elements(decoder: json.JSONDecoder, text: str, at: int) -> Iterator[tuple[str, Any]]:
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        value, at = decoder.raw_decode(text, at)
        yield "element", value
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise ValueError


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at


def _of_objects(objects: Sequence[Any], *, whole: bool) -> PreviewRows:
    rows: list[dict[str, str]] = []
    names: dict[str, None] = {}
    for one in objects:
        row: dict[str, str] = {}
        if isinstance(one, dict) and one.get("type") == "Feature":
            geometry = one.get("geometry")
            row["geometry"] = str(geometry.get("type") or "") if isinstance(geometry, dict) else ""
            properties = one.get("properties")
            one = properties if isinstance(properties, dict) else {}
        if isinstance(one, dict):
            row |= {str(name): cell_text(value) for name, value in itertools.islice(one.items(), MOST_COLUMNS + 1)}
        else:
            row["value"] = cell_text(one)
        rows.append(row)
        names |= dict.fromkeys(itertools.islice(row, max(0, 4 * MOST_COLUMNS - len(names))))
    columns = tuple(PreviewColumn(name) for name in names)
    return PreviewRows("features", columns, tuple(tuple(r.get(n, "") for n in names) for r in rows), whole=whole)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
