"""A server between ``bcdc`` and the practice catalogue that changes some of the answers, all from one seed."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from .mutations import Reply, mutate

_KEPT = ("content-type", "location")


class MutatingServer:
    """Forwards each request and changes the answers to some; ``begin`` says by which seed and how many of them.
    ``change`` is given each answer instead, with the action."""

    def __init__(self, target: str, *, change: Callable[[str, Reply], Reply] | None = None) -> None:
        self._change = change
        self._target = urlsplit(target).netloc
        self._guard = threading.Lock()
        self.begin(0, 0.0)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.serve(self)

            do_POST = do_HEAD = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # the client had enough

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def begin(self, seed: int, share: float) -> None:
        """Change so many of the answers from now on, and in the same way for the same seed."""
        with self._guard:
            self._seed, self._share = seed, share
            self._counts: dict[str, int] = {}
            self.changed = 0

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers.get("Content-Length") or 0)
        body = request.rfile.read(length)
        action = request.path.partition("?")[0].rpartition("/")[2]
        with self._guard:
            number = self._counts[action] = self._counts.get(action, 0) + 1
            rng = random.Random(f"{self._seed} {action if len(action) < 60 else ''} {number}")
            changes = rng.random() < self._share
            self.changed += changes
        reply = self._ask(request, body)
        if self._change is not None:
            reply = self._change(action, reply)
        elif changes:
            reply = mutate(reply, rng)
        headers = {"Content-Length": str(len(reply.body)), **reply.headers}
        honest = headers["Content-Length"] == str(len(reply.body)) and "Transfer-Encoding" not in headers
        if not honest:
            headers["Connection"] = "close"
        request.send_response(reply.status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(reply.body)
        request.close_connection = request.close_connection or not honest

    def _ask(self, request: BaseHTTPRequestHandler, body: bytes) -> Reply:
        connection = http.client.HTTPConnection(self._target, timeout=30)
        try:
            sent = {k: v for k, v in request.headers.items() if k.lower() not in ("host", "connection")}
            connection.request(request.command, request.path, body or None, sent)
            answer = connection.getresponse()
            headers = {k: v for k, v in answer.getheaders() if k.lower() in _KEPT}
            return Reply(answer.status, answer.read(), headers)
        finally:
            connection.close()
