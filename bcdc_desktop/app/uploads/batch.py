"""One batch: the waiting rows of one package as one ``submit``, and what its end means for each row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged, FileUnreachable
from bcdc_desktop.domain.record_changes import AttachedFile, RecordChanges
from bcdc_desktop.domain.schema import without_own_names
from bcdc_desktop.store.uploads import State, Upload
from bcdc_desktop.translation import tr

from ..records import copies
from ..records.attachments import source_problem
from ..records.plan import SaveRefused
from ..records.submit import classify, file_part, submit
from ..workspace import Workspace
from .outcome import Backoff, await_file, back_off, fail, refused_as_large, too_large
from .transfer import BatchToken, BatchTransfer, Moved
from .verify import verify

_COPY_TRIES = 3  # to download a file that is to be replaced


def run_batch(workspace: Workspace, rows: Sequence[Upload], token: BatchToken, moved: Moved) -> Backoff | None:
    """Send claimed rows (all of one package) and write into each row what became of it.

    Never raises what belongs into a row. Uploads are submitted without a match: a large file is not sent again because
    somebody changed another field meanwhile.

    Returns:
        A backoff when the network is at fault and the rows wait again.
    """
    uploads = workspace.store.uploads
    rows, away = _unchanged(workspace, rows)
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
        uploads.change([r.id for r in asked], attempts=max((r.attempts for r in asked), default=0) + 1)
        return back_off(workspace, asked, error, into=State.WAITING)
    if not rows:
        return away
    if _is_deleted(workspace, rows[0].package):
        fail(workspace, rows, errors.NotFound(tr("The record was deleted. Restore it before you upload files to it.")))
        return None
    ids = [r.id for r in rows]
    attempt = max(r.attempts for r in rows) + 1
    parts = {r.resource: file_part(file_of(r)) for r in rows}
    with workspace.package_lock(rows[0].package):
        try:
            submit(
                workspace,
                changes_of(workspace, rows),
                match=False,
                verify_now=False,
                kept_copies={r.resource: r.copy for r in rows if r.copy},
                began=lambda entry: uploads.change(ids, state=State.SENDING, sent=0, attempts=attempt, entry=entry),
                parts=parts,
                transfer=BatchTransfer(rows, parts, token, moved),
            )
        except (errors.CatalogueError, errors.Cancelled, FileChanged) as error:
            return _after_failure(workspace, rows, error, all_sent=token.all_sent) or away
        for row in rows:
            sent = row.sha256 or parts[row.resource].sha256
            uploads.change([row.id], state=State.VERIFYING, sent=row.size, sha256=sent, answered=True)
    return verify(workspace, [r for i in ids if (r := uploads.get(i)) is not None], token) or away


def file_of(row: Upload) -> AttachedFile:
    """Return a row's file as it was confirmed."""
    return AttachedFile(Path(row.path), row.file_name, row.size, row.mtime_ns, row.sha256, row.fingerprint)


def changes_of(workspace: Workspace, rows: Sequence[Upload]) -> RecordChanges:
    """Return what rows of one package change, upon the record as it was last seen and the resources as they were when
    their replacement was confirmed."""
    before = {r.resource: without_own_names(r.before) for r in rows if r.operation == "replace"}
    new = {r.resource for r in rows if r.operation == "create"}
    seen = workspace.store.cache.records.get(rows[0].package)
    listed: list[dict[str, Any]] = list(seen.value.get("resources") or ()) if seen else []
    resources = [before.get(str(r["id"]), r) for r in listed if r["id"] not in new]
    resources += [r for i, r in before.items() if not any(one["id"] == i for one in listed)]
    return RecordChanges(
        {"id": rows[0].package, "title": rows[0].package_title, "resources": resources},
        {r.resource: without_own_names(r.fields) for r in rows if r.operation == "replace" and r.fields},
        new_resources={r.resource: without_own_names(r.fields) for r in rows if r.operation == "create"},
        files={r.resource: file_of(r) for r in rows},
    )


