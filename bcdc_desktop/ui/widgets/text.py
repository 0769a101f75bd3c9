"""Times, sizes and numbers as text, the same everywhere."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.translation import language

_STEP = 1000  # as file managers count today
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("text", text, None, count)


def utf16_length(text: str) -> int:
    """Return the length of a text in the UTF-16 units that Qt counts by."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def relative_time(moment: datetime, now: datetime) -> str:
    """Return how long ago a moment was: ``yesterday``, ``3 days ago``, ``5 weeks ago``.

    A moment without a zone is taken as UTC, as CKAN writes them. What lies up to a minute ahead (clocks differ) is
    ``just now``; further ahead, the exact time.
    """
    seconds = (_aware(now) - _aware(moment)).total_seconds()
    if seconds < -_MINUTE:
        return exact_time(moment)
    if seconds < _MINUTE:
        return _tr("just now")
    if seconds < _HOUR:
        minutes = int(seconds // _MINUTE)
        return _tr("1 minute ago") if minutes == 1 else _tr("{n} minutes ago").format(n=minutes)
    days = (_aware(now).astimezone().date() - _aware(moment).astimezone().date()).days
    if days <= 0:
        return _tr("{n} h ago").format(n=int(seconds // _HOUR))
    if days == 1:
        return _tr("yesterday")
    if days < 14:
        return _tr("{n} days ago").format(n=days)
    if days < 60:
        return _tr("{n} weeks ago").format(n=days // 7)
    if days < 365:
        return _tr("{n} months ago").format(n=days * 12 // 365)
    years = days // 365
    return _tr("1 year ago") if years == 1 else _tr("{n} years ago").format(n=years)


def age(seconds: float, now: datetime | None = None) -> str:
    """Return how old something shown is: ``synced 2 minutes ago``."""
    return _tr("synced {when}").format(when=elapsed(seconds, now))


def elapsed(seconds: float, now: datetime | None = None) -> str:
    """Return how long ago something was: ``2 minutes ago``."""
    today = now or datetime.now(UTC)
    return relative_time(today - timedelta(seconds=max(0.0, seconds)), today)


def human_size(size: int | float | None) -> str:
    """Return bytes as text: ``1.2 MB``, ``220 KB``; empty for an unknown size."""
    if size is None or size < 0 or not math.isfinite(size):
        return ""
    value, unit, units = float(size), 0, _tr("B KB MB GB TB").split()
    while value >= _STEP - 0.5 and unit < len(units) - 1:
        value /= _STEP
        unit += 1
    text = f"{value:.1f}" if unit >= 2 and value < 99.95 else f"{value:.0f}"
    return f"{text.replace('.', QLocale().decimalPoint())}\u00a0{units[unit]}"


def labelled(label: str, text: object) -> str:
    """Return a text after its label: ``Title: Wells of the Skeena``."""
    return _tr("{label}: {text}").format(label=label, text=text)


def quoted(text: str) -> str:
    """Return a name in the quotes of the window's language."""
    return _tr("“{text}”").format(text=text)


def or_empty(text: str) -> str:
    """Return the text of a value, or that there is nothing in it."""
    return text if text.strip() else _tr("empty")


def grouped(number: int) -> str:
    """Return a whole number in groups of three digits: ``12 480``."""
    return f"{number:,}".replace(",", "\u00a0")


def is_singular(count: int) -> bool:
    """Return whether words about a count are in the singular: for 1, and in French for 0."""
    return count == 1 or (count == 0 and language() == "fr")


def counted(count: int, one: str, many: str) -> str:
    """Return the text for a count: the one for 1 (``1 record``), or the one for many.

    French counts 0 as it counts 1: its singular is taken, with a 0 in place of the 1.
    """
    if not is_singular(count):
        return many
    return one if count else re.sub(r"(?<!%)1", "0", one, count=1)


def percent(number: int) -> str:
    """Return ``98%``."""
    return _tr("{n}%").format(n=number)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
