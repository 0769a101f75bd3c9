"""The connection to one CKAN with one key: how an action is called, with a session for every thread."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import ckanapi

from bcdc_desktop import __version__
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.translation import tr

from . import errors
from .http import CatalogueSession, FilePart, Patience, Progress
from .translate import taxonomy, unreadable_answer

USER_AGENT = f"bcdc-desktop/{__version__}"
Gate = Callable[[Callable[[], Any], Callable[[], bool] | None], Any]  # a question, and whether it was cancelled


class Connection:
    """Calls actions through ckanapi, and checks that their answers have the shape that was asked for.

    Every method may be called from any thread. Every method raises a CatalogueError of some kind, and Cancelled when
    the function given to ``cancellable`` answers True.
    """

    def __init__(self, profile: Profile, key: str | None = None, *, patience: Patience | None = None) -> None:
        self.profile = profile
        self._key = key
        self._patience = patience or Patience()
        self._local = threading.local()
        self.gate: Gate | None = None  # that reads of all threads go through

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.profile.address} {'with' if self._key else 'without'} key>"

    @property
    def has_key(self) -> bool:
        """Whether a key is sent with each call."""
        return bool(self._key)

    @contextlib.contextmanager
    def cancellable(self, cancelled: Callable[[], bool] | None) -> Iterator[None]:
        """Stop calls of this thread with Cancelled, while in this context, once ``cancelled()`` is True."""
        before = getattr(self._local, "cancelled", None)
        self._local.cancelled = cancelled
        try:
            yield
        finally:
            self._local.cancelled = before

    @contextlib.contextmanager
    def asking_through(self, gate: Gate) -> Iterator[None]:
        """Send each read of this thread, while in this context, through a gate, which limits the rate of requests and
        retries: here it is not retried."""
        before = getattr(self._local, "gate", None)
        self._local.gate = gate
        try:
            yield
        finally:
            self._local.gate = before

    def _read(self, action: str, **data: Any) -> Any:
        gate: Gate | None = getattr(self._local, "gate", None) or self.gate
        if gate is None:
            return self._call(action, data, write=False)
        return gate(lambda: self._call(action, data, write=False), self._cancelled)

    def _write(self, action: str, data: Mapping[str, Any]) -> Any:
        return self._call(action, data, write=True)

    def _call(
        self,
        action: str,
        data: Mapping[str, Any],
        *,
        write: bool,
        files: Mapping[str, FilePart] | None = None,
        progress: Progress | None = None,
    ) -> Any:
        if write and not self._key:
            raise errors.NotSignedIn  # no server is asked to take a file of a stranger's
        session = self._session(write=write)
        session.progress = progress
        session.cancelled = self._cancelled
        remote = ckanapi.RemoteCKAN(self.profile.address, apikey=self._key, user_agent=USER_AGENT, session=session)
        remote.base_url = "api/3/action/"
        if self._key and not (self._key.isascii() and self._key.isprintable()):
            raise errors.NotAuthorized(tr("The API key contains invalid characters."))
        patience = self._patience
        # while a body is sent the socket has the connect limit, and a slow line needs more for one block
        limits = (max(patience.connect, patience.read), patience.upload) if files else (patience.connect, patience.read)
        with taxonomy(session, session.cancelled):
            if session.cancelled is not None and session.cancelled():
                raise errors.Cancelled
            return remote.call_action(action, dict(data), files=files or None, requests_kwargs={"timeout": limits})

    def _dict(self, action: str, **data: Any) -> dict[str, Any]:
        return shown(self._read(action, **data))

    def _list(self, action: str, **data: Any) -> list[Any]:
        found = self._read(action, **data)
        if not isinstance(found, list):
            raise unreadable(found)
        return found

    def _records(self, action: str, **data: Any) -> list[dict[str, Any]]:
        found = self._list(action, **data)
        if not all(isinstance(one, Mapping) and "id" in one for one in found):
            raise unreadable(found)
        return found

    @property
    def _cancelled(self) -> Callable[[], bool] | None:
        found: Callable[[], bool] | None = getattr(self._local, "cancelled", None)
        return found

    def _session(self, *, write: bool) -> CatalogueSession:
        # the session that writes never tries again
        write = write or getattr(self._local, "gate", None) is not None
        name = "writer" if write else "reader"
        session: CatalogueSession | None = getattr(self._local, name, None)
        if session is None:
            session = CatalogueSession(retry_reads=not write)
            setattr(self._local, name, session)
        return session


def shown(found: Any) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise unreadable(found)
    return dict(found)


def unreadable(result: Any) -> errors.ServerFault:
    return errors.ServerFault(unreadable_answer(), detail=str(result)[:200])
