"""Another network is noticed: the proxies of the one before are forgotten, and the catalogue is asked again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

from bcdc_desktop.catalogue import errors, proxies
from bcdc_desktop.ui.connection import CatalogueConnection

URL = "https://catalogue.office.invalid/"


class Network(QObject):
    """What the system tells of the network."""

    reachabilityChanged = Signal(object)
    transportMediumChanged = Signal(object)


@pytest.fixture
def proxy() -> Iterator[list[str]]:
    """The proxy that the system names."""
    named = ["http://of-the-office:1"]
    proxies.use_system(lambda _url: list(named))
    yield named
    proxies.use_system(None)


@pytest.mark.parametrize("signal", ["reachabilityChanged", "transportMediumChanged"])
def test_at_home_there_is_another_proxy(qapp, proxy: list[str], signal: str) -> None:
    network, asked = Network(), []
    connection = CatalogueConnection(lambda: asked.append(1), lambda: True, network, network=network)
    assert proxies.candidates(URL) == ["http://of-the-office:1"]
    proxy[0] = ""
    assert proxies.candidates(URL) == ["http://of-the-office:1"], "which is asked for only now and then"
    connection.failed(errors.Offline("away"), by_sync=False)
    getattr(network, signal).emit(QNetworkInformation.Reachability.Online)
    assert proxies.candidates(URL) == [""]
    assert asked, "the catalogue is asked again at once"
    connection.stop()


def test_a_vpn_that_came_up_is_noticed_when_the_catalogue_is_asked_again(qapp, proxy: list[str]) -> None:
    owner = QObject()
    connection = CatalogueConnection(lambda: None, lambda: True, owner)
    assert proxies.candidates(URL) == ["http://of-the-office:1"]
    proxy[0] = "http://of-the-vpn:1"
    connection.failed(errors.Offline("away"), by_sync=False)
    connection.retry()
    assert proxies.candidates(URL) == ["http://of-the-vpn:1"]
    connection.stop()
