"""Removing a catalogue that was added, with what is stored of it on this computer."""

from __future__ import annotations

from dataclasses import dataclass

from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.package import title_of
from bcdc_desktop.domain.profile import READY_MADE, Profile
from bcdc_desktop.file_operations import unlink
from bcdc_desktop.store.cache_files import cache_files, delete_cache
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.uploads import ENDED

from .workspace import Workspace, store_name


@dataclass(frozen=True)
class LocalWork:
    """What would be lost with a catalogue: the titles of its drafts, and how many files were not uploaded yet."""

    drafts: tuple[str, ...] = ()
    uploads: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost."""
        return not self.drafts and not self.uploads


def may_remove(profile: Profile) -> bool:
    """Return whether a catalogue was added by the user: those that are built in stay."""
    return profile.name not in {p.name for p in READY_MADE}


def local_work(workspace: Workspace) -> LocalWork:
    """Return what of the user's work exists on this computer alone."""
    store = workspace.store
    drafts = [draft for i in store.drafts.ids() if (draft := store.drafts.get(i)) is not None]
    titles = tuple(title_of(d.changes.of("")) or d.title or d.package_id for d in drafts)
    waiting = sum(count for state, count in store.uploads.counts().items() if state not in ENDED)
    return LocalWork(titles, waiting + sum(sheet.files for sheet in store.sheets.all()))


def remove_catalogue(profile: Profile, *, places: Places, settings: Settings, credentials: Credentials) -> None:
    """Remove a catalogue that no workspace has open: its profile, the key of its user, its caches, and the user's work.

    The work of other users of the catalogue stays: it was not shown to who removes it.

    Raises:
        ValueError: it is built in.
        KeyringProblem: the keyring does not delete the key; nothing was removed.
        OSError: the settings cannot be written, or a file cannot be deleted.
    """
    if not may_remove(profile):
        raise ValueError(profile.name)
    if profile.user:
        credentials.forget(profile, profile.user)
    settings.remove_profile(profile.name)
    prefix = places.cache_file(store_name(profile), "").name.partition("--")[0]
    for file in cache_files(places):
        if file.path.name.partition("--")[0] == prefix:
            delete_cache(file.path)
    work = places.work_file(store_name(profile), profile.user or "")
    delete_cache(work)
    for beside in work.parent.glob(f"{work.stem}.*"):
        if beside.is_file():
            unlink(beside)
