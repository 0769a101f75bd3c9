"""Looking on the server for what was sent: first that it is there with its size, then for its content, then again.

The first look needs one ``package_show``, so that a row is done soon. Contents of small files are downloaded and
compared afterwards, when nothing of the package waits. A later look also notices what others did to it meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.package import Package, Resource, parse_time
from bcdc_desktop.domain.record_changes import FILE
from bcdc_desktop.store.uploads import UNDER_WAY, State, Upload

from ..progress import CancelToken
from ..workspace import Workspace
from .outcome import PAUSES, Backoff, arrived, fail, give_up, leave_to_person, send_again
from .parallel_reads import at_once, content_matches
from .reconcile import reconcile

_log = logging.getLogger(__name__)
_SOON = 120.0  # seconds after our batch: what vanishes within was thrown away by a save that began before it
_LOST = "Somebody saved the record at the same moment and this file was lost; it is sent again."
_CAME_THROUGH = ("done", "verified", "lost")


def verify(workspace: Workspace, rows: Sequence[Upload], token: CancelToken | None = None) -> Backoff | None:
    """The first look at rows (all of one package) that say that they were sent: there, and of the right size. What is
    there is done; what is not waits to be sent again under the same id."""
    uploads = workspace.store.uploads
    token = token or CancelToken()
    try:
        with workspace.catalogue.cancellable(token):
            package = Package(workspace.package(rows[0].package))
    except errors.Cancelled:
        return None  # the rows stay in *verifying*; the next look decides
    except errors.NotFound:
        fail(workspace, rows, errors.NotFound("The record is not on the server any more."))
        return None
    except errors.CatalogueError as error:
        if error.retry:
            return Backoff(error, PAUSES[0])
        give_up(workspace, rows, error)
        return None
    # an answer was lost, and perhaps the batch with it
    there, trouble = reconcile(workspace, [r for r in rows if not r.answered], package, token)
    sent = [r for r in rows if r.answered] + there
    found = at_once(workspace, token, lambda row: _problem(workspace, row, package.resource(row.resource)), sent)
    for row in sent:
        problem = found.get(row.id)
        if isinstance(problem, errors.Cancelled):
            continue
        if isinstance(problem, errors.CatalogueError):
            if problem.retry:
                trouble = Backoff(problem, PAUSES[0])
                continue
            # it was taken; sending it once more would not make it readable
            said = f"It is on the server, but could not be checked. {problem.message}"
            told = {"kind": problem.kind, "message": said}
            uploads.change([row.id], state=State.ATTENTION, error=told)
            continue
        resource = package.resource(row.resource)
        if problem is None and resource is not None:
            _note_as_done(workspace, row, resource)
        else:
            _log.info("upload %s is not on the server as sent: %s", row.id, problem)
            send_again(workspace, row, "It was not on the server after sending; it is sent again.")
    return trouble


def verify_again(
    workspace: Workspace, rows: Iterable[Upload], token: CancelToken | None = None, *, whole: bool = False
) -> None:
    """A later look at done rows of one package: is what was sent still there, of its size, and (small files whose
    content was not compared yet; with ``whole`` all files) the same bytes?

    What a save at the same moment threw away waits again; what somebody deleted or replaced on purpose needs a person.
    What we replaced or deleted ourselves since is left alone.

    Raises:
        CatalogueError: the catalogue could not be asked; nothing is known of the rows.
        Cancelled: the token says so.
    """
    rows = list(rows)
    if not rows:
        return
    token = token or CancelToken()
    try:
        with workspace.catalogue.cancellable(token):
            package = Package(workspace.package(rows[0].package))
        gone = package.state == "deleted"
    except errors.NotFound:
        gone = True
    if gone:
        for row in rows:
            leave_to_person(workspace, row, "Somebody deleted the record, and the file with it.")
        return
    ours = _ours_since(workspace, rows)
    to_compare: list[Upload] = []
    for row in rows:
        resource = package.resource(row.resource)
        if row.id in ours:
            continue
        if resource is None:
            _vanished(workspace, row, package)
        elif not arrived(row, resource):
            send_again(workspace, row, _LOST)  # as it was before: nobody can restore that time on purpose
        elif not resource.uploaded or resource.size not in (None, row.size):
            leave_to_person(
                workspace, row, "Somebody put another file in its place. What is on the server now is theirs."
            )
        elif wants_content(workspace, row, resource) or (whole and row.sha256):
            to_compare.append(row)
        elif row.stored_modified is None:
            workspace.store.uploads.change([row.id], stored_modified=_modified(resource), stored_size=resource.size)
    _compare_contents(workspace, to_compare, package, token)


def wants_content(workspace: Workspace, row: Upload, resource: Resource | None = None) -> bool:
    """Whether a done row's content is to be compared: it never was, or the file was stored again since."""
    if not row.sha256 or row.size > workspace.profile.verify_content_below:
        return False
    return row.verified != "content" or (resource is not None and _modified(resource) != row.stored_modified)


