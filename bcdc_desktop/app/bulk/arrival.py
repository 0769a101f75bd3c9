"""Whether a record that was sent arrived, and whether someone has saved it since: such a save is never overwritten."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Package, parse_time
from bcdc_desktop.domain.record_changes import section_fields, section_of
from bcdc_desktop.domain.schema import Field
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.bulk import BulkRecord
from bcdc_desktop.store.journal import JournalEntry

from ..records.last_change import ask_for_change
from ..workspace import Workspace

_log = logging.getLogger(__name__)
_REVISIONS = 20  # of one record that are read, to see whether what has no answer was in one


class Arrival(Enum):
    """What the catalogue, as it is now, tells of a record that was sent before."""

    ABSENT = auto()  # it is not there, and no one's decision: it can be sent
    THERE = auto()
    OVERWRITTEN = auto()  # someone saved the record after it, or nobody can tell: it is not sent again


def arrival(workspace: Workspace, record: BulkRecord, current: Mapping[str, Any], *, there: bool) -> Arrival:
    """Return what became of a record.

    Args:
        record: as its row is stored now.
        current: the record as it is on the server now.
        there: whether that has all values of the plan.

    Raises:
        CatalogueError: the catalogue could not be asked for earlier revisions.
    """
    entry = workspace.store.journal.get(record.entry)
    if entry is None:
        return Arrival.ABSENT
    if there or entry.outcome == "verified":
        return Arrival.THERE
    modified = str(current.get("metadata_modified") or "")
    if entry.is_accepted:
        if modified and modified == record.modified:  # the server writes a value in its own way
            return Arrival.THERE
        return Arrival.ABSENT if lost_by_server(workspace, record, record.modified, current) else Arrival.OVERWRITTEN
    if entry.is_unanswered and modified != record.modified and _was_there(workspace, record, entry, current):
        return Arrival.OVERWRITTEN
    return Arrival.ABSENT


def lost_by_server(workspace: Workspace, record: BulkRecord, accepted: str, seen: Mapping[str, Any]) -> bool:
    """Return whether the record is of an earlier time than what the server has accepted from us, so that no one can
    have decided on it: the very state from before, or a save that a server without locks (CKAN before 2.9.11) began
    before ours and stored over it.

    A save of a later time may be one of those too, or may be on purpose: nothing on the server tells, so that is not
    taken for lost.

    Args:
        accepted: the ``metadata_modified`` that the server answered.
        seen: the record as it is now.
    """
    now, ours = parse_time(seen.get("metadata_modified")), parse_time(accepted)
    if now is None or ours is None or now >= ours:
        return False
    return not workspace.abilities().locks or seen.get("metadata_modified") == record.base.get("metadata_modified")


def other_values(
    workspace: Workspace, record: BulkRecord, current: Mapping[str, Any]
) -> Iterator[tuple[str, Field, Any]]:
    """Yield section, field and value, of what was sent of a record and stands there otherwise now."""
    entry = workspace.store.journal.get(record.entry)
    return _others(workspace, entry.after if entry is not None else record.fields, current)


def _others(
    workspace: Workspace, sent: Mapping[str, Any], package: Mapping[str, Any]
) -> Iterator[tuple[str, Field, Any]]:
    for section, values in sent.items():
        there = section_of(package, section) or {}
        for field in section_fields(workspace.schema_of(package), section, values or {}):
            found = read_value(there, field)
            if field.name in (values or {}) and not same(found, values[field.name], field):
                yield section, field, found


def saved_by(workspace: Workspace, current: Mapping[str, Any]) -> str:
    """Return who saved a record last; empty where the catalogue does not tell."""
    with contextlib.suppress(errors.CatalogueError):
        return ask_for_change(workspace, Package(current)).who
    return ""


def _was_there(workspace: Workspace, record: BulkRecord, entry: JournalEntry, current: Mapping[str, Any]) -> bool:
    """Return whether a revision since the one that a write was matched on has all of its values, or whether the
    catalogue does not tell."""
    since = parse_time(record.modified)
    try:
        activities = workspace.catalogue.activity(record.package_id, limit=_REVISIONS)
        times = [(a, parse_time(a.get("timestamp"))) for a in activities]
        later = [a for a, at in times if since is None or at is None or at > since]
        revisions = [workspace.catalogue.record_at(str(a["id"])) for a in later]
    except (errors.NotAuthorized, errors.NotFound, errors.UnknownAction) as error:
        _log.info("the catalogue does not tell of %s what was saved: %s", record.package_id, error.message)
        return True
    if not later or len(later) == _REVISIONS:
        return True
    return any(not any(_others(workspace, entry.after, revision)) for revision in revisions)
