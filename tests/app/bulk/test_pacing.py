"""How fast a bulk change goes: limits, hours, and giving way to a catalogue that slows down."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcdc_desktop.app.bulk.pacing import Hours, Pace
from bcdc_desktop.app.progress import CancelToken


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def pace(per_minute: float | None = None, hours: Hours | None = None) -> tuple[Pace, Clock]:
    clock = Clock()
    return Pace(per_minute, hours, clock=clock, now=lambda: datetime(2026, 3, 1, 12, 0)), clock


def test_at_most_so_many_a_minute() -> None:
    made, clock = pace(per_minute=30)
    made.wait(CancelToken())
    assert made.seconds_left() == pytest.approx(2.0)
    clock.now += 1.5
    assert made.seconds_left() == pytest.approx(0.5)


def test_a_catalogue_that_slows_down_is_given_time_until_it_is_fast_again() -> None:
    made, _clock = pace()
    for _ in range(20):
        made.took(0.1)
    assert made.gap == 0
    for _ in range(20):
        made.took(0.6)
    assert 0.4 < made.gap <= 3 * 0.6
    for _ in range(200):
        made.took(0.6)
    assert made.gap == 0, "it is slow as usual by now"
    for _ in range(60):
        made.took(0.1)
    assert made.gap == 0


def test_a_catalogue_that_says_when_is_left_alone_for_as_long() -> None:
    made, _clock = pace()
    made.took(0.1)
    assert made.refused(7.0)
    assert made.seconds_left() == pytest.approx(7.0)
    assert not made.refused(3600.0), "that is for another day"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("09:00-17:00", 0), ("18:00-06:00", 6 * 3600), ("11:00-12:00", 23 * 3600), ("06:00-12:01", 0), ("22:00-12:30", 0)],
)
def test_hours(text: str, seconds: float) -> None:
    made, _clock = pace(hours=Hours.parse(text))
    assert made.seconds_left() == seconds


@pytest.mark.parametrize("text", ["", "25:00-06:00", "18:00", "18:00-18:00", "six to nine"])
def test_what_is_no_time_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Hours.parse(text)


@given(st.lists(st.one_of(st.floats(0, 1000), st.none()), max_size=30))
def test_the_pause_has_a_bound(times: list[float | None]) -> None:
    made, _clock = pace()
    for seconds in times:
        if seconds is None:
            made.refused(None)
        else:
            made.took(seconds)
        assert 0 <= made.gap <= 60
