"""Moves through the publish states: by schema and role, with their meaning, their checklist, and why not."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make, Open
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused, plan
from bcdc_desktop.app.records.publish import offers, publish, publishing_checklist, waiting
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.records.undo import plan_undo, undo
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.quality import completeness
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.links import LinkResult
from helpers.sample_record import LINK


@pytest.fixture
def admin(demo: DemoCatalogue, workspace: Workspace) -> Catalogue:
    return Catalogue(workspace.profile, demo.tokens["orgadmin"])


def test_moves_come_from_the_schema_with_role_and_meaning(
    workspace: Workspace, open_workspace: Open, make: Make
) -> None:
    package = make(1)
    (offer,) = offers(workspace, package)
    assert (offer.source, offer.target, offer.refusal) == ("DRAFT", "PENDING PUBLISH", "")
    assert offer.effect is not None
    assert offer.visible_before is not None
    assert "administrators" in offer.effect.mailed
    assert not offer.effect.public
    moved = publish(workspace, package, "PENDING PUBLISH")
    assert isinstance(moved, SubmitResult)
    found = {o.target: o for o in offers(workspace, moved.package)}
    assert set(found) == {"DRAFT", "PUBLISHED"}
    assert "Only administrators" in found["PUBLISHED"].refusal
    chief = {o.target: o for o in offers(open_workspace("orgadmin"), moved.package)}["PUBLISHED"]
    assert chief.refusal == ""
    assert chief.effect is not None
    assert (chief.effect.public, "editors" in chief.effect.mailed) == (True, True)
    hidden = {
        o.target: o for o in offers(workspace, {**moved.package, "metadata_visibility": "IDIR", "private": True})
    }["PUBLISHED"].effect
    assert hidden is not None
    assert not hidden.public


def test_a_move_that_may_not_be_made_says_why_and_sends_nothing(
    workspace: Workspace, make: Make, sent: list[str]
) -> None:
    package = make(1)
    sent.clear()
    for target, why in (("PUBLISHED", "Pending Publish"), ("NOWHERE", "no state"), ("DRAFT", "already")):
        with pytest.raises(SaveRefused, match=why):
            publish(workspace, package, target)
    assert sent == []
    assert (
        "publish_state"
        in plan(workspace, RecordChanges(package, {PACKAGE: {"publish_state": "ARCHIVED"}})).errors[PACKAGE]
    )


def test_what_the_server_refuses_says_why(workspace: Workspace, admin: Catalogue, make: Make) -> None:
    """The role is not known on this computer, so the server decides."""
    package = make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    workspace.store.cache.organizations.put([])
    with pytest.raises(SaveRefused) as refusal:
        publish(workspace, admin.package(package["id"]), "PUBLISHED")
    assert "publish_state" in refusal.value.fields
    assert refusal.value.message


def test_the_checklist_keeps_back_what_is_wrong(workspace: Workspace, make: Make, sent: list[str]) -> None:
    package = make(
        0, contacts=[{"name": "E", "email": "e@example.org", "org": make()["owner_org"], "role": "custodian"}]
    )
    sent.clear()
    (offer,) = offers(workspace, package)
    assert {i.key for i in offer.held_back} == {"contact", "resources"}
    with pytest.raises(SaveRefused) as refusal:
        publish(workspace, package, "PENDING PUBLISH")
    assert set(refusal.value.by_section[PACKAGE]) == {"contacts", "resources"}
    assert sent == []


def test_the_checklist_warns_of_links_and_of_open_secrets(workspace: Workspace, make: Make) -> None:
    package = make(2, security_class="PROTECTED B")
    first, second = (r["url"] for r in package["resources"])
    by_key = {i.key: i for i in publishing_checklist(workspace, package)}
    assert by_key["links"].standing == "unknown"
    assert by_key["audience"].standing == "careful"
    assert {name for _, name in by_key["audience"].paths} == {"download_audience", "view_audience"}
    workspace.store.links.put([LinkResult(first, True, 200), LinkResult(second, False, 404)])
    dead = {i.key: i for i in publishing_checklist(workspace, package)}["links"]
    assert (dead.standing, dead.paths) == ("careful", ((package["resources"][1]["id"], "url"),))
    workspace.store.links.put([LinkResult(second, True, 200)])
    assert {i.key: i.standing for i in publishing_checklist(workspace, package)}["links"] == "ok"
    assert {i.key: i.standing for i in publishing_checklist(workspace, {**package, "license_id": "nope"})}[
        "licence"
    ] == "wrong"


def test_a_state_that_somebody_moved_meanwhile_is_an_overlap(
    workspace: Workspace, admin: Catalogue, make: Make
) -> None:
    package = make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    again = publish(workspace, package, "PENDING PUBLISH")
    assert isinstance(again, MergeConflict)
    assert [c.name for c in again.merges[PACKAGE].theirs] == ["publish_state"]


def test_an_administrator_sees_what_waits(
    workspace: Workspace, open_workspace: Open, admin: Catalogue, make: Make
) -> None:
    package, other = make(1), make(1)
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    chief = open_workspace("orgadmin")
    for one in (workspace, chief):
        for made in (package, other):
            one.package(made["id"])
    assert [r.id for r in waiting(chief)] == [package["id"]]
    assert waiting(workspace) == []


def test_completeness_grows_with_every_advice_and_ends_at_one(workspace: Workspace, make: Make) -> None:
    package: dict[str, Any] = make(1)
    found = completeness(package, workspace.schema())
    assert 0 < found.share < 1
    assert all(a.reason and a.label for a in found.advice)
    assert "purpose" in {a.field for a in found.open}
    assert all(a.done for a in found.advice if a.needed)
    better = {**package, "purpose": "To know how deep they are."}
    assert completeness(better, workspace.schema()).share > found.share
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
    assert completeness(whole, workspace.schema()).open == ()
    assert completeness(whole, workspace.schema()).share == 1.0
    assert completeness({}, workspace.schema()).open[0].needed


def draft_of(workspace: Workspace, package: Any, **fields: Any) -> RecordChanges:
    workspace.store.drafts.set_edits(package, PACKAGE, fields)
    draft = workspace.store.drafts.get(str(package["id"]))
    assert draft is not None
    return draft.changes


def again(workspace: Workspace, package_id: str) -> RecordChanges:
    draft = workspace.store.drafts.get(package_id)
    assert draft is not None
    return draft.changes


def test_a_move_of_ones_own_is_nobody_elses_change_to_the_draft_that_is_open(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    draft_of(workspace, package, notes="Mine.")
    assert isinstance(publish(workspace, package, "PENDING PUBLISH"), SubmitResult)
    done = save(workspace, again(workspace, package["id"]))
    assert isinstance(done, SubmitResult), "no word of somebody else"
    assert (done.package["publish_state"], done.package["notes"]) == ("PENDING PUBLISH", "Mine.")
    # a colleague's move is somebody else's
    edits = RecordChanges(done.package, {PACKAGE: {"notes": "Mine again."}})
    colleague.patch_package(package["id"], {"publish_state": "DRAFT"})
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)


def test_what_others_changed_beside_a_move_of_ones_own_is_still_shown(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    draft_of(workspace, package, notes="Mine.")
    colleague.patch_package(package["id"], {"notes": "Theirs.", "purpose": "Theirs."})
    assert isinstance(publish(workspace, colleague.package(package["id"]), "PENDING PUBLISH"), SubmitResult)
    merge_conflict = save(workspace, again(workspace, package["id"]))
    assert isinstance(merge_conflict, MergeConflict)
    merge = merge_conflict.merges[PACKAGE]
    assert [c.field.name for c in merge.conflicts] == ["notes"]
    assert {c.name for c in merge.theirs if not c.field.read_only} == {"notes", "purpose"}


def test_taking_back_beside_a_draft_is_nobody_elses_change(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package, new = make(2), str(uuid4())
    first, second = (r["id"] for r in package["resources"])
    for name in ("old.csv", "new.csv"):
        (tmp_path / name).write_text(name)
    old, newer = attach(tmp_path / "old.csv"), attach(tmp_path / "new.csv")
    filed = save(workspace, RecordChanges(package, files={first: old}))
    assert isinstance(filed, SubmitResult)
    edits = RecordChanges(
        filed.package,
        {PACKAGE: {"purpose": "Why.", "notes": "Before."}, second: {"description": "Said."}},
        new_resources={new: dict(LINK)},
        files={first: newer},
        order=[second, new, first],
    )
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    assert done.entry is not None
    drafts = workspace.store.drafts
    drafts.set_edits(done.package, PACKAGE, {"notes": "Mine."})
    for resource in (first, second):
        drafts.set_edits(done.package, resource, {"name": "Mine"})
    assert isinstance(undo(workspace, plan_undo(workspace, done.entry)), SubmitResult)
    assert isinstance(save(workspace, again(workspace, package["id"])), SubmitResult)
    there = colleague.package(package["id"])
    assert (there["notes"], there.get("purpose") or "") == ("Mine.", "")
    assert [(r["id"], r["name"]) for r in there["resources"]] == [(first, "Mine"), (second, "Mine")]
    assert b"".join(colleague.read_file(there["resources"][0]["url"])) == b"old.csv"
