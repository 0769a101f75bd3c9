"""What a search finds among the cached records: row numbers, rows, hits, values to complete it, advice. For workers."""

from __future__ import annotations

from collections.abc import Sequence

from bcdc_desktop.domain.search.query import Query, QueryProblem
from bcdc_desktop.store.search.index import FacetCount, PackageQuery, SearchResult
from bcdc_desktop.store.search.lists import Hit, PackageRow

from ..workspace import Workspace

__all__ = ["count", "find", "hits", "ids_of", "key_of", "keys_titled", "problems", "rows", "rows_of", "values"]


def find(workspace: Workspace, query: PackageQuery) -> SearchResult:
    """Return the numbers of the rows that a search finds, in their order."""
    return workspace.store.cache.index.find(query)


def count(workspace: Workspace, query: PackageQuery) -> int:
    """Return how many records a search finds."""
    return workspace.store.cache.lists.count(query)


def rows(workspace: Workspace, query: PackageQuery, *, limit: int = -1) -> list[PackageRow]:
    """Return the first rows that a search finds; all of them where ``limit`` is negative."""
    return workspace.store.cache.lists.rows(query, limit=limit)


def rows_of(workspace: Workspace, keys: Sequence[int]) -> list[PackageRow | None]:
    """Return the rows of numbers that ``find`` returned; None for what was removed since."""
    return workspace.store.cache.lists.rows_of(keys)


def ids_of(workspace: Workspace, keys: Sequence[int]) -> list[str]:
    """Return the ids of numbers that ``find`` returned, without what was removed since."""
    return workspace.store.cache.lists.ids_of(keys)


def key_of(workspace: Workspace, package_id: str) -> int | None:
    """Return the number of a record's row; None where it is not cached."""
    return workspace.store.cache.lists.key_of(package_id)


def keys_titled(workspace: Workspace, begun: str) -> list[int]:
    """Return the numbers of the records whose title begins like this."""
    return workspace.store.cache.lists.keys_titled(begun)


def hits(workspace: Workspace, ids: Sequence[str], query: Query) -> dict[str, Hit]:
    """Return why those of these records were found whose title does not hold all words."""
    return workspace.store.cache.lists.hits(ids, query)


def values(workspace: Workspace, field: str, begun: str) -> list[FacetCount]:
    """Return the values of a field that have a word beginning like this, the most frequent first."""
    return workspace.store.cache.index.values(field, begun)


def problems(workspace: Workspace, search: str | Query) -> list[QueryProblem]:
    """Return what is wrong with a search, and values in it that no cached record has."""
    return workspace.store.cache.index.advise(search)
