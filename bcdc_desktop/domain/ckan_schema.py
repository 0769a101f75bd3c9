"""The fields of a dataset and a resource where a catalogue has no schema of its own: those that CKAN itself keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from bcdc_desktop.translation import tr

from .schema import Choice, DatasetSchema, Field, FieldKind

CKAN_TYPE = "dataset"  # the type of every package of such a catalogue
GROUPS = "groups"
EXTRAS = "extras"


OWN_RESOURCE_KEYS = frozenset(
    {
        "cache_last_updated",
        "cache_url",
        "ckan_url",
        "created",
        "datastore_active",
        "datastore_contains_all_records_of_source_file",
        "hash",
        "id",
        "last_modified",
        "metadata_modified",
        "mimetype",
        "mimetype_inner",
        "package_id",
        "position",
        "resource_type",
        "revision_id",
        "size",
        "state",
        "url_type",
    }
)
"""Keys of a resource that CKAN or its extensions set, beside those that a person fills in."""

SENT_RESOURCE_KEYS = frozenset({"hash", "last_modified", "mimetype", "mimetype_inner", "resource_type", "size"})
"""Those of them that CKAN takes from whoever sends them; most of them it finds out of an uploaded file itself."""

SET_RESOURCE_KEYS = OWN_RESOURCE_KEYS - SENT_RESOURCE_KEYS
"""Those that nobody may send: the catalogue alone sets them."""


@cache
def ckan_schema() -> DatasetSchema:
    """Return the schema of CKAN's own fields. Nothing but the name is required."""
    dataset: list[dict[str, Any]] = [
        _field("title", tr("Title"), preset="title", validators="if_empty_same_as(name) unicode_safe"),
        _field(
            "name", tr("Name"), preset="dataset_slug", form_snippet="slug.html", validators="not_empty name_validator"
        ),
        _field("notes", tr("Description"), form_snippet="markdown.html"),
        _field("tag_string", tr("Keywords"), validators="ignore_missing tag_string_convert"),
        _field("license_id", tr("Licence"), form_snippet="license.html"),
        _field("owner_org", tr("Organization"), form_snippet="organization.html", validators="owner_org_validator"),
        _field("url", tr("Source")),
        _field("version", tr("Version")),
        _field("author", tr("Author")),
        _field("author_email", tr("Author email"), validators="ignore_missing email_validator"),
        _field("maintainer", tr("Maintainer")),
        _field("maintainer_email", tr("Maintainer email"), validators="ignore_missing email_validator"),
        _field(
            EXTRAS,
            tr("Additional fields"),
            ckan_extras=True,
            repeating_subfields=[_field("key", tr("Key"), required=True), _field("value", tr("Value"))],
        ),
    ]
    resource: list[dict[str, Any]] = [
        _field("url", tr("Link or file"), form_snippet="upload.html"),
        _field("name", tr("Name")),
        _field("description", tr("Description"), form_snippet="markdown.html"),
        _field("format", tr("Format")),
    ]
    return DatasetSchema.from_action(
        {"dataset_type": CKAN_TYPE, "ckan_own": True, "dataset_fields": dataset, "resource_fields": resource}
    )


def with_extras(schema: DatasetSchema) -> DatasetSchema:
    """Return a schema with CKAN's own pairs of key and value: a record may have some beside any schema's fields."""
    if schema.dataset_field(EXTRAS) is not None:
        return schema
    return replace(schema, dataset_fields=(*schema.dataset_fields, extras_field()))


def extras_field() -> Field:
    """Return the field of CKAN's own pairs of key and value."""
    found = ckan_schema().dataset_field(EXTRAS)
    assert found is not None
    return found


def with_groups(schema: DatasetSchema, groups: Iterable[Mapping[str, Any]]) -> DatasetSchema:
    """Return a schema with the groups that a record is in, to choose from those of the catalogue; without where it has
    none."""
    choices = tuple(Choice(str(g["name"]), str(g.get("title") or g.get("display_name") or g["name"])) for g in groups)
    if not choices or schema.dataset_field(GROUPS) is not None:
        return schema
    field = Field(
        GROUPS, tr("Groups"), FieldKind.MEMBERSHIPS, choices=tuple(sorted(choices, key=lambda c: c.label.casefold()))
    )
    return replace(schema, dataset_fields=(*schema.dataset_fields, field))


def _field(name: str, label: str, **more: Any) -> dict[str, Any]:
    return {"field_name": name, "label": label, **more}
