"""The checklist before a record is offered for publishing, whichever way the move is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.quality import ChecklistItem, checklist

from ..workspace import Workspace

_OFFERED = "PENDING PUBLISH"
_PUBLIC = ("PUBLISHED", "PENDING ARCHIVE", "ARCHIVED")


def is_offered(state: str, target: str) -> bool:
    """Return whether a move offers a record for publishing; from the public the same state takes it back."""
    return target == _OFFERED and state not in (_OFFERED, *_PUBLIC)


def look_before(workspace: Workspace, package: Mapping[str, Any]) -> list[ChecklistItem]:
    """Return the checklist of a record, with what is known of its links. Makes no request."""
    urls = [r.url for r in Package(package).resources if not r.uploaded]
    links = {url: result.alive for url, result in workspace.store.links.get(urls).items()}
    licences = {str(licence["id"]) for licence in workspace.licences()}
    return checklist(package, workspace.schema(), licences=licences, links=links)


def held_back(workspace: Workspace, package: Mapping[str, Any], state: str, target: str) -> list[ChecklistItem]:
    """Return what keeps a record from a move.

    Args:
        package: the record as it would be offered.
    """
    return [i for i in look_before(workspace, package) if i.standing == "wrong"] if is_offered(state, target) else []
