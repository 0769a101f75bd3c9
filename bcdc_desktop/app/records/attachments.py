"""Attachments: files that are sent with a record's other changes, stored in its draft by their path, not copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bcdc_desktop.catalogue.http import FileChanged, FileUnreachable
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, AttachedFile, RecordChanges
from bcdc_desktop.domain.values import is_empty
from bcdc_desktop.file_operations import absence
from bcdc_desktop.store.journal import JournalEntry
from bcdc_desktop.store.uploads import new_id
from bcdc_desktop.translation import tr

from ..workspace import Workspace

if TYPE_CHECKING:  # reading tables needs much that a draft does not
    from ..uploads.prepare import PreparedFile

SourceProblem = Literal["changed", "missing", "unreachable"]


def attach(path: Path, name: str = "") -> AttachedFile:
    """Return the file as it is now.

    Raises:
        OSError: it is not there or cannot be read.
    """
    status = path.stat()
    return AttachedFile(path, name or path.name, status.st_size, status.st_mtime_ns)


def source_problem(file: AttachedFile) -> SourceProblem | None:
    """Return why a file on this computer is not as it was chosen; None where it is. Looks at the disk."""
    try:
        now = attach(file.path)
    except OSError as error:
        return "missing" if absence(file.path, error) == "gone" else "unreachable"
    return None if (now.size, now.mtime_ns) == (file.size, file.mtime_ns) else "changed"


def source_problems(files: Mapping[str, AttachedFile]) -> dict[str, SourceProblem]:
    """Return which of the files are not as they were chosen: resource id -> what is wrong. Looks at the disk."""
    found = {section: source_problem(file) for section, file in files.items()}
    return {section: problem for section, problem in found.items() if problem is not None}


def require_unchanged(file: AttachedFile) -> None:
    """Refuse a file that is not as it was chosen.

    Raises:
        FileChanged: it was changed since, or is not there any more.
        FileUnreachable: it cannot be read at the moment.
    """
    problem = source_problem(file)
    if problem == "missing":
        raise FileChanged(tr("{file} no longer exists.", file=file.name), file.path)
    if problem == "unreachable":
        raise FileUnreachable(
            tr("{file} can't be reached: its drive or network share isn't available.", file=file.name), file.path
        )
    if problem == "changed":
        raise FileChanged(tr("{file} has changed since you added it.", file=file.name), file.path)


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a record's changes.

    Attributes:
        section: the resource's id; of our own making where it is ``new``.
        fields: those of the new resource, or those that change with the file in the old one.
    """

    section: str
    file: AttachedFile
    fields: Mapping[str, Any] = field(default_factory=dict)
    new: bool = True


@dataclass(frozen=True)
class AttachmentContext:
    """What is known of a record before files are put with its changes.

    Attributes:
        package: the record as it was last seen; one that is not on the server yet as its draft has it.
        files: those of its draft.
        budget: bytes that the files of one save may have together.
    """

    package: Mapping[str, Any]
    is_new: bool
    changes: int
    files: Mapping[str, AttachedFile]
    budget: int


def context_of(workspace: Workspace, package_id: str) -> AttachmentContext | None:
    """Return what is known of a record; None where nothing is. Makes no request."""
    draft, seen = workspace.store.drafts.get(package_id), workspace.store.cache.records.get(package_id)
    changes = draft.changes if draft is not None else None
    if changes is not None and changes.is_new:
        package: Mapping[str, Any] = {**changes.base, **changes.of(PACKAGE)}
    elif seen is not None:
        package = seen.value
    elif changes is not None:
        package = changes.base
    else:
        return None
    changes = changes or RecordChanges(package)
    return AttachmentContext(package, changes.is_new, changes.count, changes.files, workspace.batch_limit())


def that_fit(
    items: Sequence[PreparedFile], held: Iterable[AttachedFile], budget: int
) -> tuple[list[PreparedFile], list[PreparedFile]]:
    """Return the items that one save can include besides the files that its draft has already, and those that are too
    large for that: the upload queue sends them, one batch each.

    Args:
        held: the files of the draft; one that an item takes the place of is not counted twice.
        budget: bytes of all files of a save.
    """
    chosen = {item.path.absolute() for item in items}
    left = budget - sum(f.size for f in held if f.path.absolute() not in chosen)
    fit: list[PreparedFile] = []
    large: list[PreparedFile] = []
    for item in items:
        takes = item.size <= left
        (fit if takes else large).append(item)
        left -= item.size if takes else 0
    return fit, large


def attachments_of(
    items: Sequence[PreparedFile], held: Mapping[str, AttachedFile], sections: Mapping[Path, str] | None = None
) -> list[Attachment]:
    """Return the items as a draft takes them. A file that the draft holds for a new resource keeps that resource.

    Args:
        held: resource id -> its file, of the resources that the draft adds.
        sections: file -> id of the resource of the draft that it is meant for.
    """
    sections = {f.path.absolute(): section for section, f in held.items()} | dict(sections or {})
    found = []
    for item in items:
        file = AttachedFile(item.path.absolute(), item.file_name, item.size, item.mtime_ns)
        if item.what == "replace" and item.resource:
            found.append(Attachment(item.resource, file, dict(item.fields), new=False))
        elif item.what == "create":
            fields = {n: v for n, v in item.fields.items() if not is_empty(v)}
            found.append(Attachment(sections.get(file.path) or new_id(), file, fields))
    return found


def put_into(changes: RecordChanges, attachments: Sequence[Attachment]) -> None:
    """Put files into changes, in place: each as a new resource, or in place of a resource's file."""
    for attachment in attachments:
        section = attachment.section
        if attachment.new:
            changes.new_resources[section] = {**changes.new_resources.get(section, {}), **attachment.fields}
        else:  # it is no link to anywhere any more
            values = {**changes.of(section), **attachment.fields}
            changes.set(section, {n: v for n, v in values.items() if n != "url"})
        changes.files[section] = attachment.file


def attach_to_draft(workspace: Workspace, package: Mapping[str, Any], attachments: Sequence[Attachment]) -> None:
    """Put files into the draft of a record that is not on screen: all of them or none.

    Args:
        package: the record, the draft's base where there is none yet.

    Raises:
        StoreError: the disk refuses.
    """
    with workspace.store.work_transaction():
        draft = workspace.store.drafts.get(str(package["id"]))
        changes = draft.changes if draft is not None else RecordChanges(package)
        put_into(changes, attachments)
        workspace.store.drafts.put(changes)


def paths_of(workspace: Workspace, entry: JournalEntry) -> dict[str, str]:
    """Return resource id -> where its file was when it was sent, for the files that the entry sent. Only our own
    columns name places: what stands among the values may have come from a server."""
    known = {
        row.resource: row.path
        for row in workspace.store.uploads.rows(package=entry.package_id)
        if row.entry == entry.id
    }
    places = {**known, **entry.files}
    return {
        target: places[target]
        for target, values in entry.after.items()
        if isinstance(values, Mapping) and FILE in values and target in places
    }


def sent_file(workspace: Workspace, entry_id: int, resource: str) -> AttachedFile | None:
    """Return a file that an entry sent, to be sent again; None where it is not there any more, or has another size by
    now. Looks at the disk."""
    entry = workspace.store.journal.get(entry_id)
    path = Path(paths_of(workspace, entry).get(resource, "")) if entry is not None else Path()
    if entry is None or not path.is_absolute():
        return None
    stored = entry.stored.get(resource)
    size = Content.of(stored).size if stored else None
    try:
        file = attach(path, str(entry.after[resource][FILE]))
    except OSError:
        return None
    return file if size in (None, file.size) else None
