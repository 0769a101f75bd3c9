"""The sheet of a drop: one row a file, what happens to it, what is missing; sent as it is shown, and not before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from bcdc_desktop.app.uploads.file_walk import Walked
from bcdc_desktop.app.uploads.prepare import PreparedFile
from bcdc_desktop.app.workspace import Abilities
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.attach_action import AttachAction, Take
from bcdc_desktop.ui.uploads.autosave import SheetAutosave
from bcdc_desktop.ui.uploads.bars import SheetBars
from bcdc_desktop.ui.uploads.checks import FileChecks
from bcdc_desktop.ui.uploads.common_row import CommonRow
from bcdc_desktop.ui.uploads.details import RowDetails
from bcdc_desktop.ui.uploads.enqueue import enqueue
from bcdc_desktop.ui.uploads.file_model import SheetModel
from bcdc_desktop.ui.uploads.file_row import SheetRow
from bcdc_desktop.ui.uploads.file_table import SheetTable
from bcdc_desktop.ui.uploads.folder_bar import FolderBar
from bcdc_desktop.ui.uploads.footer import SheetFooter
from bcdc_desktop.ui.uploads.prompts import ask_public, ask_to_keep
from bcdc_desktop.ui.uploads.repair_flow import RepairFlow
from bcdc_desktop.ui.uploads.state import SheetState
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import PlainLabel

_REFRESH_MS = 60
_ROWS_SHOWN = 6


class UploadSheet(QDialog):
    """Opens at once and fills as files are read. What was decided is kept as one goes: a crash loses nothing of it.

    Args:
        package: the record as the catalogue gave it.
        paths: files and folders.
        replacing: id of the resource that a single file was dropped on.
        kept: a sheet that was begun another day; ``paths`` come on top of it.
    """

    confirmed = Signal(list)  # ids of the rows that are in the queue now
    keptForLater = Signal(str)  # id of the sheet

    def __init__(
        self,
        session: Session,
        choices: SessionChoices,
        package: Mapping[str, Any],
        paths: Sequence[Path],
        replacing: str = "",
        parent: QWidget | None = None,
        *,
        kept: Sheet | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._package = package
        self._kept = kept
        self._keeper = SheetAutosave(session, kept, self)
        self._sending = False
        self.state: SheetState | None = None
        self.attach_action: AttachAction | None = None
        self._replacing = str(kept.body.get("replacing") or "") if kept else replacing
        self.setObjectName("uploadSheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(True)
        self.model = SheetModel(self)
        self.table = SheetTable(self.model, self)
        self.common = CommonRow(choices, self)
        self.folder = FolderBar(self)
        self.details = RowDetails(session, choices, self)
        self.bars, self.footer = SheetBars(self), SheetFooter(self)
        self.bar = self.bars.message
        self.bars.show_package(Package(package))
        self._build()
        self.checks = FileChecks(session, package, self._replacing, self)
        self.repair_flow = RepairFlow(session, self)
        self._connect()
        everything = [Path(row["path"]) for row in kept.body.get("rows") or ()] if kept else []
        self.checks.start([*everything, *paths], choices)
        self._show_head()

    # what is asked

    @property
    def send_button(self) -> QPushButton:
        """Says what is sent and how much; enabled once nothing is missing."""
        return self.footer.send_button

    def send(self) -> None:
        """Sends what the sheet shows, after asking where it becomes public at once; says what is missing otherwise."""
        state = self.state
        if state is None or self._sending:
            return
        if self.attach_action is not None and self.attach_action.only:
            self.attach_action.press()
            return
        if not state.complete or state.reading:
            self.show_what_is_missing()
            return
        if state.package.is_public_now:
            ask_public(self, len(state.items()), self.send_button.text(), self._confirm)
        else:
            self._confirm()

    def offer_changes(self, label: str, take: Take, *, hint: str = "", only: bool = False) -> None:
        """Offers to hand the files over to the record's other changes; arguments as ``AttachAction`` has them."""
        self.attach_action = AttachAction(self, label, take, hint, only=only)

    def keep_only(self, paths: Collection[Path]) -> None:
        """The other files are looked after elsewhere."""
        if self.state is not None:
            self.state.rows = [row for row in self.state.rows if row.path in paths]
            self.state.review()
            self.model.show_state(self.state)
            self._touched()

    def forget(self) -> None:
        """All of its files are looked after elsewhere: it closes, and is not kept."""
        self._keeper.changed = True
        self._throw_away()

    def keep_for_later(self) -> None:
        """Stores the sheet and closes it."""
        if self.state is None:
            return
        job = self._keeper.keep_now()
        self._keeper.over = True
        job.failed.connect(self._not_kept)
        job.done.connect(lambda _r: self._is_kept())

    def reject(self) -> None:
        """Closes without sending. What was decided may be kept."""
        if self._sending:
            return  # it is being stored at this moment, and closes by itself
        if self._keeper.over or not self._keeper.changed or self.state is None:
            self._throw_away()
            return
        ask_to_keep(self, self.keep_for_later, self._throw_away)

    def closeEvent(self, event: QCloseEvent) -> None:
        """As Escape does."""
        if not self._sending and (self._keeper.over or not self._keeper.changed):
            self._throw_away()
            event.accept()
        else:
            event.ignore()
            self.reject()

    def done(self, result: int) -> None:
        """Ends what is under way, however it is closed."""
        self._keeper.hold()
        self.checks.stop()
        self.repair_flow.stop()
        self.details.findings.stop()
        super().done(result)

    # what arrives

    def _walked(self, schema: DatasetSchema, abilities: Abilities, walked: Walked) -> None:
        profile = self._session.workspace.profile
        budget = abilities.budget(profile.act_budget)
        state = SheetState(profile, schema, self._package, self._replacing, act_budget=budget)
        if self._kept is not None:
            state.restore(self._kept.body)
        state.begin((file.path, file.size) for file in walked.files)
        self.folder.show_files(walked.files)
        if self._replacing and len(state.rows) > 1:
            self.bar.show_message("warning", self.tr("Only one file can replace a resource; the others are left out."))
            del state.rows[1:]
            self.folder.hide()
        if walked.beyond:
            text = self.tr("There is more in the folder than one sheet takes: these are the first {files}.")
            self.bar.show_message("warning", text.format(files=labels.files(len(walked.files))))
        self.state = state
        self._keeper.show_state(state)
        self.details.show_state(state)
        self.model.show_state(state)
        if state.rows:
            self.table.choose_row(0)
            wanted = self.table.height_for(min(len(state.rows), _ROWS_SHOWN))
            self.splitter.setSizes([wanted, max(240, self.splitter.height() - wanted)])
            self.checks.look_at([(row.path, row.size) for row in state.rows])
        else:
            self.bar.show_message("information", self.tr("There is no file in what was dropped."), closable=False)
        self._refresh()
        self.table.setFocus()

    def _filter_folder(self) -> None:
        """Takes in and out of the sheet what the folder's filters say; what was decided about a file comes back."""
        state = self.state
        if state is None:
            return
        wanted = self.folder.wanted()
        self.checks.forget(state.put_aside(self.folder.paths - {file.path for file in wanted}))
        missing = state.bring_back((file.path, file.size) for file in wanted)
        self.checks.look_at([(row.path, row.size) for row in missing])
        self.model.show_state(state)
        if state.rows:
            self.table.choose_row(0)
        self._touched()

    def _row_of(self, path: Path) -> SheetRow | None:
        return next((r for r in self.state.rows if r.path == path), None) if self.state else None

    def _checked(self, path: Path, item: PreparedFile) -> None:
        row = self._row_of(path)
        if row is not None and self.state is not None:
            self.state.arrive(row, item)
            if not self._refresh_soon.isActive():  # a stream of files must not put it off
                self._refresh_soon.start()

    def _read(self, path: Path, share: float) -> None:
        row = self._row_of(path)
        if row is not None:
            self.model.show_progress(row, share)

    def _partial(self, path: Path, seen: CheckResult) -> None:
        row = self._row_of(path)
        if row is not None and row.item is None:
            row.partial_result = seen
            self.model.show_progress(row, row.read)
            if row is self.model.sheet_row(self.table.currentIndex()):
                self.details.show_row(row)

    def _read_again(self) -> None:
        if self.state is None:
            return
        rows = [row for row in self.table.chosen_rows() if row.item is not None]
        for row in rows:
            self.state.read_again(row)
        self.checks.look_at([(row.path, row.size) for row in rows])
        self.model.refresh()

    def _repair(self) -> None:
        self.repair_flow.ask(self.table.chosen_rows())

    def _take_originals(self) -> None:
        for row in self.table.chosen_rows():
            if row.original is not None:
                self._take_instead(row, row.original)

    def _take_instead(self, row: SheetRow, path: Path) -> None:
        if self.state is not None and not self._keeper.over and row.item is not None:
            self.state.read_again(row, path)
            self.checks.look_at([(row.path, row.size)])
            self._touched()

    # what is shown

    def _refresh(self) -> None:
        self._refresh_soon.stop()
        self.model.refresh()

    def _show_all(self) -> None:
        state = self.state
        if state is None:
            return
        self._show_head()
        self.common.show_state(state)
        self.bars.show_state(state)
        self.details.show_row(self.model.sheet_row(self.table.currentIndex()))
        self.footer.show_state(state, sending=self._sending)

    def _show_head(self) -> None:
        state = self.state
        package = Package(self._package)
        if state is not None:
            self._title.set_full_text(labels.title(len(state.rows), package))
            self._summary.setText(labels.summary(state))
        else:
            self._title.set_full_text(self.tr("Files for “{record}”").format(record=package.title))
        self.setWindowTitle(self._title.full_text())

    def _decide_all(self, what: Any) -> None:
        if self.state is not None:
            for row in self.state.undecided():
                self.state.set_what(row, what)
            self._touched()

    def show_what_is_missing(self) -> None:
        """Says what keeps the sheet from being sent, and goes there."""
        state = self.state
        if state is None:
            return
        held = next((i for i, r in enumerate(state.rows) if r.what != "skip" and r.troubles), None)
        self.bar.show_message("warning", labels.not_yet(state).replace("\n", " · "))
        if held is not None:
            self.table.choose_row(held)
            if any(t.kind == "fields" for t in state.rows[held].troubles):
                self.details.focus_missing()

    # deciding

    def _touched(self) -> None:
        """The user decided something."""
        self._keeper.touch()
        self._refresh()

    def _common_edited(self, name: str, value: Any) -> None:
        if self.state is not None:
            self.state.set_common(name, value)
            self._touched()

    def _confirm(self) -> None:
        state = self.state
        if state is None or not state.complete:
            return
        work = enqueue(self._session.workspace, self._package, state.items(), self._keeper.id, state.instead_of())
        self._sending = True
        self._keeper.hold()
        self._show_all()
        # not as ``session.store``: that it failed is told in the sheet
        job = self._session.workers.run(lambda _t, _r: work(), lane="write")
        job.done.connect(self._is_confirmed)
        job.failed.connect(self._not_confirmed)

    def _is_confirmed(self, ids: list[str]) -> None:
        self._keeper.over = True
        self._session.queue.wake()
        self.confirmed.emit(ids)
        self.accept()

    def _not_confirmed(self, error: object) -> None:
        self._sending = False
        words_ = self.tr("Nothing was sent: {why} The sheet is as it was.").format(why=str(error))
        self.bar.show_message("error", words_, [(self.tr("Read all again"), self._read_all_again)])
        self._show_all()

    def _read_all_again(self) -> None:
        self.bar.hide()
        self.table.selectAll()
        self._read_again()

    # keeping

    def _is_kept(self) -> None:
        self.keptForLater.emit(self._keeper.id)
        self.accept()

    def _not_kept(self, error: object) -> None:
        self._keeper.over = False
        self.bar.show_message("error", self.tr("The sheet could not be kept: {why}").format(why=str(error)))

    def _throw_away(self) -> None:
        self._keeper.throw_away()
        super().reject()

    # building

    def _build(self) -> None:
        self._title = ElidedLabel("", self)
        self._title.setProperty("role", "title")
        self._summary = PlainLabel(parent=self)
        self._summary.setObjectName("uploadSummary")
        self._summary.setProperty("role", "secondary")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._summary, 0, Qt.AlignmentFlag.AlignBottom)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(measures.PANE_PADDING)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.bars)
        layout.addWidget(self.folder)
        layout.addWidget(self.common)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.footer)
        self.resize(1180, 820)

    def _connect(self) -> None:
        self._refresh_soon = QTimer(self)
        self._refresh_soon.setSingleShot(True)
        self._refresh_soon.setInterval(_REFRESH_MS)
        self._refresh_soon.timeout.connect(self._refresh)
        self.checks.walked.connect(self._walked)
        self.checks.failed.connect(lambda text: self.bar.show_message("error", text, closable=False))
        self.checks.partiallyRead.connect(self._partial)
        self.checks.checked.connect(self._checked)
        self.checks.read.connect(self._read)
        self.checks.finished.connect(self._refresh)
        self.model.stateChanged.connect(self._show_all)
        self.table.sendPressed.connect(self.send)
        self.table.decided.connect(self._touched)
        self.table.readAgainAsked.connect(self._read_again)
        self.table.fixAsked.connect(self._repair)
        self.repair_flow.repaired.connect(self._take_instead)
        self.repair_flow.told.connect(self.bar.show_message)
        self.table.originalAsked.connect(self._take_originals)
        self.details.fixAsked.connect(self._repair)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.bars.decided.connect(self._decide_all)
        self.footer.sendPressed.connect(self.send)
        self.footer.keepPressed.connect(self.keep_for_later)
        self.footer.cancelPressed.connect(self.reject)
        self.common.edited.connect(self._common_edited)
        self.folder.changed.connect(self._filter_folder)
        self.details.changed.connect(self._touched)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.send)

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.details.show_row(self.model.sheet_row(index))
