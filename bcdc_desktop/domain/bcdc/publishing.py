"""BCDC's publish states: who sees a record in each, and who gets an email when it is moved there.

The moves and who may make them are in the schema; what is here is BCDC's documentation of its publishing process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bcdc_desktop.translation import tr

from ..audience import Audience, Effect, is_private, said_of
from ..schema import DatasetSchema
from .fields import DOWNLOAD_AUDIENCE, METADATA_VISIBILITY, PUBLISH_STATE, SECURITY_CLASS, VIEW_AUDIENCE, is_bcdc

DECIDING = frozenset({PUBLISH_STATE, METADATA_VISIBILITY})
"""Fields that decide who can see a record, besides those of CKAN itself."""

_DRAFT, _OFFERED, _PUBLISHED = "DRAFT", "PENDING PUBLISH", "PUBLISHED"
_LEAVING, _ARCHIVED, _REJECTED = "PENDING ARCHIVE", "ARCHIVED", "REJECTED"
_ONLY_STAFF = "IDIR"
Standing = Literal["draft", "waiting", "shown", "hidden", "refused"]


@dataclass(frozen=True)
class StateMeaning:
    """What a publish state means: whether the public sees the record, who gets an email, and how it stands."""

    shown: bool
    mailed: Literal["", "admins", "editors"]
    standing: Standing


STATES = {
    _DRAFT: StateMeaning(False, "", "draft"),
    _OFFERED: StateMeaning(False, "admins", "waiting"),
    _PUBLISHED: StateMeaning(True, "editors", "shown"),
    _LEAVING: StateMeaning(True, "admins", "waiting"),
    _ARCHIVED: StateMeaning(False, "editors", "hidden"),
    _REJECTED: StateMeaning(False, "", "refused"),
}
START = _DRAFT
WAITING = tuple(state for state, means in STATES.items() if means.standing == "waiting")
SHOWN = tuple(state for state, means in STATES.items() if means.shown)


def publish_state(record: Mapping[str, Any]) -> str:
    """Return the publish state of a record (DRAFT, PUBLISHED …); empty where it has none."""
    return str(record.get(PUBLISH_STATE) or "")


def is_offered(state: str, target: str) -> bool:
    """Return whether a move offers a record for publishing; from the public the same state takes it back."""
    return target == _OFFERED and state not in (_OFFERED, _PUBLISHED, _LEAVING, _ARCHIVED)


def leads_to_public(targets: set[str]) -> bool:
    """Return whether one of the states publishes a record, or offers it for that."""
    return bool(targets & {_PUBLISHED, _OFFERED})


def leads_to_archive(targets: set[str]) -> bool:
    """Return whether one of the states archives a record, or offers it for that."""
    return bool(targets & {_ARCHIVED, _LEAVING})


def expected_audience(package: Mapping[str, Any], unpublished: Audience) -> Audience:
    """Return who can see a record that CKAN itself does not hide.

    Args:
        unpublished: who can see records that their publish state alone should hide; CKAN itself shows them to everyone.
    """
    means = STATES.get(publish_state(package))
    if means is not None and not means.shown:
        return unpublished
    if "private" not in package and package.get(METADATA_VISIBILITY) == _ONLY_STAFF:
        return Audience.UNKNOWN  # BCDC makes it private then
    return Audience.EVERYONE


def effect_of(
    schema: DatasetSchema, package: Mapping[str, Any], state: str, *, unpublished: Audience = Audience.UNKNOWN
) -> Effect | None:
    """Return what a record's being in a state means for others; None for a state that is not BCDC's.

    Args:
        package: the record as it is but for its state; ``private`` is CKAN's own flag, which BCDC sets for what only
            its staff may see.
        unpublished: as for ``expected_audience``.
    """
    means = STATES.get(state)
    if means is None or means.standing == "refused" or not is_bcdc(schema):
        return None
    only_staff = package.get(METADATA_VISIBILITY) == _ONLY_STAFF
    hidden = is_private(package) if "private" in package else only_staff
    public = means.shown and not hidden
    if public:
        visible = tr("Everyone can see the record in the catalogue.")
    elif hidden and only_staff:
        visible = tr("People who aren't signed in can't see the record.")
    else:
        visible = said_of(Audience.ORGANIZATION if hidden else unpublished)
    emails = {
        "admins": tr("The administrators of the organization get an email."),
        "editors": tr("The editors of the organization get an email."),
    }
    return Effect(visible, emails.get(means.mailed, ""), public)


def is_protected_but_public(record: Mapping[str, Any]) -> bool:
    """Return whether a record is classified as protected, but anybody may download from it."""
    return str(record.get(SECURITY_CLASS) or "").startswith("PROTECTED") and record.get(DOWNLOAD_AUDIENCE) == "Public"


def audience_problems(package: Mapping[str, Any], schema: DatasetSchema) -> list[str]:
    """Return the audience fields that are wide open though the security class is not: choices run from the most open
    to the most restrictive in BCDC's schema."""
    security = schema.dataset_field(SECURITY_CLASS)
    if security is None or not is_bcdc(schema) or _is_most_open(schema, SECURITY_CLASS, package) in (True, None):
        return []
    # that a protected record can be found is usual; that anyone can have its data is not
    return [n for n in (DOWNLOAD_AUDIENCE, VIEW_AUDIENCE) if _is_most_open(schema, n, package)]


def _is_most_open(schema: DatasetSchema, name: str, package: Mapping[str, Any]) -> bool | None:
    field = schema.dataset_field(name)
    value = str(package.get(name) or "")
    if field is None or not value or value not in {c.value for c in field.choices}:
        return None
    first = str((field.raw.get("choices") or [{}])[0].get("value"))
    return value == first
