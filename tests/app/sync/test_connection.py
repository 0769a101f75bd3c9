"""The state of the connection follows the outcomes of requests."""

import pytest

from bcdc_desktop.app.sync.connection import ConnectionMonitor
from bcdc_desktop.catalogue.errors import Invalid, NotAuthorized, Offline, ServerFault, Timeout


@pytest.mark.parametrize(
    ("error", "by_sync", "state"),
    [
        (Offline("away"), False, "offline"),
        (Timeout("slow"), True, "offline"),
        (NotAuthorized("no key"), True, "refused"),
        (NotAuthorized("not your record"), False, "unknown"),  # says nothing of the key
        (ServerFault("broken"), True, "offline"),
        (ServerFault("broken"), False, "unknown"),
        (ValueError("a mistake"), True, "unknown"),
    ],
)
def test_the_first_failure(error: Exception, by_sync: bool, state: str) -> None:
    monitor = ConnectionMonitor()
    assert monitor.failed(error, by_sync=by_sync) is (state != "unknown")
    assert monitor.state == state
    assert monitor.last_contact is None


def test_an_answer_is_noted_and_a_change_told_once() -> None:
    monitor = ConnectionMonitor()
    assert monitor.answered(10.0, by_sync=False)
    assert not monitor.answered(20.0, by_sync=False)
    assert (monitor.state, monitor.last_contact) == ("connected", 20.0)
    assert not monitor.failed(Invalid("refused", {}), by_sync=True)
    assert monitor.failed(Offline("away"), by_sync=False)
    assert not monitor.failed(Offline("away"), by_sync=False)
    assert monitor.message == "away"
    assert monitor.answered(30.0, by_sync=False)
    assert monitor.message == ""


def test_a_refused_key_stays_refused_until_a_synchronization_succeeds() -> None:
    monitor = ConnectionMonitor()
    monitor.failed(NotAuthorized("no key"), by_sync=True)
    assert not monitor.answered(10.0, by_sync=False)
    assert monitor.state == "refused"
    assert monitor.answered(20.0, by_sync=True)
    assert monitor.state == "connected"
