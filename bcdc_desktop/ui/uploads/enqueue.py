"""From a complete sheet to rows in the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bcdc_desktop.app.uploads.prepare import PreparedFile, confirm
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.store.events import Changed
from bcdc_desktop.store.uploads import State

_REFUSED = (State.FAILED, State.ATTENTION, State.CANCELLED)


def enqueue(
    workspace: Workspace,
    package: Mapping[str, Any],
    items: Sequence[PreparedFile],
    sheet_id: str,
    instead_of: Sequence[str] = (),
) -> Callable[[], list[str]]:
    """What puts the items into the queue and ends the kept sheet, both or neither; answers the ids of the rows.

    ``instead_of`` are rows that were refused, and go when the new ones come. For a worker. It raises, and nothing is
    stored then:
        ValueError: a file is not the one that was read, an item is not complete, or a row that was refused is not so
            any more.
        OSError: a file is gone.
        StoreError: the disk refuses.
    """

    def work() -> list[str]:
        for item in items:
            status = item.path.stat()
            if (status.st_size, status.st_mtime_ns) != (item.size, item.mtime_ns):
                raise ValueError(f"{item.file_name} was changed since it was read.")
        uploads = workspace.store.uploads
        with workspace.store.work_transaction():
            for old in filter(None, map(uploads.get, instead_of)):
                if old.state not in _REFUSED:
                    raise ValueError(f"{old.file_name} was sent again meanwhile; see the uploads.")
            uploads.remove(instead_of)
            rows = confirm(workspace, package, items)
            workspace.store.sheets.remove(sheet_id)
        workspace.store.bus.publish(Changed("uploads"))  # told within the transaction, nobody could see the rows yet
        return [row.id for row in rows]

    return work
