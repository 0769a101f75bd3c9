"""Where nothing is found, searches with the nearest words of the cached records are suggested."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.search.did_you_mean import suggestions
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.store import Store


def package(number: int, title: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"id-{number}", "name": f"record-{number}", "title": title, "owner_org": "o1", "state": "active",
        "publish_state": "PUBLISHED", "metadata_modified": "2026-02-01T10:00:00", "resources": [], **fields,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "cache.sqlite", tmp_path / "work.sqlite")
    made.cache.records.put(
        [
            package(1, "Apprenticeship training in trades"),
            package(2, "Groundwater wells", notes="Depth of each well, by the Forêt bureau"),
            package(3, "Groundwater levels"),
            package(4, "Fish habitat near Québec", publish_state="DRAFT"),
            package(5, "Wildlife"),
        ]
    )
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    profile = Profile("here", "Here", "http://127.0.0.1:9")
    return Workspace(profile, store, Catalogue(profile))


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("aprenticeship", "apprenticeship", 1),
        ("apprenticehsip", "apprenticeship", 1),  # two letters turned round
        ("APRENTICESHIP", "apprenticeship", 1),
        ("groundwatr levls", "groundwater levels", 1),  # several words
        ("groundwater levls", "groundwater levels", 1),  # one of them right
        ("ground water", "groundwater", 2),  # split
        ("fishhabitat", "fish habitat", 1),  # joined
        ("quebék", "québec", 1),  # accents are those of the record
        ("forrêt", "forêt", 1),  # in the description
        ("ground-watr", "groundwater", 2),
        ("aprentices", "apprenticeship", 1),  # the beginning of a word
        ("title:widlife", "title:wildlife", 1),
    ],
)
def test_the_nearest_words_are_suggested(workspace: Workspace, typed: str, meant: str, count: int) -> None:
    found = suggestions(workspace, typed)
    assert (found[0].text, found[0].count) == (meant, count)


def test_conditions_stay_and_count(workspace: Workspace) -> None:
    (only,) = suggestions(workspace, "state:draft habitt -legacy")
    assert (only.text, only.count, only.words) == ("state:draft habitat -legacy", 1, "habitat")
    assert suggestions(workspace, "state:published habitt") == []


def test_at_most_three_and_each_finds_something(workspace: Workspace, store: Store) -> None:
    store.cache.records.put([package(10 + n, f"Stream{letter}") for n, letter in enumerate("abcdefgh")])
    found = suggestions(workspace, "streamz")
    assert len(found) == 3
    assert all(one.count for one in found)


@pytest.mark.parametrize("typed", ["", "zzzzzzzz", '"aprenticeship"', "state:draft", "12345", "wildlife", "x" * 500])
def test_nothing_is_suggested_where_nothing_is_near_or_nothing_is_misspelled(workspace: Workspace, typed: str) -> None:
    assert suggestions(workspace, typed) == []


def test_words_of_new_records_are_suggested(workspace: Workspace, store: Store) -> None:
    assert suggestions(workspace, "salmn") == []
    store.cache.records.put([package(20, "Salmon")])
    assert [one.text for one in suggestions(workspace, "salmn")] == ["salmon"]
