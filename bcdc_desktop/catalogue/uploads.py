"""Files that records lead to: their size, their bytes or a part of them, and downloading them.

Most of them are stored in the catalogue; links lead to files on other servers, which are read the same way but never
see the key.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import math
import os
import re
import shutil
import time
import zlib
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urljoin, urlsplit

import requests

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.translation import tr

from . import errors
from .cancel import allow, check_time, stoppable
from .connection import USER_AGENT, Connection
from .http import Progress
from .translate import BUSY, busy, taxonomy

_REDIRECTS = 5  # that are followed to a file
_BLOCK = 1 << 16  # bytes between two checks of whether to stop
_SLOWEST = 256  # bytes a second, in the long run: a server that sends one now and then is given up
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)\Z")
_OUT_OF_RANGE = 416
_PART = 206

_LONGER = 1 << 16  # bytes that a packed file may be longer than the file itself
_PAGES = ("text/html", "application/xhtml+xml")
_PACKED = (".gz", ".tgz", ".gzip", ".svgz", ".z")  # names of files that are packed themselves
_ENCODED = ("gzip", "x-gzip", "deflate")
# CKAN's path to a file that it keeps: below ``dataset`` or the type of the package
_DOWNLOAD = re.compile(r"/[^/]+/[^/]+/resource/[^/]+/download/[^/]+$")


@dataclass(frozen=True)
class FileFacts:
    """What a server says about a file: ``size`` in bytes and ``modified`` (UTC) are None where it does not say.

    ``content_encoding`` is how the bytes were packed on the way (``gzip``), ``mark`` names this very version of the
    file (a strong ETag), and is empty where the server has no such name.
    """

    size: int | None
    media_type: str
    content_encoding: str
    modified: datetime | None
    mark: str


class RemoteFile:
    """A file on a server while it is read, from ``offset`` on: as it lies there, not unpacked.

    A context manager: at its end the connection is closed where more would come.
    """

    def __init__(self, steps: Generator[Any, int, None]) -> None:
        self._steps = steps
        self.facts: FileFacts
        self.facts, self.offset = next(steps)

    def read(self, most: int) -> bytes:
        """Return so many bytes, fewer only at the end of what the server sends.

        Raises:
            Cancelled: asked to stop.
            CatalogueError: the connection broke off.
        """
        found = bytearray()
        while len(found) < most and (block := self._steps.send(min(_BLOCK, most - len(found)))):
            found += block
        return bytes(found)

    def close(self) -> None:
        """Read no more."""
        self._steps.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class RemoteFileChanged(errors.ServerFault):
    """The file was replaced while it was read in parts."""

    def __init__(self) -> None:
        super().__init__(tr("The file was replaced on the server while it was being read. Try again."))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # for this user's eyes only


@dataclass(frozen=True)
class ServedFile:
    """What came for a stored file: which bytes, and the signs that it may be something else than the file.

    Attributes:
        size: bytes that came; at most a little more than were expected, the rest is not read.
        sha256: of them.
        unpacked: SHA-256 after the ``Content-Encoding`` was undone; None where the answer named none.
        media_type: of the answer, such as ``text/html``; empty where it names none.
        redirected: whether another address answered than the one that was asked.
    """

    size: int
    sha256: str
    unpacked: str | None
    media_type: str
    redirected: bool


class _Unpacking:
    """The digest of packed bytes once they are unpacked, of a file that has so many bytes."""

    def __init__(self, expected: int) -> None:
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._hash = hashlib.sha256()
        self._left = expected
        self._failed = False

    def update(self, chunk: bytes) -> None:
        """Take more of the packed bytes; what cannot be unpacked, or is longer than the file, is none of it."""
        if self._failed:
            return
        try:
            plain = self._unpack.decompress(chunk, self._left + 1)
        except zlib.error:
            self._failed = True
            return
        self._left -= len(plain)
        self._failed = self._left < 0
        self._hash.update(plain)

    @property
    def sha256(self) -> str | None:
        return None if self._failed or self._left else self._hash.hexdigest()


class _Pace:
    """How long a server may take with the bytes of a file: so many seconds more than it takes at the slowest pace. Only
    the time that is spent waiting for it counts."""

    def __init__(self, seconds: float) -> None:
        self._most = self._left = seconds

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait for bytes.

        Raises:
            TookTooLong: they did not come in time.
        """
        began = time.monotonic()
        allow(self._left)
        yield
        check_time()  # a connection that was cut for that looks like a file that has ended
        allow(math.inf)
        self._left -= time.monotonic() - began

    def came(self, size: int) -> None:
        """Note that so many bytes came."""
        self._left = min(self._left + size / _SLOWEST, self._most)


