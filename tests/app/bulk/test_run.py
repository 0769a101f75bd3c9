"""A run that the network, the server or the user's rights end goes on where it stopped."""

from collections import Counter
from typing import Any

import pytest

from app.conftest import Practice
from bcdc_desktop.app.bulk.ledger import bulk_change, described_in_words, problem_records
from bcdc_desktop.app.bulk.plan import plan_operations
from bcdc_desktop.app.bulk.restore import plan_restore, start_undo
from bcdc_desktop.app.bulk.run import BulkUnderWay, Stopped, run, start
from bcdc_desktop.app.progress import CancelToken, Progress
from bcdc_desktop.app.records.visibility import left_without_organization
from bcdc_desktop.app.sync.sync import synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.errors import Cancelled, NotAuthorized, Offline
from bcdc_desktop.domain.bulk_operations import FieldPath, SetValue
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from helpers.misbehaving import Canned, CutAnswer, CutRequest

COUNT = 4
REVOKED = Canned(403, '{"success": false, "error": {"__type": "Authorization Error", "message": "Access denied"}}')
NOTES = [SetValue(FieldPath("notes"), "Mine.")]


@pytest.fixture
def workspace(practice: Practice) -> Workspace:
    made = practice.workspace()
    for _ in range(COUNT):
        practice.package()
    synchronize(made)
    return made


def begin(workspace: Workspace) -> int:
    return start(workspace, plan_operations(workspace, NOTES), reason="r")


def notes(practice: Practice, workspace: Workspace) -> list[str]:
    return [practice.other.package(i)["notes"] for i in sorted(workspace.store.cache.records.ids())]


@pytest.mark.parametrize(
    "fault", [CutRequest(0), CutRequest(200), CutAnswer(0), CutAnswer(40), Canned(503, "<html>"), Canned(429, "")]
)
def test_a_record_whose_answer_is_lost_is_changed_once(practice: Practice, workspace: Workspace, fault) -> None:
    practice.server.next("package_revise", fault, fault)
    assert run(workspace, begin(workspace)).counts == {"done": COUNT}
    assert notes(practice, workspace) == ["Mine."] * COUNT
    for package in workspace.store.cache.records.ids():
        assert sum(a["activity_type"] == "changed package" for a in practice.boss.activity(package)) == 1


