"""Saving what was edited: diff, merge with what others changed, one act, verification, journal, cache."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.session import FileChanged
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.uploads import State

from . import copies, kept, overlaps
from .composing import Act, Decisions, compose, for_the_journal, missing_of, refusal
from .desk import Desk
from .drafting import follow
from .edits import (
    FILE,
    ORDER,
    PACKAGE,
    ChosenFile,
    Edits,
    Overlap,
    PartlySaved,
    Plan,
    Refused,
    Saved,
    part,
    plan,
)
from .progress import CancelToken, Report, silent
from .writing import ONE_BY_ONE, UnderWay, wire_value, write

__all__ = [
    "FILE",
    "ORDER",
    "PACKAGE",
    "ChosenFile",
    "Decisions",
    "Edits",
    "Overlap",
    "PartlySaved",
    "Plan",
    "Refused",
    "Saved",
    "plan",
    "save",
    "wire_value",
]
_log = logging.getLogger(__name__)
_NOT_SEEN = "It could not be looked at afterwards: the catalogue did not answer."
_PATCH = "package_patch"  # what the journal calls a save that could not be one act
_PAUSES = (0.0, 0.0, 0.1, 0.3, 0.6, 1.0)  # seconds before each attempt, when others keep changing the record meanwhile


def save(
    desk: Desk,
    edits: Edits,
    *,
    decisions: Decisions | None = None,
    reviewed: str | None = None,
    undoes: int | None = None,
    beside_draft: bool = False,
    token: CancelToken | None = None,
    report: Report = silent,
) -> Saved | Overlap:
    """Sends the edits as one act that happens whole or not at all.

    Args:
        decisions: target -> field -> value, for fields that were changed on both sides; the order of the resources as
            ``decisions[PACKAGE][ORDER]``, a file as ``decisions[target][FILE]`` (my ``ChosenFile``, or their
            ``Content``, which stays).
        reviewed: the ``metadata_modified`` up to which the user has seen what others changed; others' changes to the
            edited parts after it are shown (Overlap) instead of being merged unseen.
        undoes: the journal's entry that this takes back.
        beside_draft: a draft on this record is not what is sent here. It stays, and what is sent becomes a part of what
            it was begun with: it is nobody else's change.
        token: stops it as long as the files are not sent in full; afterwards the server's answer is waited for.
        report: bytes sent of all bytes, where there are files.

    Raises:
        Refused: our own check or the server refuses values; nothing was stored.
        PartlySaved: where there is no ``package_revise``: it ended half-way, and tells what is there.
        Cancelled: it was stopped, and nothing was stored.
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
    under_way = UnderWay(token or CancelToken(), report)
    with desk.package_lock(edits.package_id):
        cut = False
        for pause in _PAUSES:
            under_way.pause(pause)
            current = desk.package(edits.package_id)
            if current.get("state") == "deleted" and edits.base.get("state") != "deleted":
                raise errors.NotFound("Somebody deleted this record. Nothing was sent; your changes are kept.")
            kept.look(desk, current)  # what this save sets anew could not be missed any more
            overlap = overlaps.find(desk, edits, current, decisions or {}, reviewed)
            if overlap:
                return overlap
            try:
                act = compose(desk, edits, current, decisions or {})
                return _send(desk, edits, act, undoes, under_way, beside_draft=beside_draft)
            except errors.Conflict:
                _log.info("%s changed between look and act; looking again", edits.package_id)
            except _NotArrived as error:
                # an idle connection that the server had closed; the match keeps it from being done twice
                if cut:
                    raise error.cause from None
                cut = True
    raise errors.Conflict("Others keep changing this record. Nothing was sent; your changes are kept.")


class _NotArrived(Exception):
    """The connection broke, and the record is as it was."""

    def __init__(self, cause: errors.CatalogueError) -> None:
        super().__init__(cause.message)
        self.cause = cause


