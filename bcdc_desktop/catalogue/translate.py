"""From what ckanapi and requests raise to our taxonomy of errors."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import ckanapi
import requests
from ckanapi.errors import CKANAPIError, NotAuthorized, NotFound, ValidationError
from urllib3.exceptions import HTTPError

from . import errors
from .http import Answer, CatalogueSession

BUSY = (429, 502, 503, 504)  # states of an answer after which trying again may help
_DETAIL_LENGTH = 2000  # characters of a server's page that are kept for the log


@contextlib.contextmanager
def taxonomy(session: CatalogueSession, cancelled: Callable[[], bool] | None = None) -> Iterator[None]:
    """Runs a call; whatever it raises leaves as a CatalogueError (or Cancelled, FileChanged)."""
    session.last_answer = None
    try:
        yield
    except ValidationError as error:
        raise _invalid(error.error_dict or {}) from None
    except NotAuthorized as error:
        raise errors.NotAuthorized(
            "The catalogue refuses: the key is missing or wrong, or lacks the right.", detail=str(error)
        ) from None
    except NotFound as error:
        raise errors.NotFound("There is nothing of that name or id that you may see.", detail=str(error)) from None
    except (ckanapi.SearchQueryError, ckanapi.SearchError) as error:
        raise errors.Invalid(
            "The catalogue does not understand this search.", {"q": [str(error)]}, detail=str(error)
        ) from None
    except CKANAPIError as error:
        raise _by_status(session.last_answer, str(error)) from None
    except KeyError:  # ckanapi takes {"success": true} for CKAN's
        raise errors.ServerFault(
            "There is no CKAN at this address.", detail=session.last_answer.text[:200] if session.last_answer else ""
        ) from None
    except requests.exceptions.Timeout as error:
        raise errors.Timeout("The catalogue did not answer in time.", detail=_clean(error)) from None
    except requests.exceptions.SSLError as error:
        raise errors.Offline(
            "The connection is not trusted: the certificate of the catalogue or of a proxy could not be verified.",
            detail=_clean(error),
        ) from None
    except requests.exceptions.ProxyError as error:
        raise errors.Offline("The proxy did not let the connection through.", detail=_clean(error)) from None
    except requests.exceptions.InvalidHeader:  # its text would repeat the key
        raise errors.NotAuthorized("The key holds signs that no key has.") from None
    except (requests.exceptions.RequestException, HTTPError, OSError) as error:
        if cancelled is not None and cancelled():
            raise errors.Cancelled from None
        if "timed out" in str(error):
            raise errors.Timeout("The catalogue did not answer in time.", detail=_clean(error)) from None
        raise errors.Offline("The catalogue cannot be reached.", detail=_clean(error)) from None


def _invalid(error_dict: Mapping[str, Any]) -> errors.CatalogueError:
    # CKAN 2.9 wraps what package_revise refuses into {"message": [{...}]}
    wrapped = error_dict.get("message")
    if isinstance(wrapped, list) and wrapped and isinstance(wrapped[0], Mapping):
        error_dict = wrapped[0]
    if "metadata_modified" in (error_dict.get("match") or ()):
        return errors.Conflict("Somebody changed this record meanwhile.", detail=str(error_dict))
    invalid = errors.Invalid("The catalogue refuses these values.", error_dict, detail=str(error_dict)[:_DETAIL_LENGTH])
    said = [f"{path}: {' '.join(messages)}" for path, messages in list(invalid.fields.items())[:3]]
    if said:
        invalid.message = "The catalogue refuses: " + "; ".join(said)
        invalid.args = (invalid.message,)
    return invalid


def _by_status(answer: Answer | None, said: str) -> errors.CatalogueError:
    if answer is None:
        return errors.ServerFault("The catalogue gave an answer that cannot be read.", detail=said[:_DETAIL_LENGTH])
    status, text = answer.status_code, answer.text
    detail = f"{status}: {text[:_DETAIL_LENGTH]}"
    html = text.lstrip()[:1] == "<"
    if status == 413:
        return errors.TooLarge("The catalogue does not take a file or request of this size.", detail=detail)
    if status in (301, 302, 303, 307, 308):
        place = answer.headers.get("Location", "another address")
        return errors.ServerFault(
            f"The catalogue sends us to {place.split('?')[0]}: correct the address, or sign in to the network.",
            detail=detail,
        )
    if status == 400 and "Action name not known" in text:
        return errors.UnknownAction("This catalogue does not offer that action.", detail=detail)
    if status in (401, 403):
        return errors.NotAuthorized("The way to the catalogue is refused, perhaps by a proxy.", detail=detail)
    if status == 404:
        return errors.ServerFault("There is no CKAN at this address.", detail=detail)
    if status == 407:
        return errors.Offline("The proxy wants a sign-in.", detail=detail)
    if status in BUSY:
        return busy(answer.headers, detail)
    if status == 200 and text.lstrip()[:1] in ("{", "[") and not _is_json(text):
        return errors.Offline("The answer of the catalogue broke off.", detail=detail)
    if status == 200 and not html and text.strip():
        return errors.ServerFault("There is no CKAN at this address.", detail=detail)
    if status == 200:
        return errors.ServerFault("A web page came instead of an answer: this is no CKAN, or a sign-in.", detail=detail)
    return errors.ServerFault(f"The catalogue failed (status {status}).", detail=detail)


def busy(headers: Mapping[str, str], detail: str = "") -> errors.Busy:
    """An answer with one of the states of ``BUSY``."""
    text = "The catalogue is overloaded or in maintenance."
    return errors.Busy(text, detail=detail, retry_after=_seconds(headers))


def _seconds(headers: Mapping[str, str]) -> float | None:
    """``Retry-After`` as seconds from now: a number, or a time by the server's own clock."""
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
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _clean(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:_DETAIL_LENGTH]
