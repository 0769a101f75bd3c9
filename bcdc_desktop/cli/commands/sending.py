"""``bcdc upload`` and ``bcdc uploads``: files on their way into resources, through the same queue as the window's."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..context import Context, pass_context
from ..failures import Failure
from ..options import EXISTING_FILE, dry_run_option, json_option
from ..output import emit, note, say, table
from ..progress import FileBars
from ..reading import Reading
from ..values import read_assignments

if TYPE_CHECKING:
    from bcdc_desktop.store.uploads import Upload
    from bcdc_desktop.work.desk import Desk
    from bcdc_desktop.work.uploads.prepare import Item
    from bcdc_desktop.work.uploads.queue import UploadQueue

_LOOK = 0.25  # seconds between looks at the rows
_patience_option = click.option(
    "--patience",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for a catalogue that does not answer.",
)


@click.command("upload", short_help="Upload files as resources of a package.")
@click.argument("package")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXISTING_FILE)
@click.option("--replace", "replacing", metavar="RESOURCE", help="Replace the file of this resource; its id stays.")
@click.option("--set", "assignments", metavar="FIELD=VALUE", multiple=True, help="A field of the resources.")
@click.option("--verify", is_flag=True, help="Also wait until small files were compared byte for byte.")
@click.option("--only-clean", is_flag=True, help="Send nothing when “bcdc check” finds errors in a file.")
@click.option("--no-wait", is_flag=True, help="Only put them into the queue; “bcdc uploads --resume” sends them.")
@_patience_option
@dry_run_option
@json_option
@pass_context
def upload(
    context: Context,
    package: str,
    files: tuple[Path, ...],
    replacing: str | None,
    assignments: tuple[str, ...],
    verify: bool,
    only_clean: bool,
    no_wait: bool,
    patience: float,
    dry_run: bool,
) -> None:
    """Uploads files to a package, given by its name or id: each becomes a resource, all of them or none.

    What the file tells (name, format, period, columns) and what holds for every file kept in the catalogue is filled
    in; --set gives the rest. Nothing is ever created twice: after a stop of any kind, “bcdc uploads --resume” goes on.

    What “bcdc check” finds in the files is told; with --only-clean a table with errors keeps all from being sent (exit
    code 5). It is done when each file is there with the right size; a catalogue that does not lock its writes is looked
    at once more.
    """
    if replacing is not None and len(files) > 1:
        raise Failure("usage", "--replace takes one file.")
    with Reading(files) as reading:  # while the catalogue is asked
        desk = context.desk_for_writing()
        values = read_assignments(assignments, desk.schema().resource_fields, also=("description",))
        record = desk.package(package)
        if replacing is not None and not any(r["id"] == replacing for r in record.get("resources") or ()):
            raise Failure("not_found", f"There is no resource {replacing} in {record.get('title') or package}.")
        send_files(
            context,
            desk,
            record,
            files,
            values,
            replacing=replacing,
            dry_run=dry_run,
            no_wait=no_wait,
            patience=patience,
            verify=verify,
            only_clean=only_clean,
            reading=reading,
        )


def send_files(
    context: Context,
    desk: Desk,
    record: Mapping[str, Any],
    files: Sequence[Path],
    values: Mapping[str, Any],
    *,
    replacing: str | None,
    dry_run: bool,
    no_wait: bool = False,
    patience: float = 120.0,
    verify: bool = False,
    only_clean: bool = False,
    reading: Reading | None = None,
) -> None:
    """Reads files through, puts them into the queue as one batch, and waits until they are there."""
    from bcdc_desktop.work.uploads.prepare import confirm

    with reading or Reading(files) as reading:
        items = [_item(desk, record, path, values, replacing, reading) for path in files]
    findings = {"files": [_findings(item) for item in items]}
    _refuse_unfit(desk, items, several=len(items) > 1)
    if not context.as_json:
        _say_findings(items)
    if dry_run:
        _show_plan(context, record, items, findings)
        return
    if only_clean:
        _refuse_errors(items, findings)
    rows = confirm(desk, record, items)
    ids = [row.id for row in rows]
    if not no_wait:
        _work(desk, ids, patience, contents=verify)
        rows = [row for i in ids if (row := desk.store.uploads.get(i)) is not None]
    elif not context.as_json:
        note("In the queue; “bcdc uploads --resume” sends them.")
    _answer(context, rows, {"package": record["id"], **findings}, queued=no_wait)


@click.command("uploads", short_help="List the upload queue, or go on with it.")
@click.option("--resume", is_flag=True, help="Send what waits, until all is done or needs you.")
@click.option("--verify", is_flag=True, help="With --resume: wait until small files were compared byte for byte, too.")
@click.option("--cancel", "cancelled", metavar="ID", multiple=True, help="Take this upload out of the queue.")
@click.option("--pause", "paused", metavar="ID", multiple=True, help="Hold this upload back.")
@click.option("--retry", "retried", metavar="ID", multiple=True, help="Let this upload wait for its turn again.")
@click.option("--first", metavar="ID", multiple=True, help="Let this upload go out before the others.")
@_patience_option
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
    patience: float,
) -> None:
    """Lists the uploads of this user and catalogue with where each stands.

    With --resume also what was paused or failed is tried again, and what was done within the last day is looked for
    on the server: what a save at the same moment threw away is sent again, what somebody deleted or replaced on
    purpose is told. Exit code 0 only when all is done and still there. ID can be “all”.
    """
    desk = context.desk_for_writing() if resume else context.desk
    store = desk.store.uploads
    if cancelled:
        _cancel(desk, _ids(desk, cancelled))
    _arrange(desk, _ids(desk, paused), _ids(desk, retried), _ids(desk, first))
    if not resume:
        rows = store.rows()
        if context.as_json:
            emit({"uploads": [_shape(row) for row in rows]})
        else:
            _table(rows)
        return
    _work(desk, None, patience, contents=verify, leave=_ids(desk, paused))
    _answer(context, [r for r in store.rows() if r.state != "cancelled"], {})


def _item(
    desk: Desk,
    record: Mapping[str, Any],
    path: Path,
    values: Mapping[str, Any],
    replacing: str | None,
    reading: Reading,
) -> Item:
    from bcdc_desktop.work.uploads.prepare import look_at

    try:
        checked = reading.check(path)
    except OSError:
        checked = None  # it is told as the item's problem
    item = look_at(desk, record, path, replacing=replacing, checked=checked)
    for name, value in values.items():
        item = item.with_field(name, value)
    return item


def _refuse_unfit(desk: Desk, items: Sequence[Item], *, several: bool) -> None:
    """Nothing goes into the queue while one file or field is not right."""
    from bcdc_desktop.domain.checks import check_fields
    from bcdc_desktop.work.uploads.prepare import problems

    fields: dict[str, list[str]] = {}
    kinds = set()
    for item in items:
        found: list[tuple[str, str]] = []
        if item.problem:
            limit = desk.upload_limit()
            kinds.add("too_large" if limit and item.size > limit else "file")
            found.append((item.file_name, item.problem))
        else:
            wrong = [(p.path, p.message) for p in problems(desk, item)]
            if item.what == "replace":
                set_fields = [f for f in desk.schema().resource_fields if f.name in item.fields]
                wrong += [(p.path, p.message) for p in check_fields(item.fields, set_fields)]
            kinds |= {"invalid"} if wrong else set()
            found += wrong
        for path, message in found:
            said = f"{item.file_name}: {message}" if several and path != item.file_name else message
            fields.setdefault(path, []).append(said)
    if fields:
        kind = kinds.pop() if len(kinds) == 1 else "invalid"
        missing = ", ".join(path for path, said in fields.items() if any("A value is needed" in s for s in said))
        more = f" Give them with --set FIELD=VALUE: {missing}." if missing else ""
        raise Failure(kind, f"Nothing was sent: some files or fields are not right.{more}", fields)


def _say_findings(items: Sequence[Item]) -> None:
    for item in items:
        counts = item.check.counts if item.check is not None else {}
        said = ", ".join(f"{counts[s]} {s}" for s in ("error", "warning") if counts.get(s))
        if said:
            note(f"{item.file_name}: {said}; “bcdc check” tells more.")


def _findings(item: Item) -> dict[str, Any]:
    found = item.check.to_json()["findings"] if item.check is not None else []
    return {"path": str(item.path), "findings": found}


def _refuse_errors(items: Sequence[Item], extra: Mapping[str, Any]) -> None:
    """A file that cannot be read reliably as one table keeps the batch from being sent."""
    fields = {
        item.file_name: [f.message for f in item.check.findings if f.severity == "error"]
        for item in items
        if item.check is not None and item.check.has_errors
    }
    if fields:
        named = ", ".join(fields)
        message = f"Nothing was sent: “bcdc check” finds errors in {named}. Mend them, or leave --only-clean out."
        raise Failure("invalid", message, fields, extra)


def _show_plan(context: Context, record: Mapping[str, Any], items: Sequence[Item], findings: Mapping[str, Any]) -> None:
    changes: list[dict[str, Any]] = [
        {
            "target": item.resource,
            "operation": item.what,
            "file": str(item.path),
            "size": item.size,
            "fields": dict(item.fields),
        }
        for item in items
    ]
    if context.as_json:
        emit({"dry_run": True, "package": record["id"], "changes": changes, **findings})
        return
    for change in changes:
        verb = "replace" if change["operation"] == "replace" else "create"
        say(f"Would {verb} {change['target'] or 'a resource'} with {change['file']} ({change['size']} bytes):")
        for name, value in change["fields"].items():
            say(f"  {name}: {value}")


def _work(
    desk: Desk, ids: Sequence[str] | None, patience: float, *, contents: bool = False, leave: Sequence[str] = ()
) -> None:
    """Lets the queue work until the rows (all but ``leave``, where None) are done or need a person.

    Raises:
        Failure: nothing got through for as long as we are patient; the rows are kept.
        CatalogueError: some done rows could not be looked at; everything else was done.
    """
    from bcdc_desktop.catalogue.errors import CatalogueError
    from bcdc_desktop.store.uploads import State
    from bcdc_desktop.work.uploads.queue import UploadQueue

    queue = UploadQueue(desk)
    unseen: CatalogueError | None = None
    try:
        if ids is None:
            desk.catalogue.status()  # a look that cannot be taken must not pass for one that found all well
            rows = desk.store.uploads.rows(states=(State.PAUSED, State.FAILED, State.ATTENTION))
            # what somebody deleted or replaced on purpose is sent again only when that is asked for
            again = [r.id for r in rows if r.id not in leave and not (r.error and r.error.get("theirs"))]
            queue.resume(again)
            try:
                queue.look_again()
            except CatalogueError as error:
                unseen = error
        if queue.one_at_a_time:
            note("This catalogue takes one file at a time: each is sent and looked at by itself.")
        queue.start()
        _watch(desk, queue, ids, patience, contents)
    except KeyboardInterrupt:
        note("Stopping. What is not there yet stays in the queue; “bcdc uploads --resume” goes on.")
        raise
    finally:
        queue.stop()
    if unseen is not None:
        raise unseen


def _watch(desk: Desk, queue: UploadQueue, ids: Sequence[str] | None, patience: float, contents: bool = False) -> None:
    silent_since: float | None = None
    told = ""
    with FileBars() as bars:
        while not queue.wait(ids, timeout=_LOOK, contents=contents):
            rows = [r for r in desk.store.uploads.rows() if r.state != "cancelled" and (ids is None or r.id in ids)]
            bars.show(rows, {i: sent for pace in queue.pace().values() for i, sent in pace.files.items()})
            trouble = queue.trouble
            if not trouble:
                silent_since, told = None, ""
                continue
            if trouble != told:
                bars.say(f"{trouble} Waiting; it goes on by itself.")
                told = trouble
            now = time.monotonic()
            silent_since = silent_since or now
            if now - silent_since >= patience:
                kind = next((str(r.error["kind"]) for r in rows if r.error and r.state != "done"), "offline")
                kept = "The files stay in the queue; “bcdc uploads --resume” goes on."
                raise Failure(kind, f"{trouble} {kept}", extra={"uploads": [_shape(r) for r in rows]})
        rows = [r for r in desk.store.uploads.rows() if ids is None or r.id in ids]
        bars.show([r for r in rows if r.state != "cancelled"], {})


def _ids(desk: Desk, given: Sequence[str]) -> list[str]:
    """Rows by their ids; “all” stands for every row.

    Raises:
        Failure: there is none of that id.
    """
    known = [r.id for r in desk.store.uploads.rows()] if given else []
    missing = [i for i in given if i != "all" and i not in known]
    if missing:
        raise Failure("not_found", f"There is no upload {missing[0]}.")
    return known if "all" in given else list(given)


def _arrange(desk: Desk, paused: Sequence[str], retried: Sequence[str], first: Sequence[str]) -> None:
    from bcdc_desktop.store.uploads import State
    from bcdc_desktop.work.uploads.queue import UploadQueue

    desk.store.uploads.change(paused, only=(State.WAITING,), state=State.PAUSED)
    if retried:
        UploadQueue(desk).resume(retried)
    if first:
        UploadQueue(desk).put_first(first)


def _cancel(desk: Desk, ids: Sequence[str]) -> None:
    from bcdc_desktop.store.uploads import ENDED, UNDER_WAY, State

    rows = {i: desk.store.uploads.get(i) for i in ids}
    held = [r for r in rows.values() if r is not None and r.state in UNDER_WAY]
    if held and not desk.store.queue_lock.acquire():
        raise Failure("conflict", f"{held[0].file_name} is being sent by another copy of the program.")
    desk.store.queue_lock.release()
    only = [s for s in State if s not in (*UNDER_WAY, *ENDED)] + [State.FAILED, State.ATTENTION]
    desk.store.uploads.change(ids, only=only, state=State.CANCELLED)


def _answer(context: Context, rows: Sequence[Upload], more: Mapping[str, Any], *, queued: bool = False) -> None:
    """Prints the rows; ends as a failure where one is not done."""
    shapes: dict[str, Any] = {**more, "uploads": [_shape(row) for row in rows]}
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
        say(f"All {len(rows)} uploads are done and there." if rows else "There is nothing in the queue.")


def _failure(rows: Sequence[Upload], extra: Mapping[str, Any]) -> Failure:
    """The first row that is at fault decides; one that is only held back does not."""
    told: list[dict[str, Any]] = [
        dict(r.error) if r.error else {"kind": "cancelled", "message": f"It is {r.state}."} for r in rows
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


def _shape(row: Upload) -> dict[str, Any]:
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


def _table(rows: Sequence[Upload]) -> None:
    table(
        ("File", "Package", "State", "Sent", "Size", "Resource", "Said"),
        [
            (r.file_name, r.package_title, r.state, r.sent, r.size, r.resource, (r.error or {}).get("message"))
            for r in rows
        ],
        right=("Sent", "Size"),
    )
