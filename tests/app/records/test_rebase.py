"""What is changed while a save is under way is kept as a draft on the record as it is afterwards."""

from pathlib import Path
from typing import Any

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.records import create, new_record
from bcdc_desktop.app.records.attachments import attach
from bcdc_desktop.app.records.drafts import left_to_send, rebase_draft
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from helpers.sample_record import LINK

NEW, NEWER = "0b1f6f6e-3a0c-4a53-9d7f-1d4f5d0c0a01", "0b1f6f6e-3a0c-4a53-9d7f-1d4f5d0c0a02"


@pytest.fixture
def version() -> str:
    return "2.11.6"


def link(name: str) -> dict[str, Any]:
    return {**LINK, "name": name, "url": f"https://example.org/{name}"}


def saved(workspace: Workspace, edits: RecordChanges) -> RecordChanges:
    """What is left after a save that arrived whole."""
    done = save(workspace, edits)
    assert isinstance(done, SubmitResult)
    return RecordChanges(done.package)


def test_nothing_is_left_of_what_was_sent_and_not_touched_since(
    workspace: Workspace, make: Make, tmp_path: Path
) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake\r\nAtlin\r\n")
    sent = RecordChanges(
        package,
        {PACKAGE: {"notes": "Mine."}, first: {"description": "Mine."}},
        [third],
        {NEW: link("new")},
        {second: attach(path)},
        [NEW, second, first],
    )
    rest = left_to_send(workspace.schema(), sent, sent, saved(workspace, sent))
    assert (rest.fields, rest.deletions, rest.new_resources, rest.files, rest.order) == ({}, [], {}, {}, None)


def test_what_was_changed_meanwhile_is_left(workspace: Workspace, make: Make, tmp_path: Path) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    sent = RecordChanges(package, {PACKAGE: {"notes": "Mine.", "purpose": "Mine."}}, [], {NEW: link("new")}, {}, None)
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake\r\nAtlin\r\n")
    file = attach(path)
    now = RecordChanges(
        package,
        {PACKAGE: {"notes": "Better.", "purpose": "Mine."}, first: {"description": "Later."}},
        [third],
        {NEW: {**link("new"), "description": "Later."}, NEWER: link("newer")},
        {second: file},
        [NEWER, first, second, third, NEW],
    )
    rest = left_to_send(workspace.schema(), now, sent, saved(workspace, sent))
    assert rest.fields == {
        PACKAGE: {"notes": "Better."},
        first: {"description": "Later."},
        NEW: {"description": "Later."},
    }
    assert (rest.deletions, rest.files) == ([third], {second: file})
    assert rest.new_resources == {NEWER: link("newer")}
    assert rest.order == [NEWER, first, second, third, NEW]
    done = save(workspace, rest)
    assert isinstance(done, SubmitResult)
    assert [r["id"] for r in done.package["resources"]] == [NEWER, first, second, NEW]
    assert (done.package["notes"], done.package["purpose"]) == ("Better.", "Mine.")


def test_what_was_taken_back_meanwhile_is_taken_back_with_the_next_save(workspace: Workspace, make: Make) -> None:
    package = make(2, notes="As it was.")
    first, second = (r["id"] for r in package["resources"])
    sent = RecordChanges(package, {PACKAGE: {"notes": "Mine."}}, [], {NEW: link("new")}, {}, [second, first, NEW])
    rest = left_to_send(workspace.schema(), RecordChanges(package), sent, saved(workspace, sent))
    assert (rest.fields, rest.deletions) == ({PACKAGE: {"notes": "As it was."}}, [NEW])
    assert rest.order == [first, second, NEW]


def test_a_resource_added_again_is_not_left_as_edited(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(2)
    first = package["resources"][0]["id"]
    now = RecordChanges(package, {first: {"description": "Mine."}})
    colleague.delete_resource(first)
    sent = now.adding_again(first, workspace.schema().resource_fields)
    rest = left_to_send(workspace.schema(), now, sent, saved(workspace, sent))
    assert (rest.fields, rest.deletions, rest.new_resources) == ({}, [], {})


def test_the_stored_draft_becomes_what_is_left(workspace: Workspace, make: Make) -> None:
    package = make(1)
    first, drafts = package["resources"][0]["id"], workspace.store.drafts
    drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    draft = drafts.get(package["id"])
    assert draft is not None
    sent = draft.changes
    drafts.set_part(package, "delete", first, True)
    left = saved(workspace, sent)
    rebase_draft(workspace, sent, left)
    draft = drafts.get(package["id"])
    assert draft is not None
    assert (draft.changes.fields, draft.changes.deletions) == ({}, [first])
    assert draft.changes.base["metadata_modified"] == left.base["metadata_modified"]
    drafts.set_part(package, "delete", first, None)
    assert drafts.get(package["id"]) is None
    rebase_draft(workspace, sent, left)
    assert drafts.get(package["id"]) is None


@pytest.mark.parametrize("with_file", [False, True])
def test_what_was_changed_in_a_new_record_while_it_was_created_is_a_draft_on_it(
    workspace: Workspace, fields: dict[str, Any], tmp_path: Path, with_file: bool
) -> None:
    drafts = workspace.store.drafts
    begun = new_record.blank(workspace)
    base = drafts.get(begun)
    assert base is not None
    drafts.set_edits(base.changes.base, PACKAGE, {**fields, "name": "lakes-of-the-north"})
    drafts.set_part(base.changes.base, "new", NEW, link("new"))
    if with_file:
        path = tmp_path / "lakes.csv"
        path.write_bytes(b"lake\r\nAtlin\r\n")
        drafts.set_part(base.changes.base, "file", NEW, attach(path))
    sent = drafts.get(begun)
    assert sent is not None
    drafts.set_part(base.changes.base, "new", NEWER, link("newer"))
    drafts.set_edits(base.changes.base, PACKAGE, {**sent.changes.of(PACKAGE), "purpose": "Later."})
    created = create.send(workspace, sent.changes)
    assert drafts.get(begun) is None
    kept = drafts.get(created.package["id"])
    assert kept is not None
    assert (kept.changes.fields, kept.changes.new_resources) == (
        {PACKAGE: {"purpose": "Later."}},
        {NEWER: link("newer")},
    )
    assert (kept.changes.files, kept.changes.deletions, kept.changes.order) == ({}, [], None)
    assert [r["id"] for r in created.package["resources"]] == [NEW]
