"""The one way in which a record is changed on the server: journal, one ``package_revise``, classify, verify, journal.

Saves, uploads, undos and moves between publish states come through here; so will a bulk change. A new record is made by
``create`` first, with the same table of ``FAILURES``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.http import FileChanged, FilePart, FileUnreachable
from bcdc_desktop.catalogue.revise import FORM_LIMIT, Revision, tags_value
from bcdc_desktop.domain.changes import Change
from bcdc_desktop.domain.content import facts_of, media_type
from bcdc_desktop.domain.package import Package, Resource
from bcdc_desktop.domain.record_changes import (
    FILE,
    ORDER,
    PACKAGE,
    AttachedFile,
    Differences,
    RecordChanges,
    resource_ids,
    section_of,
)
from bcdc_desktop.domain.schema import DatasetSchema, Field, FieldKind, without_own_names
from bcdc_desktop.domain.values import is_empty, read_value, split_tags, to_wire
from bcdc_desktop.store.journal import Outcome
from bcdc_desktop.store.uploads import State
from bcdc_desktop.translation import tr

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace
from . import copies, overwritten
from .plan import NeedsRepair, SaveRefused, needs_repair, require_sound
from .verify import Missing, missing

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FailureOutcome:
    """What becomes of a write that failed.

    Attributes:
        journal: the outcome that is journalled while nothing more is known.
        certain: whether nothing was stored, for sure; where not, the record tells.
        row: the state of an upload's row.
    """

    journal: Outcome
    certain: bool
    row: State


_REFUSED = FailureOutcome("refused", certain=True, row=State.FAILED)
_NO_ANSWER = FailureOutcome("unknown", certain=False, row=State.VERIFYING)
FAILURES: tuple[tuple[type[Exception], FailureOutcome], ...] = (
    (FileUnreachable, FailureOutcome("refused", certain=True, row=State.WAITING)),
    (FileChanged, FailureOutcome("refused", certain=True, row=State.ATTENTION)),
    (errors.Cancelled, FailureOutcome("refused", certain=True, row=State.WAITING)),
    (errors.NotSignedIn, FailureOutcome("refused", certain=True, row=State.WAITING)),
    (errors.RateLimited, FailureOutcome("refused", certain=True, row=State.WAITING)),
    (errors.Offline, _NO_ANSWER),
    (errors.Timeout, _NO_ANSWER),
    (errors.Busy, _NO_ANSWER),
    (NeedsRepair, _REFUSED),
    (errors.ServerFault, FailureOutcome("unknown", certain=False, row=State.FAILED)),  # it may fail after it acted
    (errors.CatalogueError, _REFUSED),
)
"""The first that fits counts. Once all bytes have left, a cancelled write is without an answer too."""


def classify(error: Exception, *, all_sent: bool = False) -> FailureOutcome:
    """Return what becomes of a write that ended with this error.

    Args:
        all_sent: whether all bytes had left before.
    """
    if isinstance(error, errors.Cancelled) and all_sent:
        return _NO_ANSWER
    return next(failure for kind, failure in FAILURES if isinstance(error, kind))


class NotArrived(Exception):
    """The connection broke, and the record is as it was: trying once more changes nothing twice."""

    def __init__(self, cause: errors.CatalogueError) -> None:
        super().__init__(cause.message)
        self.cause = cause


def not_verified() -> str:
    """Return the sentence that nobody could look at what was saved."""
    return tr("It was saved, but could not be verified because the catalogue did not answer.")


class Transfer:
    """How far the files of a submit are, and whether to stop. What was sent in full is not stopped any more: nobody
    could say then whether it is stored."""

    def __init__(self, token: CancelToken | None = None, report: Report = silent) -> None:
        self.token = token or CancelToken()
        self.all_sent = False
        self._report = report

    def moved(self, done: int, total: int) -> None:
        """Hear that bytes were sent, of so many in all."""
        self.all_sent = done >= total
        self._report(Progress(done, total, bytes=True))

    def stopped(self) -> bool:
        """Return whether to stop here."""
        return self.token() and not self.all_sent

    def pause(self, seconds: float) -> None:
        """Wait before another attempt.

        Raises:
            Cancelled: it was asked to stop.
        """
        self.token.wait(seconds)
        self.token.check()


@dataclass(frozen=True)
class SubmitResult:
    """Changes that are on the server.

    Attributes:
        package: the record as it was seen there afterwards, or as it should be where the catalogue did not answer.
        changes: section -> changed fields that were sent.
        entry: the journal's number; None where nothing had to be sent.
        lost: what was overwritten right away by somebody else: section -> fields.
        altered: what the server stored in another form than it was sent, such as a date without its time of day:
            section -> fields. No one else saved the record since.
        verified: whether ``package`` was seen on the server.
    """

    package: Mapping[str, Any]
    changes: Differences
    entry: int | None = None
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    verified: bool = True
    note: str = ""
    altered: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def gone(self) -> list[str]:
        """Resources that were saved and are not in the record any more: someone deleted them right away."""
        return [section for section in self.lost if section_of(self.package, section) is None]


@dataclass(frozen=True)
class Accepted:
    """Changes that the server has accepted, before anyone looked at the record.

    Attributes:
        differences: section -> changed fields that were sent.
        entry: the journal's number.
        modified: the record's new ``metadata_modified``, where the server has said it.
        digests: resource id -> SHA-256 of the file that was sent for it; None where it was not sent whole.
    """

    changes: RecordChanges
    differences: Differences
    entry: int
    modified: str = ""
    digests: Mapping[str, str | None] = field(default_factory=dict)


def submit(
    workspace: Workspace,
    changes: RecordChanges,
    *,
    match: bool = True,
    verify_now: bool = True,
    accepted: Callable[[Accepted], object] | None = None,
    undoes: int | None = None,
    kept_copies: Mapping[str, str] | None = None,
    began: Callable[[int], object] = lambda _entry: None,
    parts: Mapping[str, FilePart] | None = None,
    transfer: Transfer | None = None,
) -> SubmitResult:
    """Send changes as one ``package_revise`` that happens whole or not at all. Holds no lock: the caller does.

    Args:
        changes: upon the record as it is on the server (``merge``); without ``match``, upon what is known of it.
        match: refuse the write where the record has changed since ``changes.base`` was read.
        verify_now: look at the record afterwards, and where the answer was lost; otherwise the caller does, later.
        accepted: hears what was accepted, and verifies it later (``verify_accepted``): the record is looked at here
            only where the answer was lost.
        undoes: the journal's entry that this undoes.
        kept_copies: resource id -> copy of a file that is replaced; where None they are made here.
        began: hears the number of the journal's entry before anything is sent.
        parts: the files as they are streamed, where the caller wants to know how far each is.

    Raises:
        ReadOnlyCatalogue: the catalogue lacks ``package_revise``.
        NeedsRepair: CKAN could not save the record as it is; nothing was sent.
        SaveRefused: the server refuses values; nothing was stored.
        Conflict: the record changed since; nothing was stored.
        NotArrived: the connection broke, and the record is as it was (with ``verify_now``).
        FileChanged: a file is not the one that was chosen any more; nothing was stored.
        Cancelled: it was stopped.
        CatalogueError: see ``classify``.
    """
    require_sound(workspace, changes.base if match else _as_known(workspace, changes.package_id))
    schema, transfer = workspace.schema_of(changes.base), transfer or Transfer()
    differences = changes.differences(schema)
    if kept_copies is None:
        kept_copies = copies.keep(workspace, changes.base, [*changes.deletions, *changes.replaced(differences)])
    revision = to_revision(changes, differences, schema, match=match)
    revision.files = dict(parts) if parts is not None else _parts(changes.files)
    entry = _begin(workspace, changes, differences, kept_copies)
    if undoes is not None:
        workspace.store.overwritten.note_undo(entry, undoes)
    began(entry)
    last_seen: list[Mapping[str, Any]] = []

    def write() -> str:
        with workspace.catalogue.cancellable(transfer.stopped if changes.files else None):
            return workspace.catalogue.revise(revision, progress=transfer.moved if changes.files else None)

    def not_there(seen: Mapping[str, Any]) -> Missing:
        return missing(workspace, changes, differences, seen, {i: part.sha256 for i, part in revision.files.items()})

    def is_stored() -> bool | None:
        seen = _read_back(workspace, changes.package_id)
        if seen is None:
            return None
        last_seen.append(seen)
        if not not_there(seen):
            return True
        # once someone else has saved the record, it may have been there before that
        return None if match and seen.get("metadata_modified") != changes.base.get("metadata_modified") else False

    try:
        modified = guarded(
            workspace, entry, write, is_stored, look_at_once=verify_now, all_sent=lambda: transfer.all_sent
        )
    except errors.Invalid as error:
        raise refusal(error, revision, changes) from None
    except errors.TooLarge:
        _learn_limit(workspace, revision)
        raise
    except errors.Offline as error:
        as_before = [r for r in last_seen if r.get("metadata_modified") == changes.base.get("metadata_modified")]
        if verify_now and as_before:
            raise NotArrived(error) from None
        raise
    forget_uploads(workspace, changes.deletions)
    if not verify_now:
        if modified:  # what the record says at this moment and no later one is the server's own way of writing
            workspace.store.journal.note_stored(entry, {PACKAGE: {"metadata_modified": modified}})
        return SubmitResult(changes.base, differences, entry, verified=False)
    digests = {i: part.sha256 for i, part in revision.files.items()}
    if modified is None:  # the answer was lost, and all of it was there then
        modified = str(last_seen[-1].get("metadata_modified") or "")
    sent = Accepted(changes, differences, entry, modified, digests)
    if accepted is not None:
        workspace.store.cache.records.put([applied(changes, differences, changes.base)])
        accepted(sent)
        return SubmitResult(changes.base, differences, entry, verified=False)
    return verify_accepted(workspace, sent, _read_back(workspace, changes.package_id))


def verify_accepted(workspace: Workspace, sent: Accepted, seen: Mapping[str, Any] | None) -> SubmitResult:
    """Note what of accepted changes is on the server.

    Args:
        seen: the record as it was read since; None where the catalogue did not answer.
    """
    changes, differences, entry, modified = sent.changes, sent.differences, sent.entry, sent.modified
    if seen is None:
        expected = applied(changes, differences, changes.base)
        workspace.store.cache.records.put([expected])
        return SubmitResult(expected, differences, entry, verified=False, note=not_verified())
    lost = missing(workspace, changes, differences, seen, sent.digests)
    altered = _altered(differences, lost) if modified and modified == seen.get("metadata_modified") else {}
    lost = {s: left for s, names in lost.items() if (left := [n for n in names if n not in altered.get(s, {})])}
    there = {i: section_of(seen, i) for i in changes.files if FILE not in lost.get(i, ())}
    # which file it is that we stored, so that another one in its place is noticed later; and what became of values
    stored = {i: facts_of(r) for i, r in there.items() if r is not None}
    for section, fields in altered.items():
        values = {name: read_value(section_of(seen, section) or {}, f) for name, f in fields.items()}
        stored[section] = {**stored.get(section, {}), **values}
    workspace.store.journal.note_stored(entry, stored)
    workspace.store.journal.outcome(
        entry, "lost" if lost else "verified", ", ".join(f for names in lost.values() for f in names)
    )
    overwritten.check_record(workspace, seen)
    labels = ", ".join(f.label for fields in altered.values() for f in fields.values())
    said = tr("The catalogue stored these values in another form: {fields}.", fields=labels) if altered else ""
    return SubmitResult(seen, differences, entry, lost, note=said, altered={s: list(f) for s, f in altered.items()})


def _as_known(workspace: Workspace, package_id: str) -> Mapping[str, Any]:
    """Return a record as it was seen last; as the server has it, where it needed repair then."""
    seen = workspace.store.cache.records.get(package_id)
    if seen is None or not needs_repair(workspace, seen.value):
        return {}
    return workspace.package(package_id)


def _altered(differences: Differences, lost: Missing) -> dict[str, dict[str, Field]]:
    """Return the fields, of those that are not there as they were sent, that have a value: section -> name -> field."""
    return {
        section: found
        for section, changes in differences.items()
        if (found := {c.name: c.field for c in changes if c.name in lost.get(section, ())})
    }


def _begin(
    workspace: Workspace, changes: RecordChanges, differences: Differences, kept_copies: Mapping[str, str]
) -> int:
    before, after = for_journal(changes, differences)
    return workspace.store.journal.begin(
        user=workspace.user,
        action="package_revise",
        package_id=changes.package_id,
        title=Package(changes.base).title,
        before=before,
        after=after,
        files={i: str(f.path.absolute()) for i, f in changes.files.items()},
        copies={i: place for i, place in kept_copies.items() if i in after and place},
    )


T = TypeVar("T")


def guarded(
    workspace: Workspace,
    entry: int,
    write: Callable[[], T],
    is_stored: Callable[[], bool | None],
    *,
    look_at_once: bool = True,
    all_sent: Callable[[], bool] = lambda: False,
) -> T | None:
    """Run a write that is in the journal, find out what a failure has left on the server, and journal the outcome.

    Args:
        is_stored: asks the server whether the write is there; None where it could not be asked, or cannot tell.
        look_at_once: ask also where the network is at fault; else the caller does, later.
        all_sent: whether all bytes of its files have left.

    Returns:
        The write's answer; None where that was lost, and the write is there all the same.

    Raises:
        CatalogueError, Cancelled, FileChanged: as the write did; it is not there, or nobody knows (see ``FAILURES``).
    """
    outcome = workspace.store.journal.outcome
    try:
        answer = write()
    except (errors.CatalogueError, errors.Cancelled, FileChanged) as error:
        failure = classify(error, all_sent=all_sent())
        said = "stopped" if isinstance(error, errors.Cancelled) else getattr(error, "message", str(error))
        ask = not failure.certain and (look_at_once or failure.row is State.FAILED)
        there = is_stored() if ask else None
        if not there:
            outcome(entry, failure.journal if there is None else "refused", said)
            raise
        outcome(entry, "done", said)
        return None
    outcome(entry, "done")
    return answer


def _learn_limit(workspace: Workspace, revision: Revision) -> None:
    """Several files together may pass one by one: a proxy limits the whole body."""
    if len(revision.files) > 1:
        workspace.learn_budget(revision.size // 2)
    elif revision.files and revision.form_size() <= FORM_LIMIT // 2:  # else it may be the fields that are too many
        (file,) = revision.files.values()
        workspace.learn_limit(revision.size, file.name)


def refusal(error: errors.Invalid, revision: Revision, changes: RecordChanges) -> SaveRefused:
    """Return the server's refusal with its messages at the sections that they concern."""
    sections = [*changes.sections, *changes.new_resources]
    by_section: dict[str, dict[str, list[str]]] = {}
    others: list[str] = []
    names = {str(r["id"]): r.get("name") for r in [*revision.seen, *revision.new_resources]}
    for index, resource in enumerate(_aligned(error, revision)):
        paths = error.of_resource(index)
        if paths and resource in sections:
            by_section[resource] = paths
        else:
            others += [f"{names.get(resource)}: {p}: {' '.join(m)}" for p, m in paths.items()]
    own = PACKAGE if PACKAGE in sections or not sections else sections[0]
    for path, messages in error.of_package().items():
        by_section.setdefault(own, {})["tag_string" if path.startswith("tags") else path] = messages
    message = error.message
    if others:
        reasons = "; ".join(others[:3])
        message = tr("Another part of this record keeps it from being saved: {reasons}", reasons=reasons)
    return SaveRefused(message, by_section, detail=error.detail)


