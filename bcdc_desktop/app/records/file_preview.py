"""The first rows of a resource's file, read without the rest of it: as a table with types, or what the file is.

A file is read from its beginning in parts, by HTTP ranges where the server knows them, and never more of it than
``MOST_BYTES``. What was read is taken for the beginning of a table by the same rules as a file that is checked before
an upload.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import StoredTable
from bcdc_desktop.catalogue.uploads import FileFacts, RemoteFileChanged
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.preflight import content_type
from bcdc_desktop.translation import tr

from ..progress import CancelToken
from ..workspace import Workspace
from .file_rows import MOST_ROWS, PreviewColumn, PreviewRows, cell_text, read_rows
from .workbook_rows import UnreadableWorkbook, WorkbookRows, read_workbook

FIRST_BYTES = 1 << 18
"""What is read of a file for its first rows."""
MOST_BYTES = 1 << 23
"""What is read of a file at most, however many rows are asked for."""
STEP = 200
"""Rows that are shown at first, and with each request for more."""
_OVERLAP = 64  # bytes that are read twice, to notice that the file is another by now

Source = Literal["catalogue", "web", "datastore", "computer"]


@dataclass(frozen=True)
class ResourcePreview:
    """The beginning of a file.

    ``source`` says where it was read: a file in the catalogue, on another server, on this computer, or its copy in the
    DataStore. ``problem`` is a sentence where there are no rows to show. ``complete`` says that ``rows`` are all rows;
    else ``more`` says whether more can be asked for. ``total`` is the number of all rows where that is known. ``pages``
    are the names of a workbook's pages, and ``page`` is the one whose rows these are.
    """

    source: Source
    rows: PreviewRows
    complete: bool
    more: bool
    size: int | None = None
    media_type: str = ""
    modified: datetime | None = None
    bytes_read: int = 0
    total: int | None = None
    problem: str = ""
    pages: tuple[str, ...] = ()
    page: str = ""


@dataclass
class _Read:
    """What was read of a file so far."""

    data: bytes = b""
    ended: bool = False
    facts: FileFacts = field(default_factory=lambda: FileFacts(None, "", "", None, ""))
    bytes_read: int = 0


class PreviewReader:
    """Reads the beginning of one resource's file, further with each request. For workers, one after the other.

    Args:
        workspace: whose catalogue is asked.
        resource: the resource.
        local: the file on this computer that the draft has for it, which is read instead.
    """

    def __init__(self, workspace: Workspace, resource: Resource, local: Path | None = None) -> None:
        self._workspace = workspace
        self._resource = resource
        self._local = local
        self._read = _Read()
        self._from_datastore = local is None and resource.raw.get("datastore_active") in (True, "true", "True")

    def read(self, rows: int = STEP, token: CancelToken | None = None, page: str = "") -> ResourcePreview:
        """Return the first rows, so many where the file has them and the limits allow.

        Args:
            rows: how many are wanted.
            token: stops it.
            page: of a workbook; the first one where it is empty.

        Raises:
            Cancelled: asked to stop.
            CatalogueError: the server did not give the file.
            OSError: the file on this computer cannot be read.
        """
        rows = min(max(rows, 1), MOST_ROWS)
        with self._workspace.catalogue.cancellable(token):
            if self._from_datastore:
                with contextlib.suppress(errors.UnknownAction, errors.NotFound, errors.NotAuthorized):
                    return _of_table(self._workspace.catalogue.table(self._resource.id, limit=rows), rows)
                self._from_datastore = False  # it was there once
            return self._of_file(rows, page)

    def _of_file(self, rows: int, page: str) -> ResourcePreview:
        read = self._read
        wanted = FIRST_BYTES
        while True:
            if len(read.data) < wanted and not read.ended:
                self._read_to(wanted)
            found = self._rows(rows)
            enough = len(found.rows) >= rows or found.kind not in ("table", "features", "text", "json")
            if enough or read.ended or wanted >= MOST_BYTES:
                break
            wanted = min(max(2 * wanted, 2 * len(read.data)), MOST_BYTES)
        if found.kind == "xlsx" or (found.kind == "zip" and self._is_named_a_workbook()):
            return self._of_workbook(rows, page)
        shown = replace(found, rows=found.rows[:rows])
        all_shown = read.ended and found.whole and len(found.rows) <= rows
        could_read = not read.ended and len(read.data) < MOST_BYTES
        return ResourcePreview(
            self._source,
            shown,
            complete=all_shown,
            more=bool(shown.rows) and not all_shown and rows < MOST_ROWS and (len(found.rows) > rows or could_read),
            size=read.facts.size,
            media_type=read.facts.media_type,
            modified=read.facts.modified,
            bytes_read=read.bytes_read,
            total=len(found.rows) if read.ended and found.whole else None,
            problem=_problem(shown, self._resource, read.facts),
        )

    def _of_workbook(self, rows: int, page: str) -> ResourcePreview:
        """Return rows of a page. What tells where the pages are stands at the end of the file: all of it is read."""
        read = self._read
        if not read.ended and (read.facts.size or 0) <= MOST_BYTES:
            self._read_to(MOST_BYTES)
        problem, found = "", WorkbookRows(PreviewRows("xlsx"), (), "")
        if read.ended:
            try:
                found = read_workbook(read.data, page, most=rows + 1)
            except UnreadableWorkbook:
                problem = tr("The workbook can't be read. It may be damaged or protected by a password.")
        else:
            problem = tr("The workbook is too large to be previewed. Download it to open it.")
        shown = replace(found.rows, rows=found.rows.rows[:rows])
        complete = found.rows.whole and len(found.rows.rows) <= rows
        if found.pages and not shown.rows:
            problem = tr("This worksheet has no rows.")
        return ResourcePreview(
            self._source,
            shown,
            complete=complete,
            more=bool(shown.rows) and not complete and rows < MOST_ROWS and len(found.rows.rows) > rows,
            size=read.facts.size,
            media_type=read.facts.media_type,
            modified=read.facts.modified,
            bytes_read=read.bytes_read,
            total=len(found.rows.rows) if complete else None,
            problem=problem,
            pages=found.pages,
            page=found.page,
        )

    def _is_named_a_workbook(self) -> bool:
        """Return whether a ZIP is a workbook: what its first bytes do not always tell."""
        return self._name.lower().endswith((".xlsx", ".xlsm")) or self._resource.format.lower() == "xlsx"

    @property
    def _name(self) -> str:
        return self._local.name if self._local is not None else self._resource.file_name

    @property
    def _source(self) -> Source:
        if self._local is not None:
            return "computer"
        return "catalogue" if self._resource.uploaded else "web"

    def _rows(self, rows: int) -> PreviewRows:
        data, whole = self._read.data, self._read.ended
        packed = False
        if data[:2] == b"\x1f\x8b":  # of a .gz file, or of a server that packs whatever it is asked for
            data, packed = _unpacked(data), True
            whole = whole and len(data) < MOST_BYTES
        name = self._name
        name = name.removesuffix(".gz") if packed else name
        # of what was read to its end, all rows are counted
        found = read_rows(data, name, self._resource.format, whole=whole, most=MOST_ROWS if whole else rows + 1)
        return replace(found, kind="gzip") if packed and not found.rows else found

    def _read_to(self, wanted: int) -> None:
        """Read on until so many bytes are there, or the file ends."""
        read, have = self._read, len(self._read.data)
        if self._local is not None:
            status = self._local.stat()
            with self._local.open("rb") as file:
                read.data = file.read(wanted)
            modified = datetime.fromtimestamp(status.st_mtime, UTC)
            read.facts = FileFacts(status.st_size, "", "", modified, "")
            read.ended = len(read.data) < wanted or len(read.data) >= status.st_size
            read.bytes_read += len(read.data)
            return
        again = min(_OVERLAP, have)
        length = wanted - have + again
        url = self._resource.url.strip()
        with self._workspace.catalogue.open_file(
            url, offset=have - again, length=length, same=read.facts.mark if have else ""
        ) as remote:
            part = remote.read(length)
            facts = remote.facts
        if part[:again] != read.data[have - again :]:
            raise RemoteFileChanged
        read.data += part[again:]
        read.bytes_read += len(part)
        read.facts = facts if not have else replace(read.facts, size=facts.size or read.facts.size)
        size = read.facts.size
        read.ended = len(part) < length or (size is not None and len(read.data) >= size)


def _unpacked(data: bytes) -> bytes:
    """Return what a gzip's beginning holds, within the limit: few bytes may stand for very many."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data, MOST_BYTES)
    except zlib.error:
        return b""


