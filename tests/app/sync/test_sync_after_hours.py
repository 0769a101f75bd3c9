"""Changes that lie hours and weeks apart: what one record tells of its time says nothing of the rest."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from bcdc_desktop.app.progress import CancelToken
from bcdc_desktop.app.sync import listing, sync, watermark
from bcdc_desktop.app.sync_sizes import SyncSizes
from bcdc_desktop.catalogue import client
from bcdc_desktop.catalogue.errors import Cancelled
from bcdc_desktop.store.search.index import PackageQuery
from helpers.listing import while_it_is_listed


@pytest.fixture(autouse=True)
def _small_pages(practice) -> None:
    practice.sync_sizes = SyncSizes(page=2, index_page=3)


@pytest.fixture
def ten(practice) -> list[dict]:
    """Records of which none was changed for nine days."""
    with practice.ago(days=9):
        return [practice.package() for _ in range(10)]


def change(practice, package, title, **ago) -> None:
    with practice.ago(**ago):
        practice.other.patch_package(package["id"], {"title": title})


def titles(workspace, *packages) -> list[str]:
    return [workspace.store.cache.records.get(p["id"]).value["title"] for p in packages]


def passed(workspace, monkeypatch, **much) -> None:
    """So much time goes by on this computer: what was seen here was seen that much earlier."""
    with workspace.store.cache_transaction() as write:
        write.execute("UPDATE meta SET seen = seen - ?", (timedelta(**much).total_seconds(),))


@pytest.mark.parametrize("how", ["on screen", "opened", "found on the server", "saved here"])
def test_a_fresh_record_does_not_hide_what_others_changed_before(practice, ten, how) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    change(practice, ten[1], "Changed five hours ago", hours=5)
    change(practice, ten[2], "Changed just now")
    first: tuple[str, ...] = ()
    if how == "on screen":
        first = (ten[2]["id"],)
    elif how == "opened":
        workspace.package(ten[2]["id"])
    elif how == "found on the server":
        sync.search_server(workspace, "now")
    else:
        workspace.catalogue.patch_package(ten[2]["id"], {"title": "Changed just now"})
        workspace.package(ten[2]["id"])
    done = sync.synchronize(workspace, first=first)
    assert not done.full
    assert titles(workspace, ten[1], ten[2]) == ["Changed five hours ago", "Changed just now"]


def test_a_run_that_was_stopped_does_not_move_the_mark(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    held = watermark.stored(workspace.store.cache)
    assert held
    change(practice, ten[1], "Changed five hours ago", hours=5)
    change(practice, ten[2], "Changed just now")
    token = CancelToken()

    def stop(progress) -> None:
        if progress.done:
            token.cancel()

    with pytest.raises(Cancelled):
        sync.synchronize(workspace, token=token, report=stop)
    assert watermark.stored(workspace.store.cache) == held
    sync.synchronize(workspace)
    assert watermark.stored(workspace.store.cache) > held
    assert titles(workspace, ten[1], ten[2]) == ["Changed five hours ago", "Changed just now"]


@pytest.mark.parametrize("future", [False, True])
def test_what_changes_during_a_long_first_run_arrives(practice, ten, future, monkeypatch) -> None:
    workspace, happened = practice.workspace(), []

    def happen() -> None:
        """The first record is here and changes, then one of the last."""
        workspace.package(ten[0]["id"])
        change(practice, ten[0], "Changed early", minutes=30)
        change(practice, ten[9], "Changed late", **({"days": -900} if future else {}))
        happened.append(True)

    while_it_is_listed(monkeypatch, happen, read_before=ten[0]["id"])
    assert sync.synchronize(workspace).full
    assert happened
    assert titles(workspace, ten[0], ten[9]) == ["Changed early", "Changed late"]


def test_one_record_of_the_future_hides_nothing_afterwards(practice, ten) -> None:
    workspace = practice.workspace()
    change(practice, ten[5], "Of the future", days=-900)
    sync.synchronize(workspace)
    for turn in range(3):
        change(practice, ten[1], f"Changed {turn}", hours=5 - turn)
        done = sync.synchronize(workspace)
        assert not done.full
        assert titles(workspace, ten[1], ten[5]) == [f"Changed {turn}", "Of the future"]


def test_after_weeks_everything_is_listed_and_what_changed_is_read(practice, ten, monkeypatch) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    passed(workspace, monkeypatch, days=30)
    change(practice, ten[1], "Changed three weeks ago", days=8)
    change(practice, ten[2], "Changed just now")
    practice.other.delete_package(ten[3]["id"])
    new = practice.package()
    workspace.package(ten[2]["id"])
    done = sync.synchronize(workspace)
    assert (done.full, done.removed, done.total) == (True, 1, 10)
    assert done.read == 2  # the deleted one is gone, and the one that was opened is here
    assert titles(workspace, ten[1], ten[2]) == ["Changed three weeks ago", "Changed just now"]
    assert workspace.store.cache.records.ids() == {p["id"] for p in [*ten, new]} - {ten[3]["id"]}
    assert not sync.synchronize(workspace).full


def test_a_cache_without_a_mark_is_compared_with_everything(practice, ten) -> None:
    workspace = practice.workspace()
    sync.synchronize(workspace)
    change(practice, ten[1], "Changed five hours ago", hours=5)
    with workspace.store.cache_transaction() as write:  # as a version before marks left it
        write.execute("DELETE FROM meta WHERE key = 'synchronized_up_to'")
    done = sync.synchronize(workspace)
    assert (done.full, done.read) == (True, 1)
    assert titles(workspace, ten[1]) == ["Changed five hours ago"]


@pytest.mark.parametrize("with_fields", [True, False])
def test_the_latest_times_of_a_server(practice, ten, with_fields, monkeypatch) -> None:
    search = client.Catalogue.search

    def asked(catalogue, *arguments, fields=(), **more):
        if fields and not with_fields:
            return client.SearchPage(1, [{}])
        return search(catalogue, *arguments, fields=fields, **more)

    change(practice, ten[4], "Changed just now")
    now = practice.other.package(ten[4]["id"])["metadata_modified"]
    monkeypatch.setattr(client.Catalogue, "search", asked)
    found = listing.newest(practice.workspace().catalogue, 3)
    assert len(found) == 3
    assert listing.same_time(found[0], now)


def test_where_a_mark_lies() -> None:
    now = datetime.now(UTC)
    overlap = timedelta(minutes=10)
    times = [(now - timedelta(days=n)).replace(tzinfo=None).isoformat() for n in range(30)]

    def of(*seen) -> str:
        latest = watermark.WatermarkTracker(overlap)
        for page in seen:
            latest.see(page)
        return latest.watermark()

    assert of([]) == ""
    assert watermark.before("", overlap) == ""
    assert of(times[::-1], ["2099-01-01T00:00:00"])[:19] == now.isoformat()[:19]
    assert watermark.before(of(times), overlap)[:16] == (now - overlap).isoformat()[:16]
    # where all are of the future it is our clock that is slow: twenty of them may be, and the next one counts
    slow = [f"2099-01-{day:02}T00:00:00" for day in range(1, 31)]
    assert of(slow) == "2099-01-10T00:00:00.000Z"
    assert of(slow[:5]) == ""


def test_seconds_between_two_looks(practice, ten) -> None:
    """The index of a server may be some minutes late: what was changed shortly before the last run is asked for."""
    workspace = practice.workspace()
    change(practice, ten[2], "Changed just now")
    sync.synchronize(workspace)
    began = time.time()
    change(practice, ten[1], "Changed before, indexed late", minutes=5)
    assert sync.synchronize(workspace).read == 1
    assert titles(workspace, ten[1]) == ["Changed before, indexed late"]
    assert workspace.store.cache.records.get(ten[1]["id"]).at >= began


def test_the_tree_counts_as_the_list_does(practice, ten) -> None:
    """Also within the hour in which the tree itself is not asked for, and right after something of our own."""
    workspace = practice.workspace()
    sync.synchronize(workspace)

    def agree(count: int) -> bool:
        query = PackageQuery(organizations=(practice.organization,))
        return workspace.tree().get(practice.organization).packages == workspace.store.cache.lists.count(query) == count

    practice.package()
    sync.synchronize(workspace)
    assert agree(11)
    practice.other.delete_package(ten[0]["id"])
    practice.other.delete_package(ten[1]["id"])
    sync.synchronize(workspace)
    assert agree(9)
    workspace.package(practice.package()["id"])  # as after it was made here
    assert agree(10)
