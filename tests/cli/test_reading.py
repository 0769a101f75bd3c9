"""Organizations, packages, resources: what is there, read without a key and with one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from cli.conftest import ORGANIZATION, Bcdc


@pytest.fixture
def practice(tmp_path: Path, version: str) -> Iterator[DemoCatalogue]:
    """With its sample packages."""
    with DemoCatalogue(tmp_path / "practice", version=version) as catalogue:
        yield catalogue


def test_organizations_with_counts_and_roles(bcdc: Bcdc, server: Catalogue) -> None:
    found = bcdc.json("orgs").document["organizations"]
    counts = server.organization_counts()
    assert {o["name"] for o in found} == {o.name for o in server.organizations()}
    assert set(found[0]) == {"id", "name", "title", "parent", "packages", "capacity"}
    mine = next(o for o in found if o["name"] == ORGANIZATION)
    assert mine["capacity"] == "editor"
    assert 0 < mine["packages"] <= counts[ORGANIZATION]


def test_the_tree_holds_every_organization_once_below_its_parent(bcdc: Bcdc) -> None:
    flat = {o["id"]: o for o in bcdc.json("orgs").document["organizations"]}
    seen: list[str] = []

    def walk(nodes: list[dict[str, Any]], parent: str | None) -> None:
        for node in nodes:
            assert node["parent"] == parent == flat[node["id"]]["parent"]
            seen.append(node["id"])
            walk(node["children"], node["id"])

    walk(bcdc.json("orgs", "--tree").document["organizations"], None)
    assert sorted(seen) == sorted(flat)
    assert len(seen) > 10


def test_only_mine_keeps_the_way_down_to_them(bcdc: Bcdc) -> None:
    mine = bcdc.json("orgs", "--mine").document["organizations"]
    assert mine
    assert all(o["capacity"] for o in mine)
    top = bcdc.json("orgs", "--mine", "--tree").document["organizations"]
    below = {child["name"] for o in top for child in o["children"]} | {o["name"] for o in top}
    assert ORGANIZATION in below
    assert bcdc.with_key(None).json("orgs", "--mine").document == {"organizations": []}


def test_one_organization_by_name_and_by_id(bcdc: Bcdc) -> None:
    by_name = bcdc.json("org", ORGANIZATION).document
    assert by_name["name"] == ORGANIZATION
    assert bcdc.json("org", by_name["id"]).document == by_name
    assert "state" in bcdc("org", ORGANIZATION).out


def test_all_packages_of_an_organization_by_name_or_id(bcdc: Bcdc, server: Catalogue) -> None:
    owner = server.organization(ORGANIZATION)["id"]
    there = {p["id"]: p for page in server.search_all(fq=f"owner_org:{owner}") for p in page.packages}
    for name in (ORGANIZATION, owner):
        found = bcdc.json("packages", "--org", name).document
        assert found["count"] == len(found["packages"]) == len(there)
        assert {p["id"] for p in found["packages"]} == set(there)
    first = found["packages"][0]
    assert first["title"] == there[first["id"]]["title"]
    assert first["modified"] == there[first["id"]]["metadata_modified"]
    assert first["resources"] == len(there[first["id"]]["resources"])
    assert isinstance(first["private"], bool)


def test_packages_beyond_one_page_are_all_there(bcdc: Bcdc, practice: DemoCatalogue, tmp_path: Path) -> None:
    asked = [["packages", "--org", ORGANIZATION], ["search", "the", "--limit", "11"]]
    whole = [bcdc.json(*words).document for words in asked]
    practice.stop()
    with DemoCatalogue(tmp_path / "practice", version=practice.version, rows_max=4) as little_at_once:
        bcdc.url = little_at_once.url
        assert [bcdc.json(*words).document for words in asked] == whole
        assert little_at_once.calls["package_search"] > 5
    assert whole[0]["count"] > 8
    assert len(whole[1]["results"]) == 11


def test_who_may_see_less_is_shown_less(bcdc: Bcdc) -> None:
    mine = bcdc.json("packages", "--org", ORGANIZATION).document
    theirs = bcdc.with_key(None).json("packages", "--org", ORGANIZATION).document
    assert any(p["private"] for p in mine["packages"])
    assert {p["id"] for p in theirs["packages"]} == {p["id"] for p in mine["packages"] if not p["private"]}


def test_a_package_and_its_resources(bcdc: Bcdc) -> None:
    listed = bcdc.json("packages", "--org", ORGANIZATION).document["packages"]
    chosen = next(p for p in listed if p["resources"])
    package = bcdc.json("package", chosen["name"]).document
    assert package["id"] == chosen["id"]
    resources = bcdc.json("resources", chosen["id"]).document
    assert resources["package"] == chosen["id"]
    assert [r["id"] for r in resources["resources"]] == [r["id"] for r in package["resources"]]
    assert {"id", "name", "format", "url", "size"} <= set(resources["resources"][0])
    one = bcdc.json("resource", resources["resources"][0]["id"]).document
    assert one["name"] == resources["resources"][0]["name"]


def test_search_by_words_within_an_organization_and_up_to_a_limit(bcdc: Bcdc) -> None:
    everywhere = bcdc.json("search", "the", "--limit", "1000").document
    assert everywhere["count"] == len(everywhere["results"]) > 3
    few = bcdc.json("search", "the", "--limit", "2").document
    assert few["count"] == everywhere["count"]
    assert few["results"] == everywhere["results"][:2]
    here = bcdc.json("search", "the", "--org", ORGANIZATION, "--limit", "1000").document
    listed = {p["id"] for p in bcdc.json("packages", "--org", ORGANIZATION).document["packages"]}
    assert {p["id"] for p in here["results"]} <= listed


@pytest.mark.parametrize(
    "words",
    [
        ["package", "no-such-record"],
        ["resources", "no-such-record"],
        ["resource", "11111111-2222-4333-8444-555555555555"],
        ["org", "no-such-organization"],
        ["packages", "--org", "no-such-organization"],
        ["packages", "--org", "11111111-2222-4333-8444-555555555555"],
        ["search", "x", "--org", 'a "quoted" ü 日本, name'],
    ],
    ids=" ".join,
)
def test_what_is_not_there_has_code_4(bcdc: Bcdc, words: list[str]) -> None:
    told = bcdc.json(*words)
    assert (told.code, told.error["kind"], told.err) == (4, "not_found", "")
    in_words = bcdc(*words)
    assert (in_words.code, in_words.out) == (4, "")
    assert in_words.err.strip() == told.error["message"]


def test_tables_for_other_programs_have_one_line_a_row(bcdc: Bcdc) -> None:
    listed = bcdc.json("packages", "--org", ORGANIZATION).document["packages"]
    lines = bcdc("packages", "--org", ORGANIZATION).out.splitlines()
    assert [line.split("\t")[-1] for line in lines] == [p["id"] for p in listed]
    assert {line.count("\t") for line in lines} == {6}


def test_json_may_stand_before_or_after_the_command(bcdc: Bcdc) -> None:
    assert bcdc("--json", "org", ORGANIZATION).out == bcdc("org", ORGANIZATION, "--json").out
    assert json.loads(bcdc("org", "--json", ORGANIZATION).out)["name"] == ORGANIZATION


def test_reading_keeps_nothing_on_this_computer(bcdc: Bcdc, home: Path) -> None:
    assert bcdc.json("packages", "--org", ORGANIZATION).code == 0
    assert not home.exists()


def test_what_is_read_can_be_brought_into_the_cache(bcdc: Bcdc, server: Catalogue) -> None:
    done = bcdc.json("sync").document
    assert done["full"] is True
    assert 0 < done["total"] <= server.search(rows=0).count
    again = bcdc.json("sync").document
    assert again["total"] == done["total"]


def test_whoami(bcdc: Bcdc) -> None:
    said = bcdc.json("whoami").document
    assert ORGANIZATION in {o["name"] for o in said["organizations"] if o["writable"]}
    assert bcdc.with_key(None).json("whoami").document["user"] is None
    wrong = bcdc.with_key("a-key-that-nobody-has").json("whoami")
    assert (wrong.code, wrong.error["kind"]) == (3, "not_authorized")
