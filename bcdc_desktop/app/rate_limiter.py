"""The rate limit of reads: how many at once, and their retry and backoff when the catalogue asks for less."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bcdc_desktop.catalogue import errors

AT_ONCE = 3  # questions
TRIES = 6  # of one question, where the catalogue is busy
_TRIES_BROKEN = 3  # where the connection broke: who is offline is told soon
FIRST_PAUSE = 0.5  # seconds, doubled with each refusal in a row
_LONGEST_PAUSE = 60.0
_LONGEST_ASKED = 300.0  # of what Retry-After may ask for; after more, somebody else should try later
TRUST = 20  # good answers in a row until one more question at a time is asked again
_TRIES_NOW = 2  # of a question that somebody waits for
_LONGEST_NOW = 5.0  # seconds that somebody is let wait for it
T = TypeVar("T")
Cancelled = Callable[[], bool] | None
_log = logging.getLogger(__name__)


class RateLimiter:
    """Lets at most three questions through at once. A catalogue that is busy (429, 503) is left alone for as long as
    it says, and asked one question at a time afterwards, until it has answered well for a while.

    One for each workspace, so that a synchronization and what somebody does meanwhile share it; its methods may be
    called from any thread. ``cancelled`` tells whether to stop.
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, first_pause: float = FIRST_PAUSE, clock: Callable[[], float] = time.monotonic
    ):
        self._most = at_once
        self._first_pause = first_pause
        self._allowed = at_once
        self._under_way = 0
        self._hurried = 0  # questions that wait for a place, and go first
        self._quiet_until = 0.0  # by the monotonic clock: the time of day may be set meanwhile
        self._refusals = 0
        self._good = 0
        self._clock = clock
        self._changed = threading.Condition()

    @property
    def allowed(self) -> int:
        """How many questions at once are let through now."""
        return self._allowed

    @property
    def quiet(self) -> bool:
        """Whether who has time waits now, as the catalogue asked for."""
        return self._clock() < self._quiet_until

    def ask(self, question: Callable[[], T], cancelled: Cancelled = None) -> T:
        """Asks when it is polite to; again where the catalogue was busy or the connection broke. For work that has
        time.

        Raises:
            Cancelled: asked to stop.
            CatalogueError: what the last of several tries came to, or what no second try can mend.
        """
        for attempt in range(1, TRIES + 1):
            try:
                with self._turn(cancelled):
                    answer = question()
            except errors.CatalogueError as error:
                tries = TRIES if isinstance(error, errors.Busy) else _TRIES_BROKEN
                if not error.retry or attempt >= tries or not self._give_way(error):
                    raise
                _log.info("asked to wait (%s), try %d", error.kind, attempt)
            else:
                self._went_well()
                return answer
        raise AssertionError("unreachable")

    def ask_now(self, question: Callable[[], T], cancelled: Cancelled = None) -> T:
        """Asks as soon as there is a place, before those who have time: for what somebody waits for. Where the
        catalogue names some seconds it is asked once more after them; where it names more, that is told.

        Raises:
            Cancelled: asked to stop.
            CatalogueError: what came of it.
        """
        for _ in range(_TRIES_NOW):
            try:
                with self._turn(cancelled, hurried=True):
                    return question()
            except errors.Busy as error:
                self._give_way(error)
                if error.retry_after is None or error.retry_after > _LONGEST_NOW:
                    raise
                pause = error.retry_after
            self._pause(pause, cancelled)
        with self._turn(cancelled, hurried=True):
            return question()

    @contextlib.contextmanager
    def _turn(self, cancelled: Cancelled, *, hurried: bool = False) -> Iterator[None]:
        with self._changed:
            self._hurried += hurried
            try:
                while not self._may_ask(hurried):
                    _check(cancelled)
                    # in short stretches, as nobody tells when it is cancelled
                    self._changed.wait(0.1)
                _check(cancelled)
                self._under_way += 1
            finally:
                self._hurried -= hurried
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def _may_ask(self, hurried: bool) -> bool:
        if self._under_way >= self._allowed:
            return False
        return hurried or (not self._hurried and self._clock() >= self._quiet_until)

    def _pause(self, seconds: float, cancelled: Cancelled) -> None:
        until = self._clock() + seconds
        with self._changed:
            while (left := until - self._clock()) > 0:
                _check(cancelled)
                self._changed.wait(min(left, 0.1))

    def _give_way(self, error: errors.CatalogueError) -> bool:
        """Keep all who have time quiet for a while; return False when the catalogue asks for longer than we wait."""
        asked = error.retry_after if isinstance(error, errors.Busy) else None
        if asked is not None and asked > _LONGEST_ASKED:
            return False
        with self._changed:
            self._refusals += 1
            self._good = 0
            self._allowed = 1
            own = min(_LONGEST_PAUSE, self._first_pause * 2 ** (self._refusals - 1))
            self._quiet_until = max(self._quiet_until, self._clock() + (own if asked is None else max(asked, 0.0)))
        return True

    def _went_well(self) -> None:
        with self._changed:
            self._refusals = 0
            self._good += 1
            if self._good >= TRUST and self._allowed < self._most:
                self._good = 0
                self._allowed += 1
                self._changed.notify_all()


def _check(cancelled: Cancelled) -> None:
    if cancelled is not None and cancelled():
        raise errors.Cancelled
