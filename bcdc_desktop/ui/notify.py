"""Desktop notifications, for when the window is not active."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from bcdc_desktop.ui import theme
from bcdc_desktop.ui.widgets.plain_text import notification_text


class DesktopNotifier(QObject):
    """Uses the system's notifications where it has some; otherwise the window asks for attention."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tray: QSystemTrayIcon | None = None

    def tell(self, title: str, words: str, *, well: bool) -> None:
        """Notify the user, unless the window is active."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(theme.icon("tray-arrow-up", "link"), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        kind = QSystemTrayIcon.MessageIcon.Information if well else QSystemTrayIcon.MessageIcon.Warning
        self._tray.showMessage(notification_text(title), notification_text(words), kind)
