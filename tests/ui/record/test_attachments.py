"""Given a record with changes, when files are dropped, then they can go out with it: one review, one request."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from bcdc_desktop.ui.review import ChangesDialog
from bcdc_desktop.ui.uploads.dialog import UploadSheet
from helpers.dragging import drop_files
from helpers.waiting import PATIENCE


@pytest.fixture
def tables(tmp_path):
    """Makes tables, each with a name and a number of rows."""

    def make(name: str = "levels_2024.csv", rows: int = 3) -> Path:
        path = tmp_path / name
        path.write_bytes(
            "".join(f"{r}\r\n" for r in ["DATE,LEVEL", *(f"2024-01-0{n + 1},{n}" for n in range(rows))]).encode()
        )
        return path

    return make


@pytest.fixture
def attach_action(qtbot, opened):
    """Fills in what the sheet still wants, and hands its files over to the record's changes."""

    def hand(**choices: str) -> UploadSheet:
        sheet = opened(UploadSheet)
        qtbot.waitUntil(lambda: sheet.state is not None and not sheet.state.reading)
        for name, value in choices.items():
            qtbot.waitUntil(lambda n=name: sheet.findChild(QComboBox, f"forAll.{n}") is not None)
            combo = sheet.findChild(QComboBox, f"forAll.{name}")
            combo.setCurrentIndex(combo.findText(value))
        button = sheet.findChild(QPushButton, "withChangesButton")
        qtbot.waitUntil(button.isEnabled)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        return sheet

    return hand


def review(qtbot, editor, opened):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    rows = {
        dialog.table.topLevelItem(i).text(0): dialog.table.topLevelItem(i).text(2)
        for i in range(dialog.table.topLevelItemCount())
    }
    return dialog, rows


def below(window) -> QPoint:
    return QPoint(window.record.page.width() // 2, window.record.page.height() - 40)


def mark(window, resource_id):
    return window.record.model.find(resource_id).siblingAtColumn(4).data()


def test_new_and_replaced_files_go_out_with_the_other_changes_as_one_act(
    window, editor, record, server, qtbot, opened, tables, attach_action
):
    first = record["resources"][0]["id"]
    window.record.edit_record()
    editor.form.set_value("purpose", "To be found")
    window.record.show_resources()
    new, newer = tables(), tables("newer.csv", rows=5)
    drop_files(window.record.page, below(window), [new])
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: len(editor.copy.changes.new_resources) == 1)
    (made,) = editor.copy.changes.new_resources
    assert mark(window, made) == "new file, not saved"
    table = window.record.table
    drop_files(table.viewport(), table.visualRect(window.record.model.find(first)).center(), [newer])
    attach_action()
    qtbot.waitUntil(lambda: mark(window, first) == "file to be replaced")
    assert "3 changes" in editor.status.text()
    assert server.package(record["id"])["metadata_modified"] == record["metadata_modified"]
    dialog, rows = review(qtbot, editor, opened)
    assert rows["Purpose"] == "To be found"
    assert "newer.csv" in rows[record["resources"][0]["name"]]
    assert "levels_2024.csv" in next(words for label, words in rows.items() if label.startswith("New resource"))
    assert "changes and files" in dialog.warning_bars[0].text()
    assert dialog.save_button.text() == "Save 3 changes"
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    there = server.package(record["id"])
    by_id = {r["id"]: r for r in there["resources"]}
    assert there["purpose"] == "To be found"
    assert b"".join(server.read_file(by_id[made]["url"])) == new.read_bytes()
    assert by_id[made]["resource_update_cycle"] == "annually"
    assert b"".join(server.read_file(by_id[first]["url"])) == newer.read_bytes()
    store = window.session.workspace.store
    assert [(e.action, e.outcome) for e in store.journal.entries()] == [("package_revise", "verified")]
    assert store.uploads.rows() == []
    qtbot.waitUntil(lambda: store.drafts.get(record["id"]) is None)