def _aligned(error: errors.Invalid, revision: Revision) -> list[str]:
    """Return the ids that the server's messages for resources belong to. Without a match others may have added some
    meanwhile: what is new here stands at the end all the same.
    """
    ids, listed = revision.resulting_ids(), error.error_dict.get("resources")
    if revision.metadata_modified or not isinstance(listed, list) or len(listed) == len(ids):
        return ids
    new = [str(r["id"]) for r in revision.new_resources]
    old = ids[: len(ids) - len(new)][: max(0, len(listed) - len(new))]
    return old + [""] * (len(listed) - len(new) - len(old)) + new


def forget_uploads(workspace: Workspace, deletions: Sequence[str]) -> None:
    """Forget uploads of resources that were deleted on purpose: a later check must not miss and send them again."""
    done = workspace.store.uploads.rows(states=(State.DONE,)) if deletions else []
    workspace.store.uploads.remove([row.id for row in done if row.resource in deletions])


def _read_back(workspace: Workspace, package_id: str) -> dict[str, Any] | None:
    """Return the record as it is now; None when the catalogue does not answer."""
    try:
        return workspace.package(package_id)
    except errors.CatalogueError as error:
        _log.info("could not look at %s after writing: %s", package_id, error.message)
        return None


# what goes over the wire, and into the journal


