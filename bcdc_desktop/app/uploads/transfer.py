"""A batch on its way: how far its files are, how fast, how to stop it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.store.uploads import State, Upload

from ..progress import CancelToken
from ..records.submit import Transfer

_LATELY = 5.0  # seconds that the speed is taken from
_REPORT_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class TransferProgress:
    """How far a batch is.

    Attributes:
        sent, total: bytes of the batch's body.
        speed: bytes a second lately.
        files: row id -> bytes of its file that have left.
        moved_at: when the last of them left, by the monotonic clock.
    """

    sent: int
    total: int
    speed: float
    files: Mapping[str, int] = field(default_factory=dict)
    moved_at: float = field(default_factory=time.monotonic, compare=False)

    @property
    def seconds_left(self) -> float | None:
        """None while the speed is not known."""
        return (self.total - self.sent) / self.speed if self.speed > 0 else None


class TransferRate:
    """Bytes a second over the last seconds, so that a line that became slower shows soon."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque([(clock(), 0)])

    def speed(self, sent: int) -> float:
        """Note that so many bytes have left by now, and return bytes a second."""
        now = self._clock()
        if sent < self._seen[-1][1]:  # begun again
            self._seen = deque([(now, sent)])
            return 0.0
        self._seen.append((now, sent))
        while len(self._seen) > 2 and now - self._seen[1][0] >= _LATELY:
            self._seen.popleft()
        began, before = self._seen[0]
        return (sent - before) / (now - began) if now > began else 0.0


class BatchToken(CancelToken):
    """Stops a batch. ``halt`` stops it while bytes are still to be sent: afterwards nobody could say whether it is
    stored, and the answer is waited for. ``cancel`` cuts it at any time, and it is reconciled later."""

    def __init__(self) -> None:
        super().__init__()
        self._halted = False
        self.all_sent = False

    def halt(self) -> None:
        """Ask to stop unless all was sent."""
        self._halted = True

    def __call__(self) -> bool:
        """Return whether to stop."""
        return super().__call__() or (self._halted and not self.all_sent)

    def check(self) -> None:
        """Stop here when it was asked to.

        Raises:
            Cancelled: it was.
        """
        if self():
            raise errors.Cancelled


Moved = Callable[[Mapping[str, int], int], None]  # row id -> bytes that have left; bytes of all files


class BatchTransfer(Transfer):
    """The transfer of a batch: heard a few times a second, file by file."""

    def __init__(self, rows: Sequence[Upload], parts: Mapping[str, FilePart], token: BatchToken, heard: Moved) -> None:
        super().__init__(token)
        self._rows = rows
        self._parts = parts
        self._stop = token
        self._heard = heard
        self._size = sum(row.size for row in rows)
        self._last = 0.0

    def moved(self, done: int, total: int) -> None:
        """Hear that bytes were sent, of so many in all."""
        self.all_sent = self._stop.all_sent = done >= total
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY or self.all_sent:
            self._last = now
            self._heard({row.id: self._parts[row.resource].sent for row in self._rows}, self._size)

    def stopped(self) -> bool:
        """Return whether to stop here."""
        return self._stop()


class UploadBatch:
    """A batch under way, or (``verifies``) the verification of one whose end is not known."""

    def __init__(self, batch_id: str, rows: Sequence[Upload]) -> None:
        self.id = batch_id
        self.rows = list(rows)
        self.verifies = rows[0].state is not State.WAITING
        self.token = BatchToken()
        self.orphaned = False  # it ended without a word in its rows
        self.thread = threading.Thread()
        self.progress: TransferProgress | None = None
        self.suspect: tuple[float, TransferProgress | None] | None = None  # after a sleep: when it must have moved on
        self._rate = TransferRate()

    @property
    def package(self) -> str:
        """The package that it writes to."""
        return self.rows[0].package

    def moved(self, files: Mapping[str, int], total: int) -> None:
        """Hear that so many bytes of each row's file have left, of so many in all."""
        sent = sum(files.values())
        self.progress = TransferProgress(sent, total, self._rate.speed(sent), files)

    def halt(self) -> bool:
        """Ask it to stop, if anything is left to send; return whether it will end soon."""
        if not self.verifies:
            self.token.halt()
        return self.token()
