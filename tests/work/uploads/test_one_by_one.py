"""Where there is no ``package_revise``: one file at a time, each whole or not at all, and told truly."""

import json

import pytest

from bcdc_desktop.store.uploads import State
from helpers.misbehaving import Canned, CutAnswer, Pass
from helpers.waiting import PATIENCE

PERIOD = [{"beginning_date": "2024-01-01", "end_date": "2024-12-31"}]
WRONG = [{"beginning_date": "some day", "end_date": "2024-12-31"}]


@pytest.fixture(params=["2.11.6", "2.9.5"])
def ckan_version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def alone(practice):
    """The practice catalogue, as one that does not know ``package_revise``."""
    practice.server.always(
        "package_revise", Canned(400, json.dumps("Bad request - Action name not known: package_revise"))
    )
    return practice


def states(desk) -> dict[str, State]:
    return {r.file_name: r.state for r in desk.store.uploads.rows()}


def outcomes(desk) -> list[tuple[str, str]]:
    return [(e.action, e.outcome) for e in reversed(desk.store.journal.entries())]


def test_one_at_a_time_with_all_fields(alone, csv, put, queue) -> None:
    desk, package = alone.desk(), alone.package()
    paths = [csv(f"f{n}.csv") for n in range(3)]
    put(desk, package, *paths, temporal_extent=PERIOD)
    assert queue(desk).wait(timeout=PATIENCE)
    assert alone.files(package["id"]) == {p.name: p.read_bytes() for p in paths}
    assert all(r["temporal_extent"] == PERIOD for r in alone.other.package(package["id"])["resources"])
    assert not desk.abilities().revise
    assert len(alone.server.calls("package_revise")) == 1
    assert len(alone.server.calls("resource_create")) == 3
    assert outcomes(desk) == [("package_revise", "refused")] + [("resource_create", "verified")] * 3


def test_a_row_that_is_refused_leaves_nothing_and_the_others_are_there(alone, csv, put, queue) -> None:
    desk, package = alone.desk(), alone.package()
    rows = put(desk, package, *[csv(f"f{n}.csv") for n in range(3)], temporal_extent=PERIOD)
    desk.store.uploads.change([rows[1].id], fields={**rows[1].fields, "temporal_extent": WRONG})
    sending = queue(desk)
    assert sending.wait(timeout=PATIENCE)
    assert states(desk) == {"f0.csv": State.DONE, "f1.csv": State.FAILED, "f2.csv": State.DONE}
    assert desk.store.uploads.get(rows[1].id).error["kind"] == "invalid"
    assert set(alone.files(package["id"])) == {"f0.csv", "f2.csv"}
    assert ("resource_create", "refused") in outcomes(desk)
    desk.store.uploads.change([rows[1].id], fields=rows[1].fields)
    sending.resume([rows[1].id])
    assert sending.wait(timeout=PATIENCE)
    assert set(alone.files(package["id"])) == {"f0.csv", "f1.csv", "f2.csv"}


def test_what_cannot_be_taken_away_again_is_told_as_half_and_made_whole_under_its_id(alone, csv, put, queue) -> None:
    desk, package = alone.desk(), alone.package()
    (row,) = put(desk, package, csv(), temporal_extent=PERIOD)
    desk.store.uploads.change([row.id], fields={**row.fields, "temporal_extent": WRONG})
    alone.server.always("resource_delete", Canned(403, "<html>"))
    sending = queue(desk)
    assert sending.wait(timeout=PATIENCE)
    stuck = desk.store.uploads.get(row.id)
    assert (stuck.state, stuck.error["kind"]) == (State.FAILED, "half")
    assert outcomes(desk)[-1] == ("resource_create", "unknown")
    desk.store.uploads.change([row.id], fields=row.fields)
    sending.resume([row.id])
    assert sending.wait(timeout=PATIENCE)
    (found,) = alone.other.package(package["id"])["resources"]
    assert (found["id"], found["temporal_extent"]) == (row.resource, PERIOD)


def test_a_replacement_whose_fields_are_refused_leaves_the_old_file(alone, csv, put, queue) -> None:
    desk, package, old = alone.desk(), alone.package(), csv("old.csv")
    (row,) = put(desk, package, old)
    sending = queue(desk)
    assert sending.wait(timeout=PATIENCE)
    assert sending.stop()
    (new,) = put(desk, alone.other.package(package["id"]), csv("new.csv", rows=9), replacing=row.resource)
    desk.store.uploads.change([new.id], fields={"temporal_extent": WRONG})
    sending.start()
    assert sending.wait(timeout=PATIENCE)
    assert desk.store.uploads.get(new.id).error["kind"] == "invalid"
    assert alone.files(package["id"]) == {"old.csv": old.read_bytes()}


def test_a_replacement_whose_file_is_refused_puts_the_fields_back(alone, csv, put, queue) -> None:
    desk, package, old = alone.desk(), alone.package(), csv("old.csv")
    (row,) = put(desk, package, old, description="As it was.")
    sending = queue(desk)
    assert sending.wait(timeout=PATIENCE)
    assert sending.stop()
    (new,) = put(desk, alone.other.package(package["id"]), csv("new.csv", rows=9), replacing=row.resource)
    desk.store.uploads.change([new.id], fields={"description": "As it is now."})
    before = len(alone.server.calls("resource_patch"))
    alone.server.next("resource_patch", Pass(), Canned(413, "<html>"))
    sending.start()
    assert sending.wait(timeout=PATIENCE)
    assert desk.store.uploads.get(new.id).error["kind"] == "too_large"
    assert alone.other.package(package["id"])["resources"][0]["description"] == "As it was."
    assert alone.files(package["id"]) == {"old.csv": old.read_bytes()}
    assert len(alone.server.calls("resource_patch")) == before + 3


def test_an_answer_lost_between_the_two_calls_ends_whole(alone, csv, put, queue) -> None:
    desk, package = alone.desk(), alone.package()
    alone.server.next("resource_create", CutAnswer(0))
    put(desk, package, csv(), temporal_extent=PERIOD)
    assert queue(desk).wait(timeout=PATIENCE)
    (found,) = alone.other.package(package["id"])["resources"]
    assert found["temporal_extent"] == PERIOD
