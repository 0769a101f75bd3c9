"""``bcdc upload`` and ``bcdc uploads``: uploading files, and the queue (pause, cancel, retry, verify)."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..assignments import read_assignments
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import EXISTING, Files, dry_run_option, files_of, folder_options, json_option
from ..output import counted, emit, note, say, table
from ..run_queue import answer, patience_option, shape, verify_option, work

if TYPE_CHECKING:
    from bcdc_desktop.app.rows import Upload
    from bcdc_desktop.app.uploads.prepare import PreparedFile
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.preflight.csv_check import CheckResult

_READERS = 2  # files that are checked at the same time


@click.command("upload", short_help="Upload files as resources of a package.")
@click.argument("package")
@click.argument("paths", cls=Files, metavar="FILE|FOLDER...", nargs=-1, required=True, type=EXISTING)
@folder_options
@click.option("--replace", "replacing", metavar="RESOURCE", help="Replace the file of this resource. It keeps its ID.")
@click.option(
    "--replace-same",
    is_flag=True,
    help="Replace resources whose file name matches; other files become new resources.",
)
@click.option(
    "--columns", is_flag=True, help="Also update the column descriptions (json_table_schema) of replaced files."
)
@click.option("--set", "assignments", metavar="FIELD=VALUE", multiple=True, help="Set a field of the resources.")
@verify_option
@click.option("--only-clean", is_flag=True, help="Upload nothing if “bcdc check” finds errors in a file.")
@click.option("--no-wait", is_flag=True, help="Only add the files to the queue. “bcdc uploads --resume” uploads them.")
@patience_option
@dry_run_option
@json_option
@pass_context
def upload(
    context: Context,
    package: str,
    paths: tuple[Path, ...],
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    replacing: str | None,
    replace_same: bool,
    columns: bool,
    assignments: tuple[str, ...],
    verify: bool,
    only_clean: bool,
    no_wait: bool,
    patience: float,
    dry_run: bool,
) -> None:
    """Upload files to a package, given by name or ID. Each file becomes a resource; either all are added, or none. For
    a folder, all files in it and below are uploaded, except hidden ones.

    Fields that can be detected (name, format, period, columns) and those that are the same for all uploaded files are
    filled in. Use --set for others. Nothing is created twice: after an interruption, continue with “bcdc uploads
    --resume”.

    Findings of “bcdc check” are shown; with --only-clean, a table with errors prevents the upload (exit code 5). The
    upload is done when each file is on the server with the right size, and small files have been downloaded again and
    compared. If the catalogue doesn't lock writes, they are verified once more.
    """
    files = files_of(paths, include, exclude)
    if replacing is not None and (len(files) > 1 or replace_same):
        raise Failure("usage", "--replace works with a single file.")
    with BackgroundChecks(files) as reading:  # while the catalogue is asked
        workspace = context.workspace_for_writing()
        record = workspace.package(package)
        schema = workspace.schema_of(record)
        values = read_assignments(
            assignments, schema.resource_fields, also=("description",), any_key=schema.takes_any_key
        )
        if replacing is not None and not any(r["id"] == replacing for r in record.get("resources") or ()):
            raise Failure("not_found", f"“{record.get('title') or package}” has no resource {replacing}.")
        send_files(
            context,
            workspace,
            record,
            files,
            values,
            replacing=replacing,
            replace_same=replace_same,
            columns=columns,
            dry_run=dry_run,
            no_wait=no_wait,
            patience=patience,
            verify=verify,
            only_clean=only_clean,
            reading=reading,
        )


@click.command("uploads", short_help="Show or continue the upload queue.")
@click.option("--resume", is_flag=True, help="Upload until everything is done or needs attention.")
@verify_option
@click.option("--cancel", "cancelled", metavar="ID", multiple=True, help="Cancel this upload.")
@click.option("--pause", "paused", metavar="ID", multiple=True, help="Pause this upload.")
@click.option("--retry", "retried", metavar="ID", multiple=True, help="Retry this upload.")
@click.option(
    "--without-backup",
    is_flag=True,
    help="With --retry: replace a file also if it couldn't be copied first. This can't be undone.",
)
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
    without_backup: bool,
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
    from bcdc_desktop.app.uploads.rows import all_uploads

    _halt(workspace, _ids(workspace, cancelled), _ids(workspace, paused))
    _arrange(workspace, _ids(workspace, retried), _ids(workspace, first), without_backup=without_backup)
    if compared:
        from bcdc_desktop.app.uploads.queue import UploadQueue

        same = UploadQueue(workspace).compare(_ids(workspace, compared))
        if same == 1:
            note("1 file on the server is identical to what was uploaded.")
        else:
            note(f"{same} files on the server are identical to what was uploaded.")
    if not resume:
        rows = all_uploads(workspace)
        if context.as_json:
            emit({"uploads": [shape(row) for row in rows]})
        else:
            _print_queue(rows)
        return
    work(workspace, None, patience, contents=verify, leave=_ids(workspace, paused))
    answer(context, [r for r in all_uploads(workspace) if r.state != "cancelled"], {})


def send_files(
    context: Context,
    workspace: Workspace,
    record: Mapping[str, Any],
    files: Sequence[Path],
    values: Mapping[str, Any],
    *,
    replacing: str | None,
    dry_run: bool,
    replace_same: bool = False,
    columns: bool = False,
    no_wait: bool = False,
    patience: float = 120.0,
    verify: bool = True,
    only_clean: bool = False,
    reading: BackgroundChecks | None = None,
) -> None:
    """Read files through, puts them into the queue as one batch, and waits until they are there."""
    from bcdc_desktop.app.uploads.prepare import confirm
    from bcdc_desktop.app.uploads.rows import uploads_of

    if record.get("state") == "deleted":
        raise Failure("not_found", "This record is deleted. Restore it before you upload files to it.")
    with reading or BackgroundChecks(files) as reading:
        items = [_item(workspace, record, path, replacing, reading) for path in files]
    if replace_same:
        items = [_replacing_same(workspace, record, item) for item in items]
    _warn_of_columns(workspace, record, items)
    items = [_with_fields(item, values, columns=columns) for item in items]
    findings = {"files": [_findings(item) for item in items]}
    _refuse_unfit(workspace, record, items, several=len(items) > 1)
    if not context.as_json:
        _say_findings(items)
    if dry_run:
        _show_plan(context, record, items, findings)
        return
    if only_clean:
        _refuse_errors(items, findings)
    rows = confirm(workspace, record, items)
    ids = [row.id for row in rows]
    if not no_wait:
        work(workspace, ids, patience, contents=verify)
        rows = uploads_of(workspace, ids)
    elif not context.as_json:
        note("Added to the queue. To upload, run “bcdc uploads --resume”.")
    answer(context, rows, {"package": record["id"], **findings}, queued=no_wait)


def _item(
    workspace: Workspace,
    record: Mapping[str, Any],
    path: Path,
    replacing: str | None,
    reading: BackgroundChecks,
) -> PreparedFile:
    from bcdc_desktop.app.uploads.prepare import prepare_file

    try:
        checked = reading.check(path)
    except OSError:
        checked = None  # it is told as the item's problem
    return prepare_file(workspace, record, path, replacing=replacing, checked=checked)


def _replacing_same(workspace: Workspace, record: Mapping[str, Any], item: PreparedFile) -> PreparedFile:
    """Return the item as one that replaces the resource which has the file's very name, where there is one.

    Raises:
        Failure: several resources have it.
    """
    from bcdc_desktop.app.uploads.prepare import prepare_file

    same = [match for match in item.matches if match.exact]
    if not same or item.problem:
        return item
    if len(same) > 1:
        named = ", ".join(match.resource_id for match in same)
        raise Failure("conflict", f"Several resources are named {item.file_name}: {named}. Choose one with --replace.")
    return prepare_file(workspace, record, item.path, replacing=same[0].resource_id, checked=item.check)


def _warn_of_columns(workspace: Workspace, record: Mapping[str, Any], items: Sequence[PreparedFile]) -> None:
    """Tell how the columns of files differ from those of the files that they replace."""
    from bcdc_desktop.app.uploads.current_columns import column_changes
    from bcdc_desktop.domain.package import Package

    for item in items:
        resource = Package(record).resource(item.resource) if item.what == "replace" and item.resource else None
        schema = item.check.schema if item.check is not None else None
        if resource is None or schema is None:
            continue
        found = column_changes(workspace, resource, schema)
        if not found:
            continue
        if found.nothing_in_common(len(schema["fields"])):
            note(f"{item.file_name}: warning: no column in common with the file of “{resource.name}” that it replaces.")
            continue
        parts = [
            ("removed", ", ".join(found.removed)),
            ("new", ", ".join(found.added)),
            ("renamed", ", ".join(f"{old} to {new}" for old, new in found.renamed)),
            ("other type", ", ".join(f"{name} ({old} to {new})" for name, old, new in found.retyped)),
        ]
        said = "; ".join(f"{label}: {names}" for label, names in parts if names)
        note(f"{item.file_name}: warning: its columns differ from those of the file that it replaces. {said}.")


def _with_fields(item: PreparedFile, values: Mapping[str, Any], *, columns: bool) -> PreparedFile:
    if columns:
        for name, value in item.columns.items():
            item = item.with_field(name, value)
    elif item.columns:
        note(f"{item.file_name}: columns differ from the resource's descriptions. Use --columns to update them.")
    for name, value in values.items():
        item = item.with_field(name, value)
    return _fitting(item)


def _fitting(item: PreparedFile) -> PreparedFile:
    """Return the item with no more fields than a form takes, and tell what was left out."""
    from bcdc_desktop.app.uploads.form_size import fit_form, format_left_out

    fields, left_out = fit_form(item.fields)
    if left_out:
        note(f"{item.file_name}: {format_left_out(left_out)}")
        item = replace(item, fields=fields)
    return item


def _refuse_unfit(
    workspace: Workspace, record: Mapping[str, Any], items: Sequence[PreparedFile], *, several: bool
) -> None:
    """Nothing goes into the queue while one file or field is not right."""
    from bcdc_desktop.app.uploads.prepare import problems
    from bcdc_desktop.domain.checks import check_fields, required_message

    fields: dict[str, list[str]] = {}
    schema, kinds = workspace.schema_of(record), set()
    for item in items:
        found: list[tuple[str, str]] = []
        if item.problem:
            limit = workspace.upload_limit()
            kinds.add("too_large" if limit and item.size > limit else "file")
            found.append((item.file_name, item.problem))
        else:
            wrong = [(p.path, p.message) for p in problems(schema, item)]
            if item.what == "replace":
                set_fields = [f for f in schema.resource_fields if f.name in item.fields]
                wrong += [(p.path, p.message) for p in check_fields(item.fields, set_fields)]
            kinds |= {"invalid"} if wrong else set()
            found += wrong
        for path, message in found:
            said = f"{item.file_name}: {message}" if several and path != item.file_name else message
            fields.setdefault(path, []).append(said)
    if fields:
        kind = kinds.pop() if len(kinds) == 1 else "invalid"
        missing = ", ".join(path for path, said in fields.items() if any(required_message() in s for s in said))
        more = f" Use --set FIELD=VALUE for: {missing}." if missing else ""
        raise Failure(kind, f"Nothing was uploaded: some files or fields need to be fixed.{more}", fields)


def _say_findings(items: Sequence[PreparedFile]) -> None:
    for item in items:
        counts = item.check.counts if item.check is not None else {}
        said = counted(counts, ("error", "warning"))
        if said:
            note(f"{item.file_name}: {said}. For details, run “bcdc check”.")


def _findings(item: PreparedFile) -> dict[str, Any]:
    found = item.check.to_json()["findings"] if item.check is not None else []
    return {"path": str(item.path), "findings": found}


def _refuse_errors(items: Sequence[PreparedFile], extra: Mapping[str, Any]) -> None:
    """Refuse a batch with a file that cannot be read reliably as one table."""
    fields = {
        item.file_name: [f.message for f in item.check.findings if f.severity == "error"]
        for item in items
        if item.check is not None and item.check.has_errors
    }
    if fields:
        named = ", ".join(fields)
        message = f"Nothing was uploaded: “bcdc check” finds errors in {named}. Fix them, or leave out --only-clean."
        raise Failure("invalid", message, fields, extra)


def _show_plan(
    context: Context, record: Mapping[str, Any], items: Sequence[PreparedFile], findings: Mapping[str, Any]
) -> None:
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


def _ids(workspace: Workspace, given: Sequence[str]) -> list[str]:
    """Return rows by their ids; “all” stands for every row.

    Raises:
        Failure: there is none of that id.
    """
    from bcdc_desktop.app.uploads.rows import all_uploads

    known = [r.id for r in all_uploads(workspace)] if given else []
    missing = [i for i in given if i != "all" and i not in known]
    if missing:
        raise Failure("not_found", f"There is no upload {missing[0]}.")
    return known if "all" in given else list(given)


def _halt(workspace: Workspace, cancelled: Sequence[str], paused: Sequence[str]) -> None:
    from bcdc_desktop.app.rows import ENDED, State
    from bcdc_desktop.app.uploads.queue import OtherInstance, request_halt
    from bcdc_desktop.app.uploads.rows import all_uploads
    from bcdc_desktop.catalogue.errors import CatalogueError

    resting = {r.id for r in all_uploads(workspace) if r.state in ENDED}
    try:
        request_halt(workspace, cancelled, State.CANCELLED)
        request_halt(workspace, [i for i in paused if i not in resting], State.PAUSED)
    except OtherInstance:
        text = "Another instance of the program is uploading. It will stop unless the file has already arrived."
        raise Failure("conflict", text) from None
    except CatalogueError as error:
        text = "The upload may have completed. It will be cancelled if it didn't, once the catalogue responds."
        raise Failure(error.kind, f"{error.message} {text}") from None


def _arrange(workspace: Workspace, retried: Sequence[str], first: Sequence[str], *, without_backup: bool) -> None:
    from bcdc_desktop.app.uploads.queue import UploadQueue

    if without_backup and not retried:
        raise Failure("usage", "--without-backup goes with --retry.")
    if retried:
        UploadQueue(workspace).resume(retried, without_backup=without_backup)
    if first:
        UploadQueue(workspace).put_first(first)


def _print_queue(rows: Sequence[Upload]) -> None:
    table(
        ("File", "Package", "State", "Sent", "Size", "Resource", "Message"),
        [
            (r.file_name, r.package_title, r.state, r.sent, r.size, r.resource, (r.error or {}).get("message"))
            for r in rows
        ],
        right=("Sent", "Size"),
    )


class BackgroundChecks:
    """Files that are checked in other threads from the start of the command."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._over = threading.Event()
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reading")
        self._checks = {path: self._readers.submit(self._check, path) for path in files}

    def __enter__(self) -> BackgroundChecks:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._readers.shutdown(wait=False, cancel_futures=True)

    def check(self, path: Path) -> CheckResult:
        """Return the result of the check.

        Raises:
            OSError: it cannot be read.
        """
        return self._checks[path].result()

    def _check(self, path: Path) -> CheckResult:
        from bcdc_desktop.preflight.csv_check import check_file  # polars is imported here, during the first requests

        return check_file(path, cancelled=self._over.is_set)
