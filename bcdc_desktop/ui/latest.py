"""Reading what is shown again: one at a time, and of what is asked for meanwhile only the newest.

A lane has several threads, so that of two readings the older one may end last. Whatever is read again and again for one
view goes through here; otherwise the view may end with what was true before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from .jobs import Lane

if TYPE_CHECKING:
    from .session import Session


class LatestOnly(QObject):
    """Runs readings in a worker, one after the other. What a newer one overtook is not run, or not told."""

    def __init__(self, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._lane = lane
        self._running: Session | None = None  # whose reading is under way; one that was left may never end
        self._forgotten = False
        self._wanted: tuple[Session, Callable[[], Any], Callable[[Any], None]] | None = None

    def ask(self, session: Session, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        """Runs ``app`` when what is running has ended; ``take`` gets its result unless a newer one is wanted then."""
        self._wanted = (session, work, take)
        if self._running is not session:
            self._begin()

    def forget(self) -> None:
        """Wants nothing any more: what is running is not told."""
        self._wanted = None
        self._forgotten = True

    def _begin(self) -> None:
        if self._wanted is None:
            return
        session, work, take = self._wanted
        self._wanted, self._running, self._forgotten = None, session, False
        job = session.read(work, lane=self._lane)
        job.done.connect(lambda found: self._tell(session, take, found))
        job.ended.connect(lambda: self._end(session))

    def _tell(self, session: Session, take: Callable[[Any], None], found: Any) -> None:
        if self._running is session and self._wanted is None and not self._forgotten:
            take(found)

    def _end(self, session: Session) -> None:
        if self._running is session:
            self._running = None
            self._begin()
