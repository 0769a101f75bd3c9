"""Moves through the publish states: by schema and role, with their meaning, their checklist, and why not."""

from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.guidance import completeness
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.editing import plan
from bcdc_desktop.work.edits import PACKAGE, Edits, Overlap, Refused, Saved
from bcdc_desktop.work.publishing import look_before, offers, publish, waiting
from work.records.conftest import Make, Open


@pytest.fixture
def admin(demo: DemoCatalogue, desk: Desk) -> Catalogue:
    return Catalogue(desk.profile, demo.tokens["orgadmin"])


def test_moves_come_from_the_schema_with_role_and_meaning(desk: Desk, open_desk: Open, make: Make) -> None:
    package = make(1)
    (offer,) = offers(desk, package)
    assert (offer.source, offer.target, offer.refusal) == ("DRAFT", "PENDING PUBLISH", "")
    assert offer.effect is not None
    assert offer.visible_before is not None
    assert "administrators" in offer.effect.mailed
    assert not offer.effect.public
    moved = publish(desk, package, "PENDING PUBLISH")
    assert isinstance(moved, Saved)
    found = {o.target: o for o in offers(desk, moved.package)}
    assert set(found) == {"DRAFT", "PUBLISHED"}
    assert "Only an admin" in found["PUBLISHED"].refusal
    chief = {o.target: o for o in offers(open_desk("orgadmin"), moved.package)}["PUBLISHED"]
    assert chief.refusal == ""
    assert chief.effect is not None
    assert (chief.effect.public, "editors" in chief.effect.mailed) == (True, True)
    hidden = {o.target: o for o in offers(desk, {**moved.package, "metadata_visibility": "IDIR"})}["PUBLISHED"].effect
    assert hidden is not None
    assert not hidden.public


def test_a_move_that_may_not_be_made_says_why_and_sends_nothing(desk: Desk, make: Make, sent: list[str]) -> None:
    package = make(1)
    sent.clear()
    for target, why in (("PUBLISHED", "Pending Publish"), ("NOWHERE", "no state"), ("DRAFT", "already")):
        with pytest.raises(Refused, match=why):
            publish(desk, package, target)
    assert sent == []
    assert "publish_state" in plan(desk, Edits(package, {PACKAGE: {"publish_state": "ARCHIVED"}})).errors[PACKAGE]


def test_what_the_server_refuses_says_why(desk: Desk, admin: Catalogue, make: Make) -> None:
    """The role is not known on this computer, so the server decides."""
    package = make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    desk.store.cache.put_organizations([])
    with pytest.raises(Refused) as refusal:
        publish(desk, admin.package(package["id"]), "PUBLISHED")
    assert "publish_state" in refusal.value.fields
    assert refusal.value.message


def test_the_checklist_keeps_back_what_is_wrong(desk: Desk, make: Make, sent: list[str]) -> None:
    package = make(
        0, contacts=[{"name": "E", "email": "e@example.org", "org": make()["owner_org"], "role": "custodian"}]
    )
    sent.clear()
    (offer,) = offers(desk, package)
    assert {i.key for i in offer.held_back} == {"contact", "resources"}
    with pytest.raises(Refused) as refusal:
        publish(desk, package, "PENDING PUBLISH")
    assert set(refusal.value.by_target[PACKAGE]) == {"contacts", "resources"}
    assert sent == []


def test_the_checklist_warns_of_links_and_of_open_secrets(desk: Desk, make: Make) -> None:
    package = make(2, security_class="PROTECTED B")
    first, second = (r["url"] for r in package["resources"])
    by_key = {i.key: i for i in look_before(desk, package)}
    assert by_key["links"].standing == "unknown"
    assert by_key["audience"].standing == "careful"
    assert {name for _, name in by_key["audience"].paths} == {"download_audience", "view_audience"}
    desk.store.links.put([LinkResult(first, True, 200), LinkResult(second, False, 404)])
    dead = {i.key: i for i in look_before(desk, package)}["links"]
    assert (dead.standing, dead.paths) == ("careful", ((package["resources"][1]["id"], "url"),))
    desk.store.links.put([LinkResult(second, True, 200)])
    assert {i.key: i.standing for i in look_before(desk, package)}["links"] == "ok"
    assert {i.key: i.standing for i in look_before(desk, {**package, "license_id": "nope"})}["licence"] == "wrong"


def test_a_state_that_somebody_moved_meanwhile_is_an_overlap(desk: Desk, admin: Catalogue, make: Make) -> None:
    package = make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    again = publish(desk, package, "PENDING PUBLISH")
    assert isinstance(again, Overlap)
    assert [c.name for c in again.merges[PACKAGE].theirs] == ["publish_state"]


def test_an_administrator_sees_what_waits(desk: Desk, open_desk: Open, admin: Catalogue, make: Make) -> None:
    package, other = make(1), make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    chief = open_desk("orgadmin")
    for one in (desk, chief):
        for made in (package, other):
            one.package(made["id"])
    assert [r.id for r in waiting(chief)] == [package["id"]]
    assert waiting(desk) == []


def test_completeness_grows_with_every_advice_and_ends_at_one(desk: Desk, make: Make) -> None:
    package: dict[str, Any] = make(1)
    found = completeness(package, desk.schema())
    assert 0 < found.share < 1
    assert all(a.reason and a.label for a in found.advice)
    assert "purpose" in {a.field for a in found.open}
    assert all(a.done for a in found.advice if a.needed)
    better = {**package, "purpose": "To know how deep they are."}
    assert completeness(better, desk.schema()).share > found.share
    resource = {**package["resources"][0], "description": "All lakes with their depth."}
    whole = {
        **better,
        "title": "Lakes of the North - Depth - British Columbia",
        "notes": " ".join(["Depths of every lake in the north of the province, measured by boat each summer."] * 3),
        "tag_string": "lakes, water, depth",
        "data_quality": "Good.",
        "lineage_statement": "Measured.",
        "dates": [{"type": "Created", "date": "2024-01-01"}],
        "more_info": [{"description": "Guide", "url": "https://example.org"}],
        "resources": [resource],
    }
    assert completeness(whole, desk.schema()).open == ()
    assert completeness(whole, desk.schema()).share == 1.0
    assert completeness({}, desk.schema()).open[0].needed
