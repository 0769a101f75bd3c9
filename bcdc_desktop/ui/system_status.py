"""Whether the network is paid by volume, and whether the computer runs on its battery, as far as that can be told."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.sync.policy import SystemStatus

_LOOK_MS = 60_000  # the battery tells nobody when it is unplugged


class SystemStatusWatch(QObject):
    """Qt knows of the network; of the battery psutil does, where it is installed. Unknown counts as no."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.now = SystemStatus()
        self._network: QNetworkInformation | None = None
        if QNetworkInformation.loadDefaultBackend():
            self._network = QNetworkInformation.instance()
        if self._network is not None and self._network.supports(QNetworkInformation.Feature.Metered):
            self._network.isMeteredChanged.connect(lambda _m: self.look())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Looks, and goes on looking."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        """Looks no more."""
        self._timer.stop()

    def look(self) -> None:
        """Looks now; ``changed`` follows where something is otherwise than before."""
        found = SystemStatus(self._metered(), on_battery())
        if found != self.now:
            self.now = found
            self.changed.emit()

    def _metered(self) -> bool:
        network = self._network
        return (
            network is not None and network.supports(QNetworkInformation.Feature.Metered) and bool(network.isMetered())
        )


def on_battery() -> bool:
    """Whether the computer runs on its battery; False where that cannot be told."""
    try:
        import psutil
    except ImportError:  # it is not needed for anything else
        return False
    battery: Any = getattr(psutil, "sensors_battery", lambda: None)()
    return battery is not None and battery.power_plugged is False
