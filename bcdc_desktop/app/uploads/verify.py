"""Verify uploads on the server: first that they are there with their size, then their content, then once more.

The first verification needs one ``package_show``, so that a row is done soon; rows whose batch got no answer are
reconciled by it. Contents of small files are downloaded and compared afterwards, when nothing of the package waits. A
later verification also notices what others did to them meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.package import Package, Resource, parse_time
from bcdc_desktop.domain.record_changes import FILE
from bcdc_desktop.store.uploads import UNDER_WAY, State, Upload
from bcdc_desktop.translation import tr

from ..progress import CancelToken
from ..records.verify import NotCompared, same_content, size_problem, stored_otherwise
from ..workspace import Workspace
from .outcome import Backoff, arrived, back_off, fail, give_up, leave_to_person, note, pause_after, send_again

_log = logging.getLogger(__name__)
_AT_ONCE = 4  # files that are asked for at the same time
_SOON = 120.0  # seconds after our batch: what vanishes within was thrown away by a save that began before it
_CAME_THROUGH = ("done", "verified", "lost")


def verify(workspace: Workspace, rows: Sequence[Upload], token: CancelToken | None = None) -> Backoff | None:
    """Verify rows (all of one package) that say that they were sent: there, and of the right size. What is
    there is done; what is not waits to be sent again under the same id."""
    token = token or CancelToken()
    if workspace.signed_out:
        return Backoff(errors.NotSignedIn(), workspace.retry_pauses[0])
    try:
        with workspace.catalogue.cancellable(token):
            package = Package(workspace.package(rows[0].package))
    except errors.Cancelled:
        return None  # the rows stay in *verifying*; the next look decides
    except errors.NotFound:
        fail(workspace, rows, errors.NotFound(tr("The record is no longer in the catalogue.")))
        return None
    except errors.CatalogueError as error:
        if error.retry:
            return back_off(workspace, rows, error)
        give_up(workspace, rows, error)
        return None
    # an answer was lost, and perhaps the batch with it
    there, trouble = reconcile(workspace, [r for r in rows if not r.answered], package, token)
    for row in [r for r in rows if r.answered] + there:
        resource = package.resource(row.resource)
        problem = size_problem(resource, row.size)
        problem = problem or ("" if arrived(row, resource) else "the file that was there before")
        if not problem and resource is not None:
            _note_as_done(workspace, row, resource, package)
        else:
            _log.info("upload %s is not on the server as sent: %s", row.id, problem)
            send_again(workspace, row, tr("The catalogue did not keep it. It is uploaded again."))
    return trouble


def verify_again(
    workspace: Workspace, rows: Iterable[Upload], token: CancelToken | None = None, *, whole: bool = False
) -> bool:
    """Verify done rows of one package again: is what was sent still there, of its size, and (small files whose
    content was not compared yet; with ``whole`` all files) the same bytes?

    What a save at the same moment threw away waits again; what somebody deleted or replaced on purpose needs a person.
    What we replaced or deleted ourselves since is left alone. Only what the record tells can make a row wait again: a
    content that could not be compared is told at its row, which is done all the same.

    Returns:
        Whether a content that could not be compared is worth another attempt, later.

    Raises:
        CatalogueError: the catalogue could not be asked; nothing is known of the rows.
        Cancelled: the token says so.
    """
    rows = list(rows)
    if not rows:
        return False
    if workspace.signed_out:
        raise errors.NotSignedIn  # to a stranger, a private record looks like one that is gone
    token = token or CancelToken()
    try:
        with workspace.catalogue.cancellable(token):
            package = Package(workspace.package(rows[0].package))
        gone = package.state == "deleted"
    except errors.NotFound:
        gone = True
    if gone:
        for row in rows:
            leave_to_person(workspace, row, tr("Someone else deleted the record and its files."))
        return False
    ours = _ours_since(workspace, rows)
    to_compare: list[Upload] = []
    for row in rows:
        resource = package.resource(row.resource)
        if row.id in ours:
            continue
        if resource is None:
            _vanished(workspace, row, package)
        elif not arrived(row, resource):
            send_again(workspace, row, _overwritten())  # as it was before: nobody can restore that time on purpose
        elif not resource.uploaded or resource.size not in (None, row.size):
            leave_to_person(workspace, row, _replaced_by_others())
        elif wants_content(workspace, row, resource) or (whole and row.sha256):
            to_compare.append(row)
        elif row.stored_modified is None:
            workspace.store.uploads.change([row.id], stored_modified=_modified(resource))
    return _compare_contents(workspace, to_compare, package, token)


def wants_content(workspace: Workspace, row: Upload, resource: Resource | None = None) -> bool:
    """Whether a done row's content is to be compared: it never was, or the file was stored again since."""
    if not row.sha256 or row.size > workspace.profile.verify_content_below:
        return False
    return row.verified != "content" or (resource is not None and _modified(resource) != row.stored_modified)


def _note_as_done(workspace: Workspace, row: Upload, resource: Resource, package: Package) -> None:
    workspace.store.uploads.change(
        [row.id],
        state=State.DONE,
        sent=row.size,
        error=None,
        kept_at=time.time(),
        verified=None if resource.size is None else "size",
        stored_modified=_modified(resource),
        unsettled=not workspace.abilities().locks,
    )
    if row.entry is not None:
        entry = workspace.store.journal.get(row.entry)
        made = stored_otherwise(workspace, entry, row.resource, package.raw) if entry is not None else {}
        workspace.store.journal.note_stored(row.entry, {row.resource: {**facts_of(resource.raw), **made}})
        workspace.store.journal.outcome(row.entry, "verified", row.file_name)


