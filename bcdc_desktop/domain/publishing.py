"""Publish states: which moves there are and who may make them, read from the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .schema import DatasetSchema, Field, FieldKind


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
        return f"There is no state “{target}”; there are {', '.join(c.value for c in field.choices)}"
    if state not in {c.value for c in field.choices}:
        return ""
    moves = {m.target: m for m in moves_from(schema, state)}
    if target not in moves:
        ways = " or ".join(field.choice_label(t) for t in moves) or "nowhere"
        return f"From {field.choice_label(state)} a record goes to {ways}"
    if role is not None and role not in moves[target].roles:
        may = " or ".join(r for r in moves[target].roles if r != "sysadmin") or "system administrator"
        return f"Only an {may} of the organization moves a record to {field.choice_label(target)}"
    return ""


@dataclass(frozen=True)
class Effect:
    """What a state means for others (BCDC's documentation of the publishing process and its mails).

    ``visible`` says who sees the record, ``mailed`` who gets a mail; both are sentences, ``mailed`` may be empty.
    ``public`` is whether everybody sees it.
    """

    visible: str
    mailed: str
    public: bool


_TO_ALL = "Everybody sees the record in the catalogue."
_TO_IDIR = "Everybody who is signed in with IDIR sees the record."
_TO_OWN = "Only editors and administrators of the organization see the record."
_TO_ADMINS = "The administrators of the organization get a mail."
_TO_EDITORS = "The editors of the organization get a mail."
_EFFECTS = {
    "DRAFT": (False, ""),
    "PENDING PUBLISH": (False, _TO_ADMINS),
    "PUBLISHED": (True, _TO_EDITORS),
    "PENDING ARCHIVE": (True, _TO_ADMINS),
    "ARCHIVED": (False, _TO_EDITORS),
}


def effect_of(state: str, *, metadata_visibility: str = "Public") -> Effect | None:
    """Return what a record's being in a state means for others; None for a state that is not BCDC's."""
    if state not in _EFFECTS:
        return None
    shown, mailed = _EFFECTS[state]
    public = shown and metadata_visibility != "IDIR"
    return Effect((_TO_ALL if public else _TO_IDIR) if shown else _TO_OWN, mailed, public)
