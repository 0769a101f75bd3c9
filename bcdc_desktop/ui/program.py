"""What lives as long as the program: settings, keys, the practice catalogue, and the profile that is open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from bcdc_desktop.catalogue.credentials import Credentials
from bcdc_desktop.domain.profile import PRACTICE, PRODUCTION, Profile
from bcdc_desktop.store.places import Places
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.work.desk import Desk

from .session import Session
from .workers import Workers

_log = logging.getLogger(__name__)


class PracticeCatalogue(Protocol):
    """The embedded catalogue, as far as the window needs it."""

    url: str

    def start(self) -> str: ...
    def stop(self) -> None: ...
    @property
    def tokens(self) -> dict[str, str]: ...


class Program(QObject):
    """Opens profiles, one at a time. ``make_practice`` builds the practice catalogue; only the entry point knows it."""

    opened = Signal(object)  # Session
    failed = Signal(str, object)  # profile name, error

    def __init__(
        self, places: Places, make_practice: Callable[[Places], PracticeCatalogue], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.places = places
        self.settings = Settings(places.settings / "settings.json")
        self.credentials = Credentials()
        self.workers = Workers(self)
        self.session: Session | None = None
        self._make_practice = make_practice
        self._practice: PracticeCatalogue | None = None
        self._practice_role = "editor"
        self._opening = ""

    @property
    def practice_user(self) -> str:
        """As whom the practice catalogue is used."""
        return self._practice_role

    def last_profile(self) -> str:
        """The profile that was open the last time."""
        name = str(self.settings.get("profile", PRODUCTION.name))
        return name if self.settings.profile(name) else PRODUCTION.name

    def open(self, name: str, *, practice_role: str = "") -> None:
        """Opens a profile in a worker; ``opened`` or ``failed`` follows."""
        self._opening = name
        if practice_role:
            self._practice_role = practice_role
        job = self.workers.run(lambda _t, _r: self._open(name), lane="disk")
        job.done.connect(lambda desk: self._take(name, desk))
        job.failed.connect(lambda error: self.failed.emit(name, error))

    def close(self, seconds: float = 3.0) -> bool:
        """Ends everything; answers whether it ended in time. For quitting: waits."""
        ended = True
        if self.session is not None:
            ended = self.session.close(seconds)
            self.session = None
        self.workers.refuse()
        self.workers.wait(int(seconds * 1000))
        if self._practice is not None:
            self._practice.stop()
            self._practice = None
        return ended

    def _open(self, name: str) -> Desk:
        profile = self.settings.profile(name)
        if profile is None:
            raise ValueError(f"There is no catalogue called “{name}”.")
        if profile.role == "practice":
            profile = self._practice_profile()
        desk = Desk.open(profile, places=self.places, settings=self.settings, credentials=self.credentials)
        desk.schema()  # read here, so that the window finds it in memory
        return desk

    def _practice_profile(self) -> Profile:
        if self._practice is None:
            practice = self._make_practice(self.places)
            practice.start()
            self._practice = practice
        user = self._practice_role
        profile = replace(PRACTICE, address=self._practice.url, user=user)
        self.credentials.keep_for_this_run(profile, user, self._practice.tokens[user])
        return profile

    def _take(self, name: str, desk: Desk) -> None:
        if name != self._opening:
            desk.close()  # another one was chosen meanwhile
            return
        if self.session is not None:
            old = self.session
            old.leave()
            self.workers.run(lambda _t, _r: old.finish(), lane="disk").ended.connect(old.deleteLater)
        self.session = Session(desk, Workers(self), self)
        self.workers.run(lambda _t, _r: self.settings.put("profile", name), lane="write")
        self.opened.emit(self.session)
