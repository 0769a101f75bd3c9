"""What became of rows: again, failed, or for a person to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.store.uploads import State, Upload

from ..workspace import Workspace

PAUSES = (2.0, 5.0, 15.0, 30.0, 60.0)  # seconds between attempts when the network is at fault
_SENT_AGAIN = 5  # times that a row is sent again after it was lost


@dataclass(frozen=True)
class Backoff:
    """The network or the server does not let anything through; the queue waits and goes on by itself."""

    error: errors.CatalogueError
    pause: float  # seconds
    budget: int | None = None  # bytes of a batch that may be let through; then nobody has to wait


def arrived(row: Upload, resource: Resource | None) -> bool:
    """Whether a resource is there as a row's act left it, and not as it was before."""
    if resource is None:
        return False
    return row.operation == "create" or resource.raw.get("last_modified") != row.before.get("last_modified")


def too_large(limit: int) -> str:
    """That a file is beyond what the catalogue takes (bytes), in words."""
    return f"The catalogue takes files up to {limit / 1_000_000:.4g} MB."


def send_again(workspace: Workspace, row: Upload, why: str, *, limit: int = _SENT_AGAIN) -> None:
    """Puts a row back to wait under its id, a handful of times before it needs a person."""
    if row.entry is not None:
        workspace.store.journal.outcome(row.entry, "lost", row.file_name)
    if row.resent >= limit:
        workspace.store.uploads.change(
            [row.id],
            only=(row.state,),
            state=State.ATTENTION,
            error={"kind": "conflict", "message": "Somebody keeps overwriting it. Look at the record, then try again."},
        )
        return
    error = {"kind": "conflict", "message": why}
    workspace.store.uploads.change(
        [row.id],
        only=(row.state,),
        state=State.WAITING,
        sent=0,
        resent=row.resent + 1,
        verified=None,
        error=error,
    )


def leave_to_person(workspace: Workspace, row: Upload, why: str) -> None:
    """Somebody changed on purpose what was sent: it is told, and nothing is sent unless it is asked for."""
    error = {"kind": "conflict", "message": why, "theirs": True}
    if workspace.store.uploads.change([row.id], only=(row.state,), state=State.ATTENTION, error=error) and row.entry:
        workspace.store.journal.outcome(row.entry, "lost", row.file_name)


def fail(workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    """Trying again by itself would not help."""
    told = {"kind": error.kind, "message": error.message, "fields": error.fields}
    workspace.store.uploads.change([r.id for r in rows], state=State.FAILED, sent=0, error=told)


def give_up(workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    """They may be there, and cannot be looked for."""
    told = {"kind": error.kind, "message": error.message}
    workspace.store.uploads.change([r.id for r in rows], state=State.ATTENTION, error=told)
