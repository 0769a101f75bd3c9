"""Kept? What was saved from here and overwritten afterwards is told once, and can be taken up again."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make, Open
from bcdc_desktop.app.records import create, overwritten
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.changes import merge3
from bcdc_desktop.domain.record_changes import FILE, ORDER, PACKAGE, RecordChanges
from helpers.colleague import Colleague
from helpers.misbehaving import Late, MisbehavingServer, Pass
from helpers.sample_record import LINK


def send(workspace: Workspace, edits: RecordChanges) -> SubmitResult:
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    return done


def told(found: list[overwritten.LostUpdate]) -> list[tuple[str, str, Any, Any, bool]]:
    return [(g.target, g.field, g.saved, g.found, g.put_back) for g in found]


def test_what_was_overwritten_is_told_once_and_stands_in_the_journal(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    resource = package["resources"][0]["id"]
    done = send(
        workspace,
        RecordChanges(package, {PACKAGE: {"notes": "Mine.", "purpose": "Why."}, resource: {"description": "R."}}),
    )
    assert overwritten.check_record(workspace, colleague.package(package["id"])) == []
    colleague.patch_package(package["id"], {"notes": "All of them."})
    colleague.patch_resource(resource, {"description": "Theirs."})
    now = colleague.package(package["id"])
    assert sorted(told(overwritten.check_record(workspace, now))) == sorted(
        [(PACKAGE, "notes", "Mine.", "All of them.", True), (resource, "description", "R.", "Theirs.", False)]
    )
    assert overwritten.check_record(workspace, now) == []
    assert {g.key for g in overwritten.lost_updates(workspace)} == {
        (done.entry, PACKAGE, "notes"),
        (done.entry, resource, "description"),
    }
    entry = workspace.store.journal.entries()[0]
    assert entry.outcome == "lost"
    assert "Description" in entry.detail
    assert overwritten.lost_updates(workspace)[0].saved_at == entry.at


def test_what_we_saved_anew_or_accepted_or_came_back_is_not_missed(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make()
    done = send(
        workspace, RecordChanges(package, {PACKAGE: {"notes": "First.", "purpose": "Why.", "data_quality": "Good."}})
    )
    send(workspace, RecordChanges(done.package, {PACKAGE: {"notes": "Second."}}))
    colleague.patch_package(package["id"], {"purpose": "", "data_quality": "Bad."})
    found = overwritten.check_record(workspace, colleague.package(package["id"]))
    assert {g.field for g in found} == {"purpose", "data_quality"}
    overwritten.accept(workspace, [g for g in found if g.field == "purpose"])
    colleague.patch_package(package["id"], {"data_quality": "Good."})
    assert overwritten.check_record(workspace, colleague.package(package["id"])) == []
    assert overwritten.lost_updates(workspace) == []
    colleague.patch_package(package["id"], {"data_quality": "Bad."})
    assert [g.field for g in overwritten.check_record(workspace, colleague.package(package["id"]))] == ["data_quality"]


def test_a_refused_save_is_not_missed(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make()
    entry = workspace.store.journal.begin(
        user="editor",
        action="package_revise",
        package_id=package["id"],
        title="",
        before={},
        after={"": {"notes": "x"}},
    )
    workspace.store.journal.outcome(entry, "refused")
    assert overwritten.check_record(workspace, package) == []


def test_a_record_that_was_moved_on_is_not_missed_but_one_put_back_is(
    workspace: Workspace, demo: Any, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    admin = Catalogue(colleague.profile, demo.tokens["orgadmin"])
    send(workspace, RecordChanges(package, {PACKAGE: {"publish_state": "PENDING PUBLISH"}}))
    admin.patch_package(package["id"], {"publish_state": "PUBLISHED"})
    assert overwritten.check_record(workspace, admin.package(package["id"])) == []
    admin.patch_package(package["id"], {"publish_state": "PENDING PUBLISH"})
    admin.patch_package(package["id"], {"publish_state": "DRAFT"})
    assert told(overwritten.check_record(workspace, admin.package(package["id"]))) == [
        (PACKAGE, "publish_state", "PENDING PUBLISH", "DRAFT", True)
    ]


def test_resources_that_are_not_there_or_there_again_and_their_order(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    new = str(uuid4())
    send(
        workspace,
        RecordChanges(package, new_resources={new: dict(LINK)}, deletions=[first], order=[new, third, second]),
    )
    colleague.patch_package(package["id"], {"resources": package["resources"]})  # a form that was open all along
    found = overwritten.check_record(workspace, colleague.package(package["id"]))
    assert {(g.target, g.field) for g in found} == {
        (new, overwritten.WHOLE),
        (first, overwritten.WHOLE),
        (PACKAGE, ORDER),
    }
    now = colleague.package(package["id"])
    draft = overwritten.restore(workspace, found, now)
    assert draft is not None
    done = send(workspace, draft.changes)
    assert [r["id"] for r in done.package["resources"]] == [new, third, second]
    assert overwritten.lost_updates(workspace) == []


def test_taking_up_touches_no_later_change_and_keeps_the_draft_that_is_there(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make()
    saved = send(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine.", "tag_string": "lakes"}})).package
    workspace.store.drafts.set_edits(saved, PACKAGE, {"lineage_statement": "Begun."})
    colleague.patch_package(
        package["id"], {"notes": "All of them.", "tags": package["tags"], "purpose": "Theirs, later."}
    )
    now = colleague.package(package["id"])
    draft = overwritten.restore(workspace, overwritten.check_record(workspace, now), now)
    assert draft is not None
    assert draft.changes.of(PACKAGE) == {"lineage_statement": "Begun.", "notes": "Mine.", "tag_string": "lakes"}
    merge = merge3(draft.changes.base, draft.changes.of(PACKAGE), now, workspace.schema().dataset_fields)
    assert merge.clean
    assert {c.name for c in merge.mine} == {"lineage_statement", "notes", "tag_string"}
    done = save(workspace, draft.changes, reviewed=str(now["metadata_modified"]))
    assert isinstance(done, SubmitResult)
    there = colleague.package(package["id"])
    assert (there["notes"], there["purpose"], [t["name"] for t in there["tags"]]) == (
        "Mine.",
        "Theirs, later.",
        ["lakes"],
    )


def test_what_we_saved_of_a_resource_that_came_back_is_missed_and_its_deletion_no_more(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(2)
    first = package["resources"][0]["id"]
    send(workspace, RecordChanges(package, deletions=[first]))
    colleague.patch_package(package["id"], {"resources": package["resources"]})  # a form that was open all along
    now = colleague.package(package["id"])
    assert [(g.target, g.field) for g in overwritten.check_record(workspace, now)] == [(first, overwritten.WHOLE)]
    send(workspace, RecordChanges(now, {first: {"description": "Mine."}}))
    assert overwritten.lost_updates(workspace) == []
    colleague.patch_resource(first, {"description": "Theirs."})
    found = overwritten.check_record(workspace, colleague.package(package["id"]))
    assert [(g.target, g.field, g.found) for g in found] == [(first, "description", "Theirs.")]


@pytest.fixture
def filed(workspace: Workspace, make: Make, tmp_path: Path) -> SubmitResult:
    """A save that stored a.csv in the place of a link."""
    package = make(1)
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    file = attach(tmp_path / "a.csv")
    return send(workspace, RecordChanges(package, files={package["resources"][0]["id"]: file}))


@pytest.mark.parametrize("looked", ["before the deletion", "after it"])
def test_a_file_that_was_deleted_with_its_resource_is_told(
    open_workspace: Open, demo: DemoCatalogue, colleague: Colleague, make: Make, tmp_path: Path, looked: str
) -> None:
    """A colleague who was shown the new file may delete its resource at once: then there was never a look at it."""
    package = make(1)
    (resource,) = (r["id"] for r in package["resources"])
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    edits = RecordChanges(package, files={resource: attach(tmp_path / "a.csv")})
    late = Late()
    with MisbehavingServer(demo) as server, ThreadPoolExecutor(1) as pool:
        far = open_workspace(url=server.url)
        server.next("package_show", Pass(), late)  # the look before the save, and the one after it
        saving = pool.submit(send, far, edits)
        assert late.taken.wait(20)
        if looked == "before the deletion":
            late.until.set()
            assert saving.result().lost == {}
            colleague.delete_resource(resource)
        else:
            colleague.delete_resource(resource)
            late.until.set()
            done = saving.result()
            assert (done.lost, done.gone) == ({resource: [FILE]}, [resource])
        overwritten.check_record(far, far.package(package["id"]))
        (entry,) = far.store.journal.entries()
        (gone,) = overwritten.lost_updates(far)
    assert entry.outcome == "lost"
    assert (gone.target, gone.field, gone.saved, gone.found) == (resource, FILE, "a.csv", None)
    assert "a.csv" in entry.detail
    assert "deleted" in entry.detail


def store_another(colleague: Catalogue, resource: str, tmp_path: Path, body: bytes) -> None:
    """A colleague stores another file of the same name."""
    path = tmp_path / "theirs" / "a.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body)
    colleague.patch_resource(resource, {}, FilePart(path, "a.csv", len(body), path.stat().st_mtime_ns))


@pytest.mark.parametrize("how", ["a link", "another file", "another file of the same size"])
def test_a_file_that_is_gone_is_told_and_taken_up_from_where_it_lies(
    workspace: Workspace, colleague: Catalogue, filed: SubmitResult, tmp_path: Path, how: str
) -> None:
    resource = filed.package["resources"][0]["id"]
    colleague.patch_resource(resource, {"description": "Theirs."})
    assert overwritten.check_record(workspace, colleague.package(str(filed.package["id"]))) == []
    if how == "a link":
        colleague.patch_resource(resource, {"url": "https://example.org/old.csv", "url_type": ""})
    else:
        store_another(colleague, resource, tmp_path, b"b\n2\n" if "same" in how else b"another\n2\n")
    now = colleague.package(str(filed.package["id"]))
    workspace.store.drafts.set_edits(filed.package, PACKAGE, {"purpose": "Begun."})
    found = overwritten.check_record(workspace, now)
    assert [(g.target, g.field, g.saved) for g in found] == [(resource, "upload", "a.csv")]
    assert all(g.noticed >= g.saved_at for g in overwritten.lost_updates(workspace))
    draft = overwritten.restore(workspace, found, now)
    assert draft is not None
    done = save(workspace, draft.changes, reviewed=str(now["metadata_modified"]))
    assert isinstance(done, SubmitResult)
    there = colleague.package(str(filed.package["id"]))
    assert b"".join(colleague.read_file(there["resources"][0]["url"])) == b"a\n1\n"
    assert (there["purpose"], there["resources"][0]["description"]) == ("Begun.", "Theirs.")
    assert overwritten.lost_updates(workspace) == []


@pytest.mark.parametrize("how", ["deleted", "grown"])
def test_a_file_that_is_not_on_this_computer_any_more_is_not_taken_up(
    workspace: Workspace, colleague: Catalogue, filed: SubmitResult, tmp_path: Path, how: str
) -> None:
    store_another(colleague, filed.package["resources"][0]["id"], tmp_path, b"another\n")
    (tmp_path / "a.csv").unlink() if how == "deleted" else (tmp_path / "a.csv").write_bytes(b"a\n1\n2\n")
    now = colleague.package(str(filed.package["id"]))
    assert overwritten.restore(workspace, overwritten.check_record(workspace, now), now) is None
    assert len(overwritten.lost_updates(workspace)) == 1


def test_a_file_that_we_ourselves_made_a_link_is_not_missed(
    workspace: Workspace, colleague: Catalogue, filed: SubmitResult
) -> None:
    resource = filed.package["resources"][0]["id"]
    send(workspace, RecordChanges(filed.package, {resource: {"url": "https://example.org/mine.csv"}}))
    assert overwritten.lost_updates(workspace) == []
    colleague.patch_resource(resource, {"url": "https://example.org/theirs.csv"})
    found = overwritten.check_record(workspace, colleague.package(str(filed.package["id"])))
    assert [g.field for g in found] == ["url"]


def test_an_added_resource_that_is_gone_comes_back_with_its_file(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path
) -> None:
    package, new = make(1), str(uuid4())
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    send(
        workspace,
        RecordChanges(package, new_resources={new: {**LINK, "url": ""}}, files={new: attach(tmp_path / "a.csv")}),
    )
    colleague.delete_resource(new)
    now = colleague.package(package["id"])
    draft = overwritten.restore(workspace, overwritten.check_record(workspace, now), now)
    assert draft is not None
    there = send(workspace, draft.changes).package["resources"][1]
    assert b"".join(colleague.read_file(there["url"])) == b"a\n1\n"


def test_the_first_values_of_a_record_are_looked_at_too(
    workspace: Workspace, demo: Any, colleague: Catalogue, fields: dict[str, Any]
) -> None:
    given = {**fields, "resources": [dict(LINK), {**LINK, "name": "Another"}]}
    created = create.create_package(workspace, create.prepare_package(workspace, given))
    package_id = str(created.package["id"])
    assert overwritten.check_record(workspace, workspace.package(package_id)) == []
    first, second = (r["id"] for r in created.package["resources"])
    # completing it is no loss, nor is moving it on
    colleague.patch_package(package_id, {"purpose": "Theirs.", "publish_state": "PENDING PUBLISH"})
    colleague.patch_resource(first, {"description": "Theirs."})
    assert overwritten.check_record(workspace, workspace.package(package_id)) == []
    colleague.patch_package(package_id, {"notes": "Theirs."})
    colleague.patch_resource(first, {"url": "https://example.org/theirs.csv"})
    colleague.delete_resource(second)
    found = overwritten.check_record(workspace, workspace.package(package_id))
    assert {(g.target, g.field) for g in found} == {(PACKAGE, "notes"), (first, "url"), (second, overwritten.WHOLE)}
    draft = overwritten.restore(workspace, found, workspace.package(package_id))
    assert draft is not None
    send(workspace, draft.changes)
    again = colleague.package(package_id)
    assert (again["notes"], again["purpose"]) == (fields["notes"], "Theirs.")
    assert {r["id"]: r["url"] for r in again["resources"]} == {first: LINK["url"], second: LINK["url"]}


def test_what_the_server_made_of_a_first_value_is_no_loss(
    workspace: Workspace, colleague: Catalogue, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    package = workspace.package

    def lowered(name: str) -> Any:
        found = package(name)
        return {**found, "purpose": str(found.get("purpose") or "").lower()}

    monkeypatch.setattr(workspace, "package", lowered)
    created = create.create_package(workspace, create.prepare_package(workspace, {**fields, "purpose": "UPPER"}))
    now = workspace.package(str(created.package["id"]))
    assert overwritten.check_record(workspace, now) == []
    found = overwritten.check_record(workspace, {**now, "purpose": "Theirs."})
    assert [(g.field, g.saved, g.found) for g in found] == [("purpose", "upper", "Theirs.")]


def test_what_was_overwritten_before_the_next_save_of_the_same_field_is_told(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make()
    done = send(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    colleague.patch_package(package["id"], {"notes": "Theirs."})
    save(workspace, RecordChanges(colleague.package(package["id"]), {PACKAGE: {"notes": "Mine again."}}))
    noted = workspace.store.overwritten.reports(state=None)
    assert [(r.entry, r.field, r.found, r.state) for r in noted] == [(done.entry, "notes", "Theirs.", "back")]


@pytest.mark.parametrize("version", ["2.9.5"])
def test_an_answer_in_between_that_never_read_ours_is_noticed(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    """A write that read the record before ours and lands after it, as two processes of CKAN 2.9 do it."""
    package = make(1)
    old = colleague.package(package["id"])
    send(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    colleague.update_package({**old, "purpose": "Theirs."})
    assert told(overwritten.check_record(workspace, colleague.package(package["id"]))) == [
        (PACKAGE, "notes", "Mine.", "All of them.", True)
    ]


@pytest.mark.parametrize("kind", ["a field", "a file"])
def test_what_went_with_its_resource_is_told_as_deleted_and_not_offered_to_be_restored(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, kind: str
) -> None:
    package = make(1)
    (resource,) = (r["id"] for r in package["resources"])
    (tmp_path / "a.csv").write_bytes(b"a\n1\n")
    files = {resource: attach(tmp_path / "a.csv")} if kind == "a file" else {}
    fields = {} if files else {resource: {"description": "Mine."}}
    send(workspace, RecordChanges(package, fields, files=files))
    colleague.delete_resource(resource)
    now = workspace.package(package["id"])
    overwritten.check_record(workspace, now)
    (one,) = overwritten.lost_updates(workspace)
    assert (one.deleted, one.restorable) == (True, False)
    assert overwritten.restore(workspace, [one], now) is None


def test_a_field_that_was_overwritten_is_offered_to_be_restored(
    workspace: Workspace, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    (resource,) = (r["id"] for r in package["resources"])
    send(workspace, RecordChanges(package, {resource: {"description": "Mine."}}))
    colleague.patch_resource(resource, {"description": "Theirs."})
    overwritten.check_record(workspace, workspace.package(package["id"]))
    (one,) = overwritten.lost_updates(workspace)
    assert (one.deleted, one.restorable) == (False, True)
