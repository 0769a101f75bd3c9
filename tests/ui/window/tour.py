"""One way through all windows of the program, each of them filled: for tests that look at everything there is.

All texts of the catalogue are hostile and hold ``MARK``: those of the program can be told from them. Nothing depends on
the language of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.bulk.run import start
from bcdc_desktop.app.catalogue_removal import LocalWork
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.updates import Update
from bcdc_desktop.app.workspace import store_name
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import Invalid
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.profile import TEST, Profile
from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.ui.bulk.dialog import BulkDialog
from bcdc_desktop.ui.bulk.ledger_dialog import LedgerDialog
from bcdc_desktop.ui.commands.find_in_form import FieldFinder
from bcdc_desktop.ui.commands.palette import CommandPalette
from bcdc_desktop.ui.dialogs.add_catalogue import AddCatalogueDialog
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.dialogs.crash_report import CrashReportDialog
from bcdc_desktop.ui.dialogs.publish import PublishDialog
from bcdc_desktop.ui.dialogs.remove_catalogue import RemoveCatalogueDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.dialogs.storage import StorageDialog
from bcdc_desktop.ui.dialogs.sync_scope import SyncScopeDialog
from bcdc_desktop.ui.dialogs.update import UpdateDialog
from bcdc_desktop.ui.help.guide_window import GuideWindow
from bcdc_desktop.ui.help.report_dialog import ReportDialog
from bcdc_desktop.ui.help.shortcuts import ShortcutsDialog
from bcdc_desktop.ui.journal.view import JournalDialog
from bcdc_desktop.ui.record.file_preview import FilePreviewDialog
from bcdc_desktop.ui.record.last_change import ActivityDialog
from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.record.overwritten import LostUpdatesDialog
from bcdc_desktop.ui.record.record_lists import OverwrittenList, WaitingList
from bcdc_desktop.ui.record.resources import SetForAllDialog
from bcdc_desktop.ui.record_list.columns_dialog import ColumnsDialog
from bcdc_desktop.ui.record_list.export_dialog import ExportDialog
from bcdc_desktop.ui.record_list.record_commands import DeleteDialog
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.search_controller import NameSearchDialog
from bcdc_desktop.ui.transfer.backup_dialog import BackupDialog
from bcdc_desktop.ui.transfer.copy_dialog import CopyDialog
from bcdc_desktop.ui.transfer.restore_dialog import RestoreDialog
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.repair_dialog import RepairDialog
from bcdc_desktop.ui.widgets.markup import MarkdownView
from bcdc_desktop.ui.widgets.plain_text import PlainMessageBox
from bcdc_desktop.ui.window import MainWindow
from helpers.hostile import MARK

FILE_NAME = f"<img src=x> <b>&Quit {MARK}\u202e.csv"


def hostile_file(folder: Path) -> Path:
    """A path whose name is as hostile as the system allows: Windows refuses the signs of a tag."""
    path = folder / FILE_NAME
    try:
        path.touch()
    except OSError:
        path = folder / FILE_NAME.replace("<", "").replace(">", "")
    return path


@dataclass(frozen=True)
class Tour:
    """The way through a window on the practice catalogue; taken once."""

    window: MainWindow
    record: dict[str, Any]  # a published one of the user's own, with several resources
    server: Catalogue  # as a colleague sees it
    show_record: Callable[[MainWindow, str], None]
    qtbot: QtBot
    home: Path
    folder: Path  # for files
    text: str  # the hostile one

    def go(self, look: Callable[[str], None]) -> None:
        """Open one window after the other; ``look`` is called at each, with the name of the place."""
        fill_the_test_catalogue(self.home, self.store)
        self._lists(look)
        self._a_record(look)
        self._help_and_palette(look)
        self._a_conflict(look)
        self._its_file_and_its_past(look)
        self._what_was_overwritten(look)
        self._journal_and_drafts(look)
        self._reports(look)
        self._many_records(look)
        self._settings(look)
        self._an_upload(look)
        self._the_queue(look)

    @property
    def store(self) -> Store:
        """What the window keeps."""
        return self.window.session.workspace.store

    @property
    def mine(self) -> str:
        """A text that the user typed."""
        return f"{MARK} mine {self.text}"

    def _lists(self, look: Callable[[str], None]) -> None:
        window = self.window
        look("window")
        window.top.search.setText(f"water {MARK} org:")
        self.qtbot.waitUntil(lambda: bool(window.packages.query.words))
        look("search")
        window.top.search.setText("")
        window.finding.save_search()
        self._look_and_close(look, NameSearchDialog)
        window.finding.export_list()
        self._look_and_close(look, ExportDialog)
        window.bar.show_message("error", self.text, [(f"{MARK} &Quit", lambda: None)])
        window.record.bar.show_message("error", self.text)
        window.show_failure(self.text, Invalid(self.text, {"name": [self.text]}))
        look("messages")

    def _a_record(self, look: Callable[[str], None]) -> None:
        """A record, its form and its preview."""
        window = self.window
        self.show_record(window, self.record["id"])
        look("resource")
        window.record.edit_record()
        editor = window.record.editor
        self.qtbot.waitUntil(lambda: editor.target == "")
        preview = QCoreApplication.translate("MarkdownEditor", "Preview")
        for button in editor.findChildren(QToolButton):
            if button.text() == preview and button.isEnabled():
                button.setChecked(True)
        assert any(MARK in view.toPlainText() for view in window.findChildren(MarkdownView))
        editor.form.set_errors({name: [self.text] for name in ("title", "notes", "contacts")})
        look("record")
        editor.form.set_value("purpose", self.mine)
        editor.flush()
        window.record.page.area.setForAllAsked.emit([r["id"] for r in self.record["resources"]])
        self._look_and_close(look, SetForAllDialog)
        window.record.publish()
        self._look_and_close(look, PublishDialog)

    def _its_file_and_its_past(self, look: Callable[[str], None]) -> None:
        window, path = self.window, hostile_file(self.folder)
        cell = self.text.replace('"', "'")
        path.write_text(f'"<b>{MARK}\u202e</b> &Quit",name\n"{cell}",Québec\n', encoding="utf-8")
        shown = Resource({"id": "r", "name": self.text, "format": "csv"})
        preview = FilePreviewDialog(shown, window.session.workspace, window.session.workers, path, window)
        preview.show()
        self.qtbot.waitUntil(lambda: preview.model.rowCount() > 0)
        self._look_and_close(look, FilePreviewDialog)
        window.record.show_activity()
        self._opened(ActivityDialog)
        self.qtbot.waitUntil(window.session.workers.idle)
        self._look_and_close(look, ActivityDialog)

    def _help_and_palette(self, look: Callable[[str], None]) -> None:
        window = self.window
        window.show_palette()
        self._look_and_close(look, CommandPalette)
        window.find_in_form()
        self._look_and_close(look, FieldFinder)
        for name, kind in (("guide", GuideWindow), ("shortcuts", ShortcutsDialog), ("report", ReportDialog)):
            action = window.findChild(QAction, name)
            assert action is not None
            action.trigger()
            self._look_and_close(look, kind)

    def _a_conflict(self, look: Callable[[str], None]) -> None:
        """A review, and what follows where somebody else changed the same."""
        editor = self.window.record.editor
        editor.form.set_errors({})
        self.qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
        review = self._opened(ChangesDialog)
        look("ChangesDialog")
        self.server.patch_package(self.record["id"], {"purpose": "theirs"})
        self.qtbot.mouseClick(review.save_button, Qt.MouseButton.LeftButton)
        self._look_and_close(look, ConflictDialog)
        self.qtbot.waitUntil(lambda: not editor.busy)
        self.store.drafts.discard(self.record["id"])

    def _what_was_overwritten(self, look: Callable[[str], None]) -> None:
        window, workspace = self.window, self.window.session.workspace
        found = self.server.search(rows=100, fq=f'owner_org:"{self.record["owner_org"]}"').packages
        other = next(p for p in found if p["id"] != self.record["id"] and p["publish_state"] == "PUBLISHED")
        save(workspace, RecordChanges(workspace.package(other["id"]), {"": {"purpose": self.mine}}))
        self.server.patch_package(other["id"], {"purpose": "An old form."})
        window.bar.hide()
        with self.qtbot.waitSignal(window.session.synchronized):
            window.session.synchronize()
        self.qtbot.waitUntil(lambda: MARK in window.bar.text())
        window.show_overwritten()
        listed = self._opened(OverwrittenList)
        self.qtbot.waitUntil(lambda: listed.table.topLevelItemCount() > 0)
        self._look_and_close(look, OverwrittenList)
        window.show_record(other["id"])
        self.qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == other["id"])
        self.qtbot.waitUntil(lambda: MARK in window.record.bar.text() and bool(window.record.bar.buttons))
        window.record.bar.buttons[0].click()
        self._look_and_close(look, LostUpdatesDialog)

    def _journal_and_drafts(self, look: Callable[[str], None]) -> None:
        """The journal with its revisions, drafts, new records, what waits."""
        window, drafts = self.window, self.store.drafts
        window.show_journal()
        journal = self._opened(JournalDialog)
        self.qtbot.waitUntil(lambda: journal.table.topLevelItemCount() > 0)
        self._look_and_close(look, JournalDialog)
        begun = {"title": self.mine, "notes": self.mine}
        drafts.put(RecordChanges({"id": f"{NEW}1", "title": ""}, {"": begun}, is_new=True))
        self.store.sheets.put(Sheet("s1", self.record["id"], self.mine, 3, {"rows": []}))
        window.show_drafts()
        self.qtbot.waitUntil(lambda: window.drafts.table.topLevelItemCount() >= 2)
        look("drafts")
        window.new_record()
        self._look_and_close(look, NewRecordDialog)
        window.show_waiting()
        self._look_and_close(look, WaitingList)

    def _reports(self, look: Callable[[str], None]) -> None:
        window, tools = self.window, self.window.tool_windows
        tools.compare()
        compare = tools.findChild(QDialog) or next(d for d in window.findChildren(QDialog) if d.isVisible())
        self.qtbot.waitUntil(lambda: any(model.rowCount() for model in compare.models))
        for tab in range(3):
            compare.tabs.choose(tab)
            look("compare")
        compare.close()
        tools.quality(window.organizations.model.tree.roots()[0].id)
        quality = self._opened(QualityDialog)
        self.qtbot.waitUntil(lambda: quality.view is not None)
        quality.tables.click()
        look("QualityDialog")
        quality.close()

    def _many_records(self, look: Callable[[str], None]) -> None:
        """A bulk change with its plan, the list of bulk changes, a copy to another catalogue, and a backup."""
        tools = self.window.tool_windows
        tools.bulk_change([self.record["id"]])
        bulk = self._opened(BulkDialog)
        look("BulkDialog")
        row = bulk.steps.rows[0]
        row.kind.setCurrentIndex(row.kind.findData("clear"))
        row.field.setCurrentIndex(row.field.findData("title"))
        bulk.preview_button.click()
        self.qtbot.waitUntil(lambda: bulk.pages.currentIndex() == 1)
        start(self.window.session.workspace, bulk.model.plan, reason=self.mine)
        self._look_and_close(look, BulkDialog)
        tools.bulk_ledger()
        ledger = self._opened(LedgerDialog)
        self.qtbot.waitUntil(lambda: ledger.values.topLevelItemCount() > 0)
        self._look_and_close(look, LedgerDialog)
        tools.copy_records([self.record["id"]])
        self._look_and_close(look, CopyDialog)
        tools.back_up()
        self._look_and_close(look, BackupDialog)
        tools.restore()
        self._look_and_close(look, RestoreDialog)

    def _settings(self, look: Callable[[str], None]) -> None:
        window = self.window
        window.tool_windows.storage()
        storage = self._opened(StorageDialog)
        self.qtbot.waitUntil(lambda: storage.table.rowCount() > 0)
        look("StorageDialog")
        storage.close()
        window.show_settings()
        self._look_and_close(look, CatalogueSettingsDialog)
        window.organizations.show_sync_scope()
        scope = self._opened(SyncScopeDialog)
        self.qtbot.waitUntil(lambda: scope.organizations.topLevelItemCount() > 0)
        self._look_and_close(look, SyncScopeDialog)
        window.sign_in()
        self._look_and_close(look, SignInDialog)
        window.add_catalogue()
        self._look_and_close(look, AddCatalogueDialog)
        window.packages.arrange_columns()
        self._look_and_close(look, ColumnsDialog)
        rows = [window.packages.model.row(n) for n in range(2)]
        deleting = DeleteDialog(window.session, [row for row in rows if row is not None], skipped=1, parent=window)
        deleting.open()
        self._look_and_close(look, DeleteDialog)
        added = Profile("added", self.text, "https://example.org")
        CrashReportDialog(self.text, window).open()
        self._look_and_close(look, CrashReportDialog)
        UpdateDialog(Update("1.2.0", "2026-01-31", "https://example.org", {"en": self.text}), window).open()
        self._look_and_close(look, UpdateDialog)
        removing = RemoveCatalogueDialog(added, LocalWork((self.text,), 2), window)
        removing.open()
        self._look_and_close(look, RemoveCatalogueDialog)

    def _an_upload(self, look: Callable[[str], None]) -> None:
        """A file whose name, columns and values are hostile, faults of it, and what can be repaired."""
        folder = self.folder / "dropped"
        folder.mkdir()
        cell = self.text.replace('"', "'")
        rows = (f'{n},Québec,"{cell}"' for n in range(40))
        lines = [f'"<b>{MARK}\u202e</b> &Quit",name,"{cell[:60]}"', *rows, "1,2,3,4,5", ""]
        path = hostile_file(folder)
        path.write_bytes("\n".join(lines).encode("cp1252", "replace"))
        self.window.uploads.add_files(self.record["id"], "", [path])
        sheet = self._opened(UploadSheet)
        self.qtbot.waitUntil(lambda: sheet.state is not None and not sheet.state.reading)
        look("UploadSheet")
        for button in sheet.details.findings.findChildren(QToolButton):
            if button.isEnabled() and button.isCheckable():
                button.click()
                look(f"UploadSheet, {button.text()}")
        sheet.details.repair_bar.buttons[0].click()
        self._look_and_close(look, RepairDialog)
        sheet.table.setFocus()
        sheet.table.setCurrentIndex(sheet.model.index(0, 0))
        self.qtbot.keyClick(sheet.table, Qt.Key.Key_Space)  # something is decided, so closing asks
        sheet.close()
        asked = self._opened(PlainMessageBox)
        look("PlainMessageBox")
        with self.qtbot.waitSignal(sheet.finished):
            roles = {asked.buttonRole(button): button for button in asked.buttons()}
            roles[QMessageBox.ButtonRole.DestructiveRole].click()

    def _the_queue(self, look: Callable[[str], None]) -> None:
        error = {"kind": "invalid", "message": self.text, "fields": {"name": [self.text]}}
        package = self.record["id"]
        failed = upload("a", State.FAILED, self.text, package, error=error)
        paused = upload("bb", State.PAUSED, self.text, package)
        self.store.uploads.add([failed, paused])
        self.store.uploads.add([upload("ccc", State.DONE, self.text, package, verified="size", kept_at=1.0)])
        self.window.uploads.show()
        panel = self.window.uploads.dialog.panel
        self.qtbot.waitUntil(lambda: panel.table.model().rowCount() >= 3)
        for row in range(3):
            panel.table.selectRow(row)
            look("uploads")
        panel.table.selectAll()
        look("uploads")
        self.window.uploads.dialog.close()

    def _opened(self, kind: type) -> Any:
        """Wait for a dialog of a kind, and return it."""

        def find() -> Any:
            return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

        self.qtbot.waitUntil(lambda: find() is not None)
        return find()

    def _look_and_close(self, look: Callable[[str], None], kind: type) -> None:
        """Look at a dialog, and close it without an answer."""
        dialog = self._opened(kind)
        look(kind.__name__)
        with self.qtbot.waitSignal(dialog.finished):
            dialog.done(0)


def upload(name: str, state: State, text: str, package: str, **more: Any) -> Upload:
    """Return a row of the queue, hostile where it holds words."""
    values = {"package": package, "package_title": text, "resource": f"resource-{name}", "operation": "create"}
    values |= {"path": f"/nowhere/{FILE_NAME}", "file_name": FILE_NAME, "size": 2, "mtime_ns": 1, "sha256": None}
    values |= {"fields": {"name": text}, "before": {}, "created": 1.0, "upload_set": "drop", "position": len(name)}
    return Upload(**{"id": name, "state": state, **values, **more})


def fill_the_test_catalogue(home: Path, store: Store) -> None:
    """Store what was read of another catalogue: the records of this one, some of them otherwise."""
    held = [store.cache.records.get(i).value for i in sorted(store.cache.records.ids())]
    beside = Store.open(Places.below(home), store_name(TEST), None)
    beside.cache.records.put(
        [{**held[0], "id": "x", "name": "only-there"}, *({**p, "private": True} for p in held[2:])]
    )
    beside.cache.key_value.put("synchronized", len(held))
    beside.close()
