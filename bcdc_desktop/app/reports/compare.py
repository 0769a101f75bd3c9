"""What is in one catalogue and not in another: production and test, from what this computer remembers of both."""

from __future__ import annotations

from dataclasses import dataclass

from bcdc_desktop.store.cache import Cache, PackageQuery, PackageRow

_COMPARED = ("title", "publish_state", "private", "resources", "formats", "licence")


@dataclass(frozen=True)
class Pair:
    """One record in both catalogues, by its name. ``differing`` names the columns that differ."""

    left: PackageRow
    right: PackageRow
    differing: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Records by name: in the left catalogue only, in the right one only, in both but different, and how many alike."""

    only_left: tuple[PackageRow, ...]
    only_right: tuple[PackageRow, ...]
    different: tuple[Pair, ...]
    alike: int


def compare(left: Cache, right: Cache, words: str = "") -> Comparison:
    """Compares what two caches hold, or what of it a search finds in either. Ids differ between catalogues, and so do
    times; names (the end of a record's address) are what both have."""
    ours = {row.name: row for row in left.rows(PackageQuery(words=words))}
    theirs = {row.name: row for row in right.rows(PackageQuery(words=words))}
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


def _named(cache: Cache, names: set[str]) -> dict[str, PackageRow]:
    return {row.name: row for row in cache.rows_named(names)}


def _differing(one: PackageRow, other: PackageRow) -> tuple[str, ...]:
    return tuple(name for name in _COMPARED if getattr(one, name) != getattr(other, name))
