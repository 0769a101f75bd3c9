"""A search is changed from outside: facets ticked, conditions taken away; its text then means just that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.search import query_edit as edit
from bcdc_desktop.domain.search.query import parse


def test_a_value_is_asked_for_then_another_as_an_alternative_then_neither():
    text = edit.with_value("water", "state", "draft")
    assert text == "water state:draft"
    text = edit.with_value(text, "state", "pending publish")
    assert text == 'water state:draft,"pending publish"'
    assert edit.has_value(text, "state", "PENDING-PUBLISH")
    assert edit.with_value(text, "state", "DRAFT") == text
    text = edit.without_value(text, "state", "Draft")
    assert text == 'water state:"pending publish"'
    assert edit.without_value(text, "state", "pending_publish") == "water"


def test_what_is_left_out_is_no_value_that_is_asked_for():
    text = edit.leaving_out("water format:csv,shp", "format", "csv")
    assert text == "water format:shp -format:csv"
    assert edit.chosen_values(text, "format") == ["shp"]
    assert edit.without_field(text, "format") == "water -format:csv"


def test_one_organization_takes_the_place_of_another():
    assert edit.with_only('org:"forests and lands" water', "org", "fires") == "water org:fires"


def test_conditions_stand_in_their_order_and_can_be_taken_away():
    text = 'salmon  title:"big river" -tag:x modified:>2026-01-01 nonsense:1'
    found = edit.pieces(text)
    assert [(p.field, p.values, p.negated) for p in found] == [
        ("title", ("big river",), False),
        ("tag", ("x",), True),
        ("modified", (">2026-01-01",), False),
    ]
    assert edit.without(text, found[1].start, found[1].end) == (
        'salmon  title:"big river" modified:>2026-01-01 nonsense:1'
    )
    assert edit.words_alone(text) == "salmon nonsense:1"


@pytest.mark.parametrize("value", ["a b", "a,b", "CSV", "water-quality", "Ünï"])
def test_any_value_can_be_ticked_and_unticked(value):
    text = edit.with_value("x", "tag", value)
    assert edit.has_value(text, "tag", value)
    assert edit.without_value(text, "tag", value) == "x"


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("water fromat:csv x", "water format:csv x"),
        ("-fromat:csv", "-format:csv"),
        ("is:privat lakes", "is:private lakes"),
        ("zzz:1", "zzz:1"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_typed(text, better):
    (problem,) = parse(text).problems
    assert edit.fixed(text, problem) == better


@given(st.text(max_size=40), st.sampled_from(["draft", "a b", "x"]))
def test_ticking_changes_nothing_else(text, value):
    before = parse(text)
    if any(p.unfinished for p in before.problems) or edit.chosen_values(text, "state"):
        return
    after = parse(edit.with_value(text, "state", value))
    assert after.words == before.words
    assert [f for f in after.filters if f.field != "state" or f.negated] == list(before.filters)
