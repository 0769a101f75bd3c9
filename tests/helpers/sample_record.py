"""A complete record and its resources, as tests and benchmarks make them. One place, so that a new field of the schema
that has to be filled in is filled in once."""

from typing import Any
from uuid import uuid4

FILED: dict[str, Any] = {
    "bcdc_type": "document",
    "resource_update_cycle": "monthly",
    "format": "csv",
    "resource_storage_location": "catalogue data store",
    "resource_type": "data",
    "resource_access_method": "direct access",
}
"""What a resource has besides its name when its file is kept in the catalogue."""

LINK: dict[str, Any] = {
    **FILED,
    "resource_storage_location": "web or ftp site",
    "name": "View the lakes",
    "url": "https://example.org/lakes.csv",
}
"""A resource that is a link, whole."""


def contact(organization: str, **more: Any) -> dict[str, Any]:
    """Somebody to ask, displayed."""
    return {
        "name": "Erin",
        "email": "erin@example.org",
        "org": organization,
        "role": "pointOfContact",
        "displayed": ["displayed"],
    } | more


def record_fields(organization: str, begins: str = "record", **more: Any) -> dict[str, Any]:
    """The fields of a complete record in DRAFT, with a title and a name of its own; None leaves a field out.

    Args:
        organization: id of the owner.
        begins: what its name begins with.
        more: fields that are otherwise.
    """
    name = f"{begins}-{uuid4().hex[:12]}"
    fields = {
        "type": "bcdc_dataset",
        "title": name,
        "name": name,
        "owner_org": organization,
        "notes": "All of them.",
        "license_id": "2",
        "publish_state": "DRAFT",
        "resource_status": "onGoing",
        "security_class": "PUBLIC",
        "view_audience": "Public",
        "download_audience": "Public",
        "metadata_visibility": "Public",
        "tag_string": "lakes, water",
        "contacts": [contact(organization)],
    } | more
    return {name: value for name, value in fields.items() if value is not None}
