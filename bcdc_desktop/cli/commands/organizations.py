"""``bcdc orgs`` and ``bcdc org``: ministries and branches."""

from __future__ import annotations

from typing import Any

import click

from bcdc_desktop.domain.organization import Organization, OrganizationTree, with_capacities, with_counts

from ..context import Context, pass_context
from ..options import json_option
from ..output import emit, say, table, values


@click.command("orgs", short_help="List the organizations.")
@click.option("--tree", "as_tree", is_flag=True, help="Show branches below their ministries.")
@click.option("--mine", is_flag=True, help="Only organizations in which you have a role.")
@json_option
@pass_context
def orgs(context: Context, as_tree: bool, mine: bool) -> None:
    """List the organizations with the number of their records and your role."""
    catalogue = context.catalogue
    capacities = catalogue.my_organizations("read") if catalogue.has_key else {}
    tree = OrganizationTree(
        with_capacities(with_counts(catalogue.organizations(), catalogue.organization_counts()), capacities)
    )
    kept = {o.id for o in tree if o.capacity or not mine}
    if not as_tree:
        chosen = sorted((o for o in tree if o.id in kept), key=lambda o: (o.title.casefold(), o.name))
        if context.as_json:
            emit({"organizations": [_shape(o) for o in chosen]})
            return
        table(
            ("Title", "Name", "Records", "Role"),
            [(o.title, o.name, o.packages, o.capacity) for o in chosen],
            right=("Records",),
        )
        return
    kept = {above.id for i in kept for above in tree.path(i)}
    if context.as_json:
        emit({"organizations": [_branch(tree, o, kept) for o in tree.roots() if o.id in kept]})
        return
    for root in tree.roots():
        _print(tree, root, kept, 0)


@click.command("org", short_help="Show one organization.")
@click.argument("name")
@json_option
@pass_context
def org(context: Context, name: str) -> None:
    """Show one organization, given by name or ID."""
    found = context.catalogue.organization(name)
    if context.as_json:
        emit(found)
    else:
        values(found)


def _shape(organization: Organization) -> dict[str, Any]:
    return {
        "id": organization.id,
        "name": organization.name,
        "title": organization.title,
        "parent": organization.parent,
        "packages": organization.packages,
        "capacity": organization.capacity,
    }


def _branch(tree: OrganizationTree, organization: Organization, kept: set[str]) -> dict[str, Any]:
    below = [_branch(tree, child, kept) for child in tree.children(organization.id) if child.id in kept]
    return {**_shape(organization), "children": below}


def _print(tree: OrganizationTree, organization: Organization, kept: set[str], depth: int) -> None:
    if organization.id not in kept:
        return
    role = f"  [{organization.capacity}]" if organization.capacity else ""
    say(f"{'  ' * depth}{organization.title}  {organization.name}  {tree.total(organization.id)}{role}")
    for child in tree.children(organization.id):
        _print(tree, child, kept, depth + 1)
