"""The one place that hands something to the system to open.

The system starts whatever program an address names: ``file:`` runs a file, ``smb:`` signs in at a stranger's server,
and on Windows ``ms-msdt:`` and ``search-ms:`` have been ways into the computer. So an address opens only as a web page
or a mail, wherever it came from.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_SCHEMES = ("http", "https", "mailto")


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
