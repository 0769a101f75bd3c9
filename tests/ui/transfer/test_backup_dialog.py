"""The records of a list are backed up to a folder, and restored from it after a look at what that changes."""

from pathlib import Path

import pytest

from bcdc_desktop.app.rows import PackageQuery
from bcdc_desktop.app.search import results
from bcdc_desktop.ui.record_list.model import Chosen
from bcdc_desktop.ui.transfer.backup_dialog import BackupDialog
from bcdc_desktop.ui.transfer.copy_dialog import PLAN, RUN
from bcdc_desktop.ui.transfer.restore_dialog import RestoreDialog

BRANCH = "information-management-cfd"


@pytest.fixture
def records(window) -> dict[int, str]:
    """Two records of the branch, by their numbers in the cache."""
    workspace = window.session.workspace
    ids = [row.id for row in results.rows(workspace, PackageQuery(words=f"org:{BRANCH}"), limit=2)]
    return {number: i for i in ids if (number := results.key_of(workspace, i)) is not None}


def back_up(window, qtbot, records: dict[int, str], folder: Path) -> BackupDialog:
    dialog = BackupDialog(window.session, "", Chosen(frozenset(records), records), window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose(folder)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    assert "2" in dialog.scope.text()
    assert not list(folder.parent.glob("backup/*")), "nothing is written before it is asked for"
    dialog.run_button.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.text()))
    return dialog


def test_backed_up_and_restored(window, server, records: dict[int, str], tmp_path: Path, qtbot) -> None:
    folder = tmp_path / "backup"
    dialog = back_up(window, qtbot, records, folder)
    assert dialog.bar.kind == "success", dialog.bar.text()
    assert len((folder / "datasets.jsonl").read_bytes().splitlines()) == len(records)
    dialog.close()
    changed = next(iter(records.values()))
    before = server.package(changed)["notes"]
    server.patch_package(changed, {"notes": "Changed since."})

    restore = RestoreDialog(window.session, window.program, window)
    qtbot.addWidget(restore)
    restore.show()
    assert not restore.preview_button.isEnabled()
    restore.choose(folder)
    restore.preview_button.click()
    qtbot.waitUntil(lambda: not restore.stop_button.isVisible())
    assert restore.pages.currentIndex() == PLAN, restore.bar.text()
    planned = [restore.records_model.item(row) for row in range(restore.records_model.rowCount())]
    row = next(number for number, r in enumerate(planned) if r.id == changed)
    assert planned[row].what == "update"
    restore.records_table.selectRow(row)
    shown = restore.changes.table.topLevelItem(0)
    assert [shown.text(column) for column in range(3)] == ["Description", "Changed since.", before]
    assert "Description" in restore.records_model.index(row, 2).data(), "by its label"
    assert server.package(changed)["notes"] == "Changed since.", "a preview sends nothing"
    restore.copy_button.click()
    qtbot.waitUntil(lambda: restore.pages.currentIndex() == RUN and restore.outcome_table.isVisible())
    assert server.package(changed)["notes"] == before
    restore.close()


def test_a_folder_with_other_files_or_without_a_backup_is_told(
    window, records: dict[int, str], tmp_path: Path, qtbot
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "diary.txt").write_text("Dear diary", "utf-8")
    dialog = BackupDialog(window.session, "", Chosen(frozenset(records), records), window)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose(folder)
    qtbot.waitUntil(dialog.run_button.isEnabled)
    dialog.run_button.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.text()))
    assert dialog.bar.kind == "error"
    assert [p.name for p in folder.iterdir()] == ["diary.txt"]
    restore = RestoreDialog(window.session, window.program, window)
    qtbot.addWidget(restore)
    restore.show()
    restore.choose(folder)
    restore.preview_button.click()
    qtbot.waitUntil(lambda: bool(restore.bar.text()))
    assert restore.bar.kind == "error"
