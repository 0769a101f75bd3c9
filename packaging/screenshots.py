#!/usr/bin/env python3
"""Takes the pictures of docs/screenshots on the practice catalogue.

    python packaging/screenshots.py [FOLDER [SCALE [LANGUAGE]]]

Needs a display (or Xvfb). Every picture is of the real window, driven as a user would, waited for and not slept for.
With a FOLDER, there is a picture of every other window and dialog too, to be looked at after a change of how things
look: at a SCALE such as 2, in a LANGUAGE (en or fr), in light and dark.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
LANGUAGE = sys.argv[3] if len(sys.argv) > 3 else "en"
HOME = tempfile.mkdtemp(prefix="bcdc-screenshots-")
os.environ["BCDC_DESKTOP_HOME"] = HOME

import openpyxl
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from bcdc_desktop.app.catalogue_removal import LocalWork
from bcdc_desktop.app.updates import Update
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.policy import Policy
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.uploads import State
from bcdc_desktop.ui import theme
from bcdc_desktop.ui.app import _practice
from bcdc_desktop.ui.bulk.dialog import BulkDialog
from bcdc_desktop.ui.dialogs.catalogue_settings import CatalogueSettingsDialog
from bcdc_desktop.ui.dialogs.crash_report import CrashReportDialog
from bcdc_desktop.ui.dialogs.remove_catalogue import RemoveCatalogueDialog
from bcdc_desktop.ui.dialogs.update import UpdateDialog
from bcdc_desktop.ui.language import use_language
from bcdc_desktop.ui.program import Program
from bcdc_desktop.ui.record.file_preview import FilePreviewDialog
from bcdc_desktop.ui.record_list.record_commands import DeleteDialog
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.review.decision import Resolution
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from bcdc_desktop.ui.window import MainWindow

app = QApplication(sys.argv[:1])
TRANSLATORS = use_language(app, "fr" if LANGUAGE == "fr" else "en")


def until(condition: Callable[[], object], what: str, milliseconds: int = 15_000) -> None:
    """Runs the event loop until the condition holds."""
    loop = QEventLoop()
    ticks, end = QTimer(), QTimer()
    ticks.timeout.connect(lambda: loop.quit() if condition() else None)
    end.setSingleShot(True)
    end.timeout.connect(lambda: loop.exit(1))
    ticks.start(20)
    end.start(milliseconds)
    if loop.exec():
        raise SystemExit(f"waited in vain for {what}")


def settle() -> None:
    """Lets everything that is on its way be painted."""
    loop = QEventLoop()
    QTimer.singleShot(400, loop.quit)
    loop.exec()


def picture(widget: QWidget, name: str) -> None:
    """Takes a picture of a window in light and dark."""
    for mode in ("light", "dark"):
        theme.apply_theme(app, mode)
        settle()
        TARGET.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(TARGET / f"{name}-{mode}.png"))
    theme.apply_theme(app, "light")


def dialog() -> QDialog | None:
    """The dialog that is open."""
    return next((w for w in reversed(app.topLevelWidgets()) if isinstance(w, QDialog) and w.isVisible()), None)


def decide(conflict: QDialog | None) -> None:
    """Takes ours in every row, and saves."""
    assert isinstance(conflict, ConflictDialog)
    for row in range(conflict.table.topLevelItemCount()):
        conflict.table.setCurrentItem(conflict.table.topLevelItem(row))
        ours = conflict.pane.radios[Resolution.YOURS]
        if ours.isVisible():
            ours.click()
    conflict.save_button.click()


def csv_files(folder: Path) -> list[Path]:
    """Files of a drop: a series of years, one with a mistake, one that is no table."""
    folder.mkdir(exist_ok=True)
    made = []
    for year in range(2021, 2026):
        path = folder / f"caseloads_{year}.csv"
        rows = [f"{year}-{month:02d}-28,Kootenays,0-4,{20 + month}" for month in range(1, 13)]
        if year == 2023:
            rows[6] = "2023-07-28,Kootenays,0-4,Neglect, other,27"
        path.write_text("\r\n".join(["DATE,SDA,AGE_GROUP,CASES", *rows]) + "\r\n", "utf-8")
        made.append(path)
    notes = folder / "method.pdf"
    notes.write_bytes(b"%PDF-1.4\n" + b"0" * 18_000)
    return [*made, notes]


def search(window: MainWindow) -> None:
    """A search with facets; afterwards the list is as it was."""
    before = window.finding.search_state.text
    window.finding.search_everywhere()
    QTest.keyClicks(window.finding.field, "water format:csv,xlsx")
    window.finding.field._popup.hide()
    until(lambda: window.packages.model.rowCount() < 60, "the search")
    until(lambda: window.finding.facets.model.rowCount() > 3, "the facets")
    settle()
    picture(window, "search")
    window.finding.search_state.ask(before)
    window.finding.side.search_ended()
    settle()


def health(window: MainWindow, organization: str) -> None:
    """The health of a ministry's holdings."""
    window.tool_windows.quality(organization)
    until(lambda: dialog() and dialog().findChild(QWidget, "healthStates"), "the charts")
    shown = dialog()
    assert shown is not None
    shown.resize(1000, 960)
    picture(shown, "health")
    shown.reject()


