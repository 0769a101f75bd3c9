"""Deleting a whole record on the server, with an entry in the journal, from which it can be restored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.record_changes import PACKAGE
from bcdc_desktop.store.uploads import State
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .submit import SubmitResult, guarded


def delete_record(workspace: Workspace, package: Mapping[str, Any], *, undoes: int | None = None) -> SubmitResult:
    """Delete a record, unless it was changed since it was seen.

    Args:
        package: the record as the user saw it.
        undoes: the journal's entry that this undoes.

    Raises:
        Conflict: someone else changed the record; it was not deleted.
        CatalogueError: it is gone, may not be deleted, or the server did not answer.
    """
    package_id = str(package["id"])
    with workspace.package_lock(package_id):
        current = workspace.package(package_id)
        if current.get("metadata_modified") != package.get("metadata_modified"):
            raise errors.Conflict(tr("Someone else has changed this record in the meantime. It was not deleted."))
        entry = begin_whole(
            workspace, current, "package_delete", {PACKAGE: dict(current)}, {PACKAGE: None}, undoes=undoes
        )
        run_whole(workspace, entry, package_id, "deleted", lambda: workspace.catalogue.delete_package(package_id))
        workspace.store.cache.records.remove([package_id])
    # what was deleted on purpose must not be missed by a later verification of what was uploaded
    done = workspace.store.uploads.rows(states=(State.DONE,), package=package_id)
    workspace.store.uploads.remove([row.id for row in done])
    return SubmitResult({**current, "state": "deleted"}, {}, entry)


def begin_whole(
    workspace: Workspace,
    current: Mapping[str, Any],
    action: str,
    before: Mapping[str, Any],
    after: Any,
    *,
    undoes: int | None = None,
) -> int:
    """Note in the journal that a whole record is about to be deleted or restored; return the entry's number."""
    entry = workspace.store.journal.begin(
        user=workspace.user,
        action=action,
        package_id=str(current["id"]),
        title=Package(current).title,
        before=before,
        after=after,
    )
    if undoes is not None:
        workspace.store.overwritten.note_undo(entry, undoes)
    return entry


def run_whole(workspace: Workspace, entry: int, package_id: str, state: str, write: Callable[[], object]) -> None:
    """Change a record as a whole; where the answer was lost its state tells."""

    def is_stored() -> bool | None:
        try:
            return str(workspace.catalogue.package(package_id).get("state")) == state
        except errors.NotFound:
            return state == "deleted"
        except errors.CatalogueError:
            return None

    guarded(workspace, entry, write, is_stored)
