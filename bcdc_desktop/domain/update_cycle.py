"""How often the data of a resource should be updated, as its record declares (``resource_update_cycle``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, timedelta

from .package import Resource

# Days until an update is late. BCDC's schema gives the names; “biweekly” stands beside “fortnightly” and “weekly”
# there, so it is read as the longer of its two meanings. Months and years are counted as their longest.
DAYS = {
    "continual": 2,
    "daily": 2,
    "nightly": 2,
    "weekly": 7,
    "biweekly": 14,
    "fortnightly": 14,
    "monthly": 31,
    "quarterly": 92,
    "biannually": 184,
    "annually": 366,
}


def due(resource: Resource) -> date | None:
    """Return the day by which the data should be updated next; None where no cycle is promised or no time is known."""
    days = DAYS.get(str(resource.raw.get("resource_update_cycle") or ""))
    modified = resource.modified
    if days is None or modified is None:
        return None
    try:
        return modified.astimezone(UTC).date() + timedelta(days=days)
    except OverflowError:
        return None


def earliest_due(resources: Iterable[Resource]) -> date | None:
    """Return the first of the days by which a resource should be updated."""
    oldest: dict[str, Resource] = {}
    for resource in resources:
        cycle = str(resource.raw.get("resource_update_cycle") or "")
        if cycle in DAYS and (cycle not in oldest or _told(resource) < _told(oldest[cycle])):
            oldest[cycle] = resource  # of one cycle only the oldest can be the first
    return min((d for r in oldest.values() if (d := due(r)) is not None), default=None)


def _told(resource: Resource) -> str:
    return str(resource.raw.get("last_modified") or resource.raw.get("created") or "9")
