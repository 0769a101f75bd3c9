"""The proxy is no more patient than the network that it plays: what ends on one side ends on the other."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from helpers.misbehaving import Late, MisbehavingServer, Stall

HEAD = b"POST /api/3/action/package_revise HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n"


@pytest.fixture
def behind() -> Iterator[socket.socket]:
    """A server that only listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(60)
        yield listener


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def connect(server: MisbehavingServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=60)


def read_until_it_ends(connection: socket.socket) -> bytes:
    connection.settimeout(60)
    came = b""
    try:
        while block := connection.recv(1 << 16):
            came += block
    except ConnectionResetError:
        pass
    return came


@pytest.mark.parametrize("how", ["closed", "reset"])
def test_a_client_that_gives_up_in_its_body_ends_the_connection_behind(behind: socket.socket, how: str) -> None:
    with MisbehavingServer(address(behind)) as server:
        with connect(server) as client:
            client.sendall(HEAD + b"x" * 100)
            catalogue, _ = behind.accept()
            if how == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with catalogue:  # a stall would keep this waiting
            assert read_until_it_ends(catalogue).count(b"x") <= 100


def test_the_end_waits_for_nobody(behind: socket.socket) -> None:
    server = MisbehavingServer(address(behind))
    server.next("package_revise", Late(), Stall(), Stall(acted=True))
    with server:
        clients = [connect(server) for _ in range(4)]
        for number, client in enumerate(clients):
            client.sendall(HEAD + b"x" * 1000)
            server.wait_for("package_revise", number + 1)
        before = threading.active_count()
    assert threading.active_count() < before  # the end itself fails where a connection does not end
    for client in clients:
        client.close()
