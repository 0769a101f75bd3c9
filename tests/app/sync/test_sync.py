"""The cache holds what the user may see: all of it, nothing twice, and nothing that is gone."""

from dataclasses import replace

import pytest

from app.conftest import SHORT
from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.records import overwritten
from bcdc_desktop.app.records.save import save
from bcdc_desktop.app.records.submit import SubmitResult
from bcdc_desktop.app.sync import sync
from bcdc_desktop.app.sync_sizes import SyncSizes
from bcdc_desktop.catalogue import client, errors
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.catalogue.http import FilePart
from bcdc_desktop.domain.record_changes import PACKAGE, RecordChanges
from bcdc_desktop.store.database import Damaged
from bcdc_desktop.store.search.index import PackageQuery
from helpers.listing import refuse_single_fields
from helpers.misbehaving import Canned, CutAnswer, Late, MisbehavingServer, Stall
from helpers.sample_record import FILED, record_fields

HTML = "<html>"


@pytest.fixture(autouse=True)
def _small_pages(practice, monkeypatch) -> None:
    search_all = client.Catalogue.search_all
    monkeypatch.setattr(
        client.Catalogue, "search_all", lambda self, q="", **more: search_all(self, q, **{**more, "rows": 4})
    )
    practice.sync_sizes = SyncSizes(page=2, index_page=4)


@pytest.fixture
def ten(practice) -> list[dict]:
    return [practice.package() for _ in range(10)]


def there(practice) -> set[str]:
    return {p["id"] for page in practice.other.search_all() for p in page.packages}


def test_the_first_time_everything_comes_and_afterwards_what_changed(practice, ten) -> None:
    workspace = practice.workspace()
    steps = []
    done = sync.synchronize(workspace, report=steps.append)
    assert (done.full, done.total) == (True, 10)
    assert workspace.store.cache.records.ids() == there(practice)
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert workspace.account().name == "editor"
    assert workspace.role_in(practice.organization) == "editor"
    assert workspace.tree().get(practice.organization).packages == 10

    practice.other.patch_package(ten[3]["id"], {"title": "Changed"})
    new = practice.package()
    done = sync.synchronize(workspace)
    assert not done.full
    assert workspace.store.cache.records.get(ten[3]["id"]).value["title"] == "Changed"
    assert workspace.store.cache.records.ids() == {p["id"] for p in [*ten, new]}


def test_a_catalogue_at_another_address_is_read_again(practice, csv) -> None:
    """The links to its files have the address; nothing else of its records changed."""
    made, file = practice.package(), csv()
    part = FilePart(file, file.name, file.stat().st_size)
    practice.other.create_resource({"package_id": made["id"], "name": "file", **FILED}, part)
    workspace = practice.workspace()
    sync.synchronize(workspace)
    with MisbehavingServer(practice.demo) as practice.server:
        moved = practice.workspace()
        assert sync.synchronize(moved).full
        stored = moved.store.cache.records.get(made["id"]).value
        assert stored["resources"][-1]["url"].startswith(practice.server.url)
        assert not sync.synchronize(moved).full


@pytest.mark.parametrize("by_itself", [True, False], ids=["cleared", "listing refused"])
def test_what_was_overwritten_is_noticed_when_the_cache_held_nothing_of_it(
    practice, ten, monkeypatch, by_itself: bool
) -> None:
    """As after the cache was cleared; and where a catalogue lists no single fields, so that whole records are read."""
    workspace, mine = practice.workspace(), ten[2]["id"]
    sync.synchronize(workspace)
    assert isinstance(
        save(workspace, RecordChanges(workspace.package(mine), {PACKAGE: {"notes": "Mine."}})), SubmitResult
    )
    practice.other.patch_package(mine, {"notes": "Theirs."})
    workspace.store.cache.records.remove(list(workspace.store.cache.records.ids()))
    if not by_itself:
        refuse_single_fields(monkeypatch)
    sync.synchronize(workspace, full=True)
    assert [(g.package_id, g.field, g.found) for g in overwritten.lost_updates(workspace)] == [
        (mine, "notes", "Theirs.")
    ]