def test_files_with_changes_survive_a_restart_and_say_when_they_are_not_as_they_were(
    window, open_window, editor, record, server, show_record, qtbot, opened, tables, attach_action
):
    stays, changes, goes = tables("stays.csv"), tables("changes.csv"), tables("goes.csv")
    window.uploads.add_files(record["id"], "", [stays, changes, goes])
    attach_action(resource_update_cycle="Annually")
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: (d := drafts.get(record["id"])) is not None and len(d.changes.files) == 3)
    changes.write_bytes(b"A\r\n1\r\n")
    goes.unlink()
    again = open_window()
    show_record(again, record["id"])
    copy = again.record.editor.copy
    places = {f.path.name: target for target, f in copy.changes.files.items()}
    qtbot.waitUntil(lambda: mark(again, places["changes.csv"]) == "file has changed")
    assert mark(again, places["goes.csv"]) == "file is missing"
    assert mark(again, places["stays.csv"]) == "new file, not saved"
    again.record.show_part(places["stays.csv"])
    qtbot.mouseClick(again.record.editor.save, Qt.MouseButton.LeftButton)
    bar = again.record.editor.bar
    qtbot.waitUntil(lambda: "2 files have changed or are missing" in bar.text())
    assert len(server.package(record["id"])["resources"]) == len(record["resources"])
    bar.buttons[0].click()  # look at it again
    attach_action()
    qtbot.waitUntil(lambda: mark(again, places["changes.csv"]) == "new file, not saved")
    qtbot.mouseClick(again.record.editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "“goes.csv” is missing" in bar.text())
    bar.buttons[-1].click()
    qtbot.waitUntil(lambda: places["goes.csv"] not in copy.changes.files)
    dialog, rows = review(qtbot, again.record.editor, opened)
    assert len(rows) == 2
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in bar.text())
    there = {r["id"]: r for r in server.package(record["id"])["resources"]}
    assert b"".join(server.read_file(there[places["changes.csv"]]["url"])) == b"A\r\n1\r\n"
    assert places["goes.csv"] not in there


def test_a_file_is_left_out_again_and_brought_back(window, editor, record, qtbot, tables, attach_action):
    first = record["resources"][0]["id"]
    window.uploads.add_files(record["id"], first, [tables()])
    attach_action()
    qtbot.waitUntil(lambda: mark(window, first) == "file to be replaced")
    assert editor.form.editor("url").text() == "levels_2024.csv"
    window.record.page.area.removeFileAsked.emit(first)
    assert mark(window, first) != "file to be replaced"
    assert editor.form.editor("url").text() != "levels_2024.csv"
    assert not editor.save.isEnabled()
    window.record.bar.buttons[0].click()
    assert mark(window, first) == "file to be replaced"
    qtbot.mouseClick(editor.discard, Qt.MouseButton.LeftButton)
    assert not editor.save.isEnabled()
    editor.bar.buttons[0].click()
    assert editor.save.isEnabled()
    assert list(editor.copy.changes.files) == [first]


def test_a_new_resource_is_taken_out_with_its_file(window, editor, record, qtbot, tables, attach_action):
    window.uploads.add_files(record["id"], "", [tables()])
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: len(editor.copy.changes.files) == 1)
    (made,) = editor.copy.changes.files
    window.record.table.setCurrentIndex(window.record.model.find(made))
    qtbot.keyClick(window.record.table, Qt.Key.Key_Delete)
    assert not window.record.model.find(made).isValid()
    assert editor.copy.changes.empty
    assert "was removed" in window.record.bar.text()
    window.record.bar.buttons[0].click()
    assert mark(window, made) == "new file, not saved"


def test_a_file_dropped_on_a_link_that_is_new_becomes_its_file(window, editor, record, qtbot, tables, attach_action):
    window.record.add_a_link()
    made = editor.resource_id
    editor.form.set_value("name", "Download levels")
    table = window.record.table
    table.scrollToBottom()
    drop_files(table.viewport(), table.visualRect(window.record.model.find(made)).center(), [tables()])
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: list(editor.copy.changes.files) == [made])
    assert list(editor.copy.changes.new_resources) == [made]


def test_what_is_too_large_for_one_save_stays_in_the_sheet(
    window, editor, record, qtbot, opened, tables, attach_action
):
    workspace = window.session.workspace
    workspace.learn_budget(1_000_000)
    small, large = tables("small.csv"), tables("large.csv")
    with large.open("r+b") as file:
        file.seek(1_100_000)
        file.write(b"\r\n")
    large.rename(large.with_suffix(".bin"))
    window.uploads.add_files(record["id"], "", [small, large.with_suffix(".bin")])
    sheet = opened(UploadSheet)
    qtbot.waitUntil(lambda: sheet.state is not None and not sheet.state.reading)
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: "separately" in sheet.bar.text())
    assert "large.bin" in sheet.bar.text()
    assert "1.0 MB" in sheet.bar.text().replace("\u00a0", " ")
    assert sheet.isVisible()
    assert [row.file_name for row in sheet.state.rows] == ["large.bin"]
    assert [f.name for f in editor.copy.files().values()] == ["small.csv"]
    sheet.reject()


