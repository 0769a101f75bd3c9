"""``bcdc resources`` and ``bcdc resource``: the files, links and services of a package."""

from __future__ import annotations

import click

from bcdc_desktop.domain.package import Package

from ..context import Context, pass_context
from ..options import json_option
from ..output import emit, table, values


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
                "bcdc_type": r.raw.get("bcdc_type"),
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
    found = context.catalogue.resource(id)
    if context.as_json:
        emit(found)
    else:
        values(found)
