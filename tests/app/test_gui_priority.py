"""What computes gives way to a window that is at work, and goes on once that rests or waits for a person."""

import importlib.util
import time
from collections.abc import Callable

import pytest

from bcdc_desktop.app import gui_priority
from bcdc_desktop.app.gui_priority import give_way, window_at_work


class Clock:
    """Time that passes only by sleeping; ``then`` happens after so many sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, 0
        self.then: dict[int, Callable[[], object]] = {}

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += 1
        self.then.get(self.slept, lambda: None)()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock.monotonic)
    monkeypatch.setattr(time, "sleep", clock.sleep)
    return clock


def test_beside_a_window_that_rests_there_is_a_breath_only(clock: Clock) -> None:
    with window_at_work():
        pass
    give_way()
    assert clock.slept == 1


def test_without_a_window_nothing_waits(clock: Clock) -> None:
    fresh = importlib.util.find_spec(gui_priority.__name__)
    module = importlib.util.module_from_spec(fresh)
    fresh.loader.exec_module(module)
    module.give_way()
    assert clock.slept == 0


def test_a_window_at_work_is_waited_for_until_all_of_it_is_done(clock: Clock) -> None:
    outer, inner = window_at_work(), window_at_work()
    outer.__enter__()
    inner.__enter__()
    clock.then = {3: lambda: inner.__exit__(None, None, None), 6: lambda: outer.__exit__(None, None, None)}
    give_way()
    assert clock.slept == 6


def test_one_that_waits_for_a_person_is_not_waited_for(clock: Clock) -> None:
    with window_at_work():
        give_way()
        assert 1 < clock.slept < 100
        before = clock.slept
        give_way()
        assert clock.slept == before + 1
