"""The validators that the schema names, each after what the real catalogue answers.

A field's validators run one after the other on its value. Each returns the value to go on with, raises
:class:`ValueRefused` with a message (the next validator still runs, as in CKAN), or raises :class:`Stop` to end the
chain.
"""

from __future__ import annotations

import datetime
import json
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from bcdc_desktop.demo.directory import Caller, Directory
from bcdc_desktop.demo.errors import InternalServerError
from bcdc_desktop.demo.formats import clean_format
from bcdc_desktop.demo.storage import Storage
from bcdc_desktop.domain.schema import Field

_KINDS = mimetypes.MimeTypes()  # of its own: on Windows the system's calls a CSV a spreadsheet


class _Missing:
    """A value that was not sent."""

    def __bool__(self) -> bool:
        return False


MISSING: Any = _Missing()


class ValueRefused(Exception):
    """The value is wrong; the message says how."""


class Stop(Exception):
    """The chain ends here; with a message when the value is wrong."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Checking:
    """What validators read besides the value: the request, the stored package, the fields of the same level."""

    storage: Storage
    directory: Directory
    caller: Caller
    version: tuple[int, ...]
    package: Mapping[str, Any] | None = None  # as stored; None while one is created
    sent: Mapping[str, Any] = field(default_factory=dict)  # the package as sent
    level: Mapping[str, Any] = field(default_factory=dict)  # the fields next to this one
    errors: list[str] = field(default_factory=list)  # of this field so far
    unowned: bool = False  # whether a package may be without an organization


Validator = Callable[[Any, Field, Checking], Any]


def blank(value: Any) -> bool:
    """Empty in the sense of the conditional fields."""
    return value is MISSING or value in (None, "", [], "[]", "{}")


def _ignore_missing(value: Any, at: Field, check: Checking) -> Any:
    if value is MISSING or value is None:
        raise Stop
    return value


def _not_empty(value: Any, at: Field, check: Checking) -> Any:
    if not value:
        raise Stop("Missing value")
    return value


def _scheming_required(value: Any, at: Field, check: Checking) -> Any:
    return (_not_empty if at.required else _ignore_missing)(value, at, check)


def text(value: Any) -> Any:
    """Any JSON value as text; nothing stays nothing."""
    if value is MISSING or value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else str(value)


def _unicode_safe(value: Any, at: Field, check: Checking) -> Any:
    return text(value)


def _strip(value: Any, at: Field, check: Checking) -> Any:
    return value.strip() if isinstance(value, str) else value


def _scheming_choices(value: Any, at: Field, check: Checking) -> Any:
    values = [c["value"] for c in at.raw.get("choices") or ()]
    if values:
        if value not in values:
            raise ValueRefused(f"Value must be one of {values!r}")
        return value
    if value and value not in check.directory.organizations:
        raise ValueRefused(f'unexpected choice "{value}"')
    return value


def _multiple_choice(value: Any, at: Field, check: Checking) -> Any:
    values = [c["value"] for c in at.raw.get("choices") or ()]
    if value is MISSING:
        value = []
    elif isinstance(value, str):
        value = [value]
    elif not isinstance(value, list):
        raise ValueRefused("expecting list of strings")
    for item in value:
        if item not in values:
            raise ValueRefused(f'unexpected choice "{item}"')
    chosen = [v for v in values if v in value]
    if at.required and not chosen:
        raise ValueRefused("Select at least one")
    return chosen


def date(value: Any, at: Field, check: Checking) -> Any:
    """Apply ``isodate``: text that starts with year, month and day; a time may follow."""
    if isinstance(value, datetime.datetime) or value is MISSING:
        return value
    if value == "":
        return None
    try:
        parts = re.split(r"[^\d]+", value, maxsplit=6)
        if len(parts) == 7:
            parts[6] = parts[6][:6].ljust(6, "0") if parts[6].isdigit() else "0"
        return datetime.datetime(*[int(p) for p in parts if p])  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise ValueRefused("Date format incorrect") from None


def _to_json_if_date(value: Any, at: Field, check: Checking) -> Any:
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def _json_object(value: Any, at: Field, check: Checking) -> Any:
    if not value:
        return None
    if isinstance(value, str):
        try:
            loaded = json.loads(value)
        except ValueError as fault:
            raise ValueRefused(f"Invalid JSON string: {fault}") from None
        if not isinstance(loaded, dict):
            raise ValueRefused(f"Unsupported value for JSON field: {value}")
        return loaded
    if isinstance(value, dict):
        return value
    raise ValueRefused(f"Unsupported type for JSON field: {type(value)}")


def _conditional_required(value: Any, at: Field, check: Checking) -> Any:
    source = check.level.get(at.condition_field or "")
    if blank(value):
        if source in at.condition_values:
            raise ValueRefused(f"Required when {at.condition_field} is set to {source}")
        return ""
    return value


def _iso_topic_category(value: Any, at: Field, check: Checking) -> Any:
    """Many values, in the schema's order. Empty text is answered as ``[""]``, an empty selection as ``[]``."""
    allowed = [c["value"] for c in at.raw.get("choices") or ()]
    if blank(value):
        return [""]
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = [value]
    if not isinstance(value, list):
        raise ValueRefused("expecting list of strings")
    for item in value:
        if item and item not in allowed:
            raise ValueRefused(f'unexpected choice "{item}"')
    return [a for a in allowed if a in value]


