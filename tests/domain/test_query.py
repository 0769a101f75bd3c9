"""What people write into the search field, and what is understood."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.search.completion import Typing, names
from bcdc_desktop.domain.search.highlight import excerpt, highlights
from bcdc_desktop.domain.search.organization_search import organizations_named
from bcdc_desktop.domain.search.query import FIELDS, Filter, Word, condition, parse
from bcdc_desktop.domain.search.solr import ServerQuery, server_query

NOW = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)


def test_words_phrases_and_not() -> None:
    found = parse('lakes "fish and wildlife" -river -"old maps" wat*', now=NOW)
    assert found.words == (
        Word("lakes"),
        Word("fish and wildlife", prefix=False),
        Word("river", negated=True),
        Word("old maps", prefix=False, negated=True),
        Word("wat"),
    )
    assert found.wanted == tuple(w for w in found.words if not w.negated)
    assert found.problems == ()


def test_conditions_with_alternatives_and_quotation_marks() -> None:
    found = parse('state:draft,"pending publish" -tag:"water quality" format:CSV licence:2', now=NOW)
    assert found.filters == (
        Filter("state", ("draft", "pending publish")),
        Filter("tag", ("water quality",), negated=True),
        Filter("format", ("CSV",)),
        Filter("licence", ("2",)),
    )


@pytest.mark.parametrize(
    ("alias", "name"), [("license", "licence"), ("ORG", "org"), ("organisation", "org"), ("keyword", "tag")]
)
def test_other_names_of_fields(alias: str, name: str) -> None:
    assert parse(f"{alias}:x", now=NOW).filters == (Filter(name, ("x",)),)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("modified:2026-01-31", "2026-01-31", "2026-02-01"),
        ("modified:>2026-01-01", "2026-01-02", None),
        ("modified:>=2026-01-01", "2026-01-01", None),
        ("modified:<2026-01-01", None, "2026-01-01"),
        ("modified:<=2026-01-01", None, "2026-01-02"),
        ("modified:2026-02", "2026-02-01", "2026-03-01"),
        ("modified:2025", "2025-01-01", "2026-01-01"),
        ("modified:>2025", "2026-01-01", None),
        ("modified:2025-11..2026-01", "2025-11-01", "2026-02-01"),
        ("modified:..2026-01", None, "2026-02-01"),
        ("modified:2026-01..", "2026-01-01", None),
        ("modified:today", "2026-03-15", "2026-03-16"),
        ("modified:yesterday", "2026-03-14", "2026-03-15"),
        ("modified:30d", "2026-02-13", None),
        ("modified:<2w", None, "2026-03-01"),
    ],
)
def test_dates(text: str, low: str | None, high: str | None) -> None:
    (found,) = parse(text, now=NOW).filters
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "says", "suggestion", "unfinished"),
    [
        ("fromat:csv", "There is no “fromat:” filter. Did you mean format:?", "format:", False),
        ("zzzzz:csv", "There is no “zzzzz:” filter. Use one of org:, state:", "", False),
        ("org:", "org: needs a value: org:forests.", "", True),
        ('tag:"water', "The closing quotation mark is missing.", "", True),
        ('"water', "The closing quotation mark is missing.", "", True),
        ("modified:>2026-13-01", "is not a date. Write dates as 2026, 2026-03", "", True),
        ("modified:soon", "is not a date", "", False),
        ("modified:..", "is not a date", "", True),
        ("is:privat", "“privat” is not a value of is", "is:private", True),
        ("missing:descripton", "“descripton” is not a value of missing", "missing:description", False),
        (
            "has:unicorn",
            "“unicorn” is not a value of has: use one of draft, conflict, failed-upload, problem",
            "",
            False,
        ),
        ("water OR lakes", "Separate alternatives with a comma", "", False),
        ("water AND lakes", "all conditions must be met", "", False),
        ("NOT lakes", "put a minus sign in front", "", False),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_searched(
    text: str, says: str, suggestion: str, unfinished: bool
) -> None:
    (problem, *more) = parse(f"lakes {text}", now=NOW).problems
    assert not more
    assert says in problem.message
    assert (problem.suggestion, problem.unfinished) == (suggestion, unfinished)
    assert 6 <= problem.start < problem.end <= len(f"lakes {text}")
    assert Word("lakes") in parse(f"lakes {text}", now=NOW).words


@pytest.mark.parametrize("text", ["", "   ", "-", "--", '""', "*", "…", "( )"])
def test_nothing_is_asked(text: str) -> None:
    found = parse(text, now=NOW)
    assert found.empty
    assert not found.filters


def test_addresses_are_words() -> None:
    found = parse("https://example.org/data.csv", now=NOW)
    assert [w.parts for w in found.words] == [("https", "example", "org", "data", "csv")]
    assert not found.problems


@given(st.text(max_size=60))
def test_every_text_is_understood_somehow(text: str) -> None:
    found = parse(text, now=NOW)
    assert all(0 <= p.start < p.end <= len(text) for p in found.problems)
    assert all(w.parts for w in found.words)
    server_query(found, OrganizationTree([]))


@given(st.sampled_from(["tag", "format", "licence"]), st.text(min_size=1, max_size=20))
def test_a_condition_that_is_written_is_read_again(name: str, value: str) -> None:
    if value.strip() and '"' not in value:
        assert parse(condition(name, value), now=NOW).filters == (Filter(name, (value.strip(),)),)


def test_marks_are_those_of_the_index() -> None:
    text = "Résumé of water-quality: WATERSHED data"
    words = parse('water "quality watershed" resume', now=NOW).words
    assert [text[a:b] for a, b in highlights(text, words)] == ["Résumé", "water", "quality: WATERSHED"]
    assert highlights("nothing", words) == ()


def test_an_excerpt_shows_the_first_hit() -> None:
    text = "word " * 100 + "the salmon runs " + "word " * 100
    found = excerpt(text, parse("salmon", now=NOW).words)
    assert found is not None
    assert [found.text[a:b] for a, b in found.marks] == ["salmon"]
    assert len(found.text) < 200
    assert (found.text[0], found.text[-1]) == ("…", "…")
    assert excerpt(text, parse("trout", now=NOW).words) is None


def test_organizations_by_id_name_and_words() -> None:
    tree = OrganizationTree(
        [Organization("1", "forests", "Ministry of Forests"), Organization("2", "trees", "Forest Trees Branch", "1")]
    )
    assert [o.id for o in organizations_named(tree, "1")] == ["1"]
    assert [o.id for o in organizations_named(tree, "forests")] == ["1"]
    assert {o.id for o in organizations_named(tree, "forest")} == {"1", "2"}
    assert [o.id for o in organizations_named(tree, "branch tree")] == ["2"]
    assert organizations_named(tree, "mines") == []


def test_a_search_in_the_language_of_the_server() -> None:
    tree = OrganizationTree([Organization("a-b", "forests", "Forests"), Organization("c", "trees", "Trees", "a-b")])
    found = server_query(
        parse('Lakes "fish and" -river org:forests -format:csv modified:2026 column:depth is:private', now=NOW), tree
    )
    assert found.q == 'lakes* "fish and" -river*'
    assert found.fq == (
        '+owner_org:("a-b" OR "c") -res_format:("csv" OR "CSV") '
        "+metadata_modified:[2026-01-01T00:00:00Z TO 2027-01-01T00:00:00Z} +private:(true)"
    )
    assert found.left_out == ("column:",)
    assert server_query(parse("-water -tag:x", now=NOW), tree).q == "*:* -water*"


def test_the_server_is_asked_how_ckan_shows_records_that_have_no_publish_state() -> None:
    def asked(text: str) -> str:
        return server_query(parse(text, now=NOW), OrganizationTree([])).fq

    assert asked("state:published") == '+(publish_state:("PUBLISHED") OR state:("published"))'
    public = "(+state:active +private:false -publish_state:[* TO *])"
    assert asked("state:public") == f'+(publish_state:("PUBLIC") OR state:("public") OR {public})'
    private = "(+state:active +private:true -publish_state:[* TO *])"
    assert asked("-state:Private,draft").endswith(f" OR {private})")


def test_the_server_is_asked_for_values_as_they_are_written_there() -> None:
    known = {("format", "CSV"): ["Csv", "csv"], ("licence", "access only"): ["22"], ("tag", "wat*"): ["Water", "wat"]}

    def asked(text: str) -> ServerQuery:
        return server_query(parse(text, now=NOW), OrganizationTree([]), lambda f, v: known.get((f, v), ()))

    assert asked("format:CSV").fq == '+res_format:("CSV" OR "Csv" OR "csv")'
    assert asked('licence:"access only"').fq == '+license_id:("access only" OR "22")'
    assert asked("-tag:wat*").fq == '+*:* -tags:("Water" OR "wat")'
    assert asked("tag:nobody*").left_out == ("tag:",)  # which may be there is not known
    ways = ("Fish_eggs", "Fish eggs", "Fish-eggs", "fish eggs", "fish-eggs", "fish_eggs")
    upper = ("FISH EGGS", "FISH-EGGS", "FISH_EGGS")
    assert asked("tag:Fish_eggs").fq == "+tags:(" + " OR ".join(f'"{w}"' for w in (*ways, *upper)) + ")"


def test_every_field_says_what_it_means() -> None:
    for name, field in FIELDS.items():
        assert any(c.label == f"{field.name}:" and c.detail for c in names(Typing(0, 0, "")))
        (problem,) = parse(f"{name}:", now=NOW).problems
        assert problem.unfinished
