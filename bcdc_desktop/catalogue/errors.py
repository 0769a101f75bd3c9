"""The taxonomy of errors between this computer and a catalogue: offline, timeout, conflict, rate limit and others.

A message says what happened and what to do, for people; ``detail`` holds what the server or the library said, for
the log. Neither ever holds the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from bcdc_desktop.translation import tr


class CatalogueError(Exception):
    """Base of all errors. ``kind`` is stable and goes into JSON answers; ``retry`` says whether trying again may
    help."""

    kind: ClassVar[str] = "server_fault"
    retry: ClassVar[bool] = False

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail

    @property
    def fields(self) -> dict[str, list[str]]:
        """Messages by field path; empty for all kinds but *Invalid*."""
        return {}


class Offline(CatalogueError):
    """No connection could be made, or it broke."""

    kind = "offline"
    retry = True


class Timeout(CatalogueError):
    """The catalogue took longer than we wait."""

    kind = "timeout"
    retry = True


class NotAuthorized(CatalogueError):
    """The key is missing, wrong or expired, or it lacks the right (403)."""

    kind = "not_authorized"


class NotSignedIn(NotAuthorized):
    """There is no key: a write was not sent."""

    def __init__(self) -> None:
        super().__init__(tr("You are not signed in. Sign in to continue."))


class NotFound(CatalogueError):
    """There is nothing of that id that this user may see (404)."""

    kind = "not_found"


class Conflict(CatalogueError):
    """The record was changed by someone else since it was read."""

    kind = "conflict"


class TooLarge(CatalogueError):
    """The file is larger than the catalogue or a proxy before it takes (413)."""

    kind = "too_large"


class ServerFault(CatalogueError):
    """The server failed, or what answers is no CKAN."""

    kind = "server_fault"
    retry = False


class Busy(ServerFault):
    """The server is overloaded, limits the rate of requests, or is in maintenance (429, 502, 503, 504)."""

    retry = True

    def __init__(self, message: str, *, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, detail=detail)
        self.retry_after = retry_after  # seconds


class SearchDown(ServerFault):
    """The catalogue's search does not work; the rest of it may."""

    retry = True


class UnreadableAnswer(ServerFault):
    """An answer does not have the shape that was asked for, or is too large."""


class RateLimited(Busy):
    """The catalogue takes no more requests for a while (429): it did not look at this one."""


class UnknownAction(ServerFault):
    """The catalogue does not have this action."""


class ReadOnlyCatalogue(CatalogueError):
    """The catalogue lacks ``package_revise`` (CKAN before 2.9): nothing can be written to it safely."""

    kind = "not_authorized"

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            tr("This catalogue is read-only: it needs CKAN 2.9 or later before changes can be saved safely."),
            detail=detail,
        )


class Invalid(CatalogueError):
    """The server refused values (409). ``error_dict`` is CKAN's: field -> messages, ``resources`` a list of such dicts
    aligned with the package's resources."""

    kind = "invalid"

    def __init__(self, message: str, error_dict: Mapping[str, Any], *, detail: str = "") -> None:
        super().__init__(message, detail=detail)
        self.error_dict = error_dict

    @property
    def fields(self) -> dict[str, list[str]]:
        """Messages by path: ``title``, ``resources/2/format``, ``contacts/0/email``."""
        return dict(_flat(self.error_dict, ""))

    def of_resource(self, index: int) -> dict[str, list[str]]:
        """Return the messages for one resource by its place in the package, paths below the resource."""
        errors = self.error_dict.get("resources")
        if isinstance(errors, list) and index < len(errors) and isinstance(errors[index], Mapping):
            return dict(_flat(errors[index], ""))
        return {}

    def of_package(self) -> dict[str, list[str]]:
        """Return the messages that concern the package itself."""
        return {path: messages for path, messages in self.fields.items() if not path.startswith("resources/")}


class Cancelled(Exception):
    """Raised when the user cancelled. Not an error; nothing more is sent."""


def _flat(errors: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            if str(key) == "__type":
                continue
            yield from _flat(inner, f"{path}/{key}" if path else str(key))
    elif isinstance(errors, list) and any(isinstance(e, Mapping | list) for e in errors):
        for index, inner in enumerate(errors):
            if isinstance(inner, Mapping | list):
                yield from _flat(inner, f"{path}/{index}")
            else:
                yield path, [_readable(str(inner))]
    elif errors:
        said = [str(e) for e in (errors if isinstance(errors, list) else [errors])]
        if any(text.strip() for text in said):
            yield path, [_readable(text) for text in said if text.strip()]


def _readable(message: str) -> str:
    """Return a message without the list of all choices that the server adds: the form shows them already."""
    return tr("Choose one of the listed values") if message.startswith("Value must be one of [") else message
