"""The practice catalogue as a small web server on 127.0.0.1."""

from __future__ import annotations

import contextlib
import errno
import http.server
import logging
import os
import re
import socket
import socketserver
import sqlite3
import tempfile
import threading
import time
import zlib
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import unquote, urlsplit

import orjson

from bcdc_desktop.demo import pages, reading, revising, sample, searching, writing
from bcdc_desktop.demo.checking import kind_of_file
from bcdc_desktop.demo.errors import ActionError, BadRequest, InternalServerError, WrongShape
from bcdc_desktop.demo.kinds import kind_of
from bcdc_desktop.demo.practice import Practice, RawJson
from bcdc_desktop.demo.requests_in import ReceivedFile, from_body, from_query
from bcdc_desktop.demo.storage import LAYOUT, Storage
from bcdc_desktop.file_operations import beside, discard, open_regular, remove_folder, rename, replace, unlink

_LOG = logging.getLogger(__name__)
ACTIONS = (reading, revising, searching, writing)  # importing them fills the table of actions

_JSON = "application/json;charset=utf-8"
_PORT = "port"  # a file of the home: where it was served first
_DATABASE = ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm")
_OF_THE_DISK = {
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT),
}
"""What SQLite says where the file is not damaged."""
_MEBIBYTE = 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,18})-(\d{0,18})")
_FORM_ALLOWANCE = 4 * _MEBIBYTE  # what a body may contain besides its files


