"""Who changed a record last, and when, as far as the catalogue tells: stored beside the record, asked for when it is
opened."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Package, parse_time

from ..workspace import Workspace

_NAME = 200  # characters of a user's name
_WITH_IT = 60.0  # seconds between a change and its activity, which a busy server may need


@dataclass(frozen=True)
class LastChange:
    """The last change: ``at`` in UTC; ``who`` is empty where the catalogue does not tell."""

    at: datetime | None
    who: str = ""


def known_change(workspace: Workspace, package: Package) -> LastChange:
    """Return what is known here of a record's last change. Asks no server."""
    seen = workspace.store.cache.key_value.get(_key(package.id))
    stored: Any = seen.value if seen else None
    if isinstance(stored, dict) and stored.get("of") == package.metadata_modified:
        return LastChange(package.modified, str(stored.get("who") or ""))
    return LastChange(package.modified)


def ask_for_change(workspace: Workspace, package: Package) -> LastChange:
    """Ask the catalogue who changed a record last, unless that is known of this version of it. For a worker.

    A catalogue that keeps no activities, or does not show them or its users, leaves ``who`` empty.

    Raises:
        CatalogueError: it could not be asked.
    """
    seen = workspace.store.cache.key_value.get(_key(package.id))
    if seen and isinstance(seen.value, dict) and seen.value.get("of") == package.metadata_modified:
        return known_change(workspace, package)
    who = ""
    with contextlib.suppress(errors.NotAuthorized, errors.NotFound, errors.UnknownAction):
        activities = workspace.catalogue.activity(package.id, limit=1)
        if activities and _is_of(activities[0].get("timestamp"), package):
            who = with_user_names(workspace, activities)[0]["data"]["actor"]
    workspace.store.cache.key_value.put(_key(package.id), {"of": package.metadata_modified, "who": who})
    return LastChange(package.modified, who)


def with_user_names(workspace: Workspace, activities: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return activities with the names of who did them as people know them in ``data.actor``, empty where the catalogue
    does not tell: CKAN 2.9 gives ids alone.

    Raises:
        CatalogueError: the catalogue could not be asked.
    """
    names: dict[str, str] = {}
    found = []
    for activity in activities:
        data = activity.get("data")
        data = dict(data) if isinstance(data, Mapping) else {}
        user = str(activity.get("user_id") or "")
        if user and user not in names:
            names[user] = ""
            with contextlib.suppress(errors.NotAuthorized, errors.NotFound, errors.UnknownAction):
                names[user] = workspace.catalogue.user_name(user)[:_NAME]
        data["actor"] = names.get(user) or str(data.get("actor") or "")[:_NAME]
        found.append({**activity, "data": data})
    return found


def _is_of(timestamp: Any, package: Package) -> bool:
    """Return whether an activity is the one of the record as it is known here: it is written with the record."""
    at, modified = parse_time(timestamp), package.modified
    return at is not None and modified is not None and abs((at - modified).total_seconds()) < _WITH_IT


def _key(package_id: str) -> str:
    return f"last_change:{package_id}"
