"""Given a resource on screen, when I edit it, then only what I changed is sent, and nothing I typed is lost."""

from copy import deepcopy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.ui.review import ChangesDialog, ConflictDialog
from bcdc_desktop.ui.review.decision import Resolution


def open_dialog(kind):
    """The dialog of a kind that is open, or None."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


@pytest.fixture
def editor(window, record, show_record):
    show_record(window, record["id"])
    return window.record.editor


def type_name(qtbot, editor, text):
    field = editor.form.editor("name")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def review(qtbot, editor):
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: open_dialog(ChangesDialog) is not None)
    return open_dialog(ChangesDialog)


def test_saving_shows_what_changes_and_sends_only_that(window, editor, record, server, qtbot):
    before = server.package(record["id"])
    type_name(qtbot, editor, "Caseloads, corrected")
    dialog = review(qtbot, editor)
    table = dialog.table
    assert table.topLevelItemCount() == 1
    assert table.topLevelItem(0).text(1) == record["resources"][0]["name"]
    assert table.topLevelItem(0).text(2) == "Caseloads, corrected"
    assert dialog.save_button.text() == "Save 1 field"
    assert any("become public" in bar.text() for bar in dialog.warning_bars)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    after = server.package(record["id"])
    changed = {
        key
        for old, new in zip(before["resources"], after["resources"], strict=True)
        for key in old.keys() | new.keys()
        if old.get(key) != new.get(key) and key != "iso_topic_category"
    }
    assert changed <= {"name", "metadata_modified"}
    assert after["resources"][0]["name"] == "Caseloads, corrected"
    entry = window.session.workspace.store.journal.entries()[0]
    assert entry.outcome == "verified"
    assert entry.after == {record["resources"][0]["id"]: {"name": "Caseloads, corrected"}}


def test_opening_and_saving_without_a_change_sends_nothing(editor, qtbot):
    assert not editor.save.isEnabled()
    assert editor.form.edits() == {}


def test_what_is_typed_survives_switching_away_and_a_restart(open_window, record, show_record, qtbot):
    window = open_window()
    show_record(window, record["id"])
    type_name(qtbot, window.record.editor, "half a thought")
    other = record["resources"][1]["id"]
    window.record.table.setCurrentIndex(window.record.model.find(other))
    qtbot.waitUntil(lambda: window.record.editor.resource_id == other)
    first = record["resources"][0]["id"]
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: (draft := drafts.get(record["id"])) is not None and "name" in draft.changes.of(first))
    # no orderly end: another program on the same home finds the draft
    again = open_window()
    show_record(again, record["id"])
    assert again.record.editor.resource_id == first
    assert again.record.editor.form.values()["name"] == "half a thought"
    assert "1 change" in again.record.editor.status.text()


def test_a_wrong_value_is_marked_and_not_sent(editor, qtbot):
    type_name(qtbot, editor, "x")
    editor.form.editor("name").clear()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the marked field" in editor.bar.text())
    assert open_dialog(ChangesDialog) is None


def test_the_servers_message_stands_at_its_field(window, editor, record, server, qtbot):
    # a schema of another day: the window says yes, the server says no
    workspace = window.session.workspace
    schema = deepcopy(workspace.schema().raw)
    cycle = next(f for f in schema["resource_fields"] if f["field_name"] == "resource_update_cycle")
    cycle["choices"].append({"value": "every full moon", "label": "every full moon"})
    workspace.put_schema(DatasetSchema.from_action(schema))
    qtbot.waitUntil(
        lambda: "every full moon" in {c.value for c in editor.form.cell("resource_update_cycle").field.choices}
    )
    editor.form.set_value("resource_update_cycle", "every full moon")
    dialog = review(qtbot, editor)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.bar.kind == "error" and editor.bar.text() != "")
    assert "Choose one of the listed values" in editor.form.cell("resource_update_cycle").note("error")
    assert editor.form.values()["resource_update_cycle"] == "every full moon"
    assert server.resource(record["resources"][0]["id"])["resource_update_cycle"] != "every full moon"


def test_a_colleagues_change_to_the_same_field_is_shown_and_decided(window, editor, record, server, qtbot):
    resource = record["resources"][0]["id"]
    type_name(qtbot, editor, "mine")
    editor.form.set_value("description", "mine too")
    server.revise(Revision(record["id"], resources={resource: {"name": "theirs"}}))
    dialog = review(qtbot, editor)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: open_dialog(ConflictDialog) is not None)
    conflict = open_dialog(ConflictDialog)
    assert conflict.open_conflicts() == ["name"]
    assert not conflict.save_button.isEnabled()
    assert server.resource(resource)["name"] == "theirs"
    conflict.pane.radios[Resolution.YOURS].click()
    assert conflict.save_button.isEnabled()
    qtbot.mouseClick(conflict.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "saved" in editor.bar.text())
    now = server.resource(resource)
    assert (now["name"], now["description"]) == ("mine", "mine too")


def test_a_colleagues_change_elsewhere_in_the_record_does_not_disturb(editor, record, server, qtbot):
    first, second = (r["id"] for r in record["resources"][:2])
    type_name(qtbot, editor, "mine")
    server.revise(Revision(record["id"], resources={second: {"description": "theirs"}}))
    dialog = review(qtbot, editor)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "1 field saved" in editor.bar.text())
    assert server.resource(first)["name"] == "mine"
    assert server.resource(second)["description"] == "theirs"


def test_discarding_goes_back_and_can_be_taken_back(window, editor, record, qtbot):
    type_name(qtbot, editor, "never mind")
    editor.form.flush()
    qtbot.mouseClick(editor.discard, Qt.MouseButton.LeftButton)
    assert editor.form.values()["name"] == record["resources"][0]["name"]
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: drafts.get(record["id"]) is None)
    editor.bar.buttons[0].click()
    assert editor.form.values()["name"] == "never mind"
    qtbot.waitUntil(lambda: drafts.get(record["id"]) is not None)


def test_a_reader_cannot_edit(open_window, demo, record, show_record, qtbot):
    window = open_window()
    window.practise_as("member")
    qtbot.waitUntil(lambda: window.session.workspace.user == "member")
    qtbot.waitUntil(lambda: not window.session.synchronizing and window.packages.model.rowCount() > 0)
    show_record(window, record["id"])
    assert not window.record.page.tabs.add_files.isEnabled()
    assert window.record.editor.form.editor("name").isReadOnly()
