"""The window that shows the first rows of a resource's file, or says what the file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStackedWidget, QTableView, QWidget

from bcdc_desktop.app.records.file_preview import STEP, PreviewReader, ResourcePreview
from bcdc_desktop.app.records.file_rows import PreviewRows
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui.column_types import column_type_label
from bcdc_desktop.ui.jobs import Job, Workers
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import configure_table
from bcdc_desktop.ui.widgets.text import exact_time, grouped, human_size

Index = QModelIndex | QPersistentModelIndex
_ROW = 28
_NARROWEST, _WIDEST = 64, 260  # pixels of a column that nobody has resized
_ROWS_MEASURED = 50
_LINE = 300  # characters of a cell that are painted


class RowsModel(QAbstractTableModel):
    """Rows as they are in the file; a header tells the name and the type of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = PreviewRows("empty")

    def show(self, rows: PreviewRows) -> None:
        """Show rows; where they only go on, what is on screen stays where it is."""
        before = self._shown
        same = [c.name for c in rows.columns] == [c.name for c in before.columns] and rows.rows[
            : len(before.rows)
        ] == before.rows
        if same and before.rows and len(rows.rows) > len(before.rows):
            self.beginInsertRows(QModelIndex(), len(before.rows), len(rows.rows) - 1)
            self._shown = rows
            self.endInsertRows()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(rows.columns) - 1))
            return
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return grouped(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if section >= len(self._shown.columns):
            return None
        column = self._shown.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_line(column.name)}\n{column_type_label(column.type)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{column.name}\n{column_type_label(column.type)}".strip())
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._shown.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _line(text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text)
        return None


class FilePreviewDialog(Dialog):
    """The first rows of one file, and more of them on request. What is being read stops when it is closed."""

    downloadAsked = Signal()
    openAsked = Signal()
    openWithAsked = Signal()

    def __init__(
        self, resource: Resource, workspace: Workspace, workers: Workers, local: Path | None, parent: QWidget
    ) -> None:
        """Show what a resource's file begins with.

        Args:
            resource: the resource.
            workspace: whose catalogue is asked.
            workers: whose threads read.
            local: the file on this computer that the draft has for it.
            parent: the window that it belongs to.
        """
        super().__init__(resource.name, parent, heading=False)
        self.setObjectName("filePreviewDialog")
        self.resize(900, 560)
        self._workers = workers
        self._reader = PreviewReader(workspace, resource, local)
        self._resource = resource
        self._local = local
        self._rows = STEP
        self._job: Job | None = None
        self.name = ElidedLabel(resource.name, self)
        self.name.setProperty("role", "title")
        self.facts = ElidedLabel("", self)
        self.facts.setObjectName("filePreviewFacts")
        self.facts.setProperty("role", "secondary")
        self.page = ComboBox(self)
        self.page.setObjectName("workbookPage")
        self.page.activated.connect(lambda _at: self._show_page())
        self.page_row = self._labelled(self.tr("Page:"), self.page)
        self.page_row.hide()
        self.bar = MessageBar(self)
        self.model = RowsModel(self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        configure_table(
            self.table, "filePreviewTable", self.tr("First rows of the file"), row_height=_ROW, read_only=True
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setCornerButtonEnabled(False)
        self.table.setStyleSheet(
            "QTableCornerButton::section { background: transparent; border: 0; } QTableView::item { padding: 0 5px; }"
        )
        numbers = self.table.verticalHeader()
        numbers.show()
        numbers.setStyleSheet("QHeaderView::section { border: 0; padding: 0 8px; }")
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.model.modelReset.connect(self._fit_columns)
        self.nothing = EmptyState("file-outline", self.tr("Loading…"), parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.table)
        self.shown = PlainLabel(parent=self)
        self.shown.setObjectName("filePreviewShown")
        self.shown.setProperty("role", "muted")
        for widget in (self.name, self.facts, self.page_row, self.bar):
            self.body.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.shown)
        self.more = self.add_button(self.tr("More rows"), name="moreRowsButton")
        self.more.clicked.connect(self._read_more)
        self.more.setEnabled(False)
        opens = self.tr("Open") if local is not None else self.tr("Download and open")
        self.open_button = self.add_button(opens, name="openFileButton")
        self.open_button.clicked.connect(self.openAsked)
        self.open_with = self.add_button(self.tr("Open with…"), name="openFileWithButton")
        self.open_with.setToolTip(self.tr("Choose the program that opens the file"))
        self.open_with.clicked.connect(self.openWithAsked)
        self.download = self.add_button(self.tr("Download…"), name="downloadFileButton")
        self.download.clicked.connect(self.downloadAsked)
        self.download.setVisible(local is None)
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole)
        self.finished.connect(lambda _result: self._stop())
        self._read()

    def _read_more(self) -> None:
        self._rows += STEP if self._rows < 5 * STEP else 5 * STEP
        self._read()

    def _read(self) -> None:
        reader, rows, page = self._reader, self._rows, self.page.currentText()
        self.more.setEnabled(False)
        self.bar.hide()
        # not through the session: another server that fails says nothing about the catalogue
        job = self._workers.run(lambda token, _report: reader.read(rows, token, page), lane="net")
        self._job = job
        job.tell(self, done=self._show, failed=self._failed)

    def _show_page(self) -> None:
        """Show the first rows of another page of the workbook, without waiting for the one before."""
        self._stop()
        self._rows = STEP
        self._read()

    def _labelled(self, text: str, field: QWidget) -> QWidget:
        label = PlainLabel(text, self)
        label.setBuddy(field)
        field.setAccessibleName(text.rstrip(":\u00a0 "))
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measures.GAP)
        line.addWidget(label)
        line.addWidget(field)
        line.addStretch(1)
        return row

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, found: ResourcePreview) -> None:
        self._job = None
        self._show_pages(found)
        self.model.show(found.rows)
        self.facts.set_full_text("  ·  ".join(self._facts(found)))
        if found.problem:
            self.nothing.show_state("file-outline", self.tr("No preview"), found.problem)
            self.stack.setCurrentWidget(self.nothing)
        else:
            self.stack.setCurrentWidget(self.table)
        self.shown.setText(self._what_is_shown(found))
        self.more.setEnabled(found.more)

    def _show_pages(self, found: ResourcePreview) -> None:
        if [self.page.itemText(at) for at in range(self.page.count())] != list(found.pages):
            self.page.clear()
            self.page.addItems(list(found.pages))
            self.page_row.setVisible(len(found.pages) > 1)
        self.page.setCurrentIndex(self.page.findText(found.page))

    def _failed(self, error: object) -> None:
        self._job = None
        text = error_text(error)
        if self.model.rowCount():
            self.bar.show_message("error", text, [(self.tr("Try again"), self._read)])
            return
        self.nothing.show_state(
            "alert-outline", self.tr("The file couldn't be read"), text, self.tr("Try again"), self._read
        )
        self.stack.setCurrentWidget(self.nothing)

    def _facts(self, found: ResourcePreview) -> list[str]:
        places: dict[str, Callable[[], str]] = {
            "catalogue": lambda: "",
            "computer": lambda: self.tr("On this computer, not uploaded yet"),
            "datastore": lambda: self.tr("From the DataStore"),
            "web": lambda: self.tr("On %1").replace("%1", _host(self._resource.url)),
        }
        changed = found.modified or (self._resource.modified if found.source == "catalogue" else None)
        size = found.size if found.size is not None else self._resource.size if self._resource.uploaded else None
        rows = found.rows
        encoding = rows.encoding.upper().replace("_", "-") if rows.encoding not in ("", "utf-8") else ""
        delimiters = {";": self.tr("semicolons"), "\t": self.tr("tabs"), "|": self.tr("vertical bars")}
        told = (
            places[found.source](),
            self._resource.format.upper() or found.media_type,
            human_size(size),
            self.tr("changed on %1").replace("%1", exact_time(changed)) if changed else "",
            encoding,
            delimiters.get(rows.delimiter, ""),
        )
        return [one for one in told if one]

    def _what_is_shown(self, found: ResourcePreview) -> str:
        count = len(found.rows.rows)
        if not count:
            return ""
        if found.complete:
            text = self.tr("All %1 rows") if count > 1 else self.tr("The only row")
        elif found.total is not None:
            text = self.tr("The first %1 of %2 rows").replace("%2", grouped(found.total))
        else:
            text = self.tr("The first %1 rows")
        text = text.replace("%1", grouped(count))
        hidden = found.rows.hidden_columns
        if not hidden:
            return text
        columns = self.tr("%1 more columns are not shown").replace("%1", grouped(hidden))
        return f"{text}  ·  {columns}"

    def _fit_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        for section in range(self.model.columnCount()):
            hint = max(self.table.sizeHintForColumn(section), header.sectionSizeHint(section)) + measures.GAP
            self.table.setColumnWidth(section, min(max(hint, _NARROWEST), _WIDEST))


def _line(text: str) -> str:
    return " ".join(text[:_LINE].split())


def _host(url: str) -> str:
    try:
        return urlsplit(url.strip()).hostname or url
    except ValueError:
        return url
