"""The one place that hands something to the system to open.

The system starts whatever program an address names: ``file:`` runs a file, ``smb:`` signs in at a stranger's server,
and on Windows ``ms-msdt:`` and ``search-ms:`` have been ways into the computer. So an address opens only as a web page
or a mail, wherever it came from. A file is opened only where its name and its content are those of data: a program, a
script, a shortcut or a document with macros never is.
"""

from __future__ import annotations

import contextlib
import re
import sys
import zipfile
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl, QUrlQuery
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
_OFFICE = frozenset({".xlsx", ".docx", ".ods", ".odt"})  # ZIP archives
_MACROS = ("basic/", "scripts/", "vbaproject", "macrosheets/", "activex/")  # parts of an office file that run
_MOST_PARTS = 50_000
_OF_MAIL = frozenset({"subject", "cc", "bcc", "body", "to"})
"""What an address of a mail may say. Some mail programs take ``attach`` for a file of this computer to send along."""
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"[Desktop Entry]",
    b"[InternetShortcut]", b"L\x00\x00\x00",
)  # fmt: skip
_SYLK = re.compile(rb"ID;P[^\r\n]{0,200}[\r\n]{1,2}(?:P|F|B|C|O|E|W|NN|NU|NE);")
"""An old format of Excel with macros, which Excel sees whatever the file is called."""
_HEAD = 1 << 12  # bytes that tell what a file is


def may_open(address: str) -> bool:
    """Return whether an address is that of a web page or a mail."""
    url = QUrl(address)
    if not url.isValid() or url.scheme().lower() not in _SCHEMES:
        return False
    if url.scheme().lower() != "mailto":
        return bool(url.host())
    decoded = QUrl.ComponentFormattingOption.FullyDecoded
    return all(name.lower() in _OF_MAIL for name, _value in QUrlQuery(url.query()).queryItems(decoded))


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
        return content_type.sniff(head) in (None, "json") and not _SYLK.match(head)
    if suffix in _OFFICE:
        return head.startswith(b"PK\x03\x04") and not _has_macros(file)
    return content_type.mismatch(content_type.format_of(file), head) is None


def _has_macros(file: Path) -> bool:
    """Return whether a program may be in an office file; True also where it cannot be told."""
    with contextlib.suppress(zipfile.BadZipFile, NotImplementedError, ValueError), zipfile.ZipFile(file) as packed:
        names = [name.lower() for name in packed.namelist()]
        return len(names) > _MOST_PARTS or any(part in name for name in names for part in _MACROS)
    return True


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
