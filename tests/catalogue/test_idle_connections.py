"""A write over a connection that the server ends at that moment is lost without an answer, so none is left idle."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bcdc_desktop.catalogue.http import Patience
from helpers.misbehaving import ckan
from helpers.serving import serving_in_a_thread
from helpers.waiting import PATIENCE


class Keeping(ThreadingHTTPServer):
    """Answers each request, and keeps the connection. ``ports`` are the client's, one a request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ports: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert isinstance(self.server, Keeping)
        self.server.ports.append(self.client_address[1])
        self.rfile.read(int(self.headers["Content-Length"]))
        body = ckan({"id": "x", "name": "x"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def keeping() -> Iterator[Keeping]:
    server = Keeping()
    server.block_on_close = False  # the client's connections stay open
    with serving_in_a_thread(server):
        yield server


@pytest.mark.parametrize(("idle", "connections"), [(0.0, 3), (PATIENCE, 1)], ids=["idle", "in use"])
def test_a_write_takes_no_connection_that_lay_unused(keeping: Keeping, asking, idle: float, connections: int) -> None:
    catalogue = asking(keeping.url, patience=Patience(PATIENCE, PATIENCE, PATIENCE, idle))
    for _ in range(3):
        catalogue.patch_package("x", {"title": "y"})
    assert len(set(keeping.ports)) == connections
    assert len(keeping.ports) == 3


def test_a_read_is_asked_again_and_may_use_any(keeping: Keeping, asking) -> None:
    catalogue = asking(keeping.url, patience=Patience(PATIENCE, PATIENCE, PATIENCE, 0.0))
    for _ in range(3):
        catalogue.package("x")
    assert len(set(keeping.ports)) == 1
