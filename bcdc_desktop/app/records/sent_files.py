"""The source files, on this computer, of uploads and attachments that were sent from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import FILE, AttachedFile
from bcdc_desktop.store.journal import JournalEntry

from ..workspace import Workspace


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
