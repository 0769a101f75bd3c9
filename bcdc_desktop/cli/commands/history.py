"""``bcdc journal`` and ``bcdc sync``: what was written, and what this computer remembers."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from ..context import Context, pass_context
from ..options import json_option
from ..output import emit, say, table
from ..progress import counting


@click.command("journal", short_help="Show what was written from this computer.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many entries.")
@click.option("--package", metavar="ID", help="Only writes to this package.")
@json_option
@pass_context
def journal(context: Context, limit: int, package: str | None) -> None:
    """Lists every write that was sent for this user and catalogue, the latest first. Asks no server."""
    store = context.desk.store
    if package is not None and (seen := store.cache.package(package)):
        package = str(seen.value["id"])
    entries = store.journal.entries(package_id=package, limit=limit)
    if context.as_json:
        emit(
            {
                "entries": [
                    {
                        "id": e.id,
                        "at": _time(e.at),
                        "user": e.user,
                        "action": e.action,
                        "package": e.package_id,
                        "title": e.title,
                        "outcome": e.outcome,
                        "detail": e.detail,
                        "before": e.before,
                        "after": e.after,
                    }
                    for e in entries
                ]
            }
        )
        return
    table(
        ("Entry", "When (UTC)", "User", "What", "Outcome", "Package"),
        [(e.id, _time(e.at)[:19].replace("T", " "), e.user, e.action, e.outcome, e.title) for e in entries],
        right=("Entry",),
    )


@click.command("sync", short_help="Bring what this computer remembers up to date.")
@click.option("--full", is_flag=True, help="Read everything once more, not only what changed.")
@json_option
@pass_context
def sync(context: Context, full: bool) -> None:
    """Reads the organizations and every package that you may see into the cache that the window shows offline."""
    from bcdc_desktop.work.sync import synchronize

    with counting() as report:
        done = synchronize(context.desk, report=report, full=full)
    if context.as_json:
        emit({"full": done.full, "read": done.read, "removed": done.removed, "total": done.total})
    else:
        say(f"{done.read} packages read, {done.removed} forgotten, {done.total} in all.")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
