"""How fast the records of a bulk change are sent: at most so many a minute, slower when the catalogue slows down, and
only at certain hours."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bcdc_desktop.translation import tr

from ..progress import CancelToken

_SMOOTHING = 0.2  # of the response time: the weight of the newest
_SLOWER = 1.5  # times the usual response time: the catalogue is busy
_NOTICED = 0.05  # seconds; less is no slowing down
_LONGEST_GAP = 60.0
_SHARE = 3.0  # times the response time; the longest pause that is made because the catalogue is slow
_DRIFT = 1.02  # by which the usual time grows with each answer: a catalogue may be slower for good
_LONGEST_ASKED = 600.0  # of what Retry-After may ask for; after more, the run stops and is resumed later
_STEP = 60.0  # seconds between two looks at the clock: the computer may sleep, and its clock be set


@dataclass(frozen=True)
class Hours:
    """A time window of each day, in minutes since midnight, by this computer's clock; it may go over midnight."""

    begin: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Return the window that a text like ``18:00-06:00`` means.

        Raises:
            ValueError: it means none.
        """
        found = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*(?:-|–|to)\s*([01]?\d|2[0-3]):([0-5]\d)\s*", text)
        if found is None:
            raise ValueError(tr("Enter a time window like 18:00-06:00."))
        begin, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
        if begin == end:
            raise ValueError(tr("The time window is empty."))
        return cls(begin, end)

    def __str__(self) -> str:
        return f"{self.begin // 60:02}:{self.begin % 60:02}-{self.end // 60:02}:{self.end % 60:02}"

    def opens_in(self, now: datetime) -> float:
        """Return the seconds until the window opens; 0 within it."""
        minute = now.hour * 60 + now.minute
        inside = self.begin <= minute < self.end if self.begin < self.end else not self.end <= minute < self.begin
        if inside:
            return 0.0
        opening = now.replace(hour=self.begin // 60, minute=self.begin % 60, second=0, microsecond=0)
        return ((opening if opening > now else opening + timedelta(days=1)) - now).total_seconds()


class Pace:
    """Says when the next record may be sent.

    The usual response time is the shortest that was seen for a while. When answers take half as long again, a pause is
    made before each record, which grows as long as that is so (up to three times the response time) and shrinks when it
    is not: the control of congestion that networks have. A catalogue that stays slow is slow as usual after a while.
    """

    def __init__(
        self,
        per_minute: float | None = None,
        hours: Hours | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Set the limits; ``per_minute`` None sets no other limit than how fast the catalogue is."""
        self.per_minute = per_minute
        self.hours = hours
        self.gap = 0.0  # seconds before the next record
        self._clock = clock
        self._now = now
        self._next = clock()
        self._usual: float | None = None
        self._smooth = 0.0

    def wait(self, token: CancelToken) -> None:
        """Wait until the next record may be sent.

        Raises:
            Cancelled: it was asked to stop.
        """
        while (seconds := self.seconds_left()) > 0:
            token.wait(min(seconds, _STEP))
            token.check()
        token.check()
        self._next = self._clock() + (60.0 / self.per_minute if self.per_minute else 0.0)

    def seconds_left(self) -> float:
        """Return the seconds until the next record may be sent, as far as is known now."""
        closed = self.hours.opens_in(self._now()) if self.hours is not None else 0.0
        return max(closed, self._next - self._clock(), 0.0)

    def took(self, seconds: float) -> None:
        """Note how long the catalogue took for a record."""
        if self._usual is None:
            self._usual = self._smooth = seconds
        self._smooth += _SMOOTHING * (seconds - self._smooth)
        self._usual = min(self._usual * _DRIFT, self._smooth)
        if self._smooth > self._usual * _SLOWER and self._smooth - self._usual > _NOTICED:
            wanted = max(self.gap * 1.5, self._smooth - self._usual)
            self.gap = min(_LONGEST_GAP, wanted, _SHARE * self._smooth)
        else:
            self.gap = self.gap * 0.7 if self.gap > _NOTICED else 0.0
        self._next = max(self._next, self._clock() + self.gap)

    def refused(self, retry_after: float | None) -> bool:
        """Note that the catalogue asks for less; return False where it asks for longer than is waited."""
        if retry_after is not None and retry_after > _LONGEST_ASKED:
            return False
        self.gap = min(_LONGEST_GAP, max(self.gap * 2, self._smooth, 0.5))
        self._next = max(self._next, self._clock() + max(self.gap if retry_after is None else retry_after, 0.0))
        return True