def _title(value: Any, at: Field, check: Checking) -> Any:
    if value is MISSING:
        raise ValueRefused("Title must be between 2 and 100 characters long")
    if not isinstance(value, str):
        raise InternalServerError  # the real validator takes its length unseen
    if not 2 <= len(value) <= 100:
        raise ValueRefused("Title must be between 2 and 100 characters long")
    own = check.package["id"] if check.package else ""
    if check.storage.rows(
        "SELECT 1 FROM package WHERE title = ? AND state != 'deleted' AND id != ? LIMIT 1", (value, own)
    ):
        raise ValueRefused("That Title is already in use.")
    return value


def _name(value: Any, at: Field, check: Checking) -> Any:
    if not isinstance(value, str):
        raise Stop("Names must be strings")
    if value in ("new", "edit", "search"):
        raise ValueRefused("That name cannot be used")
    if len(value) < 2:
        raise ValueRefused("Must be at least 2 characters long")
    if len(value) > 100:
        raise ValueRefused("Name must be a maximum of 100 characters long")
    if not re.fullmatch(r"[a-z0-9_\-]*", value):
        raise ValueRefused("Must be purely lowercase alphanumeric (ascii) characters and these symbols: -_")
    return value


def _package_name(value: Any, at: Field, check: Checking) -> Any:
    own = check.package["id"] if check.package else ""
    if check.storage.rows(
        "SELECT 1 FROM package WHERE name = ? AND state != 'deleted' AND id != ? LIMIT 1", (value, own)
    ):
        check.errors.append("That URL is already in use.")
    if len(value) < 2:
        raise ValueRefused(f'Name "{value}" length is less than minimum 2')
    if len(value) > 100:
        raise ValueRefused(f'Name "{value}" length is more than maximum 100')
    return value


def _owner_org(value: Any, at: Field, check: Checking) -> Any:
    if value is MISSING or value is None or value == "":
        if check.unowned:
            raise Stop
        raise Stop("An organization must be provided")
    organization = check.directory.organization(value)
    if organization is None:
        raise Stop("Organization does not exist")
    moves = check.package is not None and check.package["owner_org"] != organization.id
    if (check.package is None or moves) and not check.caller.may("create_dataset", organization.id):
        raise Stop("You cannot add a dataset to this organization")
    return organization.id


def _next_state(value: Any, at: Field, check: Checking) -> Any:
    """Check that ``publish_state`` moves along the schema's ``validTo``, by a role that stands there."""
    if check.errors:
        return value
    old = check.package.get("publish_state") if check.package else None
    if old == value:
        return value
    moves = {c["value"]: c.get("validTo", []) for c in at.raw.get("choices") or ()}
    targets = {m["state"]: m["by"] for m in (moves.get(old, []) if old else [at.raw["startState"]])}
    if value not in targets:
        raise ValueRefused("Invalid state valid choices are: " + ", ".join(targets))
    owner = check.package["owner_org"] if check.package else check.sent.get("owner_org")
    organization = check.directory.organization(owner)
    roles = {"sysadmin"} if check.caller.sysadmin else set()
    if organization and check.caller.may("admin", organization.id):
        roles.add("admin")
    if organization and check.caller.may("update_dataset", organization.id):
        roles.add("editor")
    if not roles & set(targets[value]):
        raise ValueRefused("You lack permission to move to this state, you must be one of " + ", ".join(targets[value]))
    return value


