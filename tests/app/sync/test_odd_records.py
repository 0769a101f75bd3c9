"""A catalogue with some records that nobody could read: the others are there, and those are named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bcdc_desktop.app.sync.sync import Synchronized, synchronize
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue import errors
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.demo import DemoCatalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from fuzz.mutating_server import MutatingServer
from fuzz.mutations import Reply

Change = Callable[[str, Reply], Reply]


def read_through(demo: DemoCatalogue, home: Path, change: Change) -> tuple[Workspace, Synchronized]:
    """Synchronize an empty cache through a server that changes answers (by action)."""
    with MutatingServer(demo.url, change=change) as server:
        profile = Profile("t", "T", server.url, user="editor")
        catalogue = Catalogue(profile, demo.tokens["editor"])
        workspace = Workspace.of_practice(profile, Places.below(home), catalogue)
        return workspace, synchronize(workspace)


def results(change: Callable[[dict[str, Any]], Any]) -> Change:
    """Change whole records of searches."""

    def changed(action: str, reply: Reply) -> Reply:
        if action != "package_search" or reply.status != 200:
            return reply
        whole = json.loads(reply.body)
        found = whole["result"]["results"]
        whole["result"]["results"] = [change(p) if "title" in p else p for p in found]
        return Reply(200, json.dumps(whole).encode(), reply.headers)

    return changed


@pytest.fixture
def demo(tmp_path: Path) -> Any:
    with DemoCatalogue(tmp_path / "practice") as running:
        yield running


NESTED: Any = 1
for _ in range(900):
    NESTED = [NESTED]
DAMAGE: dict[str, dict[str, Any]] = {
    "a number beyond 64 bits": {"extra": 1 << 70},
    "half a character": {"notes": "a\ud800"},
    "900 lists": {"extra": NESTED},
    "no name": {"name": None},
    "resources that are a number": {"resources": 7},
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_odd_records_are_named_and_the_others_are_there(demo, tmp_path, damage) -> None:
    chosen: dict[str, str] = {}

    def change(package: dict[str, Any]) -> dict[str, Any]:
        if package["id"] in chosen or len(chosen) < 2:
            chosen[package["id"]] = package["title"]
            return {**package, **damage}
        return package

    workspace, done = read_through(demo, tmp_path / "home", results(change))
    try:
        assert {r.id for r in done.unreadable} == set(chosen)
        assert all(r.reason for r in done.unreadable)
        assert all(title in done.notice for title in chosen.values())
        assert done.total == done.read > 50
        assert not set(chosen) & set(workspace.store.cache.records.ids())
    finally:
        workspace.close()


def test_a_search_that_is_down_leaves_the_organizations(demo, tmp_path) -> None:
    down = json.dumps({"success": False, "error": {"__type": "Search Error", "message": "Search error: no Solr"}})

    def change(action: str, reply: Reply) -> Reply:
        return Reply(409, down.encode()) if action == "package_search" else reply

    with MutatingServer(demo.url, change=change) as server:
        profile = Profile("t", "T", server.url, user="editor")
        catalogue = Catalogue(profile, demo.tokens["editor"])
        workspace = Workspace.of_practice(profile, Places.below(tmp_path / "home"), catalogue)
        try:
            with pytest.raises(errors.SearchDown):
                synchronize(workspace)
            assert {o.name for o in workspace.organizations()} == {o.name for o in catalogue.organizations()}
            assert len(workspace.organizations()) > 10
        finally:
            workspace.close()