class StoredFiles(Connection):
    """A connection that reads stored files by their addresses. The key goes to the catalogue's own host only."""

    def stored_at(self, resource: Resource) -> str:
        """Return where a resource's file is asked for. A file that the catalogue keeps is asked for at the address that
        the catalogue is reached at: ``site_url`` may name another host, scheme or port, an internal name, or nothing.
        """
        if not resource.uploaded:
            return resource.url
        path = urlsplit(resource.url).path
        if found := _DOWNLOAD.search(path):
            return self.profile.address + found.group()
        package, name = str(resource.raw.get("package_id") or ""), path.rsplit("/", 1)[-1]
        if not package or not name or _is_elsewhere(resource.url):
            return resource.url
        return f"{self.profile.address}/dataset/{package}/resource/{resource.id}/download/{quote(name, safe='%')}"

    def file_size(self, url: str) -> int | None:
        """Return the size of a stored file in bytes, asked by HEAD; None when the server does not say."""
        with self._file_request("HEAD", url) as response:
            length = response.headers.get("Content-Length")
            return int(length) if length and _is_number(length) else None

    def read_file(self, url: str) -> Iterator[bytes]:
        """Yield the bytes of a stored file, in chunks of 64 KiB."""
        for chunk, _ in self._chunks(url):
            yield chunk

    def served(self, url: str, expected: int, *, fresh: bool = False) -> ServedFile:
        """Download a stored file and return what came, to be compared with a file of ``expected`` bytes.

        Args:
            fresh: ask caches on the way not to answer from what they have.
        """
        raw = hashlib.sha256()
        size = 0
        headers = {"Cache-Control": "no-cache", "Pragma": "no-cache"} if fresh else {}
        with self._file_request("GET", url, headers) as response:
            unpacking = _Unpacking(expected) if _is_packed(response) else None
            for chunk in self._stream(response):
                raw.update(chunk)
                size += len(chunk)
                if unpacking is not None:
                    unpacking.update(chunk)
                if size > expected + _LONGER:
                    break
            media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            redirected = response.url.partition("?")[0] != requests.Request("GET", url).prepare().url
        unpacked = unpacking.sha256 if unpacking is not None else None
        return ServedFile(size, raw.hexdigest(), unpacked, media_type, redirected)

    def download(
        self, url: str, target: Path, *, progress: Progress | None = None, name: str = "", at_most: int | None = None
    ) -> int:
        """Download a stored file to ``target`` (whole or not at all) and return its size in bytes.

        Args:
            name: what the file is called, where it is known: a web page in place of another file is refused, and what
                was packed on the way is unpacked.
            at_most: bytes that are taken.

        Raises:
            TooLarge: it has more bytes than ``at_most``.
            ServerFault: a web page came instead of the file.
            OSError: the disk is full or refuses.
        """
        size = 0
        with (
            written_whole(target) as unfinished,
            open(unfinished, "wb", opener=_private) as file,
            contextlib.closing(self._chunks(url, name)) as chunks,
        ):
            for chunk, total in chunks:
                if not size and total > shutil.disk_usage(target.parent).free:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                size += len(chunk)
                if at_most is not None and max(size, total) > at_most:
                    raise errors.TooLarge(tr("The file is too large to be downloaded."))
                file.write(chunk)
                if progress:
                    progress(size, total)
        return size

    def open_file(self, url: str, *, offset: int = 0, length: int | None = None, same: str = "") -> RemoteFile:
        """Read a file, or a part of it by an HTTP range, without reading more than is asked for.

        A server that knows no ranges sends the file from its beginning: the bytes before ``offset`` are read and
        dropped.

        Args:
            url: of the file: in the catalogue, or on any other server, which is asked without the key.
            offset: of the first byte.
            length: how many bytes are wanted at most; None for all that follow.
            same: the ``mark`` of the version whose other part was read before.

        Raises:
            RemoteFileChanged: it is not that version any more.
            ServerFault: the server sent another part than it was asked for, or something else than a file.
        """
        return RemoteFile(self._steps(url, offset, length, same))

    def _steps(self, url: str, offset: int, length: int | None, same: str) -> Generator[Any, int, None]:
        """Yield the facts and the offset, then blocks of the size that is sent; empty ones at the end."""
        headers: dict[str, str] = {}
        if offset or length is not None:
            headers["Range"] = f"bytes={offset}-" if length is None else f"bytes={offset}-{offset + length - 1}"
            if same:
                headers["If-Range"] = same
        with self._file_request("GET", url, headers) as response:
            outside = response.status_code == _OUT_OF_RANGE
            if not outside or offset:
                part = _part_of(response, offset, length) if response.status_code == _PART and headers else None
                facts = _facts(response, part)
                if same and not outside and facts.mark != same:
                    raise RemoteFileChanged
                yield from self._blocks(response, facts, offset, skip=0 if part or outside else offset, left=length)
                return
        with self._file_request("GET", url) as response:  # it is empty: no byte of it can be asked for
            yield from self._blocks(response, _facts(response, None), 0, skip=0, left=length)

    def _blocks(
        self, response: requests.Response, facts: FileFacts, offset: int, *, skip: int, left: int | None
    ) -> Generator[Any, int, None]:
        pace = _Pace(self._patience.whole_answer)

        def read(most: int) -> bytes:
            cancelled = self._cancelled
            if cancelled is not None and cancelled():
                raise errors.Cancelled
            # as it lies there: the server names gzip as the encoding of a .gz file, and it must not be unpacked
            with pace.waiting():
                found = bytes(response.raw.read(most, decode_content=False))
            pace.came(len(found))
            return found

        while skip and (dropped := read(min(_BLOCK, skip))):
            skip -= len(dropped)
        block: Any = (facts, offset)
        while True:
            most = yield block
            most = most if left is None else min(most, left)
            block = b"" if not most or response.status_code == _OUT_OF_RANGE else read(most)
            if left is not None:
                left -= len(block)

    def _chunks(self, url: str, name: str = "") -> Generator[tuple[bytes, int], None, None]:
        """Yield the chunks of a file, each with the size of the whole file in bytes (0 where the server does not
        say)."""
        with self._file_request("GET", url) as response:
            if name and is_web_page(response.headers.get("Content-Type", ""), name):
                raise errors.ServerFault(
                    tr("The server sent a web page instead of the file. It may ask for a sign-in of its own.")
                )
            if name and _is_packed(response) and not name.lower().endswith(_PACKED):
                unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
                try:
                    for packed in self._stream(response):
                        while packed:
                            if chunk := unpack.decompress(packed, 1 << 20):
                                yield chunk, 0
                            packed = unpack.unconsumed_tail
                except zlib.error as error:
                    raise errors.ServerFault(tr("The file couldn't be unpacked."), detail=str(error)) from None
                return
            length = response.headers.get("Content-Length", "")
            total = int(length) if _is_number(length) else 0
            for chunk in self._stream(response):
                yield chunk, total

    def _stream(self, response: requests.Response) -> Iterator[bytes]:
        """Yield the body as it lies there: the server names gzip as the encoding of a .gz file, and it must not be
        unpacked."""
        cancelled = self._cancelled
        pace, chunks = _Pace(self._patience.whole_answer), response.raw.stream(1 << 16, decode_content=False)
        while True:
            with pace.waiting():
                chunk = next(chunks, None)
            if cancelled is not None and cancelled():
                raise errors.Cancelled
            if chunk is None:
                return
            pace.came(len(chunk))
            yield chunk

    @contextlib.contextmanager
    def _file_request(
        self, method: str, url: str, more: Mapping[str, str] | None = None
    ) -> Iterator[requests.Response]:
        session = self._session(write=False)
        own = True  # so far
        try:
            with taxonomy(session, self._cancelled), stoppable(self._cancelled, self._patience.whole_answer):
                timeout = (self._patience.connect, self._patience.read)
                headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", **(more or {})}
                # the key goes to the catalogue's own address only; a file may be kept elsewhere, and is asked for
                # without it, also where that leads back
                for _ in range(_REDIRECTS):
                    _require_web(url)
                    own = own and url.startswith(self.profile.address + "/")
                    sent = {**headers, "Authorization": self._key} if own and self._key else headers
                    response = session.request(
                        method, url, headers=sent, timeout=timeout, stream=True, allow_redirects=False
                    )
                    if not response.is_redirect:
                        break
                    url = urljoin(url, response.headers["Location"])
                    response.close()
                check_time()
                allow(math.inf)  # what the file itself may take is looked at as it is read
                with response:
                    if response.status_code in (401, 403):
                        raise errors.NotAuthorized(tr("You don't have permission to download this file."))
                    if response.status_code == 404:
                        raise errors.NotFound(tr("The file doesn't exist on the server."))
                    if response.status_code in BUSY:
                        raise busy(response.status_code, response.headers)
                    if response.status_code >= 300 and not (more and response.status_code == _OUT_OF_RANGE):
                        raise errors.ServerFault(
                            tr("The file couldn't be downloaded (status {status}).", status=response.status_code)
                        )
                    yield response
        except (errors.Offline, errors.Timeout) as error:
            if own:
                raise
            raise _of_another_server(error, url) from None


