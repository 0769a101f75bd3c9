"""Reading the catalogue: ``bcdc orgs``, ``org``, ``packages``, ``package``, ``search``, ``resources``, ``resource``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import click

from bcdc_desktop.catalogue.errors import SearchDown
from bcdc_desktop.domain.bcdc.fields import KIND, PUBLISH_STATE
from bcdc_desktop.domain.organization import Organization, OrganizationTree, with_capacities, with_counts
from bcdc_desktop.domain.package import Package

from ..context import Context, pass_context
from ..did_you_mean import did_you_mean, note_meant
from ..options import QUERY_SETTINGS, json_option
from ..output import emit, note, number_of, say, table, values

_PAGE = 1000  # what CKAN gives at most in one answer (ckan.search.rows_max); no window has to stay smooth here


@click.command("orgs", short_help="List the organizations.")
@click.option("--tree", "as_tree", is_flag=True, help="Show branches below their ministries.")
@click.option("--mine", is_flag=True, help="Only organizations in which you have a role.")
@json_option
@pass_context
def orgs(context: Context, as_tree: bool, mine: bool) -> None:
    """List the organizations with the number of their records and your role."""
    catalogue = context.catalogue
    capacities = catalogue.my_organizations("read") if catalogue.has_key else {}
    listed = catalogue.organizations()
    try:
        counts = catalogue.organization_counts()
    except SearchDown as error:  # the organizations themselves do not need the search
        note(f"{error.message} The number of records isn't known.")
        counts = {}
    tree = OrganizationTree(with_capacities(with_counts(listed, counts), capacities))
    kept = {o.id for o in tree if o.capacity or not mine}
    if not as_tree:
        chosen = sorted((o for o in tree if o.id in kept), key=lambda o: (o.title.casefold(), o.name))
        if context.as_json:
            emit({"organizations": [_organization(o) for o in chosen]})
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
        _print_tree(tree, root, kept, 0)


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


@click.command("packages", short_help="List all packages of an organization.")
@click.option("--org", "organization", metavar="NAME", required=True, help="The organization, by name or ID.")
@click.option("--all-states", is_flag=True, help="Include packages that CKAN itself marks as drafts.")
@json_option
@pass_context
def packages(context: Context, organization: str, all_states: bool) -> None:
    """List all packages of an organization that you have access to."""
    organization_id = _organization_id(context, organization)
    found: list[dict[str, Any]] = []
    for page in context.catalogue.search_all(fq=f"owner_org:{_quoted(organization_id)}", rows=_PAGE):
        found += (_package_row(p) for p in page.packages if all_states or p.get("state", "active") == "active")
    if not found:
        context.catalogue.organization(organization_id)  # an unknown ID is not an empty organization
    if context.as_json:
        emit({"count": len(found), "packages": found})
    else:
        _package_table(found)


@click.command("package", short_help="Show one package.")
@click.argument("id")
@json_option
@pass_context
def package(context: Context, id: str) -> None:
    """Show one package with its resources, given by name or ID."""
    found = context.catalogue.package(id)
    if context.as_json:
        emit(found)
    else:
        values(found)


@click.command(
    "search",
    short_help="Search for packages.",
    # a word with a minus before it is not an option
    context_settings=QUERY_SETTINGS,
)
@click.argument("words", nargs=-1, required=True)
@click.option("--org", "organization", metavar="NAME", help="Only in this organization.")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Number of results to show.")
@click.option("--offline", is_flag=True, help="Search the local cache, with the full search syntax.")
@json_option
@pass_context
def search(context: Context, words: tuple[str, ...], organization: str | None, limit: int, offline: bool) -> None:
    """Search the catalogue for packages with these words, best matches first.

    With --offline, the local cache is searched. You can use words, beginnings of words, "phrases", and filters: org:
    state: format: type: tag: licence: modified:>2026-01-01 has:draft missing:description is:private. A minus in front
    excludes. You can write the query as one or several arguments; quote phrases for the shell: '"water wells"'.
    """
    if offline:
        from .reports import search_offline

        search_offline(context, words, organization, limit)
        return
    fq = f"owner_org:{_quoted(_organization_id(context, organization))}" if organization else ""
    page = context.catalogue.search_up_to(limit, " ".join(words), fq=fq, rows=_PAGE)
    results = [_package_row(p) for p in page.packages]
    meant = [] if page.count else did_you_mean(context, " ".join(words))
    if context.as_json:
        emit({"count": page.count, "results": results, "did_you_mean": meant})
        return
    _package_table(results)
    note_meant(meant)
    if page.count > len(results):
        note(f"{page.count} in total. Use --limit to show more.")


@click.command("resources", short_help="List the resources of a package.")
@click.argument("package")
@json_option
@pass_context
def resources(context: Context, package: str) -> None:
    """List the resources of a package, given by name or ID, in their order."""
    record = Package(context.catalogue.package(package))
    if context.as_json:
        listed = [
            {
                "id": r.id,
                "name": r.raw.get("name"),
                "format": r.raw.get("format"),
                "url": r.url,
                "url_type": r.raw.get("url_type"),
                "size": r.size,
                KIND: r.raw.get(KIND),
                "state": r.raw.get("state"),
                "created": r.raw.get("created"),
                "last_modified": r.raw.get("last_modified"),
            }
            for r in record.resources
        ]
        emit({"package": record.id, "resources": listed})
        return
    table(
        ("Name", "Format", "Size", "Id", "Address"),
        [(r.name, r.format, r.size, r.id, r.url) for r in record.resources],
        right=("Size",),
    )


@click.command("resource", short_help="Show one resource.")
@click.argument("id")
@json_option
@pass_context
def resource(context: Context, id: str) -> None:
    """Show one resource, given by ID."""
    from bcdc_desktop.app.records.resource_extras import resource_extras

    found = context.catalogue.resource(id)
    if context.as_json:
        emit(found)
        return
    values(found)
    extras = resource_extras(context.catalogue, found)
    if extras.views:
        say(f"Views: {', '.join(extras.views)}")
    if extras.columns is not None:
        say(f"In the DataStore, {number_of(len(extras.columns), 'column')}:")
        table(("Column", "Type"), extras.columns)


def _organization(organization: Organization) -> dict[str, Any]:
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
    return {**_organization(organization), "children": below}


def _print_tree(tree: OrganizationTree, organization: Organization, kept: set[str], depth: int) -> None:
    if organization.id not in kept:
        return
    role = f"  [{organization.capacity}]" if organization.capacity else ""
    say(f"{'  ' * depth}{organization.title}  {organization.name}  {tree.total(organization.id)}{role}")
    for child in tree.children(organization.id):
        _print_tree(tree, child, kept, depth + 1)


def _organization_id(context: Context, name: str) -> str:
    """Return the id of an organization; an id is taken as it is, and asked for only by what it is used for."""
    try:
        return str(UUID(name)) if len(name) == 36 else str(context.catalogue.organization(name)["id"])
    except ValueError:
        return str(context.catalogue.organization(name)["id"])


def _quoted(text: str) -> str:
    """Return a phrase of Solr's query language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _package_row(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list tells of a package; ``resources`` counts them."""
    return {
        "id": raw["id"],
        "name": raw.get("name"),
        "title": raw.get("title"),
        "state": raw.get("state"),
        PUBLISH_STATE: raw.get(PUBLISH_STATE),
        "private": Package(raw).private,
        "modified": raw.get("metadata_modified"),
        "resources": len(raw.get("resources") or ()),
    }


def _package_table(found: Iterable[Mapping[str, Any]]) -> None:
    table(
        ("Title", "Name", "State", "Modified", "Resources", "Private", "Id"),
        [
            (
                p["title"],
                p["name"],
                p[PUBLISH_STATE] or p["state"],
                str(p["modified"] or "")[:10],
                p["resources"],
                "private" if p["private"] else "",
                p["id"],
            )
            for p in found
        ],
        right=("Resources",),
    )
