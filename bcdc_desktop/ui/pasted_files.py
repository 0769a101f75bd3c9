"""Files that another program offers without having them on the disk, and tables from the clipboard.

Outlook, Teams and zip folders of Windows offer contents that are files only once somebody asks for them; Qt does not
ask. The user is told what to do instead. A range copied from a spreadsheet becomes a CSV, which is checked like any
other file.
"""

from __future__ import annotations

import csv
import io

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


def has_virtual_files(data: QMimeData) -> bool:
    """Return whether another program offers files that are not on the disk yet."""
    formats = {name.lower() for name in data.formats()}
    return any(name.lower() in formats for name in _VIRTUAL) and not any(u.isLocalFile() for u in data.urls())


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
