"""The random changes of ``races.py``, and how each is looked for afterwards: fields, files, deletions, the order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.overwritten import WHOLE
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    AttachedFile,
    RecordChanges,
    section_fields,
    section_of,
)
from bcdc_desktop.domain.values import read_value, same
from recording_proxy import Exchange, shown_as, writes_of

OF_THE_RECORD = ["notes", "purpose", "lineage_statement", "tag_string", "more_info", "resource_status"]
OF_A_RESOURCE = ["description", "name", "resource_update_cycle"]
_NOT_SEEN = Content("", False)  # a file that was gone when its author looked


@dataclass
class Accepted:
    """One change that a client was told is stored. ``before`` is what its author last saw there: a value, a
    ``Content``, the resource that is deleted, or the ids in their order."""

    who: str
    target: str
    name: str
    before: Any
    after: Any
    entry: int


def random_edits(base: Mapping[str, Any], chance: random.Random, mark: str, folder: Path) -> RecordChanges:
    """One to three fields, and now and then another file, a deletion or another order."""
    resources = [str(r["id"]) for r in base["resources"]]
    edits = RecordChanges(base)
    for _ in range(chance.randint(1, 3)):
        target = chance.choice([PACKAGE, *resources[:2]])
        name = chance.choice(OF_A_RESOURCE if target else OF_THE_RECORD)
        edits.fields.setdefault(target, {})[name] = _random_value(name, chance, mark)
    if chance.random() < 0.35:
        edits.files[chance.choice([resources[0], *resources[:2]])] = random_file(chance, folder)
    if chance.random() < 0.15:
        target = chance.choice(resources)
        edits = edits.without(target)
        edits.deletions = [target]
    if chance.random() < 0.2:
        edits.order = chance.sample(resources, len(resources))
    return edits


def random_file(chance: random.Random, folder: Path) -> AttachedFile:
    """A file; all have the same name and size, so that nothing but the server's time tells one from the other."""
    path = folder / f"{chance.randrange(10**9):09}" / "lakes.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"lake,depth\r\nAtlin,{path.parent.name}\r\n".encode())
    return attach(path)


def _random_value(name: str, chance: random.Random, mark: str) -> Any:
    word = f"{mark} {chance.randrange(10**9)}"
    return {
        "tag_string": f"water, {word}",
        "more_info": [{"description": word, "url": "https://example.org"}],
        "resource_update_cycle": chance.choice(["weekly", "monthly", "daily", "annually"]),
        "resource_status": chance.choice(["onGoing", "completed", "planned"]),
    }.get(name, f"Said by {word}.")


def accepted_of(workspace: Workspace, done: SubmitResult, seen: Mapping[str, Any]) -> list[Accepted]:
    """What a save was told is stored.

    Args:
        seen: the record as the author last saw it before sending.
    """
    entry = workspace.store.journal.get(done.entry) if done.entry is not None else None
    if entry is None:
        return []
    found = [
        Accepted(workspace.user, target, c.name, c.before, c.after, entry.id)
        for target, listed in done.changes.items()
        for c in listed
    ]
    for target, values in entry.after.items():
        before = section_of(seen, target)
        if values is None:
            found.append(Accepted(workspace.user, target, WHOLE, before, None, entry.id))
            continue
        if FILE in values:
            was = Content.of(before or {"id": target})
            now = Content.of(entry.stored[target]) if target in entry.stored else _NOT_SEEN
            found.append(Accepted(workspace.user, target, FILE, was, now, entry.id))
        if ORDER in values:
            found.append(Accepted(workspace.user, target, ORDER, ids_of(seen), values[ORDER], entry.id))
    return found


def complete(accepted: Sequence[Accepted], noted: list[Exchange]) -> None:
    """Says which file a change stored where its author's look came too late to tell: when the other had deleted the
    resource knowingly, upon a record that showed the new file. The record as anybody was shown it with the
    ``metadata_modified`` that the write made tells; where nobody was shown it, nobody knew, and it stays open."""
    writes = {w.who: w for w in writes_of(noted)}  # a race has one of each editor
    for change in accepted:
        if change.name == FILE and change.after == _NOT_SEEN and change.who in writes:
            shown = [section_of(record, change.target) for record in shown_as(noted, writes[change.who].made)]
            found = [Content.of(one) for one in shown if one is not None]
            change.after = found[0] if found else change.after


def ids_of(package: Mapping[str, Any]) -> list[str]:
    """The ids of its resources, in their order."""
    return [str(r["id"]) for r in package["resources"]]


def value_of(workspace: Workspace, package: Mapping[str, Any], target: str, name: str) -> Any:
    """What a record has where a change was made."""
    there = section_of(package, target)
    if name == ORDER:
        return ids_of(package)
    if name == WHOLE or there is None:
        return there
    return Content.of(there) if name == FILE else read_value(there, _field(workspace, target, name))


def alike(workspace: Workspace, target: str, name: str, one: Any, other: Any) -> bool:
    """Whether two values of ``value_of`` are the same; of an order, of what is in both."""
    if name == ORDER:
        return [i for i in one if i in other] == [i for i in other if i in one]
    if name == WHOLE or one is None or other is None:
        return (one is None) == (other is None)
    return bool(one.same(other)) if name == FILE else same(one, other, _field(workspace, target, name))


def lost_of(
    workspace: Workspace, base: Mapping[str, Any], there: Mapping[str, Any], accepted: Sequence[Accepted]
) -> list[str]:
    """Of each field the accepted changes lead from the base to what is there, each beginning where one ended; what was
    deleted was seen by its author as the others had left it. Answers what does not, in words."""
    faults: list[str] = []
    deleted = {c.target: c for c in accepted if c.name == WHOLE}
    by_field: dict[tuple[str, str], list[Accepted]] = {}
    for change in accepted:
        if change.name != WHOLE:
            by_field.setdefault((change.target, change.name), []).append(change)
    faults += [f"{target} is there again" for target in deleted if section_of(there, target) is not None]
    gone = set(ids_of(base)) - set(ids_of(there)) - set(deleted)
    faults += [f"{target} is gone, and nobody deleted it" for target in gone]
    for (target, name), changes in by_field.items():
        value, open_changes = value_of(workspace, base, target, name), list(changes)
        while nexts := [c for c in open_changes if alike(workspace, target, name, c.before, value)]:
            value = nexts[0].after
            open_changes.remove(nexts[0])
        end = there if target not in deleted else {"resources": [deleted[target].before]}
        if open_changes or not alike(workspace, target, name, value, value_of(workspace, end, target, name)):
            faults.append(f"{name}: {[(c.who, str(c.before), str(c.after)) for c in changes]}")
    return faults


def _field(workspace: Workspace, target: str, name: str) -> Any:
    return next(f for f in section_fields(workspace.schema(), target, {name: None}) if f.name == name)
