"""Saving what was edited: diff, merge with what others changed, one act, verification, journal, cache."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.revision import Revision
from bcdc_desktop.catalogue.session import FileChanged
from bcdc_desktop.domain.changes import Change, Merge, diff, merge3
from bcdc_desktop.domain.ordering import OrderMerge, merge_order
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.values import read_value, same
from bcdc_desktop.store.uploads import State

from . import copies, kept
from .desk import Desk
from .edits import FILE, ORDER, PACKAGE, ChosenFile, Edits, Overlap, Plan, Refused, Saved, fields_of, part, plan
from .writing import file_fields, file_problem, new_fields, parts_of, wire_fields, wire_value, write

__all__ = [
    "FILE",
    "ORDER",
    "PACKAGE",
    "ChosenFile",
    "Edits",
    "Overlap",
    "Plan",
    "Refused",
    "Saved",
    "plan",
    "save",
    "wire_value",
]
_log = logging.getLogger(__name__)
_PAUSES = (0.0, 0.0, 0.1, 0.3, 0.6, 1.0)  # seconds before each attempt, when others keep changing the record meanwhile
Decisions = Mapping[str, Mapping[str, Any]]


def save(
    desk: Desk,
    edits: Edits,
    *,
    decisions: Decisions | None = None,
    reviewed: str | None = None,
    undoes: int | None = None,
) -> Saved | Overlap:
    """Sends the edits as one act that happens whole or not at all.

    Args:
        decisions: target -> field -> value, for fields that were changed on both sides; the order of the resources as
            ``decisions[PACKAGE][ORDER]``.
        reviewed: the ``metadata_modified`` up to which the user has seen what others changed; others' changes to the
            edited parts after it are shown (Overlap) instead of being merged unseen.
        undoes: the journal's entry that this takes back.

    Raises:
        Refused: our own check or the server refuses values; nothing was stored.
        NotFound: the record was deleted meanwhile; nothing was stored.
        FileChanged: a file is not the one that was chosen any more; nothing was stored.
        CatalogueError: the catalogue could not be asked, or refuses; nothing was stored, or it is not known
            (Offline, Timeout) and was looked for in vain.
    """
    planned = plan(desk, edits)
    if planned.empty:
        return Saved(edits.base, {})
    if planned.errors:
        raise Refused("Some values need mending before they can be sent.", planned.errors)
    with desk.package_lock(edits.package_id):
        cut = False
        for pause in _PAUSES:
            time.sleep(pause)
            current = desk.package(edits.package_id)
            if current.get("state") == "deleted" and edits.base.get("state") != "deleted":
                raise errors.NotFound("Somebody deleted this record. Nothing was sent; your changes are kept.")
            kept.look(desk, current)  # what this save sets anew could not be missed any more
            overlap = _overlap(desk, edits, current, decisions or {}, reviewed)
            if overlap:
                return overlap
            try:
                return _send(desk, edits, current, decisions or {}, undoes)
            except errors.Conflict:
                _log.info("%s changed between look and act; looking again", edits.package_id)
            except _NotArrived as error:
                # an idle connection that the server had closed; the match keeps it from being done twice
                if cut:
                    raise error.cause from None
                cut = True
    raise errors.Conflict("Others keep changing this record. Nothing was sent; your changes are kept.")


def _overlap(
    desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Decisions, reviewed: str | None
) -> Overlap | None:
    merges: dict[str, Merge] = {}
    gone = [t for t in edits.targets if t != PACKAGE and t not in edits.deletions and part(current, t) is None]
    unseen = str(current.get("metadata_modified")) not in (str(edits.base.get("metadata_modified")), reviewed)
    for target in dict.fromkeys([*edits.targets, *edits.deletions]):
        there, values = part(current, target), {} if target in edits.deletions else edits.fields.get(target, {})
        if there is None:
            continue
        merge = merge3(part(edits.base, target) or {}, values, there, fields_of(desk, target, values))
        decided = decisions.get(target, {})
        open_conflicts = [c for c in merge.conflicts if c.field.name not in decided]
        # the dates that the server keeps change with every save
        others = [c for c in merge.theirs if not c.field.read_only]
        if open_conflicts or (unseen and others):
            merges[target] = merge
    order = _order(edits, current, decisions)
    both = order if order.conflict else None
    return Overlap(current, merges, gone, both) if merges or gone or both else None


def _order(edits: Edits, current: Mapping[str, Any], decisions: Decisions) -> OrderMerge:
    theirs = _ids(current)
    added = list(edits.new_resources)
    merged = merge_order(_ids(edits.base), edits.order, theirs, deleted=edits.deletions, added=added)
    chosen = decisions.get(PACKAGE, {}).get(ORDER)
    if chosen is None:
        return merged
    return merge_order(theirs, chosen, theirs, deleted=edits.deletions, added=added)


class _NotArrived(Exception):
    """The connection broke, and the record is as it was."""

    def __init__(self, cause: errors.CatalogueError) -> None:
        super().__init__(cause.message)
        self.cause = cause


@dataclass
class _Act:
    """One save on its way: what is to be true afterwards, and what goes out for it."""

    current: Mapping[str, Any]
    revision: Revision
    changes: dict[str, list[Change]] = field(default_factory=dict)
    deletions: list[str] = field(default_factory=list)
    files: dict[str, ChosenFile] = field(default_factory=dict)
    order: tuple[str, ...] | None = None

    @property
    def empty(self) -> bool:
        return not (self.changes or self.deletions or self.files or self.order)


def _compose(desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Decisions) -> _Act:
    revision = Revision(
        edits.package_id,
        metadata_modified=str(current.get("metadata_modified") or ""),
        seen=list(current.get("resources") or ()),
    )
    act = _Act(current, revision, files=dict(edits.files))
    act.deletions = [i for i in edits.deletions if part(current, i) is not None]
    revision.deletions = list(act.deletions)
    there = set(_ids(current))
    for target, values in [*edits.fields.items(), *edits.new_resources.items()]:
        if target in edits.deletions:
            continue
        now, fields = part(current, target) or {}, fields_of(desk, target, values)
        # a draft may hold values that are as they were: sent, they would undo what others changed since
        mine = {c.name: c.after for c in diff(part(edits.base, target) or {}, values, fields)}
        wanted = {n: v for n, v in {**mine, **decisions.get(target, {})}.items() if n != ORDER}
        found = diff(now, wanted, fields)
        if found:
            act.changes[target] = found
        if target == PACKAGE:
            revision.fields = wire_fields(found)
        elif target in there:
            revision.resources[target] = {**wire_fields(found), **_as_link(now, found, edits.files.get(target))}
        else:
            revision.new_resources.append({**new_fields(found), "id": target})
    for resource, file in edits.files.items():
        facts = file_fields(file, replaces=resource in there)
        if resource in there:
            revision.resources.setdefault(resource, {}).update(facts)
        else:
            next(r for r in revision.new_resources if r["id"] == resource).update(facts)
    revision.files = parts_of(act.files)
    merged = _order(edits, current, decisions)
    if merged.order != merged.theirs:
        act.order = merged.order
        revision.order = list(merged.order)
    return act


def _as_link(now: Mapping[str, Any], found: Sequence[Change], file: ChosenFile | None) -> dict[str, Any]:
    """With ``url_type`` left as it is, CKAN takes a new address for the name of an uploaded file."""
    if file is None and now.get("url_type") == "upload" and any(c.name == "url" for c in found):
        return {"url_type": ""}
    return {}


def _send(desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Decisions, undoes: int | None) -> Saved:
    act = _compose(desk, edits, current, decisions)
    if act.empty:
        return Saved(current, {}, note="The server has these values already.")
    before, after = _for_the_journal(act)
    copied = copies.keep(desk, current, [*act.deletions, *(i for i in act.files if part(current, i))])
    for resource, copy in copied.items():
        before[resource] = {**(before.get(resource) or {}), copies.COPY: copy}
    entry = desk.store.journal.begin(
        user=desk.user,
        action="package_revise" if desk.abilities().revise else "package_patch",
        package_id=edits.package_id,
        title=Package(current).title,
        before=before,
        after=after,
    )
    if undoes is not None:
        desk.store.kept.note_undo(entry, undoes)
    note = ""
    outcome = desk.store.journal.outcome
    try:
        note = write(desk, act.revision, current)
    except errors.Invalid as error:
        outcome(entry, "refused", error.message)
        raise _refused(error, act.revision, [*edits.targets, *edits.new_resources]) from None
    except (errors.Offline, errors.Timeout, errors.ServerFault) as error:  # a server may fail after it acted
        seen = _look(desk, edits.package_id)
        if seen is None or _missing(desk, seen, act):
            outcome(entry, "unknown" if seen is None else "refused", error.message)
            untouched = seen is not None and seen.get("metadata_modified") == current.get("metadata_modified")
            if untouched and isinstance(error, errors.Offline):
                raise _NotArrived(error) from None
            raise
    except (errors.CatalogueError, FileChanged) as error:
        outcome(entry, "refused", str(error))
        raise
    except errors.Cancelled:
        outcome(entry, "unknown", "stopped")
        raise
    outcome(entry, "done", note)
    _forget_uploads(desk, act.deletions)
    seen = _look(desk, edits.package_id)
    lost = _missing(desk, seen, act) if seen else {}
    if seen is not None:
        outcome(entry, "lost" if lost else "verified", ", ".join(f for n in lost.values() for f in n))
        kept.look(desk, seen)
    return Saved(seen or current, act.changes, entry, lost, note)


def _for_the_journal(act: _Act) -> tuple[dict[str, Any], dict[str, Any]]:
    """Before and after by target. A new resource has no *before*, a deleted one no *after* (None)."""
    there = set(_ids(act.current))
    before: dict[str, Any] = {
        t: {c.name: c.before for c in found} for t, found in act.changes.items() if t in there or t == PACKAGE
    }
    after: dict[str, Any] = {t: {c.name: c.after for c in found} for t, found in act.changes.items()}
    for resource, file in act.files.items():
        after.setdefault(resource, {})[FILE] = file.name
        old = part(act.current, resource)
        if old is not None:
            was = Resource(old)
            before.setdefault(resource, {}).update({FILE: was.file_name} if was.uploaded else {"url": was.url})
    for resource in act.deletions:
        before[resource] = dict(part(act.current, resource) or {})
        after[resource] = None
    if act.order:
        before.setdefault(PACKAGE, {})[ORDER] = _ids(act.current)
        after.setdefault(PACKAGE, {})[ORDER] = list(act.order)
    return before, after


def _forget_uploads(desk: Desk, deletions: Sequence[str]) -> None:
    """What was deleted on purpose must not be missed, and sent again, by a later look at what was uploaded."""
    done = desk.store.uploads.rows(states=(State.DONE,)) if deletions else []
    desk.store.uploads.remove([row.id for row in done if row.resource in deletions])


def _look(desk: Desk, package_id: str) -> dict[str, Any] | None:
    """The record as it is now; None when the catalogue does not answer."""
    try:
        return desk.package(package_id)
    except errors.CatalogueError as error:
        _log.info("could not look at %s after writing: %s", package_id, error.message)
        return None


def _missing(desk: Desk, seen: Mapping[str, Any], act: _Act) -> dict[str, list[str]]:
    """What of the act is not on the server: target -> field names."""
    missing: dict[str, list[str]] = {}
    for target, found in act.changes.items():
        there = part(seen, target)
        # what a file's resource is called by its address is the server's to say
        listed = [c for c in found if not (c.name == "url" and target in act.files)]
        names = [c.name for c in listed if there is None or not same(read_value(there, c.field), c.after, c.field)]
        if names:
            missing[target] = names
    for resource_id in act.deletions:
        if part(seen, resource_id) is not None:
            missing[resource_id] = ["deletion"]
    for resource_id, file in act.files.items():
        sent = act.revision.files[resource_id]
        if file_problem(desk, part(seen, resource_id), file, sent.sha256):
            missing.setdefault(resource_id, []).append(FILE)
    if act.order and [i for i in _ids(seen) if i in act.order] != [i for i in act.order if part(seen, i)]:
        missing.setdefault(PACKAGE, []).append(ORDER)
    return missing


def _refused(error: errors.Invalid, revision: Revision, targets: Sequence[str]) -> Refused:
    by_target: dict[str, dict[str, list[str]]] = {}
    others: list[str] = []
    names = {str(r["id"]): r.get("name") for r in [*revision.seen, *revision.new_resources]}
    for index, resource in enumerate(revision.resulting_ids()):
        paths = error.of_resource(index)
        if paths and resource in targets:
            by_target[resource] = paths
        else:
            others += [f"{names.get(resource)}: {p}: {' '.join(m)}" for p, m in paths.items()]
    own = PACKAGE if PACKAGE in targets or not targets else targets[0]
    for path, messages in error.of_package().items():
        by_target.setdefault(own, {})["tag_string" if path.startswith("tags") else path] = messages
    message = error.message
    if others:
        message = "The catalogue refuses because of another part of this record: " + "; ".join(others[:3])
    return Refused(message, by_target, detail=error.detail)


def _ids(package: Mapping[str, Any]) -> list[str]:
    return [str(r["id"]) for r in package.get("resources") or ()]
