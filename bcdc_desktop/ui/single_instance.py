"""One instance of the program: a second start hands over what it was to open, and ends.

Any program of this user can write to the first instance, so that what comes is looked at like a link in a mail: a few
files to check, a link to a record, the name of a catalogue. Nothing is uploaded, changed or started for it.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import logging
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from bcdc_desktop.domain.record_link import SCHEME

_log = logging.getLogger(__name__)
_BYTES = 1 << 20  # of one request
_FILES = 1000
_TEXT = 4000  # characters of a path, a link or a name
_CONNECT_MS, _ANSWER_MS = 500, 3000
_TAKEN = b"taken"


@dataclass(frozen=True)
class OpenRequest:
    """What a start was to open: files to check, a link to a record, the name of a catalogue. All may be empty: then the
    window is only brought to the front."""

    files: tuple[str, ...] = ()
    link: str = ""
    profile: str = ""

    @classmethod
    def of_arguments(cls, words: Iterable[str], profile: str = "") -> OpenRequest:
        """Return what the words after the program's name mean; relative paths are those of this process."""
        words = list(words)
        links = [word for word in words if word.lower().startswith((f"{SCHEME}:", "https:"))]
        files = [os.path.abspath(word) for word in words if word not in links]  # noqa: PTH100 - a path that may be wrong
        return cls(tuple(files), links[0] if links else "", profile)

    @classmethod
    def of_bytes(cls, data: bytes) -> OpenRequest | None:
        """Return a request that came from another process; None where it is none."""
        try:
            found: Any = json.loads(data)
            files, link, profile = found["files"], found["link"], found["profile"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        texts = [*files, link, profile] if isinstance(files, list) and len(files) <= _FILES else [None]
        if not all(isinstance(text, str) and len(text) <= _TEXT and text.isprintable() for text in texts):
            return None
        return cls(tuple(f for f in files if Path(f).is_absolute()), link, profile)

    def to_bytes(self) -> bytes:
        """Return the request for another process."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"


def server_name(home: Path) -> str:
    """Return the name under which the instance with these files listens: another home is another program."""
    return "bcdc-desktop-" + hashlib.sha256(str(home.absolute()).encode("utf-8", "replace")).hexdigest()[:24]


def hand_over(name: str, request: OpenRequest) -> bool:
    """Give a request to the instance that runs already; return whether there is one that took it."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    if sys.platform == "win32":  # else Windows lets the other window only blink in the task bar
        with contextlib.suppress(OSError, AttributeError):
            user: Any = ctypes.windll.user32
            user.AllowSetForegroundWindow(-1)
    socket.write(request.to_bytes())
    socket.flush()
    said = bytearray()
    while len(said) < len(_TAKEN) and socket.waitForReadyRead(_ANSWER_MS):
        said += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return bytes(said) == _TAKEN


class SingleInstance(QObject):
    """Listens for other starts of the program, and for what macOS asks the program to open."""

    asked = Signal(object)  # OpenRequest

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[QLocalSocket, bytearray] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by one that crashed
            if not self._server.listen(name):
                _log.info("other starts of the program are not heard: %s", self._server.errorString())
        if sys.platform == "darwin":  # where alone such events come; a filter costs time for each event
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of files and links that macOS hands to the program."""
        if isinstance(event, QFileOpenEvent):
            word = event.file() or event.url().toString()
            self.asked.emit(OpenRequest.of_arguments([word]))
            return True
        return super().eventFilter(watched, event)

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._waiting[socket] = bytearray()
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(lambda s=socket: self._forget(s))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        data = self._waiting.get(socket)
        if data is None:
            return
        data += bytes(socket.readAll().data())
        if len(data) > _BYTES:
            socket.abort()
        elif data.endswith(b"\n"):
            request = OpenRequest.of_bytes(bytes(data))
            if request is None:
                socket.abort()
                return
            socket.write(_TAKEN)
            socket.flush()
            self._waiting[socket] = bytearray()
            self.asked.emit(request)

    def _forget(self, socket: QLocalSocket) -> None:
        self._waiting.pop(socket, None)
        socket.deleteLater()