def test_titles_come_before_the_organizations_and_the_schema_have_been_answered(practice, ten) -> None:
    """A slow server takes seconds for each request; the first synchronization makes a dozen of them before it lists."""
    workspace, late = practice.workspace(), Late()
    for action in ("dashboard_activity_list", "organization_list_for_user", "group_tree", "license_list"):
        practice.server.always(action, late)
    titles = []

    def listen(_changed: object) -> None:
        if not late.until.is_set() and workspace.store.cache.records.count_entries() == 10:
            titles.extend(row.title for row in workspace.store.cache.lists.rows(PackageQuery()))
            late.until.set()

    workspace.subscribe(listen)
    done = sync.synchronize(workspace)
    assert sorted(titles) == sorted(p["title"] for p in ten)
    assert (done.total, done.read) == (10, 10)
    assert workspace.store.cache.records.count_entries() == 0


def counted(workspace, **more) -> list[tuple[int, int | None]]:
    steps = []
    sync.synchronize(workspace, report=steps.append, **more)
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert all(s.done <= s.total for s in steps if s.total is not None)
    return [(s.done, s.total) for s in steps if s.text == "Reading records"]


def test_progress_goes_forward_and_reaches_its_total(practice, ten, monkeypatch) -> None:
    """More parts than are asked for at once, over several pages of the list; some of the records are here already."""
    ten += [practice.package() for _ in range(25)]
    workspace = practice.workspace()
    workspace.store.cache.records.put(ten[3:9])
    steps = counted(workspace, first=[ten[20]["id"], ten[1]["id"]])
    assert len([s for s in steps if s[1]]) > 12
    assert {total for _, total in steps if total} == {35}
    assert steps[-1] == (35, 35)
    assert counted(workspace, full=True)[-1] == (35, 35)
    # what is listed once more because something is gone counts on
    practice.other.delete_package(ten[0]["id"])
    practice.other.patch_package(ten[1]["id"], {"title": "Changed"})
    assert counted(workspace)[-1] == (35, 35)  # one that was changed, and those that are left


