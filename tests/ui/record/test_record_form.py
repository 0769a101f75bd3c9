"""Given a record on screen, when I edit it and its resources, then one review shows it and one request sends it."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import Qt

from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.ui.record.completeness import AdvicePopup
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.review.decision import Resolution
from bcdc_desktop.ui.review.rows import HTML, DiffWorker
from helpers.waiting import PATIENCE


def save(qtbot, editor, opened):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def test_f2_on_a_record_opens_its_own_form(window, editor, qtbot, record):
    window.packages.view.setFocus()
    window.record.edit()
    assert editor.target == ""
    assert editor.form.objectName() == "packageForm"
    assert editor.form.values()["title"] == record["title"]
    assert editor.form.isVisible()
    assert not window.record.table.isVisible()
    window.record.focus_resources()
    assert editor.resource_id == record["resources"][0]["id"]
    window.record.edit()
    assert editor.form.objectName() == "resourceForm"


def test_fields_of_record_and_resources_go_out_as_one_act(window, editor, record, server, qtbot, opened):
    first, second = (r["id"] for r in record["resources"][:2])
    editor.form.set_value("name", "First, corrected")
    window.record.table.setCurrentIndex(window.record.model.find(second))
    editor.form.set_value("description", "Second, described")
    window.record.edit_record()
    editor.form.set_value("purpose", "To be found")
    assert "3 changes" in editor.status.full_text()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    assert dialog.save_button.text() == "Save 3 fields"
    assert record["title"] in dialog.windowTitle()
    labels = [dialog.table.topLevelItem(i).text(0) for i in range(3)]
    assert labels[0] == "Purpose"
    assert labels[1].startswith("First, corrected › ") or labels[1].startswith(record["resources"][0]["name"])
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "3 fields saved" in editor.bar.text())
    now = server.package(record["id"])
    assert now["purpose"] == "To be found"
    assert now["resources"][0]["name"] == "First, corrected"
    assert now["resources"][1]["description"] == "Second, described"
    store = window.session.workspace.store
    assert set(store.journal.entries()[0].after) == {"", first, second}
    assert len(store.journal.entries()) == 1
    qtbot.waitUntil(lambda: store.drafts.get(record["id"]) is None)


def test_opening_the_record_changes_nothing(window, editor, record, server):
    before = server.package(record["id"])["metadata_modified"]
    window.record.edit_record()
    window.record.show_resources()
    assert not editor.save.isEnabled()
    assert editor.copy.changes.empty
    assert server.package(record["id"])["metadata_modified"] == before


def test_the_forms_stay_the_same_from_record_to_record(window, editor, record, server, qtbot, show_record):
    forms = editor.record_section.form, editor.resource_section.form
    other = next(p for p in server.search(rows=50).packages if p["id"] != record["id"] and len(p["resources"]) > 0)
    show_record(window, other["id"])
    assert window.record.editor is editor
    assert (editor.record_section.form, editor.resource_section.form) == forms
    assert editor.form.values()["name"] == other["resources"][0]["name"]


def test_an_error_in_another_part_is_shown_before_anything_is_sent(window, editor, record, qtbot):
    window.record.edit_record()
    editor.form.set_value("title", "")
    window.record.show_resources()
    editor.form.set_value("description", "fine")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    assert editor.target == ""
    assert window.record.page.tabs.record.isChecked()


def test_colleagues_changes_to_two_parts_are_decided_in_one_dialog(window, editor, record, server, qtbot, opened):
    resource = record["resources"][0]["id"]
    editor.form.set_value("name", "mine")
    window.record.edit_record()
    editor.form.set_value("purpose", "mine")
    server.revise(Revision(record["id"], fields={"purpose": "theirs"}, resources={resource: {"name": "theirs"}}))
    save(qtbot, editor, opened)
    conflict = opened(ConflictDialog)
    assert len(conflict.open_conflicts()) == 2
    for row in range(2):
        conflict.table.setCurrentItem(conflict.table.topLevelItem(row))
        conflict.pane.radios[Resolution.YOURS if row else Resolution.THEIRS].click()
    qtbot.mouseClick(conflict.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    now = server.package(record["id"])
    assert {now["purpose"], now["resources"][0]["name"]} == {"mine", "theirs"}


def test_what_somebody_else_overwrote_is_told_and_taken_up_again(window, editor, record, server, qtbot, opened):
    window.record.edit_record()
    editor.form.set_value("purpose", "mine")
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    server.patch_package(record["id"], {"purpose": "an old form"})
    window.session.refresh_package(record["id"])
    qtbot.waitUntil(lambda: "overwritten" in window.record.bar.text())
    window.record.bar.buttons[1].click()
    qtbot.waitUntil(lambda: editor.copy.of("") == {"purpose": "mine"})
    assert editor.form.values()["purpose"] == "mine"
    save(qtbot, editor, opened)
    qtbot.waitUntil(lambda: server.package(record["id"])["purpose"] == "mine")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_keywords_complete_from_what_is_remembered_and_from_the_catalogue(window, editor, record, server, qtbot):
    window.record.edit_record()
    line, tags = editor.form.editor("tag_string"), editor.form.cell("tag_string").editor
    used = record["tags"][0]["name"]
    line.setFocus()
    line.setText("")
    qtbot.keyClicks(line, used[:3])
    assert used in tags.offered.stringList()
    # made by a colleague a moment ago: not remembered here
    other = next(
        p for p in server.search(rows=50).packages if p["id"] != record["id"] and p["owner_org"] == record["owner_org"]
    )
    server.patch_package(other["id"], {"tag_string": "zquaternary ice"})
    line.setText("")
    qtbot.keyClicks(line, "zqua")
    assert tags.offered.stringList() == []
    qtbot.waitUntil(lambda: tags.offered.stringList() == ["zquaternary ice"])
    tags.completer.popup().hide()


def test_f8_goes_to_the_problem_and_the_meter_tells_what_is_missing(window, editor, qtbot):
    window.record.edit_record()
    editor.form.set_value("title", "")
    editor.form.editor("notes").setFocus()
    editor.next_problem()
    assert editor.form.editor("title").hasFocus() or window.focusWidget() is None
    qtbot.waitUntil(lambda: editor.meter.found is not None and any(a.needed for a in editor.meter.found.open))
    assert "required" in editor.meter.words.full_text()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_each_advice_has_its_reason_and_leads_to_its_field(window, editor, record, server, qtbot):
    window.record.edit_record()
    editor.form.set_value("contacts", [])
    qtbot.waitUntil(lambda: editor.meter.found is not None and any(a.needed for a in editor.meter.found.open))
    qtbot.mouseClick(editor.meter.advice, Qt.MouseButton.LeftButton)
    table = editor.meter.findChild(AdvicePopup).table
    reasons = {table.topLevelItem(i).text(0): table.topLevelItem(i).text(1) for i in range(table.topLevelItemCount())}
    assert "someone to ask" in reasons["A displayed contact (required)"]
    assert all(reasons.values())
    purpose = next(i for i in range(table.topLevelItemCount()) if table.topLevelItem(i).text(0) == "Purpose")
    table.setCurrentItem(table.topLevelItem(purpose))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editor.form.editor("purpose").isVisible())
    qtbot.waitUntil(lambda: editor.meter.findChild(AdvicePopup) is None)


def test_advice_to_add_a_resource_leads_to_the_resources(window, editor):
    window.record.edit_record()
    editor.focus_field("", "resources")
    assert window.record.page.tabs.resources.isChecked()


def test_undo_and_redo_by_keys_go_through_the_fields_that_were_changed(window, editor, record, qtbot):
    window.record.edit_record()
    form = editor.form
    title, notes = form.editor("title"), form.editor("notes")
    title.setFocus()
    title.end(False)
    qtbot.keyClicks(title, " more")
    notes.setFocus()
    qtbot.keyClicks(notes, "Begins. ")
    drafts = window.session.workspace.store.drafts
    form.flush()
    qtbot.waitUntil(lambda: (d := drafts.get(record["id"])) is not None and set(d.changes.of("")) == {"title", "notes"})
    qtbot.keyClick(notes, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.edits() == {"title": record["title"] + " more"}
    qtbot.keyClick(notes, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.edits() == {}
    qtbot.waitUntil(lambda: drafts.get(record["id"]) is None)  # what is taken back is no draft any more
    redo = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(notes, Qt.Key.Key_Z, redo)
    qtbot.keyClick(notes, Qt.Key.Key_Z, redo)
    assert set(form.edits()) == {"title", "notes"}
    qtbot.waitUntil(lambda: (d := drafts.get(record["id"])) is not None and set(d.changes.of("")) == {"title", "notes"})


def test_what_a_review_takes_to_find_out_is_not_found_out_by_the_window(
    window, editor, record, qtbot, opened, monkeypatch
):
    """The organizations are read and long texts compared in a worker; the review is on screen before its marks."""
    threads: dict[str, set[int]] = {}

    def noted(name, work):
        def run(*given, **more):
            threads.setdefault(name, set()).add(threading.get_ident())
            return work(*given, **more)

        return run

    monkeypatch.setattr(Workspace, "tree", noted("tree", Workspace.tree))
    monkeypatch.setattr(DiffWorker, "marked", staticmethod(noted("marked", DiffWorker.marked)))
    window.record.edit_record()
    editor.form.set_value("notes", "A text of many words. " * 60 + "Its end.")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    row = dialog.table.topLevelItem(0)
    qtbot.waitUntil(lambda: row.data(2, HTML) is not None)
    assert "Its end" in row.data(2, HTML)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert "marked" in threads  # a system administrator needs no organization for it
    assert threading.get_ident() not in set().union(*threads.values())


def test_marks_that_come_after_the_review_was_closed_are_dropped(window, editor, qtbot, opened, monkeypatch):
    go, compare = threading.Event(), DiffWorker.marked
    monkeypatch.setattr(DiffWorker, "marked", staticmethod(lambda *texts: go.wait(PATIENCE) and compare(*texts)))
    window.record.edit_record()
    editor.form.set_value("notes", "A text of many words. " * 60)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    go.set()
    qtbot.waitUntil(window.session.workers.idle)
