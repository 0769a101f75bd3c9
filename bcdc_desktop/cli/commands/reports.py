"""``bcdc export``, ``compare``, ``health`` (data quality), ``sync``, ``cache`` and ``search --offline``."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE
from bcdc_desktop.domain.values import text_or_json

from ..context import Context, pass_context
from ..did_you_mean import did_you_mean, note_meant
from ..exit_codes import Failure
from ..options import QUERY_SETTINGS, force_option, json_option, require_writable
from ..output import emit, note, number_of, say, table
from ..progress import counting

if TYPE_CHECKING:
    from bcdc_desktop.app.reports.quality import Bar
    from bcdc_desktop.app.rows import PackageRow
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.search.query import QueryProblem

_HINT = "To update the cache, run “bcdc sync”."


def search_offline(context: Context, words: Sequence[str], organization: str | None, limit: int) -> None:
    """Search the cache in the search language; asks no server.

    Raises:
        Failure: the search cannot be understood, or nothing was ever synchronized.
    """
    from bcdc_desktop.app.rows import PackageQuery
    from bcdc_desktop.app.search.results import count as counted
    from bcdc_desktop.app.search.results import rows as found_rows
    from bcdc_desktop.domain.search.query import condition

    workspace = context.workspace
    expect_filled(workspace)
    text = " ".join(words)
    if organization:
        text = f"{text} {condition('org', organization)}"
    advice = expect_understood(workspace, text)
    query = PackageQuery(words=text, sort="relevance")
    count, rows = counted(workspace, query), found_rows(workspace, query, limit=limit)
    results = [_shape(row) for row in rows]
    meant = [] if count else did_you_mean(context, text)
    if context.as_json:
        found = {"count": count, "results": results, "advice": advice, "did_you_mean": meant}
        emit({**found, "seen": _seen(workspace), "coverage": _coverage(workspace)})
        return
    table(
        ("Title", "Name", "State", "Modified", "Resources", "Private", "Id"),
        [
            (r.title, r.name, r.publish_state or r.state, r.modified[:10], r.resources, "private" * r.private, r.id)
            for r in rows
        ],
        right=("Resources",),
    )
    note_meant(meant)
    if count > len(rows):
        note(f"{count} in total. Use --limit to show more.")
    note(f"As of {_seen(workspace)[:16].replace('T', ' ')} (UTC). {_HINT}")


@click.command("export", short_help="Export a list of packages or resources.", context_settings=QUERY_SETTINGS)
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--for-editing", is_flag=True, help="Write a spreadsheet that “bcdc bulk plan --from FILE” reads back.")
@click.option("--fields", metavar="A,B,…", help="With --for-editing: only these fields, such as notes,resources.name.")
@click.option("--resources", is_flag=True, help="One line per resource instead of one per package.")
@click.option("--columns", metavar="A,B,…", help="Only these columns, in this order. The ID is always included.")
@force_option
@json_option
@pass_context
def export(
    context: Context,
    target: Path,
    words: tuple[str, ...],
    for_editing: bool,
    fields: str | None,
    resources: bool,
    columns: str | None,
    force: bool,
) -> None:
    """Export what a search finds in the local cache (everything without QUERY) to a .csv or .xlsx file.

    Works offline.
    """
    from bcdc_desktop.app.reports.export import export as write
    from bcdc_desktop.app.rows import PackageQuery

    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise Failure("usage", "The file name must end in .csv or .xlsx.")
    require_writable(target, force=force)
    workspace = context.workspace
    text = " ".join(words)
    expect_filled(workspace)
    expect_understood(workspace, text)
    names = [n.strip() for n in (columns or "").split(",") if n.strip()]
    if for_editing or fields:
        if not for_editing or names or resources:
            raise Failure("usage", "--fields and --for-editing belong together, without --columns and --resources.")
        chosen = [n.strip() for n in (fields or "").split(",") if n.strip()]
        _export_for_editing(context, workspace, target, text, chosen)
        return
    try:
        with counting() as report:
            written = write(
                workspace,
                PackageQuery(words=text),
                target,
                what="resources" if resources else "packages",
                columns=names,
                report=report,
            )
    except ValueError as wrong:
        raise Failure("usage", str(wrong)) from None
    if context.as_json:
        emit({"file": str(target), "count": written.lines})
    else:
        say(f"{written.lines} {'resources' if resources else 'packages'} written to {target}.")
    if written.short:
        note(f"{written.short} packages are incomplete because the size of the cache is limited. {_HINT}")


def _export_for_editing(context: Context, workspace: Workspace, target: Path, text: str, fields: Sequence[str]) -> None:
    from bcdc_desktop.app.bulk.spreadsheet_writer import write_editing_file
    from bcdc_desktop.domain.bulk_operations import UnknownField

    from ..assignments import unknown

    try:
        with counting() as report:
            written = write_editing_file(workspace, text, target, fields=fields, report=report)
    except UnknownField as error:
        raise Failure("invalid", str(error), {error.path: [unknown(error.path, error.known)]}) from None
    if context.as_json:
        emit({"file": str(target), "count": written.records, "left_out": dict(written.left_out)})
    else:
        say(f"{number_of(written.records, 'package')} written to {target}.")
    if written.left_out:
        kinds = ", ".join(f"{count} of type “{name}”" for name, count in sorted(written.left_out.items()))
        note(f"Left out: {kinds}. A CSV file has the columns of one type of package. For all of them, write to .xlsx.")
    if not context.as_json:
        note(f"To plan what you have edited, run “bcdc bulk plan --from {target} --out PLAN.json”.")


@click.command("compare", short_help="Compare two catalogues.", context_settings=QUERY_SETTINGS)
@click.argument("other", metavar="[PROFILE] PROFILE")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option("--deep", is_flag=True, help="Compare all fields and resources.")
@json_option
@pass_context
def compare(context: Context, other: str, words: tuple[str, ...], deep: bool) -> None:
    """Compare the local caches of two catalogues: list packages that are in one only, and those that differ. Packages
    are matched by name. To update a cache, run “bcdc --profile NAME sync”.

    With --deep, every field and resource is compared, and packages are matched by what was copied before, by name and
    by ID; what comes only from the place (IDs, dates, addresses of files) is ignored. Two profiles can be given then.
    """
    from bcdc_desktop.app.reports.compare import compare as compared

    if deep:
        _compare_deeply(context, other, words)
        return
    text, workspace = " ".join(words), context.workspace
    beside = context.other_workspace(other)
    try:
        names = [workspace.profile.name, other]
        expect_filled(workspace, names[0])
        expect_filled(beside, names[1])
        expect_understood(workspace, text)
        found = compared(workspace, beside, text)
    finally:
        beside.close()
    if context.as_json:
        emit(
            {
                "profiles": names,
                "only": {names[0]: _shapes(found.only_left), names[1]: _shapes(found.only_right)},
                "different": [
                    {"name": p.left.name, "fields": list(p.differing), "ids": [p.left.id, p.right.id]}
                    for p in found.different
                ],
                "alike": found.alike,
            }
        )
        return
    lines = [(f"only in {names[0]}", r.title, r.name) for r in found.only_left]
    lines += [(f"only in {names[1]}", r.title, r.name) for r in found.only_right]
    lines += [(f"differs: {', '.join(p.differing)}", p.left.title, p.left.name) for p in found.different]
    table(("What", "Title", "Name"), lines)
    say(f"{found.alike} identical.")


def _compare_deeply(context: Context, other: str, words: tuple[str, ...]) -> None:
    from bcdc_desktop.app.transfer.compare import compare_deeply, differences_json

    with contextlib.ExitStack() as opened:
        if words and context.settings.profile(words[0]) is not None:  # two profiles: neither needs to be the chosen one
            names, text = [other, words[0]], " ".join(words[1:])
            if names[0] == names[1]:
                raise Failure("usage", "Choose two different catalogues.")
            sides = [context.other_workspace(name) for name in names]
            for side in sides:
                opened.callback(side.close)
        else:
            text = " ".join(words)
            sides = [context.workspace, context.other_workspace(other)]
            opened.callback(sides[1].close)
            names = [sides[0].profile.name, other]
        left, right = sides
        expect_filled(left, names[0])
        expect_filled(right, names[1])
        expect_understood(left, text)
        with counting() as report:
            found = compare_deeply(left, right, text, report=report)
    different = list(differences_json(found.different))
    if context.as_json:
        only = {names[0]: _shapes(found.only_left), names[1]: _shapes(found.only_right)}
        more = {"alike": found.alike, "incomplete": _shapes(found.incomplete)}
        emit({"profiles": names, "only": only, "different": different, **more})
        return
    lines = [(f"only in {names[0]}", r.name, "", "", "") for r in found.only_left]
    lines += [(f"only in {names[1]}", r.name, "", "", "") for r in found.only_right]
    for pair in different:
        lines += [
            (
                "differs",
                pair["name"],
                " · ".join(filter(None, (d["resource"], d["field"]))),
                *map(text_or_json, d["values"]),
            )
            for d in pair["differences"]
        ]
        for name, only_there in zip(names, pair["resources"], strict=True):
            lines += [(f"resource only in {name}", pair["name"], r["name"], "", "") for r in only_there]
    table(("What", "Name", "Field", names[0], names[1]), lines)
    say(f"{found.alike} identical, {len(different)} different.")
    if found.incomplete:
        note(f"{len(found.incomplete)} packages weren't compared because the size of the cache is limited. {_HINT}")


@click.command("health", short_help="Report the data quality of an organization.")
@click.option("--org", "organization", metavar="NAME", help="The organization and its branches (default: all).")
@json_option
@pass_context
def health(context: Context, organization: str | None) -> None:
    """Report data quality: records by state, how overdue their data is, formats, and what is missing. Works offline.

    Each number comes with the search that finds its records.
    """
    from bcdc_desktop.app.reports.quality import quality as numbers

    workspace = context.workspace
    expect_filled(workspace)
    try:
        found = numbers(workspace, organization)
    except KeyError:
        raise Failure("not_found", f"There is no organization “{organization}”.") from None
    broken = found.broken_links
    groups = {"states": found.states, "schedule": found.schedule, "formats": found.formats, "lack": found.completeness}
    if context.as_json:
        emit(
            {
                "organization": found.organization,
                "records": found.records,
                "resources": found.resources,
                "complete": found.complete,
                **{name: [_bar(b) for b in bars] for name, bars in groups.items()},
                "overdue": [{**_shape(r), "due": r.due} for r in found.overdue],
                "links": {"count": found.links.all, "looked_at": found.links.looked_at},
                "broken_links": _bar(broken) if broken is not None else None,
                "seen": _seen(workspace),
            }
        )
        return
    resources = number_of(found.resources, "resource")
    say(f"{number_of(found.records, 'record')} with {resources}. Complete: {found.complete}.")
    for name, bars in groups.items():
        table((name.capitalize(), "Count", "Search"), [(b.label, b.count, b.query) for b in bars], right=("Count",))
    if broken is not None and found.links.all:
        say(f"With a broken link: {broken.count} (links checked: {found.links.looked_at} of {found.links.all}).")
    table(("Overdue since", "Title", "Name"), [(r.due, r.title, r.name) for r in found.overdue])


@click.command("sync", short_help="Update the local cache.")
@click.option("--full", is_flag=True, help="Download everything again, not only what has changed.")
@click.option(
    "--org", "organizations", metavar="NAME", multiple=True, help="Only the packages of this organization (repeatable)."
)
@click.option("--only-mine", is_flag=True, help="Only the packages of organizations in which you have a role.")
@click.option("--all", "everything", is_flag=True, help="All packages again, after --org or --only-mine.")
@click.option("--titles-first", is_flag=True, help="List the titles of all packages before downloading them.")
@json_option
@pass_context
def sync(
    context: Context,
    full: bool,
    organizations: tuple[str, ...],
    only_mine: bool,
    everything: bool,
    titles_first: bool,
) -> None:
    """Download the organizations and all packages you have access to into the local cache, for use offline.

    --org and --only-mine limit that, together with the branches of these organizations. The choice is remembered; the
    packages of other organizations are removed from the cache, unless you opened them.
    """
    from bcdc_desktop.app.preferences import CACHE_LIMIT
    from bcdc_desktop.app.sync.scope import SyncScope, chosen_scope, coverage
    from bcdc_desktop.app.sync.sync import synchronize

    if everything and (organizations or only_mine):
        raise Failure("usage", "Use --all without --org and --only-mine.")
    before, scope = chosen_scope(context.workspace) or SyncScope(), None
    if organizations or only_mine or everything:
        scope = SyncScope(organizations, only_mine, titles_first or None)
    elif titles_first:
        scope = SyncScope(before.organizations, before.only_mine, True)
    with counting() as report:
        done = synchronize(context.workspace, report=report, full=full, scope=scope)
    if limit := int(context.settings.get(CACHE_LIMIT, 0) or 0):
        context.workspace.limit_cache(limit, calmly=True)
    if context.as_json:
        unreadable = [{"id": r.id, "name": r.name, "reason": r.reason} for r in done.unreadable]
        counts = {"full": done.full, "read": done.read, "removed": done.removed, "total": done.total}
        emit({**counts, "unreadable": unreadable, "coverage": _coverage(context.workspace)})
    else:
        say(f"{number_of(done.read, 'package')} updated, {done.removed} removed, {done.total} in total.")
        if notice := coverage(context.workspace).notice:
            note(notice)
    context.note_unreadable(done.unreadable)


@click.command("cache", short_help="Show, limit or clear the local cache.")
@click.option("--clear", is_flag=True, help="Clear the cache. Drafts, uploads and journal stay.")
@click.option(
    "--limit", "limit", type=click.IntRange(min=1), metavar="MB", help="Limit the size of the cache to about this."
)
@json_option
@pass_context
def cache(context: Context, clear: bool, limit: int | None) -> None:
    """Show the size of the local cache of this catalogue, and when it was updated."""
    workspace = context.workspace
    given_up = 0
    if clear:
        workspace.clear_cache()
    elif limit is not None:
        given_up, _size = workspace.limit_cache(limit * 1_000_000)
    seen = _seen(workspace)
    size, records = workspace.cache_size(), workspace.record_count()
    if context.as_json:
        emit({"size": size, "packages": records, "given_up": given_up, "seen": seen or None})
    else:
        say(f"{number_of(records, 'package')} in {size / 1_000_000:.1f} MB" + (f", as of {seen}." if seen else "."))


def expect_filled(workspace: Workspace, profile: str = "") -> None:
    """Refuse an empty cache, and say where only a part of the catalogue is in it.

    Raises:
        Failure: nothing was ever synchronized.
    """
    from bcdc_desktop.app.sync.scope import coverage

    if workspace.synchronized_at() is None and not workspace.record_count():
        what = f" of {profile}" if profile else ""
        raise Failure("not_found", f"The cache{what} is empty. {_HINT}")
    if notice := coverage(workspace).notice:
        note(notice)


def expect_understood(workspace: Workspace, text: str) -> list[str]:
    """Refuse an invalid search; print, and return, which of its values no record in the cache has."""
    from bcdc_desktop.app.search.results import problems
    from bcdc_desktop.domain.search.query import parse

    wrong = parse(text).problems
    if wrong:
        messages = [_with_suggestion(p) for p in wrong]
        raise Failure("usage", messages[0], {"query": messages} if len(messages) > 1 else {})
    advice = [_with_suggestion(p) for p in problems(workspace, text)]
    for message in advice:
        note(message)
    return advice


def _with_suggestion(problem: QueryProblem) -> str:
    named = problem.suggestion and problem.suggestion in problem.message
    return problem.message + (f" Did you mean: {problem.suggestion}" if problem.suggestion and not named else "")


def _seen(workspace: Workspace) -> str:
    from datetime import UTC, datetime

    seen = workspace.synchronized_at()
    return datetime.fromtimestamp(seen, UTC).isoformat(timespec="seconds") if seen is not None else ""


def _coverage(workspace: Workspace) -> dict[str, Any]:
    from bcdc_desktop.app.sync.scope import chosen_scope, coverage

    found, scope, tree = coverage(workspace), chosen_scope(workspace), workspace.tree()
    names = [known.name for text in scope.organizations if (known := tree.get(text))] if scope else []
    return {
        "complete": found.complete,
        "organizations": names if found.organizations is not None else None,
        "only_mine": found.only_mine,
        "titles_only": found.titles,
    }


def _shapes(rows: Sequence[PackageRow]) -> list[dict[str, Any]]:
    return [_shape(row) for row in rows]


def _shape(row: PackageRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "title": row.title,
        "state": row.state,
        PUBLISH_STATE: row.publish_state,
        "private": row.private,
        "modified": row.modified,
        "resources": row.resources,
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {"key": bar.key, "label": bar.label, "count": bar.count, "query": bar.query}
