"""``bcdc copy``: records of one catalogue into another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ..changes import confirm
from ..context import Context, pass_context
from ..exit_codes import Failure, code_of_many
from ..options import QUERY_SETTINGS, dry_run_option, json_option
from ..output import emit, note, number_of, say
from ..progress import counting
from .reports import expect_filled, expect_understood

if TYPE_CHECKING:
    from bcdc_desktop.app.transfer.copy import CopyOutcome
    from bcdc_desktop.app.transfer.plan import CopyPlan, PlannedCopy
    from bcdc_desktop.app.transfer.source import Source
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.transfer import Terms, Unmapped

_KEY = re.compile(r"[a-z0-9_-]{2,100}")  # an id or a name of a record
_MOST = 10_000  # records of one copy
_SHOWN = 20  # records that are listed for people


@click.command("copy", short_help="Copy records to another catalogue.", context_settings=QUERY_SETTINGS)
@click.argument("words", metavar="QUERY|ID...", nargs=-1, required=True)
@click.option("--to", "to", metavar="PROFILE", required=True, help="The catalogue to copy to.")
@click.option("--files", is_flag=True, help="Copy files that are stored in the catalogue too.")
@click.option("--update", is_flag=True, help="Update records that are in the target already.")
@click.option(
    "--map",
    "decisions",
    metavar="KIND:FROM=TO",
    multiple=True,
    help="What an organization, a licence or a choice is called in the target, such as organization:branch-a=branch-b, "
    "licence:2=21 or contacts.role:owner=custodian. Without TO, it is left out. It is remembered.",
)
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@dry_run_option
@json_option
@pass_context
def copy(
    context: Context,
    words: tuple[str, ...],
    to: str,
    files: bool,
    update: bool,
    decisions: tuple[str, ...],
    yes: bool,
    dry_run: bool,
) -> None:
    """Copy records to another catalogue: those with these IDs or names, or those that a search finds in the local
    cache.

    New records start as drafts there, or as private where the catalogue has no publish states; there, a record without
    an organization is public at once, and you are told first. What cannot be carried over is listed first. A record
    that was copied before is only changed with --update: what has changed in the source since is sent, and what was
    changed in the target stays. The same field changed in both is a conflict (exit code 6).
    """
    from bcdc_desktop.app.transfer.source import CatalogueSource

    workspace = context.workspace
    target = context.target_workspace(to)
    _know_schema(workspace)
    source = CatalogueSource(workspace)
    ids = _records(context, words)
    copy_records(context, source, target, ids, decisions, files=files, update=update, yes=yes, dry_run=dry_run)


def _know_schema(workspace: Workspace) -> None:
    from bcdc_desktop.app.sync.sync import refresh_schema

    refresh_schema(workspace)


def _records(context: Context, words: Sequence[str]) -> list[str]:
    """Return the ids of the records that are meant: words that are all ids or names of records, or a search."""
    from bcdc_desktop.app.rows import PackageQuery
    from bcdc_desktop.app.search.results import rows as found_rows
    from bcdc_desktop.catalogue.errors import NotAuthorized, NotFound

    workspace = context.workspace
    if all(_KEY.fullmatch(word) for word in words):
        found: list[str] = []
        for word in words:
            try:
                found.append(str(workspace.package(word)["id"]))
            except (NotFound, NotAuthorized):
                break
        if len(found) == len(words):
            return found
        if found or not workspace.record_count() or any(_is_id(word) for word in words):
            missing = words[len(found)]
            raise Failure("not_found", f"There is no record “{missing}”, or you don't have access to it.")
    expect_filled(workspace)
    text = " ".join(words)
    expect_understood(workspace, text)
    rows = found_rows(workspace, PackageQuery(words=text), limit=_MOST)
    if not rows:
        raise Failure("not_found", "No records match.")
    return [row.id for row in rows]


def _is_id(word: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", word) is not None


def copy_records(
    context: Context,
    source: Source,
    target: Workspace,
    ids: Sequence[str],
    decisions: Sequence[str],
    *,
    files: bool,
    update: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Plan, show, confirm and copy; print what came of it.

    Raises:
        Failure: a decision cannot be read, the answer is no, or a catalogue could not be reached to the end.
    """
    from bcdc_desktop.app.transfer.copy import outcome_json, run_copy
    from bcdc_desktop.app.transfer.plan import plan_copy, remember_terms

    decided = read_decisions(source.terms(), target, decisions)
    with counting() as report:
        planned = plan_copy(source, target, ids, files=files, update=update, decided=decided, report=report)
    unmapped = [_unmapped_json(record, left) for record, left in planned.unmapped]
    if not context.as_json:
        _say_plan(planned, target.profile.label)
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "records": [_planned_json(r) for r in planned.records], "unmapped": unmapped})
        return
    wanted = planned.of("create") + planned.of("update")
    if wanted:
        confirm(context, f"Copy {number_of(len(wanted), 'record')} to {target.profile.label}?", yes=yes)
        remember_terms(source, target, decided)
    with counting() as report:
        outcome = run_copy(source, target, planned, report=report)
    document = {**outcome_json(outcome), "unmapped": unmapped}
    if outcome.stopped is not None:
        said = f"{outcome.stopped.message} Not tried: {number_of(len(outcome.left), 'record')}."
        raise Failure(outcome.stopped.kind, said, extra=document)
    if context.as_json:
        emit(document)
    else:
        _say_outcome(outcome)
        if not update and any(r.current is not None for r in planned.of("refused")):
            note("To update records that are in the target already, add --update.")
    code = code_of_many(document)
    if code:
        click.get_current_context().exit(code)