def _email(value: Any, at: Field, check: Checking) -> Any:
    if value and not re.fullmatch(r"[^@\s]{1,100}@[^@\s]{1,200}", str(value)):
        raise ValueRefused(f"Email {value} is not a valid format")
    return value


def _version(value: Any, at: Field, check: Checking) -> Any:
    if len(str(value or "")) > 100:
        raise ValueRefused("Version must be a maximum of 100 characters long")
    return value


def _multiple_text(value: Any, at: Field, check: Checking) -> Any:
    """Take a list of texts; a plain text, whatever is in it, becomes a list of one."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list):
        raise Stop("expecting list of strings")
    wrong = [v for v in values if v and not isinstance(v, str)]
    if wrong:
        raise Stop(f"invalid type for repeating text: {wrong[0]!r}")
    return [v for v in values if v]


def _dcat_date(value: Any, at: Field, check: Checking) -> Any:
    """Take a year, a month, a day, or a moment, and keep it as it was written."""
    if not value:
        return None
    text = str(value)
    whole = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        datetime.datetime.fromisoformat(whole.replace("Z", "+00:00"))
    except ValueError:
        raise ValueRefused(
            "Date format incorrect. Supported formats are YYYY, YYYY-MM, YYYY-MM-DD and YYYY-MM-DDTHH:MM:SS"
        ) from None
    return text


def _guess_format(value: Any, at: Field, check: Checking) -> Any:
    """Guess the format of a new resource without an id of the sender's from the end of its address."""
    if value or check.level.get("id"):
        return value
    kind, _ = _KINDS.guess_type(str(check.level.get("url") or ""))
    return kind or value


def _clean_format(value: Any, at: Field, check: Checking) -> Any:
    return clean_format(value) if isinstance(value, str) else value


def _integer(value: Any, at: Field, check: Checking) -> Any:
    if value in (None, ""):
        return None
    try:
        return int(str(value))
    except ValueError:
        raise ValueRefused("Invalid integer") from None


def _if_empty_same_as_name(value: Any, at: Field, check: Checking) -> Any:
    return value or check.level.get("name", MISSING)


def _last(value: Any, at: Field, check: Checking) -> Any:
    return value


VALIDATORS: dict[str, Validator] = {
    "ignore_missing": _ignore_missing,
    "not_empty": _not_empty,
    "scheming_required": _scheming_required,
    "unicode_safe": _unicode_safe,
    "unicode": _unicode_safe,
    "remove_whitespace": _strip,
    "scheming_choices": _scheming_choices,
    "scheming_multiple_choice": _multiple_choice,
    "isodate": date,
    "convert_to_json_if_date": _to_json_if_date,
    "scheming_valid_json_object": _json_object,
    "conditional_required": _conditional_required,
    "iso_topic_category": _iso_topic_category,
    "title_validator": _title,
    "name_validator": _name,
    "package_name_validator": _package_name,
    "owner_org_validator": _owner_org,
    "valid_next_state": _next_state,
    "if_empty_same_as(name)": _if_empty_same_as_name,
    "email_validator": _email,
    "package_version_validator": _version,
    "scheming_multiple_text": _multiple_text,
    "dcat_date": _dcat_date,
    "convert_to_json_if_datetime": _last,
    "if_empty_guess_format": _guess_format,
    "clean_format": _clean_format,
    "int_validator": _integer,
    "tag_string_convert": _last,  # tags are taken in with the package, see checking.py
}


def run(names: list[str], value: Any, at: Field, check: Checking) -> tuple[Any, list[str]]:
    """Return the value after all validators, and its errors; ``MISSING`` when it is not to be stored.

    Raises:
        KeyError: the schema names a validator that the practice catalogue does not have.
    """
    check.errors = []
    for name in names:
        try:
            value = VALIDATORS[name](value, at, check)
        except ValueRefused as refused:
            check.errors.append(str(refused))
        except Stop as stop:
            if stop.message:
                check.errors.append(stop.message)
            elif value is None:
                value = MISSING
            break
    return value, check.errors
