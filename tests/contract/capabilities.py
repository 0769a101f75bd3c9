"""What differs between catalogues, by the kind of their schema and by CKAN's version: the one table that tests ask.

A test says what every catalogue does; where one does something else, it asserts that, by what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Kind:
    """A catalogue by its schema.

    Attributes:
        dataset_type: the type of its packages.
        required: what a package lacks that was sent with an owner alone.
        rows: a field of a package that is a list of rows, with some; ``rows_of_resource`` one of a resource, and
            nothing where the kind has none.
        texts: two fields of a package for any text, beside the notes; what is sent there is what is kept.
        wrong: a value that a package is refused for, and ``wrong_in_resource`` one of a resource.
        licences: two that it knows, with the title of the first.
        scheming: whether it has schemas of its own.
        typed: whether it takes packages of the schema's type alone.
        publish_states: whether records move through states, and are not simply public or private.
        unowned: whether anyone with an account may make packages without an organization.
        free_keys: whether CKAN's extras are always answered.
        formats: format as it is sent -> as it is kept.
    """

    dataset_type: str
    required: frozenset[str]
    rows: Rows
    rows_of_resource: Rows
    texts: tuple[str, str]
    wrong: dict[str, Any]
    wrong_in_resource: dict[str, Any]
    licences: tuple[str, str]
    licence_title: str
    scheming: bool = True
    typed: bool = False
    publish_states: bool = False
    unowned: bool = False
    free_keys: bool = True
    formats: dict[str, str] = field(default_factory=lambda: {"csv": "CSV", "xlsx": "XLSX"})


KINDS = {
    "bcdc": Kind(
        dataset_type="bcdc_dataset",
        required=frozenset(
            {
                "title", "name", "publish_state", "notes", "license_id", "resource_status", "security_class",
                "view_audience", "download_audience", "metadata_visibility",
            }
        ),
        rows={"dates": [{"type": "Created", "date": f"2024-01-0{n}"} for n in (1, 2, 3)]},
        rows_of_resource={"temporal_extent": [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]},
        texts=("purpose", "data_quality"),
        wrong={"view_audience": "nobody"},
        wrong_in_resource={"format": "nope"},
        licences=("2", "22"),
        licence_title="Open Government Licence - British Columbia",
        typed=True,
        publish_states=True,
        free_keys=False,
        formats={"csv": "csv", "xlsx": "xlsx"},
    ),
    "plain": Kind(
        dataset_type="dataset",
        required=frozenset({"name"}),
        rows={"extras": [{"key": f"key {n}", "value": str(n)} for n in (1, 2, 3)]},
        rows_of_resource={},
        texts=("author", "maintainer"),
        wrong={"author_email": "no address"},
        wrong_in_resource={"cache_last_updated": "someday"},
        licences=("cc-by", "cc-zero"),
        licence_title="Creative Commons Attribution",
        scheming=False,
        unowned=True,
    ),
    "dcat": Kind(
        dataset_type="dataset",
        required=frozenset({"name", "notes"}),
        rows={"temporal_coverage": [{"start": f"2011-0{n}", "end": "2012-05"} for n in (1, 2, 3)]},
        rows_of_resource={"access_services": [{"title": "Service", "endpoint_url": ["https://example.org"]}]},
        texts=("version_notes", "provenance"),
        wrong={"issued": "someday"},
        wrong_in_resource={"status": "nope"},
        licences=("cc-by", "cc-zero"),
        licence_title="Creative Commons Attribution",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Release:
    """CKAN by its version.

    Attributes:
        locks: every write waits for the one before, and ids of resources are checked (2.10).
        knows_whose_token: ``user_show`` without a name is the caller (2.10).
        hierarchy: there is ``group_tree``; ckanext-hierarchy does not load in 2.12.
        refusal: what stands between *Bad request* and what was wrong.
        shows_tags_of_organizations: ``organization_show`` has them.
        takes_numbers_as_text: a number where a text belongs becomes its digits; else that is a fault of the server.
        validates_all_resources: a write checks and shapes each resource again, not those alone that it changes; an
            update that names no resources removes them.
        takes_an_id_twice_at_once: of writes at once with the id of a resource, each is accepted; else some are a fault.
        refuses_unknown_rows: a list of rows under a name that no field has is refused; else it is kept or dropped.
    """

    locks: bool
    knows_whose_token: bool
    hierarchy: bool
    refusal: str
    shows_tags_of_organizations: bool
    takes_numbers_as_text: bool
    validates_all_resources: bool
    takes_an_id_twice_at_once: bool
    refuses_unknown_rows: bool


def release(version: tuple[int, ...]) -> Release:
    """What a version of CKAN does."""
    before = version < (2, 12)
    return Release(
        locks=version >= (2, 10),
        knows_whose_token=version >= (2, 10),
        hierarchy=before,
        refusal=" - " if before else ": ",
        shows_tags_of_organizations=before,
        takes_numbers_as_text=before,
        validates_all_resources=before,
        takes_an_id_twice_at_once=before,
        refuses_unknown_rows=before,
    )