def main() -> None:
    theme.apply_theme(app, "light")
    program = Program(Places.below(Path(HOME)).make(), _practice)
    window = MainWindow(program)
    window.show()
    program.open("practice")
    until(lambda: window.organizations.model.matches() and window.packages.model.rowCount(), "the tree")
    until(lambda: not (window.session and window.session.synchronizing), "the first synchronization")
    tree = window.organizations.model.tree
    branch = tree.get("information-management-cfd")
    assert branch is not None and branch.parent
    window.organizations.view.expand(window.organizations.model.find(branch.parent))
    window.organizations.choose(branch.id)
    until(lambda: window.packages.title.full_text() == branch.title, "the branch")
    settle()
    rows = [window.packages.model.row(i) for i in range(window.packages.model.rowCount())]
    best = max((r for r in rows if r and r.publish_state == "PUBLISHED"), key=lambda r: r.resources)
    window.packages.view.setCurrentIndex(window.packages.model.find(best.id))
    until(lambda: window.record.editor is not None and window.record.editor.resource_id, "the record")
    settle()
    picture(window, "main")
    search(window)
    health(window, branch.parent)
    editor = window.record.editor
    assert editor is not None
    editor.form.set_value("name", str(editor.form.values()["name"]) + ", corrected")
    editor.form.set_value("temporal_extent", [{"beginning_date": "2024-01-01", "end_date": "2023-12-31"}])
    editor.form.check()
    picture(window, "edit")
    editor.form.set_value("temporal_extent", [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}])
    editor.review()
    until(dialog, "the review")
    picture(dialog() or window, "review")
    review = dialog()
    assert isinstance(review, ChangesDialog) and window.session is not None
    theirs = {"name": "Caseloads 2024 (final)", "description": "Counts by area and month."}
    window.session.workspace.catalogue.revise(Revision(best.id, resources={editor.resource_id: theirs}))
    review.save_button.click()
    until(lambda: isinstance(dialog(), ConflictDialog), "the conflict")
    picture(dialog() or window, "conflict")
    (dialog() or QDialog()).reject()
    window.record.edit_record()
    settle()
    picture(window, "record")
    window.record.publish()
    until(dialog, "the moves")
    picture(dialog() or window, "publish")
    (dialog() or QDialog()).reject()
    editor.review()
    until(lambda: isinstance(dialog(), ChangesDialog), "the review once more")
    again = dialog()
    assert isinstance(again, ChangesDialog)
    again.save_button.click()
    until(lambda: isinstance(dialog(), ConflictDialog), "the conflict once more")
    decide(dialog())
    until(lambda: not editor.busy and not editor.copy.counts(), "the save")
    window.show_journal()
    until(dialog, "the journal")
    settle()
    picture(dialog() or window, "journal")
    (dialog() or QDialog()).reject()
    window.record.show_resources()
    window.uploads.add_files(best.id, "", csv_files(Path(HOME) / "drop"))
    until(dialog, "the sheet")
    settle()
    settle()
    picture(dialog() or window, "sheet")
    send_all_but_one(window, dialog())
    window.sign_in()
    until(dialog, "the sign-in")
    picture(dialog() or window, "sign-in")
    (dialog() or QDialog()).reject()
    if len(sys.argv) > 1:
        others(window, branch.parent)
    window.close()
    if len(sys.argv) > 1:
        first_run()


def others(window: MainWindow, organization: str) -> None:
    """Take a picture of every window and dialog that the documents do not show."""
    tools, editor = window.tool_windows, window.record.editor
    assert editor is not None

    def shown(name: str, command: Callable[[], object]) -> None:
        command()
        until(dialog, name)
        settle()
        settle()
        picture(dialog() or window, name)
        front = dialog()
        if front is not None:
            front.done(0)
        settle()

    def action(name: str) -> Callable[[], None]:
        found = window.findChild(QAction, name)
        assert found is not None
        return found.trigger

    def set_for_all() -> None:
        window.record.page.area.setForAllAsked.emit([r.id for r in window.record.model.resources()])

    for name, command in (
        ("new-record", window.new_record),
        ("settings", window.show_settings),
        ("storage", tools.storage),
        ("add-catalogue", window.add_catalogue),
        ("columns", window.packages.arrange_columns),
        ("export", window.finding.export_list),
        ("compare", tools.compare),
        ("palette", window.show_palette),
        ("find-in-form", window.find_in_form),
        ("guide", action("guide")),
        ("shortcuts", action("shortcuts")),
        ("report", action("report")),
        ("activity", window.record.show_activity),
        ("preview", window.record.page.area.preview_current),
        ("waiting", window.show_waiting),
        ("set-for-all", set_for_all),
    ):
        shown(name, command)
    rare_dialogs(window, shown)
    editor.form.set_value("name", str(editor.form.values()["name"]) + ", again")
    editor.flush()
    window.show_drafts()
    settle()
    picture(window, "drafts")
    window.middle.show_lists()
    window.record.edit_record()
    window.resize(1024, 700)
    settle()
    picture(window, "small")
    window.record.show_resources()
    settle()
    picture(window, "small-resources")


