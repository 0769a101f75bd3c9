"""Who the user is, the organizations with the user's roles, the schema: what every synchronization looks at first."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import with_capacities, with_counts

from ..workspace import Desk

_SCHEMA_AGE = 24 * 3600.0  # seconds
_TREE_AGE = 3600.0


def refresh_account(desk: Desk) -> None:
    """Asks who the user is, and remembers it.

    Raises:
        NotAuthorized: the key is not known any more, or there is none where something was read with one.
        CatalogueError: the catalogue could not be asked.
    """
    if not desk.catalogue.has_key:
        if desk.account() is not None:
            raise errors.NotAuthorized("You are not signed in. What was read with your key is kept. Sign in again.")
        desk.store.cache.put("account", None)
        return
    account = desk.catalogue.account(desk.profile.user)
    if account is None:
        raise errors.NotAuthorized("The catalogue does not know the key any more. Sign in again with a new one.")
    desk.store.cache.put("account", asdict(account))


def prove_key(desk: Desk) -> None:
    """Makes sure that the catalogue still knows the key, before what it does not show any more is forgotten.

    Raises:
        NotAuthorized: it does not; it shows what everybody may see.
        CatalogueError: the catalogue could not be asked.
    """
    if not _capacities(desk):
        refresh_account(desk)


def refresh_tree(desk: Desk, capacities: Mapping[str, str] | None = None) -> None:
    """Organizations, how many packages each has, and the user's role in them (asked for where it is not given)."""
    organizations = desk.catalogue.organizations()
    counts = desk.catalogue.organization_counts()
    roles = _capacities(desk) if capacities is None else capacities
    desk.store.cache.put_organizations(with_capacities(with_counts(organizations, counts), roles))
    desk.store.cache.put("tree", len(organizations))


def refresh_schema(desk: Desk, *, older_than: float = _SCHEMA_AGE) -> None:
    """The dataset schema and the licences, when they were not seen for a while. A catalogue without scheming keeps
    the bundled schema."""
    seen = desk.store.cache.get("schema")
    if seen and time.time() - seen.at < older_than:
        return
    desk.learn_abilities()
    try:
        desk.put_schema(desk.catalogue.schema())
        desk.store.cache.put("licences", desk.catalogue.licences())
    except (errors.UnknownAction, errors.NotFound):
        return


def refresh_rights(desk: Desk) -> None:
    """The user's roles, which also tell whether the key is still known; the tree now and then.

    Raises:
        NotAuthorized: the key is not known any more; nothing is remembered of it.
        CatalogueError: the catalogue could not be asked.
    """
    held = {o.id: o.capacity for o in desk.store.cache.organizations() if o.capacity}
    capacities = _capacities(desk)
    if held and not capacities:
        refresh_account(desk)
    seen = desk.store.cache.get("tree")
    if seen is None or not younger(seen.at, _TREE_AGE):
        refresh_tree(desk, capacities)
    elif capacities != held:
        desk.store.cache.put_organizations(with_capacities(desk.store.cache.organizations(), capacities))


def _capacities(desk: Desk) -> Mapping[str, str]:
    return desk.catalogue.my_organizations("read") if desk.catalogue.has_key else {}


def younger(at: float, seconds: float) -> bool:
    """Whether something was seen less than that ago. What was seen later than now was seen by a wrong clock."""
    return 0 <= time.time() - at < seconds
