"""A synchronization can be limited to organizations and list titles first, is resumed, and says what is missing."""

import pytest

from bcdc_desktop.app.progress import CancelToken, Progress
from bcdc_desktop.app.sync import sync
from bcdc_desktop.app.sync.scope import SyncScope, chosen_scope, coverage
from bcdc_desktop.catalogue import errors
from bcdc_desktop.demo.sample import HOME_ORGANIZATIONS
from bcdc_desktop.store.search.index import PackageQuery


@pytest.fixture
def elsewhere(practice) -> str:
    """An organization in which the editor has no role."""
    tree = practice.workspace("sysadmin")
    sync.refresh_tree(tree)
    mine = {o["id"] for o in (practice.other.organization(name) for name in HOME_ORGANIZATIONS)}
    return next(o.id for o in tree.organizations() if o.id not in mine and o.parent)


@pytest.fixture
def records(practice, elsewhere) -> dict[str, list[str]]:
    """Ids by organization: six where the editor has a role, three elsewhere."""
    made = [practice.package()["id"] for _ in range(9)]
    for package in made[6:]:
        practice.boss.patch_package(package, {"owner_org": elsewhere})
    return {practice.organization: made[:6], elsewhere: made[6:]}


def ids(workspace) -> set[str]:
    return workspace.store.cache.records.ids()


def titles_only(workspace) -> int:
    return coverage(workspace).titles


def test_only_the_chosen_organizations_come_and_stay_up_to_date(practice, elsewhere, records) -> None:
    workspace = practice.workspace()
    name = workspace.catalogue.organization(elsewhere)["name"]
    done = sync.synchronize(workspace, scope=SyncScope((name,)))
    assert (done.full, done.total) == (True, 3)
    assert ids(workspace) == set(records[elsewhere])
    found = coverage(workspace)
    assert not found.complete
    assert found.organizations == (workspace.tree().get(elsewhere).title,)
    assert not workspace.is_synchronized_fully()
    # the server's own count stays where the records are not here
    assert workspace.tree().get(practice.organization).packages == 6

    practice.boss.patch_package(records[elsewhere][0], {"title": "Changed"})
    practice.other.patch_package(records[practice.organization][0], {"title": "Not here"})
    practice.boss.delete_package(records[elsewhere][1])
    done = sync.synchronize(workspace)  # the choice is remembered
    assert ids(workspace) == {records[elsewhere][0], records[elsewhere][2]}
    assert workspace.store.cache.records.get(records[elsewhere][0]).value["title"] == "Changed"


def test_only_mine_are_those_of_organizations_with_a_role(practice, records) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace, scope=SyncScope(only_mine=True))
    assert ids(workspace) == set(records[practice.organization])
    with pytest.raises(errors.NotFound):
        sync.synchronize(practice.workspace(None), scope=SyncScope(only_mine=True))


def test_an_unknown_organization_is_named_and_nothing_is_remembered(practice, records) -> None:
    workspace = practice.workspace()
    with pytest.raises(errors.NotFound, match="nowhere"):
        sync.synchronize(workspace, scope=SyncScope(("nowhere",)))
    assert chosen_scope(workspace) is None


def test_another_choice_forgets_what_nobody_uses_and_brings_what_is_missing(practice, elsewhere, records) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    opened, drafted, *others = records[practice.organization]
    workspace.store.cache.records.touch(opened)
    base = workspace.store.cache.records.get(drafted).value
    workspace.store.drafts.set_edits(base, "", {"title": "Mine"})
    done = sync.synchronize(workspace, scope=SyncScope((elsewhere,)))
    assert ids(workspace) == {opened, drafted, *records[elsewhere]}
    assert done.removed == len(others)

    practice.other.patch_package(opened, {"title": "Changed"})
    practice.other.delete_package(drafted)
    sync.synchronize(workspace)  # what is kept stays up to date
    assert ids(workspace) == {opened, *records[elsewhere]}
    assert workspace.store.cache.records.get(opened).value["title"] == "Changed"
    sync.synchronize(workspace, scope=SyncScope())
    assert ids(workspace) == {i for some in records.values() for i in some} - {drafted}
    assert coverage(workspace).complete


def test_titles_come_first_and_the_records_afterwards(practice, elsewhere, records) -> None:
    workspace, token = practice.workspace(), CancelToken()

    def stop_at_records(progress: Progress) -> None:
        # not before: the newest titles are there, in one page, while organizations are still read
        if "titles" in progress.text.casefold() and titles_only(workspace) == 9:
            token.cancel()

    with pytest.raises(errors.Cancelled):
        sync.synchronize(workspace, scope=SyncScope(titles_first=True), token=token, report=stop_at_records)
    whole = [i for i in ids(workspace) if workspace.store.cache.records.get(i) is not None]
    assert len(ids(workspace)) == 9
    assert len(whole) < 9
    assert not coverage(workspace).complete
    rows = workspace.store.cache.lists.rows(PackageQuery(words="tag:water"))
    assert {(r.title != "", r.org) for r in rows} == {(True, practice.organization), (True, elsewhere)}

    # the next run goes on where that one stopped: titles are not listed again
    steps: list[Progress] = []
    done = sync.synchronize(workspace, report=steps.append)
    assert not any("titles" in s.text.casefold() for s in steps)
    assert (done.total, done.read) == (9, 9 - len(whole))
    assert coverage(workspace).complete
    assert all(workspace.store.cache.records.get(i) for i in ids(workspace))


def test_a_title_never_takes_the_place_of_a_record(practice, records) -> None:
    workspace = practice.workspace()
    some = records[practice.organization][0]
    workspace.package(some)
    entry = {"id": some, "name": "other", "title": "An older title", "metadata_modified": "2030-01-01T00:00:00"}
    workspace.store.cache.records.put_prepared([workspace.store.cache.records.prepare_entry(entry)])
    assert workspace.store.cache.records.get(some) is not None
    assert titles_only(workspace) == 0
