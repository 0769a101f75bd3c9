"""The watermark of a synchronization: a time of the server, up to which every change is in the cache.

The mark is not read off the cache: one fresh record there (on screen, opened, saved, found by a search) says nothing
of the rest. It is taken from what the server listed, and kept when a run has come to its end.
"""

from __future__ import annotations

import contextlib
import heapq
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bcdc_desktop.domain.package import parse_time
from bcdc_desktop.store.cache import Cache

from .listing import thousandths

FUTURE = 20  # records; when more were changed later than now, it is our clock that is wrong
_NAME = "synchronized_up_to"


class WatermarkTracker:
    """The latest times of change among those that the server lists, as texts of the server."""

    def __init__(self, overlap: timedelta) -> None:
        """Begin with none. A time that lies ahead by no more than ``overlap`` is no time of the future."""
        self._overlap = overlap
        self._times: list[str] = []

    def see(self, times: Iterable[str]) -> None:
        """Note some more of them: those of one page."""
        self._times = heapq.nlargest(FUTURE + 1, [*self._times, *times])

    def watermark(self) -> str:
        """Up to when everything was listed; empty where that cannot be told.

        A few records that were changed “in the future” (the server's clock was wrong for a while) do not hide the
        rest. Where all are of the future, our clock may be slow: then it is the oldest that counts.
        """
        limit = datetime.fromtimestamp(time.time(), UTC) + self._overlap
        found = next((t for t in self._times if (when := parse_time(t)) and when <= limit), "")
        if not found and len(self._times) > FUTURE:
            found = self._times[-1]
        return thousandths(found)


def stored(cache: Cache) -> str:
    """Return the watermark of the last complete run; empty where there was none."""
    seen = cache.key_value.get(_NAME)
    return str(seen.value) if seen else ""


def store(cache: Cache, watermark: str) -> None:
    """Remembers the mark of a run that has come to its end."""
    cache.key_value.put(_NAME, watermark)


def before(watermark: str, overlap: timedelta) -> str:
    """Return from when on to ask, so long before the mark; empty where there is none."""
    when = parse_time(watermark)
    if when is None:
        return ""
    with contextlib.suppress(OverflowError):
        when -= overlap
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
