"""Checks whether a link of a record works. Never with a key, never more than the first bytes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from bcdc_desktop import __version__
from bcdc_desktop.translation import tr

from .cancel import TookTooLong, check_time, stoppable
from .certificates import refused_link
from .http import WHOLE, BlockAdapter, ProxiedSession, TrustedAdapter

_log = logging.getLogger(__name__)
_HEADERS = {"User-Agent": f"bcdc-desktop/{__version__} (checks links of a data catalogue)", "Accept": "*/*"}
_SECONDS = (10.0, 20.0)  # for a connection, for the answer
_REDIRECTS = 8
# some servers answer these to HEAD, or to a program, although a browser gets the page
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 409, 501, 503})
_CLOSED_TO_US = frozenset({401, 403, 407, 429, 451, 503})


@dataclass(frozen=True)
class LinkAnswer:
    """The result of a check. ``alive``: True, False, or None where it could not be told; ``status`` is HTTP's.
    ``reached`` is False where no connection was made, which may be the fault of the network here."""

    alive: bool | None
    status: int | None
    message: str
    reached: bool = True


class LinkChecker:
    """A checker of links, one after the other. Not for use by several threads at once."""

    def __init__(self, *, seconds: tuple[float, float] = _SECONDS, proxy: str = "") -> None:
        """Make a checker.

        Args:
            seconds: to wait for a connection, and for the next byte of an answer. A check as a whole may take ``WHOLE``
                times as long.
            proxy: the setting of the catalogue whose links they are.
        """
        self._seconds = seconds
        self._session = ProxiedSession(proxy)
        self._session.max_redirects = _REDIRECTS
        # no password of ~/.netrc goes to a server that a record names
        self._session.auth = lambda request: request
        self._session.headers.update(_HEADERS)
        self._session.mount("https://", TrustedAdapter())
        self._session.mount("http://", BlockAdapter())

    def check(self, url: str) -> LinkAnswer:
        """Check a link: HEAD, and where that is refused the beginning of GET."""
        parts = _parts(url)
        if parts is None:
            return LinkAnswer(False, None, _not_an_address())
        scheme, host = parts
        if scheme not in ("http", "https"):
            return LinkAnswer(None, None, tr("Links that start with {scheme}: can't be checked.", scheme=scheme))
        if not host:
            return LinkAnswer(False, None, tr("The address has no host name."))
        try:
            with stoppable(None, WHOLE * sum(self._seconds)):
                status = self._ask("HEAD", url)
                if status in _ASK_AGAIN:
                    status = self._ask("GET", url)
                check_time()  # a connection that was cut for that looks like an answer that has ended
        except requests.exceptions.TooManyRedirects:
            return LinkAnswer(False, None, tr("Too many redirects."))
        except requests.exceptions.SSLError as error:
            return LinkAnswer(None, None, refused_link(error))
        except (requests.exceptions.Timeout, TookTooLong):
            return LinkAnswer(None, None, tr("The server took too long to respond."), reached=False)
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError):
            return LinkAnswer(False, None, _not_an_address())
        except requests.exceptions.ConnectionError as error:
            if "NameResolutionError" in str(error) or "getaddrinfo" in str(error):
                return LinkAnswer(False, None, tr("The server doesn't exist."), reached=False)
            return LinkAnswer(False, None, tr("Can't connect to the server."), reached=False)
        except (requests.exceptions.RequestException, OSError, ValueError) as error:
            _log.info("could not check a link: %s", type(error).__name__)
            return LinkAnswer(None, None, tr("The link couldn't be checked."))
        return _meaning(status)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _ask(self, method: str, url: str) -> int:
        with self._session.request(method, url, timeout=self._seconds, allow_redirects=True, stream=True) as response:
            status: int = response.status_code
            return status


def host_of(url: str) -> str:
    """Return the host of an address, whose rate limit is kept; empty where there is none."""
    parts = _parts(url)
    return parts[1] if parts else ""


def _parts(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url.strip())
        return (parts.scheme.lower(), parts.hostname or "") if parts.scheme else None
    except ValueError:
        return None


def _not_an_address() -> str:
    return tr("This isn't a valid address.")


def _meaning(status: int) -> LinkAnswer:
    if status < 400:
        return LinkAnswer(True, status, "")
    if status in _CLOSED_TO_US:
        return LinkAnswer(
            None,
            status,
            tr("The server refuses automated requests (status {status}). Check the link in a browser.", status=status),
        )
    if status in (404, 410):
        return LinkAnswer(False, status, tr("The page no longer exists."))
    if status >= 500:
        return LinkAnswer(None, status, tr("The server reported an error (status {status}).", status=status))
    return LinkAnswer(False, status, tr("The server refused the request (status {status}).", status=status))
