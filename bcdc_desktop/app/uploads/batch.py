"""One batch: the waiting rows of one package as a single ``package_revise``, and what its end means for each row."""

from __future__ import annotations

import logging
import mimetypes
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bcdc_desktop.app.records.submit import wire_value
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged, FilePart
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.package import Package
from bcdc_desktop.domain.schema import FILE, without_own_names
from bcdc_desktop.store.uploads import State, Upload

from ..progress import CancelToken
from ..records import copies
from ..workspace import Workspace
from .outcome import PAUSES, Backoff, arrived, fail, too_large
from .verify import verify

_log = logging.getLogger(__name__)
_REPORT_EVERY = 0.2  # seconds


class BatchToken(CancelToken):
    """Stops a batch. ``halt`` stops it while bytes are still to be sent: afterwards nobody could say whether it is
    stored, and the answer is waited for. ``cancel`` cuts it at any time, and what became of it is asked for later."""

    def __init__(self) -> None:
        super().__init__()
        self._halted = False
        self.all_sent = False

    def halt(self) -> None:
        """Asks to stop unless all was sent."""
        self._halted = True

    def __call__(self) -> bool:
        """Whether to stop."""
        return super().__call__() or (self._halted and not self.all_sent)

    def check(self) -> None:
        """Stops here when it was asked to.

        Raises:
            Cancelled: it was.
        """
        if self():
            raise errors.Cancelled


Moved = Callable[[Mapping[str, int], int], None]  # row id -> bytes that have left; bytes of all files


def run_batch(workspace: Workspace, rows: Sequence[Upload], token: BatchToken, moved: Moved) -> Backoff | None:
    """Sends claimed rows (all of one package) and writes into each row what became of it. Never raises what belongs
    into a row; returns Backoff when the network is at fault and the rows wait again."""
    uploads = workspace.store.uploads
    rows = _check_files(workspace, rows)
    if not rows:
        return None
    ids = [r.id for r in rows]
    try:
        with workspace.catalogue.cancellable(token):
            rows = _keep_replaced(workspace, rows)
    except errors.Cancelled:
        uploads.change(ids, only=(State.CHECKING,), state=State.WAITING, sent=0)
        return None
    except errors.CatalogueError as error:
        if not error.retry:
            fail(workspace, rows, error)
            return None
        asked = [r for i in ids if (r := uploads.get(i)) is not None and r.state is State.CHECKING]
        return _network_at_fault(workspace, asked, error, into=State.WAITING)
    if not rows:
        return None
    ids = [r.id for r in rows]
    parts = {r.resource: FilePart(Path(r.path), r.file_name, r.size, r.mtime_ns, r.sha256, r.fingerprint) for r in rows}
    with workspace.package_lock(rows[0].package):
        entry = _begin(workspace, rows)
        uploads.change(ids, state=State.SENDING, sent=0, attempts=max(r.attempts for r in rows) + 1, entry=entry)
        try:
            with workspace.catalogue.cancellable(token):
                _send(workspace, rows, parts, token, moved)
        except errors.Cancelled:
            _after_cancel(workspace, rows, entry, token)
            return None
        except FileChanged as error:
            workspace.store.journal.outcome(entry, "refused", str(error))
            _file_at_fault(workspace, rows, error)
            return None
        except errors.Invalid as error:
            workspace.store.journal.outcome(entry, "refused", error.message)
            _values_at_fault(workspace, rows, error)
            return None
        except (errors.Offline, errors.Timeout, errors.Busy) as error:
            workspace.store.journal.outcome(entry, "unknown", error.message)
            return _network_at_fault(workspace, rows, error)
        except errors.TooLarge as error:
            workspace.store.journal.outcome(entry, "refused", error.message)
            if len(rows) > 1:  # a proxy's limit for the whole body: in smaller batches it may pass
                uploads.change(ids, state=State.WAITING, sent=0)
                budget = sum(r.size for r in rows) // 2
                workspace.learn_budget(budget)
                return Backoff(error, 0.0, budget=budget)
            workspace.learn_limit(rows[0].size)
            fail(workspace, rows, error)
            return None
        except errors.ServerFault as error:
            if not _look_for(workspace, rows, entry, error.message):
                fail(workspace, rows, error)
                return None
        except errors.CatalogueError as error:
            workspace.store.journal.outcome(entry, "refused", error.message)
            fail(workspace, rows, error)
            return None
        else:
            workspace.store.journal.outcome(entry, "done")
        for row in rows:
            sent = row.sha256 or parts[row.resource].sha256
            uploads.change([row.id], state=State.VERIFYING, sent=row.size, sha256=sent, answered=True)
    return verify(workspace, [r for i in ids if (r := uploads.get(i)) is not None], token)


