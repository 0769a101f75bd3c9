"""``bcdc check``: is a file fit to publish? Asks no server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ..context import Context
from ..failures import INVALID
from ..options import EXISTING_FILE, json_option
from ..output import emit, note, say
from ..progress import counting


@click.command("check", short_help="Check files before they are published.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=EXISTING_FILE)
@json_option
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Reads files through and reports what keeps them from being published well.

    Errors: the file cannot be read reliably as one table. Warnings: it departs from the province's guideline, or is
    probably a mistake. Advice: style. Exit code 5 when there is an error.
    """
    from bcdc_desktop.preflight.csv_check import check_file
    from bcdc_desktop.work.progress import Progress

    context = ctx.ensure_object(Context)
    results = []
    with counting() as report:
        for path in files:

            def moved(done: int, size: int, name: str = path.name) -> None:
                report(Progress(done, size, name))

            results.append(check_file(path, on_progress=moved))
    if context.as_json:
        emit({"files": [result.to_json() for result in results]})
    else:
        for result in results:
            _print(result)
    if any(result.has_errors for result in results):
        ctx.exit(INVALID)


def _print(result: Any) -> None:
    counts = result.counts
    said = ", ".join(f"{counts[s]} {s}" for s in ("error", "warning", "advice") if counts.get(s))
    say(f"{result.path}: {said or 'nothing found'}")
    for finding in result.findings:
        place = f"row {finding.row}" if finding.row is not None else "whole file"
        if finding.column is not None:
            place += f", column {finding.column}"
        say(f"  {finding.severity:<8} {place}: {finding.message}")
    if len(result.findings) < sum(counts.values()) and sys.stderr.isatty():
        note("  Only the first findings of each sort are shown.")
