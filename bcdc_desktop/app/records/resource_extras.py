"""What the catalogue keeps beside a resource: its views, and the table that the DataStore made of its file. A save
changes neither."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.translation import tr

_NAMED = 6  # columns that are named


@dataclass(frozen=True)
class ResourceExtras:
    """The titles of a resource's views, and name and type of each column in the DataStore; None where it is not in
    it."""

    views: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] | None = None

    @property
    def sentence(self) -> str:
        """What there is, in a line; empty where there is nothing."""
        parts = []
        if self.columns is not None:
            one = tr("In the DataStore, 1 column")
            many = tr("In the DataStore, {count} columns", count=len(self.columns))
            parts.append(one if len(self.columns) == 1 else many)
        if self.views:
            parts.append(tr("Views: {names}", names=", ".join(self.views)))
        return " · ".join(parts)

    @property
    def column_list(self) -> str:
        """Name and type of the first columns, one a line."""
        listed = [f"{name} ({kind})" if kind else name for name, kind in self.columns or ()]
        more = [tr("and {count} more", count=len(listed) - _NAMED)] if len(listed) > _NAMED else []
        return "\n".join([*listed[:_NAMED], *more])


def is_in_datastore(resource: Mapping[str, Any]) -> bool:
    """Return whether the DataStore has a table of a resource, as its record says."""
    return str(resource.get("datastore_active")).lower() == "true"


def resource_extras(catalogue: Catalogue, resource: Mapping[str, Any]) -> ResourceExtras:
    """Ask the catalogue what it keeps beside a resource. What it does not have, or does not tell, is not there.

    Raises:
        CatalogueError: the catalogue does not answer.
    """
    not_there = (errors.UnknownAction, errors.NotFound, errors.NotAuthorized, errors.Invalid)
    views: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] | None = None
    with contextlib.suppress(*not_there):
        listed = catalogue.views(str(resource["id"]))
        views = tuple(str(v.get("title") or v.get("view_type") or "") for v in listed)
    if is_in_datastore(resource):
        with contextlib.suppress(*not_there):
            columns = catalogue.table(str(resource["id"]), limit=0).fields
    return ResourceExtras(tuple(v for v in views if v), columns)
