"""The type of a file: by its extension for the catalogue's ``format``, by its first bytes for its content."""

from __future__ import annotations

import re
from pathlib import Path

FORMATS: dict[str, str] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "txt",
    ".md": "txt",
    ".xls": "xls",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".zip": "zip",
    ".pdf": "pdf",
    ".json": "json",
    ".geojson": "geojson",
    ".kml": "kml",
    ".kmz": "kmz",
    ".shp": "shp",
    ".gpkg": "gpkg",
    ".gdb": "fgdb",
    ".e00": "e00",
    ".html": "html",
    ".htm": "html",
    ".xml": "xml",
    ".rdf": "rdf",
    ".georss": "georss",
}
"""Extension -> a value among the choices of the resource field ``format`` (bcdc_dataset.yaml)."""

GEOGRAPHIC_FORMATS = frozenset({"geojson", "kml", "kmz", "shp", "gpkg", "fgdb", "e00", "georss"})


CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
"""Bytes that text does not have; many of them mean a binary file."""


def is_table(path: Path) -> bool:
    """Return whether a file's name says that it is a table as text, packed or not."""
    inner = Path(path.stem) if path.suffix.lower() == ".gz" else path
    return format_of(inner) in ("csv", "tsv")


def delimiter_of(path: Path) -> str | None:
    """Return the delimiter that a file's name promises; None where it promises none but the comma."""
    inner = Path(path.stem) if path.suffix.lower() == ".gz" else path
    return "\t" if format_of(inner) == "tsv" else None


def format_of(path: Path) -> str:
    """Return the catalogue's ``format`` for a file name, lower case; ``other`` when the extension says nothing."""
    if path.name.lower().endswith(".gdb.zip"):
        return "fgdb"
    return FORMATS.get(path.suffix.lower(), "other")


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (b"%PDF-", "pdf"),
    (b"SQLite format 3\x00", "gpkg"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x00\x00\x27\x0a", "shp"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"PAR1", "parquet"),
)
_LIKE_TEXT = frozenset({"gif", "parquet"})
"""Their signatures are letters that a header may begin with: only other bytes than those of text tell."""
_DECLARATION = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?", re.I)
_COMMENT = re.compile(rb"<!--.*?-->\s*", re.S)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.I)
_XML = re.compile(rb"\A\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s>])")
_JSON = re.compile(rb'\A\s*(?:\{\s*(?:"[^"\r\n]*"\s*:|\})|\[\s*(?:[{\[\]]|$))')

NAMES: dict[str, str] = {
    "xlsx": "an Excel workbook",
    "xls": "an old Excel workbook",
    "zip": "a ZIP archive",
    "pdf": "a PDF document",
    "html": "an HTML page",
    "xml": "an XML document",
    "json": "a JSON document",
    "gpkg": "a database file",
    "gzip": "a gzip archive",
    "png": "a picture",
    "jpeg": "a picture",
    "gif": "a picture",
    "shp": "a shapefile",
    "rar": "an archive",
    "7z": "an archive",
    "parquet": "a Parquet file",
    "binary": "a binary file",
}


def sniff(head: bytes) -> str | None:
    """Return the type of a file by its first bytes (some 4 KiB or more): a key of ``NAMES``, None for plain text."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        # An Office workbook is a ZIP whose first members are always these.
        return "xlsx" if b"[Content_Types].xml" in head and b"xl/" in head else "zip"
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (kind not in _LIKE_TEXT or head.translate(None, CONTROL_BYTES) != head):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _is_html(text):
        return "html"
    if _JSON.match(text):
        return "json"
    if _XML.match(text):
        return "xml"
    return None


def _is_html(text: bytes) -> bool:
    """Return whether a page begins after a declaration and comments.

    Each is passed once: a pattern for all of them would try every way to part the text into comments.
    """
    begin = _DECLARATION.match(text)
    at = begin.end() if begin else 0
    while comment := _COMMENT.match(text, at):
        at = comment.end()
    return _HTML.match(text, at) is not None


_EXPECTED: dict[str, frozenset[str]] = {
    "xlsx": frozenset({"xlsx", "zip"}),
    "xls": frozenset({"xls"}),
    "zip": frozenset({"zip", "xlsx"}),
    "fgdb": frozenset({"zip"}),
    "kmz": frozenset({"zip"}),
    "pdf": frozenset({"pdf"}),
    "json": frozenset({"json"}),
    "geojson": frozenset({"json"}),
    "gpkg": frozenset({"gpkg"}),
    "shp": frozenset({"shp"}),
    "kml": frozenset({"xml"}),
    "xml": frozenset({"xml", "html"}),
    "html": frozenset({"html", "xml"}),
}


def mismatch(format: str, head: bytes) -> str | None:
    """Return the name of the content's format where its extension is another; None when it agrees or is unknown."""
    kind = sniff(head)
    expected = _EXPECTED.get(format)
    if expected is not None:
        if kind in expected:
            return None
        if format in ("json", "xml", "html") and kind is None:
            # A JSON document may be a bare value, an HTML page may start with a fragment.
            return None
        return NAMES[kind] if kind else "something else"
    if format in ("txt", "tsv") and kind not in (None, "json", "xml", "html"):
        return NAMES[kind]
    return None
