"""``bcdc backup`` and ``bcdc restore``: records with their files in a folder, and back."""

from __future__ import annotations

from pathlib import Path

import click

from ..context import Context, pass_context
from ..exit_codes import Failure, code_of
from ..options import QUERY_SETTINGS, dry_run_option, json_option
from ..output import emit, note, number_of, say
from ..progress import counting
from .copy import copy_records
from .reports import expect_understood

_MOST = 1_000_000  # records


@click.command("backup", short_help="Back up records to a folder.", context_settings=QUERY_SETTINGS)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option(
    "--to",
    "folder",
    metavar="FOLDER",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder; one that has a backup of this catalogue is updated.",
)
@click.option("--files", is_flag=True, help="Back up files that are stored in the catalogue too.")
@json_option
@pass_context
def backup(context: Context, words: tuple[str, ...], folder: Path, files: bool) -> None:
    """Back up the records that a search finds (all without QUERY) to a folder.

    The folder has all records in datasets.jsonl, as “ckanapi dump datasets” writes them, and a Frictionless Data
    Package for each in packages/NAME. First the local cache is updated. A later run only reads what has changed; one
    that was interrupted is continued. What is no longer in the catalogue stays in the folder.
    """
    from bcdc_desktop.app.rows import PackageQuery
    from bcdc_desktop.app.search.results import rows as found_rows
    from bcdc_desktop.app.sync.sync import synchronize
    from bcdc_desktop.app.transfer.backup import backup as back_up
    from bcdc_desktop.app.transfer.backup import outcome_json
    from bcdc_desktop.app.transfer.backup_folder import BackupProblem

    workspace, text = context.workspace, " ".join(words)
    with counting() as report:
        synchronize(workspace, report=report)
    expect_understood(workspace, text)
    ids = [row.id for row in found_rows(workspace, PackageQuery(words=text), limit=_MOST)]
    if text and not ids:
        raise Failure("not_found", "No records match.")
    try:
        with counting() as report:
            done = back_up(workspace, ids, folder, files=files, report=report)
    except BackupProblem as error:
        raise Failure("usage", str(error)) from None
    document = outcome_json(done, folder)
    if done.stopped is not None:
        said = f"{done.stopped.message} To continue, run the same command again."
        raise Failure(done.stopped.kind, said, extra=document)
    if context.as_json:
        emit(document)
    else:
        say(f"{number_of(done.written, 'record')} and {number_of(done.files, 'file')} ({done.size / 1_000_000:.1f} MB) "
            f"written to {folder}, {number_of(done.unchanged, 'record')} unchanged, {done.total} in all.")  # fmt: skip
        for failed in done.failed:
            note(f"{failed.title}: {failed.message}")
    if done.failed:
        click.get_current_context().exit(code_of(done.failed[0].kind))


@click.command("restore", short_help="Restore records from a backup.")
@click.argument("source", metavar="FOLDER", type=click.Path(exists=True, path_type=Path))
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--map",
    "decisions",
    metavar="KIND:FROM=TO",
    multiple=True,
    help="What an organization, a licence or a choice of the backup is called in the catalogue, as for “bcdc copy”.",
)
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@dry_run_option
@json_option
@pass_context
def restore(
    context: Context, source: Path, ids: tuple[str, ...], decisions: tuple[str, ...], yes: bool, dry_run: bool
) -> None:
    """Restore all records of a backup, or those with these IDs or names, into the catalogue of --profile: the one that
    it is a backup of, or any other.

    FOLDER is what “bcdc backup” wrote, or the output of “ckanapi dump datasets” (a .jsonl or .jsonl.gz file). Records
    that are there get the values, links and files of the backup back; resources that were added since stay. Records
    that are gone are created again as drafts. Everything is listed first, and can be undone from the journal.
    """
    from bcdc_desktop.app.transfer.backup_folder import BackupProblem
    from bcdc_desktop.app.transfer.backup_source import BackupSource
    from bcdc_desktop.app.transfer.source import terms_of

    workspace = context.workspace_for_writing()
    try:
        with BackupSource(source, terms_of(workspace)) as opened:
            wanted = list(ids) or opened.ids
            copy_records(
                context, opened, workspace, wanted, decisions, files=True, update=True, yes=yes, dry_run=dry_run
            )
    except BackupProblem as error:
        raise Failure("invalid", str(error)) from None
