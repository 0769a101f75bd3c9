"""Whether the network is paid by volume is told where Qt knows it, and whether the computer runs on its battery where
psutil does; what is not known counts as no."""

import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.app.sync.policy import SystemStatus
from bcdc_desktop.ui.sync_scheduler import SystemStatusWatch, on_battery


def battery(plugged: bool | None) -> SimpleNamespace:
    return SimpleNamespace(sensors_battery=lambda: SimpleNamespace(percent=50, power_plugged=plugged))


def untold() -> None:
    raise FileNotFoundError("/sys/class/power_supply")


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (SimpleNamespace(sensors_battery=untold), False),  # a container
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


class Network(QObject):
    """What Qt knows of the network, as far as it is asked for."""

    isMeteredChanged = Signal(bool)

    def __init__(self, *, knows: bool = True, metered: bool = False) -> None:
        super().__init__()
        self.knows, self.metered = knows, metered

    def supports(self, features: QNetworkInformation.Feature) -> bool:
        return self.knows and features == QNetworkInformation.Feature.Metered

    def isMetered(self) -> bool:
        return self.metered

    def turn(self, metered: bool) -> None:
        self.metered = metered
        self.isMeteredChanged.emit(metered)


@pytest.fixture
def watch_on(qapp, monkeypatch) -> Iterator[Callable[[Network | None], SystemStatusWatch]]:
    """Watches a network (None: Qt has no way to know of any), on mains power."""
    monkeypatch.setitem(sys.modules, "psutil", None)
    made = []

    def watch(network: Network | None) -> SystemStatusWatch:
        made.append(SystemStatusWatch(qapp, network))
        return made[-1]

    yield watch
    for one in made:
        one.deleteLater()


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (Network(metered=True), True),
        (Network(metered=False), False),
        (Network(knows=False, metered=True), False),  # unknown counts as no
        (None, False),
    ],
)
def test_the_network_that_is_paid_by_volume(watch_on, network, expected):
    watch = watch_on(network)
    watch.check()
    assert watch.now == SystemStatus(metered=expected, battery=False)


def test_a_network_that_becomes_paid_by_volume_is_noticed_at_once(watch_on, qtbot):
    network = Network()
    watch = watch_on(network)
    watch.start()
    with qtbot.waitSignal(watch.changed):
        network.turn(True)
    assert watch.now.metered
    with qtbot.waitSignal(watch.changed):
        network.turn(False)
    assert not watch.now.metered
    watch.stop()


def test_a_change_is_told_once(qtbot, qapp, monkeypatch):
    monkeypatch.setitem(sys.modules, "psutil", battery(True))
    watch = SystemStatusWatch(qapp)
    watch.check()
    monkeypatch.setitem(sys.modules, "psutil", battery(False))
    with qtbot.waitSignal(watch.changed):
        watch.check()
    assert watch.now.battery
    with qtbot.assertNotEmitted(watch.changed):
        watch.check()
    assert watch.now == SystemStatus(watch.now.metered, True)
    watch.deleteLater()
