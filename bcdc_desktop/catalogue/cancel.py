"""Cancelling a call that waits for a silent server.

Between two blocks of data a call checks for itself whether it was cancelled. While it waits for the server, one thread
of this module checks instead, and shuts the call's socket down once it was; the wait then ends with an error, which
the session reports as Cancelled.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from .errors import Cancelled

_CHECK_EVERY = 0.2  # seconds


class _Call:
    """A call under way, and the socket it waits on."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self.cancelled = cancelled
        self.socket: socket.socket | None = None

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
                if call.cancelled():
                    call.cut()


_watch = _Watch()
_here = threading.local()


@contextlib.contextmanager
def stoppable(cancelled: Callable[[], bool] | None) -> Iterator[None]:
    """End this thread's requests through a BlockAdapter, while in this context, soon after ``cancelled()`` is True."""
    if cancelled is None:
        yield
        return
    call = _Call(cancelled)
    before = getattr(_here, "call", None)
    _here.call = call
    try:
        with _watch.over(call):
            yield
    finally:
        _here.call = before


def _note(connection: HTTPConnection) -> None:
    call: _Call | None = getattr(_here, "call", None)
    if call is None:
        return
    call.socket = connection.sock
    if call.cancelled():  # a retry that is not wanted any more
        raise Cancelled


class _Http(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _note(self)

    def request(self, *args: Any, **kwargs: Any) -> None:
        _note(self)
        super().request(*args, **kwargs)


class _Https(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _note(self)

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
