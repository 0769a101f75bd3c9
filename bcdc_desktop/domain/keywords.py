"""Completion of keywords that are in use."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import nsmallest


class Keywords:
    """The keywords of a catalogue with how many records have each, ready to be completed as one types."""

    def __init__(self, counts: Iterable[tuple[str, int]] = ()) -> None:
        # spelled in several ways, the one that most records have is offered
        best: dict[str, tuple[int, str]] = {}
        for keyword, count in counts:
            folded = keyword.casefold()
            if count > best.get(folded, (0, ""))[0]:
                best[folded] = (count, keyword)
        self._folded = sorted(best)
        self._best = best

    def __len__(self) -> int:
        return len(self._folded)

    def beginning(self, begun: str, *, also: Sequence[str] = (), limit: int = 12) -> list[str]:
        """Return keywords that begin so, the most used first; then those in which a later word does, then others that
        the catalogue knows.

        Args:
            also: what the catalogue itself answered.
        """
        folded = begun.strip().casefold()
        if not folded:
            return []
        first = self._folded[bisect_left(self._folded, folded) : bisect_left(self._folded, folded + "\U0010ffff")]
        found = self._ranked(first, limit)
        if len(found) < limit:
            later = (k for k in self._folded if f" {folded}" in k or f"-{folded}" in k)
            found += self._ranked((k for k in later if not k.startswith(folded)), limit)
        known = {k.casefold() for k in found}
        found += [k for k in dict.fromkeys(also) if k.casefold() not in known]
        return found[:limit]

    def _ranked(self, folded: Iterable[str], limit: int) -> list[str]:
        return [self._best[k][1] for k in nsmallest(limit, folded, key=lambda k: (-self._best[k][0], k))]
