"""How much a synchronization asks for at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bcdc_desktop.catalogue.client import PAGE

from .rate_limiter import AT_ONCE


@dataclass(frozen=True)
class SyncSizes:
    """How much a synchronization asks for at once, and how far it looks back.

    Attributes:
        page: whole packages in one answer.
        index_page: rows of ids in one answer; CKAN gives at most 1000 (``ckan.search.rows_max``).
        at_once: pages that are read at the same time.
        few: organizations that are listed one by one, and records that may be gone without a second look.
        overlap: how long before the last change that was seen the next run begins: the server's index may be late.
    """

    page: int = PAGE
    index_page: int = 1000
    at_once: int = AT_ONCE
    few: int = 20
    overlap: timedelta = timedelta(minutes=10)
