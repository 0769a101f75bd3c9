"""Deep comparison of two catalogues by their caches: records that are in one only, and how the others differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.domain.transfer import TermMap
from bcdc_desktop.domain.transfer_differences import RecordDifferences, record_differences
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import PackageRow

from ..progress import CancelToken, Progress, Report, silent
from ..search import results
from ..workspace import Workspace
from .source import terms_of


@dataclass(frozen=True)
class DeepPair:
    """A record in both catalogues. ``by`` is what tells that it is the same: *pair* (copied before), *name* or *id*."""

    left: PackageRow
    right: PackageRow
    by: str
    differences: RecordDifferences


@dataclass(frozen=True)
class DeepComparison:
    """Records only in the left catalogue, only in the right one, in both but different, and how many are alike.

    ``incomplete`` are records of which this computer has the list entry only: they were not compared.
    """

    only_left: tuple[PackageRow, ...]
    only_right: tuple[PackageRow, ...]
    different: tuple[DeepPair, ...]
    alike: int
    incomplete: tuple[PackageRow, ...] = ()


def compare_deeply(
    left: Workspace, right: Workspace, words: str = "", *, token: CancelToken | None = None, report: Report = silent
) -> DeepComparison:
    """Compare the caches of two catalogues, or what a search finds in either, field by field. Asks no server.

    Raises:
        Cancelled: asked to stop.
    """
    token = token or CancelToken()
    ours = results.rows(left, PackageQuery(words=words))
    theirs = results.rows(right, PackageQuery(words=words))
    found_left, found_right = {r.id for r in ours}, {r.id for r in theirs}
    if words:  # found on one side only may still be there on the other
        ours, theirs = results.rows(left, PackageQuery()), results.rows(right, PackageQuery())
    pairs = _pairs(left, right, ours, theirs)
    paired = {b.id for b, _by in pairs.values()}
    terms = TermMap(
        terms_of(left, fresh=False), terms_of(right, fresh=False), right.store.pairs.terms(left.profile.identity)
    )
    different: list[DeepPair] = []
    incomplete: list[PackageRow] = []
    alike = 0
    wanted = [(a, *pairs[a.id]) for a in ours if a.id in pairs]
    wanted = [(a, b, by) for a, b, by in wanted if not words or a.id in found_left or b.id in found_right]
    for number, (a, b, by) in enumerate(wanted):
        token.check()
        report(Progress(number, len(wanted), a.title))
        one, other = left.store.cache.records.get(a.id), right.store.cache.records.get(b.id)
        if one is None or other is None:  # the size of the cache is limited
            incomplete.append(a)
            continue
        known = _known_resources(left, right, a.id, b.id)
        found = record_differences(one.value, other.value, terms, known)
        alike += found.alike
        if not found.alike:
            different.append(DeepPair(a, b, by, found))
    report(Progress(len(wanted), len(wanted)))
    return DeepComparison(
        tuple(a for a in ours if a.id in found_left and a.id not in pairs),
        tuple(b for b in theirs if b.id in found_right and b.id not in paired),
        tuple(different),
        alike,
        tuple(incomplete),
    )


def _pairs(
    left: Workspace, right: Workspace, ours: list[PackageRow], theirs: list[PackageRow]
) -> dict[str, tuple[PackageRow, str]]:
    """Return the counterpart of each left record, by its id: as remembered, by its name, by its id."""
    by_id, by_name = {b.id: b for b in theirs}, {b.name: b for b in theirs}
    there = right.store.pairs.targets(left.profile.identity)
    back = {target: source for source, target in left.store.pairs.targets(right.profile.identity).items()}
    found: dict[str, tuple[PackageRow, str]] = {}
    taken: set[str] = set()

    def take(a: PackageRow, b: PackageRow | None, by: str) -> None:
        if b is not None and a.id not in found and b.id not in taken:
            found[a.id] = b, by
            taken.add(b.id)

    for a in ours:
        take(a, by_id.get(there.get(a.id) or back.get(a.id) or ""), "pair")
    for a in ours:
        take(a, by_name.get(a.name), "name")
    for a in ours:
        take(a, by_id.get(a.id), "id")
    return found


def _known_resources(left: Workspace, right: Workspace, ours: str, theirs: str) -> dict[str, str]:
    pair = right.store.pairs.of_source(left.profile.identity, ours)
    if pair is not None and pair.target == theirs:
        return pair.resource_ids
    back = left.store.pairs.of_source(right.profile.identity, theirs)
    return {b: a for a, b in back.resource_ids.items()} if back is not None and back.target == ours else {}


def differences_json(pairs: tuple[DeepPair, ...]) -> Iterator[dict[str, Any]]:
    """Yield pairs as the command line prints them."""
    for pair in pairs:
        found = pair.differences
        yield {
            "name": pair.left.name,
            "fields": found.names,
            "ids": [pair.left.id, pair.right.id],
            "by": pair.by,
            "differences": [
                {"target": d.section, "resource": d.resource, "field": d.name, "values": [d.left, d.right]}
                for d in found.fields
            ],
            "resources": [
                [{"id": r["id"], "name": str(r.get("name") or "")} for r in only]
                for only in (found.only_left, found.only_right)
            ],
        }
