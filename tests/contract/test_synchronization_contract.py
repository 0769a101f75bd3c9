"""A catalogue that is changed by others while it is synchronized, on every kind of server: nothing missing, nothing
twice, whoever looks. Others may be at work on the same server, so only the records of a test are looked at."""

import itertools
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bcdc_desktop.app.sync import sync
from bcdc_desktop.app.sync_sizes import SyncSizes
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.store import Store
from contract.contract_server import Packages, Server, packages
from helpers.listing import while_it_is_listed

WorkspaceOf = Callable[[str], Workspace]
ACTS = ("create", "delete", "change", "hide", "show", "draft")


@pytest.fixture
def workspace_of(ckan: Server, sync_sizes: SyncSizes, tmp_path) -> Iterator[WorkspaceOf]:
    """A workspace of a role; all workspaces of a role share one store."""
    opened: list[Workspace] = []

    def workspace(role: str) -> Workspace:
        profile = Profile("contract", "Contract", ckan.url, user=role)
        store = Store.open(Places.below(tmp_path), "contract", role)
        made = Workspace(profile, store, Catalogue(profile, ckan.tokens[role]))
        made.sync_sizes = sync_sizes
        opened.append(made)
        return made

    yield workspace
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def filled(running: Server) -> Iterator[Packages]:
    """A dozen records to be meddled with."""
    with packages(running) as new:
        for _ in range(12):
            new.make()
        yield new


