"""Drafts of records: the list of them, and what stays one after a save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.domain.changes import diff
from bcdc_desktop.domain.package import title_of
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges, resource_ids, section_fields, section_of
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.domain.values import read_value
from bcdc_desktop.store.drafts import StoredDraft

from ..workspace import Workspace
from .merge import merge_section


@dataclass(frozen=True)
class DraftRow:
    """What a list of drafts shows. Times are seconds since the epoch; ``changes`` counts fields and resources.

    Attributes:
        moved_on: the server's record has changed since the draft was begun.
        merge_conflicts: it has changed in fields that the draft changes too.
        gone: it is not among what is cached any more.
    """

    package_id: str
    title: str
    is_new: bool
    changes: int
    created: float
    updated: float
    moved_on: bool
    merge_conflicts: bool
    gone: bool


def rows(workspace: Workspace) -> list[DraftRow]:
    """Return all drafts, the latest first. Makes no request."""
    found: list[DraftRow] = []
    for package_id in workspace.store.drafts.ids():
        draft = workspace.store.drafts.get(package_id)
        if draft is None:
            continue
        changes = draft.changes
        seen = None if changes.is_new else workspace.store.cache.records.get(package_id)
        now: Mapping[str, Any] | None = seen.value if seen else None
        found.append(
            DraftRow(
                package_id,
                title_of(changes.of(PACKAGE)) or draft.title,
                changes.is_new,
                changes.count,
                draft.created,
                draft.updated,
                now is not None and now.get("metadata_modified") != changes.base.get("metadata_modified"),
                now is not None and _overlaps(workspace.schema_of(now), changes, now),
                not changes.is_new and now is None,
            )
        )
    return found


def conflicting(workspace: Workspace) -> list[str]:
    """Return the ids of the records whose draft changes what was changed in the catalogue too. Makes no request."""
    found = []
    for package_id in workspace.store.drafts.ids():
        draft = workspace.store.drafts.get(package_id)
        seen = workspace.store.cache.records.get(package_id) if draft and not draft.changes.is_new else None
        if (
            draft is not None
            and seen is not None
            and _overlaps(workspace.schema_of(seen.value), draft.changes, seen.value)
        ):
            found.append(package_id)
    return found


def _overlaps(schema: DatasetSchema, changes: RecordChanges, now: Mapping[str, Any]) -> bool:
    for section in changes.sections:
        there = section_of(now, section)
        if there is None or not merge_section(schema, changes, section, there).clean:
            return True
    return False


def count_of(workspace: Workspace, package_id: str) -> int:
    """Return how many fields and resources the draft of a record changes; 0 where it has none."""
    draft = workspace.store.drafts.get(package_id)
    return draft.changes.count if draft is not None else 0


def discard_draft(workspace: Workspace, package_id: str) -> StoredDraft | None:
    """Drop a draft; return it, so that it can be put back."""
    draft = workspace.store.drafts.get(package_id)
    workspace.store.drafts.discard(package_id)
    return draft


def restore_draft(workspace: Workspace, draft: StoredDraft) -> None:
    """Put a draft back that was discarded. One that was begun on its record since stays instead."""
    workspace.store.drafts.restore(draft)


def follow(workspace: Workspace, package_id: str, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """Make what was written to a record from here, while it has a draft, a part of the base of that draft."""
    draft = workspace.store.drafts.get(package_id)
    if draft is not None and not draft.changes.is_new:
        workspace.store.drafts.rebase(change(draft.changes.base))


def left_to_send(schema: DatasetSchema, now: RecordChanges, sent: RecordChanges, left: RecordChanges) -> RecordChanges:
    """Return what is still to be sent of a draft after a save, upon the record as it is on the server now.

    Args:
        now: all that the draft holds by now.
        sent: what was sent; the draft may have been changed since.
        left: what of it did not arrive (nothing, as a rule), upon the record as it is now.
    """
    waiting = {i: v for i, v in now.new_resources.items() if i not in sent.new_resources or i in left.new_resources}
    # added, sent, and taken out again meanwhile; what was made again after someone deleted it was never added here
    known = {*now.new_resources, *left.new_resources, *now.sections, *resource_ids(now.base)}
    taken_out = [i for i in sent.new_resources if i not in known]
    wanted = {i for i in now.deletions if i not in sent.deletions or i in left.deletions}
    fields: dict[str, dict[str, Any]] = {}
    for section in dict.fromkeys([*now.fields, *now.new_resources, *sent.fields, *left.fields]):
        if section not in waiting and section not in taken_out:
            values = _values(schema, section, now, sent, left)
            base = section_of(left.base, section) or {}
            found = diff(base, values, section_fields(schema, section, values))
            fields[section] = {c.name: c.after for c in found if c.field.applies({**base, **values})}
    rest = RecordChanges(
        left.base,
        {section: values for section, values in fields.items() if values},
        [*sorted(wanted), *taken_out],
        waiting,
        {i: f for i, f in now.files.items() if sent.files.get(i) != f or i in left.files},
    )
    rest.order = _order(now, sent, rest) if now.order != sent.order else left.order
    return rest


def rebase_draft(workspace: Workspace, sent: RecordChanges, left: RecordChanges) -> None:
    """Make what is still to be sent the draft of the record, in place of the stored one; nothing ends it.

    Args:
        sent, left: as for ``left_to_send``.
    """
    with workspace.store.work_transaction():
        draft = workspace.store.drafts.get(sent.package_id)
        if draft is not None:
            workspace.store.drafts.put(left_to_send(workspace.schema_of(draft.changes.base), draft.changes, sent, left))


def _values(
    schema: DatasetSchema, section: str, now: RecordChanges, sent: RecordChanges, left: RecordChanges
) -> dict[str, Any]:
    """Return the fields of a section that is on the server: what was changed since, over what did not arrive."""
    mine, gone = _meant(now, section), _meant(sent, section)
    values = {n: v for n, v in left.fields.get(section, {}).items() if n in mine}
    values |= {n: v for n, v in mine.items() if n not in gone or gone[n] != v}
    before: Mapping[str, Any] = section_of(sent.base, section) or {}
    known = sent.fields.get(section, {}) if section not in now.new_resources else gone
    put_back = {n: None for n in known if n not in mine}
    fields = section_fields(schema, section, put_back)
    return values | {f.name: read_value(before, f) for f in fields if f.name in put_back}


def _meant(changes: RecordChanges, section: str) -> dict[str, Any]:
    return {**changes.new_resources.get(section, {}), **changes.fields.get(section, {})}


def _order(now: RecordChanges, sent: RecordChanges, rest: RecordChanges) -> list[str] | None:
    """Return the order that is wanted by now; None where it is as it would be without a word."""
    there = resource_ids(rest.base)
    natural = [*there, *(i for i in rest.new_resources if i not in there)]
    wanted = [i for i in now.order or [*resource_ids(sent.base), *now.new_resources] if i in natural]
    wanted += [i for i in natural if i not in wanted]
    return None if wanted == natural else wanted
