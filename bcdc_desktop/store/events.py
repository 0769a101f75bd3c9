"""What changed on this computer, told to whoever shows it."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "organizations",
    "packages",
    "drafts",
    "draft_edits",
    "uploads",
    "sheets",
    "journal",
    "schema",
    "favourites",
    "bulk",
    "pairs",
]
Listener = Callable[["Changed"], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Changed:
    """Rows of one kind changed.

    Attributes:
        kind: ``drafts``: which drafts there are, or what they are called; ``draft_edits``: what one contains.
        ids: the rows; empty means: read all of that kind again.
        origin: who made the change and needs not read it again, where that is known.
    """

    kind: Kind
    ids: frozenset[str] = frozenset()
    origin: object = None


class Bus:
    """Tells listeners, in the thread that made the change and after its transaction ended."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._lock = threading.Lock()
        self._thread = threading.local()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Add a listener; the returned function removes it."""
        with self._lock:
            self._listeners.append(listener)

        def remove() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return remove

    @contextlib.contextmanager
    def origin(self, origin: object) -> Iterator[None]:
        """Name who makes the changes that this thread publishes within."""
        self._thread.origin = origin
        try:
            yield
        finally:
            self._thread.origin = None

    def publish(self, *changes: Changed) -> None:
        """Tell every listener of every change; one that fails is logged and does not keep others from hearing."""
        with self._lock:
            listeners = list(self._listeners)
        origin = getattr(self._thread, "origin", None)
        for change in changes if origin is None else [replace(c, origin=origin) for c in changes]:
            for listener in listeners:
                try:
                    listener(change)
                except Exception:  # noqa: BLE001 - it is logged, and the others must hear
                    _log.exception("a listener failed on %s", change.kind)
