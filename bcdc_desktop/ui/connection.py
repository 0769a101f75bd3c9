"""The connection to the catalogue as the window follows it: its state, and asking again while it is offline."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.sync.connection import ConnectionMonitor, ConnectionState
from bcdc_desktop.catalogue import proxies
from bcdc_desktop.catalogue.proxy_sign_in import forget_refusals
from bcdc_desktop.ui.sync_scheduler import network_information

_RETRY_MS = 20_000  # between two attempts while offline


class CatalogueConnection(QObject):
    """Follows the outcomes of requests, and asks the catalogue again while it is offline.

    ``ask`` sends a small request whose outcome is reported back here; ``may_ask`` returns whether that may happen
    without the user asking for it.
    """

    changed = Signal()
    restored = Signal()  # it was offline and answers again

    def __init__(
        self,
        ask: Callable[[], object],
        may_ask: Callable[[], bool],
        parent: QObject,
        *,
        network: QNetworkInformation | None = None,
    ) -> None:
        """Follow a catalogue; ``network`` is what the system tells of the network, where it is another than its own."""
        super().__init__(parent)
        self._ask, self._may_ask = ask, may_ask
        self._monitor = ConnectionMonitor()
        self._retry = QTimer(self)
        self._retry.setInterval(_RETRY_MS)
        self._retry.timeout.connect(self._retry_now)
        network = network or network_information()
        if network is not None:
            network.reachabilityChanged.connect(self._reachability_changed)
            network.transportMediumChanged.connect(self._network_changed)

    @property
    def state(self) -> ConnectionState:
        """The state after the last outcome."""
        return self._monitor.state

    @property
    def message(self) -> str:
        """Why the catalogue is offline or refuses the key, for the user."""
        return self._monitor.message

    @property
    def last_contact(self) -> float | None:
        """When the catalogue answered last, in seconds since the epoch."""
        return self._monitor.last_contact

    def answered(self, *, by_sync: bool) -> None:
        """Note an answer of the catalogue."""
        was = self.state
        if self._monitor.answered(time.time(), by_sync=by_sync):
            self._retry.stop()
            self.changed.emit()
            if was == "offline":
                self.restored.emit()

    def failed(self, error: object, *, by_sync: bool) -> None:
        """Note a request that failed."""
        changed = self._monitor.failed(error, by_sync=by_sync)
        if self.state == "offline" and not self._retry.isActive():
            self._retry.start()
        if changed:
            self.changed.emit()

    def retry(self) -> None:
        """Ask the catalogue now, where it is offline."""
        if self.state == "offline":
            proxies.forget()  # a VPN that came up is another network too, and no system tells of it
            self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._retry.stop()

    def _retry_now(self) -> None:
        if self._may_ask():
            self.retry()

    def _network_changed(self) -> None:
        """Find proxies again: at home there is another one than in the office, or none."""
        proxies.forget()
        forget_refusals()
        self.retry()

    def _reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        proxies.forget()
        if reachability == QNetworkInformation.Reachability.Online:
            self.retry()