def read_decisions(terms: Terms, target: Workspace, decisions: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return decisions from words: (kind, term of the source) -> term of the target.

    Raises:
        Failure: one is not in the right form, or names what neither catalogue has.
    """
    from bcdc_desktop.app.transfer.source import terms_of
    from bcdc_desktop.domain.transfer import LICENCE, ORGANIZATION

    if not decisions:
        return {}
    there, found = terms_of(target), dict[tuple[str, str], str]()
    for word in decisions:
        kind, colon, pair = word.partition(":")
        source, equals, wanted = pair.partition("=")
        if not (colon and equals and source):
            raise Failure("usage", f"“{word}” isn't in the form KIND:FROM=TO.")
        if kind == ORGANIZATION:
            ours, theirs = terms.organizations.get(source), there.organizations.get(wanted)
            if ours is None:
                raise Failure("invalid", f"The source has no organization “{source}”.")
            if wanted and theirs is None:
                raise Failure("invalid", f"The target has no organization “{wanted}”.")
            found[kind, ours.id] = theirs.id if theirs else ""
            continue
        if kind == LICENCE and wanted and there.licence(wanted) is None:
            raise Failure("invalid", f"The target has no licence “{wanted}”.")
        found[kind, source] = wanted
    return found


def _unmapped_json(record: PlannedCopy, left: Unmapped) -> dict[str, Any]:
    return {
        "id": record.id,
        "resource": left.section or None,
        "field": left.path,
        "value": left.value,
        "reason": str(left.reason),
        "term": left.term or None,
        "message": left.message,
    }


def _planned_json(record: PlannedCopy) -> dict[str, Any]:
    changes = record.changes
    error = None
    if record.error is not None:
        error = {"kind": record.error.kind, "message": record.error.message, "fields": record.error.fields}
    return {
        "id": record.id,
        "title": record.title,
        "what": record.what,
        "public": record.public,
        "to": str(record.current["id"]) if record.current is not None else None,
        "fields": sorted(changes.fields.get("", {})) if changes is not None else sorted(record.create or {}),
        "resources": {
            "new": len(record.new),
            "changed": len([s for s in changes.fields if s]) if changes is not None else 0,
            "deleted": len(changes.deletions) if changes is not None else 0,
        },
        "files": len(record.files),
        "error": error,
    }


def _say_plan(planned: CopyPlan, label: str) -> None:
    if planned.unmapped:
        note("This can't be carried over:")
        counts: dict[tuple[str, str], int] = {}
        for _record, left in planned.unmapped:
            counts[left.path, left.message] = counts.get((left.path, left.message), 0) + 1
        for (path, message), count in list(counts.items())[:_SHOWN]:
            note(f"  {path}: {message}" + (f" ({count} times)" if count > 1 else ""))
        if len(counts) > _SHOWN:
            note(f"  … and {len(counts) - _SHOWN} more. Use --dry-run --json to list all of them.")
    for pair in planned.terms.pairs.values():
        if pair.origin == "proposed" and pair.label != pair.target_label:
            note(f"{pair.kind}: “{pair.label}” becomes “{pair.target_label}” by its name.")
    new, changed, same = (planned.of(what) for what in ("create", "update", "unchanged"))
    if planned.public:
        note(f"{number_of(len(planned.public), 'new record')} will be public at once, because records without an "
             "organization can't be private there. To choose an organization, use --map.")  # fmt: skip
    say(f"To {label}: {number_of(len(new), 'new record')}, {len(changed)} to be updated, {len(same)} up to date, "
        f"{number_of(sum(len(r.files) for r in planned.records), 'file')}.")  # fmt: skip
    for record in planned.of("refused")[:_SHOWN]:
        error = record.error
        note(f"{record.title}: {error.message if error is not None else ''}")
        for path, messages in (error.fields if error is not None else {}).items():
            note(f"  {path}: {' '.join(messages)}")


def _say_outcome(outcome: CopyOutcome) -> None:
    counts = {state: len([r for r in outcome.records if r.state == state]) for state in ("created", "updated")}
    files = sum(r.files for r in outcome.records)
    say(
        f"{number_of(counts['created'], 'record')} created, {counts['updated']} updated, "
        f"{number_of(files, 'file')} copied and compared."
    )
    for record in outcome.records:
        for line in record.notes:
            note(f"{record.title}: {line}")
        if record.kind:
            note(f"{record.title}: {record.message}")
            for path, messages in record.problems.items():
                note(f"  {path}: {' '.join(messages)}")
