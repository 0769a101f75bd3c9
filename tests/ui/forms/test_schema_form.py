from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.schema import Choice, DatasetSchema, Field
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.widgets.markup import LinkLabel
from ui.forms.conftest import Catalogue

Show = Callable[..., SchemaForm]


def wheel(widget: QWidget) -> None:
    spot = QPointF(widget.rect().center())
    event = QWheelEvent(
        spot,
        QPointF(widget.mapToGlobal(spot.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_each_field_is_found_by_its_schema_name_and_named_for_a_screen_reader(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    name = form.findChild(QLineEdit, "name")
    assert name is not None
    assert name.accessibleName() == "Name, required"
    assert form.findChild(QComboBox, "bcdc_type") is not None
    assert form.findChild(QPlainTextEdit, "description").accessibleName() == "Resource Description"
    for field in schema.resource_fields:
        form.editor(field.name)
        assert form.findChild(QWidget, field.name) is not None


def test_a_changed_field_says_what_it_was(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    counts: list[int] = []
    form.editsChanged.connect(counts.append)
    line = form.editor("name")
    line.setFocus()
    qtbot.keyClicks(line, "!")
    assert form.cell("name").note("changed") == "Changed: was “Caseloads 2024”"
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert form.cell("name").note("changed") == ""
    assert counts == [1, 0]


def test_a_field_says_that_it_was_left_once_it_was_changed(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    left: list[str] = []
    form.fieldLeft.connect(left.append)
    form.editor("name").setFocus()
    form.editor("description").setFocus()
    assert left == []
    form.editor("name").setFocus()
    qtbot.keyClicks(form.editor("name"), "x")
    assert left == []
    form.editor("description").setFocus()
    assert left == ["name"]


def test_what_is_typed_is_stored_after_a_pause_too(show: Show, qtbot: QtBot, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"name": "A"})
    with qtbot.waitSignal(form.fieldLeft) as left:
        qtbot.keyClicks(form.editor("name"), "x")
    assert left.args == ["name"]


def test_a_choice_is_stored_at_once(show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, resource)
    combo = form.editor("format")
    with qtbot.waitSignal(form.fieldLeft) as left:
        combo.setCurrentText("json")
    assert left.args == ["format"]
    assert form.edits() == {"format": "json"}


def test_the_wheel_changes_no_choice_that_is_not_focused(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    form.editor("name").setFocus()
    wheel(form.editor("format"))
    assert form.edits() == {}


def test_a_value_that_is_no_longer_a_choice_is_kept_and_marked(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"format": "floppy", "iso_topic_category": ["gone", "economy"]})
    combo = form.editor("format")
    assert combo.currentText() == "floppy (no longer a choice)"
    assert form.values()["format"] == "floppy"
    form.set_record({"format": "floppy", "bcdc_type": "geographic", "iso_topic_category": ["gone", "economy"]})
    assert form.editor("iso_topic_category").value() == "Economy, gone (no longer a choice)"
    combo.setCurrentText("csv")
    form.undo()
    assert combo.currentText() == "floppy (no longer a choice)"
    assert form.edits() == {}


def test_only_a_choice_that_may_be_empty_has_an_empty_one(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"bcdc_type": "geographic", "resource_type": "data"})
    assert form.editor("bcdc_type").itemText(0) == "Application"
    assert form.editor("resource_type").itemText(0) == "–"
    form.editor("resource_type").setCurrentIndex(0)
    assert form.edits() == {"resource_type": ""}


def test_a_conditional_field_shows_with_its_condition_and_keeps_its_value(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, {**package, "replacement_record": "https://old"})
    assert not form.cell("replacement_record").isVisible()
    form.editor("resource_status").setCurrentText("Obsolete")
    assert form.cell("replacement_record").isVisible()
    assert form.editor("replacement_record").accessibleName() == "Replacement Record, required"
    form.editor("replacement_record").setText("https://new")
    assert set(form.edits()) == {"resource_status", "replacement_record"}
    form.editor("resource_status").setCurrentText("On Going")
    assert not form.cell("replacement_record").isVisible()
    assert form.edits() == {}
    assert form.values()["replacement_record"] == "https://old"
    assert form.draft() == {"replacement_record": "https://new"}


def test_wrong_input_is_marked_while_one_types_and_the_focus_stays(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    line = form.editor("temporal_extent/0/end_date")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2023-12-31")
    cell = form.cell("temporal_extent").editor.rows[0].cells[1]
    qtbot.waitUntil(lambda: cell.note("error") == "The end date is before the beginning date")
    assert line.property("state") == "error"
    assert line.hasFocus()
    assert line.accessibleDescription() == "The end date is before the beginning date"


def test_a_wrong_date_is_kept_and_marked(show: Show, schema: DatasetSchema, package: dict[str, Any]) -> None:
    form = show(schema.dataset_fields, {**package, "resource_status": "historicalArchive"})
    line = form.editor("retention_expiry_date")
    line.setText("next spring")
    form.editor("title").setFocus()
    assert line.text() == "next spring"
    assert form.edits()["retention_expiry_date"] == "next spring"
    assert next(p.path for p in form.check() if p.severity == "error") == "retention_expiry_date"


@pytest.mark.parametrize("typed", ["2026/3/31", "31 Mar 2026", "20260331", "31 march 2026"])
def test_a_clear_date_is_written_the_usual_way_when_left(
    show: Show, schema: DatasetSchema, package: dict[str, Any], typed: str
) -> None:
    form = show(schema.dataset_fields, {**package, "resource_status": "historicalArchive"})
    line = form.editor("retention_expiry_date")
    line.setFocus()
    line.setText(typed)
    form.editor("title").setFocus()
    assert form.edits()["retention_expiry_date"] == "2026-03-31"


def test_the_servers_messages_stand_at_their_fields_until_those_are_edited(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    unplaced = form.set_errors(
        {
            "name": ["Too short"],
            "temporal_extent/0/end_date": ["Wrong"],
            "spatial_datatype": ["Missing value"],
            "__junk": ["Odd"],
        }
    )
    assert unplaced == ["spatial_datatype: Missing value", "__junk: Odd"]
    assert form.cell("name").note("error") == "Too short"
    form.editor("name").setText("Longer")
    assert form.cell("name").note("error") == ""
    inner = form.cell("temporal_extent").editor.rows[0].cells
    assert inner[1].note("error") == "Wrong"
    form.editor("temporal_extent/0/beginning_date").setText("2024-02-01")
    assert inner[1].note("error") == "Wrong"
    form.editor("temporal_extent/0/end_date").setText("2024-02-02")
    assert inner[1].note("error") == ""


def test_what_is_looked_up_leaves_the_servers_messages_at_other_fields(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    form.set_errors({"temporal_extent/0/end_date": ["Wrong"], "name": ["Odd"]})
    form.set_lookup_errors({"name": ["Taken"]})
    assert form.cell("name").note("error") == "Odd\nTaken"
    form.set_lookup_errors({})
    assert form.cell("name").note("error") == "Odd"
    assert form.cell("temporal_extent").editor.rows[0].cells[1].note("error") == "Wrong"
    form.set_lookup_errors({"name": ["Taken"]})
    form.editor("name").setText("Longer")
    assert form.cell("name").note("error") == ""


def test_check_marks_what_is_missing_in_a_new_record(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {})
    assert form.cell("name").note("error") == ""
    missing = {p.path for p in form.check()}
    assert {"name", "bcdc_type", "format"} <= missing
    assert form.cell("name").note("error") == "This field is required"


def test_an_old_fault_is_only_warned_about(show: Show, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, {**resource, "format": "floppy"})
    problems = form.check()
    assert [(p.path, p.severity) for p in problems] == [("format", "warning")]
    assert form.cell("format").note("warning")
    assert not form.focus_next_problem()


def test_the_next_problem_is_one_key_press_away_round_and_round(show: Show, schema: DatasetSchema) -> None:
    form = show(schema.resource_fields, {"name": "A", "bcdc_type": "document", "format": "csv"})
    form.set_errors({"name": ["x"], "object_name": ["y"], "temporal_extent/0/end_date": ["z"]})
    form.window().setFocus()  # in no field
    seen = []
    for _ in range(4):
        assert form.focus_next_problem()
        seen.append(QApplication.focusWidget().property("path"))
    assert seen == ["name", "temporal_extent/0/end_date", "object_name", "name"]


def test_empty_optional_fields_are_folded_away_and_counted(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    more = form.cells.more
    assert more.folded
    assert more.button.text() == "More (2 empty)"
    more.button.click()
    area = form.editor("supplemental_info")
    assert area.isVisible()
    area.setPlainText("More")
    assert more.button.text() == "More (1 empty)"


def test_read_only_fields_are_text_and_only_shown_when_there_is_some(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    label = form.findChild(QWidget, "last_modified")
    assert label.text() == exact_time(datetime(2024, 5, 1, 10, 0, tzinfo=UTC))
    assert form.cell("last_modified").isVisible()
    form.set_record({**resource, "last_modified": None})
    assert not form.cell("last_modified").isVisible()


def test_an_uploaded_files_name_is_shown_and_not_edited(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    line = form.editor("url")
    assert line.text() == "caseloads 2024.csv"
    assert line.isReadOnly()
    form.set_record({**resource, "url": "https://elsewhere/x.csv", "url_type": None})
    assert not line.isReadOnly()
    line.setText("https://elsewhere/y.csv")
    assert form.edits() == {"url": "https://elsewhere/y.csv"}


def test_the_servers_newer_value_waits_until_the_field_is_left(
    show: Show, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource, {"format": "json"})
    form.editor("name").setFocus()
    form.refresh_base({**resource, "name": "New name", "description": "New text", "format": "xml"})
    assert form.editor("name").text() == "Caseloads 2024"
    assert form.editor("description").toPlainText() == "New text"
    assert form.edits() == {"format": "json"}
    form.editor("description").setFocus()
    assert form.editor("name").text() == "New name"


def test_undo_goes_over_fields_and_brings_the_cursor_along(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    name, text = form.editor("name"), form.editor("description")
    name.setFocus()
    qtbot.keyClicks(name, "abc")
    text.setFocus()
    qtbot.keyClicks(text, "x")
    undo = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(text, *undo)
    assert set(form.edits()) == {"name"}
    qtbot.keyClick(text, *undo)
    assert form.edits() == {}
    assert name.text() == "Caseloads 2024"
    assert name.hasFocus()
    form.redo()
    assert list(form.edits()) == ["name"]


def test_proposed_values_are_marked_until_edited(show: Show, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, resource)
    form.set_proposed(["name", "format"])
    assert form.editor("name").property("state") == "proposed"
    form.editor("name").setText("Mine")
    assert form.editor("name").property("state") == ""
    assert form.proposed() == {"format"}
    with_signal: list[str] = []
    form.proposalAccepted.connect(with_signal.append)
    form.cell("format").findChild(LinkLabel).linkActivated.emit("accept")
    assert with_signal == ["format"]
    assert form.proposed() == frozenset()


def test_read_only_shows_and_does_not_edit(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    form.set_read_only(True)
    qtbot.keyClicks(form.editor("title"), "x")
    assert not form.editor("security_class").isEnabled()
    assert form.cell("more_info").editor.add_button.isHidden()
    assert form.edits() == {}


def test_help_shows_while_the_field_has_the_focus(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    form.editor("format").setFocus()
    qtbot.waitUntil(lambda: form.cell("format").note("help").startswith("File format"))
    form.editor("name").setFocus()
    qtbot.waitUntil(lambda: form.cell("format").note("help") == "")


def test_short_fields_stand_side_by_side_where_there_is_room(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource, width=700)
    left, right = form.cell("format"), form.cell("resource_storage_location")
    qtbot.waitUntil(lambda: left.y() == right.y() and left.x() < right.x())
    area = form.parentWidget().parentWidget()
    area.resize(480, 700)
    qtbot.waitUntil(lambda: left.y() < right.y() and left.x() == right.x())


def test_another_record_reuses_the_form(show: Show, schema: DatasetSchema, resource: dict[str, Any]) -> None:
    form = show(schema.resource_fields, resource, {"name": "Draft"})
    form.set_errors({"name": ["Wrong"]})
    form.set_record({"id": "r2", "name": "Other", "object_name": "X.Y"}, {"object_name": "X.Z"})
    assert form.editor("name").text() == "Other"
    assert form.cell("name").note("error") == ""
    assert form.editor("object_name").isVisible()
    assert form.edits() == {"object_name": "X.Z"}
    assert not form.can_undo


def test_a_lone_field_of_each_text_size_gets_an_editor_that_holds_it(show: Show) -> None:
    fields = [Field.from_action({"field_name": "text"})]
    form = show(fields, {"text": "x" * 5000})
    assert isinstance(form.editor("text"), QPlainTextEdit)
    form.set_record({"text": "short"})
    assert isinstance(form.editor("text"), QLineEdit)
    form.set_value("text", "two\nlines")
    assert form.edits() == {"text": "two\nlines"}
    form.undo()
    assert form.editor("text").text() == "short"


def test_choices_that_arrive_later_are_taken(
    show: Show, schema: DatasetSchema, package: dict[str, Any], catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = show(schema.dataset_fields, {**package, "license_id": "99"})
    combo = form.editor("license_id")
    assert combo.currentText() == "99 (no longer a choice)"
    monkeypatch.setattr(catalogue, "licences", lambda: [Choice("99", "Newest licence")])
    form.refresh_choices()
    assert combo.currentText() == "Newest licence"
    assert form.edits() == {}


def tabbed(form: SchemaForm, qtbot: QtBot, start: str, count: int) -> list[str]:
    form.editor(start).setFocus()
    seen = [start]
    while len(seen) < count:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        path = QApplication.focusWidget().property("path")
        if path and path != seen[-1]:
            seen.append(path)
    return seen


def test_tab_goes_through_the_fields_as_one_reads(
    show: Show, qtbot: QtBot, schema: DatasetSchema, resource: dict[str, Any], package: dict[str, Any]
) -> None:
    form = show(schema.resource_fields, resource)
    expected = [
        *("name", "url", "bcdc_type", "description", "resource_update_cycle"),
        *("temporal_extent/0/beginning_date", "temporal_extent/0/end_date", "format", "resource_storage_location"),
    ]
    assert tabbed(form, qtbot, "name", len(expected)) == expected
    form.set_record({**resource, "description": "", "supplemental_info": "Was empty", "object_name": "A.B"})
    form.editor("description")
    expected.remove("description")
    expected.insert(3, "supplemental_info")
    assert tabbed(form, qtbot, "name", len(expected)) == expected
    form.editor("bcdc_type").setCurrentText("Geographic Data")
    after = ["resource_storage_location", "spatial_datatype", "object_name", "projection_name", "json_table_schema"]
    assert tabbed(form, qtbot, "resource_storage_location", len(after)) == after


def test_messages_for_rows_that_are_not_shown_stand_at_their_field(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    unplaced = form.set_errors({"contacts/7/email": ["Gone"], "contacts/0/moon": ["Odd"], "contacts/1": ["Twice"]})
    assert unplaced == []
    assert form.cell("contacts").note("error").splitlines() == ["Gone", "Odd", "Twice"]


def test_problems_in_rows_come_in_the_order_of_the_rows(show: Show, schema: DatasetSchema) -> None:
    rows = [{"description": f"{n}", "url": f"https://{n}"} for n in range(12)]
    form = show(schema.dataset_fields, {"more_info": rows})
    form.set_errors({f"more_info/{n}/{sub}": ["x"] for n in (10, 2) for sub in ("url", "description")})
    seen = []
    for _ in range(4):
        form.focus_next_problem()
        seen.append(QApplication.focusWidget().property("path"))
    assert seen == [
        "more_info/2/description",
        "more_info/2/url",
        "more_info/10/description",
        "more_info/10/url",
    ]


def test_tab_goes_through_rows_as_they_stand(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    form.cell("more_info").editor.add_row()
    form.editor("more_info/2/url").setText("https://c")
    qtbot.keyClick(form.editor("more_info/2/url"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    expected = [f"more_info/{row}/{sub}" for row in range(3) for sub in ("description", "url")]
    assert tabbed(form, qtbot, expected[0], 7) == [*expected, "security_class"]
    assert form.editor("more_info/1/url").text() == "https://c"


def test_a_form_warmed_up_has_its_cells_before_the_first_record(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, {})
    form.warm_up()
    qtbot.waitUntil(lambda: all(form.cells.get(f.name) for f in schema.dataset_fields))
    made = {f.name: form.cells.get(f.name) for f in schema.dataset_fields}
    assert not made["data_quality"].isVisible()
    form.set_record(package)
    assert {f.name: form.cells.get(f.name) for f in schema.dataset_fields} == made
    assert form.edits() == {}
    assert not made["data_quality"].isVisible()
    form.cells.more.button.click()
    assert made["data_quality"].isVisible()


def test_rows_that_are_used_again_carry_nothing_from_one_record_to_the_next(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any], catalogue: Any
) -> None:
    form = show(schema.dataset_fields, package)
    groups = form.cell("contacts").editor
    widgets = list(groups.rows)
    form.editor("contacts/1/email").setText("no address")
    form.editor("contacts/1/org").setCurrentIndex(-1)
    form.set_errors({"contacts/1/email": ["Not an address"]})
    other = {**package, "id": "p2", "contacts": [{"name": "Lee", "org": "id-2", "role": "custodian"}]}
    form.set_record(other)
    assert form.edits() == {}
    assert [row.value() for row in groups.rows] == other["contacts"]
    form.set_record(package)
    assert groups.rows == widgets  # the same widgets
    assert form.edits() == {}
    assert [row.value() for row in groups.rows] == package["contacts"]
    assert form.editor("contacts/1/email").text() == "kim@example.org"
    assert groups.rows[1].cells[1].note("error") == ""
    # what is learned while a row waits is known to it, too
    form.set_record(other)
    catalogue.all.append(Choice("id-new", "A new branch"))
    form.refresh_choices()
    form.set_record({**package, "contacts": [*other["contacts"], {"name": "Mo", "org": "id-new", "role": "custodian"}]})
    assert form.editor("contacts/1/org").currentText() == "A new branch"
    form.set_read_only(True)
    form.set_record(other)
    form.set_record(package)
    assert not form.editor("contacts/1/name").isEnabled() or form.editor("contacts/1/name").isReadOnly()


def test_rows_that_were_made_ahead_are_used(show: Show, schema: DatasetSchema, package: dict[str, Any]) -> None:
    form = show(schema.dataset_fields, {**package, "contacts": []})
    groups = form.cell("contacts").editor
    while groups.warm_up():
        pass
    made = list(groups.spare)
    assert len(made) == 3
    assert not any(row.isVisible() for row in made)
    form.set_record(package)
    assert set(groups.rows) <= set(made)
    assert [row.value() for row in groups.rows] == package["contacts"]
    assert form.edits() == {}
