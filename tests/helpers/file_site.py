"""A web server on this machine that gives out files as well or as badly as a test wants it to."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from helpers.serving import serving_in_a_thread

_BLOCK = 1 << 16


@dataclass
class File:
    """What is answered for one path.

    ``ranges``: answers a range with that part; ``headers`` replace those that would be right; ``endless`` sends
    ``body`` again and again; ``cut`` breaks the connection after so many bytes, each time but the last ``cuts``.
    """

    body: bytes = b""
    status: int = 200
    ranges: bool = True
    headers: Mapping[str, str | None] = field(default_factory=dict)
    endless: bool = False
    mark: str = '"1"'
    shift: int = 0  # a part begins so many bytes beside what is asked for, and says nothing of it
    cut: int = 0
    cuts: int = 0


class FileSite(ThreadingHTTPServer):
    """Answers for the paths in ``files``. ``asked`` holds path, Authorization and Range of each request, ``sent`` the
    bytes of bodies."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, File] = {}
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.sent = 0
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FileSite

    def do_GET(self) -> None:
        site, file = self.server, self.server.files.get(self.path, File(status=404))
        given = {name: self.headers.get(name) for name in ("Authorization", "Range", "If-Range")}
        site.asked.append((self.path, given["Authorization"], given["Range"]))
        body, status = file.body, file.status
        headers: dict[str, str | None] = {"Content-Type": "text/csv", "ETag": file.mark, "Connection": "close"}
        part = re.match(r"bytes=(\d+)-(\d*)", given["Range"] or "")
        if part and file.ranges and status == 200 and given["If-Range"] in (None, file.mark):
            begin, end = int(part[1]), min(int(part[2] or len(body)), len(body) - 1)
            status = 206 if begin <= end else 416
            headers["Content-Range"] = f"bytes {begin}-{end}/{len(body)}"
            body = body[max(0, begin + file.shift) : max(0, end + file.shift) + 1] if status == 206 else b""
        if not file.endless:
            headers["Content-Length"] = str(len(body))
        self.send_response(status)
        for name, value in (headers | dict(file.headers)).items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            if file.cuts:
                file.cuts -= 1
                self._send(body[: file.cut])
                return
            self._send(body)
            while file.endless and not site.over.is_set():
                self._send(body)
        except OSError:  # the client has read enough
            return

    def _send(self, body: bytes) -> None:
        for at in range(0, len(body), _BLOCK):
            self.wfile.write(body[at : at + _BLOCK])
            self.server.sent += len(body[at : at + _BLOCK])

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving_files() -> Iterator[FileSite]:
    """The site while it answers."""
    site = FileSite()
    with serving_in_a_thread(site):
        try:
            yield site
        finally:
            site.over.set()
