"""What the desktop shows of the program where it is asked by the system's own calls, on Windows above all."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from bcdc_desktop.bundled import bundled_path

APP_ID = "ca.bc.gov.data.bcdc-desktop"
"""AppUserModelID: one button in the task bar for all windows; the shortcut of an installer has the same."""


def claim_task_bar() -> None:
    """Have Windows group the windows under the program, not under Python. Before the first window."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError, AttributeError):
            shell: Any = ctypes.windll.shell32
            shell.SetCurrentProcessExplicitAppUserModelID(APP_ID)


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