def _look_for(workspace: Workspace, rows: Sequence[Upload], entry: int, said: str) -> bool:
    """Whether a batch is on the server although the server failed; without an answer it is taken for refused, and
    trying again sends it under the same ids."""
    try:
        package = Package(workspace.package(rows[0].package))
    except errors.CatalogueError:
        workspace.store.journal.outcome(entry, "unknown", said)
        return False
    found = all(arrived(r, package.resource(r.resource)) for r in rows)
    workspace.store.journal.outcome(entry, "done" if found else "refused", said)
    return found


def _keep_replaced(workspace: Workspace, rows: Sequence[Upload]) -> list[Upload]:
    """Fetches what the batch will replace, so that it can be taken back. Each row names its copy as soon as it is
    there, or that there is none: it is not fetched again later, when it may be our own file. Answers the rows that may
    go; one whose copy could not be kept is for a person to decide.

    Raises:
        CatalogueError, Cancelled: the network is at fault.
    """
    ready = [r for r in rows if r.operation == "create" or r.copy is not None]
    old = [r for r in rows if r not in ready]
    package = workspace.package(rows[0].package) if old and workspace.profile.keep_replaced_below > 0 else None
    for row in old:
        try:
            copy = copies.keep(workspace, package, [row.resource]).get(row.resource, "") if package is not None else ""
        except copies.NotKept as error:
            told = {"kind": error.kind, "message": error.message}
            workspace.store.uploads.change([row.id], state=State.ATTENTION, error=told)
            continue
        workspace.store.uploads.change([row.id], copy=copy)
        ready.append(replace(row, copy=copy))
    return [r for row in rows for r in ready if r.id == row.id]


def _check_files(workspace: Workspace, rows: Sequence[Upload]) -> list[Upload]:
    """Drops rows whose file is not the one that was confirmed, or is too large."""
    fit = []
    limit = workspace.upload_limit()
    for row in rows:
        problem = None
        try:
            status = Path(row.path).stat()
        except OSError:
            problem = ("file", f"{row.file_name} is not there any more. Put it back or choose it again.")
        else:
            if status.st_size != row.size or status.st_mtime_ns != row.mtime_ns:
                problem = ("file", f"{row.file_name} was changed since it was confirmed. Confirm it again.")
            elif limit is not None and row.size > limit:
                problem = ("too_large", too_large(limit))
        if problem:
            kind, message = problem
            workspace.store.uploads.change([row.id], state=State.ATTENTION, error={"kind": kind, "message": message})
        else:
            fit.append(row)
    return fit


def _begin(workspace: Workspace, rows: Sequence[Upload]) -> int:
    return workspace.store.journal.begin(
        user=workspace.user,
        action="package_revise",
        package_id=rows[0].package,
        title=rows[0].package_title,
        before={r.resource: without_own_names(r.before) for r in rows if r.operation == "replace"},
        after={r.resource: {**without_own_names(r.fields), FILE: r.file_name} for r in rows},
        files={r.resource: r.path for r in rows},
        copies={r.resource: r.copy for r in rows if r.copy},
    )


def _send(
    workspace: Workspace, rows: Sequence[Upload], parts: Mapping[str, FilePart], token: BatchToken, moved: Moved
) -> None:
    last = 0.0
    size = sum(row.size for row in rows)

    def progress(done: int, total: int) -> None:
        nonlocal last
        token.all_sent = done >= total
        now = time.monotonic()
        if now - last >= _REPORT_EVERY or done >= total:
            last = now
            moved({row.id: parts[row.resource].sent for row in rows}, size)

    revision = Revision(rows[0].package, files=dict(parts))
    for row in rows:
        fields = _wire_fields(workspace, row)
        if row.operation == "replace":
            revision.resources[row.resource] = fields | _facts(row)
        else:
            revision.new_resources.append({**fields, "id": row.resource})
    workspace.catalogue.revise(revision, progress=progress)


