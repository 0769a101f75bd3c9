"""Metered network and battery power, as far as the system tells."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.sync.policy import SystemStatus

_CHECK_MS = 60_000  # nothing signals that the computer is unplugged


class SystemStatusWatch(QObject):
    """Watches both: Qt tells about the network, psutil about the battery if it is installed. Unknown counts as no."""

    changed = Signal()

    def __init__(self, parent: QObject, network: QNetworkInformation | None = None) -> None:
        """Watch the system.

        Args:
            parent: the owner.
            network: what Qt knows about the network; None where it knows nothing.
        """
        super().__init__(parent)
        self.now = SystemStatus()
        self._network = network
        if self._network is not None and self._network.supports(QNetworkInformation.Feature.Metered):
            self._network.isMeteredChanged.connect(lambda _m: self.check())
        self._timer = QTimer(self)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Check now, and from now on every minute."""
        self.check()
        self._timer.start()

    def stop(self) -> None:
        """Check no more."""
        self._timer.stop()

    def check(self) -> None:
        """Check now; ``changed`` follows where something has changed."""
        found = SystemStatus(self._metered(), on_battery())
        if found != self.now:
            self.now = found
            self.changed.emit()

    def _metered(self) -> bool:
        network = self._network
        return (
            network is not None and network.supports(QNetworkInformation.Feature.Metered) and bool(network.isMetered())
        )


def network_information() -> QNetworkInformation | None:
    """Return what Qt knows about the network; None where it knows nothing."""
    return QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None


def on_battery() -> bool:
    """Return whether the computer runs on battery; False where that cannot be told."""
    try:
        import psutil
    except ImportError:  # it is not needed for anything else
        return False
    battery: Any = getattr(psutil, "sensors_battery", lambda: None)()
    return battery is not None and battery.power_plugged is False
