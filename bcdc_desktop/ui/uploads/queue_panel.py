"""The window of the upload queue: a tool bar, saved uploads, the table of the queue, details of what is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.uploads import rows as queue_rows
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.uploads.rows import ENDED, State, Upload, is_left_to_person, is_without_backup
from bcdc_desktop.app.uploads.saved import (
    Sheet,
    discard_sheet,
    is_fixable,
    record_of,
    saved_sheet,
    saved_sheets,
    sheet_of,
)
from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.error_text import error_text
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Job, LatestOnly
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.elsewhere import UploadsElsewhere
from bcdc_desktop.ui.uploads.queue_model import PROGRESS_MS, QueueModel, format_backoff, format_totals
from bcdc_desktop.ui.uploads.queue_table import QueueDetails, QueueTable
from bcdc_desktop.ui.uploads.saved_uploads import SavedUploads
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, PlainMessageBox, tooltip
from bcdc_desktop.ui.widgets.text import human_size

_READ_MS = 200
_BACKOFF = "backoff"  # why uploads wait, in the bar
_MAY_PAUSE = (State.WAITING, State.CHECKING, State.SENDING)
_MAY_RESUME = (State.PAUSED, State.FAILED, State.ATTENTION)
_MAY_CANCEL = tuple(state for state in State if state not in (State.DONE, State.CANCELLED))


class UploadsPanel(QWidget):
    """Shows the queue of a session, and passes commands to it in workers: it may wait for a batch that is stopped.

    Commands apply to the selected rows, or to all where none is selected.
    """

    signInAsked = Signal()
    openAsked = Signal(str)  # address of a resource's page
    recordAsked = Signal(str, str)  # package id, resource id
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._wanted: set[str] = set()  # rows to be selected once they are read
        self._latest = LatestOnly("disk", self)
        self.dialogs: list[UploadSheet] = []
        self.model = QueueModel(self)
        self._build()
        self._read_soon = debounce(_READ_MS, self.reload, self)
        self.progress_timer = QTimer(self)
        self.progress_timer.setInterval(PROGRESS_MS)
        self.progress_timer.timeout.connect(self.show_progress)
        session.changed.connect(self._on_change)
        session.connectionChanged.connect(self.show_progress)
        self.reload()

    # showing

    def reload(self) -> None:
        """Read the rows and the saved sheets again."""
        workspace = self.session.workspace
        self._latest.ask(
            self.session, lambda: (queue_rows.all_uploads(workspace), saved_sheets(workspace)), self._show_rows
        )

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("uploads", "sheets") and not self._read_soon.isActive():
            self._read_soon.start()

    def _show_rows(self, found: tuple[list[Upload], list[Sheet]]) -> None:
        rows, sheets = found
        chosen = {row.id for row in self.table.chosen()}
        self.model.show_rows(rows)
        if self._wanted or (chosen and not self.table.chosen()):
            self.table.choose(self._wanted or chosen)
            self._wanted = set()
        self.saved.show_sheets(sheets)
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self.show_progress()
        self._show_selection()
        self.loaded.emit()

    def show_progress(self) -> None:
        """Show how far the queue is, and go on doing so while it works."""
        queue = self.session.queue
        busy, signed_out = queue.busy(), queue.signed_out
        self.model.show_signed_out(signed_out)
        self.details.signed_out = signed_out
        progress: Mapping[str, TransferProgress] = queue.pace() if busy else {}
        self.model.show_progress(progress)
        self.total.setText(format_totals(queue_rows.totals(self.model.rows, progress)))
        self._show_backoff(queue.trouble)
        if not busy and (signed_out or not queue.trouble):
            self.progress_timer.stop()
        elif not self.progress_timer.isActive():
            self.progress_timer.start()

    def _show_backoff(self, reason: str) -> None:
        if reason and queue_rows.waiting(self.model.rows):
            text = format_backoff(reason, self.model.rows)
            button = (self.tr("Try now"), self.try_now)
            if self.session.queue.signed_out:
                button = (self.tr("Sign in"), self.signInAsked.emit)
            self.bar.show_message("warning", text, [button], closable=False, cause=_BACKOFF)
        else:
            self.bar.clear(_BACKOFF)

    def _show_selection(self) -> None:
        chosen = self.table.chosen()
        rows = chosen or self.model.rows
        states = {row.state for row in rows}
        pressed = self._button_in_focus()
        self.resume_action.setEnabled(any(self._may_resume(row) for row in rows))
        self.pause_action.setEnabled(not states.isdisjoint(_MAY_PAUSE))
        self.cancel_action.setEnabled(not states.isdisjoint(_MAY_CANCEL))
        self.remove_action.setEnabled(not states.isdisjoint(ENDED))
        self.verify_action.setEnabled(any(row.state is State.DONE for row in self.model.rows))
        waiting = {row.id for row in self.model.waiting()}
        movable = len(waiting) > 1 and any(row.id in waiting for row in chosen)
        for action in (self.first_action, self.up_action, self.down_action):
            action.setEnabled(movable)
        self.details.show_rows(chosen)
        self._keep_focus(pressed)

    def _button_in_focus(self) -> QWidget | None:
        focus = self.focusWidget()
        return focus if focus is not None and focus.parentWidget() is self.toolbar else None

    def _keep_focus(self, pressed: QWidget | None) -> None:
        """Move the focus from a button that is disabled now to the one that undoes it: Qt would move it to the next, so
        that the next press of a key would cancel what was just paused."""
        if pressed is None or pressed.isEnabled():
            return
        pause = self.toolbar.widgetForAction(self.pause_action)
        resume = self.toolbar.widgetForAction(self.resume_action)
        other = resume if pressed is pause else pause if pressed is resume else None
        target = other if other is not None and other.isEnabled() else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_resume(self, row: Upload) -> bool:
        """Whether *Resume* is for a row: without a selection it leaves alone what was cancelled, and what would replace
        somebody else's file."""
        if self.table.chosen():
            return row.state in (*_MAY_RESUME, State.CANCELLED)
        return row.state in _MAY_RESUME and not is_left_to_person(row)

    def show_upload_set(self, upload_set: str) -> None:
        """Select the rows that were confirmed together."""
        workspace = self.session.workspace
        self.session.read(lambda: queue_rows.ids_of_set(workspace, upload_set)).tell(self, done=self._choose_soon)

    def _choose_soon(self, ids: set[str]) -> None:
        self._wanted = ids
        self.reload()

    # commands to the queue

    def pause(self) -> None:
        """Pause uploads; ask before where something would have to be sent again."""
        rows = self._rows_in(_MAY_PAUSE)
        sent, size = self.model.sent_of_batches(rows)
        text = self.tr("{sent} of {size} have been sent. When you resume, they are sent again from the start.")
        informed = text.format(sent=human_size(sent), size=human_size(size)) if sent else ""
        self._ask(informed, self.tr("Pause the upload?"), self.tr("Pause"), lambda: self._run(self.queue.pause, rows))

    def resume(self) -> None:
        """Resume what was paused, and retry what failed."""
        self._run(self.queue.resume, [row for row in self._shown() if self._may_resume(row)])

    def cancel(self) -> None:
        """Cancel uploads that have not been completed; ask before where something was sent already."""
        rows = self._rows_in(_MAY_CANCEL)
        sent, size = self.model.sent_of_batches(rows)
        text = self.tr("{sent} of {size} have been sent. They are discarded.")
        informed = text.format(sent=human_size(sent), size=human_size(size)) if sent else ""
        label = self.tr("Cancel upload")
        self._ask(informed, self.tr("Cancel the upload?"), label, lambda: self._run(self.queue.cancel, rows))

    def upload_without_backup(self) -> None:
        """Upload the selected rows although no copy of the files that they replace could be made."""
        rows = [row for row in self.table.chosen() if is_without_backup(row)]
        self._run(lambda ids: self.queue.resume(ids, without_backup=True), rows)

    def remove_ended(self) -> None:
        """Remove rows that have ended."""
        workspace = self.session.workspace
        self._run(lambda ids: queue_rows.remove_uploads(workspace, ids), self._rows_in(ENDED))

    @property
    def queue(self) -> UploadQueue:
        """The queue that is shown."""
        return self.session.queue

    def _shown(self) -> Sequence[Upload]:
        return self.table.chosen() or self.model.rows

    def _rows_in(self, states: Sequence[State]) -> list[Upload]:
        return [row for row in self._shown() if row.state in states]

    def _ask(self, informed: str, title: str, label: str, command: Callable[[], None]) -> None:
        """Carry out a command; where there is something to say about its cost, once the user has agreed."""
        if not informed:
            command()
            return
        box = PlainMessageBox(self)
        box.setObjectName("uploadQuestion")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(informed)
        box.ask(label, command, self.tr("Keep uploading"))

    def _run(self, command: Callable[[Iterable[str]], None], rows: Sequence[Upload]) -> None:
        ids = [row.id for row in rows]
        if ids:
            job = self.session.workers.run(lambda _t, _r: command(ids), lane="net")
            job.tell(self, failed=self.bar.show_error)

    def verify_again(self) -> None:
        """Verify once more what was uploaded within the last day."""
        queue = self.session.queue
        job = self.session.workers.run(lambda _t, _r: queue.verify_all(), lane="net", title=self.tr("Verifying"))
        job.tell(self, failed=self._show_failure)

    def compare(self) -> None:
        """Download what the selected rows uploaded, and compare it byte by byte."""
        queue, ids = self.session.queue, [row.id for row in self.table.chosen() if row.state is State.DONE]
        job = self.session.workers.run(
            lambda token, _r: queue.compare(ids, token), lane="net", title=self.tr("Verifying content")
        )
        job.tell(self, done=self._show_comparison, failed=self._show_failure)

    def _show_comparison(self, same: int) -> None:
        if same:
            one = self.tr("The content of 1 file on the server is identical.")
            many = self.tr("The content of {files} on the server is identical.")
            self.bar.show_message("success", one if same == 1 else many.format(files=labels.files(same)))

    def _show_failure(self, error: object) -> None:
        self.bar.show_message("warning", error_text(error))

    def _reorder(self, ids: list[str]) -> None:
        queue = self.session.queue
        self.session.store(lambda: queue.reorder(ids)).tell(self, done=lambda _r: self.reload())

    def try_now(self) -> None:
        """End the wait for the network."""
        self.session.queue.wake()
        self.session.try_again()

    # saved and refused uploads

    def reopen(self, sheet_id: str) -> Job:
        """Open a saved sheet."""
        workspace = self.session.workspace

        def read() -> tuple[Sheet | None, Mapping[str, Any] | None]:
            sheet = saved_sheet(workspace, sheet_id)
            return sheet, record_of(workspace, sheet) if sheet else None

        job = self.session.read(read)
        job.tell(self, done=lambda found: self._open(*found))
        return job

    def fix(self) -> None:
        """Open the selected rows of one record that were refused; confirming them removes them here."""
        rows = [row for row in self.table.chosen() if is_fixable(row)]
        rows = [row for row in rows if row.package == rows[0].package]
        if not rows:
            return
        workspace = self.session.workspace

        def read() -> tuple[Sheet, Mapping[str, Any] | None]:
            sheet = sheet_of(rows)
            return sheet, record_of(workspace, sheet)

        self.session.read(read).tell(self, done=lambda found: self._open(*found))

    def _open(self, sheet: Sheet | None, package: Mapping[str, Any] | None) -> None:
        if sheet is None:
            return
        if package is None:
            text = self.tr("The record of this upload is no longer on this computer. Open the record first.")
            self.bar.show_message("warning", text)
            return
        session = self.session
        dialog = UploadSheet(session, SessionChoices(session), package, [], parent=self.window(), saved=sheet)
        self.dialogs.append(dialog)
        dialog.finished.connect(lambda _r: self.dialogs.remove(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _discard(self, sheet_id: str) -> None:
        workspace = self.session.workspace
        self.session.store(lambda: discard_sheet(workspace, sheet_id))

    # the menu of a row

    def menu(self) -> QMenu | None:
        """Return the menu of the selected rows; None where none is selected."""
        chosen = self.table.chosen()
        if not chosen:
            return None
        one = len(chosen) == 1
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.pause_action, self.resume_action, self.cancel_action, self.remove_action])
        menu.addSeparator()
        menu.addActions([self.first_action, self.up_action, self.down_action])
        menu.addSeparator()
        if any(is_fixable(row) for row in chosen):
            menu.addAction(theme.icon("pencil-outline"), self.tr("Fix and upload again…"), self.fix)
        menu.addSeparator()
        menu.addAction(theme.icon("content-copy"), self.tr("Copy resource ID"), self.copy_id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), self._open_in_browser).setEnabled(one)
        menu.addAction(self.tr("Show record"), self._show_record).setEnabled(one)
        return menu

    def copy_id(self) -> None:
        """Copy the ids of the selected resources, one a line."""
        ids = [row.resource for row in self.table.chosen()]
        if ids:
            QGuiApplication.clipboard().setText("\n".join(ids))

    def _open_in_browser(self) -> None:
        for row in self.table.chosen()[:1]:
            self.openAsked.emit(self.session.workspace.profile.resource_page(row.package, row.resource))

    def _show_record(self) -> None:
        for row in self.table.chosen()[:1]:
            self.recordAsked.emit(row.package, row.resource)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.table.viewport().mapToGlobal(at))

    # building

    def _build(self) -> None:
        theme.use_ground(self, "surface")
        self.bar = MessageBar(self)
        self.elsewhere = UploadsElsewhere(self)
        self.saved = SavedUploads(self)
        self.saved.openAsked.connect(self.reopen)
        self.saved.removeAsked.connect(self._discard)
        self.table = QueueTable(self.model, self)
        self.table.copyPressed.connect(self.copy_id)
        self.table.cancelPressed.connect(self.cancel)
        self.table.moved.connect(self._reorder)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.doubleClicked.connect(lambda _i: self._show_record())
        self.table.selectionModel().selectionChanged.connect(lambda _a, _b: self._show_selection())
        self.details = QueueDetails(self.session.workspace.profile, self)
        self.details.openAsked.connect(self.openAsked)
        self.details.compareAsked.connect(self.compare)
        self.details.fixAsked.connect(self.fix)
        self.details.withoutBackupAsked.connect(self.upload_without_backup)
        self.empty = EmptyState(
            "tray-arrow-up",
            self.tr("No uploads"),
            self.tr("Files you drop on a record are uploaded from here. Waiting uploads resume when you restart."),
            parent=self,
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.total = PlainLabel(parent=self)
        self.total.setObjectName("uploadTotal")
        self.total.setProperty("role", "muted")
        self._build_actions()
        line = QHBoxLayout()
        line.addWidget(self.toolbar, 1)
        line.addWidget(self.total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(measures.PANE_PADDING, 12, measures.PANE_PADDING, 12)
        layout.setSpacing(12)
        layout.addLayout(line)
        layout.addWidget(self.elsewhere)
        layout.addWidget(self.saved)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.details)
        layout.addWidget(self.bar)

    def _build_actions(self) -> None:
        self.toolbar = QToolBar(self)
        self.toolbar.setObjectName("uploadToolBar")
        self.toolbar.setAccessibleName(self.tr("Uploads"))
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toolbar.setIconSize(QSize(measures.ICON, measures.ICON))
        self.toolbar.setStyleSheet("QToolBar { background: transparent; border: 0; padding: 0; spacing: 4px; }")
        self.pause_action = self._tool("pause", self.tr("Pause"), "pauseUploads", self.pause)
        self.resume_action = self._tool("play", self.tr("Resume or retry"), "resumeUploads", self.resume)
        self.cancel_action = self._tool("close", self.tr("Cancel"), "cancelUploads", self.cancel)
        self.remove_action = self._tool("broom", self.tr("Remove finished"), "removeUploads", self.remove_ended)
        self.verify_action = self._tool("eye-outline", self.tr("Verify again"), "lookAgain", self.verify_again)
        self.verify_action.setToolTip(tooltip(self.tr("Verifies the uploads of the last day on the server")))
        self.first_action = self._move("arrow-collapse-up", self.tr("Upload first"), "Alt+Home", 0)
        self.up_action = self._move("arrow-up", self.tr("Upload earlier"), "Alt+Up", -1)
        self.down_action = self._move("arrow-down", self.tr("Upload later"), "Alt+Down", 1)

    def _tool(self, icon: str, text: str, name: str, slot: Callable[[], None]) -> QAction:
        """Add an action to the tool bar; its button gets the name."""
        action = QAction(theme.icon(icon), text, self)
        action.triggered.connect(slot)
        self.toolbar.addAction(action)
        button = self.toolbar.widgetForAction(action)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return action

    def _move(self, icon: str, text: str, key: str, by: int) -> QAction:
        """Return an action of the menu; the key itself is handled by the table."""
        action = QAction(theme.icon(icon), f"{text}\t{key}", self)
        action.triggered.connect(lambda: self.table.move_chosen(by))
        return action


class UploadsDialog(Dialog):
    """The panel in a window of its own, which does not block the others."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Uploads"), parent, heading=False, reused=True, framed=False)
        self.setObjectName("uploadsDialog")
        self.panel = UploadsPanel(session, self)
        self.body.addWidget(self.panel)
        self.resize(1180, 560)
        self.panel.table.setFocus()
