"""``bcdc create-package``, ``patch-package``, ``patch-resource``, ``delete-resource``: writing fields."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from ..assignments import read_assignments, unknown
from ..changes import note_lost, say_changes, say_move, shown_value, value_text
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import EXISTING_FILE, dry_run_option, json_option, unchanged_option
from ..output import emit, note, say
from ..text_files import TextFile, decoded, read_bounded

if TYPE_CHECKING:
    from bcdc_desktop.app.records.submit import SubmitResult
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.changes import Change
    from bcdc_desktop.domain.record_changes import RecordChanges
    from bcdc_desktop.domain.schema import DatasetSchema

_DATE = len("2026-03-31")  # a day is no moment
_ATTEMPTS = 3  # when others change other fields of the record at the same moment


@click.command("create-package", short_help="Create a package from a JSON file.")
@click.option("--from", "source", metavar="FILE", required=True, type=TextFile())
@dry_run_option
@json_option
@pass_context
def create_package(context: Context, source: BinaryIO, dry_run: bool) -> None:
    """Create a package from a JSON object in a file, or from standard input (“-”).

    Use the fields of the catalogue's schema, or what “bcdc package --json” prints, with another name. If you leave them
    out, the type, the state (DRAFT) and the name (from the
    title) are filled in. owner_org can be a name. If the connection breaks, the record is looked up, so that it is
    never created twice.
    """
    from bcdc_desktop.app.records import create, visibility
    from bcdc_desktop.app.records.plan import SaveRefused

    name = getattr(source, "name", "-")
    what = "Standard input" if name in ("-", "<stdin>", 0) else str(name)
    try:
        given = json.loads(decoded(read_bounded(source, str(name))))
    except (ValueError, RecursionError) as error:
        raise Failure("invalid", f"{what} isn't valid JSON: {error}.") from None
    if not isinstance(given, dict):
        raise Failure("invalid", f"{what} doesn't contain a JSON object: {{ … }}.")
    workspace = context.workspace_for_writing()
    given, left_out = create.without_server_fields(workspace, given)
    for resource in left_out:
        note(f"The file “{resource}” isn't copied. Upload it to the new package.")
    try:
        prepared = create.prepare_package(workspace, given)
    except SaveRefused as refused:
        kind = given.get("type") if given.get("type") in workspace.dataset_types() else None
        raise _with_close_names(refused, workspace.schema(kind)) from None
    changed = [{"target": "", "field": k, "before": None, "after": v} for k, v in prepared.items()]
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "name": prepared["name"], "changes": changed})
        else:
            say(f"Would create {prepared['name']}:")
            expected = visibility.expected(workspace, prepared)
            say(visibility.sentence(workspace, expected, prepared, then=True))
            say_changes(changed)
        return
    created = create.create_package(workspace, prepared)
    package = created.package
    name, address = str(package.get("name")), workspace.profile.package_page(str(package.get("name")))
    if context.as_json:
        document = {"id": package.get("id"), "name": name, "url": address, "changed": changed, "entry": created.entry}
        emit({**document, "verified": created.seen, "note": created.note, "audience": str(created.audience)})
        return
    say(f"Created {name} ({package.get('id', 'not confirmed yet')}): {address}")
    say(visibility.sentence(workspace, created.audience, package))
    if created.note:
        note(created.note)


@click.command("patch-package", short_help="Change fields of a package.")
@click.argument("id")
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@unchanged_option
@dry_run_option
@json_option
@pass_context
def patch_package(context: Context, id: str, assignments: tuple[str, ...], expected: str | None, dry_run: bool) -> None:
    """Change fields of a package, given by name or ID. Other fields stay unchanged.

    Enter groups and lists as JSON, or as @FILE for a file that contains JSON. FIELD= clears a field.
    FIELD-LANGUAGE=TEXT changes one language of a text in several. Values that the catalogue already has aren't sent.
    """
    from bcdc_desktop.app.records.create import with_organization_ids
    from bcdc_desktop.app.records.given_values import CORE_FIELDS
    from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges

    workspace = context.workspace_for_writing()
    base = workspace.package(id)
    fields = workspace.schema_of(base).dataset_fields
    values = read_assignments(assignments, fields, also=CORE_FIELDS, record=base)
    values, wrong = with_organization_ids(workspace, values, fields)
    if wrong:
        raise Failure("invalid", "Nothing was sent: the organization doesn't exist.", wrong)
    _expect(base, expected)
    _save(
        context,
        workspace,
        RecordChanges(base, {PACKAGE: values}),
        str(base["id"]),
        dry_run=dry_run,
        exact=expected is not None,
    )


@click.command("patch-resource", short_help="Change fields of a resource, or replace its file.")
@click.argument("id")
@click.argument("assignments", metavar="[FIELD=VALUE...]", nargs=-1)
@click.option("--file", "file", metavar="PATH", type=EXISTING_FILE, help="Replace the resource's file with this one.")
@unchanged_option
@dry_run_option
@json_option
@pass_context
def patch_resource(
    context: Context, id: str, assignments: tuple[str, ...], file: Path | None, expected: str | None, dry_run: bool
) -> None:
    """Change fields of a resource, given by ID. Other fields stay unchanged.

    With --file, the file is replaced in the same step; the resource keeps its ID. FIELD= clears a field.
    """
    from bcdc_desktop.domain.record_changes import RecordChanges

    if not assignments and file is None:
        raise Failure("usage", "Enter FIELD=VALUE or --file.")
    workspace = context.workspace_for_writing()
    base = package_of(workspace, id)
    resource = next(r for r in base["resources"] if r["id"] == id)
    schema = workspace.schema_of(base)
    values = read_assignments(
        assignments,
        schema.resource_fields,
        also=("url", "description"),
        record=resource,
        any_key=schema.takes_any_key,
    )
    _expect(base, expected)
    if file is not None:
        from .upload import send_files

        send_files(context, workspace, base, [file], values, replacing=id, dry_run=dry_run)
        return
    _save(context, workspace, RecordChanges(base, {id: values}), id, dry_run=dry_run, exact=expected is not None)


@click.command("delete-resource", short_help="Delete a resource.")
@click.argument("id")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@unchanged_option
@dry_run_option
@json_option
@pass_context
def delete_resource(context: Context, id: str, yes: bool, expected: str | None, dry_run: bool) -> None:
    """Delete a resource and its file after confirmation. The journal remembers its fields."""
    from bcdc_desktop.domain.record_changes import RecordChanges

    workspace = context.workspace_for_writing()
    base = package_of(workspace, id)
    _expect(base, expected)
    if not (yes or dry_run or context.as_json):
        name = next(str(r.get("name") or id) for r in base["resources"] if r["id"] == id)
        try:
            sure = click.confirm(f"Delete “{name}” from “{base.get('title')}”?", err=True)
        except click.Abort:
            if sys.stdin.isatty():
                raise
            raise Failure("usage", "Nothing was deleted: confirmation is needed. Add --yes to skip it.") from None
        if not sure:
            raise Failure("cancelled", "Nothing was deleted.")
    _save(context, workspace, RecordChanges(base, deletions=[id]), id, dry_run=dry_run, exact=expected is not None)


def package_of(workspace: Workspace, resource_id: str) -> dict[str, Any]:
    """Return the package that holds a resource, from the server.

    Raises:
        NotFound: there is no such resource.
    """
    from bcdc_desktop.catalogue.errors import NotFound

    package = workspace.package(str(workspace.catalogue.resource(resource_id)["package_id"]))
    if not any(r["id"] == resource_id for r in package.get("resources") or ()):
        raise NotFound("The resource is no longer in its record.")
    return package


def _save(context: Context, workspace: Workspace, edits: RecordChanges, id: str, *, dry_run: bool, exact: bool) -> None:
    from bcdc_desktop.app.records.plan import plan

    planned = plan(workspace, edits)
    planned.check()
    say_move(workspace, planned)
    changed = _shapes(planned.differences, edits)
    if dry_run:
        if context.as_json:
            emit({"dry_run": True, "id": id, "changes": changed})
        else:
            say("Would change:" if changed else "Nothing would change.")
            say_changes(_worded(planned.differences, edits))
        return
    saved = _send(workspace, edits, exact=exact)
    changed = _shapes(saved.changes, edits if saved.entry is not None else None)
    if context.as_json:
        document = {"id": id, "package": edits.package_id, "changed": changed, "entry": saved.entry}
        lost = {target or "package": list(names) for target, names in saved.lost.items()}
        modified = saved.package.get("metadata_modified")
        emit({**document, "lost": lost, "note": saved.note, "metadata_modified": modified})
    elif not changed:
        say("No changes: the catalogue already has these values.")
    else:
        say("Changed:")
        say_changes(_worded(saved.changes, edits))
        if saved.note:
            note(saved.note)
    note_lost(saved)


def _send(workspace: Workspace, edits: RecordChanges, *, exact: bool) -> SubmitResult:
    """Save; what others changed elsewhere in the record meanwhile is merged, unless it has to be unchanged."""
    from bcdc_desktop.app.records.save import save
    from bcdc_desktop.app.records.submit import SubmitResult

    for _ in range(_ATTEMPTS):
        done = save(workspace, edits, beside_draft=True)
        if isinstance(done, SubmitResult):
            return done
        conflicts = {c.field.name: c for m in done.merges.values() for c in m.conflicts}
        deleted = any(target in edits.deletions for target in done.merges)  # not unseen: it may be another file now
        if exact or conflicts or done.gone or deleted:
            fields = {n: [f"Someone else changed it to {_short(c.theirs)}."] for n, c in conflicts.items()}
            what = "deleted the resource" if done.gone else "changed this record"
            raise Failure("conflict", f"Someone else has {what} in the meantime. Nothing was sent.", fields)
        edits = replace(edits, base=done.current)
    raise Failure("conflict", "Nothing was sent: others keep changing this record. Try again later.")


def _expect(package: Mapping[str, Any], expected: str | None) -> None:
    """Refuse a record that was changed at another moment than expected, however that is written.

    Raises:
        Failure: it was changed since (conflict), or what is expected is no moment (usage).
    """
    from bcdc_desktop.domain.package import parse_time

    if expected is None:
        return
    then, now = parse_time(expected.strip()), parse_time(package.get("metadata_modified"))
    if then is None or len(expected.strip()) <= _DATE:
        raise Failure("usage", "--if-unchanged-since takes a date and time, such as 2026-03-31T14:30:00.123456.")
    fraction = re.search(r"[.,](\d+)", expected)  # as exact as it is given: many programs write no microseconds
    unit = 10 ** max(0, 6 - len(fraction[1] if fraction else ""))
    if now is not None and then != now.replace(microsecond=now.microsecond // unit * unit):
        message = f"The record was changed on {package.get('metadata_modified')} (UTC). Nothing was sent."
        raise Failure("conflict", message, {"metadata_modified": [f"It is now {package.get('metadata_modified')}."]})


def _shapes(changes: Mapping[str, Sequence[Change]], edits: RecordChanges | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"target": target, "field": c.name, "before": c.before, "after": c.after}
        for target, listed in changes.items()
        for c in listed
    ]
    for gone in edits.deletions if edits is not None else ():
        before = next((dict(r) for r in edits.base.get("resources") or () if r.get("id") == gone), None)  # type: ignore[union-attr]
        found.append({"target": gone, "field": None, "before": before, "after": None})
    return found


def _worded(changes: Mapping[str, Sequence[Change]], edits: RecordChanges) -> list[dict[str, Any]]:
    """Return the changes for people: labels of choices, and JSON where there are groups."""
    found: list[dict[str, Any]] = []
    for listed in changes.values():
        for c in listed:
            before, after = (shown_value(v, c.field) for v in (c.before, c.after))
            found.append({"field": c.name, "before": before, "after": after})
    names = {r["id"]: r.get("name") for r in edits.base.get("resources") or ()}
    return found + [
        {"field": f"resource {names.get(i) or i}", "before": "", "after": "deleted"} for i in edits.deletions
    ]


def _with_close_names(refused: Any, schema: DatasetSchema) -> Failure:
    from bcdc_desktop.app.records.given_values import unknown_field_message

    fields: dict[str, list[str]] = {}
    for path, messages in refused.fields.items():
        *above, name = path.split("/")
        known = schema.resource_fields if above and above[0] == "resources" else schema.dataset_fields
        if name != "id" and unknown_field_message() in messages:
            taken = schema.resource_field(name) if known is schema.dataset_fields else schema.dataset_field(name)
            said = unknown(name, [f.name for f in known])
            if taken is not None:
                other = "resource" if known is schema.dataset_fields else "package"
                said = f"This is a field of the {other}, not of the {'package' if other == 'resource' else 'resource'}."
            messages = [said]
        fields[path] = messages
    return Failure("invalid", refused.message, fields)


def _short(value: Any) -> str:
    text = value_text(value)
    return text if len(text) <= 200 else text[:199] + "…"
