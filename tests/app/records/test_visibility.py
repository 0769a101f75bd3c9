"""Given a record, when it is made or moved, then who can see it is what the catalogue shows without a key."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.records import create, new_record, visibility
from bcdc_desktop.app.records.plan import plan
from bcdc_desktop.app.records.publish import offers, publish
from bcdc_desktop.app.sync.sync import refresh_account, refresh_tree
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.publishing import Audience, expected_audience, with_visibility
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.domain.schema import DatasetSchema
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.store import Store
from helpers.sample_record import LINK, record_fields


@pytest.fixture(params=["bcdc", "stock"])
def flavour(request: pytest.FixtureRequest) -> str:
    """BCDC keeps records that are not published out of searches; CKAN as it comes shows them like any other."""
    return str(request.param)


@pytest.fixture
def at(flavour: str, tmp_path: Path) -> Iterator[Workspace]:
    with DemoCatalogue(tmp_path / "practice", flavour=flavour) as demo:
        profile = Profile("here", "Here", demo.url, user="sysadmin")
        store = Store.open(Places.below(tmp_path / "home"), "here", "sysadmin")
        workspace = Workspace(profile, store, Catalogue(profile, demo.tokens["sysadmin"]))
        workspace.put_schema(workspace.catalogue.schema())
        refresh_account(workspace)
        refresh_tree(workspace)
        yield workspace
        workspace.close()


@pytest.fixture
def fields(at: Workspace) -> dict[str, Any]:
    return record_fields(str(at.catalogue.organization(HOME_ORGANIZATIONS[0])["id"]))


def without_states(schema: DatasetSchema) -> DatasetSchema:
    kept = tuple(f for f in schema.dataset_fields if f.name != "publish_state")
    return with_visibility(replace(schema, dataset_fields=kept))


def test_who_sees_a_new_record_is_told_as_it_is_and_foretold_the_next_time(
    at: Workspace, fields: dict[str, Any], flavour: str
) -> None:
    prepared = create.prepare_package(at, fields)
    assert visibility.expected(at, prepared) is Audience.UNKNOWN  # nobody has looked yet
    created = create.create_package(at, prepared)
    assert created.audience is (Audience.LINK if flavour == "bcdc" else Audience.EVERYONE)
    assert visibility.expected(at, prepared) is created.audience
    assert visibility.check_audience(at, created.package) is created.audience


def test_a_private_record_is_its_organizations(at: Workspace, fields: dict[str, Any]) -> None:
    created = create.create_package(at, create.prepare_package(at, {**fields, "private": True}))
    hidden = created.package["private"]  # BCDC decides by the visibility of the metadata instead
    assert (created.audience is Audience.ORGANIZATION) is hidden
    assert (visibility.expected(at, created.package) is Audience.ORGANIZATION) is hidden


def test_a_catalogue_that_cannot_be_asked_is_not_known(at: Workspace, fields: dict[str, Any]) -> None:
    nowhere = replace(at.profile, address="http://127.0.0.1:9")
    away = Workspace(nowhere, at.store, Catalogue(nowhere))
    assert visibility.check_audience(away, {"id": "x", **fields}) is Audience.UNKNOWN


def test_a_move_says_what_a_look_without_a_key_confirms(at: Workspace, fields: dict[str, Any]) -> None:
    package = create.create_package(at, create.prepare_package(at, {**fields, "resources": [dict(LINK)]})).package
    for target in ("PENDING PUBLISH", "PUBLISHED"):
        offer = next(o for o in offers(at, package) if o.target == target)
        done = publish(at, package, target)
        package = at.package(str(package["id"]))
        assert offer.effect is not None
        assert offer.effect.public is (target == "PUBLISHED")
        assert getattr(done, "package", None) is not None
    assert visibility.check_audience(at, package) is Audience.EVERYONE


def test_where_there_is_no_publish_state_one_chooses_between_public_and_private(at: Workspace) -> None:
    schema = without_states(at.schema())
    field = schema.dataset_field("private")
    assert field is not None
    assert field.required
    assert at.schema().dataset_field("private") is None  # publish states decide there
    assert expected_audience(schema, {"private": False}) is Audience.EVERYONE
    assert expected_audience(schema, {"private": "true"}) is Audience.ORGANIZATION
    at.put_schema(schema)
    draft = at.store.drafts.get(new_record.blank(at))
    assert draft is not None
    assert draft.changes.of(PACKAGE)["private"] == "true"


def test_a_change_that_makes_a_record_public_is_known_before_it_is_sent(at: Workspace) -> None:
    schema = without_states(at.schema())
    at.put_schema(schema)
    private = {"id": "x", "private": True, "owner_org": "o"}
    change = RecordChanges(private, {PACKAGE: {"private": "false"}})
    assert visibility.concerns(change)
    assert visibility.becomes_public(at, private, change.result())
    assert not visibility.becomes_public(at, {**private, "private": False}, change.result())
    assert not visibility.becomes_public(at, private, private)
    assert [c.name for c in change.differences(schema)[PACKAGE]] == ["private"]
    assert RecordChanges(private, {PACKAGE: {"private": "true"}}).differences(schema) == {}  # CKAN says true


def test_a_record_that_leaves_its_organization_is_told_and_cannot_be_private(practice) -> None:
    workspace = practice.workspace()
    plain = ckan_schema()
    workspace.put_schema(plain)
    base = {"id": "p", "name": "p", "title": "P", "type": "dataset", "owner_org": practice.organization,
            "private": False, "resources": []}  # fmt: skip
    leaving = RecordChanges(base, {PACKAGE: {"owner_org": ""}})
    said = visibility.leaves_organization(leaving)
    assert "Anyone with an account" in said
    assert "lose" not in said, "an editor of any organization may still change it"
    assert plan(workspace, leaving).errors == {}
    hidden = RecordChanges({**base, "private": True}, {PACKAGE: {"owner_org": ""}})
    assert set(plan(workspace, hidden).errors[PACKAGE]) == {"owner_org"}
    made_public = RecordChanges({**base, "private": True}, {PACKAGE: {"owner_org": "", "private": "false"}})
    assert plan(workspace, made_public).errors == {}
    unowned = RecordChanges({**base, "owner_org": None}, {PACKAGE: {"private": "true"}})
    assert set(plan(workspace, unowned).errors[PACKAGE]) == {"private"}
    assert not visibility.leaves_organization(unowned)


def test_a_new_private_record_needs_an_organization_before_it_is_sent(at: Workspace) -> None:
    at.put_schema(ckan_schema())
    draft = at.store.drafts.get(new_record.blank(at))
    assert draft is not None
    titled = RecordChanges(draft.changes.base, {PACKAGE: {**draft.changes.of(PACKAGE), "title": "Wells"}})
    assert [p.path for p in create.problems(at, titled)[PACKAGE]] == ["owner_org"]
    public = RecordChanges(titled.base, {PACKAGE: {**titled.of(PACKAGE), "private": "false"}})
    assert create.problems(at, public) == {}
