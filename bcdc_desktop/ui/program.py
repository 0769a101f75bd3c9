"""The program around its window: settings, keys, the practice catalogue, and the catalogue that is open."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.app.catalogue_removal import remove_catalogue
from bcdc_desktop.app.folders import Places, cache_placed, move_cache, own_folder
from bcdc_desktop.app.preferences import CACHE_FOLDER, cache_limit, open_settings, sync_preferences
from bcdc_desktop.app.progress import CancelToken, Report
from bcdc_desktop.app.uploads.queue import UploadQueue
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.credentials import ENVIRONMENT_KEY, Credentials
from bcdc_desktop.domain.policy import Policy
from bcdc_desktop.domain.profile import PRACTICE, PRODUCTION, Profile

from .background_uploads import BackgroundUploads
from .jobs import Workers
from .session import Session

_log = logging.getLogger(__name__)
_STOPS_WITHIN = 3.0  # seconds that uploads have to stop


class PracticeCatalogue(Protocol):
    """The practice catalogue, as far as the window needs it."""

    url: str

    def start(self) -> str: ...
    def stop(self) -> None: ...
    @property
    def tokens(self) -> dict[str, str]: ...


class Program(QObject):
    """Opens profiles, one at a time. ``make_practice`` builds the practice catalogue; only the entry point knows it."""

    opened = Signal(object)  # Session
    failed = Signal(str, object)  # profile name, error
    cacheMoved = Signal(object)  # None, or why it was not moved

    def __init__(
        self,
        places: Places,
        make_practice: Callable[[Places], PracticeCatalogue],
        parent: QObject | None = None,
        *,
        policy: Policy | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = open_settings(places, policy)
        self.usual_places = places
        self.places = cache_placed(places, str(self.settings.get(CACHE_FOLDER, "")))
        # no program that is started from here is given the key
        self.credentials = Credentials(os.environ.pop(ENVIRONMENT_KEY, ""))
        self.workers = Workers(self)
        self.background = BackgroundUploads(self.workers, self)
        self.session: Session | None = None
        self._left: Session | None = None  # views hold on to it until another one is there
        self._make_practice = make_practice
        self._practice: PracticeCatalogue | None = None
        self._practice_role = "editor"
        self._starting = threading.Lock()  # of the practice catalogue, of which there is one
        self._opening = 0  # number of the latest call of ``open``: results of earlier ones are dropped

    @property
    def practice_user(self) -> str:
        """The user of the practice catalogue."""
        return self._practice_role

    def last_profile(self) -> str:
        """Return the name of the profile that was open the last time."""
        name = str(self.settings.get("profile", PRODUCTION.name))
        return name if self.settings.profile(name) else PRODUCTION.name

    def open(self, name: str, *, practice_role: str = "") -> None:
        """Open a profile in a worker; ``opened`` or ``failed`` follows, unless another one is asked for meanwhile."""
        self._opening += 1
        number = self._opening
        if practice_role:
            self._practice_role = practice_role
        role = self._practice_role
        running = self.background.take(name, role if name == PRACTICE.name else None)
        if running is not None:  # its uploads go on
            self._take(number, name, *running)
            return

        def work(token: CancelToken, _report: Report) -> Workspace:
            workspace = self._open(name, role)
            if token():  # the program ends, and nobody takes it any more
                workspace.close()
            token.check()
            return workspace

        self.workers.run(work, lane="disk").tell(
            self,
            done=lambda workspace: self._take(number, name, workspace),
            failed=lambda error: self.failed.emit(name, error) if number == self._opening else None,
        )

    @property
    def cache_missing(self) -> str:
        """The folder that was chosen for the cache, where it is missing; empty otherwise."""
        chosen = str(self.settings.get(CACHE_FOLDER, ""))
        return chosen if chosen and Path(chosen) != self.places.cache else ""

    def apply_preferences(self) -> None:
        """Apply the preferences of all catalogues to the one that is open."""
        if self.session is not None:
            self.session.sync.cache_limit = cache_limit(self.settings)
            self.session.sync.policy.sync_preferences = sync_preferences(self.settings)

    def reopen(self, meanwhile: Callable[[], object] | None = None) -> None:
        """Close the open catalogue, call ``meanwhile`` while none of its files is open, and open it again."""
        session = self.session
        if session is None:
            return
        name = session.workspace.profile.name
        others = self.background.release() if meanwhile is not None else []
        session.leave()
        self.session = None

        def work() -> None:
            session.finish()
            if meanwhile is not None:
                for workspace in others:
                    workspace.finish(_STOPS_WITHIN)
                meanwhile()

        job = self.workers.run(lambda _t, _r: work(), lane="disk")
        job.tell(
            self,
            done=lambda _r: self.cacheMoved.emit(None) if meanwhile else None,
            failed=self.cacheMoved.emit,
            ended=lambda: self.open(name),
        )
        self._left = session

    def move_cache(self, folder: Path) -> None:
        """Move the cache into another folder, and keep it there; drafts, queue and journal are not touched."""

        def work() -> None:
            moved = move_cache(self.places, own_folder(folder))
            try:
                self.settings.put(CACHE_FOLDER, "" if moved.cache == self.usual_places.cache else str(moved.cache))
            finally:
                self.places = moved

        self.reopen(work)

    def remove(self, profile: Profile) -> None:
        """Remove the open catalogue, which was added, and open production instead; ``failed`` where that fails."""
        session = self.session
        if session is None or session.workspace.profile.name != profile.name:
            return
        session.leave()
        self.session, self._left = None, session

        def work() -> None:
            session.finish()
            remove_catalogue(profile, places=self.places, settings=self.settings, credentials=self.credentials)

        job = self.workers.run(lambda _t, _r: work(), lane="disk")
        job.tell(
            self,
            done=lambda _r: self.open(PRODUCTION.name),
            failed=lambda error: self._not_removed(profile.name, error),
        )

    def _not_removed(self, name: str, error: object) -> None:
        self.open(name if self.settings.profile(name) else PRODUCTION.name)
        self.failed.emit(name, error)

    def change(self, profile: Profile) -> None:
        """Store other settings of a profile and open it with them; ``failed`` where they could not be stored."""
        stored = self.settings.profile(profile.name) or profile
        # where the practice catalogue is, and who one is there, holds for this run only
        changed = replace(profile, address=stored.address, user=stored.user)
        job = self.workers.run(lambda _t, _r: self.settings.put_profile(changed), lane="write")
        job.tell(
            self, done=lambda _r: self.open(profile.name), failed=lambda error: self.failed.emit(profile.name, error)
        )

    def close(self, seconds: float = 3.0) -> bool:
        """End everything and wait for it, for quitting; return whether it ended in time."""
        ended = self.background.finish(seconds)
        if self.session is not None:
            ended = self.session.close(seconds)
            self.session = None
        self.workers.refuse()
        self.workers.wait(int(seconds * 1000))
        if self._practice is not None:
            self._practice.stop()
            self._practice = None
        return ended

    def open_other(self, name: str) -> Workspace:
        """Return another catalogue beside the open one, with its key; the caller closes it. For a worker.

        Raises:
            StoreError: its store cannot be opened.
        """
        return self._open(name, self._practice_role)

    def _open(self, name: str, practice_role: str) -> Workspace:
        profile = self.settings.profile(name)
        if profile is None:
            raise ValueError(f"There is no catalogue called “{name}”.")
        if profile.role == "practice":
            profile = self._practice_profile(profile, practice_role)
        workspace = Workspace.open(
            profile, places=self.places, settings=self.settings, credentials=self.credentials, check_later=True
        )
        workspace.schema()  # read here, so that the window finds it in memory
        return workspace

    def _practice_profile(self, stored: Profile, user: str) -> Profile:
        with self._starting:
            if self._practice is None:
                practice = self._make_practice(self.places)
                practice.start()
                self._practice = practice
            practice = self._practice
        profile = replace(stored, address=practice.url, user=user)
        self.credentials.keep_for_this_run(profile, user, practice.tokens[user])
        return profile

    def _leave(self, old: Session, opened: str) -> None:
        """Leave a session; its uploads go on where another catalogue is opened."""
        old.leave()
        if old.workspace.profile.name != opened and not old.workspace.signed_out:
            self.background.adopt(old.workspace, old.queue, old.workers)
            self._left = old
        else:
            self.workers.run(lambda _t, _r: old.finish(), lane="disk").tell(self, ended=old.deleteLater)

    def _take(self, number: int, name: str, workspace: Workspace, queue: UploadQueue | None = None) -> None:
        if number != self._opening:
            workspace.close()  # another one was chosen meanwhile
            return
        if self.session is not None:
            self._leave(self.session, name)
        self.session = Session(workspace, Workers(self), self, queue=queue)
        self.apply_preferences()
        self.workers.run(lambda _t, _r: self.settings.put("profile", name), lane="write")
        self.opened.emit(self.session)
        if self._left is not None:
            self._left.deleteLater()
            self._left = None
