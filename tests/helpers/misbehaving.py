"""A server that misbehaves on purpose: a proxy before a practice catalogue, or a catalogue of bad answers alone.

    with MisbehavingServer(demo) as server:
        server.next("package_revise", CutAnswer(0))      # the next call of that action: acted on, and no answer
        server.always("package_show", Canned(502, "<html>"))

Every request is noted before and after it was served; `seen` lists them in their order.
"""

import contextlib
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from bcdc_desktop.demo import DemoCatalogue

_BLOCK = 1 << 16
_KEPT = 1 << 20  # bytes of a body that are kept for looking at


@dataclass
class Seen:
    """One request as it came. Times are of the monotonic clock; `ended` is None while it is being served."""

    method: str
    path: str
    headers: Mapping[str, str]
    began: float
    body: bytes = b""
    ended: float | None = None

    @property
    def action(self) -> str:
        return self.path.partition("?")[0].rstrip("/").rpartition("/")[2]

    @property
    def package(self) -> str:
        """The package that a `package_revise` matches."""
        found = re.search(rb'"id": "([^"]+)"', self.body)
        return found.group(1).decode() if found else ""


@dataclass(frozen=True)
class Pass:
    """As if the proxy were not there."""


@dataclass(frozen=True)
class CutRequest:
    """The connection breaks after so many bytes of the request's body; the catalogue never hears of it."""

    after: int


@dataclass(frozen=True)
class CutAnswer:
    """The catalogue acts; the connection breaks after so many bytes of its answer."""

    after: int


@dataclass(frozen=True)
class Stall:
    """Nothing comes any more. `acted`: the catalogue has done what was asked; `reading`: the body is still taken."""

    acted: bool = False
    reading: bool = True


@dataclass(frozen=True)
class Canned:
    """This answer instead of the catalogue's. `early`: before the body was read, and then the connection is closed."""

    status: int
    body: str | bytes = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    early: bool = False
    promised: int | None = None  # Content-Length, when it is a lie


@dataclass(frozen=True)
class Endless:
    """An answer that does not end: `block` again and again, with a pause (seconds) between."""

    block: bytes = b"x" * _BLOCK
    pause: float = 0.0


@dataclass(frozen=True)
class Late:
    """The body is taken (`taken` is set), and the catalogue hears of it only when `until` is set."""

    until: threading.Event = field(default_factory=threading.Event)
    taken: threading.Event = field(default_factory=threading.Event)


class _GaveUp(Exception):
    """The client closed its connection in the middle of its body."""


Fault = Late | Pass | CutRequest | CutAnswer | Stall | Canned | Endless


