"""A record with its draft as they are stored on this computer, and writing that draft in the name of its editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bcdc_desktop.domain.record_changes import RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema

from ..workspace import Workspace

ResourceChange = Literal["delete", "new", "file", "order"]


@dataclass(frozen=True)
class StoredRecord:
    """A record as it is stored.

    Attributes:
        package: as it was read from the catalogue; what its draft was begun with, where it is not in the cache.
        at: when that was read, in seconds since the epoch.
        cached: it is in the cache.
        draft: its changes that are not on the server yet.
    """

    package: Mapping[str, Any]
    at: float
    cached: bool
    draft: RecordChanges | None


def read_record(workspace: Workspace, id_or_name: str, *, opened: bool = False) -> StoredRecord | None:
    """Return a record as it is stored; None where neither the record nor a draft of it is. Asks no server.

    Args:
        opened: note that it was opened.
    """
    cache = workspace.store.cache
    seen = cache.records.get(id_or_name)
    package_id = str(seen.value["id"]) if seen is not None else id_or_name
    if opened:
        cache.records.touch(package_id)
    draft = workspace.store.drafts.get(package_id)
    changes = draft.changes if draft is not None else None
    if seen is not None:
        return StoredRecord(seen.value, seen.at, True, changes)
    if draft is not None:  # it was deleted meanwhile, or is not on the server yet
        return StoredRecord(draft.changes.base, draft.updated, False, draft.changes)
    return None


@dataclass(frozen=True)
class RecordTerms:
    """What the changes of a record are shown with: its schema, and the names of its resources by their ids, as they are
    stored (empty where the record is not)."""

    schema: DatasetSchema
    names: Mapping[str, str]


def record_terms(workspace: Workspace, package_id: str) -> RecordTerms:
    """Read them; for a worker."""
    stored = read_record(workspace, package_id)
    found = (stored.package.get("resources") or ()) if stored is not None else ()
    return RecordTerms(workspace.schema_of_id(package_id), {str(r["id"]): str(r.get("name") or "") for r in found})


def has_draft(workspace: Workspace, package_id: str) -> bool:
    """Return whether there is a draft of a record."""
    return workspace.store.drafts.get(package_id) is not None


class DraftWriter:
    """Writes drafts. Whoever hears of these changes finds the ``origin``, which so knows its own."""

    def __init__(self, workspace: Workspace, origin: object) -> None:
        self._drafts = workspace.store.drafts
        self._bus = workspace.store.bus
        self._origin = origin

    def set_fields(self, base: Mapping[str, Any], section: str, values: Mapping[str, Any], *, title: str = "") -> None:
        """Replace the changed fields of a section; as ``Drafts.set_edits``."""
        with self._bus.origin(self._origin):
            self._drafts.set_edits(base, section, values, title=title)

    def set_resource(self, base: Mapping[str, Any], change: ResourceChange, resource: str, value: Any) -> None:
        """Set what concerns a resource as a whole; as ``Drafts.set_part``."""
        with self._bus.origin(self._origin):
            self._drafts.set_part(base, change, resource, value)

    def put(self, changes: RecordChanges) -> None:
        """Make changes the draft of their record; as ``Drafts.put``."""
        with self._bus.origin(self._origin):
            self._drafts.put(changes)

    def rebase(self, package: Mapping[str, Any]) -> None:
        """Make a newer state of the record the draft's base; as ``Drafts.rebase``."""
        with self._bus.origin(self._origin):
            self._drafts.rebase(package)

    def discard(self, package_id: str, section: str | None = None) -> None:
        """Drop a draft, or what it contains of one section; as ``Drafts.discard``."""
        with self._bus.origin(self._origin):
            self._drafts.discard(package_id, section)
