"""Two orders of one record's resources put together: nothing is lost, what only one side moved is where they put it."""

from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.ordering import merge_order

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)


@st.composite
def three(draw: st.DrawFn) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """base, mine, theirs, what I delete, what I add."""
    base = draw(IDS)
    deleted = draw(st.lists(st.sampled_from(base), unique=True)) if base else []
    added = draw(st.lists(st.sampled_from("xyz"), unique=True))
    theirs = draw(st.permutations(draw(st.lists(st.sampled_from(base), unique=True)) if base else []))
    theirs = [*theirs, *draw(st.lists(st.sampled_from("tuv"), unique=True))]
    mine = draw(st.permutations([i for i in base if i not in deleted] + added))
    return base, list(mine), list(theirs), deleted, added


@given(three())
def test_every_resource_is_there_once(case: tuple[list[str], ...]) -> None:
    base, mine, theirs, deleted, added = case
    merged = merge_order(base, mine, theirs, deleted=deleted, added=added)
    wanted = sorted({*theirs, *added} - set(deleted))
    assert sorted(merged.order) == sorted(merged.mine) == sorted(merged.theirs) == wanted


@given(three())
def test_untouched_is_theirs(case: tuple[list[str], ...]) -> None:
    base, _, theirs, deleted, added = case
    for mine in (None, [i for i in base if i not in deleted] + added):
        merged = merge_order(base, mine, theirs, deleted=deleted, added=added)
        assert list(merged.order) == [i for i in theirs if i not in deleted] + added
        assert not merged.conflict


@given(three())
def test_mine_alone_is_mine(case: tuple[list[str], ...]) -> None:
    base, mine, _, deleted, added = case
    merged = merge_order(base, mine, base, deleted=deleted, added=added)
    assert list(merged.order) == mine
    assert not merged.conflict


@given(three())
def test_a_conflict_is_told_and_theirs_until_it_is_decided(case: tuple[list[str], ...]) -> None:
    base, mine, theirs, deleted, added = case
    merged = merge_order(base, mine, theirs, deleted=deleted, added=added)
    common = [i for i in base if i in theirs and i not in deleted]
    m, t = ([i for i in side if i in common] for side in (mine, theirs))
    assert merged.conflict == (m not in (common, t) and t != common)
    if merged.conflict:
        assert merged.order == merged.theirs
        decided = merge_order(theirs, list(merged.mine), theirs, deleted=deleted, added=added)
        assert [i for i in decided.order if i in common] == m
    else:
        kept = [i for i in merged.order if i in common]
        assert kept == (m if m != common else t)


def test_what_they_added_stands_behind_what_it_follows_there() -> None:
    assert merge_order("abc", "cba", "axbc").order == tuple("cbax")
    assert merge_order("abc", ["n", "a", "b", "c"], "cba", added=["n"]).order == tuple("ncba")
