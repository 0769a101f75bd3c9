"""What the catalogue keeps beside the resource on screen, asked for once for each revision of its record."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from bcdc_desktop.app.records.resource_extras import ResourceExtras, resource_extras
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.ui.jobs import Job, Lane, LatestOnly
from bcdc_desktop.ui.session import Session
from bcdc_desktop.ui.widgets.debounce import debounce

_CALM_MS = 300  # who goes through the resources by keyboard asks for the last one only
_REMEMBERED = 500  # resources

Place = tuple[str, str, str]
"""Ids of a record and a resource, and the record's ``metadata_modified``."""


@dataclass(frozen=True)
class _Request:
    """One question to the catalogue."""

    place: Place
    catalogue: Catalogue
    resource: Mapping[str, Any]

    def __call__(self) -> tuple[Place, ResourceExtras]:
        return self.place, resource_extras(self.catalogue, self.resource)


class ExtrasWatch(QObject):
    """Finds out what there is beside a resource: shows what is known at once, else asks where the catalogue answers.

    Args:
        session: the open catalogue.
        show: takes what is known of the resource on screen.
    """

    def __init__(self, session: Session, show: Callable[[ResourceExtras], object], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._show = show
        self._latest = LatestOnly("net", self)
        self._soon = debounce(_CALM_MS, self._ask, self)
        self._wanted: _Request | None = None
        self._known: OrderedDict[Place, ResourceExtras | None] = OrderedDict()  # None: it is being asked for

    def show_resource(self, package: Mapping[str, Any], resource: Mapping[str, Any]) -> None:
        """Show it for a resource of the catalogue that is on screen."""
        place = str(package.get("id")), str(resource.get("id")), str(package.get("metadata_modified"))
        if self._wanted is None or self._wanted.place != place:
            self._soon.stop()
        self._wanted = _Request(place, self._session.workspace.catalogue, resource)
        if place not in self._known:
            if self._session.online and not self._soon.isActive():
                self._soon.start()
        elif (known := self._known[place]) is not None:
            self._show(known)

    def leave(self) -> None:
        """Forget the resource: something else is on screen."""
        self._wanted = None
        self._soon.stop()

    def read(self, work: Callable[[], Any], *, lane: Lane = "net") -> Job:
        """Run a request: its outcome tells whether the catalogue can be reached, as that of any."""
        assert isinstance(work, _Request)
        place = work.place
        self._known[place] = None
        job = self._session.ask(lambda _t, _r: work())
        return job.tell(self, done=lambda found: self._learn(*found), failed=lambda _e: self._known.pop(place, None))

    def _ask(self) -> None:
        wanted = self._wanted
        if wanted is not None and wanted.place not in self._known and self._session.online:
            self._latest.ask(self, wanted, lambda _found: None)  # one that waits is replaced, and may be asked again

    def _learn(self, place: Place, found: ResourceExtras) -> None:
        self._known[place] = found
        self._known.move_to_end(place)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        if self._wanted is not None and self._wanted.place == place:
            self._show(found)
