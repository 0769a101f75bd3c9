"""Given a record, when it is opened, then it is told who changed it last, as far as the catalogue tells."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bcdc_desktop.app.records.last_change import ask_for_change, known_change, with_user_names
from bcdc_desktop.catalogue import errors
from bcdc_desktop.domain.package import Package
from helpers.misbehaving import Canned, ckan

REFUSED = Canned(403, ckan(success=False, error={"__type": "Authorization Error", "message": "no"}))
UNKNOWN = Canned(400, '"Bad request - Action name not known: package_activity_list"')


@pytest.fixture(params=["2.11.6", "2.9.5"])
def ckan_version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_who_and_when_is_asked_once_for_each_version(practice: Any) -> None:
    workspace, package = practice.workspace(), Package(practice.package())
    assert known_change(workspace, package).who == ""
    told = ask_for_change(workspace, package)
    name = practice.other.user_name("editor")
    assert (told.who, told.at) == (name, package.modified)
    assert name
    assert known_change(workspace, package) == told
    ask_for_change(workspace, package)
    assert len(practice.server.calls("package_activity_list")) == 1
    practice.boss.patch_package(package.id, {"notes": "By somebody else."})
    newer = Package(practice.boss.package(package.id))
    assert known_change(workspace, newer).who == ""
    assert ask_for_change(workspace, newer).who == practice.boss.user_name("sysadmin")


@pytest.mark.parametrize("fault", [REFUSED, UNKNOWN, Canned(200, ckan([]))], ids=["refused", "unknown", "empty"])
def test_a_catalogue_that_does_not_tell(practice: Any, fault: Canned) -> None:
    workspace, package = practice.workspace(), Package(practice.package())
    practice.server.always("package_activity_list", fault)
    told = ask_for_change(workspace, package)
    assert (told.who, told.at) == ("", package.modified)
    ask_for_change(workspace, package)
    assert len(practice.server.calls("package_activity_list")) == 1


def test_users_who_are_not_shown(practice: Any) -> None:
    workspace, package = practice.workspace(), Package(practice.package())
    practice.server.always("user_show", REFUSED)
    actor = "" if practice.demo.version == "2.9.5" else "editor"  # which gives ids alone
    assert ask_for_change(workspace, package).who == actor


def test_an_older_activity_says_nothing_about_a_newer_record(practice: Any) -> None:
    workspace, package = practice.workspace(), practice.package()
    other = {**package, "metadata_modified": "2031-01-01T00:00:00.000000"}
    told = ask_for_change(workspace, Package(other))
    assert (told.who, told.at) == ("", datetime(2031, 1, 1, tzinfo=UTC))


def test_a_network_that_fails_is_no_answer(practice: Any) -> None:
    workspace, package = practice.workspace(), Package(practice.package())
    practice.server.next("package_activity_list", Canned(500, "<html>"))
    with pytest.raises(errors.ServerFault):
        ask_for_change(workspace, package)
    assert ask_for_change(workspace, package).who


def test_each_user_is_asked_for_once(practice: Any) -> None:
    workspace, package = practice.workspace(), practice.package()
    for number in range(3):
        practice.other.patch_package(package["id"], {"notes": f"Notes {number}."})
    found = with_user_names(workspace, workspace.catalogue.activity(package["id"], limit=50))
    assert {a["data"]["actor"] for a in found} == {practice.other.user_name("editor")}
    assert len(found) == 4
    assert len(practice.server.calls("user_show")) == 1
    assert with_user_names(workspace, [{"data": "odd"}, {"user_id": ""}]) == [
        {"data": {"actor": ""}}, {"user_id": "", "data": {"actor": ""}},
    ]  # fmt: skip
