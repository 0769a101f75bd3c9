"""Running the upload queue from a command until all uploads are done or need attention, with progress bars."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from .context import Context
from .exit_codes import Failure
from .output import emit, note, say
from .progress import FileBars

if TYPE_CHECKING:
    from bcdc_desktop.app.rows import Upload
    from bcdc_desktop.app.uploads.queue import UploadQueue
    from bcdc_desktop.app.workspace import Workspace

_POLL = 0.25  # seconds between reads of the rows
patience_option = click.option(
    "--patience",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to keep trying if the catalogue doesn't respond.",
)
verify_option = click.option(
    "--verify/--no-verify",
    default=True,
    help="Wait until small files have been downloaded again and compared (otherwise done later).",
)


def work(
    workspace: Workspace,
    ids: Sequence[str] | None,
    patience: float,
    *,
    contents: bool = False,
    leave: Sequence[str] = (),
) -> None:
    """Run the queue until the rows (all but ``leave``, where None) are done or need attention.

    Raises:
        Failure: nothing got through within the patience; the rows are kept.
        CatalogueError: some done rows could not be verified; everything else was done.
    """
    from bcdc_desktop.app.rows import State
    from bcdc_desktop.app.uploads.queue import UploadQueue
    from bcdc_desktop.app.uploads.rows import all_uploads
    from bcdc_desktop.catalogue.errors import CatalogueError

    queue = UploadQueue(workspace)
    unseen: CatalogueError | None = None
    try:
        if ids is None:
            workspace.catalogue.status()  # a failed verification must not look like a good one
            rows = [r for r in all_uploads(workspace) if r.state in (State.PAUSED, State.FAILED, State.ATTENTION)]
            # what someone deleted or replaced on purpose is sent again only on request
            again = [r.id for r in rows if r.id not in leave and not (r.error and r.error.get("theirs"))]
            queue.resume(again)
            try:
                queue.verify_all()
            except CatalogueError as error:
                unseen = error
        queue.start()
        _watch(workspace, queue, ids, patience, contents)
    except KeyboardInterrupt:
        note("Stopping. Remaining uploads stay in the queue. To continue, run “bcdc uploads --resume”.")
        raise
    finally:
        queue.stop()
    if unseen is not None:
        raise unseen


def _watch(
    workspace: Workspace, queue: UploadQueue, ids: Sequence[str] | None, patience: float, contents: bool = False
) -> None:
    from bcdc_desktop.app.uploads.rows import all_uploads

    silent_since: float | None = None
    told, waited_for = "", False
    with FileBars() as bars:
        while not queue.wait(ids, timeout=_POLL, contents=contents):
            rows = [r for r in all_uploads(workspace) if r.state != "cancelled" and (ids is None or r.id in ids)]
            bars.show(rows, {i: sent for pace in queue.pace().values() for i, sent in pace.files.items()})
            if queue.elsewhere and not waited_for:
                bars.say("Another instance of the program is uploading these files. Waiting for it.")
                waited_for = True
            trouble = queue.trouble
            if not trouble:
                silent_since, told = None, ""
                continue
            if trouble != told:
                bars.say(f"{trouble} Retrying automatically.")
                told = trouble
            now = time.monotonic()
            silent_since = silent_since or now
            if now - silent_since >= patience:
                if contents and queue.wait(ids, timeout=0):
                    bars.say(
                        "The files arrived with the right size. To compare their content, run “bcdc uploads --resume”."
                    )
                    break
                of_rows = (str(r.error["kind"]) for r in rows if r.error and r.state != "done")
                kind = queue.trouble_kind or next(of_rows, "offline")
                kept = "The files stay in the queue. To continue, run “bcdc uploads --resume”."
                raise Failure(kind, f"{trouble} {kept}", extra={"uploads": [shape(r) for r in rows]})
        rows = [r for r in all_uploads(workspace) if ids is None or r.id in ids]
        bars.show([r for r in rows if r.state != "cancelled"], {})


def answer(context: Context, rows: Sequence[Upload], more: Mapping[str, Any], *, queued: bool = False) -> None:
    """Print the rows; ends as a failure where one is not done."""
    shapes: dict[str, Any] = {**more, "uploads": [shape(row) for row in rows]}
    open_rows = [] if queued else [row for row in rows if row.state != "done"]
    if open_rows:
        raise _failure(open_rows, shapes)
    if more and rows:
        entries = [r.entry for r in rows if r.entry is not None]
        shapes |= {
            "id": rows[0].resource,
            "changed": [
                {"target": r.resource, "field": "upload", "before": r.before.get("url"), "after": r.file_name}
                for r in rows
            ],
            "entry": max(entries, default=None),
        }
    if context.as_json:
        emit(shapes)
    elif more:
        for row in rows:
            say(f"{row.state}: {row.file_name} -> {row.resource}")
    else:
        say(_all_done(len(rows)))


def _all_done(count: int) -> str:
    if count == 0:
        return "The queue is empty."
    return "The upload is complete." if count == 1 else f"All {count} uploads are complete."


def _failure(rows: Sequence[Upload], extra: Mapping[str, Any]) -> Failure:
    """Return the first row that is at fault decides; one that is only held back does not."""
    told: list[dict[str, Any]] = [
        dict(r.error) if r.error else {"kind": "cancelled", "message": f"The upload is {r.state}."} for r in rows
    ]
    first = next((e for e in told if e["kind"] not in ("held", "cancelled")), told[0])
    fields: dict[str, list[str]] = {}
    for row, error in zip(rows, told, strict=True):
        own = error.get("fields") or {}
        for path, messages in own.items():
            fields.setdefault(path, []).extend(f"{row.file_name}: {m}" if len(rows) > 1 else m for m in messages)
        if not own and len(rows) > 1:
            fields.setdefault(row.file_name, []).append(str(error["message"]))
    return Failure(str(first["kind"]), str(first["message"]), fields, extra)


def shape(row: Upload) -> dict[str, Any]:
    """Return a row as JSON."""
    return {
        "id": row.id,
        "file": row.path,
        "package": row.package,
        "resource": row.resource,
        "operation": row.operation,
        "state": str(row.state),
        "sent": row.sent,
        "size": row.size,
        "verified": row.verified,
        "kept_at": row.kept_at,
        "error": dict(row.error) if row.error else None,
    }
