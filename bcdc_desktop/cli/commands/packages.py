"""``bcdc packages``, ``bcdc package`` and ``bcdc search``: records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import click

from bcdc_desktop.domain.package import Package

from ..context import Context, pass_context
from ..options import json_option
from ..output import emit, note, table, values

_PAGE = 1000  # what CKAN gives at most in one answer (ckan.search.rows_max); no window has to stay smooth here


@click.command("packages", short_help="List all packages of an organization.")
@click.option("--org", "organization", metavar="NAME", required=True, help="The organization, by name or ID.")
@click.option("--all-states", is_flag=True, help="Include packages that CKAN itself marks as drafts.")
@json_option
@pass_context
def packages(context: Context, organization: str, all_states: bool) -> None:
    """List all packages of an organization that you have access to."""
    organization_id = organization_id_of(context, organization)
    found: list[dict[str, Any]] = []
    for page in context.catalogue.search_all(fq=f"owner_org:{quoted(organization_id)}", rows=_PAGE):
        found += (shape(p) for p in page.packages if all_states or p.get("state", "active") == "active")
    if not found:
        context.catalogue.organization(organization_id)  # an id that nobody has is not an empty organization
    if context.as_json:
        emit({"count": len(found), "packages": found})
    else:
        _table(found)


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
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
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
    fq = f"owner_org:{quoted(organization_id_of(context, organization))}" if organization else ""
    found: list[Mapping[str, Any]] = []
    while True:
        page = context.catalogue.search(" ".join(words), fq=fq, start=len(found), rows=min(_PAGE, limit - len(found)))
        found += page.packages
        if len(found) >= min(limit, page.count) or not page.packages:
            break
    results = [shape(p) for p in found]
    if context.as_json:
        emit({"count": page.count, "results": results})
        return
    _table(results)
    if page.count > len(results):
        note(f"{page.count} in total. Use --limit to show more.")


def organization_id_of(context: Context, name: str) -> str:
    """Return the id of an organization; an id is taken as it is, and asked for only by what it is used for."""
    try:
        return str(UUID(name)) if len(name) == 36 else str(context.catalogue.organization(name)["id"])
    except ValueError:
        return str(context.catalogue.organization(name)["id"])


def quoted(text: str) -> str:
    """Return a phrase of Solr's query language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def shape(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list tells of a package; ``resources`` counts them."""
    return {
        "id": raw["id"],
        "name": raw.get("name"),
        "title": raw.get("title"),
        "state": raw.get("state"),
        "publish_state": raw.get("publish_state"),
        "private": Package(raw).private,
        "modified": raw.get("metadata_modified"),
        "resources": len(raw.get("resources") or ()),
    }


def _table(found: Iterable[Mapping[str, Any]]) -> None:
    table(
        ("Title", "Name", "State", "Modified", "Resources", "Private", "Id"),
        [
            (
                p["title"],
                p["name"],
                p["publish_state"] or p["state"],
                str(p["modified"] or "")[:10],
                p["resources"],
                "private" if p["private"] else "",
                p["id"],
            )
            for p in found
        ],
        right=("Resources",),
    )
