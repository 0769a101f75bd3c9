"""Who the user is, the organizations with the user's roles, the schema: what every synchronization looks at first."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.organization import with_capacities, with_counts

from .desk import Desk

_SCHEMA_AGE = 24 * 3600.0  # seconds
_TREE_AGE = 3600.0


def refresh_account(desk: Desk) -> None:
    """Asks who the user is, and which organizations they may write to; remembers both.

    Raises:
        NotAuthorized: the key is not known any more.
        CatalogueError: the catalogue could not be asked.
    """
    if not desk.catalogue.has_key:
        desk.store.cache.put("account", None)
        return
    account = desk.catalogue.account(desk.profile.user)
    if account is None:
        raise errors.NotAuthorized("The catalogue does not know the key any more. Sign in again with a new one.")
    desk.store.cache.put("account", asdict(account))


def refresh_tree(desk: Desk) -> None:
    """Organizations, how many packages each has, and the user's role in them."""
    organizations = desk.catalogue.organizations()
    counts = desk.catalogue.organization_counts()
    desk.store.cache.put_organizations(with_capacities(with_counts(organizations, counts), _capacities(desk)))
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
    """The user's roles, which also tell whether the key is still known; the tree now and then."""
    held = {o.id: o.capacity for o in desk.store.cache.organizations() if o.capacity}
    seen = desk.store.cache.get("tree")
    if seen is None or not younger(seen.at, _TREE_AGE):
        refresh_tree(desk)
        if held and not any(o.capacity for o in desk.store.cache.organizations()):
            refresh_account(desk)
        return
    capacities = _capacities(desk)
    if capacities == held:
        return
    if held and not capacities:
        refresh_account(desk)
    desk.store.cache.put_organizations(with_capacities(desk.store.cache.organizations(), capacities))


def _capacities(desk: Desk) -> Mapping[str, str]:
    return desk.catalogue.my_organizations("read") if desk.catalogue.has_key else {}


def younger(at: float, seconds: float) -> bool:
    """Whether something was seen less than that ago. What was seen later than now was seen by a wrong clock."""
    return 0 <= time.time() - at < seconds
