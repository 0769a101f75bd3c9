"""A catalogue is brought up to date by itself, not where that costs somebody, and always when it is asked for."""

import pytest

from bcdc_desktop.app.sync.policy import EVERY, SHOWN, SyncDecision, SyncPolicy, SyncPreferences, SystemStatus

NOW = 1_800_000_000.0
CALM = SystemStatus()


def decide(occasion, ago, system_status=CALM, policy=None, running=False) -> SyncDecision:
    last = None if ago is None else NOW - ago
    return (policy or SyncPolicy()).decide(occasion, now=NOW, last=last, system_status=system_status, running=running)


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
    assert decide(occasion, ago) == SyncDecision(runs)


@pytest.mark.parametrize("occasion", ["start", "back", "interval", "shown"])
@pytest.mark.parametrize(
    ("system_status", "wait"),
    [
        (SystemStatus(metered=True), "metered"),
        (SystemStatus(battery=True), "battery"),
        (SystemStatus(metered=True, battery=True), "metered"),
    ],
)
def test_what_is_due_waits_on_metered_networks_and_on_battery(occasion, system_status, wait):
    assert decide(occasion, EVERY, system_status) == SyncDecision(False, wait)


def test_what_is_asked_for_never_waits():
    assert decide("asked", 0, SystemStatus(metered=True, battery=True)).run


def test_the_first_time_nothing_is_waited_for():
    assert decide("start", None, SystemStatus(metered=True, battery=True)).run


def test_nobody_waits_who_chose_not_to():
    policy = SyncPolicy(SyncPreferences(pause_on_metered=False, pause_on_battery=True))
    assert decide("interval", EVERY, SystemStatus(metered=True), policy).run
    assert decide("interval", EVERY, SystemStatus(battery=True), policy).waits_for == "battery"


def test_two_runs_do_not_overlap():
    assert decide("asked", None, running=True) == SyncDecision(False)


def test_a_run_that_failed_is_not_tried_again_at_once():
    policy = SyncPolicy()
    policy.began(NOW - 30)
    assert not decide("interval", 2 * EVERY, policy=policy).run
    assert not decide("shown", 2 * EVERY, policy=policy).run
    policy.began(NOW - 61)
    assert decide("shown", 2 * EVERY, policy=policy).run
    policy.began(NOW - EVERY)
    assert decide("interval", 2 * EVERY, policy=policy).run


def test_what_is_not_due_does_not_say_that_it_waits():
    assert decide("interval", 5, SystemStatus(metered=True)).waits_for == ""


@pytest.mark.parametrize("occasion", ["start", "back", "interval", "shown"])
def test_a_catalogue_that_asks_for_an_hour_is_left_alone_for_an_hour(occasion):
    policy = SyncPolicy()
    policy.leave_alone(NOW - 3599, 3600)
    assert not decide(occasion, 2 * EVERY, policy=policy).run
    assert decide("asked", 0, policy=policy).run
    policy.leave_alone(NOW - 3600, 3600)
    assert decide(occasion, 2 * EVERY, policy=policy).run
    policy.leave_alone(NOW + 90_000, 3600)  # the clock was set back since
    assert decide(occasion, 2 * EVERY, policy=policy).run
