"""HTTP for one worker: time limits, retry of reads with backoff, the system's trust store and proxies, streamed
uploads."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json as json_module
import logging
import os
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import requests
import truststore
import xxhash
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from bcdc_desktop.file_operations import absence, patiently_read
from bcdc_desktop.translation import tr

from .answers import MOST_BYTES, Answer, TooMuch
from .cancel import TookTooLong, allow, check_time, make_stoppable, stoppable
from .errors import Cancelled
from .proxies import candidates, note_unreachable
from .proxy_sign_in import ProxySignInRequired
from .redaction import Redactor

if TYPE_CHECKING:
    from requests_toolbelt.multipart.encoder import MultipartEncoderMonitor

# each retry would be a warning; the final outcome is raised, and reported by the caller
logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)

Progress = Callable[[int, int], None]
CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
WHOLE = 5  # times as long as until the next byte
UPLOAD_READ_SECONDS = 600.0  # the server stores and indexes after the last byte
IDLE_SECONDS = 1.0  # gunicorn ends a connection after two
_FETCH_SECONDS = 30.0  # for a small file as a whole
_CHUNK = 1 << 16
_NO_MORE_FILES = (errno.EMFILE, errno.ENFILE)


class FileChanged(Exception):
    """A file (``path``) vanished, shrank, grew or was written to while it was sent."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        super().__init__(message)
        self.path = path


class FileUnreachable(FileChanged):
    """A file cannot be read at the moment: its share or drive is away, or another program keeps it. It is not known to
    be another, and may be sent once it can be read."""


@dataclass(frozen=True)
class Patience:
    """Seconds to wait: for a connection, for the next byte of an answer, and for the answer to an upload. A whole
    answer may take ``WHOLE`` times as long. ``idle`` is how long a connection may have lain unused to be written to."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    upload: float = UPLOAD_READ_SECONDS
    idle: float = IDLE_SECONDS

    @property
    def whole_answer(self) -> float:
        """Seconds for all that is asked in one call, its retries too."""
        return self.connect + WHOLE * self.read

    @property
    def whole_upload(self) -> float:
        """Seconds for the answer to an upload, from when its last byte was sent."""
        return WHOLE * self.upload


@dataclass
class FilePart:
    """One file of an upload, read once from beginning to end while it is sent.

    ``size`` is what was promised to the server (bytes); after sending, ``sha256`` is the hash of what was sent, and
    ``expected`` what it must be where that is known. ``fingerprint`` is the XXH3-128 of the file that has the expected
    hash: comparing that while sending takes a thirtieth of the time. Before its last bytes are given away the file is
    looked at once more: while one byte is missing the server stores nothing. Raises FileChanged from ``read`` when it
    is another.
    """

    path: Path
    name: str
    size: int
    mtime_ns: int | None = None
    expected: str | None = None
    fingerprint: str | None = None
    _file: BinaryIO | None = field(default=None, repr=False)
    _sent: int = 0
    _hash: Any = field(default_factory=hashlib.sha256, repr=False)

    @property
    def len(self) -> int:
        """Bytes still to be read, as the multipart encoder asks for it."""
        return self.size - self._sent

    @property
    def sha256(self) -> str:
        """Hex digest of the bytes that were sent, once all of them were."""
        return self.expected if self.expected and self.fingerprint else str(self._hash.hexdigest())

    @property
    def sent(self) -> int:
        """Bytes that were given away so far."""
        return self._sent

    def begin(self) -> None:
        """Go back to the beginning and check that the file is the one that was promised. It is opened when its turn
        comes: a batch of many files has one of them open at a time.

        Raises:
            FileChanged: it is gone, cannot be read, or has another size or time.
            FileUnreachable: it cannot be read at the moment.
        """
        self.close()
        self._sent = 0  # it may be sent a second time, another way
        self._hash = xxhash.xxh3_128() if self.expected and self.fingerprint else hashlib.sha256()
        with self._readable():
            status = self.path.stat()
        self._check(status)

    def read(self, amount: int = -1) -> bytes:
        """Return the next bytes, never more than were promised."""
        wanted = self.len if amount < 0 else min(amount, self.len)
        if not wanted:
            return b""
        with self._readable():
            if self._file is None:
                self._file = patiently_read(lambda: self.path.open("rb"))
                self._check(os.fstat(self._file.fileno()))
            data = self._file.read(wanted)
            status = os.fstat(self._file.fileno())
        if len(data) < wanted:
            raise FileChanged(tr("{file} was truncated while it was being uploaded.", file=self.path.name), self.path)
        self._sent += len(data)
        self._hash.update(data)
        if self.len == 0:
            self.close()
            if status.st_size > self.size:
                raise FileChanged(tr("{file} grew while it was being uploaded.", file=self.path.name), self.path)
            written = self.mtime_ns is not None and status.st_mtime_ns != self.mtime_ns
            if written or (self.expected is not None and self._hash.hexdigest() != (self.fingerprint or self.expected)):
                raise FileChanged(tr("{file} has changed since you added it.", file=self.path.name), self.path)
        return data

    @contextlib.contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _NO_MORE_FILES:
                raise  # this computer's fault for the moment, and not the file's
            raise unreadable_file(self.path, error) from error

    def _check(self, status: os.stat_result) -> None:
        if status.st_size != self.size or (self.mtime_ns is not None and status.st_mtime_ns != self.mtime_ns):
            raise FileChanged(tr("{file} has changed since you added it.", file=self.path.name), self.path)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def unreadable_file(path: Path, error: OSError) -> FileChanged:
    """Return the error for a file that could not be read: it is gone, or it only is not there at the moment."""
    match absence(path, error):
        case "gone":
            return FileChanged(tr("{file} was moved or deleted.", file=path.name), path)
        case "held":
            return FileUnreachable(tr("{file} can't be read: another program may be using it.", file=path.name), path)
        case "online only":
            return FileUnreachable(
                tr(
                    "{file} is stored online only, and can't be downloaded at the moment. Connect to the network, or "
                    "set the file in its folder to be kept on this device.",
                    file=path.name,
                ),
                path,
            )
    return FileUnreachable(
        tr("{file} can't be reached: its drive or network share isn't available.", file=path.name), path
    )


class BlockAdapter(HTTPAdapter):
    """Sends bodies in blocks of 64 KiB: at http.client's 16 KiB an upload costs 1.6 times the processor time. Its
    calls can be stopped while they wait for the server."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, blocksize=_CHUNK, **kwargs)
        make_stoppable(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, blocksize=_CHUNK, **kwargs)
        make_stoppable(manager)
        return manager


