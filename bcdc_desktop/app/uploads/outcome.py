"""What becomes of rows after a batch or its verification: again, failed, or for a person to decide."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.times import exact_time
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.translation import tr

from ..workspace import LearnedLimit, Workspace

ON_PURPOSE = "theirs"
"""Key of a row's error: what is on the server is not to be replaced by a mere "retry all"."""
_SENT_AGAIN = 5  # times that a row is sent again after it was lost
_LONGEST_PAUSE = 600.0  # seconds that a catalogue may ask for


@dataclass(frozen=True)
class Backoff:
    """The network or the server lets nothing through; the queue waits and retries by itself.

    Attributes:
        pause: seconds.
        budget: bytes of a batch that may be let through; then nobody has to wait.
        only: IDs of the rows that wait, where the others may be sent: their files cannot be read at the moment.
    """

    error: errors.CatalogueError
    pause: float
    budget: int | None = None
    only: frozenset[str] = frozenset()


def arrived(row: Upload, resource: Resource | None) -> bool:
    """Return whether a resource is there as a row's batch left it, and not as it was before."""
    if resource is None:
        return False
    return row.operation == "create" or resource.raw.get("last_modified") != row.before.get("last_modified")


def too_large(limit: int) -> str:
    """Return the sentence that a file is beyond what the catalogue takes (bytes)."""
    return tr("The catalogue accepts files up to {size} MB.", size=f"{limit / 1_000_000:.4g}")


def refused_as_large(limit: LearnedLimit) -> str:
    """Return the sentence that a file is as large as one that was refused before, and that it may be tried."""
    when = exact_time(datetime.fromtimestamp(limit.at, UTC))
    return tr(
        "It was not sent: on {when} the catalogue, or a proxy on the way, refused {file} with {size} MB as too large. "
        "To try it anyway, retry it.",
        when=when,
        file=limit.name,
        size=f"{limit.size / 1_000_000:.4g}",
    )


def pause_after(workspace: Workspace, error: errors.CatalogueError, attempt: int = 0) -> float:
    """Return the seconds to wait before the next attempt: those that the catalogue asks for, at least our own."""
    pause = workspace.retry_pauses[min(attempt, len(workspace.retry_pauses) - 1)]
    if isinstance(error, errors.Busy) and error.retry_after:
        pause = max(pause, min(error.retry_after, _LONGEST_PAUSE))
    return pause


def back_off(
    workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError, into: State = State.VERIFYING
) -> Backoff:
    """Let rows wait for the network. Nobody knows whether their batch arrived: they are reconciled before a retry."""
    pause = pause_after(workspace, error, max((r.attempts for r in rows), default=0))
    if isinstance(error, errors.Busy) and error.retry_after:
        until = time.strftime("%H:%M:%S", time.localtime(time.time() + pause))
        message = tr("{reason} The upload resumes at {time}.", reason=error.message, time=until)
    else:
        message = tr("{reason} It is retried automatically when the catalogue answers.", reason=error.message)
    workspace.store.uploads.change(
        [r.id for r in rows], state=into, sent=0, error={"kind": error.kind, "message": message}
    )
    return Backoff(error, pause)


def await_file(workspace: Workspace, rows: Sequence[Upload], why: str) -> Backoff:
    """Let rows wait whose files cannot be read at the moment; all other rows go on."""
    message = tr("{reason} The upload continues when it's back.", reason=why)
    ids = frozenset(r.id for r in rows)
    workspace.store.uploads.change(ids, state=State.WAITING, sent=0, error={"kind": "file", "message": message})
    return Backoff(errors.CatalogueError(why), workspace.retry_pauses[0], only=ids)


def send_again(workspace: Workspace, row: Upload, why: str, *, limit: int = _SENT_AGAIN) -> None:
    """Put a row back to wait under its id, a handful of times before it needs a person."""
    if row.entry is not None:
        workspace.store.journal.outcome(row.entry, "lost", row.file_name)
    if row.resent >= limit:
        message = tr("The record lost it again and again after it was uploaded. Look at the record, then try again.")
        workspace.store.uploads.change(
            [row.id],
            only=(row.state,),
            state=State.ATTENTION,
            error={"kind": "conflict", "message": message},
        )
        return
    workspace.store.uploads.change(
        [row.id],
        only=(row.state,),
        state=State.WAITING,
        sent=0,
        resent=row.resent + 1,
        verified=None,
        error={"kind": "conflict", "message": why},
    )


def note(workspace: Workspace, row: Upload, error: errors.CatalogueError) -> None:
    """Tell of a row that is done what could not be found out about it. It is not sent again for that."""
    told = {"kind": error.kind, "message": error.message}
    workspace.store.uploads.change([row.id], only=(State.DONE,), error=told)


def leave_to_person(workspace: Workspace, row: Upload, why: str) -> None:
    """Tell that somebody changed on purpose what was sent; it is uploaded again only when that is asked for."""
    error = {"kind": "conflict", "message": why, ON_PURPOSE: True}
    if workspace.store.uploads.change([row.id], only=(row.state,), state=State.ATTENTION, error=error) and row.entry:
        workspace.store.journal.outcome(row.entry, "lost", row.file_name)


def fail(workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    """Mark rows that no retry by itself would help."""
    told = {"kind": error.kind, "message": error.message, "fields": error.fields}
    workspace.store.uploads.change([r.id for r in rows], state=State.FAILED, sent=0, error=told)


def give_up(workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    """Mark rows that may be there, and cannot be looked for."""
    told = {"kind": error.kind, "message": error.message}
    workspace.store.uploads.change([r.id for r in rows], state=State.ATTENTION, error=told)
