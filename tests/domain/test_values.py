"""Two ways of writing one thing are no change; two things are never taken for one."""

import json

import pytest

from bcdc_desktop.domain.values import as_text, is_empty, read_value, same, split_tags, to_wire
from domain import strategies as make

NOTHING = ["", None, [], [""], "  ", {}]


@pytest.mark.parametrize("field", make.FIELDS, ids=lambda f: f.name)
@pytest.mark.parametrize("nothing", NOTHING, ids=repr)
def test_all_ways_of_saying_nothing_are_the_same(field, nothing) -> None:
    if field is make.JSON and nothing == [""]:
        nothing = []
    assert same(nothing, None, field)
    assert same(read_value({}, field), nothing, field)


SAME = [
    (make.TEXT, "one\r\ntwo", "one\ntwo"),
    (make.TEXT, "word ", "word"),
    (make.TAGS, "water, Wells", [{"name": "Wells", "display_name": "Wells"}, {"name": "water"}]),
    (make.TAGS, "a,b,,a", "b, a"),
    (make.DATE, "2024-03-01", "2024-03-01T00:00:00"),
    (make.MOMENT, "2024-03-01T14:30", "2024-03-01 14:30:00"),
    (make.MOMENT, "2024-03-01T14:30+02:00", "2024-03-01T12:30:00"),
    (make.JSON, '{"b": 1, "a": [2]}', {"a": [2], "b": 1}),
    (make.JSON, {"a": float("nan")}, {"a": float("nan")}),
    (make.TOPICS, ["biota", "farming"], ["farming", "biota", ""]),
    (make.TOPICS, '["biota"]', ["biota"]),
    (make.TOPICS, "biota", ["biota"]),
    (make.CONTACTS, '[{"name": "Ann", "displayed": "displayed"}]', [{"displayed": ["displayed"], "name": "Ann"}]),
    (make.CONTACTS, [{"name": "Ann"}, {"name": ""}], [{"name": "Ann", "displayed": []}]),
    (make.PERIOD, {"beginning_date": "2024-01-01"}, [{"beginning_date": "2024-01-01", "end_date": ""}]),
]
DIFFERENT = [
    (make.TEXT, "null", ""),
    (make.TEXT, "[]", None),
    (make.TEXT, "Water", "water"),
    (make.TAGS, "Water", "water"),
    (make.DATE, "2024-03-01", "2024-03-01T12:00:00"),
    (make.JSON, {"a": 1}, {"a": True}),
    (make.JSON, {"fields": []}, None),
    (make.JSON, "{broken", '"{broken"'),
    (make.CONTACTS, [{"name": "Ann"}, {"name": "Bo"}], [{"name": "Bo"}, {"name": "Ann"}]),
    (make.CONTACTS, ["Ann", {"name": "Bo"}], [{"name": "Bo"}]),
    (make.CONTACTS, "Ann", None),
    (make.CONTACTS, [{"name": "Ann", "phone": "1"}], [{"name": "Ann"}]),
    (make.TOPICS, ["biota", "gone"], ["biota"]),
]


@pytest.mark.parametrize(("field", "one", "other"), SAME)
def test_another_way_of_writing_is_no_change(field, one, other) -> None:
    assert same(one, other, field)
    assert same(other, one, field)


@pytest.mark.parametrize(("field", "one", "other"), DIFFERENT)
def test_another_meaning_is_a_change(field, one, other) -> None:
    assert not same(one, other, field)


def test_a_record_has_its_keywords_as_dicts_and_a_form_as_text() -> None:
    record = {"tags": [{"name": "wells"}, {"name": "water"}]}
    assert read_value(record, make.TAGS) == "wells, water"
    assert split_tags(record["tags"]) == ["wells", "water"]


def test_text_in_the_place_of_rows_is_never_sent_as_no_rows() -> None:
    assert to_wire("Ann", make.CONTACTS) == ["Ann"]
    assert to_wire("[]", make.CONTACTS) == []


def test_json_goes_out_as_text_and_empty_json_as_empty_text() -> None:
    assert json.loads(to_wire({"fields": [{"name": "straße"}]}, make.JSON)) == {"fields": [{"name": "straße"}]}
    assert to_wire({}, make.JSON) == ""


def test_a_review_shows_labels_rows_and_what_is_not_known() -> None:
    assert as_text(["biota", "gone"], make.TOPICS) == "Biota, gone"
    assert as_text([{"name": "Ann", "phone": "12", "displayed": []}, "odd"], make.CONTACTS) == (
        "Name: Ann · phone: 12\nodd"
    )
    assert as_text('{"a": 1}', make.JSON) == '{\n  "a": 1\n}'
    assert as_text("", make.STATUS) == ""


def test_a_switch_that_is_off_says_nothing() -> None:
    assert is_empty(False)
    assert not is_empty(0)
