"""Preferences of the user: their keys in the settings, and what they mean."""

from __future__ import annotations

from bcdc_desktop.store.cache_files import CACHE_FOLDER, CACHE_LIMIT
from bcdc_desktop.store.settings import Settings

from .sync.policy import SyncPreferences

__all__ = [
    "CACHE_FOLDER", "CACHE_LIMIT", "PAUSE_BATTERY", "PAUSE_METERED", "Settings", "cache_limit", "sync_preferences",
]  # fmt: skip

PAUSE_METERED, PAUSE_BATTERY = "pause_on_metered", "pause_on_battery"


def cache_limit(settings: Settings) -> int:
    """Return the bytes that the cache of one catalogue may take; 0 for no limit."""
    return int(settings.get(CACHE_LIMIT, 0) or 0)


def sync_preferences(settings: Settings) -> SyncPreferences:
    """Return when automatic synchronization pauses."""
    return SyncPreferences(bool(settings.get(PAUSE_METERED, True)), bool(settings.get(PAUSE_BATTERY, True)))