def test_what_was_deleted_is_forgotten(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    practice.other.delete_package(ten[0]["id"])
    done = sync.synchronize(workspace)
    assert (done.full, done.removed) == (True, 1)
    assert ten[0]["id"] not in workspace.store.cache.records.ids()
    # one goes and one comes: the count stays
    practice.other.delete_package(ten[1]["id"])
    new = practice.package()
    sync.synchronize(workspace)
    assert workspace.store.cache.records.ids() == {p["id"] for p in [*ten[2:], new]}


def test_what_may_not_be_seen_any_more_is_forgotten(practice, ten) -> None:
    workspace = practice.workspace("member")
    secret = practice.package(private=True)
    sync.synchronize(workspace)
    assert secret["id"] in workspace.store.cache.records.ids()
    storage = practice.demo.practice.storage
    storage.rows("DELETE FROM member WHERE user = (SELECT id FROM user WHERE name = 'member')")
    practice.demo.practice.directory.read()
    sync.synchronize(workspace)
    assert workspace.store.cache.records.ids() == {p["id"] for p in ten}


def test_nobody_signed_in_sees_what_is_public(practice, ten) -> None:
    secret = practice.package(private=True)
    workspace = practice.workspace(None)
    sync.synchronize(workspace)
    assert workspace.account() is None
    assert workspace.store.cache.records.ids() == {p["id"] for p in ten} - {secret["id"]}


def test_a_synchronization_that_is_stopped_keeps_what_came_and_goes_on_the_next_time(practice, ten) -> None:
    practice.sync_sizes = replace(practice.sync_sizes, at_once=1)  # else the rest may be under way already
    workspace, token = practice.workspace(), CancelToken()

    def stop(progress) -> None:
        if progress.done >= 4:
            token.cancel()

    with pytest.raises(Cancelled):
        sync.synchronize(workspace, token=token, report=stop)
    read = [i for i in (p["id"] for p in ten) if workspace.store.cache.records.get(i)]
    assert 4 <= len(read) < 10
    assert sync.synchronize(workspace).full
    assert workspace.store.cache.records.ids() == there(practice)


def test_a_catalogue_that_changes_while_one_pages(practice, ten) -> None:
    workspace, made = practice.workspace(), []

    def meanwhile(progress) -> None:
        if progress.text == "Reading records" and len(made) < 2:
            practice.other.delete_package(ten[len(made)]["id"])
            made.append(practice.package())

    sync.synchronize(workspace, report=meanwhile)
    sync.synchronize(workspace)
    assert workspace.store.cache.records.ids() == there(practice)
    assert workspace.store.cache.lists.count(PackageQuery()) == 10


@pytest.mark.parametrize("fault", [Canned(500, HTML), CutAnswer(500), Stall()], ids=repr)
def test_a_fault_half_way_is_told_and_loses_nothing(practice, ten, fault) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    practice.server.always("package_search", fault)
    with pytest.raises(errors.CatalogueError):
        sync.synchronize(practice.workspace(patience=SHORT), full=True)
    assert workspace.store.cache.records.ids() == {p["id"] for p in ten}
    practice.server.behave()
    sync.synchronize(workspace)
    assert workspace.store.cache.records.ids() == {p["id"] for p in ten}


@pytest.mark.parametrize("role", ["editor", "sysadmin"])
@pytest.mark.parametrize("key", ["revoked-key", None])
@pytest.mark.parametrize("hours", [0, 2, 48])
def test_without_a_key_that_is_known_nothing_is_forgotten(practice, ten, role, key, hours) -> None:
    secret = practice.package(private=True)
    draft = practice.other.create_package(record_fields(practice.organization, state="draft"))
    workspace = practice.workspace(role)
    sync.synchronize(workspace)
    everything = workspace.store.cache.records.ids()
    assert {secret["id"], draft["id"]} <= everything
    workspace = practice.workspace(role, key=key)
    said = "no longer accepts" if key else "not signed in"
    for _ in range(3):  # a window that stays open looks again and again
        with workspace.store.cache_transaction() as write:
            write.execute("UPDATE meta SET seen = seen - ?", (hours * 3600,))
        with pytest.raises(errors.NotAuthorized, match=said):
            sync.synchronize(workspace)
    assert workspace.store.cache.records.ids() == everything
    assert workspace.account() is not None
    assert workspace.role_in(practice.organization) is not None


@pytest.mark.parametrize("role", ["editor", "outsider"])
def test_a_key_that_is_revoked_during_a_run_is_no_reason_to_forget(practice, ten, role) -> None:
    workspace = practice.workspace(role)
    sync.synchronize(workspace)
    practice.other.delete_package(ten[0]["id"])

    def revoke(_progress) -> None:
        practice.demo.practice.storage.rows("UPDATE user SET token = 'another' WHERE name = ?", (role,))
        practice.demo.practice.directory.read()

    with pytest.raises(errors.NotAuthorized, match="API key"):
        sync.synchronize(workspace, report=revoke, full=True)
    assert workspace.store.cache.records.ids() == {p["id"] for p in ten}


def test_a_search_on_the_server_is_kept(practice, ten) -> None:
    workspace = practice.workspace()
    count, found = sync.search_server(workspace, ten[2]["name"])
    assert count >= 1
    assert {p["id"] for p in found} <= workspace.store.cache.records.ids()


def test_a_record_that_is_gone_is_forgotten_when_it_is_asked_for(practice, ten) -> None:
    workspace = practice.workspace()
    workspace.package(ten[0]["id"])
    practice.boss.purge(ten[0]["id"])
    with pytest.raises(errors.NotFound):
        workspace.package(ten[0]["id"])
    assert workspace.store.cache.records.ids() == set()


def test_a_record_whose_text_is_damaged_does_not_stop_synchronizations_for_good(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    with workspace.store.cache_transaction() as write:
        write.execute("UPDATE bodies SET raw = CAST(substr(raw, 1, 40) || x'07' || substr(raw, 42) AS BLOB)")
    practice.other.patch_package(ten[3]["id"], {"title": "Changed"})
    with pytest.raises(Damaged):
        sync.synchronize(workspace)
    workspace.close()
    again = practice.workspace()
    assert again.store.renewed
    sync.synchronize(again)
    assert again.store.cache.records.get(ten[3]["id"]).value["title"] == "Changed"
    assert again.store.cache.records.ids() == there(practice)
