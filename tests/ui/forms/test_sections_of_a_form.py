"""Given a form with many fields, when I look for one, then sections help: they fold, and say what is wrong."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.ui.forms import SchemaForm
from bcdc_desktop.ui.forms.sections import SectionStrip

Show = Callable[..., SchemaForm]


def titles(form: SchemaForm) -> list[str]:
    return [heading.title for heading in form.headings()]


def heading(form: SchemaForm, title: str) -> Any:
    return next(h for h in form.headings() if h.title == title)


def test_fields_stand_below_the_headings_of_their_sections(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    assert titles(form) == ["About", "Contacts", "Background", "Access", "Keywords, dates and status"]
    tops = [heading(form, t).mapTo(form, heading(form, t).rect().topLeft()).y() for t in titles(form)]
    assert tops == sorted(tops)
    contacts = form.cell("contacts")
    assert tops[1] < contacts.mapTo(form, contacts.rect().topLeft()).y() < tops[2]


def test_a_section_folds_and_stays_so_for_the_next_record(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    qtbot.mouseClick(heading(form, "Contacts").button, Qt.MouseButton.LeftButton)
    assert not form.cell("contacts").isVisible()
    assert form.cell("title").isVisible()
    form.set_record({**package, "id": "p2", "title": "Another"})
    assert not form.cell("contacts").isVisible()
    assert form.edits() == {}
    form.editor("contacts/0/name").setText("Lee")  # what is folded away is still edited as ever
    assert form.edits()["contacts"][0]["name"] == "Lee"
    qtbot.keyClick(heading(form, "Contacts").button, Qt.Key.Key_Space)
    assert form.cell("contacts").isVisible()


def test_a_mistake_unfolds_its_section_and_is_counted_there(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    holder = QWidget()
    qtbot.addWidget(holder)
    strip = SectionStrip(holder)
    strip.show_form(form)
    access = heading(form, "Access")
    access.set_folded(True)
    assert access.problems == 0
    form.set_errors({"security_class": ["No"], "view_audience": ["No"], "title": ["No"]})
    assert not access.folded
    assert form.cell("security_class").isVisible()
    assert (heading(form, "About").problems, access.problems) == (1, 2)
    assert strip.buttons["Access"].text() == "Access (2)"
    assert strip.buttons["Contacts"].text() == "Contacts"
    assert "2 problems" in access.button.accessibleName()
    form.set_value("security_class", form.cell("security_class").field.choices[1].value)
    assert strip.buttons["Access"].text() == "Access (1)"


def test_the_strip_goes_to_a_section_and_unfolds_it(
    show: Show, qtbot: QtBot, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, package)
    holder = QWidget()
    qtbot.addWidget(holder)
    strip = SectionStrip(holder)
    QVBoxLayout(holder).addWidget(strip)
    strip.show_form(form)
    assert list(strip.buttons) == titles(form)
    form.window().resize(700, 300)
    wanted = heading(form, "Background")
    wanted.set_folded(True)
    qtbot.mouseClick(strip.buttons["Background"], Qt.MouseButton.LeftButton)
    area = form.window()
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: abs(wanted.mapTo(area.viewport(), wanted.rect().topLeft()).y()) < 4)
    assert not wanted.folded


def test_a_section_with_nothing_in_it_is_there_with_its_first_field(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    without = {n: v for n, v in package.items() if n not in ("more_info", "purpose")}
    form = show(schema.dataset_fields, without)
    assert titles(form) == titles(show(schema.dataset_fields, package))  # the sections of every record
    assert form.cell("purpose").isVisible()
    assert not form.cell("data_quality").isVisible()  # optional and empty: it is under More


def test_a_new_record_has_the_sections_of_any_other_and_more_holds_nothing_that_is_required(
    show: Show, schema: DatasetSchema, package: dict[str, Any]
) -> None:
    form = show(schema.dataset_fields, {})
    assert titles(form) == titles(show(schema.dataset_fields, package))
    hidden = [f for f in schema.dataset_fields if f.condition_field is None and not f.read_only]
    hidden = [f for f in hidden if not form.cell(f.name).isVisible()]
    assert {f.name for f in hidden} == {"support_url", "data_quality", "lineage_statement", "more_info", "dates"}
    assert not any(f.required for f in hidden)


def test_a_schema_of_another_kind_has_no_sections(show: Show) -> None:
    form = show([Field("a", "A", FieldKind.TEXT), Field("b", "B", FieldKind.TEXT)], {"a": "1", "b": "2"})
    assert titles(form) == []


def test_a_new_record_begins_with_its_title_also_where_the_schema_requires_nothing(show: Show) -> None:
    fields = ckan_schema().dataset_fields
    form = show(fields, {})
    assert form.cell("title").isVisible()
    assert form.cell("owner_org").isVisible()
    many = [Field(f"extra_{number}", f"Extra {number}", FieldKind.TEXT) for number in range(20)]
    form = show([*many, *fields], {})
    assert form.cell("title").isVisible()
    assert not form.cell("extra_3").isVisible()


def test_what_the_schema_says_about_a_page_stands_below_its_heading(show: Show, qtbot: QtBot) -> None:
    said = "Who answers <b>questions</b>. " * 12
    first = Field("a", "A", FieldKind.TEXT, raw={"start_form_page": {"title": "What"}})
    second = Field("b", "B", FieldKind.TEXT, raw={"start_form_page": {"title": "Who", "description": said}})
    form = show([first, second], {"id": "p1"})
    what, who = form.headings()
    assert not what.description.isVisible()
    assert who.description.isVisible()
    assert who.description.text() == said
    assert who.button.accessibleDescription() == said
    assert who.description.height() >= who.description.heightForWidth(who.description.width())
    assert form.cell("b").mapTo(form, form.cell("b").rect().topLeft()).y() >= (
        who.mapTo(form, who.rect().bottomLeft()).y()
    )
    qtbot.mouseClick(who.button, Qt.MouseButton.LeftButton)
    assert not who.description.isVisible()
    qtbot.mouseClick(who.button, Qt.MouseButton.LeftButton)
    assert who.description.isVisible()
