"""Facets of a search, to be ticked: within one facet values are alternatives, facets add up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bcdc_desktop.domain.keywords import Keywords
from bcdc_desktop.domain.publishing import Visibility
from bcdc_desktop.domain.search.query import Query, parse
from bcdc_desktop.domain.search.query_edit import (
    broader,
    chosen_values,
    has_value,
    same_value,
    with_only,
    with_value,
    without_field,
    without_value,
)
from bcdc_desktop.store.search.index import FACETS, FacetCount, PackageQuery
from bcdc_desktop.translation import tr

from ..workspace import Workspace

_AT_MOST = 100  # values a facet
ORGANIZATION = "organization"
_NONE = "organization"  # the value of “missing:” for records without one


@dataclass(frozen=True)
class FacetValue:
    """One value: ``value`` as it is written in a search, ``label`` as people read it where the value does not say it,
    how many records have it, and whether it is asked for."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One facet, its values by how many records have them; those asked for are always among them."""

    kind: str
    values: tuple[FacetValue, ...]


def facets(workspace: Workspace, search: str | Query, kinds: Sequence[str] = FACETS) -> list[Facet]:
    """Return the facets of what a search finds, from the cache alone.

    A facet that is asked for counts as if it were not, so that its other values can be seen and added; organizations
    are those of the records found. Where all records are public and have no publish state, states are left out; so are
    types where all records are of the same.
    """
    query = parse(search) if isinstance(search, str) else search
    narrowed = [k for k in kinds if k != ORGANIZATION and chosen_values(query, k)]
    rest = [k for k in kinds if k not in narrowed]
    index = workspace.store.cache.index
    counted = index.facets(PackageQuery.of(query), rest, limit=_AT_MOST)
    for kind in narrowed:
        wider = broader(query, *(p for p in query.pieces if p.field == kind and not p.negated))
        counted |= index.facets(PackageQuery.of(wider), [kind], limit=_AT_MOST)
    found = [Facet(kind, tuple(_values(query, kind, counted[kind]))) for kind in kinds]
    usual = {"state": {str(Visibility.PUBLIC)}, "type": {schema.dataset_type for schema in workspace.schemas()}}
    return [facet for facet in found if not _tells_nothing(facet, usual.get(facet.kind, set()))]


def _tells_nothing(facet: Facet, usual: Collection[str]) -> bool:
    """Return whether it says of every record what records are without further ado: public, of the one type."""
    values = [value.value for value in facet.values if not value.chosen]
    return len(facet.values) == 1 and len(values) == 1 and values[0] in usual


def toggled(text: str, kind: str, value: str) -> str:
    """Return the search with a value of a facet added, or taken away. One organization takes the place of another."""
    if kind == ORGANIZATION and not value:  # records without one
        without_one = _NONE in chosen_values(text, "missing")
        return without_value(text, "missing", _NONE) if without_one else with_value(text, "missing", _NONE)
    if kind == ORGANIZATION:
        asked = chosen_values(text, "org")
        if len(asked) == 1 and same_value(asked[0], value):
            return without_field(text, "org")
        return with_only(text, "org", value)
    return without_value(text, kind, value) if has_value(text, kind, value) else with_value(text, kind, value)


def _values(query: Query, kind: str, counted: Sequence[FacetCount]) -> list[FacetValue]:
    asked = chosen_values(query, "org" if kind == ORGANIZATION else kind)
    found, seen = list[FacetValue](), set[str]()
    for one in counted:
        # an organization is written by its name, which its condition holds
        value = one.query.partition(":")[2].strip('"') if kind == ORGANIZATION else one.value
        if kind == ORGANIZATION and not one.value:
            chosen = _NONE in chosen_values(query, "missing")
            found.append(FacetValue("", tr("No organization"), one.count, chosen))
            continue
        written = [a for a in asked if same_value(a, value) or same_value(a, one.label)]
        seen.update(written)
        # as it was written, so that it is found again when it is taken away
        found.append(FacetValue(written[0] if written else value, one.label, one.count, bool(written)))
    if kind != ORGANIZATION:
        found = [FacetValue(a, a, 0, True) for a in asked if a not in seen] + found
    return found


_ALL = 1_000_000


def keywords_in_use(workspace: Workspace) -> Keywords:
    """Return every keyword that a remembered record has. Asks nobody."""
    counted = workspace.store.cache.index.facets(PackageQuery(), ("tag",), limit=_ALL)["tag"]
    return Keywords((found.label, found.count) for found in counted)
