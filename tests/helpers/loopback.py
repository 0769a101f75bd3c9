"""No test reaches beyond this machine: an attempt is refused and fails the test, whichever thread made it.

A name under `.invalid` is answered as the network would, with "not known", so that tests can use a wrong address.
"""

import ipaddress
import socket
import sys
from collections.abc import Generator
from typing import Any

import pytest

_attempts: list[str] = []
_armed = False


def is_local(host: object) -> bool:
    """Whether a host, as given to the socket calls, is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_far_addresses(event: str, arguments: tuple[Any, ...]) -> None:
    if not _armed:
        return
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):  # else a Unix socket's path
        host = arguments[1][0]
    else:
        return
    if is_local(host):
        return
    if str(host).endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    _attempts.append(f"{event} {host}")
    raise PermissionError(f"tests stay on this machine; refused: {event} {host}")


def pytest_configure() -> None:
    global _armed
    if not _armed:  # an audit hook cannot be taken out again
        sys.addaudithook(_refuse_far_addresses)
    _armed = True


def pytest_unconfigure() -> None:
    global _armed
    _armed = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    _attempts.clear()
    outcome = yield
    if _attempts:
        pytest.fail(f"{item.name} reached beyond this machine: {', '.join(_attempts)}", pytrace=False)
    return outcome
