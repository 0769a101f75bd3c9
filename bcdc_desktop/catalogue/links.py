"""Looks at a link that a record names: is there anything? Never with a key, never more than the first bytes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from bcdc_desktop import __version__

from .http import BlockAdapter, TrustedAdapter

_log = logging.getLogger(__name__)
_HEADERS = {"User-Agent": f"bcdc-desktop/{__version__} (checks links of a data catalogue)", "Accept": "*/*"}
_SECONDS = (10.0, 20.0)  # for a connection, for the answer
_REDIRECTS = 8
# some servers answer these to HEAD, or to a program, although a browser gets the page
_ASK_AGAIN = frozenset({400, 403, 404, 405, 406, 409, 501, 503})
_CLOSED_TO_US = frozenset({401, 403, 407, 429, 451, 503})


@dataclass(frozen=True)
class LinkAnswer:
    """What came of it. ``alive``: True, False, or None where it could not be told; ``status`` is HTTP's. ``reached`` is
    False where no connection was made, which may be the fault of the network here."""

    alive: bool | None
    status: int | None
    message: str
    reached: bool = True


class LinkChecker:
    """Asks for links, one after the other. Not for use by several threads at once."""

    def __init__(self, *, seconds: tuple[float, float] = _SECONDS) -> None:
        self._seconds = seconds
        self._session = requests.Session()
        self._session.max_redirects = _REDIRECTS
        # no password of ~/.netrc goes to a server that a record names
        self._session.auth = lambda request: request
        self._session.headers.update(_HEADERS)
        self._session.mount("https://", TrustedAdapter())
        self._session.mount("http://", BlockAdapter())

    def look(self, url: str) -> LinkAnswer:
        """HEAD, and where that is refused the beginning of GET."""
        parts = _parts(url)
        if parts is None:
            return LinkAnswer(False, None, "This is not an address.")
        scheme, host = parts
        if scheme not in ("http", "https"):
            return LinkAnswer(None, None, f"Links with {scheme}: are not looked at.")
        if not host:
            return LinkAnswer(False, None, "There is no host in this address.")
        try:
            status = self._ask("HEAD", url)
            if status in _ASK_AGAIN:
                status = self._ask("GET", url)
        except requests.exceptions.TooManyRedirects:
            return LinkAnswer(False, None, "It leads in circles.")
        except requests.exceptions.SSLError:
            return LinkAnswer(None, None, "Its certificate cannot be verified.")
        except requests.exceptions.Timeout:
            return LinkAnswer(None, None, "It did not answer in time.", reached=False)
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError):
            return LinkAnswer(False, None, "This is not an address.")
        except requests.exceptions.ConnectionError as error:
            if "NameResolutionError" in str(error) or "getaddrinfo" in str(error):
                return LinkAnswer(False, None, "There is no such host.", reached=False)
            return LinkAnswer(False, None, "No connection could be made.", reached=False)
        except (requests.exceptions.RequestException, OSError, ValueError) as error:
            _log.info("could not look at a link: %s", type(error).__name__)
            return LinkAnswer(None, None, "It could not be looked at.")
        return _meaning(status)

    def close(self) -> None:
        """Closes its connections."""
        self._session.close()

    def _ask(self, method: str, url: str) -> int:
        with self._session.request(method, url, timeout=self._seconds, allow_redirects=True, stream=True) as response:
            return response.status_code


def host_of(url: str) -> str:
    """The host of an address, to be polite to; empty where there is none."""
    parts = _parts(url)
    return parts[1] if parts else ""


def _parts(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url.strip())
        return (parts.scheme.lower(), parts.hostname or "") if parts.scheme else None
    except ValueError:
        return None


def _meaning(status: int) -> LinkAnswer:
    if status < 400:
        return LinkAnswer(True, status, "")
    if status in _CLOSED_TO_US:
        return LinkAnswer(None, status, f"It is closed to a program (status {status}); look at it in a browser.")
    if status in (404, 410):
        return LinkAnswer(False, status, "There is nothing there any more.")
    if status >= 500:
        return LinkAnswer(None, status, f"Its server fails at the moment (status {status}).")
    return LinkAnswer(False, status, f"It is refused (status {status}).")
