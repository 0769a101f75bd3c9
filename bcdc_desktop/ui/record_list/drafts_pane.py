"""The list of drafts: changes to records, new records, and files, none of which is on the server yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.records.drafts import DraftRow, discard_draft, restore_draft, rows
from bcdc_desktop.app.rows import Sheet, StoredDraft
from bcdc_desktop.app.search.views import SHEET
from bcdc_desktop.app.uploads.saved import discard_sheet, save_sheet, saved_sheets
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.review.rows import ROLE, RowsTable
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.theme import measures
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.keys import deletes
from bcdc_desktop.ui.widgets.labels import ElidedLabel
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import tooltip
from bcdc_desktop.ui.widgets.shrinking_row import ShrinkingRow
from bcdc_desktop.ui.widgets.tables import comes_by, select_only
from bcdc_desktop.ui.widgets.text import relative_time

_ID = Qt.ItemDataRole.UserRole
_RELOAD_MS = 150  # a draft changes with every field that is left


class DraftsPane(QWidget):
    """Shows each draft with how much it changes, its age, and whether the server's record changed meanwhile. Choosing
    one shows the record; discarding one can be undone."""

    chosen = Signal(str)  # package id, or “sheet:…” for files that were not sent
    opened = Signal(str)  # the same: it is to go on
    discarding = Signal(str)  # package id: whoever holds more of it keeps that first
    exportAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._current = ""
        self._outdated = False
        self._latest = LatestOnly("disk", self)
        theme.use_ground(self, "surface")
        self.setObjectName("draftsPane")
        title = ElidedLabel(self.tr("Drafts on this computer"), self)
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        title.setProperty("role", "heading")
        self.count = ElidedLabel("", self)
        self.count.setProperty("role", "muted")
        self.bar = MessageBar(self)
        headers = (self.tr("Record"), self.tr("Changes"), self.tr("Changed"), self.tr("On the server"))
        self.table = _Table(headers, (32, 21, 20, 27), self, spare=(1, 3, 2))
        self.table.setObjectName("draftsTable")
        self.table.setAccessibleName(self.tr("Drafts on this computer"))
        self.empty = EmptyState(
            "file-document-edit-outline",
            self.tr("No drafts"),
            self.tr("Changes you have not saved yet appear here, and so do new records."),
            parent=self,
        )
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.discard = QPushButton(theme.icon("trash-can-outline", "text"), "", self)
        self.discard.setObjectName("discardDraftButton")
        self.discard.setProperty("kind", "quiet")
        self.discard.setToolTip(self.tr("Discard the selected draft (Delete)"))
        self.discard.clicked.connect(self.discard_chosen)
        self.export = QPushButton(theme.icon("tray-arrow-down", "text"), "", self)
        self.export.setObjectName("exportDraftsButton")
        self.export.setProperty("kind", "quiet")
        self.export.setToolTip(self.tr("Export this list (Ctrl+Shift+E)"))
        self.export.clicked.connect(self.exportAsked)
        self._lay_out(title)
        self._soon = debounce(_RELOAD_MS, self.reload, self)
        self.table.currentItemChanged.connect(lambda item, _before: self._moved(item))
        self.table.itemActivated.connect(lambda item, _column: self._activate(item))
        self.table.deletePressed.connect(self.discard_chosen)

    def show_session(self, session: Session) -> None:
        """Show another catalogue."""
        if self._session is not None:
            self._session.changed.disconnect(self._on_change)
        self._session = session
        session.changed.connect(self._on_change)
        self._current = ""
        self.bar.hide()
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the list was not on screen."""
        super().showEvent(event)
        if self._outdated:
            self.reload()

    def reload(self) -> None:
        """Read the drafts again."""
        session, self._outdated = self._session, False
        if session is not None:
            workspace = session.workspace
            self._latest.ask(
                session,
                lambda: (rows(workspace), saved_sheets(workspace)),
                lambda found: self._show(session, *found),
            )

    def select(self, package_id: str) -> None:
        """Mark a draft that was opened from elsewhere."""
        self._current = package_id
        for at in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(at)
            if item is not None and item.data(0, _ID) == package_id:
                self._mark(item)

    def discard_chosen(self) -> None:
        """Discard the selected draft, with a button to undo that."""
        session, item = self._session, self.table.currentItem()
        if session is None or item is None:
            return
        package_id, title, workspace = str(item.data(0, _ID)), item.text(0), session.workspace
        if package_id.startswith(SHEET):
            self._discard_sheet(session, package_id.removeprefix(SHEET), title)
            return
        self.discarding.emit(package_id)
        dropped = session.store(lambda: discard_draft(workspace, package_id))
        dropped.tell(self, done=lambda held: self._show_discarded(session, held, title))

    # inside

    def _discard_sheet(self, session: Session, sheet_id: str, title: str) -> None:
        workspace = session.workspace

        def tell(held: Sheet | None) -> None:
            if held is None or session is not self._session:
                return

            def back() -> None:
                self.bar.hide()
                session.store(lambda: save_sheet(workspace, held))

            words = self.tr("Discarded the files for “%1”.").replace("%1", title)
            self.bar.show_message("information", words, [(self.tr("Undo"), back)])

        session.store(lambda: discard_sheet(workspace, sheet_id)).tell(self, done=tell)

    def _show(self, session: Session, found: Sequence[DraftRow], sheets: Sequence[Sheet]) -> None:
        if session is not self._session:
            return
        now = datetime.now(UTC)
        blocked = self.table.blockSignals(True)
        self.table.clear()
        for row in found:
            updated, created = (datetime.fromtimestamp(t, UTC) for t in (row.updated, row.created))
            state, role = self._state(row)
            title = "" if row.title == row.package_id else row.title  # a new record is stored under an id of ours
            item = self.table.add(
                (title or self.tr("New record"), str(row.changes), relative_time(updated, now), state)
            )
            item.setData(0, _ID, row.package_id)
            if role:
                item.setData(3, ROLE, role)
            words = self.tr("Created %1, last changed %2").replace("%1", exact_time(created))
            item.setToolTip(2, tooltip(words.replace("%2", exact_time(updated))))
            if row.package_id == self._current:
                self._mark(item)
        for sheet in sheets:
            self._add_sheet(sheet, now)
        self.table.blockSignals(blocked)
        self.stack.setCurrentWidget(self.table if found or sheets else self.empty)
        self.discard.setEnabled(self.table.currentItem() is not None)
        self.export.setEnabled(bool(found or sheets))
        one, many = self.tr("1 draft"), self.tr("%1 drafts").replace("%1", str(len(found)))
        self.count.set_full_text("" if not found else one if len(found) == 1 else many, short=str(len(found)))

    def _add_sheet(self, sheet: Sheet, now: datetime) -> None:
        files = self.tr("1 file") if sheet.files == 1 else self.tr("%1 files").replace("%1", str(sheet.files))
        ago = relative_time(datetime.fromtimestamp(sheet.updated, UTC), now)
        item = self.table.add((sheet.package_title, files, ago, self.tr("Files, not uploaded")))
        item.setData(0, _ID, f"{SHEET}{sheet.id}")
        item.setData(3, ROLE, "muted")
        if self._current == f"{SHEET}{sheet.id}":
            self._mark(item)

    def _state(self, row: DraftRow) -> tuple[str, str]:
        if row.is_new:
            return self.tr("Not created yet"), "muted"
        if row.gone:
            return self.tr("Deleted, or no longer visible to you"), "danger"
        if row.merge_conflicts:
            return self.tr("Conflict: same fields changed"), "warning"
        return (self.tr("Changed by someone else"), "") if row.moved_on else (self.tr("Unchanged"), "muted")

    def _mark(self, item: QTreeWidgetItem) -> None:
        blocked = self.table.blockSignals(True)
        select_only(self.table, self.table.indexFromItem(item))
        self.table.blockSignals(blocked)

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        self.discard.setEnabled(item is not None)
        if item is not None and item.data(0, _ID) != self._current:
            self._open(item)

    def _open(self, item: QTreeWidgetItem) -> None:
        self._current = str(item.data(0, _ID))
        self.chosen.emit(self._current)

    def _activate(self, item: QTreeWidgetItem) -> None:
        self._open(item)
        if self._current.startswith(SHEET):
            self.opened.emit(self._current)

    def _show_discarded(self, session: Session, held: StoredDraft | None, title: str) -> None:
        if held is None or session is not self._session:
            return
        workspace = session.workspace

        def back() -> None:
            self.bar.hide()
            session.store(lambda: restore_draft(workspace, held))

        words = self.tr("Discarded the draft of “%1”.").replace("%1", title)
        self.bar.show_message("information", words, [(self.tr("Undo"), back)])

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind not in ("drafts", "draft_edits", "packages", "sheets"):
            return
        if not self.isVisible():
            self._outdated = True  # read when it is shown
        elif not self._soon.isActive():
            self._soon.start()

    def _lay_out(self, title: QLabel) -> None:
        head = ShrinkingRow(self)
        head.row.addWidget(title)
        head.row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignVCenter)
        head.row.addWidget(self.export)
        head.row.addWidget(self.discard)
        head.set_words(self.export, self.tr("Export…"))
        head.set_words(self.discard, self.tr("Discard"))
        head.keep(title, self.count)
        inner = QVBoxLayout()
        inner.setContentsMargins(measures.PANE_PADDING, 0, measures.PANE_PADDING, 0)
        inner.setSpacing(12)
        inner.addWidget(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(inner)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.bar)


class _Table(RowsTable):
    deletePressed = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.currentItem() is not None or not comes_by(event):
            super().focusInEvent(event)
        else:
            QFrame.focusInEvent(self, event)  # else the first draft would be shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if deletes(event):
            self.deletePressed.emit()
        else:
            super().keyPressEvent(event)