def test_a_lost_network_stops_the_run_and_it_goes_on(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    practice.server.always("package_revise", CutRequest(0))
    with pytest.raises(Stopped) as stopped:
        run(workspace, bulk)
    assert isinstance(stopped.value.cause, Offline)
    assert bulk_change(workspace, bulk).open == COUNT
    practice.server.behave()
    assert run(workspace, bulk).counts == {"done": COUNT}


def test_lost_rights_stop_the_run(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    other = practice.workspace("editor", key=None)
    with pytest.raises(Stopped) as stopped:
        run(other, bulk)
    assert isinstance(stopped.value.cause, NotAuthorized)
    assert bulk_change(workspace, bulk).open == COUNT
    assert run(workspace, bulk).counts == {"done": COUNT}


def test_the_records_of_others_are_told_in_the_plan_and_never_sent(practice: Practice, workspace: Workspace) -> None:
    plan_of_a_member = plan_operations(member := practice.workspace("member"), NOTES)
    assert plan_of_a_member.records == []  # nothing was synchronized
    synchronize(member)
    plan_of_a_member = plan_operations(member, NOTES)
    assert {p.kind for r in plan_of_a_member.records for p in r.open_problems} == {"not_authorized"}
    bulk = start(member, plan_of_a_member, reason="r")
    before = len(practice.server.seen)
    assert run(member, bulk).counts == {"failed": COUNT}
    assert "package_revise" not in {seen.action for seen in practice.server.seen[before:]}
    assert {r.kind for r in problem_records(member, bulk)} == {"not_authorized"}


def test_rights_that_were_given_since_count(practice: Practice, workspace: Workspace) -> None:
    member = practice.workspace("member")
    synchronize(member)
    bulk = start(member, plan_operations(member, NOTES), reason="r")
    promoted = practice.workspace("member", key=practice.demo.tokens["editor"])
    assert run(promoted, bulk, again=True).counts == {"done": COUNT}


def test_paused_and_resumed(practice: Practice, workspace: Workspace) -> None:
    bulk, token = begin(workspace), CancelToken()

    def stop_after_two(progress: Progress) -> None:
        if progress.done == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        run(workspace, bulk, token=token, report=stop_after_two)
    assert bulk_change(workspace, bulk).counts == {"done": 2, "waiting": 2}
    assert run(workspace, bulk).counts == {"done": COUNT}


def test_a_save_at_the_same_moment_is_merged(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    first = workspace.store.bulk.records(bulk)[0].package_id
    practice.other.patch_package(first, {"title": "Theirs, since the plan"})
    assert run(workspace, bulk).counts == {"done": COUNT}
    package = practice.other.package(first)
    assert (package["title"], package["notes"]) == ("Theirs, since the plan", "Mine.")


def test_an_organization_is_called_by_its_title(workspace: Workspace) -> None:
    organization = workspace.organizations()[1]
    move = [SetValue(FieldPath("owner_org"), organization.id)]
    bulk = bulk_change(workspace, start(workspace, plan_operations(workspace, move), reason="r"))
    assert organization.title in described_in_words(workspace, [bulk])[bulk.id][0]


def test_several_records_are_verified_with_one_search(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    before = len(practice.server.seen)
    run(workspace, bulk)
    asked = Counter(seen.action for seen in practice.server.seen[before:])
    assert asked == {"package_revise": COUNT, "package_search": 1}
    assert {e.outcome for e in workspace.store.journal.entries()} == {"verified"}
    assert all(record.value["notes"] == "Mine." for record in _cached(workspace))


def _cached(workspace: Workspace) -> list[Any]:
    return [workspace.store.cache.records.get(i) for i in workspace.store.cache.records.ids()]


@pytest.mark.parametrize("ckan_version", ["2.11.6", "2.9.5"])
@pytest.mark.parametrize("theirs", ["Notes.", "Theirs."])
def test_what_a_colleague_saves_after_it_stays(practice: Practice, workspace: Workspace, theirs: str) -> None:
    bulk = begin(workspace)
    first = workspace.store.bulk.records(bulk)[0].package_id

    def overwrite(progress: Progress) -> None:
        if progress.done == 2:
            practice.other.patch_package(first, {"notes": theirs})

    assert run(workspace, bulk, report=overwrite).counts == {"done": COUNT - 1, "conflict": 1}
    (found,) = problem_records(workspace, bulk)
    assert (found.package_id, found.kind, list(found.problems)) == (first, "conflict", ["notes"])
    assert run(workspace, bulk, again=True).counts == {"done": COUNT - 1, "conflict": 1}
    assert practice.other.package(first)["notes"] == theirs


def test_what_a_colleague_saves_while_a_run_is_stopped_stays(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    practice.server.always("package_search", CutRequest(0))
    practice.server.always("package_show", CutRequest(0))
    with pytest.raises(Stopped):
        run(workspace, bulk)
    first = workspace.store.bulk.records(bulk)[0].package_id
    practice.other.patch_package(first, {"notes": "Notes."})
    practice.server.behave()
    assert run(workspace, bulk).counts == {"done": COUNT - 1, "conflict": 1}
    assert practice.other.package(first)["notes"] == "Notes."


@pytest.mark.parametrize("ckan_version", ["2.9.5"])
def test_what_a_server_without_locks_loses_is_sent_again(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    first = workspace.store.bulk.records(bulk)[0].package_id

    def overlap(progress: Progress) -> None:
        if progress.done == 2:
            with practice.ago(seconds=30):  # a save that began before ours
                practice.other.patch_package(first, {"notes": "Notes.", "title": "Theirs"})

    assert run(workspace, bulk, report=overlap).counts == {"done": COUNT}
    package = practice.other.package(first)
    assert (package["title"], package["notes"]) == ("Theirs", "Mine.")


@pytest.mark.parametrize(
    ("fault", "theirs", "counts", "left"),
    [
        (CutAnswer(0), {"notes": "Notes."}, {"done": COUNT - 1, "conflict": 1}, "Notes."),
        (CutAnswer(0), {"title": "Theirs"}, {"done": COUNT}, "Mine."),
        (CutRequest(0), {"title": "Theirs"}, {"done": COUNT}, "Mine."),
    ],
)
def test_what_has_no_answer_is_not_sent_over_a_later_save(
    practice: Practice,
    workspace: Workspace,
    fault: Any,
    theirs: dict[str, str],
    counts: dict[str, int],
    left: str,
) -> None:
    bulk = begin(workspace)
    practice.server.always("package_revise", fault)
    practice.server.always("package_show", CutRequest(0))
    with pytest.raises(Stopped):
        run(workspace, bulk)
    first = workspace.store.bulk.records(bulk)[0].package_id
    practice.other.patch_package(first, theirs)
    practice.server.behave()
    assert run(workspace, bulk).counts == counts
    package = practice.other.package(first)
    assert (package["notes"], package["title"]) == (left, theirs.get("title", package["title"]))


def test_a_change_that_a_colleague_saved_over_can_be_undone(practice: Practice, workspace: Workspace) -> None:
    both = [*NOTES, SetValue(FieldPath("purpose"), "Mine too.")]
    bulk = start(workspace, plan_operations(workspace, both), reason="r")
    first = workspace.store.bulk.records(bulk)[0].package_id
    purpose = practice.other.package(first).get("purpose")

    def overwrite(progress: Progress) -> None:
        if progress.done == 2:
            practice.other.patch_package(first, {"notes": "Notes."})

    assert run(workspace, bulk, report=overwrite).counts == {"done": COUNT - 1, "conflict": 1}
    assert run(workspace, start_undo(workspace, bulk)).counts == {"done": COUNT}
    package = practice.other.package(first)
    assert (package["notes"], package.get("purpose") or None) == ("Notes.", purpose or None)


@pytest.mark.parametrize("fault", [CutRequest(0), REVOKED])
def test_what_cannot_be_verified_is_looked_for_by_the_next_run(
    practice: Practice, workspace: Workspace, fault: Canned | CutRequest
) -> None:
    bulk = begin(workspace)
    for action in ("package_search", "package_show", "whoami", "user_show", "dashboard_activity_list"):
        practice.server.always(action, fault)
    with pytest.raises(Stopped):
        run(workspace, bulk)
    assert bulk_change(workspace, bulk).counts == {"sending": COUNT}
    assert len(plan_restore(workspace, bulk).records) == COUNT, "it may have arrived"
    with pytest.raises(ValueError, match="these records"):
        plan_restore(workspace, bulk, fields=["title"])
    practice.server.behave()
    before = len(practice.server.seen)
    assert run(workspace, bulk).counts == {"done": COUNT}
    assert "package_revise" not in {seen.action for seen in practice.server.seen[before:]}


def test_only_one_runs_at_a_time(practice: Practice, workspace: Workspace) -> None:
    other = practice.workspace()
    assert other.store.bulk_lock.acquire()
    with pytest.raises(BulkUnderWay):
        run(workspace, begin(workspace))
    other.store.bulk_lock.release()


def test_a_draft_beside_it_stays_and_is_no_conflict(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    package = workspace.package(workspace.store.bulk.records(bulk)[0].package_id)
    workspace.store.drafts.put(RecordChanges(package, {PACKAGE: {"title": "Draft"}}))
    run(workspace, bulk)
    draft = workspace.store.drafts.get(package["id"])
    assert draft.changes.fields == {PACKAGE: {"title": "Draft"}}
    assert draft.changes.base["notes"] == "Mine."


def test_undone_with_later_changes_of_others_kept(practice: Practice, workspace: Workspace) -> None:
    bulk = begin(workspace)
    run(workspace, bulk)
    ids = [r.package_id for r in workspace.store.bulk.records(bulk)]
    practice.other.patch_package(ids[0], {"title": "Theirs"})
    practice.other.patch_package(ids[1], {"notes": "Theirs."})
    done = run(workspace, start_undo(workspace, bulk))
    assert done.counts == {"done": COUNT - 1, "conflict": 1}
    assert (practice.other.package(ids[0])["title"], practice.other.package(ids[0])["notes"]) == ("Theirs", "Notes.")
    assert practice.other.package(ids[1])["notes"] == "Theirs."


def test_records_that_leave_their_organization_are_counted_in_the_plan(workspace: Workspace) -> None:
    assert plan_operations(workspace, NOTES).scope().leaving == 0
    made = plan_operations(workspace, [SetValue(FieldPath("owner_org"), "")])
    assert made.scope().leaving == COUNT
    made.records[0].excluded = True
    assert made.scope().leaving == COUNT - 1
    assert "Anyone with an account" in left_without_organization(COUNT)
