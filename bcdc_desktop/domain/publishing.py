"""Publish states: which moves there are and who may make them, read from the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .schema import DatasetSchema, Field, Kind


@dataclass(frozen=True)
class Move:
    """A change of the publish state that the schema allows, and the roles that may make it."""

    source: str
    target: str
    roles: tuple[str, ...]


def state_field(schema: DatasetSchema) -> Field | None:
    """The field that holds the publish state, where the schema has one."""
    return next((f for f in schema.dataset_fields if f.kind is Kind.STATE), None)


def start_state(schema: DatasetSchema) -> str | None:
    """The state a new package begins in."""
    field = state_field(schema)
    start: Any = field.raw.get("startState") if field else None
    return str(start["state"]) if isinstance(start, Mapping) and start.get("state") else None


def moves_from(schema: DatasetSchema, state: str) -> list[Move]:
    """The moves out of ``state``, in the schema's order (``validTo`` and ``by`` of the choice)."""
    field = state_field(schema)
    for choice in field.raw.get("choices") or () if field else ():
        if isinstance(choice, Mapping) and choice.get("value") == state:
            return [_move(state, to) for to in choice.get("validTo") or () if isinstance(to, Mapping) and "state" in to]
    return []


def _move(source: str, to: Mapping[str, Any]) -> Move:
    roles = to.get("by") or ()
    return Move(source, str(to["state"]), (roles,) if isinstance(roles, str) else tuple(map(str, roles)))


def allowed_moves(schema: DatasetSchema, state: str, role: str | None) -> list[Move]:
    """The moves that a role (``editor``, ``admin``, ``sysadmin``) may make out of ``state``."""
    return [m for m in moves_from(schema, state) if role in m.roles]