def test_files_for_a_record_that_is_not_on_screen_wait_in_its_draft(
    window, editor, record, server, qtbot, opened, tables, attach_action
):
    other = next(
        p for p in server.search(rows=100, fq=f'owner_org:"{record["owner_org"]}"').packages if p["id"] != record["id"]
    )
    window.uploads.add_files(other["id"], "", [tables()])
    attach_action(resource_update_cycle="Annually")
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: (d := drafts.get(other["id"])) is not None and len(d.changes.files) == 1)
    window.show_drafts()
    table = window.drafts.table
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1)
    assert (table.topLevelItem(0).text(0), table.topLevelItem(0).text(1)) == (other["title"], "1")
    assert drafts.get(record["id"]) is None


def test_a_save_with_files_shows_how_far_it_is_and_can_be_stopped(
    window, editor, record, server, qtbot, opened, tables, attach_action, monkeypatch
):
    from bcdc_desktop.catalogue.http import FilePart

    first = record["resources"][0]["id"]
    path = tables("large.csv")
    path.write_bytes(b"A\r\n" + b"1\r\n" * 300_000)
    window.uploads.add_files(record["id"], first, [path])
    attach_action()
    qtbot.waitUntil(lambda: bool(editor.copy.changes.files))
    read, reads, stopped = FilePart.read, [], threading.Event()

    def slow(self, size=-1):
        reads.append(size)
        if len(reads) > 3:
            stopped.wait(PATIENCE)
        return read(self, size)

    monkeypatch.setattr(FilePart, "read", slow)
    dialog, _ = review(qtbot, editor, opened)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.sending.isVisible() and " of " in editor.sending.words.text())
    assert not editor.save.isEnabled()
    qtbot.mouseClick(editor.sending.stop, Qt.MouseButton.LeftButton)
    stopped.set()
    qtbot.waitUntil(lambda: "Stopped. Nothing was saved" in editor.bar.text())
    assert not editor.sending.isVisible()
    assert server.package(record["id"])["metadata_modified"] == record["metadata_modified"]
    assert editor.save.isEnabled()
    assert list(editor.copy.changes.files) == [first]
    monkeypatch.setattr(FilePart, "read", read)
    dialog, _ = review(qtbot, editor, opened)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.bar.kind == "success")
    assert [e.outcome for e in window.session.workspace.store.journal.entries()] == ["verified", "refused"]


def test_a_file_that_changes_while_it_is_reviewed_is_told(
    window, editor, record, server, qtbot, opened, tables, attach_action
):
    first = record["resources"][0]["id"]
    path = tables()
    window.uploads.add_files(record["id"], first, [path])
    attach_action()
    qtbot.waitUntil(lambda: bool(editor.copy.changes.files))
    dialog, _ = review(qtbot, editor, opened)
    path.write_bytes(b"A\r\nanother\r\n")
    os.utime(path, (1, 1))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "has changed since you added it" in editor.bar.text())
    assert mark(window, first) == "file has changed"
    assert server.package(record["id"])["metadata_modified"] == record["metadata_modified"]


def test_a_new_record_is_created_with_its_files(window, server, qtbot, opened, tables, attach_action, editor, record):
    from bcdc_desktop.ui.record.new_record import NewRecordDialog

    window.new_record()
    dialog = opened(NewRecordDialog)
    dialog.record.setChecked(True)
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.is_new)
    qtbot.waitUntil(lambda: window.record.editor.target == "")
    draft = window.record.editor.copy.package_id
    for name, value in (
        ("title", "Levels of the Skeena"),
        ("notes", "How high it stood."),
        ("resource_status", "onGoing"),
        ("dates", [{"type": "Created", "date": "2024-01-01"}]),
    ):
        editor.form.set_value(name, value)
    path = tables()
    drop_files(window.record.page, below(window), [path])
    sheet = opened(UploadSheet)
    assert not sheet.send_button.isVisible()
    assert "Levels of the Skeena" in sheet.windowTitle() or sheet.state is None
    attach_action(resource_update_cycle="Annually")
    qtbot.waitUntil(lambda: len(editor.copy.changes.files) == 1)
    dialog, rows = review(qtbot, editor, opened)
    assert any("levels_2024.csv" in words for words in rows.values())
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "in the catalogue" in window.record.bar.text())
    (made,) = server.package("levels-of-the-skeena")["resources"]
    assert b"".join(server.read_file(made["url"])) == path.read_bytes()
    assert window.session.workspace.store.drafts.get(draft) is None
