"""The rows of the upload queue as they are shown: read, counted, and summed up by what was confirmed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bcdc_desktop.store.uploads import ENDED, UNDER_WAY, State, Upload

from ..records.copies import NotKept
from ..workspace import Workspace
from .outcome import ON_PURPOSE
from .transfer import TransferProgress

__all__ = [
    "ENDED",
    "UNDER_WAY",
    "EndedUploadSets",
    "State",
    "Upload",
    "UploadSetSummary",
    "UploadTotals",
    "all_uploads",
    "ids_of_set",
    "is_held",
    "is_left_to_person",
    "is_without_backup",
    "remain",
    "remove_uploads",
    "summarize_set",
    "totals",
    "unfinished",
    "uploads_of",
    "waiting",
]


def all_uploads(workspace: Workspace) -> list[Upload]:
    """Return all rows, those that have not ended in the order in which they are uploaded. For a worker."""
    return workspace.store.uploads.rows()


def uploads_of(workspace: Workspace, ids: Iterable[str]) -> list[Upload]:
    """Return the rows of these ids, without those that were removed. For a worker."""
    return [row for i in ids if (row := workspace.store.uploads.get(i)) is not None]


def ids_of_set(workspace: Workspace, upload_set: str) -> set[str]:
    """Return the ids of the rows that were confirmed together. For a worker."""
    return {row.id for row in all_uploads(workspace) if row.upload_set == upload_set}


def remove_uploads(workspace: Workspace, ids: Iterable[str]) -> None:
    """Remove rows that have ended. For a worker."""
    workspace.store.uploads.remove(ids)


def unfinished(rows: Sequence[Upload]) -> list[Upload]:
    """Return the rows that have not ended."""
    return [row for row in rows if row.state not in ENDED]


def waiting(rows: Sequence[Upload]) -> list[Upload]:
    """Return the rows that are uploaded without further action as soon as the catalogue takes them."""
    return [row for row in unfinished(rows) if row.state is not State.PAUSED]


def remain(rows: Sequence[Upload]) -> bool:
    """Return whether a queue has anything left to do for these rows by itself."""
    return bool(waiting(rows)) or any(row.unsettled for row in rows)


def is_held(row: Upload) -> bool:
    """Return whether a row is on hold because another one of its batch was refused, until the user resumes it."""
    return row.state is State.PAUSED and (row.error or {}).get("kind") == "held"


def is_left_to_person(row: Upload) -> bool:
    """Return whether a retry would replace what somebody else has put there on purpose, or what may be right."""
    return bool((row.error or {}).get(ON_PURPOSE))


def is_without_backup(row: Upload) -> bool:
    """Return whether a row was held because the file that it replaces could not be copied."""
    return row.state is State.ATTENTION and (row.error or {}).get("kind") == NotKept.kind


@dataclass(frozen=True)
class UploadTotals:
    """The totals of the upload sets that have not ended. Sizes are bytes, ``speed`` bytes a second, ``left``
    seconds (None where the speed is not known)."""

    files: int = 0
    done: int = 0
    size: int = 0
    sent: int = 0
    speed: float = 0
    left: float | None = None


def totals(rows: Sequence[Upload], progress: Mapping[str, TransferProgress]) -> UploadTotals:
    """Return the totals of the upload sets that have not ended; where there is none, ``done`` is of all rows.

    Args:
        progress: of the batches that are being sent, by their ids.
    """
    open_sets = {row.upload_set for row in unfinished(rows)}
    mine = [row for row in rows if row.upload_set in open_sets and row.state is not State.CANCELLED]
    if not mine:
        return UploadTotals(done=sum(row.state is State.DONE for row in rows))
    size = sum(row.size for row in mine)
    sent = sum(row.size for row in mine if row.state is State.DONE or (row.state is State.VERIFYING and not row.error))
    sent += sum(batch.sent for batch in progress.values())
    speed = sum(batch.speed for batch in progress.values())
    left = max(0, size - sent) / speed if speed > 0 else None
    done = sum(row.state is State.DONE for row in mine)
    return UploadTotals(len(mine), done, size, min(sent, size), speed, left)


@dataclass(frozen=True)
class UploadSetSummary:
    """The outcome of the rows that were confirmed together, as numbers of files."""

    id: str
    package_title: str
    files: int
    done: int
    failed: int
    held: int

    @property
    def succeeded(self) -> bool:
        """Whether no file needs the user."""
        return not self.failed


def summarize_set(rows: Sequence[Upload]) -> UploadSetSummary:
    """Return the outcome of the rows of one upload set, at least one."""
    return UploadSetSummary(
        rows[0].upload_set,
        rows[0].package_title,
        files=len(rows),
        done=sum(row.state is State.DONE for row in rows),
        failed=sum(row.state in (State.FAILED, State.ATTENTION) for row in rows),
        held=sum(map(is_held, rows)),
    )


class EndedUploadSets:
    """Finds the upload sets that ended since the last call, or that wait for the user. Those that had ended before the
    first call are not reported."""

    def __init__(self) -> None:
        self._reported: set[str] | None = None

    def news(self, rows: Sequence[Upload]) -> list[UploadSetSummary]:
        """Return the outcome of each upload set that ended since the last call."""
        ended = {row.upload_set for row in rows} - {row.upload_set for row in unfinished(rows) if not is_held(row)}
        fresh = sorted(ended - self._reported) if self._reported is not None else []
        self._reported = ended
        return [summarize_set([row for row in rows if row.upload_set == upload_set]) for upload_set in fresh]