def _require_web(url: str) -> None:
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        raise errors.ServerFault(tr("The file can't be read: its address doesn't start with http or https."))


def _of_another_server(error: errors.CatalogueError, url: str) -> errors.CatalogueError:
    host = urlsplit(url).hostname or url
    if isinstance(error, errors.Timeout):
        return errors.Timeout(tr("{server} took too long to respond.", server=host), detail=error.detail)
    return errors.Offline(tr("Can't read from {server}.", server=host), detail=error.detail)


def _part_of(response: requests.Response, offset: int, length: int | None) -> tuple[int, int | None]:
    """Return the first byte of a part and the size of the whole file.

    Raises:
        ServerFault: it is not the part that was asked for.
    """
    found = _CONTENT_RANGE.match(response.headers.get("Content-Range") or "")
    if found is None or int(found[1]) != offset or (length is not None and int(found[2]) >= offset + length):
        raise errors.ServerFault(
            tr("The server sent another part of the file than it was asked for."),
            detail=str(response.headers.get("Content-Range"))[:200],
        )
    return offset, None if found[3] == "*" else int(found[3])


def _facts(response: requests.Response, part: tuple[int, int | None] | None) -> FileFacts:
    headers = response.headers
    length = headers.get("Content-Length") or ""
    size = part[1] if part is not None else int(length) if _is_number(length) else None
    mark = headers.get("ETag") or ""
    return FileFacts(
        None if response.status_code == _OUT_OF_RANGE else size,
        (headers.get("Content-Type") or "").split(";")[0].strip().lower()[:100],
        (headers.get("Content-Encoding") or "").strip().lower()[:50],
        _time(headers.get("Last-Modified")),
        mark if mark.startswith('"') else "",
    )


def _is_number(length: str) -> bool:
    return length.isascii() and length.isdecimal() and len(length) < 19


def _time(text: Any) -> datetime | None:
    try:
        when = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    return when.replace(tzinfo=UTC) if when is not None and when.tzinfo is None else when


def is_web_page(content_type: str, name: str) -> bool:
    """Return whether an answer is a web page where a file of that name is none."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type in _PAGES and not name.lower().endswith((".html", ".htm", ".xhtml"))


def _is_packed(response: requests.Response) -> bool:
    return response.headers.get("Content-Encoding", "").strip().lower() in _ENCODED


def _is_elsewhere(url: str) -> bool:
    """Return whether an address names a host, and is not only a file's name."""
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return True
