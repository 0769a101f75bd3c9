"""Comparison of two catalogues by their caches: what is in one only, and what differs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import PackageRow
from bcdc_desktop.store.settings import Settings

from ..search import results
from ..storage import open_other
from ..workspace import Workspace
from .spreadsheet import Cell

_COMPARED = ("title", PUBLISH_STATE, "private", "resources", "formats", "licence")


@dataclass(frozen=True)
class Pair:
    """One record in both catalogues, by its name. ``differing`` names the columns that differ."""

    left: PackageRow
    right: PackageRow
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Records by name: only in the left catalogue, only in the right one, in both but different, and how many alike."""

    only_left: tuple[PackageRow, ...]
    only_right: tuple[PackageRow, ...]
    different: tuple[Pair, ...]
    alike: int


def compare(left: Workspace, right: Workspace, words: str = "") -> Comparison:
    """Compare the caches of two catalogues, or what a search finds in either.

    Records are matched by name (the end of their address): IDs and times differ between catalogues.
    """
    ours = {row.name: row for row in results.rows(left, PackageQuery(words=words))}
    theirs = {row.name: row for row in results.rows(right, PackageQuery(words=words))}
    if words:
        # found on one side only may still be there on the other, where it does not match the search
        ours |= _named(left, theirs.keys() - ours.keys())
        theirs |= _named(right, ours.keys() - theirs.keys())
    pairs = [(row, theirs[name]) for name, row in ours.items() if name in theirs]
    different = [Pair(a, b, found) for a, b in pairs if (found := _differing(a, b))]
    return Comparison(
        tuple(row for name, row in ours.items() if name not in theirs),
        tuple(row for name, row in theirs.items() if name not in ours),
        tuple(different),
        len(pairs) - len(different),
    )


def _named(workspace: Workspace, names: set[str]) -> dict[str, PackageRow]:
    return {row.name: row for row in workspace.store.cache.lists.rows_named(names)}


def _differing(one: PackageRow, other: PackageRow) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if getattr(one, name) != getattr(other, name))


@dataclass(frozen=True)
class ComparisonRow:
    """One row: a record of the left catalogue, of the right one, or of both."""

    left: PackageRow | None
    right: PackageRow | None
    differing: tuple[str, ...] = ()

    @property
    def row(self) -> PackageRow:
        """The record; of the left catalogue where it is in both."""
        found = self.left or self.right
        assert found is not None
        return found


@dataclass(frozen=True)
class Arrangement:
    """The order of a list: by a column, reversed where ``descending``."""

    column: str = "title"
    descending: bool = False


def lists_of(found: Comparison, orders: Sequence[Arrangement]) -> list[list[ComparisonRow]]:
    """Return the three lists in their orders. There may be tens of thousands of rows: for a worker."""
    lists = (
        [ComparisonRow(row, None) for row in found.only_left],
        [ComparisonRow(None, row) for row in found.only_right],
        [ComparisonRow(p.left, p.right, p.differing) for p in found.different],
    )
    return [arranged(rows, order) for rows, order in zip(lists, orders, strict=True)]


def arranged(rows: Sequence[ComparisonRow], order: Arrangement) -> list[ComparisonRow]:
    """Return rows in an order: for a worker, too. Rows with the same differences stand together."""

    def key(compared: ComparisonRow) -> str:
        row = compared.row
        match order.column:
            case "title":
                return row.title.casefold()
            case "state":
                first = row.publish_state or row.state
            case "differing":
                first = " ".join(compared.differing)
            case _:
                first = str(getattr(row, order.column))
        # one text: comparing pairs would keep the interpreter, and so the window, for twice as long
        return f"{first}\0{row.title}".casefold()

    return sorted(rows, key=key, reverse=order.descending)


def as_lines(rows: Sequence[ComparisonRow]) -> tuple[list[str], Iterator[list[Cell]]]:
    """Return a list as header and lines of a file, with the IDs in both catalogues. Lines are made as they are read."""
    paired = [f"{name}_{side}" for name in ("id", PUBLISH_STATE, "modified") for side in ("left", "right")]
    header = ["name", "title", *paired, "differing"]

    def line(compared: ComparisonRow) -> list[Cell]:
        sides = (compared.left, compared.right)
        pairs = [getattr(s, f) if s else "" for f in ("id", PUBLISH_STATE, "modified") for s in sides]
        return [compared.row.name, compared.row.title, *pairs, ", ".join(compared.differing)]

    return header, map(line, rows)


@dataclass(frozen=True)
class CatalogueComparison:
    """A comparison of two catalogues as lists in their orders.

    ``lists`` are the records of the left catalogue only, of the right one only, and different in both. ``synced`` is
    when each was synchronized last (seconds since the epoch; None for never). ``problem`` explains what is wrong with
    the search.
    """

    lists: list[list[ComparisonRow]]
    orders: tuple[Arrangement, ...]
    alike: int
    synced: tuple[float | None, float | None]
    problem: str


def compare_catalogues(
    workspace: Workspace,
    pair: tuple[Profile, Profile],
    words: str,
    orders: tuple[Arrangement, ...],
    *,
    places: Places,
    settings: Settings,
    practice_user: str,
) -> CatalogueComparison:
    """Compare the caches of two catalogues; those that are not open are opened, and closed again.

    Args:
        workspace: the catalogue that is open.
        pair: the two catalogues.
        words: a search; empty for all records.
        orders: of the three lists.
        places: the folders of this computer.
        settings: with the profiles.
        practice_user: the user of the practice catalogue.

    Raises:
        StoreError: a cache cannot be opened.
        OSError: the folders cannot be made.
    """
    with contextlib.ExitStack() as opened:
        sides: list[Workspace] = []
        for profile in pair:
            if profile.name == workspace.profile.name:
                sides.append(workspace)
            else:
                sides.append(open_other(places, settings, profile, practice_user=practice_user))
                opened.callback(sides[-1].close)
        left, right = sides
        problems = results.problems(left, words) if words.strip() else []
        found = compare(left, right, words)
        wrong = next((p.message for p in problems if not p.unfinished), "")
        return CatalogueComparison(
            lists_of(found, orders), orders, found.alike, (left.synchronized_at(), right.synchronized_at()), wrong
        )
