"""``bcdc upload``: uploading files as resources, through the same queue as the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..assignments import read_assignments
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..file_checks import Reading
from ..options import EXISTING, dry_run_option, files_of, folder_options, json_option
from ..output import counted, emit, note, say
from ..run_queue import answer, patience_option, verify_option, work

if TYPE_CHECKING:
    from bcdc_desktop.app.uploads.prepare import PreparedFile
    from bcdc_desktop.app.workspace import Workspace


@click.command("upload", short_help="Upload files as resources of a package.")
@click.argument("package")
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=EXISTING)
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
    with Reading(files) as reading:  # while the catalogue is asked
        workspace = context.workspace_for_writing()
        values = read_assignments(assignments, workspace.schema().resource_fields, also=("description",))
        record = workspace.package(package)
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
    reading: Reading | None = None,
) -> None:
    """Read files through, puts them into the queue as one batch, and waits until they are there."""
    from bcdc_desktop.app.uploads.prepare import confirm

    with reading or Reading(files) as reading:
        items = [_item(workspace, record, path, replacing, reading) for path in files]
    if replace_same:
        items = [_replacing_same(workspace, record, item) for item in items]
    items = [_with_fields(item, values, columns=columns) for item in items]
    findings = {"files": [_findings(item) for item in items]}
    _refuse_unfit(workspace, items, several=len(items) > 1)
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
        rows = [row for i in ids if (row := workspace.store.uploads.get(i)) is not None]
    elif not context.as_json:
        note("Added to the queue. To upload, run “bcdc uploads --resume”.")
    answer(context, rows, {"package": record["id"], **findings}, queued=no_wait)


def _item(
    workspace: Workspace,
    record: Mapping[str, Any],
    path: Path,
    replacing: str | None,
    reading: Reading,
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


def _with_fields(item: PreparedFile, values: Mapping[str, Any], *, columns: bool) -> PreparedFile:
    if columns:
        for name, value in item.columns.items():
            item = item.with_field(name, value)
    elif item.columns:
        note(f"{item.file_name}: columns differ from the resource's descriptions. Use --columns to update them.")
    for name, value in values.items():
        item = item.with_field(name, value)
    return item


def _refuse_unfit(workspace: Workspace, items: Sequence[PreparedFile], *, several: bool) -> None:
    """Nothing goes into the queue while one file or field is not right."""
    from bcdc_desktop.app.uploads.prepare import problems
    from bcdc_desktop.domain.checks import check_fields, required_message

    fields: dict[str, list[str]] = {}
    kinds = set()
    for item in items:
        found: list[tuple[str, str]] = []
        if item.problem:
            limit = workspace.upload_limit()
            kinds.add("too_large" if limit and item.size > limit else "file")
            found.append((item.file_name, item.problem))
        else:
            wrong = [(p.path, p.message) for p in problems(workspace, item)]
            if item.what == "replace":
                set_fields = [f for f in workspace.schema().resource_fields if f.name in item.fields]
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
