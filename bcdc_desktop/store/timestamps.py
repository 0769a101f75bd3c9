"""Times of rows, which are also their order: two rows never have the same one, however coarse the clock is."""

from __future__ import annotations

import threading
import time

_TICK = 0.1  # seconds; Windows' clock moves in steps of 0.016
_NEXT = 1e-6  # seconds

_guard = threading.Lock()
_last = 0.0


def timestamp() -> float:
    """Return the time in seconds since the epoch, later than any that this process was given before. Where the clock
    was set back, it counts as it is."""
    global _last
    with _guard:
        now = time.time()
        _last = _last + _NEXT if _last - _TICK < now <= _last else now
        return _last
