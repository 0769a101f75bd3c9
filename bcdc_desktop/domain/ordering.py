"""Merging the order of a record's resources when two people changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class OrderMerge:
    """Three orders of one record's resources put together; each is a list of resource ids.

    ``order`` is what a save would store; in a conflict it is *theirs* until it is decided. ``mine`` and ``theirs`` hold
    the same ids, those that the record will have.
    """

    order: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    conflict: bool = False


def merge_order(
    base: Sequence[str],
    mine: Sequence[str] | None,
    theirs: Sequence[str],
    *,
    deleted: Sequence[str] = (),
    added: Sequence[str] = (),
) -> OrderMerge:
    """Put two orders of the same base together.

    Args:
        base: ids as they were when the editing began.
        mine: ids as I want them; None where I did not touch the order.
        theirs: ids as they are on the server now.
        deleted: ids that I delete.
        added: ids that I add; where ``mine`` does not place them they stand at the end.

    Resources that only the server knows stand behind the one that they follow there.
    """
    gone, new = set(deleted), [i for i in added if i not in theirs]
    natural = (*(i for i in theirs if i not in gone), *new)
    if mine is None:
        return OrderMerge(natural, natural, natural)
    will_be = set(natural)
    wanted = [i for i in dict.fromkeys(mine) if i in will_be]
    for place, resource in enumerate(natural):
        if resource not in wanted:
            before = [i for i in natural[:place] if i in wanted]
            wanted.insert(wanted.index(before[-1]) + 1 if before else 0, resource)
    ours = tuple(wanted)
    common = [i for i in base if i in will_be]
    i_moved = _of(ours, (*common, *new)) != (*common, *new)
    they_moved = _of(natural, common) != tuple(common)
    if not i_moved:
        return OrderMerge(natural, natural, natural)
    differ = _of(ours, common) != _of(natural, common)
    if they_moved and differ and _of(ours, common) != tuple(common):
        return OrderMerge(natural, ours, natural, conflict=True)
    if they_moved and differ:  # I only placed what is new; the rest stands as they put it
        ours = _placed(natural, ours, new)
    return OrderMerge(ours, ours, natural)


def _of(order: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    wanted = set(ids)
    return tuple(i for i in order if i in wanted)


def _placed(natural: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Their order, with each of my new resources behind the one that it follows in mine."""
    out = [i for i in natural if i not in new]
    for resource in (i for i in ours if i in new):
        place = list(ours).index(resource)
        out.insert(out.index(ours[place - 1]) + 1 if place and ours[place - 1] in out else 0, resource)
    return tuple(out)
