"""Copying records into a catalogue as planned: their files first, then each record by the ways of any other save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged
from bcdc_desktop.domain.content import FACTS, facts_of
from bcdc_desktop.domain.package import Resource
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, AttachedFile, RecordChanges, section_of
from bcdc_desktop.error_text import error_text
from bcdc_desktop.file_operations import discard, remove_folder
from bcdc_desktop.store.pairs import RecordPair
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..records.create import create_package
from ..records.delete import begin_whole, run_whole
from ..records.merge import Decisions, MergeConflict
from ..records.save import save
from ..records.submit import SubmitResult
from ..records.verify import NotCompared, same_content
from ..workspace import Workspace
from .plan import CopyPlan, PlannedCopy
from .source import FetchedFile, Source

_ATTEMPTS = 5  # of a save, where others keep changing other fields of the record
_RESOURCES_TOGETHER = 100  # of one save: what is sent beside the files of a form has a limit


class CopyState(StrEnum):
    """What came of one record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"  # the same was changed in the target since the last copy
    FAILED = "failed"


@dataclass(frozen=True)
class CopiedRecord:
    """What came of one record.

    Attributes:
        id, to: in the source, and in the target; empty where there is none.
        files: how many stored files were copied and compared byte by byte.
        kind, message, problems: why it failed, or the fields in conflict.
        notes: what else to know about it.
        conflict: what is to be decided, of a conflict.
    """

    id: str
    title: str
    state: CopyState
    to: str = ""
    files: int = 0
    kind: str = ""
    message: str = ""
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    conflict: MergeConflict | None = field(default=None, repr=False, compare=False)

    @property
    def decidable(self) -> bool:
        """Whether it is in conflict in fields alone, so that it can be decided field by field."""
        found = self.conflict
        return found is not None and bool(found.merges) and not found.gone and found.order is None


@dataclass(frozen=True)
class CopyDecision:
    """What was decided about a record in conflict: the values to store, and the ``metadata_modified`` of the record in
    the target that the decision was made upon."""

    values: Decisions
    reviewed: str


@dataclass
class CopyOutcome:
    """What came of a copy. ``stopped`` is why it ended before all records were tried; ``left`` are the ids of those."""

    records: list[CopiedRecord] = field(default_factory=list)
    stopped: errors.CatalogueError | None = None
    left: list[str] = field(default_factory=list)

    def of(self, *states: CopyState) -> list[CopiedRecord]:
        """Return the records with which this came out."""
        return [r for r in self.records if r.state in states]


class NotTheSame(errors.CatalogueError):
    """What the target serves is not byte for byte what the source has."""

    kind = "server_fault"


def run_copy(
    source: Source,
    target: Workspace,
    plan: CopyPlan,
    *,
    decided: Mapping[str, CopyDecision] | None = None,
    token: CancelToken | None = None,
    report: Report = silent,
) -> CopyOutcome:
    """Copy what was planned, one record after the other. What fails does not keep others from being copied, unless a
    catalogue cannot be reached at all.

    Args:
        decided: id of a record in the source -> what was decided about its conflicts.

    Raises:
        StoreError: this computer does not take what has to be remembered.
    """
    token = token or CancelToken()
    found = CopyOutcome()
    folder = target.store.cache_file.parent / "transfer" / uuid4().hex
    try:
        for number, planned in enumerate(plan.records):
            report(Progress(number, len(plan.records), planned.title))
            if token():
                found.left = [p.id for p in plan.records[number:]]
                return found
            copier = _Copier(source, target, planned, folder, token, (decided or {}).get(planned.id))
            try:
                found.records.append(copier.run())
            except errors.Cancelled:
                found.left = [p.id for p in plan.records[number:]]
                return found
            except (errors.Offline, errors.Timeout, errors.NotSignedIn, errors.ReadOnlyCatalogue) as error:
                found.records.append(_failed(planned, error, copier.made))
                found.stopped = error
                found.left = [p.id for p in plan.records[number + 1 :]]
                return found
            except errors.CatalogueError as error:
                found.records.append(_failed(planned, error, copier.made))
            except (FileChanged, OSError) as error:
                said = error_text(error)
                found.records.append(
                    CopiedRecord(planned.id, planned.title, CopyState.FAILED, copier.made, 0, "disk", said)
                )
        report(Progress(len(plan.records), len(plan.records)))
        return found
    finally:
        remove_folder(folder)


