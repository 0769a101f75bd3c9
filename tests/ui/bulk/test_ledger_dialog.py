"""What was done to many records is listed with what came of each, exported, gone on with, and restored in part."""

import json
from pathlib import Path

import openpyxl
import pytest

from bcdc_desktop.app.bulk.ledger import bulk_change, bulk_changes
from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.bulk.run import run, start
from bcdc_desktop.app.progress import CancelToken, Progress
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.domain.bulk_operations import EditKeywords, FieldPath, SetValue
from bcdc_desktop.ui.bulk.dialog import BulkDialog
from bcdc_desktop.ui.bulk.ledger_dialog import LedgerDialog
from bcdc_desktop.ui.record_list.model import Chosen

BRANCH = "information-management-cfd"


@pytest.fixture
def finished(window) -> int:
    """A bulk change of notes and keywords of the records of a branch."""
    workspace = window.session.workspace
    operations = [SetValue(FieldPath("notes"), "Ours."), EditKeywords(add=("moved",))]
    number = start(workspace, plan_operations(workspace, operations, query=f"org:{BRANCH}"), reason="They moved")
    run(workspace, number)
    return number


@pytest.fixture
def ledger(window, qtbot, finished: int) -> LedgerDialog:
    """The list, with the records of the one bulk change read."""
    window.tool_windows.bulk_ledger()
    (dialog,) = window.findChildren(LedgerDialog)
    qtbot.waitUntil(lambda: dialog.records_model.rowCount() > 0 and dialog.values.topLevelItemCount() == 2)
    return dialog


def bulk_dialog(window) -> BulkDialog:
    (found,) = [w for w in window.findChildren(BulkDialog) if w.isVisible()]
    return found


def test_listed_with_its_records_and_their_values(ledger: LedgerDialog, window, qtbot) -> None:
    bulk = bulk_changes(window.session.workspace)[0]
    assert ledger.records_model.rowCount() == bulk.records
    assert ledger.values.topLevelItem(0).text(2) == "Ours."
    ledger.shown.setCurrentIndex(ledger.shown.count() - 1)
    qtbot.waitUntil(lambda: ledger.records_model.rowCount() == 0, timeout=5000)
    ledger.search.setText("nothing of this kind")
    qtbot.waitUntil(lambda: ledger.changes_model.rowCount() == 0)
    ledger.search.setText("they MOVED")
    qtbot.waitUntil(lambda: ledger.changes_model.rowCount() == 1)


def test_chosen_records_and_fields_are_restored_and_that_is_undone(
    ledger: LedgerDialog, window, server, qtbot, finished: int
) -> None:
    workspace = window.session.workspace
    chosen = [ledger.records_model.item(row) for row in (0, 1)]
    ledger.records.selectRow(0)
    ledger.records.setSelectionMode(ledger.records.SelectionMode.MultiSelection)
    ledger.records.selectRow(1)
    ledger.restore_some.click()
    dialog = bulk_dialog(window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4)
    assert server.package(chosen[0].package_id)["notes"] == "Ours.", "a plan sends nothing"
    fields = [v.field for r in dialog.model.plan.records for v in r.changes]
    keywords = [row for row, field in enumerate(fields) if field != "notes"]
    dialog.model.set_included(keywords, False)
    dialog.run_button.click()
    qtbot.waitUntil(dialog.undo_button.isVisible)
    back = bulk_changes(workspace)[0]
    assert (back.undoes, back.counts, bulk_change(workspace, finished).undone_by) == (finished, {"done": 2}, back.id)
    for record in chosen:
        package = server.package(record.package_id)
        assert package["notes"] != "Ours."
        assert "moved" in [t["name"] for t in package["tags"]], "only chosen fields are restored"
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    dialog.run_button.click()
    qtbot.waitUntil(lambda: bulk_changes(workspace)[0].undoes == back.id and dialog.undo_button.isVisible())
    assert server.package(chosen[0].package_id)["notes"] == "Ours."


def test_what_was_paused_is_resumed(ledger: LedgerDialog, window, server, qtbot) -> None:
    workspace, token = window.session.workspace, CancelToken()
    operations = [SetValue(FieldPath("notes"), "Twice.")]
    number = start(workspace, plan_operations(workspace, operations, query=f"org:{BRANCH}"), reason="Paused")

    def stop(progress: Progress) -> None:
        if progress.done:
            token.cancel()

    with pytest.raises(Cancelled):
        run(workspace, number, token=token, report=stop)
    ledger.select(number)
    qtbot.waitUntil(lambda: ledger.current() is not None and ledger.current().id == number)
    assert ledger.resume_button.isEnabled()
    ledger.resume_button.click()
    dialog = bulk_dialog(window)
    qtbot.waitUntil(lambda: not dialog.running and bulk_change(workspace, number).open == 0)
    assert bulk_change(workspace, number).counts == {"done": bulk_change(workspace, number).records}
    qtbot.waitUntil(lambda: not ledger.resume_button.isEnabled())
    qtbot.waitUntil(dialog.ledger_button.isVisible)


def test_exported(ledger: LedgerDialog, qtbot, tmp_path: Path) -> None:
    for name in ("bulk.json", "bulk.csv", "bulk.xlsx"):
        ledger.export_to(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists)
    count = ledger.records_model.rowCount()
    assert len(json.loads((tmp_path / "bulk.json").read_text())["records"]) == count
    assert openpyxl.load_workbook(tmp_path / "bulk.xlsx").active.max_row == 2 * count + 1


def test_exported_for_editing_and_read_back(window, qtbot, tmp_path: Path) -> None:
    path, workspace = tmp_path / "edit.xlsx", window.session.workspace
    window.tool_windows.export_for_editing()
    (editing,) = [c for c in window.children() if type(c).__name__ == "EditingExport"]
    asked: list[str] = []
    editing.write(window.session, f"org:{BRANCH}", Chosen(), path, lambda: asked.append("back"))
    qtbot.waitUntil(path.exists)
    book = openpyxl.load_workbook(path)
    at = [c.value for c in book["Records"][1]].index("notes") + 1
    book["Records"].cell(3, at).value = "Edited."
    book.save(path)
    dialog = BulkDialog(window.session, window)
    qtbot.addWidget(dialog)
    dialog.open_file(path)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
    assert [(c.field, c.after) for r in dialog.model.plan.records for c in r.changes] == [("notes", "Edited.")]
    assert workspace.record_count() > 1
