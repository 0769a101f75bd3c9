"""A proxy in front of a catalogue that notes who asked what, and when, and which answer came; it may be slow."""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import re
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_HOP = ("connection", "proxy-connection", "keep-alive", "transfer-encoding", "content-length")
_SHOWN = 20_000  # characters of a body in a document


@dataclass
class Exchange:
    """One request and its answer.

    Times are seconds since the epoch: ``asked`` when the request had come in whole, ``forwarded`` when the catalogue
    got it, ``answered`` when the catalogue's answer was there, ``delivered`` when it was given to who had asked.
    """

    who: str
    method: str
    path: str
    body: bytes
    asked: float
    forwarded: float = 0.0
    answered: float = 0.0
    delivered: float = 0.0
    status: int = 0
    answer: bytes = b""

    @property
    def action(self) -> str:
        """The name of the action; that of the file where one is read."""
        return self.path.partition("?")[0].rstrip("/").rpartition("/")[2]

    @property
    def result(self) -> Any:
        """What an action that succeeded answered; None for everything else."""
        if self.status != 200 or "/api/" not in self.path:
            return None
        return json.loads(self.answer).get("result")

    def about(self, package: str) -> bool:
        """Whether it concerns that package."""
        return package in self.path or package.encode() in self.body

    def document(self) -> dict[str, Any]:
        """It as JSON takes it."""
        times = {n: round(getattr(self, n), 6) for n in ("asked", "forwarded", "answered", "delivered")}
        texts = {n: getattr(self, n).decode("utf-8", "replace")[:_SHOWN] for n in ("body", "answer")}
        return {"who": self.who, "request": f"{self.method} {self.path}", "status": self.status} | times | texts


class SlowWay:
    """Random delays in seconds, most of them short: none, up to ``usual``, and one of ten up to ``longest``."""

    def __init__(self, seed: int, *, usual: float = 0.08, longest: float = 1.0) -> None:
        self._chance = random.Random(seed)
        self._usual = usual
        self._longest = longest
        self._guard = threading.Lock()

    def __call__(self) -> float:
        """The next delay."""
        with self._guard:
            kind, share = self._chance.random(), self._chance.random()
        if kind < 0.4:
            return 0.0
        return share * (self._usual if kind < 0.9 else self._longest)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # an idle connection that the client dropped
            super().handle_error(request, client_address)


class RecordingProxy:
    """What is asked at ``url`` goes through it to the catalogue, while ``recording`` lasts.

    Args:
        target: the address of the catalogue.
        names: key -> the name of the user who sends it.
        way: the delays before a request and before an answer; None: there are none.
    """

    def __init__(self, target: str, names: Mapping[str, str], way: SlowWay | None = None) -> None:
        self._target = urlsplit(target)
        self._names = dict(names)
        self._way = way
        self._guard = threading.Lock()
        self._noted: list[Exchange] = []
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                proxy.pass_on(self)

            do_POST = do_HEAD = do_GET

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextlib.contextmanager
    def recording(self) -> Iterator[None]:
        """Within it, it serves."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Within it, nothing is kept waiting."""
        way, self._way = self._way, None
        try:
            yield
        finally:
            self._way = way

    def taken(self, package: str) -> list[Exchange]:
        """What was noted of a package since the last call, in the order in which the catalogue answered. What was noted
        of others is forgotten."""
        with self._guard:
            noted, self._noted = self._noted, []
        return sorted((one for one in noted if one.about(package)), key=lambda one: one.answered)

    def pass_on(self, handler: BaseHTTPRequestHandler) -> None:
        """Serves one request."""
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        key = handler.headers.get("Authorization") or ""
        path = handler.path
        one = Exchange(self._names.get(key, ""), handler.command, path, body, time.time())
        with self._guard:
            self._noted.append(one)
        self._wait()
        one.forwarded = time.time()
        connection = http.client.HTTPConnection(self._target.hostname or "", self._target.port or 80, timeout=600)
        with contextlib.closing(connection):
            headers = {n: v for n, v in handler.headers.items() if n.lower() not in _HOP}
            connection.request(handler.command, path, body or None, headers)
            answer = connection.getresponse()
            one.answer = answer.read()
        one.status, one.answered = answer.status, time.time()
        self._wait()
        handler.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _HOP:
                handler.send_header(name, value)
        length = answer.getheader("Content-Length") if handler.command == "HEAD" else str(len(one.answer))
        handler.send_header("Content-Length", length or "0")
        handler.end_headers()
        handler.wfile.write(one.answer)
        one.delivered = time.time()

    def _wait(self) -> None:
        if (way := self._way) is not None:
            time.sleep(way())


@dataclass(frozen=True)
class Write:
    """A ``package_revise`` that was accepted: whose, the state that it matched and the one that it made
    (``metadata_modified``), and when it was asked for (seconds since the epoch)."""

    who: str
    matched: str
    made: str
    asked: float


def writes_of(noted: list[Exchange]) -> list[Write]:
    """The writes of a race that were accepted, in their order."""
    found = []
    for one in noted:
        if one.action == "package_revise" and one.result:
            matched = re.search(rb'"metadata_modified": ?"([^"]+)"', one.body)
            made = str(one.result["package"]["metadata_modified"])
            found.append(Write(one.who, matched.group(1).decode() if matched else "", made, one.asked))
    return found


def shown_as(noted: list[Exchange], state: str) -> list[Mapping[str, Any]]:
    """The record as anybody was shown it at a ``metadata_modified``."""
    shown = [one.result for one in noted if one.action == "package_show" and one.result]
    return [record for record in shown if record.get("metadata_modified") == state]


def keep(target: Path, noted: list[Exchange], **words: Any) -> None:
    """Writes the exchanges of a race, and what was found, into a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document = words | {"exchanges": [one.document() for one in noted]}
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False), "utf-8")
