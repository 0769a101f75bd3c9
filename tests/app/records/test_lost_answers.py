"""A save whose answer is lost, or whose connection breaks: done once, or not at all, and said so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app.records.conftest import Make, Open
from bcdc_desktop.app.records import attachments, create, new_record
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.content import Content
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from cli.gate import Gate
from helpers.sample_record import LINK


@pytest.fixture
def gate(demo: Any) -> Iterator[Gate]:
    with Gate(demo.url) as gate:
        yield gate


@pytest.fixture
def far(open_workspace: Open, gate: Gate) -> Workspace:
    return open_workspace(url=gate.url)


def test_a_save_whose_answer_is_lost_is_found_on_the_server(
    far: Workspace, gate: Gate, colleague: Catalogue, make: Make
) -> None:
    package = make(1)
    gate.arm("package_revise", "lose the answer")
    done = save(far, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert isinstance(done, SubmitResult)
    assert gate.calls.count("package_revise") == 1
    assert colleague.package(package["id"])["notes"] == "Mine."
    assert [e.outcome for e in far.store.journal.entries()] == ["verified"]


def test_a_connection_that_broke_before_the_act_is_tried_once_more(
    far: Workspace, colleague: Catalogue, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, revise, calls = make(1), Catalogue.revise, list[int]()

    def broken_once(self: Catalogue, revision: Any, **more: Any) -> str:
        calls.append(1)
        if len(calls) == 1:
            raise errors.Offline("The catalogue cannot be reached.")
        return revise(self, revision, **more)

    monkeypatch.setattr(Catalogue, "revise", broken_once)
    done = save(far, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert isinstance(done, SubmitResult)
    assert [e.outcome for e in far.store.journal.entries()] == ["verified", "refused"]
    assert colleague.package(package["id"])["notes"] == "Mine."


def test_a_connection_that_keeps_breaking_is_told_and_nothing_is_done(
    far: Workspace, colleague: Catalogue, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, calls = make(1), list[int]()

    def broken(self: Catalogue, revision: Any, **more: Any) -> str:
        calls.append(1)
        raise errors.Offline("The catalogue cannot be reached.")

    monkeypatch.setattr(Catalogue, "revise", broken)
    with pytest.raises(errors.Offline):
        save(far, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert len(calls) == 2
    assert colleague.package(package["id"])["notes"] == "All of them."
    assert {e.outcome for e in far.store.journal.entries()} == {"refused"}


def test_others_that_keep_writing_are_told_and_nothing_is_done(
    workspace: Workspace, colleague: Catalogue, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, revise = make(1), Catalogue.revise

    def overtaken(self: Catalogue, revision: Any, **more: Any) -> str:
        colleague.patch_resource(package["resources"][0]["id"], {"description": f"Theirs {len(revision.fields)}"})
        colleague.patch_resource(package["resources"][0]["id"], {"description": "Theirs"})
        return revise(self, revision, **more)

    monkeypatch.setattr(Catalogue, "revise", overtaken)
    with pytest.raises(errors.Conflict):
        save(workspace, RecordChanges(package, {PACKAGE: {"notes": "Mine."}}))
    assert colleague.package(package["id"])["notes"] == "All of them."
    assert {e.outcome for e in workspace.store.journal.entries()} == {"refused"}


def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue cannot be reached any more, right after a record was created."""
    create = Catalogue.create_package

    def last(self: Catalogue, fields: Any) -> dict[str, Any]:
        made = create(self, fields)

        def gone(*_: Any, **__: Any) -> Any:
            raise errors.Offline("The catalogue cannot be reached.")

        monkeypatch.setattr(Catalogue, "package", gone)
        return made

    monkeypatch.setattr(Catalogue, "create_package", last)


