from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QCheckBox, QTextBrowser
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.schema import DatasetSchema, Field
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.editors.date import tidy_date, tidy_datetime
from bcdc_desktop.ui.forms.editors.text import file_name

Show = Callable[..., SchemaForm]
# popups ask the offscreen platform for what it has not
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ALT = Qt.KeyboardModifier.AltModifier


@pytest.mark.parametrize("text", ["03/04/2026", "2026-13-01", "soon", "", "31 Foo 2026", "2026-02-30"])
def test_a_text_that_is_no_clear_date_stays_as_it_is(text: str) -> None:
    assert tidy_date(text) == text


def test_moments_are_written_as_ckan_writes_them() -> None:
    assert tidy_datetime("2026-03-31 14:30") == "2026-03-31T14:30:00"
    assert tidy_datetime("half past two") == "half past two"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://h/dataset/a/resource/b/download/my%20file.csv", "my file.csv"),
        ("my-file.csv", "my-file.csv"),
        ("http://[bad", "http://[bad"),
        ("", ""),
    ],
)
def test_a_files_name_is_the_end_of_its_link(url: str, name: str) -> None:
    assert file_name(url) == name


def test_many_choices_are_picked_from_a_list_that_narrows_as_one_types(
    show: Show, qtbot: QtBot, schema: DatasetSchema
) -> None:
    form = show(schema.resource_fields, {"bcdc_type": "geographic", "iso_topic_category": ["economy", "gone"]})
    editor = form.cell("iso_topic_category").editor
    qtbot.keyClick(editor.button, Qt.Key.Key_Space)
    popup = editor.popup
    qtbot.keyClicks(popup.filter, "heal")
    qtbot.keyClick(popup.filter, Qt.Key.Key_Return)
    assert form.edits() == {"iso_topic_category": ["economy", "health", "gone"]}
    assert editor.button.value() == "Economy, Health, gone (no longer a choice)"
    with qtbot.waitSignal(form.fieldLeft) as left:
        popup.close()
    assert left.args == ["iso_topic_category"]


def test_few_choices_are_check_boxes(show: Show, schema: DatasetSchema, package: dict[str, Any]) -> None:
    form = show(schema.dataset_fields, package)
    box = form.editor("contacts/1/displayed")
    assert isinstance(box, QCheckBox)
    assert box.text() == "Contact Displayed"
    box.click()
    assert form.edits()["contacts"][1]["displayed"] == ["displayed"]
    box.click()
    assert form.edits() == {}


def test_a_calendar_writes_the_date(show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, resource)
    line = form.editor("temporal_extent/0/end_date")
    qtbot.keyClick(line, Qt.Key.Key_F4)
    calendar = line.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2024, 12, 31)
    calendar.activated.emit(QDate(2025, 1, 15))
    assert form.edits() == {"temporal_extent": [{"beginning_date": "2024-01-01", "end_date": "2025-01-15"}]}


