"""Given writes from this computer, when I look into the journal, then I see, export, script and take back each."""

import csv
import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from bcdc_desktop.app.records.save import save
from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.ui.journal.view import JournalDialog
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.review.decision import Resolution
from helpers.waiting import PATIENCE


@pytest.fixture
def journal(window, editor, record, server, qtbot, opened):
    """The journal with one entry: a purpose was changed."""
    workspace = window.session.workspace
    save(workspace, RecordChanges(workspace.package(record["id"]), {"": {"purpose": "=mine"}}))
    window.show_journal()
    dialog = opened(JournalDialog)
    qtbot.waitUntil(lambda: dialog.table.topLevelItemCount() == 1)
    return dialog


def take_back(qtbot, journal, opened):
    qtbot.mouseClick(journal.undo_button, Qt.MouseButton.LeftButton)
    review = opened(ChangesDialog)
    qtbot.mouseClick(review.save_button, Qt.MouseButton.LeftButton)


def test_an_entry_shows_before_and_after_and_is_found_by_words(journal, record, qtbot):
    qtbot.waitUntil(lambda: journal.changes.topLevelItemCount() == 1)
    row = journal.changes.topLevelItem(0)
    assert (row.text(0), row.text(2)) == ("Purpose", "=mine")
    qtbot.keyClicks(journal.search, "no such words")
    qtbot.waitUntil(lambda: journal.table.topLevelItemCount() == 0)
    assert not journal.undo_button.isEnabled()
    journal.search.setText(record["title"].split()[0])
    qtbot.waitUntil(lambda: journal.table.topLevelItemCount() == 1)


def test_a_resource_is_called_by_its_name_where_an_entry_has_its_id_alone(journal, window, record, qtbot):
    workspace = window.session.workspace
    first, second, *rest = (r["id"] for r in record["resources"])
    changes = {first: {"description": "Weekly."}}
    save(workspace, RecordChanges(workspace.package(record["id"]), changes, order=[second, first, *rest]))
    qtbot.waitUntil(lambda: journal.table.topLevelItemCount() == 2)
    journal.table.setCurrentItem(journal.table.topLevelItem(0))
    qtbot.waitUntil(lambda: journal.changes.topLevelItemCount() == 2)
    shown = [[journal.changes.topLevelItem(row).text(n) for n in range(3)] for row in range(2)]
    names = [r["name"] for r in record["resources"]]
    assert any(row[0].startswith(f"{names[0]} › ") for row in shown)
    assert any(names[0] in row[1].split("\n") for row in shown)
    assert first[:8] not in str(shown)


def test_an_entry_is_taken_back_after_a_review(journal, record, server, qtbot, opened):
    before = record.get("purpose") or ""
    take_back(qtbot, journal, opened)
    qtbot.waitUntil(lambda: journal.bar.isVisible() and journal.bar.kind == "success")
    assert (server.package(record["id"]).get("purpose") or "") == before
    qtbot.waitUntil(lambda: journal.table.topLevelItemCount() == 2)


def test_what_somebody_changed_since_is_decided_first(journal, record, server, qtbot, opened):
    server.patch_package(record["id"], {"purpose": "theirs"})
    take_back(qtbot, journal, opened)
    conflict = opened(ConflictDialog)
    assert not conflict.save_button.isEnabled()
    assert server.package(record["id"])["purpose"] == "theirs"
    conflict.pane.radios[Resolution.THEIRS].click()
    qtbot.mouseClick(conflict.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: journal.bar.text() != "")
    assert server.package(record["id"])["purpose"] == "theirs"


def test_an_entry_is_copied_as_a_script_without_a_key_that_runs(journal, demo, server, record, qtbot, tmp_path):
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(journal.script_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "RemoteCKAN" in QGuiApplication.clipboard().text())
    text = QGuiApplication.clipboard().text()
    assert "=mine" in text
    assert not any(token in text for token in demo.tokens.values())
    # it runs as it was copied
    server.patch_package(record["id"], {"purpose": "another"})
    (tmp_path / "copied.py").write_text(text, "utf-8")
    subprocess.run(
        [sys.executable, str(tmp_path / "copied.py")],
        env={**os.environ, "BCDC_API_KEY": demo.tokens["editor"]},
        timeout=PATIENCE,
        check=True,
    )
    assert server.package(record["id"])["purpose"] == "=mine"


