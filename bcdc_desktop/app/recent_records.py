"""The records that were opened last, for lists that the desktop keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.record_link import record_link
from bcdc_desktop.store.search.index import PackageQuery

MOST = 8
_TITLE = 100  # characters


@dataclass(frozen=True)
class RecentRecord:
    """A record as such a list shows it: its title in one line, the link that opens it, when it was opened (seconds)."""

    title: str
    link: str
    opened: float


def recent_records(workspace: Workspace, removed: Mapping[str, float]) -> list[RecentRecord]:
    """Return the records that were opened last; none of the practice catalogue, whose address is another each time.

    Args:
        removed: links that the user took out of the list, with when the record had been opened then.
    """
    profile = workspace.profile
    if profile.role == "practice":
        return []
    query = PackageQuery(words="is:recent", sort="opened", descending=True)
    rows = [row for row in workspace.store.cache.lists.rows(query, limit=4 * MOST) if row.name and row.opened]
    found = [
        RecentRecord(
            " ".join(row.title.split())[:_TITLE] or row.name, record_link(profile, row.name), row.opened or 0.0
        )
        for row in rows
    ]
    return [record for record in found if record.opened > removed.get(record.link, 0.0)][:MOST]