class TrustedAdapter(BlockAdapter):
    """Verifies certificates with the trust store of the system alone: a corporate CA counts, and what the company
    distrusts does not. Where REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names a file, its certificates count too."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("ssl_context", _trust())
        super().init_poolmanager(*args, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        kwargs.setdefault("ssl_context", _trust())
        kwargs.setdefault("proxy_ssl_context", _trust())
        return super().proxy_manager_for(proxy, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Add no certificates of a library to those of the system."""
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        if verify is True:
            conn.ca_certs = conn.ca_cert_dir = None


class _Retry(Retry):
    """No retry before the time that a server names in ``Retry-After``: the caller is told it."""

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        return not has_retry_after and super().is_retry(method, status_code, has_retry_after)


class StreamingSession(requests.Session):
    """A session that reads no body of a redirect, whether it follows it or not: requests reads it to its end, and it
    may have none."""

    def resolve_redirects(self, resp: Any, *args: Any, **kwargs: Any) -> Any:
        """Yield the answers that redirects lead to."""
        if kwargs.get("yield_requests"):
            return  # nobody asks for the request that was not made
        resp._content = b""
        for answer in super().resolve_redirects(resp, *args, **kwargs):
            if answer.is_redirect:
                answer._content = b""
            yield answer


class ProxiedSession(StreamingSession):
    """A session that asks each address, also those that it is redirected to, through the proxy that is meant for it.

    Args:
        proxy: the setting of the catalogue (``Profile.proxy``).
    """

    def __init__(self, proxy: str = "") -> None:
        super().__init__()
        self._proxy = proxy

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """Return the settings of a request, as requests does, but for the proxies: it looks for those in the whole
        environment, twice for each request."""
        if self.trust_env and verify in (True, None):
            verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or verify
        return {
            "proxies": self._proxies_for(url),
            "stream": self.stream if stream is None else stream,
            "verify": self.verify if verify is None else verify,
            "cert": cert or self.cert,
        }

    def rebuild_proxies(self, prepared_request: Any, proxies: Any) -> Any:
        """Return the proxies for the address of a redirect."""
        prepared_request.headers.pop("Proxy-Authorization", None)
        return self._proxies_for(prepared_request.url)

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask; where a proxy cannot be reached and another one is named, ask through that."""
        for left in reversed(range(len(candidates(url, self._proxy)))):
            chosen = candidates(url, self._proxy)[0]
            try:
                return super().request(method, url, *args, **kwargs)
            except requests.exceptions.ProxyError as error:
                # nothing but the request for a tunnel was sent; a body that is read from a file may have been begun
                if not left or kwargs.get("files") or hasattr(kwargs.get("data"), "read") or sign_in_required(error):
                    raise
                note_unreachable(chosen)
        raise AssertionError("no candidate")

    def _proxies_for(self, url: str) -> dict[str, str]:
        chosen = candidates(url, self._proxy)[0]
        return {url.partition(":")[0].lower(): chosen} if chosen else {}


class CatalogueSession(ProxiedSession):
    """A requests session that ckanapi uses through its ``session=``. Not for use by several threads at once.

    Reads are retried (the actions used for reading change nothing although ckanapi sends them as POST); writes never
    are: the caller decides what a lost answer means. Never follows a redirect, so the key stays with its host.
    """

    answer_limit = MOST_BYTES
    """Bytes of an answer; more is not an answer of an action."""

    def __init__(
        self, *, retry_reads: bool, key: str | None = None, patience: Patience | None = None, proxy: str = ""
    ) -> None:
        super().__init__(proxy)
        self.auth = _keep_headers
        retry = (
            _Retry(
                total=3,
                connect=1,
                read=2,
                status=3,
                redirect=0,
                other=0,
                backoff_factor=0.4,
                status_forcelist=(429, 502, 503, 504),
                allowed_methods=None,
                raise_on_status=False,
                respect_retry_after_header=False,
            )
            if retry_reads
            else Retry(total=0, redirect=0)
        )
        self.mount("https://", TrustedAdapter(max_retries=retry))
        self.mount("http://", BlockAdapter(max_retries=retry))
        self.progress: Progress | None = None
        self.cancelled: Callable[[], bool] | None = None
        self.last_answer: Answer | None = None
        self.redactor = Redactor(key)
        self._patience = patience or Patience()
        self._retry_reads = retry_reads
        self._used = time.monotonic()

    def post(self, url: Any, data: Any = None, json: Any = None, **kwargs: Any) -> Any:
        """Call an action; files are streamed.

        Raises:
            Cancelled: ``cancelled`` answered True.
            TookTooLong: the whole answer took longer than ``Patience`` allows.
            TooMuch: the answer is larger than ``answer_limit``, or would take too much memory.
            FileChanged: a file changed while it was sent.
            requests.RequestException: the network failed.
        """
        files = kwargs.pop("files", None)
        headers = dict(kwargs.pop("headers", None) or {})
        self._end_idle_connections()
        try:
            with stoppable(self.cancelled, None if files else self._patience.whole_answer):
                if files:
                    data, content_type = self._multipart(data, files)
                    headers["Content-Type"] = content_type
                response = super().post(url, data=data, json=json, headers=headers, stream=True, **kwargs)
                return self._read(response)
        except (requests.RequestException, HTTPError, OSError):
            self._check_cancelled()
            raise
        finally:
            self._used = time.monotonic()
            for part in (files or {}).values():
                part.close()

    def _end_idle_connections(self) -> None:
        """Let no write go over a connection that lay unused: the server may be ending it at this moment, or the VPN
        that it went through may be gone, and the write would be lost without an answer. A read is asked again."""
        if not self._retry_reads and time.monotonic() - self._used >= self._patience.idle:
            for adapter in self.adapters.values():
                adapter.close()

    def _read(self, response: requests.Response) -> Answer:
        with response:
            announced = response.headers.get("Content-Length", "")
            if announced.isdecimal() and announced.isascii() and len(announced) < 20:
                self._check_size(int(announced))
            body = bytearray()
            for chunk in response.iter_content(_CHUNK):
                self._check_cancelled()
                body += chunk
                self._check_size(len(body))
            self._check_cancelled()  # a connection that was cut looks like an answer that has ended
        self.last_answer = Answer.of(response.status_code, response.headers, body, self.redactor)
        return self.last_answer

    def _check_size(self, size: int) -> None:
        if size > self.answer_limit:
            raise TooMuch

    def _multipart(self, data: Mapping[Any, Any], files: Mapping[str, FilePart]) -> tuple[MultipartEncoderMonitor, str]:
        # imported when a file is sent: a command that reads starts sooner without it
        from requests_toolbelt.multipart.encoder import MultipartEncoder, MultipartEncoderMonitor

        fields: list[tuple[str, Any]] = []
        for key, value in (data or {}).items():
            # in a form, CKAN reads this list as repeated fields; as JSON text it is taken letter by letter
            texts = json_module.loads(_str(value)) if _str(key) == "include" else [_str(value)]
            fields += [(_str(key), text) for text in texts]
        for part in files.values():
            part.begin()
        fields += [(name, (part.name, part, "application/octet-stream")) for name, part in files.items()]
        encoder = MultipartEncoder(fields=fields)
        total = encoder.len

        def moved(monitor: MultipartEncoderMonitor) -> None:
            self._check_cancelled()
            if monitor.bytes_read >= total:
                allow(self._patience.whole_upload)
            if self.progress is not None:
                self.progress(min(monitor.bytes_read, total), total)

        return MultipartEncoderMonitor(encoder, moved), encoder.content_type

    def _check_cancelled(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        check_time()


def sign_in_required(error: BaseException) -> ProxySignInRequired | None:
    """Return what a proxy wants, where that is why a request failed."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None or isinstance(seen, ProxySignInRequired):
            return seen
        inner = [*seen.args, getattr(seen, "reason", None), getattr(seen, "original_error", None), seen.__cause__]
        seen = next((e for e in inner if isinstance(e, BaseException)), seen.__context__)
    return None


