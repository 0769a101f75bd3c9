"""How a call tells how far it is, and how it is asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bcdc_desktop.catalogue.errors import Cancelled


@dataclass(frozen=True)
class Progress:
    """How far a call is. ``total`` is None while it is not known; the unit is the call's (packages, or ``bytes``)."""

    done: int
    total: int | None
    text: str = ""
    bytes: bool = False


Report = Callable[[Progress], None]


class CancelToken:
    """Asks running work to stop. Safe to use from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Asks to stop; what was sent already stays sent."""
        self._event.set()

    def __call__(self) -> bool:
        """Whether it was asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Stops here when it was asked to.

        Raises:
            Cancelled: it was.
        """
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Waits, and answers at once when asked to stop."""
        return self._event.wait(seconds)


def silent(progress: Progress) -> None:
    """A report that nobody reads."""
