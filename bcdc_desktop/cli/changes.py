"""Shared by commands that change a record: showing a plan, confirming, saving, reporting the result and conflicts."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from bcdc_desktop.domain.schema import Field, FieldKind
from bcdc_desktop.domain.text_diff import describe_change
from bcdc_desktop.domain.values import as_text, is_empty, text_or_json

from .context import Context
from .exit_codes import Failure
from .output import emit, note, say

if TYPE_CHECKING:
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import ChangePreview
    from bcdc_desktop.app.records.submit import SubmitResult
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.record_changes import RecordChanges

_GROUPED = (FieldKind.GROUP, FieldKind.GROUPS, FieldKind.EXTRAS, FieldKind.JSON)


def shapes(planned: ChangePreview) -> list[dict[str, Any]]:
    """Return what would change, for the JSON document: target, field (None for a resource as a whole), before,
    after."""
    new = planned.additions
    found: list[dict[str, Any]] = [
        {"target": target, "field": c.name, "before": c.before, "after": c.after}
        for target, listed in planned.differences.items()
        if target not in new
        for c in listed
    ]
    for target in planned.deletions:
        before = next((dict(r) for r in planned.changes.base.get("resources") or () if r.get("id") == target), None)
        found.append({"target": target, "field": None, "before": before, "after": None})
    for target in new:
        found.append({"target": target, "field": None, "before": None, "after": planned.changes.new_resources[target]})
    for target, file in planned.files.items():
        found.append({"target": target, "field": "upload", "before": None, "after": file.name})
    if planned.order:
        before_order, after_order = planned.order
        found.append(
            {"target": "", "field": "resource_order", "before": list(before_order), "after": list(after_order)}
        )
    return found


def say_plan(planned: ChangePreview) -> None:
    """Print what would change, for people."""
    names = {str(r["id"]): str(r.get("name") or r["id"]) for r in planned.changes.base.get("resources") or ()}
    worded: list[dict[str, Any]] = []
    for target, listed in planned.differences.items():
        if target in planned.additions:
            continue
        for c in listed:
            before, after = (shown_value(v, c.field) for v in (c.before, c.after))
            worded.append({"field": f"{names.get(target, '')}{' · ' if target else ''}{c.name}"} | {
                "before": before, "after": after
            })  # fmt: skip
    worded += [{"field": f"resource {n}", "before": "", "after": "deleted"} for n in planned.deletions.values()]
    worded += [{"field": f"resource {n}", "before": "", "after": "added"} for n in planned.additions.values()]
    worded += [{"field": f"{names.get(i, i)} · file", "before": "", "after": f.name} for i, f in planned.files.items()]
    if planned.order:
        worded.append(
            {
                "field": "order of the resources",
                "before": "",
                "after": ", ".join(names.get(i, i) for i in planned.order[1]),
            }
        )
    say_changes(worded)


def say_move(workspace: Workspace, planned: ChangePreview) -> None:
    """Print who will see the record, and who will get an email, where a plan changes that."""
    from bcdc_desktop.app.records import visibility
    from bcdc_desktop.domain.bcdc.publishing import effect_of
    from bcdc_desktop.domain.publishing import PRIVATE, state_field

    schema, result = workspace.schema_of(planned.changes.base), planned.changes.result()
    state = state_field(schema)
    after = next((c.after for c in planned.differences.get("", ()) if state is not None and c.name == state.name), None)
    effect = effect_of(schema, result, str(after), unpublished=visibility.unpublished(workspace)) if after else None
    if effect:
        note(effect.visible)
        note(effect.mailed or "No email is sent.")
    elif any(c.name == PRIVATE for c in planned.differences.get("", ())) or visibility.becomes_public(
        workspace, planned.changes.base, result
    ):
        note(visibility.sentence(workspace, visibility.expected(workspace, result), result, then=True))
    if said := visibility.leaves_organization(planned.changes):
        note(said)


def confirm(context: Context, question: str, *, yes: bool) -> None:
    """Ask for confirmation; with ``--yes`` or ``--json`` do not ask.

    Raises:
        Failure: the answer is no, or there is no terminal.
    """
    if yes or context.as_json:
        return
    try:
        sure = click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise Failure("usage", "Nothing was sent: confirmation is needed. Add --yes to skip it.") from None
    if not sure:
        raise Failure("cancelled", "Nothing was sent.")


def conflict(merge_conflict: MergeConflict, *, since: bool = False) -> Failure:
    """Return the failure for a conflict with what someone else changed.

    Args:
        since: it may have been this user, or anyone else, since an earlier change.
    """
    changed = "It has been changed since, to" if since else "Someone else changed it to"
    fields: dict[str, list[str]] = {}
    for merge in merge_conflict.merges.values():
        for c in merge.conflicts:
            fields[c.field.name] = [f"{changed} {_short(c.theirs, c.field)}."]
        for theirs in merge.theirs:
            fields.setdefault(theirs.name, [f"{changed} {_short(theirs.after, theirs.field)}."])
    for resource in merge_conflict.gone:
        fields[resource] = ["It has been deleted since." if since else "Someone else deleted this resource."]
    if merge_conflict.order is not None:
        said = "The order has been changed since." if since else "Someone else changed the order of the resources."
        fields["resource_order"] = [said]
    if since:
        said = "The record has been changed since. Nothing was sent. Use --mine to undo the change anyway."
        return Failure("conflict", said, fields)
    return Failure("conflict", "Someone else has changed this record in the meantime. Nothing was sent.", fields)


def save_all(context: Context, edits: RecordChanges, *, mine: bool = False) -> SubmitResult:
    """Save, merging with what others changed elsewhere in the record.

    Args:
        mine: overwrite what others changed in the same fields.

    Raises:
        Failure: others changed the same fields, deleted what is edited, or keep changing the record (conflict).
    """
    from bcdc_desktop.app.records.save import save
    from bcdc_desktop.app.records.submit import SubmitResult

    reviewed, decisions = None, dict[str, dict[str, Any]]()
    for _ in range(3):
        done = save(context.workspace, edits, decisions=decisions, reviewed=reviewed, beside_draft=True)
        if isinstance(done, SubmitResult):
            return done
        deleted = [t for t in done.merges if t in edits.deletions]
        undecided = done.order or deleted or any(m.conflicts for m in done.merges.values())
        if done.gone or (undecided and not mine):
            raise conflict(done)
        decisions = decided_as_mine(done)
        reviewed = str(done.current.get("metadata_modified"))
    raise Failure("conflict", "Nothing was sent: others keep changing this record. Try again later.")


def decided_as_mine(merge_conflict: MergeConflict) -> dict[str, dict[str, Any]]:
    """Return decisions that resolve every conflict as mine."""
    decisions = {t: {c.field.name: c.mine for c in m.conflicts} for t, m in merge_conflict.merges.items()}
    if merge_conflict.order is not None:
        decisions.setdefault("", {})["resource_order"] = list(merge_conflict.order.mine)
    return decisions


def tell(context: Context, done: SubmitResult, changed: list[dict[str, Any]], *, said: str, **more: Any) -> None:
    """Print the result of a save."""
    lost = {target or "package": list(names) for target, names in done.lost.items()}
    if context.as_json:
        document: Mapping[str, Any] = {
            "id": done.package.get("id"),
            "changed": changed,
            "entry": done.entry,
            "lost": lost,
            "note": done.note,
            "metadata_modified": done.package.get("metadata_modified"),
        }
        emit({**document, **more})
    else:
        say(said if done.entry is not None else "No changes: the catalogue already has these values.")
        if done.note and done.entry is not None:
            note(done.note)
    note_lost(done)


def note_lost(done: SubmitResult) -> None:
    """Print what of a save is not on the server any more, and what became of it."""
    from bcdc_desktop.app.records.verify import DELETION

    for section in done.gone:
        note(f"Someone else deleted the resource {section} at the same time, and your changes together with it.")
    for section, names in done.lost.items():
        if DELETION in names:
            note(f"Someone else saved the record at the same time, and the resource {section} is there again.")
    fields = [n for s, names in done.lost.items() if s not in done.gone for n in names if n != DELETION]
    if fields:
        said = f"Someone else saved the record at the same time and overwrote {', '.join(fields)}."
        note(f"{said} Check the record, then try again.")


def _short(value: Any, field: Any) -> str:
    text = as_text(value, field) or "(empty)"
    return text if len(text) <= 120 else text[:119] + "…"


def say_changes(changed: Sequence[Mapping[str, Any]]) -> None:
    """Print field, before and after, one per line; of long texts a line for each place where they differ."""
    for change in changed:
        before, after = (value_text(change[side]) for side in ("before", "after"))
        for line in describe_change(before, after):
            say(f"  {change['field']}: {line}")


def shown_value(value: Any, field: Field) -> Any:
    """Return a value as a change of it is printed: groups as they are, for JSON; anything else in words."""
    return value if field.kind in _GROUPED and not is_empty(value, field) else as_text(value, field)


def value_text(value: Any) -> str:
    """Return a value as text; groups and lists as JSON."""
    return "" if value in ([], {}) else text_or_json(value)
