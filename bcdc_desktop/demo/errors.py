"""What an action of the practice catalogue can answer instead of a result, in CKAN's shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class ActionError(Exception):
    """An answer with a status other than 200; ``body`` is what stands under ``error``."""

    status = 500

    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__(str(body))
        self.body = dict(body)


class AuthorizationError(ActionError):
    """403. The message names the user and what was refused, as CKAN's does."""

    status = 403

    def __init__(self, why: str) -> None:
        super().__init__(
            {"__type": "Authorization Error", "message": f"Access denied: {why}" if why else "Access denied"}
        )


class NotFoundError(ActionError):
    """404."""

    status = 404

    def __init__(self, what: str = "") -> None:
        super().__init__({"__type": "Not Found Error", "message": f"Not found: {what}" if what else "Not found"})


class ValidationError(ActionError):
    """409. ``errors`` maps a field to its messages; ``resources`` to a list aligned with the resources."""

    status = 409

    def __init__(self, errors: Mapping[str, Any]) -> None:
        super().__init__({**errors, "__type": "Validation Error"})
        self.errors = dict(errors)


class WrongShape(ActionError):
    """400: a value that is no list of dicts stands where a composite field wants one."""

    status = 400

    def __init__(self, path: tuple[Any, ...], value: Any, in_form_with_file: bool = False) -> None:
        message = f"Only lists of dicts can be placed against subschema {path!r}, not {type(value)}"
        super().__init__({"__type": "Integrity Error", "message": message})
        self.in_form_with_file = in_form_with_file


class BadSearch(ActionError):
    """400 of ``package_search`` for parameters that it does not know."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__({"__type": "Search Query Error", "message": f"Search Query is invalid: {message!r}"})


class InternalServerError(ActionError):
    """500, where the real catalogue fails as well."""

    def __init__(self) -> None:
        super().__init__({"__type": "Internal Server Error", "message": "Internal Server Error"})


class BadRequest(Exception):
    """400 with a bare JSON string in place of the envelope: an unknown action, a body that is no JSON object."""
