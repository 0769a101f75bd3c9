"""Facets narrow a search down and can be taken back; where nothing is found, wider searches are offered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.search.facets import facets, toggled
from bcdc_desktop.app.search.relax import relaxations
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.ckan_schema import ckan_schema
from bcdc_desktop.domain.organization import Organization
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.store import Store


def package(name: str, state: str, formats: str, org: str, **fields: Any) -> dict[str, Any]:
    resources = [
        {"id": f"{name}-{f}", "name": f, "url": f"https://example.org/{name}.{f}", "format": f} for f in formats.split()
    ]
    return {
        "id": f"id-{name}", "name": name, "title": name, "owner_org": org, "publish_state": state, "state": "active",
        "metadata_modified": "2026-02-01T10:00:00", "resources": resources, **fields,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    made.cache.organizations.put([Organization("o1", "forests", "Forests"), Organization("o2", "fires", "Fires", "o1")])
    made.cache.records.put(
        [
            package("lakes", "PUBLISHED", "csv shp", "o1"),
            package("rivers", "DRAFT", "csv", "o2"),
            package("creeks", "PENDING PUBLISH", "kml", "o2"),
        ]
    )
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    profile = Profile("here", "Here", "http://127.0.0.1:9")
    return Workspace(profile, store, Catalogue(profile))


def values(workspace: Workspace, text: str, kind: str) -> dict[str, tuple[int, bool]]:
    (facet,) = [f for f in facets(workspace, text) if f.kind == kind]
    return {v.value: (v.count, v.chosen) for v in facet.values}


def test_a_facet_that_is_asked_for_still_shows_its_other_values(store: Store, workspace: Workspace) -> None:
    text = toggled("", "state", "draft")
    assert text == "state:draft"
    assert values(workspace, text, "state") == {
        "draft": (1, True),
        "published": (1, False),
        "pending publish": (1, False),
    }
    assert values(workspace, text, "format") == {"csv": (1, False)}
    both = toggled(text, "state", "pending publish")
    assert store.cache.lists.count(PackageQuery(words=both)) == 2
    assert values(workspace, both, "format") == {"csv": (1, False), "kml": (1, False)}
    assert toggled(toggled(both, "state", "draft"), "state", "pending publish") == ""


def test_a_value_that_nothing_has_can_be_taken_back(workspace: Workspace) -> None:
    assert values(workspace, "format:xlsx", "format")["xlsx"] == (0, True)
    assert toggled("format:xlsx x", "format", "xlsx") == "x"


def test_a_state_that_ckan_gives_to_all_records_is_no_filter(store: Store, workspace: Workspace) -> None:
    store.cache.records.put([package("lakes", "", "csv", "o1"), package("rivers", "", "csv", "o2")])
    store.cache.records.remove(["id-creeks"])
    assert "state" not in [facet.kind for facet in facets(workspace, "")]
    assert values(workspace, "state:public", "state") == {"public": (2, True)}, "it can be taken back"
    store.cache.records.put([{**package("rivers", "", "csv", "o2"), "state": "draft"}])
    assert values(workspace, "", "state") == {"public": (1, False), "draft": (1, False)}
    store.cache.records.put([{**package("rivers", "", "csv", "o2"), "private": True}])
    assert values(workspace, "", "state") == {"public": (1, False), "private": (1, False)}
    assert toggled("", "state", "private") == "state:private"


def test_the_one_type_of_all_records_is_no_filter(store: Store, workspace: Workspace) -> None:
    workspace.put_schema(ckan_schema())
    store.cache.records.put([{**package(n, "", "csv", "o1"), "type": "dataset"} for n in ("lakes", "rivers", "creeks")])
    assert "type" not in [facet.kind for facet in facets(workspace, "")]
    store.cache.records.put([{**package("lakes", "", "csv", "o1"), "type": "series"}])
    assert set(values(workspace, "", "type")) == {"dataset", "series"}


def test_an_organization_takes_the_place_of_the_one_above(workspace: Workspace) -> None:
    assert values(workspace, "org:forests", "organization") == {"fires": (2, False), "forests": (1, True)}
    assert toggled("org:forests", "organization", "fires") == "org:fires"
    assert toggled("org:fires water", "organization", "fires") == "water"


def test_values_that_were_written_otherwise_are_recognized(workspace: Workspace) -> None:
    assert values(workspace, "state:Pending_Publish", "state")["Pending_Publish"] == (1, True)
    assert toggled("state:Pending_Publish", "state", "Pending_Publish") == ""


def test_wider_searches_are_those_that_find_something(workspace: Workspace) -> None:
    found = relaxations(workspace, "lakes state:draft")
    assert [(w.text, w.count, w.word, w.condition and w.condition.field) for w in found] == [
        ("lakes", 1, "", "state"),
        ("state:draft", 1, "lakes", None),
    ]
    (only,) = relaxations(workspace, "lakes state:draft format:kml")
    assert (only.text, only.condition, only.word) == ("lakes", None, "")
    assert relaxations(workspace, "zzz") == []
