"""A way to a server on this machine that can be held and cut at a chosen place."""

import contextlib
import re
import socket
import threading
from types import TracebackType
from typing import Literal, Self
from urllib.parse import urlsplit

from helpers.waiting import PATIENCE

Act = Literal["hold the request", "lose the answer"]


class Gate:
    """Passes bytes on in both directions. ``arm`` waits for one call of an action:

    *hold the request*: after some bytes of its body nothing more passes; ``reached`` is set, the connection stays.
    *lose the answer*: the server gets all and answers; ``reached`` is set, and the answer never arrives.
    ``calls`` lists the actions in the order in which they came.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (str(parts.hostname), int(parts.port or 80))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.calls: list[str] = []
        self.reached = threading.Event()
        self._armed: tuple[str, Act, int] | None = None
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._open = True

    def arm(self, action: str, act: Act, after: int = 0) -> None:
        """The next call of ``action`` meets this fate; ``after`` counts bytes of the request."""
        self.reached.clear()
        self._armed = (action, act, after)

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._open = False
        for one in [self._listener, *self._sockets]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _run(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while self._open:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
            except OSError:
                return
            self._sockets += [client, server]
            state = _Connection()
            self._run(self._forth, client, server, state)
            self._run(self._back, server, client, state)

    def _forth(self, client: socket.socket, server: socket.socket, state: "_Connection") -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(1 << 14):
                for name in re.findall(rb"POST /api/3/action/(\w+)", data):
                    action = name.decode()
                    self.calls.append(action)
                    if self._armed and self._armed[0] == action:
                        _, state.act, state.left = self._armed
                        self._armed = None
                if state.act == "hold the request":
                    if len(data) >= state.left:
                        server.sendall(data[: state.left])
                        self.reached.set()
                        state.held.wait()  # until the gate or the client ends
                        return
                    state.left -= len(data)
                server.sendall(data)
        with contextlib.suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _back(self, server: socket.socket, client: socket.socket, state: "_Connection") -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(1 << 14):
                if state.act == "lose the answer":
                    self.reached.set()
                    client.shutdown(socket.SHUT_RDWR)
                    return
                client.sendall(data)
        state.held.set()
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


class _Connection:
    def __init__(self) -> None:
        self.act: Act | None = None
        self.left = 0
        self.held = threading.Event()
