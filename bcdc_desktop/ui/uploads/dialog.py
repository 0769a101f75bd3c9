"""The upload dialog: from dropped files to rows of the queue.

In the order of a drop: ``checks`` finds the files and reads each of them through; the sheet's state takes what was
read, and what the user decides in the table, the details and the header; ``send`` asks where the files become public;
``_confirm`` puts them into the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QSplitter, QWidget

from bcdc_desktop.app.uploads.current_columns import read_columns
from bcdc_desktop.app.uploads.file_walk import LIMIT, Walked
from bcdc_desktop.app.uploads.prepare import PreparedFile, WhatHappens, enqueue
from bcdc_desktop.app.uploads.saved import Sheet, discard_sheet, new_id, save_sheet
from bcdc_desktop.app.uploads.sheet import SheetState
from bcdc_desktop.app.uploads.sheet_row import SheetRow
from bcdc_desktop.app.workspace import Abilities
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.error_text import error_text
from bcdc_desktop.preflight.csv_check import CheckResult
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.checks import FileChecks
from bcdc_desktop.ui.uploads.details import RowDetails
from bcdc_desktop.ui.uploads.file_table import FileModel, FileTable
from bcdc_desktop.ui.uploads.header import UploadHeader
from bcdc_desktop.ui.uploads.more_files import MoreFiles
from bcdc_desktop.ui.uploads.repair_dialog import RepairFlow
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.plain_text import tooltip, window_title

Take = Callable[[Sequence[PreparedFile]], tuple[list[PreparedFile], str]]

_REFRESH_MS = 60
_SAVE_AFTER_MS = 1500
_ROWS_SHOWN = 6
_DETAILS, _LEAST_DETAILS = 240, 150  # pixels of height


class UploadSheet(Dialog):
    """Shows the files of a drop at once and fills in what is known of them as they are read.

    Decisions are stored shortly after they were made, so that a crash loses none of them.

    Args:
        package: the record as the catalogue gave it.
        paths: files and folders.
        replacing: id of the resource that a single file was dropped on.
        saved: a saved sheet to go on with; ``paths`` are added to it.
    """

    confirmed = Signal(list)  # ids of the rows that are in the queue now
    savedForLater = Signal(str)  # id of the sheet

    def __init__(
        self,
        session: Session,
        choices: SessionChoices,
        package: Mapping[str, Any],
        paths: Sequence[Path],
        replacing: str = "",
        parent: QWidget | None = None,
        *,
        saved: Sheet | None = None,
    ) -> None:
        super().__init__("", parent, heading=False, reused=True)
        self.setObjectName("uploadSheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setSizeGripEnabled(True)
        self.session = session
        self.state: SheetState | None = None
        self._package = package
        self._saved = saved
        self._sheet_id = saved.id if saved else new_id()
        self._replacing = str(saved.body.get("replacing") or "") if saved else replacing
        self._changed = False  # something was decided here, so it is worth saving
        self._over = False  # it is confirmed, saved or discarded: nothing is stored any more
        self._confirming = False
        self._take: Take | None = None  # adds the files to the record's other changes instead
        self._only_attach = False
        self._added: list[Path] = []  # dropped before the first ones were found
        self._asked_columns: set[str] = set()  # resources whose files were asked for
        self.model = FileModel(self)
        self.table = FileTable(self.model, self)
        self.header = UploadHeader(Package(package), choices, self)
        self.bar = self.header.message
        self.details = RowDetails(session, choices, self)
        self.checks = FileChecks(session, package, self._replacing, self)
        self.repair_flow = RepairFlow(session, self)
        self.more_files = MoreFiles(self, self.table)
        self._refresh_soon = debounce(_REFRESH_MS, self.refresh, self)
        self._save_soon = debounce(_SAVE_AFTER_MS, self._autosave, self)
        self._build()
        self._connect()
        before = [Path(row["path"]) for row in saved.body.get("rows") or ()] if saved else []
        self.checks.start([*before, *paths], choices)
        self._show_header()

    # files are found and read

    def _files_found(self, schema: DatasetSchema, abilities: Abilities, walked: Walked) -> None:
        profile = self.session.workspace.profile
        budget = abilities.budget(profile.batch_limit)
        state = SheetState(profile, schema, self._package, self._replacing, batch_limit=budget)
        if self._saved is not None:
            state.restore(self._saved.body)
        state.begin((file.path, file.size) for file in walked.files)
        self.header.folder.show_files(walked.files)
        if self._replacing and len(state.rows) > 1:
            text = self.tr("Only one file can replace a resource; the other files are left out.")
            self.bar.show_message("warning", text)
            del state.rows[1:]
            self.header.folder.hide()
        if walked.beyond:
            text = self.tr("The folder has too many files. Only the first {files} are shown.")
            self.bar.show_message("warning", text.format(files=labels.files(len(walked.files))))
        self.state = state
        self.details.show_state(state)
        self.model.show_state(state)
        if state.rows:
            self.table.choose_row(0)
            wanted = self.table.height_for(min(len(state.rows), _ROWS_SHOWN))
            self.splitter.setSizes([wanted, max(_DETAILS, self.splitter.height() - wanted)])
            self._check(state.rows)
        else:
            self.bar.show_message("information", self.tr("There are no files to upload."), closable=False)
        self.refresh()
        self.table.setFocus()
        if self._added:
            added, self._added = self._added, []
            self.add_files(added)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files and folders to those of the sheet, unless they are in it already."""
        if self._over or self._confirming or not paths:
            return
        if self._replacing:
            text = self.tr(
                "Only one file can replace a resource. To add others, close this and drop them on the record."
            )
            self.bar.show_message("warning", text)
        elif self.state is None:
            self._added += paths
        else:
            self.checks.find_more(paths, max(0, LIMIT - len(self.header.folder.files)))

    def _more_found(self, walked: Walked) -> None:
        state, folder = self.state, self.header.folder
        if state is None or self._over or self._confirming:
            return
        known = {file.path for file in folder.files}
        new = [file for file in walked.files if file.path not in known]
        folder.show_files([*folder.files, *new])
        passing = {file.path for file in folder.wanted()}
        rows = state.include((file.path, file.size) for file in new if file.path in passing)
        self._check(rows)
        self.model.show_state(state)
        if rows:
            self.table.choose_row(state.rows.index(rows[0]))
            self.bar.hide()
        elif walked.files:
            self.bar.show_message("information", self.tr("These files are in the list already."))
        if walked.problem:
            self.bar.show_message("error", walked.problem)
        elif walked.beyond:
            text = self.tr("There are too many files. Only the first {files} are shown.")
            self.bar.show_message("warning", text.format(files=labels.files(len(folder.files))))
        if rows:
            self._decided()

    def _check(self, rows: Sequence[SheetRow]) -> None:
        self.checks.check([(row.path, row.size) for row in rows])

    def _row_of(self, path: Path) -> SheetRow | None:
        return next((r for r in self.state.rows if r.path == path), None) if self.state else None

    def _show_progress(self, path: Path, share: float) -> None:
        row = self._row_of(path)
        if row is not None:
            self.model.show_progress(row, share)

    def _partly_checked(self, path: Path, seen: CheckResult) -> None:
        row = self._row_of(path)
        if row is not None and row.item is None:
            row.partial_result = seen
            self.model.show_progress(row, row.read)
            if row is self.model.row_at(self.table.currentIndex()):
                self.details.show_row(row)

    def _file_checked(self, path: Path, item: PreparedFile) -> None:
        row = self._row_of(path)
        if row is not None and self.state is not None:
            self.state.arrive(row, item)
            if not self._refresh_soon.isActive():  # a stream of files must not put it off
                self._refresh_soon.start()

    # the user decides

    def _decided(self) -> None:
        """Show and store a decision."""
        self._changed = True
        self._save_soon.start()
        self.refresh()

    def set_common(self, name: str, value: Any) -> None:
        """Set a field of all new resources."""
        if self.state is not None:
            self.state.set_common(name, value)
            self._decided()

    def _decide_matches(self, what: WhatHappens) -> None:
        if self.state is not None:
            for row in self.state.undecided():
                self.state.set_what(row, what)
            self._decided()

    def _filter_folder(self) -> None:
        """Leave out the files that the folder's filters exclude, with what was decided about them until they return."""
        state, folder = self.state, self.header.folder
        if state is None:
            return
        wanted = folder.wanted()
        self.checks.forget(state.exclude(folder.paths - {file.path for file in wanted}))
        unread = state.include((file.path, file.size) for file in wanted)
        self._check(unread)
        self.model.show_state(state)
        if state.rows:
            self.table.choose_row(0)
        self._decided()

    def _read_columns(self) -> None:
        """Have the columns of files that are to be replaced read from the server, where their records do not tell."""
        state = self.state
        if state is None or not self.session.online:
            return
        for resource in state.undescribed():
            if resource.id not in self._asked_columns:
                self._asked_columns.add(resource.id)
                self._ask_columns(state, resource)

    def _ask_columns(self, state: SheetState, resource: Resource) -> None:
        workspace = self.session.workspace

        def take(names: list[str]) -> None:
            if not self._over:
                state.set_names(resource.id, names)
                self.model.refresh()

        self.session.ask(lambda _t, _r: read_columns(workspace, resource)).tell(self, done=take)

    def repair_selected(self) -> None:
        """Ask what to fix in copies of the selected files."""
        self.repair_flow.ask(self.table.chosen_rows())

    def _use_originals(self) -> None:
        for row in self.table.chosen_rows():
            if row.original is not None:
                self._use_instead(row, row.original)

    def _use_instead(self, row: SheetRow, path: Path) -> None:
        if self.state is not None and not self._over and row.item is not None:
            self.state.read_again(row, path)
            self._check([row])
            self._decided()

    def _check_again(self) -> None:
        if self.state is None:
            return
        rows = [row for row in self.table.chosen_rows() if row.item is not None]
        for row in rows:
            self.state.read_again(row)
        self._check(rows)
        self.model.refresh()

    def _check_all_again(self) -> None:
        self.bar.hide()
        self.table.selectAll()
        self._check_again()

    # the files are uploaded

    def send(self) -> None:
        """Upload the files, after asking where they become public; show what is missing where they are not complete."""
        state = self.state
        if state is None or self._confirming:
            return
        if self._only_attach:
            self._attach()
        elif not state.complete or state.reading:
            self._show_missing()
        elif state.package.is_public_now:
            self._ask_public(state)
        else:
            self._confirm()

    def _show_missing(self) -> None:
        state = self.state
        if state is None:
            return
        self.bar.show_message("warning", labels.not_yet(state).replace("\n", " · "))
        place = next((i for i, r in enumerate(state.rows) if r.what != "skip" and r.blockers), None)
        if place is not None:
            self.table.choose_row(place)
            if any(blocker.kind == "fields" for blocker in state.rows[place].blockers):
                self.details.focus_missing()

    def _ask_public(self, state: SheetState) -> None:
        count = len(state.items())
        one = self.tr("Upload 1 file? It becomes public immediately.")
        many = self.tr("Upload {files}? They become public immediately.")
        box = self.question("publicQuestion", one if count == 1 else many.format(files=labels.files(count)))
        box.setInformativeText(self.windowTitle())
        button = box.ask(self.send_button.text(), self._confirm, self.tr("Cancel"))
        button.setObjectName("publicSendButton")
        theme.restyle(button, kind="primary")

    def _confirm(self) -> None:
        state, workspace = self.state, self.session.workspace
        if state is None or not state.complete:
            return
        items, replaced = state.items(), state.instead_of()
        self._confirming = True
        self._save_soon.stop()
        self._show_state()
        # not by ``session.store``, which reports failures elsewhere
        job = self.session.workers.run(
            lambda _t, _r: enqueue(workspace, self._package, items, self._sheet_id, replaced), lane="write"
        )
        job.tell(self, done=self._is_confirmed, failed=self._not_confirmed)

    def _is_confirmed(self, ids: list[str]) -> None:
        self._over = True
        self.session.queue.wake()
        self.confirmed.emit(ids)
        self.accept()

    def _not_confirmed(self, error: object) -> None:
        self._confirming = False
        text = self.tr("Nothing was uploaded: {why}").format(why=error_text(error))
        self.bar.show_message("error", text, [(self.tr("Check all again"), self._check_all_again)])
        self._show_state()

    # or added to the record's other changes

    def offer_changes(self, label: str, take: Take, *, hint: str = "", only: bool = False) -> None:
        """Offer to save the files together with the record's other changes.

        Args:
            label: the text of the button.
            take: takes items; returns those that it could not take, and a sentence why.
            hint: why the user may want that; shown at once.
            only: there is no other way, as the record is not on the server yet.
        """
        self._take, self._only_attach = take, only
        self.attach_button.setText(label)
        self.attach_button.show()
        if only:
            theme.restyle(self.attach_button, kind="primary")
            for widget in (self.send_button, self.save_button, self.batches):
                widget.hide()
        if hint:
            self.bar.show_message("information", hint)
        self._show_state()

    def _attach(self) -> None:
        state = self.state
        if state is None or self._take is None:
            return
        if not state.complete or state.reading:
            self._show_missing()
            return
        rest, why = self._take(state.items())
        if not rest:
            self._changed = True  # what was stored of it is removed
            self._discard()
            return
        paths = {item.path for item in rest}
        state.rows = [row for row in state.rows if row.path in paths]
        state.review()
        self.model.show_state(state)
        self._decided()
        self.bar.show_message("warning", why)

    # or saved for later, or discarded

    def save_for_later(self) -> None:
        """Store the sheet and close."""
        if self.state is None:
            return
        job = self._save(self.state)
        self._over = True
        job.tell(self, failed=self._not_saved, done=lambda _r: self._is_saved())

    def _save(self, state: SheetState) -> Job:
        workspace, sheet = self.session.workspace, state.to_saved(self._sheet_id)
        return self.session.store(lambda: save_sheet(workspace, sheet))

    def _autosave(self) -> None:
        if not self._over and self.state is not None:
            self._save(self.state)

    def _is_saved(self) -> None:
        self.savedForLater.emit(self._sheet_id)
        self.accept()

    def _not_saved(self, error: object) -> None:
        self._over = False
        self.bar.show_message("error", self.tr("Could not save for later: {why}").format(why=error_text(error)))

    def _discard(self) -> None:
        """Close, and remove what was stored; a saved sheet in which nothing was changed stays."""
        if not self._over and self._changed:
            workspace, sheet_id = self.session.workspace, self._sheet_id
            self.session.store(lambda: discard_sheet(workspace, sheet_id))
        self._over = True
        super().reject()

    def reject(self) -> None:
        """Close without uploading, after asking whether to save what was decided."""
        if self._confirming:
            return  # it closes once the rows are stored
        if self._over or not self._changed or self.state is None:
            self._discard()
        else:
            self._ask_to_save()

    def _ask_to_save(self) -> None:
        box = self.question("closeQuestion", self.tr("Save this upload for later?"))
        box.setInformativeText(self.tr("Nothing was uploaded yet. Saved uploads are listed in the Uploads window."))
        save = box.addButton(self.tr("Save for later"), QMessageBox.ButtonRole.AcceptRole)
        save.clicked.connect(self.save_for_later)
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        discard.setObjectName("discardUploadButton")
        discard.clicked.connect(self._discard)
        box.setDefaultButton(save)
        box.setEscapeButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Do as Escape does."""
        if not self._confirming and (self._over or not self._changed):
            self._discard()
            event.accept()
        else:
            event.ignore()
            self.reject()

    def done(self, result: int) -> None:
        """End what is under way, however the dialog is closed."""
        self._save_soon.stop()
        self.checks.stop()
        self.repair_flow.stop()
        self.details.findings.stop()
        super().done(result)

    # showing

    def refresh(self) -> None:
        """Show the state again."""
        self._refresh_soon.stop()
        self.model.refresh()

    def _show_state(self) -> None:
        state = self.state
        if state is None:
            return
        self._show_header()
        self._read_columns()
        self.details.show_row(self.model.row_at(self.table.currentIndex()))
        ready, missing = len(state.sizes()), labels.not_yet(state)
        text = self.tr("Upload {files}").format(files=labels.files(ready)) if ready else self.tr("Upload")
        self.send_button.setText(text)
        self.send_button.setToolTip(tooltip(missing))
        for button in (self.send_button, self.attach_button):
            button.setEnabled(not missing and not self._confirming)
            button.setAccessibleDescription(missing)
        self.batches.set_full_text(missing.partition("\n")[0] or labels.batch_line(state))
        theme.restyle(self.batches, role="warning" if missing and not state.reading else "muted")

    def _show_header(self) -> None:
        self.header.show_state(self.state)
        self.setWindowTitle(window_title(self.header.title.full_text()))

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.details.show_row(self.model.row_at(index))

    # building

    def _build(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(measures.PANE_PADDING)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.details)
        self.details.setMinimumHeight(_LEAST_DETAILS)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.save_button = self.add_button(self.tr("Save for later"), Role.ResetRole, name="keepButton")
        self.save_button.clicked.connect(lambda: self.save_for_later())
        self.add_more = QPushButton(theme.icon("plus", "text"), self.tr("Add files…"), self)
        self.add_more.setObjectName("addMoreButton")
        self.add_more.setProperty("kind", "quiet")
        self.add_more.setAutoDefault(False)
        self.add_more.setToolTip(self.tr("Add more files to this upload. You can also drop them anywhere here."))
        self.add_more.clicked.connect(lambda: self.more_files.ask())
        self.add_more.setVisible(not self._replacing)
        self.cancel_button = self.add_button(self.tr("Cancel"), Role.RejectRole, name="cancelButton")
        # none of these is the default: Enter in a field must not start the upload
        self.attach_button = self.add_button("", name="withChangesButton")
        self.attach_button.clicked.connect(lambda: self._attach())
        self.attach_button.setToolTip(self.tr("Uploads the files with your next save of the record"))
        self.attach_button.setEnabled(False)
        self.attach_button.hide()
        self.send_button = self.add_button(self.tr("Upload"), name="sendButton")
        self.send_button.clicked.connect(lambda: self.send())
        self.send_button.setIcon(theme.icon("tray-arrow-up", "on_primary"))
        theme.restyle(self.send_button, kind="primary")
        self.send_button.setEnabled(False)
        self.batches = ElidedLabel("", self)
        self.batches.setProperty("role", "muted")
        self.batches.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(self.header)
        self.body.addWidget(self.splitter, 1)
        line = QHBoxLayout()
        line.addWidget(self.add_more, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self.batches, 1)
        self.body.addLayout(line)
        self.resize(1180, 820)

    def _show_failure(self, text: str) -> None:
        self.bar.show_message("error", text, closable=False)

    def _connect(self) -> None:
        self.checks.walked.connect(self._files_found)
        self.more_files.chosen.connect(self.add_files)
        self.checks.moreFound.connect(self._more_found)
        self.checks.failed.connect(self._show_failure)
        self.checks.read.connect(self._show_progress)
        self.checks.partlyChecked.connect(self._partly_checked)
        self.checks.checked.connect(self._file_checked)
        self.checks.finished.connect(self.refresh)
        self.model.stateChanged.connect(self._show_state)
        self.header.decided.connect(self._decide_matches)
        self.header.common.edited.connect(self.set_common)
        self.header.folder.changed.connect(self._filter_folder)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.table.decided.connect(self._decided)
        self.table.readAgainAsked.connect(self._check_again)
        self.table.fixAsked.connect(self.repair_selected)
        self.table.originalAsked.connect(self._use_originals)
        self.table.sendPressed.connect(self.send)
        self.details.changed.connect(self._decided)
        self.details.fixAsked.connect(self.repair_selected)
        self.repair_flow.repaired.connect(self._use_instead)
        self.repair_flow.message.connect(self.bar.show_message)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.send)
