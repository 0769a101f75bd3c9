"""Saving changes to a record: plan, merge with what others changed, submit."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.content import facts_of
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, RecordChanges, section_of
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Report, silent
from ..workspace import Workspace
from . import overwritten
from .drafts import follow
from .merge import Decisions, MergeConflict, merge
from .plan import ChangePreview, plan
from .submit import NotArrived, SubmitResult, Transfer, applied, submit

_log = logging.getLogger(__name__)
_PAUSES = (0.0, 0.0, 0.1, 0.3, 0.6, 1.0)  # seconds before each attempt, when others keep changing the record meanwhile


def save(
    workspace: Workspace,
    changes: RecordChanges,
    *,
    preview: ChangePreview | None = None,
    decisions: Decisions | None = None,
    reviewed: str | None = None,
    undoes: int | None = None,
    beside_draft: bool = False,
    token: CancelToken | None = None,
    report: Report = silent,
) -> SubmitResult | MergeConflict:
    """Send the changes as one request that happens whole or not at all.

    Args:
        preview: what ``plan`` said of these changes, where it was asked already.
        decisions: what to send of what was changed on both sides.
        reviewed: as in ``merge``.
        undoes: the journal's entry that this undoes.
        beside_draft: a draft on this record is not what is sent here. It stays, and what is sent becomes a part of what
            it was begun with: it is nobody else's change.
        token: stops it as long as the files are not sent in full; afterwards the server's answer is waited for.
        report: bytes sent of all bytes, where there are files.

    Raises:
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        ValueRefused: our own check or the server refuses values; nothing was stored.
        Cancelled: it was stopped, and nothing was stored.
        NotFound: the record was deleted meanwhile; nothing was stored.
        FileChanged: a file is not the one that was chosen any more; nothing was stored.
        CatalogueError: the catalogue could not be asked, or refuses; nothing was stored, or it is not known
            (Offline, Timeout) and was looked for in vain.
    """
    workspace.require_writable()
    preview = preview or plan(workspace, changes)
    if preview.empty:
        return SubmitResult(changes.base, {})
    preview.check()
    schema, transfer = workspace.schema_of(changes.base), Transfer(token, report)
    with workspace.package_lock(changes.package_id):
        cut = False
        for pause in _PAUSES:
            transfer.pause(pause)
            current = workspace.package(changes.package_id)
            if current.get("state") == "deleted" and changes.base.get("state") != "deleted":
                raise errors.NotFound(
                    tr("Someone else deleted this record. Nothing was saved; your changes are kept as a draft.")
                )
            overwritten.check_record(workspace, current)  # what this save sets anew could not be missed any more
            merged = merge(schema, changes, current, decisions, reviewed)
            if isinstance(merged, MergeConflict):
                return merged
            if merged.empty:
                return SubmitResult(current, {}, note=tr("The catalogue already has these values."))
            try:
                result = submit(workspace, merged, undoes=undoes, transfer=transfer)
            except errors.Conflict:
                _log.info("%s changed between the check and the save; checking again", changes.package_id)
            except NotArrived as error:
                # an idle connection that the server had closed; the match keeps it from being done twice
                if cut:
                    raise error.cause from None
                cut = True
            else:
                if beside_draft:
                    follow_draft(workspace, merged, result)
                return result
    raise errors.Conflict(tr("Others keep changing this record. Nothing was saved; your changes are kept as a draft."))


def follow_draft(workspace: Workspace, merged: RecordChanges, result: SubmitResult) -> None:
    """Make what was sent, and what the server says of the files, a part of what the draft beside it was begun with."""
    arrived = [i for i in merged.files if FILE not in result.lost.get(i, ())] if result.verified else []
    ours = {i: facts_of(r) for i in arrived if (r := section_of(result.package, i)) is not None}
    for section, names in result.altered.items():  # the server's own way of writing what was sent
        there = section_of(result.package, section) or {}
        listed = [n if n in there else "tags" for n in names]
        ours[section] = {**ours.get(section, {}), **{n: there[n] for n in listed if n in there}}

    def change(base: Mapping[str, Any]) -> dict[str, Any]:
        based = applied(merged, result.changes, base)
        return {
            **based,
            **ours.get(PACKAGE, {}),
            "resources": [{**r, **ours.get(str(r["id"]), {})} for r in based["resources"]],
        }

    follow(workspace, merged.package_id, change)