def fetch_small(url: str, at_most: int, *, seconds: float = _FETCH_SECONDS) -> bytes:
    """Return a small file, asked for without a proxy (as the script that names the proxies) and without a key. All of
    it has to come within so many seconds.

    Raises:
        OSError: it cannot be fetched (``requests.RequestException`` is one).
        ValueError: the address is none, or the file is larger than ``at_most`` bytes.
    """
    with StreamingSession() as session:
        session.trust_env = False
        return _fetched(session, url, at_most, seconds)


def fetch_public(url: str, at_most: int, *, seconds: float = _FETCH_SECONDS) -> bytes:
    """Return a small file, asked for through the proxy that is meant for its address, without a key. All of it has to
    come within so many seconds.

    Raises:
        OSError: it cannot be fetched (``requests.RequestException`` is one).
        ValueError: the address is none, or the file is larger than ``at_most`` bytes.
    """
    with ProxiedSession() as session:
        return _fetched(session, url, at_most, seconds)


def _fetched(session: requests.Session, url: str, at_most: int, seconds: float) -> bytes:
    session.auth = _keep_headers
    session.mount("https://", TrustedAdapter())
    session.mount("http://", BlockAdapter())
    body = bytearray()
    try:
        with (
            stoppable(None, seconds),
            session.get(url, timeout=(CONNECT_SECONDS, CONNECT_SECONDS), stream=True) as response,
        ):
            response.raise_for_status()
            for chunk in response.iter_content(1 << 12):
                check_time()
                body += chunk
                if len(body) > at_most:
                    raise ValueError("too large")
            check_time()
    except TookTooLong:
        raise TimeoutError("it took too long as a whole") from None
    return bytes(body)


def _keep_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from putting a password of ~/.netrc in the place of the key."""
    return request


def _trust() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _str(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)
