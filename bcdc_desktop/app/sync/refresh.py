"""Account, organizations with the user's roles, and schema: what every synchronization reads first."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import asdict

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import with_capacities, with_counts
from bcdc_desktop.translation import tr

from ..workspace import Workspace
from .policy import younger

_log = logging.getLogger(__name__)
_SCHEMA_AGE = 24 * 3600.0  # seconds
_TREE_AGE = 3600.0


def refresh_account(workspace: Workspace) -> None:
    """Ask who the user is, and cache it.

    Raises:
        NotAuthorized: the key is not known any more, or there is none where something was read with one.
        CatalogueError: the catalogue could not be asked.
    """
    if not workspace.catalogue.has_key:
        if workspace.account() is not None:
            raise errors.NotAuthorized(tr("You are not signed in. Sign in again; what you downloaded is still here."))
        workspace.store.cache.key_value.put("account", None)
        return
    account = workspace.catalogue.account(workspace.profile.user)
    if account is None:
        raise errors.NotAuthorized(tr("The catalogue no longer accepts your API key. Sign in again with a new one."))
    workspace.store.cache.key_value.put("account", asdict(account))


def prove_key(workspace: Workspace) -> None:
    """Make sure that the catalogue still accepts the key, before records that it does not show any more are removed.

    Raises:
        NotAuthorized: it does not; it shows what everybody may see.
        CatalogueError: the catalogue could not be asked.
    """
    if not _capacities(workspace):
        refresh_account(workspace)


def refresh_tree(workspace: Workspace, capacities: Mapping[str, str] | None = None) -> None:
    """Read organizations, how many packages each has, and the user's role in them (asked for where it is not given)."""
    organizations = workspace.catalogue.organizations()
    try:
        counts = workspace.catalogue.organization_counts()
    except errors.SearchDown:  # the tree does not need the search; the counts are those that were seen last
        counts = {o.name: o.packages for o in workspace.store.cache.organizations.all()}
    roles = _capacities(workspace) if capacities is None else capacities
    workspace.store.cache.organizations.put(with_capacities(with_counts(organizations, counts), roles))
    workspace.store.cache.key_value.put("tree", len(organizations))


def refresh_schema(workspace: Workspace, *, older_than: float = _SCHEMA_AGE) -> None:
    """Read the schema of each type of records, and the licences, where they were not read for a while. A catalogue
    without ckanext-scheming has CKAN's own fields."""
    seen = workspace.store.cache.key_value.get("schema")
    if seen and time.time() - seen.at < older_than:
        return
    workspace.learn_abilities()
    try:
        if workspace.put_schemas(workspace.catalogue.schemas(), _groups(workspace)):
            _log.info("the schema of %s is another than before", workspace.profile.name)
    except errors.UnreadableAnswer as error:
        _log.info("the schema is not as it must be, and stays as it was: %s", error)
    try:
        workspace.store.cache.key_value.put("licences", workspace.catalogue.licences())
    except (errors.UnknownAction, errors.NotFound, errors.UnreadableAnswer) as error:
        _log.info("the licences are not as they must be, and stay as they were: %s", error)


def _groups(workspace: Workspace) -> list[dict[str, str]] | None:
    """Return the groups that records can be in, by name and title; None where they could not be asked for."""
    try:
        listed = workspace.catalogue.groups()
    except (errors.NotAuthorized, errors.NotFound, errors.Invalid, errors.UnreadableAnswer) as error:
        _log.info("the groups could not be read: %s", error)
        return None
    return [{"name": g["name"], "title": str(g.get("title") or g.get("display_name") or "")} for g in listed]


def refresh_rights(workspace: Workspace) -> None:
    """Read the user's roles, which also tell whether the key is still accepted, and the organizations now and then.

    Raises:
        NotAuthorized: the key is not accepted any more; nothing is cached of that.
        CatalogueError: the catalogue could not be asked.
    """
    held = {o.id: o.capacity for o in workspace.store.cache.organizations.all() if o.capacity}
    capacities = _capacities(workspace)
    if held and not capacities:
        refresh_account(workspace)
    seen = workspace.store.cache.key_value.get("tree")
    if seen is None or not younger(seen.at, _TREE_AGE, now=time.time()):
        refresh_tree(workspace, capacities)
    elif capacities != held:
        workspace.store.cache.organizations.put(with_capacities(workspace.store.cache.organizations.all(), capacities))


def _capacities(workspace: Workspace) -> Mapping[str, str]:
    return workspace.catalogue.my_organizations("read") if workspace.catalogue.has_key else {}
