"""``bcdc`` on what this computer remembers: search, export, compare, health, and the cache itself."""

import sqlite3
from pathlib import Path

import pytest

from bcdc_desktop.store.cache_files import move_cache
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.settings import Settings
from cli.conftest import ORGANIZATION, Bcdc


@pytest.fixture
def synced(bcdc: Bcdc, package: str) -> str:
    assert bcdc.json("sync").document["total"] == 1
    return package


def test_search_offline(bcdc: Bcdc, synced: str, record: dict) -> None:
    found = bcdc.json("search", "--offline", "lak", "state:draft", "-tag:nothing", f"org:{ORGANIZATION}").document
    assert found["count"] == 1
    (result,) = found["results"]
    assert (result["id"], result["title"]) == (synced, record["title"])
    assert {"id", "name", "title", "state", "publish_state", "private", "modified", "resources"} == set(result)
    assert found["seen"]
    assert bcdc.json("search", "--offline", "-lakes").document["count"] == 0
    shown = bcdc("search", "--offline", "lakes")
    assert synced in shown.out
    assert "bcdc sync" in shown.err


@pytest.mark.parametrize(
    "query", ["of lak", "lakes -nothing", "nor -lakes", '"lakes of"', '"of lakes"', 'lak -"lakes of"', "state:draft of"]
)
def test_one_argument_is_the_same_search_as_several(bcdc: Bcdc, synced: str, query: str) -> None:
    one = bcdc.json("search", "--offline", query).document["count"]
    assert one == bcdc.json("search", "--offline", *query.split(" ")).document["count"]
    assert one == (0 if query in ("nor -lakes", '"of lakes"', 'lak -"lakes of"') else 1)


def test_a_cache_that_was_moved_in_the_window_is_found(bcdc: Bcdc, synced: str, practice, tmp_path: Path) -> None:
    places = Places.below(bcdc.home)
    move_cache(places, tmp_path / "elsewhere")
    Settings(places.settings / "settings.json").put("cache_folder", str(tmp_path / "elsewhere"))
    practice.stop()
    assert bcdc.json("search", "--offline", "lakes").document["count"] == 1
    assert list(places.cache.glob("*.sqlite")) == []


def test_search_offline_without_the_server(bcdc: Bcdc, synced: str, practice) -> None:
    practice.stop()
    assert bcdc.json("search", "--offline", "lakes").document["count"] == 1
    assert bcdc.json("health").document["records"] == 1


def test_search_offline_before_anything_was_read(bcdc: Bcdc) -> None:
    done = bcdc.json("search", "--offline", "lakes")
    assert done.code != 0
    assert "bcdc sync" in done.error["message"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("fromat:csv", "Did you mean format:"),
        ("modified:>soon", "is not a date"),
        ('"open', "closing quotation mark"),
    ],
)
def test_a_wrong_search_is_explained(bcdc: Bcdc, synced: str, query: str, says: str) -> None:
    done = bcdc.json("search", "--offline", query)
    assert (done.code, done.error["kind"]) == (2, "usage")
    assert says in done.error["message"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("state:drfat", "Did you mean: state:draft"),
        ("org:nobody", "No organization is called"),
        ("format:zip", "“zip”"),
    ],
)
def test_a_value_that_nothing_has_is_no_mistake_but_is_told(bcdc: Bcdc, synced: str, query: str, says: str) -> None:
    done = bcdc.json("search", "--offline", query)
    assert (done.code, done.document["count"]) == (0, 0)
    assert says in done.document["advice"][0]


def test_export(bcdc: Bcdc, synced: str, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    done = bcdc.json("export", target, "state:draft", "--columns", "title")
    assert done.document == {"file": str(target), "count": 1}
    assert target.read_text("utf-8").splitlines()[1].startswith(synced)
    assert bcdc.json("export", tmp_path / "list.xlsx").document["count"] == 1
    assert (tmp_path / "list.xlsx").read_bytes()[:2] == b"PK"
    assert bcdc.json("export", tmp_path / "list.txt").code == 2
    assert bcdc.json("export", target, "--columns", "colour").error["kind"] == "usage"


def test_health(bcdc: Bcdc, synced: str) -> None:
    found = bcdc.json("health", "--org", ORGANIZATION).document
    assert found["records"] == 1
    assert [(b["key"], b["count"]) for b in found["states"]] == [("draft", 1)]
    for bar in (*found["states"], *found["schedule"], *found["lack"]):
        assert bcdc.json("search", "--offline", bar["query"]).document["count"] == bar["count"]
    assert bcdc.json("health", "--org", "nobody").error["kind"] == "not_found"
    assert "Draft".lower() in bcdc("health").out.lower()


def test_compare(bcdc: Bcdc, synced: str) -> None:
    assert bcdc.json("compare", "nowhere").error["kind"] == "usage"
    assert "cache of test is empty" in bcdc.json("compare", "test").error["message"]


def test_the_cache(bcdc: Bcdc, synced: str) -> None:
    shown = bcdc.json("cache").document
    assert shown["packages"] == 1
    assert shown["size"] > 10_000
    assert bcdc.json("cache", "--limit", "1").document["packages"] == 1
    assert bcdc.json("cache", "--clear").document["packages"] == 0
    assert bcdc.json("sync").document["total"] == 1


def test_a_limit_that_was_chosen_in_the_window_holds_here_too(bcdc: Bcdc, synced: str, practice) -> None:
    Settings(Places.below(bcdc.home).settings / "settings.json").put("cache_limit", 10)
    assert bcdc.json("sync", "--full").document["total"] == 1
    assert bcdc.json("cache", "--limit", "1000").document["given_up"] == 0  # nothing is too much for that
    assert bcdc.json("search", "--offline", "lakes").document["count"] == 1  # it stays in lists
    (file,) = Places.below(bcdc.home).cache.glob("*.sqlite")
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT count(*) FROM bodies").fetchone() == (0,)
    db.close()


def test_a_limited_sync_is_remembered_and_searches_say_that_it_is_one(bcdc: Bcdc, package: str) -> None:
    done = bcdc.json("sync", "--org", ORGANIZATION, "--titles-first").document
    assert (done["total"], done["coverage"]["organizations"]) == (1, [ORGANIZATION])
    found = bcdc.json("search", "--offline", "lakes").document
    assert (found["count"], found["coverage"]["complete"]) == (1, False)
    assert ORGANIZATION in str(found["coverage"]["organizations"])
    assert bcdc("search", "--offline", "lakes").err.splitlines()[0].startswith("Only the records of")
    assert bcdc.json("sync").document["coverage"]["complete"] is False
    assert bcdc.json("sync", "--all").document["coverage"]["complete"] is True
    assert bcdc.json("sync", "--org", "nowhere").code == 4
    assert bcdc.json("sync", "--all", "--only-mine").code == 2


def test_a_file_of_drafts_that_is_gone_or_damaged_is_told_once(bcdc: Bcdc, synced: str) -> None:
    (work,) = (f for f in bcdc.home.rglob("*.sqlite") if Path(f"{f}.made").exists())
    assert work.name not in bcdc("search", "--offline", "lakes").err
    work.unlink()
    assert f"is gone, so a new one was created. If it was moved, close the program and put it back as {work}" in (
        bcdc("search", "--offline", "lakes").err
    )
    assert work.name not in bcdc("search", "--offline", "lakes").err
    work.write_bytes(b"")
    assert "was damaged" in bcdc("search", "--offline", "lakes").err
