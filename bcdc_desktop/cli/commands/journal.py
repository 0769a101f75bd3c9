"""``bcdc journal``, ``bcdc undo`` and ``bcdc script``: the changes made from this computer, undone or repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bcdc_desktop.file_operations import written_whole

from ..changes import confirm, conflict, decided_as_mine, say_plan, shapes, tell
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import dry_run_option, force_option, json_option, require_writable
from ..output import emit, emit_text, note, number_of, say, table

if TYPE_CHECKING:
    from bcdc_desktop.app.rows import JournalEntry


@click.command("journal", short_help="List the changes made from this computer.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Number of entries.")
@click.option("--package", metavar="ID", help="Only changes to this package.")
@click.option("--search", "words", metavar="WORDS", default="", help="Only entries that contain these words.")
@click.option(
    "--export",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all entries to a file: .csv (one row per field) or .json.",
)
@force_option
@json_option
@pass_context
def journal(context: Context, limit: int, package: str | None, words: str, export: Path | None, force: bool) -> None:
    """List the changes made from this computer by this user to this catalogue, newest first. Works offline."""
    from bcdc_desktop.app.records.history import entry_json, undone_by
    from bcdc_desktop.app.records.stored_record import read_record

    workspace = context.workspace
    if package is not None and (known := read_record(workspace, package)):
        package = str(known.package["id"])
    if export is not None:
        _export(context, workspace.journal_entries(package, words), export, force=force)
        return
    entries = workspace.journal_entries(package, words, limit=limit)
    if context.as_json:
        undone = undone_by(workspace)
        emit({"entries": [{**entry_json(e), "undone_by": undone.get(e.id)} for e in entries]})
        return
    table(
        ("Entry", "When (UTC)", "User", "What", "Outcome", "Package"),
        [(e.id, _time(e.at)[:19].replace("T", " "), e.user, e.action, e.outcome, e.title) for e in entries],
        right=("Entry",),
    )


@click.command("undo", short_help="Undo a change from the journal.")
@click.argument("entry", type=int)
@click.option("--mine", is_flag=True, help="Overwrite what has been changed since.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@dry_run_option
@json_option
@pass_context
def undo(context: Context, entry: int, mine: bool, yes: bool, dry_run: bool) -> None:
    """Undo a change from the journal: values are restored, additions are deleted, and deleted links are added again.
    Files are restored if a copy was kept. The undo gets its own journal entry.
    """
    from bcdc_desktop.app.records import undo as undoing
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import plan

    workspace = context.workspace_for_writing()
    try:
        planned = undoing.plan_undo(workspace, entry)
    except KeyError:
        raise Failure("not_found", f"The journal has no entry {entry}. “bcdc journal” lists the entries.") from None
    if planned.blocked:
        raise Failure("invalid", f"Nothing was sent. {planned.blocked}")
    whole = planned.what != "edit"
    change = plan(workspace, planned.changes)
    changed = [] if whole else shapes(change)
    if not context.as_json:
        say({"delete_package": "Would delete the record.", "bring_back_package": "Would restore the record."}.get(
            planned.what, "Would undo:"))  # fmt: skip
        if not whole:
            say_plan(change)
    for words in planned.notes:
        note(words)
    if planned.changed_since:
        note(f"Changed since: {', '.join(planned.changed_since)}.")
        if not (mine or dry_run):
            fields = {n: ["This has changed since."] for n in planned.changed_since}
            raise Failure(
                "conflict",
                "Nothing was deleted: the record has changed since you created it. Use --mine to delete it anyway.",
                fields,
            )
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "undoes": entry, "what": planned.what, "changes": changed, "notes": planned.notes})
        return
    confirm(context, f"Undo entry {entry}?", yes=yes)
    done = undoing.undo(workspace, planned)
    if isinstance(done, MergeConflict):
        if not mine or done.gone:
            raise conflict(done, since=True)
        seen = str(done.current.get("metadata_modified"))
        done = undoing.undo(workspace, planned, decisions=decided_as_mine(done), reviewed=seen)
        if isinstance(done, MergeConflict):
            raise conflict(done)
    tell(context, done, changed, said=f"Undone (journal entry {done.entry}).", undoes=entry, notes=planned.notes)


@click.command("script", short_help="Export a change from the journal as a ckanapi script.")
@click.argument("entry", type=int)
@click.option(
    "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the script to FILE."
)
@force_option
@json_option
@pass_context
def script(context: Context, entry: int, output: Path | None, force: bool) -> None:
    """Write a Python script that repeats a change from the journal. It reads the API key from BCDC_API_KEY, and doesn't
    contain it. Works offline.
    """
    from bcdc_desktop.app.records.script import script as source_of

    found = context.workspace.journal_entry(entry)
    if found is None:
        raise Failure("not_found", f"The journal has no entry {entry}. “bcdc journal” lists the entries.")
    source = source_of(context.workspace, found)
    if output is not None:
        require_writable(output, force=force)
        with written_whole(output) as unfinished:
            unfinished.write_text(source, "utf-8")
    if context.as_json:
        emit({"entry": entry, "script": source})
    elif output is None:
        emit_text(source)


def _export(context: Context, entries: Sequence[JournalEntry], path: Path, *, force: bool) -> None:
    from bcdc_desktop.app.records.history import export_csv, export_json

    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        raise Failure("usage", "The file name must end in .csv or .json.")
    require_writable(path, force=force)
    # without the mark Excel garbles accents
    encoding = "utf-8-sig" if kind == ".csv" else "utf-8"
    with written_whole(path) as unfinished, unfinished.open("w", encoding=encoding, newline="") as out:
        (export_csv if kind == ".csv" else export_json)(entries, out, profile=context.workspace.profile.name)
    if context.as_json:
        emit({"file": str(path), "entries": len(entries)})
    else:
        say(f"{number_of(len(entries), 'entry', 'entries')} written to {path}.")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
