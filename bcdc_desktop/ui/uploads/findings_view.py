"""What was found in a file, and the records in question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bcdc_desktop.preflight.findings import Finding
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import words
from bcdc_desktop.ui.uploads.excerpt import Excerpt, around
from bcdc_desktop.ui.uploads.preview import Preview
from bcdc_desktop.ui.uploads.sheet_row import SheetRow
from bcdc_desktop.ui.widgets.text import grouped
from bcdc_desktop.ui.workers import Job

_LINE = 26
_LINES_SHOWN = 4
_ICONS = {
    "error": ("alert-circle-outline", "danger"),
    "warning": ("alert-outline", "warning"),
    "advice": ("information-outline", "muted"),
}


class FindingsView(QWidget):
    """A list of findings, the gravest first, above the table; choosing one shows the records around it."""

    typeChosen = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: SheetRow | None = None
        self._shown: tuple[object, ...] = ()
        self._job: Job | None = None
        self._findings: list[Finding] = []
        self.headline = QLabel(self)
        self.headline.setProperty("role", "strong")
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget(self)
        self.list.setObjectName("findingsList")
        self.list.setAccessibleName(self.tr("What was found in the file"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(measures.ICON, measures.ICON))
        self.list.setProperty("ground", "ground")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._chosen)
        self.preview = Preview(self)
        self.preview.typeChosen.connect(self.typeChosen)
        self._others = QLabel(self)
        self._others.setProperty("role", "secondary")
        self._others.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(measures.GAP)
        layout.addWidget(self.headline)
        layout.addWidget(self.list)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._others, 1)

    def clear(self) -> None:
        """No file."""
        self._row, self._shown = None, ()
        for widget in (self.headline, self.list, self.preview, self._others):
            widget.hide()

    def show_row(self, row: SheetRow, *, anew: bool = False) -> None:
        """Shows a file; what is chosen and scrolled to stays when it is the same one as before."""
        shown = (id(row), id(row.item), tuple(sorted(row.types.items())))
        if shown == self._shown:
            return
        same_file = not anew and self._shown[:2] == shown[:2]
        self._row, self._shown = row, shown
        check = row.item.check if row.item else None
        is_table = bool(check and check.columns)
        if not same_file:
            self._findings = sorted(
                row.findings, key=lambda f: (("error", "warning", "advice").index(f.severity), f.row or 0)
            )
            self._fill(self._findings)
        self.headline.setText(self._headline(row))
        self.headline.setVisible(row.item is not None)
        self.preview.setVisible(is_table)
        self._others.setVisible(not is_table)
        self._others.setText(row.item.problem if row.item else self.tr("The file is being read."))
        self.preview.preview.show(check if is_table else None, row.schema, row.findings)
        if self._findings and not same_file and is_table:
            self.list.setCurrentRow(0)

    def _headline(self, row: SheetRow) -> str:
        check = row.item.check if row.item else None
        if check is None:
            return row.file_name
        named = ((self.tr("1 error"), self.tr("{n} errors")), (self.tr("1 warning"), self.tr("{n} warnings")))
        counts = [check.counts.get("error", 0), check.counts.get("warning", 0)]
        parts = [
            (one if n == 1 else many).format(n=grouped(n)) for (one, many), n in zip(named, counts, strict=True) if n
        ]
        return " · ".join([row.file_name, words.shape(row), *(parts or [self.tr("nothing to mend")])])

    def _fill(self, findings: Sequence[Finding]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for finding in findings:
            text = words.finding(finding)
            item = QListWidgetItem(theme.icon(*_ICONS[finding.severity]), text)
            item.setSizeHint(QSize(40, _LINE))
            item.setToolTip(text if not finding.value else f"{text}\n{finding.value}")
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setFixedHeight(min(len(findings), _LINES_SHOWN) * _LINE + 2)
        self.list.setVisible(bool(findings))

    def _chosen(self, place: int) -> None:
        row = self._row
        check = row.item.check if row and row.item else None
        if row is None or check is None or not check.columns or not 0 <= place < len(self._findings):
            return
        if self._job is not None:
            self._job.cancel()
            self._job = None
        finding = self._findings[place]
        if finding.row is None or finding.row <= len(check.preview):
            self.preview.preview.show(check, row.schema, row.findings)
            self.preview.go_to(finding)
            return
        job = self._session.workers.run(lambda token, _report: around(check, finding, token), lane="files")
        self._job = job
        job.done.connect(lambda excerpt: self._show_excerpt(job, row, finding, excerpt))

    def _show_excerpt(self, job: Job, row: SheetRow, finding: Finding, excerpt: Excerpt) -> None:
        if job is not self._job or row is not self._row or row.item is None:
            return
        self._job = None
        self.preview.preview.show(row.item.check, row.schema, row.findings, excerpt)
        self.preview.go_to(finding)

    def stop(self) -> None:
        """Ends what is being read."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
