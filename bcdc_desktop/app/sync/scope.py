"""What a synchronization is limited to, and what of the catalogue is on this computer.

A large catalogue need not be downloaded whole: the records of some organizations with their branches, or of those in
which the user has a role. And titles may come first: the list entries of all records, which a search index gives a
thousand at a time, before the records themselves. The choice is remembered in the cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.translation import tr

from ..workspace import Workspace

LARGE = 10_000
"""Records from which on titles come first unless the user decided otherwise, and from which on a choice is offered."""
_SCOPE = "sync_scope"


@dataclass(frozen=True)
class SyncScope:
    """The records to synchronize: of some organizations (ids or names) with their branches, of those in which the user
    has a role, or all where neither is set. ``titles_first`` is None where the size of the catalogue decides."""

    organizations: tuple[str, ...] = ()
    only_mine: bool = False
    titles_first: bool | None = None

    @property
    def limited(self) -> bool:
        """Whether not all records are asked for."""
        return self.only_mine or bool(self.organizations)

    def resolved(self, tree: OrganizationTree) -> SyncScope:
        """Return the same scope with ids instead of names.

        Raises:
            NotFound: there is no organization of such an id or name.
        """
        found = []
        for text in self.organizations:
            organization = tree.get(text)
            if organization is None:
                raise errors.NotFound(tr("There is no organization “{name}”.", name=text[:100]))
            found.append(organization.id)
        return replace(self, organizations=tuple(dict.fromkeys(found)))

    def ids(self, tree: OrganizationTree) -> tuple[str, ...] | None:
        """Return the ids of the organizations whose records are wanted, in their order; None for all records.

        Raises:
            NotFound: the user has no role in any organization, or none of those chosen exists any more.
        """
        if not self.limited:
            return None
        chosen = [o for text in self.organizations if (o := tree.get(text)) is not None]
        if self.only_mine:
            chosen += [o for o in tree if o.capacity]
        found = {branch.id for organization in chosen for branch in tree.branch(organization.id)}
        if found:
            return tuple(sorted(found))
        if self.only_mine:
            raise errors.NotFound(tr("You have no role in any organization, so there are no records of yours to sync."))
        raise errors.NotFound(tr("The organizations that were chosen for sync don’t exist any more."))


def chosen_scope(workspace: Workspace) -> SyncScope | None:
    """Return the scope that was chosen for a catalogue; None where nobody chose one yet."""
    seen = workspace.store.cache.key_value.get(_SCOPE)
    if seen is None or not isinstance(seen.value, Mapping):
        return None
    value: Mapping[str, Any] = seen.value
    titles = value.get("titles_first")
    return SyncScope(
        tuple(map(str, value.get("organizations") or ())),
        bool(value.get("only_mine")),
        titles if titles is None else bool(titles),
    )


def choose_scope(workspace: Workspace, scope: SyncScope) -> None:
    """Remember the scope of the synchronizations to come."""
    workspace.store.cache.key_value.put(_SCOPE, asdict(scope))


@dataclass(frozen=True)
class Coverage:
    """What of a catalogue is on this computer.

    ``finished``: a synchronization has come to its end once. ``organizations``: the titles of the chosen organizations
    that it is limited to, None where it is not. ``only_mine``: it is limited to those in which the user has a role.
    ``titles``: how many records have their list entry here only. ``large``: a choice is worth offering, as the first
    synchronization of a large catalogue is under way or was stopped.
    """

    finished: bool = True
    organizations: tuple[str, ...] | None = None
    only_mine: bool = False
    titles: int = 0
    large: bool = False

    @property
    def complete(self) -> bool:
        """Whether every record is here."""
        return self.finished and self.organizations is None and not self.titles

    @property
    def notice(self) -> str:
        """What is missing, in one or more sentences; empty where nothing is."""
        found = []
        if self.only_mine and not self.organizations:
            found.append(tr("Only the records of your organizations are on this computer."))
        elif self.only_mine:
            found.append(tr("Only the records of your organizations and of those you chose are on this computer."))
        elif self.organizations is not None and len(self.organizations) == 1:
            found.append(
                tr("Only the records of {organization} are on this computer.", organization=self.organizations[0])
            )
        elif self.organizations is not None:
            found.append(
                tr("Only the records of {n} organizations are on this computer.", n=str(len(self.organizations)))
            )
        if self.titles:
            words = tr("Of {n} records only the title and keywords are here so far.", n=str(self.titles))
            one = tr("Of 1 record only the title and keywords are here so far.")
            found.append(one if self.titles == 1 else words)
        elif not self.finished:
            found.append(tr("The first sync is not finished, so some records are missing here."))
        return " ".join(found)


def coverage(workspace: Workspace) -> Coverage:
    """Return what of the catalogue is on this computer."""
    cache, scope = workspace.store.cache, chosen_scope(workspace) or SyncScope()
    titles: tuple[str, ...] | None = None
    tree = cache.organizations.tree()
    if scope.limited:
        titles = tuple(o.title or o.name for text in scope.organizations if (o := tree.get(text)) is not None)
    finished = cache.key_value.get("synchronized_fully") is not None
    large = not finished and sum(o.packages for o in tree) >= LARGE
    return Coverage(finished, titles, scope.only_mine, cache.records.count_entries(), large)