class MisbehavingServer:
    """Before a practice catalogue, before the catalogue at an address, or before none."""

    def __init__(self, catalogue: DemoCatalogue | str | None = None) -> None:
        url = catalogue.url if isinstance(catalogue, DemoCatalogue) else catalogue
        self._target = urlsplit(url) if url else None
        self._once: list[tuple[str, Fault]] = []
        self._always: dict[str, Fault] = {}
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._noted = threading.Condition(self._guard)
        self._open: set[socket.socket] = set()
        self.seen: list[Seen] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._demo = catalogue if isinstance(catalogue, DemoCatalogue) else None

    def __enter__(self) -> Self:
        if self._demo is not None:
            self._demo.site_url = self.url  # files are asked for here too
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.refuse()
        if self._demo is not None:
            self._demo.site_url = self._demo.url
        self._threads[0].join(30)  # from here on there are no more of them
        with self._guard:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(30)
        stuck = [t for t in self._threads if t.is_alive()]
        assert error is not None or not stuck, "a connection did not end"

    # what is to happen

    def next(self, action: str, *faults: Fault) -> None:
        """The next calls of an action (`*`: of any) meet these faults, one each."""
        with self._guard:
            self._once += [(action, fault) for fault in faults]

    def always(self, action: str, fault: Fault) -> None:
        """Every call of an action (`*`: of any) meets this fault from now on."""
        with self._guard:
            self._always[action] = fault

    def behave(self) -> None:
        """No faults any more."""
        with self._guard:
            self._once.clear()
            self._always.clear()

    def refuse(self) -> None:
        """Takes no connection any more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    # what happened

    def calls(self, action: str) -> list[Seen]:
        with self._guard:
            return [s for s in self.seen if s.action == action]

    def wait_for(self, action: str, count: int = 1, timeout: float = 10) -> list[Seen]:
        """Waits until so many calls of an action have come."""
        with self._noted:
            came = self._noted.wait_for(lambda: sum(s.action == action for s in self.seen) >= count, timeout)
        assert came, f"{count} calls of {action} did not come: {[s.action for s in self.seen]}"
        return self.calls(action)

    def wait_until_served(self, timeout: float = 60) -> None:
        """Wait until no request is being served any more."""
        with self._noted:
            done = self._noted.wait_for(lambda: all(s.ended is not None for s in self.seen), timeout)
        assert done, f"still being served: {[s.action for s in self.seen if s.ended is None]}"

    # how it is done

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._guard:
                self._open.add(client)
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with client, contextlib.suppress(OSError, TimeoutError):
                client.settimeout(60)
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._request(client)
        finally:
            with self._guard:
                self._open.discard(client)

    def _request(self, client: socket.socket) -> None:
        head, rest = b"", b""
        while b"\r\n\r\n" not in head:
            block = client.recv(_BLOCK)
            if not block:
                return
            head += block
        head, _, rest = head.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        noted = Seen(method, path, headers, time.monotonic())
        fault = self._note(noted)

        def body() -> Iterator[bytes]:
            got, block = len(rest), rest
            while True:
                noted.body += block[: max(0, _KEPT - len(noted.body))]
                yield block
                if got >= length:
                    return
                try:
                    block = client.recv(min(_BLOCK, length - got))
                except ConnectionError as error:
                    raise _GaveUp from error
                if not block:
                    raise _GaveUp
                got += len(block)

        try:
            with contextlib.suppress(_GaveUp):
                self._act(client, method, path, headers, body(), fault)
        finally:
            with self._noted:
                noted.ended = time.monotonic()
                self._noted.notify_all()

    def _note(self, noted: Seen) -> Fault:
        with self._noted:
            self.seen.append(noted)
            self._noted.notify_all()
            for place, (action, fault) in enumerate(self._once):
                if action in ("*", noted.action):
                    del self._once[place]
                    return fault
            return self._always.get(noted.action, self._always.get("*", Pass()))

    def _act(
        self,
        client: socket.socket,
        method: str,
        path: str,
        headers: dict[str, str],
        body: Iterator[bytes],
        fault: Fault,
    ) -> None:
        match fault:
            case Canned():
                if not fault.early:
                    for _ in body:
                        pass
                client.sendall(_canned(fault))
                if fault.early:
                    client.shutdown(socket.SHUT_WR)
                    time.sleep(0.05)  # the sender is in the middle of its body
            case CutRequest():
                got = 0
                for block in body:
                    got += len(block)
                    if got >= fault.after:
                        break
                _reset(client)
            case Stall() if not fault.acted:
                if fault.reading:
                    for _ in body:
                        pass
                self._over.wait(60)
            case Late():
                blocks = list(body)
                fault.taken.set()
                while not fault.until.wait(0.05) and not self._over.is_set():
                    pass
                self._forward(client, method, path, headers, iter(blocks), Pass())
            case Endless():
                for _ in body:
                    pass
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
                while not self._over.wait(fault.pause):
                    client.sendall(fault.block)
            case _:
                self._forward(client, method, path, headers, body, fault)

    def _forward(
        self,
        client: socket.socket,
        method: str,
        path: str,
        headers: dict[str, str],
        body: Iterator[bytes],
        fault: Fault,
    ) -> None:
        assert self._target is not None, "there is no catalogue behind this server"
        with self._to_the_catalogue() as catalogue:
            kept = {k: v for k, v in headers.items() if k not in ("connection", "host", "expect")}
            kept |= {"Connection": "close", "Host": self._target.netloc}
            lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in kept.items()), "", ""]
            catalogue.sendall("\r\n".join(lines).encode("latin-1"))
            try:
                for block in body:
                    catalogue.sendall(block)
            except ConnectionError:
                pass  # the catalogue takes no more of it, and has answered
            except _GaveUp:
                _reset(catalogue)  # as the client's own connection ended
                raise
            left: float = float("inf")
            if isinstance(fault, Stall):
                while catalogue.recv(_BLOCK):
                    pass
                self._over.wait(60)
                return
            if isinstance(fault, CutAnswer):
                left = fault.after
            first = True
            while block := catalogue.recv(_BLOCK):
                if first:  # the client must not use this connection again
                    block, first = block.replace(b"\r\n", b"\r\nConnection: close\r\n", 1), False
                if left != float("inf"):
                    send, left = block[: int(left)], left - len(block)
                    client.sendall(send)
                    if left <= 0:
                        break
                else:
                    client.sendall(block)
            if isinstance(fault, CutAnswer):
                while catalogue.recv(_BLOCK):  # it has acted and answered whole
                    pass
                _reset(client)

    @contextlib.contextmanager
    def _to_the_catalogue(self) -> Iterator[socket.socket]:
        """A connection to the catalogue behind, which ends with this server too."""
        assert self._target is not None
        with socket.create_connection((self._target.hostname or "", self._target.port or 80), timeout=60) as catalogue:
            with self._guard:
                self._open.add(catalogue)
            if self._over.is_set():  # it may have come too late for being ended
                raise ConnectionAbortedError
            try:
                yield catalogue
            finally:
                with self._guard:
                    self._open.discard(catalogue)


def _canned(fault: Canned) -> bytes:
    text = fault.body.encode() if isinstance(fault.body, str) else fault.body
    length = len(text) if fault.promised is None else fault.promised
    headers = {"Content-Type": "application/json", "Content-Length": str(length), "Connection": "close"}
    lines = [
        f"HTTP/1.1 {fault.status} Said",
        *(f"{k}: {v}" for k, v in (headers | dict(fault.headers)).items()),
        "",
        "",
    ]
    return "\r\n".join(lines).encode("latin-1") + text


def _reset(client: socket.socket) -> None:
    """Ends a connection as a cable does that is pulled: without a farewell."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def ckan(result: Any = None, **more: Any) -> str:
    """The text of a CKAN answer."""
    return json.dumps({"help": "", "success": True, "result": result} | more)
