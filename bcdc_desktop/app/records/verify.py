"""Verify that what was sent is on the server: fields by their meaning, files by their size and content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    Differences,
    RecordChanges,
    resource_ids,
    section_of,
)
from bcdc_desktop.domain.values import read_value, same

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
    """Whether the server has another file than was sent; what cannot be read back counts as it should be."""
    try:
        if size_problem(workspace, resource, size):
            return True
        if size > workspace.profile.verify_content_below or sha256 is None:
            return False
        return not same_content(workspace, resource, sha256)
    except errors.NotFound:
        return True
    except errors.CatalogueError:
        return False


def size_problem(workspace: Workspace, resource: Resource | None, size: int) -> str:
    """Return why a resource does not hold a file of that size (bytes), in words; empty where it does.

    Raises:
        CatalogueError: the record does not tell the size, and the file could not be asked for.
    """
    if resource is None:
        return "not there"
    if not resource.uploaded:
        return "a link instead of the file"
    there = resource.size
    if there is None:
        try:
            there = workspace.catalogue.file_size(resource.url)
        except errors.NotFound:
            return "the file is not there"
    return "" if there in (None, size) else f"{there} bytes instead of {size}"


def same_content(workspace: Workspace, resource: Resource, sha256: str) -> bool:
    """Return whether the file on the server has the bytes that were sent, by downloading it.

    Raises:
        CatalogueError, Cancelled: it could not be read whole.
    """
    digest = hashlib.sha256()
    for chunk in workspace.catalogue.read_file(resource.url):
        digest.update(chunk)
    return digest.hexdigest() == sha256
