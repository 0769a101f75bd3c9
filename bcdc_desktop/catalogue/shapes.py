"""The shapes of CKAN's results, as far as the program reads them: which fields there must be, and of which type.

Everything else in a result stays as it came. A field that may be missing may also be null: CKAN writes both.
"""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from bcdc_desktop.struct_types import prepare_structs

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
UserName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]  # CKAN's own limit
Count = Annotated[int, msgspec.Meta(ge=0, le=1 << 53)]
Text = str | None
Flag = bool | int | str | None


class ResourceShape(msgspec.Struct):
    """A resource in a package."""

    id: Id
    name: Text = None
    url: Text = None
    url_type: Text = None
    format: Text = None
    description: Text = None
    bcdc_type: Text = None
    state: Text = None
    created: Text = None
    last_modified: Text = None
    size: int | float | str | None = None


class LoneResourceShape(ResourceShape, kw_only=True):
    """A resource that is asked for alone (``resource_show``): the package that it is in is known from it."""

    package_id: Id


class _Named(msgspec.Struct):
    name: str


class PackageShape(msgspec.Struct):
    """A package (``package_show``, ``package_search``)."""

    id: Id
    name: Id
    title: Text = None
    notes: Text = None
    type: Text = None
    state: Text = None
    publish_state: Text = None
    owner_org: Text = None
    license_id: Text = None
    license_title: Text = None
    metadata_created: Text = None
    metadata_modified: Text = None
    private: Flag = None
    isopen: Flag = None
    resources: list[ResourceShape] | None = None
    tags: list[_Named] | None = None
    groups: list[dict[str, Any]] | None = None
    extras: list[dict[str, Any]] | None = None
    organization: dict[str, Any] | None = None


class GroupShape(msgspec.Struct):
    """A group that records can be in (``group_list``)."""

    name: Id
    title: Text = None
    display_name: Text = None


class IndexedShape(msgspec.Struct):
    """A package with the fields alone that were asked for (``fl``); those that an index lacks are missing."""

    id: Text = None
    name: Text = None
    metadata_created: Text = None
    metadata_modified: Text = None


class OrganizationShape(msgspec.Struct):
    """An organization (``organization_show``, ``organization_list``)."""

    id: Id
    name: Id
    title: Text = None
    display_name: Text = None
    capacity: Text = None
    package_count: Count | None = None
    groups: list[dict[str, Any]] | None = None
    child_of: list[dict[str, Any] | str] | None = None


class MembershipShape(msgspec.Struct):
    """An organization in which the user has a role (``organization_list_for_user``)."""

    id: Id
    capacity: Text = None


class TreeShape(msgspec.Struct):
    """A node of ``group_tree``. What is below it is looked at node by node: a tree may be of any depth."""

    id: Id
    name: Id
    title: Text = None
    children: list[Any] | None = None


class UserShape(msgspec.Struct):
    """A user (``user_show``). The name is a part of the name of a file here."""

    name: UserName
    fullname: Text = None
    display_name: Text = None
    sysadmin: Flag = None


class LicenceShape(msgspec.Struct):
    """A licence (``license_list``)."""

    id: str
    title: Text = None


class ActivityShape(msgspec.Struct):
    """What happened to a record (``package_activity_list``)."""

    id: Id
    timestamp: Text = None
    user_id: Text = None
    activity_type: Text = None


class StatusShape(msgspec.Struct):
    """What a catalogue says of itself (``status_show``)."""

    ckan_version: str
    site_title: Text = None


class _FacetItem(msgspec.Struct):
    name: str
    count: Count


class _Facet(msgspec.Struct):
    items: list[_FacetItem]


class SearchShape(msgspec.Struct):
    """A page of ``package_search``; its packages are looked at one by one."""

    count: Count
    results: list[Any]
    search_facets: dict[str, _Facet] | None = None


class _FieldShape(msgspec.Struct):
    field_name: Text = None
    form_snippet: Text = None
    choices: list[dict[str, Any]] | None = None
    repeating_subfields: list[dict[str, Any]] | None = None
    conditional_field: Text = None
    conditional_values: list[str] | None = None


class SchemaShape(msgspec.Struct):
    """A schema (``scheming_dataset_schema_show``)."""

    dataset_fields: list[_FieldShape]
    resource_fields: list[_FieldShape]
    dataset_type: Text = None


class ViewShape(msgspec.Struct):
    """A view of a resource (``resource_view_list``)."""

    id: Id
    title: Text = None
    view_type: Text = None


class RevisedShape(msgspec.Struct):
    """The answer of ``package_revise``."""

    package: dict[str, Any] | None = None


prepare_structs(globals())
