"""The search language finds the same in the cache as the server does, for what both can express; and the cache gets
everything that the server has, by lists of ids, in pages, and as changes."""

import uuid
from collections.abc import Iterator

import pytest

from bcdc_desktop.app.sync import listing, sync
from bcdc_desktop.app.workspace import Workspace
from bcdc_desktop.catalogue.client import Catalogue
from bcdc_desktop.domain.profile import Profile
from bcdc_desktop.domain.search.query import parse
from bcdc_desktop.domain.search.solr import server_query
from bcdc_desktop.store.paths import Places
from bcdc_desktop.store.search.index import PackageQuery
from bcdc_desktop.store.store import Store
from contract.contract_server import RESOURCE, Packages, Server, packages


@pytest.fixture(scope="module")
def word(running: Server) -> Iterator[str]:
    """A word that only the six packages of this module have."""
    made = f"zl{uuid.uuid4().hex[:10]}"
    with packages(running) as new:
        for i in range(6):
            package = new.make(
                title=f"{made} number {i}",
                tag_string=f"{'Shared' if i == 4 else 'shared'} {made},{'even' if i % 2 == 0 else 'odd'}-{made}",
                license_id=running.has.licences[i == 4],
                private=i == 3,
                owner_org=running.organizations[1 if i == 5 else 0]["id"],
                resources=[{**RESOURCE, "name": f"{made} table", "format": "xlsx" if i == 4 else "csv"}] * (i % 3),
            )
            if i < 2 and running.has.publish_states:
                running.get("package_patch", id=package["id"], publish_state="PENDING PUBLISH")
            if i == 2:
                running.get("package_patch", id=package["id"], state="draft")
        yield made


@pytest.fixture(scope="module")
def workspace(running: Server, word: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The editor's cache, as a first synchronization leaves it."""
    profile = Profile("contract", "Contract", running.url, user="editor")
    store = Store.open(Places.below(tmp_path_factory.mktemp("home")), "contract", "editor")
    made = Workspace(profile, store, Catalogue(profile, running.tokens["editor"]))
    sync.synchronize(made)
    yield made
    made.close()


QUERIES = [
    "state:draft",
    "state:pending-publish",
    'state:draft,"pending publish"',
    "-state:draft",
    "state:public",
    "state:private,draft",
    "-state:private",
    "state:active",
    "format:csv",
    "format:csv,xlsx",
    "-format:csv",
    "licence:SECOND",
    "licence:FIRST -format:xlsx",
    "is:private",
    "is:public",
    "-is:private",
    "modified:2001",
    "modified:<2001",
    "modified:today",
    "modified:>2001 modified:<=today",
    "created:2020..today",
    "tag:even-WORD",
    'tag:"shared WORD"',
    "-tag:odd-WORD",
    'tag:even-WORD,"shared WORD" -licence:SECOND',
    # a server knows these by their letters alone
    "format:CSV",
    "-format:Csv",
    "tag:EVEN_WORD",
    "tag:shared-WORD",
    '-tag:"Odd WORD"',
    "tag:even-WOR*",
    'licence:"LICENCE"',
    "org:ORG",
    "-org:ORG",
    "org:ORG state:draft format:csv is:public -tag:odd-WORD",
    "WORD",
    "WOR",
    "title:WORD",
    '"WORD number"',
    "WORD -number",
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_is_found_here_and_there(ckan: Server, workspace: Workspace, word: str, query: str) -> None:
    text = query.replace("FIRST", ckan.has.licences[0]).replace("SECOND", ckan.has.licences[1])
    text = text.replace("WORD", word).replace("WOR", word[:9]).replace("ORG", ckan.organizations[0]["name"])
    cache = workspace.store.cache
    if "LICENCE" in text:
        (held,) = [p for p in cache.lists.packages(PackageQuery(words=word)) if p["license_id"] == ckan.has.licences[1]]
        text = text.replace("LICENCE", str(held["license_title"] or held["license_id"]).upper())
    asked = server_query(parse(text), cache.organizations.tree(), cache.index.spellings)
    assert asked.left_out == ()
    for _ in range(3):  # others may be at work on the same server
        sync.synchronize(workspace)
        there = {p["id"] for page in workspace.catalogue.search_all(asked.q, fq=asked.fq) for p in page.packages}
        here = [row.id for row in workspace.store.cache.lists.rows(PackageQuery(words=text))]
        assert len(here) == len(set(here))
        if set(here) == there:
            break
    assert set(here) == there
    if "WOR" in query or query in ("state:draft", "format:csv", "modified:today", "is:private", "org:ORG"):
        mine = {r.id for r in workspace.store.cache.lists.rows(PackageQuery(words=f'"{word} number"'))}
        assert len(mine) == 6
        assert set(here) & mine or query == "WORD -number"


def test_lists_of_ids_are_whole(ckan: Server, workspace: Workspace) -> None:
    entries = {e.id: e.modified for page, _ in listing.entries(workspace.catalogue, rows=3) for e in page}
    whole = {p["id"]: p["metadata_modified"] for page in workspace.catalogue.search_all() for p in page.packages}
    assert entries.keys() == whole.keys()
    assert all(listing.same_time(entries[i], whole[i]) for i in whole)
    found = listing.by_id(workspace.catalogue, [*list(whole)[:5], str(uuid.uuid4())])
    assert {p["id"] for p in found} == set(list(whole)[:5])


def test_changes_and_deletions_arrive(ckan: Server, workspace: Workspace, new: Packages) -> None:
    made, gone = new.make(), new.make()
    sync.synchronize(workspace)
    ckan.get("package_patch", id=made["id"], title="Changed since")
    ckan.get("package_delete", id=gone["id"])
    done = sync.synchronize(workspace)
    assert done.removed == 1
    assert workspace.store.cache.records.get(made["id"]).value["title"] == "Changed since"
    assert workspace.store.cache.records.get(gone["id"]) is None
    whole = {p["id"]: p["metadata_modified"] for page in workspace.catalogue.search_all() for p in page.packages}
    assert workspace.store.cache.records.versions() == whole
