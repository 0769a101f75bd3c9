"""What one act may hold: bytes, and files."""

from __future__ import annotations

from collections.abc import Iterable

MOST_FILES = 200  # in one act; CKAN 2.11 refuses a form of more than 1,000 parts, and 2.9 does not find them all


def has_room(files: int, size: int, more: int, budget: int) -> bool:
    """Whether an act of so many files and bytes takes a file of ``more`` bytes, too. Its first file it always takes:
    one larger than the budget is an act of its own."""
    return not files or (files < MOST_FILES and size + more <= budget)


def count_acts(sizes: Iterable[int], budget: int) -> int:
    """In how many acts files of these sizes (bytes) go out, in their order."""
    acts, files, filled = 0, 0, 0
    for size in sizes:
        if not acts or not has_room(files, filled, size, budget):
            acts, files, filled = acts + 1, 0, 0
        files, filled = files + 1, filled + size
    return acts
