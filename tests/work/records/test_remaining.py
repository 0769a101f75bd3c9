"""What is changed while a save is under way is kept as a draft on the record as it is afterwards."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.work import new_records
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.drafting import edits_of, file_value
from bcdc_desktop.work.editing import save
from bcdc_desktop.work.edits import PACKAGE, ChosenFile, Edits, PartlySaved, Saved
from bcdc_desktop.work.remaining import keep_remaining, remaining
from helpers.sample_record import LINK
from work.records.conftest import Make

NEW, NEWER = "0b1f6f6e-3a0c-4a53-9d7f-1d4f5d0c0a01", "0b1f6f6e-3a0c-4a53-9d7f-1d4f5d0c0a02"


@pytest.fixture
def version() -> str:
    return "2.11.6"


def link(name: str) -> dict[str, Any]:
    return {**LINK, "name": name, "url": f"https://example.org/{name}"}


def saved(desk: Desk, edits: Edits) -> Edits:
    """What is left after a save that arrived whole."""
    done = save(desk, edits)
    assert isinstance(done, Saved)
    return Edits(done.package)


def test_nothing_is_left_of_what_was_sent_and_not_touched_since(desk: Desk, make: Make, tmp_path: Path) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake\r\nAtlin\r\n")
    sent = Edits(
        package,
        {PACKAGE: {"notes": "Mine."}, first: {"description": "Mine."}},
        [third],
        {NEW: link("new")},
        {second: ChosenFile.of(path)},
        [NEW, second, first],
    )
    rest = remaining(desk, sent, sent, saved(desk, sent))
    assert (rest.fields, rest.deletions, rest.new_resources, rest.files, rest.order) == ({}, [], {}, {}, None)


def test_what_was_changed_meanwhile_is_left(desk: Desk, make: Make, tmp_path: Path) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    sent = Edits(package, {PACKAGE: {"notes": "Mine.", "purpose": "Mine."}}, [], {NEW: link("new")}, {}, None)
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake\r\nAtlin\r\n")
    file = ChosenFile.of(path)
    now = Edits(
        package,
        {PACKAGE: {"notes": "Better.", "purpose": "Mine."}, first: {"description": "Later."}},
        [third],
        {NEW: {**link("new"), "description": "Later."}, NEWER: link("newer")},
        {second: file},
        [NEWER, first, second, third, NEW],
    )
    rest = remaining(desk, now, sent, saved(desk, sent))
    assert rest.fields == {
        PACKAGE: {"notes": "Better."},
        first: {"description": "Later."},
        NEW: {"description": "Later."},
    }
    assert (rest.deletions, rest.files) == ([third], {second: file})
    assert rest.new_resources == {NEWER: link("newer")}
    assert rest.order == [NEWER, first, second, third, NEW]
    done = save(desk, rest)
    assert isinstance(done, Saved)
    assert [r["id"] for r in done.package["resources"]] == [NEWER, first, second, NEW]
    assert (done.package["notes"], done.package["purpose"]) == ("Better.", "Mine.")


def test_what_was_taken_back_meanwhile_is_taken_back_with_the_next_save(desk: Desk, make: Make) -> None:
    package = make(2, notes="As it was.")
    first, second = (r["id"] for r in package["resources"])
    sent = Edits(package, {PACKAGE: {"notes": "Mine."}}, [], {NEW: link("new")}, {}, [second, first, NEW])
    rest = remaining(desk, Edits(package), sent, saved(desk, sent))
    assert (rest.fields, rest.deletions) == ({PACKAGE: {"notes": "As it was."}}, [NEW])
    assert rest.order == [first, second, NEW]


def test_a_resource_added_again_is_not_left_as_edited(desk: Desk, colleague: Catalogue, make: Make) -> None:
    package = make(2)
    first = package["resources"][0]["id"]
    now = Edits(package, {first: {"description": "Mine."}})
    colleague.delete_resource(first)
    sent = now.made_again(first, desk.schema().resource_fields)
    rest = remaining(desk, now, sent, saved(desk, sent))
    assert (rest.fields, rest.deletions, rest.new_resources) == ({}, [], {})


def test_what_did_not_arrive_is_left_beside_what_was_changed_since(
    desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(2)
    first, second = (r["id"] for r in package["resources"])
    desk.has_no_revise()
    sent = Edits(package, {PACKAGE: {"notes": "Mine."}, first: {"description": "Mine."}})
    now = replace(sent, fields={**sent.fields, second: {"description": "Later."}})

    def refuse(*_args: object, **_more: object) -> None:
        raise errors.NotAuthorized("The key lacks the right.")

    monkeypatch.setattr(Catalogue, "patch_resource", refuse)
    with pytest.raises(PartlySaved) as stopped:
        save(desk, sent)
    rest = remaining(desk, now, sent, stopped.value.left)
    assert rest.fields == {first: {"description": "Mine."}, second: {"description": "Later."}}
    assert rest.base["notes"] == "Mine."


def test_the_stored_draft_becomes_what_is_left(desk: Desk, make: Make) -> None:
    package = make(1)
    first, drafts = package["resources"][0]["id"], desk.store.drafts
    drafts.set_edits(package, PACKAGE, {"notes": "Mine."})
    draft = drafts.get(package["id"])
    assert draft is not None
    sent = edits_of(draft)
    drafts.set_part(package, "delete", first, True)
    left = saved(desk, sent)
    keep_remaining(desk, sent, left)
    draft = drafts.get(package["id"])
    assert draft is not None
    assert (draft.edits, draft.deletions) == ({}, (first,))
    assert draft.base_modified == left.base["metadata_modified"]
    drafts.set_part(package, "delete", first, None)
    assert drafts.get(package["id"]) is None
    keep_remaining(desk, sent, left)
    assert drafts.get(package["id"]) is None


@pytest.mark.parametrize("with_file", [False, True])
def test_what_was_changed_in_a_new_record_while_it_was_created_is_a_draft_on_it(
    desk: Desk, fields: dict[str, Any], tmp_path: Path, with_file: bool
) -> None:
    drafts = desk.store.drafts
    begun = new_records.blank(desk)
    base = drafts.get(begun)
    assert base is not None
    drafts.set_edits(base.base, PACKAGE, {**fields, "name": "lakes-of-the-north"})
    drafts.set_part(base.base, "new", NEW, link("new"))
    if with_file:
        path = tmp_path / "lakes.csv"
        path.write_bytes(b"lake\r\nAtlin\r\n")
        drafts.set_part(base.base, "file", NEW, file_value(ChosenFile.of(path)))
    sent = drafts.get(begun)
    assert sent is not None
    drafts.set_part(base.base, "new", NEWER, link("newer"))
    drafts.set_edits(base.base, PACKAGE, {**sent.of(PACKAGE), "purpose": "Later."})
    created = new_records.send(desk, sent)
    assert drafts.get(begun) is None
    kept = drafts.get(created.package["id"])
    assert kept is not None
    assert (kept.edits, kept.new_resources) == ({PACKAGE: {"purpose": "Later."}}, {NEWER: link("newer")})
    assert (kept.files, kept.deletions, kept.order) == ({}, (), None)
    assert [r["id"] for r in created.package["resources"]] == [NEW]
