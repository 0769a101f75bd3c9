"""A catalogue is brought up to date by itself, not where that costs somebody, and always when it is asked for."""

import pytest

from bcdc_desktop.app.sync.policy import EVERY, SHOWN, Decision, Manners, Pace, Surroundings

NOW = 1_800_000_000.0
CALM = Surroundings()


def decide(occasion, ago, surroundings=CALM, pace=None, running=False) -> Decision:
    last = None if ago is None else NOW - ago
    return (pace or Pace()).decide(occasion, now=NOW, last=last, surroundings=surroundings, running=running)


@pytest.mark.parametrize(
    ("occasion", "ago", "runs"),
    [
        ("start", 5, True),
        ("back", 5, True),
        ("interval", EVERY - 1, False),
        ("interval", EVERY, True),
        ("shown", SHOWN - 1, False),
        ("shown", SHOWN, True),
        ("shown", None, True),
        ("asked", 0, True),
        ("interval", -3600, True),  # the clock was set back: what was seen “later” counts as old
    ],
)
def test_a_run_is_due(occasion, ago, runs):
    assert decide(occasion, ago) == Decision(runs)


@pytest.mark.parametrize("occasion", ["start", "back", "interval", "shown"])
@pytest.mark.parametrize(
    ("surroundings", "wait"),
    [
        (Surroundings(metered=True), "metered"),
        (Surroundings(battery=True), "battery"),
        (Surroundings(metered=True, battery=True), "metered"),
    ],
)
def test_what_is_due_waits_on_metered_networks_and_on_battery(occasion, surroundings, wait):
    assert decide(occasion, EVERY, surroundings) == Decision(False, wait)


def test_what_is_asked_for_never_waits():
    assert decide("asked", 0, Surroundings(metered=True, battery=True)).run


def test_the_first_time_nothing_is_waited_for():
    assert decide("start", None, Surroundings(metered=True, battery=True)).run


def test_nobody_waits_who_chose_not_to():
    pace = Pace(Manners(pause_on_metered=False, pause_on_battery=True))
    assert decide("interval", EVERY, Surroundings(metered=True), pace).run
    assert decide("interval", EVERY, Surroundings(battery=True), pace).waits_for == "battery"


def test_two_runs_do_not_overlap():
    assert decide("asked", None, running=True) == Decision(False)


def test_a_run_that_failed_is_not_tried_again_at_once():
    pace = Pace()
    pace.began(NOW - 30)
    assert not decide("interval", 2 * EVERY, pace=pace).run
    assert not decide("shown", 2 * EVERY, pace=pace).run
    pace.began(NOW - 61)
    assert decide("shown", 2 * EVERY, pace=pace).run
    pace.began(NOW - EVERY)
    assert decide("interval", 2 * EVERY, pace=pace).run


def test_what_is_not_due_does_not_say_that_it_waits():
    assert decide("interval", 5, Surroundings(metered=True)).waits_for == ""


@pytest.mark.parametrize("occasion", ["start", "back", "interval", "shown"])
def test_a_catalogue_that_asks_for_an_hour_is_left_alone_for_an_hour(occasion):
    pace = Pace()
    pace.leave_alone(NOW - 3599, 3600)
    assert not decide(occasion, 2 * EVERY, pace=pace).run
    assert decide("asked", 0, pace=pace).run
    pace.leave_alone(NOW - 3600, 3600)
    assert decide(occasion, 2 * EVERY, pace=pace).run
    pace.leave_alone(NOW + 90_000, 3600)  # the clock was set back since
    assert decide(occasion, 2 * EVERY, pace=pace).run