def _unchanged(workspace: Workspace, rows: Sequence[Upload]) -> tuple[list[Upload], Backoff | None]:
    """Return the rows whose file is the one that was confirmed, and not too large; the others need a person, or wait
    where their file cannot be read at the moment.

    A file whose time alone is another is the same one.
    """
    fit, away = [], []
    limit, learned = workspace.upload_limit(), workspace.learned_limit()
    for row in rows:
        problem = source_problem(file_of(row))
        told = None
        if problem == "changed" and (touched := _touched(row)) is not None:
            workspace.store.uploads.change([row.id], mtime_ns=touched.mtime_ns)
            row, problem = touched, None
        if problem == "unreachable":
            away.append(row)
            continue
        if problem == "missing":
            told = _file_error(tr("{name} was moved or deleted. Put it back or choose it again.", name=row.file_name))
        elif problem == "changed":
            said = tr("{name} has changed since you confirmed it. Confirm it again.", name=row.file_name)
            told = _file_error(said)
        elif limit is not None and row.size > limit:
            told = {"kind": "too_large", "message": too_large(limit)}
        elif learned is not None and row.size >= learned.size:
            told = {"kind": "too_large", "message": refused_as_large(learned)}
        if told:
            workspace.store.uploads.change([row.id], state=State.ATTENTION, error=told)
        else:
            fit.append(row)
    if not away:
        return fit, None
    names = ", ".join(r.file_name for r in away[:3])
    why = tr("{files} can't be read at the moment: the drive or network share isn't available.", files=names)
    return fit, await_file(workspace, away, why)


def _touched(row: Upload) -> Upload | None:
    """Return the row with its file's time of now, where the file has the bytes that were confirmed."""
    path = Path(row.path)
    if row.sha256 is None:
        return None
    try:
        before = path.stat()
        if before.st_size != row.size:
            return None
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
        return replace(row, mtime_ns=before.st_mtime_ns) if same else None
    except OSError:
        return None


def _is_deleted(workspace: Workspace, package: str) -> bool:
    """Whether a record is in CKAN's state *deleted*: it would take the file. The server is asked only where the record
    as it was last seen says so.

    It is known from the cache, as the record was asked for when the files were added, and at each synchronization.
    """
    seen = workspace.store.cache.records.get(package)
    if seen is None or seen.value.get("state") != "deleted":
        return False
    try:
        return workspace.package(package).get("state") == "deleted"
    except errors.CatalogueError:
        return False  # what sending says counts


def _file_error(message: str) -> dict[str, str]:
    return {"kind": "file", "message": message}


def _keep_replaced(workspace: Workspace, rows: Sequence[Upload]) -> list[Upload]:
    """Keep a copy of what the batch will replace, so that it can be undone.

    Each row names its copy as soon as it is there, or that there is none: it is not fetched again later, when it may be
    our own file. Returns the rows that may go; one whose copy could not be kept is for a person to decide.

    Raises:
        CatalogueError, Cancelled: the network is at fault.
    """
    ready = [r for r in rows if r.operation == "create" or r.copy is not None]
    old = [r for r in rows if r not in ready]
    package = workspace.package(rows[0].package) if old and workspace.profile.keep_replaced_below > 0 else None
    for row in old:
        try:
            kept = copies.keep(workspace, package, [row.resource]) if package is not None else {}
        except copies.NotKept as error:
            _not_kept(workspace, row, error.reason)
            continue
        except errors.CatalogueError as error:
            if not error.retry or row.attempts < _COPY_TRIES:
                raise
            # the record was read a moment ago: it is the file's address alone that does not answer
            _not_kept(workspace, row, error.message)
            continue
        copy = kept.get(row.resource, "")
        workspace.store.uploads.change([row.id], copy=copy)
        ready.append(replace(row, copy=copy))
    return [r for row in rows for r in ready if r.id == row.id]


def _not_kept(workspace: Workspace, row: Upload, reason: str) -> None:
    message = tr(
        "Not uploaded: the current file of “{resource}” couldn't be backed up for undo. {reason} Try again, or upload "
        "it without a backup: then the replacement can't be undone.",
        resource=row.name,
        reason=reason,
    )
    told = {"kind": copies.NotKept.kind, "message": message}
    workspace.store.uploads.change([row.id], state=State.ATTENTION, error=told)


