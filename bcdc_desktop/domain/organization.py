"""Organizations and the tree of ministries and branches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

DEEPEST = 50
"""Levels of a tree of organizations: what walks down it, or writes it as JSON, gets to its end."""


@dataclass(frozen=True)
class Organization:
    """One organization. ``parent`` is the id of the organization above it; ``packages`` counts its own records only.

    ``capacity`` is the user's role there (``admin``, ``editor``, ``member``), None where the user has none.
    """

    id: str
    name: str
    title: str
    parent: str | None = None
    packages: int = 0
    capacity: str | None = None

    @property
    def writable(self) -> bool:
        """Whether the user may create and change records there."""
        return self.capacity in ("admin", "editor")


class OrganizationTree:
    """All organizations of a catalogue by parent. Built once, then only read.

    An organization whose parent is unknown, that is its own ancestor, or that is ``DEEPEST`` levels down stands at the
    top: nothing is lost.
    """

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._by_id = {o.id: o for o in organizations}
        self._by_name = {o.name: o for o in self._by_id.values()}
        self._parents = _parents_without_cycles(self._by_id)
        self._children: dict[str | None, list[Organization]] = {}
        for organization in self._by_id.values():
            self._children.setdefault(self._parents[organization.id], []).append(organization)
        for children in self._children.values():
            children.sort(key=lambda o: (o.title or o.name).casefold())
        self._totals: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Organization]:
        return iter(self._by_id.values())

    def __contains__(self, organization_id: object) -> bool:
        return organization_id in self._by_id

    def get(self, id_or_name: str) -> Organization | None:
        """Return the organization of that id or name."""
        return self._by_id.get(id_or_name) or self._by_name.get(id_or_name)

    def may_write(self, owner: str) -> bool:
        """Return whether the user may change the records of an organization, as far as is known. A record that belongs
        to none (``owner`` is empty) anyone with an account may change, where a catalogue has such records."""
        organization = self.get(owner)
        return not owner or (organization is not None and organization.writable)

    def roots(self) -> list[Organization]:
        """Return the organizations at the top, by title."""
        return self._children.get(None, [])

    def children(self, organization_id: str) -> list[Organization]:
        """Return the organizations right below, by title."""
        return self._children.get(organization_id, [])

    def above(self, organization_id: str) -> str | None:
        """Return the id of the organization right above; None for one at the top."""
        return self._parents.get(organization_id)

    def path(self, organization_id: str) -> list[Organization]:
        """From the top down to the organization itself; empty when it is unknown."""
        steps: list[Organization] = []
        current = self._by_id.get(organization_id)
        while current is not None:
            steps.append(current)
            parent = self._parents[current.id]
            current = self._by_id.get(parent) if parent else None
        return steps[::-1]

    def branch(self, organization_id: str) -> list[Organization]:
        """Return the organization and all below it, depth first."""
        top = self._by_id.get(organization_id)
        found: list[Organization] = []
        waiting = [top] if top else []
        while waiting:
            organization = waiting.pop()
            found.append(organization)
            waiting.extend(reversed(self.children(organization.id)))
        return found

    def total(self, organization_id: str) -> int:
        """Return packages of the organization and of all below it."""
        if organization_id not in self._totals:
            self._totals[organization_id] = sum(o.packages for o in self.branch(organization_id))
        return self._totals[organization_id]


Nodes = Iterable[Mapping[str, Any]]


def from_group_tree(nodes: Nodes, readable: Callable[[Nodes], Nodes] = list) -> Iterator[Organization]:
    """Yield organizations from the answer of ``group_tree(type="organization")``: nested {id, name, title, children}
    of any depth, each before those below it. One that stands in several places is taken once.

    Args:
        nodes: those at the top.
        readable: returns those of some nodes that can be read.
    """
    seen: set[str] = set()
    levels: list[tuple[Iterator[Mapping[str, Any]], str | None]] = [(iter(readable(nodes)), None)]
    while levels:
        siblings, parent = levels[-1]
        node = next(siblings, None)
        if node is None:
            levels.pop()
            continue
        organization_id = str(node["id"])
        if organization_id in seen:
            continue
        seen.add(organization_id)
        yield Organization(organization_id, str(node["name"]), str(node.get("title") or node["name"]), parent)
        if node.get("children"):
            levels.append((iter(readable(node["children"])), organization_id))


def from_organization_list(entries: Iterable[Mapping[str, Any]]) -> list[Organization]:
    """Return organizations from ``organization_list(all_fields=True, include_groups=True)``: ``groups`` names the
    parent."""
    rows = list(entries)
    by_name = {str(e["name"]): str(e["id"]) for e in rows}
    return [
        Organization(
            str(e["id"]),
            str(e["name"]),
            str(e.get("title") or e.get("display_name") or e["name"]),
            next((by_name.get(str(g.get("name"))) for g in e.get("groups") or ()), None),
            int(e.get("package_count") or 0),
        )
        for e in rows
    ]


def from_related_list(entries: Iterable[Mapping[str, Any]]) -> list[Organization]:
    """Return organizations from BCDC's ``organization_or_group_list_related``: ``child_of`` names the parent."""
    rows = list(entries)
    known = {str(e["name"]): str(e["id"]) for e in rows} | {str(e["id"]): str(e["id"]) for e in rows}

    def parent(entry: Mapping[str, Any]) -> str | None:
        for above in entry.get("child_of") or ():
            key = above.get("id") or above.get("name") if isinstance(above, Mapping) else above
            if str(key) in known:
                return known[str(key)]
        return None

    return [Organization(str(e["id"]), str(e["name"]), str(e.get("title") or e["name"]), parent(e)) for e in rows]


def with_counts(organizations: Iterable[Organization], counts: Mapping[str, int]) -> list[Organization]:
    """Return the organizations with package counts from a facet (organization name -> count)."""
    return [replace(o, packages=counts.get(o.name, 0)) for o in organizations]


def with_capacities(organizations: Iterable[Organization], capacities: Mapping[str, str]) -> list[Organization]:
    """Return the organizations with the user's roles (organization id -> capacity)."""
    return [replace(o, capacity=capacities.get(o.id)) for o in organizations]


def _parents_without_cycles(by_id: Mapping[str, Organization]) -> dict[str, str | None]:
    """Return the parent of each organization; None for the top, for an unknown parent, to cut a cycle (at the least of
    its ids) and below ``DEEPEST`` levels."""
    parents = {o.id: o.parent if o.parent in by_id else None for o in by_id.values()}
    depths: dict[str, int] = {}
    for start in by_id:
        path: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in depths:
            if current in path:
                steps = list(path)
                parents[min(steps[steps.index(current) :])] = None
                path, current = {}, start
                continue
            path[current] = None
            current = parents[current]
        depth = depths[current] if current is not None else 0
        for step in reversed(path):
            if depth >= DEEPEST:
                parents[step], depth = None, 0
            depth += 1
            depths[step] = depth
    return parents
