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
        """Stop here when it was asked to.

        Raises:
            Cancelled: it was.
        """
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Wait, but no longer than until asked to stop."""
        return self._event.wait(seconds)


def silent(progress: Progress) -> None:
    """Take a report that nobody reads."""


class Tally:
    """How far work of several lists is, each begun when the one before it has ended: never backwards, and at its total
    in the end."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._done = 0
        self._before = 0  # of the lists that have ended
        self._total: int | None = None

    def begin(self) -> None:
        """Begin a list of a length that is not known yet."""
        self._before, self._total = self._done, None

    def expect(self, length: int) -> None:
        """How long the list seems to be by now."""
        self._total = max(self._before + length, self._done)

    def add(self, count: int, text: str) -> None:
        """So many more are done."""
        self._done += count
        if self._total is not None:  # one that was changed meanwhile may be met twice
            self._total = max(self._total, self._done)
        self._report(Progress(self._done, self._total, text))