class DemoCatalogue:
    """An embedded practice catalogue: CKAN's Action API over a folder, for first steps, training and tests.

    What it keeps is in ``home`` and survives restarts and ``kill -9``. It listens on 127.0.0.1 alone, in threads that
    end with the process. The first start in an empty home makes the sample data.

    Args:
        home: its folder.
        version: the CKAN to play, "2.12.0", "2.11.6" or "2.9.5".
        kind: the records to have: "bcdc"; "plain" for a CKAN without a schema; "dcat" for one with DCAT's terms. A home
            is of one kind; opened as another, what is in it is set aside.
        flavour: "stock", or "bcdc" for what the BC Data Catalogue's own extension adds.
        max_upload_mb: the largest upload in MiB; more is answered with 413.
        port: 0 takes that of an earlier start, so that links which were copied then lead somewhere, or a free one.
        unlocked_pause: seconds between reading and writing where the played version does not lock.
        empty: make no sample packages at the first start, only organizations and users.
        rows_max: the most packages in one answer to a search, as ``ckan.search.rows_max``.

    Raises:
        OSError: the folder cannot be written, or the port is taken.
    """

    def __init__(
        self,
        home: Path,
        *,
        version: str = "2.11.6",
        kind: str = "bcdc",
        flavour: str = "stock",
        max_upload_mb: int = 150,
        port: int = 0,
        unlocked_pause: float = 0.02,
        empty: bool = False,
        rows_max: int = 1000,
    ) -> None:
        self.home = Path(home)
        self.version = version
        self._kind = kind_of(kind)
        self._flavour = flavour
        self._max_body = max_upload_mb * _MEBIBYTE + _FORM_ALLOWANCE
        self._port = port
        self._pause = unlocked_pause
        self._empty = empty
        self._rows_max = rows_max
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self.url = ""
        self.calls: Counter[str] = Counter()
        """How often each action was called, and ``download``; for tests and benchmarks that count requests."""

    def start(self) -> str:
        """Start serving, unless it does, and return the address, without a slash at its end."""
        if self._server is not None:
            return self.url
        practice = self._opened()
        self._server = self._serve(practice)
        self.url = practice.site_url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name="practice-catalogue", daemon=True
        )
        self._thread.start()
        return self.url

    def _serve(self, practice: Practice) -> _Server:
        """Return the server at its port; without one, at that of an earlier start, or else at a free one."""

        def at(port: int) -> _Server:
            return _Server(("127.0.0.1", port), practice, self._max_body, self.calls)

        if self._port:
            return at(self._port)
        earlier = _stored_port(self.home / _PORT)
        if earlier:
            with contextlib.suppress(OSError):
                return at(earlier)
        server = at(0)
        if not earlier:  # otherwise another process of ours may have it, and serve the same home
            _store_port(self.home / _PORT, server.server_address[1])
        return server

    @property
    def practice(self) -> Practice:
        """What answers its requests, while it serves: with a clock, a storage and a directory of users to change."""
        if self._server is None:
            raise RuntimeError("The catalogue was not started.")
        return self._server.practice

    @property
    def site_url(self) -> str:
        """The address in the links that it gives out, as ``ckan.site_url``; settable where it lies behind a proxy."""
        return self._server.practice.site_url if self._server is not None else self.url

    @site_url.setter
    def site_url(self, url: str) -> None:
        if self._server is not None:
            self._server.practice.site_url = url

    def _opened(self) -> Practice:
        """Return what answers requests; a damaged home is set aside, and replaced by a new one.

        Raises:
            OSError: the disk is full, or refuses.
        """
        try:
            try:
                return self._practice()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _OF_THE_DISK:
                    raise
                _LOG.info("the practice catalogue is damaged; it is set aside, and replaced by a new one: %s", error)
                self._set_aside("damaged")
                return self._practice()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.home)) from error
            raise OSError(f"{self.home}: {error}") from error

    def _practice(self) -> Practice:
        storage = self._open()
        try:
            if storage.fresh:
                sample.fill(storage, self._kind, packages=not self._empty)
            else:
                storage.sweep()
            return Practice(
                storage,
                self._kind,
                version=self.version,
                flavour=self._flavour,
                unlocked_pause=self._pause,
                rows_max=self._rows_max,
            )
        except BaseException:
            storage.close()
            raise

    def _open(self) -> Storage:
        """Return the home's storage; what another release of the practice catalogue left here is set aside."""
        storage = self._storage()
        if storage.layout not in (0, LAYOUT + self._kind.layout):
            storage.close()
            self._set_aside(str(storage.layout))
            storage = self._storage()
        return storage

    def _set_aside(self, why: str) -> None:
        aside = self.home / f"set-aside-{why}"
        remove_folder(aside)
        aside.mkdir()
        for name in (*_DATABASE, "files"):
            with contextlib.suppress(FileNotFoundError):
                rename(self.home / name, aside / name)

    def _storage(self) -> Storage:
        return Storage(self.home, LAYOUT + self._kind.layout)

    def stop(self) -> None:
        """Stop serving; requests under way are cut off. Stopping twice is harmless."""
        if self._server is None:
            return
        self._server.stopping = True
        self._server.shutdown()
        self._server.server_close()
        self._server.cut_connections()
        self._server.practice.storage.close()
        if self._thread is not None:
            self._thread.join()
        self._server = self._thread = None

    def reset(self) -> None:
        """Back to the sample data, with the same tokens; the address stays."""
        running = self._server is not None
        tokens = self.tokens
        if self._server is not None:
            self._port = int(self._server.server_address[1])
        self.stop()
        for name in _DATABASE:
            unlink(self.home / name, missing_ok=True)
        remove_folder(self.home / "files")
        storage = self._storage()
        sample.fill(storage, self._kind, tokens=tokens, packages=not self._empty)
        storage.close()
        if running:
            self.start()

    @property
    def tokens(self) -> dict[str, str]:
        """Role (sysadmin, orgadmin, editor, member, outsider) to API token; they stay the same in a home."""
        if self._server is not None:
            return self._server.practice.directory.tokens
        storage = self._storage()
        try:
            return {} if storage.fresh else dict(storage.rows("SELECT name, token FROM user"))
        finally:
            storage.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()


def _stored_port(path: Path) -> int:
    """Return the port in a file; 0 where none is there, or none that a program may take."""
    try:
        with open_regular(path) as file:
            stored = file.read(6)
    except OSError:
        return 0
    return int(stored) if re.fullmatch(rb"[1-9]\d{3,4}", stored) and 1024 <= int(stored) <= 65535 else 0


