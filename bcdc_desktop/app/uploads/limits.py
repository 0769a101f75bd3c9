"""Limits of one batch: bytes, and files."""

from __future__ import annotations

from collections.abc import Iterable

MOST_FILES = 200  # in one batch; CKAN 2.11 refuses a form of more than 1,000 parts, and 2.9 does not find them all


def fits(files: int, size: int, more: int, budget: int) -> bool:
    """Return whether a file of ``more`` bytes fits into a batch of so many files and bytes.

    The first file always fits: one larger than the budget is a batch of its own.
    """
    return not files or (files < MOST_FILES and size + more <= budget)


def count_batches(sizes: Iterable[int], budget: int) -> int:
    """Return the number of batches for files of these sizes (bytes), in their order."""
    batches, files, filled = 0, 0, 0
    for size in sizes:
        if not batches or not fits(files, filled, size, budget):
            batches, files, filled = batches + 1, 0, 0
        files, filled = files + 1, filled + size
    return batches
