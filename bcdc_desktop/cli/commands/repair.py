"""``bcdc repair``: numbering the resources of a record again that CKAN 2.12 cannot save."""

from __future__ import annotations

import click

from ..changes import confirm, note_lost
from ..context import Context, pass_context
from ..options import dry_run_option, json_option
from ..output import emit, say


@click.command("repair", short_help="Repair a package that CKAN can't save.")
@click.argument("id")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@dry_run_option
@json_option
@pass_context
def repair(context: Context, id: str, yes: bool, dry_run: bool) -> None:
    """Repair a package whose resources CKAN 2.12 has numbered with a gap, so that saving it fails or loses a resource.

    The resources are put in another order and back, and so numbered again. Nothing else changes; the journal has an
    entry.
    """
    from bcdc_desktop.app.records.plan import needs_repair
    from bcdc_desktop.app.records.repair import repair as repaired

    workspace = context.workspace_for_writing()
    package = workspace.package(id)
    needed, title = needs_repair(workspace, package), str(package.get("title") or package.get("name"))
    if not needed or dry_run:
        if context.as_json:
            emit({"dry_run": dry_run, "id": package["id"], "needed": needed})
        elif needed:
            say(f"“{title}” needs to be repaired.")
        else:
            say(f"“{title}” doesn't need to be repaired.")
        return
    confirm(context, f"Number the resources of “{title}” again?", yes=yes)
    done = repaired(workspace, str(package["id"]))
    if context.as_json:
        lost = {target: list(names) for target, names in done.lost.items()}
        emit({"dry_run": False, "id": package["id"], "needed": True, "entry": done.entry, "lost": lost})
    else:
        say(f"“{title}” is repaired.")
    note_lost(done)
