"""The caches of all catalogues on this computer. Nothing here asks a server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.cache_files import cache_files, delete_cache
from bcdc_desktop.store.database import Damaged, StoreError
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.store import Store

from .workspace import Workspace, store_name

__all__ = [
    "CatalogueCache", "Damaged", "StoreError", "all_cache_files", "cached_catalogues", "delete_cache", "open_other",
    "user_of",
]  # fmt: skip


def user_of(profile: Profile, settings: Settings, *, practice_user: str) -> str | None:
    """Return the user whose store of a catalogue is in use; None where nobody signed in."""
    if profile.role == "practice":
        return practice_user
    if profile.user is not None:
        return profile.user
    # it may have been synchronized with keys that were given for one run
    owners: dict[str, str] = settings.get("key_owners", {})
    return next((who for mark, who in owners.items() if mark.startswith(f"{profile.name}:")), None)


def cached_catalogues(places: Places, settings: Settings, *, practice_user: str) -> list[Profile]:
    """Return the catalogues of which this computer has a cache."""
    found = []
    for profile in settings.profiles():
        user = user_of(profile, settings, practice_user=practice_user)
        if places.cache_file(store_name(profile), user or "").exists():
            found.append(profile)
    return found


@dataclass(frozen=True)
class CatalogueCache:
    """One cache file: the catalogue's title (or the file's name), the user, the size in bytes, and whether it was set
    aside because it was damaged or of another version."""

    path: Path
    title: str
    user: str
    size: int
    set_aside: bool


def all_cache_files(places: Places, settings: Settings) -> list[CatalogueCache]:
    """Return the cache files of all catalogues and users, the largest first."""
    titles = {places.cache_file(store_name(p), "").stem.partition("--")[0]: p.label for p in settings.profiles()}
    found = []
    for file in cache_files(places):
        name, _, rest = file.path.name.partition("--")
        user = rest.partition(".")[0]
        shown = "" if user == "_anonymous_" else user
        found.append(CatalogueCache(file.path, titles.get(name, name), shown, file.size, file.set_aside))
    return found


def open_other(places: Places, settings: Settings, profile: Profile, *, practice_user: str) -> Workspace:
    """Open what this computer holds of a catalogue, for reading; the caller closes it. No server is asked.

    Raises:
        StoreError: it cannot be opened.
        OSError: the folders cannot be made.
    """
    store = Store.open(places, store_name(profile), user_of(profile, settings, practice_user=practice_user))
    return Workspace(profile, store, Catalogue(profile))
