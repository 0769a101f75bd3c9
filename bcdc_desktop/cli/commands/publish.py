"""``bcdc publish``, ``bcdc undo`` and ``bcdc script``: moving a record's state, taking back, doing again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import dry_run_option, json_option, unchanged_option
from ..output import emit, note, say
from .changes import confirm, conflict, decided_as_mine, say_plan, shapes, tell

if TYPE_CHECKING:
    from bcdc_desktop.app.records.publish import Offer

_MARKS = {"ok": "ok", "careful": "look at", "wrong": "wrong", "unknown": "not known"}


@click.command("publish", short_help="Move a package to another state.")
@click.argument("id")
@click.argument("state", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@unchanged_option
@dry_run_option
@json_option
@pass_context
def publish(context: Context, id: str, state: str | None, yes: bool, expected: str | None, dry_run: bool) -> None:
    """Move a package to a state such as “pending-publish”, after saying who will see it and who will be mailed.

    Without a state it lists the moves that there are, and which of them you may make.
    """
    from bcdc_desktop.app.records import publish as publish_module
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import plan
    from bcdc_desktop.app.sync.sync import refresh_account, refresh_tree
    from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges

    workspace = context.workspace_for_writing()
    package = workspace.package(id)
    if workspace.role_in(str(package.get("owner_org") or "")) is None:
        refresh_account(workspace)
        refresh_tree(workspace)
    offers = publish_module.offers(workspace, package)
    if state is None:
        _list(context, str(package["id"]), offers)
        return
    wanted = state.replace("-", " ").replace("_", " ").upper()
    if expected is not None and package.get("metadata_modified") != expected:
        raise Failure("conflict", f"The record was changed on {package.get('metadata_modified')} (UTC).")
    offer = next((o for o in offers if o.target == wanted), None)
    if offer is not None and not offer.refusal and not offer.held_back:
        if not context.as_json:
            _say_offer(offer)
        if not dry_run:
            title = package.get("title")
            confirm(context, f"Move “{title}” to {offer.label}?", yes=yes)
    if dry_run and offer is not None and not offer.refusal and not offer.held_back:
        planned = plan(workspace, RecordChanges(package, {PACKAGE: {"publish_state": wanted}}))
        if context.as_json:
            emit({"dry_run": True, "id": package["id"], "changes": shapes(planned), "moves": [_shape(offer)]})
        else:
            say_plan(planned)
        return
    done = publish_module.publish(workspace, package, wanted)
    if isinstance(done, MergeConflict):
        raise conflict(done)
    changed = [{"target": "", "field": "publish_state", "before": package.get("publish_state"), "after": wanted}]
    tell(context, done, changed, said=f"{package.get('name')} is in the state {wanted}.")


@click.command("undo", short_help="Take back what an entry of the journal did.")
@click.argument("entry", type=int)
@click.option("--mine", is_flag=True, help="Also where somebody else changed it since: overwrite that.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run_option
@json_option
@pass_context
def undo(context: Context, entry: int, mine: bool, yes: bool, dry_run: bool) -> None:
    """Take back an entry of the journal: values go back to what they were, what was added is deleted, links that were
    deleted are made again, files where a copy was kept. It is a change of its own in the journal.
    """
    from bcdc_desktop.app.records import undo as undoing
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import plan

    workspace = context.workspace_for_writing()
    try:
        planned = undoing.plan_undo(workspace, entry)
    except KeyError:
        raise Failure("not_found", f"The journal has no entry {entry}; “bcdc journal” lists them.") from None
    if planned.blocked:
        raise Failure("invalid", f"Nothing was sent. {planned.blocked}")
    whole = planned.what != "edit"
    change = plan(workspace, planned.changes)
    changed = [] if whole else shapes(change)
    if not context.as_json:
        say({"delete_package": "Would delete the record.", "bring_back_package": "Would bring the record back."}.get(
            planned.what, "Would take back:"))  # fmt: skip
        if not whole:
            say_plan(change)
    for words in planned.notes:
        note(words)
    if planned.changed_since:
        note(f"Changed since: {', '.join(planned.changed_since)}.")
        if not (mine or dry_run):
            fields = {n: ["It was changed since."] for n in planned.changed_since}
            raise Failure(
                "conflict", "The record was changed since it was made. Nothing was deleted; --mine does.", fields
            )
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "undoes": entry, "what": planned.what, "changes": changed, "notes": planned.notes})
        return
    confirm(context, f"Take back entry {entry}?", yes=yes)
    done = undoing.undo(workspace, planned)
    if isinstance(done, MergeConflict):
        if not mine or done.gone:
            raise conflict(done)
        seen = str(done.current.get("metadata_modified"))
        done = undoing.undo(workspace, planned, decisions=decided_as_mine(done), reviewed=seen)
        if isinstance(done, MergeConflict):
            raise conflict(done)
    tell(context, done, changed, said=f"Taken back; that is entry {done.entry}.", undoes=entry, notes=planned.notes)


@click.command("script", short_help="Write an entry of the journal as a ckanapi script.")
@click.argument("entry", type=int)
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@json_option
@pass_context
def script(context: Context, entry: int, output: Path | None) -> None:
    """Write a Python program that does again what an entry did. It reads the key from BCDC_API_KEY and holds none.
    Asks no server.
    """
    from bcdc_desktop.app.records.script import script as source_of

    found = context.workspace.store.journal.get(entry)
    if found is None:
        raise Failure("not_found", f"The journal has no entry {entry}; “bcdc journal” lists them.")
    source = source_of(context.workspace, found)
    if output is not None:
        output.write_text(source, "utf-8")
    if context.as_json:
        emit({"entry": entry, "script": source})
    elif output is None:
        click.echo(source, nl=False)


def _list(context: Context, package_id: str, offers: list[Offer]) -> None:
    if context.as_json:
        emit({"id": package_id, "moves": [_shape(o) for o in offers]})
        return
    for offer in offers:
        _say_offer(offer)
    if not offers:
        say("There is no move from here.")


def _say_offer(offer: Offer) -> None:
    say(f"{offer.source} -> {offer.target}")
    for words in (offer.effect.visible, offer.effect.mailed) if offer.effect else ():
        if words:
            say(f"  {words}")
    for item in offer.checklist:
        say(f"  {_MARKS[item.standing]}: {item.label}{f' ({item.said})' if item.said else ''}")
    if offer.refusal:
        say(f"  Not for you: {offer.refusal}.")


def _shape(offer: Offer) -> dict[str, object]:
    return {
        "state": offer.target,
        "label": offer.label,
        "visible": offer.effect.visible if offer.effect else None,
        "mailed": offer.effect.mailed if offer.effect else None,
        "refusal": offer.refusal,
        "checklist": [{"key": i.key, "standing": i.standing, "said": i.said} for i in offer.checklist],
    }
