"""The one place that hands something to the system to open.

The system starts whatever program an address names: ``file:`` runs a file, ``smb:`` signs in at a stranger's server,
and on Windows ``ms-msdt:`` and ``search-ms:`` have been ways into the computer. So an address opens only as a web page
or a mail, wherever it came from. A file is opened only where its name and its content are those of data: a program, a
script, a shortcut or a document with macros never is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from bcdc_desktop.preflight import content_type

_SCHEMES = ("http", "https", "mailto")
_DATA = frozenset(
    {
        ".csv", ".tsv", ".txt", ".json", ".geojson", ".xlsx", ".ods", ".docx", ".odt", ".pdf", ".png", ".jpg", ".jpeg",
        ".gif", ".tif", ".tiff", ".kml", ".kmz", ".gpkg", ".shp", ".zip", ".parquet",
    }
)  # fmt: skip
_TEXT = frozenset({".csv", ".tsv", ".txt"})
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"[Desktop Entry]",
    b"[InternetShortcut]", b"L\x00\x00\x00",
)  # fmt: skip
_HEAD = 1 << 12  # bytes that tell what a file is


def may_open(address: str) -> bool:
    """Return whether an address is that of a web page or a mail."""
    url = QUrl(address)
    if not url.isValid() or url.scheme().lower() not in _SCHEMES:
        return False
    return url.scheme().lower() == "mailto" or bool(url.host())


def open_page(address: str) -> bool:
    """Open a web page in the browser, or a mail to an address; return False for anything else, which is not opened."""
    return may_open(address) and QDesktopServices.openUrl(QUrl(address))


def open_folder(folder: Path) -> bool:
    """Open a folder of this program, or one that the user chose, in the file manager."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def is_data_file(file: Path) -> bool:
    """Return whether a file is data by its name and by its first bytes. For a worker.

    Raises:
        OSError: it cannot be read.
    """
    suffix = file.suffix.lower()
    if suffix not in _DATA or not file.is_file():
        return False
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PROGRAMS):
        return False
    if suffix in _TEXT:
        return content_type.sniff(head) in (None, "json")
    return content_type.mismatch(content_type.format_of(file), head) is None


def open_data_file(file: Path) -> bool:
    """Open a file, of which ``is_data_file`` was true, with the program that the system has for it; return False for
    any other kind of name, which is not opened."""
    return file.suffix.lower() in _DATA and QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def system_chooses_program() -> bool:
    """Return whether the system has a dialog of its own that asks which program is to open a file."""
    return sys.platform == "win32"


def open_data_file_with(file: Path, program: Path | None) -> bool:
    """Open a file, of which ``is_data_file`` was true, with a program that the user chose.

    Args:
        file: what to open.
        program: the program; None for the one that the system asks for.

    Returns:
        Whether it was started; False also for any other kind of name, which is not opened.
    """
    if file.suffix.lower() not in _DATA:
        return False
    if program is None:
        command, arguments = "rundll32.exe", ["shell32.dll,OpenAs_RunDLL", str(file)]
    elif sys.platform == "darwin":
        command, arguments = "/usr/bin/open", ["-a", str(program), str(file)]
    else:
        command, arguments = str(program), [str(file)]
    started = QProcess.startDetached(command, arguments)
    return bool(started[0] if isinstance(started, tuple) else started)
