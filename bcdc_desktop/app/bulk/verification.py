"""Verification of the records that a run has sent: many with one search, so that it costs the catalogue little."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.store.bulk import BulkRecord

from ..records.submit import Accepted, SubmitResult, verify_accepted
from ..workspace import Workspace

_log = logging.getLogger(__name__)
_ID = re.compile(r"[\w-]{1,100}")
_TOGETHER = 20  # records
_LONGEST = 15.0  # seconds for which an accepted record waits for the others


@dataclass(frozen=True)
class Verified:
    """What was found of one record; ``deleted`` says that someone deleted it meanwhile."""

    record: BulkRecord
    sent: Accepted
    result: SubmitResult
    deleted: bool


class Verification:
    """The accepted records that nobody has looked at yet.

    The search index may be behind: a record that it does not have as the catalogue answered is read separately, and
    where that is so with most of them, the index is asked no more.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.waiting: list[tuple[BulkRecord, Accepted]] = []
        self._since = 0.0
        self._index_behind = False

    def add(self, record: BulkRecord, sent: Accepted) -> None:
        """Take a record that was accepted just now."""
        if not self.waiting:
            self._since = time.monotonic()
        self.waiting.append((record, sent))

    def due(self, waiting: float = 0.0) -> bool:
        """Return whether it is time to verify.

        Args:
            waiting: seconds until the next record is sent.
        """
        late = time.monotonic() + waiting - self._since > _LONGEST
        return bool(self.waiting) and (len(self.waiting) >= _TOGETHER or late)

    def results(self) -> Iterator[Verified]:
        """Yield what is found of each record that waits; each is told once.

        Raises:
            Offline, Timeout: the catalogue does not answer; of the others nothing is known yet.
            NotAuthorized: the key is not valid any more, likewise.
        """
        waiting, self.waiting = self.waiting, []
        listed = self._listed([sent for _record, sent in waiting])
        for record, sent in waiting:
            with self._workspace.package_lock(record.package_id):
                seen = listed.get(record.package_id) or self._shown(record.package_id)
                result = verify_accepted(self._workspace, sent, seen)
            was_there = sent.changes.base.get("state") != "deleted"
            deleted = seen is not None and seen.get("state") == "deleted" and was_there
            yield Verified(record, sent, result, deleted)

    def _listed(self, accepted: list[Accepted]) -> dict[str, Mapping[str, Any]]:
        """Return the records that the search index has as the catalogue answered."""
        modified = {i: a.modified for a in accepted if a.modified and _ID.fullmatch(i := a.changes.package_id)}
        if self._index_behind or len(modified) < 2:
            return {}
        asked = time.time()
        try:
            page = self._workspace.catalogue.search(fq=f"id:({' OR '.join(modified)})", rows=len(modified))
        except errors.CatalogueError as error:
            _log.info("could not search for the records that were sent: %s", error.message)
            return {}
        found = {str(p["id"]): p for p in page.packages if p.get("metadata_modified") == modified.get(str(p["id"]))}
        self._workspace.store.cache.records.put(list(found.values()), asked=asked)
        self._index_behind = len(found) * 2 < len(modified)
        return dict(found)

    def _shown(self, package_id: str) -> Mapping[str, Any] | None:
        try:
            return self._workspace.package(package_id)
        except (errors.Offline, errors.Timeout):
            raise
        except errors.CatalogueError as error:
            refused = isinstance(error, errors.NotAuthorized)
            if refused and self._workspace.catalogue.account(self._workspace.user) is None:
                raise  # the key was revoked: what was accepted is looked at once there is another
            _log.info("could not look at %s after writing: %s", package_id, error.message)
            return None
