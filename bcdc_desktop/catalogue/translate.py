"""From what ckanapi and requests raise to our taxonomy of errors."""

from __future__ import annotations

import contextlib
import math
import os
import re
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import ckanapi
import requests
from ckanapi.errors import CKANAPIError, NotAuthorized, NotFound, ValidationError
from urllib3.exceptions import HTTPError, LocationParseError

from bcdc_desktop.error_text import is_out_of_files, too_many_files
from bcdc_desktop.translation import tr

from . import errors
from .answers import Answer, TooMuch, shortened
from .cancel import TookTooLong
from .certificates import refused_catalogue
from .http import CatalogueSession, sign_in_required
from .proxies import VARIABLE, redacted
from .redaction import DETAIL, MOST_SEARCHED

RATE_LIMITED = 429
BUSY = (RATE_LIMITED, 502, 503, 504)  # states of an answer after which trying again may help
# where an unexpected value stands: ('resources', 2, 'name', …) or ('name', …)
_UNEXPECTED = re.compile(r"\((?:'resources', (\d{1,5}), '([^']{1,100})'|'([^']{1,100})')[,)]")
_MOST_RESOURCES = 10_000
# what Solr says of a search that it cannot read; CKAN calls that a search error too, as it calls a Solr that is down
_NOT_UNDERSTOOD = ("HTTP 400", "SyntaxError", "Cannot parse", "undefined field", "Invalid")


@contextlib.contextmanager
def taxonomy(session: CatalogueSession, cancelled: Callable[[], bool] | None = None) -> Iterator[None]:
    """Run a call; whatever it raises leaves as a CatalogueError (or Cancelled, FileChanged)."""
    session.last_answer = None

    def clean(text: str) -> str:
        return session.redactor.text(text)[:DETAIL]

    try:
        yield
    except TooMuch as error:
        raise errors.UnreadableAnswer(str(error)) from None
    except TookTooLong:
        raise errors.Timeout(
            tr("The catalogue's response took too long as a whole, so the connection was closed.")
        ) from None
    except ValidationError as error:
        raise _invalid(error.error_dict or {}) from None
    except NotAuthorized as error:
        raise errors.NotAuthorized(
            tr("The catalogue denied access. Your API key is missing, has expired, or doesn't allow this."),
            detail=str(error),
        ) from None
    except NotFound as error:
        raise errors.NotFound(
            tr("Not found: no record with that name or ID, or you don't have access to it."), detail=str(error)
        ) from None
    except (ckanapi.SearchQueryError, ckanapi.SearchError) as error:
        raise _search_failed(error) from None
    except CKANAPIError as error:
        raise _by_status(session.last_answer, str(error)) from None
    except requests.exceptions.Timeout as error:
        raise errors.Timeout(_no_answer(), detail=clean(_clean(error))) from None
    except requests.exceptions.SSLError as error:
        raise errors.Offline(refused_catalogue(error), detail=clean(_clean(error))) from None
    except requests.exceptions.ProxyError as error:
        raise errors.Offline(_proxy_failed(error), detail=clean(redacted(_clean(error)))) from None
    except requests.exceptions.InvalidProxyURL as error:
        raise errors.Offline(_bad_proxy(), detail=clean(_clean(error))) from None
    except requests.exceptions.InvalidHeader:  # its text would repeat the key
        raise errors.NotAuthorized(tr("The API key contains invalid characters.")) from None
    except (requests.exceptions.RequestException, HTTPError, OSError) as error:
        if cancelled is not None and cancelled():
            raise errors.Cancelled from None
        if "timed out" in str(error):
            raise errors.Timeout(_no_answer(), detail=clean(_clean(error))) from None
        raise errors.Offline(_unreachable(error), detail=clean(_clean(error))) from None
    except ValueError as error:  # of an address that is none, as a proxy's may be: each library has its own
        raise errors.Offline(_unreachable(error), detail=clean(_clean(error))) from None


