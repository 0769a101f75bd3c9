"""How often the data of a record should be updated, as the record itself declares: BCDC's resources by their update
cycle, other catalogues' records by their frequency (DCAT)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from .bcdc.fields import UPDATE_CYCLE, is_bcdc
from .bcdc.update_cycle import DAYS as BCDC_DAYS
from .package import Package, Resource, parse_time
from .schema import DatasetSchema

_FREQUENCIES = ("frequency", "accrual_periodicity", "accrualPeriodicity", "update_frequency")
# words of the European Union's and Dublin Core's lists, of which an address ends in one; months are their longest
_DAYS = {
    "cont": 2, "continuous": 2, "updatecont": 2, "hourly": 2, "daily": 2, "twiceaday": 2,
    "weekly": 7, "semiweekly": 7, "threetimesaweek": 7, "biweekly": 14, "fortnightly": 14, "semimonthly": 16,
    "monthly": 31, "monthly2": 16, "bimonthly": 62, "quarterly": 92, "threetimesayear": 123,
    "semiannual": 184, "annual2": 184, "biannually": 184, "annual": 366, "annually": 366, "yearly": 366,
    "biennial": 731, "triennial": 1096,
}  # fmt: skip
_INTERVAL = re.compile(r"R/P(\d{1,4}(?:\.\d{1,3})?)([YMWD])")  # ISO 8601, as DCAT-US writes it
_UNITS = {"Y": 366, "M": 31, "W": 7, "D": 1}


def due(resource: Resource, schema: DatasetSchema) -> date | None:
    """Return the day by which the data of a resource should be updated next; None where no cycle is promised for it
    alone, or no time is known."""
    days = BCDC_DAYS.get(str(resource.raw.get(UPDATE_CYCLE) or "")) if is_bcdc(schema) else None
    return _after(resource.modified, days)


def earliest_due(package: Package, schema: DatasetSchema) -> date | None:
    """Return the first of the days by which the data of a record should be updated."""
    if is_bcdc(schema):
        return _earliest_of_resources(package.resources, schema)
    days = frequency_days(_frequency(package, schema))
    if days is None:
        return None
    times = [parse_time(package.raw.get("modified")), *(r.modified for r in package.resources)]
    return _after(max((t for t in times if t is not None), default=package.modified), days)


def has_cycle(package: Package, schema: DatasetSchema) -> bool:
    """Return whether a record says how often its data is updated."""
    if is_bcdc(schema):
        return any(str(r.raw.get(UPDATE_CYCLE) or "") in BCDC_DAYS for r in package.resources)
    return frequency_days(_frequency(package, schema)) is not None


def has_cycles(schema: DatasetSchema) -> bool:
    """Return whether records of this schema can say how often their data is updated."""
    return is_bcdc(schema) or any(schema.dataset_field(n) is not None for n in _FREQUENCIES)


def frequency_days(text: str) -> int | None:
    """Return the days until an update is late, by a frequency: a word, an address that ends in one, or an interval of
    ISO 8601; None where it promises none."""
    interval = _INTERVAL.fullmatch(text.strip())
    if interval:
        return max(2, round(float(interval[1]) * _UNITS[interval[2]]))
    word = re.split(r"[/#]", text.strip().rstrip("/"))[-1]
    return _DAYS.get(re.sub(r"[^a-z0-9]", "", word.lower()))


def _frequency(package: Package, schema: DatasetSchema) -> str:
    name = next((n for n in _FREQUENCIES if schema.dataset_field(n) is not None), "")
    value = package.raw.get(name) if name else None
    return value if isinstance(value, str) else ""


def _earliest_of_resources(resources: Iterable[Resource], schema: DatasetSchema) -> date | None:
    oldest: dict[str, Resource] = {}
    for resource in resources:
        cycle = str(resource.raw.get(UPDATE_CYCLE) or "")
        if cycle in BCDC_DAYS and (cycle not in oldest or _told(resource) < _told(oldest[cycle])):
            oldest[cycle] = resource  # of one cycle only the oldest can be the first
    return min((d for r in oldest.values() if (d := due(r, schema)) is not None), default=None)


def _told(resource: Resource) -> str:
    return str(resource.raw.get("last_modified") or resource.raw.get("created") or "9")


def _after(modified: datetime | None, days: int | None) -> date | None:
    if days is None or modified is None:
        return None
    try:
        return modified.astimezone(UTC).date() + timedelta(days=days)
    except OverflowError:
        return None
