"""While a search is typed, names of fields and their values are offered for the piece at the cursor."""

import pytest

from bcdc_desktop.domain.search.completion import applied, fixed_values, names, typing_at


def typing(text: str):
    """What is typed where the bar stands."""
    cursor = text.index("|")
    return typing_at(text.replace("|", ""), cursor)


@pytest.mark.parametrize(
    ("text", "field", "begun", "stretch"),
    [
        ("sta|", None, "sta", "sta"),
        ("water -for|", None, "for", "for"),
        ("|", None, "", ""),
        ("water |", None, "", ""),
        ("st|ate:draft", None, "st", "state:"),
        ("state:|", "state", "", ""),
        ("state:dr| water", "state", "dr", "dr"),
        ("state:draft,pub|", "state", "pub", "pub"),
        ("state:draft,|", "state", "", ""),
        ('tag:"water q|', "tag", "water q", '"water q'),
        ('tag:"water q|uality"', "tag", "water q", '"water quality"'),
        ("licence:2|", "licence", "2", "2"),
        ("license:2|", "licence", "2", "2"),
    ],
)
def test_the_piece_at_the_cursor(text, field, begun, stretch):
    found = typing(text)
    assert (found.field.name if found.field else None, found.begun) == (field, begun)
    assert text.replace("|", "")[found.start : found.end] == stretch


@pytest.mark.parametrize("text", ['"a phrase| goes on"', "nonsense:x|", "-|"])
def test_nothing_is_offered_where_all_is_free(text):
    found = typing(text)
    assert found is None or not (found.begun and names(found))


def test_names_also_by_what_they_are_called_elsewhere():
    assert [c.label for c in names(typing("li|"))] == ["licence:"]
    assert [c.label for c in names(typing("organ|"))] == ["org:"]
    assert [c.label for c in names(typing("descr|"))] == ["notes:"]
    assert all(c.detail for c in names(typing("|")))


def test_fixed_values_and_dates():
    assert [c.label for c in fixed_values(typing("is:p|"))] == ["private", "public", "open"]
    assert [c.label for c in fixed_values(typing("missing:desc|"))] == ["description", "resource-description"]
    assert "in the last 30 days" in [c.detail for c in fixed_values(typing("modified:3|"))]


def test_a_completion_takes_the_place_of_what_was_typed():
    (name,) = names(typing("water sta|"))
    assert applied("water sta", typing("water sta|"), name) == ("water state:", 12)
    value = fixed_values(typing("is:priv| lakes"))[0]
    assert applied("is:priv lakes", typing("is:priv| lakes"), value) == ("is:private lakes", 10)
    assert applied("is:priv", typing("is:priv|"), value) == ("is:private ", 11)