def _of_table(table: StoredTable, rows: int) -> ResourcePreview:
    columns = tuple(PreviewColumn(name, kind) for name, kind in table.fields)
    found = PreviewRows(
        "table", columns, tuple(tuple(cell_text(value) for value in row) for row in table.rows), whole=True
    ).bounded()
    complete = len(table.rows) < rows if table.total is None else len(table.rows) >= table.total
    return ResourcePreview(
        "datastore",
        found,
        complete=complete,
        more=not complete and rows < MOST_ROWS,
        total=table.total,
        problem="" if columns else tr("The table is empty."),
    )


def _problem(found: PreviewRows, resource: Resource, facts: FileFacts) -> str:
    """Return why there is nothing to show; empty where there are rows."""
    if found.rows:
        return ""
    if found.columns:
        return tr("The table has column names, but no rows.") if found.whole else _too_long()
    match found.kind:
        case "empty":
            return tr("The file is empty.")
        case "long":
            return _too_long()
        case "html" if resource.format.lower() in ("html", "htm") or not resource.format:
            return tr("This is a web page. Open it in a browser.")
        case "html":
            return tr(
                "The server sent a web page instead of the file. You may have to sign in there, or the link leads to a "
                "page about the file."
            )
    content = _content(found.kind) or facts.media_type
    if not content:
        return tr("This type of file can't be previewed. Download it to open it.")
    return tr("This type of file can't be previewed ({content}). Download it to open it.", content=content)


def _too_long() -> str:
    return tr("The first line is too long to be shown.")


def _content(kind: str) -> str:
    texts: dict[str, Callable[[], str]] = {
        "xlsx": lambda: tr("Excel workbook"),
        "xls": lambda: tr("Excel workbook"),
        "zip": lambda: tr("ZIP archive"),
        "rar": lambda: tr("archive"),
        "7z": lambda: tr("archive"),
        "gzip": lambda: tr("gzip archive"),
        "pdf": lambda: tr("PDF document"),
        "xml": lambda: tr("XML document"),
        "json": lambda: tr("JSON document"),
        "gpkg": lambda: tr("database"),
        "png": lambda: tr("picture"),
        "jpeg": lambda: tr("picture"),
        "gif": lambda: tr("picture"),
        "shp": lambda: tr("shapefile"),
        "parquet": lambda: tr("Parquet file"),
        "binary": lambda: tr("binary file"),
    }
    assert texts.keys() >= content_type.NAMES.keys() - {"html"}
    text: Any = texts.get(kind)
    return str(text()) if text else ""
