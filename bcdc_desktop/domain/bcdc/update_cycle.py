"""Days until an update is late, by BCDC's names of update cycles."""

from __future__ import annotations

# BCDC's schema gives the names; “biweekly” stands beside “fortnightly” and “weekly” there, so it is read as the longer
# of its two meanings. Months and years are counted as their longest.
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
