"""Ending a call that waits for a server: because it was cancelled, or because it takes too long as a whole.

Between two blocks of data a call checks for itself whether it is to end. While it waits for the server, one thread of
this module checks instead, and shuts the call's socket down; the wait then ends with an error, which the session
reports as Cancelled or TookTooLong. A limit on the wait for the next byte alone would let a server that sends one now
and then hold a call for ever.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from .errors import Cancelled
from .proxy_sign_in import ProxySignIn, ReconnectToProxy, open_tunnel

_CHECK_EVERY = 0.2  # seconds


class TookTooLong(Exception):
    """A call took longer than it may as a whole."""


class _Call:
    """A call under way, the socket it waits on, and until when it may (by the monotonic clock; None: for ever)."""

    def __init__(self, cancelled: Callable[[], bool] | None, until: float | None) -> None:
        self.cancelled = cancelled
        self.until = until
        self.socket: socket.socket | None = None

    def check(self) -> None:
        """Raise Cancelled or TookTooLong where the call is to end."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        if self.until is not None and time.monotonic() > self.until:
            raise TookTooLong

    def cut(self) -> None:
        if self.socket is not None:
            with contextlib.suppress(OSError):
                # past any TLS: another thread is in the middle of reading from it
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


class _Watch:
    """The watch over all calls under way. Its thread ends when there is none."""

    def __init__(self) -> None:
        self._calls: set[_Call] = set()
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def over(self, call: _Call) -> Iterator[None]:
        with self._guard:
            self._calls.add(call)
            if self._thread is None:
                self._over.clear()
                self._thread = threading.Thread(target=self._check_calls, name="stopping", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._guard:
                self._calls.discard(call)

    def _check_calls(self) -> None:
        while True:
            self._over.wait(_CHECK_EVERY)
            with self._guard:
                if not self._calls:
                    self._thread = None
                    return
                calls = list(self._calls)
            for call in calls:
                try:
                    call.check()
                except (Cancelled, TookTooLong):
                    call.cut()

    def cut_all(self) -> None:
        with self._guard:
            calls = list(self._calls)
        for call in calls:
            call.cut()


_watch = _Watch()
_hears_interrupts = False


def cut_calls() -> None:
    """End all calls under way: each fails as if its connection had broken."""
    _watch.cut_all()


def hear_interrupts() -> None:
    """Have Ctrl+C end the wait for a server at once. For the main thread.

    Windows does not interrupt a wait on a socket, so that KeyboardInterrupt would come only once an answer has. Python
    writes a byte into a socket at once, though, on which a thread waits that cuts the calls.
    """
    global _hears_interrupts
    if _hears_interrupts or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    _hears_interrupts = True
    near, far = socket.socketpair()
    far.setblocking(False)
    signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)

    def listen() -> None:
        while heard := near.recv(64):
            if signal.SIGINT in heard:
                cut_calls()
        far.close()

    threading.Thread(target=listen, name="interrupts", daemon=True).start()


_here = threading.local()


@contextlib.contextmanager
def stoppable(cancelled: Callable[[], bool] | None, seconds: float | None = None) -> Iterator[None]:
    """End this thread's requests through a BlockAdapter, while in this context, soon after ``cancelled()`` is True, or
    after so many seconds (None: not for that).

    Raises:
        TookTooLong: the time is over.
    """
    if os.name == "nt" and threading.current_thread() is threading.main_thread():
        hear_interrupts()
    call = _Call(cancelled, None if seconds is None else time.monotonic() + seconds)
    before = getattr(_here, "call", None)
    _here.call = call
    try:
        with _watch.over(call):
            yield
    except (OSError, HTTPError):  # as requests and urllib3 report a socket that was shut down
        call.check()
        raise
    finally:
        _here.call = before


def allow(seconds: float) -> None:
    """Let this thread's call go on for so many seconds from now, and no longer."""
    call: _Call | None = getattr(_here, "call", None)
    if call is not None:
        call.until = time.monotonic() + seconds


def check_time() -> None:
    """Raise TookTooLong where this thread's call took longer than it may, Cancelled where it is to stop."""
    call: _Call | None = getattr(_here, "call", None)
    if call is not None:
        call.check()


def _note(connection: HTTPConnection) -> None:
    call: _Call | None = getattr(_here, "call", None)
    if call is None:
        return
    call.socket = connection.sock
    call.check()  # a retry that is not wanted any more


class _Http(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self)

    def request(self, *args: Any, **kwargs: Any) -> None:
        _note(self)
        super().request(*args, **kwargs)


class _Https(HTTPSConnection):
    def connect(self) -> None:
        tunnel = self._tunnel_host, self._tunnel_port, self._headers_of_tunnel(), self._tunnel_scheme or "http"
        self._sign_in: ProxySignIn | None = None
        self._pending: list[str] = []
        while True:
            try:
                super().connect()
            except ReconnectToProxy:
                self.close()
                host, port, headers, scheme = tunnel
                self.set_tunnel(str(host), port, headers, scheme)
                continue
            break
        _note(self)

    def _headers_of_tunnel(self) -> dict[str, str]:
        headers: Mapping[str, str] = getattr(self, "_tunnel_headers", {})  # of http.client, which does not tell of it
        return {str(k): str(v) for k, v in headers.items()}

    def _tunnel(self) -> None:
        """Open the tunnel through a proxy; urllib3 signs in to none."""
        _note(self)  # a proxy may not answer either
        if self._sign_in is None:
            host = f"[{self._tunnel_host}]" if ":" in str(self._tunnel_host) else self._tunnel_host
            place = f"{host}:{self._tunnel_port}"
            self._sign_in = ProxySignIn(f"{self.host}:{self.port}", place, self._headers_of_tunnel())
        try:
            open_tunnel(self, self._sign_in, self._pending)
        except OSError:
            self.close()
            raise

    def request(self, *args: Any, **kwargs: Any) -> None:
        _note(self)
        super().request(*args, **kwargs)


class _HttpPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Https


def make_stoppable(manager: urllib3.PoolManager) -> None:
    """Make a pool manager (or that of a proxy) hand out connections that ``stoppable`` knows."""
    manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
