"""A web site on this machine, for links: what it answers by path, and what it was asked."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from helpers.serving import serving_in_a_thread

CODES = {"/gone": 404, "/closed": 403, "/broken": 500, "/moved": 302, "/circle": 302}


class Site(ThreadingHTTPServer):
    """Answers 200 but for the paths in ``codes``; ``/no-head`` answers GET alone. ``asked`` holds time, method, path
    and the Authorization header of each request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[float, str, str, str | None]] = []
        self.codes = dict(CODES)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [path for _at, _method, path, _key in self.asked]


class _Handler(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        assert isinstance(self.server, Site)
        self.server.asked.append((time.monotonic(), self.command, self.path, self.headers.get("Authorization")))
        status = self.server.codes.get(self.path, 200)
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/circle" if self.path == "/circle" else "/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving() -> Iterator[Site]:
    """The site while it answers."""
    site = Site()
    with serving_in_a_thread(site):
        yield site
