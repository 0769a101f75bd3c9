"""The dialog of a bulk change: describe it, look at its plan, run it, see what came of it, undo it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QWidget,
)

from bcdc_desktop.app.bulk.fields import bulk_schema
from bcdc_desktop.app.bulk.ledger import BulkChange, BulkRecord, RecordState, bulk_change, problem_records
from bcdc_desktop.app.bulk.pacing import Hours
from bcdc_desktop.app.bulk.plan import check_again, plan_operations
from bcdc_desktop.app.bulk.plan_file import plan_of_plan, read_own_plan, save_plan
from bcdc_desktop.app.bulk.restore import default_reason, plan_restore, start_restore
from bcdc_desktop.app.bulk.run import Stopped, run, start
from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
from bcdc_desktop.app.bulk.steps import operations_of, paths_to_change
from bcdc_desktop.app.progress import CancelToken, Progress, Report
from bcdc_desktop.app.records.visibility import left_without_organization
from bcdc_desktop.domain.bulk_plan import BulkPlan
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.column_fit import ColumnFit
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyText
from bcdc_desktop.ui.widgets.inputs import ComboBox, LineEdit, add_clear_button, add_icon
from bcdc_desktop.ui.widgets.labels import wrapped_label
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import RowDelegate, configure_table
from bcdc_desktop.ui.widgets.text import grouped
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel

from .plan_model import AFTER, BEFORE, PlanModel
from .steps_editor import StepsEditor

_TYPING_MS = 250
_PACES = (None, 60, 30, 10)  # records a minute


class BulkDialog(Dialog):
    """Changes several records at once, or restores what such a change has changed. It may stay open next to the
    window."""

    ledgerAsked = Signal(int)  # show the list of bulk changes, with this one selected

    def __init__(self, session: Session, parent: QWidget, *, words: str = "", ids: Sequence[str] = ()) -> None:
        """Make the dialog.

        Args:
            words: the search whose records are changed.
            ids: the records that are changed, instead.
        """
        super().__init__(self.tr("Change several records"), parent, heading=False, reused=True)
        self._session, self._words, self._ids = session, words, list(ids)
        self._job: Job | None = None
        self._bulk: BulkChange | None = None
        self._undoes: int | None = None  # the bulk change that the plan restores
        self.setObjectName("bulkDialog")
        self.resize(1040, 680)
        self.bar = MessageBar(self)
        self.model = PlanModel(self)
        self.model.planChanged.connect(self._show_scope)
        self.model.edited.connect(self._check_again)
        self.pages = QStackedWidget(self)
        for page in (self._describe_page(), self._plan_page(), self._run_page()):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.bar)
        self._buttons()
        self._turn(0)

    @property
    def running(self) -> bool:
        """Whether records are being sent."""
        return self._job is not None

    def preview(self) -> None:
        """Plan what is described, and show the plan."""
        workspace, steps = self._session.workspace, self.steps.steps()
        words, ids = self._words, self._ids

        def work(token: CancelToken, report: Report) -> BulkPlan:
            operations = operations_of(workspace, steps)
            return plan_operations(workspace, operations, query=words, ids=ids, token=token, report=report)

        self._plan_with(work)

    def open_file(self, path: Path) -> None:
        """Plan what was edited in a spreadsheet, or what is in a plan."""
        workspace = self._session.workspace

        def work(_token: CancelToken, _report: Report) -> BulkPlan:
            if path.suffix.lower() != ".json":
                return plan_editing_file(workspace, path)
            return read_own_plan(workspace, path) or plan_of_plan(workspace, path)

        self._plan_with(work)

    def choose_file(self) -> None:
        """Ask for a spreadsheet or a plan, and show what it changes."""
        kinds = self.tr("Spreadsheets and plans (*.xlsx *.csv *.json)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Open a spreadsheet or a plan"), "", kinds)
        if name:
            self.open_file(Path(name))

    def begin(self) -> None:
        """Store the plan as a bulk change, and run it."""
        plan, workspace = self.model.plan, self._session.workspace
        if plan is None:
            return
        reason, pace, hours = self.reason.text(), self.pace.currentData(), self.hours.text().strip()

        undoes = self._undoes

        def store() -> int:
            window = Hours.parse(hours) if hours else None
            if undoes is not None:
                return start_restore(workspace, undoes, plan, reason=reason, per_minute=pace, hours=window)
            return start(workspace, plan, reason=reason, per_minute=pace, hours=window)

        job = self._session.store(store)
        job.tell(self, done=lambda number: self._run(number, again=False), failed=self.bar.show_error)

    def pause(self) -> None:
        """Stop after the record that is under way."""
        if self._job is not None:
            self._job.cancel()
            self.pause_button.setEnabled(False)

    def resume(self) -> None:
        """Go on with what is left, and try again what failed."""
        if self._bulk is not None:
            self._run(self._bulk.id, again=True)

    def resume_bulk(self, number: int) -> None:
        """Go on with a bulk change that was begun before: what is left of it, and what failed."""
        self._run(number, again=True)

    def undo(self) -> None:
        """Show what undoing the bulk change would restore."""
        if self._bulk is not None:
            self.restore(self._bulk.id)

    def restore(self, number: int, records: Sequence[str] = ()) -> None:
        """Plan what restores a bulk change (with records, these alone), and show the plan. Values can be excluded."""
        workspace = self._session.workspace
        self._undoes, self._bulk = number, bulk_change(workspace, number)
        self.set_title(self.tr("Restore records"))
        self.run_button.setText(self.tr("Restore records"))
        self.reason.setText(default_reason(self._bulk))
        self.model.clear()
        self.run_button.setEnabled(False)
        self._turn(1)
        self._plan_with(lambda _t, _r: plan_restore(workspace, number, records=records))

    def reject(self) -> None:
        """Close; a run that is under way is stopped, and can be resumed from the list of bulk changes."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    # pages

    def _describe_page(self) -> QWidget:
        page, layout = self.new_page()
        what = self.tr("1 selected record") if len(self._ids) == 1 else self.tr("%1 selected records")
        found = self.tr("All records that the search “%1” finds") if self._words else self.tr("All records")
        text = what.replace("%1", grouped(len(self._ids))) if self._ids else found.replace("%1", self._words)
        label = wrapped_label(text, "title", page)
        paths = paths_to_change(self._session.workspace)
        self.steps = StepsEditor(self._session.workspace, paths, page)
        area = QScrollArea(page)
        area.setObjectName("bulkSteps")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.steps)
        self.add_step = QPushButton(theme.icon("plus"), self.tr("Add a step"), page)
        self.add_step.setObjectName("addBulkStep")
        self.add_step.setAutoDefault(False)
        self.add_step.clicked.connect(self.steps.add_step)
        hint = wrapped_label(
            self.tr("The steps are applied one after the other. Nothing is sent until you have seen the plan."),
            "secondary",
            page,
        )
        layout.addWidget(label)
        layout.addWidget(area, 1)
        layout.addWidget(self.add_step, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(hint)
        return page

    def _plan_page(self) -> QWidget:
        page, layout = self.new_page()
        self.scope = wrapped_label("", "title", page, name="bulkScope")
        self.shown = ComboBox(page)
        self.shown.setObjectName("bulkShown")
        self.shown.setAccessibleName(self.tr("Show"))
        for key, text in (
            ("all", self.tr("All values")),
            ("included", self.tr("Values to change")),
            ("excluded", self.tr("Excluded values")),
            ("problems", self.tr("Problems")),
        ):
            self.shown.addItem(text, key)
        self.shown.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter_words = LineEdit(page)
        self.filter_words.setObjectName("bulkFilter")
        self.filter_words.setPlaceholderText(self.tr("Filter by record or field"))
        self.filter_words.setAccessibleName(self.tr("Filter by record or field"))
        add_clear_button(self.filter_words)
        add_icon(self.filter_words, theme.icon("magnify"))
        soon = debounce(_TYPING_MS, self._filter, self)
        self.shown.currentIndexChanged.connect(self._filter)
        self.filter_words.textChanged.connect(lambda _t: soon.start())
        self.table = QTableView(page)
        configure_table(self.table, "bulkPlan", self.tr("Planned changes"))
        self.table.setStyleSheet("QTableView::item { padding: 0 5px; }")  # below their headings
        self.table.setModel(self.model)
        self.table.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(max(header.sectionSizeHint(column) for column in (BEFORE, AFTER)))
        ColumnFit(self.table, AFTER)
        EmptyText(self.table, self.tr("No value matches the filter."))
        self.exclude = QPushButton(self.tr("Exclude selected"), page)
        self.include = QPushButton(self.tr("Include selected"), page)
        for button, name, included in ((self.exclude, "bulkExclude", False), (self.include, "bulkInclude", True)):
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _c, included=included: self._include(included))
        top = QHBoxLayout()
        for widget, stretch in ((self.shown, 0), (self.filter_words, 1), (self.exclude, 0), (self.include, 0)):
            top.addWidget(widget, stretch)
        layout.addWidget(self.scope)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._how(page))
        return page

    def _how(self, page: QWidget) -> QHBoxLayout:
        self.reason = LineEdit(page)
        self.reason.setObjectName("bulkReason")
        self.reason.setPlaceholderText(self.tr("Enter a reason, for the list of bulk changes"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.textChanged.connect(lambda _t: self._show_scope())
        self.pace = ComboBox(page)
        self.pace.setObjectName("bulkPace")
        self.pace.setAccessibleName(self.tr("Pace"))
        for pace in _PACES:
            words = self.tr("At most %1 a minute").replace("%1", str(pace))
            self.pace.addItem(words if pace else self.tr("As fast as the catalogue allows"), pace)
        self.pace.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.hours = LineEdit(page)
        self.hours.setObjectName("bulkHours")
        self.hours.setPlaceholderText(self.tr("Hours, such as 18:00-06:00"))
        self.hours.setMinimumWidth(self.hours.fontMetrics().horizontalAdvance(self.hours.placeholderText()) + 32)
        self.hours.setAccessibleName(self.tr("Hours in which records are sent"))
        row = QHBoxLayout()
        for widget, stretch in ((self.reason, 3), (self.pace, 0), (self.hours, 1)):
            row.addWidget(widget, stretch)
        return row

    def _run_page(self) -> QWidget:
        page, layout = self.new_page()
        self.state = wrapped_label("", "title", page, name="bulkState")
        self.progress = QProgressBar(page)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.current = PlainLabel(parent=page)
        self.current.setProperty("role", "secondary")
        self.outcome = TextTableModel([self.tr("Record"), self.tr("State"), self.tr("Reason")], self)
        self.problems = QTableView(page)
        configure_table(self.problems, "bulkProblems", self.tr("Records that were not changed"), read_only=True)
        self.problems.setModel(self.outcome)
        self.problems.setItemDelegate(RowDelegate(self.problems))
        ColumnFit(self.problems, 2)
        for widget, stretch in ((self.state, 0), (self.progress, 0), (self.current, 0), (self.problems, 1)):
            layout.addWidget(widget, stretch)
        layout.addStretch(0)
        return page

    def _buttons(self) -> None:
        self.open_button = self.add_button(self.tr("Open file…"), name="bulkOpen")
        self.open_button.clicked.connect(self.choose_file)
        self.save_button = self.add_button(self.tr("Save plan…"), name="bulkSave")
        self.save_button.clicked.connect(self._save)
        self.back_button = self.add_button(self.tr("Back"), name="bulkBack")
        self.back_button.clicked.connect(self._describe_again)
        self.preview_button = self.add_button(self.tr("Preview"), name="bulkPreview", kind="primary")
        self.preview_button.clicked.connect(self.preview)
        self.run_button = self.add_button(self.tr("Change records"), name="bulkRun", kind="primary")
        self.run_button.clicked.connect(self.begin)
        self.pause_button = self.add_button(self.tr("Pause"), name="bulkPause")
        self.pause_button.clicked.connect(self.pause)
        self.resume_button = self.add_button(self.tr("Resume"), name="bulkResume", kind="primary")
        self.resume_button.clicked.connect(self.resume)
        self.undo_button = self.add_button(self.tr("Undo…"), name="bulkUndo")
        self.undo_button.clicked.connect(self.undo)
        self.ledger_button = self.add_button(self.tr("All bulk changes"), name="bulkLedgerButton")
        self.ledger_button.clicked.connect(lambda: self.ledgerAsked.emit(self._bulk.id if self._bulk else 0))
        self.close_button = self.add_button(self.tr("Close"), Role.RejectRole, name="bulkClose")

    def _turn(self, page: int) -> None:
        """Show a page, with the buttons that belong to it."""
        self.pages.setCurrentIndex(page)
        bulk, running = self._bulk, self._job is not None
        for button, shown in (
            (self.open_button, page == 0),
            (self.preview_button, page == 0),
            (self.save_button, page == 1 and self._undoes is None),
            (self.back_button, page == 1 and self._undoes is None),
            (self.run_button, page == 1),
            (self.pause_button, page == 2 and running),
            (self.resume_button, page == 2 and not running and bool(bulk and bulk.left)),
            (self.undo_button, page == 2 and not running and bool(bulk and bulk.counts.get(RecordState.DONE))),
            (self.ledger_button, page == 2),
        ):
            button.setVisible(shown)
        self.pause_button.setEnabled(running)
        (self.preview_button if page == 0 else self.run_button).setDefault(True)  # what Enter presses

    def _describe_again(self) -> None:
        self.bar.hide()  # what was said is of the plan
        self._turn(0)

    # plan

    def _plan_with(self, work: Any) -> None:
        self.preview_button.setEnabled(False)
        self.open_button.setEnabled(False)
        job = self._session.workers.run(work, lane="disk", title=self.tr("Planning the changes"))
        job.tell(self, done=self._show_plan, failed=self.bar.show_error, ended=self._planned)

    def _planned(self) -> None:
        self.preview_button.setEnabled(True)
        self.open_button.setEnabled(True)

    def _show_plan(self, plan: BulkPlan) -> None:
        self.model.show_plan(plan, bulk_schema(self._session.workspace))
        if plan.notes:
            shown = "\n".join(plan.notes[:5])
            more = len(plan.notes) - 5
            if more > 0:
                shown += "\n" + self.tr("%1 more notes.").replace("%1", grouped(more))
            self.bar.show_message("warning", shown)
        elif not plan.records:
            self.bar.show_message("information", self.tr("Nothing would change in these records."))
        else:
            self.bar.hide()
        self._turn(1)
        self._show_scope()
        self.reason.setFocus()

    def _show_scope(self) -> None:
        plan = self.model.plan
        if plan is None:
            return
        scope = plan.scope()
        text = self.tr("Records to change: %2 of %3. Values: %1. Organizations: %4. Public records: %5.")
        for place, number in (("%1", scope.values), ("%2", scope.changed), ("%3", scope.records),
                              ("%4", scope.organizations), ("%5", scope.public)):  # fmt: skip
            text = text.replace(place, grouped(number))
        if scope.leaving:
            text = f"{text} {left_without_organization(scope.leaving)}"
        if scope.invalid:
            one = self.tr("1 record has problems and won't be sent.")
            many = self.tr("%1 records have problems and won't be sent.")
            text = f"{text} {one if scope.invalid == 1 else many.replace('%1', grouped(scope.invalid))}"
        self.scope.setText(text)
        reason = bool(self.reason.text().strip())
        ready = scope.changed > scope.invalid and self._session.workspace.catalogue.has_key
        self.run_button.setEnabled(ready and reason)
        self.run_button.setToolTip(self.tr("Enter a reason first") if ready and not reason else "")

    def _filter(self) -> None:
        self.model.filter(self.shown.currentData(), self.filter_words.text())

    def _include(self, included: bool) -> None:
        self.model.set_included(sorted({i.row() for i in self.table.selectionModel().selectedRows()}), included)

    def _check_again(self, record: Any) -> None:
        workspace = self._session.workspace
        job = self._session.read(lambda: check_again(workspace, [record]))
        job.tell(self, done=lambda _n: self.model.read_again())
        job.tell(self, ended=self._show_scope)

    def _save(self) -> None:
        plan = self.model.plan
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save plan"), "plan.json", "JSON (*.json)")
        if name and plan is not None:
            job = self._session.read(lambda: save_plan(plan, Path(name)))
            job.tell(self, failed=self.bar.show_error)

    # run

    def _run(self, number: int, *, again: bool) -> None:
        workspace = self._session.workspace
        self.bar.hide()

        def work(token: CancelToken, report: Report) -> BulkChange:
            try:
                return run(workspace, number, again=again, token=token, report=report)
            except Stopped as stopped:
                raise stopped.cause from None

        self._bulk = bulk_change(workspace, number)
        self._job = self._session.ask(work, title=self.tr("Changing records"))
        self._job.progressed.connect(self._moved)
        self._job.tell(self, failed=self.bar.show_error, ended=lambda: self._over(number))
        self.state.setText(self.tr("Changing records…"))
        self.progress.setRange(0, self._bulk.records)
        self.progress.show()
        self.problems.hide()
        self._turn(2)

    def _moved(self, progress: Progress) -> None:
        self.progress.setValue(progress.done)
        self.current.setText(progress.text)

    def _over(self, number: int) -> None:
        self._job = None
        workspace = self._session.workspace
        self._session.read(lambda: bulk_change(workspace, number)).tell(self, done=self._ended)

    def _ended(self, bulk: BulkChange) -> None:
        self._bulk = bulk
        count = bulk.counts.get
        text = self.tr("Records changed: %1 of %2.")
        if bulk.open:
            text = self.tr("Paused. Records changed so far: %1 of %2.")
        elif count(RecordState.UNCHANGED):
            more = self.tr("%3 had these values already.").replace("%3", grouped(count(RecordState.UNCHANGED, 0)))
            text = f"{text} {more}"
        self.state.setText(text.replace("%1", grouped(count(RecordState.DONE, 0))).replace("%2", grouped(bulk.records)))
        self.current.setText(bulk.reason)
        self.progress.setVisible(bool(bulk.open))
        workspace = self._session.workspace
        self._session.read(lambda: problem_records(workspace, bulk.id)).tell(self, done=self._show_problems)
        self._turn(2)

    def _show_problems(self, records: Sequence[BulkRecord]) -> None:
        states = {RecordState.CONFLICT: self.tr("Conflict"), RecordState.FAILED: self.tr("Failed")}
        self.outcome.show([((r.title, states[r.state], "\n".join(r.reasons)), r) for r in records])
        self.problems.setVisible(bool(records))