def _wire_fields(workspace: Workspace, row: Upload) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in row.fields.items():
        schema_field = workspace.schema().resource_field(name)
        key, wire = wire_value(schema_field, value) if schema_field else (name, value)
        fields[key] = wire
    return fields


def _facts(row: Upload) -> dict[str, Any]:
    """What has to be said of a file that takes the place of another: both versions keep the old one's type. (CKAN 2.9
    also keeps its size; ``package_revise`` has the server count for itself.)"""
    kind = mimetypes.guess_type(row.file_name)[0]
    return {"mimetype": kind} if kind else {}


def _after_cancel(workspace: Workspace, rows: Sequence[Upload], entry: int, token: BatchToken) -> None:
    """Stopped. While one byte is missing the server stores nothing; once all have left it may, sooner or later."""
    if token.all_sent:
        workspace.store.journal.outcome(entry, "unknown", "stopped")
        workspace.store.uploads.change([r.id for r in rows], state=State.VERIFYING, sent=0)
    else:
        workspace.store.journal.outcome(entry, "refused", "stopped")
        workspace.store.uploads.change([r.id for r in rows], state=State.WAITING, sent=0)


def _file_at_fault(workspace: Workspace, rows: Sequence[Upload], fault: FileChanged) -> None:
    """One file changed under our hands: nothing of the batch was stored; the others go out without it."""
    guilty = {r.id for r in rows if not _as_confirmed(r) or Path(r.path) == fault.path} or {r.id for r in rows}
    error = {"kind": "file", "message": str(fault)}
    workspace.store.uploads.change(guilty, state=State.ATTENTION, sent=0, error=error)
    workspace.store.uploads.change([r.id for r in rows if r.id not in guilty], state=State.WAITING, sent=0)


def _as_confirmed(row: Upload) -> bool:
    try:
        status = Path(row.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)


def _values_at_fault(workspace: Workspace, rows: Sequence[Upload], error: errors.Invalid) -> None:
    """The server refused values: its messages stand at their rows, the other rows are held back, nothing was stored."""
    uploads = workspace.store.uploads
    by_row: dict[str, dict[str, list[str]]] = {}
    errors_list = error.error_dict.get("resources")
    new = [r for r in rows if r.operation == "create"]
    if isinstance(errors_list, list):
        old_count = len(errors_list) - len(new)
        for place, row in enumerate(new):
            by_row[row.id] = error.of_resource(old_count + place)
        seen = workspace.store.cache.package(rows[0].package)
        order = [r["id"] for r in (seen.value.get("resources") or ())] if seen else []
        for row in rows:
            if row.operation == "replace" and row.resource in order:
                by_row[row.id] = error.of_resource(order.index(row.resource))
    elif len(rows) == 1:
        by_row[rows[0].id] = error.fields
    guilty = [r for r in rows if by_row.get(r.id)]
    for row in guilty or rows:
        fields = by_row.get(row.id) or error.fields
        said = "; ".join(f"{p}: {' '.join(m)}" for p, m in fields.items())
        uploads.change(
            [row.id],
            state=State.FAILED,
            sent=0,
            error={"kind": "invalid", "message": f"The catalogue refuses: {said}", "fields": fields},
        )
    if guilty:
        names = ", ".join(r.file_name for r in guilty[:3])
        held = {
            "kind": "held",
            "message": f"Held back because {names} was refused: mend it or leave it out, then send the rest.",
        }
        uploads.change([r.id for r in rows if r not in guilty], state=State.PAUSED, sent=0, error=held)


def _network_at_fault(
    workspace: Workspace, rows: Sequence[Upload], error: errors.CatalogueError, into: State = State.VERIFYING
) -> Backoff:
    """Nobody knows whether the batch arrived: the next start of the rows asks for their ids first."""
    attempt = max(r.attempts for r in rows)
    pause = PAUSES[min(attempt, len(PAUSES) - 1)]
    if isinstance(error, errors.Busy) and error.retry_after:
        pause = max(pause, min(error.retry_after, 600.0))
    told = {"kind": error.kind, "message": f"{error.message} It goes on by itself when the catalogue answers."}
    workspace.store.uploads.change([r.id for r in rows], state=into, sent=0, error=told)
    return Backoff(error, pause)
