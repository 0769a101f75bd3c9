"""The uploads: what waits, what is on its way, what ended and how; and the sheets kept for later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.uploads.transfer import TransferProgress
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.uploads import ENDED, State, Upload
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import Job
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.uploads import labels, totals
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.fix_refused import is_fixable, sheet_of
from bcdc_desktop.ui.uploads.queue_details import QueueDetails
from bcdc_desktop.ui.uploads.queue_model import QueueModel
from bcdc_desktop.ui.uploads.queue_table import QueueTable
from bcdc_desktop.ui.uploads.saved_sheets import SavedSheets
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip

_READ_MS = 200
_PACE_MS = 250
_AGAIN = (State.PAUSED, State.FAILED, State.CANCELLED, State.ATTENTION)
_MAY_PAUSE = (State.WAITING, State.CHECKING, State.SENDING)


class UploadsPanel(QWidget):
    """Shows the queue of a session. Asks the queue in workers: it may wait for a batch that is being stopped."""

    openAsked = Signal(str)  # address of a resource's page
    recordAsked = Signal(str, str)  # package id, resource id
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: set[str] = set()  # rows to be chosen once they are read
        self._reading = self._again = False
        self._sheets: list[UploadSheet] = []
        self.model = QueueModel(self)
        self._build()
        self._read_soon = QTimer(self)
        self._read_soon.setSingleShot(True)
        self._read_soon.setInterval(_READ_MS)
        self._read_soon.timeout.connect(self.reload)
        self._pace = QTimer(self)
        self._pace.setInterval(_PACE_MS)
        self._pace.timeout.connect(self._show_pace)
        session.changed.connect(self._on_change)
        session.connectionChanged.connect(self._show_pace)
        self.reload()

    # what is shown

    def reload(self) -> None:
        """Reads the rows and the kept sheets again, one reading at a time."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        store = self._session.workspace.store
        job = self._session.read(lambda: (store.uploads.rows(), store.sheets.all()))
        job.done.connect(self._take)
        job.ended.connect(self._after_reading)

    def _after_reading(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self._read_soon.start()

    def _take(self, found: tuple[list[Upload], list[Sheet]]) -> None:
        rows, sheets = found
        chosen = {row.id for row in self.table.chosen()}
        self.model.show_rows(rows)
        if self._wanted or (chosen and not self.table.chosen()):
            self.table.choose(self._wanted or chosen)
            self._wanted = set()
        self.kept.show_sheets(sheets)
        self.stack.setCurrentWidget(self.table if rows else self.empty)
        self._show_pace()
        self._show_buttons()
        self.loaded.emit()

    def _show_pace(self) -> None:
        busy = self._session.queue.busy()
        paces: dict[str, TransferProgress] = self._session.queue.pace() if busy else {}
        self.model.show_paces(paces)
        line = totals.total_line(self.model.rows, paces)
        self.total.setText(line)
        self._show_trouble()
        watch = busy or bool(self._session.queue.trouble)
        if watch and not self._pace.isActive():
            self._pace.start()
        elif not watch:
            self._pace.stop()

    def _show_trouble(self) -> None:
        trouble = self._session.queue.trouble
        if trouble and totals.waiting(self.model.rows):
            self.bar.show_message(
                "warning",
                totals.format_backoff(trouble, self.model.rows),
                [(self.tr("Try now"), self.try_now)],
                closable=False,
            )
        else:
            self.bar.hide()

    def _show_buttons(self) -> None:
        rows = self.table.chosen() or self.model.rows
        some = bool(self.table.chosen())
        self.pause_action.setEnabled(any(row.state in _MAY_PAUSE for row in rows))
        self.resume_action.setEnabled(any(row.state in self._resumable(some) for row in rows))
        self.cancel_action.setEnabled(any(row.state not in ENDED or _held(row) for row in rows))
        self.remove_action.setEnabled(any(row.state in ENDED for row in rows))
        self.look_action.setEnabled(any(row.state is State.DONE for row in self.model.rows))
        waiting = {row.id for row in self.model.waiting()}
        movable = len(waiting) > 1 and any(row.id in waiting for row in self.table.chosen())
        for action in (self.first_action, self.up_action, self.down_action):
            action.setEnabled(movable)
        self.details.show_rows(self.table.chosen())
        for action, button in self._buttons.items():
            button.setEnabled(action.isEnabled())

    @staticmethod
    def _resumable(chosen: bool) -> tuple[State, ...]:
        # what was cancelled goes again only when it is meant by itself
        return _AGAIN if chosen else (State.PAUSED, State.FAILED, State.ATTENTION)

    # what is asked

    def pause(self) -> None:
        """Holds back what is chosen, or all."""
        self._ask(self._session.queue.pause, _MAY_PAUSE)

    def resume(self) -> None:
        """Lets what is chosen, or all that was held back or failed, go again."""
        self._ask(self._session.queue.resume, self._resumable(bool(self.table.chosen())))

    def cancel(self) -> None:
        """Takes what is chosen, or all that waits, out of the queue."""
        states = tuple(s for s in State if s not in (State.DONE, State.CANCELLED))
        self._ask(self._session.queue.cancel, states)

    def remove_ended(self) -> None:
        """Forgets the chosen rows that have ended, or all of them."""
        self._ask(self._session.workspace.store.uploads.remove, ENDED)

    def look_again(self) -> None:
        """Compares what was done within a day with the server."""
        queue = self._session.queue
        job = self._session.workers.run(lambda _t, _r: queue.look_again(), lane="net", title=self.tr("Looking again"))
        job.failed.connect(
            lambda error: self.bar.show_message("warning", getattr(error, "message", None) or str(error))
        )

    def compare(self) -> None:
        """Downloads what the chosen rows sent, and compares it byte for byte."""
        queue, ids = self._session.queue, [row.id for row in self.table.chosen() if row.state is State.DONE]
        job = self._session.workers.run(
            lambda token, _r: queue.compare(ids, token), lane="net", title=self.tr("Comparing content")
        )
        job.done.connect(self._tell_comparison)
        job.failed.connect(
            lambda error: self.bar.show_message("warning", getattr(error, "message", None) or str(error))
        )

    def _tell_comparison(self, same: int) -> None:
        if same:
            text = self.tr("The server has the same bytes as were sent: {files}.").format(files=labels.files(same))
            self.bar.show_message("success", text)

    def show_upload_set(self, upload_set: str) -> None:
        """Chooses the rows of a batch."""
        store = self._session.workspace.store
        job = self._session.read(lambda: {row.id for row in store.uploads.rows() if row.upload_set == upload_set})
        job.done.connect(self._choose_soon)

    def _choose_soon(self, ids: set[str]) -> None:
        self._wanted = ids
        self.reload()

    def _reorder(self, ids: list[str]) -> None:
        queue = self._session.queue
        job = self._session.store(lambda: queue.reorder(ids))
        job.done.connect(lambda _r: self.reload())

    def try_now(self) -> None:
        """Ends the wait for the network."""
        self._session.queue.wake()
        self._session.try_again()

    def reopen(self, sheet_id: str) -> Job:
        """Takes up a sheet that was kept."""
        workspace = self._session.workspace

        def read() -> tuple[Sheet | None, Any]:
            sheet = workspace.store.sheets.get(sheet_id)
            return sheet, workspace.store.cache.package(sheet.package) if sheet else None

        job = self._session.read(read)
        job.done.connect(lambda found: self._open(*found))
        return job

    def fix(self) -> None:
        """Opens a sheet over the chosen rows that were refused; what is sent from there is gone from here."""
        rows = [row for row in self.table.chosen() if is_fixable(row)]
        rows = [row for row in rows if row.package == rows[0].package]
        if not rows:
            return
        cache = self._session.workspace.store.cache
        job = self._session.read(lambda: (sheet_of(rows), cache.package(rows[0].package)))
        job.done.connect(lambda found: self._open(*found))

    def _open(self, sheet: Sheet | None, seen: Any) -> None:
        if sheet is None:
            return
        if seen is None:
            text = self.tr("The record of this sheet is not on this computer; open it in the list first.")
            self.bar.show_message("warning", text)
            return
        session = self._session
        dialog = UploadSheet(session, SessionChoices(session), seen.value, [], parent=self.window(), kept=sheet)
        self._sheets.append(dialog)
        dialog.finished.connect(lambda _r: self._sheets.remove(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove_sheet(self, sheet_id: str) -> None:
        store = self._session.workspace.store
        self._session.store(lambda: store.sheets.remove(sheet_id))

    def _ask(self, change: Callable[[Iterable[str]], None], states: Sequence[State]) -> None:
        ids = [row.id for row in (self.table.chosen() or self.model.rows) if row.state in states]
        if ids:
            job = self._session.workers.run(lambda _t, _r: change(ids), lane="net")
            job.failed.connect(lambda error: self.bar.show_message("error", str(error)))

    def copy_id(self) -> None:
        """Puts the ids of the chosen resources into the clipboard, one a line."""
        ids = [row.resource for row in self.table.chosen()]
        if ids:
            QGuiApplication.clipboard().setText("\n".join(ids))

    def _open_in_browser(self) -> None:
        for row in self.table.chosen()[:1]:
            self.openAsked.emit(self._session.workspace.profile.resource_page(row.package, row.resource))

    def _show_record(self) -> None:
        for row in self.table.chosen()[:1]:
            self.recordAsked.emit(row.package, row.resource)

    # inside

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind in ("uploads", "sheets") and not self._read_soon.isActive():
            self._read_soon.start()

    def menu(self) -> QMenu | None:
        """What can be done with the chosen rows."""
        if not self.table.chosen():
            return None
        one = len(self.table.chosen()) == 1
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.pause_action, self.resume_action, self.cancel_action, self.remove_action])
        menu.addSeparator()
        menu.addActions([self.first_action, self.up_action, self.down_action])
        menu.addSeparator()
        if any(is_fixable(row) for row in self.table.chosen()):
            menu.addAction(theme.icon("pencil-outline"), self.tr("Mend and send again…"), self.fix)
        menu.addSeparator()
        menu.addAction(theme.icon("content-copy"), self.tr("Copy resource id"), self.copy_id)
        menu.addAction(theme.icon("open-in-new"), self.tr("Open in browser"), self._open_in_browser).setEnabled(one)
        menu.addAction(self.tr("Show the record"), self._show_record).setEnabled(one)
        return menu

    def _popup(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.popup(self.table.viewport().mapToGlobal(at))

    def _build(self) -> None:
        theme.use_ground(self, "surface")
        self.bar = MessageBar(self)
        self.kept = SavedSheets(self)
        self.kept.openAsked.connect(self.reopen)
        self.kept.removeAsked.connect(self._remove_sheet)
        self.table = QueueTable(self.model, self)
        self.table.copyPressed.connect(self.copy_id)
        self.table.cancelPressed.connect(self.cancel)
        self.table.moved.connect(self._reorder)
        self.details = QueueDetails(self._session.workspace.profile, self)
        self.details.openAsked.connect(self.openAsked)
        self.details.compareAsked.connect(self.compare)
        self.details.fixAsked.connect(self.fix)
        self.table.customContextMenuRequested.connect(self._popup)
        self.table.doubleClicked.connect(lambda _i: self._show_record())
        self.table.selectionModel().selectionChanged.connect(lambda _a, _b: self._show_buttons())
        self.empty = EmptyState(
            "tray-arrow-up",
            self.tr("No uploads"),
            self.tr("Files dropped on a record go out from here. What waits survives the end of the program."),
            parent=self,
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.total = PlainLabel(parent=self)
        self.total.setObjectName("uploadTotal")
        self.total.setProperty("role", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(measures.PANE_PADDING, 12, measures.PANE_PADDING, 12)
        layout.setSpacing(12)
        layout.addLayout(self._toolbar())
        layout.addWidget(self.bar)
        layout.addWidget(self.kept)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.details)

    def _toolbar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(measures.GRID)
        self._buttons: dict[QAction, QPushButton] = {}
        self.pause_action = self._action(line, "pause", self.tr("Pause"), "pauseUploads", self.pause)
        self.resume_action = self._action(line, "play", self.tr("Resume or retry"), "resumeUploads", self.resume)
        self.cancel_action = self._action(line, "close", self.tr("Cancel"), "cancelUploads", self.cancel)
        self.remove_action = self._action(line, "broom", self.tr("Remove ended"), "removeUploads", self.remove_ended)
        self.look_action = self._action(line, "eye-outline", self.tr("Look again"), "lookAgain", self.look_again)
        self.look_action.setToolTip(self.tr("Compares what was sent within a day with the server"))
        self._buttons[self.look_action].setToolTip(tooltip(self.look_action.toolTip()))
        self.first_action = self._move_action("arrow-collapse-up", self.tr("Send first"), "Alt+Home", 0)
        self.up_action = self._move_action("arrow-up", self.tr("Send earlier"), "Alt+Up", -1)
        self.down_action = self._move_action("arrow-down", self.tr("Send later"), "Alt+Down", 1)
        line.addStretch(1)
        line.addWidget(self.total)
        return line

    def _action(self, line: QHBoxLayout, icon: str, text: str, name: str, slot: Callable[[], None]) -> QAction:
        action = QAction(theme.icon(icon), text, self)
        action.triggered.connect(slot)
        button = QPushButton(theme.icon(icon), text, self)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(action.trigger)
        line.addWidget(button)
        self._buttons[action] = button
        return action

    def _move_action(self, icon: str, text: str, key: str, by: int) -> QAction:
        """In the menu; the key itself is the table's."""
        action = QAction(theme.icon(icon), f"{text}\t{key}", self)
        action.triggered.connect(lambda: self.table.move_chosen(by))
        return action


def _held(row: Upload) -> bool:
    return row.state in (State.FAILED, State.ATTENTION)


class UploadsDialog(QDialog):
    """The panel in a window of its own, beside which one goes on working."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("uploadsDialog")
        self.setWindowTitle(self.tr("Uploads"))
        self.setModal(False)
        self.panel = UploadsPanel(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        self.resize(1180, 560)
        self.panel.table.setFocus()
