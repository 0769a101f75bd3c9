"""``bcdc publish``: moving a record to another publish state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..changes import confirm, conflict, say_plan, shapes, tell
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import dry_run_option, json_option, unchanged_option
from ..output import emit, say

if TYPE_CHECKING:
    from bcdc_desktop.app.records.publish import Offer

_MARKS = {"ok": "ok", "careful": "check", "wrong": "fix", "unknown": "unknown"}


@click.command("publish", short_help="Move a package to another publish state.")
@click.argument("id")
@click.argument("state", required=False)
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@unchanged_option
@dry_run_option
@json_option
@pass_context
def publish(context: Context, id: str, state: str | None, yes: bool, expected: str | None, dry_run: bool) -> None:
    """Move a package to another publish state, such as “pending-publish”. Shows who will see it and who gets an email.

    Without STATE, list the possible states, and which of them you can choose. On a catalogue without publish states,
    records are public or private instead: see “bcdc patch-package”.
    """
    from bcdc_desktop.app.records import publish as publish_module
    from bcdc_desktop.app.records import visibility
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import plan
    from bcdc_desktop.app.sync.sync import refresh_account, refresh_tree
    from bcdc_desktop.domain.publishing import state_field
    from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges

    workspace = context.workspace_for_writing()
    if all(state_field(schema) is None for schema in workspace.schemas()):
        raise _without_states(publish_module.no_states())
    package = workspace.package(id)
    field = state_field(workspace.schema_of(package))
    if field is None:  # where only records of another type have them
        raise _without_states(f"Records of the type {package.get('type')} have no publish states.")
    if workspace.role_in(str(package.get("owner_org") or "")) is None:
        refresh_account(workspace)
        refresh_tree(workspace)
    visibility.learn(workspace)
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
        planned = plan(workspace, RecordChanges(package, {PACKAGE: {field.name: wanted}}))
        if context.as_json:
            emit({"dry_run": True, "id": package["id"], "changes": shapes(planned), "moves": [_shape(offer)]})
        else:
            say_plan(planned)
        return
    done = publish_module.publish(workspace, package, wanted)
    if isinstance(done, MergeConflict):
        raise conflict(done)
    changed = [{"target": "", "field": field.name, "before": package.get(field.name), "after": wanted}]
    who = visibility.sentence(workspace, visibility.check_audience(workspace, done.package), done.package)
    tell(context, done, changed, said=f"{package.get('name')} is now in the state {wanted}. {who}")


def _without_states(said: str) -> Failure:
    how = "To change who sees a record, use “bcdc patch-package ID private=false” or “private=true”."
    return Failure("usage", f"{said} {how}")


def _list(context: Context, package_id: str, offers: list[Offer]) -> None:
    if context.as_json:
        emit({"id": package_id, "moves": [_shape(o) for o in offers]})
        return
    for offer in offers:
        _say_offer(offer)
    if not offers:
        say("This record can't be moved to another state.")


def _say_offer(offer: Offer) -> None:
    say(f"{offer.source} -> {offer.target}")
    for words in (offer.effect.visible, offer.effect.mailed) if offer.effect else ():
        if words:
            say(f"  {words}")
    for item in offer.checklist:
        say(f"  {_MARKS[item.standing]}: {item.label}{f' ({item.said})' if item.said else ''}")
    if offer.refusal:
        say(f"  Not available: {offer.refusal}.")


def _shape(offer: Offer) -> dict[str, object]:
    return {
        "state": offer.target,
        "label": offer.label,
        "visible": offer.effect.visible if offer.effect else None,
        "mailed": offer.effect.mailed if offer.effect else None,
        "refusal": offer.refusal,
        "checklist": [{"key": i.key, "standing": i.standing, "said": i.said} for i in offer.checklist],
    }
