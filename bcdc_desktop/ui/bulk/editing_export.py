"""Export for editing: asks for the file, writes it in a worker, and tells in a bar how to read it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bcdc_desktop.app.bulk.spreadsheet_writer import WrittenRecords, write_editing_file
from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.search import results
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.record_list.model import Chosen
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.text import grouped

_KEY = "editing"  # in the settings: the folder that was chosen last
_SEVERAL = 2  # selected records; one is selected in any list


class EditingExport(QObject):
    """Writes the records of a list, or those that are selected in it, to a spreadsheet for editing."""

    def __init__(self, settings: Settings, bar: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._bar, self._window = settings, bar, window

    def ask(self, session: Session, words: str, selected: Chosen, read_back: Callable[[], object]) -> None:
        """Ask where the file goes, and write it.

        Args:
            words: the search whose records are written.
            selected: what is selected; several records are written instead of all.
            read_back: what the button for later calls.
        """
        folder = str(self._settings.get(_KEY, {}).get("folder") or "")
        folder = folder or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, self.tr("Export for editing"), folder)
        dialog.setObjectName("exportForEditingDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Excel workbooks (*.xlsx)"), self.tr("CSV files (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(self.tr("records to edit") + ".xlsx")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("csv" if "csv" in kind else "xlsx"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(session, words, selected, Path(name), read_back))
        dialog.open()

    def write(
        self, session: Session, words: str, selected: Chosen, path: Path, read_back: Callable[[], object]
    ) -> None:
        """Write the file."""
        workspace = session.workspace
        session.store(lambda: self._settings.put(_KEY, {"folder": str(path.parent)}))

        def work(token: CancelToken, report: Report) -> WrittenRecords:
            several = len(selected.numbers) >= _SEVERAL
            ids = results.ids_of(workspace, tuple(selected.numbers)) if several else ()
            return write_editing_file(workspace, words, path, ids=ids, token=token, report=report)

        job = session.workers.run(work, lane="files", title=self.tr("Exporting %1").replace("%1", path.name))
        job.tell(self, done=lambda written: self._tell(path, written, read_back), failed=self._bar.show_error)

    def _tell(self, path: Path, written: WrittenRecords, read_back: Callable[[], object]) -> None:
        one = self.tr("Exported 1 record to %2. When you have edited and saved the file, open it here.")
        many = self.tr("Exported %1 records to %2. When you have edited and saved the file, open it here.")
        count, left_out = written.records, sum(written.left_out.values())
        text = (one if count == 1 else many).replace("%1", grouped(count)).replace("%2", path.name)
        buttons = [
            (self.tr("Open edited file…"), read_back),
            (self.tr("Open folder"), lambda: opening.open_folder(path.parent)),
        ]
        if left_out:
            text += " " + self.tr(
                "Not exported: %1 of another type, because a CSV file has the columns of one type. "
                "Export to Excel for all of them."
            ).replace("%1", grouped(left_out))
        self._bar.show_message("warning" if left_out else "success", text, buttons)
