"""Badges of records in lists: which have a draft, a conflict or a failed upload on this computer, which are favourites.
Nothing here asks a server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..workspace import Workspace
from .drafts import conflicting


@dataclass(frozen=True)
class RecordBadges:
    """The ids of records with each badge."""

    drafts: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    failed_uploads: frozenset[str] = frozenset()
    favourites: frozenset[str] = frozenset()

    def with_drafts(self, ids: frozenset[str]) -> RecordBadges:
        """Return them after a draft was begun or dropped: a draft conflicts only once its record has changed."""
        return replace(self, drafts=ids, conflicts=self.conflicts & ids)


def badges(workspace: Workspace) -> RecordBadges:
    """Return all badges. For a worker."""
    store = workspace.store
    return RecordBadges(
        drafts(workspace),
        frozenset(conflicting(workspace)),
        frozenset(store.uploads.failed_packages()),
        frozenset(store.favourites.ids()),
    )


def drafts(workspace: Workspace) -> frozenset[str]:
    """Return the ids of the records with a draft, which is read with one statement. For a worker."""
    return frozenset(workspace.store.drafts.ids())


def know_conflicts(workspace: Workspace) -> None:
    """Let searches find the records whose draft conflicts with the catalogue (``has:conflict``)."""
    workspace.store.cache.index.conflicts = lambda: conflicting(workspace)


def favourites(workspace: Workspace) -> list[str]:
    """Return the ids of the user's favourites, the first one first."""
    return workspace.store.favourites.ids()


def set_favourite(workspace: Workspace, ids: Iterable[str], *, on: bool) -> None:
    """Make records favourites of this user in this catalogue, or no longer."""
    stored = workspace.store.favourites
    stored.add(ids) if on else stored.remove(ids)
