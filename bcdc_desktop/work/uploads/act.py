"""One act: the waiting rows of one package as a single ``package_revise``, and what its end means for each row."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revision import Revision
from bcdc_desktop.catalogue.session import FileChanged, FilePart
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.store.uploads import State, Upload

from ..desk import Desk
from ..editing import wire_value
from ..progress import CancelToken

_log = logging.getLogger(__name__)
_PAUSES = (2.0, 5.0, 15.0, 30.0, 60.0)  # seconds between attempts when the network is at fault
_REPORT_EVERY = 0.2  # seconds
_LOOKS_AT_ONCE = 4  # files of an act that are compared with the server's at the same time


class ActToken(CancelToken):
    """Stops an act; ``into`` is the state that its rows go to."""

    def __init__(self) -> None:
        super().__init__()
        self.into = State.CANCELLED


Moved = Callable[[Sequence[Upload], int, int], None]


@dataclass(frozen=True)
class Trouble:
    """The network or the server does not let anything through; the queue waits and goes on by itself."""

    error: errors.CatalogueError
    pause: float  # seconds
    budget: int | None = None  # bytes of an act that may be let through; then nobody has to wait


def run_act(desk: Desk, rows: Sequence[Upload], token: ActToken, moved: Moved) -> Trouble | None:
    """Sends claimed rows (all of one package) and writes into each row what became of it. Never raises what belongs
    into a row; returns Trouble when the network is at fault and the rows wait again."""
    uploads = desk.store.uploads
    rows = _check_files(desk, rows)
    if not rows:
        return None
    ids = [r.id for r in rows]
    parts = {r.resource: FilePart(Path(r.path), r.file_name, r.size, r.mtime_ns, r.sha256) for r in rows}
    with desk.package_lock(rows[0].package):
        uploads.change(ids, state=State.SENDING, sent=0, attempts=max(r.attempts for r in rows) + 1)
        entry = _begin(desk, rows)
        try:
            with desk.catalogue.cancellable(token):
                _send(desk, rows, parts, moved)
        except errors.Cancelled:
            _after_cancel(desk, rows, entry, token.into)
            return None
        except FileChanged as error:
            desk.store.journal.outcome(entry, "refused", str(error))
            _file_at_fault(desk, rows, error)
            return None
        except errors.Invalid as error:
            desk.store.journal.outcome(entry, "refused", error.message)
            _values_at_fault(desk, rows, error)
            return None
        except (errors.Offline, errors.Timeout, errors.Busy) as error:
            desk.store.journal.outcome(entry, "unknown", error.message)
            return _network_at_fault(desk, rows, error)
        except errors.TooLarge as error:
            desk.store.journal.outcome(entry, "refused", error.message)
            if len(rows) > 1:  # a proxy's limit for the whole body: in smaller acts it may pass
                uploads.change(ids, state=State.WAITING, sent=0)
                return Trouble(error, 0.0, budget=sum(r.size for r in rows) // 2)
            _fail(desk, rows, error)
            return None
        except errors.ServerFault as error:
            if not _look_for(desk, rows, entry, error.message):
                _fail(desk, rows, error)
                return None
        except errors.CatalogueError as error:
            desk.store.journal.outcome(entry, "refused", error.message)
            _fail(desk, rows, error)
            return None
        else:
            desk.store.journal.outcome(entry, "done")
        for row in rows:
            sent = row.sha256 or parts[row.resource].sha256
            uploads.change([row.id], state=State.VERIFYING, sent=row.size, sha256=sent, entry=entry)
    return verify(desk, [r for i in ids if (r := uploads.get(i)) is not None], token)


def _look_for(desk: Desk, rows: Sequence[Upload], entry: int, said: str) -> bool:
    """Whether an act is on the server although the server failed; without an answer it is taken for refused, and
    trying again sends it under the same ids."""
    try:
        package = Package(desk.package(rows[0].package))
    except errors.CatalogueError:
        desk.store.journal.outcome(entry, "unknown", said)
        return False
    found = all(arrived(r, package.resource(r.resource)) for r in rows)
    desk.store.journal.outcome(entry, "done" if found else "refused", said)
    return found


def verify(desk: Desk, rows: Sequence[Upload], token: CancelToken | None = None) -> Trouble | None:
    """Looks on the server for what rows say was sent: there, with the right size, and where the file is small with
    the right content. What is there is done; what is not waits to be sent again under the same id."""
    uploads = desk.store.uploads
    try:
        package = Package(desk.package(rows[0].package))
    except errors.NotFound:
        _fail(desk, rows, errors.NotFound("The record is not on the server any more."))
        return None
    except errors.CatalogueError as error:
        # the rows stay in *verifying*; the next look decides
        if error.retry:
            return Trouble(error, _PAUSES[0])
        _give_up(desk, rows, error)
        return None
    missing: list[Upload] = []
    unclear = [
        # the answer was lost, and the act with it (or there is no telling): again, under the same id
        r
        for r in rows
        if r.entry is None and (r.operation == "replace" or package.resource(r.resource) is None)
    ]
    uploads.change([r.id for r in unclear], state=State.WAITING, sent=0)
    sent = [r for r in rows if r not in unclear]
    with ThreadPoolExecutor(_LOOKS_AT_ONCE, thread_name_prefix="look") as pool:
        looks = [(row, pool.submit(_compare, desk, row, package.resource(row.resource))) for row in sent]
    trouble: Trouble | None = None
    for row, look in looks:
        try:
            problem = look.result()
        except errors.CatalogueError as error:
            if error.retry:
                trouble = Trouble(error, _PAUSES[0])  # the row stays in *verifying*
                continue
            problem = error.message
        if problem is None:
            uploads.change([row.id], state=State.DONE, sent=row.size, error=None, kept_at=time.time())
            if row.entry is not None:
                desk.store.journal.outcome(row.entry, "verified", row.file_name)
        else:
            _log.info("upload %s is not on the server as sent: %s", row.id, problem)
            missing.append(row)
    for row in missing:
        send_again(desk, row, "It was not on the server after sending; it is sent again.")
    return trouble


def send_again(desk: Desk, row: Upload, why: str, *, limit: int = 5) -> None:
    """Puts a row back to wait under its id, a handful of times before it needs a person."""
    if row.entry is not None:
        desk.store.journal.outcome(row.entry, "lost", row.file_name)
    if row.resent >= limit:
        desk.store.uploads.change(
            [row.id],
            state=State.ATTENTION,
            error={"kind": "conflict", "message": "Somebody keeps overwriting it. Look at the record, then try again."},
        )
        return
    error = {"kind": "conflict", "message": why}
    desk.store.uploads.change([row.id], state=State.WAITING, sent=0, resent=row.resent + 1, error=error)


def _check_files(desk: Desk, rows: Sequence[Upload]) -> list[Upload]:
    """Drops rows whose file is not the one that was confirmed, or is too large."""
    fit = []
    limit = desk.profile.max_upload
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
                problem = ("too_large", f"The catalogue takes files up to {limit // 1_000_000} MB.")
        if problem:
            kind, message = problem
            desk.store.uploads.change([row.id], state=State.ATTENTION, error={"kind": kind, "message": message})
        else:
            fit.append(row)
    return fit


def _begin(desk: Desk, rows: Sequence[Upload]) -> int:
    return desk.store.journal.begin(
        user=desk.user,
        action="package_revise" if desk.abilities().revise else "resource_create",
        package_id=rows[0].package,
        title=rows[0].package_title,
        before={r.resource: dict(r.before) for r in rows if r.operation == "replace"},
        after={r.resource: {**r.fields, "upload": r.file_name} for r in rows},
    )


def _send(desk: Desk, rows: Sequence[Upload], parts: Mapping[str, FilePart], moved: Moved) -> None:
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_EVERY or done >= total:
            last = now
            moved(rows, done, total)

    if desk.abilities().revise:
        revision = Revision(rows[0].package, files=dict(parts))
        for row in rows:
            fields = _wire_fields(desk, row)
            if row.operation == "replace":
                revision.resources[row.resource] = fields
            else:
                revision.new_resources.append({**fields, "id": row.resource})
        try:
            desk.catalogue.revise(revision, progress=progress)
        except errors.UnknownAction:
            desk.has_no_revise()
        else:
            return
    for row in rows:
        _send_alone(desk, row, parts[row.resource], progress)


def _send_alone(desk: Desk, row: Upload, part: FilePart, progress: Callable[[int, int], None]) -> None:
    """Without ``package_revise``: the file with the plain values first, then what a form cannot carry."""
    fields = _wire_fields(desk, row)
    plain = {k: v for k, v in fields.items() if not isinstance(v, list | dict)}
    rest = {k: v for k, v in fields.items() if k not in plain}
    if row.operation == "replace":
        desk.catalogue.patch_resource(row.resource, plain, part, progress=progress)
    else:
        desk.catalogue.create_resource(
            {**plain, "package_id": row.package, "id": row.resource}, part, progress=progress
        )
    if rest:
        desk.catalogue.patch_resource(row.resource, rest)


def _wire_fields(desk: Desk, row: Upload) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in row.fields.items():
        schema_field = desk.schema().resource_field(name)
        key, wire = wire_value(schema_field, value) if schema_field else (name, value)
        fields[key] = wire
    # CKAN 2.9 keeps the old file's size when a file is replaced, both versions its type
    fields["size"] = row.size
    kind = mimetypes.guess_type(row.file_name)[0]
    if row.operation == "replace" and kind:
        fields["mimetype"] = kind
    return fields


def _compare(desk: Desk, row: Upload, resource: Resource | None) -> str | None:
    """What is wrong with a resource after sending; None when it is as it was sent."""
    if resource is None:
        return "not there"
    if not resource.uploaded:
        return "a link instead of the file"
    try:
        if row.sha256 and row.size <= desk.profile.verify_content_below:
            return None if content_matches(desk, row, resource) else "another content"
        size = desk.catalogue.file_size(resource.url)
    except errors.NotFound:
        return "the file is not there"
    if size is not None and size != row.size:
        return f"{size} bytes instead of {row.size}"
    return None


def content_matches(desk: Desk, row: Upload, resource: Resource) -> bool:
    """Whether the file on the server has the bytes that were sent, by downloading it."""
    digest = hashlib.sha256()
    for chunk in desk.catalogue.read_file(resource.url):
        digest.update(chunk)
    return digest.hexdigest() == row.sha256


def _after_cancel(desk: Desk, rows: Sequence[Upload], entry: int, into: State) -> None:
    """Stopped while bytes were on their way. An act that had arrived whole stays, and is looked at as usual."""
    try:
        package = Package(desk.package(rows[0].package))
    except errors.CatalogueError:
        desk.store.journal.outcome(entry, "unknown", "stopped")
        desk.store.uploads.change([r.id for r in rows], state=into, sent=0)
        return
    there = {r.id for r in rows if arrived(r, package.resource(r.resource))}
    desk.store.journal.outcome(entry, "done" if there else "refused", "stopped")
    desk.store.uploads.change(there, state=State.VERIFYING, entry=entry)
    desk.store.uploads.change([r.id for r in rows if r.id not in there], state=into, sent=0)


def arrived(row: Upload, resource: Resource | None) -> bool:
    """Whether a resource is there as a row's act left it, and not as it was before."""
    if resource is None:
        return False
    return row.operation == "create" or resource.raw.get("last_modified") != row.before.get("last_modified")


