"""Given an editor, when a record is begun, then it is a draft here until it is complete and created."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from bcdc_desktop.app.records.drafts import rows as draft_rows
from bcdc_desktop.ui.record.new_record import NewRecordDialog
from bcdc_desktop.ui.review import ChangesDialog
from helpers.schema_corpus import languages


@pytest.fixture
def begin(window, qtbot, opened):
    """Begins a new record through the dialog."""

    def begun(choose) -> None:
        qtbot.mouseClick(window.top.new_record, Qt.MouseButton.LeftButton)
        dialog = opened(NewRecordDialog)
        choose(dialog)
        qtbot.waitUntil(lambda: window.record.editor is not None and window.record.editor.copy.is_new)
        qtbot.waitUntil(lambda: window.record.editor.target == "")
        return window.record.editor

    return begun


def press_begin(qtbot):
    def choose(dialog, way="blank"):
        getattr(dialog, way).setChecked(True)
        qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)

    return choose


def test_a_title_makes_the_name_until_the_name_is_written(begin, qtbot):
    editor = begin(press_begin(qtbot))
    editor.form.set_value("title", "Wells of the Skeena")
    assert editor.form.values()["name"] == "wells-of-the-skeena"
    editor.form.set_value("title", "Wells of the upper Skeena")
    assert editor.form.values()["name"] == "wells-of-the-upper-skeena"
    editor.form.set_value("name", "my-wells")
    editor.form.set_value("title", "Wells")
    assert editor.form.values()["name"] == "my-wells"


def test_a_title_in_several_languages_makes_the_name_and_calls_the_draft(window, begin, qtbot):
    window.session.workspace.put_schema(languages())
    qtbot.waitUntil(lambda: window.session.workspace.schema().dataset_type == "languages")
    editor = begin(press_begin(qtbot))
    editor.form.set_value("title_translated", {"en": "Lakes", "fr": "Lacs"})
    assert editor.form.values()["name"] == "lakes"
    qtbot.waitUntil(lambda: window.record.page.summary.title.text() == "Lakes")
    drafts = window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: [d.title for d in draft_rows(window.session.workspace)] == ["Lakes"])
    assert drafts.get(editor.copy.package_id) is not None


def test_a_name_and_a_title_in_use_are_told_while_typing(begin, record, qtbot):
    editor = begin(press_begin(qtbot))
    editor.form.set_value("title", record["title"])
    qtbot.waitUntil(lambda: "used by the record" in editor.form.cell("name").note("error"))
    assert "Another record already has this title" in editor.form.cell("title").note("error")


def test_a_record_made_from_another_is_created_once_it_is_complete(
    window, begin, record, show_record, server, qtbot, opened
):
    show_record(window, record["id"])
    assert window.packages.selected_keys()
    editor = begin(lambda dialog: press_begin(qtbot)(dialog, "record"))
    qtbot.waitUntil(lambda: not window.packages.selected_keys())  # it is not the one on screen any more
    assert editor.form.values()["contacts"] == record["contacts"]
    editor.form.set_value("title", "Wells of the Skeena")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fix the" in editor.bar.text())
    for name, value in (
        ("notes", "Where wells are."),
        ("resource_status", "onGoing"),
        ("dates", [{"type": "Created", "date": "2024-01-01"}]),
    ):
        editor.form.set_value(name, value)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    dialog = opened(ChangesDialog)
    assert dialog.save_button.text() == "Create it, visible to anyone"  # this CKAN hides no drafts
    draft = editor.copy.package_id
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "in the catalogue" in window.record.bar.text())
    made = server.package("wells-of-the-skeena")
    assert made["publish_state"] == "DRAFT"
    assert made["notes"] == "Where wells are."
    qtbot.waitUntil(lambda: window.record.package.id == made["id"])
    assert window.session.workspace.store.drafts.get(draft) is None


def test_a_draft_is_listed_after_a_restart_and_opened_again(window, open_window, begin, qtbot):
    editor = begin(press_begin(qtbot))
    editor.form.set_value("title", "Half a record")
    draft, drafts = editor.copy.package_id, window.session.workspace.store.drafts
    qtbot.waitUntil(lambda: (d := drafts.get(draft)) is not None and d.changes.of("").get("title") == "Half a record")
    window.close()
    again = open_window()
    again.show_drafts()
    table = again.drafts.table
    qtbot.waitUntil(lambda: table.topLevelItemCount() == 1)
    assert [table.topLevelItem(0).text(column) for column in (0, 3)] == ["Half a record", "Not created yet"]
    table.setCurrentItem(table.topLevelItem(0))
    qtbot.waitUntil(lambda: again.record.editor is not None and again.record.editor.copy.package_id == draft)
    qtbot.waitUntil(lambda: again.record.editor.target == "")
    assert again.record.editor.form.values()["title"] == "Half a record"


def test_a_json_file_begins_a_record_and_says_what_it_left_out(window, begin, record, qtbot, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**record, "title": "From a file"}), "utf-8")
    editor = begin(lambda dialog: dialog.read_file(path))
    assert editor.form.values()["title"] == "From a file"
    qtbot.waitUntil(lambda: "Not imported" in window.record.bar.text())


def test_a_file_that_is_no_record_is_refused_in_the_dialog(window, qtbot, opened, tmp_path):
    window.new_record()
    dialog = opened(NewRecordDialog)
    path = tmp_path / "record.json"
    path.write_bytes(b"\xff\xfe no record")
    dialog.read_file(path)
    qtbot.waitUntil(lambda: "UTF-8" in dialog.bar.text())
    path.write_text("[1, 2]", "utf-8")
    dialog.read_file(path)
    qtbot.waitUntil(lambda: "contain a JSON object" in dialog.bar.text())
    assert dialog.isVisible()
    dialog.reject()


def test_a_template_is_kept_from_a_record_and_begins_others(window, begin, record, show_record, qtbot):
    show_record(window, record["id"])

    def keep(dialog):
        dialog.record.setChecked(True)
        assert not dialog.groups["texts"].isChecked()  # what to carry over is asked; descriptions are not, usually
        dialog.groups["texts"].setChecked(True)
        dialog.groups["contacts"].setChecked(False)
        dialog.keep_as.setText("Wells")
        qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)

    editor = begin(keep)
    assert editor.form.values()["notes"] == record["notes"]
    assert not editor.form.values().get("contacts")
    window.show_record(record["id"])
    qtbot.waitUntil(lambda: editor.copy.package_id == record["id"])

    def use(dialog):
        qtbot.waitUntil(lambda: dialog.template.isVisible())
        dialog.template.setChecked(True)
        assert dialog.templates.currentText() == "Wells"
        qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)

    editor = begin(use)
    assert editor.form.values()["notes"] == record["notes"]
    assert editor.form.values().get("title") in (None, "")


def test_who_is_an_editor_nowhere_is_told_so_before_a_record_is_begun(window, qtbot, opened):
    def said() -> str:
        window.new_record()
        dialog = opened(NewRecordDialog)
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()
        return words

    as_editor = said()
    with qtbot.waitSignal(window.program.opened):
        window.program.open("practice", practice_role="member")
    qtbot.waitUntil(lambda: window.session.account is not None and window.session.account.name == "member")
    assert said() != as_editor
