"""``bcdc journal`` and ``bcdc sync``: the changes made from this computer, and the local cache."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import json_option
from ..output import emit, say, table
from ..progress import counting

if TYPE_CHECKING:
    from bcdc_desktop.store.journal import JournalEntry


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
@json_option
@pass_context
def journal(context: Context, limit: int, package: str | None, words: str, export: Path | None) -> None:
    """List the changes made from this computer by this user to this catalogue, newest first. Works offline."""
    from bcdc_desktop.app.records.history import entry_json

    store = context.workspace.store
    if package is not None and (seen := store.cache.package(package)):
        package = str(seen.value["id"])
    if export is not None:
        _export(context, store.journal.entries(package_id=package, words=words, limit=-1), export)
        return
    entries = store.journal.entries(package_id=package, words=words, limit=limit)
    if context.as_json:
        undone = {undoes: entry for entry, undoes in store.overwritten.undoes().items()}
        emit({"entries": [{**entry_json(e), "undone_by": undone.get(e.id)} for e in entries]})
        return
    table(
        ("Entry", "When (UTC)", "User", "What", "Outcome", "Package"),
        [(e.id, _time(e.at)[:19].replace("T", " "), e.user, e.action, e.outcome, e.title) for e in entries],
        right=("Entry",),
    )


@click.command("sync", short_help="Update the local cache.")
@click.option("--full", is_flag=True, help="Download everything again, not only what has changed.")
@json_option
@pass_context
def sync(context: Context, full: bool) -> None:
    """Download the organizations and all packages you have access to into the local cache, for use offline."""
    from bcdc_desktop.app.sync.sync import synchronize
    from bcdc_desktop.store.cache_files import CACHE_LIMIT

    with counting() as report:
        done = synchronize(context.workspace, report=report, full=full)
    if limit := int(context.settings.get(CACHE_LIMIT, 0) or 0):
        context.workspace.store.cache.limit(limit, calmly=True)
    if context.as_json:
        emit({"full": done.full, "read": done.read, "removed": done.removed, "total": done.total})
    else:
        say(f"{done.read} packages updated, {done.removed} removed, {done.total} in total.")


def _export(context: Context, entries: Sequence[JournalEntry], path: Path) -> None:
    from bcdc_desktop.app.records.history import export_csv, export_json

    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        raise Failure("usage", "The file name must end in .csv or .json.")
    with path.open("w", encoding="utf-8", newline="") as out:
        (export_csv if kind == ".csv" else export_json)(entries, out, profile=context.workspace.profile.name)
    if context.as_json:
        emit({"file": str(path), "entries": len(entries)})
    else:
        say(f"{len(entries)} entries written to {path}.")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