@pytest.mark.parametrize("filed", [False, True], ids=["links", "with a file"])
def test_a_record_that_could_not_be_looked_at_after_its_creation_is_known_all_the_same(
    workspace: Workspace, colleague: Catalogue, fields: dict[str, Any], tmp_path: Path, filed: bool
) -> None:
    draft_id, resource = new_record.blank(workspace), str(uuid4())
    draft = workspace.store.drafts.get(draft_id)
    assert draft is not None
    workspace.store.drafts.set_edits(draft.changes.base, PACKAGE, fields)
    if filed:
        (tmp_path / "lakes.csv").write_bytes(b"lake,depth\r\n")
        file = attach(tmp_path / "lakes.csv")
        attachments.attach_to_draft(
            workspace, draft.changes.base, [attachments.Attachment(resource, file, {**LINK, "url": ""})]
        )
    ready = workspace.store.drafts.get(draft_id)
    assert ready is not None
    with pytest.MonkeyPatch.context() as patch:
        blind(patch)
        created = create.send(workspace, ready.changes)
    package_id = str(colleague.package(created.sent["name"])["id"])
    assert (created.seen, created.package["id"]) == (False, package_id)
    assert [e.package_id for e in workspace.store.journal.entries()] == [package_id]
    seen = workspace.store.cache.records.get(package_id)
    assert seen is not None
    # its files are a draft on it, the new record's draft is gone
    assert workspace.store.drafts.ids() == ([package_id] if filed else [])
    if filed:
        left = workspace.store.drafts.get(package_id)
        assert left is not None
        assert isinstance(save(workspace, left.changes), SubmitResult)
        assert [r["id"] for r in colleague.package(package_id)["resources"]] == [resource]


@pytest.mark.parametrize("filed", [False, True], ids=["fields", "with a file"])
def test_a_save_that_could_not_be_looked_at_shows_what_was_saved_and_is_verified_later(
    workspace: Workspace, colleague: Catalogue, make: Make, tmp_path: Path, filed: bool
) -> None:
    package, new = make(3), str(uuid4())
    first, second, third = (r["id"] for r in package["resources"])
    (tmp_path / "lakes.csv").write_bytes(b"lake\r\n")
    edits = RecordChanges(
        package,
        {PACKAGE: {"notes": "Mine.", "tag_string": "one, two"}, second: {"description": "Mine."}},
        deletions=[first],
        new_resources={new: {**LINK, "name": "New"}},
        files={third: attach(tmp_path / "lakes.csv")} if filed else {},
        order=[new, third, second],
    )
    with pytest.MonkeyPatch.context() as patch:
        revise = Catalogue.revise

        def last(self: Catalogue, revision: Any, **more: Any) -> str:
            answer = revise(self, revision, **more)

            def gone(*_: Any, **__: Any) -> Any:
                raise errors.Offline("The catalogue cannot be reached.")

            patch.setattr(Catalogue, "package", gone)
            return answer

        patch.setattr(Catalogue, "revise", last)
        done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    assert "could not be verified" in done.note
    shown, there = done.package, colleague.package(package["id"])
    cached = workspace.store.cache.records.get(package["id"])
    assert cached is not None
    for record in (shown, cached.value):
        assert [r["id"] for r in record["resources"]] == [r["id"] for r in there["resources"]] == [new, third, second]
        assert record["notes"] == "Mine."
        assert {t["name"] for t in record["tags"]} == {"one", "two"}
        assert [r["name"] for r in record["resources"]] == [r["name"] for r in there["resources"]]
        assert Content.of(record["resources"][1]).same(Content.of(there["resources"][1]))
        assert record["metadata_modified"] == package["metadata_modified"]
    (entry,) = workspace.store.journal.entries()
    assert entry.outcome == "done"
    # what was saved is nobody else's change
    assert isinstance(save(workspace, RecordChanges(shown, {PACKAGE: {"notes": "Mine again."}})), SubmitResult)
    assert workspace.store.journal.get(entry.id).outcome == ("done" if filed else "verified")  # type: ignore[union-attr]
