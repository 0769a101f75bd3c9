"""Several records are chosen, the change is described, its plan is looked at, run, and undone."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from bcdc_desktop.app.bulk.ledger import bulk_changes
from bcdc_desktop.ui.bulk.dialog import BulkDialog
from bcdc_desktop.ui.bulk.plan_model import AFTER, FIELD, RECORD

BRANCH = "information-management-cfd"
CHECKED = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def dialog(window, qtbot) -> BulkDialog:
    """The dialog for the records of a branch."""
    made = BulkDialog(window.session, window, words=f"org:{BRANCH}")
    qtbot.addWidget(made)
    made.show()
    return made


def describe(dialog: BulkDialog, kind: str, path: str = "", old: str = "", new: str = "") -> None:
    row = dialog.steps.rows[-1]
    row.kind.setCurrentIndex(row.kind.findData(kind))
    if path:
        row.field.setCurrentIndex(row.field.findData(path))
    row.old.setText(old)
    row.new.setText(new)
    if row.choice.isVisibleTo(row) and new:
        row.choice.setCurrentIndex(row.choice.findData(new))


def preview(dialog: BulkDialog, qtbot) -> None:
    dialog.preview_button.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)


def test_planned_run_and_undone(dialog: BulkDialog, window, server, qtbot) -> None:
    describe(dialog, "set", "notes", new="New notes.")
    dialog.add_step.click()
    describe(dialog, "add-tag", new="bulk")
    preview(dialog, qtbot)
    plan = dialog.model.plan
    assert plan is not None
    count = len(plan.records)
    assert count > 3
    assert dialog.model.rowCount() == 2 * count
    assert not dialog.run_button.isEnabled(), "a reason is needed"
    dialog.reason.setText("They moved")
    assert dialog.run_button.isEnabled()
    dialog.model.setData(dialog.model.index(0, RECORD), Qt.CheckState.Unchecked, CHECKED)
    before = {r.id: server.package(r.id)["notes"] for r in plan.records}
    dialog.run_button.click()
    qtbot.waitUntil(lambda: dialog.undo_button.isVisible())
    (done,) = bulk_changes(window.session.workspace)
    assert (done.reason, done.counts) == ("They moved", {"done": count})
    notes = {i: server.package(i)["notes"] for i in before}
    assert sorted(notes.values()).count("New notes.") == count - 1, "one was excluded"
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1 and dialog.model.rowCount() > 0)
    assert dialog.model.rowCount() == 2 * count - 1, "what is restored is shown first"
    dialog.run_button.click()
    qtbot.waitUntil(lambda: len(bulk_changes(window.session.workspace)) == 2)
    qtbot.waitUntil(lambda: bulk_changes(window.session.workspace)[0].counts == {"done": count})
    qtbot.waitUntil(dialog.undo_button.isVisible)
    assert {i: server.package(i)["notes"] for i in before} == before


def test_cells_are_filtered_and_edited(dialog: BulkDialog, qtbot) -> None:
    describe(dialog, "replace", "title", old="e", new="E")
    preview(dialog, qtbot)
    model = dialog.model
    model.setData(model.index(0, AFTER), "x")  # shorter than a title may be
    qtbot.waitUntil(lambda: any(r.problems for r in model.plan.records))
    dialog.shown.setCurrentIndex(dialog.shown.findData("problems"))
    assert model.rowCount() == 1
    assert model.index(0, AFTER).data() == "x"
    dialog.shown.setCurrentIndex(dialog.shown.findData("all"))
    dialog.table.selectAll()
    dialog.exclude.click()
    dialog.shown.setCurrentIndex(dialog.shown.findData("included"))
    assert model.rowCount() == 0
    dialog.reason.setText("r")
    assert not dialog.run_button.isEnabled()


def test_what_is_not_complete_is_told(dialog: BulkDialog, qtbot) -> None:
    describe(dialog, "replace", "title")
    dialog.preview_button.click()
    qtbot.waitUntil(lambda: bool(dialog.bar.text()))
    assert (dialog.pages.currentIndex(), dialog.bar.kind) == (0, "error")


def test_what_is_said_of_a_plan_is_not_said_of_the_next_one(dialog: BulkDialog, qtbot) -> None:
    describe(dialog, "replace", "notes", old="in no record", new="x")
    assert dialog.preview_button.isDefault()
    preview(dialog, qtbot)
    assert dialog.run_button.isDefault()
    qtbot.waitUntil(dialog.bar.isVisible)
    dialog.back_button.click()
    assert not dialog.bar.isVisible()
    assert dialog.preview_button.isDefault()


def test_a_choice_is_chosen_by_its_label(dialog: BulkDialog, qtbot) -> None:
    describe(dialog, "set", "resource_status", new="completed")
    preview(dialog, qtbot)
    (after,) = {c.after for r in dialog.model.plan.records for c in r.changes}
    assert after == "completed"
    assert dialog.model.index(0, FIELD).data() != "resource_status"


def test_a_value_that_is_cleared_is_said_to_be_empty(dialog: BulkDialog, qtbot) -> None:
    describe(dialog, "clear", "notes")
    preview(dialog, qtbot)
    after = dialog.model.index(0, AFTER)
    assert after.data().strip()
    assert after.data(Qt.ItemDataRole.EditRole) in ("", None), "what is edited is the value"


def test_a_plan_is_saved_and_opened(dialog: BulkDialog, qtbot, tmp_path: Path, monkeypatch) -> None:
    describe(dialog, "clear", "notes")
    preview(dialog, qtbot)
    path = tmp_path / "plan.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog.save_button.click()
    qtbot.waitUntil(path.exists)
    count = len(json.loads(path.read_text())["records"])
    dialog.back_button.click()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
    assert len(dialog.model.plan.records) == count


def test_selected_records_are_changed_from_the_list(window, qtbot) -> None:
    window.packages.view.selectAll()
    ids = list(window.packages.ids_on_screen())
    window.middle.commands.bulkAsked.emit(ids)
    (dialog,) = [w for w in window.findChildren(BulkDialog) if w.isVisible()]
    describe(dialog, "add-tag", new="chosen")
    preview(dialog, qtbot)
    assert {r.id for r in dialog.model.plan.records} <= set(ids)
    dialog.close()


def test_records_that_will_belong_to_no_organization_are_announced(dialog: BulkDialog, qtbot) -> None:
    row = dialog.steps.rows[-1]
    row.kind.setCurrentIndex(row.kind.findData("clear"))
    row.field.setCurrentIndex(row.field.findData("owner_org"))
    preview(dialog, qtbot)
    assert "will belong to no organization" in dialog.scope.text()
