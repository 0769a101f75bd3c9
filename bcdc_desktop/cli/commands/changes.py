"""What the commands that change a whole record share: showing a plan, asking, sending, telling what came of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from bcdc_desktop.domain.schema import FieldKind
from bcdc_desktop.domain.values import as_text

from ..context import Context
from ..exit_codes import Failure
from ..output import emit, note, say
from .patch import say_changes

if TYPE_CHECKING:
    from bcdc_desktop.app.records.merge import MergeConflict
    from bcdc_desktop.app.records.plan import ChangePreview
    from bcdc_desktop.app.records.submit import SubmitResult
    from bcdc_desktop.app.workspace import Workspace
    from bcdc_desktop.domain.record_changes import RecordChanges

_GROUPED = (FieldKind.GROUP, FieldKind.GROUPS, FieldKind.JSON)


def shapes(planned: Preview) -> list[dict[str, Any]]:
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
    """What would change, for people."""
    names = {str(r["id"]): str(r.get("name") or r["id"]) for r in planned.changes.base.get("resources") or ()}
    worded: list[dict[str, Any]] = []
    for target, listed in planned.differences.items():
        if target in planned.additions:
            continue
        for c in listed:
            before, after = (v if c.field.kind in _GROUPED else as_text(v, c.field) for v in (c.before, c.after))
            worded.append({"field": f"{names.get(target, '')}{' · ' if target else ''}{c.name}"} | {
                "before": before, "after": after
            })  # fmt: skip
    worded += [{"field": f"resource {n}", "before": "there", "after": "deleted"} for n in planned.deletions.values()]
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
    """Who will see the record and who will be mailed, where a plan moves its publish state."""
    from bcdc_desktop.domain.publishing import effect_of, state_field

    state = state_field(workspace.schema())
    after = next((c.after for c in planned.differences.get("", ()) if state is not None and c.name == state.name), None)
    shown = str(planned.changes.result().get("metadata_visibility") or "Public")
    effect = effect_of(str(after), metadata_visibility=shown) if after else None
    for words in (effect.visible, effect.mailed or "Nobody gets a mail.") if effect else ():
        note(words)


def confirm(context: Context, question: str, *, yes: bool) -> None:
    """Ask before something is sent; ``--yes`` and ``--json`` do not ask.

    Raises:
        Failure: the answer is no, or there is nobody to ask.
    """
    if yes or context.as_json:
        return
    try:
        sure = click.confirm(question, err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise Failure("usage", "Nothing was sent: there is nobody to ask. Add --yes.") from None
    if not sure:
        raise Failure("cancelled", "Nothing was sent.")


def conflict(merge_conflict: MergeConflict) -> Failure:
    """Return what somebody else did meanwhile, as the end of a command."""
    fields: dict[str, list[str]] = {}
    for merge in merge_conflict.merges.values():
        for c in merge.conflicts:
            fields[c.field.name] = [f"Somebody else set it to {_short(c.theirs, c.field)} meanwhile."]
        for theirs in merge.theirs:
            said = f"Somebody else set it to {_short(theirs.after, theirs.field)} meanwhile."
            fields.setdefault(theirs.name, [said])
    for resource in merge_conflict.gone:
        fields[resource] = ["Somebody else deleted this resource meanwhile."]
    if merge_conflict.order is not None:
        fields["resource_order"] = ["Somebody else put the resources in another order meanwhile."]
    return Failure("conflict", "Somebody changed this record meanwhile. Nothing was sent.", fields)


def save_all(context: Context, edits: RecordChanges, *, mine: bool = False) -> SubmitResult:
    """Save, putting it together with what others changed elsewhere in the record.

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
    raise Failure("conflict", "Others keep changing this record. Nothing was sent.")


def decided_as_mine(merge_conflict: MergeConflict) -> dict[str, dict[str, Any]]:
    """Return every conflict decided as I had it."""
    decisions = {t: {c.field.name: c.mine for c in m.conflicts} for t, m in merge_conflict.merges.items()}
    if merge_conflict.order is not None:
        decisions.setdefault("", {})["resource_order"] = list(merge_conflict.order.mine)
    return decisions


def tell(context: Context, done: SubmitResult, changed: list[dict[str, Any]], *, said: str, **more: Any) -> None:
    """What came of it."""
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
        say(said if done.entry is not None else "Nothing to change: the catalogue has these values already.")
        if done.note and done.entry is not None:
            note(done.note)
    if lost:
        names = ", ".join(n for found in lost.values() for n in found)
        note(f"Somebody saved the record at the same moment and overwrote {names}. Look at it, then try again.")


def _short(value: Any, field: Any) -> str:
    text = as_text(value, field) or "nothing"
    return text if len(text) <= 120 else text[:119] + "…"
