"""Run a bulk change: each record is one ``submit``, matched on what the plan saw; the rows say what was done.

Whatever ends a run, it goes on from the rows: what was on its way is looked for on the server first. A record is on its
way until what was accepted was seen there; several are looked at together.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.bulk_plan import BulkPlan
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.bulk import ENDED, BulkChange, BulkRecord, RecordState
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..records import overwritten
from ..records.merge import MergeConflict, merge
from ..records.plan import NeedsRepair, SaveRefused, plan
from ..records.save import follow_draft
from ..records.submit import Accepted, NotArrived, submit
from ..workspace import Workspace
from .arrival import Arrival, arrival, lost_by_server, other_values, saved_by
from .pacing import Hours, Pace
from .verification import Verification, Verified

_log = logging.getLogger(__name__)
_ATTEMPTS = 6  # of one record, when others keep changing it meanwhile
_REFUSED_IN_A_ROW = 5  # without the right: after so many records the run stops
_FAULTS_IN_A_ROW = 3  # of the server
_IN_FLIGHT = 30.0  # seconds for which a request of a program that ended may still be at work on the server
_STATES = frozenset(RecordState) - ENDED


class BulkUnderWay(Exception):
    """Another bulk change of this user runs in this catalogue."""


class Stopped(Exception):
    """A run that could not go on; all that was not sent is as it was, and ``cause`` says why."""

    def __init__(self, cause: errors.CatalogueError) -> None:
        super().__init__(cause.message)
        self.cause = cause


def start(
    workspace: Workspace,
    planned: BulkPlan,
    *,
    reason: str,
    per_minute: float | None = None,
    hours: Hours | None = None,
    undoes: int | None = None,
) -> int:
    """Store a plan as a bulk change, before anything is sent, and return its number. What is wrong in it is stored as
    failed, and never sent.

    Args:
        undoes: the number of the bulk change that it undoes.

    Raises:
        ValueError: there is no reason, or nothing to change.
    """
    if not reason.strip():
        raise ValueError(tr("Enter a reason: it is shown in the list of bulk changes."))
    records = [r for r in planned.records if r.included]
    if not records:
        raise ValueError(tr("There is nothing to change."))
    undone = {r.package_id: r.entry for r in workspace.store.bulk.outline(undoes)} if undoes is not None else {}
    rows = []
    for record in records:
        wrong: dict[str, list[str]] = {}
        for problem in record.open_problems:
            wrong.setdefault(path_of(problem.target, problem.path), []).append(problem.message)
        row = BulkRecord(
            0, 0, record.id, record.title, record.organization, record.base(), record.values(), undone.get(record.id)
        )
        forbidden = next((p.message for p in record.open_problems if p.kind == "not_authorized"), "")
        rows.append(_failed(row, wrong, forbidden) if wrong else row)
    return workspace.store.bulk.begin(
        rows,
        user=workspace.user,
        reason=reason.strip(),
        query=planned.query,
        operations=planned.operations,
        undoes=undoes,
        per_minute=per_minute,
        hours=str(hours or ""),
    )


def _failed(row: BulkRecord, wrong: Mapping[str, Sequence[str]], forbidden: str) -> BulkRecord:
    if forbidden:
        said = tr("{problem} Nothing was sent.", problem=forbidden)
        return replace(row, state=RecordState.FAILED, kind="not_authorized", said=said)
    said = tr("A value is wrong. Nothing was sent.")
    return replace(row, state=RecordState.FAILED, kind="invalid", said=said, problems=wrong)


def path_of(section: str, path: str) -> str:
    """Return the path of a field in a record: ``contacts/0/email``, or ``resources/ID/format``."""
    return path if section == PACKAGE else f"resources/{section}/{path}"


@dataclass(frozen=True)
class BulkProgress(Progress):
    """How far a run is; ``waiting`` is for how many seconds nothing is sent, because of the pace or the hours."""

    waiting: float = 0.0


def run(
    workspace: Workspace,
    bulk: int,
    *,
    again: bool = False,
    pace: Pace | None = None,
    token: CancelToken | None = None,
    report: Report = silent,
) -> BulkChange:
    """Send what of a bulk change was not sent yet, one record after the other; return it with what came of it.

    Args:
        again: also what failed before, or was in conflict.
        pace: how fast; without it as the bulk change was stored.

    Raises:
        KeyError: there is no such bulk change.
        BulkUnderWay: one is running.
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        Stopped: the network, the server, or the user's rights were lost; ``run`` goes on from there.
        Cancelled: it was stopped.
    """
    found = workspace.store.bulk.get(bulk)
    if found is None:
        raise KeyError(bulk)
    workspace.require_writable()
    if not workspace.store.bulk_lock.acquire():
        raise BulkUnderWay(tr("Another bulk change is running. Wait until it has finished."))
    try:
        hours = Hours.parse(found.hours) if found.hours else None
        _Run(workspace, found, pace or Pace(found.per_minute, hours), token or CancelToken(), report).run(again=again)
    finally:
        workspace.store.bulk_lock.release()
    done = workspace.store.bulk.get(bulk)
    assert done is not None
    return done


def set_pace(workspace: Workspace, bulk: int, per_minute: float | None, hours: str) -> None:
    """Store how fast, and at which hours, a bulk change goes on."""
    workspace.store.bulk.set_pace(bulk, per_minute, hours)


class _Run:
    """One run of a bulk change."""

    def __init__(self, workspace: Workspace, bulk: BulkChange, pace: Pace, token: CancelToken, report: Report) -> None:
        self._workspace = workspace
        self._ledger = workspace.store.bulk
        self._bulk = bulk
        self._pace = pace
        self._token = token
        self._report = report
        self._verification = Verification(workspace)
        self._refused = 0  # records in a row for which the right is missing
        self._faults = 0
        self._lost = Counter[str]()  # how often the server lost what it had accepted, by record

    def run(self, *, again: bool) -> None:
        states = _STATES if again else {RecordState.WAITING, RecordState.SENDING}
        total = self._bulk.records
        done = total - sum(self._bulk.counts.get(s, 0) for s in states)
        try:
            for record in self._ledger.each_record(self._bulk.id, states):
                waiting = self._pace.seconds_left()
                if self._verification.due(waiting):
                    self._verify()
                self._report(BulkProgress(done, total, record.title, waiting=waiting))
                self._pace.wait(self._token)
                with self._workspace.package_lock(record.package_id):
                    self._send(record)
                done += 1
        except (Stopped, errors.Cancelled):
            with contextlib.suppress(errors.CatalogueError):  # what the server has lost is sent again when it goes on
                for found in self._verification.results():
                    self._note(found)
            raise
        while self._verification.waiting:
            self._verify()
        self._report(BulkProgress(done, total))

    def _verify(self) -> None:
        """Verify what was accepted, and send again what the server has lost.

        Raises:
            Stopped, Cancelled: as when a record is sent.
        """
        again = []
        try:
            for found in self._verification.results():
                if not self._note(found):
                    again.append(found.record)
        except errors.CatalogueError as error:
            raise Stopped(error) from error
        for record in again:
            now = self._ledger.record(record.bulk, record.place)
            if now is not None:
                with self._workspace.package_lock(now.package_id):
                    self._send(now)

    def _note(self, found: Verified) -> bool:
        """Note what was found of a record; return False where it has to be sent again."""
        record, result = found.record, found.result
        with self._workspace.package_lock(record.package_id):
            follow_draft(self._workspace, found.sent.changes, result)
        if result.verified and found.deleted:
            # a deletion leaves metadata_modified as it is, so the match did not notice it
            self._failed(record, errors.NotFound(tr("The record has been deleted.")))
        elif result.lost:
            self._lost[record.package_id] += 1
            lost = lost_by_server(self._workspace, record, found.sent.modified, result.package)
            if lost and self._lost[record.package_id] < _ATTEMPTS:
                return False
            self._overwritten(record, result.package)
        else:
            self._done(record, result.package, said=result.note)
        return True

    def _send(self, record: BulkRecord) -> None:
        try:
            self._attempts(record)
        except errors.NotSignedIn as error:
            self._stop(record, error)
        except SaveRefused as error:
            paths = {path_of(s, p): m for s, found in error.by_section.items() for p, m in found.items()}
            self._failed(record, error, paths)
        except errors.NotAuthorized as error:
            self._refused += 1
            if self._refused >= _REFUSED_IN_A_ROW or not self._still_signed_in():
                self._stop(record, error)
            self._failed(record, error)
        except NeedsRepair as error:
            self._failed(record, error)
        except errors.ServerFault as error:
            self._faults += 1
            if error.retry or self._faults >= _FAULTS_IN_A_ROW:
                self._stop(record, error)
            self._failed(record, error)
        except (errors.Offline, errors.Timeout) as error:
            self._stop(record, error)
        except NotArrived as error:
            self._stop(record, error.cause)
        except errors.Conflict as error:
            self._ledger.note_end(record, RecordState.CONFLICT, kind=error.kind, said=error.message)
        except errors.CatalogueError as error:
            self._failed(record, error)
        else:
            self._refused = self._faults = 0

    def _attempts(self, record: BulkRecord) -> None:
        """Try until the record is done, or cannot be."""
        fresh = record.state is RecordState.SENDING
        pauses = list(self._workspace.retry_pauses)
        conflicts = 0
        while True:
            try:
                return self._attempt(record, fresh=fresh)
            except errors.Conflict:
                conflicts += 1
                if conflicts >= _ATTEMPTS:
                    raise
            except (errors.Busy, errors.SearchDown) as error:
                asked = error.retry_after if isinstance(error, errors.Busy) else None
                if not self._pace.refused(asked) or not pauses:
                    raise
                pauses.pop(0)
                self._pace.wait(self._token)
            except (errors.Offline, errors.Timeout, NotArrived):
                if not pauses:
                    raise
                self._token.wait(pauses.pop(0))
                self._token.check()
            fresh = True

    def _attempt(self, record: BulkRecord, *, fresh: bool) -> None:
        workspace = self._workspace
        current = self._current(record, fresh=fresh)
        schema = workspace.schema_of(current)
        if current.get("state") == "deleted":
            raise errors.NotFound(tr("The record has been deleted."))
        stored = self._ledger.record(record.bulk, record.place) or record
        changes = RecordChanges(record.base, {s: dict(v) for s, v in record.fields.items()})
        merged = merge(schema, changes, current, reviewed=str(current.get("metadata_modified")))
        there = not isinstance(merged, MergeConflict) and merged.empty
        before = arrival(workspace, stored, current, there=there)  # it may have been sent already
        if before is Arrival.THERE and stored.entry is not None:
            workspace.store.journal.outcome(stored.entry, "verified")
            self._done(record, current)
            return
        if before is Arrival.OVERWRITTEN:
            overwritten.check_record(workspace, current)
            self._overwritten(stored, current)
            return
        if isinstance(merged, MergeConflict):
            self._conflict(record, merged)
            return
        if merged.empty:
            modified = str(current.get("metadata_modified") or "")
            self._ledger.note_end(record, RecordState.UNCHANGED, modified=modified)
            return
        plan(workspace, merged).check()
        overwritten.check_record(workspace, current)
        began = time.monotonic()

        def accepted(sent: Accepted) -> None:
            self._ledger.note_accepted(record, sent.modified)
            self._verification.add(record, sent)

        def begin(entry: int) -> None:
            self._ledger.note_sending(record, entry, str(merged.base.get("metadata_modified") or ""))

        result = submit(workspace, merged, undoes=record.undoes, began=begin, accepted=accepted)
        self._pace.took(time.monotonic() - began)
        follow_draft(workspace, merged, result)

    def _current(self, record: BulkRecord, *, fresh: bool) -> Mapping[str, Any]:
        """Return the record as it is now: as it is cached, where that is what the plan saw, because the server refuses
        what is sent if it has changed since."""
        if not fresh:
            seen = self._workspace.store.cache.records.get(record.package_id)
            modified = record.base.get("metadata_modified")
            if seen is not None and modified and seen.value.get("metadata_modified") == modified:
                found: Mapping[str, Any] = seen.value
                return found
        elif record.at and time.time() - record.at < _IN_FLIGHT and not self._is_answered(record):
            self._token.wait(self._workspace.profile.settle_seconds)
            self._token.check()
        return self._workspace.package(record.package_id)

    def _is_answered(self, record: BulkRecord) -> bool:
        found = self._workspace.store.journal.get(record.entry)
        return found is not None and not found.is_unanswered

    def _done(self, record: BulkRecord, package: Mapping[str, Any], *, said: str = "") -> None:
        modified = str(package.get("metadata_modified") or "")
        self._ledger.note_end(record, RecordState.DONE, modified=modified, said=said)

    def _conflict(self, record: BulkRecord, found: MergeConflict) -> None:
        problems: dict[str, list[str]] = {}
        for section, merged in found.merges.items():
            for conflict in merged.conflicts:
                said = tr("Someone else changed it to “{value}”.", value=_short(conflict.theirs))
                problems[path_of(section, conflict.field.name)] = [said]
        for resource in found.gone:
            problems[path_of(resource, "id")] = [tr("Someone else deleted this resource.")]
        said = tr("Someone else has changed the same fields since the plan was made. Nothing was sent.")
        self._ledger.note_end(record, RecordState.CONFLICT, kind="conflict", said=said, problems=problems)

    def _overwritten(self, record: BulkRecord, current: Mapping[str, Any]) -> None:
        """Report a record that someone has saved after it was sent: it stays as it is."""
        record = self._ledger.record(record.bulk, record.place) or record
        problems: dict[str, list[str]] = {}
        for section, field, value in other_values(self._workspace, record, current):
            said = tr("Someone else changed it to “{value}”.", value=_short(value))
            problems[path_of(section, field.name)] = [said]
        who = saved_by(self._workspace, current)
        said = tr("This record was saved by someone else after it was changed. Their values stay.")
        if who:
            said = tr("This record was saved by {name} after it was changed. Their values stay.", name=who)
        self._ledger.note_end(
            record, RecordState.CONFLICT, modified=record.modified, kind="conflict", said=said, problems=problems
        )

    def _failed(
        self,
        record: BulkRecord,
        error: errors.CatalogueError,
        problems: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._ledger.note_end(
            record, RecordState.FAILED, kind=error.kind, said=error.message, problems=problems or error.fields
        )

    def _stop(self, record: BulkRecord, error: errors.CatalogueError) -> None:
        """End the run; the record is tried again by the next one, and looked for first where it may have arrived."""
        now = self._ledger.record(record.bulk, record.place)
        if now is not None and now.state is not RecordState.SENDING:
            self._ledger.note_end(record, RecordState.WAITING, kind=error.kind, said=error.message)
        raise Stopped(error)

    def _still_signed_in(self) -> bool:
        try:
            return self._workspace.catalogue.account(self._workspace.user) is not None
        except errors.CatalogueError:
            return False


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 120 else text[:119] + "…"
