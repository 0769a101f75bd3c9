"""A form's fields stand in sections, in the schema's order, each of them in exactly one."""

from dataclasses import replace

import pytest

from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.sections import sections


def test_every_field_is_in_one_section_in_the_schemas_order(schema: DatasetSchema) -> None:
    found = sections(schema.dataset_fields)
    assert len(found) > 2
    assert [name for section in found for name in section.fields] == [f.name for f in schema.dataset_fields]
    assert len({section.title for section in found}) == len(found)
    assert sections(schema.resource_fields) == []


def test_a_new_field_belongs_where_it_stands(schema: DatasetSchema) -> None:
    fields = list(schema.dataset_fields)
    fields.insert(0, Field("first", "First", FieldKind.TEXT))
    at = [f.name for f in fields].index("contacts") + 1
    fields.insert(at, Field("brand_new", "Brand new", FieldKind.TEXT))
    found = {section.title: section.fields for section in sections(fields)}
    assert found["Contacts"] == ("contacts", "brand_new")
    assert found["About"][0] == "first"


def test_another_schema_has_no_headings(schema: DatasetSchema) -> None:
    assert sections([Field("a", "A", FieldKind.TEXT), Field("b", "B", FieldKind.TEXT)]) == []
    assert sections([schema.dataset_fields[0]]) == []
    renamed = [replace(f, name=f"x_{f.name}") for f in schema.dataset_fields]
    assert sections(renamed) == []


def test_the_pages_of_a_schema_are_its_sections() -> None:
    page = {
        "start_form_page": {
            "title": {"en": "Who", "fr": "Qui"},
            "description": {"fr": "Qui en répond", "en": "Who answers"},
        }
    }
    fields = [
        Field("a", "A", FieldKind.TEXT, raw={"start_form_page": {"title": "What"}}),
        Field("b", "B", FieldKind.TEXT),
        Field("c", "C", FieldKind.TEXT, raw=page),
    ]
    found = sections(fields)
    assert [(s.title, s.fields) for s in found] == [("What", ("a", "b")), ("Who", ("c",))]
    assert [s.description for s in found] == ["", "Who answers"]


@pytest.mark.parametrize("page", [None, "Who", 3, {}, {"title": ""}, {"title": None, "description": "Who"}, []])
def test_a_page_without_a_title_begins_no_section(page: object) -> None:
    first = Field("a", "A", FieldKind.TEXT, raw={"start_form_page": {"title": "What", "description": ["no text"]}})
    last = Field("c", "C", FieldKind.TEXT, raw={"start_form_page": {"title": "Where"}})
    found = sections([first, Field("b", "B", FieldKind.TEXT, raw={"start_form_page": page}), last])
    assert [(s.title, s.fields, s.description) for s in found] == [("What", ("a", "b"), ""), ("Where", ("c",), "")]
