"""Publish states: which moves there are and who may make them, read from the schema."""

from __future__ import annotations

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
    return str(start["state"]) if start else None


def moves_from(schema: DatasetSchema, state: str) -> list[Move]:
    """The moves out of ``state``, in the schema's order (``validTo`` and ``by`` of the choice)."""
    field = state_field(schema)
    for choice in field.raw.get("choices", ()) if field else ():
        if choice.get("value") == state:
            return [Move(state, str(to["state"]), tuple(to.get("by", ()))) for to in choice.get("validTo") or ()]
    return []


def allowed_moves(schema: DatasetSchema, state: str, role: str | None) -> list[Move]:
    """The moves that a role (``editor``, ``admin``, ``sysadmin``) may make out of ``state``."""
    return [m for m in moves_from(schema, state) if role in m.roles]
