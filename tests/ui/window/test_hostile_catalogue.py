"""Given a catalogue whose every text is markup that would read a file, when I look at all of it, then it is text.

One walk through all windows: each is opened with hostile records, files, drafts, uploads, journal entries and errors,
painted, and looked through. A window or a model that the walk does not meet fails it, so that a new one is added here.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.workspace import store_name
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import Invalid
from bcdc_desktop.demo.server import DemoCatalogue
from bcdc_desktop.domain.profile import TEST
from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.store import Store
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.dialogs.add_catalogue import AddCatalogueDialog
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.dialogs.publish import PublishDialog
from bcdc_desktop.ui.dialogs.sign_in import SignInDialog
from bcdc_desktop.ui.dialogs.storage import StorageDialog
from bcdc_desktop.ui.journal.view import JournalDialog
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.record.overwritten import LostUpdatesDialog as OverwrittenDialog
from bcdc_desktop.ui.record.overwritten import OverwrittenList
from bcdc_desktop.ui.record.record_lists import WaitingList
from bcdc_desktop.ui.record.resources import SetForAllDialog
from bcdc_desktop.ui.record_list.export_dialog import ExportDialog
from bcdc_desktop.ui.reports.quality_dialog import QualityDialog
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.search.controller import NameSearchDialog
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.uploads.repair_dialog import RepairDialog
from bcdc_desktop.ui.widgets.markup import MarkdownView
from bcdc_desktop.ui.widgets.plain_text import PlainMessageBox
from bcdc_desktop.ui.window import MainWindow
from helpers.hostile import MARK, HostileCatalogue, Walk, hostile_text, watched_pipe

FILE_NAME = f"{'' if os.name == 'nt' else '<img src=x> <b>'}&Quit {MARK}.csv"

pytestmark = pytest.mark.timeout(400)  # all windows, one after the other


@pytest.fixture
def text(tmp_path: Path) -> Iterator[str]:
    """The hostile text; that nothing opens what it names is seen to at the end of the test."""
    with watched_pipe(tmp_path) as (pipe, opened):
        yield hostile_text(pipe)
    assert opened == []


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, demo: DemoCatalogue, home: Path, text: str) -> Iterator[MainWindow]:
    """A window on the practice catalogue, with all texts replaced."""
    theme.apply_theme(qapp, "light")
    program = Program(Places.below(home).make(), lambda _places: HostileCatalogue(demo, text))
    window = MainWindow(program)
    qtbot.addWidget(window, before_close_func=lambda _w: program.close())
    window.show()
    program.open("practice")
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.store is not None)
    qtbot.waitUntil(lambda: window.organizations.model.matches() > 0 and window.packages.model.rowCount() > 0)
    qtbot.waitUntil(lambda: window.session is not None and not window.session.synchronizing)
    yield window
    program.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Callable[[type], Any]:
    """Waits for a dialog of a kind."""

    def find(kind: type) -> Any:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)

    def wait(kind: type) -> Any:
        qtbot.waitUntil(lambda: find(kind) is not None)
        return find(kind)

    return wait


def close(qtbot: QtBot, dialog: QDialog) -> None:
    """Closes a dialog without an answer."""
    with qtbot.waitSignal(dialog.finished):
        dialog.done(0)


def upload(name: str, state: State, text: str, package: str, **more: Any) -> Upload:
    """A row of the queue, hostile where it holds words."""
    values = {"package": package, "package_title": text, "resource": f"resource-{name}", "operation": "create"}
    values |= {"path": f"/nowhere/{FILE_NAME}", "file_name": FILE_NAME, "size": 2, "mtime_ns": 1, "sha256": None}
    values |= {"fields": {"name": text}, "before": {}, "created": 1.0, "upload_set": "drop", "position": len(name)}
    return Upload(**{"id": name, "state": state, **values, **more})


def test_no_window_takes_a_text_from_outside_for_markup(
    window: MainWindow,
    record: dict,
    server: Catalogue,
    show_record: Callable,
    opened: Callable,
    qtbot: QtBot,
    home: Path,
    tmp_path: Path,
    text: str,
) -> None:
    walk, workspace = Walk(), window.session.workspace
    store, mine = workspace.store, f"{MARK} mine {text}"
    fill_the_test_catalogue(home, store)

    # lists, places and a search
    walk.look("window")
    window.top.search.setText(f"water {MARK} org:")
    qtbot.waitUntil(lambda: bool(window.packages.query.words))
    walk.look("search")
    window.top.search.setText("")
    window.finding.save_search()
    close(qtbot, looked(walk, opened(NameSearchDialog)))
    window.finding.export_list()
    close(qtbot, looked(walk, opened(ExportDialog)))
    window.bar.show_message("error", text, [(f"{MARK} &Quit", lambda: None)])
    window.record.bar.show_message("error", text)
    window.show_failure(text, Invalid(text, {"name": [text]}))
    walk.look("messages")

    # a record, its form and its preview
    show_record(window, record["id"])
    walk.look("resource")
    window.record.edit_record()
    editor = window.record.editor
    qtbot.waitUntil(lambda: editor.target == "")
    for button in editor.findChildren(QToolButton):
        if button.text() == "Preview" and button.isEnabled():
            button.setChecked(True)
    assert any(MARK in view.toPlainText() for view in window.findChildren(MarkdownView))
    editor.form.set_errors({name: [text] for name in ("title", "notes", "contacts")})
    walk.look("record")
    editor.form.set_value("purpose", mine)
    editor.flush()
    window.record.page.area.setForAllAsked.emit([r["id"] for r in record["resources"]])
    close(qtbot, looked(walk, opened(SetForAllDialog)))
    window.record.publish()
    close(qtbot, looked(walk, opened(PublishDialog)))

    # a review, and a conflict
    editor.form.set_errors({})
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    review = looked(walk, opened(ChangesDialog))
    server.patch_package(record["id"], {"purpose": "theirs"})
    qtbot.mouseClick(review.save_button, Qt.MouseButton.LeftButton)
    close(qtbot, looked(walk, opened(ConflictDialog)))
    qtbot.waitUntil(lambda: not editor.busy)
    store.drafts.discard(record["id"])

    # what was overwritten
    found = server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages
    other = next(p for p in found if p["id"] != record["id"] and p["publish_state"] == "PUBLISHED")
    save(workspace, RecordChanges(workspace.package(other["id"]), {"": {"purpose": mine}}))
    server.patch_package(other["id"], {"purpose": "An old form."})
    with qtbot.waitSignal(window.session.synchronized):
        window.session.synchronize()
    qtbot.waitUntil(lambda: "overwritten" in window.bar.text())
    window.show_overwritten()
    listed = opened(OverwrittenList)
    qtbot.waitUntil(lambda: listed.table.topLevelItemCount() > 0)
    close(qtbot, looked(walk, listed))
    window.show_record(other["id"])
    qtbot.waitUntil(lambda: window.record.package is not None and window.record.package.id == other["id"])
    qtbot.waitUntil(lambda: "overwritten" in window.record.bar.text())
    window.record.bar.buttons[0].click()
    close(qtbot, looked(walk, opened(OverwrittenDialog)))

    # the journal with its revisions, drafts, new records, what waits
    window.show_journal()
    journal = opened(JournalDialog)
    qtbot.waitUntil(lambda: journal.table.topLevelItemCount() > 0)
    close(qtbot, looked(walk, journal))
    store.drafts.set_edits({"id": f"{NEW}1", "title": ""}, "", {"title": mine, "notes": mine})
    store.sheets.put(Sheet("s1", record["id"], mine, 3, {"rows": []}))
    window.show_drafts()
    qtbot.waitUntil(lambda: window.drafts.table.topLevelItemCount() >= 2)
    walk.look("drafts")
    window.new_record()
    close(qtbot, looked(walk, opened(NewRecordDialog)))
    window.show_waiting()
    close(qtbot, looked(walk, opened(WaitingList)))

    # overviews and settings
    window.tool_windows.compare()
    compare = window.tool_windows.findChild(QDialog) or next(d for d in window.findChildren(QDialog) if d.isVisible())
    qtbot.waitUntil(lambda: any(model.rowCount() for model in compare.models))
    for tab in range(3):
        compare.tabs.choose(tab)
        walk.look("compare")
    compare.close()
    window.tool_windows.quality(window.organizations.model.tree.roots()[0].id)
    health = opened(QualityDialog)
    qtbot.waitUntil(lambda: health.view is not None)
    health.tables.click()
    looked(walk, health).close()
    window.tool_windows.storage()
    kept = opened(StorageDialog)
    qtbot.waitUntil(lambda: kept.table.rowCount() > 0)
    looked(walk, kept).close()
    window.show_settings()
    close(qtbot, looked(walk, opened(CatalogueSettingsDialog)))
    window.sign_in()
    close(qtbot, looked(walk, opened(SignInDialog)))
    window.add_catalogue()
    close(qtbot, looked(walk, opened(AddCatalogueDialog)))

    # files and uploads
    look_at_a_sheet(walk, window, record, opened, qtbot, tmp_path, text)
    error = {"kind": "invalid", "message": text, "fields": {"name": [text]}}
    rows = [upload("a", State.FAILED, text, record["id"], error=error), upload("bb", State.PAUSED, text, record["id"])]
    store.uploads.add([*rows, upload("ccc", State.DONE, text, record["id"], verified="size", kept_at=1.0)])
    window.uploads.show()
    panel = window.uploads.dialog.panel
    qtbot.waitUntil(lambda: panel.table.model().rowCount() >= 3)
    for row in range(3):
        panel.table.selectRow(row)
        walk.look("uploads")
    panel.table.selectAll()
    looked(walk, window.uploads.dialog).close()

    assert walk.faults == []
    assert unmet(QDialog, walk.met) == set()
    assert unmet(QAbstractItemModel, walk.met) == set()
    hostile = {name.rpartition(".")[2] for name in walk.marked}
    assert {"MainWindow", "PackageModel", "OrganizationModel", "ResourceModel", "LinkLabel", "QueueModel"} <= hostile
    assert {"ChangesDialog", "ConflictDialog", "JournalDialog", "UploadSheet", "CompareDialog"} <= hostile


def looked(walk: Walk, dialog: Any) -> Any:
    """The same dialog, after a look at all there is."""
    walk.look(type(dialog).__name__)
    return dialog


def fill_the_test_catalogue(home: Path, store: Store) -> None:
    """What was read of another catalogue: the records of this one, some of them otherwise."""
    held = [store.cache.package(i).value for i in sorted(store.cache.package_ids())]
    beside = Store.open(Places.below(home), store_name(TEST), None)
    beside.cache.put_packages(
        [{**held[0], "id": "x", "name": "only-there"}, *({**p, "private": True} for p in held[2:])]
    )
    beside.cache.put("synchronized", len(held))
    beside.close()


def look_at_a_sheet(
    walk: Walk, window: MainWindow, record: dict, opened: Callable, qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    """A file whose name, columns and values are hostile, faults of it, and what can be repaired."""
    folder = tmp_path / "dropped"
    folder.mkdir()
    cell = text.replace('"', "'")
    lines = [f'"<b>{MARK}</b> &Quit",name,"{cell[:60]}"', *(f'{n},Québec,"{cell}"' for n in range(40)), "1,2,3,4,5", ""]
    (folder / FILE_NAME).write_bytes("\n".join(lines).encode("cp1252"))
    window.uploads.add_files(record["id"], "", [folder / FILE_NAME])
    sheet = opened(UploadSheet)
    qtbot.waitUntil(lambda: sheet.state is not None and not sheet.state.reading)
    walk.look("sheet")
    findings = sheet.details.findings
    for button in findings.findChildren(QToolButton):
        if button.isEnabled() and button.isCheckable():
            button.click()
            walk.look(f"sheet, {button.text()}")
    fix = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Fix a copy…" and b.isVisible())
    fix.click()
    close(qtbot, looked(walk, opened(RepairDialog)))
    sheet.table.setFocus()
    sheet.table.setCurrentIndex(sheet.model.index(0, 0))
    qtbot.keyClick(sheet.table, Qt.Key.Key_Space)  # something is decided, so closing asks
    sheet.close()
    search_state = looked(walk, opened(PlainMessageBox))
    with qtbot.waitSignal(sheet.finished):
        search_state.findChild(QPushButton, "discardUploadButton").click()


def unmet(base: type, met: set[str]) -> set[str]:
    """The classes of the program of a kind that the walk did not meet."""
    waiting, found = [base], set()
    while waiting:
        kind = waiting.pop()
        below = kind.__subclasses__()
        waiting += below
        if kind.__module__.startswith("bcdc_desktop.ui") and not below:
            found.add(f"{kind.__module__}.{kind.__qualname__}")
    return found - met


def test_a_tooltip_of_a_row_is_shown_as_text(window: MainWindow, qtbot: QtBot, text: str) -> None:
    for view in (window.packages.view, window.organizations.view):
        assert isinstance(view, QAbstractItemView)
        model = view.model()
        row = next(n for n in range(model.rowCount()) if MARK in str(model.index(n, 0).data()))
        at = view.visualRect(model.index(row, 0)).center()
        help_asked = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
        QApplication.sendEvent(view.viewport(), help_asked)
        qtbot.waitUntil(lambda: any(MARK in tip.text() for tip in tips()))
        assert {tip.textFormat() for tip in tips()} == {Qt.TextFormat.PlainText}
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not tips())


def tips() -> list[QLabel]:
    """The tooltips on screen."""
    return [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
