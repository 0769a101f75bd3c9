"""The keywords of a catalogue, from what is remembered on this computer."""

from __future__ import annotations

from bcdc_desktop.domain.keywords import Keywords
from bcdc_desktop.store.search.index import PackageQuery

from ..workspace import Workspace

_ALL = 1_000_000


def keywords_in_use(workspace: Workspace) -> Keywords:
    """Return every keyword that a remembered record has. Asks nobody."""
    counted = workspace.store.cache.index.facets(PackageQuery(), ("tag",), limit=_ALL)["tag"]
    return Keywords((found.label, found.count) for found in counted)
