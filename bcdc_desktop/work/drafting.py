"""Drafts of whole records: edits that were not sent, and records that are not on the server yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcdc_desktop.store.drafts import Draft
from bcdc_desktop.store.events import Changed

from .desk import Desk
from .edits import PACKAGE, ChosenFile, Edits, part
from .overlaps import merge_of


@dataclass(frozen=True)
class DraftRow:
    """What a list of drafts shows. Times are seconds since the epoch; ``changes`` counts fields and resources."""

    package_id: str
    title: str
    is_new: bool
    changes: int
    created: float
    updated: float
    moved_on: bool
    overlaps: bool
    gone: bool


def rows(desk: Desk) -> list[DraftRow]:
    """All drafts, the latest first: with whether the server's record has moved on since (``moved_on``), in fields that
    the draft changes too (``overlaps``), or is not among what is remembered any more (``gone``). Asks nobody."""
    found: list[DraftRow] = []
    for package_id in desk.store.drafts.ids():
        draft = desk.store.drafts.get(package_id)
        if draft is None:
            continue
        seen = None if draft.is_new else desk.store.cache.package(package_id)
        now: Mapping[str, Any] | None = seen.value if seen else None
        found.append(
            DraftRow(
                package_id,
                str(draft.of(PACKAGE).get("title") or draft.title),
                draft.is_new,
                changes_in(draft),
                draft.created,
                draft.updated,
                now is not None and str(now.get("metadata_modified") or "") != draft.base_modified,
                now is not None and _overlaps(desk, draft, now),
                not draft.is_new and now is None,
            )
        )
    return found


def changes_in(draft: Draft) -> int:
    """How many changes a draft holds: fields, resources that are added or deleted, files, and the order."""
    fields = sum(len(v) for v in draft.edits.values())
    files = sum(i not in draft.new_resources for i in draft.files)  # a new resource and its file are one
    return fields + len(draft.deletions) + len(draft.new_resources) + files + (draft.order is not None)


def edits_of(draft: Draft) -> Edits:
    """The draft as edits to review and save."""
    return Edits(
        draft.base,
        {t: dict(v) for t, v in draft.edits.items()},
        list(draft.deletions),
        {i: dict(v) for i, v in draft.new_resources.items()},
        {i: ChosenFile(Path(f["path"]), f["name"], f["size"], f["mtime_ns"]) for i, f in draft.files.items()},
        None if draft.order is None else list(draft.order),
    )


def keep_edits(desk: Desk, edits: Edits) -> None:
    """Makes edits the draft of their record, in the place of the one that is there; without any there is none."""
    drafts, base = desk.store.drafts, edits.base
    with desk.store.work_transaction():
        drafts.discard(edits.package_id)
        for target, values in edits.fields.items():
            drafts.set_edits(base, target, values)
        for target in edits.deletions:
            drafts.set_part(base, "delete", target, True)
        for target, values in edits.new_resources.items():
            drafts.set_part(base, "new", target, values)
        for target, file in edits.files.items():
            drafts.set_part(base, "file", target, file_value(file))
        if edits.order:
            drafts.set_part(base, "order", PACKAGE, list(edits.order))
    desk.store.bus.publish(Changed("drafts", frozenset({edits.package_id})))


def follow(desk: Desk, package_id: str, change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """What was written to a record from here, beside its draft, becomes a part of what that was begun with."""
    draft = desk.store.drafts.get(package_id)
    if draft is not None and not draft.is_new:
        desk.store.drafts.rebase(change(draft.base))


def file_value(file: ChosenFile) -> dict[str, Any]:
    """A file as a draft holds it."""
    return {"path": str(file.path), "name": file.name, "size": file.size, "mtime_ns": file.mtime_ns}


def keep_file(desk: Desk, base: Mapping[str, Any], resource: str, file: ChosenFile | None) -> None:
    """Puts a resource's new file into the draft; None takes it out."""
    desk.store.drafts.set_part(base, "file", resource, None if file is None else file_value(file))


def _overlaps(desk: Desk, draft: Draft, now: Mapping[str, Any]) -> bool:
    edits = edits_of(draft)
    for target in edits.targets:
        there = part(now, target)
        if there is None or not merge_of(desk, edits, target, there).clean:
            return True
    return False