def test_the_journal_is_exported_as_json_and_as_a_table(journal, record, qtbot, tmp_path):
    for name in ("journal.json", "journal.csv"):
        journal.bar.hide()
        journal.export_to(tmp_path / name)
        qtbot.waitUntil(lambda name=name: name in journal.bar.text())
    entries = json.loads((tmp_path / "journal.json").read_text("utf-8"))
    assert [e["after"] for e in entries["entries"]] == [{"": {"purpose": "=mine"}}]
    with (tmp_path / "journal.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = rows  # one a field, as `bcdc journal --export` writes it
    assert (row["profile"], row["user"], row["package"]) == ("practice", "editor", record["id"])
    assert (row["target"], row["field"]) == ("", "purpose")
    assert row["after"] == "'=mine"  # no spreadsheet takes it for a formula


def test_the_catalogues_revisions_are_compared(journal, window, record, qtbot):
    workspace = window.session.workspace
    save(workspace, RecordChanges(workspace.package(record["id"]), {"": {"purpose": "again"}}))
    journal.tabs.setCurrentIndex(1)
    table = journal.activity.table
    qtbot.waitUntil(lambda: table.topLevelItemCount() >= 2)
    table.setCurrentItem(table.topLevelItem(0))
    qtbot.waitUntil(lambda: journal.activity.changes.topLevelItemCount() == 1)
    row = journal.activity.changes.topLevelItem(0)
    assert [row.text(i) for i in range(3)] == ["Purpose", "=mine", "again"]


def test_any_two_revisions_are_compared_with_the_order_and_what_came_and_went(journal, window, record, qtbot):
    workspace = window.session.workspace
    package = workspace.package(record["id"])
    first, second = (r["id"] for r in package["resources"][:2])
    save(workspace, RecordChanges(package, {first: {"name": "Renamed"}}))
    package = workspace.package(record["id"])
    gone = package["resources"][-1]["id"]
    save(workspace, RecordChanges(package, {"": {"purpose": "again"}}, deletions=[gone], order=[second, first]))
    journal.tabs.setCurrentIndex(1)
    activity = journal.activity
    qtbot.waitUntil(lambda: activity.table.topLevelItemCount() >= 3)
    qtbot.waitUntil(lambda: "Order of the resources" in labels(activity))  # of the latest, which is selected at first
    activity.table.clearSelection()
    assert labels(activity) == {}, "of what is not selected any more"
    for place in (0, 2):
        activity.table.topLevelItem(place).setSelected(True)
    qtbot.waitUntil(lambda: "Order of the resources" in labels(activity))
    found = labels(activity)
    assert found["Purpose"] == ["=mine", "again"]
    assert found["Renamed › Name"] == [record["resources"][0]["name"], "Renamed"]
    assert found[record["resources"][-1]["name"]][1] == "deleted"


def test_older_revisions_are_a_button_away(journal, window, record, qtbot):
    """More than the catalogue gives in one answer: the first and the last of them are compared."""
    journal.activity.page_size = 2
    workspace = window.session.workspace
    for number in range(4):
        assert save(
            workspace, RecordChanges(workspace.package(record["id"]), {"": {"purpose": f"number {number}"}})
        ).entry
    all_of_them = len(workspace.catalogue.activity(record["id"]))
    journal.tabs.setCurrentIndex(1)
    activity = journal.activity
    while activity.table.topLevelItemCount() < all_of_them:
        qtbot.waitUntil(lambda: activity.older.isVisibleTo(activity) and activity.older.isEnabled())
        before = activity.table.topLevelItemCount()
        qtbot.mouseClick(activity.older, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda before=before: activity.table.topLevelItemCount() > before)
    activity.table.clearSelection()
    for place in (0, all_of_them - 1):
        activity.table.topLevelItem(place).setSelected(True)
    qtbot.waitUntil(lambda: labels(activity).get("Purpose", ["", ""])[1] == "number 3")


def labels(activity) -> dict:
    rows = [activity.changes.topLevelItem(i) for i in range(activity.changes.topLevelItemCount())]
    return {row.text(0): [row.text(1), row.text(2)] for row in rows}
