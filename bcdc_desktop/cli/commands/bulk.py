"""``bcdc bulk``: one change to many records, planned, run, listed and undone."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..bulk_operations import OPERATIONS, read_operations
from ..changes import confirm, say_changes
from ..context import Context, pass_context
from ..exit_codes import Failure, code_of_many
from ..options import EXISTING_FILE, QUERY_SETTINGS, dry_run_option, force_option, json_option, require_writable
from ..output import emit, note, number_of, say, table
from ..progress import counting
from .reports import expect_filled, expect_understood

if TYPE_CHECKING:
    from bcdc_desktop.app.bulk.ledger import BulkChange
    from bcdc_desktop.app.bulk.pacing import Hours
    from bcdc_desktop.app.progress import Progress, Report
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.bulk_plan import BulkPlan, PlannedRecord

_SHOWN = 20  # records that are listed for people
_LONG = 60.0  # seconds: a wait of which people are told


@click.group("bulk", short_help="Change many records at once.")
@json_option
def bulk() -> None:
    """Change many records at once: make a plan, look at it, run it. What was done is listed, and can be undone."""


class _Plan(click.Command):
    """The order in which operations are given is the order in which they are applied."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the order, then parse as any command."""
        _values, _rest, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta["operations"] = [p.name for p in order if p.name in OPERATIONS]
        return super().parse_args(ctx, args)