def to_revision(changes: RecordChanges, differences: Differences, schema: DatasetSchema, *, match: bool) -> Revision:
    """Return the changes as the arguments of one ``package_revise``, without the files' bytes."""
    base = changes.base
    revision = Revision(
        changes.package_id,
        metadata_modified=str(base.get("metadata_modified") or "") if match else None,
        seen=list(base.get("resources") or ()),
        deletions=list(changes.deletions),
        order=list(changes.order or ()),
    )
    restated = _restated(base, schema) if match else {}  # without a match they may be others by now
    revision.fields = {**restated, **wire_fields(differences.get(PACKAGE, ()))}
    for resource in dict.fromkeys(s for s in [*changes.fields, *changes.files] if s and s not in changes.deletions):
        if resource not in changes.new_resources:
            found, file = differences.get(resource, ()), changes.files.get(resource)
            fields = {**wire_fields(found), **_as_link(section_of(base, resource) or {}, found, file)}
            revision.resources[resource] = fields | (_media_type(file) if file else {})
    for resource in changes.new_resources:
        # what is empty is left out
        filled = (c for c in differences.get(resource, ()) if not is_empty(c.after, c.field))
        revision.new_resources.append({**wire_fields(filled), "id": resource})
    return revision


def _restated(base: Mapping[str, Any], schema: DatasetSchema) -> dict[str, Any]:
    """Return choices that are no texts, as the schema has them. CKAN before 2.12 keeps the fields of a schema as texts
    and checks all of them with every change: it would refuse the text that it keeps (``scheming_choices``)."""
    found = {}
    for of in schema.dataset_fields:
        kept = base.get(of.name)
        if of.kind is FieldKind.CHOICE and isinstance(kept, str) and not isinstance(wire := to_wire(kept, of), str):
            found[of.name] = wire
    return found


