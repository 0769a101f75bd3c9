"""A plan as a file: saved, opened again, handed to a colleague. What is read is checked before anything else."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from bcdc_desktop.domain.bulk_operations import fields_of
from bcdc_desktop.domain.bulk_plan import BulkPlan, PlannedRecord, PlannedValue
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.domain.schema import OWN_NAMES, DatasetSchema, Field, FieldKind
from bcdc_desktop.domain.values import is_text
from bcdc_desktop.file_operations import written_whole
from bcdc_desktop.preflight.file_content import open_given
from bcdc_desktop.translation import tr

from ..records.create import read_boolean
from ..workspace import Workspace
from .fields import bulk_schema
from .plan import check_again, plan_changes

LARGEST = 1_000_000_000  # bytes


class PlanProblem(ValueError):
    """A file that is no plan, or a plan that cannot be run here; the message says why."""


class ForeignPlan(PlanProblem):
    """A plan for another catalogue, or of another user."""


def save_plan(plan: BulkPlan, target: Path) -> None:
    """Write a plan to a file, whole or not at all.

    Raises:
        OSError: the disk is full or refuses; what was there before still is.
    """
    with written_whole(target) as unfinished:
        unfinished.write_bytes(msgspec.json.format(msgspec.json.encode(plan), indent=1))


def read_plan(source: Path) -> BulkPlan:
    """Return the plan in a file, whoever made it for whichever catalogue.

    Raises:
        PlanProblem: it is no plan, or it contradicts itself.
        OSError: it cannot be read.
    """
    with open_given(source) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PlanProblem(tr("{file} is too large to be a plan.", file=source.name))
    try:
        plan = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=BulkPlan)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PlanProblem(tr("{file} isn't a plan of a bulk change: {error}", file=source.name, error=error)) from None
    known: set[str] = set()
    for record in plan.records:
        if record.id in known:
            raise PlanProblem(tr("The plan has the record {id} twice.", id=record.id))
        known.add(record.id)
        if not all(_storable(v) for c in record.changes for v in (c.before, c.after)):
            raise PlanProblem(tr("The plan has a number that is too large, in the record {id}.", id=record.id))
    return plan


def _storable(value: Any) -> bool:
    """Return whether the ledger can store a value: JSON has no limit for numbers, and the ledger has."""
    if isinstance(value, Mapping):
        return all(map(_storable, value.values()))
    if isinstance(value, list):
        return all(map(_storable, value))
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def require_own(workspace: Workspace, plan: BulkPlan) -> None:
    """Refuse a plan that was not made by this user for this catalogue.

    Raises:
        ForeignPlan: it was not.
    """
    if plan.catalogue != workspace.profile.identity:
        raise ForeignPlan(
            tr(
                "This plan was made for another catalogue ({other}). Nothing was sent to {here}.",
                other=plan.catalogue,
                here=workspace.profile.label,
            )
        )
    if plan.user != workspace.user and workspace.user.startswith("key-") and workspace.account() is None:
        raise ForeignPlan(
            tr(
                "This plan was made by the user “{other}”, and the catalogue doesn't recognize your API key. Nothing "
                "was sent. Sign in again.",
                other=plan.user,
            )
        )
    if plan.user != workspace.user:
        raise ForeignPlan(
            tr(
                "This plan was made by the user “{other}”, and you are signed in as “{user}”. Nothing was sent. To "
                "make the same changes as “{user}”, create a new plan from this file.",
                other=plan.user,
                user=workspace.user,
            )
        )


def require_sound(workspace: Workspace, plan: BulkPlan) -> None:
    """Check every value of a plan against the catalogue's schema.

    Raises:
        PlanProblem: it names a field that the schema does not have, a resource that the record does not have, or a
            value of a shape that its field cannot hold.
    """
    _require_shape(workspace, plan)
    check_again(workspace, plan.records)


def _require_shape(workspace: Workspace, plan: BulkPlan) -> None:
    for record in plan.records:
        schema = bulk_schema(workspace, record.type or None)
        seen: set[tuple[str, str]] = set()
        for change in record.changes:
            if (change.target, change.field) in seen:
                raise PlanProblem(_at(record, change, tr("it is there twice")))
            seen.add((change.target, change.field))
            if said := _wrong(schema, record, change):
                raise PlanProblem(_at(record, change, said))


def read_own_plan(workspace: Workspace, source: Path) -> BulkPlan | None:
    """Return the plan in a file, ready to be run; None where another user made it.

    Raises:
        PlanProblem: it is no plan, or one for another catalogue.
        OSError: it cannot be read.
    """
    plan = read_plan(source)
    if plan.user != workspace.user:
        return None
    require_own(workspace, plan)
    require_sound(workspace, plan)
    return plan


def plan_of_plan(workspace: Workspace, source: Path) -> BulkPlan:
    """Return a plan of one's own with what another plan changes, upon the records as they are cached by now.

    Raises:
        PlanProblem: it is no plan, or one for another catalogue.
        OSError: it cannot be read.
    """
    plan = read_plan(source)
    if plan.catalogue != workspace.profile.identity:
        require_own(workspace, plan)
    _require_shape(workspace, plan)
    edits = [r.record_changes() for r in plan.records if r.included]
    return plan_changes(workspace, edits, plan.operations, considered=plan.considered)


def _at(record: PlannedRecord, change: PlannedValue, said: str) -> str:
    return tr("The plan can't be used: “{record}”, {field}: {reason}.", record=record.title, field=change.field,
              reason=said)  # fmt: skip


def _wrong(schema: DatasetSchema, record: PlannedRecord, change: PlannedValue) -> str:
    if change.target != PACKAGE and change.target not in record.resources:
        return tr("the record has no such resource")
    field = fields_of(schema, of_resources=change.target != PACKAGE).get(change.field)
    if field is None and change.field == "tag_string":
        field = Field("tag_string", "", FieldKind.TAGS)
    if field is None or field.name in OWN_NAMES:
        return tr("there is no field of this name")
    if field.read_only:
        return tr("this field is set by the catalogue")
    return "" if _fits(change, field) else tr("a value of this kind can't be in this field")


def _fits(change: PlannedValue, field: Field) -> bool:
    """Return whether a value has a shape that its field can hold; that of the value before it always can."""
    if change.after is None:
        return True
    if field.name == "private" and field.kind is FieldKind.TEXT:  # CKAN would take any other text for false
        return read_boolean(change.after) is not None
    if type(change.after) is type(change.before) or field.kind is FieldKind.OTHER:
        return True
    return not isinstance(change.after, list | dict if is_text(field) else bool | int | float)
