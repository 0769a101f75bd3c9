"""What changed on this computer, told to whoever shows it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["organizations", "packages", "drafts", "uploads", "sheets", "journal", "schema"]
Listener = Callable[["Changed"], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Changed:
    """Rows of one kind changed. ``ids`` names them; empty means: read all of that kind again."""

    kind: Kind
    ids: frozenset[str] = frozenset()


class Bus:
    """Tells listeners, in the thread that made the change and after its transaction ended."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the returned function removes it."""
        with self._lock:
            self._listeners.append(listener)

        def remove() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return remove

    def publish(self, *changes: Changed) -> None:
        """Tell every listener of every change; one that fails is logged and does not keep others from hearing."""
        with self._lock:
            listeners = list(self._listeners)
        for change in changes:
            for listener in listeners:
                try:
                    listener(change)
                except Exception:  # noqa: BLE001 - it is logged, and the others must hear
                    _log.exception("a listener failed on %s", change.kind)