def wire_value(schema_field: Field, value: Any) -> tuple[str, Any]:
    """Return the key and the value as ``package_revise`` takes them."""
    if schema_field.kind is FieldKind.TAGS:
        return "tags", tags_value(split_tags(value))
    return schema_field.name, to_wire(value, schema_field)


def wire_fields(differences: Iterable[Change]) -> dict[str, Any]:
    """Return changed fields as ``package_revise`` takes them."""
    return dict(wire_value(c.field, c.after) for c in differences)


def _as_link(now: Mapping[str, Any], found: Sequence[Change], file: AttachedFile | None) -> dict[str, Any]:
    """With ``url_type`` left as it is, CKAN takes a new address for the name of an uploaded file."""
    if file is None and now.get("url_type") == "upload" and any(c.name == "url" for c in found):
        return {"url_type": ""}
    return {}


def _media_type(file: AttachedFile) -> dict[str, Any]:
    """Return what is sent with a file that takes the place of another: CKAN would keep the old one's type."""
    kind = media_type(file.name)
    return {"mimetype": kind} if kind else {}


def _parts(files: Mapping[str, AttachedFile]) -> dict[str, FilePart]:
    return {i: file_part(f) for i, f in files.items()}


def file_part(file: AttachedFile) -> FilePart:
    """Return a file as it is streamed, read once."""
    return FilePart(file.path, file.name, file.size, file.mtime_ns, file.sha256, file.fingerprint)


