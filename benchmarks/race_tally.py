"""What the races count."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts by name, what was lost in words, seconds of each race; its methods may be called from any thread.

    Attributes:
        distances: seconds between two states of a record that followed on each other.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    distances: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, number: int = 1) -> None:
        """Adds to a count."""
        with self.lock:
            self.counts[what] += number