@pytest.fixture
def sync_sizes(ckan: Server) -> SyncSizes:
    """Several pages of ids, whatever the catalogue holds."""
    everything = ckan.get("package_search", rows=0, include_private=True)["count"]
    return SyncSizes(index_page=min(1000, max(20, everything // 5)))


class Meddler:
    """Others at work: before the questions of a synchronization, records change. Each seed is another story."""

    def __init__(self, ckan: Server, mine: Packages, seed: int, monkeypatch, most: int = 14) -> None:
        self.ckan, self.mine, self.rng, self.most = ckan, mine, random.Random(seed), most
        self.done: list[str] = []
        self.lock = threading.Lock()
        search = Catalogue.search

        def meddled(catalogue, *arguments, **more):
            with self.lock:
                if len(self.done) < self.most:
                    self.meddle()
            return search(catalogue, *arguments, **more)

        monkeypatch.setattr(Catalogue, "search", meddled)

    def meddle(self) -> None:
        # each act at least once, in an order of the seed's
        acts = list(itertools.islice(itertools.cycle(ACTS), self.most))
        self.rng.shuffle(acts)
        act, chosen = acts[len(self.done)], self.rng.choice(self.mine.made)
        self.done.append(act)
        if act == "create":
            self.mine.make()
        elif act == "delete":
            self.ckan.get("package_delete", id=chosen)
        else:
            changed = {
                "change": {"notes": f"Changed {self.rng.random()}"},
                "hide": {"private": True},
                "show": {"private": False},
                "draft": {"state": "draft"},
            }
            self.ckan.ask("package_patch", id=chosen, **changed[act])  # it may be deleted


def agrees(ckan: Server, workspace: Workspace, mine: Packages, role: str) -> None:
    """The cache holds those of our records that the role may find, once, as they are now."""
    there = {}
    for ids in (mine.made[n : n + 20] for n in range(0, len(mine.made), 20)):
        term = " OR ".join(f'"{i}"' for i in ids)
        found = ckan.get(
            "package_search", role, fq=f"id:({term})", rows=1000, include_private=True, include_drafts=True
        )
        there |= {p["id"]: p["metadata_modified"] for p in found["results"]}
    here = workspace.store.cache.records.versions_of(mine.made)
    assert here == there
    listed = [r.id for r in workspace.store.cache.lists.rows(PackageQuery()) if r.id in set(mine.made)]
    assert sorted(listed) == sorted(there)
    for package_id, modified in there.items():
        assert workspace.store.cache.records.get(package_id).value["metadata_modified"] == modified


@pytest.mark.parametrize("role", ["editor", "outsider"])
def test_changes_during_the_first_synchronization(
    ckan: Server, filled: Packages, workspace_of: WorkspaceOf, role: str, monkeypatch
) -> None:
    workspace = workspace_of(role)
    with monkeypatch.context() as disturbed:
        meddler = Meddler(ckan, filled, 3, disturbed)
        assert sync.synchronize(workspace).full
    assert len(meddler.done) > 5
    sync.synchronize(workspace)  # the first that nobody disturbs any more
    agrees(ckan, workspace, filled, role)


@pytest.mark.parametrize("role", ["editor", "outsider"])
def test_changes_during_later_synchronizations(
    ckan: Server, filled: Packages, workspace_of: WorkspaceOf, role: str, monkeypatch
) -> None:
    workspace = workspace_of(role)
    sync.synchronize(workspace)
    for seed in range(3):
        with monkeypatch.context() as disturbed:
            meddler = Meddler(ckan, filled, seed, disturbed, most=6)
            for _ in range(3):
                sync.synchronize(workspace)
        assert len(meddler.done) == 6
        sync.synchronize(workspace)
        agrees(ckan, workspace, filled, role)


def test_two_runs_at_once_beside_reading_and_saving(
    ckan: Server, filled: Packages, workspace_of: WorkspaceOf, monkeypatch
) -> None:
    one, other = workspace_of("editor"), workspace_of("editor")  # two programs with one store
    sync.synchronize(one)
    wrong: list[BaseException] = []

    def at_once(*acts: Callable[[], object]) -> None:
        def guarded(act: Callable[[], object]) -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001
                wrong.append(error)

        threads = [threading.Thread(target=guarded, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def read_and_save() -> None:
        for _ in range(4):
            made = filled.make()["id"]
            one.catalogue.patch_package(made, {"title": f"Saved {made}"})
            one.package(made)

    at_once(lambda: sync.synchronize(one), lambda: sync.synchronize(other, full=True), read_and_save)
    at_once(lambda: sync.synchronize(one), lambda: sync.synchronize(other), read_and_save)
    assert wrong == []
    sync.synchronize(other)
    agrees(ckan, one, filled, "editor")
    agrees(ckan, other, filled, "editor")


@pytest.mark.parametrize("first", [False, True])
def test_a_record_that_is_opened_does_not_hide_what_was_changed_before_it(
    ckan: Server, workspace_of: WorkspaceOf, new: Packages, first: bool, monkeypatch
) -> None:
    before, opened = new.make()["id"], new.make()["id"]
    workspace = workspace_of("editor")
    workspace.sync_sizes = replace(workspace.sync_sizes, overlap=timedelta(0))  # so that a moment is as good as hours
    sync.synchronize(workspace)
    ckan.get("package_patch", id=before, title="Changed first")
    ckan.get("package_patch", id=opened, title="Changed afterwards")
    if not first:
        workspace.package(opened)
    assert not sync.synchronize(workspace, first=[opened] if first else []).full
    titles = [workspace.store.cache.records.get(i).value["title"] for i in (before, opened)]
    assert titles == ["Changed first", "Changed afterwards"]


def test_what_is_changed_while_the_rest_is_read_for_the_first_time_is_read_once_more(
    ckan: Server, filled: Packages, workspace_of: WorkspaceOf, new: Packages, monkeypatch
) -> None:
    early, late = new.make()["id"], new.make()["id"]
    workspace, happened = workspace_of("editor"), []
    workspace.sync_sizes = replace(workspace.sync_sizes, overlap=timedelta(0))

    def happen() -> None:
        """One record is read and changes, then another that is listed late."""
        workspace.package(early)
        ckan.get("package_patch", id=early, title="Changed early")
        ckan.get("package_patch", id=late, title="Changed late")
        happened.append(True)

    while_it_is_listed(monkeypatch, happen, read_before=early)
    sync.synchronize(workspace)
    assert happened
    titles = [workspace.store.cache.records.get(i).value["title"] for i in (early, late)]
    assert titles == ["Changed early", "Changed late"]
