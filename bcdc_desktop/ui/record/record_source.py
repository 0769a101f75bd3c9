"""Reads a record with its draft from the store, and has it refreshed from the server where it is old."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.records.stored_record import StoredRecord, read_record
from bcdc_desktop.domain.record_changes import NEW
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.session import Session


class RecordSource(QObject):
    """Reads one record after the other; only what was asked for last is told.

    It reads in the lane that writes, and so after everything that was stored before.
    """

    found = Signal(object, int)  # StoredRecord, the generation that the reader gave
    gone = Signal(str)  # a record that was on this computer only, and was discarded
    notRefreshed = Signal(object)  # CatalogueError

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._package_id = ""
        self._first = False
        self._latest = LatestOnly("write", self)

    def read(self, package_id: str, generation: int, *, first: bool = False) -> None:
        """Read a record from the store.

        Args:
            package_id: or its name, as the journal has it of a record that was created; drafts are kept by id.
            generation: comes back with what was found; the working copy has another one where it was changed since.
            first: it is about to be shown: the server is asked too, where what is stored is old.
        """
        workspace = self._session.workspace
        first = self._first = first or (self._first and package_id == self._package_id)  # until it was shown
        self._package_id = package_id
        self._latest.ask(
            self._session,
            lambda: read_record(workspace, package_id, opened=first),
            lambda found: self._take(package_id, found, generation, first),
        )

    def forget(self) -> None:
        """Want no record any more."""
        self._package_id = ""

    def _take(self, package_id: str, found: StoredRecord | None, generation: int, first: bool) -> None:
        if package_id != self._package_id:
            return
        self._first = False
        new, cached = package_id.startswith(NEW), found is not None and found.cached
        if first and not new:
            self._refresh_old(package_id, found if cached else None, generation)
        if found is not None:
            self.found.emit(found, generation)
        elif new:
            self.gone.emit(package_id)

    def _refresh_old(self, package_id: str, cached: StoredRecord | None, generation: int) -> None:
        session = self._session
        if session.connection == "offline" or (cached is not None and not session.is_stale(cached.at)):
            return
        job = session.refresh_package(package_id)
        job.failed.connect(self.notRefreshed)
        if cached is None:
            job.done.connect(lambda package: self._named(package_id, str(package["id"]), generation))

    def _named(self, name: str, package_id: str, generation: int) -> None:
        """Read a record that was asked for by its name by its id, which the server has told now."""
        if name == self._package_id != package_id:
            self.read(package_id, generation)
