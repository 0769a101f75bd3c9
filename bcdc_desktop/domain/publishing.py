"""Publish states: which moves there are, who may make them (read from the schema), and what they mean for others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.translation import tr

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


def effect_of(state: str, *, metadata_visibility: str = "Public") -> Effect | None:
    """Return what a record's being in a state means for others; None for a state that is not BCDC's."""
    if state not in _EFFECTS:
        return None
    shown, mailed = _EFFECTS[state]
    public = shown and metadata_visibility != "IDIR"
    if public:
        visible = tr("Everyone can see the record in the catalogue.")
    elif shown:
        visible = tr("Everyone who is signed in with IDIR can see the record.")
    else:
        visible = tr("Only editors and administrators of the organization can see the record.")
    emails = {
        "admins": tr("The administrators of the organization get an email."),
        "editors": tr("The editors of the organization get an email."),
    }
    return Effect(visible, emails.get(mailed, ""), public)