def _note_as_done(workspace: Workspace, row: Upload, resource: Resource) -> None:
    workspace.store.uploads.change(
        [row.id],
        state=State.DONE,
        sent=row.size,
        error=None,
        kept_at=time.time(),
        verified="size",
        stored_size=resource.size,
        stored_modified=_modified(resource),
        unsettled=not workspace.abilities().locks,
    )
    if row.entry is not None:
        workspace.store.journal.note_stored(row.entry, {row.resource: facts_of(resource.raw)})
        workspace.store.journal.outcome(row.entry, "verified", row.file_name)


def _problem(workspace: Workspace, row: Upload, resource: Resource | None) -> str | None:
    """What is wrong with a resource after sending; None when it is as it was sent."""
    if resource is None:
        return "not there"
    if not resource.uploaded:
        return "a link instead of the file"
    size = resource.size
    if size is None:
        try:
            size = workspace.catalogue.file_size(resource.url)
        except errors.NotFound:
            return "the file is not there"
    if size is not None and size != row.size:
        return f"{size} bytes instead of {row.size}"
    return None if arrived(row, resource) else "the file that was there before"


def _compare_contents(workspace: Workspace, rows: Sequence[Upload], package: Package, token: CancelToken) -> None:
    def compare(row: Upload) -> bool:
        resource = package.resource(row.resource)
        assert resource is not None
        return content_matches(workspace, row, resource)

    found = at_once(workspace, token, compare, rows)
    stopped: BaseException | None = None
    for row in rows:
        same, resource = found[row.id], package.resource(row.resource)
        if isinstance(same, errors.NotFound):
            same = False
        if isinstance(same, BaseException):
            stopped = stopped or same
        elif same and resource is not None:
            workspace.store.uploads.change(
                [row.id], only=(State.DONE,), verified="content", stored_modified=_modified(resource)
            )
        elif row.stored_modified is None or (resource and _modified(resource) == row.stored_modified):
            send_again(workspace, row, "The server has another content than was sent; it is sent again.")
        else:
            leave_to_person(
                workspace, row, "Somebody put another file in its place. What is on the server now is theirs."
            )
    if stopped is not None:
        raise stopped


def _vanished(workspace: Workspace, row: Upload, package: Package) -> None:
    """A resource that was there is not any more: thrown away by a save that overlapped ours, or deleted on purpose."""
    last, sent = package.modified, parse_time(row.stored_modified)
    # by the server's clock where it is known; the record was not changed after *last*
    since_batch = (last - sent).total_seconds() if last and sent else float("inf")
    since_batch = min(since_batch, time.time() - (row.kept_at or 0.0))
    if since_batch <= _SOON:
        send_again(workspace, row, _LOST)
    else:
        leave_to_person(
            workspace, row, "It is not in the record any more: somebody deleted it. Try again to send it again."
        )


def _modified(resource: Resource) -> str | None:
    stored = resource.raw.get("last_modified")
    return None if stored is None else str(stored)


def _ours_since(workspace: Workspace, rows: Sequence[Upload]) -> set[str]:
    """Rows whose resource we ourselves replaced or deleted since: what is there now is not theirs to say."""
    package = rows[0].package
    entries = workspace.store.journal.entries(package_id=package, limit=500)
    later: set[str] = set()
    others = workspace.store.uploads.rows(states=(State.DONE, *UNDER_WAY), package=package)
    for row in rows:
        touched = any(
            e.id > (row.entry or 0) and e.outcome in _CAME_THROUGH and _touches(e.after, row.resource)
            for e in entries
            if row.entry is not None
        )
        if touched or any(o.resource == row.resource and o.created > row.created for o in others):
            later.add(row.id)
    return later


def _touches(after: Mapping[str, Any], resource: str) -> bool:
    """Whether a write set or took away a resource's file."""
    if resource not in after:
        return False
    values = after[resource]
    return values is None or FILE in values or "url" in values