def _invalid(error_dict: Mapping[str, Any]) -> errors.CatalogueError:
    # CKAN 2.9 wraps what package_revise refuses into {"message": [{...}]}
    wrapped = error_dict.get("message")
    if isinstance(wrapped, list) and wrapped and isinstance(wrapped[0], Mapping):
        error_dict = wrapped[0]
    match = error_dict.get("match")
    if isinstance(match, Mapping | list) and "metadata_modified" in match:
        return errors.Conflict(tr("Someone else has changed this record in the meantime."), detail=str(error_dict))
    error_dict = _at_their_fields(error_dict)
    invalid = errors.Invalid(tr("The catalogue rejected these values."), error_dict, detail=str(error_dict)[:DETAIL])
    said = [
        " ".join(messages) if path == "message" else f"{path}: {' '.join(messages)}"
        for path, messages in list(invalid.fields.items())[:3]
    ]
    if said:
        invalid.message = tr("The catalogue rejected these values: {problems}", problems="; ".join(said))
        invalid.args = (invalid.message,)
    return invalid


def _at_their_fields(error_dict: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a refusal with what CKAN says under names of its own (``__junk``, ``extras_validation``) at the fields
    that it is about."""
    found = dict(error_dict)
    if isinstance(twice := found.pop("extras_validation", None), list):
        found.setdefault("extras", twice)
    junk = found.get("__junk")
    if not isinstance(junk, list):
        return found
    said = [tr("The catalogue has no field of this name.")]
    rows: dict[int, dict[str, Any]] = {}
    for resource, of_resource, name in _UNEXPECTED.findall(str(junk)[:DETAIL]):
        if resource:
            rows.setdefault(int(resource), {})[of_resource] = said
        else:
            found.setdefault(name, said)
    if rows and "resources" not in found and max(rows) < _MOST_RESOURCES:
        found["resources"] = [rows.get(n, {}) for n in range(max(rows) + 1)]
    if len(found) > len(error_dict):
        del found["__junk"]
    return found


def _by_status(answer: Answer | None, said: str) -> errors.CatalogueError:
    if answer is None:
        return errors.ServerFault(unreadable_answer(), detail=said[:DETAIL])
    status, text = answer.status_code, answer.said
    detail = f"{status}: {text}"
    html = text.lstrip()[:1] == "<"
    if status == 413:
        return errors.TooLarge(tr("The file is larger than the catalogue accepts."), detail=detail)
    if status in (301, 302, 303, 307, 308):
        place = answer.headers.get("Location") or tr("another address")
        return errors.ServerFault(
            tr(
                "The catalogue redirected to {address}. Check the address, or sign in to your network.",
                address=place.split("?")[0],
            ),
            detail=detail,
        )
    if status == 400 and "Action name not known" in text:
        return errors.UnknownAction(tr("This catalogue doesn't support that action."), detail=detail)
    if status in (401, 403):
        return errors.NotAuthorized(tr("Access to the catalogue was denied, perhaps by a proxy."), detail=detail)
    if status == 407:
        return errors.Offline(tr("The proxy requires you to sign in."), detail=detail)
    if status in BUSY:
        return busy(status, answer.headers, detail)
    if answer.error is not None and (sentence := _sentence(answer)):
        return errors.ServerFault(tr("The catalogue reported an error: “{message}”.", message=sentence), detail=detail)
    if status == 400 and answer.is_json and text.startswith('"Bad request'):
        return errors.ServerFault(
            tr("The catalogue reported an error: “{message}”.", message=answer.quoted.strip('"')), detail=detail
        )
    if status == 200 and text.lstrip()[:1] in ("{", "[") and not answer.is_json:
        return errors.Offline(tr("The connection broke off before the catalogue had answered in full."), detail=detail)
    if answer.is_json and status in (200, 400, 404, 409):
        return errors.ServerFault(
            tr("This isn't a response of a CKAN catalogue: “{answer}”.", answer=answer.quoted), detail=detail
        )
    if status == 404 or (status == 200 and not html and text.strip()):
        return errors.ServerFault(no_ckan(), detail=detail)
    if status == 200:
        return errors.ServerFault(
            tr("The server sent a web page instead of data. Check the address, or sign in to your network."),
            detail=detail,
        )
    return errors.ServerFault(tr("The catalogue reported an error (status {status}).", status=status), detail=detail)


def _search_failed(error: CKANAPIError) -> errors.CatalogueError:
    said = str(error.extra_msg or "")
    if isinstance(error, ckanapi.SearchQueryError) or any(sign in said for sign in _NOT_UNDERSTOOD):
        return errors.Invalid(tr("The catalogue doesn't understand this search."), {"q": [said]}, detail=said)
    return errors.SearchDown(
        tr("The catalogue's search isn't working at the moment. Records can still be opened. Try again later."),
        detail=said,
    )


def _sentence(answer: Answer) -> str:
    """Return what the catalogue itself says of an error, on one line; empty where it says nothing."""
    error = answer.error or {}
    said = [error.get("__type"), error.get("message")]
    found = [text.strip() for text in said if isinstance(text, str) and text.strip()]
    return shortened(": ".join(found))


def _unreachable(error: BaseException) -> str:
    """Return the message for a connection that could not be made, with what is wrong on this computer where that is the
    reason."""
    said = str(error)
    if "TLS CA certificate bundle" in said or (isinstance(error, FileNotFoundError) and error.filename):
        return tr(
            "The file with the certificates that this computer trusts can't be found. "
            "Check SSL_CERT_FILE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE."
        )
    if is_out_of_files(error):
        return too_many_files()
    if "SOCKS" in said:
        return tr("A SOCKS proxy is set on this computer. Use an HTTP proxy instead.")
    wrong_address = requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema | LocationParseError
    if isinstance(error, wrong_address) or (isinstance(error, ValueError) and not isinstance(error, OSError)):
        return _bad_proxy() if _proxy_set() else tr("The address of the catalogue isn't valid.")
    return tr("Can't reach the catalogue. Check your network connection.")


def _proxy_failed(error: BaseException) -> str:
    wanted = sign_in_required(error)
    if wanted is None:
        return tr("The proxy can't be reached, or it blocked the connection.")
    if wanted.refused:
        return tr("The proxy {proxy} didn't accept the user name and password of this computer.", proxy=wanted.proxy)
    ways = ", ".join(way for way in wanted.schemes[:4] if way.isalnum())[:60]
    return tr(
        "The proxy {proxy} requires you to sign in ({ways}). Set BCDC_PROXY to http://NAME:PASSWORD@{proxy}, or ask "
        "your administrators for the address of a proxy that doesn't require it.",
        proxy=wanted.proxy,
        ways=ways,
    )


def _bad_proxy() -> str:
    return tr(
        "The proxy address that is set on this computer isn't valid. Check BCDC_PROXY, HTTPS_PROXY and HTTP_PROXY."
    )


def _proxy_set() -> bool:
    return bool(urllib.request.getproxies() or os.environ.get(VARIABLE))


def no_ckan() -> str:
    """Return the message for an address at which something else than CKAN answers."""
    return tr("There is no CKAN catalogue at this address.")


def unreadable_answer() -> str:
    """Return the message for an answer that does not have the shape that was asked for."""
    return tr("The catalogue sent a response that couldn't be read.")


def _no_answer() -> str:
    return tr("The catalogue took too long to respond.")


def busy(status: int, headers: Mapping[str, str], detail: str = "") -> errors.Busy:
    """Return the error for an answer with one of the states of ``BUSY``."""
    if status == RATE_LIMITED:
        text = tr("The catalogue asks for a pause between requests.")
        return errors.RateLimited(text, detail=detail, retry_after=_seconds(headers))
    text = tr("The catalogue is overloaded or down for maintenance. Try again later.")
    return errors.Busy(text, detail=detail, retry_after=_seconds(headers))


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Return ``Retry-After`` as seconds from now: a number, or a time by the server's own clock."""
    given = headers.get("Retry-After", "")
    try:
        seconds = float(given)
    except ValueError:
        until, now = _time(given), _time(headers.get("Date", "")) or datetime.now(UTC)
        return max(0.0, (until - now).total_seconds()) if until else None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _time(text: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError, IndexError):  # each of them comes of some text
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _clean(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:MOST_SEARCHED]
