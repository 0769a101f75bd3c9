"""The names of BCDC's fields, whether a schema is BCDC's, and what a record says in such a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..kinds.base import as_list
from ..schema import DatasetSchema, FieldKind

DATASET_TYPE = "bcdc_dataset"
SCHEMA_FILE = "schema/bcdc_dataset.json"  # bundled: what the program knows before it has asked

PUBLISH_STATE = "publish_state"
METADATA_VISIBILITY = "metadata_visibility"
SECURITY_CLASS = "security_class"
VIEW_AUDIENCE = "view_audience"
DOWNLOAD_AUDIENCE = "download_audience"
STATUS = "resource_status"
CONTACTS = "contacts"
DATES = "dates"
MORE_INFO = "more_info"
SUPPORT = "support_url"
PURPOSE = "purpose"
DATA_QUALITY = "data_quality"
LINEAGE = "lineage_statement"
REPLACEMENT = "replacement_record"

KIND = "bcdc_type"
UPDATE_CYCLE = "resource_update_cycle"
STORAGE = "resource_storage_location"
RESOURCE_TYPE = "resource_type"
ACCESS_METHOD = "resource_access_method"
PERIOD = "temporal_extent"
BEGIN, END = "beginning_date", "end_date"  # of the period
TABLE_SCHEMA = "json_table_schema"
"""The columns of a table, for programs."""
DICTIONARY = "supplemental_info"
"""What there is to know of a resource; here with the columns of a table, for people."""
DETAILS = "details"
OBJECT_NAMES = ("object_name", "object_short_name")


def is_bcdc(schema: DatasetSchema) -> bool:
    """Return whether a schema is BCDC's: by its dataset type, or by a publish state with a state to start in."""
    return schema.dataset_type == DATASET_TYPE or any(
        f.kind is FieldKind.STATE and f.raw.get("startState") for f in schema.dataset_fields
    )


def has_unique_titles(schema: DatasetSchema) -> bool:
    """Return whether the catalogue takes a title once only, as BCDC's validator of titles does."""
    title = schema.dataset_field("title")
    return title is not None and "title_validator" in str(title.raw.get("validators") or "").split()


def displayed_contacts(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the contacts of a record that the public sees."""
    listed = record.get(CONTACTS)
    rows = listed if isinstance(listed, list) else []
    return [c for c in rows if isinstance(c, Mapping) and any(as_list(c.get("displayed") or []))]


def kind_of(resource: Mapping[str, Any]) -> str:
    """Return whether a resource is a document, geographic data, a service or an application; empty if not known."""
    return str(resource.get(KIND) or "")


def period_of(resource: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the first and the last day that a resource covers, where it says so."""
    rows = resource.get(PERIOD)
    row = rows[0] if isinstance(rows, list) and rows else rows
    if not isinstance(row, Mapping):
        return None
    begin, end = str(row.get(BEGIN) or ""), str(row.get(END) or "")
    return (begin, end) if begin or end else None
