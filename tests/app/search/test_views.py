"""Ready places are searches; from a search it can be told where it is, and what narrows it down there."""

from collections.abc import Iterator
from typing import Any

import pytest

from bcdc_desktop.app.search.saved import SavedSearch
from bcdc_desktop.app.search.views import counts, local_rows, location_of, record_views
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.organization import Organization, OrganizationTree
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.sheets import Sheet
from bcdc_desktop.store.store import Store

TREE = OrganizationTree(
    [Organization("o1", "forests", "Ministry of Forests"), Organization("o2", "fires", "Fire Service", "o1")]
)
SAVED = [SavedSearch("Open tables", "format:csv is:open"), SavedSearch("Odd", "x", "from-another-version")]
PLACES = record_views(signed_in=True, saved=SAVED)


@pytest.fixture
def workspace(home) -> Iterator[Workspace]:
    profile = Profile("here", "Here", "https://catalogue.example.org")
    made = Workspace(profile, Store.open(Places.below(home), "here", "ann"), Catalogue(profile))
    made.store.cache.organizations.put([Organization("o1", "forests", "Ministry of Forests", capacity="admin")])
    made.store.cache.records.put([package("a"), package("b", publish_state="PENDING PUBLISH")])
    yield made
    made.close()


def package(name: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"id-{name}", "name": name, "title": name.upper(), "owner_org": "o1", "publish_state": "PUBLISHED",
        "state": "active", "metadata_modified": "2026-02-01T10:00:00", "resources": [], **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("", "all", []),
        ("water", "all", []),
        ("format:csv", "all", ["format"]),
        ("is:mine", "mine", []),
        ("is:mine state:draft", "mine", ["state"]),
        ("has:problem is:mine tag:x", "problems", ["tag"]),
        ("has:draft water", "drafts", []),
        ("org:fires", "o2", []),
        ("org:Fire state:draft", "o2", ["state"]),
        ("org:forests,fires", "all", ["org"]),
        ("-org:fires", "all", ["org"]),
        ("org:nobody", "all", ["org"]),
        ("is:mine,private", "all", ["is"]),
        (" format:csv  is:open ", "saved:Open tables", ["format", "is"]),
        ("format:csv is:open water", "all", ["format", "is"]),
    ],
)
def test_where_a_search_is(text, key, rest):
    found = location_of(parse(text), PLACES, TREE)
    assert found.key == key
    assert [p.field for p in found.rest] == rest


def test_without_a_key_nothing_is_mine_and_nothing_waits():
    assert "waiting" not in [p.key for p in record_views(signed_in=True, has_states=False)]
    keys = [p.key for p in record_views(signed_in=False)]
    assert keys == ["all", "recent", "favourites", "drafts", "problems"]


def test_a_saved_order_that_is_not_known_is_the_usual_one():
    assert [p.sort for p in PLACES if p.key == "saved:Odd"] == ["title"]


def test_places_count_what_is_on_this_computer_only_too(workspace):
    cache, drafts = workspace.store.cache, workspace.store.drafts
    drafts.set_edits(cache.records.get("id-a").value, "", {"title": "Another"})
    drafts.set_edits({"id": "new:1", "title": ""}, "", {"title": "Salmon counts"})
    drafts.set_edits(package("gone"), "", {"notes": "Kept"})
    workspace.store.sheets.put(Sheet("s1", "id-a", "A", 3, {}))
    found = counts(workspace, PLACES)
    assert (found["all"], found["drafts"], found["waiting"], found["recent"]) == (2, 4, 1, 0)
    cache.records.touch("id-b")
    assert counts(workspace, PLACES)["recent"] == 1
    assert [r.id for r in local_rows(workspace, parse("has:draft"))] == ["sheet:s1", "id-gone", "new:1"]
    assert [r.title for r in local_rows(workspace, parse("has:draft salmon"))] == ["Salmon counts"]
    assert local_rows(workspace, parse("salmon")) == local_rows(workspace, parse("has:draft format:csv")) == []
