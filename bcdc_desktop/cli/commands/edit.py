"""``bcdc edit`` and ``bcdc diff``: a record edited as text, which is kept until it is sent, or compared with a file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bcdc_desktop.app.folders import private_opener
from bcdc_desktop.domain.file_names import name_part
from bcdc_desktop.file_operations import discard, rename, unlink, written_whole

from ..changes import confirm, save_all, say_move, say_plan, shapes, tell
from ..context import Context, pass_context
from ..exit_codes import Failure
from ..options import EXISTING_FILE, dry_run_option, json_option
from ..output import emit, emit_text, note, say
from ..text_files import SAMPLE, UnknownEncoding, decoded, read_text_file

if TYPE_CHECKING:
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.record_changes import RecordChanges

_ASK_AGAIN = 20
_BASES = 200  # records that are remembered as they were; the oldest go first


@click.command("edit", short_help="Edit a package and its resources in a text editor.")
@click.argument("id")
@click.option(
    "--from", "source", metavar="FILE", type=EXISTING_FILE, help="Read the text from FILE instead of opening an editor."
)
@click.option("--print", "only_print", is_flag=True, help="Print the text without changing anything.")
@click.option("--mine", is_flag=True, help="Overwrite what someone else has changed in the same fields.")
@click.option("--yes", is_flag=True, help="Don't ask for confirmation.")
@dry_run_option
@json_option
@pass_context
def edit(
    context: Context, id: str, source: Path | None, only_print: bool, mine: bool, yes: bool, dry_run: bool
) -> None:
    """Edit a package and its resources as commented text in $VISUAL or $EDITOR. The text is checked, and you can review
    the changes before they are saved together. If something is wrong, the text opens again with a message at the top.

    If it can't be sent, the text is saved to a file, and you can continue with “--from FILE”. The text remembers which
    version of the record it is based on: what others changed since is kept, and fields that both changed are a
    conflict, unless you use “--mine”.
    """
    if only_print:
        workspace = context.workspace_with_schema()
        base = workspace.package(id)
        remember(context, base)
        shown = _text_of(base, workspace)
        if context.as_json:
            emit({"id": id, "text": shown})
        else:
            emit_text(shown)
        return
    workspace = context.workspace_for_writing()
    base = workspace.package(id)
    kept: Path | None = None
    if source is None:
        if context.as_json or not sys.stdin.isatty():
            raise Failure("usage", "No terminal to edit in. Use --from FILE; “--print” prints the text to start with.")
        edits, kept = _in_editor(context, workspace, base)
    else:
        text = _read(source, like=_text_of(base, workspace))
        edits = _edits(workspace, _begun_with(context, base, text), text)
    done = False
    try:
        _finish(context, workspace, edits, mine=mine, yes=yes, dry_run=dry_run)
        done = True
    finally:
        if kept is not None:
            if done and not dry_run:
                unlink(kept, missing_ok=True)
            else:  # however it ended, by Ctrl+C too
                _tell_kept(base, kept)


@click.command("diff", short_help="Show what a file would change in a package.")
@click.argument("id")
@click.argument("file", type=EXISTING_FILE)
@json_option
@pass_context
def diff(context: Context, id: str, file: Path) -> None:
    """Compare a file with a package: text as “bcdc edit --print” prints it, or a JSON object with its fields.

    From JSON, only the fields in the file are compared. Resources are matched by ID; one without an ID is new. Nothing
    is sent.
    """
    from bcdc_desktop.app.records.plan import plan

    workspace = context.workspace_with_schema()
    base = workspace.package(id)
    text = _read(file, like=_text_of(base, workspace))
    edits = _from_json(workspace, base, text) if text.lstrip()[:1] in ("{", "[") else None
    edits = edits or _edits(workspace, _begun_with(context, base, text), text)
    planned = plan(workspace, edits)
    if context.as_json:
        errors = {t or "package": paths for t, paths in planned.errors.items()}
        emit({"id": base["id"], "changes": shapes(planned), "problems": errors})
        return
    if planned.empty:
        say("No differences.")
    else:
        say_plan(planned)
    for paths in planned.errors.values():
        for path, messages in paths.items():
            note(f"  {path}: {' '.join(messages)}")


def _begun_with(context: Context, current: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    """Return the record as it was when a text was begun.

    Raises:
        Failure: the text is of another record, or what it was begun with is not known here any more.
    """
    from bcdc_desktop.domain.record_text import begun_at

    begun = begun_at(text)
    if begun is None or begun == (str(current["id"]), str(current.get("metadata_modified"))):
        return current
    package_id, modified = begun
    if package_id != current["id"]:
        raise Failure("invalid", f"This text belongs to another record ({package_id}).")
    found = remembered(context, package_id, modified)
    if found is None:
        raise Failure(
            "conflict",
            "Nothing was sent: the record has changed since this text was made, and this computer doesn't have the "
            "version it is based on. Use “--print” to get the current text.",
        )
    return found


def _in_editor(context: Context, workspace: Workspace, base: Mapping[str, Any]) -> tuple[RecordChanges, Path]:
    """Return what was edited, checked, and the file with its text, which is there until it is sent.

    Raises:
        Failure: nothing was changed, or the text cannot be used; what was written is kept, however the editor ended.
    """
    from bcdc_desktop.domain.record_text import with_messages

    text = begun = _text_of(base, workspace)
    remember(context, base)
    path, wrote = _new_file(context, base), ""
    try:
        for _ in range(_ASK_AGAIN):
            written = _visit(path, text, begun)
            if written is None or written == begun:
                raise Failure("cancelled", "No changes, so nothing was sent.")
            wrote = written
            try:
                edits = _edits(workspace, base, written)
            except Failure as failure:
                text = with_messages(written, failure.fields)
                note(failure.message)
                for field, messages in failure.fields.items():
                    note(f"  {field}: {' '.join(messages)}")
                if not click.confirm("Edit it again?", default=True, err=True):
                    raise Failure("cancelled", "Nothing was sent.") from None
            else:
                return edits, _store(path, base, written)
        raise Failure("cancelled", "Nothing was sent.")
    except _EditorFailure as failure:
        wrote = failure.written or wrote
        raise Failure("cancelled", f"{failure} Nothing was sent.") from None
    except UnknownEncoding as error:
        kept = rename(path, _new_file(context, base))  # as the editor wrote it
        message = f"Nothing was sent: {error}. It was kept as it is in {kept}. Save it as UTF-8, then use --from FILE."
        raise Failure("invalid", message) from None
    finally:  # however it ended, by Ctrl+C too
        if sys.exc_info()[0] is not None:
            if wrote:
                _tell_kept(base, _store(path, base, wrote))
            else:
                discard(path)


class _EditorFailure(Exception):
    """The editor failed; ``written`` is what it had saved by then, empty where it saved nothing."""

    def __init__(self, message: str, written: str) -> None:
        super().__init__(message)
        self.written = written


def _visit(path: Path, text: str, begun: str) -> str | None:
    """Return what a person made of a text in the editor; None where it was closed without saving.

    Raises:
        _EditorFailure: the editor could not be started, was killed or ended with an error.
        UnknownEncoding: it saved in an encoding that cannot be told.
    """
    _write(path, text)
    earlier = path.stat().st_mtime_ns - 2_000_000_000  # a fast editor may save within what a clock tells apart
    os.utime(path, ns=(earlier, earlier))
    failure = None
    try:
        click.edit(filename=str(path))
    except click.ClickException as error:
        failure = error.format_message()
    try:
        status, data = path.stat(), path.read_bytes()
    except FileNotFoundError:
        return None
    saved = status.st_mtime_ns != earlier or data != text.encode()
    written = decoded(data, like=begun) if saved else None
    if failure is not None:
        raise _EditorFailure(f"{failure.rstrip('.')}.", "" if written in (None, begun, text) else str(written))
    return written


def _text_of(base: Mapping[str, Any], workspace: Workspace) -> str:
    """Return a record as a text, with a comment by which the encoding is told in which an editor saves it."""
    from bcdc_desktop.domain.record_text import write_text

    return write_text(base, workspace.schema_of(base)).replace("\n", f"\n#: {SAMPLE}\n", 1)


def _edits(workspace: Workspace, base: Mapping[str, Any], text: str) -> RecordChanges:
    """Return the edits of a text, checked.

    Raises:
        Failure: it cannot be read, or values are wrong (invalid, with headings named).
    """
    from bcdc_desktop.app.records.create import with_organization_ids
    from bcdc_desktop.app.records.plan import plan
    from bcdc_desktop.domain.record_changes import RecordChanges
    from bcdc_desktop.domain.record_text import TextProblem, read_text

    schema = workspace.schema_of(base)
    try:
        fields = read_text(text, base, schema)
    except TextProblem as problem:
        raise Failure("invalid", "The text can't be parsed.", problem.wrong) from None
    wrong: dict[str, list[str]] = {}
    for target, values in fields.items():
        known = schema.resource_fields if target else schema.dataset_fields
        fields[target], unknown = with_organization_ids(workspace, values, known)
        wrong |= {_heading(target, path): messages for path, messages in unknown.items()}
    edits = RecordChanges(base, fields)
    for target, paths in plan(workspace, edits).errors.items():
        wrong |= {_heading(target, path): messages for path, messages in paths.items()}
    if wrong:
        raise Failure("invalid", "Nothing was sent: fix these fields first.", wrong)
    return edits


def _heading(target: str, path: str) -> str:
    return f"resources/{target}/{path}" if target else path


def _finish(
    context: Context, workspace: Workspace, edits: RecordChanges, *, mine: bool, yes: bool, dry_run: bool
) -> None:
    from bcdc_desktop.app.records.plan import plan

    planned = plan(workspace, edits)
    changed = shapes(planned)
    say_move(workspace, planned)
    if planned.empty or dry_run:
        if context.as_json:
            emit({"dry_run": dry_run, "id": edits.package_id, "changes": changed, "changed": [], "entry": None})
        else:
            say("Would change:" if changed else "Nothing would change.")
            say_plan(planned)
        return
    if not context.as_json:
        say("Changes:")
        say_plan(planned)
    if planned.public:
        note("This record is public: your changes will be visible to everyone immediately.")
    confirm(context, f"Save these changes to “{edits.base.get('title')}”?", yes=yes)
    tell(context, save_all(context, edits, mine=mine), changed, said="Saved.")


def _store(path: Path, base: Mapping[str, Any], text: str) -> Path:
    """Store a text that was not sent, with the line that says which record it is of, and return its file."""
    from bcdc_desktop.domain.record_text import beginning, begun_at

    _write(path, text if begun_at(text) is not None else beginning(base) + text)
    return path


def _tell_kept(base: Mapping[str, Any], path: Path) -> None:
    note(f"Your text was saved. To continue: bcdc edit {base.get('name') or base['id']} --from {path}")


def _from_json(workspace: Workspace, base: Mapping[str, Any], text: str) -> RecordChanges:
    from bcdc_desktop.app.rows import new_id
    from bcdc_desktop.domain.ckan_schema import OWN_RESOURCE_KEYS
    from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges, editable_values
    from bcdc_desktop.domain.values import read_value

    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Failure("invalid", f"This isn't valid JSON: {error}.") from None
    if not isinstance(given, dict):
        raise Failure("invalid", "This doesn't contain a JSON object: { … }.")
    schema, wrong = workspace.schema_of(base), dict[str, list[str]]()
    own = {f.name: f for f in schema.dataset_fields if not f.read_only}
    values = {n: read_value(given, f) for n, f in own.items() if n in given or (n == "tag_string" and "tags" in given)}
    known = set(own) | set(base) | {"resources", "tags"}
    wrong |= {n: ["There is no field with this name."] for n in given if n not in known}
    edits = RecordChanges(base, {PACKAGE: values})
    known_of_resources = {f.name for f in schema.resource_fields} | OWN_RESOURCE_KEYS | {"url", "description"}
    there = {str(r["id"]): r for r in base.get("resources") or ()}
    listed = given.get("resources") or []
    if not isinstance(listed, list) or not all(isinstance(r, dict) for r in listed):
        raise Failure("invalid", "resources must be a list of objects: [{…}, …].")
    for index, resource in enumerate(listed):
        resource_id = str(resource.get("id") or "")
        names = {f.name for f in schema.resource_fields if not f.read_only} | {"url", "description"}
        before = there.get(resource_id, {})
        free = {n for n, v in resource.items() if n not in known_of_resources and before.get(n) != v}
        if schema.takes_any_key:
            names |= free
        else:
            wrong |= {f"resources/{index}/{n}": ["There is no field with this name."] for n in sorted(free)}
        if resource_id and resource_id not in there:
            wrong[f"resources/{index}/id"] = ["The record doesn't have this resource."]
        elif resource_id:
            edits.fields[resource_id] = {n: v for n, v in resource.items() if n in names}
        else:
            edits.new_resources[new_id()] = editable_values(
                resource, schema.resource_fields, any_key=schema.takes_any_key
            )
    if wrong:
        raise Failure("invalid", "Some fields or resources don't exist in this record.", wrong)
    return edits


def _read(path: Path, *, like: str = "") -> str:
    try:
        return read_text_file(path, like=like)
    except UnknownEncoding as error:
        raise Failure("invalid", f"{path.name}: {error}. Save it as UTF-8.") from None


# texts that were not sent, and the version of the record that each is based on


def remember(context: Context, base: Mapping[str, Any]) -> None:
    """Remember a record as it is when a text of it is written: what the text changes is told by that, however much
    later it is sent."""
    path = _base_file(context, str(base["id"]), str(base.get("metadata_modified") or ""))
    path.parent.mkdir(mode=0o700, exist_ok=True)
    _write(path, json.dumps(base))
    held = sorted(path.parent.glob("*.json"), key=lambda p: p.stat().st_mtime)
    for old in held[:-_BASES]:
        discard(old)


def remembered(context: Context, package_id: str, modified: str) -> dict[str, Any] | None:
    """Return the record as it was at that ``metadata_modified``; None where it is not remembered on this computer."""
    path = _base_file(context, package_id, modified)
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _write(path: Path, text: str) -> None:
    """Write a text whole or not at all: where the disk is full, what was there before still is."""
    with (
        written_whole(path, path.with_name(f"{path.name}.part")) as unfinished,
        open(unfinished, "w", encoding="utf-8", errors="replace", newline="", opener=private_opener) as file,
    ):
        file.write(text)


def _new_file(context: Context, base: Mapping[str, Any]) -> Path:
    """Return the path of a text that is not there yet."""
    folder, number, name = _folder(context), 1, name_part(str(base["id"]))
    path = folder / f"{name}.txt"
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.txt"
    return path


def _folder(context: Context) -> Path:
    folder = context.places.make().work / "texts"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _base_file(context: Context, package_id: str, modified: str) -> Path:
    return _folder(context) / "bases" / f"{name_part(package_id)}--{name_part(modified)}.json"
