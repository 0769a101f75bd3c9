"""Restore a record to an earlier revision that the catalogue keeps: a draft upon the record as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.publishing import state_field
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges, editable_values, section_of
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .history import difference


class DraftInTheWay(ValueError):
    """The record has a draft, which is not mixed with a revision."""


@dataclass(frozen=True)
class RevisionDraft:
    """What of a revision became a draft: how many fields and resources, and as sentences what could not."""

    count: int
    notes: tuple[str, ...] = ()


def restore_revision(workspace: Workspace, package_id: str, activity_id: str) -> RevisionDraft:
    """Make what a revision has otherwise a draft of the record; it is reviewed and saved like any other.

    Where the record belongs, and whether it is published, stays as it is: those moves have rules of their own. Files
    that were replaced are not in a revision, and resources that were added since stay.

    Raises:
        DraftInTheWay: the record has a draft.
        CatalogueError: the catalogue could not be asked, or kept no revision with this activity.
    """
    if workspace.store.drafts.get(package_id) is not None:
        raise DraftInTheWay(tr("This record has a draft. Save or discard it, then restore the revision."))
    then, now = workspace.catalogue.record_at(activity_id), workspace.package(package_id)
    if str(then.get("id")) != str(now["id"]):
        raise ValueError(tr("This is a revision of another record."))
    schema = workspace.schema_of(now)
    state = state_field(schema)
    stays = {"owner_org", *([state.name] if state is not None else [])}
    found = difference(workspace, now, then)
    draft, notes = RecordChanges(now), list[str]()
    for section, changes in found.changes.items():
        uploaded = section != PACKAGE and Resource(section_of(now, section) or {}).uploaded
        was_uploaded = section != PACKAGE and Resource(section_of(then, section) or {}).uploaded
        values = {c.name: c.after for c in changes if not c.field.read_only and c.name not in stays}
        if (uploaded or was_uploaded) and values.pop("url", None) is not None:
            name = (section_of(now, section) or {}).get("name") or section
            notes.append(tr("The catalogue doesn't keep earlier files, so the file of “{name}” stays.", name=name))
        draft.set(section, values)
    for resource, name in found.added.items():  # it has been deleted since
        then_there = section_of(then, resource) or {}
        if Resource(then_there).uploaded:
            notes.append(tr("“{name}” can't be restored: the catalogue doesn't keep deleted files.", name=name))
        else:
            draft.new_resources[resource] = editable_values(then_there, schema.resource_fields)
    notes += [tr("“{name}” was added later, and stays.", name=name) for name in found.removed.values()]
    if not draft.empty:
        workspace.store.drafts.put(draft)
    return RevisionDraft(draft.count, tuple(notes))
