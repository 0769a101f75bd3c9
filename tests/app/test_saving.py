"""A save sends what was changed and that alone, and says truly what became of it, whatever the network does."""

import json

import pytest

from app.conftest import LONG, SHORT
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import SaveRefused
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from helpers.misbehaving import Canned, CutAnswer, CutRequest, Stall

HTML = "<html>Bad Gateway</html>"


def outcomes(workspace) -> list[str]:
    return [e.outcome for e in workspace.store.journal.entries()]


def test_only_what_changed_is_sent(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    given = {"title": package["title"], "tag_string": "wells, water", "notes": "New.\r\n", "purpose": ""}
    saved = save(workspace, RecordChanges(package, {PACKAGE: given}))
    assert isinstance(saved, SubmitResult)
    (call,) = practice.server.calls("package_revise")
    body = json.loads(call.body)
    assert body["match"] == {"id": package["id"], "metadata_modified": package["metadata_modified"]}
    assert body["update"] == {"notes": "New.\r\n"}
    assert [c.name for c in saved.changes[PACKAGE]] == ["notes"]
    assert outcomes(workspace) == ["verified"]
    after = practice.other.package(package["id"])
    assert {k for k in after if after[k] != package[k]} <= {"notes", "metadata_modified"}


def test_nothing_changed_asks_nobody(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    assert isinstance(
        save(workspace, RecordChanges(package, {PACKAGE: dict(package) | {"tag_string": "water, wells"}})), SubmitResult
    )
    assert practice.server.seen == []
    assert outcomes(workspace) == []


def test_a_draft_that_holds_untouched_values_does_not_undo_what_others_changed(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.other.patch_package(package["id"], {"purpose": "Theirs."})
    edits = RecordChanges(
        package, {PACKAGE: {"notes": "Mine.", "purpose": package.get("purpose", ""), "title": package["title"]}}
    )
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert merge_conflict.merges[PACKAGE].clean
    assert isinstance(save(workspace, edits, reviewed=merge_conflict.current["metadata_modified"]), SubmitResult)
    after = practice.other.package(package["id"])
    assert (after["notes"], after["purpose"]) == ("Mine.", "Theirs.")


def test_both_changed_one_field_and_the_user_decides(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.other.patch_package(package["id"], {"notes": "Theirs."})
    edits = RecordChanges(package, {PACKAGE: {"notes": "Mine."}})
    merge_conflict = save(workspace, edits)
    (conflict,) = merge_conflict.merges[PACKAGE].conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Notes.", "Mine.", "Theirs.")
    assert practice.server.calls("package_revise") == []
    # they change it again before we have decided: it is shown again
    practice.other.patch_package(package["id"], {"notes": "Theirs, too."})
    seen = merge_conflict.current["metadata_modified"]
    again = save(workspace, edits, decisions={PACKAGE: {"notes": "Ours."}}, reviewed=seen)
    assert isinstance(again, MergeConflict)
    seen = again.current["metadata_modified"]
    assert isinstance(save(workspace, edits, decisions={PACKAGE: {"notes": "Ours."}}, reviewed=seen), SubmitResult)
    assert practice.other.package(package["id"])["notes"] == "Ours."


def test_the_same_change_by_somebody_else_is_there_already(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    practice.other.patch_package(package["id"], {"notes": "Same."})
    edits = RecordChanges(package, {PACKAGE: {"notes": "Same."}})
    merge_conflict = save(workspace, edits)
    assert merge_conflict.merges[PACKAGE].clean
    saved = save(workspace, edits, reviewed=merge_conflict.current["metadata_modified"])
    assert "already" in saved.note
    assert practice.server.calls("package_revise") == []


@pytest.mark.parametrize(
    "fault", [CutAnswer(0), CutAnswer(30), Stall(acted=True)], ids=["no answer", "half an answer", "too late"]
)
def test_an_answer_that_is_lost_after_the_server_acted_is_a_save(practice, fault) -> None:
    workspace, package = practice.workspace(patience=SHORT if isinstance(fault, Stall) else LONG), practice.package()
    practice.server.next("package_revise", fault)
    assert isinstance(save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}})), SubmitResult)
    assert len(practice.server.calls("package_revise")) == 1
    assert outcomes(workspace) == ["verified"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (CutRequest(1), errors.Offline),
        (Stall(), errors.Timeout),
        (Canned(502, HTML), errors.Busy),
        (Canned(500, HTML), errors.ServerFault),
        (Canned(200, HTML), errors.ServerFault),
        (Canned(403, HTML), errors.NotAuthorized),
    ],
    ids=repr,
)
def test_a_save_that_never_arrived_is_told_and_can_be_made_again(practice, fault, kind) -> None:
    workspace, package = practice.workspace(patience=SHORT if isinstance(fault, Stall) else LONG), practice.package()
    edits = RecordChanges(package, {PACKAGE: {"notes": "Mine."}})
    practice.server.always("package_revise", fault)
    with pytest.raises(kind):
        save(workspace, edits)
    assert practice.other.package(package["id"])["notes"] == "Notes."
    assert set(outcomes(workspace)) == {"refused"}
    practice.server.behave()
    assert isinstance(save(workspace, edits), SubmitResult)


def test_a_server_that_fails_after_it_acted_is_asked(practice, monkeypatch) -> None:
    """As CKAN does when its index fails after the database has committed."""
    workspace, package = practice.workspace(), practice.package()
    revise = workspace.catalogue.revise

    def acts_and_fails(*args, **kwargs):
        revise(*args, **kwargs)
        raise errors.ServerFault("The catalogue failed (status 500).")

    monkeypatch.setattr(workspace.catalogue, "revise", acts_and_fails)
    assert isinstance(save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}})), SubmitResult)


def test_without_a_network_everything_is_kept(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    workspace.store.drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    practice.server.refuse()
    with pytest.raises(errors.Offline):
        save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert workspace.store.drafts.get(package["id"]).changes.of(PACKAGE) == {"notes": "Mine."}
    assert outcomes(workspace) == []


def test_text_in_the_place_of_contacts_is_refused_and_wipes_nothing(practice) -> None:
    workspace, package = practice.workspace(), practice.package()
    with pytest.raises(SaveRefused) as refusal:
        save(workspace, RecordChanges(package, {PACKAGE: {"contacts": "Ann"}}))
    assert "contacts" in refusal.value.fields
    assert practice.server.calls("package_revise") == []
