"""How a batch is getting on: bytes, speed, and time left, as a whole and for each of its files."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_LATELY = 5.0  # seconds that the speed is taken from


@dataclass(frozen=True)
class TransferProgress:
    """``sent`` and ``total`` are bytes of the batch's body, ``speed`` bytes a second lately; ``files`` maps the row ids
    of the batch to bytes of their files that have left."""

    sent: int
    total: int
    speed: float
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def seconds_left(self) -> float | None:
        """None while the speed is not known."""
        return (self.total - self.sent) / self.speed if self.speed > 0 else None


class TransferRate:
    """Bytes a second over the last seconds, so that a line that became slower is told soon."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque([(clock(), 0)])

    def speed(self, sent: int) -> float:
        """Notes that so many bytes have left by now; answers bytes a second."""
        now = self._clock()
        if sent < self._seen[-1][1]:  # begun anew, another way
            self._seen = deque([(now, sent)])
            return 0.0
        self._seen.append((now, sent))
        while len(self._seen) > 2 and now - self._seen[1][0] >= _LATELY:
            self._seen.popleft()
        began, before = self._seen[0]
        return (sent - before) / (now - began) if now > began else 0.0
