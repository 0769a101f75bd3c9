"""Whether the computer runs on its battery is told where psutil knows it; otherwise it counts as plugged in."""

import sys
from types import SimpleNamespace

import pytest

from bcdc_desktop.ui.surroundings import SurroundingsWatch, on_battery
from bcdc_desktop.work.pacing import Surroundings


def battery(plugged: bool | None) -> SimpleNamespace:
    return SimpleNamespace(sensors_battery=lambda: SimpleNamespace(percent=50, power_plugged=plugged))


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (None, False),  # not installed
        (SimpleNamespace(), False),  # a system on which it does not know of batteries
        (SimpleNamespace(sensors_battery=lambda: None), False),  # no battery
        (battery(True), False),
        (battery(None), False),  # unknown
        (battery(False), True),
    ],
)
def test_the_battery(monkeypatch, module, expected):
    monkeypatch.setitem(sys.modules, "psutil", module)
    assert on_battery() is expected


def test_a_change_is_told_once(qtbot, qapp, monkeypatch):
    monkeypatch.setitem(sys.modules, "psutil", battery(True))
    watch = SurroundingsWatch(qapp)
    watch.look()
    monkeypatch.setitem(sys.modules, "psutil", battery(False))
    with qtbot.waitSignal(watch.changed):
        watch.look()
    assert watch.now.battery
    with qtbot.assertNotEmitted(watch.changed):
        watch.look()
    assert watch.now == Surroundings(watch.now.metered, True)
    watch.deleteLater()
