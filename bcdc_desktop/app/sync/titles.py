"""List entries of records, as a search index has them: what comes before the records where titles are synchronized
first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bcdc_desktop.domain.bcdc.fields import PUBLISH_STATE
from bcdc_desktop.domain.organization import OrganizationTree

from .listing import INDEX_FIELDS

TITLE_FIELDS = (
    *INDEX_FIELDS, "name", "title", "owner_org", "organization", "state", "private", "license_id", "tags", "res_format",
    "type", PUBLISH_STATE,
)  # fmt: skip
_MOST = 10_000  # values of a list that are taken


def record_of(entry: Mapping[str, Any], tree: OrganizationTree) -> dict[str, Any]:
    """Return what an entry of the index tells of a record, in the shape of a record: values that are not of their kind
    are left out.

    Args:
        entry: with ``TITLE_FIELDS``, as far as the index has them.
        tree: names the organization where the index does not have its id.
    """
    record: dict[str, Any] = {
        name: entry[name]
        for name in ("id", "name", "title", "state", "license_id", "type", PUBLISH_STATE, *INDEX_FIELDS)
        if isinstance(entry.get(name), str)
    }
    record.setdefault("name", record["id"])
    record.setdefault("title", record["name"])
    record.setdefault("state", "active")
    owner = entry.get("owner_org")
    if not isinstance(owner, str):
        known = tree.get(str(entry.get("organization") or ""))
        owner = known.id if known else ""
    record["owner_org"] = owner
    record["private"] = str(entry.get("private")).lower() == "true"
    record["tags"] = [{"name": tag} for tag in _texts(entry.get("tags"))]
    record["resources"] = [{"id": "-", "format": kind} for kind in _texts(entry.get("res_format"))]
    return record


def _texts(value: Any) -> list[str]:
    values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [v for v in values[:_MOST] if isinstance(v, str)]
