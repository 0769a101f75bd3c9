"""Find and replace: what is put in the place of what, and that nothing runs forever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.bulk.pattern import LARGEST_RESULT, PatternProblem, rewriter


@pytest.mark.parametrize(
    ("old", "new", "options", "before", "after"),
    [
        ("lake", "pond", {}, "lake by the Lake", "pond by the Lake"),
        ("lake", "pond", {"ignore_case": True}, "lake by the Lake", "pond by the pond"),
        ("a.b", "$1 \\1", {"ignore_case": True}, "A.B axb", "$1 \\1 axb"),
        ("lake", "pond", {"match": "whole"}, "lakes", "lakes"),
        ("lake", "pond", {"match": "whole"}, " lake ", "pond"),
        (r"(\d+)-(\d+)", r"\2-$1", {"match": "regex"}, "12-34", "34-12"),
        (r"(?P<first>\w)x", r"${first}y \g<first>", {"match": "regex"}, "ax", "ay a"),
        (r"(\w)x", "$$5 \\\\", {"match": "regex"}, "ax", "$5 \\"),
        (r"LAKE", "pond", {"match": "regex", "ignore_case": True}, "lake", "pond"),
        ("Lake", "$5 or 5$", {"match": "substring"}, "Lake", "$5 or 5$"),
        ("Lake", "5$$ or 5$", {"match": "regex"}, "Lake", "5$ or 5$"),
        (r"^Lake$", "Pond", {"match": "regex"}, "Lake\nLake", "Lake\nLake"),
    ],
)
def test_replacements(old: str, new: str, options: dict, before: str, after: str) -> None:
    assert rewriter(old, new, **options)(before) == after


@pytest.mark.parametrize("pattern", ["(", "a{1000}{1000}{1000}", "(?=a)", r"(a)\1", "a" * 1001, ""])
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str) -> None:
    with pytest.raises(PatternProblem):
        rewriter(pattern, "", "regex")


@pytest.mark.parametrize(("pattern", "new"), [("a", "$1"), ("(a)", "$2"), ("(?P<n>a)", "${m}"), ("a", r"\1")])
def test_a_group_that_the_pattern_does_not_have_is_refused(pattern: str, new: str) -> None:
    with pytest.raises(PatternProblem):
        rewriter(pattern, new, "regex")


def test_an_expression_that_would_never_end_ends() -> None:
    assert rewriter(r"^(a+)+$", "b", "regex")("a" * 50_000 + "!") == "a" * 50_000 + "!"


def test_a_value_does_not_grow_without_end() -> None:
    with pytest.raises(PatternProblem):
        rewriter("a", "a" * 1000)("a" * (LARGEST_RESULT // 100))


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=60))
def test_without_case_a_text_is_found_as_it_is(old: str, new: str, around: str) -> None:
    found = rewriter(old, new, ignore_case=True)(f"{around}{old}{around}")
    if old.isascii() and around.isascii():
        assert old.lower() not in around.lower() or found is not None
        assert new in found or not new
