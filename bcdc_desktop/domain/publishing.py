"""Publish states: which moves there are, who may make them (read from the schema), and what they mean for others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bcdc_desktop.translation import tr

from .schema import Choice, DatasetSchema, Field, FieldKind

PRIVATE = "private"


@dataclass(frozen=True)
class Move:
    """A change of the publish state that the schema allows, and the roles that may make it."""

    source: str
    target: str
    roles: tuple[str, ...]


def state_field(schema: DatasetSchema) -> Field | None:
    """Return the field that holds the publish state, where the schema has one."""
    return next((f for f in schema.dataset_fields if f.kind is FieldKind.STATE), None)


def start_state(schema: DatasetSchema) -> str | None:
    """Return the state a new package begins in."""
    field = state_field(schema)
    start: Any = field.raw.get("startState") if field else None
    return str(start["state"]) if isinstance(start, Mapping) and start.get("state") else None


def moves_from(schema: DatasetSchema, state: str) -> list[Move]:
    """Return the moves out of ``state``, in the schema's order (``validTo`` and ``by`` of the choice)."""
    field = state_field(schema)
    for choice in field.raw.get("choices") or () if field else ():
        if isinstance(choice, Mapping) and choice.get("value") == state:
            return [_move(state, to) for to in choice.get("validTo") or () if isinstance(to, Mapping) and "state" in to]
    return []


def _move(source: str, to: Mapping[str, Any]) -> Move:
    roles = to.get("by") or ()
    return Move(source, str(to["state"]), (roles,) if isinstance(roles, str) else tuple(map(str, roles)))


def move_refusal(schema: DatasetSchema, state: str, target: str, role: str | None) -> str:
    """Return why a move cannot be made, in words; empty when it can, or when only the server knows.

    Args:
        role: ``editor``, ``admin``, ``sysadmin``, ``member``; None when it is not known on this computer.
    """
    field = state_field(schema)
    if field is None or state == target:
        return ""
    if target not in {c.value for c in field.choices}:
        states = ", ".join(c.value for c in field.choices)
        return tr("There is no state “{state}”. States are: {states}", state=target, states=states)
    if state not in {c.value for c in field.choices}:
        return ""
    moves = {m.target: m for m in moves_from(schema, state)}
    if target not in moves:
        here = field.choice_label(state)
        if not moves:
            return tr("A record in the state {state} can't be moved", state=here)
        ways = ", ".join(field.choice_label(t) for t in moves)
        return tr("A record in the state {state} can only be moved to: {states}", state=here, states=ways)
    if role is not None and role not in moves[target].roles:
        there, may = field.choice_label(target), set(moves[target].roles) - {"sysadmin"}
        if not may:
            return tr("Only system administrators can move a record to {state}", state=there)
        if may == {"admin"}:
            return tr("Only administrators of the organization can move a record to {state}", state=there)
        if may == {"editor"}:
            return tr("Only editors of the organization can move a record to {state}", state=there)
        roles = ", ".join(r for r in moves[target].roles if r != "sysadmin")
        return tr("Only these roles can move a record to {state}: {roles}", state=there, roles=roles)
    return ""


class Audience(StrEnum):
    """Who can see a record."""

    EVERYONE = "everyone"
    LINK = "link"  # everyone who has its address; search does not list it
    ORGANIZATION = "organization"
    UNKNOWN = "unknown"


def said_of(audience: Audience, organization: str = "") -> str:
    """Return who can see a record, as a sentence.

    Args:
        organization: its title; a record of none is its organization's.
    """
    match audience:
        case Audience.EVERYONE:
            return tr("Anyone can see this record.")
        case Audience.LINK:
            return tr("Anyone with the link can see this record, although search doesn't list it.")
        case Audience.ORGANIZATION if organization:
            return tr("Only members of {organization} can see this record.", organization=organization)
        case Audience.ORGANIZATION:
            return tr("Only members of its organization can see this record.")
        case _:
            return tr("It isn't known who else can see this record.")


