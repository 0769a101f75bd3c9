"""Brings the cache up to date: the tree, packages, the schema."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import PAGE
from bcdc_desktop.domain.organization import with_capacities, with_counts
from bcdc_desktop.store.cache import PackageQuery

from .desk import Desk
from .progress import CancelToken, Progress, Report, silent

_SCHEMA_AGE = 24 * 3600.0  # seconds
_OVERLAP = timedelta(minutes=10)  # the server's index may be late, and so may the clock
_FULL_AGE = 24 * 3600.0  # seconds until everything is listed once more


@dataclass(frozen=True)
class Synchronized:
    """What a synchronization did."""

    full: bool
    read: int
    removed: int
    total: int


def refresh_account(desk: Desk) -> None:
    """Asks who the user is, and which organizations they may write to; remembers both.

    Raises:
        NotAuthorized: the key is not known any more.
        CatalogueError: the catalogue could not be asked.
    """
    if not desk.catalogue.has_key:
        desk.store.cache.put("account", None)
        return
    account = desk.catalogue.account(desk.profile.user)
    if account is None:
        raise errors.NotAuthorized("The catalogue does not know the key any more. Sign in again with a new one.")
    desk.store.cache.put("account", asdict(account))


def refresh_tree(desk: Desk) -> None:
    """Organizations, how many packages each has, and the user's role in them."""
    organizations = desk.catalogue.organizations()
    counts = desk.catalogue.organization_counts()
    capacities = desk.catalogue.my_organizations("read") if desk.catalogue.has_key else {}
    desk.store.cache.put_organizations(with_capacities(with_counts(organizations, counts), capacities))


def refresh_schema(desk: Desk, *, older_than: float = _SCHEMA_AGE) -> None:
    """The dataset schema and the licences, when they were not seen for a while. A catalogue without scheming keeps
    the bundled schema."""
    seen = desk.store.cache.get("schema")
    if seen and time.time() - seen.at < older_than:
        return
    desk.learn_abilities()
    try:
        desk.put_schema(desk.catalogue.schema())
        desk.store.cache.put("licences", desk.catalogue.licences())
    except (errors.UnknownAction, errors.NotFound):
        return


def refresh_organization(desk: Desk, organization_ids: Sequence[str], *, token: CancelToken | None = None) -> int:
    """All packages of some organizations; forgets those that are gone. Returns how many there are."""
    if not organization_ids:
        return 0
    query = " OR ".join(f'"{i}"' for i in organization_ids)
    found: set[str] = set()
    # what is put into the cache while this goes on (a record just created) is not gone
    known = {row.id for row in desk.store.cache.rows(PackageQuery(organizations=tuple(organization_ids)))}
    with desk.catalogue.cancellable(token):
        for page in desk.catalogue.search_all(fq=f"owner_org:({query})"):
            desk.store.cache.put_packages(page.packages)
            found.update(str(p["id"]) for p in page.packages)
    desk.store.cache.remove_packages(known - found)
    return len(found)


def search_server(desk: Desk, words: str, *, rows: int = PAGE) -> tuple[int, list[dict[str, Any]]]:
    """Asks the server and keeps what it finds. Returns the count of all hits and the first of them."""
    page = desk.catalogue.search(words, rows=rows)
    desk.store.cache.put_packages(page.packages)
    return page.count, page.packages


def synchronize(
    desk: Desk, *, token: CancelToken | None = None, report: Report = silent, full: bool = False
) -> Synchronized:
    """Brings everything that the user may see: all of it the first time, afterwards what changed.

    Deletions and lost rights do not show among the changes: when the server's count differs from ours, or once a day,
    everything is listed again and what is gone is forgotten.

    Raises:
        Cancelled: asked to; what was read so far is kept.
        CatalogueError: the catalogue could not be asked; what was read so far is kept.
    """
    token = token or CancelToken()
    with desk.catalogue.cancellable(token):
        report(Progress(0, None, "Reading organizations"))
        refresh_account(desk)
        refresh_tree(desk)
        refresh_schema(desk)
        last_full = desk.store.cache.get("synchronized_fully")
        if full or last_full is None or time.time() - last_full.at > _FULL_AGE:
            return _everything(desk, token, report)
        read = _changes(desk, token, report)
        total = desk.catalogue.search(rows=0).count
        if total != desk.store.cache.count(PackageQuery()):
            done = _everything(desk, token, report)
            return Synchronized(True, read + done.read, done.removed, done.total)
        desk.store.cache.put("synchronized", total)
        return Synchronized(False, read, 0, total)


def _everything(desk: Desk, token: CancelToken, report: Report) -> Synchronized:
    found: set[str] = set()
    known = desk.store.cache.package_ids()
    began = time.time()
    for page in desk.catalogue.search_all():
        token.check()
        desk.store.cache.put_packages(page.packages)
        found.update(str(p["id"]) for p in page.packages)
        report(Progress(len(found), page.count, "Reading records"))
    gone = {i for i in known - found if (seen := desk.store.cache.package(i)) and seen.at < began}
    desk.store.cache.remove_packages(gone)
    desk.store.cache.put("synchronized_fully", len(found))
    desk.store.cache.put("synchronized", len(found))
    return Synchronized(True, len(found), len(gone), len(found))


def _changes(desk: Desk, token: CancelToken, report: Report) -> int:
    newest = desk.store.cache.newest_change()
    if not newest:
        return 0
    since = datetime.fromisoformat(newest.rstrip("Z")) - _OVERLAP
    read = 0
    for page in desk.catalogue.search_all(fq=f"metadata_modified:[{since.isoformat(timespec='seconds')}Z TO *]"):
        token.check()
        desk.store.cache.put_packages(page.packages)
        read += len(page.packages)
        report(Progress(read, page.count, "Reading changes"))
    return read