def _send(desk: Desk, edits: Edits, act: Act, undoes: int | None, under_way: UnderWay, *, beside_draft: bool) -> Saved:
    current = act.current
    if act.empty:
        return Saved(current, {}, note="The server has these values already.")
    under_way.check()
    copied = copies.keep(desk, current, [*act.deletions, *act.replaced])
    entry = _begin(desk, act, copied)
    if undoes is not None:
        desk.store.kept.note_undo(entry, undoes)
    note, in_one_act = "", desk.abilities().revise
    outcome = desk.store.journal.outcome
    try:
        with desk.catalogue.cancellable(under_way.stopped if act.files else None):
            note = write(desk, act.revision, current, progress=under_way.moved)
    except (errors.CatalogueError, errors.Cancelled, FileChanged) as error:
        _after_failure(desk, edits, act, entry, copied, error)
    finally:
        if in_one_act and not desk.abilities().revise:  # which was learned just now
            desk.store.journal.note_action(entry, _PATCH)
    outcome(entry, "done", note)
    if beside_draft:
        follow(desk, edits.package_id, act.upon)
    _forget_uploads(desk, act.deletions)
    seen = _look(desk, edits.package_id)
    if seen is not None:
        lost = missing_of(desk, seen, act)
        _note_stored(desk, entry, act, seen, lost)
        if beside_draft and act.files:
            follow(desk, edits.package_id, lambda base: _with_files_of(base, seen, act, lost))
        outcome(entry, "lost" if lost else "verified", ", ".join(f for n in lost.values() for f in n) or note)
        kept.look(desk, seen)
        return Saved(seen, act.changes, entry, lost, note)
    expected = act.expected()
    desk.store.cache.put_packages([expected])
    return Saved(expected, act.changes, entry, {}, f"{note} {_NOT_SEEN}".strip())


def _note_stored(desk: Desk, entry: int, act: Act, seen: Mapping[str, Any], lost: Mapping[str, Sequence[str]]) -> None:
    """Which file it is that we stored, so that another one in its place is noticed later."""
    there = {i: part(seen, i) for i in act.files if FILE not in lost.get(i, ())}
    desk.store.journal.note_stored(entry, {i: facts_of(r) for i, r in there.items() if r is not None})


def _with_files_of(
    base: Mapping[str, Any], seen: Mapping[str, Any], act: Act, lost: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    ours = {i: facts_of(r) for i in act.files if FILE not in lost.get(i, ()) and (r := part(seen, i)) is not None}
    return {**base, "resources": [{**r, **ours.get(str(r["id"]), {})} for r in base.get("resources") or ()]}


def _begin(desk: Desk, act: Act, copied: Mapping[str, str]) -> int:
    before, after = for_the_journal(act)
    return desk.store.journal.begin(
        user=desk.user,
        action="package_revise" if desk.abilities().revise else _PATCH,
        package_id=str(act.current["id"]),
        title=Package(act.current).title,
        before=before,
        after=after,
        files={i: str(f.path.absolute()) for i, f in act.files.items()},
        copies={i: place for i, place in copied.items() if i in after},
    )


def _after_failure(desk: Desk, edits: Edits, act: Act, entry: int, copied: Mapping[str, str], error: Exception) -> None:
    """Finds out what a save that failed has left on the server; returns where all of it arrived, and raises else."""
    said = getattr(error, "message", None) or ("stopped" if isinstance(error, errors.Cancelled) else str(error))
    outcome = desk.store.journal.outcome
    in_parts = not desk.abilities().revise and not isinstance(error, errors.Conflict)
    # a server may fail after it acted, and a connection may break with the answer on its way
    doubtful = isinstance(error, errors.Offline | errors.Timeout | errors.ServerFault | errors.Cancelled)
    refused = (
        refusal(error, act.revision, [*edits.targets, *edits.new_resources])
        if isinstance(error, errors.Invalid)
        else error
    )
    if isinstance(error, errors.TooLarge) and len(act.files) > 1:
        desk.learn_budget(act.revision.size // 2)
    if not in_parts and not doubtful:
        outcome(entry, "refused", said)
        raise refused from None
    seen = _look(desk, edits.package_id)
    if seen is None:
        outcome(entry, "unknown", said)
        raise refused from None
    missing = missing_of(desk, seen, act)
    if not missing:
        return
    stored = act.stored(seen, missing)
    if in_parts and not stored.empty:
        outcome(entry, "refused", said)
        note = f"{ONE_BY_ONE} It ended half-way: this is the part that is there of entry {entry}."
        part_of_it = _begin(desk, stored, copied)
        _note_stored(desk, part_of_it, stored, seen, {})
        outcome(part_of_it, "verified", note)
        _forget_uploads(desk, stored.deletions)
        raise PartlySaved(said, seen, edits.left_over(stored, seen), refused) from None
    outcome(entry, "refused", said)
    if isinstance(error, errors.Offline) and seen.get("metadata_modified") == act.current.get("metadata_modified"):
        raise _NotArrived(error) from None
    raise refused from None


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
