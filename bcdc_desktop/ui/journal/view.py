"""The journal: every write from this computer, what it changed, a script that repeats it, and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
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
from bcdc_desktop.app.records.stored_record import RecordTerms, record_terms
from bcdc_desktop.app.rows import JournalEntry
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, section_fields
from bcdc_desktop.domain.schema import DatasetSchema, Field
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.domain.value_labels import value_formatter
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.ui.jobs import LatestOnly
from bcdc_desktop.ui.journal.activity import ActivityView
from bcdc_desktop.ui.journal.undo_flow import UndoFlow
from bcdc_desktop.ui.review.rows import ROLE, DiffWorker, RowsTable
from bcdc_desktop.ui.session import Session, SessionChoices
from bcdc_desktop.ui.widgets.debounce import debounce
from bcdc_desktop.ui.widgets.dialog import Dialog, Role
from bcdc_desktop.ui.widgets.empty_state import EmptyState
from bcdc_desktop.ui.widgets.inputs import add_clear_button
from bcdc_desktop.ui.widgets.message_bar import MessageBar
from bcdc_desktop.ui.widgets.plain_text import PlainLabel, tooltip
from bcdc_desktop.ui.widgets.tables import select_only
from bcdc_desktop.ui.widgets.text import counted, relative_time

Row = tuple[str, str, str]  # field, before, after
Words = Callable[[Any, Field], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def rows_of(entry: JournalEntry, terms: RecordTerms, words: Words) -> list[Row]:
    """Return what an entry changed: field, before, after; values in words as ``words`` writes them."""
    rows: list[Row] = []
    names = terms.names
    for target in sorted({*entry.after, *entry.before}, key=bool):
        before, after = entry.before.get(target), entry.after.get(target)
        said = str((after or {}).get("name") or (before or {}).get("name") or names.get(target) or _tr("Resource"))
        name = "" if target == PACKAGE else said
        if after is None:
            rows.append((name or _tr("Record"), "", _tr("deleted")))
            continue
        place = f"{name} › " if name else ""
        known = {f.name: f for f in section_fields(terms.schema, target, after)}
        for field in after:
            old, new = (before or {}).get(field), after[field]
            if field == ORDER:
                rows.append((_tr("Order of the resources"), _listed(old, names), _listed(new, names)))
            elif field == FILE:
                rows.append((place + _tr("File"), str(old or "").rsplit("/", 1)[-1], str(new)))
            elif field == "resources" and isinstance(new, list):
                listed = "\n".join(str(r.get("name") or "") for r in new if isinstance(r, Mapping))
                rows.append((_tr("Resources"), "", listed))
            else:
                rows.append((place + known[field].label, words(old, known[field]), words(new, known[field])))
    return rows


def _listed(ids: Sequence[str] | None, names: Mapping[str, str]) -> str:
    return "\n".join(names.get(str(i)) or _tr("Resource") for i in ids or ())


_ENTRY = Qt.ItemDataRole.UserRole
_TYPING_MS = 150
_AT_MOST = 500  # entries shown
_ROLES = {"refused": "danger", "lost": "warning", "unknown": "warning", "verified": "success", "done": "success"}


class JournalDialog(Dialog):
    """Shows the journal of a session, of one record or of all. Changes no record without a review."""

    recordAsked = Signal(str)

    def __init__(self, session: Session, choices: SessionChoices, parent: QWidget | None = None) -> None:
        title = self.tr("Journal of %1").replace("%1", session.workspace.profile.label)
        super().__init__(title, parent, heading=False, reused=True)
        self._session = session
        self._latest = LatestOnly("disk", self)
        self._selected = LatestOnly("disk", self)
        self._choices = choices
        self._package = ""
        self._entries: dict[int, JournalEntry] = {}
        self.setObjectName("journalDialog")
        self.resize(1080, 700)
        self.search = QLineEdit(self)
        self.search.setObjectName("journalSearch")
        self.search.setPlaceholderText(self.tr("Search titles, users and values"))
        self.search.setAccessibleName(self.tr("Search the journal"))
        add_clear_button(self.search)
        self.only = QCheckBox(self.tr("Only this record"), self)
        self.only.setObjectName("onlyThisRecord")
        self.bar = MessageBar(self)
        headers = [self.tr("When"), self.tr("Record"), self.tr("Change"), self.tr("User"), self.tr("Outcome")]
        self.table = RowsTable(headers, (14, 40, 18, 14, 14), self)
        self.table.setObjectName("journalTable")
        self.table.setAccessibleName(self.tr("Journal entries"))
        self.changes = RowsTable([self.tr("Field"), self.tr("Before"), self.tr("After")], (24, 38, 38), self)
        self._diffs = DiffWorker(self.changes, session.read)
        self.changes.setAccessibleName(self.tr("Changes of this entry"))
        self.detail = PlainLabel(parent=self)
        self.detail.setProperty("role", "muted")
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.empty = EmptyState(
            "history",
            self.tr("No changes yet"),
            self.tr("Every save, upload and deletion from this computer is listed here, and you can undo it."),
            parent=self,
        )
        self.activity = ActivityView(session, choices, self)
        self.activity.draftMade.connect(self.recordAsked)
        self.undo_flow = UndoFlow(session, choices, self.bar, self)
        self._lay_out()
        self._soon = debounce(_TYPING_MS, self.reload, self)
        self.search.textChanged.connect(lambda _t: self._soon.start())
        self.only.toggled.connect(lambda _on: self.reload())
        self.table.currentItemChanged.connect(lambda _i, _b: self._show_entry())
        self.table.itemActivated.connect(lambda _i, _c: self._open())
        self.tabs.currentChanged.connect(lambda _n: self._show_activity())
        session.changed.connect(self._on_change)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def show_record(self, package_id: str, title: str) -> None:
        """Choose which record *Only this record* means; empty for none."""
        self._package = package_id
        self.only.setEnabled(bool(package_id))
        self.only.setToolTip(tooltip(title))
        if not package_id:
            self.only.setChecked(False)
        self.tabs.setTabEnabled(1, bool(package_id))
        self.reload()
        self._show_activity()

    def reload(self) -> None:
        """Read the entries again."""
        workspace = self._session.workspace
        package, words = self._package if self.only.isChecked() else None, self.search.text().strip()
        self._latest.ask(self._session, lambda: workspace.journal_entries(package, words, limit=_AT_MOST), self._show)

    def entry(self) -> JournalEntry | None:
        """Return the selected entry."""
        item = self.table.currentItem()
        return self._entries.get(int(item.data(0, _ENTRY))) if item is not None else None

    # inside

    def _show(self, entries: Sequence[JournalEntry]) -> None:
        chosen = self.entry()
        self._entries = {e.id: e for e in entries}
        self.table.clear()
        now = datetime.now(UTC)
        outcomes = {
            "sent": self.tr("In progress"),
            "done": self.tr("Done"),
            "refused": self.tr("Refused"),
            "unknown": self.tr("Unknown"),
            "verified": self.tr("Verified"),
            "lost": self.tr("Overwritten or deleted"),
        }
        for entry in entries:
            at = datetime.fromtimestamp(entry.at, UTC)
            texts = (relative_time(at, now), entry.title, _what(entry), entry.user, outcomes[entry.outcome])
            item = self.table.add(texts)
            item.setData(0, _ENTRY, entry.id)
            item.setToolTip(0, tooltip(exact_time(at)))
            if entry.outcome in _ROLES:
                item.setData(4, ROLE, _ROLES[entry.outcome])
            if chosen is not None and entry.id == chosen.id:
                select_only(self.table, self.table.indexFromItem(item))
        if self.table.currentItem() is None:
            self.table.select_first()
        self.stack.setCurrentWidget(self.lists if entries or self.search.text() else self.empty)
        self._show_entry()

    def _show_entry(self) -> None:
        entry = self.entry()
        self._diffs.begin()
        self.changes.clear()
        for button in (self.script_button, self.undo_button, self.open_button):
            button.setEnabled(entry is not None)
        self.detail.setText("")
        if entry is None:
            self._selected.forget()
            return
        self.undo_button.setEnabled(entry.outcome != "refused")
        workspace = self._session.workspace
        self._selected.ask(
            self._session,
            lambda: record_terms(workspace, entry.package_id),
            lambda terms: self._show_changes(entry, terms),
        )

    def _show_changes(self, entry: JournalEntry, terms: RecordTerms) -> None:
        for label, before, after in rows_of(entry, terms, value_formatter(self._choices)):
            item = self.changes.add_values(label, (before, after))
            if before.strip() and after.strip():
                self._diffs.compare(item, before, after, (1, 2))
        number = self.tr("Entry %1").replace("%1", str(entry.id))
        said = _detail(entry, terms.schema)
        self.detail.setText(" · ".join(part for part in (number, _done(entry), said) if part))

    def _copy_script(self) -> None:
        entry, workspace = self.entry(), self._session.workspace
        if entry is None:
            return

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.bar.show_message("success", self.tr("The script was copied. It does not contain your API key."))

        self._session.read(lambda: script(workspace, entry)).tell(self, done=copied)

    def _undo(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.undo_flow.begin(entry.id)

    def _failed(self, error: object) -> None:
        self.bar.show_error(error)

    def _export(self) -> None:
        dialog = QFileDialog(self, self.tr("Export the journal"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON (*.json)")])
        dialog.selectFile("journal.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write all entries that the search finds, as JSON or else as CSV."""
        workspace = self._session.workspace
        package, words = self._package if self.only.isChecked() else None, self.search.text().strip()

        def write() -> int:
            entries = workspace.journal_entries(package, words)
            as_json = path.suffix.lower() == ".json"
            encoding = "utf-8" if as_json else "utf-8-sig"
            with written_whole(path) as unfinished, unfinished.open("w", encoding=encoding, newline="") as out:
                (export_json if as_json else export_csv)(entries, out, profile=workspace.profile.name)
            return len(entries)

        one, many = self.tr("Exported 1 entry to %2."), self.tr("Exported %1 entries to %2.")
        self._session.read(write).tell(
            self,
            done=lambda n: self.bar.show_message(
                "success", counted(n, one, many.replace("%1", str(n))).replace("%2", path.name)
            ),
            failed=self._failed,
        )

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
        self.undo_button = self.add_button(self.tr("Undo…"), name="undoButton")
        self.undo_button.clicked.connect(self._undo)
        self.script_button = self.add_button(self.tr("Copy as script"), name="copyScriptButton")
        self.script_button.clicked.connect(self._copy_script)
        self.open_button = self.add_button(self.tr("Show record"))
        self.open_button.clicked.connect(self._open)
        self.add_button(self.tr("Close"), Role.RejectRole)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.export_button.setObjectName("exportButton")
        self.export_button.clicked.connect(self._export)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.only)
        top.addWidget(self.export_button)
        self.export_button.setAutoDefault(False)
        below = QWidget(self)
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self.changes, 1)
        inside.addWidget(self.detail)
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
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.bar)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(page, self.tr("From this computer"))
        self.tabs.addTab(self.activity, self.tr("In the catalogue"))
        self.body.addWidget(self.tabs)