def test_a_date_that_is_only_shown_has_no_calendar(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    line = form.editor("temporal_extent/0/end_date")
    assert [action.isVisible() for action in line.actions()] == [True]
    form.set_read_only(True)
    assert [action.isVisible() for action in line.actions()] == [False]
    qtbot.keyClick(line, Qt.Key.Key_F4)
    assert line.findChild(QCalendarWidget) is None


def test_json_is_checked_as_one_types_and_indented_on_request(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    area = form.editor("json_table_schema")
    area.setPlainText('{"fields": [}')
    qtbot.waitUntil(lambda: form.cell("json_table_schema").note("error") != "")
    area.setPlainText('{"fields":[{"name":"a"}]}')
    assert form.edits() == {}
    area.setPlainText('{"fields":[{"name":"b"}]}')
    qtbot.waitUntil(lambda: form.cell("json_table_schema").note("error") == "")
    form.cell("json_table_schema").editor.head_widgets()[0].click()
    assert area.toPlainText().splitlines()[1] == '  "fields": ['


def test_markdown_has_a_preview_that_fetches_nothing(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"description": "**bold** ![x](http://127.0.0.1:9/x.png)"})
    editor = form.cell("description").editor
    editor.head_widgets()[0].click()
    preview = editor.widget.findChild(QTextBrowser)
    assert preview.isVisible()
    assert preview.toPlainText().startswith("bold")
    assert not editor.area.isVisible()
    form.editor("description")
    assert editor.area.isVisible()


def test_an_organization_is_found_by_a_part_of_its_name(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    combo = form.editor("contacts/0/org")
    assert combo.currentText() == "Information Management"
    combo.setFocus()
    combo.lineEdit().selectAll()
    qtbot.keyClicks(combo.lineEdit(), "number 17")
    form.editor("title").setFocus()
    assert combo.currentText() == "Branch number 17"
    assert form.edits()["contacts"][0]["org"] == "id-17"


def test_a_text_that_is_no_organization_is_kept_and_marked(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    combo = form.editor("owner_org")
    combo.setFocus()
    combo.lineEdit().selectAll()
    qtbot.keyClicks(combo.lineEdit(), "Ministry of Nothing")
    form.editor("title").setFocus()
    assert form.edits() == {"owner_org": "Ministry of Nothing"}
    assert [p.message for p in form.check()] == ["Choose one of the organizations"]


def test_a_record_belongs_where_one_may_write_a_contact_anywhere(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    assert form.editor("owner_org").count() == 2
    assert form.editor("contacts/0/org").count() == 41


def test_keywords_are_completed_and_tidied(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    line = form.editor("tag_string")
    assert line.text() == "children, water"
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, ", we")
    editor = form.cell("tag_string").editor
    assert editor.offered.stringList() == ["wells"]
    editor.completer.activated[str].emit("wells")
    assert line.text() == "children, water, wells, "
    line.setText("children,water ,  wells,Water")
    form.editor("title").setFocus()
    assert form.edits() == {"tag_string": "children, water, wells"}


def test_keywords_that_only_the_catalogue_knows_are_offered_when_its_answer_comes(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any], catalogue: Any
) -> None:
    form = show(schema.dataset_fields, package)
    line, editor = form.editor("tag_string"), form.cell("tag_string").editor
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, ", wat")
    assert editor.offered.stringList() == ["water quality"]  # water is there already
    qtbot.waitUntil(lambda: [begun for begun, _ in catalogue.asked] == ["wat"])
    catalogue.elsewhere.append("watershed")
    catalogue.asked[0][1]()
    assert editor.offered.stringList() == ["water quality", "watershed"]
    assert editor.completer.popup().isVisible()
    qtbot.keyClicks(line, "er")
    qtbot.waitUntil(lambda: len(catalogue.asked) == 2)
    catalogue.elsewhere.append("wattle")
    catalogue.asked[0][1]()  # an answer for what is not being written any more changes nothing
    assert editor.offered.stringList() == ["water quality", "watershed"]
    editor.completer.popup().hide()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([Qt.Key.Key_Return], "peace, w, water"),
        ([Qt.Key.Key_Enter], "peace, w, water"),
        ([Qt.Key.Key_Tab], "peace, w, water"),
        ([Qt.Key.Key_Comma], "peace, w,, water"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], "peace, water quality, water"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Tab], "peace, water quality, water"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Comma], "peace, water quality, water"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Escape], "peace, w, water"),
    ],
)
def test_a_keyword_is_what_was_typed_unless_one_of_the_list_was_marked(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any], keys: list[Qt.Key], text: str
) -> None:
    form = show(schema.dataset_fields, {**package, "tags": [{"name": "peace"}, {"name": "water"}]})
    line, editor = form.editor("tag_string"), form.cell("tag_string").editor
    line.setFocus()
    line.setText("peace, , water")  # one is added between two others
    line.setCursorPosition(len("peace, "))
    qtbot.keyClicks(line, "w")
    popup = editor.completer.popup()
    assert popup.isVisible()
    for key in keys:
        qtbot.keyClick(popup if popup.isVisible() else line, key)
    assert line.text() == text
    popup.hide()


