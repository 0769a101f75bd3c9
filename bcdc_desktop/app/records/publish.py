"""Publish states of a record: which moves there are, what each means, and the checklist before publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.domain.publishing import Effect, effect_of, is_private, move_refusal, moves_from, state_field
from bcdc_desktop.domain.quality import ChecklistItem
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import PackageRow
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .plan import held_back, is_offered, look_before
from .visibility import unpublished

__all__ = ["Offer", "look_before", "offers", "publish", "waiting"]


@dataclass(frozen=True)
class Offer:
    """One move that the schema allows from where a record is.

    Attributes:
        target: the state; ``label`` is what people read for it.
        effect: who will see it and who will get an email; None on a catalogue with states of its own.
        visible_before: who sees it now.
        refusal: why this user may not make the move; empty when they may.
        checklist: what to check before; there is one only before a record is offered for publishing.
    """

    source: str
    target: str
    label: str
    effect: Effect | None
    visible_before: Effect | None
    refusal: str
    checklist: tuple[ChecklistItem, ...]

    @property
    def held_back(self) -> tuple[ChecklistItem, ...]:
        """What of the checklist keeps it back."""
        return tuple(i for i in self.checklist if i.standing == "wrong")


def offers(workspace: Workspace, package: Mapping[str, Any]) -> list[Offer]:
    """Return the moves that the schema allows for a record, also those that this user may not make, with why. Makes
    no request."""
    schema = workspace.schema()
    field = state_field(schema)
    if field is None:
        return []
    state, role = str(package.get(field.name) or ""), workspace.role_in(str(package.get("owner_org") or ""))
    known: dict[str, Any] = {
        "metadata_visibility": str(package.get("metadata_visibility") or "Public"),
        "private": is_private(package) if "private" in package else None,
        "unpublished": unpublished(workspace),
    }
    return [
        Offer(
            state,
            move.target,
            field.choice_label(move.target),
            effect_of(move.target, **known),
            effect_of(state, **known),
            move_refusal(schema, state, move.target, role),
            tuple(look_before(workspace, package)) if is_offered(state, move.target) else (),
        )
        for move in moves_from(schema, state)
    ]


def publish(
    workspace: Workspace, package: Mapping[str, Any], target: str, *, reviewed: str | None = None
) -> SubmitResult | MergeConflict:
    """Move a record to a state.

    Args:
        package: the record as the user saw it; where its state was changed since, that is a MergeConflict.
        reviewed: as in ``save``.

    Raises:
        SaveRefused: the schema has no such move, the user's role does not permit it, something on the checklist keeps
            the record back, or the server refuses; the message says why.
        CatalogueError: as from ``save``.
    """
    schema = workspace.schema()
    field = state_field(schema)
    if field is None:
        raise SaveRefused(tr("Records of this catalogue have no publish state."), {})
    state = str(package.get(field.name) or "")
    if state == target:
        raise SaveRefused(tr("The record is already in the state {state}.", state=field.choice_label(target)), {})
    role = workspace.role_in(str(package.get("owner_org") or ""))
    said = move_refusal(schema, state, target, role)
    if said:
        raise SaveRefused(f"{said}.", {PACKAGE: {field.name: [said]}})
    wrong = held_back(workspace, package, state, target)
    if wrong:
        words = "; ".join(f"{i.label}: {i.said}" for i in wrong)
        paths: dict[str, dict[str, list[str]]] = {}
        for item in wrong:
            for where, name in item.paths or ((PACKAGE, item.key),):
                paths.setdefault(where, {}).setdefault(name, []).append(item.said)
        raise SaveRefused(tr("Fix this before you publish the record: {problems}", problems=words), paths)
    return save(
        workspace, RecordChanges(package, {PACKAGE: {field.name: target}}), reviewed=reviewed, beside_draft=True
    )


def waiting(workspace: Workspace) -> list[PackageRow]:
    """Return the records that wait for this user: in a pending state, in organizations where they are an administrator
    (all of them for a system administrator). From the cache alone."""
    return workspace.store.cache.lists.rows(PackageQuery(words="is:waiting", sort="modified"))
