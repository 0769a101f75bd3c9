"""Preferences of the user: their keys in the settings, and what they mean."""

from __future__ import annotations

from bcdc_desktop.catalogue import proxies
from bcdc_desktop.domain.policy import Policy
from bcdc_desktop.store.cache_files import CACHE_FOLDER, CACHE_LIMIT
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.policy_file import policy_of_this_computer
from bcdc_desktop.store.settings import PolicyForbids, Settings

from .sync.policy import SyncPreferences

__all__ = [
    "CACHE_FOLDER", "CACHE_LIMIT", "PAUSE_BATTERY", "PAUSE_METERED", "PolicyForbids", "Settings", "cache_limit",
    "open_settings", "sync_preferences",
]  # fmt: skip

PAUSE_METERED, PAUSE_BATTERY = "pause_on_metered", "pause_on_battery"


def open_settings(places: Places, policy: Policy | None = None) -> Settings:
    """Return the settings of this computer, under its policy (None: as the administrators set it)."""
    policy = policy_of_this_computer() if policy is None else policy
    proxies.use_policy(policy.proxy)
    return Settings(places.settings / "settings.json", policy)


def cache_limit(settings: Settings) -> int:
    """Return the bytes that the cache of one catalogue may take; 0 for no limit."""
    own, most = int(settings.get(CACHE_LIMIT, 0) or 0), settings.policy.cache_limit
    if most is None:
        return own
    return min(own, most) if own else most


def sync_preferences(settings: Settings) -> SyncPreferences:
    """Return when automatic synchronization pauses."""
    return SyncPreferences(bool(settings.get(PAUSE_METERED, True)), bool(settings.get(PAUSE_BATTERY, True)))
