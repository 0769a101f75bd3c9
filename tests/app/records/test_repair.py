"""A record that CKAN 2.12 would fail to save: nothing is sent to it, and its repair loses nothing."""

from typing import Any

import pytest

from app.records.conftest import Make
from bcdc_desktop.app.records.plan import NeedsRepair, needs_repair
from bcdc_desktop.app.records.repair import repair
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.domain.positions import copies_by_position, has_gap
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from helpers.colleague import Colleague
from helpers.sample_record import LINK


@pytest.fixture
def version() -> str:
    return "2.12.0"


@pytest.fixture
def damaged(workspace: Workspace, colleague: Colleague, make: Make) -> dict[str, Any]:
    """A record one of whose resources was sent a second time."""
    package = make(3)
    first = package["resources"][0]["id"]
    colleague.create_resource({**LINK, "package_id": package["id"], "id": first, "name": "Sent again"})
    return workspace.package(package["id"])


def test_nothing_is_sent_to_a_record_that_would_lose_a_resource(
    workspace: Workspace, damaged: dict[str, Any], sent: list[str]
) -> None:
    assert needs_repair(workspace, damaged)
    sent.clear()
    with pytest.raises(NeedsRepair):
        save(workspace, RecordChanges(damaged, {PACKAGE: {"purpose": "Mine."}}))
    assert "package_revise" not in sent


def test_a_repair_changes_nothing_but_the_positions(workspace: Workspace, damaged: dict[str, Any]) -> None:
    done = repair(workspace, damaged["id"])
    assert done.lost == {}
    assert not has_gap(done.package)

    def kept(package: dict[str, Any]) -> list[dict[str, Any]]:
        moving = ("position", "metadata_modified")
        return [{n: v for n, v in r.items() if n not in moving} for r in package["resources"]]

    assert kept(dict(done.package)) == kept(damaged)
    entry = workspace.journal_entry(done.entry or 0)
    assert entry is not None
    assert entry.outcome == "verified"
    saved = save(workspace, RecordChanges(done.package, {PACKAGE: {"purpose": "Mine."}}))
    assert isinstance(saved, SubmitResult)
    assert saved.package["purpose"] == "Mine."


def test_a_sound_record_is_left_alone(workspace: Workspace, make: Make) -> None:
    assert repair(workspace, make(2)["id"]).entry is None


@pytest.mark.parametrize(
    ("positions", "gap"),
    [([], False), ([0, 1, 2], False), ([1, 0], False), ([0, 1, 3], True), ([1], True), ([0, None], False)],
)
def test_a_gap_in_the_positions(positions: list[int | None], gap: bool) -> None:
    assert has_gap({"resources": [{"id": str(i), "position": p} for i, p in enumerate(positions)]}) is gap


@pytest.mark.parametrize(
    ("version", "copies"), [("2.12.0", True), ("2.13.1", True), ("3.0", True), ("2.11.6", False), ("", False)]
)
def test_which_ckan_copies_by_position(version: str, copies: bool) -> None:
    assert copies_by_position(version) is copies
