"""The fields that bulk changes and spreadsheets for editing have: those of a schema, and CKAN's own pairs."""

from __future__ import annotations

from bcdc_desktop.domain.bcdc.fields import is_bcdc
from bcdc_desktop.domain.ckan_schema import with_extras
from bcdc_desktop.domain.schema import DatasetSchema

from ..workspace import Workspace


def bulk_schema(workspace: Workspace, dataset_type: str | None = None) -> DatasetSchema:
    """Return the schema of a type of records (of the type of new ones), with CKAN's own pairs of key and value: a
    catalogue with a schema keeps them beside its fields. BCDC refuses them."""
    found = workspace.schema(dataset_type)
    return found if is_bcdc(found) else with_extras(found)


def bulk_schemas(workspace: Workspace) -> list[DatasetSchema]:
    """Return the schemas of all types of records, likewise."""
    return [bulk_schema(workspace, schema.dataset_type) for schema in workspace.schemas()]
