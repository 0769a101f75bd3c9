"""Export of a list to a file: a dialog for what to export, and a worker that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QRadioButton,
    QWidget,
)

from bcdc_desktop.app.preferences import Settings
from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.reports.export import Exported, What, export
from bcdc_desktop.app.reports.spreadsheet import Cell, write_table
from bcdc_desktop.app.rows import PackageQuery
from bcdc_desktop.app.search import results
from bcdc_desktop.app.search.views import local_rows
from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE
from bcdc_desktop.error_text import error_text, system_reason
from bcdc_desktop.ui import opening
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, button_text
from bcdc_desktop.ui.widgets.text import counted, grouped, labelled

from .model import Chosen

_KEY = "export"  # in the settings: the folder and the kind of file that were chosen last
_NOTHING = Chosen()
# column of a list -> column of the file; when a record was opened here is nobody else's business
_IN_FILE = {
    "title": "title", "state": PUBLISH_STATE, "resources": "resources", "modified": "modified", "private": "private",
    "organization": "organization", "formats": "formats", "licence": "licence", "created": "created",
    "due": "update_due", "lacks": "missing", "seen": "as_of", "name": "name", "id": "id",
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What to export: records or resources, only the selected ones or all, visible columns or all."""

    what: What = "packages"
    selected: bool = False
    shown_columns: bool = False
    workbook: bool = False


class ExportDialog(Dialog):
    """Asks what to export. The file is chosen after it."""

    wished = Signal(object)  # Wish

    def __init__(
        self, records: int, selected: int, wish: Wish, parent: QWidget, *, columns_on_screen: bool = True
    ) -> None:
        super().__init__(self.tr("Export this list"), parent)
        self.setObjectName("exportDialog")
        self.setMinimumWidth(440)
        several = selected > 1
        all_words = self.tr("All %1 records in the list").replace("%1", grouped(records))
        some_words = self.tr("The %1 selected records").replace("%1", grouped(selected))
        self.which = self._choice(self.tr("Records"), [all_words, *([some_words] if several else [])])
        self.what = self._choice(self.tr("Rows"), [self.tr("One row per record"), self.tr("One row per resource")])
        self.columns = self._choice(
            self.tr("Columns"),
            [
                self.tr("All columns"),
                *([self.tr("Visible columns and the ID")] if columns_on_screen else []),
            ],
        )
        self.kind = self._choice(self.tr("Format"), [self.tr("CSV"), self.tr("Excel workbook")])
        if several:
            self._check(self.which, 1)
        self._check(self.kind, int(wish.workbook))
        self.what.idToggled.connect(lambda _i, _on: self._enable_columns())
        self.body.addStretch(1)
        self.cancel = self.add_button(self.tr("Cancel"), Role.RejectRole)
        self.go = self.add_button(self.tr("Export…"), Role.AcceptRole, name="chooseFile", kind="primary")
        self.go.clicked.connect(self._go)
        self._enable_columns()

    def wish(self) -> Wish:
        """Return what is chosen."""
        what: What = "resources" if self.what.checkedId() == 1 else "packages"
        shown = what == "packages" and self.columns.checkedId() == 1
        return Wish(what, self.which.checkedId() == 1, shown, self.kind.checkedId() == 1)

    def _choice(self, heading: str, choices: Sequence[str]) -> QButtonGroup:
        label = PlainLabel(heading, self)
        label.setProperty("role", "field")
        self.body.addWidget(label)
        group = QButtonGroup(self)
        for number, words in enumerate(choices):
            button = QRadioButton(button_text(words), self)
            button.setAccessibleName(labelled(heading, words))
            button.setChecked(number == 0)
            group.addButton(button, number)
            self.body.addWidget(button)
        return group

    def _enable_columns(self) -> None:
        """Offer the columns on screen only where records are the rows."""
        for button in self.columns.buttons():
            button.setEnabled(self.what.checkedId() == 0)

    @staticmethod
    def _check(group: QButtonGroup, number: int) -> None:
        button = group.button(number)
        if button is not None:
            button.setChecked(True)

    def _go(self) -> None:
        self.wished.emit(self.wish())
        self.accept()


