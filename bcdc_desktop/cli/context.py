"""The context of a command: the catalogue that was chosen, its key, and its cache on this computer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from bcdc_desktop.domain.profile import AddressProblem, Profile, normalise_address

from .exit_codes import Failure
from .output import note

if TYPE_CHECKING:
    from bcdc_desktop.app.folders import Places
    from bcdc_desktop.app.preferences import Settings
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.catalogue.answers import UnreadableRecord
    from bcdc_desktop.catalogue.client import Catalogue
    from bcdc_desktop.catalogue.credentials import Credentials
    from bcdc_desktop.catalogue.http import Patience

PRACTICE_USER = "editor"
_KEY = "BCDC_API_KEY"


@dataclass(frozen=True)
class PracticeServer:
    """A practice catalogue that runs within this process: its address, the editor's token, and how to end it."""

    address: str
    token: str
    stop: Callable[[], None]


class Context:
    """One run of ``bcdc``. Everything is made when it is first asked for: a reading command needs no store."""

    def __init__(
        self,
        *,
        profile: str | None = None,
        url: str | None = None,
        as_json: bool = False,
        start_practice: Callable[[Path], PracticeServer] | None = None,
    ) -> None:
        # no program that is started from here is given them
        self._environment_key = os.environ.pop(_KEY, "").strip()
        self._keys = {n: os.environ.pop(n).strip() for n in list(os.environ) if n.upper().startswith(f"{_KEY}_")}
        self.as_json = as_json
        self._profile_name = profile
        self._url = url
        self._start_practice = start_practice
        self._practice: PracticeServer | None = None
        self._workspace: Workspace | None = None
        self._others: list[Workspace] = []
        self._unreadable: list[UnreadableRecord] = []

    @cached_property
    def places(self) -> Places:
        """The folders of the program; the cache may have been moved."""
        from bcdc_desktop.app.folders import Places, cache_placed
        from bcdc_desktop.app.preferences import CACHE_FOLDER

        return cache_placed(Places.of_this_computer(), str(self.settings.get(CACHE_FOLDER, "")))

    @cached_property
    def settings(self) -> Settings:
        """Profiles and preferences."""
        from bcdc_desktop.app.folders import Places
        from bcdc_desktop.app.preferences import open_settings
        from bcdc_desktop.error_text import error_text

        settings = open_settings(Places.of_this_computer())
        if problems := settings.policy.problems:
            note(f"Some settings of your administrator couldn't be read: {', '.join(problems)}.")
        instead = "The last good copy is used, or the defaults where there is none."
        if settings.problem is not None:
            note(f"Your settings couldn't be read: {error_text(settings.problem)} {instead}")
        if settings.set_aside is not None:
            note(f"The file with your settings was damaged, and was kept as {settings.set_aside}. {instead}")
        return settings

    @cached_property
    def credentials(self) -> Credentials:
        """The keys."""
        from bcdc_desktop.catalogue.credentials import Credentials

        return Credentials(self._chosen_key())

    @cached_property
    def patience(self) -> Patience | None:
        """How long to wait, where ``BCDC_TIMEOUT`` (seconds for each answer) says so."""
        text = os.environ.get("BCDC_TIMEOUT", "").strip()
        if not text:
            return None
        from bcdc_desktop.catalogue.http import Patience

        try:
            seconds = float(text)
        except ValueError:
            raise Failure("usage", "BCDC_TIMEOUT must be a number of seconds.") from None
        if not 0 < seconds < 1e6:
            raise Failure("usage", "BCDC_TIMEOUT must be a number of seconds above 0.")
        usual = Patience()
        return Patience(connect=min(usual.connect, seconds), read=seconds, upload=seconds)

    @cached_property
    def profile(self) -> Profile:
        """The catalogue that was chosen: ``--url``, ``--profile``, the one last used, or production."""
        if self._url is not None:
            chosen = self._by_address(self._url)
            self.settings.check_allowed(chosen)
            return chosen
        used = self._profile_name or str(self.settings.get("profile") or "")
        if not used and (self.settings.problem or self.settings.set_aside):
            # production would be read, written and given the key in BCDC_API_KEY, whichever was meant
            raise Failure("usage", "Which catalogue you used last isn't known. Name one with --profile.")
        name = used or "production"
        found = self.settings.profile(name)
        if found is None:
            known = ", ".join(p.name for p in self.settings.profiles())
            raise Failure("usage", f"There is no profile “{name}”. Profiles are: {known}.")
        if found.role == "practice":
            running = self.practice
            return replace(found, address=running.address, user=PRACTICE_USER)
        return found

    @property
    def practice(self) -> PracticeServer:
        """The practice catalogue of this process, started when first asked for."""
        if self._practice is None:
            if self._start_practice is None:
                raise Failure("usage", "The practice catalogue isn't available.")
            self._practice = self._start_practice(self.places.make().work / "practice")
        return self._practice

    def key(self) -> str | None:
        """Return the key for the chosen catalogue; None when there is none. Says so when the keyring cannot be
        asked."""
        profile = self.profile
        if profile.role == "practice":
            return self.practice.token
        given = self._chosen_key()
        if given or profile.user is None:
            return given or None
        from bcdc_desktop.catalogue.credentials import KeyringProblem

        try:
            return self.credentials.key_for(profile)
        except KeyringProblem as problem:
            note(f"{problem} Continuing without a key.")
            return None

    @cached_property
    def catalogue(self) -> Catalogue:
        """The client of the server, for commands that only read."""
        from bcdc_desktop.catalogue.client import Catalogue

        key = self.key()
        catalogue = Catalogue(self.profile, key, patience=self.patience)
        catalogue.on_unreadable = lambda record: self._unreadable.append(record)
        return catalogue

    @property
    def workspace(self) -> Workspace:
        """The catalogue with its store, for commands that write or need what is remembered."""
        if self._workspace is None:
            from bcdc_desktop.app.records.badges import know_conflicts
            from bcdc_desktop.app.workspace import Workspace

            profile = self.profile
            if profile.role == "practice":
                # its key is in no keyring, and BCDC_API_KEY is meant for another catalogue
                self._workspace = Workspace.of_practice(profile, self.places, self.catalogue)
            else:
                self._workspace = Workspace.open(
                    profile,
                    places=self.places,
                    settings=self.settings,
                    credentials=self.credentials,
                    patience=self.patience,
                )
                if self._workspace.keyring_problem:
                    note(f"{self._workspace.keyring_problem} Continuing without a key.")
            self._workspace.catalogue.on_unreadable = lambda record: self._unreadable.append(record)
            know_conflicts(self._workspace)
            if notice := self._workspace.rescue_notice():
                note(notice)
            if self._workspace.cache_replaced:
                note(
                    "The cache of this catalogue was damaged or from another version. It was set aside. To download it "
                    "again, run “bcdc sync”."
                )
        return self._workspace

    def other_workspace(self, name: str) -> Workspace:
        """Return the cache of another profile, to be compared with and closed afterwards. It needs no key, as no
        server is asked: least of all the key that is meant for the chosen catalogue.

        Raises:
            Failure: there is no such profile.
        """
        from bcdc_desktop.app.storage import open_other

        profile = self.settings.profile(name)
        if profile is None:
            known = ", ".join(p.name for p in self.settings.profiles())
            raise Failure("usage", f"There is no profile “{name}”. Profiles are: {known}.")
        return open_other(self.places, self.settings, profile, practice_user=PRACTICE_USER)

    def target_workspace(self, name: str) -> Workspace:
        """Return a second catalogue, to be written to, with its own key (``BCDC_API_KEY_<PROFILE>``, or the keyring).

        ``BCDC_API_KEY`` is the chosen catalogue's, unless that has a variable of its own. The workspace is closed with
        the command.

        Args:
            name: of a profile, or the address of a catalogue.

        Raises:
            Failure: there is no such profile, it is the chosen one, or there is no key.
            CatalogueError: the catalogue could not be asked.
        """
        from bcdc_desktop.app.records.badges import know_conflicts
        from bcdc_desktop.app.sync.sync import refresh_schema
        from bcdc_desktop.app.workspace import Workspace
        from bcdc_desktop.catalogue.client import Catalogue
        from bcdc_desktop.catalogue.credentials import Credentials

        profile = self._by_address(name) if "://" in name else self.settings.profile(name)
        if profile is None:
            known = ", ".join(p.name for p in self.settings.profiles())
            raise Failure("usage", f"There is no profile “{name}”. Profiles are: {known}.")
        if profile.name == self.profile.name or profile.address == self.profile.address:
            raise Failure("usage", "Choose another catalogue as the target: this is the source.")
        if profile.role == "practice":
            profile = replace(profile, address=self.practice.address, user=PRACTICE_USER)
            catalogue = Catalogue(profile, self.practice.token, patience=self.patience)
            found = Workspace.of_practice(profile, self.places, catalogue)
        else:
            own = self._keys.get(key_variable(profile.name), "")
            key = own or (self._environment_key if self._has_own_key() else "")
            found = Workspace.open(
                profile,
                places=self.places,
                settings=self.settings,
                credentials=Credentials(key),
                patience=self.patience,
            )
        self._others.append(found)
        if not found.catalogue.has_key:
            raise Failure(
                "not_authorized",
                f"You need an API key for {profile.label}. Sign in with “bcdc --profile {profile.name} login”, or set "
                f"{key_variable(profile.name)}.",
            )
        know_conflicts(found)
        refresh_schema(found)
        return found

    def workspace_with_schema(self) -> Workspace:
        """Return the workspace with the catalogue's own schemas, asked for where they were not seen for a day.

        Raises:
            CatalogueError: the catalogue could not be asked.
        """
        from bcdc_desktop.app.sync.sync import refresh_schema

        refresh_schema(self.workspace)
        return self.workspace

    def workspace_for_writing(self) -> Workspace:
        """Return the workspace with the catalogue's own schemas, for a command that changes something.

        Raises:
            Failure: there is no key.
            CatalogueError: the catalogue could not be asked.
        """
        workspace = self.workspace
        if not workspace.catalogue.has_key:
            raise Failure(
                "not_authorized", "You need an API key for this. Sign in with “bcdc login”, or set BCDC_API_KEY."
            )
        return self.workspace_with_schema()

    def note_unreadable(self, records: Sequence[UnreadableRecord]) -> None:
        """Say which records were set aside because they could not be read."""
        if records:
            from bcdc_desktop.catalogue.answers import unreadable_notice

            note(unreadable_notice(records))

    def close(self) -> None:
        """Say which records could not be read, close the store and stop the practice catalogue."""
        self.note_unreadable(self._unreadable)
        self._unreadable = []
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
        for other in self._others:
            other.close()
        self._others = []
        if self._practice is not None:
            self._practice.stop()
            self._practice = None

    def _chosen_key(self) -> str:
        """Return the key of the environment for the chosen catalogue: its own before ``BCDC_API_KEY``."""
        return self._keys.get(key_variable(self._chosen_name()), "") if self._has_own_key() else self._environment_key

    def _has_own_key(self) -> bool:
        return bool(self._keys) and bool(self._keys.get(key_variable(self._chosen_name())))

    def _chosen_name(self) -> str:
        """Return the name of the chosen profile, without starting the practice catalogue."""
        if self._url is None:
            return self._profile_name or str(self.settings.get("profile") or "production")
        try:
            return self._by_address(self._url).name
        except AddressProblem:  # it is told where the catalogue is asked for
            return ""

    def _by_address(self, text: str) -> Profile:
        address = normalise_address(text)
        parts = urlsplit(address)
        name = re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc}{parts.path}".lower()).strip("-")[:31].rstrip("-")
        stored = self.settings.profile(name)  # where someone signed in with this --url before
        if stored is not None and stored.address == address:
            return stored
        return Profile(name, address, address)


def key_variable(profile: str) -> str:
    """Return the environment variable with the key for one profile: ``BCDC_API_KEY_MY_CATALOGUE``."""
    return f"{_KEY}_{re.sub(r'[^A-Z0-9]', '_', profile.upper())}"


pass_context = click.make_pass_decorator(Context)
