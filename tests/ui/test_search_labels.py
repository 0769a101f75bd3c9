"""Given the values of a search, when they are shown as conditions and filters, then they read as in a record."""

import pytest

from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.ui.search.labels import ValueFormatter


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
