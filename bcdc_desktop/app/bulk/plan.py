"""Plan a bulk change: which values of which records would change, and what of it cannot be sent. Asks no server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any

from bcdc_desktop.domain.bulk_operations import Operation, ReplaceText, apply, rows_of
from bcdc_desktop.domain.bulk_plan import FORMAT, BulkPlan, PlannedProblem, PlannedRecord
from bcdc_desktop.domain.organization import OrganizationTree
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..records.merge import MergeConflict, merge
from ..records.plan import plan as plan_record
from ..workspace import Workspace
from .fields import bulk_schema
from .pattern import Expression

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_STEP = 50  # records that are read together, and between two reports


def plan_operations(
    workspace: Workspace,
    operations: Sequence[Operation],
    *,
    query: str = "",
    ids: Sequence[str] = (),
    token: CancelToken | None = None,
    report: Report = silent,
) -> BulkPlan:
    """Return what operations would change in the cached records that a search finds, or in those of these ids.

    Raises:
        PatternProblem: a regular expression makes a value too long.
        Cancelled: it was stopped.
    """
    search = PackageQuery(ids=tuple(ids)) if ids else PackageQuery(words=query)
    total = workspace.store.cache.lists.count(search)
    made = new_plan(workspace, query=query, operations=[o.as_json() for o in operations])
    token, read, known = token or CancelToken(), 0, Known.of(workspace)
    schemas: dict[str, DatasetSchema] = {}
    records = iter(workspace.store.cache.lists.packages(search))
    while batch := list(islice(records, _STEP)):
        token.check()
        for dataset_type in {str(record.get("type") or "") for record in batch} - schemas.keys():
            schemas[dataset_type] = bulk_schema(workspace, dataset_type or None)
        _prepare(schemas, operations, batch)
        for record in batch:
            changes = apply(operations, record, schemas[str(record.get("type") or "")])
            if changes.fields:
                made.records.append(planned(workspace, changes, known))
        read += len(batch)
        report(Progress(read, total))
    made.considered = total
    if total > read:
        one = tr("1 record was skipped because its text isn't on this computer. Sync first.")
        many = tr("{n} records were skipped because their text isn't on this computer. Sync first.", n=total - read)
        made.notes.append(one if total - read == 1 else many)
    return made


def _prepare(
    schemas: Mapping[str, DatasetSchema], operations: Sequence[Operation], records: Sequence[Mapping[str, Any]]
) -> None:
    """Have the texts of several records rewritten together."""
    for operation in operations:
        if isinstance(operation, ReplaceText) and isinstance(operation.rewrite, Expression):
            texts = (operation.texts(r, schemas[str(r.get("type") or "")]) for r in records)
            operation.rewrite.prepare(chain.from_iterable(texts))


def plan_changes(
    workspace: Workspace, edits: Iterable[RecordChanges], operations: list[dict[str, Any]], *, considered: int
) -> BulkPlan:
    """Return the plan of changes that were decided on some time ago, each upon the record as it is cached by now.

    What was changed in the same field since is a problem, and is not sent.

    Args:
        edits: each upon what was seen of the record then.
        considered: how many records were looked at.
    """
    made = new_plan(workspace, query="", operations=operations)
    made.considered, known = considered, Known.of(workspace)
    for edit in edits:
        seen = workspace.store.cache.records.get(edit.package_id)
        if seen is None or seen.value.get("id") != edit.package_id:
            title = edit.base.get("title") or edit.package_id
            made.notes.append(tr("“{title}” isn't on this computer, so it was left out.", title=title))
            continue
        found = _upon(workspace.schema_of(seen.value), edit, seen.value)
        if found.changes.empty:
            continue
        record = planned(workspace, found.changes, known)
        record.problems += found.problems
        made.records.append(record)
    return made


@dataclass(frozen=True)
class _Rebased:
    changes: RecordChanges
    problems: Sequence[PlannedProblem]


def _upon(schema: DatasetSchema, edit: RecordChanges, current: Mapping[str, Any]) -> _Rebased:
    """Return changes upon the record as it is now; what was changed on both sides is mine, with a problem."""
    reviewed = str(current.get("metadata_modified"))
    found = merge(schema, edit, current, reviewed=reviewed)
    if not isinstance(found, MergeConflict):
        return _Rebased(found, ())
    for gone in found.gone:
        edit = edit.without(gone)
    decisions = {s: {c.field.name: c.mine for c in m.conflicts} for s, m in found.merges.items()}
    said = tr("Someone else has changed this since.")
    problems = [PlannedProblem(s, n, said) for s, fields in decisions.items() for n in fields]
    again = merge(schema, edit, current, decisions, reviewed=reviewed)
    return _Rebased(RecordChanges(current), ()) if isinstance(again, MergeConflict) else _Rebased(again, problems)


def new_plan(workspace: Workspace, *, query: str, operations: list[dict[str, Any]]) -> BulkPlan:
    """Return a plan without records, for this catalogue and user."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return BulkPlan(FORMAT, 1, workspace.profile.identity, workspace.user, now, query, operations, 0, [])