def applied(changes: RecordChanges, differences: Differences, package: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the changes make of a state of the record, for when nobody could look at it.

    Its ``metadata_modified`` is that of before, so that whoever reads the record next takes it for changed.
    """

    def with_changes(record: Mapping[str, Any], section: str) -> dict[str, Any]:
        out = dict(record)
        for change in differences.get(section, ()):
            key, value = wire_value(change.field, change.after)
            out.pop(change.name, None)
            out[key] = value
        if (file := changes.files.get(section)) is not None:
            out |= {"url": file.name, "url_type": "upload", "size": file.size, "last_modified": None}
        elif any(c.name == "url" for c in differences.get(section, ())):
            out["url_type"] = ""
        return out

    there = {str(r["id"]): r for r in package.get("resources") or () if r["id"] not in changes.deletions}
    there |= {i: {"id": i, "package_id": package["id"]} for i in changes.new_resources}
    order = [i for i in changes.order or () if i in there]
    resources = [with_changes(there[i], i) for i in [*order, *(i for i in there if i not in order)]]
    return {**with_changes(package, PACKAGE), "resources": resources}


def for_journal(changes: RecordChanges, differences: Differences) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return before and after by section. A new resource has no *before*, a deleted one no *after* (None)."""
    base = changes.base
    there = {PACKAGE, *resource_ids(base)}
    before: dict[str, Any] = {s: {c.name: c.before for c in found} for s, found in differences.items() if s in there}
    after: dict[str, Any] = {s: {c.name: c.after for c in found} for s, found in differences.items()}
    for resource in changes.new_resources:
        after.setdefault(resource, {})
    for resource, file in changes.files.items():
        after.setdefault(resource, {})[FILE] = file.name
    for resource in changes.replaced(differences):
        was = Resource(section_of(base, resource) or {})
        before.setdefault(resource, {}).update({FILE: was.file_name} if was.uploaded else {"url": was.url})
    for resource in changes.deletions:
        before[resource] = without_own_names(section_of(base, resource) or {})
        after[resource] = None
    if changes.order:
        before.setdefault(PACKAGE, {})[ORDER] = resource_ids(base)
        after.setdefault(PACKAGE, {})[ORDER] = list(changes.order)
    return before, after
