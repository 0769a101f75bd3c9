"""Files stored in the catalogue: their size, their bytes, and downloading them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urljoin

import requests

from bcdc_desktop.translation import tr

from . import errors
from .cancel import stoppable
from .connection import USER_AGENT, Connection
from .http import Progress
from .translate import BUSY, busy, taxonomy

_REDIRECTS = 5  # that are followed to a file


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)  # for this user's eyes only


class StoredFiles(Connection):
    """A connection that reads stored files by their addresses. The key goes to the catalogue's own host only."""

    def file_size(self, url: str) -> int | None:
        """Return the size of a stored file in bytes, asked by HEAD; None when the server does not say."""
        with self._file_request("HEAD", url) as response:
            length = response.headers.get("Content-Length")
            return int(length) if length and length.isdigit() else None

    def read_file(self, url: str) -> Iterator[bytes]:
        """Yield the bytes of a stored file, in chunks of 64 KiB."""
        for chunk, _ in self._chunks(url):
            yield chunk

    def download(self, url: str, target: Path, *, progress: Progress | None = None) -> int:
        """Download a stored file to ``target`` (whole or not at all) and return its size in bytes.

        Raises:
            OSError: the disk is full or refuses.
        """
        unfinished = target.with_name(target.name + ".part")
        size = 0
        try:
            with open(unfinished, "wb", opener=_private) as file, contextlib.closing(self._chunks(url)) as chunks:
                for chunk, total in chunks:
                    file.write(chunk)
                    size += len(chunk)
                    if progress:
                        progress(size, total)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        return size

    def _chunks(self, url: str) -> Generator[tuple[bytes, int], None, None]:
        """Yield the chunks of a file, each with the size of the whole file in bytes (0 where the server does not
        say)."""
        cancelled = getattr(self._local, "cancelled", None)
        with self._file_request("GET", url) as response:
            total = int(response.headers.get("Content-Length") or 0)
            # as it lies there: the server names gzip as the encoding of a .gz file, and it must not be unpacked
            for chunk in response.raw.stream(1 << 16, decode_content=False):
                if cancelled is not None and cancelled():
                    raise errors.Cancelled
                yield chunk, total

    @contextlib.contextmanager
    def _file_request(self, method: str, url: str) -> Iterator[requests.Response]:
        session = self._session(write=False)
        with taxonomy(session, self._cancelled), stoppable(self._cancelled):
            timeout = (self._patience.connect, self._patience.read)
            headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
            # the key goes to the catalogue's own host only; a file may be kept elsewhere, and is asked for without it
            for _ in range(_REDIRECTS):
                own = url.startswith(self.profile.address + "/")
                sent = {**headers, "Authorization": self._key} if own and self._key else headers
                response = session.request(
                    method, url, headers=sent, timeout=timeout, stream=True, allow_redirects=False
                )
                if not response.is_redirect:
                    break
                url = urljoin(url, response.headers["Location"])
                response.close()
            with response:
                if response.status_code in (401, 403):
                    raise errors.NotAuthorized(tr("You don't have permission to download this file."))
                if response.status_code == 404:
                    raise errors.NotFound(tr("The file doesn't exist on the server."))
                if response.status_code in BUSY:
                    raise busy(response.headers)
                if response.status_code >= 300:
                    raise errors.ServerFault(
                        tr("The file couldn't be downloaded (status {status}).", status=response.status_code)
                    )
                yield response
