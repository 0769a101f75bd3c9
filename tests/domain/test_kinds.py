"""Every kind of field: its value goes through its text, JSON, the wire and a form, and comes back unchanged."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.records.form_model import FormModel
from bcdc_desktop.domain.checks import check_fields
from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.kinds import KINDS
from bcdc_desktop.domain.record_text import read_text, write_text
from bcdc_desktop.domain.schema import Choice, DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.values import as_text, from_text, is_empty, is_text, read_value, same, to_text, to_wire
from helpers.field_values import fitting
from helpers.schemas import whole

SCHEMA = whole()
FIELDS = {f.name: f for f in SCHEMA.dataset_fields} | {"extras": ckan_schema().dataset_field("extras")}


@st.composite
def a_value(draw: st.DrawFn) -> tuple[Field, Any]:
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    return field, draw(fitting(field))


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from([f.name for f in SCHEMA.dataset_fields]), max_size=8, unique=True))
    record = {n: draw(fitting(FIELDS[n])) for n in names}
    fields = [f for f in SCHEMA.resource_fields if f.kind is not FieldKind.FILE]
    chosen = draw(st.lists(st.sampled_from(fields), max_size=4, unique_by=lambda f: f.name))
    return record | {"resources": [{"id": "r-1"} | {f.name: draw(fitting(f)) for f in chosen}]}


def test_each_kind_is_in_the_table() -> None:
    assert set(KINDS) == set(FieldKind)


@given(a_value())
def test_a_value_goes_through_its_text_unchanged(case: tuple[Field, Any]) -> None:
    field, value = case
    again = from_text(to_text(value, field), field, value)
    assert same(value, again, field)
    if not is_text(field) or isinstance(value, str):  # as it is sent, too
        assert same(to_wire(again, field), to_wire(value, field), field)


@given(a_value())
def test_a_value_goes_through_json_and_the_wire_unchanged(case: tuple[Field, Any]) -> None:
    field, value = case
    sent = json.loads(json.dumps(to_wire(value, field)))
    assert same(value, sent, field)
    assert is_empty(sent, field) == is_empty(value, field)
    assert not check_fields({field.name: sent}, [field]) or check_fields({field.name: value}, [field])
    assert isinstance(as_text(value, field), str)


@given(records())
def test_a_record_that_nobody_edits_is_no_change(record: dict[str, Any]) -> None:
    assert read_text(write_text(record, SCHEMA), record, SCHEMA) == {}
    model = FormModel(SCHEMA.dataset_fields)
    model.load(record, {})
    assert model.edits() == {}
    assert {f.name: read_value(model.values(), f) for f in SCHEMA.dataset_fields} == {
        f.name: read_value(record, f) for f in SCHEMA.dataset_fields
    }


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("texts", '["en", "de"]', ["en", "de"]),
        ("texts", "en\nde\n", ["en", "de"]),
        ("texts", "one, two", ["one, two"]),
        ("texts", "", []),
        ("texts_in_disguise", "one", ["one"]),
        ("offered", "one", ["one"]),
        ("numbers", "1\n2.5", [1, 2.5]),
        ("ticked", "a", ["a"]),
        ("ticked", "b, c", ["b, c"]),
        ("released", "2011-05", "2011-05"),
        ("translated", '{"en": "Lakes"}', {"en": "Lakes"}),
        ("unknown", "full", "full"),
        ("unknown", '{"high": 3}', {"high": 3}),
        ("coverage", '{"start": "2011"}', [{"start": "2011"}]),
    ],
)
def test_what_is_typed_becomes_the_value_that_is_sent(name: str, text: str, value: Any) -> None:
    assert from_text(text, FIELDS[name]) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("texts", "[1]"), ("texts", '["a"'), ("translated", '{"en": 1}'), ("translated_words", '{"en": "a"}'),
     ("coverage", '[{"begin": "2011"}]'), ("object", "[1]")],
)  # fmt: skip
def test_what_cannot_be_the_value_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_text(text, FIELDS[name])


def test_a_list_where_the_schema_says_text_stays_a_list() -> None:
    assert from_text('["a", "b"]', FIELDS["plain"], ["a"]) == ["a", "b"]
    assert from_text('["a", "b"]', FIELDS["plain"], "a") == '["a", "b"]'


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("released", "May 2011", "released"),
        ("released", "2011-13", "released"),
        ("zoned", "2024-03-01", "zoned"),
        ("count", "many", "count"),
        ("positive", "0", "positive"),
        ("homepage", "example.org", "homepage"),
        ("mail", "jo at example.org", "mail"),
        ("numbers", ["x"], "numbers"),
        ("texts", [1], "texts"),
        ("texts", ["a\x00"], "texts"),
        ("translated", {"English": "x"}, "translated/English"),
        ("translated", "x", "translated"),
        ("translated_words", {"en": ["x"]}, "translated_words/en"),
        ("coverage", [{"start": "2012", "end": "2011-05"}], "coverage/0/end"),
        ("nested", [{"owner": [{"mail": "x@y"}, {"mail": "y@y"}]}], "nested/0/owner"),
        ("once", [{"mail": "jo"}], "once/0/mail"),
        ("extras", [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}], "extras/1/key"),
        ("extras", [{"key": "", "value": "1"}], "extras/0/key"),
    ],
)
def test_a_wrong_value_of_each_kind_is_named_at_its_place(name: str, value: Any, path: str) -> None:
    field = FIELDS[name]
    assert [p.path for p in check_fields({name: value}, [field])] == [path]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("released", "2011"),
        ("released", "2011-05"),
        ("released", "2011-05-01+02:00"),
        ("coverage", [{"start": "2011", "end": "2011"}, {"start": "2011-05", "end": "2011"}]),
        ("count", 5),
        ("homepage", "https://example.org/a?b#c"),
        ("mail", "jo.o'neill+x@gov.bc.ca"),
        ("translated", {"en": "x", "fr": ""}),
        ("computed", "whatever the server computes"),
        ("extras", [{"key": "a", "value": ""}]),
    ],
)
def test_a_right_value_of_each_kind_passes(name: str, value: Any) -> None:
    assert check_fields({name: value}, [FIELDS[name]]) == []


def test_a_translated_field_that_is_required_needs_each_of_its_languages() -> None:
    field = Field("t", "T", FieldKind.TRANSLATED_TEXT, required=True, languages=("en", "fr"))
    assert [p.path for p in check_fields({"t": {"en": "x"}}, [field])] == ["t/fr"]


SERVERS_OWN_WAY = [
    (FIELDS["texts"], ["a", "b"], '["a", "b"]'),
    (FIELDS["texts"], "one", ["one"]),
    (FIELDS["zoned"], "2024-03-01T14:30:00-07:00", "2024-03-01T21:30:00"),
    (FIELDS["count"], "05", 5),
    (FIELDS["translated"], {"en": "x", "fr": ""}, '{"en": "x"}'),
    (FIELDS["translated_words"], {"en": ["b", "a"]}, {"en": ["a", "b"]}),
    (FIELDS["extras"], [{"key": "b", "value": "1"}, {"key": "a", "value": "2"}],
     [{"key": "a", "value": "2", "state": "active"}, {"key": "b", "value": "1"}]),
    (Field("groups", "Groups", FieldKind.MEMBERSHIPS), [{"name": "b"}, {"name": "a"}],
     [{"name": "a", "id": "1", "title": "A"}, {"name": "b", "id": "2", "title": "B"}]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "sent", "stored"), SERVERS_OWN_WAY)
def test_the_servers_way_of_writing_a_value_is_no_change(field: Field, sent: Any, stored: Any) -> None:
    assert same(sent, stored, field)


def test_the_order_of_texts_is_a_part_of_them_and_that_of_choices_is_not() -> None:
    assert not same(["a", "b"], ["b", "a"], FIELDS["texts"])
    assert same(["a", "b, c"], ["b, c", "a"], FIELDS["ticked"])
    assert not same("2024", "2024-01-01", FIELDS["released"])


def test_groups_of_the_catalogue_are_typed_by_name_and_shown_by_title() -> None:
    field = Field("groups", "Groups", FieldKind.MEMBERSHIPS, choices=(Choice("maps", "All maps"),))
    assert from_text("maps, water", field) == [{"name": "maps"}, {"name": "water"}]
    assert as_text([{"name": "water", "title": "Water"}, {"name": "maps"}], field) == "All maps, Water"
    assert to_wire([{"name": "water", "title": "Water", "id": "1"}], field) == [{"name": "water"}]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("texts_in_disguise", FieldKind.TEXTS),
        ("offered", FieldKind.TEXTS),
        ("computed", FieldKind.TEXT),
        ("unknown", FieldKind.OTHER),
        ("homepage", FieldKind.LINK),
        ("translated_prose", FieldKind.TRANSLATED_MARKDOWN),
        ("title_translated", FieldKind.TRANSLATED_TEXT),
        ("once", FieldKind.GROUP),
        ("lines", FieldKind.AREA),
    ],
)
def test_a_kind_is_told_by_what_the_catalogue_makes_of_a_value(name: str, kind: FieldKind) -> None:
    assert FIELDS[name].kind is kind


def test_labels_and_help_come_in_one_language_and_as_plain_text() -> None:
    assert FIELDS["helped"].help_text == "Read this & that"
    assert FIELDS["pressed"].choice_label("b, c") == "B"
    assert FIELDS["translated"].languages == ("en", "fr", "es-MX")
    assert FIELDS["translated_prose"].languages == ("en", "fr")
    assert FIELDS["hidden"].read_only


def test_a_catalogue_without_a_schema_asks_for_the_name_alone() -> None:
    schema = ckan_schema()
    assert isinstance(schema, DatasetSchema)
    assert {p.path for p in check_fields({}, schema.dataset_fields)} == set()
    assert schema.takes_any_key


@pytest.mark.parametrize(("value", "kept"), [(5, "5"), (True, "true"), (None, ""), ("t", "t")])
def test_what_ckan_keeps_as_text_is_sent_as_text(value: Any, kept: str) -> None:
    extras = FIELDS["extras"]
    assert extras is not None
    pairs = [{"key": "a", "value": value}]
    assert to_wire(pairs, extras) == [{"key": "a", "value": kept}]
    assert same(pairs, [{"key": "a", "value": kept}], extras)
    assert check_fields({"extras": pairs, "name": "lakes"}, [extras]) == []


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_a_pair_whose_value_is_no_text_is_refused(value: Any) -> None:
    extras = FIELDS["extras"]
    assert extras is not None
    (problem,) = check_fields({"extras": [{"key": "a", "value": value}]}, [extras])
    assert problem.path == "extras/0/value"


def test_a_year_given_as_a_number_is_sent_as_text() -> None:
    year = Field("start", "Start", FieldKind.PARTIAL_DATE)
    rows = Field("period", "Period", FieldKind.GROUPS, subfields=(year,))
    assert to_wire([{"start": 2011}], rows) == [{"start": "2011"}]


def test_an_object_is_no_text_of_a_list() -> None:
    texts = Field("language", "Language", FieldKind.TEXTS)
    with pytest.raises(ValueError, match="list of texts"):
        from_text('{"a": 1}', texts)
    kept = ['{"a": 1}']  # as a catalogue may have it
    assert from_text(to_text(kept, texts), texts) == kept


def test_a_row_is_one_line_whatever_its_cells_are() -> None:
    parts = Field("parts", "Parts", FieldKind.GROUPS, subfields=(
        Field("titled", "Titled", FieldKind.TRANSLATED_TEXT), Field("notes", "Notes", FieldKind.AREA),
    ))  # fmt: skip
    rows = [{"titled": {"en": "One", "fr": "Un"}, "notes": "first\nsecond"}, {"notes": "x"}]
    assert as_text(rows, parts).split("\n") == ["Titled: en: One / fr: Un · Notes: first / second", "Notes: x"]
