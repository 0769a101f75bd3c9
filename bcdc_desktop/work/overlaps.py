"""What others changed in a record meanwhile, beside what is to be saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bcdc_desktop.domain.changes import Change, Conflict, Merge, merge3
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.schema import Field, Kind

from .composing import Decisions, order_of
from .desk import Desk
from .edits import FILE, PACKAGE, Edits, Overlap, fields_of, part

_FILE = Field(FILE, "File", Kind.FILE)
_LINK = Field("url", "Link", Kind.TEXT)


def find(
    desk: Desk, edits: Edits, current: Mapping[str, Any], decisions: Decisions, reviewed: str | None
) -> Overlap | None:
    """What has to be decided, or seen, before the edits are sent; None where they can go out.

    Args:
        current: the record as it is on the server now.
        decisions, reviewed: as in ``editing.save``.
    """
    merges: dict[str, Merge] = {}
    gone = [t for t in edits.targets if t != PACKAGE and t not in edits.deletions and part(current, t) is None]
    unseen = str(current.get("metadata_modified")) not in (str(edits.base.get("metadata_modified")), reviewed)
    for target in dict.fromkeys([*edits.targets, *edits.deletions]):
        there = part(current, target)
        if there is None:
            continue
        merge = merge_of(desk, edits, target, there)
        decided = decisions.get(target, {})
        open_conflicts = [c for c in merge.conflicts if c.field.name not in decided]
        if open_conflicts or (unseen and _by_people(merge)):
            merges[target] = merge
    order = order_of(edits, current, decisions)
    both = order if order.conflict else None
    return Overlap(current, merges, gone, both) if merges or gone or both else None


def touched(desk: Desk, edits: Edits, current: Mapping[str, Any]) -> bool:
    """Whether others changed any part of the record that is edited here, in whatever field of it."""
    before, now = ([str(r["id"]) for r in p.get("resources") or ()] for p in (edits.base, current))
    if edits.order and before != now:
        return True
    for target in dict.fromkeys([*edits.targets, *edits.deletions]):
        there = part(current, target)
        if there is None or part(edits.base, target) is None or _by_people(merge_of(desk, edits, target, there)):
            return True
    return False


def _by_people(merge: Merge) -> bool:
    # the dates that the server keeps change with every save
    return any(not c.field.read_only for c in merge.theirs)


def merge_of(desk: Desk, edits: Edits, target: str, there: Mapping[str, Any]) -> Merge:
    """One part of the record put together from base, mine and theirs. Of a resource that I delete there is nothing of
    mine. Its content is the field FILE, whose values are ``Content`` (mine: a ``ChosenFile``), or the field ``url``."""
    base = part(edits.base, target) or {}
    values = {} if target in edits.deletions else edits.fields.get(target, {})
    merge = merge3(base, values, there, fields_of(desk, target, values))
    if target == PACKAGE:
        return merge
    was, now = Content.of(base), Content.of(there)
    if was.same(now):
        return merge
    if was.stored or now.stored:
        change = Change(_FILE, was, now)
    else:
        known = next((f for f in fields_of(desk, target, {"url": None}) if f.name == "url"), _LINK)
        change = Change(known, base.get("url"), there.get("url"))
    theirs = (*(c for c in merge.theirs if c.name != "url"), change)
    merge = replace(merge, theirs=theirs, values={change.name: change.after, **merge.values})
    file = None if target in edits.deletions else edits.files.get(target)
    if file is not None:
        conflicts = [c for c in merge.conflicts if c.field.name != "url"]
        mine = tuple(c for c in merge.mine if c.name != "url")
        return replace(merge, mine=mine, conflicts=(*conflicts, Conflict(_FILE, was, file, now, either=True)))
    link = next((c for c in merge.mine if c.name == "url"), None)
    if link is None:
        return merge
    # their file has the name of the old one, so its address does not tell that it is another
    mine = tuple(c for c in merge.mine if c is not link)
    conflict = Conflict(link.field, link.before, link.after, there.get("url"))
    return replace(
        merge,
        values={**merge.values, "url": there.get("url")},
        mine=mine,
        conflicts=(*merge.conflicts, conflict),
    )
