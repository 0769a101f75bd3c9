"""Answers without end, wherever one is read: of actions, of files, of links, of the address of updates."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import Patience, fetch_public, fetch_small
from bcdc_desktop.catalogue.links import LinkChecker
from helpers.waiting import PATIENCE

IMPATIENT = Patience(0.2, 0.2, 0.2)
MUCH = 64 << 20  # bytes: more than an answer may have, and the buffers of a connection hold
ANSWERS = {
    "headers": b"HTTP/1.1 200 OK\r\nX: ",
    "body": b"HTTP/1.1 200 OK\r\n\r\n",
    "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
}


class Endless:
    """A server that sends a head, and then a block again and again until the other side has enough."""

    def __init__(self, head: bytes, block: bytes, pause: float) -> None:
        self.sent = 0  # bytes at most in one connection
        self._answer = head, block, pause
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._threads.append(threading.Thread(target=self._serve, args=(client,), daemon=True))
                self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        head, block, pause = self._answer
        with client, contextlib.suppress(OSError):
            client.settimeout(5)
            client.recv(1 << 16)
            client.sendall(head)
            sent = 0
            while not self._over.wait(pause) and sent < 2 * MUCH:
                client.sendall(block)
                sent += len(block)
                self.sent = max(self.sent, sent)


@contextlib.contextmanager
def endless(head: bytes, block: bytes = b"x", pause: float = 0.02) -> Iterator[Endless]:
    server = Endless(head, block, pause)
    try:
        yield server
    finally:
        server.close()


def _link(url: str, *, seconds: float) -> None:
    answer = LinkChecker(seconds=(seconds, seconds)).check(url)
    assert answer.alive is not True
    raise errors.Timeout(answer.message)


Way = Callable[[Catalogue, str, Path], object]
BY_HEAD: dict[str, Way] = {
    "a size": lambda catalogue, url, folder: catalogue.file_size(f"{url}/a.csv"),
    "a link": lambda catalogue, url, folder: _link(url, seconds=0.1),
}
BY_BODY: dict[str, Way] = {
    "an action": lambda catalogue, url, folder: catalogue.package("x"),
    "a file read back": lambda catalogue, url, folder: catalogue.served(f"{url}/a.csv", 300),
    "a download": lambda catalogue, url, folder: catalogue.download(f"{url}/a.csv", folder / "a.csv"),
    "a part of a file": lambda catalogue, url, folder: catalogue.open_file(f"{url}/a.csv", length=300).read(300),
    "updates": lambda catalogue, url, folder: fetch_public(url, 1000, seconds=1),
    "the script of a proxy": lambda catalogue, url, folder: fetch_small(url, 1000, seconds=1),
}


@pytest.mark.parametrize("way", [*BY_HEAD.values(), *BY_BODY.values()], ids=[*BY_HEAD, *BY_BODY])
def test_the_body_of_a_redirect_is_not_read(asking, tmp_path: Path, way: Way) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /a.csv\r\n\r\n"
    with endless(head, b"x" * (1 << 20), 0) as server:
        with pytest.raises((errors.CatalogueError, requests.RequestException)):
            way(asking(server.url), server.url, tmp_path)
        assert server.sent < MUCH


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_drips_is_given_up_wherever_it_is_read(asking, tmp_path: Path, kind: str) -> None:
    ways = BY_BODY if kind != "headers" else {**BY_BODY, **BY_HEAD}
    with endless(ANSWERS[kind], b"1\r\nx\r\n" if kind == "chunks" else b"x") as server:

        def fail(way: Way) -> None:
            with pytest.raises((errors.Timeout, OSError)):
                way(asking(server.url, patience=IMPATIENT), server.url, tmp_path)

        with ThreadPoolExecutor(len(ways)) as pool:  # each waits for a second
            found = {name: pool.submit(fail, way) for name, way in ways.items()}
            assert [name for name, one in found.items() if one.exception(PATIENCE) is not None] == []
    assert not list(tmp_path.iterdir())
