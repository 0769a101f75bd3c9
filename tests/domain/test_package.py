"""What a record is called, also where its catalogue makes the title of several languages."""

import pytest

from bcdc_desktop.domain.package import Package, title_of


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"title": "Lakes", "title_translated": {"fr": "Lacs"}}, "Lakes"),
        ({"title": "", "title_translated": {"en": "", "fr": "Lacs"}}, "Lacs"),
        ({"title_translated": '{"fr": "Lacs"}'}, "Lacs"),
        ({"title_translated": "{"}, ""),
        ({"title_translated": ["Lacs"]}, ""),
        ({"title_translated": {"en": 5}}, ""),
        ({}, ""),
    ],
)
def test_a_record_is_called_by_its_title_else_by_the_first_language_of_it(values: dict, title: str) -> None:
    assert title_of(values) == title
    assert Package({**values, "name": "lakes"}).title == (title or "lakes")
