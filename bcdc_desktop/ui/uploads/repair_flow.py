"""Mends copies of the files of a sheet: asks what, writes them off the GUI thread, says where they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.uploads.file_row import SheetRow
from bcdc_desktop.ui.uploads.repair_dialog import RepairDialog
from bcdc_desktop.ui.uploads.repairs import Repairs, make_copy, possible, write_copy


class RepairFlow(QObject):
    """What the user wants mended ends with ``repaired`` for each file, or with ``told`` where there is none."""

    repaired = Signal(object, object)  # row, Path of the copy that takes the file's place
    told = Signal(str, str)  # kind of a message, words

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self._stopped = False

    def ask(self, rows: Sequence[SheetRow]) -> None:
        """Asks what is to be mended in those of the files that can be."""
        rows = [row for row in rows if possible(row)]
        if not rows:
            return
        dialog = RepairDialog(rows, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._copy_all)
        dialog.saveAsked.connect(lambda wanted, target: self._save(rows[0], wanted, target))
        dialog.open()

    def stop(self) -> None:
        """Nothing is heard any more of what is still being written."""
        self._stopped = True

    def _copy_all(self, wanted: Sequence[tuple[SheetRow, Repairs]]) -> None:
        for row, repairs in wanted:
            self._copy(row, repairs)

    def _copy(self, row: SheetRow, wanted: Repairs) -> None:
        store = self._session.workspace.store
        job = self._session.workers.run(lambda _t, _r: make_copy(store, row, wanted), lane="files")
        job.done.connect(lambda copy: None if self._stopped else self.repaired.emit(row, copy))
        self._tell_failure(job, row)

    def _save(self, row: SheetRow, wanted: Repairs, target: Path) -> None:
        job = self._session.workers.run(lambda _t, _r: write_copy(row.path, target, wanted), lane="files")
        job.done.connect(lambda copy: self._tell("success", self.tr("A mended copy is in {path}").format(path=copy)))
        self._tell_failure(job, row)

    def _tell_failure(self, job: Job, row: SheetRow) -> None:
        text = self.tr("No copy was made of {file}: {why}")
        job.failed.connect(lambda error: self._tell("error", text.format(file=row.file_name, why=str(error))))

    def _tell(self, kind: str, text: str) -> None:
        if not self._stopped:
            self.told.emit(kind, text)
