"""Pause and cancel where no queue of this process sends: another copy of the program may, or one that was killed."""

from __future__ import annotations

import time
from collections.abc import Iterable

from bcdc_desktop.store.uploads import UNDER_WAY, State, Upload

from ..workspace import Workspace
from .outcome import Backoff
from .verify import verify

_LOOK = 0.2  # seconds between looks at rows that another copy writes


class OtherInstance(Exception):
    """Another copy of the program has the row under way, and has not stopped yet."""


def request_halt(workspace: Workspace, ids: Iterable[str], into: State, *, patience: float = 10.0) -> list[Upload]:
    """Takes rows out of the queue, into *paused* or *cancelled*. What may have arrived is looked for on the server, and
    done where it is there. Sends nothing.

    Args:
        patience: seconds that another copy of the program, which is asked to stop, is waited for.

    Raises:
        OtherInstance: it did not stop within; it will when it can.
        CatalogueError: the catalogue could not be asked; the rows go there once it can.
    """
    uploads = workspace.store.uploads
    ids = list(ids)
    if left := uploads.halt(ids, into):
        deadline = time.monotonic() + patience
        while not workspace.store.instance_lock.acquire():
            if not left & uploads.halt_requested():
                break
            if time.monotonic() >= deadline:
                raise OtherInstance
            time.sleep(_LOOK)
        else:
            try:
                _look_up(workspace, left)
            finally:
                workspace.store.instance_lock.release()
    return [row for i in ids if (row := uploads.get(i)) is not None]


def recover(workspace: Workspace, rows: Iterable[Upload]) -> None:
    """Rows that were under way when a program ended: what may have arrived is to be looked up, the rest waits."""
    rows = list(rows)
    workspace.store.uploads.change([r.id for r in rows if r.state is State.CHECKING], state=State.WAITING)
    workspace.store.uploads.change([r.id for r in rows if r.state is State.SENDING], state=State.VERIFYING)


def _look_up(workspace: Workspace, ids: set[str]) -> None:
    uploads = workspace.store.uploads
    recover(workspace, uploads.rows(states=UNDER_WAY))
    rows = [r for r in uploads.rows(states=(State.VERIFYING,)) if r.id in ids]
    trouble: Backoff | None = None
    for package in dict.fromkeys(r.package for r in rows):
        trouble = verify(workspace, [r for r in rows if r.package == package]) or trouble
    uploads.apply_requests()
    if trouble:
        raise trouble.error
