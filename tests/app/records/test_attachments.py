"""Files that are kept with a record's changes: where they are, whether they are as they were, how they go out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.progress import CancelToken, Progress
from bcdc_desktop.app.records import attachments, create, new_record
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.drafts import rows as draft_rows
from bcdc_desktop.app.records.merge import MergeConflict
from bcdc_desktop.app.records.plan import plan
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.uploads.prepare import PreparedFile
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.http import FileChanged, FilePart
from bcdc_desktop.domain.record_changes import FILE, PACKAGE, AttachedFile, RecordChanges
from helpers.sample_record import LINK

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def one(name: str = "lakes.csv", data: bytes = b"lake,depth\r\nAtlin,283\r\n") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return one


def item(path: Path, resource: str = "", **fields: Any) -> PreparedFile:
    status = path.stat()
    what = ("replace", fields, resource) if resource else ("create", {**LINK, "url": "", **fields}, None)
    return PreparedFile(path, status.st_size, status.st_mtime_ns, what[0], {}, what[1], what[2])  # type: ignore[arg-type]


def test_what_fits_into_one_save_and_what_is_left_to_the_queue(write: Write) -> None:
    small, large, other = write("a.csv", b"1" * 10), write("b.csv", b"1" * 90), write("c.csv", b"1" * 20)
    items = [item(small), item(large), item(other)]
    fit, left = attachments.that_fit(items, [], 100)
    assert ([i.file_name for i in fit], [i.file_name for i in left]) == (["a.csv", "b.csv"], ["c.csv"])
    held = [attach(write("d.csv", b"1" * 50))]
    fit, left = attachments.that_fit(items, held, 100)
    assert ([i.file_name for i in fit], [i.file_name for i in left]) == (["a.csv", "c.csv"], ["b.csv"])
    # chosen again it takes its own place
    assert attachments.that_fit([item(large)], [attach(large)], 100)[1] == []


def test_a_file_chosen_again_keeps_its_resource(write: Write) -> None:
    (first,) = attachments.attachments_of([item(write())], {})
    assert first.new
    assert first.fields["name"] == LINK["name"]
    assert "url" not in first.fields
    (again,) = attachments.attachments_of([item(write())], {first.section: first.file})
    assert again.section == first.section
    (meant,) = attachments.attachments_of([item(write())], {}, {write().absolute(): "a-new-link"})
    assert meant.section == "a-new-link"


def test_files_join_a_draft_that_is_there(workspace: Workspace, colleague: Catalogue, make: Make, write: Write) -> None:
    package = make(2)
    first, second = (r["id"] for r in package["resources"])
    drafts = workspace.store.drafts
    drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    drafts.set_edits(package, first, {"description": "Mine.", "url": "https://example.org/elsewhere"})
    room = attachments.context_of(workspace, package["id"])
    assert room is not None
    assert (room.is_new, room.changes, room.files) == (False, 3, {})
    new, newer = item(write()), item(write("newer.csv", b"a\r\n1\r\n"), first, name="Newer")
    attachments.attach_to_draft(workspace, room.package, attachments.attachments_of([new, newer], {}))
    draft = drafts.get(package["id"])
    assert draft is not None
    # with a file of its own it is no link to anywhere any more
    assert draft.changes.of(first) == {"description": "Mine.", "name": "Newer"}
    assert draft.changes.count == 5
    done = save(workspace, draft.changes)
    assert isinstance(done, SubmitResult)
    assert done.lost == {}
    there = colleague.package(package["id"])
    assert (there["notes"], there["resources"][0]["name"], len(there["resources"])) == ("Mine.", "Newer", 3)
    assert b"".join(colleague.read_file(there["resources"][0]["url"])) == b"a\r\n1\r\n"
    assert b"".join(colleague.read_file(there["resources"][2]["url"])) == write().read_bytes()
    assert there["resources"][1]["id"] == second


def test_a_file_that_is_gone_or_another_is_found(write: Write) -> None:
    files = {"a": attach(write("a.csv")), "b": attach(write("b.csv")), "c": attach(write("c.csv"))}
    assert attachments.source_problems(files) == {}
    files["b"].path.write_bytes(b"another")
    files["c"].path.unlink()
    assert attachments.source_problems(files) == {"b": "changed", "c": "missing"}


def test_the_file_of_a_resource_that_is_deleted_is_not_sent(
    workspace: Workspace, colleague: Catalogue, make: Make, write: Write, sent: list[str]
) -> None:
    package = make(2)
    first = package["resources"][0]["id"]
    edits = RecordChanges(package, deletions=[first], files={first: attach(write())})
    assert plan(workspace, edits).files == {}
    assert isinstance(save(workspace, edits), SubmitResult)
    assert len(colleague.package(package["id"])["resources"]) == 1


def test_a_file_that_a_colleague_replaced_meanwhile_is_not_overwritten_unseen(
    workspace: Workspace, colleague: Catalogue, make: Make, write: Write
) -> None:
    package = make(1)
    (resource,) = (r["id"] for r in package["resources"])
    colleague.patch_resource(resource, {"url": "https://example.org/theirs.csv"})
    edits = RecordChanges(package, files={resource: attach(write())})
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[resource].conflicts
    assert (conflict.field.name, conflict.mine, conflict.either) == (FILE, edits.files[resource], True)
    assert str(conflict.theirs) == "https://example.org/theirs.csv"
    seen = str(merge_conflict.current["metadata_modified"])
    assert isinstance(save(workspace, edits, reviewed=seen), MergeConflict), "seen, and not decided"
    assert isinstance(save(workspace, edits, decisions={resource: {FILE: conflict.mine}}, reviewed=seen), SubmitResult)


@pytest.fixture
def uploaded(colleague: Catalogue, make: Make, write: Write) -> dict[str, Any]:
    """A record with one resource whose file is lakes.csv."""
    package = make(1)
    colleague.patch_resource(package["resources"][0]["id"], {}, part_of(write()))
    return colleague.package(package["id"])


def part_of(path: Path) -> FilePart:
    file = attach(path)
    return FilePart(file.path, file.name, file.size, file.mtime_ns)


@pytest.mark.parametrize("theirs", [b"a newer file\r\n", b"lake,depth\r\nAtlin,999\r\n"], ids=["larger", "same size"])
def test_a_newer_file_of_the_same_name_is_decided_and_never_overwritten_unseen(
    workspace: Workspace, colleague: Catalogue, uploaded: dict[str, Any], write: Write, theirs: bytes
) -> None:
    resource = uploaded["resources"][0]["id"]
    mine = attach(write("mine.csv", b"mine\r\n"))
    edits = RecordChanges(uploaded, {resource: {"description": "Mine."}}, files={resource: mine})
    colleague.patch_resource(resource, {}, part_of(write("lakes.csv", theirs)))
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[resource].conflicts
    assert (conflict.field.name, conflict.mine) == (FILE, mine)
    seen = str(merge_conflict.current["metadata_modified"])
    # theirs stays: the rest goes out
    done = save(workspace, edits, decisions={resource: {FILE: conflict.theirs}}, reviewed=seen)
    assert isinstance(done, SubmitResult)
    there = colleague.package(uploaded["id"])["resources"][0]
    assert (there["description"], b"".join(colleague.read_file(there["url"]))) == ("Mine.", theirs)
    # mine, once theirs was seen
    again = RecordChanges(done.package, files={resource: mine})
    colleague.patch_resource(resource, {}, part_of(write("lakes.csv", b"newer still\r\n")))
    merge_conflict = save(workspace, again)
    assert isinstance(merge_conflict, MergeConflict)
    seen = str(merge_conflict.current["metadata_modified"])
    assert isinstance(save(workspace, again, decisions={resource: {FILE: mine}}, reviewed=seen), SubmitResult)
    there = colleague.package(uploaded["id"])["resources"][0]
    assert b"".join(colleague.read_file(there["url"])) == b"mine\r\n"


def test_a_resource_with_a_newer_file_is_not_deleted_unseen(
    workspace: Workspace, colleague: Catalogue, uploaded: dict[str, Any], write: Write
) -> None:
    resource = uploaded["resources"][0]["id"]
    edits = RecordChanges(uploaded, deletions=[resource])
    colleague.patch_resource(resource, {}, part_of(write("lakes.csv", b"a newer file\r\n")))
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    assert [c.name for c in merge_conflict.merges[resource].theirs if not c.field.read_only] == [FILE]
    assert isinstance(save(workspace, edits, reviewed=str(merge_conflict.current["metadata_modified"])), SubmitResult)
    assert colleague.package(uploaded["id"])["resources"] == []


def test_a_file_is_not_made_a_link_when_a_newer_one_took_its_place(
    workspace: Workspace, colleague: Catalogue, uploaded: dict[str, Any], write: Write
) -> None:
    resource = uploaded["resources"][0]["id"]
    edits = RecordChanges(uploaded, {resource: {"url": "https://example.org/mine"}})
    colleague.patch_resource(resource, {}, part_of(write("lakes.csv", b"a newer file\r\n")))
    merge_conflict = save(workspace, edits)
    assert isinstance(merge_conflict, MergeConflict)
    (conflict,) = merge_conflict.merges[resource].conflicts
    assert conflict.field.name == "url"
    seen = str(merge_conflict.current["metadata_modified"])
    done = save(workspace, edits, decisions={resource: {"url": conflict.theirs}}, reviewed=seen)
    assert isinstance(done, SubmitResult)
    assert done.entry is None
    assert colleague.package(uploaded["id"])["resources"][0]["url_type"] == "upload"


def test_a_draft_says_that_its_file_was_replaced_on_the_server(
    workspace: Workspace, colleague: Catalogue, uploaded: dict[str, Any], write: Write
) -> None:
    resource = uploaded["resources"][0]["id"]
    workspace.store.drafts.set_part(uploaded, "file", resource, attach(write("mine.csv")))
    colleague.patch_resource(resource, {"description": "Theirs."})
    workspace.package(uploaded["id"])
    (row,) = draft_rows(workspace)
    assert (row.moved_on, row.merge_conflicts) == (True, False)
    colleague.patch_resource(resource, {}, part_of(write("lakes.csv", b"a newer file\r\n")))
    workspace.package(uploaded["id"])
    assert draft_rows(workspace)[0].merge_conflicts


def test_a_save_tells_how_far_its_files_are(workspace: Workspace, make: Make, write: Write) -> None:
    package, told = make(1), list[Progress]()
    (resource,) = (r["id"] for r in package["resources"])
    file = attach(write("large.csv", b"a\r\n" + b"1\r\n" * 100_000))
    assert isinstance(save(workspace, RecordChanges(package, files={resource: file}), report=told.append), SubmitResult)
    assert all(p.bytes and p.total is not None and p.total >= file.size for p in told)
    assert [p.done for p in told] == sorted(p.done for p in told)
    assert told[-1].done == told[-1].total


def test_a_save_that_is_stopped_while_files_are_sent_stores_nothing(
    workspace: Workspace, colleague: Catalogue, make: Make, write: Write
) -> None:
    package, token = make(1), CancelToken()
    (resource,) = (r["id"] for r in package["resources"])
    file = attach(write("large.csv", b"a\r\n" + b"1\r\n" * 200_000))

    def stop(progress: Progress) -> None:
        token.cancel()

    with pytest.raises(errors.Cancelled):
        save(workspace, RecordChanges(package, files={resource: file}), token=token, report=stop)
    assert colleague.package(package["id"]) == package
    assert [(e.outcome, e.detail) for e in workspace.store.journal.entries()] == [("refused", "stopped")]


def test_what_was_sent_in_full_is_waited_for(
    workspace: Workspace, colleague: Catalogue, make: Make, write: Write
) -> None:
    package, token = make(1), CancelToken()
    (resource,) = (r["id"] for r in package["resources"])

    def stop(progress: Progress) -> None:
        if progress.done == progress.total:
            token.cancel()

    done = save(workspace, RecordChanges(package, files={resource: attach(write())}), token=token, report=stop)
    assert isinstance(done, SubmitResult)
    assert colleague.package(package["id"])["resources"][0]["url_type"] == "upload"
    assert [e.outcome for e in workspace.store.journal.entries()] == ["verified"]


def test_several_files_that_a_proxy_refuses_make_the_room_smaller(
    workspace: Workspace, make: Make, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(2)
    files = {r["id"]: attach(write(r["id"], b"1" * 4_000_000)) for r in package["resources"]}

    def refuse(self: Catalogue, *_a: Any, **_m: Any) -> Any:
        raise errors.TooLarge("Too large.")

    monkeypatch.setattr(Catalogue, "revise", refuse)
    with pytest.raises(errors.TooLarge):
        save(workspace, RecordChanges(package, files=files))
    room = attachments.context_of(workspace, package["id"])
    assert room is not None
    assert room.budget == 4_000_000


def new_draft(workspace: Workspace, fields: dict[str, Any], file: AttachedFile) -> str:
    draft_id = new_record.blank(workspace)
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, fields)
    kept = attachments.Attachment(str(uuid4()), file, {**LINK, "url": ""})
    attachments.attach_to_draft(workspace, draft.changes.base, [kept])
    return draft_id


def test_a_record_whose_files_could_not_follow_keeps_them_as_its_draft(
    workspace: Workspace, colleague: Catalogue, fields: dict[str, Any], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = new_draft(workspace, fields, attach(write()))
    room = attachments.context_of(workspace, draft_id)
    assert room is not None
    assert (room.is_new, room.package["title"], len(room.files)) == (True, fields["title"], 1)
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    with monkeypatch.context() as broken:
        broken.setattr(Catalogue, "revise", lambda *_a, **_m: (_ for _ in ()).throw(errors.Offline("It broke.")))
        created = create.send(workspace, draft.changes)
    assert "It broke." in created.note
    there = colleague.package(str(created.package["id"]))
    assert there["resources"] == []
    left = workspace.store.drafts.get(there["id"])
    assert left is not None
    assert workspace.store.drafts.ids() == [there["id"]]
    assert isinstance(save(workspace, left.changes), SubmitResult)
    assert len(colleague.package(there["id"])["resources"]) == 1


def test_a_record_is_not_created_when_a_file_of_it_is_another(
    workspace: Workspace, fields: dict[str, Any], write: Write, sent: list[str]
) -> None:
    draft_id = new_draft(workspace, fields, attach(write()))
    write(data=b"another")
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    with pytest.raises(FileChanged, match=r"lakes\.csv has changed"):
        create.send(workspace, draft.changes)
    assert sent == []


def test_the_journal_knows_where_a_file_was(workspace: Workspace, make: Make, write: Write) -> None:
    package = make(1)
    (resource,) = (r["id"] for r in package["resources"])
    done = save(workspace, RecordChanges(package, files={resource: attach(write())}))
    assert isinstance(done, SubmitResult)
    assert done.entry is not None
    entry = workspace.store.journal.get(done.entry)
    assert entry is not None
    assert entry.after[resource] == {FILE: "lakes.csv"}
    assert entry.files == {resource: str(write().absolute())}