def promised(audience: Audience, organization: str = "") -> str:
    """Return who will be able to see a record once a change is sent, as a sentence."""
    match audience:
        case Audience.EVERYONE:
            return tr("Anyone will be able to see this record.")
        case Audience.LINK:
            return tr("Anyone with the link will be able to see this record, although search won't list it.")
        case Audience.ORGANIZATION if organization:
            return tr("Only members of {organization} will be able to see this record.", organization=organization)
        case Audience.ORGANIZATION:
            return tr("Only members of its organization will be able to see this record.")
        case _:
            return tr("Others may be able to see this record with its link. You will be told when it is done.")


def is_private(package: Mapping[str, Any]) -> bool:
    """Return whether CKAN itself keeps a record to its organization."""
    return str(package.get("private")).lower() == "true" or package.get("state") in ("draft", "deleted")


def expected_audience(
    schema: DatasetSchema, package: Mapping[str, Any], *, unpublished: Audience = Audience.UNKNOWN
) -> Audience:
    """Return who can see a record with these values.

    Args:
        unpublished: who can see records that their publish state alone should hide; CKAN itself shows them to everyone.
    """
    if is_private(package):
        return Audience.ORGANIZATION
    field = state_field(schema)
    state = str(package.get(field.name) or "") if field is not None else ""
    if state in _EFFECTS and not _EFFECTS[state][0]:
        return unpublished
    if "private" not in package and package.get("metadata_visibility") == "IDIR":
        return Audience.UNKNOWN  # BCDC makes it private then
    return Audience.EVERYONE


def with_visibility(schema: DatasetSchema) -> DatasetSchema:
    """Return a schema in which one can choose between public and private (CKAN's own flag), where it has no publish
    state that decides that."""
    owner = schema.dataset_field("owner_org")
    if owner is None or state_field(schema) is not None or schema.dataset_field("private") is not None:
        return schema
    field = Field(
        PRIVATE,
        tr("Visibility"),
        FieldKind.CHOICE,
        required=True,
        choices=(
            Choice("true", tr("Private: only members of the organization")),
            Choice("false", tr("Public: anyone")),
        ),
    )
    place = schema.dataset_fields.index(owner) + 1
    return replace(schema, dataset_fields=(*schema.dataset_fields[:place], field, *schema.dataset_fields[place:]))


@dataclass(frozen=True)
class Effect:
    """What a state means for others (BCDC's documentation of the publishing process and its mails).

    ``visible`` says who sees the record, ``mailed`` who gets an email; both are sentences, ``mailed`` may be empty.
    ``public`` is whether everyone sees it.
    """

    visible: str
    mailed: str
    public: bool


_EFFECTS = {
    "DRAFT": (False, ""),
    "PENDING PUBLISH": (False, "admins"),
    "PUBLISHED": (True, "editors"),
    "PENDING ARCHIVE": (True, "admins"),
    "ARCHIVED": (False, "editors"),
}


def effect_of(
    state: str,
    *,
    metadata_visibility: str = "Public",
    private: bool | None = None,
    unpublished: Audience = Audience.UNKNOWN,
) -> Effect | None:
    """Return what a record's being in a state means for others; None for a state that is not BCDC's.

    Args:
        private: CKAN's own flag, where it is known; BCDC sets it for what only IDIR may see.
        unpublished: as for ``expected_audience``.
    """
    if state not in _EFFECTS:
        return None
    shown, mailed = _EFFECTS[state]
    hidden = metadata_visibility == "IDIR" if private is None else private
    public = shown and not hidden
    if public:
        visible = tr("Everyone can see the record in the catalogue.")
    elif hidden and metadata_visibility == "IDIR":
        visible = tr("People who aren't signed in can't see the record.")
    else:
        visible = said_of(Audience.ORGANIZATION if hidden else unpublished)
    emails = {
        "admins": tr("The administrators of the organization get an email."),
        "editors": tr("The editors of the organization get an email."),
    }
    return Effect(visible, emails.get(mailed, ""), public)
