"""When a catalogue is synchronized automatically: often enough to be up to date, and not where that costs someone.

Nothing here knows timers or Qt: the caller passes the time and the status of the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EVERY = 10 * 60.0  # seconds between two runs
SHOWN = 5 * 60.0  # seconds after which a list that is shown is old
_AHEAD = 1.0  # seconds
_AGAIN = 60.0  # seconds after a run that failed, until showing something tries once more

Occasion = Literal["start", "interval", "shown", "back", "asked"]
"""Why now: the catalogue was opened, time has passed, a list is shown, network or power is back, the user asks."""

Wait = Literal["", "metered", "battery"]


@dataclass(frozen=True)
class SystemStatus:
    """Status of the computer: on a metered network; on battery power. False where it is unknown."""

    metered: bool = False
    battery: bool = False


@dataclass(frozen=True)
class SyncPreferences:
    """What the user has chosen."""

    pause_on_metered: bool = True
    pause_on_battery: bool = True


@dataclass(frozen=True)
class SyncDecision:
    """Whether to run now; ``waits_for`` names what an automatic run that is due waits for."""

    run: bool
    waits_for: Wait = ""


class SyncPolicy:
    """Decides for one catalogue. Times are seconds since the epoch; a clock that was set back delays nothing longer
    than usual."""

    def __init__(self, sync_preferences: SyncPreferences | None = None) -> None:
        self.sync_preferences = sync_preferences or SyncPreferences()
        self._tried: float | None = None
        self._asked: tuple[float, float] | None = None  # when it asked for no requests, and for how long

    def decide(
        self, occasion: Occasion, *, now: float, last: float | None, system_status: SystemStatus, running: bool = False
    ) -> SyncDecision:
        """Return whether to synchronize.

        Args:
            occasion: why now.
            now: the current time.
            last: when the catalogue was brought up to date; None when it never was. The first time nothing is waited
                for: without it there is nothing to look at.
            system_status: network and power.
            running: whether a run is under way.
        """
        if running:
            return SyncDecision(False)
        if occasion == "asked":
            return SyncDecision(True)
        if not self._due(occasion, now, last):
            return SyncDecision(False)
        wait = self._wait(system_status) if last is not None else ""
        return SyncDecision(not wait, wait)

    def began(self, now: float) -> None:
        """Note that a run begins: however it ends, the next one is not due at once."""
        self._tried = now

    def leave_alone(self, now: float, seconds: float) -> None:
        """Note that the catalogue asked for no requests for so many seconds."""
        self._asked = (now, seconds)

    def is_left_alone(self, now: float) -> bool:
        """Return whether the catalogue asked for no requests, and that time is not over."""
        return self._asked is not None and not _older(self._asked[0], now, self._asked[1])

    def _due(self, occasion: Occasion, now: float, last: float | None) -> bool:
        if self.is_left_alone(now):
            return False
        if occasion in ("start", "back"):
            return True
        if occasion == "shown":
            return _older(last, now, SHOWN) and _older(self._tried, now, _AGAIN)
        return _older(last, now, EVERY) and _older(self._tried, now, EVERY)

    def _wait(self, system_status: SystemStatus) -> Wait:
        if system_status.metered and self.sync_preferences.pause_on_metered:
            return "metered"
        if system_status.battery and self.sync_preferences.pause_on_battery:
            return "battery"
        return ""


def younger(at: float, seconds: float, *, now: float) -> bool:
    """Return whether something was seen less than so many seconds ago; never for a time in the future, but for what
    ``timestamp`` is ahead of a coarse clock."""
    return -_AHEAD < now - at < seconds


def _older(at: float | None, now: float, seconds: float) -> bool:
    return at is None or not younger(at, seconds, now=now)
