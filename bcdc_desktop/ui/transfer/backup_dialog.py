"""The dialog that backs records up: choose a folder, see how much goes there, write."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.rows import PackageQuery
from bcdc_desktop.app.search import results
from bcdc_desktop.app.transfer.backup import BackupOutcome, backup
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.record_list.model import Chosen
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.folder_field import FolderField
from bcdc_desktop.ui.widgets.job_bar import JobBar
from bcdc_desktop.ui.widgets.labels import wrapped_label
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import grouped
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel, text_table

_SEVERAL = 2  # selected records; one is selected in any list


class BackupDialog(Dialog):
    """Writes the records of a list, or those that are selected in it, to a folder. Nothing in the catalogue changes."""

    def __init__(self, session: Session, words: str, selected: Chosen, parent: QWidget) -> None:
        super().__init__(self.tr("Back up records"), parent, heading=False, reused=True)
        self._session = session
        self._ids: list[str] = []
        self._job: Job | None = None
        self.setObjectName("backupDialog")
        self.resize(640, 420)
        self.scope = wrapped_label("", "title", self, name="backupScope")
        self.folder = FolderField(self.tr("Folder of the backup"), "backupFolder", self)
        self.folder.changed.connect(self._enable)
        self.files = QCheckBox(self.tr("Back up files that are stored in the catalogue"), self)
        self.files.setObjectName("backupFiles")
        self.files.setChecked(True)
        hint = wrapped_label(
            self.tr(
                "Choose an empty folder, or the folder of an earlier backup: then only what has changed since the last "
                "sync is written again. Nothing in the catalogue changes."
            ),
            "secondary",
            self,
        )
        self.progress = JobBar(self)
        self.failed_model = TextTableModel([self.tr("Record"), self.tr("Resource"), self.tr("Details")], self)
        self.failed_table = text_table(
            self.failed_model, "backupFailed", self.tr("What couldn't be backed up"), self, single=True
        )
        self.failed_table.hide()
        self.bar = MessageBar(self)
        for widget in (self.scope, self.folder, self.files, hint, self.progress, self.failed_table, self.bar):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.run_button = self.add_button(self.tr("Back up"), name="backupRun", kind="primary")
        self.run_button.clicked.connect(self.run)
        self.stop_button = self.add_button(self.tr("Stop"), name="backupStop")
        self.stop_button.clicked.connect(self._stop)
        self.add_button(self.tr("Close"), Role.RejectRole, name="backupClose")
        self._enable()
        workspace = session.workspace

        def read() -> list[str]:
            if len(selected.numbers) >= _SEVERAL:
                return list(results.ids_of(workspace, tuple(selected.numbers)))
            return [row.id for row in results.rows(workspace, PackageQuery(words=words))]

        session.read(read).tell(self, done=self._show_scope, failed=self.bar.show_error)

    def choose(self, path: Path) -> None:
        """Take a folder."""
        self.folder.line.setText(str(path))

    def run(self) -> None:
        """Write the records into the folder."""
        text = self.folder.folder()
        if self._job is not None or not text or not self._ids:
            return
        workspace, ids, folder, files = self._session.workspace, list(self._ids), Path(text), self.files.isChecked()

        def work(token: CancelToken, report: Report) -> BackupOutcome:
            return backup(workspace, ids, folder, files=files, token=token, report=report)

        self._job = job = self._session.ask(work, title=self.tr("Backing up records"))
        self.bar.hide()
        self.failed_table.hide()
        self.progress.follow(job)
        job.tell(self, done=self._show_outcome, failed=self.bar.show_error, ended=self._over)
        self._enable()

    def reject(self) -> None:
        """Close; what is under way is stopped, and goes on in the next backup to the same folder."""
        self._stop()
        super().reject()

    def _show_scope(self, ids: list[str]) -> None:
        self._ids = ids
        one, many = self.tr("Back up 1 record to:"), self.tr("Back up %1 records to:")
        self.scope.setText(one if len(ids) == 1 else many.replace("%1", grouped(len(ids))))
        self._enable()

    def _enable(self) -> None:
        running = self._job is not None
        self.run_button.setEnabled(not running and bool(self._ids) and bool(self.folder.folder()))
        self.stop_button.setVisible(running)
        self.stop_button.setEnabled(running)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)

    def _over(self) -> None:
        self._job = None
        self._enable()

    def _show_outcome(self, found: BackupOutcome) -> None:
        text = self.tr("Records written: %1. Files written: %2. Unchanged records: %3. Records in the folder now: %4.")
        for place, number in enumerate((found.written, found.files, found.unchanged, found.total), 1):
            text = text.replace(f"%{place}", grouped(number))
        self.failed_model.show([((f.title, f.resource, f.message), f) for f in found.failed])
        self.failed_table.setVisible(bool(found.failed))
        if found.stopped is not None:
            self.bar.show_message("error", f"{found.stopped.message}\n{text}")
        else:
            self.bar.show_message("warning" if found.failed else "success", text)
