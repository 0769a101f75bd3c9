"""The dialog that restores records from a backup: choose it, look at what would change, restore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from bcdc_desktop.app.transfer.backup_source import BackupSource
from bcdc_desktop.app.transfer.source import terms_of
from bcdc_desktop.app.transfer.target import make_ready
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.folder_field import FolderField
from bcdc_desktop.ui.widgets.labels import wrapped_label

from .copy_dialog import CopyDialog, Ends

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program


class RestoreDialog(CopyDialog):
    """Restores records of a backup into the open catalogue; nothing is sent before its preview was seen."""

    def __init__(self, session: Session, program: Program, parent: QWidget) -> None:
        super().__init__(session, program, (), parent, title=self.tr("Restore from a backup"))
        self.setObjectName("restoreDialog")
        self.copy_button.setText(self.tr("Restore records"))

    def choose(self, path: Path) -> None:
        """Take the folder of a backup, or a file that ``ckanapi dump`` wrote."""
        self.folder.line.setText(str(path))

    def _choose_page(self) -> QWidget:
        page, layout = self.new_page()
        self.folder = FolderField(self.tr("Folder of the backup"), "restoreFolder", page)
        self.folder.changed.connect(lambda: self.preview_button.setEnabled(self._is_chosen()))
        layout.addWidget(self.folder)
        self.files, self.update_existing = QCheckBox(self.tr("Restore files too"), page), QCheckBox(page)
        self.files.setChecked(True)
        self.update_existing.setChecked(True)
        self.update_existing.hide()  # records that are there get back what the backup has
        hint = wrapped_label(
            self.tr(
                "Records that are in the catalogue get the values, links and files of the backup back; resources that "
                "were added since stay. Records that are gone are created again as drafts. Nothing is sent until you "
                "have seen the preview."
            ),
            "secondary",
            page,
        )
        layout.addWidget(self.files)
        layout.addWidget(hint)
        layout.addStretch(1)
        return page

    def _is_chosen(self) -> bool:
        return bool(self.folder.folder())

    def _opening(self) -> Callable[[], Ends]:
        path, target, known = Path(self.folder.folder()), self._session.workspace, self._ends

        def begin() -> Ends:
            if known is not None and isinstance(known.source, BackupSource) and known.source.path == path:
                return known
            make_ready(target)
            source = BackupSource(path, terms_of(target))
            return Ends(source, target, source.ids, source.close)

        return begin

    def _scope_text(self) -> str:
        return self.tr("New records: %1. To update: %2. Up to date: %3. Can't be restored: %4. Files: %5.")

    def _refused_text(self) -> str:
        return self.tr("Can't be restored")

    def _outcome_text(self) -> str:
        return self.tr("Records restored: %1 of %2. Files restored: %3. You can undo each of them in the journal.")
