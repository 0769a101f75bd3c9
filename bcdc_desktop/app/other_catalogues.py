"""What this computer remembers of the other catalogues, to be looked at beside the one that is open. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.cache_files import cache_files
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.store import Store

from .workspace import store_name


def user_of(profile: Profile, settings: Settings, *, practice_user: str) -> str | None:
    """Whose store of a catalogue is the one in use; None for nobody's."""
    if profile.role == "practice":
        return practice_user
    if profile.user is not None:
        return profile.user
    # it may have been synchronized with keys that were given for one run
    owners: dict[str, str] = settings.get("key_owners", {})
    return next((who for mark, who in owners.items() if mark.startswith(f"{profile.name}:")), None)


def remembered(places: Places, settings: Settings, *, practice_user: str) -> list[Profile]:
    """The catalogues of which anything is on this computer."""
    found = []
    for profile in settings.profiles():
        user = user_of(profile, settings, practice_user=practice_user)
        if places.cache_file(store_name(profile), user or "").exists():
            found.append(profile)
    return found


@dataclass(frozen=True)
class CatalogueCache:
    """One file of the cache: of which catalogue (its title, or the file's name) and user, how large in bytes; set aside
    where it was damaged or of another version."""

    path: Path
    title: str
    user: str
    size: int
    set_aside: bool


def all_cache_files(places: Places, settings: Settings) -> list[CatalogueCache]:
    """What is kept of all catalogues and users, the largest first."""
    titles = {places.cache_file(store_name(p), "").stem.partition("--")[0]: p.title for p in settings.profiles()}
    found = []
    for file in cache_files(places):
        name, _, rest = file.path.name.partition("--")
        user = rest.partition(".")[0]
        shown = "" if user == "_anonymous_" else user
        found.append(CatalogueCache(file.path, titles.get(name, name), shown, file.size, file.set_aside))
    return found


def open_other(places: Places, settings: Settings, profile: Profile, *, practice_user: str) -> Store:
    """The store of a catalogue, to be looked at and closed afterwards. No key is looked for, as nobody is asked.

    Raises:
        StoreError: it cannot be opened.
        OSError: the folders cannot be made.
    """
    return Store.open(places, store_name(profile), user_of(profile, settings, practice_user=practice_user))