def _done(entry: JournalEntry) -> str:
    """Return what was done, in words for what CKAN's action and what was sent with it say."""
    words = {
        "package_create": _tr("Record created"),
        "package_delete": _tr("Record deleted"),
        "package_patch": _tr("Record restored"),
    }
    files = sum(FILE in (fields or {}) for fields in entry.after.values())
    if not files or entry.action in words:
        return words.get(entry.action, _tr("Changes saved"))
    return _tr("1 file uploaded") if files == 1 else _tr("%1 files uploaded").replace("%1", str(files))


def _detail(entry: JournalEntry, schema: DatasetSchema) -> str:
    """Return what is known of the outcome, with fields by their labels."""
    if entry.outcome == "lost":
        labels = {f.name: f.label for f in (*schema.resource_fields, *schema.dataset_fields)}
        fields = ", ".join(labels.get(name, name) for name in entry.detail.split(", "))
        return _tr("overwritten or deleted: %1").replace("%1", fields)
    return "" if entry.detail == entry.package_id else entry.detail


def _what(entry: JournalEntry) -> str:
    words = {"package_create": _tr("Created"), "package_delete": _tr("Deleted"), "package_patch": _tr("Restored")}
    if entry.action in words:
        return words[entry.action]
    # a resource that was added or deleted is one change, as in the review
    whole = [t for t, v in entry.after.items() if v is None or (t != PACKAGE and t not in entry.before)]
    count = len(whole) + sum(len(v) for t, v in entry.after.items() if t not in whole)
    return counted(count, _tr("1 change"), _tr("%1 changes").replace("%1", str(count)))
