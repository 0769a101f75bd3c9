"""The catalogue's own activities of a record, and what differs between two of its states."""

from uuid import uuid4

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.records.history import activities, between, difference
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.revise import Revision
from bcdc_desktop.domain.record_changes import PACKAGE
from helpers.sample_record import LINK


def test_what_differs_between_two_activities(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(3)
    first, second, third = (r["id"] for r in package["resources"])
    added = str(uuid4())
    colleague.revise(
        Revision(
            package["id"],
            package["metadata_modified"],
            fields={"notes": "Changed.", "tags": [{"name": "other"}]},
            resources={second: {"description": "Said."}},
            new_resources=[{**LINK, "id": added, "name": "Added"}],
            deletions=[first],
            order=[third, second, added],
            seen=package["resources"],
        )
    )
    found = activities(workspace, package["id"])
    assert [a.kind for a in found] == ["changed package", "new package"]
    assert all(a.at is not None and a.user_id for a in found)
    differs = between(workspace, found[1].id, found[0].id)
    assert {t: {c.name for c in listed} for t, listed in differs.changes.items()} == {
        PACKAGE: {"notes", "tag_string"},
        second: {"description"},
    }
    assert (differs.added, differs.removed, differs.reordered) == ({added: "Added"}, {first: "View part 0"}, True)
    back = between(workspace, found[0].id, found[1].id)
    assert (set(back.added), set(back.removed)) == ({first}, {added})


def test_a_state_does_not_differ_from_itself(workspace: Workspace, colleague: Catalogue, make: Make) -> None:
    package = make(2)
    colleague.patch_package(package["id"], {"notes": package["notes"]})  # the server swings empty values on each write
    assert difference(workspace, package, colleague.package(package["id"])).empty


def test_a_catalogue_that_shows_no_activities_has_none(
    workspace: Workspace, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise errors.NotAuthorized("not shown")

    monkeypatch.setattr(Catalogue, "activity", refuse)
    assert activities(workspace, make()["id"]) == []