class ExportFlow(QObject):
    """Asks, writes in a worker, and tells in a bar (that which is on screen then) where the file is."""

    def __init__(self, settings: Settings, bar: Callable[[], MessageBar], window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._bar, self._window = settings, bar, window

    def ask(self, session: Session, query: PackageQuery, selected: Chosen, columns: Sequence[str]) -> None:
        """Ask what of a list is to be written.

        Args:
            session: whose list.
            query: the list.
            selected: its selected rows.
            columns: the columns on screen; without any there is no choice of them.
        """
        wish = Wish(workbook=self._stored().get("workbook") is True)
        workspace = session.workspace

        def show(count: int) -> None:
            some = len(selected.numbers) + len(selected.local)
            dialog = ExportDialog(count, some, wish, self._window, columns_on_screen=bool(columns))
            dialog.wished.connect(
                lambda wished: self.choose_file(
                    self.tr("catalogue"),
                    wished.workbook,
                    lambda path: self.write(session, query, path, wished, selected, columns),
                )
            )
            dialog.open()

        session.read(lambda: results.count(workspace, query) + len(local_rows(workspace, query.search))).tell(
            self, done=show
        )

    def choose_file(self, name: str, workbook: bool, take: Callable[[Path], object]) -> None:
        """Ask where the file goes."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._stored().get("folder") or documents)
        dialog = QFileDialog(self._window, self.tr("Export the list"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = [self.tr("CSV files (*.csv)"), self.tr("Excel workbooks (*.xlsx)")]
        dialog.setNameFilters(kinds[::-1] if workbook else kinds)
        dialog.setDefaultSuffix("xlsx" if workbook else "csv")
        dialog.selectFile(f"{name}.{'xlsx' if workbook else 'csv'}")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix("xlsx" if "xlsx" in words else "csv"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: take(Path(chosen)))
        dialog.open()

    def write(
        self,
        session: Session,
        query: PackageQuery,
        path: Path,
        wish: Wish,
        selected: Chosen = _NOTHING,
        columns: Sequence[str] = (),
    ) -> None:
        """Write a list."""
        workspace = session.workspace
        names = [_IN_FILE[c] for c in columns if c in _IN_FILE] if wish.shown_columns else []

        def work(token: CancelToken, report: Report) -> Exported:
            wanted, local = query, None
            if wish.selected:
                wanted = replace(query, ids=tuple(results.ids_of(workspace, tuple(selected.numbers))))
                local = selected.local
            return export(
                workspace, wanted, path, what=wish.what, columns=names, local=local, token=token, report=report
            )

        self._run(session, path, work)

    def write_lines(self, session: Session, path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]]) -> None:
        """Write lines, which are made in the worker."""
        self._run(session, path, lambda _t, _r: Exported(write_table(path, header, lines), 0))

    def _run(self, session: Session, path: Path, work: Callable[[CancelToken, Report], Exported]) -> None:
        kept = {"folder": str(path.parent), "workbook": path.suffix.lower() == ".xlsx"}
        session.store(lambda: self._settings.put(_KEY, kept))
        job = session.workers.run(work, lane="files", title=self.tr("Exporting %1").replace("%1", path.name))
        job.tell(
            self,
            done=lambda written: self._tell(path, written),
            failed=lambda error: self._bar().show_message("error", self._why(path, error)),
            cancelled=lambda: self._bar().show_message(
                "information", self.tr("Export cancelled. No file was written.")
            ),
        )

    def _tell(self, path: Path, written: Exported) -> None:
        one, many = self.tr("Exported 1 row to %2."), self.tr("Exported %1 rows to %2.")
        words = counted(written.lines, one, many).replace("%1", grouped(written.lines)).replace("%2", path.name)
        if written.short:
            more = self.tr("%1 records are incomplete, because the size of the cache is limited.")
            words += "\n" + more.replace("%1", grouped(written.short))
        buttons = [(self.tr("Open folder"), lambda: opening.open_folder(path.parent))]
        self._bar().show_message("warning" if written.short else "success", words, buttons)

    def _why(self, path: Path, error: Any) -> str:
        reason = system_reason(error) if isinstance(error, OSError) else error_text(error)
        text = self.tr("%1 could not be written (%2). An earlier file of that name is unchanged.")
        return text.replace("%1", path.name).replace("%2", reason)

    def _stored(self) -> dict[str, Any]:
        stored: dict[str, Any] = self._settings.get(_KEY, {})
        return stored