class _Pace(click.FloatRange):
    """A number above 0: ``nan`` is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(f"{value} isn't a number.", param, ctx)
        return found


def _pace_options(function: Callable[..., Any]) -> Callable[..., Any]:
    pace = click.option(
        "--pace", type=_Pace(min=0, min_open=True), metavar="PER_MINUTE", help="At most so many a minute."
    )
    hours = click.option("--hours", metavar="HH:MM-HH:MM", help="Only send at these hours, such as 18:00-06:00.")
    return pace(hours(function))


@bulk.command("plan", cls=_Plan, short_help="Make a plan.", context_settings=QUERY_SETTINGS)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--set", "set_", metavar="FIELD=VALUE", multiple=True, help="Set a field.")
@click.option("--set-empty", metavar="FIELD=VALUE", multiple=True, help="Set a field where it is empty.")
@click.option("--clear", metavar="FIELD", multiple=True, help="Clear a field.")
@click.option("--replace", metavar="FIELD OLD NEW", nargs=3, multiple=True, help="Replace text in a field.")
@click.option("--regex", is_flag=True, help="OLD is a regular expression; NEW can contain its groups: $1, ${name}.")
@click.option("--whole", is_flag=True, help="Only replace values that are OLD as a whole.")
@click.option("--ignore-case", is_flag=True, help="Ignore upper and lower case when looking for OLD.")
@click.option("--add-tag", metavar="TAG", multiple=True, help="Add a keyword.")
@click.option("--remove-tag", metavar="TAG", multiple=True, help="Remove a keyword.")
@click.option("--rename-tag", metavar="OLD NEW", nargs=2, multiple=True, help="Rename a keyword.")
@click.option(
    "--contact", metavar="OLD_EMAIL=JSON", multiple=True, help="Replace fields of the contact with this email address."
)
@click.option("--add-contact", metavar="JSON", multiple=True, help="Add a contact.")
@click.option("--remove-contact", metavar="EMAIL", multiple=True, help="Remove the contact with this email address.")
@click.option("--from", "source", metavar="FILE", type=EXISTING_FILE, help="Plan what was edited in this file.")
@click.option(
    "--out",
    metavar="PLAN.json",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the plan to this file.",
)
@force_option
@json_option
@pass_context
def plan(
    context: Context, /, words: tuple[str, ...], out: Path, source: Path | None, force: bool, **given: Any
) -> None:
    """Plan a change of all records that a search finds in the local cache. Nothing is sent.

    FIELD is a field of the schema, a subfield such as contacts.role, or a field of all resources such as
    resources.format. Operations are applied in the order in which you give them. Records and values that would not
    change aren't part of the plan.
    """
    from bcdc_desktop.app.bulk.pattern import PatternProblem
    from bcdc_desktop.app.bulk.plan import plan_operations
    from bcdc_desktop.app.bulk.plan_file import save_plan

    require_writable(out, force=force, inputs=[source] if source else [])
    text = " ".join(words)
    order: list[str] = click.get_current_context().meta["operations"]
    if source is None and not order:
        raise Failure("usage", "Say what to change: --set, --clear, --replace, --add-tag, --contact or --from.")
    if source is not None and (order or text):
        raise Failure("usage", "--from can't be combined with a search or with other changes.")
    workspace = context.workspace_for_writing()
    expect_filled(workspace)
    try:
        if source is not None:
            made = _plan_of_file(workspace, source)
        else:
            expect_understood(workspace, text)
            operations = read_operations(workspace, order, given)
            with counting() as report:
                made = plan_operations(workspace, operations, query=text, report=report)
    except PatternProblem as error:
        raise Failure("invalid", str(error)) from None
    save_plan(made, out)
    scope = made.scope()
    if context.as_json:
        invalid = [_invalid_json(r) for r in made.invalid()]
        counts = {"records": scope.records, "changed": scope.changed, "values": scope.values}
        more = {"organizations": scope.organizations, "public": scope.public, "leaving": scope.leaving,
                "notes": made.notes}  # fmt: skip
        emit({"plan": str(out), **counts, "invalid": invalid, **more})
        return
    _say_scope(made)
    for line in made.notes:
        note(line)
    say(f"Written to {out}. To look at it, run “bcdc bulk show {out}”; to send it, “bcdc bulk run {out} --reason …”.")


def _plan_of_file(workspace: Workspace, source: Path) -> BulkPlan:
    from bcdc_desktop.app.bulk.plan_file import ForeignPlan, PlanProblem, plan_of_plan
    from bcdc_desktop.app.bulk.spreadsheet_plan import plan_editing_file
    from bcdc_desktop.app.bulk.spreadsheet_reader import EditingFileProblem

    kind = source.suffix.lower()
    if kind not in (".json", ".xlsx", ".csv"):
        raise Failure("usage", "The file name must end in .xlsx, .csv or .json.")
    try:
        return plan_of_plan(workspace, source) if kind == ".json" else plan_editing_file(workspace, source)
    except ForeignPlan as error:
        raise Failure("not_authorized", str(error)) from None
    except (PlanProblem, EditingFileProblem) as error:
        raise Failure("invalid", str(error)) from None


@bulk.command("show", short_help="Show a plan.")
@click.argument("source", metavar="PLAN", type=EXISTING_FILE)
@click.option("--all", "everything", is_flag=True, help="List all records, not only the first.")
@json_option
@pass_context
def show(context: Context, source: Path, everything: bool) -> None:
    """Show what a plan would change, record by record and field by field. Works offline, whoever made the plan."""
    import msgspec

    from bcdc_desktop.app.bulk.plan_file import PlanProblem, read_plan

    try:
        made = read_plan(source)
    except PlanProblem as error:
        raise Failure("invalid", str(error)) from None
    if context.as_json:
        scope = made.scope()
        counts = {"records": scope.records, "changed": scope.changed, "values": scope.values}
        more = {"catalogue": made.catalogue, "user": made.user, "created": made.created, "query": made.query}
        changes = [msgspec.to_builtins(r) for r in made.records]
        invalid = [_invalid_json(r) for r in made.invalid()]
        emit({"plan": str(source), **counts, "invalid": invalid, **more, "operations": made.operations,
              "organizations": scope.organizations, "public": scope.public, "leaving": scope.leaving,
              "changes": changes})  # fmt: skip
        return
    say(f"Made by {made.user or 'someone who was not signed in'} on {made.created[:16].replace('T', ' ')} (UTC) for "
        f"{made.catalogue}.")  # fmt: skip
    _say_scope(made)
    shown = made.records if everything else made.records[:_SHOWN]
    for record in shown:
        _say_record(record)
    if len(shown) < len(made.records):
        note(f"{number_of(len(made.records) - len(shown), 'more record')}. Use --all to list them.")


def _say_scope(made: BulkPlan) -> None:
    from bcdc_desktop.app.records.visibility import left_without_organization

    scope = made.scope()
    say(f"Changes {number_of(scope.values, 'value')} in {scope.changed} of {number_of(scope.records, 'record')} in "
        f"{number_of(scope.organizations, 'organization')}; public: {scope.public}.")  # fmt: skip
    if scope.leaving:
        note(left_without_organization(scope.leaving))
    if scope.invalid:
        note(f"{number_of(scope.invalid, 'record')} can't be sent as planned:")
        for record in list(made.invalid())[:_SHOWN]:
            for problem in record.open_problems:
                note(f"  {record.title}: {_place(record, problem.target, problem.path)}: {problem.message}")


def _say_record(record: PlannedRecord) -> None:
    say(f"{record.title} ({record.name})" + (" – excluded" if record.excluded else ""))
    say_changes([
        {"field": _place(record, c.target, c.field), "before": c.before,
         "after": "(excluded)" if c.excluded else c.after}
        for c in record.changes
    ])  # fmt: skip


def _place(record: PlannedRecord, target: str, path: str) -> str:
    return f"{record.resources.get(target, target)} · {path}" if target else path


def _invalid_json(record: PlannedRecord) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for p in record.open_problems:
        fields.setdefault(f"resources/{p.target}/{p.path}" if p.target else p.path, []).append(p.message)
    return {"id": record.id, "name": record.name, "title": record.title, "fields": fields}


@bulk.command("run", short_help="Run a plan.")
@click.argument("source", metavar="PLAN", type=EXISTING_FILE)
@click.option("--reason", metavar="TEXT", required=True, help="Why the records are changed; it is kept in the list.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@_pace_options
@dry_run_option
@json_option
@pass_context
def run(
    context: Context, source: Path, reason: str, yes: bool, pace: float | None, hours: str | None, dry_run: bool
) -> None:
    """Send a plan, one record after the other. A record is only changed where it still is as the plan saw it; what
    others changed elsewhere in it stays, and what they changed in the same fields is a conflict (exit code 6).

    Without --pace, records are sent as fast as the catalogue answers, and more slowly when it slows down. If the run
    is interrupted, “bcdc bulk resume” continues it.
    """
    from bcdc_desktop.app.bulk.plan_file import ForeignPlan, PlanProblem, read_plan, require_own, require_sound
    from bcdc_desktop.app.bulk.run import start

    if not reason.strip():
        raise Failure("usage", "Enter a reason.")
    window = _hours(hours)
    workspace = context.workspace_for_writing()
    try:
        made = read_plan(source)
        require_own(workspace, made)
        require_sound(workspace, made)
    except ForeignPlan as error:
        raise Failure("not_authorized", str(error)) from None
    except PlanProblem as error:
        raise Failure("invalid", str(error)) from None
    scope = made.scope()
    if not context.as_json:
        _say_scope(made)
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "changed": scope.changed, "values": scope.values,
                  "invalid": [_invalid_json(r) for r in made.invalid()]})  # fmt: skip
        return
    confirm(context, f"Change {number_of(scope.changed - scope.invalid, 'record')}?", yes=yes)
    if not scope.changed:
        if context.as_json:
            emit({"bulk": None, "done": 0, "unchanged": 0, "conflicts": [], "failed": [], "open": 0})
        return
    number = start(workspace, made, reason=reason, per_minute=pace, hours=window)
    _work(context, workspace, number)


@bulk.command("resume", short_help="Continue a run.")
@click.argument("number", metavar="ID", type=int)
@_pace_options
@json_option
@pass_context
def resume(context: Context, number: int, pace: float | None, hours: str | None) -> None:
    """Continue a bulk change that was interrupted. Nothing is sent twice. Records that failed, or were in conflict, are
    tried again.
    """
    window = _hours(hours)
    workspace = context.workspace_for_writing()
    found = _found(workspace, number)
    if pace is not None or window is not None:
        workspace_pace(workspace, found, pace, window)
    _work(context, workspace, number, again=True)


def workspace_pace(workspace: Workspace, found: BulkChange, pace: float | None, window: Hours | None) -> None:
    """Store how fast a bulk change goes on from now."""
    from bcdc_desktop.app.bulk.run import set_pace

    set_pace(workspace, found.id, pace or found.per_minute, str(window or found.hours))


@bulk.command("list", short_help="List the bulk changes.")
@click.option("--search", "words", metavar="WORDS", default="", help="Only those that contain these words.")
@json_option
@pass_context
def list_(context: Context, words: str) -> None:
    """List the bulk changes that were made from this computer, the latest first. Works offline."""
    from bcdc_desktop.app.bulk.ledger import bulk_changes, bulks_json

    found = bulks_json(context.workspace, bulk_changes(context.workspace, words))
    if context.as_json:
        emit({"bulks": found})
        return
    table(
        ("Id", "When (UTC)", "User", "Reason", "What", "Records", "Done", "Conflicts", "Failed", "Open"),
        [
            (
                b["id"],
                b["at"][:19].replace("T", " "),
                b["user"],
                b["reason"],
                "; ".join(b["description"]),
                b["records"],
                b["done"] + b["unchanged"],
                b["conflicts"],
                b["failed"],
                b["open"],
            )
            for b in found
        ],
        right=("Records", "Done", "Conflicts", "Failed", "Open"),
    )


@bulk.command("export", short_help="Export a bulk change with its records.")
@click.argument("number", metavar="ID", type=int)
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@force_option
@json_option
@pass_context
def export(context: Context, number: int, target: Path, force: bool) -> None:
    """Write a bulk change, with what was planned and sent for each of its records, to a .csv, .xlsx or .json file.

    Works offline.
    """
    from bcdc_desktop.app.bulk.ledger import export_bulk

    if target.suffix.lower() not in (".csv", ".xlsx", ".json"):
        raise Failure("usage", "The file name must end in .csv, .xlsx or .json.")
    require_writable(target, force=force)
    workspace = context.workspace
    count = export_bulk(workspace, _found(workspace, number), target)
    if context.as_json:
        emit({"file": str(target), "records": count})
    else:
        say(f"{number_of(count, 'record')} written to {target}.")


@bulk.command("undo", short_help="Undo a bulk change.")
@click.argument("number", metavar="ID", type=int)
@click.option("--record", "records", metavar="ID", multiple=True, help="Only restore this record.")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="Only restore this field.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is undone.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@_pace_options
@json_option
@pass_context
def undo(
    context: Context, number: int, records: tuple[str, ...], fields: tuple[str, ...], reason: str, yes: bool,
    pace: float | None, hours: str | None,
) -> None:  # fmt: skip
    """Restore the values from before a bulk change. What others changed since stays: in other fields it is kept, in the
    same fields it is a conflict (exit code 6). The undo is a bulk change itself, and can be undone.
    """
    from bcdc_desktop.app.bulk.restore import start_undo

    window = _hours(hours)
    workspace = context.workspace_for_writing()
    found = _found(workspace, number)
    confirm(context, f"Undo bulk change {number} ({found.reason})?", yes=yes)
    try:
        made = start_undo(
            workspace, number, reason=reason, records=records, fields=fields, per_minute=pace, hours=window
        )
    except ValueError as error:
        raise Failure("invalid", str(error)) from None
    _work(context, workspace, made)


def _found(workspace: Workspace, number: int) -> BulkChange:
    from bcdc_desktop.app.bulk.ledger import bulk_change

    try:
        return bulk_change(workspace, number)
    except KeyError:
        message = f"There is no bulk change {number}. “bcdc bulk list” lists them."
        raise Failure("not_found", message) from None


def _hours(text: str | None) -> Hours | None:
    from bcdc_desktop.app.bulk.pacing import Hours

    if text is None:
        return None
    try:
        return Hours.parse(text)
    except ValueError as error:
        raise Failure("usage", str(error)) from None


def _telling_of_waits(report: Report) -> Report:
    """Return a report that also says, once, until when nothing is sent, where that is a minute and more."""
    told = False

    def hear(progress: Progress) -> None:
        nonlocal told
        waiting: float = getattr(progress, "waiting", 0.0)
        if waiting >= _LONG and not told:
            at = datetime.now() + timedelta(seconds=waiting)
            note(f"The next record is sent at {at:%H:%M}. To stop until then, press Ctrl+C.")
        told = waiting >= _LONG
        report(progress)

    return hear


def _work(context: Context, workspace: Workspace, number: int, *, again: bool = False) -> None:
    """Run a bulk change to its end, and print what came of it.

    Raises:
        Failure: it was stopped, or could not go on; the document says what was done.
    """
    from bcdc_desktop.app.bulk.ledger import bulk_change, outcome_json
    from bcdc_desktop.app.bulk.run import BulkUnderWay, Stopped
    from bcdc_desktop.app.bulk.run import run as run_bulk

    later = f"To continue, run “bcdc bulk resume {number}”."
    try:
        with counting() as report:
            done = run_bulk(workspace, number, again=again, report=_telling_of_waits(report))
    except BulkUnderWay as error:
        raise Failure("held", str(error), extra={"bulk": number}) from None
    except (Stopped, KeyboardInterrupt) as error:
        outcome = outcome_json(workspace, bulk_change(workspace, number))
        if isinstance(error, Stopped):
            raise Failure(error.cause.kind, f"{error.cause.message} {later}", extra=outcome) from None
        raise Failure("cancelled", f"Paused. {later}", extra=outcome) from None
    outcome = outcome_json(workspace, done)
    if context.as_json:
        emit(outcome)
    else:
        say(f"Bulk change {number}: {number_of(outcome['done'], 'record')} changed, {outcome['unchanged']} had the "
            f"values already, {len(outcome['conflicts'])} in conflict, {len(outcome['failed'])} failed.")  # fmt: skip
        for listed in (*outcome["conflicts"], *outcome["failed"]):
            fields = listed.get("details") or listed["fields"]
            note(f"  {listed['title']}: {listed.get('message') or 'conflict'}")
            for path, messages in fields.items():
                note(f"    {path}: {' '.join(messages)}")
    code = code_of_many(outcome)
    if code:
        click.get_current_context().exit(code)