def _after_failure(workspace: Workspace, rows: Sequence[Upload], error: Exception, *, all_sent: bool) -> Backoff | None:
    """Write into the rows what became of them, by the table in ``submit``; some errors concern some rows more."""
    uploads, ids = workspace.store.uploads, [r.id for r in rows]
    state = classify(error, all_sent=all_sent).row
    if isinstance(error, FileUnreachable):
        away = [r for r in rows if Path(r.path) == error.path] or list(rows)
        uploads.change([r.id for r in rows if r not in away], state=state, sent=0)
        return await_file(workspace, away, str(error))
    if isinstance(error, FileChanged):
        _file_at_fault(workspace, rows, error)
    elif isinstance(error, SaveRefused):
        _values_at_fault(workspace, rows, error)
    elif isinstance(error, errors.TooLarge) and len(rows) > 1:
        # a proxy's limit for the whole body: in smaller batches it may pass
        uploads.change(ids, state=State.WAITING, sent=0)
        return Backoff(error, 0.0, budget=sum(r.size for r in rows) // 2)
    elif isinstance(error, errors.NotSignedIn):
        uploads.change(ids, state=state, sent=0)
    elif isinstance(error, errors.CatalogueError) and state in (State.VERIFYING, State.WAITING):
        return back_off(workspace, rows, error, into=state)
    elif isinstance(error, errors.CatalogueError):
        fail(workspace, rows, error)
    else:  # stopped
        uploads.change(ids, state=state, sent=0)
    return None


def _file_at_fault(workspace: Workspace, rows: Sequence[Upload], fault: FileChanged) -> None:
    """One file changed while it was sent: nothing of the batch was stored; the others are uploaded without it."""
    guilty = {r.id for r in rows if source_problem(file_of(r)) or Path(r.path) == fault.path} or {r.id for r in rows}
    told = _file_error(str(fault))
    workspace.store.uploads.change(guilty, state=State.ATTENTION, sent=0, error=told)
    others = [r.id for r in rows if r.id not in guilty]
    workspace.store.uploads.change(others, state=State.WAITING, sent=0)


def _values_at_fault(workspace: Workspace, rows: Sequence[Upload], error: SaveRefused) -> None:
    """Put the server's messages at the rows whose values it refused, and hold the others: nothing was stored."""
    uploads = workspace.store.uploads
    guilty = [r for r in rows if error.by_section.get(r.resource)]
    for row in guilty or rows:
        fields = error.by_section.get(row.resource) or error.fields
        said = "; ".join(f"{path}: {' '.join(messages)}" for path, messages in fields.items()) or error.message
        message = tr("The catalogue refused it: {reason}", reason=said)
        told = {"kind": "invalid", "message": message, "fields": fields}
        uploads.change([row.id], state=State.FAILED, sent=0, error=told)
    if guilty:
        names = ", ".join(r.file_name for r in guilty[:3])
        message = tr("On hold because {files} was refused. Fix or remove it, then upload the rest.", files=names)
        held = [r.id for r in rows if r not in guilty]
        uploads.change(held, state=State.PAUSED, sent=0, error={"kind": "held", "message": message})


MOST_FILES = 200  # in one batch; CKAN 2.11 refuses a form of more than 1,000 parts, and 2.9 does not find them all


def fits(files: int, size: int, more: int, budget: int) -> bool:
    """Return whether a file of ``more`` bytes fits into a batch of so many files and bytes.

    The first file always fits: one larger than the budget is a batch of its own.
    """
    return not files or (files < MOST_FILES and size + more <= budget)


def count_batches(sizes: Iterable[int], budget: int) -> int:
    """Return the number of batches for files of these sizes (bytes), in their order."""
    batches, files, filled = 0, 0, 0
    for size in sizes:
        if not batches or not fits(files, filled, size, budget):
            batches, files, filled = batches + 1, 0, 0
        files, filled = files + 1, filled + size
    return batches