def _file_at_fault(desk: Desk, rows: Sequence[Upload], fault: FileChanged) -> None:
    """One file changed under our hands: nothing of the act was stored; the others go out without it."""
    guilty = {r.id for r in rows if not _as_confirmed(r) or Path(r.path) == fault.path} or {r.id for r in rows}
    error = {"kind": "file", "message": str(fault)}
    desk.store.uploads.change(guilty, state=State.ATTENTION, sent=0, error=error)
    desk.store.uploads.change([r.id for r in rows if r.id not in guilty], state=State.WAITING, sent=0)


def _as_confirmed(row: Upload) -> bool:
    try:
        status = Path(row.path).stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (row.size, row.mtime_ns)


def _values_at_fault(desk: Desk, rows: Sequence[Upload], error: errors.Invalid) -> None:
    """The server refused values: its messages stand at their rows, the other rows are held back, nothing was stored."""
    uploads = desk.store.uploads
    by_row: dict[str, dict[str, list[str]]] = {}
    errors_list = error.error_dict.get("resources")
    new = [r for r in rows if r.operation == "create"]
    if isinstance(errors_list, list):
        old_count = len(errors_list) - len(new)
        for place, row in enumerate(new):
            by_row[row.id] = error.of_resource(old_count + place)
        seen = desk.store.cache.package(rows[0].package)
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


def _network_at_fault(desk: Desk, rows: Sequence[Upload], error: errors.CatalogueError) -> Trouble:
    """Nobody knows whether the act arrived: the next start of the rows asks for their ids first."""
    attempt = max(r.attempts for r in rows)
    pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
    if isinstance(error, errors.Busy) and error.retry_after:
        pause = max(pause, min(error.retry_after, 600.0))
    told = {"kind": error.kind, "message": f"{error.message} It goes on by itself when the catalogue answers."}
    desk.store.uploads.change([r.id for r in rows], state=State.VERIFYING, sent=0, error=told)
    return Trouble(error, pause)


def _fail(desk: Desk, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    told = {"kind": error.kind, "message": error.message, "fields": error.fields}
    desk.store.uploads.change([r.id for r in rows], state=State.FAILED, sent=0, error=told)


def _give_up(desk: Desk, rows: Sequence[Upload], error: errors.CatalogueError) -> None:
    told = {"kind": error.kind, "message": error.message}
    desk.store.uploads.change([r.id for r in rows], state=State.ATTENTION, error=told)