def _store_port(path: Path, port: int) -> None:
    """Store a port for the next start, which does without where it cannot be stored."""
    unfinished = beside(path)  # and not written_whole, which writes into a pipe that it finds in a file's place
    with contextlib.suppress(OSError):
        unfinished.write_text(str(port), "ascii")
        replace(unfinished, path)
    discard(unfinished)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    # on Windows it would let two programs have one port; elsewhere it only passes over connections that have ended
    allow_reuse_address = os.name != "nt"

    def __init__(self, address: tuple[str, int], practice: Practice, max_body: int, calls: Counter[str]) -> None:
        self.practice = practice
        self.max_body = max_body
        self.calls = calls
        self.stopping = False
        self._connections: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer looks its own name up, which may take seconds where there is no name server
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        """End the connections that clients keep open."""
        with self._guard:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        _LOG.info("a connection ended in mid-request", exc_info=True)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "PracticeCatalogue"
    disable_nagle_algorithm = True
    timeout = 600
    wbufsize = 64 * 1024  # head and body of a small answer leave in one packet
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        _LOG.debug(format, *args)

    def end_headers(self) -> None:
        if self.close_connection:  # asked for by the client too, which may use the connection again until it is told
            self.send_header("Connection", "close")
        super().end_headers()

    def do_GET(self) -> None:
        self._serve(None)

    def do_HEAD(self) -> None:
        self._serve(None)

    def do_POST(self) -> None:
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = -1
        if length < 0 or self.headers.get("Transfer-Encoding"):
            self._page(411, pages.message("Length Required", "The request has no Content-Length."), close=True)
            return
        if length > self.server.max_body:
            # answered before the body was read, as proxies do
            self._page(413, pages.message("Request Entity Too Large", "The file is too large."), close=True)
            self._drain()
            return
        self._serve(length)

    def handle_expect_100(self) -> bool:
        if int(self.headers.get("Content-Length") or 0) > self.server.max_body:
            return True  # do_POST answers 413
        return super().handle_expect_100()

    def _serve(self, length: int | None) -> None:
        path = urlsplit(self.path)
        parts = [unquote(p) for p in path.path.strip("/").split("/")]
        folder = Path(tempfile.mkdtemp(dir=self.server.practice.storage.incoming)) if length else None
        try:
            if parts[:1] == ["api"] and parts[-2:-1] == ["action"]:
                self._action(parts[-1], path.query, length, folder)
            else:
                if length:
                    self.rfile.read(length)
                self._other(parts)
        except (ConnectionError, TimeoutError):
            self.close_connection = True
            _LOG.info("the client left during %s", path.path)
        finally:
            if folder is not None:
                remove_folder(folder)

    def _caller(self) -> Any:
        token = self.headers.get("Authorization")
        if token is None and self.server.practice.version < (2, 10):
            token = self.headers.get("X-CKAN-API-Key")  # later versions look at one header only
        return self.server.practice.directory.caller(token)

    def _action(self, name: str, query: str, length: int | None, folder: Path | None) -> None:
        practice = self.server.practice
        self.server.calls[name] += 1
        data: dict[str, Any] = {}
        status, key, body = 200, b"result", b"null"
        try:
            if length and folder is not None:
                data = from_body(self.headers.get("Content-Type") or "", self.rfile, length, folder)
            result = self._call(name, query, length, data)
            body = result.text if isinstance(result, RawJson) else orjson.dumps(result)
        except BadRequest as refusal:
            self._send(400, _JSON, orjson.dumps(f"Bad request - {refusal}"))
            return
        except WrongShape as refusal:
            if practice.version < (2, 10) and any(isinstance(v, ReceivedFile) for v in data.values()):
                self._page(500, pages.message("Internal Server Error", "An internal server error occurred"))
                return
            status, key, body = refusal.status, b"error", orjson.dumps(refusal.body | {"data": data}, default=str)
        except ActionError as refusal:
            status, key, body = refusal.status, b"error", orjson.dumps(refusal.body)
        except (ConnectionError, TimeoutError):
            raise
        except Exception as fault:
            if self.server.stopping:
                raise ConnectionAbortedError("the practice catalogue is stopping") from fault
            _LOG.exception("the practice catalogue failed in %s", name)
            status, key, body = 500, b"error", orjson.dumps(InternalServerError().body)
        help_url = orjson.dumps(f"{practice.site_url}/api/3/action/help_show?name={name}")
        success = b"true" if status == 200 else b"false"
        text = b'{"help": ' + help_url + b', "success": ' + success + b', "' + key + b'": ' + body + b"}"
        self._send(status, _JSON, text)

    def _call(self, name: str, query: str, length: int | None, data: dict[str, Any]) -> Any:
        found = self.server.practice.action(name)
        if found is None:
            raise BadRequest(f"Action name not known: {name}")
        action, only_reads = found
        if length is None and not only_reads:
            raise BadRequest("JSON Error: Invalid request. Please use POST method for your request")
        if not data and only_reads:
            data = from_query(query)
        return action(self.server.practice, self._caller(), data)

    def _other(self, parts: list[str]) -> None:
        practice = self.server.practice
        caller = self._caller()
        kinds = ("dataset", practice.schema.dataset_type)
        if len(parts) in (5, 6) and parts[0] in kinds and parts[2] == "resource" and parts[4] == "download":
            self._download(parts[3], parts[-1])
            return
        status, text = pages.page(practice, caller, parts, kinds)
        self._page(status, text)

    def _download(self, resource_id: str, name: str) -> None:
        self.server.calls["download"] += 1
        practice = self.server.practice
        try:
            resource = reading.resource_for(practice, self._caller(), resource_id)
        except ActionError as refusal:
            status = 404 if practice.version < (2, 10) else refusal.status
            self._page(status, pages.message("Not found", "This file is not here or not yours to see."))
            return
        path = practice.storage.file_of(resource_id)
        if resource.get("url_type") != "upload" or path is None:
            self._page(404, pages.message("Not found", "There is no file."))
            return
        try:
            source = path.open("rb")
        except FileNotFoundError:  # replaced this instant
            self._page(404, pages.message("Not found", "There is no file."))
            return
        with source:
            self._send_file(source, name)
        self.wfile.flush()

    def _send_file(self, source: BinaryIO, name: str) -> None:
        """Send a file, or the part of it that was asked for: CKAN knows ranges from 2.10 on."""
        newer = self.server.practice.version >= (2, 10)
        status = os.fstat(source.fileno())
        size, mark = status.st_size, f'"{status.st_mtime}-{status.st_size}-{zlib.crc32(name.encode())}"'
        part = _RANGE.fullmatch(self.headers.get("Range") or "") if newer else None
        if self.headers.get("If-Range", mark) != mark:
            part = None
        begin = int(part[1]) if part else 0
        end = min(int(part[2] or size), size - 1) if part else size - 1
        if part and begin > end:
            self._page(416, pages.message("Range Not Satisfiable", "The file is shorter."))
            return
        self.send_response(206 if part else 200)
        kind, encoding = kind_of_file(name)
        self.send_header("Content-Type", kind or "application/octet-stream")
        if encoding and newer:
            self.send_header("Content-Encoding", encoding)
        if newer:
            self.send_header("Accept-Ranges", "bytes")
        if part:
            self.send_header("Content-Range", f"bytes {begin}-{end}/{size}")
        self.send_header("Last-Modified", self.date_time_string(int(status.st_mtime)))
        self.send_header("ETag", mark)
        self.send_header("Content-Length", str(end - begin + 1))
        self.end_headers()
        if self.command != "HEAD":
            source.seek(begin)
            left = end - begin + 1
            while left and (block := source.read(min(left, 256 * 1024))):
                self.wfile.write(block)
                left -= len(block)

    def _page(self, status: int, text: str, close: bool = False) -> None:
        self._send(status, "text/html; charset=utf-8", text.encode(), close)

    def _drain(self) -> None:
        """Read a refused body for a moment, so that the client gets to read the answer before the connection ends."""
        self.connection.settimeout(0.5)
        until = time.monotonic() + 2
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            while time.monotonic() < until and self.connection.recv(1024 * 1024):
                pass

    def _send(self, status: int, kind: str, body: bytes, close: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.close_connection = self.close_connection or close
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()
