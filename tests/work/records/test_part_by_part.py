"""Where a catalogue has no ``package_revise``: a save that ends half-way says what is there, and keeps the rest."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.work import drafting, kept
from bcdc_desktop.work.desk import Desk
from bcdc_desktop.work.editing import save
from bcdc_desktop.work.edits import ORDER, PACKAGE, ChosenFile, Edits, PartlySaved, Refused, Saved
from bcdc_desktop.work.undo import plan_undo, undo
from helpers.sample_record import LINK
from work.records.conftest import Make


@pytest.fixture
def version() -> str:
    return "2.9.5"


@pytest.fixture
def without_revise(desk: Desk) -> Desk:
    desk.has_no_revise()
    return desk


def whole(package: Any, file: ChosenFile) -> tuple[Edits, str]:
    """One of everything; the new resource's format is one that only the server refuses."""
    first, second, third = (r["id"] for r in package["resources"])
    new = str(uuid4())
    edits = Edits(
        package,
        {PACKAGE: {"notes": "Mine."}, second: {"description": "Mine."}},
        deletions=[first],
        new_resources={new: {**LINK, "name": "New"}},
        files={third: file},
        order=[third, second, new],
    )
    return edits, new


@pytest.fixture
def file(tmp_path: Path) -> ChosenFile:
    path = tmp_path / "lakes.csv"
    path.write_bytes(b"lake,depth\r\nAtlin,283\r\n")
    return ChosenFile.of(path)


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    def failing(self: Catalogue, *_given: Any, **_more: Any) -> Any:
        raise error

    monkeypatch.setattr(Catalogue, name, failing)


def test_what_was_stored_before_the_end_is_in_the_journal_and_the_rest_is_a_draft(
    without_revise: Desk, colleague: Catalogue, make: Make, file: ChosenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, package = without_revise, make(3)
    edits, new = whole(package, file)
    refused = errors.Invalid("The catalogue refuses some values.", {"format": ["nope"]})
    with monkeypatch.context() as broken:
        fail_at(broken, "create_resource", refused)
        with pytest.raises(PartlySaved) as ended:
            save(desk, edits)
    assert "A part was saved" in ended.value.message
    assert isinstance(ended.value.cause, Refused)
    first, second, third = (r["id"] for r in package["resources"])
    there = colleague.package(package["id"])
    assert there["notes"] == "Mine."
    assert [r["id"] for r in there["resources"]] == [first, second, third]
    stored, tried = desk.store.journal.entries()
    assert (tried.outcome, stored.outcome) == ("refused", "verified")
    assert set(tried.after) == {PACKAGE, first, second, third, new}
    assert {t: set(v) for t, v in stored.after.items()} == {
        PACKAGE: {"notes"}, second: {"description"}, third: {"upload"}
    }  # fmt: skip
    assert str(tried.id) in stored.detail
    left = ended.value.left
    assert left.fields == {}
    assert (left.deletions, list(left.new_resources), left.files) == ([first], [new], {})
    assert left.order == [third, second, new]
    drafting.keep_edits(desk, left)
    draft = desk.store.drafts.get(package["id"])
    assert draft is not None
    done = save(desk, drafting.edits_of(draft))
    assert isinstance(done, Saved)
    assert [r["id"] for r in colleague.package(package["id"])["resources"]] == [third, second, new]
    assert kept.look(desk, colleague.package(package["id"])) == []


def test_the_part_that_is_there_can_be_taken_back(
    without_revise: Desk, colleague: Catalogue, make: Make, file: ChosenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, package = without_revise, make(3)
    edits, _ = whole(package, file)
    with monkeypatch.context() as broken:
        fail_at(broken, "create_resource", errors.NotAuthorized("Not any more."))
        with pytest.raises(PartlySaved):
            save(desk, edits)
    stored = desk.store.journal.entries()[0]
    planned = plan_undo(desk, stored.id)
    assert planned.blocked == ""
    assert isinstance(undo(desk, planned), Saved)
    there = colleague.package(package["id"])
    assert (there["notes"], there["resources"][1].get("description") or "") == ("All of them.", "")
    assert there["resources"][2]["url"] == package["resources"][2]["url"]


def test_a_save_that_ended_before_anything_was_stored_is_refused(
    without_revise: Desk, colleague: Catalogue, make: Make, file: ChosenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, package = without_revise, make(3)
    edits, _ = whole(package, file)
    fail_at(monkeypatch, "patch_package", errors.Invalid("No.", {"notes": ["No."]}))
    with pytest.raises(Refused):
        save(desk, edits)
    assert colleague.package(package["id"]) == package
    assert [e.outcome for e in desk.store.journal.entries()] == ["refused"]


def test_where_nobody_can_look_it_is_not_known(
    without_revise: Desk, colleague: Catalogue, make: Make, file: ChosenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, package = without_revise, make(3)
    edits, _ = whole(package, file)
    gone = errors.Offline("The catalogue cannot be reached.")
    look = Catalogue.package

    def cut(self: Catalogue, *_given: Any, **_more: Any) -> Any:
        fail_at(monkeypatch, "package", gone)
        raise gone

    monkeypatch.setattr(Catalogue, "create_resource", cut)
    with pytest.raises(errors.Offline):
        save(desk, edits)
    monkeypatch.setattr(Catalogue, "package", look)
    assert [e.outcome for e in desk.store.journal.entries()] == ["unknown"]
    assert colleague.package(package["id"])["notes"] == "Mine."


def test_an_order_that_was_not_reached_is_left(
    without_revise: Desk, make: Make, file: ChosenFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, package = without_revise, make(3)
    edits, new = whole(package, file)
    fail_at(monkeypatch, "reorder_resources", errors.Timeout("No answer in time."))
    with pytest.raises(PartlySaved) as ended:
        save(desk, edits)
    left = ended.value.left
    assert (left.fields, left.deletions, left.new_resources, left.files) == ({}, [], {}, {})
    assert left.order == edits.order
    stored = desk.store.journal.entries()[0]
    assert new in stored.after
    assert ORDER not in stored.after[PACKAGE]
