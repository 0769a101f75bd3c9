"""Given the values of a search, when they are shown as conditions and filters, then they read as in a record."""

import pytest

from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.ui.search.labels import ValueFormatter
from ui.window.conftest import french  # noqa: F401


@pytest.fixture
def formatter() -> ValueFormatter:
    made = ValueFormatter()
    made.licences = {"2": "Open Government Licence", "cc-by": "Creative Commons Attribution"}
    return made


@pytest.mark.parametrize("value", ["cc-by", "cc by", "CC_BY"])
def test_a_licence_has_its_title_however_a_search_writes_its_id(formatter: ValueFormatter, value: str) -> None:
    assert formatter.value("licence", value) == "Creative Commons Attribution"
    piece = parse(f'licence:"{value}"').pieces[0]
    assert formatter.piece(piece) == "Licence: Creative Commons Attribution"


def test_a_licence_that_is_not_known_is_shown_as_it_is(formatter: ValueFormatter) -> None:
    assert formatter.value("licence", "odc pddl", "odc-pddl") == "odc-pddl"


def test_how_ckan_shows_a_record_is_called_as_in_the_list(formatter: ValueFormatter) -> None:
    assert formatter.value("state", "public") == "Public"
    assert formatter.piece(parse("state:private,draft").pieces[0]) == "State: Private or Draft"


def test_how_ckan_shows_a_record_is_called_in_the_language_of_the_window(
    formatter: ValueFormatter,
    french: object,  # noqa: F811
) -> None:
    assert formatter.value("state", "private") == "Privé"
