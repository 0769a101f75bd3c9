"""Times as people read them, the same everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from bcdc_desktop.translation import tr

from .kinds.dates import is_moment
from .package import parse_time

_DAY = 10  # characters of a day without a time


def exact_time(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return date and time: ``31 Mar 2026, 14:02``. A moment without a zone is taken as UTC, as CKAN writes them.

    Args:
        moment: when it was.
        zone: where; this computer's time zone where none is given.
    """
    there = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    return f"{there.day} {months[there.month - 1]} {there.year}, {there:%H:%M}"


def format_stored_time(text: str) -> str:
    """Return a time that a catalogue stored as people read it. A day without a time, or what is no time, stays."""
    if len(text.strip()) <= _DAY or not is_moment(text):
        return text
    moment = parse_time(text.strip())
    return exact_time(moment) if moment is not None else text