@dataclass(frozen=True)
class Known:
    """What values are checked against that no schema says: organizations, the ids of licences, and where the user may
    write, as last seen."""

    tree: OrganizationTree
    licences: frozenset[str]
    may_write_everywhere: bool  # also where it is not known

    @classmethod
    def of(cls, workspace: Workspace) -> Known:
        """Return what is known of a catalogue."""
        account = workspace.account() if workspace.catalogue.has_key else None
        everywhere = account is None or account.sysadmin
        return cls(workspace.tree(), frozenset(str(row["id"]) for row in workspace.licences()), everywhere)

    def problems(self, schema: DatasetSchema, record: PlannedRecord) -> Iterator[PlannedProblem]:
        """Yield new values that name no licence or organization, as not every catalogue refuses them; and that the user
        may not change the record."""
        owner = self.tree.get(record.organization)
        if owner is not None and not self.may_write_everywhere and not self.tree.may_write(owner.id):
            said = tr("You can't edit the records of {organization}.", organization=owner.title or owner.name)
            yield PlannedProblem(PACKAGE, "owner_org", said, "not_authorized")
        for change in record.changes:
            of = schema.dataset_field(change.field) if change.target == PACKAGE else schema.resource_field(change.field)
            if of is None:
                continue
            for path, message in self._wrong(of, change.before, change.after):
                yield PlannedProblem(change.target, path, message)

    def _wrong(self, of: Field, before: Any, after: Any) -> Iterator[tuple[str, str]]:
        if of.subfields:
            inner = [s for s in of.subfields if s.kind in (FieldKind.LICENCE, FieldKind.ORGANIZATION)]
            old = rows_of(before, of) if inner else []
            for number, row in enumerate(rows_of(after, of) if inner else ()):
                for sub in inner:
                    said = self._unknown(sub, row.get(sub.name))
                    if said and not any(r.get(sub.name) == row.get(sub.name) for r in old):
                        yield f"{of.name}/{number}/{sub.name}", said
        elif before != after and (said := self._unknown(of, after)):
            yield of.name, said

    def _unknown(self, of: Field, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            return ""
        if (of.kind is FieldKind.LICENCE or of.name == "license_id") and self.licences and value not in self.licences:
            return tr("There is no licence “{name}”.", name=value)
        is_organization = of.kind is FieldKind.ORGANIZATION or of.name == "owner_org"
        # one that is newer than the last synchronization is known by its id alone
        if is_organization and self.tree.get(value) is None and not _ID.fullmatch(value):
            return tr("There is no organization “{name}”.", name=value)
        return ""


def planned(workspace: Workspace, changes: RecordChanges, known: Known) -> PlannedRecord:
    """Return the plan for one record, checked against the schema and the user's rights as known here."""
    preview = plan_record(workspace, changes, tree=known.tree)
    record = PlannedRecord.of(changes, preview.differences)
    record.note_problems(preview.problems)
    record.problems += known.problems(workspace.schema_of(changes.base), record)
    return record


def check_again(workspace: Workspace, records: Iterable[PlannedRecord]) -> None:
    """Check records of a plan again, after they were edited or read from a file. One that is cached in another version
    than the plan saw is checked when it is sent."""
    known = Known.of(workspace)
    for record in records:
        base = cached(workspace, record)
        if base is not None and record.included:
            record.note_problems(plan_record(workspace, record.record_changes(base), tree=known.tree).problems)
            record.problems += known.problems(workspace.schema_of(base), record)


def cached(workspace: Workspace, record: PlannedRecord) -> Mapping[str, Any] | None:
    """Return the record as the plan saw it, whole, where it is cached in that version."""
    seen = workspace.store.cache.records.get(record.id)
    if seen is None or seen.value.get("id") != record.id:
        return None
    found: Mapping[str, Any] = seen.value
    return found if str(found.get("metadata_modified")) == record.modified else None
