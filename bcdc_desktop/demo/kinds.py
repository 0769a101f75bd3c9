"""The catalogues that the practice catalogue plays: BCDC's, a CKAN as it comes, and one with a schema in DCAT's terms.

Each is what was seen of a real CKAN 2.11 of its kind; ``tests/contract`` holds both against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from bcdc_desktop.bundled import bundled_path
from bcdc_desktop.domain.schema import DatasetSchema

KindName = Literal["bcdc", "plain", "dcat"]
KINDS: tuple[KindName, ...] = ("bcdc", "plain", "dcat")

_OPTIONAL = "ignore_missing unicode_safe"
_EMAIL = "ignore_missing unicode_safe email_validator"
_TITLE = "if_empty_same_as(name) unicode_safe"
_NAME = "not_empty unicode_safe name_validator package_name_validator"
_VERSION = "ignore_missing unicode_safe package_version_validator"
_TAGS = "ignore_missing tag_string_convert"
_FORMAT = "if_empty_guess_format ignore_missing clean_format unicode_safe"


@dataclass(frozen=True)
class CatalogueKind:
    """One kind of catalogue.

    ``schema_action`` is what ``scheming_dataset_schema_show`` answers, None where there is no ckanext-scheming.
    ``hierarchy``: there is an action for the tree of organizations. ``unowned``: packages may be without an
    organization. ``typed``: packages of another type than the schema's are refused.
    """

    name: KindName
    schema: DatasetSchema
    licences: Mapping[str, Mapping[str, Any]]
    schema_action: Mapping[str, Any] | None
    hierarchy: bool = False
    unowned: bool = False
    typed: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it has no schema but CKAN's own fields, of which each is answered, empty or not."""
        return self.schema_action is None

    @property
    def layout(self) -> int:
        """What tells the homes of the kinds apart."""
        return 10 * KINDS.index(self.name)


def kind_of(name: str) -> CatalogueKind:
    """Return a kind of catalogue by its name.

    Raises:
        ValueError: there is no such kind.
    """
    match name:
        case "bcdc":
            raw = orjson.loads(bundled_path("schema/bcdc_dataset.json").read_bytes())
            licences = orjson.loads(bundled_path("schema/bcdc_licenses.json").read_bytes())
            by_id = {str(licence["id"]): licence for licence in licences}
            return CatalogueKind("bcdc", DatasetSchema.from_action(raw), by_id, raw, hierarchy=True, typed=True)
        case "plain":
            schema = DatasetSchema.from_action(_plain_fields())
            return CatalogueKind("plain", schema, _open_licences(), None, unowned=True)
        case "dcat":
            raw = orjson.loads(bundled_path("practice/dcat_dataset.json").read_bytes())
            return CatalogueKind("dcat", DatasetSchema.from_action(raw), _open_licences(), raw)
    raise ValueError(name)


def _plain_fields() -> dict[str, Any]:
    """Return CKAN's own fields with the validators of ``default_create_package_schema``, as scheming would say them."""
    own = {
        "title": _TITLE, "name": _NAME, "author": _OPTIONAL, "author_email": _EMAIL, "maintainer": _OPTIONAL,
        "maintainer_email": _EMAIL, "license_id": _OPTIONAL, "notes": _OPTIONAL, "url": _OPTIONAL,
        "version": _VERSION, "owner_org": "owner_org_validator unicode_safe", "tag_string": _TAGS,
    }  # fmt: skip
    resource = {
        "url": "ignore_missing unicode_safe remove_whitespace", "name": _OPTIONAL, "description": _OPTIONAL,
        "format": _FORMAT, "resource_type": _OPTIONAL,
    }  # fmt: skip
    return {
        "dataset_type": "dataset",
        "dataset_fields": [{"field_name": name, "validators": named} for name, named in own.items()],
        "resource_fields": [{"field_name": name, "validators": named} for name, named in resource.items()],
    }


def _open_licences() -> dict[str, dict[str, Any]]:
    """Return some of the licences that CKAN comes with."""
    listed = (
        ("notspecified", "License not specified", ""),
        ("cc-by", "Creative Commons Attribution", "http://www.opendefinition.org/licenses/cc-by"),
        ("cc-zero", "Creative Commons CCZero", "http://www.opendefinition.org/licenses/cc-zero"),
        ("odc-odbl", "Open Data Commons Open Database License (ODbL)",
         "http://www.opendefinition.org/licenses/odc-odbl"),
        ("other-closed", "Other (Not Open)", ""),
    )  # fmt: skip
    return {
        name: {"id": name, "title": title, "url": url, "status": "active", "family": "", "is_generic": "False",
               "od_conformance": "approved" if url else "not reviewed"}
        for name, title, url in listed
    }  # fmt: skip