def _compare_contents(workspace: Workspace, rows: Sequence[Upload], package: Package, token: CancelToken) -> bool:
    """Compare the contents of done rows; what another content means is for a person to decide, never sent again."""

    def compare(row: Upload) -> bool:
        resource = package.resource(row.resource)
        assert resource is not None
        return same_content(workspace, resource, row.size, str(row.sha256))

    found = at_once(workspace, token, compare, rows)
    stopped: BaseException | None = None
    later = False
    for row in rows:
        same, resource = found[row.id], package.resource(row.resource)
        moved_on = row.stored_modified is not None and resource and _modified(resource) != row.stored_modified
        if isinstance(same, NotCompared) and same.another and moved_on:
            leave_to_person(workspace, row, _replaced_by_others())
        elif isinstance(same, NotCompared):
            _log.info("upload %s: %s", row.id, same.message)
            note(workspace, row, same)
            later |= same.later
        elif isinstance(same, BaseException):
            stopped = stopped or same
        elif same and resource is not None:
            uploads, seen = workspace.store.uploads, _modified(resource)
            uploads.change([row.id], only=(State.DONE,), verified="content", stored_modified=seen, error=None)
        else:
            leave_to_person(workspace, row, _replaced_by_others() if moved_on else _other_content())
    if stopped is not None:
        raise stopped
    return later


def _vanished(workspace: Workspace, row: Upload, package: Package) -> None:
    """Settle a resource that is gone: thrown away by a save that overlapped ours, or deleted on purpose."""
    last, sent = package.modified, parse_time(row.stored_modified)
    # by the server's clock where it is known; the record was not changed after *last*
    since_batch = (last - sent).total_seconds() if last and sent else float("inf")
    since_batch = min(since_batch, time.time() - (row.kept_at or 0.0))
    if since_batch <= _SOON:
        send_again(workspace, row, _overwritten())
    else:
        leave_to_person(workspace, row, tr("Someone else deleted it from the record. Try again to upload it again."))


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


def reconcile(
    workspace: Workspace, rows: Sequence[Upload], package: Package, token: CancelToken
) -> tuple[list[Upload], Backoff | None]:
    """Parts rows of one package whose batches got no answer. Answers those that arrived; the others wait again, and the
    journal says so. Those that could not be asked about stay as they are."""
    batches = {r.entry for r in rows if _shows_its_batch(r, package)}
    there = [r for r in rows if r.entry in batches and arrived(r, package.resource(r.resource))]
    to_compare = [r for r in rows if r not in there and _can_be_told(workspace, r, package)]

    def compare(row: Upload) -> bool:
        resource = package.resource(row.resource)
        assert resource is not None
        try:
            return same_content(workspace, resource, row.size, str(row.sha256))
        except NotCompared:  # then the record alone tells: a file of this name and size took the place of the old one
            return resource.size == row.size and resource.file_name == row.file_name

    found = at_once(workspace, token, compare, to_compare)
    there += [r for r in to_compare if found[r.id] is True]
    unasked = {i for i, said in found.items() if isinstance(said, errors.Cancelled) or getattr(said, "retry", False)}
    missing = [r for r in rows if r not in there and r.id not in unasked]
    workspace.store.uploads.change([r.id for r in missing], state=State.WAITING, sent=0)
    _tell_the_journal(workspace, missing, package, known={r.entry for r in there})
    trouble = next((said for said in found.values() if getattr(said, "retry", False)), None)
    return there, Backoff(trouble, pause_after(workspace, trouble)) if trouble else None


def _shows_its_batch(row: Upload, package: Package) -> bool:
    """Whether a row alone proves that its batch is stored, which then is so whole."""
    return row.operation == "create" and package.resource(row.resource) is not None


def _can_be_told(workspace: Workspace, row: Upload, package: Package) -> bool:
    """Whether a file that another took the place of can be known as ours by its content."""
    known = row.sha256 is not None and row.size <= workspace.profile.verify_content_below
    return row.operation == "replace" and known and arrived(row, package.resource(row.resource))


def _tell_the_journal(
    workspace: Workspace, missing: Sequence[Upload], package: Package, known: set[int | None]
) -> None:
    for entry in {r.entry for r in missing} - known - {None}:
        perhaps = any(arrived(r, package.resource(r.resource)) for r in missing if r.entry == entry)
        outcome, said = ("unknown", "sent again") if perhaps else ("refused", "it did not arrive")
        workspace.store.journal.outcome(entry, outcome, said)  # type: ignore[arg-type]


def at_once(
    workspace: Workspace, token: CancelToken, ask: Callable[[Upload], Any], rows: Sequence[Upload]
) -> Mapping[str, Any]:
    """Answers by row id, several asked for at a time where the network is asked; a failure stands as its answer."""

    def one(row: Upload) -> Any:
        try:
            token.check()
            with workspace.catalogue.cancellable(token):
                return ask(row)
        except (errors.CatalogueError, errors.Cancelled) as error:
            return error

    if not rows:
        return {}
    with ThreadPoolExecutor(min(_AT_ONCE, len(rows)), thread_name_prefix="verify") as pool:
        return dict(zip((r.id for r in rows), pool.map(one, rows), strict=True))


def _overwritten() -> str:
    return tr("Someone else saved the record at the same moment, and this file was lost. It is uploaded again.")


def _other_content() -> str:
    return tr(
        "It is on the server with the right size, but other content comes back. Verify it again later; if that stays "
        "so, upload the file again."
    )


def _replaced_by_others() -> str:
    return tr("Someone else replaced this file. The catalogue now has theirs.")
