"""Whether a catalogue answers, as far as the outcomes of requests tell."""

from __future__ import annotations

from typing import Literal

from bcdc_desktop.catalogue.errors import CatalogueError, NotAuthorized, Offline, Timeout

ConnectionState = Literal["unknown", "connected", "offline", "refused"]
"""Nothing was asked yet; the last request was answered; it was not; the API key was refused."""


class ConnectionMonitor:
    """State of the connection to one catalogue. Each outcome moves it; nothing here asks or waits.

    ``message`` explains the states ``offline`` and ``refused`` to the user. ``last_contact`` is when the catalogue
    answered last, in seconds since the epoch.
    """

    def __init__(self) -> None:
        self.state: ConnectionState = "unknown"
        self.message = ""
        self.last_contact: float | None = None

    def answered(self, now: float, *, by_sync: bool) -> bool:
        """Note an answer; return whether the state changed.

        Args:
            now: when it came, in seconds since the epoch.
            by_sync: whether a synchronization asked. A refused key stays refused until a synchronization succeeds:
                public records are served without a valid key, too.
        """
        self.last_contact = now
        if self.state == "refused" and not by_sync:
            return False
        return self._move("connected")

    def failed(self, error: object, *, by_sync: bool) -> bool:
        """Note a failed request; return whether the state or its message changed.

        Other requests than those of a synchronization are refused for reasons of their own (a record that the user may
        not see), so that only its refusals count against the key.
        """
        if isinstance(error, Offline | Timeout):
            return self._move("offline", error.message)
        if isinstance(error, NotAuthorized) and by_sync:
            return self._move("refused", error.message)
        if isinstance(error, CatalogueError) and by_sync and self.state == "unknown":
            return self._move("offline", error.message)
        return False

    def _move(self, state: ConnectionState, message: str = "") -> bool:
        before = (self.state, self.message)
        self.state, self.message = state, message
        return before != (state, message)
