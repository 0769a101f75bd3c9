"""The journal: every write from this computer, what it changed, a script that does it again, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from bcdc_desktop.app.records.history import export_csv, export_json
from bcdc_desktop.app.records.script import script
from bcdc_desktop.catalogue.errors import CatalogueError
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.ui.latest import LatestOnly
from bcdc_desktop.ui.record.labels import format_value
from bcdc_desktop.ui.review.diff_worker import DiffWorker
from bcdc_desktop.ui.review.rows import ROLE, RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.text import relative_time

from .activity import ActivityView
from .entries import rows_of
from .undo_flow import UndoFlow

_ENTRY = Qt.ItemDataRole.UserRole
_TYPING_MS = 150
_AT_MOST = 500  # entries shown
_ALL = 1_000_000
_ROLES = {"refused": "danger", "lost": "warning", "unknown": "warning", "verified": "success", "done": "success"}


class JournalDialog(QDialog):
    """Shows the journal of a session, of one record or of all. Does nothing to a record without a review."""

    recordAsked = Signal(str)

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = LatestOnly("disk", self)
        self._choices = choices
        self._package = ""
        self._entries: dict[int, JournalEntry] = {}
        self.setObjectName("journalDialog")
        self.setWindowTitle(self.tr("Journal of %1").replace("%1", session.workspace.profile.title))
        self.resize(1080, 700)
        self.search = QLineEdit(self)
        self.search.setObjectName("journalSearch")
        self.search.setPlaceholderText(self.tr("Search titles, users, values …"))
        self.search.setAccessibleName(self.tr("Search the journal"))
        self.search.setClearButtonEnabled(True)
        self.only = QCheckBox(self.tr("Only this record"), self)
        self.only.setObjectName("onlyThisRecord")
        self.bar = MessageBar(self)
        headers = [self.tr("When"), self.tr("Record"), self.tr("What"), self.tr("By"), self.tr("Outcome")]
        self.table = RowsTable(headers, (14, 40, 18, 14, 14), self)
        self.table.setObjectName("journalTable")
        self.table.setAccessibleName(self.tr("What was written"))
        self.changes = RowsTable([self.tr("Field"), self.tr("Before"), self.tr("After")], (24, 38, 38), self)
        self._comparing = DiffWorker(self.changes, session.read)
        self.changes.setAccessibleName(self.tr("What it changed"))
        self.detail = PlainLabel(parent=self)
        self.detail.setProperty("role", "muted")
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.empty = EmptyState(
            "history",
            self.tr("Nothing was written yet"),
            self.tr("Every save, upload and deletion from this computer is noted here, and can be taken back."),
            parent=self,
        )
        self.activity = ActivityView(session, choices, self)
        self.taking_back = UndoFlow(session, choices, self.bar, self)
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING_MS)
        self._soon.timeout.connect(self.reload)
        self.search.textChanged.connect(lambda _t: self._soon.start())
        self.only.toggled.connect(lambda _on: self.reload())
        self.table.currentItemChanged.connect(lambda _i, _b: self._show_entry())
        self.table.itemActivated.connect(lambda _i, _c: self._open())
        self.tabs.currentChanged.connect(lambda _n: self._show_activity())
        session.changed.connect(self._on_change)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def show_record(self, package_id: str, title: str) -> None:
        """Which record *Only this record* means; empty for none."""
        self._package = package_id
        self.only.setEnabled(bool(package_id))
        self.only.setToolTip(tooltip(title))
        if not package_id:
            self.only.setChecked(False)
        self.tabs.setTabEnabled(1, bool(package_id))
        self.reload()
        self._show_activity()

    def reload(self) -> None:
        """Reads the entries again."""
        journal = self._session.workspace.store.journal
        package, words = self._package if self.only.isChecked() else None, self.search.text().strip()
        self._latest.ask(
            self._session, lambda: journal.entries(package_id=package, words=words, limit=_AT_MOST), self._show
        )

    def entry(self) -> JournalEntry | None:
        """The chosen entry."""
        item = self.table.currentItem()
        return self._entries.get(int(item.data(0, _ENTRY))) if item is not None else None

    # inside

    def _show(self, entries: Sequence[JournalEntry]) -> None:
        chosen = self.entry()
        self._entries = {e.id: e for e in entries}
        self.table.clear()
        now = datetime.now(UTC)
        outcomes = {
            "sent": self.tr("On its way"),
            "done": self.tr("Done"),
            "refused": self.tr("Refused"),
            "unknown": self.tr("Not known"),
            "verified": self.tr("Verified"),
            "lost": self.tr("Overwritten"),
        }
        for entry in entries:
            at = datetime.fromtimestamp(entry.at, UTC)
            texts = (relative_time(at, now), entry.title, _what(self, entry), entry.user, outcomes[entry.outcome])
            item = self.table.add(texts)
            item.setData(0, _ENTRY, entry.id)
            item.setToolTip(0, tooltip(at.astimezone().strftime("%Y-%m-%d %H:%M:%S")))
            if entry.outcome in _ROLES:
                item.setData(4, ROLE, _ROLES[entry.outcome])
            if chosen is not None and entry.id == chosen.id:
                self.table.setCurrentItem(item)
        if self.table.currentItem() is None:
            self.table.select_first()
        self.stack.setCurrentWidget(self.lists if entries or self.search.text() else self.empty)
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.entry()
        self._comparing.begin()
        self.changes.clear()
        for button in (self.script_button, self.undo_button, self.open_button):
            button.setEnabled(entry is not None)
        if entry is None:
            self.detail.setText("")
            return
        for label, before, after in rows_of(self._session.workspace, entry, format_value(self._choices)):
            texts = (label, before or self.tr("empty"), after or self.tr("empty"))
            item = self.changes.add(texts)
            if before and after:
                self._comparing.compare(item, before, after, (1, 2))
            for column, text in ((1, before), (2, after)):
                if not text:
                    item.setData(column, ROLE, "muted")
        said = self.tr("overwritten: %1").replace("%1", entry.detail) if entry.outcome == "lost" else entry.detail
        self.detail.setText(
            " · ".join(p for p in (self.tr("Entry %1").replace("%1", str(entry.id)), entry.action, said) if p)
        )
        self.undo_button.setEnabled(entry.outcome != "refused")

    def _copy_script(self) -> None:
        entry, workspace = self.entry(), self._session.workspace
        if entry is None:
            return

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.bar.show_message("success", self.tr("The script is in the clipboard. There is no key in it."))

        self._session.read(lambda: script(workspace, entry)).done.connect(copied)

    def _take_back(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.taking_back.begin(entry.id)

    def _failed(self, error: object) -> None:
        words = error.message if isinstance(error, CatalogueError) else str(error)
        self.bar.show_message("error", words)

    def _export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export the journal"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON (*.json)")])
        dialog.selectFile("journal.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Writes what is searched for, all of it, as JSON or else as CSV."""
        journal, profile = self._session.workspace.store.journal, self._session.workspace.profile.name
        package, words = self._package if self.only.isChecked() else None, self.search.text().strip()

        def write() -> int:
            entries = journal.entries(package_id=package, words=words, limit=_ALL)
            as_json = path.suffix.lower() == ".json"
            with path.open("w", encoding="utf-8" if as_json else "utf-8-sig", newline="") as out:
                (export_json if as_json else export_csv)(entries, out, profile=profile)
            return len(entries)

        done = self.tr("%1 entries were written to %2.")
        job = self._session.read(write)
        job.done.connect(
            lambda n: self.bar.show_message("success", done.replace("%1", str(n)).replace("%2", path.name))
        )
        job.failed.connect(self._failed)

    def _open(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.recordAsked.emit(entry.package_id)

    def _show_activity(self) -> None:
        if self.tabs.currentIndex() == 1 and self._package:
            self.activity.show_record(self._package)

    def _on_change(self, kind: str, _ids: object) -> None:
        if kind == "journal" and self.isVisible():
            self._soon.start()

    def _lay_out(self) -> None:
        self.script_button = QPushButton(self.tr("Copy as script"), self)
        self.script_button.setObjectName("copyScriptButton")
        self.script_button.clicked.connect(self._copy_script)
        self.undo_button = QPushButton(self.tr("Take back…"), self)
        self.undo_button.setObjectName("undoButton")
        self.undo_button.clicked.connect(self._take_back)
        self.open_button = QPushButton(self.tr("Show the record"), self)
        self.open_button.clicked.connect(self._open)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.export_button.setObjectName("exportButton")
        self.export_button.clicked.connect(self._export)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.only)
        top.addWidget(self.export_button)
        line = QHBoxLayout()
        line.addWidget(self.detail, 1)
        for button in (self.open_button, self.script_button, self.undo_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.export_button.setAutoDefault(False)
        below = QWidget(self)
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.changes, 1)
        inside.addLayout(line)
        self.lists = QSplitter(Qt.Orientation.Vertical, self)
        self.lists.addWidget(self.table)
        self.lists.addWidget(below)
        self.lists.setSizes([380, 260])
        self.lists.setChildrenCollapsible(False)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.lists)
        self.stack.addWidget(self.empty)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(page, self.tr("From this computer"))
        self.tabs.addTab(self.activity, self.tr("In the catalogue"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 16)
        whole.addWidget(self.tabs)


def _what(widget: QWidget, entry: JournalEntry) -> str:
    words = {
        "package_create": widget.tr("Created"),
        "package_delete": widget.tr("Deleted"),
    }
    if entry.action in words:
        return words[entry.action]
    # a resource that was added or deleted is one change, as in the review
    whole = [t for t, v in entry.after.items() if v is None or (t != PACKAGE and t not in entry.before)]
    count = len(whole) + sum(len(v) for t, v in entry.after.items() if t not in whole)
    return widget.tr("1 change") if count == 1 else widget.tr("%1 changes").replace("%1", str(count))
