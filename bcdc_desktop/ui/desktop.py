"""What the desktop shows of the program where it is asked by the system's own calls, on Windows above all."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bcdc_desktop.bundled import bundled_path

APP_ID = "ca.bc.gov.data.bcdc-desktop"
"""AppUserModelID: one button in the task bar for all windows; the shortcut of an installer has the same."""

_LARGEST_TEXT = 225  # percent, of Windows


def claim_task_bar() -> None:
    """Have Windows group the windows under the program, not under Python. Before the first window."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError, AttributeError):
            shell: Any = ctypes.windll.shell32
            shell.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def menu_entry(environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of the program's .desktop file, by which desktops on Linux know its windows."""
    return environment.get("FLATPAK_ID") or "bcdc-desktop"


def follow_text_size(environment: MutableMapping[str, str] | None = None, percent: int | None = None) -> None:
    """Scale the program as the user has set the size of text on Windows, which Qt does not do. Before the application
    is made; who has set Qt's own scale keeps it.

    Args:
        environment, percent: where Qt's scale is put, and the size; None for those of this process and computer.
    """
    environment = os.environ if environment is None else environment
    percent = _text_size() if percent is None else percent
    if 100 < percent <= _LARGEST_TEXT and "QT_SCALE_FACTOR" not in environment:
        environment["QT_SCALE_FACTOR"] = f"{percent / 100:.2f}"


def _text_size() -> int:
    """Return the percentage of *Settings > Accessibility > Text size*."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError, TypeError, ValueError):
            windows: Any = importlib.import_module("winreg")
            with windows.OpenKey(windows.HKEY_CURRENT_USER, r"Software\Microsoft\Accessibility") as key:
                return int(windows.QueryValueEx(key, "TextScaleFactor")[0])
    return 100


def show_icon(application: QApplication) -> None:
    """Give every window the program's icon: in the title bar, the task bar and in Alt+Tab."""
    with contextlib.suppress(FileNotFoundError):
        application.setWindowIcon(QIcon(str(bundled_path("icons/bcdc-desktop.svg"))))


def begin_in_documents(home: Path | None = None) -> None:
    """Have file dialogs begin among the user's documents, where the program was started somewhere else: Windows starts
    programs in its own folder, a desktop in the root of the disk. What was started in a user's folder stays there."""
    user = home or Path.home()
    here = Path.cwd()
    if here == user or user in here.parents:
        return
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (documents, str(user)):
        if folder:
            with contextlib.suppress(OSError):
                os.chdir(folder)
                return
