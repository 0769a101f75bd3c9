"""Given a time of a catalogue, when it is shown, then it reads like any other time of the program."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bcdc_desktop.domain.choices import NoChoices
from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.times import exact_time, format_stored_time
from bcdc_desktop.domain.value_labels import format_value

MOMENT = datetime(2024, 5, 6, 17, 8, 9, tzinfo=UTC)


def test_a_time_names_its_month_and_is_told_for_a_zone() -> None:
    assert exact_time(MOMENT, UTC) == "6 May 2024, 17:08"
    assert exact_time(MOMENT, timezone(timedelta(hours=-7))) == "6 May 2024, 10:08"
    assert exact_time(MOMENT.replace(tzinfo=None), UTC) == "6 May 2024, 17:08"


@pytest.mark.parametrize(
    "stored",
    [
        "2024-05-06T17:08:09",
        "2024-05-06T17:08:09.123456",
        "2024-05-06 17:08:09",
        "2024-05-06T17:08:09Z",
        "2024-05-06T10:08:09-07:00",
        " 2024-05-06T17:08:09\n",
    ],
)
def test_a_stored_time_is_read_however_the_catalogue_writes_it(stored: str) -> None:
    assert format_stored_time(stored) == exact_time(MOMENT)


@pytest.mark.parametrize("stored", ["", "2024-05-06", "2024", "soon", "2024-13-06T17:08:09", "0001-01-01T00:00:00"])
def test_what_is_no_time_stays_as_it_is(stored: str) -> None:
    assert format_stored_time(stored) == stored


def test_only_a_time_that_the_catalogue_sets_is_shown_in_words() -> None:
    text, choices = "2024-05-06T17:08:09", NoChoices()
    assert format_value(text, Field("last_modified", "", FieldKind.TEXT, read_only=True), choices) == exact_time(MOMENT)
    assert format_value(text, Field("issued", "", FieldKind.DATETIME), choices) == text
