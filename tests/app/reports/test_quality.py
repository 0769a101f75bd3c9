"""Lists as files, two catalogues side by side, an organization's health, saved searches, the files of the cache."""

import csv
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.reports.compare import compare
from bcdc_desktop.app.reports.export import Exported, columns_of, export
from bcdc_desktop.app.reports.quality import quality
from bcdc_desktop.app.search.saved import SavedSearch, SavedSearches
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.record_changes import NEW, RecordChanges
from bcdc_desktop.store.cache_files import cache_files, delete_cache, move_cache
from bcdc_desktop.store.links import LinkResult
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.search.lists import LinkCounts
from bcdc_desktop.store.settings import Settings
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.store import Store

TODAY = date(2026, 7, 1)


def package(name: str, **fields: Any) -> dict[str, Any]:
    given = {
        "id": f"id-{name}", "name": name, "title": name.title(), "owner_org": "o1", "publish_state": "PUBLISHED",
        "state": "active", "private": False, "metadata_created": "2025-05-05T10:00:00",
        "metadata_modified": "2026-02-01T10:00:00", "notes": "", "tags": [], "license_id": "2", "resources": [],
    }  # fmt: skip
    return {**given, **fields}


def resource(name: str, **fields: Any) -> dict[str, Any]:
    given = {"id": f"id-{name}", "name": name, "url": f"https://example.org/{name}.csv", "format": "csv"}
    return {**given, "created": "2020-01-01T00:00:00", **fields}


@pytest.fixture
def places(home: Path) -> Places:
    return Places.below(home)


