"""Files that another program offers without having them on the disk, and tables from the clipboard.

Outlook, Teams and zip folders of Windows offer contents that are files only once somebody asks for them: a list of
names (``FILEGROUPDESCRIPTORW``), and the contents of each by its number. Where Qt cannot hand all of them over, as a
whole message of Outlook, or what macOS promises, the user is told what to do instead. A range copied from a spreadsheet
becomes a CSV, which is checked like any other file.
"""

from __future__ import annotations

import csv
import io
import struct

from PySide6.QtCore import QMimeData

_VIRTUAL = (
    'application/x-qt-windows-mime;value="FileGroupDescriptorW"',
    'application/x-qt-windows-mime;value="FileGroupDescriptor"',
    "com.apple.pasteboard.promised-file-url",
    "com.apple.NSFilePromiseItemMetaData",
)
_SPREADSHEET = (
    'application/x-qt-windows-mime;value="XML Spreadsheet"',
    'application/x-qt-windows-mime;value="Biff8"',
    "application/x-openoffice-embed-source-xml",
)
_LARGEST = 64_000_000  # characters of a table
_NAMES = 'application/x-qt-windows-mime;value="FileGroupDescriptorW"'
_CONTENTS = 'application/x-qt-windows-mime;value="FileContents";index=%d'
_DESCRIPTOR = struct.Struct("<I32xI24xII520s")  # FILEDESCRIPTORW: flags, attributes, size (high, low), name
_HAS_ATTRIBUTES, _HAS_SIZE = 0x4, 0x40  # of the flags
_IS_FOLDER = 0x10  # of the attributes
_MOST_FILES, _MOST_BYTES = 200, 500_000_000  # of one drag: all of it is in memory for a moment


def has_virtual_files(data: QMimeData) -> bool:
    """Return whether another program offers files that are not on the disk yet."""
    formats = {name.lower() for name in data.formats()}
    return any(name.lower() in formats for name in _VIRTUAL) and not any(u.isLocalFile() for u in data.urls())


def handed_over(data: QMimeData) -> list[tuple[str, bytes]]:
    """Return the name and the contents of each file that another program of Windows offers; none where it does not hand
    over all of them. While the drag lasts, as nobody can be asked afterwards."""
    names = bytes(data.data(_NAMES).data())
    if len(names) < 4:
        return []
    count = int.from_bytes(names[:4], "little")
    if not 0 < count <= _MOST_FILES or len(names) < 4 + count * _DESCRIPTOR.size:
        return []
    offered = [
        (number, *described)
        for number in range(count)
        if (described := _described(names, 4 + number * _DESCRIPTOR.size)) is not None
    ]
    if sum(size or 0 for _number, _name, size in offered) > _MOST_BYTES:
        return []
    found: list[tuple[str, bytes]] = []
    for number, name, size in offered:
        content = bytes(data.data(_CONTENTS % number).data())
        if (size is None and not content) or len(content) < (size or 0):
            return []
        found.append((name, content[:size]))  # a block of memory may be larger than what is in it
    return found


def _described(names: bytes, at: int) -> tuple[str, int | None] | None:
    """Return the name of an offered file and its size in bytes where that is told; None for a folder."""
    flags, attributes, high, low, name = _DESCRIPTOR.unpack_from(names, at)
    if flags & _HAS_ATTRIBUTES and attributes & _IS_FOLDER:
        return None
    text = name.decode("utf-16-le", "replace").partition("\0")[0]
    return text, (high << 32) + low if flags & _HAS_SIZE else None


def pasted_table(data: QMimeData) -> str:
    """Return the rows in the clipboard as CSV (CRLF, commas); empty where it has no table.

    A table has two columns or more, as many in each row; what Excel calls a spreadsheet may have one.
    """
    if data.hasUrls() or not data.hasText():
        return ""
    text = data.text()
    if len(text) > _LARGEST:
        return ""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    while rows and not any(rows[-1]):
        rows.pop()
    widths = {len(row) for row in rows}
    is_spreadsheet = any(data.hasFormat(name) for name in _SPREADSHEET)
    if len(rows) < 2 or len(widths) != 1 or (widths == {1} and not is_spreadsheet):
        return ""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
