"""The connection to one CKAN with one key: how an action is called, with a session for every thread."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import ckanapi

from bcdc_desktop import __version__
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.translation import tr

from . import errors, proxies
from .answers import UnreadableRecord, checked, problem_of, sorted_out, unreadable
from .http import CatalogueSession, FilePart, Patience, Progress
from .translate import taxonomy

USER_AGENT = f"bcdc-desktop/{__version__}"
NoteUnreadable = Callable[[UnreadableRecord], None]
_log = logging.getLogger(__name__)
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
        self.on_unreadable: NoteUnreadable = _log_unreadable

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

    @contextlib.contextmanager
    def noting_unreadable(self, note: NoteUnreadable) -> Iterator[None]:
        """Have ``note`` called, while in this context, with each record that this thread's calls set aside."""
        before = getattr(self._local, "note", None)
        self._local.note = note
        try:
            yield
        finally:
            self._local.note = before

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
            remote.call_action(action, dict(data), files=files or None, requests_kwargs={"timeout": limits})
        answer = session.last_answer
        self._local.strict = answer is not None and answer.is_strict
        return answer.result if answer is not None else None

    def _dict(self, action: str, shape: type[Any] = dict, **data: Any) -> dict[str, Any]:
        return shown(self._read(action, **data), shape)

    def _list(self, action: str, **data: Any) -> list[Any]:
        """Return a list whose entries the caller looks at one by one."""
        found = self._read(action, **data)
        if not isinstance(found, list):
            raise unreadable(found)
        return found

    def _texts(self, action: str, **data: Any) -> list[str]:
        found: list[str] = checked(self._read(action, **data), list[str])
        return found

    def _records(self, action: str, shape: type[Any], **data: Any) -> list[dict[str, Any]]:
        """Return the records of a list that have a shape; the others are set aside."""
        return self._sorted_out(self._list(action, **data), shape)

    def _sorted_out(self, found: Iterable[Any], shape: type[Any], *, without: str = "") -> list[dict[str, Any]]:
        good, bad = sorted_out(found, shape, without=without, strict=getattr(self._local, "strict", False))
        note: NoteUnreadable = getattr(self._local, "note", None) or self.on_unreadable
        for record in bad:
            note(record)
        return good

    @property
    def _cancelled(self) -> Callable[[], bool] | None:
        found: Callable[[], bool] | None = getattr(self._local, "cancelled", None)
        return found

    def _session(self, *, write: bool) -> CatalogueSession:
        if getattr(self._local, "generation", None) != proxies.generation():  # another network: other ways
            self._local.generation = proxies.generation()
            self._local.reader = self._local.writer = None
        # the session that writes never tries again
        write = write or getattr(self._local, "gate", None) is not None
        name = "writer" if write else "reader"
        session: CatalogueSession | None = getattr(self._local, name, None)
        if session is None:
            session = CatalogueSession(
                retry_reads=not write, key=self._key, patience=self._patience, proxy=self.profile.proxy
            )
            setattr(self._local, name, session)
        return session


def shown(found: Any, shape: type[Any] = dict) -> dict[str, Any]:
    """Return a result that is a group of values and has a shape.

    Raises:
        UnreadableAnswer: it has not.
    """
    if not isinstance(found, dict):
        raise unreadable(found)
    if problem := problem_of(found, shape):
        raise unreadable(found, problem)
    return found


def _log_unreadable(record: UnreadableRecord) -> None:
    _log.info("a record was set aside: %s", record)