def _failed(planned: PlannedCopy, error: errors.CatalogueError, made: str) -> CopiedRecord:
    notes = [tr("The record was created, but not all of it was copied. To continue, copy it again and update it.")]
    return CopiedRecord(
        planned.id, planned.title, CopyState.FAILED, made, 0, error.kind, error.message, error.fields,
        notes if made else (),
    )  # fmt: skip


class _Copier:
    """Copies one record; ``made`` is the id of what was created, as soon as it was."""

    def __init__(
        self,
        source: Source,
        target: Workspace,
        planned: PlannedCopy,
        folder: Path,
        token: CancelToken,
        decision: CopyDecision | None,
    ) -> None:
        self._source = source
        self._target = target
        self._planned = planned
        self._folder = folder
        self._token = token
        self._decision = decision
        self._files: dict[str, FetchedFile] = {}  # by the id of the resource in the target
        self._sent: set[str] = set()  # ids in the target of the resources whose file was sent
        self._as_before: dict[str, str] = {}  # those whose file has the bytes that were copied last -> their digest
        self._base: Mapping[str, Any] | None = planned.pair.base if planned.pair is not None else None
        self._written = False
        self._notes: list[str] = []
        self.made = ""

    def run(self) -> CopiedRecord:
        planned = self._planned
        match planned.what:
            case "refused":
                assert planned.error is not None
                raise planned.error
            case "unchanged":
                to = str((planned.current or {}).get("id") or "")
                self._remember(planned.current or {}, planned.changes)
                return CopiedRecord(planned.id, planned.title, CopyState.UNCHANGED, to)
            case "create":
                return self._create()
            case _:
                return self._update()

    # files

    def _fetch(self) -> None:
        """Bring all files of the record to this computer before anything is sent: one that is gone leaves nothing
        half-done."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for wanted in self._planned.files:
            self._token.check()
            place = self._folder / uuid4().hex
            self._files[wanted.target] = self._source.fetch(
                self._planned.record, wanted.resource, place, self._token, silent
            )

    def _attached(self, target: str) -> AttachedFile:
        found = self._files[target]
        status = found.path.stat()
        return AttachedFile(found.path, found.name, found.size, status.st_mtime_ns, found.sha256)

    def _drop_files(self) -> None:
        for found in self._files.values():
            discard(found.path)

    def _compare(self, package: Mapping[str, Any]) -> None:
        """Compare what the save did not compare because it is large.

        Raises:
            NotTheSame: the target serves other bytes.
        """
        for target in self._sent:
            found, there = self._files[target], section_of(package, target)
            if found.size <= self._target.profile.verify_content_below or there is None:
                continue
            try:
                alike = same_content(self._target, Resource(there), found.size, found.sha256)
            except NotCompared as error:
                self._notes.append(f"{found.name}: {error.message}")
                continue
            if not alike:
                raise NotTheSame(tr("The copy of the file “{name}” differs from its source.", name=found.name))

    # a new record

    def _create(self) -> CopiedRecord:
        planned = self._planned
        assert planned.create is not None
        try:
            self._fetch()
            created = create_package(self._target, planned.create)
            self.made = str(created.package["id"])
            package = created.package
            self._remember(package)
            if planned.files:
                values = {r.id: dict(r.values) for r in planned.carried.resources}
                new = {planned.resources[i]: values[i] for i in planned.new}
                package = self._send(RecordChanges(package, new_resources=new))
            self._compare(package)
        finally:
            self._drop_files()
        notes = [note for note in (created.note, *self._notes) if note]
        return CopiedRecord(planned.id, planned.title, CopyState.CREATED, self.made, len(self._sent), notes=notes)

    # a record that is there

    def _update(self) -> CopiedRecord:
        planned = self._planned
        assert planned.changes is not None
        to = planned.changes.package_id
        try:
            self._fetch()
            self._drop_same_as_last()
            self._bring_back()
            package = self._send(planned.changes.copy())
            self._compare(package)
        except _InConflict as found:
            self._drop_files()
            return CopiedRecord(
                planned.id, planned.title, CopyState.CONFLICT, to, kind="conflict", message=found.message,
                problems=found.problems, conflict=found.conflict,
            )  # fmt: skip
        finally:
            self._drop_files()
        state = CopyState.UPDATED if self._written else CopyState.UNCHANGED
        return CopiedRecord(planned.id, planned.title, state, to, len(self._sent), notes=tuple(self._notes))

    def _bring_back(self) -> None:
        """Make a record active again that was deleted, before it is changed."""
        current = self._planned.current or {}
        if current.get("state") != "deleted":
            return
        package_id, states = str(current["id"]), ({"state": "deleted"}, {"state": "active"})
        entry = begin_whole(self._target, current, "package_patch", {PACKAGE: states[0]}, {PACKAGE: states[1]})
        with self._target.package_lock(package_id):
            run_whole(
                self._target, entry, package_id, "active",
                lambda: self._target.catalogue.patch_package(package_id, states[1]),
            )  # fmt: skip
        self._written = True

    def _drop_same_as_last(self) -> None:
        """Leave out the files that have the bytes that were copied last, whatever the source says of them."""
        last = self._planned.pair.resources if self._planned.pair is not None else {}
        known = {str(found["to"]): found.get("sha256") for found in last.values()}
        for target in [t for t, file in self._files.items() if file.sha256 == known.get(t)]:
            found = self._files.pop(target)
            self._as_before[target] = found.sha256
            discard(found.path)

    # sending

    def _send(self, changes: RecordChanges) -> Mapping[str, Any]:
        """Send changes with their files, in as few saves as the target takes; return the record as it is then.

        Raises:
            _InConflict: the same was changed in the target; nothing of this save was stored.
        """
        waiting = dict(changes.new_resources)
        groups = list(self._groups([*waiting, *(t for t in self._files if t not in waiting)]))
        order, changes.order = changes.order, None
        package: Mapping[str, Any] = changes.base
        for number, group in enumerate(groups or [[]]):
            part = changes if number == 0 else RecordChanges(package)
            part.new_resources = {i: waiting[i] for i in group if i in waiting}
            part.files = {i: self._attached(i) for i in group if i in self._files}
            if number == len(groups or [[]]) - 1:
                part.order = order
            package = self._save(part, group)
        return package

    def _save(self, part: RecordChanges, group: Sequence[str]) -> Mapping[str, Any]:
        try:
            done = self._merged(part)
        except errors.TooLarge:
            if len(part.files) < 2:
                raise
            half = len(group) // 2
            first = part.copy()
            first.new_resources = {i: v for i, v in part.new_resources.items() if i in group[:half]}
            first.files = {i: f for i, f in part.files.items() if i in group[:half]}
            first.order = None
            package = self._save(first, group[:half])
            rest = RecordChanges(package, order=part.order)
            rest.new_resources = {i: v for i, v in part.new_resources.items() if i in group[half:]}
            rest.files = {i: f for i, f in part.files.items() if i in group[half:]}
            return self._save(rest, group[half:])
        if isinstance(done, MergeConflict):
            raise _InConflict(done)
        lost = {s: names for s, names in done.lost.items() if names}
        if any(FILE in names for names in lost.values()):
            names = [self._files[s].name for s in lost if s in self._files]
            raise NotTheSame(tr("The copy of the file “{name}” differs from its source.", name=", ".join(names)))
        if done.note:
            self._notes.append(done.note)
        self._written = self._written or done.entry is not None
        self._sent |= {*part.files}
        self._remember(done.package, part)
        return done.package

    def _merged(self, part: RecordChanges) -> SubmitResult | MergeConflict:
        """Save, merged with whatever was changed in the target elsewhere in the record."""
        reviewed = str((self._planned.current or {}).get("metadata_modified") or "")
        values: Decisions | None = None
        if self._decision is not None:
            reviewed, values = self._decision.reviewed, self._decision.values
        for _attempt in range(_ATTEMPTS):
            done = save(
                self._target, part, decisions=values, reviewed=reviewed or None, beside_draft=True, token=self._token
            )
            if not isinstance(done, MergeConflict) or done.gone or done.order is not None:
                return done
            if any(merged.conflicts for merged in done.merges.values()):
                return done
            if any(section in part.deletions for section in done.merges):
                return done
            reviewed = str(done.current.get("metadata_modified") or "")
        return done

    def _groups(self, targets: Sequence[str]) -> Iterator[list[str]]:
        """Yield resources that are sent together, in their order."""
        budget, group, size = self._target.batch_limit(), list[str](), 0
        for target in targets:
            more = self._files[target].size if target in self._files else 0
            if group and (size + more > budget or len(group) >= _RESOURCES_TOGETHER):
                yield group
                group, size = [], 0
            group.append(target)
            size += more
        if group:
            yield group

    def _remember(self, package: Mapping[str, Any], sent: RecordChanges | None = None) -> None:
        """Remember what was copied so far: the next copy goes on from it.

        Args:
            package: the record in the target as it is now.
            sent: what was sent of it; None where all of it was.
        """
        if not self._source.remembers:
            return
        planned, last = self._planned, self._planned.pair
        before = dict(last.resources) if last is not None else {}
        self._base = base = package if self._base is None or sent is None else _based(self._base, package, sent)
        resources: dict[str, dict[str, Any]] = {}
        for resource in planned.carried.resources:
            target = planned.resources.get(resource.id)
            if target is None or section_of(base, target) is None:
                continue
            entry: dict[str, Any] = {"to": target, "values": dict(resource.values)}
            known = before.get(resource.id) or {}
            if resource.stored and target in self._sent:
                entry |= {"file": facts_of(resource.source), "sha256": self._files[target].sha256}
            elif resource.stored and target in self._as_before:
                entry |= {"file": facts_of(resource.source), "sha256": self._as_before[target]}
            elif resource.stored and "file" in known:
                entry |= {"file": known["file"], "sha256": known.get("sha256")}
            resources[resource.id] = entry
        self._target.store.pairs.put(
            RecordPair(
                self._source.catalogue, planned.id, str(package.get("id") or ""), dict(base),
                dict(planned.carried.values), resources,
            )
        )  # fmt: skip


def _based(before: Mapping[str, Any], now: Mapping[str, Any], sent: RecordChanges) -> dict[str, Any]:
    """Return the record that the next copy is compared with: as it was when last copied, with what was sent now.

    What others changed in the target since stays a change of theirs: it is not overwritten by a later copy.
    """

    def with_sent(there: Mapping[str, Any], section: str) -> dict[str, Any]:
        current = section_of(now, section) or {}
        names = set(sent.fields.get(section, {}))
        if "tag_string" in names:
            names |= {"tags", "num_tags"}
        if section in sent.files:
            names |= {*FACTS}
        return {**there, **{n: current[n] for n in names if n in current}}

    old = {str(r["id"]): r for r in before.get("resources") or ()}
    resources = [
        with_sent(old[i], i) if i in old else dict(r)
        for r in now.get("resources") or ()
        if (i := str(r["id"])) in old or i in sent.new_resources
    ]
    return {**with_sent(before, PACKAGE), "id": now.get("id"), "resources": resources}


class _InConflict(errors.CatalogueError):
    """The same was changed in the target since the last copy; nothing was sent."""

    kind = "conflict"

    def __init__(self, conflict: MergeConflict) -> None:
        self.conflict = conflict
        super().__init__(tr("The record was changed in the target since it was last copied. Nothing was sent."))
        said = tr("Changed in both catalogues.")
        found: dict[str, list[str]] = {}
        for section, merged in conflict.merges.items():
            prefix = f"resources/{section}/" if section else ""
            names = [c.field.name for c in merged.conflicts] or [c.name for c in merged.theirs]
            found.update({f"{prefix}{name}": [said] for name in names})
        found.update({f"resources/{gone}": [tr("It was deleted in the target.")] for gone in conflict.gone})
        if conflict.order is not None:
            found[ORDER] = [said]
        self.problems = found


def outcome_json(outcome: CopyOutcome) -> dict[str, Any]:
    """Return what came of a copy as the command line prints it; what cannot be carried over is added there."""
    done = outcome.of(CopyState.CREATED, CopyState.UPDATED)
    return {
        "copied": [
            {"id": r.id, "to": r.to, "created": r.state is CopyState.CREATED, "files": r.files, "title": r.title,
             "notes": list(r.notes)}
            for r in done
        ],
        "unchanged": [{"id": r.id, "to": r.to, "title": r.title} for r in outcome.of(CopyState.UNCHANGED)],
        "conflicts": [
            {"id": r.id, "to": r.to, "title": r.title, "fields": list(r.problems)}
            for r in outcome.of(CopyState.CONFLICT)
        ],
        "failed": [
            {"id": r.id, "to": r.to or None, "title": r.title, "kind": r.kind, "message": r.message,
             "fields": {path: list(said) for path, said in r.problems.items()}, "notes": list(r.notes)}
            for r in outcome.of(CopyState.FAILED)
        ],
        "left": list(outcome.left),
    }  # fmt: skip
