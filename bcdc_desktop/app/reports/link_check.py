"""Link checks in the background: one link at a time for each host, with a pause; each result is stored at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.links import LinkChecker, host_of
from bcdc_desktop.domain.package import Package
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.store.search.index import PackageQuery

from ..progress import CancelToken, Progress, Report, silent
from ..workspace import Workspace

AGE = 7 * 24 * 3600.0  # seconds until a link is checked again
_BETWEEN = 1.0  # seconds between two requests to one host
_PROVED = 15.0  # seconds for which an answer proves that there is a network
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RecordLink:
    """A link of a record. ``result`` is None where it was never checked."""

    package_id: str
    resource_id: str
    name: str
    url: str
    result: LinkResult | None


def links_of(workspace: Workspace, package: Mapping[str, Any]) -> list[RecordLink]:
    """Return the links of a record's resources with their last results. Asks no server."""
    listed = [r for r in Package(package).resources if r.leads_elsewhere]
    known = workspace.store.links.get(r.url for r in listed)
    return [RecordLink(str(package["id"]), r.id, r.name, r.url, known.get(r.url)) for r in listed]


def check(
    workspace: Workspace,
    packages: Iterable[Mapping[str, Any]],
    *,
    older_than: float = AGE,
    between: float = _BETWEEN,
    token: CancelToken | None = None,
    report: Report = silent,
) -> list[RecordLink]:
    """Check the links of records that were not checked for a while.

    Hosts take turns, so that a record with forty links to one server does not press it, and does not wait for it
    where there are others.

    Args:
        older_than: seconds; 0 checks all of them again.
        between: seconds between two requests to one host.

    Returns:
        The links that do not lead anywhere (``alive`` False).

    Raises:
        Cancelled: asked to; the results so far are kept.
        Offline, Timeout: no connection can be made to the catalogue either: it is the network here, and no link is
            called dead for that.
    """
    token = token or CancelToken()
    links = [link for package in packages for link in links_of(workspace, package)]
    due: dict[str, list[RecordLink]] = {}
    for link in links:
        if link.result is None or time.time() - link.result.checked >= older_than:
            due.setdefault(link.url, []).append(link)
    checker, last, done, proved = LinkChecker(), dict[str, float](), 0, float("-inf")
    try:
        for url in _in_turns(due):
            wait = last.get(host_of(url), -between) + between - time.monotonic()
            if wait > 0:
                token.wait(wait)
            token.check()
            report(Progress(done, len(due), url))
            answer = checker.check(url)
            if answer.reached:
                proved = time.monotonic()
            elif time.monotonic() - proved > _PROVED:
                _prove_network(workspace, token)
                proved = time.monotonic()
            last[host_of(url)] = time.monotonic()
            result = LinkResult(url, answer.alive, answer.status, answer.message)
            workspace.store.links.put([result], packages={link.package_id for link in due[url]})
            done += 1
        report(Progress(done, len(due)))
    finally:
        checker.close()
    fresh = workspace.store.links.get(link.url for link in links)
    found = [RecordLink(n.package_id, n.resource_id, n.name, n.url, fresh.get(n.url)) for n in links]
    return [link for link in found if link.result is not None and link.result.alive is False]


def check_organization(
    workspace: Workspace,
    organization: str | None,
    *,
    again: bool = False,
    token: CancelToken | None = None,
    report: Report = silent,
) -> list[RecordLink]:
    """Check the links of an organization's records with its branches, or of all records (None).

    Args:
        workspace: whose records.
        organization: its id.
        again: also check links that were checked lately.
        token: asks to stop.
        report: hears of links checked.

    Returns and raises as ``check`` does.
    """
    query = PackageQuery()
    if organization is not None:
        query = PackageQuery(organizations=tuple(o.id for o in workspace.tree().branch(organization)))
    packages = workspace.store.cache.lists.packages(query)
    return check(workspace, packages, older_than=0 if again else AGE, token=token, report=report)


def _prove_network(workspace: Workspace, token: CancelToken) -> None:
    with workspace.catalogue.cancellable(token):
        try:
            workspace.catalogue.status()
        except (errors.Offline, errors.Timeout):
            raise
        except errors.CatalogueError as error:
            _log.info("the catalogue answers, if not as wanted: %s", error.kind)


def _in_turns(urls: Iterable[str]) -> list[str]:
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    queues, out = list(by_host.values()), list[str]()
    while queues:
        out += [queue.pop(0) for queue in queues]
        queues = [queue for queue in queues if queue]
    return out
