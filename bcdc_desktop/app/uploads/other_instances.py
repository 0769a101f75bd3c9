"""What the copies of the program tell each other: why the one that sends waits for the network."""

from __future__ import annotations

from bcdc_desktop.store.cache import Cache

_KEY = "queue_trouble"


class SharedBackoff:
    """A sentence in the store, written by the copy that sends and read by the others. Empty when all is well."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._told: str | None = None  # by this copy; None before the first

    def tell(self, sentence: str) -> None:
        """Writes it down where it is another than before."""
        if sentence != self._told:
            self._cache.put(_KEY, sentence)
            self._told = sentence

    def withdraw(self) -> None:
        """This copy does not send any more."""
        if self._told:
            self.tell("")
        self._told = None

    def heard(self) -> str:
        """What the copy that sends says."""
        seen = self._cache.get(_KEY)
        return str(seen.value) if seen else ""
