"""Verify that what was sent is on the server: fields by their meaning, files by their size and content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.uploads import ServedFile, is_web_page
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    Differences,
    RecordChanges,
    resource_ids,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.translation import tr

from ..workspace import Workspace

DELETION = "deletion"  # names a resource that should be gone, among what is missing
Missing = dict[str, list[str]]


def missing(
    workspace: Workspace,
    changes: RecordChanges,
    differences: Differences,
    seen: Mapping[str, Any],
    digests: Mapping[str, str | None],
) -> Missing:
    """Return what of the changes is not on the server: section -> field names.

    Args:
        differences: those of the changes, as they were sent.
        seen: the record as it is now.
        digests: resource id -> SHA-256 of the file that was sent for it; None where it was not sent whole.
    """
    found: Missing = {}
    for section, changed in differences.items():
        there = section_of(seen, section)
        # what a file's resource is called by its address is the server's to say
        listed = [c for c in changed if not (c.name == "url" and section in changes.files)]
        names = [c.name for c in listed if there is None or not same(read_value(there, c.field), c.after, c.field)]
        if names:
            found[section] = names
    for resource in changes.deletions:
        if section_of(seen, resource) is not None:
            found[resource] = [DELETION]
    for resource, file in changes.files.items():
        there = section_of(seen, resource)
        if there is None or _differs(workspace, Resource(there), file.size, digests.get(resource)):
            found.setdefault(resource, []).append(FILE)
    if changes.order:
        there_in_order = [i for i in resource_ids(seen) if i in changes.order]
        if there_in_order != [i for i in changes.order if section_of(seen, i)]:
            found.setdefault(PACKAGE, []).append(ORDER)
    return found


def _differs(workspace: Workspace, resource: Resource, size: int, sha256: str | None) -> bool:
    """Whether the record tells of another file than was sent. What the record tells counts: how the file is served
    may be changed by a sign-in page, a cache or a proxy on the way."""
    if size_problem(resource, size):
        return True
    if size > workspace.profile.verify_content_below or sha256 is None:
        return False
    try:
        return not same_content(workspace, resource, size, sha256)
    except errors.CatalogueError:
        return False


def stored_otherwise(
    workspace: Workspace, entry: JournalEntry, section: str, package: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the server made of values that an entry sent (csv became CSV), as far as the record is as that write
    left it: field -> value as it is stored. Once someone else has saved the record, nobody can tell."""
    answered = entry.stored.get(PACKAGE, {}).get("metadata_modified")
    there, sent = section_of(package, section), entry.after.get(section)
    if there is None or not isinstance(sent, Mapping) or not answered or answered != package.get("metadata_modified"):
        return {}
    fields = section_fields(workspace.schema_of(package), section, sent)
    own = {FILE, "url"} if FILE in sent else {FILE}
    listed = (f for f in fields if f.name in sent and f.name not in own)
    return {f.name: read_value(there, f) for f in listed if not same(read_value(there, f), sent[f.name], f)}


def size_problem(resource: Resource | None, size: int) -> str:
    """Return why a resource, as its record has it, does not hold a file of that size (bytes), in words; empty where it
    does, or where the record does not tell."""
    if resource is None:
        return "not there"
    if not resource.uploaded:
        return "a link instead of the file"
    return "" if resource.size in (None, size) else f"{resource.size} bytes instead of {size}"


class NotCompared(errors.CatalogueError):
    """The content of a stored file could not be compared: something else came, or nothing. It says nothing about what
    is stored.

    Attributes:
        later: whether a later attempt may find out more.
        another: whether it was a whole file of another size that came: one that took the place of ours, or is older.
    """

    kind = "not_compared"

    def __init__(self, came: str, *, later: bool = True, another: bool = False) -> None:
        super().__init__(tr("Its content could not be compared: {reason}", reason=came))
        self.later = later
        self.another = another


def same_content(workspace: Workspace, resource: Resource, size: int, sha256: str) -> bool:
    """Return whether the file on the server has the bytes that were sent, by downloading it.

    False only where a whole file of that size came from the very address, and again when caches were asked to step
    aside.

    Raises:
        NotCompared: it was not the file that came, or nothing came.
        Cancelled: it was stopped.
    """
    url = workspace.catalogue.stored_at(resource)
    for fresh in (False, True):
        try:
            came = workspace.catalogue.served(url, size, fresh=fresh)
        except errors.CatalogueError as error:
            raise NotCompared(error.message, later=not isinstance(error, errors.NotAuthorized)) from error
        if sha256 in (came.sha256, came.unpacked):
            return True
        if fresh and (problem := _why_not_compared(came, resource, size)):
            raise problem
    return False


def _why_not_compared(came: ServedFile, resource: Resource, size: int) -> NotCompared | None:
    """Return why other bytes than those that were sent do not tell what is stored; None where they do."""
    page = is_web_page(came.media_type, resource.file_name)
    if page or (came.redirected and came.size != size):
        return NotCompared(tr("got {type}.", type=came.media_type or tr("another page")))
    if came.unpacked is None and came.size != size:
        text = tr("got {found} bytes instead of {size}. A cache may still have an older file.")
        return NotCompared(text.format(found=came.size, size=size), another=True)
    if came.size != size or came.redirected:
        return NotCompared(tr("the file was changed on its way by a proxy or a cache."))
    return None