@pytest.fixture
def workspace(places: Places) -> Iterator[Workspace]:
    profile = Profile("here", "Here", "https://catalogue.example.org", dataset_type="bcdc_dataset")
    made = Workspace(profile, Store.open(places, "here", "ann"), Catalogue(profile))
    cache = made.store.cache
    cache.organizations.put([Organization("o1", "forests", "Forests"), Organization("o2", "fires", "Fires", "o1")])
    cache.records.put(
        [
            package("alpha", notes="Said, \"so\"\nand more", resources=[
                resource("r1", resource_update_cycle="monthly", last_modified="2026-06-20T00:00:00"),
                resource("r2", format="shp"),
            ]),
            package("beta", owner_org="o2", publish_state="DRAFT", resources=[
                resource("r3", resource_update_cycle="monthly", last_modified="2026-05-01T00:00:00"),
            ]),
            package("gamma", title="=1+1", owner_org="o3", resources=[
                resource("r4", resource_update_cycle="annually", last_modified="2020-05-01T00:00:00"),
            ]),
        ]
    )  # fmt: skip
    yield made
    made.close()


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_records_as_csv_with_ids(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    assert export(workspace, PackageQuery(words="org:forests"), target) == Exported(2, 0)
    first, second = lines(target)
    assert (first["id"], first["name"], first["organization"]) == ("id-alpha", "alpha", "Forests")
    assert (first["formats"], first["resources"], first["update_due"]) == ("csv, shp", "2", "2026-07-21")
    assert (second["publish_state"], second["organization"]) == ("DRAFT", "Fires")
    assert target.read_bytes().endswith(b"\r\n")
    assert list(tmp_path.glob(".*")) == []


def test_resources_as_csv_with_chosen_columns(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    assert export(workspace, PackageQuery(), target, what="resources", columns=["url", "package_id"]).lines == 4
    assert lines(target)[0] == {"id": "id-r4", "url": "https://example.org/r4.csv", "package_id": "id-gamma"}
    with pytest.raises(ValueError, match=r"There is no column “colour”. There are id, name"):
        columns_of("resources", ["colour"])


def test_a_workbook_holds_texts_and_no_formulas(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    assert export(workspace, PackageQuery(sort="name"), target, columns=["title", "resources"]).lines == 3
    with zipfile.ZipFile(target) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert sheet.findall(".//x:f", space) == []
    rows = [
        ["".join(cell.itertext()) for cell in row.findall("x:c", space)] for row in sheet.findall(".//x:row", space)
    ]
    assert rows == [
        ["id", "title", "resources"], ["id-alpha", "Alpha", "2"], ["id-beta", "Beta", "1"], ["id-gamma", "=1+1", "1"],
    ]  # fmt: skip


def test_records_whose_text_was_given_up_are_listed_with_what_is_known(workspace: Workspace, tmp_path: Path) -> None:
    target, cache = tmp_path / "list.csv", workspace.store.cache
    with workspace.store.cache_transaction() as write:
        write.execute("DELETE FROM bodies WHERE key = ?", (cache.lists.key_of("id-alpha"),))
    assert export(workspace, PackageQuery(), target) == Exported(3, 1)
    (line,) = [held for held in lines(target) if held["id"] == "id-alpha"]
    assert (line["title"], line["resources"], line["formats"], line["tags"]) == ("Alpha", "2", "csv, shp", "")
    assert export(workspace, PackageQuery(), target, what="resources") == Exported(2, 1)


def test_a_list_of_drafts_holds_what_is_on_this_computer_only(workspace: Workspace, tmp_path: Path) -> None:
    drafts, target, query = workspace.store.drafts, tmp_path / "list.csv", PackageQuery(words="has:draft")
    new, gone = {"id": f"{NEW}1", "title": ""}, package("gone", resources=[resource("r9")])
    drafts.set_edits(workspace.store.cache.records.get("alpha").value, "", {"title": "Other"})
    link = {"name": "Counts", "url": "https://example.org/counts", "format": "csv"}
    salmon = {"title": "Salmon", "owner_org": "o2"}
    drafts.put(RecordChanges(new, {"": salmon}, new_resources={"n1": link}, is_new=True))
    drafts.set_edits(gone, "", {"title": "Kept"})
    workspace.store.sheets.put(Sheet("s1", "id-alpha", "Alpha", 3, {"rows": []}))
    assert export(workspace, query, target) == Exported(4, 0)
    found = {line["id"]: line for line in lines(target)}
    assert {i: line["not_sent"] for i, line in found.items()} == {
        "id-alpha": "changes", f"{NEW}1": "record", "id-gone": "changes", "sheet:s1": "files",
    }  # fmt: skip
    assert (found[f"{NEW}1"]["title"], found[f"{NEW}1"]["organization"]) == ("Salmon", "Fires")
    assert found["sheet:s1"]["resources"] == "3"
    assert export(workspace, query, target, what="resources") == Exported(3, 0)
    assert [line["name"] for line in lines(target) if line["id"] == "n1"] == ["Counts"]
    some = replace(query, ids=("id-alpha",))
    assert export(workspace, some, target, local=["sheet:s1"]).lines == 2
    assert export(workspace, PackageQuery(words="org:forests"), target).lines == 2
    assert [line["not_sent"] for line in lines(target)] == ["changes", ""]


def test_an_export_that_is_stopped_leaves_what_was_there(workspace: Workspace, tmp_path: Path) -> None:
    target, token = tmp_path / "list.csv", CancelToken()
    target.write_text("before")
    token.cancel()
    with pytest.raises(Cancelled):
        export(workspace, PackageQuery(), target, token=token)
    assert target.read_text() == "before"
    assert list(tmp_path.glob(".*")) == []


def test_what_is_in_production_and_not_in_test(workspace: Workspace, places: Places) -> None:
    other = Store.open(places, "test", "ann")
    beside = Workspace(workspace.profile, other, workspace.catalogue)
    try:
        other.cache.records.put(
            [
                package("alpha", id="x1", resources=[resource("q1"), resource("q2", format="shp")]),
                package("beta", id="x2", title="Better"),
                package("delta", id="x4"),
            ]
        )
        found = compare(workspace, beside)
        assert [r.name for r in found.only_left] == ["gamma"]
        assert [r.name for r in found.only_right] == ["delta"]
        assert [(p.left.name, p.differing) for p in found.different] == [
            ("beta", ("title", "publish_state", "resources", "formats"))
        ]
        assert found.alike == 1
        # a record that the search finds on one side only is looked up on the other by its name
        narrowed = compare(workspace, beside, "state:draft")
        assert [p.left.name for p in narrowed.different] == ["beta"]
        assert (narrowed.only_left, narrowed.only_right) == ((), ())
    finally:
        other.close()


def test_health_of_an_organization_with_its_branches(workspace: Workspace) -> None:
    found = quality(workspace, "forests", today=TODAY)
    assert (found.organization, found.records, found.resources) == ("o1", 2, 3)
    assert {b.label: b.count for b in found.states} == {"PUBLISHED": 1, "DRAFT": 1}
    assert {b.key: b.count for b in found.schedule} == {"current": 1, "late": 1, "later": 0, "latest": 0, "none": 0}
    assert [(r.name, r.due) for r in found.overdue] == [("beta", "2026-06-01")]
    assert {b.label: b.count for b in found.formats} == {"csv": 2, "shp": 1}
    assert {b.key: b.count for b in found.completeness}["description"] == 1
    assert found.broken_links is None
    everything = quality(workspace, today=TODAY)
    assert everything.records == 3
    assert {b.key: b.count for b in everything.schedule}["latest"] == 1
    with pytest.raises(KeyError):
        quality(workspace, "nobody")


def test_resources_without_a_format_and_formats_written_in_two_ways_are_counted(workspace: Workspace) -> None:
    formats = ["CSV", "csv", "CSV", "csv", "CSV", "", "shp"]
    held = [resource(f"s{n}", format=name) for n, name in enumerate(formats)]
    workspace.store.cache.records.put([package("delta", owner_org="o4", resources=held)])
    found = quality(workspace, today=TODAY)
    assert found.resources == 4 + 7
    assert {b.key.lower(): b.count for b in found.formats} == {"csv": 3 + 5, "shp": 1 + 1}


def test_links_of_others_say_nothing_about_these(workspace: Workspace) -> None:
    cache, links = workspace.store.cache, workspace.store.links
    file = resource("file", url_type="upload")
    cache.records.put([package("delta", owner_org="o2", resources=[file, resource("r3"), resource("r5", url=" ")])])
    links.put([LinkResult("https://example.org/r4.csv", True, 200)])
    found = quality(workspace, "forests", today=TODAY)
    assert (found.broken_links, found.links) == (None, LinkCounts(3, 0))  # r1, r2, and r3 which is named twice
    assert quality(workspace, today=TODAY).links == LinkCounts(4, 1)
    links.put([LinkResult("https://example.org/r3.csv", True, 200)])
    found = quality(workspace, "fires", today=TODAY)
    assert (found.broken_links.count, found.links) == (0, LinkCounts(1, 1))
    assert quality(workspace, "forests", today=TODAY).links == LinkCounts(3, 1)


def test_without_any_link_none_is_broken(workspace: Workspace) -> None:
    workspace.store.cache.organizations.put([Organization("o9", "mines", "Mines")])
    workspace.store.cache.records.put([package("delta", owner_org="o9")])
    found = quality(workspace, "mines", today=TODAY)
    assert (found.broken_links.count, found.links) == (0, LinkCounts(0, 0))


def test_each_bar_opens_the_records_behind_it(workspace: Workspace) -> None:
    cache = workspace.store.cache
    workspace.store.links.put([LinkResult("https://example.org/r3.csv", False, 404)])
    for organization in (None, "forests"):
        found = quality(workspace, organization, today=TODAY)
        assert found.broken_links is not None
        assert found.broken_links.count == 1
        for bar in (*found.states, *found.schedule, *found.completeness, found.broken_links):
            assert cache.lists.count(PackageQuery(words=bar.query)) == bar.count, bar
            assert cache.index.advise(bar.query) == [], bar
        for bar in found.formats:
            assert 0 < cache.lists.count(PackageQuery(words=bar.query)) <= bar.count


def test_saved_searches_belong_to_their_catalogue(home: Path) -> None:
    settings = Settings(home / "settings.json")
    mine = SavedSearches(settings, "production")
    mine.save(SavedSearch("Late", "is:overdue", "due"))
    mine.save(SavedSearch("Drafts", "state:draft"))
    mine.save(SavedSearch("Late", "is:overdue org:forests"))
    again = SavedSearches(Settings(home / "settings.json"), "production")
    assert [(s.name, s.words) for s in again.all()] == [("Late", "is:overdue org:forests"), ("Drafts", "state:draft")]
    assert SavedSearches(settings, "test").all() == []
    mine.rename("Late", "Overdue")
    assert [s.name for s in again.all()] == ["Late", "Drafts"]  # its settings were read before
    assert [s.name for s in mine.all()] == ["Overdue", "Drafts"]
    mine.rename("Overdue", "Late")
    again.remove("Late")
    assert again.get("Late") is None
    assert again.get("Drafts") == SavedSearch("Drafts", "state:draft")
    settings.put("saved_searches", {"production": [{"name": 1}, "x", {"name": "A", "words": "b"}]})
    assert [s.name for s in mine.all()] == ["A"]


def test_the_cache_is_moved_and_deleted_and_the_work_stays(
    workspace: Workspace, places: Places, tmp_path: Path
) -> None:
    held = workspace.store.cache.records.get("alpha").value
    workspace.store.drafts.set_edits(held, "", {"title": "New"})
    workspace.close()
    (file,) = cache_files(places)
    assert file.size > 10_000
    moved = move_cache(places, tmp_path / "elsewhere")
    assert cache_files(places) == []
    again = Store.open(moved, "here", "ann")
    assert again.cache.records.get("alpha").value == held
    assert again.drafts.ids() == ["id-alpha"]
    again.close()
    (file,) = cache_files(moved)
    delete_cache(file.path)
    assert cache_files(moved) == []
    fresh = Store.open(moved, "here", "ann")
    assert fresh.cache.records.ids() == set()
    assert fresh.drafts.ids() == ["id-alpha"]
    fresh.close()
