"""From a complete sheet to rows in the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bcdc_desktop.store.events import Changed
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.uploads.prepare import Item, confirm


def confirming(desk: Desk, package: Mapping[str, Any], items: Sequence[Item], sheet_id: str) -> Callable[[], list[str]]:
    """What puts the items into the queue and ends the kept sheet, both or neither; answers the ids of the rows.

    For a worker. It raises, and nothing is stored then:
        ValueError: a file is not the one that was read, or an item is not complete.
        OSError: a file is gone.
        StoreError: the disk refuses.
    """

    def work() -> list[str]:
        for item in items:
            status = item.path.stat()
            if (status.st_size, status.st_mtime_ns) != (item.size, item.mtime_ns):
                raise ValueError(f"{item.file_name} was changed since it was read.")
        with desk.store.work_transaction():
            rows = confirm(desk, package, items)
            desk.store.sheets.remove(sheet_id)
        desk.store.bus.publish(Changed("uploads"))  # told within the transaction, nobody could see the rows yet
        return [row.id for row in rows]

    return work
