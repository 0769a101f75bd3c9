"""The dialog that copies records to another catalogue: choose it, look at what would happen, decide, copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.sync.refresh import refresh_schema
from bcdc_desktop.app.transfer.copy import CopiedRecord, CopyDecision, CopyOutcome, CopyState, run_copy
from bcdc_desktop.app.transfer.plan import CopyPlan, PlannedCopy, plan_copy, remember_terms
from bcdc_desktop.app.transfer.source import CatalogueSource, Source
from bcdc_desktop.app.transfer.target import make_ready
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.transfer import LICENCE, ORGANIZATION, Origin, TermPair, options_of
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import restyle
from bcdc_desktop.ui.topbar import catalogue_icon
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyText
from bcdc_desktop.ui.widgets.inputs import ComboBox
from bcdc_desktop.ui.widgets.job_bar import JobBar
from bcdc_desktop.ui.widgets.labels import wrapped_label
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel
from bcdc_desktop.ui.widgets.tables import select_only
from bcdc_desktop.ui.widgets.tabs import Tabs
from bcdc_desktop.ui.widgets.text import counted, grouped, labelled
from bcdc_desktop.ui.widgets.text_table_model import TextTableModel, text_table

from .changes_pane import ChangesPane, changed_labels, label_of_path
from .conflicts import decide_conflict

if TYPE_CHECKING:
    from bcdc_desktop.ui.program import Program

CHOOSE, PLAN, RUN = range(3)
RECORDS, MAPPING, UNMAPPED = range(3)


@dataclass(frozen=True)
class Ends:
    """From where to where records are copied, which ones, and what closes what was opened for it."""

    source: Source
    target: Workspace
    ids: Sequence[str]
    close: Callable[[], object] = lambda: None


class CopyDialog(Dialog):
    """Copies records to another catalogue. It may stay open next to the window."""

    def __init__(
        self, session: Session, program: Program, ids: Sequence[str], parent: QWidget, *, title: str = ""
    ) -> None:
        super().__init__(title or self.tr("Copy to another catalogue"), parent, heading=False, reused=True)
        self._session, self._program, self._ids = session, program, list(ids)
        self._ends: Ends | None = None
        self._plan: CopyPlan | None = None
        self._decided: dict[tuple[str, str], str] = {}
        self._job: Job | None = None
        self._copied: dict[str, CopiedRecord] = {}  # what came of each record, by its id here
        self._closing = False
        self.setObjectName("copyDialog")
        self.resize(900, 640)
        self.bar = MessageBar(self)
        self.pages = QStackedWidget(self)
        for page in (self._choose_page(), self._plan_page(), self._run_page()):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.bar)
        self.back_button = self.add_button(self.tr("Back"), name="copyBack")
        self.back_button.clicked.connect(lambda: self._turn(CHOOSE))
        self.preview_button = self.add_button(self.tr("Preview"), name="copyPreview", kind="primary")
        self.preview_button.clicked.connect(self.preview)
        self.copy_button = self.add_button(self.tr("Copy records"), name="copyRun", kind="primary")
        self.copy_button.clicked.connect(self.copy)
        self.resolve_button = self.add_button(self.tr("Resolve conflict…"), name="copyResolve")
        self.resolve_button.clicked.connect(self.resolve)
        self.stop_button = self.add_button(self.tr("Stop"), name="copyStop")
        self.stop_button.clicked.connect(self._stop)
        self.add_button(self.tr("Close"), Role.RejectRole, name="copyClose")
        self._turn(CHOOSE)

    def preview(self) -> None:
        """Read the records in both catalogues, and show what copying them would do. Nothing is sent."""
        if self._job is not None or not self._is_chosen():
            return
        known, begin, decided = self._ends, self._opening(), dict(self._decided)
        files, update = self.files.isChecked(), self.update_existing.isChecked()

        def work(token: CancelToken, report: Report) -> tuple[Ends, CopyPlan]:
            ends = begin()
            try:
                plan = plan_copy(
                    ends.source, ends.target, ends.ids, files=files, update=update, decided=decided, token=token,
                    report=report,
                )  # fmt: skip
            except BaseException:
                if ends is not known:
                    ends.close()
                raise
            return ends, plan

        self._begin(self._session.ask(work, title=self.tr("Comparing the records")), self._show_plan)

    def _is_chosen(self) -> bool:
        """Return whether it is known from where to where."""
        return self.catalogue.currentData() is not None

    def _opening(self) -> Callable[[], Ends]:
        """Return what a worker calls to open the source and the target; what is open already stays so."""
        name, known, source = self.catalogue.currentData(), self._ends, self._session.workspace
        open_other, ids = self._program.open_other, self._ids

        def begin() -> Ends:
            same = known is not None and known.target.profile.name == name
            target = known.target if same and known is not None else open_other(name)
            try:
                make_ready(target)
                refresh_schema(source)
            except BaseException:
                if not same:
                    target.close()
                raise
            return known if same and known is not None else Ends(CatalogueSource(source), target, ids, target.close)

        return begin

    def copy(self) -> None:
        """Copy what was shown; what becomes public at once is asked about first."""
        self._copied = {}
        count = len(self._plan.public) if self._plan is not None else 0
        if not count:
            self._copy({})
            return
        box = self.question("copyPublicQuestion", self._said_of_public(count))
        agree = box.ask(self.copy_button.text(), lambda: self._copy({}), self.tr("Cancel"))
        agree.setObjectName("copyPublicButton")

    def _said_of_public(self, count: int) -> str:
        one = self.tr("1 new record will be public at once: it has no organization there, so it can't be private.")
        many = self.tr(
            "%1 new records will be public at once: they have no organization there, so they can't be private."
        )
        return counted(count, one, many.replace("%1", grouped(count)))

    def resolve(self) -> None:
        """Have the conflicts of the selected record decided, and copy it then."""
        record, plan = self._outcome_record(), self._plan
        if record is not None and record.decidable and plan is not None:
            terms = plan.terms.target
            decide_conflict(self._session, terms, record, lambda found: self._copy({record.id: found}), self)

    def _copy(self, decided: Mapping[str, CopyDecision]) -> None:
        """Copy the records of the plan; with decisions, those for which there is one."""
        whole, ends = self._plan, self._ends
        if whole is None or ends is None or self._job is not None:
            return
        source, target = ends.source, ends.target
        terms = dict(self._decided)
        plan = replace(whole, records=[r for r in whole.records if r.id in decided]) if decided else whole

        def work(token: CancelToken, report: Report) -> CopyOutcome:
            remember_terms(source, target, terms)
            return run_copy(source, target, plan, decided=decided, token=token, report=report)

        self.state.setText(self.tr("Copying records…"))
        self.outcome_table.hide()
        self._begin(self._session.ask(work, title=self.tr("Copying records")), self._show_outcome)
        self._turn(RUN)

    def decide(self, row: int, value: str) -> None:
        """Decide what a term is called in the target: its value there, or empty to leave it out."""
        pair: TermPair = self.mapping_model.item(row)
        self._decided[pair.kind, pair.source] = value
        self.bar.show_message("information", self.tr("Choose Preview to see what this changes."))
        self.copy_button.setEnabled(False)

    def reject(self) -> None:
        """Close; what is under way is stopped after the record that it is at."""
        self._closing = True
        if self._job is not None:
            self._job.cancel()
        else:
            self._close_ends()
        super().reject()

    # pages

    def _choose_page(self) -> QWidget:
        page, layout = self.new_page()
        one, many = self.tr("Copy 1 record to:"), self.tr("Copy %1 records to:")
        label = PlainLabel(one if len(self._ids) == 1 else many.replace("%1", grouped(len(self._ids))), page)
        label.setProperty("role", "title")
        self.catalogue = ComboBox(page)
        self.catalogue.setObjectName("copyCatalogue")
        self.catalogue.setAccessibleName(self.tr("Catalogue to copy to"))
        here = self._session.workspace.profile.name
        for profile in self._program.settings.profiles():
            if profile.name != here:
                self.catalogue.addItem(catalogue_icon(profile), profile.label, profile.name)
        self.catalogue.currentIndexChanged.connect(lambda _i: self._decided.clear())
        self.files = QCheckBox(self.tr("Copy files that are stored in the catalogue"), page)
        self.files.setObjectName("copyFiles")
        self.files.setChecked(True)
        self.update_existing = QCheckBox(self.tr("Update records that are there already"), page)
        self.update_existing.setObjectName("copyUpdate")
        hint = wrapped_label(
            self.tr(
                "New records start as drafts there. When you copy a record again, only what has changed here since is "
                "sent; what was changed there is kept. Nothing is sent until you have seen the preview."
            ),
            "secondary",
            page,
        )
        for widget in (label, self.catalogue, self.files, self.update_existing, hint):
            layout.addWidget(widget)
        layout.addStretch(1)
        return page

    def _plan_page(self) -> QWidget:
        page, layout = self.new_page()
        self.scope = wrapped_label("", "title", page, name="copyScope")
        self.tabs = Tabs([("copyRecordsTab", ""), ("copyMappingTab", ""), ("copyUnmappedTab", "")], page)
        self.records_model = TextTableModel([self.tr("Record"), self.tr("Action"), self.tr("Details")], self)
        self.mapping_model = TextTableModel([self.tr("Kind"), self.tr("Here"), self.tr("In the target")], self)
        self.unmapped_model = TextTableModel(
            [self.tr("Record"), self.tr("Field"), self.tr("Value"), self.tr("Reason")], self
        )
        self.records_table = text_table(
            self.records_model, "copyRecords", self.tr("Records to copy"), self, single=True
        )
        self.mapping_table = text_table(self.mapping_model, "copyMapping", self.tr("Mapping"), self, single=True)
        self.unmapped_table = text_table(
            self.unmapped_model,
            "copyUnmapped",
            self.tr("What can't be carried over"),
            self,
            single=True,
        )
        EmptyText(self.mapping_table, self.tr("There is nothing to map."))
        EmptyText(self.unmapped_table, self.tr("Everything can be carried over."))
        self.choice = ComboBox(page)
        self.choice.setObjectName("copyChoice")
        self.choice.setAccessibleName(self.tr("What it is called in the target"))
        self.choice.setEnabled(False)
        self.choice.activated.connect(self._chosen)
        self.mapping_table.selectionModel().currentRowChanged.connect(lambda now, _before: self._offer(now.row()))
        self.changes = ChangesPane(page)
        self.records_table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._show_changes(now.row())
        )
        records = QSplitter(Qt.Orientation.Vertical, page)
        records.setChildrenCollapsible(False)
        records.addWidget(self.records_table)
        records.addWidget(self.changes)
        mapping = QWidget(page)
        column = QVBoxLayout(mapping)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(self.tr("In the target:"), mapping))
        line.addWidget(self.choice, 1)
        column.addWidget(self.mapping_table, 1)
        column.addLayout(line)
        lists = QStackedWidget(page)
        for widget in (records, mapping, self.unmapped_table):
            lists.addWidget(widget)
        self.tabs.currentChanged.connect(lists.setCurrentIndex)
        layout.addWidget(self.scope)
        layout.addWidget(self.tabs)
        layout.addWidget(lists, 1)
        return page

    def _run_page(self) -> QWidget:
        page, layout = self.new_page()
        self.state = wrapped_label("", "title", page, name="copyState")
        self.progress = JobBar(page)
        self.outcome_model = TextTableModel([self.tr("Record"), self.tr("Outcome"), self.tr("Details")], self)
        self.outcome_table = text_table(self.outcome_model, "copyOutcome", self.tr("Outcome"), self, single=True)
        self.outcome_table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._enable_resolve())
        for widget, stretch in ((self.state, 0), (self.progress, 0), (self.outcome_table, 1)):
            layout.addWidget(widget, stretch)
        layout.addStretch(0)
        return page

    def _turn(self, page: int) -> None:
        """Show a page, with the buttons that belong to it."""
        self.pages.setCurrentIndex(page)
        self.preview_button.setVisible(page != RUN)
        self.back_button.setVisible(page == PLAN)
        self.copy_button.setVisible(page == PLAN)
        (self.copy_button if page == PLAN else self.preview_button).setDefault(True)  # what Enter presses
        restyle(self.preview_button, kind="" if page == PLAN else "primary")
        self.stop_button.setVisible(self._job is not None)
        self.preview_button.setEnabled(self._job is None and self._is_chosen())
        self._enable_resolve()

    # jobs

    def _begin(self, job: Job, done: Any) -> None:
        self._job = job
        self.bar.hide()
        self.progress.follow(job)
        job.tell(self, done=done, failed=self.bar.show_error, ended=self._over)
        self._turn(self.pages.currentIndex())
        self.copy_button.setEnabled(False)

    def _over(self) -> None:
        self._job = None
        if self._closing:
            self._close_ends()
            return
        self._turn(self.pages.currentIndex())

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)

    def _close_ends(self) -> None:
        ends, self._ends = self._ends, None
        if ends is not None:
            self._session.read(ends.close)

    # what is shown

    def _show_plan(self, found: tuple[Ends, CopyPlan]) -> None:
        ends, self._plan = found
        if self._ends is not None and self._ends is not ends:
            self._close_ends()
        self._ends = ends
        plan = self._plan
        counts = {what: len(plan.of(what)) for what in ("create", "update", "unchanged", "refused")}
        text = self._scope_text()
        numbers = (*counts.values(), sum(len(r.files) for r in plan.records))
        for place, number in enumerate(numbers, 1):
            text = text.replace(f"%{place}", grouped(number))
        self.scope.setText(text)
        self.records_model.show([((r.title, self._action(r), self._details(r)), r) for r in plan.records])
        self._show_changes(-1)
        if plan.records:
            select_only(self.records_table, self.records_model.index(0, 0))
        pairs = sorted(plan.terms.pairs.values(), key=lambda p: (p.origin is not Origin.MISSING, p.kind, p.label))
        shown = [p for p in pairs if p.origin is not Origin.SAME or p.kind in (ORGANIZATION, LICENCE)]
        self.mapping_model.show([((self._kind(p.kind), p.label, self._said(p)), p) for p in shown])
        self._offer(-1)
        unmapped = plan.unmapped
        self.unmapped_model.show([((r.title, u.label, u.value_text, u.message), u) for r, u in unmapped])
        for tab, words, count in (
            (RECORDS, self.tr("Records (%1)"), len(plan.records)),
            (MAPPING, self.tr("Mapping (%1)"), len(shown)),
            (UNMAPPED, self.tr("Not carried over (%1)"), len(unmapped)),
        ):
            self.tabs.set_text(tab, words.replace("%1", grouped(count)))
        self.copy_button.setEnabled(bool(counts["create"] or counts["update"]))
        if plan.public:
            self.bar.show_message("warning", self._said_of_public(len(plan.public)))
        self.pages.setCurrentIndex(PLAN)

    def _show_outcome(self, outcome: CopyOutcome) -> None:
        self._copied |= {r.id: r for r in outcome.records}
        records = list(self._copied.values())
        done = [r for r in records if r.state in (CopyState.CREATED, CopyState.UPDATED)]
        text = self._outcome_text()
        numbers = (len(done), len(records) + len(outcome.left), sum(r.files for r in records))
        for place, number in enumerate(numbers, 1):
            text = text.replace(f"%{place}", grouped(number))
        self.state.setText(text)
        words = {
            CopyState.CREATED: self.tr("Created"),
            CopyState.UPDATED: self.tr("Updated"),
            CopyState.UNCHANGED: self.tr("Up to date"),
            CopyState.CONFLICT: self.tr("Conflict"),
            CopyState.FAILED: self.tr("Failed"),
        }
        rows, terms = [], self._plan.terms.target if self._plan is not None else None
        for record in records:
            problems = (labelled(label_of_path(path, terms), " ".join(m)) for path, m in record.problems.items())
            said = [record.message, *problems, *record.notes]
            rows.append(((record.title, words[record.state], "\n".join(filter(None, said))), record))
        self.outcome_model.show(rows)
        self.outcome_table.show()
        conflict = next((n for n, r in enumerate(records) if r.decidable), None)
        if conflict is not None:
            select_only(self.outcome_table, self.outcome_model.index(conflict, 0))
        if outcome.stopped is not None:
            self.bar.show_message("error", outcome.stopped.message)

    def _scope_text(self) -> str:
        return self.tr("New records: %1. To update: %2. Up to date: %3. Can't be copied: %4. Files: %5.")

    def _refused_text(self) -> str:
        return self.tr("Can't be copied")

    def _outcome_text(self) -> str:
        return self.tr(
            "Records copied: %1 of %2. Files copied: %3. You can undo each copy in the journal of that catalogue."
        )

    def _outcome_record(self) -> CopiedRecord | None:
        row = self.outcome_table.currentIndex().row()
        found: CopiedRecord | None = self.outcome_model.item(row) if row >= 0 else None
        return found

    def _enable_resolve(self) -> None:
        record = self._outcome_record()
        there = any(r.decidable for r in self._copied.values())
        self.resolve_button.setVisible(self.pages.currentIndex() == RUN and self._job is None and there)
        self.resolve_button.setEnabled(record is not None and record.decidable)

    def _details(self, record: PlannedCopy) -> str:
        """Return which fields an update changes and how much a copy leaves out; or why there is none."""
        if record.error is not None:
            terms = self._plan.terms.target if self._plan is not None else None
            fields = (
                labelled(label_of_path(path, terms), " ".join(messages))
                for path, messages in record.error.fields.items()
            )
            return "\n".join([record.error.message, *fields])
        changed = ", ".join(changed_labels(record)) if record.what == "update" else ""
        one, many = self.tr("1 value isn't carried over."), self.tr("%1 values aren't carried over.")
        count = len(record.unmapped)
        left = counted(count, one, many.replace("%1", grouped(count))) if count else ""
        return "\n".join(filter(None, (changed, left)))

    def _show_changes(self, row: int) -> None:
        """Show what becomes of the record in a row."""
        terms = self._plan.terms.target if self._plan is not None else None
        self.changes.show_record(self.records_model.item(row) if row >= 0 else None, terms)

    def _action(self, record: PlannedCopy) -> str:
        match record.what:
            case "create":
                return self.tr("New")
            case "update":
                return self.tr("Update")
            case "unchanged":
                return self.tr("Up to date")
            case _:
                return self._refused_text()

    def _kind(self, kind: str) -> str:
        match kind:
            case "organization":
                return self.tr("Organization")
            case "licence":
                return self.tr("Licence")
            case _:
                return kind

    def _said(self, pair: TermPair) -> str:
        if pair.target is None:
            return self.tr("(not found: choose one)")
        return pair.target_label if pair.target else self.tr("(left out)")

    def _offer(self, row: int) -> None:
        """Offer what the term of a row may be called in the target."""
        self.choice.clear()
        plan = self._plan
        self.choice.setEnabled(row >= 0 and plan is not None)
        if row < 0 or plan is None:
            return
        pair: TermPair = self.mapping_model.item(row)
        self.choice.addItem(self.tr("(left out)"), "")
        for value, label in options_of(plan.terms.target, pair.kind):
            self.choice.addItem(label, value)
        found = self.choice.findData(self._decided.get((pair.kind, pair.source), pair.target))
        self.choice.setCurrentIndex(found)

    def _chosen(self, _index: int) -> None:
        row = self.mapping_table.currentIndex().row()
        if row >= 0:
            self.decide(row, str(self.choice.currentData() or ""))
