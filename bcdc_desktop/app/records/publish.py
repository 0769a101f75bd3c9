"""Publishing a record: which moves of its publish state there are, or, on a catalogue without publish states, how it
can be shown instead; what each means, and the checklist before publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.domain.advice import ChecklistItem
from bcdc_desktop.domain.audience import Audience, Effect
from bcdc_desktop.domain.bcdc.publishing import effect_of, is_offered
from bcdc_desktop.domain.publishing import (
    Visibility,
    move_refusal,
    moves_from,
    state_field,
    visibility_label,
    visibility_of,
    visibility_refusal,
    visibility_targets,
    visibility_values,
)
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import PackageRow
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .plan import held_back, publishing_checklist
from .visibility import sentence, unpublished

__all__ = ["Offer", "has_states", "no_states", "offers", "publish", "publishing_checklist", "show_as", "waiting"]


@dataclass(frozen=True)
class Offer:
    """One move that the schema allows from where a record is; without publish states, one way to show it.

    Attributes:
        target: the state, or ``public`` or ``private``; ``label`` is what people read for it.
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


def has_states(workspace: Workspace) -> bool:
    """Return whether records of the catalogue have a publish state."""
    return state_field(workspace.schema()) is not None


def no_states() -> str:
    """Return the sentence that a catalogue has no publish states."""
    return tr("This catalogue has no publish states. Records are public or private.")


def offers(workspace: Workspace, package: Mapping[str, Any]) -> list[Offer]:
    """Return the moves that the schema allows for a record, also those that this user may not make, with why. Where
    there are no publish states, they are the ways in which CKAN can show the record instead. Makes no request."""
    schema = workspace.schema_of(package)
    field = state_field(schema)
    role = workspace.role_in(str(package.get("owner_org") or ""))
    if field is None:
        targets = visibility_targets(schema, visibility_of(package))
        return [_visibility_offer(workspace, package, target, role) for target in targets]
    state, seen_by = str(package.get(field.name) or ""), unpublished(workspace)
    before = effect_of(schema, package, state, unpublished=seen_by)
    return [
        Offer(
            state,
            move.target,
            field.choice_label(move.target),
            effect_of(schema, package, move.target, unpublished=seen_by),
            before,
            move_refusal(schema, state, move.target, role),
            tuple(publishing_checklist(workspace, package)) if is_offered(state, move.target) else (),
        )
        for move in moves_from(schema, state)
    ]


def _visibility_offer(workspace: Workspace, package: Mapping[str, Any], target: Visibility, role: str | None) -> Offer:
    now, public = visibility_of(package), target is Visibility.PUBLIC

    def effect(of: Visibility, *, then: bool) -> Effect:
        shown = of is Visibility.PUBLIC
        audience = Audience.EVERYONE if shown else Audience.ORGANIZATION
        return Effect(sentence(workspace, audience, package, then=then), "", shown)

    return Offer(
        str(now),
        str(target),
        visibility_label(target),
        effect(target, then=True),
        effect(now, then=False),
        visibility_refusal(package, target, role),
        tuple(publishing_checklist(workspace, package)) if public else (),
    )


def show_as(
    workspace: Workspace, package: Mapping[str, Any], target: Visibility, *, reviewed: str | None = None
) -> SubmitResult | MergeConflict:
    """Make a record public or private, on a catalogue without publish states.

    Args:
        package: the record as the user saw it.
        target: how it is to be shown.
        reviewed: as in ``save``.

    Raises:
        SaveRefused: it is shown so already, this user may not change that, or the server refuses.
        CatalogueError: as from ``save``.
    """
    if target not in visibility_targets(workspace.schema_of(package), visibility_of(package)):
        raise SaveRefused(tr("The record can't be made {state}.", state=visibility_label(target)), {})
    refusal = visibility_refusal(package, target, workspace.role_in(str(package.get("owner_org") or "")))
    if refusal:
        raise SaveRefused(f"{refusal}.", {})
    changes = RecordChanges(package, {PACKAGE: visibility_values(package, target)})
    return save(workspace, changes, reviewed=reviewed, beside_draft=True)


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
    schema = workspace.schema_of(package)
    field = state_field(schema)
    if field is None:
        raise SaveRefused(no_states(), {})
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
