"""Who may see a record and how that changes: by publish states, whose moves and roles are read from the schema; on a
catalogue without them by CKAN's own ``private`` and ``state``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bcdc_desktop.translation import tr

from .audience import Audience, is_private
from .bcdc import publishing as bcdc
from .bcdc.fields import is_bcdc
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


def expected_audience(
    schema: DatasetSchema, package: Mapping[str, Any], *, unpublished: Audience = Audience.UNKNOWN
) -> Audience:
    """Return who can see a record with these values.

    Args:
        unpublished: who can see records that their publish state alone should hide; CKAN itself shows them to everyone.
    """
    if is_private(package):
        return Audience.ORGANIZATION
    return bcdc.expected_audience(package, unpublished) if is_bcdc(schema) else Audience.EVERYONE


class Visibility(StrEnum):
    """How CKAN itself shows a record, on a catalogue without publish states."""

    PUBLIC = "public"
    PRIVATE = "private"
    DRAFT = "draft"  # begun in the catalogue's web form, and not finished there
    DELETED = "deleted"


def visibility_of(package: Mapping[str, Any]) -> Visibility:
    """Return how CKAN itself shows a record: by ``state``, then by ``private``."""
    state = str(package.get("state") or "active")
    if state in (Visibility.DRAFT, Visibility.DELETED):
        return Visibility(state)
    return Visibility.PRIVATE if is_private(package) else Visibility.PUBLIC


def visibility_targets(schema: DatasetSchema, visibility: Visibility) -> tuple[Visibility, ...]:
    """Return how a record can be shown instead; nothing on a catalogue with publish states, which decide that."""
    if state_field(schema) is not None or visibility is Visibility.DELETED:
        return ()
    return tuple(v for v in (Visibility.PUBLIC, Visibility.PRIVATE) if v is not visibility)


def visibility_refusal(package: Mapping[str, Any], target: Visibility, role: str | None) -> str:
    """Return why a record cannot be shown so, in words; empty when it can, or when only the server knows.

    Args:
        role: as for ``move_refusal``.
    """
    if target is Visibility.PRIVATE and not package.get("owner_org"):
        return tr("A record without an organization can't be private")
    if role == "member":
        return tr("Only editors and administrators of the organization can change who sees a record")
    return ""


def visibility_values(package: Mapping[str, Any], target: Visibility) -> dict[str, Any]:
    """Return the values of CKAN's own fields that show a record so."""
    values: dict[str, Any] = {PRIVATE: "true" if target is Visibility.PRIVATE else "false"}
    if visibility_of(package) is Visibility.DRAFT:
        values["state"] = "active"
    return values


def visibility_label(visibility: Visibility) -> str:
    """Return what people read for how CKAN shows a record."""
    labels = {
        Visibility.PUBLIC: tr("Public"),
        Visibility.PRIVATE: tr("Private"),
        Visibility.DRAFT: tr("Draft"),
        Visibility.DELETED: tr("Deleted"),
    }
    return labels[visibility]


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
