"""The findings in a file, with the records that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.uploads.record_excerpt import RecordExcerpt, around, top
from bcdc_desktop.app.uploads.sheet_row import SheetRow
from bcdc_desktop.error_text import error_text
from bcdc_desktop.preflight.data_dictionary import write_dictionary
from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.preview import ColumnsView, FilePreview
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.text import grouped

_LINE = 26
_LINES_SHOWN = 4
_LEAST_PAGE = 120  # pixels of height
_GRAVITY = ("error", "warning", "advice")


class FindingsView(QWidget):
    """Lists findings, errors first; selecting one shows the records around it. The other tab shows the columns. Partial
    results are shown while the file is still being read."""

    columnCorrected = Signal(str, dict)  # column, changes

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: SheetRow | None = None
        self._shown: tuple[object, ...] = ()
        self._job: Job | None = None
        self.shown_findings: list[Finding] = []
        self.headline = ElidedLabel("", self)
        self.headline.setProperty("role", "strong")
        self.table_tab = self._tab("fileTableTab", self.tr("Table"))
        self.columns_tab = self._tab("fileColumnsTab", self.tr("Columns"))
        self.table_tab.setChecked(True)
        self.list = QListWidget(self)
        self.list.setObjectName("findingsList")
        self.list.setAccessibleName(self.tr("Findings in the file"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(measures.ICON, measures.ICON))
        self.list.setProperty("ground", "ground")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self.show_finding)
        self.preview = FilePreview(self)
        self.preview.typeChosen.connect(lambda column, kind: self.columnCorrected.emit(column, {"type": kind}))
        self.columns = ColumnsView(self)
        self.columns.corrected.connect(self.columnCorrected)
        self.save_button = QToolButton(self)
        self.save_button.setIcon(theme.icon("content-save-outline", "muted"))
        self.save_button.setObjectName("saveDictionary")
        self.save_button.setToolTip(self.tr("Save this table of columns to a file"))
        self.save_button.setAccessibleName(self.tr("Save the data dictionary"))
        self.save_button.clicked.connect(self._save)
        self._others = PlainLabel(parent=self)
        self._others.setProperty("role", "secondary")
        self._others.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # it takes what is left
        self._stack.setMinimumHeight(_LEAST_PAGE)
        for page in (self.preview, self.columns, self._others):
            self._stack.addWidget(page)
        for tab in (self.table_tab, self.columns_tab):
            tab.clicked.connect(self._show_page)
        head = QHBoxLayout()
        head.setSpacing(measures.GRID)
        head.addWidget(self.headline, 1)
        head.addWidget(self.save_button)
        head.addWidget(self.table_tab)
        head.addWidget(self.columns_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addWidget(self._stack, 1)

    def clear(self) -> None:
        """Show no file."""
        self._row, self._shown = None, ()
        self.headline.set_full_text("")
        self.list.hide()
        self._others.setText("")
        self._show_page()

    def show_row(self, row: SheetRow, *, reset: bool = False) -> None:
        """Show a file; selection and scroll position stay where it is the same one, unless ``reset``."""
        shown = (id(row), id(row.seen), row.item is None, repr(row.columns))
        if shown == self._shown:
            return
        same_file = not reset and self._shown[:1] == shown[:1] and row is self._row
        same_reading = same_file and self._shown[:2] == shown[:2]
        self._row, self._shown = row, shown
        check = row.seen
        if not same_reading:
            self._fill(row.findings, keep=same_file)
        self.headline.set_full_text(self._headline(row))
        self._others.setText(row.item.problem if row.item else self.tr("The file is being checked."))
        self.columns.columns.show(row.schema)
        self._show_page()
        if same_file and check is not None and self.preview.preview.columnCount() and row.item is None:
            self.preview.preview.mark(row.findings)
            return
        self.preview.preview.show(check if self._is_table else None, row.schema, row.findings)
        if not same_file:
            self.preview.scrollToTop()
            self.preview.horizontalScrollBar().setValue(0)
        if self.shown_findings and not same_reading and self._is_table:
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self.show_finding(self.list.currentRow())

    @property
    def _is_table(self) -> bool:
        check = self._row.seen if self._row else None
        return bool(check and check.columns)

    def _show_page(self) -> None:
        known = self._row is not None and self._row.schema is not None
        for tab in (self.table_tab, self.columns_tab):
            tab.setVisible(self._is_table)
        self.columns_tab.setEnabled(known)
        self.columns_tab.setToolTip("" if known else self.tr("Available once the whole file has been checked"))
        columns = self._is_table and known and self.columns_tab.isChecked()
        self.save_button.setVisible(columns)
        page = self.columns if columns else self.preview if self._is_table else self._others
        self._stack.setCurrentWidget(page)

    def _tab(self, name: str, text: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(name)
        tab.setText(text)
        tab.setAccessibleName(text)
        tab.setCheckable(True)
        tab.setAutoExclusive(True)
        tab.setProperty("kind", "tab")
        return tab

    def _save(self) -> None:
        schema = self._row.schema if self._row else None
        if self._row is None or schema is None:
            return
        dialog = QFileDialog(self, self.tr("Save the data dictionary"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("Markdown (*.md)"), self.tr("Table Schema (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(chosen.rsplit(".", 1)[-1].rstrip(")")))
        dialog.selectFile(f"{self._row.path.stem}_columns.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_dictionary(schema, Path(name)))
        dialog.open()

    def save_dictionary(self, schema: Mapping[str, Any], target: Path) -> Job:
        """Write the columns to a file, in the format of its extension."""
        job = self._session.workers.run(lambda _t, _r: write_dictionary(schema, target), lane="files")
        job.tell(
            self,
            done=lambda _r: self.headline.set_full_text(self.tr("Saved as {name}").format(name=target.name)),
            failed=lambda error: self.headline.set_full_text(error_text(error)),
        )
        return job

    def _headline(self, row: SheetRow) -> str:
        check = row.seen
        if check is None:
            return row.file_name
        named = ((self.tr("1 error"), self.tr("{n} errors")), (self.tr("1 warning"), self.tr("{n} warnings")))
        counts = [check.counts.get("error", 0), check.counts.get("warning", 0)]
        parts = [
            (one if n == 1 else many).format(n=grouped(n)) for (one, many), n in zip(named, counts, strict=True) if n
        ]
        if row.item is None:
            share = self.tr("{n}% checked").format(n=int(row.read * 100))
            return " · ".join([row.file_name, share, *parts])
        return " · ".join([row.file_name, labels.shape(row), *(parts or [self.tr("no problems found")])])

    def _fill(self, findings: Sequence[Finding], *, keep: bool) -> None:
        """List findings; with ``keep`` the selected one stays selected."""
        at = self.list.currentRow()
        chosen = self.shown_findings[at] if keep and 0 <= at < len(self.shown_findings) else None
        self.shown_findings = sorted(findings, key=lambda f: (_GRAVITY.index(f.severity), f.row or 0))
        self.list.blockSignals(True)
        self.list.clear()
        for finding in self.shown_findings:
            text = labels.finding(finding)
            item = QListWidgetItem(theme.icon(*labels.SEVERITY_ICONS[finding.severity]), text)
            item.setSizeHint(QSize(40, _LINE))
            item.setToolTip(tooltip(text if not finding.value else f"{text}\n{finding.value}"))
            self.list.addItem(item)
        if chosen in self.shown_findings:
            self.list.setCurrentRow(self.shown_findings.index(chosen))
        self.list.blockSignals(False)
        self.list.setFixedHeight(min(len(findings), _LINES_SHOWN) * _LINE + 2)
        self.list.setVisible(bool(findings))

    def show_finding(self, place: int) -> None:
        """Show the records around one of the findings."""
        row = self._row
        check = row.seen if row else None
        if row is None or check is None or not check.columns or not 0 <= place < len(self.shown_findings):
            return
        if self._job is not None:
            self._job.cancel()
            self._job = None
        finding = self.shown_findings[place]
        if finding.row is None or finding.row <= len(check.preview):
            above = finding.row is not None and finding.row < check.header_row
            self.preview.preview.show(check, row.schema, row.findings, top(check) if above else None)
            self.preview.go_to(finding)
            return
        job = self._session.workers.run(lambda token, _report: around(check, finding, token), lane="files")
        self._job = job
        job.tell(
            self,
            done=lambda excerpt: self._show_excerpt(job, row, finding, excerpt),
            failed=lambda error: self._no_excerpt(job, error),
        )

    def _show_excerpt(self, job: Job, row: SheetRow, finding: Finding, excerpt: RecordExcerpt) -> None:
        if job is not self._job or row is not self._row or row.seen is None:
            return
        self._job = None
        self.preview.preview.show(row.seen, row.schema, row.findings, excerpt)
        self.preview.go_to(finding)

    def _no_excerpt(self, job: Job, error: object) -> None:
        if job is self._job:
            self._job = None
            self.headline.set_full_text(self.tr("These rows can't be shown: {why}").format(why=error_text(error)))

    def stop(self) -> None:
        """End what is being read."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