def test_rows_are_added_removed_and_put_in_order(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    groups = form.cell("more_info").editor
    a, b = package["more_info"]
    qtbot.keyClick(form.editor("more_info/1/description"), Qt.Key.Key_Up, ALT)
    assert form.edits() == {"more_info": [b, a]}
    assert QApplication.focusWidget() is not None
    form.undo()
    assert form.edits() == {}
    groups.add_button.click()
    assert form.edits() == {}  # an empty row says nothing yet
    form.editor("more_info/2/url").setText("https://c")
    assert form.edits() == {"more_info": [a, b, {"url": "https://c"}]}
    groups.rows[0].remove_button.click()
    assert form.edits() == {"more_info": [b, {"url": "https://c"}]}
    form.undo()
    form.undo()
    form.undo()
    assert form.edits() == {}
    assert [row.value() for row in groups.rows] == [a, b]


def test_a_row_is_dragged_by_its_handle(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    groups = form.cell("more_info").editor
    first, second = groups.rows
    qtbot.waitUntil(lambda: second.y() > first.y())
    handle = first.handle
    start = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start + QPoint(0, second.y() - first.y()))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
    qtbot.waitUntil(lambda: groups.rows == [second, first])
    assert form.edits() == {"more_info": package["more_info"][::-1]}


def test_long_rows_are_folded_to_a_line_that_names_them(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    row = form.cell("contacts").editor.rows[0]
    assert row.folded
    words = row.summary.full_text()
    assert words == "Jo · jo@example.org · Information Management · Custodian · Contact Displayed"
    form.set_errors({"contacts/0/email": ["Not an address"]})
    assert not row.folded
    assert form.focus_next_problem()
    assert QApplication.focusWidget().property("path") == "contacts/0/email"


def test_a_group_that_is_no_rows_is_edited_as_json(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.dataset_fields, {"contacts": "Jo, by phone"})
    assert form.editor("contacts").toPlainText() == "Jo, by phone"
    assert form.edits() == {}


def test_emptying_a_single_group_is_an_edit_to_nothing(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    form.editor("temporal_extent/0/beginning_date").clear()
    form.editor("temporal_extent/0/end_date").clear()
    assert form.edits() == {"temporal_extent": []}


def test_forty_rows_are_made_as_they_are_unfolded(show: Show, schema: DatasetSchema) -> None:
    rows = [{"description": f"Link {n}", "url": f"https://{n}"} for n in range(40)]
    form = show(schema.dataset_fields, {"more_info": rows})
    editor = form.cell("more_info").editor
    assert all(row.folded for row in editor.rows)
    form.editor("more_info/39/url").setText("https://changed")
    assert form.edits()["more_info"][39] == {"description": "Link 39", "url": "https://changed"}
    assert form.edits()["more_info"][:39] == rows[:39]


def test_a_long_text_takes_an_edit_without_losing_its_place(show: Show) -> None:
    fields = [
        Field.from_action({"field_name": "title", "required": True}),
        Field.from_action({"field_name": "notes", "form_snippet": "markdown.html"}),
    ]
    text = "\n".join(f"Line {n}" for n in range(400))
    form = show(fields, {"notes": text})
    area = form.editor("notes")
    form.editor("title").setFocus()
    area.verticalScrollBar().setValue(200)
    form.refresh_base({"notes": text.replace("Line 399", "Line three hundred and ninety-nine")})
    assert area.toPlainText().endswith("ninety-nine")
    assert area.verticalScrollBar().value() == 200


def test_a_value_that_is_no_choice_any_more_is_not_offered_to_the_next_record(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, {**package, "resource_status": "gone"})
    combo = form.editor("resource_status")
    assert combo.currentText() == "gone (no longer a choice)"
    form.set_record(package)
    assert combo.currentText() == form.cell("resource_status").field.choice_label("onGoing")
    assert not any("no longer" in combo.itemText(i) for i in range(combo.count()))
    form.set_record({**package, "resource_status": "gone"})
    assert combo.currentText() == "gone (no longer a choice)"
    assert form.edits() == {}
