"""The dialog of the ledger: every bulk change, its records with what came of them, and the ways to go on or back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.bulk.ledger import (
    BulkChange,
    BulkRecord,
    LedgerValue,
    RecordState,
    bulk_changes,
    described_in_words,
    export_bulk,
    outline,
    values_of,
)
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.review.rows import DiffWorker, RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit, add_clear_button
from bcdc_desktop.ui.widgets.labels import wrapped_label
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.tables import select_only
from bcdc_desktop.ui.widgets.text import counted, grouped, relative_time
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel, text_table

_SOON_MS = 200


class LedgerDialog(Dialog):
    """Lists the bulk changes of a catalogue. Sends nothing itself: it asks for a run, or for the plan of a restore."""

    recordAsked = Signal(str)
    resumeAsked = Signal(int)  # the number of a bulk change
    restoreAsked = Signal(int, list)  # its number, and the ids of the records to restore; none for all

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        title = self.tr("Bulk changes in %1").replace("%1", session.workspace.profile.label)
        super().__init__(title, parent, heading=False, reused=True)
        self._session, self._choices = session, choices
        self._lists, self._below, self._single = (LatestOnly("disk", self) for _ in range(3))
        self._wanted: int | None = None  # the bulk change to select when the list was read
        self.setObjectName("bulkLedger")
        self.resize(1080, 720)
        self.bar = MessageBar(self)
        self._make_lists()
        self._lay_out()
        self._buttons()
        self._soon = debounce(_SOON_MS, self.reload, self)
        self.search.textChanged.connect(lambda _t: self._soon.start())
        self.shown.currentIndexChanged.connect(lambda _i: self._read_records())
        self.changes.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_change())
        self.records.selectionModel().currentRowChanged.connect(lambda _now, _before: self._read_values())
        self.records.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())
        self.records.activated.connect(lambda _i: self._open())
        session.changed.connect(self._on_change)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        self._show_change()

    def reload(self) -> None:
        """Read the bulk changes again."""
        workspace, words = self._session.workspace, self.search.text()

        def read() -> list[tuple[BulkChange, list[str]]]:
            found = bulk_changes(workspace, words)
            described = described_in_words(workspace, found)
            return [(bulk, described[bulk.id]) for bulk in found]

        self._lists.ask(self._session, read, self._show)

    def select(self, number: int) -> None:
        """Select a bulk change, once the list was read."""
        self._wanted = number
        self.reload()

    def current(self) -> BulkChange | None:
        """Return the selected bulk change."""
        row = self.changes.currentIndex().row()
        found: BulkChange | None = self.changes_model.item(row) if row >= 0 else None
        return found

    def export_to(self, path: Path) -> None:
        """Write the selected bulk change with its records."""
        bulk, workspace = self.current(), self._session.workspace
        if bulk is None:
            return
        one, many = self.tr("Exported 1 record to %2."), self.tr("Exported %1 records to %2.")
        self._session.read(lambda: export_bulk(workspace, bulk, path)).tell(
            self,
            done=lambda n: self.bar.show_message(
                "success", counted(n, one, many.replace("%1", grouped(n))).replace("%2", path.name)
            ),
            failed=self.bar.show_error,
        )  # fmt: skip

    # how it is made

    def _make_lists(self) -> None:
        self.search = LineEdit(self)
        self.search.setObjectName("ledgerSearch")
        self.search.setPlaceholderText(self.tr("Search reasons, changes, users and titles"))
        self.search.setAccessibleName(self.tr("Search the bulk changes"))
        add_clear_button(self.search)
        self.changes_model = TextTableModel(
            [self.tr("When"), self.tr("Reason"), self.tr("Change"), self.tr("User"), self.tr("Outcome")], self
        )
        self.changes = text_table(self.changes_model, "ledgerChanges", self.tr("Bulk changes"), self, single=True)
        self.detail = wrapped_label("", "secondary", self, name="ledgerDetail")
        self.shown = ComboBox(self)
        self.shown.setObjectName("ledgerShown")
        self.shown.setAccessibleName(self.tr("Show"))
        for text, states in (
            (self.tr("All records"), ()),
            (self.tr("Changed"), (RecordState.DONE,)),
            (self.tr("Already had the values"), (RecordState.UNCHANGED,)),
            (self.tr("In conflict"), (RecordState.CONFLICT,)),
            (self.tr("Failed"), (RecordState.FAILED,)),
            (self.tr("Not sent yet"), (RecordState.WAITING, RecordState.SENDING)),
        ):
            self.shown.addItem(text, states)
        self.shown.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.records_model = TextTableModel([self.tr("Record"), self.tr("State"), self.tr("Details")], self)
        self.records = text_table(self.records_model, "ledgerRecords", self.tr("Records of this bulk change"), self)
        self.values = RowsTable([self.tr("Field"), self.tr("Before"), self.tr("After")], (28, 36, 36), self)
        self.values.setObjectName("ledgerValues")
        self.values.setAccessibleName(self.tr("Changes in this record"))
        self._diffs = DiffWorker(self.values, self._session.read)
        self.empty = EmptyState(
            "playlist-edit",
            self.tr("No bulk changes yet"),
            self.tr("When you change several records at once, it is listed here, and you can undo it."),
            parent=self,
        )

    def _lay_out(self) -> None:
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.export_button.setObjectName("ledgerExport")
        self.export_button.setAutoDefault(False)
        self.export_button.clicked.connect(self._export)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.export_button)
        beside = QSplitter(Qt.Orientation.Horizontal, self)
        left, column = self.new_page()
        column.addWidget(self.shown, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.records, 1)
        beside.addWidget(left)
        beside.addWidget(self.values)
        beside.setSizes([560, 460])
        beside.setChildrenCollapsible(False)
        below = QWidget(self)
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.detail)
        inside.addWidget(beside, 1)
        lists = QSplitter(Qt.Orientation.Vertical, self)
        lists.addWidget(self.changes)
        lists.addWidget(below)
        lists.setSizes([240, 400])
        lists.setChildrenCollapsible(False)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(lists)
        self.stack.addWidget(self.empty)
        self.body.addLayout(top)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.bar)

    def _buttons(self) -> None:
        self.restore_button = self.add_button(self.tr("Restore all…"), name="ledgerRestore")
        self.restore_button.clicked.connect(lambda: self._restore([]))
        self.restore_some = self.add_button(self.tr("Restore selected…"), name="ledgerRestoreSelected")
        self.restore_some.clicked.connect(lambda: self._restore([r.package_id for r in self._selected()]))
        self.resume_button = self.add_button(self.tr("Resume"), name="ledgerResume")
        self.resume_button.clicked.connect(self._resume)
        self.open_button = self.add_button(self.tr("Show record"), name="ledgerOpen")
        self.open_button.clicked.connect(self._open)
        self.add_button(self.tr("Close"), Role.RejectRole)

    # what is shown

    def _show(self, found: Sequence[tuple[BulkChange, list[str]]]) -> None:
        before = self.current()
        wanted = self._wanted if self._wanted is not None else before.id if before is not None else None
        now = datetime.now(UTC)
        self.changes_model.show([(self._line(b, words, now), b) for b, words in found])
        row = next((n for n, (b, _words) in enumerate(found) if b.id == wanted), 0)
        self._wanted = None
        self.stack.setCurrentIndex(int(not found and not self.search.text().strip()))
        if found:
            select_only(self.changes, self.changes_model.index(row, 0))
        self._show_change()

    def _line(self, bulk: BulkChange, described: list[str], now: datetime) -> tuple[str, ...]:
        at = relative_time(datetime.fromtimestamp(bulk.at, UTC), now)
        return at, bulk.reason, "; ".join(described), bulk.user, self._outcome(bulk)

    def _outcome(self, bulk: BulkChange) -> str:
        count = bulk.counts.get
        done = count(RecordState.DONE, 0)
        text = self.tr("%1 of %2 changed") if not bulk.open else self.tr("Not finished: %1 of %2 changed")
        parts = [text.replace("%1", grouped(done)).replace("%2", grouped(bulk.records))]
        for state, words in (
            (RecordState.CONFLICT, self.tr("%1 in conflict")),
            (RecordState.FAILED, self.tr("%1 failed")),
        ):
            if count(state):
                parts.append(words.replace("%1", grouped(count(state, 0))))
        return " · ".join(parts)

    def _show_change(self) -> None:
        bulk = self.current()
        self.detail.setText(self._about(bulk) if bulk is not None else "")
        self._enable()
        self._read_records()

    def _about(self, bulk: BulkChange) -> str:
        at = exact_time(datetime.fromtimestamp(bulk.at, UTC))
        said = [self.tr("Bulk change %1, %2").replace("%1", str(bulk.id)).replace("%2", at)]
        if bulk.query:
            said.append(self.tr("search: %1").replace("%1", bulk.query))
        if bulk.undoes is not None:
            said.append(self.tr("undoes bulk change %1").replace("%1", str(bulk.undoes)))
        if bulk.undone_by is not None:
            said.append(self.tr("undone by bulk change %1").replace("%1", str(bulk.undone_by)))
        return " · ".join(said)

    def _read_records(self) -> None:
        bulk, workspace = self.current(), self._session.workspace
        if bulk is None:
            self._show_records([])
            return
        number, states = bulk.id, self.shown.currentData()
        self._below.ask(self._session, lambda: outline(workspace, number, states), self._show_records)

    def _show_records(self, found: Sequence[BulkRecord]) -> None:
        chosen = {(r.bulk, r.place) for r in self._selected()}
        current = self._record()
        wanted = (current.bulk, current.place) if current is not None else None
        words = {
            RecordState.WAITING: self.tr("Not sent yet"),
            RecordState.SENDING: self.tr("Not confirmed yet"),
            RecordState.DONE: self.tr("Changed"),
            RecordState.UNCHANGED: self.tr("Unchanged"),
            RecordState.CONFLICT: self.tr("Conflict"),
            RecordState.FAILED: self.tr("Failed"),
        }
        self.records_model.show([((r.title, words[r.state], "\n".join(r.reasons)), r) for r in found])
        selection, model = QItemSelection(), self.records_model
        for row, record in enumerate(found):
            if (record.bulk, record.place) in chosen:
                selection.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
        kept = next((n for n, r in enumerate(found) if (r.bulk, r.place) == wanted), 0)
        marks = self.records.selectionModel()
        if found:
            marks.setCurrentIndex(model.index(kept, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        marks.select(selection, QItemSelectionModel.SelectionFlag.Select)
        self._read_values()
        self._enable()

    def _read_values(self) -> None:
        record, workspace = self._record(), self._session.workspace
        if record is None:
            self._show_values([])
            return
        bulk, place = record.bulk, record.place
        self._single.ask(self._session, lambda: values_of(workspace, bulk, place), self._show_values)

    def _show_values(self, found: Sequence[LedgerValue]) -> None:
        words = value_formatter(self._choices)
        self._diffs.begin()
        self.values.clear()
        for value in found:
            place = f"{value.resource} › " if value.resource else ""
            before, after = words(value.before, value.field), words(value.after, value.field)
            item = self.values.add_values(place + value.field.label, (before, after))
            if before.strip() and after.strip():
                self._diffs.compare(item, before, after, (1, 2))

    # what can be done

    def _record(self) -> BulkRecord | None:
        row = self.records.currentIndex().row()
        found: BulkRecord | None = self.records_model.item(row) if row >= 0 else None
        return found

    def _selected(self) -> list[BulkRecord]:
        rows = sorted(i.row() for i in self.records.selectionModel().selectedRows())
        return [self.records_model.item(row) for row in rows]

    def _enable(self) -> None:
        bulk, chosen = self.current(), self._selected()
        writable = self._session.workspace.catalogue.has_key
        changed = bulk is not None and bool(bulk.counts.get(RecordState.DONE))
        self.restore_button.setEnabled(writable and changed)
        self.restore_some.setEnabled(writable and any(r.state is RecordState.DONE for r in chosen))
        self.resume_button.setEnabled(writable and bulk is not None and bulk.left > 0)
        self.open_button.setEnabled(self.records.currentIndex().isValid())
        self.export_button.setEnabled(bulk is not None)

    def _restore(self, records: list[str]) -> None:
        bulk = self.current()
        if bulk is not None:
            self.restoreAsked.emit(bulk.id, records)

    def _resume(self) -> None:
        bulk = self.current()
        if bulk is not None:
            self.resumeAsked.emit(bulk.id)

    def _open(self) -> None:
        record = self._record()
        if record is not None:
            self.recordAsked.emit(record.package_id)

    def _export(self) -> None:
        bulk = self.current()
        if bulk is None:
            return
        dialog = QFileDialog(self, self.tr("Export the bulk change"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {
            self.tr("Excel workbook (*.xlsx)"): "xlsx",
            self.tr("CSV file (*.csv)"): "csv",
            self.tr("JSON file (*.json)"): "json",
        }
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(kinds.get(words, "xlsx")))
        dialog.selectFile(f"bulk-change-{bulk.id}.xlsx")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was done since it was closed."""
        super().showEvent(event)
        self.reload()

    def _on_change(self, kind: str, _ids: object, _origin: object) -> None:
        if kind == "bulk" and self.isVisible() and not self._soon.isActive():  # a run tells of each record
            self._soon.start()