def rare_dialogs(window: MainWindow, shown: Callable[[str, Callable[[], object]], None]) -> None:
    """Take a picture of the dialogs that come seldom: of many records, of questions, of administrators and crashes."""
    tools, session = window.tool_windows, window.session
    assert session is not None
    rows = [row for row in (window.packages.model.row(n) for n in range(3)) if row is not None]
    ids = [row.id for row in rows]

    def plan() -> None:
        tools.bulk_change(ids)
        until(lambda: isinstance(dialog(), BulkDialog), "the bulk change")
        bulk = dialog()
        assert isinstance(bulk, BulkDialog)
        picture(bulk, "bulk")
        step = bulk.steps.rows[0]
        step.kind.setCurrentIndex(step.kind.findData("clear"))
        step.field.setCurrentIndex(step.field.findData("purpose"))
        bulk.preview_button.click()
        until(lambda: bulk.pages.currentIndex() == 1, "the plan")

    def reopened(shown_as: QDialog) -> Callable[[], object]:
        return lambda: shown_as.open()

    book = Path(HOME) / "levels.xlsx"
    workbook = openpyxl.Workbook()
    for name in ("Levels 2025", "Notes"):
        page = workbook.create_sheet(name)
        for values in (["station", "level"], *([f"Lake {n}", n / 4] for n in range(40))):
            page.append(values)
    workbook.remove(workbook.worksheets[0])
    workbook.save(book)
    resource = Resource({"id": "r", "name": "View levels of lakes", "format": "xlsx"})
    locked = Policy(profiles=(session.workspace.profile,), proxy="http://proxy.example.com:8080")
    added = Profile("added", "Regional catalogue", "https://catalogue.example.org")
    shown("bulk-plan", plan)
    shown("copy", lambda: tools.copy_records(ids))
    shown("delete", reopened(DeleteDialog(session, rows, skipped=1, parent=window)))
    shown("save-search", window.finding.save_search)
    shown("preview-workbook", reopened(FilePreviewDialog(resource, session.workspace, session.workers, book, window)))
    shown(
        "settings-of-administrator",
        reopened(CatalogueSettingsDialog(session.workspace.profile, None, window, policy=locked)),
    )
    shown("remove-catalogue", reopened(RemoveCatalogueDialog(added, LocalWork(("Air quality", "Wells"), 2), window)))
    shown("crash-report", reopened(CrashReportDialog("Traceback (most recent call last):\n  …", window)))
    shown(
        "update", reopened(UpdateDialog(Update("1.2.0", "2027-01-31", "https://example.org", {"en": "Fixes."}), window))
    )


def first_run() -> None:
    """Take a picture of a first start without a network."""
    program = Program(Places.below(Path(HOME) / "first").make(), _practice)
    window = MainWindow(program)
    window.show()
    program.open("production")
    until(lambda: window.packages.empty.isVisible(), "the empty list", 60_000)
    settle()
    picture(window, "first-run")
    window.close()


def send_all_but_one(window: MainWindow, sheet: QDialog | None) -> None:
    """Leaves the file with a mistake out, sends the others, and shows the uploads once they are done."""
    assert isinstance(sheet, UploadSheet) and window.session is not None
    sheet.table.choose_row(2)
    QTest.keyClick(sheet.table, Qt.Key.Key_Delete)
    until(sheet.send_button.isEnabled, "a sheet that can be sent")
    sheet.send_button.click()
    until(lambda: sheet.findChild(QPushButton, "publicSendButton"), "the question")
    asked = sheet.findChild(QPushButton, "publicSendButton")
    assert asked is not None
    asked.click()
    rows = window.session.workspace.store.uploads.rows
    until(
        lambda: rows() and all(row.state is State.DONE and row.verified == "content" for row in rows()), "the uploads"
    )
    window.uploads.show()
    shown = window.uploads.dialog
    assert shown is not None
    until(lambda: shown.panel.model.rowCount() == len(rows()), "the rows")
    shown.panel.table.choose({rows()[0].id})
    settle()
    picture(shown, "uploads")
    shown.reject()


if __name__ == "__main__":
    main()
