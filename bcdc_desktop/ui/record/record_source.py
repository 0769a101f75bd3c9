"""A record with its draft as this computer has them, and as the server has it where that is old."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.rows import Seen, StoredDraft
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.session import Session

Found = tuple[Seen | None, StoredDraft | None]


class RecordSource(QObject):
    """Reads one record after the other; only what was asked for last is told."""

    found = Signal(object, object, int)  # Seen, StoredDraft or None, the generation that the reader gave
    gone = Signal(str)  # a record that was on this computer only, and was discarded
    notRefreshed = Signal(object)  # CatalogueError

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._package_id = ""
        self._first = False
        self._latest = LatestOnly("disk", self)

    def read(self, package_id: str, generation: int, *, first: bool = False) -> None:
        """Reads a record from the store.

        Args:
            package_id: or its name, as the journal has it of a record that was created; drafts are kept by id.
            generation: comes back with what was found; it tells how old that is.
            first: it is about to be shown: the server is asked too, where what is stored is old.
        """
        store = self._session.workspace.store
        first = self._first = first or (self._first and package_id == self._package_id)  # until it was shown
        self._package_id = package_id

        def work() -> Found:
            seen = store.cache.package(package_id)
            found = str(seen.value["id"]) if seen is not None else package_id
            if first:
                store.cache.touch(found)
            return seen, store.drafts.get(found)

        self._latest.ask(self._session, work, lambda found: self._take(package_id, found, generation, first))

    def forget(self) -> None:
        """Nothing is to be shown any more."""
        self._package_id = ""

    def _take(self, package_id: str, found: Found, generation: int, first: bool) -> None:
        if package_id != self._package_id:
            return
        self._first = False
        session, (seen, draft) = self._session, found
        new = package_id.startswith(NEW)
        if first and not new and (seen is None or session.is_stale(seen.at)) and session.connection != "offline":
            job = session.refresh_package(package_id)
            job.failed.connect(self.notRefreshed)
            if seen is None:
                job.done.connect(lambda package: self._named(package_id, str(package["id"]), generation))
        if seen is None and draft is not None:
            seen = Seen(draft.changes.base, draft.updated)  # deleted meanwhile, or never seen: the draft is still there
        if seen is not None:
            self.found.emit(seen, draft, generation)
        elif new:
            self.gone.emit(package_id)

    def _named(self, name: str, package_id: str, generation: int) -> None:
        """The server knows a record of that name; the store has it by its id now."""
        if name == self._package_id != package_id:
            self.read(package_id, generation)
