"""Merge of changes with what others changed in the record meanwhile, and the conflicts that a person resolves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bcdc_desktop.domain.changes import Change, FieldConflict, Merge, diff, merge3
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.ordering import OrderMerge, merge_order
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    RecordChanges,
    resource_ids,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind

Decisions = Mapping[str, Mapping[str, Any]]
"""Section -> field -> value, for what was changed on both sides: the order of the resources as
``decisions[PACKAGE][ORDER]``, a file as ``decisions[section][FILE]`` (my ``AttachedFile``, or their ``Content``, which
stays)."""

_FILE = Field(FILE, "File", FieldKind.FILE)
_LINK = Field("url", "Link", FieldKind.TEXT)
_SEPARATOR = "\n"  # between section and field name of a joined merge: in neither


@dataclass(frozen=True)
class MergeConflict:
    """Somebody changed the same record meanwhile: nothing was sent.

    Attributes:
        current: the record as it is on the server now.
        merges: both sides by section; a resource that I delete and they changed has *theirs* alone, and a file that
            they replaced is the field FILE.
        gone: edited resources that do not exist any more.
        order: there when both changed the order in different ways; decided as ``decisions[PACKAGE][ORDER]``.
    """

    current: Mapping[str, Any]
    merges: Mapping[str, Merge]
    gone: Sequence[str] = ()
    order: OrderMerge | None = None


def merge(
    schema: DatasetSchema,
    changes: RecordChanges,
    current: Mapping[str, Any],
    decisions: Decisions | None = None,
    reviewed: str | None = None,
) -> RecordChanges | MergeConflict:
    """Return the changes upon the record as it is now, or what has to be decided, or seen, before they are sent.

    Args:
        current: the record as it is on the server now.
        reviewed: the ``metadata_modified`` up to which the user has seen what others changed; others' changes to the
            edited sections after it are a conflict instead of being merged unseen.
    """
    decided = decisions or {}
    return conflict(schema, changes, current, decided, reviewed) or _rebased(schema, changes, current, decided)


def conflict(
    schema: DatasetSchema,
    changes: RecordChanges,
    current: Mapping[str, Any],
    decisions: Decisions,
    reviewed: str | None,
) -> MergeConflict | None:
    """Return what has to be decided, or seen, before the changes are sent; None where they can be. See ``merge``."""
    merges: dict[str, Merge] = {}
    gone = [
        s for s in changes.sections if s != PACKAGE and s not in changes.deletions and section_of(current, s) is None
    ]
    unseen = str(current.get("metadata_modified")) not in (str(changes.base.get("metadata_modified")), reviewed)
    for section in dict.fromkeys([*changes.sections, *changes.deletions]):
        there = section_of(current, section)
        if there is None:
            continue
        merged = merge_section(schema, changes, section, there)
        decided = decisions.get(section, {})
        open_conflicts = [c for c in merged.conflicts if c.field.name not in decided]
        if open_conflicts or (unseen and _by_people(merged)):
            merges[section] = merged
    order = _order(changes, current, decisions)
    both = order if order.conflict else None
    return MergeConflict(current, merges, gone, both) if merges or gone or both else None


def touched(schema: DatasetSchema, changes: RecordChanges, current: Mapping[str, Any]) -> bool:
    """Return whether others changed any section of the record that is edited here, in whatever field of it."""
    if changes.order and resource_ids(changes.base) != resource_ids(current):
        return True
    for section in dict.fromkeys([*changes.sections, *changes.deletions]):
        there = section_of(current, section)
        if there is None or section_of(changes.base, section) is None:
            return True
        if _by_people(merge_section(schema, changes, section, there)):
            return True
    return False


def _by_people(merged: Merge) -> bool:
    # the dates that the server keeps change with every save
    return any(not c.field.read_only for c in merged.theirs)


def merge_section(schema: DatasetSchema, changes: RecordChanges, section: str, there: Mapping[str, Any]) -> Merge:
    """Return one section of the record put together from base, mine and theirs.

    Of a resource that I delete there is nothing of mine. Its content is the field FILE, whose values are ``Content``
    (mine: an ``AttachedFile``), or the field ``url``.
    """
    base = section_of(changes.base, section) or {}
    values = {} if section in changes.deletions else changes.fields.get(section, {})
    merged = merge3(base, values, there, section_fields(schema, section, values))
    if section == PACKAGE:
        return merged
    was, now = Content.of(base), Content.of(there)
    if was.same(now):
        return merged
    if was.stored or now.stored:
        change = Change(_FILE, was, now)
    else:
        known = next((f for f in section_fields(schema, section, ["url"]) if f.name == "url"), _LINK)
        change = Change(known, base.get("url"), there.get("url"))
    theirs = (*(c for c in merged.theirs if c.name != "url"), change)
    merged = replace(merged, theirs=theirs, values={change.name: change.after, **merged.values})
    file = None if section in changes.deletions else changes.files.get(section)
    if file is not None:
        conflicts = [c for c in merged.conflicts if c.field.name != "url"]
        mine = tuple(c for c in merged.mine if c.name != "url")
        return replace(merged, mine=mine, conflicts=(*conflicts, FieldConflict(_FILE, was, file, now, either=True)))
    link = next((c for c in merged.mine if c.name == "url"), None)
    if link is None:
        return merged
    # their file has the name of the old one, so its address does not tell that it is another
    return replace(
        merged,
        values={**merged.values, "url": there.get("url")},
        mine=tuple(c for c in merged.mine if c is not link),
        conflicts=(*merged.conflicts, FieldConflict(link.field, link.before, link.after, there.get("url"))),
    )


def _rebased(
    schema: DatasetSchema, changes: RecordChanges, current: Mapping[str, Any], decisions: Decisions
) -> RecordChanges:
    """Return only what makes the record, as it is now, into what was edited and decided."""
    stays = {s for s, decided in decisions.items() if isinstance(decided.get(FILE), Content)}  # their file stays
    left_out = stays.union(changes.deletions)
    rebased = RecordChanges(current, files={i: f for i, f in changes.files.items() if i not in left_out})
    rebased.deletions = [i for i in changes.deletions if section_of(current, i) is not None]
    there = set(resource_ids(current))
    for section, values in [*changes.fields.items(), *changes.new_resources.items()]:
        if section in changes.deletions:
            continue
        fields = section_fields(schema, section, values)
        # a draft may hold values that are as they were: sent, they would undo what others changed since
        mine = {c.name: c.after for c in diff(section_of(changes.base, section) or {}, values, fields)}
        wanted = {n: v for n, v in {**mine, **decisions.get(section, {})}.items() if n not in (ORDER, FILE)}
        found = {c.name: c.after for c in diff(section_of(current, section) or {}, wanted, fields)}
        if section != PACKAGE and section not in there:
            rebased.new_resources[section] = found
        elif found:
            rebased.fields[section] = found
    order = _order(changes, current, decisions)
    if order.order != order.theirs:
        rebased.order = list(order.order)
    return rebased


def _order(changes: RecordChanges, current: Mapping[str, Any], decisions: Decisions) -> OrderMerge:
    """Return the order of the resources, merged with theirs, or as decided where that was."""
    theirs, added = resource_ids(current), list(changes.new_resources)
    chosen = decisions.get(PACKAGE, {}).get(ORDER)
    if chosen is not None:
        return merge_order(theirs, chosen, theirs, deleted=changes.deletions, added=added)
    base = resource_ids(changes.base)
    return merge_order(base, changes.order, theirs, deleted=changes.deletions, added=added)


# several sections shown as one


def joined(merges: Mapping[str, Merge], section_label: Callable[[str], str]) -> Merge:
    """Return the merges of several sections as one.

    Args:
        merges: section -> its merge.
        section_label: the name of a section, which stands before its fields' labels; empty where none is to.
    """

    def named(field: Field, section: str) -> Field:
        label = section_label(section)
        return replace(
            field,
            name=f"{section}{_SEPARATOR}{field.name}",
            label=f"{label} › {field.label}" if label else field.label,
        )

    values: dict[str, Any] = {}
    mine: list[Change] = []
    theirs: list[Change] = []
    conflicts: list[FieldConflict] = []
    for section, merge in merges.items():
        values |= {f"{section}{_SEPARATOR}{name}": value for name, value in merge.values.items()}
        mine += [replace(c, field=named(c.field, section)) for c in merge.mine]
        theirs += [replace(c, field=named(c.field, section)) for c in merge.theirs]
        conflicts += [replace(c, field=named(c.field, section)) for c in merge.conflicts]
    return Merge(values, tuple(mine), tuple(theirs), tuple(conflicts))


def split(decisions: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return decisions on a joined merge by section."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in decisions.items():
        section, _, name = key.partition(_SEPARATOR)
        found.setdefault(section, {})[name] = value
    return found
