"""The desktop's notification when a batch ended, for somebody who looks at something else."""

from typing import ClassVar

import pytest
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from bcdc_desktop.ui.uploads.windows import DesktopNotifier


class Tray(QSystemTrayIcon):
    """A desktop that takes notifications, and keeps what it was told."""

    told: ClassVar[list[tuple[object, ...]]] = []

    @staticmethod
    def isSystemTrayAvailable() -> bool:
        return True

    @staticmethod
    def supportsMessages() -> bool:
        return True

    def showMessage(self, *given: object) -> None:  # type: ignore[override]
        self.told.append(given)


@pytest.fixture
def tray() -> type[Tray]:
    Tray.told.clear()
    return Tray


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # a platform without a tray says so
def test_who_looks_elsewhere_is_told(qtbot: QtBot, tray: type[Tray]) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    notifier = DesktopNotifier(window, tray)
    notifier.tell("Uploads", "2 files are on the server.", well=True)
    notifier.tell("Uploads", "1 of 2 files could not be stored.", well=False)
    icons = tray.MessageIcon
    assert tray.told == [
        ("Uploads", "2 files are on the server.", icons.Information),
        ("Uploads", "1 of 2 files could not be stored.", icons.Warning),
    ]


def test_who_looks_at_the_window_is_not_disturbed(
    qtbot: QtBot, tray: type[Tray], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    DesktopNotifier(window, tray).tell("Uploads", "2 files are on the server.", well=True)
    assert tray.told == []
