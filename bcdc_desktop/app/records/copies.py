"""Copies of files that a save replaces or deletes, so that undo can restore them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.file_names import safe_file_name, safe_suffix
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import AttachedFile, section_of
from bcdc_desktop.error_text import system_reason
from bcdc_desktop.file_operations import remove_folder
from bcdc_desktop.translation import tr

from ..workspace import Workspace

_log = logging.getLogger(__name__)
_ROOM = 1_000_000_000  # bytes of all copies of one user of one catalogue; the oldest go first


class NotKept(errors.CatalogueError):
    """A file that is to be replaced or deleted could not be copied first. Nothing was sent."""

    kind = "not_kept"

    def __init__(self, resource: Resource, why: str) -> None:
        super().__init__(
            tr(
                "Nothing was sent: the current file of “{resource}” couldn't be backed up for undo. {reason} "
                "Try again. To continue without backups, set their size limit to 0 in the settings of this catalogue.",
                resource=resource.name,
                reason=why,
            )
        )
        self.reason = why


def keep(workspace: Workspace, package: Mapping[str, Any], resource_ids: Sequence[str]) -> dict[str, str]:
    """Download the uploaded files of these resources; return resource id -> where the copy is (below the store's
    folder of copies). What is a link, is larger than ``Profile.keep_replaced_below`` or is not there has none.

    Raises:
        NotKept: a file cannot be read, or the disk does not take it.
        CatalogueError: the network is at fault; trying again may help.
    """
    kept: dict[str, str] = {}
    for resource_id in resource_ids:
        resource = Resource(section_of(package, resource_id) or {"id": resource_id})
        place = _keep(workspace, resource) if resource.uploaded else None
        if place is not None:
            kept[resource_id] = place
    if kept:
        _make_room(workspace, set(kept.values()))
    return kept


def _keep(workspace: Workspace, resource: Resource) -> str | None:
    place = f"{uuid4().hex}/file{safe_suffix(resource.file_name)}"  # nothing else of the server's name meets the disk
    try:
        size = resource.size
        if size is None:
            size = workspace.catalogue.file_size(workspace.catalogue.stored_at(resource))
        if size is None or size > workspace.profile.keep_replaced_below:
            return None
        target = workspace.store.copies / place
        target.parent.mkdir(parents=True, mode=0o700)
        url, most = workspace.catalogue.stored_at(resource), workspace.profile.keep_replaced_below
        workspace.catalogue.download(url, target, name=resource.file_name or "file", at_most=most)
    except errors.TooLarge:
        return None
    except errors.NotFound:
        _log.info("the file of %s is not there, so that there is nothing to keep", resource.id)
        return None
    except errors.CatalogueError as error:
        if error.retry:
            raise
        raise NotKept(resource, error.message) from error
    except OSError as error:
        raise NotKept(resource, f"{system_reason(error)}.") from error
    workspace.store.journal.note_copy(place, safe_file_name(resource.file_name))
    return place


def find(workspace: Workspace, place: str | None) -> AttachedFile | None:
    """Return a copy that was kept, as a file to be sent again under the name it had; None where it is not there any
    more, or where we kept none at that place.

    Args:
        place: as ``keep`` told it: a journal entry has it in ``copies``, a row of the uploads in ``copy``.
    """
    name = workspace.store.journal.copy_name(place) if place else None
    if not place or name is None:
        return None
    try:
        return attach(workspace.store.copies / place, name)
    except OSError:
        return None


def _make_room(workspace: Workspace, fresh: set[str]) -> None:
    folder = workspace.store.copies
    files = sorted((p for p in folder.glob("*/*") if p.is_file()), key=lambda p: p.stat().st_mtime)
    room = _ROOM - sum(p.stat().st_size for p in files)
    for path in files:
        if room >= 0:
            return
        place = path.relative_to(folder).as_posix()
        if place not in fresh:
            room += path.stat().st_size
            remove_folder(path.parent)
            workspace.store.journal.forget_copy(place)
