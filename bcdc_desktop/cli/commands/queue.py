"""``bcdc uploads``: listing and controlling the upload queue (pause, cancel, retry, verify)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import json_option
from ..output import emit, note, table
from ..run_queue import answer, patience_option, shape, verify_option, work

if TYPE_CHECKING:
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.store.uploads import Upload


@click.command("uploads", short_help="Show or continue the upload queue.")
@click.option("--resume", is_flag=True, help="Upload until everything is done or needs attention.")
@verify_option
@click.option("--cancel", "cancelled", metavar="ID", multiple=True, help="Cancel this upload.")
@click.option("--pause", "paused", metavar="ID", multiple=True, help="Pause this upload.")
@click.option("--retry", "retried", metavar="ID", multiple=True, help="Retry this upload.")
@click.option(
    "--compare", "compared", metavar="ID", multiple=True, help="Download this upload's file again and compare it."
)
@click.option("--first", metavar="ID", multiple=True, help="Move this upload to the front of the queue.")
@patience_option
@json_option
@pass_context
def uploads(
    context: Context,
    resume: bool,
    verify: bool,
    cancelled: tuple[str, ...],
    paused: tuple[str, ...],
    retried: tuple[str, ...],
    first: tuple[str, ...],
    compared: tuple[str, ...],
    patience: float,
) -> None:
    """List the uploads of this user to this catalogue, and their state.

    With --resume, paused and failed uploads are retried, and uploads of the last day are verified: files that were lost
    because someone saved at the same time are uploaded again; if someone deleted or replaced one on purpose, you are
    told. Exits with 0 only if everything is done and still there. ID can be “all”.
    """
    workspace = context.workspace_for_writing() if resume or compared else context.workspace
    store = workspace.store.uploads
    _halt(workspace, _ids(workspace, cancelled), _ids(workspace, paused))
    _arrange(workspace, _ids(workspace, retried), _ids(workspace, first))
    if compared:
        from bcdc_desktop.app.uploads.queue import UploadQueue

        same = UploadQueue(workspace).compare(_ids(workspace, compared))
        note(f"{same} files on the server are identical to what was uploaded.")
    if not resume:
        rows = store.rows()
        if context.as_json:
            emit({"uploads": [shape(row) for row in rows]})
        else:
            _table(rows)
        return
    work(workspace, None, patience, contents=verify, leave=_ids(workspace, paused))
    answer(context, [r for r in store.rows() if r.state != "cancelled"], {})


def _ids(workspace: Workspace, given: Sequence[str]) -> list[str]:
    """Return rows by their ids; “all” stands for every row.

    Raises:
        Failure: there is none of that id.
    """
    known = [r.id for r in workspace.store.uploads.rows()] if given else []
    missing = [i for i in given if i != "all" and i not in known]
    if missing:
        raise Failure("not_found", f"There is no upload {missing[0]}.")
    return known if "all" in given else list(given)


def _halt(workspace: Workspace, cancelled: Sequence[str], paused: Sequence[str]) -> None:
    from bcdc_desktop.app.uploads.cancellation import OtherInstance, request_halt
    from bcdc_desktop.catalogue.errors import CatalogueError
    from bcdc_desktop.store.uploads import ENDED, State

    resting = {r.id for r in workspace.store.uploads.rows(states=ENDED)}
    try:
        request_halt(workspace, cancelled, State.CANCELLED)
        request_halt(workspace, [i for i in paused if i not in resting], State.PAUSED)
    except OtherInstance:
        text = "Another instance of the program is uploading. It will stop unless the file has already arrived."
        raise Failure("conflict", text) from None
    except CatalogueError as error:
        text = "The upload may have completed. It will be cancelled if it didn't, once the catalogue responds."
        raise Failure(error.kind, f"{error.message} {text}") from None


def _arrange(workspace: Workspace, retried: Sequence[str], first: Sequence[str]) -> None:
    from bcdc_desktop.app.uploads.queue import UploadQueue

    if retried:
        UploadQueue(workspace).resume(retried)
    if first:
        UploadQueue(workspace).put_first(first)


def _table(rows: Sequence[Upload]) -> None:
    table(
        ("File", "Package", "State", "Sent", "Size", "Resource", "Message"),
        [
            (r.file_name, r.package_title, r.state, r.sent, r.size, r.resource, (r.error or {}).get("message"))
            for r in rows
        ],
        right=("Sent", "Size"),
    )
