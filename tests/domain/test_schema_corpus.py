"""Records of every schema in the corpus: through the form, the text of ``bcdc edit``, FIELD=VALUE and JSON and back."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bcdc_desktop.app.records.form_model import FormModel
from bcdc_desktop.cli.assignments import read_assignments
from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.record_text import PACKAGE, read_text, write_text
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.sections import sections
from bcdc_desktop.domain.values import from_text, is_empty, read_value, same, to_text, to_wire
from helpers.examples import MORE
from helpers.field_values import fitting, stored_choices
from helpers.schema_corpus import corpus, odd, pages, series

CORPUS = corpus()


some = settings(max_examples=80 if MORE else 25)  # each is a whole record of many fields


@st.composite
def records(draw: st.DrawFn) -> tuple[DatasetSchema, dict[str, Any]]:
    schema = CORPUS[draw(st.sampled_from(sorted(CORPUS)))]
    return schema, _some(draw, schema.dataset_fields) | {
        "resources": [{"id": "r-1"} | _some(draw, _of_resource(schema))]
    }


def _of_resource(schema: DatasetSchema) -> list[Field]:
    return [f for f in schema.resource_fields if f.kind is not FieldKind.FILE]


def _some(draw: st.DrawFn, fields: Any) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from(list(fields)), min_size=1, max_size=6, unique_by=lambda f: f.name))
    return {f.name: draw(fitting(f, own_keys=False)) for f in chosen}


def _edited(record: dict[str, Any], fields: Any) -> list[Field]:
    return [f for f in fields if f.name in record and not f.read_only and not is_empty(record[f.name], f)]


@some
@given(records())
def test_a_record_goes_through_the_form_and_the_text_unchanged(case: tuple[DatasetSchema, dict[str, Any]]) -> None:
    schema, record = case
    text = write_text(record, schema)
    assert read_text(text, record, schema) == {}
    model = FormModel(schema.dataset_fields)
    model.load(record, {name: record[name] for name in record if name in model.fields})  # each was typed again
    assert model.edits() == {}

    bare = {"resources": [{"id": "r-1"}]}  # the text says all of it, and nothing else
    found = read_text(text, bare, schema)
    for of, fields, target in (
        (record, schema.dataset_fields, PACKAGE),
        (record["resources"][0], _of_resource(schema), "r-1"),
    ):
        for field in _edited(of, fields):
            assert same(found[target][field.name], of[field.name], field), field.name


@some
@given(records())
def test_each_value_goes_through_an_assignment_and_json(case: tuple[DatasetSchema, dict[str, Any]]) -> None:
    schema, record = case
    for field in _edited(record, schema.dataset_fields):
        value = read_value(record, field)
        text = to_text(value, field)
        if text.startswith("@"):  # names a file
            continue
        read = read_assignments([f"{field.name}={text}"], schema.dataset_fields, record=record)[field.name]
        for again in (read, json.loads(json.dumps(to_wire(read, field)))):
            assert same(again, value, field), field.name


@some
@given(records())
def test_a_catalogue_takes_what_it_gave(case: tuple[DatasetSchema, dict[str, Any]]) -> None:
    schema, record = case
    for field in _edited(record, schema.dataset_fields):
        sent = to_wire(from_text(to_text(record[field.name], field), field), field)
        if field.kind is FieldKind.CHOICE:
            assert repr(sent) == repr(record[field.name])  # 1 is not "1", nor True
        elif field.kind is FieldKind.MULTICHOICE:
            known = set(map(repr, stored_choices(field)))
            assert set(map(repr, sent)) <= known | {repr("gone, long")}


_json = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from([CORPUS["dataset"].dataset_field("unknown"), series().dataset_field("in_series")]), _json)
def test_what_an_unknown_preset_holds_stays_as_it_is_to_the_byte(field: Field, value: Any) -> None:
    assert json.dumps(to_wire(value, field)) == json.dumps(value)
    rows = Field("rows", "Rows", FieldKind.GROUPS, subfields=(field,))
    assert json.dumps(to_wire([{"a": 1, field.name: value}], rows)) == json.dumps([{"a": 1, field.name: value}])
    if not is_empty(value, field):
        assert json.dumps(from_text(to_text(value, field), field, value)) == json.dumps(value)


def test_choices_that_are_no_texts_are_sent_as_they_are() -> None:
    schema = odd()
    number, numbers = schema.dataset_field("number"), schema.dataset_field("numbers")
    assert number is not None
    assert numbers is not None
    assert [to_wire(v, number) for v in ("1", "1.5", 2, "gone")] == [1, 1.5, 2, "gone"]
    assert to_wire(["2", "1"], numbers) == [2, 1]
    assert not check_fields({"number": 1, "radio_number": "2", "numbers": [1, "2"]}, [number, numbers])
    (problem,) = check_fields({"number": 3}, [number])
    assert problem.path == "number"


@pytest.mark.parametrize("name", ["trusted", "flag"])
def test_no_is_an_answer(name: str) -> None:
    field = series().dataset_field(name)
    assert field is not None
    assert (field.kind, to_text(False, field), is_empty(False, field)) == (FieldKind.CHOICE, "false", False)
    assert (to_wire("false", field), to_wire("true", field), to_wire("", field)) == (False, True, "")
    assert same("true", True, field)
    assert not same(False, None, field)


def test_of_two_fields_with_one_name_the_second_counts_as_in_the_catalogue() -> None:
    schema = odd()
    names = [f.name for f in schema.dataset_fields]
    within = schema.dataset_field("within")
    assert len(names) == len(set(names))
    assert (schema.dataset_field("twice") or names).kind is FieldKind.TEXTS  # type: ignore[union-attr]
    assert within is not None
    assert within.subfield("twice").kind is FieldKind.DATE


def test_required_is_what_the_schema_or_its_validators_say() -> None:
    required = {f.name for f in odd().dataset_fields if f.required}
    assert required == {"radio_number", "needed"}


def test_only_a_helper_that_lists_organizations_makes_a_field_one_of_them() -> None:
    kinds = {f.name: f.kind for f in odd().dataset_fields}
    assert (kinds["forge"], kinds["holder"]) == (FieldKind.TEXT, FieldKind.ORGANIZATION)


def test_pages_of_a_form_are_sections_with_a_title_in_the_language_of_the_window() -> None:
    assert [(s.title, s.fields[0]) for s in sections(pages().dataset_fields)] == [
        ("Basic", "title"), ("Title", "tag_string"),
    ]  # fmt: skip
