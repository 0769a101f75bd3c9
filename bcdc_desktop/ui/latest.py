"""Latest result wins: repeated reads for one view run one at a time, and of those asked for meanwhile only the newest.

A lane has several threads, so that of two reads the older one may end last, and the view would show what was true
before. Whatever is read again and again for one view goes through here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from .jobs import Lane

if TYPE_CHECKING:
    from .session import Session


class LatestOnly(QObject):
    """Runs reads in a worker, one after the other. The result of a read that a newer one replaced is dropped."""

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._running: Session | None = None  # whose read is under way; one that was left may never end
        self._forgotten = False
        self._wanted: tuple[Session, Callable[[], Any], Callable[[Any], None]] | None = None

    def ask(self, session: Session, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Run ``work`` once the read under way has ended; ``take`` gets its result unless a newer read waits then."""
        self._wanted = (session, work, take)
        if self._running is not session:
            self._begin()

    def forget(self) -> None:
        """Drop what waits, and the result of the read under way."""
        self._wanted = None
        self._forgotten = True

    def _begin(self) -> None:
        if self._wanted is None:
            return
        session, work, take = self._wanted
        self._wanted, self._running, self._forgotten = None, session, False
        job = session.read(work, lane=self._lane)
        job.tell(self, done=lambda found: self._tell(session, take, found), ended=lambda: self._end(session))

    def _tell(self, session: Session, take: Callable[[Any], None], found: Any) -> None:
        if self._running is session and self._wanted is None and not self._forgotten:
            take(found)

    def _end(self, session: Session) -> None:
        if self._running is session:
            self._running = None
            self._begin()
