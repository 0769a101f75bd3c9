"""The folders of this computer, private to its user, and where the cache lies. Opens no store, which a command that
only reads does not need.
"""

from __future__ import annotations

from pathlib import Path

from bcdc_desktop.store.cache_files import cache_placed, move_cache
from bcdc_desktop.store.paths import Places, make_private, on_network_drive, private_opener

__all__ = ["Places", "cache_placed", "make_private", "move_cache", "on_network_drive", "own_folder", "private_opener"]
_OWN_FOLDER = "BCDC Desktop cache"


def own_folder(chosen: Path) -> Path:
    """Return a chosen folder where it is empty or new, or one of our own in it: no cache lies among other files. For a
    worker; a network drive is not looked at."""
    if on_network_drive(chosen):
        return chosen
    return chosen if not chosen.exists() or not any(chosen.iterdir()) else chosen / _OWN_FOLDER
