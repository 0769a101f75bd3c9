"""What two people change in one record is put together without losing a word of either."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bcdc_desktop.domain.changes import diff, merge3
from bcdc_desktop.domain.schema import Choice, Field, FieldKind
from bcdc_desktop.domain.values import is_empty, meaning, same, to_wire
from domain import strategies as make
from helpers.examples import MORE

FIELDS = make.FIELDS
thoroughly = settings(max_examples=2000 if MORE else 200)  # what all of saving stands on


@thoroughly
@given(make.record(), make.record())
def test_what_i_change_alone_is_what_is_stored(base, mine) -> None:
    merge = merge3(base, mine, base, FIELDS)
    assert merge.clean
    assert not merge.theirs
    assert not diff(mine, merge.values, FIELDS)


@given(make.record(), make.record())
def test_what_others_change_alone_is_what_is_stored(base, theirs) -> None:
    merge = merge3(base, {}, theirs, FIELDS)
    assert merge.clean
    assert not merge.mine
    assert not diff(theirs, merge.values, FIELDS)


@thoroughly
@given(make.record(), make.record(), make.record(), st.sets(st.sampled_from([f.name for f in FIELDS])))
def test_changes_to_different_fields_fit_whoever_comes_first(base, a, b, first) -> None:
    mine = {n: v for n, v in a.items() if n in first}
    theirs = {**base, **{n: v for n, v in b.items() if n not in first}}
    one = merge3(base, mine, theirs, FIELDS)
    other = merge3(base, {n: v for n, v in theirs.items() if n not in first}, {**base, **mine}, FIELDS)
    assert one.clean and other.clean
    assert not diff(one.values, other.values, FIELDS)


@thoroughly
@given(make.record(), make.some_fields(), make.record())
def test_no_value_of_anybody_is_lost_unless_a_conflict_shows_it(base, mine, theirs) -> None:
    merge = merge3(base, mine, theirs, FIELDS)
    shown = {c.field.name: c for c in merge.conflicts}
    for field in FIELDS:
        kept = merge.values[field.name]
        mine_now = mine.get(field.name, base[field.name])
        for value in (mine_now, theirs[field.name]):
            if same(value, base[field.name], field) or same(value, kept, field):
                continue
            assert field.name in shown
            assert any(same(value, v, field) for v in (shown[field.name].mine, shown[field.name].theirs))


@given(make.record(), make.some_fields(), make.record())
def test_every_conflict_is_open_until_it_is_decided(base, mine, theirs) -> None:
    merge = merge3(base, mine, theirs, FIELDS)
    decided = merge.decided({c.field.name: c.mine for c in merge.conflicts})
    for conflict in merge.conflicts:
        assert same(decided[conflict.field.name], conflict.mine, conflict.field)
        assert same(merge.values[conflict.field.name], conflict.theirs, conflict.field)


@thoroughly
@given(make.record(), make.some_fields())
def test_a_difference_names_exactly_what_means_something_else(before, after) -> None:
    found = {c.name: c for c in diff(before, after, FIELDS)}
    for field in FIELDS:
        changed = field.name in after and meaning(before[field.name], field) != meaning(after[field.name], field)
        assert (field.name in found) is changed
    assert list(found) == [f.name for f in FIELDS if f.name in found]


@given(st.data(), st.sampled_from(FIELDS))
def test_what_is_sent_means_what_was_typed(data, field) -> None:
    value = data.draw(make.values(field))
    assert same(to_wire(value, field), value, field)
    assert is_empty(to_wire(value, field), field) == is_empty(value, field)


def test_a_field_that_an_edit_does_not_name_is_not_a_change() -> None:
    assert diff({"notes": "x"}, {}, FIELDS) == []
    assert merge3({"notes": "x"}, {}, {"notes": "y"}, [make.TEXT]).values["notes"] == "y"


def test_the_same_change_by_both_is_no_conflict() -> None:
    merge = merge3({"notes": "x"}, {"notes": "y\r\n"}, {"notes": "y"}, [make.TEXT])
    assert merge.clean


def test_a_record_that_became_public_is_not_said_to_have_lost_its_visibility() -> None:
    choices = (Choice("true", "Private"), Choice("false", "Public"))
    visibility = Field("private", "Visibility", FieldKind.CHOICE, choices=choices)
    (change,) = diff({"private": True}, {"private": False}, [visibility])
    assert (change.before, change.after) == ("true", "false")
